"""Pages of a PDF without tags: tables by the lines drawn around their cells, all else line by line."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from tavoiteparse.documents.grid import CellBox, Para
from tavoiteparse.documents.pdf_cells import FEWEST_LINES, NEAR, Grid
from tavoiteparse.documents.pdf_page import HYPHEN
from tavoiteparse.documents.pdf_sheet import Piece, Sheet
from tavoiteparse.documents.pdf_text import LEADING, WIDE, Joiner, Line, folded, is_item, whole_lines
from tavoiteparse.documents.pdf_write import Content, Placed, PlacedTable

HEADING = 1.12  # times the height of most letters, from which on a line is a heading
WIDER = 1.2  # times the usual step between lines: a larger one begins a paragraph
ENDS = re.compile(r"[.!?:;)]$")


class _Style(NamedTuple):
    """How a document is printed: the ranks of heights of letters, the widest step between lines of a paragraph."""

    ranks: dict[float, int]
    leading: float


def ruled(sheets: Sequence[Sheet], joiner: Joiner, furniture: Sequence[Line]) -> list[Content]:
    """The content of a document, page by page, in the order in which the file prints it."""
    style = _style([piece.line for sheet in sheets for piece in sheet.pieces])
    running = set(furniture)
    content: list[Content] = []
    for sheet in sheets:
        inside = _in_grids(sheet)
        for number, group in groupby(sheet.pieces, lambda piece: piece.cell[0] if piece.cell is not None else None):
            if number is None:
                lines = whole_lines(piece.line for piece in group if piece.line not in running)
                content += _paragraphs(lines, joiner, style)
            elif number in inside:
                content.append(_table(sheet.grids[number], inside.pop(number), sheet.number, joiner))
    return whole_tables(content, joiner)


class Drawn:
    """The drawn tables of a tagged document by their pages and tags, made when they are asked for.

    One that the tags tell better is never made, and no word is joined in it.
    """

    def __init__(self, sheets: Sequence[Sheet], joiner: Joiner) -> None:
        self.joiner = joiner
        self.sheets = {sheet.number: sheet for sheet in sheets}
        self.pieces = {
            (sheet.number, number): pieces
            for sheet in sheets
            for number, pieces in _in_grids(sheet).items()
            if len(sheet.grids[number].xs) > FEWEST_LINES
        }
        self.places = {
            (page, piece.tag): number
            for (page, number), pieces in self.pieces.items()
            for piece in pieces
            if not piece.artifact
        }
        self.tables: dict[tuple[int, int], PlacedTable] = {}  # by page and number of the grid

    def table(self, page: int, tag: int) -> PlacedTable | None:
        """The table in which the letters of a tag stand; None where they stand in none."""
        number = self.places.get((page, tag))
        if number is None:
            return None
        if (page, number) not in self.tables:
            grid = self.sheets[page].grids[number]
            self.tables[page, number] = _table(grid, self.pieces[page, number], page, self.joiner)
        return self.tables[page, number]


def _in_grids(sheet: Sheet) -> dict[int, list[Piece]]:
    """What stands in each drawn table of a page, by the number of its grid."""
    found: dict[int, list[Piece]] = {}
    for piece in sheet.pieces:
        if piece.cell is not None:
            found.setdefault(piece.cell[0], []).append(piece)
    return found


def whole_tables(content: Sequence[Content], joiner: Joiner) -> list[Content]:
    """The content with tables that a page break had parted as one."""
    found: list[Content] = []
    for one in content:
        last = found[-1] if found else None
        if isinstance(last, PlacedTable) and isinstance(one, PlacedTable) and _follows(last, one):
            found[-1] = _continued(last, one, joiner)
        else:
            found.append(one)
    return found


def _follows(above: PlacedTable, below: PlacedTable) -> bool:
    """Whether a table is the rest of one on the page before: its columns stand where those above stand."""
    if above.grid is None or below.grid is None or below.pages[0] != above.pages[-1] + 1:
        return False
    xs, others = above.grid.xs, below.grid.xs
    return len(xs) == len(others) and all(abs(x - other) <= 2 * NEAR for x, other in zip(xs, others, strict=True))


def _table(grid: Grid, pieces: Sequence[Piece], page: int, joiner: Joiner) -> PlacedTable:
    """The cells of a grid with their text."""
    texts: dict[int, list[Line]] = {}
    for piece in pieces:
        texts.setdefault(piece.cell[1] if piece.cell is not None else 0, []).append(piece.line)
    lines = {n: sorted(whole_lines(own), key=lambda line: -line.y) for n, own in texts.items()}
    edges: dict[int, float] = {}  # of each column the end of its longest line
    for n, own in lines.items():
        last = grid.cells[n].column + grid.cells[n].columns
        edges[last] = max([edges.get(last, 0.0), *(line.right for line in own)])
    rows: list[list[CellBox]] = [[] for _ in grid.ys[1:]]
    for n, cell in sorted(enumerate(grid.cells), key=lambda one: (one[1].row, one[1].column)):
        content = _paras(lines.get(n, []), edges.get(cell.column + cell.columns, 0.0), joiner)
        rows[cell.row].append(CellBox([*content], cell.columns, cell.rows))
    return PlacedTable(rows, [page] * len(rows), grid)


def _paras(lines: Sequence[Line], edge: float, joiner: Joiner) -> list[Para]:
    """The paragraphs of a cell: parted by wider steps and bullets."""
    found = []
    for group in _steps(lines):
        for text in folded(group, edge, joiner):
            found.append(Para(text[2:].strip(), marker="-") if is_item(text) else Para(text))
    return found


def _steps(lines: Sequence[Line], leading: float = LEADING) -> list[list[Line]]:
    """Lines in groups that stand close below each other."""
    groups: list[list[Line]] = []
    for line in lines:
        last = groups[-1][-1] if groups else None
        if last is None or last.page != line.page or not 0 < last.y - line.y <= leading * max(last.size, line.size):
            groups.append([])
        groups[-1].append(line)
    return groups


def _paragraphs(lines: Sequence[Line], joiner: Joiner, style: _Style) -> list[Placed]:
    """Lines outside tables as headings, items and paragraphs."""
    found: list[Placed] = []
    edge = max((line.right for line in lines), default=0.0)
    for group in _steps(lines, style.leading):
        for (rank, bold), own in groupby(group, lambda line: (style.ranks.get(round(line.size), 0), line.bold)):
            same = list(own)
            if rank:
                found.append(Placed(Para(" ".join(line.text.replace(WIDE, " ") for line in same), rank), same[0].page))
            else:
                found += _items_and_text(folded(same, edge, joiner), bold, same[0].page)
    return found


def _items_and_text(texts: Sequence[str], bold: bool, page: int) -> list[Placed]:
    found: list[Placed] = []
    for item, own in groupby(texts, is_item):
        if item:
            found += [Placed(Para(text[2:].strip(), marker="-"), page) for text in own]
        else:
            found.append(Placed(Para("\n".join(own), bold=bold), page))
    return found


def _style(lines: Sequence[Line]) -> _Style:
    """The ranks of headings by the height of their letters, and how far lines of a paragraph stand apart."""
    heights: Counter[float] = Counter()
    steps: Counter[float] = Counter()
    for line in lines:
        heights[round(line.size)] += len(line.text)
    for above, below in pairwise(lines):
        step = (above.y - below.y) / above.size
        if 0 < step < 2 * LEADING and abs(above.left - below.left) < NEAR and above.page == below.page:
            steps[round(step, 1)] += 1
    body = heights.most_common(1)[0][0] if heights else 0.0
    larger = sorted((size for size in heights if size > body * HEADING), reverse=True)
    usual = steps.most_common(1)[0][0] * WIDER if steps else LEADING
    return _Style({size: min(rank, 6) for rank, size in enumerate(larger, 1)}, max(usual, LEADING))


def _continued(above: PlacedTable, below: PlacedTable, joiner: Joiner) -> PlacedTable:
    """A table with what follows on the next page: headings printed again are left out, a row that was cut is whole."""
    rows, pages = list(below.rows), list(below.pages)
    if len(rows) > 1 and _texts(rows[0]) == _texts(above.rows[0]):
        del rows[0], pages[0]
    joined = list(above.rows)
    if rows and _is_cut(joined[-1], rows[0], above.grid is not None and above.grid.goes_on):
        joined[-1] = [
            _joined(one, other, joiner, above.pages[-1]) for one, other in zip(joined[-1], rows[0], strict=True)
        ]
        del rows[0], pages[0]
    return PlacedTable(joined + rows, above.pages + pages, below.grid)


def _texts(row: Sequence[CellBox]) -> list[str]:
    return [" ".join(one.text for one in cell.content if isinstance(one, Para)) for cell in row]


def _is_cut(above: Sequence[CellBox], below: Sequence[CellBox], goes_on: bool) -> bool:
    """Whether a row goes on: its lines do, or its filled cells stand below filled ones and one is within a sentence."""
    if len(above) != len(below) or any(cell.rows > 1 for cell in (*above, *below)):
        return False
    if [cell.columns for cell in above] != [cell.columns for cell in below]:
        return False
    if goes_on:
        return True
    pairs = [(one, other) for one, other in zip(_texts(above), _texts(below), strict=True) if other]
    if not pairs or not all(one for one, _ in pairs):
        return False
    return any(other[0].islower() or one.endswith(HYPHEN) for one, other in pairs) and all(
        not ENDS.search(one) or other[0].islower() or len(pairs) == 1 for one, other in pairs
    )


def _joined(above: CellBox, below: CellBox, joiner: Joiner, page: int) -> CellBox:
    """A cell with its rest from the next page."""
    if not below.content:
        return above
    last, first = above.content[-1], below.content[0]
    if isinstance(last, Para) and isinstance(first, Para) and first.marker is None:
        return above._replace(
            content=[
                *above.content[:-1],
                last._replace(text=joiner.joined(last.text, first.text, page)),
                *below.content[1:],
            ]
        )
    return above._replace(content=[*above.content, *below.content])
