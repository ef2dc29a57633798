"""What a converter makes of a document: the text between, and what it has to say of the way there."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from tavoiteparse.source.text import Note, Spot

GIVEN_NAME = re.compile(r"(?:Taul|Taulukko|Sheet|Blad|Tabell)\s?\d{1,3}", re.IGNORECASE)  # of a sheet, by the program
OWN_TAG = re.compile(r"(</?(?:p|ul|li)>|<br>)")  # of a cell; its text is escaped
TYPED_BULLETS = ("•", "-", "–", "▪", "·")
TYPED = re.compile(r"(\d{1,3})[.)]\s")  # a number that was typed
HEADING_SIGNS = 6  # Markdown has no deeper headings
ESCAPED = {"&": "&amp;", "<": "&lt;"}


class ConversionError(Exception):
    """A document that cannot be converted; the message says what it is and what to do, without its name."""


class Converted(NamedTuple):
    """The text of a document as the reader takes it, and which form it had (`lahde.muoto`).

    Table rows are rows of tabs; a merged area has its text in its first cell. In a cell several paragraphs are `<p>`,
    items `<ul><li>`, line breaks `<br>`; headings are `#`, paragraphs all in bold `**`, items `- ` or their number.
    `spots` are in the order of the text and say where it stands in the file. `notes` become findings: each names a code
    of `contract/diagnostics.py`. `encoding` is that of a file that is text itself (HTML, CSV), else None.
    """

    text: str
    form: str
    spots: tuple[Spot, ...] = ()
    notes: tuple[Note, ...] = ()
    encoding: str | None = None


def escaped(text: str) -> str:
    """A text whose signs are none of markup."""
    for sign, entity in ESCAPED.items():
        text = text.replace(sign, entity)
    return text


class Paragraph(NamedTuple):
    """A paragraph on its way: its text, escaped, `\\n` for line breaks; its heading level; its marker if an item."""

    text: str
    level: int = 0
    marker: str | None = None
    depth: int = 0
    bold: bool = False


def line_of(paragraph: Paragraph) -> str:
    """A paragraph of the body as lines of the text between."""
    text = "\n".join(part.strip() for part in paragraph.text.split("\n") if part.strip())
    if not text:
        return ""
    if paragraph.level:
        return f"{'#' * min(paragraph.level, HEADING_SIGNS)} {text.replace(chr(10), ' ')}"
    if paragraph.marker is not None:
        return f"{'  ' * paragraph.depth}{paragraph.marker} {text.replace(chr(10), ' ')}"
    if paragraph.bold and "\n" not in text and "\t" not in text:
        return f"**{text}**"
    return text


def cell_of(paragraphs: list[Paragraph]) -> str:
    """The paragraphs of a table cell on one line."""
    filled = [one for one in paragraphs if one.text.strip()]
    texts = [" ".join(one.text.replace("\t", " ").strip().replace("\n", "<br>").split()) for one in filled]
    if len(filled) < 2 and not (filled and filled[0].marker in BULLETS):
        return f"{_number(filled[0])}{texts[0]}" if filled else ""
    out, listed = "", False
    for one, text in zip(filled, texts, strict=True):
        item = one.marker in BULLETS
        if item != listed:
            out += "<ul>" if item else "</ul>"
            listed = item
        out += f"<li>{text}</li>" if item else f"<p>{_number(one)}{text}</p>"
    return out + ("</ul>" if listed else "")


BULLETS = ("-",)
FULL_ROW = 3  # columns from which on a cell over the whole row is told from a lone first one


def spread(text: str, columns: int, alone: bool) -> list[str]:
    """A cell over several columns: its text in the first; one that is `alone` in its row has it in each of them.

    So the reader knows a row over the whole table, which heads a part of it, from one whose other cells are blank.
    """
    if alone and columns >= FULL_ROW and any(map(str.isalpha, text)):
        return [text] * columns
    return [text, *[""] * (columns - 1)]


def _number(paragraph: Paragraph) -> str:
    """The number of a numbered paragraph before its text."""
    return f"{paragraph.marker} " if paragraph.marker is not None and paragraph.marker not in BULLETS else ""


def sheets_text(sheets: Sequence[tuple[str, list[str]]]) -> str:
    """The sheets of a workbook, each by its name and lines: a section each, under its name.

    A name that the program gave (`Taul1`) heads nothing, nor does that of a lone sheet which has a title of its own.
    """
    lines = Lines()
    for name, rows in sheets:
        has_title = "\t" not in next(row for row in rows if row)
        if not GIVEN_NAME.fullmatch(name) and not (len(sheets) == 1 and has_title):
            lines.paragraph(Paragraph(escaped(name), 1))
            lines.blank()
        width = 0  # of the table that the row above is of; 0 for none
        for row, below in zip(rows, (*rows[1:], ""), strict=True):
            if "\t" in row or (row and width and below):  # a lone cell amid the rows of a table is of that table
                if not width:
                    lines.blank()
                width = max(width, row.count("\t"))
                lines.lines.append(row if "\t" in row else row + "\t" * width)
                continue
            width = 0
            if row:
                for paragraph in _lone(row):
                    lines.paragraph(paragraph)
            else:
                lines.blank()
        lines.blank()
    return lines.text()


def _lone(cell: str) -> Iterator[Paragraph]:
    """The paragraphs of a cell that stands alone in its row: its lines are one, but for the items of lists."""
    waiting: list[str] = []
    before = ""
    for n, piece in enumerate(OWN_TAG.split(cell)):
        if n % 2:
            before = piece
        elif piece and before != "<li>" and typed(piece).marker is None:
            waiting.append(piece)
        elif piece:
            if waiting:
                yield Paragraph("\n".join(waiting))
                waiting = []
            yield Paragraph(piece, marker="-") if before == "<li>" else typed(piece)
    if waiting:
        yield typed("\n".join(waiting))


def typed(line: str) -> Paragraph:
    """A line of a sheet, where bullets can only be typed: one with a bullet is an item."""
    bullet, _, text = line.partition(" ")
    return Paragraph(text, marker="-") if bullet in TYPED_BULLETS and text else Paragraph(line)


class Entry(NamedTuple):
    """A block of a text on its way: its text, and whether it is an item of a list."""

    text: str
    is_item: bool


def typed_numbers(entries: Sequence[Entry]) -> set[int]:
    """The paragraphs that go on a list: those with numbers typed one after another, with items between them.

    Takes `1. Työttömyys vähenee`, an item, `2. Osaaminen kasvaa`; leaves `1. Tavoitteet`, an item, `1a. Tausta`.
    """
    found: set[int] = set()
    run: list[int] = []  # paragraphs with numbers, nothing but items between them
    last = 0
    for n, entry in enumerate(entries):
        if entry.is_item:
            continue
        number = TYPED.match(entry.text)
        if number is not None and run and int(number[1]) == last + 1:
            run.append(n)
            last += 1
            continue
        found.update(run if _has_items(run) else ())
        run, last = ([n], int(number[1])) if number is not None else ([], 0)
    found.update(run if _has_items(run) else ())
    return found


def _has_items(run: Sequence[int]) -> bool:
    """Whether an item stands between two of these paragraphs."""
    return any(after - before > 1 for before, after in pairwise(run))


class Lines:
    """The lines of the text between, blocks apart by blank lines."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._item = False
        self._items: set[int] = set()  # the numbers of lines that are items

    def paragraph(self, paragraph: Paragraph) -> None:
        """Adds a paragraph; items follow each other without a blank line."""
        line = line_of(paragraph)
        item = paragraph.marker is not None
        if not line:
            return
        if not (item and self._item):
            self.blank()
        if item:
            self._items.add(len(self.lines))
        self.lines.append(line)
        self._item = item

    def rows(self, rows: list[list[str]]) -> None:
        """Adds a table; rows without any text are left out."""
        self.blank()
        width = max(map(len, rows), default=0)
        if width == 1:
            for row in rows:
                self.paragraph(Paragraph(row[0]))
            return
        self.lines += ["\t".join(row + [""] * (width - len(row))) for row in rows if any(row)]
        self._item = False
        self.blank()

    def blank(self) -> None:
        """A blank line, unless there is one."""
        if self.lines and self.lines[-1]:
            self.lines.append("")

    def furniture(self, texts: list[str]) -> None:
        """Adds what stands on every page or below the text: furniture, which no account goes on with."""
        filled = list(dict.fromkeys(text for text in texts if text.strip()))
        if filled:
            self.blank()
            self.lines += ["<footer>", *filled, "</footer>"]

    def text(self) -> str:
        """All lines as one text."""
        blanks = self._inside_lists()
        lines = [line for n, line in enumerate(self.lines) if n not in blanks]
        return "\n".join(lines).strip("\n") + "\n" if lines else ""

    def _inside_lists(self) -> set[int]:
        """The blank lines in a list whose numbers were typed, and between these and its items."""
        filled = [n for n, line in enumerate(self.lines) if line]
        entries = [Entry(self.lines[n], n in self._items) for n in filled]
        listed = {filled[at] for at in typed_numbers(entries)}
        found: set[int] = set()
        for above, below in pairwise(filled):
            both = above in self._items | listed and below in self._items | listed
            found.update(range(above + 1, below) if both and (above in listed or below in listed) else ())
        return found
