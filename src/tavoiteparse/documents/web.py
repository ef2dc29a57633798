"""Web pages to the text between: any page of a council's system, and Word's "filtered" HTML.

Places are the lines of the file: each stretch of text begins with a mark that says where in the file it stands, and
the writer takes the marks out again.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from tavoiteparse.documents.converted import ConversionError, Converted
from tavoiteparse.documents.grid import CellBox, Content, Para, Table, text_of, write_table
from tavoiteparse.documents.numerals import numeral
from tavoiteparse.documents.page_encoding import SNIFFED, own_encoding
from tavoiteparse.documents.read import decoded
from tavoiteparse.documents.tags import Tag, Text, pieces
from tavoiteparse.documents.writing import MARK, MARK_END, Piece, Writer, escaped, unmarked
from tavoiteparse.source.entities import unescape
from tavoiteparse.source.lazy import lazy
from tavoiteparse.source.messages import Phrase, filled
from tavoiteparse.source.text import Spot

LONGEST_HEAD = 90  # characters of a line that can be the title of a page
DEEPEST = 512  # blocks inside blocks
BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup", "html", "legend", "li",
    "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead",
    "tr", "ul", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "option",
))  # fmt: skip
HEADINGS = {f"h{rank}": rank for rank in range(1, 7)}
UNSEEN = frozenset((
    "head", "script", "style", "template", "svg", "math", "canvas", "iframe", "object", "select", "datalist", "audio",
    "video", "map",
))  # fmt: skip
VOID = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
))  # fmt: skip
BOLD = frozenset({"b", "strong"})
ASIDE = frozenset({"nav", "footer"})
OUTSIDE = frozenset({"header", "aside"})  # furniture unless they stand in the main part
ROLES = {"navigation": "nav", "contentinfo": "footer", "banner": "header", "main": "main", "search": "nav"}
NAMED = lazy(
    r"(?:(?:site|main|page|global|top|bottom|primary|secondary|sivun|sivuston)[-_]?)?"
    r"(?:footer|nav|navi|navigation|navbar|breadcrumbs?|menu|valikko|murupolku|alatunniste|skip-?link|cookie-?banner)"
)
WHITE = lazy(r"[^\S\xa0]+")  # what a browser shows as one space
LEAD = lazy(rf"\A(?:\s|{MARK}[0-9]+{MARK_END}(?=\s))*+")
HIDING = lazy(r"display\s{0,3}:\s{0,3}none|mso-hide\s{0,3}:\s{0,3}all|visibility\s{0,3}:\s{0,3}hidden")
ITEM = lazy(r"([·•§oü▪■●◦–-]|\(?(?:\d{1,3}|[a-zA-Z])[.)])[\s\xa0]{2,}(?=\S)")  # as Word prints it, in a paragraph
SYMBOLS = {"ü": "✓", "û": "✗", "þ": "☒", "ý": "☒", "x": "☒", "o": "☐", "¨": "☐", "R": "☒", "S": "☒", "£": "☐"}
UPPER = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
LAYOUT_SHARE = 0.6  # of the text of a table in tables inside it, from which on it only lays the page out


def convert(data: bytes, name: str, encoding: str | None) -> Converted:
    """Reads a web page. Raises ReadError and ConversionError."""
    text, encoding = decoded(data, name, encoding or own_encoding(data))
    page = _Page(text.replace(MARK, " ").replace(MARK_END, " "))
    page.read()
    return _written(page, encoding)


class _Open(NamedTuple):
    """An open block: its name, what there was before it, and the container that its content goes to."""

    name: str
    aside: bool
    in_main: bool
    rank: int
    listing: "_Listing | None"
    preformatted: bool


class _Listing:
    """A list: the form of its numbers (empty for bullets), the last of them, its depth."""

    def __init__(self, form: str, last: int, depth: int) -> None:
        self.form, self.last, self.depth = form, last, depth


class _Grid:
    """A table that is being read."""

    def __init__(self, above: list[Content]) -> None:
        self.above = above  # where it will stand
        self.rows: list[list[CellBox]] = []


class _Page:
    """One page: its content in order, as it is read."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [0, *(n + 1 for n, sign in enumerate(text) if sign == "\n")]
        self.content: list[Content] = []
        self.into = self.content  # the container that paragraphs go to
        self.open: list[_Open] = []
        self.grids: list[_Grid] = []
        self.parts: list[str] = []  # of the paragraph that is read
        self.seen = self.heavy = 0  # its letters, and those in bold
        self.bold = self.raised = self.symbols = 0
        self.marker: str | None = None
        self.skipping = ""  # the name of an element that is not shown, and how deep it nests in itself
        self.skipped = 0
        self.hidden = 0  # words that are in the page and not shown
        self.skipping_is_hidden = False
        self.aside = self.in_main = False
        self.has_main = self.preformatted = False
        self.term: Para | None = None  # of a list of terms, waiting for what it means
        self.rank = 0
        self.listing: _Listing | None = None
        self.title = ""
        self.in_title = False
        self.inside: dict[int, bool] = {}  # paragraphs of the main part, by their place in `content`

    def read(self) -> None:
        """Reads all of the page."""
        for piece in pieces(self.text):
            if self.skipping:
                self._skip(piece)
            elif isinstance(piece, Text):
                self._text(piece)
            elif piece.closes:
                self._close(piece.name)
            else:
                self._begin(piece)
        self._flush()
        while self.grids:
            self._end_table()

    # What is not shown

    def _skip(self, piece: Tag | Text) -> None:
        """What stands in an element that is not shown."""
        if isinstance(piece, Text):
            self.hidden += len(piece.raw.split()) if self.skipping_is_hidden else 0
        elif piece.name == "title" and self.skipping == "head":
            self.in_title = not piece.closes
        elif piece.name == self.skipping:
            self.skipped += -1 if piece.closes else 1
        elif self.skipping == "head" and piece.name == "body":
            self.skipped = 0
        elif self.skipping == "p" and piece.name in BLOCKS:
            self.skipping = ""
            self._close(piece.name) if piece.closes else self._begin(piece)
        if isinstance(piece, Text) and self.in_title:
            self.title += unescape(piece.raw)
        if self.skipped == 0:
            self.skipping = ""

    def _is_hidden(self, tag: Tag) -> bool:
        style = tag.attributes.get("style", "").casefold()
        return "hidden" in tag.attributes or (bool(style) and HIDING.search(style) is not None)

    # Text

    def _text(self, piece: Text) -> None:
        raw = piece.raw
        if not raw.strip():
            if self.parts and self.parts[-1][-1:] not in " \n":
                self.parts.append(" " if "\n" in raw or "\t" in raw or not raw else raw)
            return
        if self.preformatted:
            self._add_lines(raw, piece.start)
            return
        at = 0
        for line in raw.split("\n"):
            body = line.strip(" \t\r\f")
            if at and self.parts and self.parts[-1][-1:] not in (" ", "\n"):
                self.parts.append(" ")
            if body:
                lead = len(line) - len(line.lstrip(" \t\r\f"))
                if lead and self.parts and self.parts[-1][-1:] not in (" ", "\n"):
                    self.parts.append(line[:lead].replace("\t", " "))
                self._add(body, piece.start + at + lead)
                tail = line[lead + len(body) :].replace("\t", " ").rstrip("\r\f")
                if tail:
                    self.parts.append(tail)
            at += len(line) + 1

    def _add_lines(self, raw: str, start: int) -> None:
        """Text whose line ends are shown."""
        for n, line in enumerate(raw.split("\n")):
            if n:
                self.parts.append("\n")
            if line.strip():
                self._add(line.strip("\r"), start)
            start += len(line) + 1

    def _add(self, raw: str, start: int) -> None:
        """A stretch of one line of the file."""
        text = unescape(raw)
        if self.symbols:
            text = "".join(SYMBOLS.get(sign, sign) for sign in text)
        if self.raised and text.strip().isdigit() and self._before().isdigit():
            text = text.strip().translate(UPPER)  # a footnote, no digit of the figure before it
        letters = sum(map(str.isalnum, text))
        self.seen += letters
        self.heavy += letters if self.bold else 0
        self.parts.append(f"{MARK}{start}{MARK_END}{escaped(text)}")

    def _before(self) -> str:
        """The last sign of the paragraph so far."""
        return self.parts[-1][-1:] if self.parts else ""

    def _flush(self) -> None:
        """The paragraph is over."""
        text, self.parts = "".join(self.parts), []
        seen, heavy, marker = self.seen, self.heavy, self.marker
        self.seen = self.heavy = 0
        bare = unmarked(text)
        if not bare.strip():
            return
        self.marker = None
        depth = self.listing.depth if self.listing is not None and marker is not None else 0
        bold = bool(seen) and heavy == seen and not self.rank
        if marker is None and not self.rank and (item := ITEM.match(bare.lstrip())) is not None:
            marker, text = _as_item(text, item[1])
        para = Para(text, self.rank, marker, depth, bold, self.aside)
        within = self.open[-1].name if self.open else ""
        if within == "dd" and self.term is not None and self.into and self.into[-1] is self.term:
            self._put_pair(para)
        else:
            self._put(para)
        self.term = para if within == "dt" else None

    def _put_pair(self, meaning: Para) -> None:
        """A term and what it means, as a row of a table of such: `Vastuu | Johtaja`."""
        row = [CellBox([self.into.pop()]), CellBox([meaning])]
        above = self.into[-1] if self.into else None
        if isinstance(above, Table) and above.is_terms:
            above.rows.append(row)
        else:
            self._put(Table([row], self.aside, is_terms=True))

    def _put(self, one: Content) -> None:
        if self.into is self.content:
            self.inside[len(self.content)] = self.in_main
        self.into.append(one)

    # Tags

    def _begin(self, tag: Tag) -> None:
        name = tag.name
        if name in UNSEEN or (name not in VOID and self._is_hidden(tag)):
            if name in BLOCKS:
                self._flush()
            self.skipping, self.skipped = name, 1
            self.skipping_is_hidden = name not in UNSEEN
            return
        if name in BLOCKS:
            self._flush()
            self._block(tag)
        elif name == "br":
            if self.parts and self.parts[-1] == "\n":  # two of them part paragraphs
                self._flush()
            else:
                self.parts.append("\n")
        elif name in BOLD:
            self.bold += 1
        elif name == "sup":
            self.raised += 1
        elif name in ("span", "font"):
            said = f"{tag.attributes.get('style', '')} {tag.attributes.get('face', '')}".casefold()
            if self.symbols or "wingdings" in said:
                self.symbols += 1
        elif name in ("img", "input"):
            self._picture(tag)
        elif name == "title":
            self.skipping, self.skipped, self.in_title = "title", 1, True

    def _picture(self, tag: Tag) -> None:
        """A tick box as its sign; what a picture alone in a cell says, or a filled field."""
        kind = tag.attributes.get("type", "").casefold()
        if kind in ("checkbox", "radio"):
            self._add("☒" if "checked" in tag.attributes else "☐", tag.start)
        elif tag.name == "input" and kind in ("", "text", "number", "date"):
            self._add(tag.attributes.get("value", ""), tag.start)
        elif tag.name == "img" and self.grids and not self.parts:
            self._add(tag.attributes.get("alt", ""), tag.start)

    def _block(self, tag: Tag) -> None:
        name = tag.name
        if name == "table":
            self._begin_table(tag)
        elif name in ("tr", "td", "th", "caption"):
            self._in_table(tag)
        elif name == "li":
            self._close_inside("li", ("ul", "ol", "menu", "dir"))
            self._push(tag)
            self.marker = self._next_marker(tag)
        elif name in ("dt", "dd"):
            self._close_inside("dt", ("dl",))
            self._close_inside("dd", ("dl",))
            self._push(tag)
        elif name not in VOID and name not in ("p", "option", "thead", "tbody", "tfoot"):
            self._push(tag)
            if name in ("ul", "ol", "menu", "dir"):
                self._begin_list(tag)
            elif name in HEADINGS:
                self.rank = HEADINGS[name]

    def _push(self, tag: Tag) -> None:
        if len(self.open) >= DEEPEST:
            raise ConversionError(
                filled("nests its tags deeper than {most} levels; it was not read", {"most": DEEPEST})
            )
        self.open.append(_Open(tag.name, self.aside, self.in_main, self.rank, self.listing, self.preformatted))
        self.preformatted = self.preformatted or tag.name == "pre"
        part = ROLES.get(tag.attributes.get("role", ""), tag.name)
        if part == "main":
            self.in_main = self.has_main = True
        if part in ASIDE or (part in OUTSIDE and not self.in_main) or _is_furniture(tag):
            self.aside = True

    def _close(self, name: str) -> None:
        """An end tag: of a block it closes those inside it, but none around a cell."""
        if name in BOLD:
            self.bold = max(0, self.bold - 1)
        elif name == "sup":
            self.raised = max(0, self.raised - 1)
        elif name in ("span", "font"):
            self.symbols = max(0, self.symbols - 1)
        if name not in BLOCKS:
            return
        self._flush()
        if name == "table" and self.grids:
            self._end_table()
        elif name in ("td", "th", "tr", "caption"):
            self._end_cell()
        elif name != "p":
            self._close_inside(name, ("td", "th", "table", "caption"))
            self.bold = 0 if name in HEADINGS else self.bold

    def _close_inside(self, name: str, bounds: Sequence[str]) -> None:
        """Closes the innermost block of a name with those in it, unless one of the bounds stands between."""
        for at in range(len(self.open) - 1, -1, -1):
            if self.open[at].name == name:
                self._close_to(at)
                return
            if self.open[at].name in bounds:
                return

    def _close_to(self, at: int) -> None:
        """Closes all blocks from the one at this place on."""
        one = self.open[at]
        del self.open[at:]
        self.aside, self.in_main, self.rank, self.listing = one.aside, one.in_main, one.rank, one.listing
        self.preformatted = one.preformatted
        self.marker = None

    # Lists

    def _begin_list(self, tag: Tag) -> None:
        depth = self.listing.depth + 1 if self.listing is not None else 0
        form = ""
        if tag.name == "ol":
            style = tag.attributes.get("style", "").casefold()
            said = style.partition("list-style-type")[2].lstrip(": ").split(";")[0].strip()
            form = "" if said == "none" else said or tag.attributes.get("type", "1")
        start = tag.attributes.get("start", "1").strip()
        self.listing = _Listing(form, (int(start) if start.isdecimal() and len(start) < 9 else 1) - 1, depth)

    def _next_marker(self, tag: Tag) -> str:
        if self.listing is None or not self.listing.form:
            return "-"
        value = tag.attributes.get("value", "").strip()
        self.listing.last = int(value) if value.isdecimal() and len(value) < 9 else self.listing.last + 1
        return f"{numeral(self.listing.last, self.listing.form)}."

    # Tables

    def _begin_table(self, tag: Tag) -> None:
        if sum(one.name == "table" for one in self.open) * 3 > DEEPEST:
            raise ConversionError(
                filled("nests its tags deeper than {most} levels; it was not read", {"most": DEEPEST})
            )
        self._push(tag)
        self.grids.append(_Grid(self.into))
        self.listing = None

    def _in_table(self, tag: Tag) -> None:
        if not self.grids:
            return
        self._end_cell()
        grid = self.grids[-1]
        if tag.name == "caption":
            self.into = grid.above
        elif tag.name == "tr":
            grid.rows.append([])
        else:
            if not grid.rows:
                grid.rows.append([])
            wide, high = (_span(tag.attributes.get(name, "")) for name in ("colspan", "rowspan"))
            cell = CellBox([], wide, high, tag.name == "th")
            grid.rows[-1].append(cell)
            self.into = cell.content
            self._push(tag)
            self.rank, self.listing, self.bold, self.marker = 0, None, 0, None

    def _end_cell(self) -> None:
        """What is open in the innermost table is closed, but for the table."""
        at = next((n for n in range(len(self.open) - 1, -1, -1) if self.open[n].name == "table"), -1)
        if at >= 0 and len(self.open) > at + 1:
            self._close_to(at + 1)
        if self.grids:
            self.into = self.grids[-1].above  # where what stands between cells is shown

    def _end_table(self) -> None:
        self._end_cell()
        grid = self.grids.pop()
        at = next((n for n in range(len(self.open) - 1, -1, -1) if self.open[n].name == "table"), -1)
        if at >= 0:
            self._close_to(at)
        self.into = grid.above
        rows = [row for row in grid.rows if row]
        if _lays_out(rows):
            for row in rows:
                for cell in row:
                    for one in cell.content:
                        self._put(one)
        elif rows:
            self._put(Table(rows, self.aside))


