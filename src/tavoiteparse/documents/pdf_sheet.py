"""A page of a PDF without its letters: the pieces of its lines, each within one tag and one drawn cell."""

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from tavoiteparse.documents.pdf_cells import Grid, grids
from tavoiteparse.documents.pdf_page import Glyph, Page
from tavoiteparse.documents.pdf_text import Line, lines_of


class Piece(NamedTuple):
    """A line, or the part of one within a tag and a cell; `cell` is the number of its grid and of the cell in it."""

    line: Line
    tag: int
    artifact: bool
    cell: tuple[int, int] | None


class Sheet(NamedTuple):
    """A page without its letters: its pieces of lines in the order of the file, its drawn tables."""

    number: int
    pieces: list[Piece]
    grids: list[Grid]
    has_pictures: bool


def sheet_of(page: Page) -> Sheet:
    """A page's letters as pieces of lines, each within one tag and one cell."""
    tables = grids(page.strokes)
    owners = [_owners(grid) for grid in tables]

    def key(glyph: Glyph) -> tuple[int, bool, tuple[int, int] | None]:
        middle = glyph.y + glyph.size * 0.25
        for n, grid in enumerate(tables):
            place = grid.at((glyph.x + glyph.right) / 2, middle)
            if place is not None:
                return glyph.tag, glyph.artifact, (n, owners[n][place])
        return glyph.tag, glyph.artifact, None

    pieces = []
    for (tag, artifact, cell), glyphs in groupby(page.glyphs, key):
        pieces += [Piece(line, tag, artifact, cell) for line in lines_of(list(glyphs), page.number)]
    return Sheet(page.number, _with_rooms(pieces, tables), tables, page.has_pictures)


def _with_rooms(pieces: list[Piece], tables: Sequence[Grid]) -> list[Piece]:
    """Lines in drawn cells with the room that these have: the cell without a margin on both sides."""
    margins: dict[int, float] = {}
    for piece in pieces:
        if piece.cell is not None:
            n, at = piece.cell
            left = piece.line.left - tables[n].xs[tables[n].cells[at].column]
            margins[n] = min(margins.get(n, left), left)
    found = []
    for piece in pieces:
        line = piece.line
        if piece.cell is not None:
            grid, cell = tables[piece.cell[0]], tables[piece.cell[0]].cells[piece.cell[1]]
            wide = grid.xs[cell.column + cell.columns] - grid.xs[cell.column]
            line = line._replace(room=wide - 2 * max(margins[piece.cell[0]], 0.0))
        found.append(piece._replace(line=line))
    return found


def _owners(grid: Grid) -> dict[tuple[int, int], int]:
    """The number of the cell that covers each row and column of a grid."""
    return {
        (cell.row + row, cell.column + column): n
        for n, cell in enumerate(grid.cells)
        for row in range(cell.rows)
        for column in range(cell.columns)
    }
