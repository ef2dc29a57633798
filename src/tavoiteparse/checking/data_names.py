"""Which files are data that `extract` wrote, and the texts these were made from, by a look at their bytes."""

import re
from pathlib import Path, PurePath

from tavoiteparse.documents.read import Limits

SUFFIXES = frozenset({".yaml", ".yml", ".json"})
CONTRACT = re.compile(rb"""\bskeema["']?\s*:\s*["']?tavoiteparse/""")
TEXT_HASH = re.compile(rb"""\bsha256["']?\s*:\s*["']?([0-9a-f]{64})""")


def is_input(path: str) -> bool:
    """Whether a file that was found in a folder is to be checked: not YAML and JSON that `extract` did not write."""
    if PurePath(path).suffix.casefold() not in SUFFIXES:
        return True
    try:
        with Path(path).open("rb") as file:
            return CONTRACT.search(file.read(Limits().file_bytes)) is not None
    except OSError:
        return True  # which is said when it is read


def texts_of(path: str) -> set[str]:
    """The hashes of the texts that the reports of a file were made from; none of a file that cannot be read."""
    try:
        with Path(path).open("rb") as file:
            return {found.decode() for found in TEXT_HASH.findall(file.read(Limits().file_bytes))}
    except OSError:
        return set()
