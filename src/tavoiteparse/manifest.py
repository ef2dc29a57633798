"""What a batch did with each file: the manifest it leaves, and the journal by which a broken-off one goes on."""

import json
from collections.abc import Iterable
from typing import Any, NamedTuple

from tavoiteparse.store import Store

NAME = "manifest.jsonl"
JOURNAL = "journal-"  # parts of it stand beside the manifest until that is written


class Entry(NamedTuple):
    """One file of a batch. `made_by` tells program, grammars and settings; `error` why there is no output.

    `lines` are the non-blank lines of the text, `read` those of them that went into fields, content or skip rules.
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

    @property
    def coverage(self) -> float:
        """The share of the lines that were read."""
        return self.read / self.lines if self.lines else 1.0


def load(store: Store) -> dict[str, Entry]:
    """The entries of an earlier run, by path, with those of a journal that no manifest took over."""
    names = [NAME, *sorted(name for name in store.files() if name.startswith(JOURNAL))]
    entries: dict[str, Entry] = {}
    for name in names:
        if store.exists(name):
            for line in store.read(name).decode("utf-8").splitlines():
                entry = _entry(line)
                if entry is not None:
                    entries[entry.path] = entry
    return entries


def save(store: Store, entries: Iterable[Entry]) -> None:
    """Writes the manifest, in the order given; the journal is then over."""
    store.write(NAME, "".join(map(_line, entries)).encode("utf-8"))
    for name in list(store.files()):
        if name.startswith(JOURNAL) and "/" not in name:
            store.remove(name)


class Journal:
    """Entries of a running batch, kept in parts: each is written whole, so that a kill loses no more than the last."""

    def __init__(self, store: Store, first: int) -> None:
        self.store, self.number = store, first
        self.waiting: list[Entry] = []

    def add(self, entry: Entry) -> None:
        """Remembers an entry until the next part is written."""
        self.waiting.append(entry)

    def flush(self) -> None:
        """Writes a part, where there is anything to write."""
        if self.waiting:
            self.store.write(f"{JOURNAL}{self.number:08}.jsonl", "".join(map(_line, self.waiting)).encode("utf-8"))
            self.number, self.waiting = self.number + 1, []


def next_part(store: Store) -> int:
    """The number of the first part of a new journal, after those that a broken-off run left."""
    numbers = [name[len(JOURNAL) : -len(".jsonl")] for name in store.files() if name.startswith(JOURNAL)]
    return max((int(number) for number in numbers if number.isdecimal()), default=0) + 1


def _line(entry: Entry) -> str:
    data: dict[str, Any] = entry._asdict() | {"coverage": round(entry.coverage, 4)}
    return json.dumps(data, ensure_ascii=False) + "\n"


def _entry(line: str) -> Entry | None:
    """An entry read back; None for a line of another program version, whose file is then read anew."""
    try:
        data = json.loads(line)
        return Entry(**{name: data[name] for name in Entry._fields})
    except (ValueError, KeyError, TypeError):
        return None
