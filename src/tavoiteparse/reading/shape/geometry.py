"""Tables that lost their cell marks, their columns set apart by runs of spaces.

Each function takes rows and returns rows; a row that it does not know stays as it is. Only headings that the vocabulary
knows make it look for a table, so that prose is never cut into cells.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from tavoiteparse.language.grammar import Grammar
from tavoiteparse.language.label import fold
from tavoiteparse.reading.shape.header_lines import is_second_line
from tavoiteparse.reading.shape.labels import cut_labelled_parts
from tavoiteparse.reading.shape.stacked import fold_cells
from tavoiteparse.reading.shape.turned import spread_years, turn_tables
from tavoiteparse.reading.shape.wrapped import join_wrapped
from tavoiteparse.reading.split import EMPTY
from tavoiteparse.source.lazy import lazy
from tavoiteparse.source.text import Cell, Part, Row, Source, join_all, join_rows

GRID_RULE = lazy(r"\+(?:[-=:]{3,}\+)+")
GRID_SIGNS = ("+-", "+=", "+:")
YEAR = lazy(r"(?:19|20)\d\d")
WIDE_GAP = lazy(r"\s{2}(?<!\n)(?<=\S\s\s)")
BULLETS_ALONE = ("-", "–", "*", "+")  # wide gaps part them from their items
DASHES = ("- ", "– ", "* ", "+ ")
FEWEST_PIECES = 2  # of a line that shows a column without a header
SLACK = 2  # how far left of its heading a cell may begin


def regroup(source: Source, rows: list[Row], grammar: Grammar, empty: Sequence[int] = ()) -> list[Row]:
    """Rows with the table rows found among them; `empty` are the lines that may be empty cells.

    What no sign in the text speaks for is not looked for.
    """
    if not grammar.columns:
        return rows
    rows = cut_labelled_parts(rows, grammar)
    if any(rule in source.text for rule in GRID_SIGNS):
        rows = join_grids(rows)
    if WIDE_GAP.search(source.text):
        rows = cut_columns(rows, grammar)
    return join_wrapped(fold_cells(spread_years(turn_tables(rows, grammar), grammar), grammar, empty), grammar)


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
    return [some[0] if len(some) == 1 else _itemised(join_rows(*some)) for some in found]


def _itemised(row: Row) -> Row:
    """A row of a grid with the items of lists in its cells apart, their lines joined: `- Käynnit, kpl`."""
    return row._replace(cells=tuple(map(_with_items, row.cells)))


def _with_items(cell: Cell) -> Cell:
    """A cell's parts as list items from the first dash on; one without a dash goes on with the one above."""
    parts: list[Part] = []
    opened = listed = False  # a dash stands right before the part; some part is an item
    for part in cell.parts:
        dashed = part.text.startswith(DASHES)
        if part.text in BULLETS_ALONE:
            opened = listed = True
        elif dashed or opened:
            text = part.text[1:].lstrip() if dashed else part.text
            parts.append(Part(text, part.end - len(text), part.end, "li"))
            opened, listed = False, True
        else:
            parts.append(part._replace(kind="gap") if parts else part)
    if not listed or not parts:
        return cell
    return cell._replace(text=" ".join(part.text for part in parts), broken=tuple(parts))


def cut_columns(rows: list[Row], grammar: Grammar) -> list[Row]:
    """Rows below a line of headings apart by wide gaps, cut at the columns of those headings."""
    found: list[Row] = []
    heads: Heads | None = None
    for n, row in enumerate(rows):
        pieces = _pieces(row)
        if is_spaced_header(row, grammar) and not _goes_on_with(found, row, pieces, heads, grammar):
            heads = Heads.of(row, pieces).with_nameless(rows[n + 1] if n + 1 < len(rows) else None)
        elif heads and row.kind != "furniture":
            apart = bool(found) and found[-1].last + 1 < row.first
            if not pieces or (len(pieces) == 1 and apart):
                heads = None
        found.append(_cut(row, pieces, heads) if heads and row.kind == "text" else row)
    return found


