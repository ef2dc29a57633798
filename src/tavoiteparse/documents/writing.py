"""The text that every converter writes: what a table, a heading, a list or a paragraph looks like to the reader.

A table row is a line of cells apart by tabs; a merged area has its text in its first cell and empty cells for the rest.
In a cell one paragraph is plain, several are `<p>…</p>`, items `<ul><li>…</li></ul>`, a line end `<br>`. Headings have
`#`, items `- ` or their number; blank lines part paragraphs and tables; a form feed on a line of its own parts pages.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from tavoiteparse.documents.converted import Converted, Entry, typed_numbers
from tavoiteparse.documents.read import composed
from tavoiteparse.source.lazy import lazy
from tavoiteparse.source.text import FORM_FEED, Note, Span, Spot

DEEPEST_HEADING = 6
DEEPEST_ITEM = 8
MARK, MARK_END = "\ufdd0", "\ufdd1"  # around the place in the file of what follows; they are no characters
MARKED = lazy(rf"{MARK}(\d{{1,9}}){MARK_END}")
WHITE = lazy(r"[\t\r\x0b\x0c\x1c-\x1f\x85\u2028\u2029]+")  # what would end a line or a cell
ESCAPED = lazy(r"\\(?=[|_*#<>~.()\[\]!+-])")  # a backslash that the reader would take for an escape
HASHES = lazy(r"#{1,6}\s")  # what would be a heading
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


def unmarked(text: str) -> str:
    """A text without the marks of its places."""
    return MARKED.sub("", text) if MARK in text else text


def cell_text(blocks: Sequence[Block]) -> str:
    """The blocks of a cell as its text; one without blocks is empty."""
    blocks = [block for block in blocks if unmarked(block.text).strip()]
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


class _Entry(NamedTuple):
    """A line of the text, or a paragraph: its kind, and its pieces with their places."""

    kind: str  # heading, text, item, row, line, page, open, close
    pieces: tuple[Piece, ...]

    def as_typed(self) -> Entry:
        """The same for a look at its number, which only a paragraph has."""
        return Entry(unmarked(self.pieces[0].text) if self.kind == "text" else "", self.kind == "item")


class Writer:
    """Gathers the blocks of a document and makes the text of them, with the place of each piece."""

    def __init__(self, form: str, place_of: Callable[[int], Spot] | None = None) -> None:
        """`place_of` gives the place of a mark, where the texts have marks."""
        self.form = form
        self.place_of = place_of
        self.entries: list[_Entry] = []
        self.waiting: list[tuple[str, int, dict[str, object]]] = []  # notes: their code, entry and arguments
        self.pieces: list[str] = []
        self.length = 0
        self.spots: list[Spot] = []
        self.unplaced: int | None = None  # where a piece begins whose first mark comes later

    def heading(self, rank: int, text: str, spot: Spot) -> None:
        """A heading; `text` is escaped. Ranks below the sixth are written as the sixth."""
        text = " ".join(text.split())
        if text:
            self._enter("heading", f"{'#' * min(max(rank, 1), DEEPEST_HEADING)} {text}", spot)

    def paragraph(self, text: str, spot: Spot, bold: bool = False) -> None:
        """A paragraph; `text` is escaped, its line ends stay. A bold one is marked as such where it is one line."""
        text = "\n".join(_lines(text))
        if not text:
            return
        if bold and "\n" not in text:
            text = f"**{text}**"
        self._enter("text", f"\\{text}" if HASHES.match(unmarked(text)) else text, spot)

    def item(self, text: str, spot: Spot, marker: str = "-", depth: int = 0) -> None:
        """An item of a list: `marker` is `-` or its number as printed, `depth` counts from 0."""
        text = " ".join(text.split("\n"))
        if text.strip():
            self._enter("item", f"{'  ' * min(depth, DEEPEST_ITEM)}{marker} {text.strip()}", spot)

    def row(self, cells: Iterable[Piece]) -> None:
        """A row of a table, cell by cell; a row without any text is left out."""
        pieces = tuple(cells)
        if any(unmarked(piece.text).strip() for piece in pieces):
            self.entries.append(_Entry("row", pieces))

    def end_table(self) -> None:
        """The table is over: what follows, also another one, stands apart."""
        self.entries.append(_Entry("end", ()))

    def furniture(self, texts: Iterable[Piece]) -> None:
        """What stands on every page, or around the text: no account goes on with it."""
        filled = [piece for piece in texts if piece.text.strip()]
        if filled:
            self.entries.append(_Entry("open", (Piece("<footer>", Spot(0)),)))
            self.entries += [_Entry("line", (piece._replace(text=" ".join(piece.text.split())),)) for piece in filled]
            self.entries.append(_Entry("close", (Piece("</footer>", Spot(0)),)))

    def page_break(self) -> None:
        """A new page begins."""
        if self.entries and self.entries[-1].kind != "page":
            self.entries.append(_Entry("page", (Piece(FORM_FEED, Spot(0)),)))

    def note(self, code: str, **arguments: object) -> None:
        """Something to say of what was written last."""
        self.waiting.append((code, len(self.entries) - 1, arguments))

    def done(self, encoding: str | None = None) -> Converted:
        """The whole."""
        starts = []
        numbered = typed_numbers([entry.as_typed() for entry in self.entries])
        before = ""
        for n, entry in enumerate(self.entries):
            kind = "item" if n in numbered else entry.kind
            if before and not _stays_close(before, kind):
                self._add("\n")
            before = kind if kind != "end" or not before else "end"
            starts.append(self.length)
            for at, piece in enumerate(entry.pieces):
                self._add("\t" if at else "")
                if piece.text:
                    self._spot(piece.spot)
                    self._add(piece.text)
            self._add("\n" if entry.pieces else "")
        text = "".join(self.pieces)
        notes = [
            Note(code, self._span(starts[at] if at >= 0 else 0, len(text)), said) for code, at, said in self.waiting
        ]
        return Converted(text, self.form, tuple(self.spots), tuple(notes), encoding)

    def _span(self, start: int, length: int) -> Span:
        start = min(start, max(0, length - 1))
        return Span(start, min(start + 1, length))

    def _enter(self, kind: str, text: str, spot: Spot) -> None:
        self.entries.append(_Entry(kind, (Piece(text, spot),)))

    def _spot(self, spot: Spot) -> None:
        if self.place_of is not None and not spot.line:  # the marks tell the places
            self.unplaced = self.length if self.unplaced is None else self.unplaced
            return
        if self.unplaced is not None:  # signs before the first mark: `# `
            begins, self.unplaced = self.unplaced, None
            self.spots.append(spot._replace(start=begins if self.spots else 0))
        if self.spots and self.spots[-1].start == self.length:
            self.spots.pop()
        self.spots.append(spot._replace(start=self.length if self.spots else 0))

    def _add(self, text: str) -> None:
        if MARK in text:
            at = 0
            for mark in MARKED.finditer(text):
                self._add(text[at : mark.start()])
                if self.place_of is not None:
                    self._spot(self.place_of(int(mark[1])))
                at = mark.end()
            text = text[at:]
        self.pieces.append(text)
        self.length += len(text)


def _stays_close(above: str, kind: str) -> bool:
    """Whether no blank line stands between two entries: rows, items, and what stands at the edge of a page."""
    if kind in ("end", "close") or above in ("page", "open"):
        return True
    return above == kind and kind in ("row", "item", "line")
