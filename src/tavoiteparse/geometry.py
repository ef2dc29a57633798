"""Tables that lost their cell marks: columns by runs of spaces, one cell a line.

Each function takes rows and returns rows; a row that it does not know stays as it is. Only headings that the vocabulary
knows make it look for a table, so that prose is never cut into cells.
"""

from tavoiteparse.grammar import Grammar
from tavoiteparse.split import EMPTY
from tavoiteparse.text import Cell, Part, Row, join_cells
from tavoiteparse.wrapped import join_wrapped

SLACK = 2  # how far left of its heading a cell may begin
WIDEST_GAP = 5  # lines from the last text to an empty cell at the end of the text
FEWEST = 3  # headings that show a table whose cells stand one a line


def regroup(rows: list[Row], grammar: Grammar, empty: frozenset[int] = frozenset()) -> list[Row]:
    """Rows with the table rows found among them; `empty` are the lines that may be empty cells."""
    if not grammar.columns:
        return rows
    return join_wrapped(fold_cells(cut_columns(rows, grammar), grammar, empty), grammar)


def cut_columns(rows: list[Row], grammar: Grammar) -> list[Row]:
    """Rows below a line of headings apart by wide gaps, cut at the columns of those headings."""
    found: list[Row] = []
    heads: list[tuple[int, int]] = []
    for row in rows:
        pieces = _pieces(row)
        if is_spaced_heading(row, grammar):
            heads = [_place(row, piece) for piece in pieces]
        elif heads and row.kind != "furniture":
            apart = bool(found) and found[-1].last + 1 < row.first
            if not pieces or (len(pieces) == 1 and apart):
                heads = []
        found.append(_cut(row, pieces, heads) if heads and row.kind == "text" else row)
    return found


def is_one_piece(row: Row) -> bool:
    """Whether no wide gap stands in a line."""
    return len(row.cell.broken) < 2


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


def _place(row: Row, piece: Part) -> tuple[int, int]:
    """Where a piece stands in its line: the columns of its first character and of the one after its last."""
    start = piece.start - row.cell.start + row.indent
    return start, start + piece.end - piece.start


def _cut(row: Row, pieces: list[Part], heads: list[tuple[int, int]]) -> Row:
    """A line as a table row: each piece in the column of the heading it stands under."""
    cells: list[Cell] = [EMPTY] * len(heads)
    owned = row.cell.pieces or (row.cell.start,)
    for piece in pieces:
        column = _column(_place(row, piece), heads)
        cell = Cell(piece.start, piece.end, piece.text, (piece._replace(kind="text"),), owned)
        cells[column] = join_cells(cells[column], cell) if cells[column].text else cell
    return row._replace(kind="table", cells=tuple(cells))


def _column(place: tuple[int, int], heads: list[tuple[int, int]]) -> int:
    """The heading that a piece is flush with, on its left or, as figures are, on its right; else the nearest one."""
    start, end = place
    for side, edge in ((0, start), (1, end)):
        flush = [n for n, head in enumerate(heads) if abs(head[side] - edge) <= SLACK]
        if flush:
            return min(flush, key=lambda n: abs(heads[n][side] - edge))
    return max(range(len(heads)), key=lambda n: min(end, heads[n][1]) - max(start, heads[n][0]))


def fold_cells(rows: list[Row], grammar: Grammar, empty: frozenset[int]) -> list[Row]:
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
        folded, end = _fold_below(rows, n + width, width, grammar, empty)
        found += [_fold(rows[n : n + width]), *folded] if folded else rows[n:end]
        n = end
    return found


def _fold_below(rows: list[Row], n: int, width: int, grammar: Grammar, empty: frozenset[int]) -> tuple[list[Row], int]:
    """The table rows of `width` cells that begin at row `n`, and the row after them; blank lines may be empty cells."""
    found: list[Row] = []
    line = rows[n - 1].last
    while True:
        cells: list[Row | None] = []
        m, last = n, line
        while len(cells) < width:
            following = rows[m].first if m < len(rows) else last + WIDEST_GAP
            gap = sorted(number for number in empty if last < number < following)[: width - len(cells)]
            cells += [None] * len(gap)
            last = gap[-1] if gap else last
            if len(cells) >= width:
                break
            if m == len(rows) or not _is_cell(rows[m]) or _is_heading_cell(rows[m], grammar) or _ends(rows[m], grammar):
                break
            cells.append(rows[m])
            last, m = rows[m].last, m + 1
        filled = [row for row in cells if row is not None]
        if len(cells) != width or not filled:
            return found, n
        found.append(Row("table", tuple(row.cell if row else EMPTY for row in cells), filled[0].first, filled[-1].last))
        n, line = m, last


def _ends(row: Row, grammar: Grammar) -> bool:
    """Whether a line begins with a word of the minutes, which ends tables (rule 10)."""
    return row.cell.text.split(None, 1)[0].rstrip(":").casefold() in grammar.vocabulary.minutes


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