class Heads(NamedTuple):
    """Where the headers of a table stand in their line: the columns of their first characters, and those after them."""

    lefts: list[int]
    rights: list[int]

    @classmethod
    def of(cls, row: Row, pieces: Sequence[Part]) -> "Heads":
        """The headers that the pieces of a line are."""
        places = [_place(row, piece) for piece in pieces]
        return cls([left for left, _ in places], [right for _, right in places])

    def with_nameless(self, below: Row | None) -> "Heads":
        """With a column left of the first header, where the line below begins with a piece that ends before it."""
        pieces = _pieces(below) if below is not None else ()
        if below is None or len(pieces) < FEWEST_PIECES:
            return self
        left, right = _place(below, pieces[0])
        apart = right + 1 < self.lefts[0] or len(pieces) > len(self.lefts)
        if not apart or left + SLACK >= self.lefts[0]:
            return self
        return Heads([left, *self.lefts], [self.lefts[0] - 2, *self.rights])


def _goes_on_with(found: list[Row], row: Row, pieces: Sequence[Part], heads: Heads | None, grammar: Grammar) -> bool:
    """Whether a line of headers is the second one of the headers right above it: `Sitova` over `tavoite`."""
    if heads is None or found[-1].kind != "table" or found[-1].last != row.first - 1:
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
    if len(pieces) > 2 and pieces[0].text.isalpha() and all(YEAR.fullmatch(piece.text) for piece in pieces[1:]):
        return True  # `Vuosi   2023   2024`
    begun = grammar.vocabulary.begun_labels  # `Toiminnan   Keino`, over `tavoite`
    return any(known) and all(
        one or fold(piece.text) in begun or piece.text.endswith("-") for one, piece in zip(known, pieces, strict=True)
    )


def _pieces(row: Row) -> tuple[Part, ...]:
    """What wide gaps set apart in a line of text."""
    return row.cell.parts if row.kind == "text" and row.first == row.last else ()


def _place(row: Row, piece: Part) -> tuple[int, int]:
    """Where a piece stands in its line: the columns of its first character and of the one after its last."""
    start = piece.start - row.cell.start + row.indent
    return start, start + piece.end - piece.start


def _cut(row: Row, pieces: Sequence[Part], heads: Heads) -> Row:
    """A line as a table row: each piece in the column of the heading it stands under."""
    cells: list[list[Cell]] = [[] for _ in heads.lefts]
    owned = row.cell.pieces or (row.cell.start,)
    for piece in pieces:
        for part in _divided(row, piece, heads) if len(pieces) > 1 else (piece,):
            cell = Cell(part.start, part.end, part.text, (Part(part.text, part.start, part.end),), owned)
            cells[_column(*_place(row, part), heads)].append(cell)
    return row._replace(kind="table", cells=tuple([join_all(some) if some else EMPTY for some in cells]))


def _divided(row: Row, piece: Part, heads: Heads) -> Sequence[Part]:
    """A piece that fills its column to the last place, so that one space alone parts it from the next one."""
    start, end = _place(row, piece)
    beyond = heads.lefts[bisect_right(heads.lefts, start + SLACK) : bisect_left(heads.lefts, end)]
    if not beyond or end - start != len(piece.text) or not _flush(heads.lefts, start):
        return [piece]
    for head in beyond:
        at = head - start
        if piece.text[at - 1] == " ":
            left, right = piece.text[:at].rstrip(), piece.text[at:]
            parts = Part(left, piece.start, piece.start + len(left)), Part(right, piece.start + at, piece.end)
            return [part for part in parts if part.text]
    return [piece]


def _column(start: int, end: int, heads: Heads) -> int:
    """The heading that a piece is flush with, on its left or, as figures are, on its right; else the nearest one."""
    lefts, rights = heads
    for edges, edge in ((lefts, start), (rights, end)):
        if flush := _flush(edges, edge):
            return flush[0] if len(flush) == 1 else min(flush, key=lambda n: abs(edges[n] - edge))
    near = range(max(bisect_right(rights, start) - 1, 0), min(bisect_left(lefts, end) + 1, len(lefts)))
    return max(near, key=lambda n: min(end, rights[n]) - max(start, lefts[n]))


def _flush(edges: list[int], edge: int) -> range:
    """The headings whose side stands where the edge of a piece is; they are in order."""
    return range(bisect_left(edges, edge - SLACK), bisect_right(edges, edge + SLACK))
