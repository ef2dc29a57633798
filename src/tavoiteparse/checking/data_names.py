"""Which files the program wrote itself, and the texts these were made from, by a look at their bytes."""

import re
from pathlib import Path, PurePath
from zipfile import BadZipFile, ZipFile
from zlib import error as zlib_error

from tavoiteparse.documents.read import Limits

SUFFIXES = frozenset({".yaml", ".yml", ".json"})
CONTRACT = re.compile(rb"""\bskeema["']?\s*:\s*["']?tavoiteparse/""")
TABLES = frozenset({".csv", ".xlsx"})
START = 8192  # bytes in which a table of rows names its columns
OWN_CELLS = re.compile(rb">tiedosto<.{1,200}>organisaatio<")
OWN_COLUMNS = re.compile(rb"(?:\xef\xbb\xbf)?tiedosto[,;]organisaatio[,;]")
TEXT_HASH = re.compile(rb"""\bsha256["']?\s*:\s*["']?([0-9a-f]{64})""")


def is_input(path: str) -> bool:
    """Whether a file that was found in a folder is to be checked.

    YAML and JSON only where `extract` wrote them; tables of rows that the program wrote are none.
    """
    ending = PurePath(path).suffix.casefold()
    if ending in TABLES:
        return not _is_own_table(path, ending)
    if ending not in SUFFIXES:
        return True
    try:
        with Path(path).open("rb") as file:
            return CONTRACT.search(file.read(Limits().file_bytes)) is not None
    except OSError:
        return True  # which is said when it is read


def _is_own_table(path: str, ending: str) -> bool:
    """Whether a file begins with the columns of the program's own tables."""
    try:
        if ending == ".csv":
            with Path(path).open("rb") as file:
                return OWN_COLUMNS.match(file.read(START)) is not None
        with ZipFile(path) as book, book.open("xl/worksheets/sheet1.xml") as sheet:
            return OWN_CELLS.search(sheet.read(START)) is not None
    except (OSError, EOFError, BadZipFile, KeyError, NotImplementedError, RuntimeError, zlib_error):
        return False  # which is said when it is read


def texts_of(path: str) -> set[str]:
    """The hashes of the texts that the reports of a file were made from; none of a file that cannot be read."""
    try:
        with Path(path).open("rb") as file:
            return {found.decode() for found in TEXT_HASH.findall(file.read(Limits().file_bytes))}
    except OSError:
        return set()
