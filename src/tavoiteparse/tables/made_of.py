"""Whether a table of an earlier run still holds the rows of the same inputs, so that none need be read for it."""

import json
from hashlib import sha256

from tavoiteparse.storage.store import Store

NOTES = ".tables.json"  # stands in OUT: what each table that was written by a run is made of


def signature(made_by: str, source: Store, paths: list[str], most: int | None) -> str:
    """A hash of everything that a table is made of: all inputs (the first `most` bytes of each), and `made_by`."""
    digest = sha256(made_by.encode())
    for path in paths:
        digest.update(b"\0" + path.encode("utf-8", "surrogateescape") + b"\0")
        try:
            digest.update(sha256(source.read(path, most)).digest())
        except OSError:
            digest.update(b"unreadable")
    return digest.hexdigest()


def is_noted(target: Store, table: str, made_of: str) -> bool:
    """Whether a table was written from just this by an earlier run."""
    return _notes(target).get(table) == made_of


def note(target: Store, table: str, made_of: str) -> None:
    """Remembers what a table was made of, for the next run. Raises OSError."""
    target.write(NOTES, json.dumps(_notes(target) | {table: made_of}, indent=1).encode("utf-8"))


def _notes(target: Store) -> dict[str, object]:
    try:
        known = json.loads(target.read(NOTES))
    except (OSError, ValueError, RecursionError):
        return {}
    return known if isinstance(known, dict) else {}