def _as_item(text: str, sign: str) -> tuple[str, str]:
    """A paragraph that begins with a bullet or number and a gap: its marker, and its text without it."""
    lead, _, rest = text.partition(sign)
    marker = sign if (sign[0].isalnum() and sign[-1] in ".)") or sign[0] == "(" else "-"
    return marker, f"{lead}{LEAD.sub('', rest)}"


def _is_furniture(tag: Tag) -> bool:
    """Whether the name of a block says so: `id="footer"`; not `class="has-footer"`, nor the body's."""
    if tag.name not in ("div", "ul", "section"):
        return False
    names = f"{tag.attributes.get('id', '')} {tag.attributes.get('class', '')}".casefold().split()
    return any(NAMED.fullmatch(name) is not None for name in names)


def _span(printed: str) -> int:
    printed = printed.strip()
    return int(printed) if printed.isdecimal() and len(printed) < 9 else 1


def _lays_out(rows: Sequence[Sequence[CellBox]]) -> bool:
    """Whether a table only lays out the page: it has one column, or most of its text stands in tables inside it."""
    if all(len(row) < 2 for row in rows):
        return True
    if any(cell.is_head for row in rows for cell in row):
        return False
    own = inner = 0
    for row in rows:
        for cell in row:
            for one in cell.content:
                if isinstance(one, Table):
                    inner += _letters(one)
                else:
                    own += len(unmarked(one.text))
    return inner > LAYOUT_SHARE * (own + inner)


