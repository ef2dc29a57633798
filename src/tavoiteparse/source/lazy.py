"""Patterns of the program's own, compiled when first used: many serve layouts that a given report does not have.

Compiling all of them took a fifth of the time of a command that reads one report.
"""

import re
from typing import Any, cast


class _Lazy:
    """Stands in for a compiled pattern; each method is looked up once and kept."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._arguments = pattern, flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(*self._arguments)
        for method in ("search", "match", "fullmatch", "finditer", "findall", "sub", "split", "pattern"):
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def lazy(pattern: str, flags: int = 0) -> "re.Pattern[str]":
    """A pattern that is compiled by `re` at its first use."""
    return cast("re.Pattern[str]", _Lazy(pattern, flags))
