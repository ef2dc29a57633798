"""What a batch did with each file: the manifest it leaves, and the journal by which a broken-off one goes on."""

import json
from collections.abc import Iterable
from typing import Any, NamedTuple, get_type_hints

from tavoiteparse.source.lazy import lazy
from tavoiteparse.storage.store import Store

NAME = "manifest.jsonl"
JOURNAL, ENDING = "journal-", ".jsonl"  # parts of it stand beside the manifest until that is written
BEGIN = b'{"path":'  # as every line of it begins
PART = lazy(r"journal-(\d{8,18})\.jsonl")  # and nothing else is one, however it begins


class Entry(NamedTuple):
    """One file of a batch. `made_by` tells program, grammars and settings; `error` why there is no output.

    `lines` are the non-blank lines of the text, `read` those of them that went into fields, content or skip rules.
    `instead` is the other form of the same report whose rows the table has; None where it has these.
    `redacted` is how many names of persons were replaced; None where they were not looked for.
    """

    path: str
    output: str | None
    sha256: str | None
    made_by: str
    grammar: str | None
    goals: int
    indicators: int
    rows: int
    lines: int
    read: int
    errors: int
    warnings: int
    infos: int
    seconds: float
    error: str | None
    instead: str | None = None
    redacted: int | None = None

    @property
    def coverage(self) -> float:
        """The share of the lines that were read."""
        return self.read / self.lines if self.lines else 1.0


KINDS = tuple(get_type_hints(Entry)[name] for name in Entry._fields)


def parts(names: Iterable[str]) -> list[str]:
    """Those of the names of a listing that are parts of a journal, in their order."""
    return sorted(name for name in names if PART.fullmatch(name))


def is_own(name: str) -> bool:
    """Whether a file of this name in OUT is one in which a batch keeps what it has done, on any system."""
    return name.casefold() == NAME or PART.fullmatch(name.casefold()) is not None


def load(store: Store, journal: Iterable[str]) -> dict[str, Entry]:
    """The entries of an earlier run, by path, with those of a journal that no manifest took over. Raises OSError.

    Whatever cannot be understood, as after a damage or from another version, is passed over: its file is read anew.
    """
    entries: dict[str, Entry] = {}
    for name in (NAME, *journal):
        if store.exists(name):
            for line in store.read(name).splitlines():
                entry = _entry(line)
                if entry is not None:
                    entries[entry.path] = entry
    return entries


class Journal:
    """Entries of a running batch, kept in parts: each is written whole, so that a kill loses no more than the last.

    `parts` are those that a broken-off run left; they are kept until there is a new manifest.
    """

    def __init__(self, store: Store, parts: list[str]) -> None:
        self.store, self.parts = store, list(parts)
        self.last = max((int(name[len(JOURNAL) : -len(ENDING)]) for name in parts), default=0)
        self.waiting: list[Entry] = []

    def add(self, entry: Entry) -> None:
        """Remembers an entry until the next part is written."""
        self.waiting.append(entry)

    def flush(self) -> None:
        """Writes a part, where there is anything to write. Raises OSError."""
        if self.waiting:
            self.last += 1
            name = f"{JOURNAL}{self.last:08}{ENDING}"
            self.store.write(name, b"".join(map(_line, self.waiting)))
            self.parts.append(name)
            self.waiting = []

    def finish(self, entries: Iterable[Entry]) -> None:
        """Writes the manifest, in the order given; the journal is then over. Raises OSError."""
        self.store.write(NAME, b"".join(map(_line, entries)))
        for name in self.parts:
            self.store.remove(name)


def _line(entry: Entry) -> bytes:
    data: dict[str, Any] = entry._asdict() | {"coverage": round(entry.coverage, 4)}
    return (json.dumps(data, ensure_ascii=False) + "\n").encode("utf-8")


def _entry(line: bytes) -> Entry | None:
    """An entry read back; None for anything else."""
    try:
        data = json.loads(line)
        entry = Entry(**{name: data[name] for name in Entry._fields if name in data})
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return entry if all(map(isinstance, entry, KINDS)) else None