def _letters(table: Table) -> int:
    """How much text a table holds, those in it included; they are few, as each has to be told apart."""
    waiting, found = [table], 0
    while waiting:
        for row in waiting.pop().rows:
            for cell in row:
                for one in cell.content:
                    if isinstance(one, Table):
                        waiting.append(one)
                    else:
                        found += len(unmarked(one.text))
    return found


def _written(page: _Page, encoding: str) -> Converted:
    """The text between, with the places of its marks."""
    writer = Writer("html", lambda start: _spot(page, start))
    content = [*_with_asides(page)]
    of_word = "microsoft word" in page.text[:SNIFFED].casefold()  # whose titles are names of templates
    if not (of_word or _has_head(content)):
        content.insert(0, Para(escaped(" ".join(page.title.split())), 1))
    tables = 0
    for aside, group in groupby(content, key=lambda one: one.aside):
        if aside:
            writer.furniture(_on_line(one) for one in group)
            continue
        for one in group:
            if isinstance(one, Table):
                tables += 1
                write_table(writer, one, tables)
            elif one.rank:
                writer.heading(one.rank, one.text, Spot(0))
            elif one.marker is not None:
                writer.item(one.text, Spot(0), one.marker, one.depth)
            else:
                writer.paragraph(one.text, Spot(0), one.bold)
    if page.hidden:
        writer.note("hidden-content", what=Phrase("{count} words of the page", {"count": page.hidden}))
    return writer.done(encoding)


