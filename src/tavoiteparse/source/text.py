"""The nouns of a text: where things stand in it. Offsets count characters; lines and columns are derived from them."""

import os
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Literal, NamedTuple

PartKind = Literal["text", "gap", "br", "p", "li"]
RowKind = Literal["table", "markup", "furniture", "label", "heading", "item", "text"]
FORM_FEED = "\f"  # parts the pages of a text
PLAIN, PDF = "teksti", "pdf"  # of the forms in which a report is held, those whose pages are known


class Span(NamedTuple):
    """A stretch of `Source.text`: `start` is its first offset, `end` the one after its last."""

    start: int
    end: int


class Spot(NamedTuple):
    """Where a converted text stands in its file, from the offset `start` up to that of the next spot.

    `where` is the place as people call it: `s. 3`, `Taulukko!B7`, `taulukko 2, rivi 3, sarake 1`, `kappale 12`. `page`
    counts from 1 and `box` is left, bottom, right and top on it, in points; `line` and `column` are those of a file
    that is text itself (HTML, CSV), else 0.
    """

    start: int
    where: str = ""
    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    line: int = 0
    column: int = 0


class Note(NamedTuple):
    """What there is to say of a conversion: the code of a diagnostic, the stretch of the text, its arguments."""

    code: str
    span: Span
    arguments: dict[str, object]


class Source(NamedTuple):
    """One text as it was read: `line_starts` holds the offset at which each line begins (the first is 0).

    Of a file that is no plain text (`form`), `text` is what it was converted to, `sha256` that of the file itself;
    `spots`, in the order of the text, say where it stands in the file, `notes` what the conversion has to say.
    """

    name: str
    text: str
    encoding: str | None
    sha256: str
    line_starts: tuple[int, ...]
    form: str = PLAIN
    spots: tuple[Spot, ...] = ()
    notes: tuple[Note, ...] = ()

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both counted from 1; the column counts characters."""
        line = bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1

    @property
    def has_file_lines(self) -> bool:
        """Whether what is shown are lines of the file and not those of the text it was converted to."""
        return bool(self.spots) and self.spots[0].line > 0

    def spot(self, offset: int) -> Spot | None:
        """Where an offset stands in the file; None in a plain text."""
        return self.spots[max(0, bisect_right(self.spots, offset, key=_start) - 1)] if self.spots else None

    def shown_position(self, offset: int) -> tuple[int, int]:
        """Line and column as people are told them: those of the file, where that has lines of its own."""
        spot = self.spot(offset)
        if spot is None or not spot.line:
            return self.position(offset)
        return spot.line, spot.column + max(0, offset - spot.start)

    def shown_lines(self, first: int, last: int) -> tuple[int, int]:
        """Two lines of the text, first and last of something, as people are told them."""
        if not self.has_file_lines:
            return first, last
        end = self.line_starts[last] if last < len(self.line_starts) else len(self.text) + 1
        start = self.line_starts[first - 1]
        n = bisect_left(self.spots, start, key=_start)
        begins = self.spots[n] if n < len(self.spots) and self.spots[n].start < end else self.spot(start)
        ends = self.spot(end - 1)
        lines = [spot.line for spot in (begins, ends) if spot is not None]
        return min(lines), max(lines)

    def place(self, offset: int) -> str:
        """The place of an offset in a file that has no lines: `s. 3`, `Taulukko!B7`; empty for all others."""
        spot = self.spot(offset)
        return "" if spot is None or spot.line else spot.where

    def cited(self, offset: int) -> str:
        """How a message cites an offset, behind the name of the file: `:3:14`, or `, s. 3`."""
        place = self.place(offset)
        return f", {place}" if place else ":{}:{}".format(*self.shown_position(offset))

    def line(self, number: int) -> str:
        """A line, counted from 1, without its end; empty where there is none."""
        starts = (*self.line_starts, len(self.text)) if number == len(self.line_starts) else self.line_starts
        return self.text[starts[number - 1] : starts[number]].rstrip("\r\n") if number < len(starts) else ""

    def page(self, number: int, breaks: Sequence[int]) -> int | None:
        """The page on which the text of a line begins, counted from 1; None where the source has no pages."""
        if not breaks and self.form != PDF:
            return None
        line = self.line(number)
        begins = self.line_starts[number - 1] + len(line) - len(line.lstrip())
        if self.form == PDF:
            spot = self.spot(begins)
            return spot.page if spot is not None else None
        return bisect_left(breaks, begins) + 1

    def page_breaks(self) -> list[int]:
        """The offsets of the form feeds, which part the pages of a text; of other forms only PDF knows its pages."""
        if self.form != PLAIN or FORM_FEED not in self.text:
            return []
        return [offset for offset, sign in enumerate(self.text) if sign == FORM_FEED]

    def where(self, span: Span, in_text: bool = False) -> str:
        """`line:column-line:column` of a span; the second pair is that of its last character.

        Behind it stands the place in the file, where that has no lines; `in_text` are the lines of the text itself.
        """
        plain = in_text or not self.spots
        position = self.position if plain else self.shown_position
        line, column = position(span.start)
        last_line, last_column = position(max(span.start, span.end - 1))
        place = "" if plain else self.place(span.start)
        return f"{line}:{column}-{last_line}:{last_column}{f', {place}' if place else ''}"


def placed(where: str) -> tuple[int, int, int, int]:
    """What `Source.where` wrote, read back: line and column of the first character, and of the last."""
    first, last = where.partition(",")[0].split("-")
    return (*_pair(first), *_pair(last))


def _pair(printed: str) -> tuple[int, int]:
    line, column = printed.split(":")
    return int(line), int(column)


def _start(spot: Spot) -> int:
    return spot.start


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
