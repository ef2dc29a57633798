"""What is said of a mistake in a file that people write by hand; apart from its readers, which take long to load."""

from pathlib import Path
from typing import Any


class GrammarError(Exception):
    """A mistake in a grammar or vocabulary file: `file.yaml:line: key: what was expected`."""

    def __init__(self, path: Path | str, line: int, key: str, expected: str) -> None:
        super().__init__(f"{path}:{line}: {key}: {expected}" if key else f"{path}:{line}: {expected}")
        self._made_of = path, line, key, expected

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), self._made_of  # so that it comes back whole from another process
