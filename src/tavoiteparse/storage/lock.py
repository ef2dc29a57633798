"""One run at a time on one place: a file in it that says which process of which host is at work there."""

import json
import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from tavoiteparse.source.messages import filled, translated
from tavoiteparse.storage.store import Store, StoreError

NAME = ".tavoiteparse-lock"  # hidden, as all files are that no listing names
ATTEMPTS = 10


class Owner(NamedTuple):
    """A process; `started` tells it from another that has its number later, where the system says so."""

    host: str
    process: int
    started: str | None

    def text(self) -> str:
        """As messages call it."""
        return filled("process {number} on {host}", {"number": self.process, "host": self.host})

    def is_gone(self) -> bool:
        """Whether it has surely ended: only of this host's processes can that be known."""
        if self.host != socket.gethostname():
            return False
        return not is_running(self.process) or self.started != _started(self.process)


@contextmanager
def locked(store: Store, break_lock: bool, say: Callable[[str], None]) -> Iterator[None]:
    """Keeps other runs out of a place while this one is at work there.

    The lock of a process of this host that has ended is taken over, that of another only where it is to be broken; both
    are said. Raises StoreError where another is at work, and OSError.
    """
    mine = _line(Owner(socket.gethostname(), os.getpid(), _started(os.getpid())))
    for _ in range(ATTEMPTS):
        if store.create(NAME, mine):
            break
        _free(store, break_lock, say)
    else:
        raise StoreError(
            filled(
                "{place}: others begin to write here again and again; let one run at a time do so",
                {"place": store.where},
            )
        )
    try:
        yield
    finally:
        store.remove_if(NAME, mine)


def _free(store: Store, break_lock: bool, say: Callable[[str], None]) -> None:
    """Takes a lock away that holds no more. Raises StoreError for one that may."""
    try:
        held = store.read(NAME)
    except FileNotFoundError:
        return  # its run is over
    owner = _owner(held)
    said = owner.text() if owner is not None else translated("an unknown process")
    if not break_lock and (owner is None or not owner.is_gone()):
        raise StoreError(
            filled(
                "{place}: {said} is at work here (lock {name}); wait for it, or give --break-lock if it has ended",
                {"place": store.where, "said": said, "name": NAME},
            )
        )
    if store.remove_if(NAME, held):
        say(f"{store.where}: the lock of {said} is {'broken' if break_lock else 'taken over, as that has ended'}")


def _line(owner: Owner) -> bytes:
    return (json.dumps(owner._asdict()) + "\n").encode("utf-8")


def _owner(held: bytes) -> Owner | None:
    """A lock read back; None for what is none, as one that is just being written."""
    try:
        owner = Owner(**json.loads(held))
    except (ValueError, TypeError, RecursionError):
        return None
    return owner if isinstance(owner.host, str) and isinstance(owner.process, int) else None


def is_running(process: int) -> bool:
    """Whether there is a process of this number; where the system cannot say, there is."""
    if os.name == "nt" or process <= 0:  # there a signal 0 is not a question
        return os.name == "nt"
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return _state(process)[:1] != ["Z"]  # ended, and its parent has not asked how


def _started(process: int) -> str | None:
    state = _state(process)
    return state[19] if len(state) > 19 else None


def _state(process: int) -> list[str]:
    """What Linux says of a process behind its name: its state, …, and when it began; elsewhere nothing."""
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except OSError:
        return []
