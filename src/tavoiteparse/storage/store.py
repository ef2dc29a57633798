"""Where a batch reads and writes: a folder, or anything that fsspec knows (`s3://`, `abfs://`, `memory://`).

Both give the same few verbs. What is written is whole or not there: a folder by writing beside and renaming, an object
store because it puts objects whole.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from inspect import signature
from pathlib import Path, PurePosixPath
from typing import Any, Protocol

from tavoiteparse.source.messages import filled
from tavoiteparse.storage.listing import TEMPORARY, Listing, walk

SCHEME = "://"
LOCAL = ("file://", "local://")
PROBE = f".probe{TEMPORARY}"


class StoreError(Exception):
    """A folder or URL that cannot be used; the message names it, and says what to do."""


class Store(Protocol):
    """Files by their path below one root, with forward slashes."""

    where: str
    shared: bool  # whether other processes see the same files

    def listing(self) -> Listing:
        """Every file below the root; hidden ones are left out. Raises OSError."""

    def read(self, path: str, most: int | None = None) -> bytes:
        """The bytes of a file, or its first `most`. Raises OSError."""

    def write(self, path: str, data: bytes) -> None:
        """Makes or replaces a file, whole or not at all. Raises OSError."""

    def create(self, path: str, data: bytes) -> bool:
        """Makes a file that is not there yet; False where there is one. Raises OSError."""

    def remove_if(self, path: str, data: bytes) -> bool:
        """Takes a file away that holds just this; False where it does not, or is not there. Raises OSError."""

    def exists(self, path: str) -> bool:
        """Whether there is such a file. Raises OSError."""

    def remove(self, path: str) -> None:
        """Takes a file away, if it is there. Raises OSError."""

    def prepare(self) -> None:
        """Makes the root where it is missing. Raises OSError where nothing can be written there."""


class Folder:
    """A folder of this machine."""

    def __init__(self, where: str) -> None:
        self.where = where
        self.root = Path(where)
        self.shared = True

    def files(self) -> Iterator[str]:
        """Every file, in the order of the paths; links to folders are followed, each real folder is listed once."""
        yield from self.listing().files

    def listing(self) -> Listing:
        """As `Store.listing`."""
        return walk(self.root) if self.root.is_dir() else Listing([], [], [])

    def read(self, path: str, most: int | None = None) -> bytes:
        """As `Store.read`."""
        with (self.root / path).open("rb") as file:
            return file.read(-1 if most is None else most)

    def write(self, path: str, data: bytes) -> None:
        """As `Store.write`: beside, and then renamed."""
        target = self.root / path
        beside = self._beside(target)
        try:
            try:
                beside.write_bytes(data)
            except FileNotFoundError:
                target.parent.mkdir(parents=True, exist_ok=True)
                beside.write_bytes(data)
            beside.replace(target)
        except OSError:
            beside.unlink(missing_ok=True)
            raise

    def _beside(self, target: Path) -> Path:
        """A name that no other process writes to, and that is short where the target's is as long as may be."""
        return target.with_name(f".{target.name[:50]}.{os.getpid()}{TEMPORARY}")

    def create(self, path: str, data: bytes) -> bool:
        """As `Store.create`: of two processes one makes it."""
        try:
            with (self.root / path).open("xb") as file:
                file.write(data)
        except FileExistsError:
            return False
        return True

    def remove_if(self, path: str, data: bytes) -> bool:
        """As `Store.remove_if`: put aside first, so that no other process changes what is looked at."""
        aside = self._beside(self.root / path)
        try:
            (self.root / path).rename(aside)
        except FileNotFoundError:
            return False
        if aside.read_bytes() != data:
            aside.rename(self.root / path)
            return False
        aside.unlink()
        return True

    def exists(self, path: str) -> bool:
        """As `Store.exists`."""
        return (self.root / path).is_file()

    def remove(self, path: str) -> None:
        """As `Store.remove`."""
        (self.root / path).unlink(missing_ok=True)

    def prepare(self) -> None:
        """As `Store.prepare`."""
        self.root.mkdir(parents=True, exist_ok=True)
        (self.root / PROBE).touch()
        (self.root / PROBE).unlink(missing_ok=True)


