"""Where a batch reads and writes: a folder, or anything that fsspec knows (`s3://`, `abfs://`, `memory://`).

Both give the same few verbs. What is written is whole or not there: a folder by writing beside and renaming, an object
store because it puts objects whole.
"""

import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any, Protocol

SCHEME = "://"
TEMPORARY = ".tavoiteparse-tmp"  # ending of a file that is being written


class StoreError(Exception):
    """A folder or URL that cannot be used; the message names it, and says what to do."""


class Store(Protocol):
    """Files by their path below one root, with forward slashes."""

    where: str
    shared: bool  # whether other processes see the same files

    def files(self) -> Iterator[str]:
        """Every file below the root, in the order of their paths; hidden ones are left out."""

    def read(self, path: str) -> bytes:
        """The bytes of a file. Raises OSError."""

    def write(self, path: str, data: bytes) -> None:
        """Makes or replaces a file, whole or not at all. Raises OSError."""

    def exists(self, path: str) -> bool:
        """Whether there is such a file."""

    def remove(self, path: str) -> None:
        """Takes a file away, if it is there."""


class Folder:
    """A folder of this machine."""

    def __init__(self, where: str) -> None:
        self.where = where
        self.root = Path(where)
        self.shared = True

    def files(self) -> Iterator[str]:
        """Links to folders are followed, but none that leads back to a folder that it is in."""
        if self.root.is_dir():
            yield from sorted(self._below(self.root, (), ""))

    def _below(self, folder: Path, above: tuple[str, ...], prefix: str) -> Iterator[str]:
        real = os.path.realpath(folder)
        if real in above:
            return
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                if entry.is_dir():
                    yield from self._below(Path(entry.path), (*above, real), f"{prefix}{entry.name}/")
                elif entry.is_file():
                    yield prefix + entry.name

    def read(self, path: str) -> bytes:
        """As `Store.read`."""
        return (self.root / path).read_bytes()

    def write(self, path: str, data: bytes) -> None:
        """As `Store.write`: beside, and then renamed."""
        target = self.root / path
        beside = target.with_name(f".{target.name}{TEMPORARY}")
        try:
            try:
                beside.write_bytes(data)
            except FileNotFoundError:
                target.parent.mkdir(parents=True, exist_ok=True)
                beside.write_bytes(data)
        except OSError:
            beside.unlink(missing_ok=True)
            raise
        beside.replace(target)

    def exists(self, path: str) -> bool:
        """As `Store.exists`."""
        return (self.root / path).is_file()

    def remove(self, path: str) -> None:
        """As `Store.remove`."""
        (self.root / path).unlink(missing_ok=True)


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
                raise StoreError(f"{self.where}: reading and writing URLs needs fsspec: {wanted}") from None
            try:
                fs, root = url_to_fs(self.where)
            except (ImportError, ValueError) as error:
                raise StoreError(f"{self.where}: cannot be opened: {error}") from None
            self._opened = fs, root.rstrip("/")
        return self._opened

    def files(self) -> Iterator[str]:
        """As `Store.files`."""
        fs, root = self._fs
        start = len(root.lstrip("/")) + 1
        found = (str(name).lstrip("/")[start:] if root else str(name).lstrip("/") for name in fs.find(root))
        yield from sorted(path for path in found if not any(part[:1] == "." for part in PurePosixPath(path).parts))

    def read(self, path: str) -> bytes:
        """As `Store.read`."""
        fs, root = self._fs
        data: bytes = fs.cat_file(f"{root}/{path}")
        return data

    def write(self, path: str, data: bytes) -> None:
        """As `Store.write`; a local file system behind a URL needs its folders made."""
        fs, root = self._fs
        target = f"{root}/{path}"
        if "file" in (fs.protocol if isinstance(fs.protocol, tuple) else (fs.protocol,)):
            Folder(root).write(path, data)
        else:
            fs.pipe_file(target, data)

    def exists(self, path: str) -> bool:
        """As `Store.exists`."""
        fs, root = self._fs
        return bool(fs.isfile(f"{root}/{path}"))

    def remove(self, path: str) -> None:
        """As `Store.remove`."""
        fs, root = self._fs
        if fs.exists(f"{root}/{path}"):
            fs.rm_file(f"{root}/{path}")


def open_store(where: str) -> Store:
    """The store that a path or URL names."""
    return Remote(where) if SCHEME in where else Folder(where)
