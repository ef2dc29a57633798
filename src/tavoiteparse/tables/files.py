"""One table of all rows, in the format that the file's ending names. Rows stream: no more than a batch is in memory."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path, PurePath
from shutil import rmtree
from tempfile import mkdtemp
from types import TracebackType
from typing import Protocol

from tavoiteparse.source.messages import filled
from tavoiteparse.storage.listing import TEMPORARY
from tavoiteparse.storage.store import SCHEME, Folder, StoreError, open_store
from tavoiteparse.tables.fitting import fitted
from tavoiteparse.tables.formats import EXCEL, FORMATS, Format
from tavoiteparse.tables.rows import Row
from tavoiteparse.tables.titles import LANGUAGES, headings

TITLED = (".csv", ".xlsx")


class TableError(Exception):
    """A table that cannot be written; the message says why and what to do."""


class Sheet(Protocol):
    """What a format's module gives: rows in, and the end of the file."""

    def write(self, rows: Iterable[Row]) -> None:
        """Adds rows."""

    def close(self) -> None:
        """Writes what is left and closes the file."""


class TableWriter:
    """A table that is written elsewhere and put in its place when all is well; otherwise an old one stays as it was.

    The place is a file or, as storages take whole files only, a URL to which one of this machine is copied at the end.
    """

    def __init__(self, where: str, excel: bool = False, titles: str | None = None) -> None:
        is_url = SCHEME in where
        place, _, self._name = where.rpartition("/") if is_url else (str(Path(where).parent), "", Path(where).name)
        self._ending = PurePath(self._name).suffix.casefold()
        kind = FORMATS.get(self._ending)
        if kind is None:
            raise TableError(
                filled(
                    "{where}: no table format; known endings are {names}", {"where": where, "names": ", ".join(FORMATS)}
                )
            )
        if excel and self._ending != ".csv":
            raise TableError(filled("{where}: --excel is for .csv; an .xlsx file needs no help", {"where": where}))
        if titles is not None and self._ending not in TITLED:
            raise TableError(
                filled(
                    "{where}: --titles is for {names}; other tables have names of columns",
                    {"where": where, "names": " and ".join(TITLED)},
                )
            )
        if titles is not None and titles not in LANGUAGES:
            raise TableError(
                filled(
                    "{where}: --titles {titles}: should be one of {names}",
                    {"where": where, "titles": titles, "names": ", ".join(LANGUAGES)},
                )
            )
        self._ending, self._titles = EXCEL if excel else self._ending, titles
        self.where, self._module, self._store, self._kind = where, _module(where, kind), open_store(place), kind
        self.notes: list[str] = []  # what did not fit into its cell, each with file, line and column

    def check(self) -> None:
        """Raises TableError where there is no folder for it, or one of its name."""
        folder = self._store.root if isinstance(self._store, Folder) else None
        if folder is not None and not folder.is_dir():
            raise TableError(
                filled(
                    "{place}: cannot be written: there is no folder {folder}; make it first",
                    {"place": self.where, "folder": folder},
                )
            )
        if folder is not None and (folder / self._name).is_dir():
            raise TableError(
                filled("{place}: cannot be written: it is a folder; name a file in it", {"place": self.where})
            )

    @property
    def key(self) -> str:
        """What tells this table from others, wherever a command is run."""
        store = self._store
        return str((store.root / self._name).resolve()) if isinstance(store, Folder) else self.where

    @property
    def kind(self) -> str:
        """What tells a table from one of the same name in another form."""
        return f"{EXCEL if self._ending == EXCEL else ''} {self._titles or ''}".strip()

    def is_there(self) -> bool:
        """Whether there is such a table already. Raises TableError."""
        with self._as_table_errors():
            return self._store.exists(self._name)

    def __enter__(self) -> "TableWriter":
        self.check()
        with self._as_table_errors():
            self._room = self._make_room()
            try:
                self._sheet: Sheet = self._module.Sheet(self._room / self._name, self._ending, headings(self._titles))
            except BaseException:
                rmtree(self._room, ignore_errors=True)
                raise
        return self

    def _make_room(self) -> Path:
        """A folder of its own, beside the table: databases write more files than one, and a kill may leave them."""
        if not isinstance(self._store, Folder):
            return Path(mkdtemp(suffix=TEMPORARY))
        room = self._store.root / f".{self._name}{TEMPORARY}"
        rmtree(room, ignore_errors=True)
        room.mkdir()
        return room

    def write(self, rows: Iterable[Row]) -> None:
        """Adds rows of the contract (`rows`); one value never keeps the others out. Raises TableError."""
        with self._as_table_errors():
            self._sheet.write(fitted(row, self._kind, self.notes.append) for row in rows)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                with self._as_table_errors():
                    self._sheet.close()
                    self._put(self._room / self._name)
            else:
                with suppress(Exception):  # what went wrong is under way already
                    self._sheet.close()
        finally:
            rmtree(self._room, ignore_errors=True)

    def _put(self, whole: Path) -> None:
        if isinstance(self._store, Folder):
            whole.replace(self._store.root / self._name)
        else:
            self._store.put(self._name, whole)

    @contextmanager
    def _as_table_errors(self) -> Iterator[None]:
        """Each library has errors of its own, for a full disk as for a folder that may not be written to."""
        try:
            yield
        except TableError as error:
            raise TableError(f"{self.where}: {error}") from None
        except StoreError:
            raise
        except Exception as error:
            said = getattr(error, "strerror", None) or error
            raise TableError(
                filled("{place}: cannot be written: {said}", {"place": self.where, "said": said})
            ) from error


def open_table(where: str | Path, excel: bool = False, titles: str | None = None) -> TableWriter:
    """The writer of a table, to be used with `with`; `excel` makes CSV for Excel, `titles` headings in a language.

    Raises TableError, StoreError.
    """
    return TableWriter(str(where), excel, titles)


def _module(where: str, kind: Format) -> "Module":
    for package in kind.needs:
        try:
            import_module(package)
        except ImportError:
            wanted = "pip install 'tavoiteparse[tables]'"
            raise TableError(
                filled(
                    "{where}: writing {suffix} needs {package}: {wanted}",
                    {"where": where, "suffix": PurePath(where).suffix, "package": package, "wanted": wanted},
                )
            ) from None
    module: Module = import_module(f"tavoiteparse.tables.{kind.module}")
    return module


class Module(Protocol):
    """A module of this package."""

    def Sheet(self, path: Path, ending: str, headings: Iterable[str]) -> Sheet:  # noqa: N802 - a class, seen as what it is called for
        """Begins a file."""
