"""What a terminal takes: colours, and a bar that moves. Elsewhere there is neither."""

import os
import sys
import time
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TextIO, TypeVar

if TYPE_CHECKING:
    from rich.progress import Task
    from rich.text import Text

T = TypeVar("T")
WITHOUT_CURSOR = ("dumb", "unknown")  # values of TERM
REFRESH = 0.1  # seconds between drawings of a bar


def moves(stream: TextIO) -> bool:
    """Whether a stream is a terminal on which the cursor can be moved."""
    return stream.isatty() and os.environ.get("TERM", "").casefold() not in WITHOUT_CURSOR


def colours(stream: TextIO) -> bool:
    """Whether a stream takes colours: a terminal that is not dumb, unless NO_COLOR asks for none."""
    return moves(stream) and not os.environ.get("NO_COLOR")


def with_bar(done: Iterable[T], count: int, word: str, patience: float = 0.0) -> Iterator[T]:
    """The same, with a bar on standard error once it has taken longer than `patience` seconds.

    No thread draws it: processes are started meanwhile, and those begin as copies of this one.
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, TextColumn, TimeRemainingColumn

    class Rate(ProgressColumn):
        """Files a second, once that is known."""

        def render(self, task: "Task") -> "Text":
            return rate(task.speed)

    console = Console(stderr=True, color_system="auto" if colours(sys.stderr) else None)
    columns = TextColumn(word), BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn()
    begun = drawn = time.monotonic()
    with Progress(*columns, console=console, transient=True, auto_refresh=False) as progress:
        task = progress.add_task(word, total=count, visible=patience <= 0)
        for one in done:
            progress.update(task, advance=1)
            now = time.monotonic()
            if now - begun > patience and now - drawn > REFRESH:
                progress.update(task, visible=True, refresh=True)
                drawn = now
            yield one


def rate(speed: float | None) -> "Text":
    """A speed as the bar shows it; at its first drawing there is none."""
    from rich.text import Text

    return Text("" if speed is None else f"{speed:.0f}/s")
