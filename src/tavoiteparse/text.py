"""The nouns of a text: where things stand in it. Offsets count characters; lines and columns are derived from them."""

from bisect import bisect_right
from typing import NamedTuple


class Span(NamedTuple):
    """A stretch of `Source.text`: `start` is its first offset, `end` the one after its last."""

    start: int
    end: int


class Source(NamedTuple):
    """One text as it was read: `line_starts` holds the offset at which each line begins (the first is 0)."""

    name: str
    text: str
    encoding: str
    sha256: str
    line_starts: tuple[int, ...]

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both counted from 1; the column counts characters."""
        line = bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1

    def line(self, number: int) -> str:
        """A line, counted from 1, without its end; empty where there is none."""
        starts = (*self.line_starts, len(self.text)) if number == len(self.line_starts) else self.line_starts
        return self.text[starts[number - 1] : starts[number]].rstrip("\r\n") if number < len(starts) else ""

    def where(self, span: Span) -> str:
        """`line:column-line:column` of a span; the second pair is that of its last character."""
        line, column = self.position(span.start)
        last_line, last_column = self.position(max(span.start, span.end - 1))
        return f"{line}:{column}-{last_line}:{last_column}"


class Part(NamedTuple):
    """A piece of a cell's text that the source itself sets apart.

    `kind` says how: `text` (the cell, or what stands before the first break), `gap` (after two or more spaces),
    `br`, `p`, `li` (HTML). `text` has no markup and its white space folded; the span covers it in the source.
    """

    text: str
    start: int
    end: int
    kind: str = "text"


class Cell(NamedTuple):
    """A cell of a line, or a whole line: `text` is what is printed there.

    `broken` holds its parts where the source sets several apart, or markup had to come off; see `parts`.
    `pieces` are the starts of the physical cells that a joined cell was made of; for all others it is empty.
    """

    start: int
    end: int
    text: str
    broken: tuple[Part, ...] = ()
    pieces: tuple[int, ...] = ()

    @property
    def parts(self) -> tuple[Part, ...]:
        """The parts of the text, one at least; none in an empty cell."""
        if self.broken or not self.text:
            return self.broken
        return (Part(self.text, self.start, self.end),)


def join_cells(first: Cell, second: Cell) -> Cell:
    """Two cells that are one on paper."""
    pieces = (*(first.pieces or (first.start,)), *(second.pieces or (second.start,)))
    return Cell(first.start, second.end, f"{first.text} {second.text}", first.parts + second.parts, pieces)


class Line(NamedTuple):
    """One line of the source; a blank one has no cells. `number` counts from 1."""

    number: int
    start: int
    end: int
    cells: tuple[Cell, ...]


class Row(NamedTuple):
    """One table row, heading, list item or paragraph, made of one or more lines.

    `kind` is `table` (two cells or more), `markup` (tags alone), `furniture` (a running head), `label` (a label alone,
    its value on the next line), `heading` (`level` from 1), `item` (`marker` is its bullet or number, `indent` its
    column) or `text`. `alone` says that blank lines, or the ends of the text, stand on both sides.
    """

    kind: str
    cells: tuple[Cell, ...]
    first: int
    last: int
    alone: bool = False
    level: int = 0
    marker: str = ""
    indent: int = 0

    @property
    def cell(self) -> Cell:
        """The first cell: of a row that is no table row, its whole text."""
        return self.cells[0]


def join_rows(above: Row, row: Row) -> Row:
    """Two table rows of as many cells that are one on paper, cell by cell."""
    pairs = zip(above.cells, row.cells, strict=True)
    cells = tuple(join_cells(a, b) if a.text and b.text else a if a.text else b for a, b in pairs)
    return above._replace(cells=cells, last=row.last)


def is_apart(above: Row, row: Row) -> bool:
    """Whether a blank line, or one of tags or pipes alone, stands between two rows that follow each other."""
    return above.last < row.first - 1 or "markup" in (above.kind, row.kind)


class Tables(NamedTuple):
    """Rows of tables that were found before any other row.

    `rows` has them by their first line, `lines` the lines they cover, `taken` the starts of the cells they took.
    """

    rows: dict[int, list[Row]]
    lines: set[int]
    taken: set[int]