class Remote:
    """A place that fsspec opens by its URL; credentials are those of the environment."""

    def __init__(self, where: str) -> None:
        self.where = where
        self.shared = not where.startswith("memory:")
        self._opened: tuple[Any, str] | None = None

    def __getstate__(self) -> dict[str, object]:
        return {
            "where": self.where,
            "shared": self.shared,
            "_opened": None,
        }  # a connection does not go to other processes

    @property
    def _fs(self) -> tuple[Any, str]:
        if self._opened is None:
            try:
                from fsspec.core import url_to_fs
            except ImportError:
                wanted = "pip install 'tavoiteparse[remote]'"
                raise StoreError(
                    filled(
                        "{place}: reading and writing URLs needs fsspec: {wanted}",
                        {"place": self.where, "wanted": wanted},
                    )
                ) from None
            try:
                fs, root = url_to_fs(self.where)
            except Exception as error:  # each package has errors of its own, also for a URL that it cannot read
                raise StoreError(
                    filled("{place}: cannot be opened: {why}", {"place": self.where, "why": error})
                ) from None
            self._opened = fs, root.rstrip("/")
        return self._opened

    def listing(self) -> Listing:
        """As `Store.listing`."""
        fs, root = self._fs
        start = len(root.lstrip("/")) + 1
        with _as_os_errors():
            names = [str(name).lstrip("/") for name in fs.find(root)]
        found = sorted(name[start:] if root else name for name in names)
        return Listing([path for path in found if not _is_hidden(path)], [], [])

    def read(self, path: str, most: int | None = None) -> bytes:
        """As `Store.read`."""
        fs, root = self._fs
        with _as_os_errors():
            try:
                data: bytes = fs.cat_file(f"{root}/{path}", end=most)
            except FileNotFoundError:
                raise
            except Exception:  # of an empty object S3 gives no part, not even the first bytes
                data = fs.cat_file(f"{root}/{path}")
        return data

    def write(self, path: str, data: bytes) -> None:
        """As `Store.write`."""
        fs, root = self._fs
        with _as_os_errors():
            fs.pipe_file(f"{root}/{path}", data)

    def put(self, path: str, file: Path) -> None:
        """Makes or replaces a file by one of this machine, which need not fit into memory. Raises OSError."""
        fs, root = self._fs
        with _as_os_errors():
            fs.put_file(str(file), f"{root}/{path}")

    def create(self, path: str, data: bytes) -> bool:
        """As `Store.create`, as far as the storage can: not all can tell which of two processes came first."""
        fs, root = self._fs
        with suppress(FileExistsError), _as_os_errors():
            if fs.exists(f"{root}/{path}"):
                return False
            if "mode" in signature(getattr(fs, "_pipe_file", fs.pipe_file)).parameters:  # others might pass it on
                with suppress(NotImplementedError, ValueError):
                    fs.pipe_file(f"{root}/{path}", data, mode="create")
                    return True
            fs.pipe_file(f"{root}/{path}", data)
            return True
        return False

    def remove_if(self, path: str, data: bytes) -> bool:
        """As `Store.remove_if`."""
        try:
            same = self.read(path) == data
        except FileNotFoundError:
            return False
        if same:
            self.remove(path)
        return same

    def exists(self, path: str) -> bool:
        """As `Store.exists`."""
        fs, root = self._fs
        with _as_os_errors():
            return bool(fs.isfile(f"{root}/{path}"))

    def remove(self, path: str) -> None:
        """As `Store.remove`."""
        fs, root = self._fs
        with _as_os_errors():
            if fs.exists(f"{root}/{path}"):
                fs.rm_file(f"{root}/{path}")

    def prepare(self) -> None:
        """As `Store.prepare`: object stores have no folders; what cannot be written shows when it is."""


def open_store(where: str) -> Folder | Remote:
    """The store that a path or URL names."""
    for scheme in LOCAL:
        where = where.removeprefix(scheme)
    return Remote(where) if SCHEME in where else Folder(where)


def legible(path: str) -> str:
    """A path as a text that can be written anywhere: bytes of a name that are no UTF-8 are shown as `\\xe4`."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _is_hidden(path: str) -> bool:
    return any(part.startswith(".") for part in PurePosixPath(path).parts)


@contextmanager
def _as_os_errors() -> Iterator[None]:
    """Clients of storages raise errors of their own, such as for missing credentials; callers know OSError."""
    try:
        yield
    except FileNotFoundError:
        raise FileNotFoundError(2, "there is no such file any more") from None
    except OSError:
        raise
    except Exception as error:
        raise OSError(0, f"{type(error).__name__}: {error}") from error
