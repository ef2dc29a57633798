"""Tables that lost their cell marks: columns by runs of spaces, one cell a line, cells wrapped over lines.

Each function takes rows and returns rows; a row that it does not know stays as it is. Only headings that the vocabulary
knows make it look for a table, so that prose is never cut into cells.
"""

import re

from tavoiteparse.grammar import Grammar
from tavoiteparse.split import EMPTY
from tavoiteparse.text import Cell, Part, Row, join_cells

PERIOD = re.compile(r"(?:[TQH]?\d[\d.,/\s–—-]*)*\d{4}|\d{1,2}[./–-][\d./–-]{1,20}")
SLACK = 2  # how far left of its heading a cell may begin
FINISHED = (".", "!", "?", ":", ";")
FEWEST = 3  # headings that show a table whose cells stand one a line


def regroup(rows: list[Row], grammar: Grammar) -> list[Row]:
    """Rows with the table rows found among them."""
    if not grammar.columns:
        return rows
    return join_wrapped(fold_cells(cut_columns(rows, grammar), grammar), grammar)


def cut_columns(rows: list[Row], grammar: Grammar) -> list[Row]:
    """Rows below a line of headings apart by wide gaps, cut at the columns of those headings."""
    found: list[Row] = []
    starts: list[int] = []
    for row in rows:
        pieces = _pieces(row)
        if is_spaced_heading(row, grammar):
            starts = [piece.start - row.cell.start + row.indent for piece in pieces]
        elif starts and (not pieces or (len(pieces) == 1 and row.alone)):
            starts = []
        found.append(_cut(row, pieces, starts) if starts and row.kind == "text" else row)
    return found


def is_spaced_heading(row: Row, grammar: Grammar) -> bool:
    """Whether a line is a row of column headings apart by wide gaps."""
    if len(row.cell.broken) < 2 or not grammar.columns:
        return False
    pieces = _pieces(row)
    return len(pieces) > 1 and _headings(pieces, grammar) > 1


def _pieces(row: Row) -> list[Part]:
    """What wide gaps set apart in a line of text."""
    if row.kind != "text" or row.first != row.last:
        return []
    return list(row.cell.parts)


def _headings(pieces: list[Part], grammar: Grammar) -> int:
    labels = [grammar.vocabulary.label(piece.text) for piece in pieces]
    return sum(1 for label, piece in zip(labels, pieces, strict=True) if label and label.value_at >= len(piece.text))


def _cut(row: Row, pieces: list[Part], starts: list[int]) -> Row:
    """A line as a table row: each piece in the column whose heading begins nearest left of it."""
    cells: list[Cell] = [EMPTY] * len(starts)
    owned = row.cell.pieces or (row.cell.start,)
    for piece in pieces:
        at = piece.start - row.cell.start + row.indent
        column = max((n for n, start in enumerate(starts) if start <= at + SLACK), default=0)
        cell = Cell(piece.start, piece.end, piece.text, (piece._replace(kind="text"),), owned)
        cells[column] = join_cells(cells[column], cell) if cells[column].text else cell
    return row._replace(kind="table", cells=tuple(cells))


def fold_cells(rows: list[Row], grammar: Grammar) -> list[Row]:
    """Lines that stand alone, one cell each, below as many headings that stand alone: folded into table rows."""
    found: list[Row] = []
    n = 0
    while n < len(rows):
        width = 0
        while n + width < len(rows) and _is_heading_cell(rows[n + width], grammar):
            width += 1
        if width < FEWEST:
            found.append(rows[n])
            n += 1
            continue
        end = n + width
        while end + width <= len(rows) and all(_is_cell(row) for row in rows[end : end + width]):
            end += width
        if end == n + width:
            found += rows[n:end]
        else:
            found += [_fold(rows[at : at + width]) for at in range(n, end, width)]
        n = end
    return found


def _is_heading_cell(row: Row, grammar: Grammar) -> bool:
    if not _is_cell(row):
        return False
    label = grammar.vocabulary.label(row.cell.text)
    return label is not None and label.value_at >= len(row.cell.text) and label.role in grammar.columns


def _is_cell(row: Row) -> bool:
    return row.kind in ("text", "item") and row.alone and len(row.cell.text) <= 300


def _fold(rows: list[Row]) -> Row:
    cells = tuple(row.cell for row in rows)
    return Row("table", cells, rows[0].first, rows[-1].last)


def join_wrapped(rows: list[Row], grammar: Grammar) -> list[Row]:
    """Table rows of which the lower only goes on with cells of the upper (design rule 18)."""
    found: list[Row] = []
    for row in rows:
        above = found[-1] if found else None
        if above is None or above.kind != "table" or row.first != above.last + 1:
            found.append(row)
            continue
        lower = row
        if row.kind == "text" and row.cell.text[0].islower():  # its other cells are blank
            lower = row._replace(kind="table", cells=(row.cell, *[EMPTY] * (len(above.cells) - 1)))
        same_table = lower.kind == "table" and len(lower.cells) == len(above.cells)
        if same_table and (_is_second_line(above, lower, grammar) or _goes_on(above, lower, grammar)):
            found[-1] = _joined_rows(above, lower)
        else:
            found.append(row)
    return found


def _joined_rows(above: Row, row: Row) -> Row:
    pairs = zip(above.cells, row.cells, strict=True)
    cells = tuple(join_cells(a, b) if a.text and b.text else a if a.text else b for a, b in pairs)
    return above._replace(cells=cells, last=row.last)


def _is_second_line(above: Row, row: Row, grammar: Grammar) -> bool:
    """The second line of headings: years or dates below some of them, nothing below the first (`TP` over `2022`)."""
    if row.cells[0].text:
        return False
    below = [(upper, lower) for upper, lower in zip(above.cells, row.cells, strict=True) if lower.text]
    if not all(PERIOD.fullmatch(lower.text) for _, lower in below):
        return False
    return len(below) > 1 and all(grammar.vocabulary.label(upper.text) for upper, _ in below)


def _goes_on(above: Row, row: Row, grammar: Grammar) -> bool:
    """A row with fewer cells, each of which goes on with an unfinished one above or fills an empty one.

    A cell goes on after a hyphen, or in lower case; headings and labels are never gone on with.
    """
    joined = less = False
    for upper, lower in zip(above.cells, row.cells, strict=True):
        less = less or bool(upper.text and not lower.text)
        if not lower.text or not upper.text:
            continue
        hyphen = upper.text.endswith("-") and upper.text[-2:-1].isalpha()
        if not hyphen and (not lower.text[0].islower() or upper.text.endswith(FINISHED)):
            return False
        joined = True
    return joined and less and not any(grammar.vocabulary.label(cell.text) for cell in above.cells if cell.text)
