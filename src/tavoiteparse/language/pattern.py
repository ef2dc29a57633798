"""Patterns that authors write in YAML: compiled when first used, matched with a time limit, traced to their line."""

from functools import cached_property
from pathlib import Path

import regex

from tavoiteparse.strict.yaml import GrammarError, line_of

TIMEOUT = 2.0  # seconds that a pattern may take on one text before its author is told


class Pattern:
    """A pattern and the place where it was written: `path` are the keys that lead to it in the YAML file."""

    def __init__(self, pattern: str, path: tuple[str | int, ...], file: Path, called: str) -> None:
        self.pattern, self.path, self.file, self.called = pattern, path, file, called

    @cached_property
    def compiled(self) -> "regex.Pattern[str]":
        """The compiled pattern; those that skip lines do not mind case. Raises GrammarError."""
        try:
            return regex.compile(self.pattern, regex.IGNORECASE if self.path[0] == "skip" else 0)
        except regex.error as error:
            raise self.mistake(f"not a pattern: {error}") from None

    def search(self, text: str) -> "regex.Match[str] | None":
        """First match. Raises GrammarError where the pattern takes too long on this text."""
        try:
            return self.compiled.search(text, timeout=TIMEOUT)
        except TimeoutError:
            raise self._too_slow(text) from None

    def fullmatch(self, text: str) -> "regex.Match[str] | None":
        """Match of the whole text. Raises GrammarError where the pattern takes too long on this text."""
        try:
            return self.compiled.fullmatch(text, timeout=TIMEOUT)
        except TimeoutError:
            raise self._too_slow(text) from None

    def match(self, text: str) -> "regex.Match[str] | None":
        """Match at the beginning. Raises GrammarError where the pattern takes too long on this text."""
        try:
            return self.compiled.match(text, timeout=TIMEOUT)
        except TimeoutError:
            raise self._too_slow(text) from None

    def mistake(self, expected: str) -> GrammarError:
        """An error that names the line of the pattern."""
        line = line_of(self.file.read_text(encoding="utf-8-sig"), self.path)
        return GrammarError(self.called, line, ".".join(map(str, self.path)), expected)

    def _too_slow(self, text: str) -> GrammarError:
        return self.mistake(f"takes more than {TIMEOUT:g} s on a line of {len(text)} characters; make it simpler")
