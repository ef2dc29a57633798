"""Patterns that authors write in YAML: compiled when first used, matched with a time limit, traced to their line.

Those that are shipped are known to be linear, by a test, and to mean the same to `re`, by another: they need no limit
and spare a command the loading of `regex`.
"""

import re
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from threading import local
from time import perf_counter
from typing import TYPE_CHECKING

from tavoiteparse.language.ready import TWINS
from tavoiteparse.strict.mistake import GrammarError

if TYPE_CHECKING:
    import regex

    Match = regex.Match[str] | re.Match[str]

TIMEOUT = 2.0  # seconds that a pattern may take on one text before its author is told
FILE_TIMEOUT = 10.0  # seconds that all patterns together may take on one file


class _Spent(local):
    """The seconds that patterns have taken on the file that is read, in this thread: all together, and each."""

    def __init__(self) -> None:
        self.total = 0.0
        self.each: dict[Pattern, float] = {}

    def add(self, pattern: "Pattern", seconds: float) -> None:
        """Counts what a pattern took."""
        self.total += seconds
        self.each[pattern] = self.each.get(pattern, 0.0) + seconds


SPENT = _Spent()


def begin_file() -> None:
    """From here on the patterns have their whole time again."""
    SPENT.total, SPENT.each = 0.0, {}


class Pattern:
    """A pattern and the place where it was written: `path` are the keys that lead to it in the YAML file.

    One that is `shipped` stands in a file as it is shipped, which nobody has edited.
    """

    def __init__(
        self, pattern: str, path: tuple[str | int, ...], file: Path, called: str, shipped: bool = False
    ) -> None:
        self.pattern, self.path, self.file, self.called, self.shipped = pattern, path, file, called, shipped

    @cached_property
    def compiled(self) -> "regex.Pattern[str] | re.Pattern[str]":
        """The compiled pattern; those that skip lines do not mind case. Raises GrammarError."""
        any_case = self.path[0] == "skip"
        if self.shipped:
            return re.compile(TWINS.get(self.pattern, self.pattern), re.IGNORECASE if any_case else 0)
        import regex

        try:
            return regex.compile(self.pattern, regex.IGNORECASE if any_case else 0)
        except regex.error as error:
            raise self.mistake(f"not a pattern: {error}") from None

    def search(self, text: str) -> "Match | None":
        """First match. Raises GrammarError where patterns take too long on this text, or this file."""
        return self.compiled.search(text) if self.shipped else self._timed(self.compiled.search, text)

    def fullmatch(self, text: str) -> "Match | None":
        """Match of the whole text. Raises GrammarError where patterns take too long on this text, or this file."""
        return self.compiled.fullmatch(text) if self.shipped else self._timed(self.compiled.fullmatch, text)

    def match(self, text: str) -> "Match | None":
        """Match at the beginning. Raises GrammarError where patterns take too long on this text, or this file."""
        return self.compiled.match(text) if self.shipped else self._timed(self.compiled.match, text)

    def _timed(self, way: "Callable[..., Match | None]", text: str) -> "Match | None":
        left = FILE_TIMEOUT - SPENT.total
        begun = perf_counter()
        try:
            return way(text, timeout=min(TIMEOUT, max(left, 0.0)))
        except TimeoutError:
            pass  # and is said below, when this time is counted, too
        finally:
            SPENT.add(self, perf_counter() - begun)
        if left > TIMEOUT:
            raise self._too_slow(text)
        raise max(SPENT.each, key=SPENT.each.__getitem__)._too_slow_for_a_file()

    def mistake(self, expected: str) -> GrammarError:
        """An error that names the line of the pattern."""
        from tavoiteparse.strict.yaml import line_of

        line = line_of(self.file.read_text(encoding="utf-8-sig"), self.path)
        return GrammarError(self.called, line, ".".join(map(str, self.path)), expected)

    def _too_slow(self, text: str) -> GrammarError:
        return self.mistake(f"takes more than {TIMEOUT:g} s on a line of {len(text)} characters; make it simpler")

    def _too_slow_for_a_file(self) -> GrammarError:
        return self.mistake(
            f"takes {SPENT.each[self]:.1f} of the {FILE_TIMEOUT:g} s that all patterns together may take on a file; "
            "make it simpler"
        )
