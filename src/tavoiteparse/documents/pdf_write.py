"""What was read of a PDF, written as the text between: each paragraph and each cell with its page and its place."""

from collections.abc import Sequence
from typing import NamedTuple

from tavoiteparse.documents.grid import CellBox, Para, is_full_row, laid_out, text_of
from tavoiteparse.documents.pdf_cells import Grid
from tavoiteparse.documents.pdf_text import Line, plain
from tavoiteparse.documents.writing import Piece, Writer, escaped
from tavoiteparse.source.text import Spot


class Placed(NamedTuple):
    """A paragraph with its page."""

    para: Para
    page: int


class PlacedTable(NamedTuple):
    """A table, row by row, and the page on which each row begins; the grid of its last part, where it is drawn."""

    rows: list[list[CellBox]]
    pages: list[int]
    grid: Grid | None = None


Content = Placed | PlacedTable


class Said(NamedTuple):
    """What there is to say of a page: the code of a diagnostic and its arguments."""

    page: int
    code: str
    arguments: dict[str, object]


def write(writer: Writer, content: Sequence[Content], furniture: Sequence[Line], said: Sequence[Said]) -> None:
    """Writes all of a document; what stands on its pages again and again comes last, once each.

    What is said of a page cites what was written of it.
    """
    waiting = sorted(said, key=lambda one: -one.page)
    page = content[0].page if content and isinstance(content[0], Placed) else 1
    for one in content:
        begins = one.page if isinstance(one, Placed) else one.pages[0]
        while waiting and waiting[-1].page < begins:
            _say(writer, waiting.pop())
        if isinstance(one, PlacedTable):
            _table(writer, one)
            page = one.pages[-1]
            continue
        if one.page > page and one.para.rank:  # within a list or a paragraph, a page break parts nothing
            writer.page_break()
        page = max(page, one.page)
        _paragraph(writer, one)
    while waiting:
        _say(writer, waiting.pop())
    texts = {line.text: line.page for line in reversed(furniture)}
    writer.furniture(Piece(escaped(plain(text)), _spot(page)) for text, page in reversed(texts.items()))


def _say(writer: Writer, said: Said) -> None:
    writer.note(said.code, **said.arguments)


def _spot(page: int) -> Spot:
    return Spot(0, f"s. {page}", page)


def _paragraph(writer: Writer, placed: Placed) -> None:
    para, spot = placed.para, _spot(placed.page)
    if para.rank:
        writer.heading(para.rank, para.text, spot)
    elif para.marker is not None:
        writer.item(para.text, spot, para.marker, para.depth)
    else:
        writer.paragraph(para.text, spot, para.bold)


def _table(writer: Writer, table: PlacedTable) -> None:
    rows = laid_out(table.rows)
    width = len(rows[0]) if rows else 0
    for row, page in zip(rows, table.pages, strict=True):
        full = is_full_row([cell for cell, _ in row], width)
        text, pieces = "", []
        for cell, _ in row:
            text = text_of(cell) if cell is not None else text if full else ""
            pieces.append(Piece(text, _spot(page)))
        writer.row(pieces)
    writer.end_table()
