"""Table rows whose one text stands in each cell, as converters print a merged one (rule `full-width-rows`)."""

from collections.abc import Sequence

from tavoiteparse.reading.split import EMPTY
from tavoiteparse.source.text import Cell

FEWEST_REPEATED = 3  # cells; in two the same figure or word may be a target and its result


def is_repeated(cells: Sequence[Cell]) -> bool:
    """Whether all cells of a row hold the same words: `Talous | Talous | Talous`, not `5 | 5 | 5`."""
    text = cells[0].text
    if len(cells) < FEWEST_REPEATED or not any(map(str.isalpha, text)):
        return False
    return all(cell.text == text for cell in cells)


def folded(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """The text once, in the first cell, which answers for all of them; the others are blank."""
    first = cells[0]
    pieces = tuple(start for cell in cells for start in cell.pieces or (cell.start,))
    return (first._replace(pieces=pieces), *[EMPTY] * (len(cells) - 1))
