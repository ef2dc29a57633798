"""Rows as a format holds them: a value that does not fit costs its cell and not the table, and is named."""

from collections.abc import Callable

from tavoiteparse.tables.formats import Format
from tavoiteparse.tables.rows import INTEGERS, NUMBERS, Row

DIGITS = 15  # of a number that every database and spreadsheet gives back as it was
MOST, MOST_WHOLE = 10**DIGITS, 2**31
EMPTY = "so the cell is left empty"


def fitted(row: Row, kind: Format, say: Callable[[str], None]) -> Row:
    """A row without the numbers that the format cannot hold; of each, and of texts that will be cut, `say` is told."""
    if kind.typed:
        large = [name for name in NUMBERS if (value := row[name]) is not None and not -MOST < value < MOST]
        whole = [name for name in INTEGERS if (value := row[name]) is not None and not -MOST_WHOLE < value < MOST_WHOLE]
        for name in large:
            say(f"{_place(row)}: {name}: a number of more than {DIGITS} digits, {EMPTY}")
        for name in whole:
            say(f"{_place(row)}: {name}: a number of 32 bits or more, {EMPTY}")
        if large or whole:
            row = row | dict.fromkeys((*large, *whole))
    if kind.longest is not None:
        for name, value in row.items():
            if isinstance(value, str) and len(value) > kind.longest:
                say(f"{_place(row)}: {name}: {len(value)} characters, so the cell is cut to {kind.longest}")
    return row


def _place(row: Row) -> str:
    return f"{row['tiedosto']}:{row['rivi_alku']}"
