"""The files of the grammars folder as records, without reading YAML where they are ready in `ready.py`.

A file is ready where it holds the very bytes that its record was made of, wherever it stands. One that someone has
edited or added is read from its YAML, so that an edit is seen at once; `just goldens` makes the records anew.
"""

from pathlib import Path
from typing import Any, TypeVar
from zlib import crc32

from tavoiteparse.language import ready
from tavoiteparse.strict.records import made

T = TypeVar("T")


def load(path: Path, cls: type[T], name: str, inside: str = "") -> tuple[T, bool]:
    """A file as `cls`, or as its field `inside`, and whether it was ready; messages call it `name`.

    Raises GrammarError.
    """
    data = fields_of(path)
    if data is not None:
        return made(cls, data), True
    from tavoiteparse.strict import yaml

    return yaml.load(path, cls, name, inside), False


def fields_of(path: Path) -> dict[str, Any] | None:
    """The fields of the record that is ready for a file; None where there is none for what it holds."""
    found = ready.READY.get(path.name)
    try:
        return found[1] if found is not None and found[0] == sign(path.read_bytes()) else None
    except OSError:
        return None  # and reading it as YAML says why


def sign(data: bytes) -> tuple[int, int]:
    """What tells the bytes of a file from those of an edited one: their number and a checksum."""
    return len(data), crc32(data)
