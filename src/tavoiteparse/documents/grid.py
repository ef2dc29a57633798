"""Tables on their way to the text: cells with their spans to rows of equal length, and what a cell holds to one line.

Shared by the forms whose tables are read whole: web pages and OpenDocument.
"""

from collections.abc import Sequence
from typing import NamedTuple

from tavoiteparse.documents.converted import ConversionError
from tavoiteparse.documents.writing import Block, Piece, Writer, cell_text
from tavoiteparse.source.messages import filled
from tavoiteparse.source.text import Spot

MOST_SPANNED = 200  # columns or rows that one cell may cover
MOST_CELLS = 500_000  # of a table with those that are covered
FULL_ROW = 3  # columns from which on a cell over the whole row is told from a lone first one


class Para(NamedTuple):
    """A paragraph: its text escaped, `\\n` for line ends; its rank as a heading; its marker and depth as an item.

    `aside` says that it is furniture of its page: navigation, a footer.
    """

    text: str
    rank: int = 0
    marker: str | None = None
    depth: int = 0
    bold: bool = False
    aside: bool = False


class CellBox(NamedTuple):
    """A cell: what it holds, and how many columns and rows it covers."""

    content: list["Para | Table"]
    columns: int = 1
    rows: int = 1
    is_head: bool = False


class Table(NamedTuple):
    """A table, row by row; `is_terms` says that it was a list of terms and what they mean."""

    rows: list[list[CellBox]]
    aside: bool = False
    is_terms: bool = False


Content = Para | Table


def laid_out(rows: Sequence[Sequence[CellBox]]) -> list[list[tuple[CellBox | None, int]]]:
    """Rows of equal length: each cell where it stands with the number of its column, None where one reaches over.

    Raises ConversionError for a table that is too large.
    """
    covered: dict[int, int] = {}  # columns that a cell above still covers, with the number of rows left
    found: list[list[tuple[CellBox | None, int]]] = []
    cells = 0
    for row in rows:
        line: list[tuple[CellBox | None, int]] = []
        for cell in row:
            _reach_over(line, covered)
            wide, high = min(max(cell.columns, 1), MOST_SPANNED), min(max(cell.rows, 1), MOST_SPANNED)
            for n in range(wide):
                if high > 1:
                    covered[len(line)] = high
                line.append((cell if not n else None, len(line)))
        while any(column >= len(line) for column in covered):
            before = len(line)
            _reach_over(line, covered)
            if len(line) == before:
                line.append((None, len(line)))
        covered = {column: left - 1 for column, left in covered.items() if left > 1}
        found.append(line)
        cells += len(line)
        if cells > MOST_CELLS:
            raise ConversionError(
                filled("has a table of more than {most} cells; it was not read", {"most": MOST_CELLS})
            )
    width = max(map(len, found), default=0)
    return [line + [(None, n) for n in range(len(line), width)] for line in found]


def _reach_over(line: list[tuple[CellBox | None, int]], covered: dict[int, int]) -> None:
    """Leaves out the columns that a cell above covers."""
    while len(line) in covered:
        line.append((None, len(line)))


def is_full_row(cells: Sequence[CellBox | None], width: int) -> bool:
    """Whether one cell covers a whole row: `Hyvinvointi` over all columns; not a lone first cell beside blank ones."""
    printed = [cell for cell in cells if cell is not None]
    return len(printed) == 1 and printed[0].columns >= width >= FULL_ROW


def text_of(cell: CellBox) -> str:
    """What a cell holds, on one line; the rows of a table in it are paragraphs, their cells apart by wide gaps."""
    return cell_text([*_blocks(cell.content)])


def _blocks(content: Sequence[Content]) -> list[Block]:
    found: list[Block] = []
    for one in content:
        if isinstance(one, Para):
            number = f"{one.marker} " if one.marker is not None and one.marker != "-" else ""
            found.append(Block(f"{number}{one.text}", one.marker == "-"))
            continue
        for row in one.rows:
            texts = (_on_line(cell) for cell in row)
            found.append(Block("  ".join(text for text in texts if text)))
    return found


def _on_line(cell: CellBox) -> str:
    """What a cell of a table in a cell holds, its paragraphs one after another."""
    return " ".join(" ".join(block.text.split()) for block in _blocks(cell.content) if block.text.strip())


def write_table(writer: Writer, table: Table, number: int) -> None:
    """Writes a table, apart from what is around it; `number` is its own in the file."""
    rows = laid_out(table.rows)
    width = len(rows[0]) if rows else 0
    for at, row in enumerate(rows, 1):
        full = is_full_row([cell for cell, _ in row], width)
        pieces = []
        text = ""
        for cell, column in row:
            text = text_of(cell) if cell is not None else text if full else ""
            pieces.append(Piece(text, Spot(0, f"taulukko {number}, rivi {at}, sarake {column + 1}")))
        writer.row(pieces)
    writer.end_table()
