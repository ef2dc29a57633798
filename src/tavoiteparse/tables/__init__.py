"""One table of all rows, in the format that the file's ending names. Rows stream: no more than a batch is in memory."""

from collections.abc import Iterable, Mapping
from importlib import import_module
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import NamedTuple, Protocol

from tavoiteparse.render import Row
from tavoiteparse.store import TEMPORARY


class TableError(Exception):
    """A table that cannot be written; the message says why and what to do."""


class Sheet(Protocol):
    """What a format's module gives: rows in, and the end of the file."""

    def write(self, rows: Iterable[Row]) -> None:
        """Adds rows."""

    def close(self) -> None:
        """Writes what is left and closes the file."""


class Format(NamedTuple):
    """A format: the module that writes it, and the packages that it needs besides our own."""

    module: str
    needs: tuple[str, ...] = ()


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        ".csv": Format("text"),
        ".jsonl": Format("text"),
        ".parquet": Format("parquet", ("pyarrow",)),
        ".xlsx": Format("excel", ("xlsxwriter",)),
        ".sqlite": Format("sql"),
        ".db": Format("sql"),
        ".duckdb": Format("sql", ("duckdb", "pyarrow")),
    }
)


class TableWriter:
    """A table that is written beside its name and renamed when all is well; otherwise an old one stays as it was."""

    def __init__(self, path: Path) -> None:
        kind = FORMATS.get(path.suffix.casefold())
        if kind is None:
            raise TableError(f"{path}: no table format; known endings are {', '.join(FORMATS)}")
        self.path, self._module = path, _module(path, kind)
        self._beside = path.with_name(f".{path.name}{TEMPORARY}")

    def __enter__(self) -> "TableWriter":
        self._beside.unlink(missing_ok=True)
        try:
            self._sheet: Sheet = self._module.Sheet(self._beside, self.path.suffix.casefold())
        except OSError as error:
            raise TableError(f"{self.path}: cannot be written: {error.strerror or error}") from None
        return self

    def write(self, rows: Iterable[Row]) -> None:
        """Adds rows of the contract (`render.rows`). Raises TableError."""
        self._sheet.write(rows)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._sheet.close()
            if kind is None:
                self._beside.replace(self.path)
        finally:
            self._beside.unlink(missing_ok=True)


def open_table(path: Path) -> TableWriter:
    """The writer of a table, to be used with `with`. Raises TableError."""
    return TableWriter(path)


def _module(path: Path, kind: Format) -> "Module":
    for package in kind.needs:
        try:
            import_module(package)
        except ImportError:
            wanted = "pip install 'tavoiteparse[tables]'"
            raise TableError(f"{path}: writing {path.suffix} needs {package}: {wanted}") from None
    module: Module = import_module(f"tavoiteparse.tables.{kind.module}")
    return module


class Module(Protocol):
    """A module of this package."""

    def Sheet(self, path: Path, ending: str) -> Sheet:  # noqa: N802 - a class, seen as what it is called for
        """Begins a file."""