def _has_head(content: list[Content]) -> bool:
    """Whether a page has a heading of its own, or begins with a short line that can be one."""
    own = [one for one in content if not one.aside]
    if any(isinstance(one, Para) and one.rank for one in own):
        return True
    first = own[0] if own else None
    return isinstance(first, Para) and _is_title(unmarked(first.text).strip())


def _is_title(text: str) -> bool:
    return len(text) <= LONGEST_HEAD and not text[:1].islower() and not text.endswith((".", ":"))


def _on_line(one: Content) -> Piece:
    """Furniture, a table of it too, on one line."""
    if isinstance(one, Para):
        return Piece(one.text, Spot(0))
    return Piece(" ".join(text_of(cell) for row in one.rows for cell in row), Spot(0))


def _with_asides(page: _Page) -> Iterator[Content]:
    """The content; where the page names its main part, what stands outside of it is furniture, too.

    A page all of whose content would be furniture has none. Headings above the main part stay, where that has none.
    """
    if all(one.aside for one in page.content):
        yield from (one._replace(aside=False) for one in page.content)
        return
    headed = any(isinstance(one, Para) and one.rank == 1 and page.inside[n] for n, one in enumerate(page.content))
    for n, one in enumerate(page.content):
        if page.has_main and not page.inside[n] and (headed or not (isinstance(one, Para) and one.rank == 1)):
            yield one._replace(aside=True)
        else:
            yield one


def _spot(page: _Page, start: int) -> Spot:
    line = bisect_right(page.starts, start)
    return Spot(0, line=line, column=start - page.starts[line - 1] + 1)
