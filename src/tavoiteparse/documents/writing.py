"""The text that every converter writes: what a table, a heading, a list or a paragraph looks like to the reader.

A table row is a line of cells apart by tabs; a merged area has its text in its first cell and empty cells for the rest.
In a cell one paragraph is plain, several are `<p>…</p>`, items `<ul><li>…</li></ul>`, a line end `<br>`. Headings have
`#`, items `- ` or their number; blank lines part paragraphs and tables; a form feed on a line of its own parts pages.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tavoiteparse.documents.converted import Converted
from tavoiteparse.documents.read import composed
from tavoiteparse.source.lazy import lazy
from tavoiteparse.source.text import FORM_FEED, Note, Span, Spot

DEEPEST_HEADING = 6
WHITE = lazy(r"[\t\r\x0b\x0c\x1c-\x1f\x85\u2028\u2029]+")  # what would end a line or a cell
ESCAPED = lazy(r"\\(?=[|_*#<>~.()\[\]!+-])")  # a backslash that the reader would take for an escape
LEADING = lazy(r"^(?=#{1,6}\s)")
FENCES = lazy(r"[|]|\*\*")


class Block(NamedTuple):
    """A paragraph of a cell, or an item of a list in it; its text is escaped, its lines end in a line feed."""

    text: str
    is_item: bool = False


class Piece(NamedTuple):
    """A cell as it is written, and where it stands in the file (the start of the spot is filled in)."""

    text: str
    spot: Spot


def escaped(text: str) -> str:
    """A text as printed, its signs of markup taken for no markup: `<` as `&lt;`, `|` as `\\|`."""
    text = WHITE.sub(" ", composed(text))
    if "\\" in text:
        text = ESCAPED.sub(r"\\\\", text)
    if "<" in text or "&" in text:
        text = text.replace("&", "&amp;").replace("<", "&lt;")
    return FENCES.sub(lambda found: "".join(f"\\{sign}" for sign in found[0]), text) if FENCES.search(text) else text


def cell_text(blocks: Sequence[Block]) -> str:
    """The blocks of a cell as its text; one without blocks is empty."""
    blocks = [block for block in blocks if block.text.strip()]
    if len(blocks) == 1 and not blocks[0].is_item:
        return _on_one_line(blocks[0].text)
    pieces, in_list = [], False
    for block in blocks:
        if block.is_item != in_list:
            pieces.append("<ul>" if block.is_item else "</ul>")
            in_list = block.is_item
        tag = "li" if block.is_item else "p"
        pieces.append(f"<{tag}>{_on_one_line(block.text)}</{tag}>")
    return "".join(pieces) + ("</ul>" if in_list else "")


def _lines(text: str) -> list[str]:
    """The lines of a text that hold anything."""
    return [line for line in map(str.strip, text.split("\n")) if line]


def _on_one_line(text: str) -> str:
    return "<br>".join(_lines(text)) if "\n" in text else text.strip()


class Writer:
    """Puts a text together, line by line, and remembers where each piece stands in the file."""

    def __init__(self, form: str) -> None:
        self.form = form
        self.pieces: list[str] = []
        self.length = 0
        self.spots: list[Spot] = []
        self.notes: list[Note] = []
        self.kind = ""  # of the block before: what needs no blank line between

    def heading(self, rank: int, text: str, spot: Spot) -> None:
        """A heading; `text` is escaped. Ranks below the sixth are written as the sixth."""
        text = " ".join(text.split())
        if text:
            self._block("heading", f"{'#' * min(max(rank, 1), DEEPEST_HEADING)} {text}", spot)

    def paragraph(self, text: str, spot: Spot, bold: bool = False) -> None:
        """A paragraph; `text` is escaped, its line ends stay. A bold one is marked as such where it is one line."""
        text = "\n".join(_lines(text))
        if not text:
            return
        if bold and "\n" not in text:
            text = f"**{text}**"
        self._block("text", LEADING.sub(r"\\", text), spot)

    def item(self, text: str, spot: Spot, marker: str = "-", depth: int = 0) -> None:
        """An item of a list: `marker` is `-` or its number as printed, `depth` counts from 0."""
        text = " ".join(text.split())
        if text:
            self._block("item", f"{'  ' * depth}{marker} {text}", spot)

    def line(self, text: str, spot: Spot) -> None:
        """A line as it is, right below the one before; `text` is escaped. For lines that are no paragraphs."""
        self._block(self.kind or "line", text, spot)

    def row(self, cells: Iterable[Piece]) -> None:
        """A row of a table, cell by cell; a row without any text is left out."""
        cells = list(cells)
        if not any(cell.text for cell in cells):
            return
        self._part("row")
        for n, cell in enumerate(cells):
            if n:
                self._add("\t")
            if cell.text:
                self._spot(cell.spot)
                self._add(cell.text)
        self._add("\n")

    def end_table(self) -> None:
        """The table is over: what follows, also another one, stands apart."""
        self.kind = self.kind and "end"

    def page_break(self) -> None:
        """A new page begins."""
        if self.kind != "page":
            self._add(f"{FORM_FEED}\n")
            self.kind = "page"

    def note(self, code: str, **arguments: object) -> None:
        """Something to say of what was written last."""
        at = max(0, self.length - 1)
        self.notes.append(Note(code, Span(at, at + 1), arguments))

    def done(self, encoding: str | None = None) -> Converted:
        """The whole."""
        text = "".join(self.pieces)
        notes = tuple(note._replace(span=_within(note.span, text)) for note in self.notes)
        return Converted(text, self.form, tuple(self.spots), notes, encoding)

    def _block(self, kind: str, text: str, spot: Spot) -> None:
        self._part(kind)
        self._spot(spot)
        self._add(f"{text}\n")

    def _part(self, kind: str) -> None:
        """A blank line before a block, but between rows, between items, and at the start of a page."""
        if self.kind and self.kind != "page" and not (kind == self.kind and kind in ("row", "item", "line")):
            self._add("\n")
        self.kind = kind

    def _spot(self, spot: Spot) -> None:
        if self.spots and self.spots[-1].start == self.length:
            self.spots.pop()
        self.spots.append(spot._replace(start=self.length if self.spots else 0))

    def _add(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)


def _within(span: Span, text: str) -> Span:
    return Span(min(span.start, max(0, len(text) - 1)), min(span.end, len(text)))
