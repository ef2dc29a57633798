"""Tables that lost their cell marks, their columns set apart by runs of spaces.

Each function takes rows and returns rows; a row that it does not know stays as it is. Only headings that the vocabulary
knows make it look for a table, so that prose is never cut into cells.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from tavoiteparse.language.grammar import Grammar
from tavoiteparse.language.label import fold
from tavoiteparse.reading.shape.stacked import fold_cells
from tavoiteparse.reading.shape.wrapped import is_second_line, join_wrapped
from tavoiteparse.reading.split import EMPTY
from tavoiteparse.source.lazy import lazy
from tavoiteparse.source.text import Cell, Part, Row, Source, join_all, join_rows

GRID_RULE = lazy(r"\+(?:[-=:]{3,}\+)+")
GRID_SIGNS = ("+-", "+=", "+:")
WIDE_GAP = lazy(r"\S\s{2}(?<!\n)")
SLACK = 2  # how far left of its heading a cell may begin


def regroup(source: Source, rows: list[Row], grammar: Grammar, empty: Sequence[int] = ()) -> list[Row]:
    """Rows with the table rows found among them; `empty` are the lines that may be empty cells.

    What no sign in the text speaks for is not looked for.
    """
    if not grammar.columns:
        return rows
    if any(rule in source.text for rule in GRID_SIGNS):
        rows = join_grids(rows)
    if WIDE_GAP.search(source.text):
        rows = cut_columns(rows, grammar)
    return join_wrapped(fold_cells(rows, grammar, empty), grammar)


def join_grids(rows: list[Row]) -> list[Row]:
    """Rows of pipes that stand between the same two rules of a grid are one row: `+-----+-----+`."""
    found: list[list[Row]] = []
    inside = fresh = False
    for row in rows:
        if row.kind == "text" and GRID_RULE.fullmatch(row.cell.text) is not None:
            inside = fresh = True
        elif inside and row.kind == "table" and not fresh and len(row.cells) == len(found[-1][0].cells):
            found[-1].append(row)
            continue
        else:
            inside, fresh = inside and row.kind in ("table", "markup"), False
        found.append([row])
    return [some[0] if len(some) == 1 else join_rows(*some) for some in found]


def cut_columns(rows: list[Row], grammar: Grammar) -> list[Row]:
    """Rows below a line of headings apart by wide gaps, cut at the columns of those headings."""
    found: list[Row] = []
    heads: list[tuple[int, int]] = []
    for row in rows:
        pieces = _pieces(row)
        if is_spaced_header(row, grammar) and not _goes_on_with(found, row, pieces, heads, grammar):
            heads = [_place(row, piece) for piece in pieces]
        elif heads and row.kind != "furniture":
            apart = bool(found) and found[-1].last + 1 < row.first
            if not pieces or (len(pieces) == 1 and apart):
                heads = []
        found.append(_cut(row, pieces, heads) if heads and row.kind == "text" else row)
    return found


def _goes_on_with(
    found: list[Row], row: Row, pieces: list[Part], heads: list[tuple[int, int]], grammar: Grammar
) -> bool:
    """Whether a line of headers is the second one of the headers right above it: `Sitova` over `tavoite`."""
    if not heads or found[-1].kind != "table" or found[-1].last != row.first - 1:
        return False
    return is_second_line(found[-1], _cut(row, pieces, heads), grammar)


def is_one_piece(row: Row) -> bool:
    """Whether no wide gap stands in a line."""
    return len(row.cell.broken) < 2


def is_spaced_header(row: Row, grammar: Grammar) -> bool:
    """Whether a line is a header, its columns apart by wide gaps."""
    if len(row.cell.broken) < 2 or not grammar.columns:
        return False
    pieces = _pieces(row)
    known = [grammar.vocabulary.whole(piece.text) is not None for piece in pieces]
    if len(pieces) < 2 or sum(known) > 1:
        return len(pieces) > 1
    begun = grammar.vocabulary.begun_labels  # `Toiminnan   Keino`, over `tavoite`
    return any(known) and all(
        one or fold(piece.text) in begun or piece.text.endswith("-") for one, piece in zip(known, pieces, strict=True)
    )


def _pieces(row: Row) -> list[Part]:
    """What wide gaps set apart in a line of text."""
    if row.kind != "text" or row.first != row.last:
        return []
    return list(row.cell.parts)


def _place(row: Row, piece: Part) -> tuple[int, int]:
    """Where a piece stands in its line: the columns of its first character and of the one after its last."""
    start = piece.start - row.cell.start + row.indent
    return start, start + piece.end - piece.start


def _cut(row: Row, pieces: list[Part], heads: list[tuple[int, int]]) -> Row:
    """A line as a table row: each piece in the column of the heading it stands under."""
    cells: list[list[Cell]] = [[] for _ in heads]
    owned = row.cell.pieces or (row.cell.start,)
    parts = (part for piece in pieces for part in _divided(row, piece, heads, len(pieces)))
    for piece in parts:
        cell = Cell(piece.start, piece.end, piece.text, (piece._replace(kind="text"),), owned)
        cells[_column(_place(row, piece), heads)].append(cell)
    return row._replace(kind="table", cells=tuple(join_all(some) if some else EMPTY for some in cells))


def _divided(row: Row, piece: Part, heads: list[tuple[int, int]], count: int) -> list[Part]:
    """A piece that fills its column to the last place, so that one space alone parts it from the next one."""
    start, end = _place(row, piece)
    if count < 2 or end - start != len(piece.text) or not _flush(heads, 0, start):
        return [piece]
    for head, _ in heads[bisect_right(heads, start + SLACK, key=_left) : bisect_left(heads, end, key=_left)]:
        at = head - start
        if piece.text[at - 1] == " ":
            left, right = piece.text[:at].rstrip(), piece.text[at:]
            parts = Part(left, piece.start, piece.start + len(left)), Part(right, piece.start + at, piece.end)
            return [part for part in parts if part.text]
    return [piece]


def _column(place: tuple[int, int], heads: list[tuple[int, int]]) -> int:
    """The heading that a piece is flush with, on its left or, as figures are, on its right; else the nearest one."""
    start, end = place
    for side, edge in ((0, start), (1, end)):
        if flush := _flush(heads, side, edge):
            return min(flush, key=lambda n: abs(heads[n][side] - edge))
    near = range(
        max(bisect_right(heads, start, key=_right) - 1, 0), min(bisect_left(heads, end, key=_left) + 1, len(heads))
    )
    return max(near, key=lambda n: min(end, heads[n][1]) - max(start, heads[n][0]))


def _flush(heads: list[tuple[int, int]], side: int, edge: int) -> range:
    """The headings whose left (0) or right (1) side stands where the edge of a piece is; they are in order."""
    key = _right if side else _left
    return range(bisect_left(heads, edge - SLACK, key=key), bisect_right(heads, edge + SLACK, key=key))


def _left(head: tuple[int, int]) -> int:
    return head[0]


def _right(head: tuple[int, int]) -> int:
    return head[1]
