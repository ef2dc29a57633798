"""The nouns of a text: where things stand in it. Offsets count characters; lines and columns are derived from them."""

import os
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Literal, NamedTuple

PartKind = Literal["text", "gap", "br", "p", "li"]
RowKind = Literal["table", "markup", "furniture", "label", "heading", "item", "text"]
FORM_FEED = "\f"  # parts the pages of a text


class Span(NamedTuple):
    """A stretch of `Source.text`: `start` is its first offset, `end` the one after its last."""

    start: int
    end: int


class Source(NamedTuple):
    """One text as it was read: `line_starts` holds the offset at which each line begins (the first is 0).

    `form` is that of the file, `teksti` or what it was converted from; `encoding` is None for a form that is no text,
    `sha256` that of the file's own bytes.
    """

    name: str
    text: str
    encoding: str | None
    sha256: str
    line_starts: tuple[int, ...]
    form: str = "teksti"

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both counted from 1; the column counts characters."""
        line = bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1

    def line(self, number: int) -> str:
        """A line, counted from 1, without its end; empty where there is none."""
        starts = (*self.line_starts, len(self.text)) if number == len(self.line_starts) else self.line_starts
        return self.text[starts[number - 1] : starts[number]].rstrip("\r\n") if number < len(starts) else ""

    def page(self, number: int, breaks: Sequence[int]) -> int | None:
        """The page on which the text of a line begins, counted from 1; None where there are no page breaks."""
        if not breaks:
            return None
        line = self.line(number)
        return bisect_left(breaks, self.line_starts[number - 1] + len(line) - len(line.lstrip())) + 1

    def page_breaks(self) -> list[int]:
        """The offsets of the form feeds, which part the pages of a text."""
        return [offset for offset, sign in enumerate(self.text) if sign == FORM_FEED] if FORM_FEED in self.text else []

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
    kind: PartKind = "text"


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
    return join_all((first, second))


def join_all(cells: Sequence[Cell]) -> Cell:
    """Cells that are one on paper, in their order."""
    if len(cells) == 1:
        return cells[0]
    pieces = tuple(start for cell in cells for start in cell.pieces or (cell.start,))
    parts = tuple(part for cell in cells for part in cell.parts)
    return Cell(cells[0].start, cells[-1].end, " ".join(cell.text for cell in cells), parts, pieces)


def as_given(path: str) -> str:
    """A path as data names it: as it was given, with forward slashes, a leading `./` off, bytes as `\\xe4`."""
    text = os.fsencode(path).decode("utf-8", "backslashreplace") if not path.isprintable() else path
    return text.replace(os.sep, "/").removeprefix("./")


class Line(NamedTuple):
    """One line of the source; a blank one has no cells. `number` counts from 1."""

    number: int
    start: int
    end: int
    cells: tuple[Cell, ...]


class Row(NamedTuple):
    """One table row, heading, list item or paragraph, made of one or more lines.

    `kind` is `table` (two cells or more), `markup` (tags alone), `furniture` (a running head), `label` (a label alone,
    its value on the next line), `heading` (`rank` from 1), `item` (`marker` is its bullet or number, `indent` its
    column) or `text` (its marker `:` says that it is shaped like a label, below one). `alone` says that blank lines, or
    the ends of the text, stand on both sides; `wide` that the one text of a table row stands in each of its cells, or
    over all of them.
    """

    kind: RowKind
    cells: tuple[Cell, ...]
    first: int
    last: int
    alone: bool = False
    rank: int = 0
    marker: str = ""
    indent: int = 0
    wide: bool = False

    @property
    def cell(self) -> Cell:
        """The first cell: of a row that is no table row, its whole text."""
        return self.cells[0]


def join_rows(*rows: Row) -> Row:
    """Table rows of as many cells that are one on paper, cell by cell."""
    columns = zip(*(row.cells for row in rows), strict=True)
    filled = [[cell for cell in column if cell.text] or [column[0]] for column in columns]
    return rows[0]._replace(cells=tuple(join_all(cells) for cells in filled), last=rows[-1].last)


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
