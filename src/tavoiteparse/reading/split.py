"""`Source` to lines of cells: tabs, and inside a cell HTML fragments, entities, Markdown signs and wide gaps.

Nothing is lost here but signs: a cell's `text` is what a reader of the printed report would see.
"""

import re
from collections.abc import Callable, Sequence

from tavoiteparse.source.entities import unescape
from tavoiteparse.source.lazy import lazy
from tavoiteparse.source.text import Cell, Line, Part, PartKind, Source

TABLE_TAGS = "table|thead|tbody|tfoot|tr|td|th|caption|colgroup|col"
BLOCK_TAGS = (
    "html|head|body|title|meta|link|p|ul|ol|li|br|hr|div|dl|dt|dd|section|article|header|footer|nav|main|aside"
    f"|blockquote|pre|h[1-6]|{TABLE_TAGS}"
)
# Names with a prefix are those of word processors: `<o:p>`, `<w:sdt>`, `<st1:place>`.
INLINE_TAGS = (
    r"b|i|strong|em|span|u|s|del|ins|sup|sub|a|font|small|big|mark|code|img|label|abbr|[a-z]\w{0,4}:[a-z]{1,20}"
)
ATTRIBUTES = r"(?:\s+[a-z][\w:.-]{0,40}(?:\s*=\s*(?:\"[^\"<>]{0,400}\"|'[^'<>]{0,400}'|[^\s\"'<>]{1,400}))|\s+nowrap)*+"
# Only a real name with real attributes is a tag. In `< 14 vrk` and `NPS>0` the signs are text (pohjois-karjala/2026-q1
# line 16), and so they are in `<14 vrk, >80 %`.
TAG = lazy(rf"<(/?)({BLOCK_TAGS}|{INLINE_TAGS})(?:{ATTRIBUTES})\s*/?>", re.IGNORECASE)
COMMENTS = r"<!--[^<>]{0,400}-->"  # converters leave `<!-- image -->`
COMMENT = lazy(COMMENTS)
# A backslash before a sign of Markdown, as converters print it: `\\|`, `\\_`, `2\\.`
ESCAPES = r"\\(?=[|_*#<>~.()\[\]!+&-])"
ESCAPE = lazy(ESCAPES)
BORDER = lazy(r"(?<!\\)\|")  # of cells; `\\|` is a sign
BLOCKS = frozenset(BLOCK_TAGS.replace("h[1-6]", "h1|h2|h3|h4|h5|h6").split("|"))
LIST_TAGS = ("ul", "ol", "li")
INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
JOINER = "\u200d"  # inside a sign that is made of several, as in 👩‍🏫, it is a part of what is seen
HIDDEN_SIGNS = f"[{INVISIBLE.replace(JOINER, '')}]|(?<![^\\w\\s]){JOINER}|{JOINER}(?![^\\w\\s])"
UNSEEN = lazy(HIDDEN_SIGNS)
UNSEEN_SIGN = "\u2060"  # one of them
BULLETS = "•·▪◦●‣➢■□◆❖\uf0b7\uf0a7\uf0d8"
# White space other than the plain space, and signs that are not seen: with none in a text, its cells need no search.
ODD = (
    INVISIBLE
    + "\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000"
    + "".join(map(chr, range(0x2000, 0x200B)))
)
INVISIBLE_SPACE = ODD + " \t\r\n"
MARKUP = ("<", "&", "  ", "**", "\\", *BULLETS)
TABLE_TAG = lazy(rf"</?(?:{TABLE_TAGS})\b[^<>]*>", re.IGNORECASE)
FIRST_PIPES = lazy(r"^[^|\n]*\|[^|\n]*\|.*$", re.MULTILINE)
# A row of pipes: framed, or with two at least.
PIPES = lazy(r"^\s*\|.*\||\|[^|]*\|")
CLOSED_LINE = lazy(r"([^|]*)\|\s*")  # a row of one cell, among rows of pipes: `Tekninen lautakunta |`
BULLET_TAB = lazy(rf"\s*(?:[-–{BULLETS}]|o(?=\t+[A-ZÅÄÖ]))\t+(?=[^\t]+$)")
GAP = lazy(r"\s{2,}")
SPACE = lazy(r"\s+")
NOTHING = lazy(rf"(?:[\s{INVISIBLE}]|&nbsp;|\*\*)*+", re.IGNORECASE)
BULLET = lazy(rf"[{BULLETS}]\s*")
DASHES = "–-"
DASH = lazy(rf"[{DASHES}]\s+")
MARKED = lazy(rf"[<&\\\t\r\n{BULLETS}{ODD}]|\*\*|  ")  # what is not all text: markup, and spaces to fold
FEWEST_ITEMS = 2
EMPTY = Cell(0, 0, "")


def split(source: Source) -> list[Line]:
    """Every line of the source, in order; a line without anything to see has no cells."""
    text, starts = source.text, source.line_starts
    markup = tuple(sign for sign in (*MARKUP, *ODD) if sign in text)
    first_pipes = FIRST_PIPES.search(text) if "|" in text else None
    framed = first_pipes is not None and first_pipes[0].lstrip().startswith("|")  # else a pipe first is a blank cell
    lines = []
    for number, (start, end) in enumerate(zip(starts, (*starts[1:], len(text)), strict=True), 1):
        raw = text[start:end]
        cells: tuple[Cell, ...] = ()
        if raw and not raw.isspace():
            read = _plain_cell
            for sign in markup:
                if sign in raw:
                    read = read_cell
                    break
            beside = "|" in raw and _pipes_beside(text, starts, number)
            cells = _cells(raw, start, read, framed, beside)
            if not cells and (seen := raw.strip(INVISIBLE_SPACE)):  # markup alone: nothing to read, but not blank
                at = start + raw.index(seen)
                cell = read_cell(seen, at)
                cells = (cell if cell.text else Cell(at, at + len(seen), seen),)
        lines.append(Line(number, start, end, cells))
    return lines


def _pipes_beside(text: str, starts: Sequence[int], number: int) -> bool:
    """Whether the line above or below one has a pipe, too: `Tavoite | Mittari` is then a row of a table."""
    above = text.find("|", starts[number - 2], starts[number - 1]) if number > 1 else -1
    if above >= 0 or number >= len(starts):
        return above >= 0
    return text.find("|", starts[number], starts[number + 1] if number + 1 < len(starts) else len(text)) >= 0


def _cells(raw: str, start: int, read: Callable[[str, int], Cell], framed: bool, beside: bool) -> tuple[Cell, ...]:
    """The cells of one line that begins at offset `start`; empty ones are kept, for they say where a value stands.

    A single pipe parts cells only where a line with a pipe stands `beside`.
    """
    if ("<t" in raw or "<T" in raw) and TABLE_TAG.search(raw) is not None:
        return _between_tags(raw, start)
    if "\t" in raw and (bullet := BULLET_TAB.match(raw)) is not None:  # a list as word processors save it: no cells
        raw = raw[: bullet.end()].replace("\t", " ") + raw[bullet.end() :]
    if "\t" in raw:
        pieces = raw.split("\t")
    elif "|" in raw and (PIPES.search(raw) is not None or (beside and CLOSED_LINE.fullmatch(raw) is None)):
        raw, start = _frameless(raw, start, framed)
        pieces = BORDER.split(raw) if "\\" in raw else raw.split("|")
    elif "|" in raw and (line := CLOSED_LINE.fullmatch(raw)) is not None:
        cell = read(line[1].rstrip(), start)
        return (cell,) if cell.text else ()
    else:
        cell = read(raw, start)
        return (cell,) if cell.text else ()
    cells, filled = [], False
    for piece in pieces:
        cell = read(piece, start) if piece else EMPTY
        filled = filled or cell is not EMPTY
        cells.append(cell)
        start += len(piece) + 1
    return tuple(cells) if filled else ()


def _between_tags(raw: str, start: int) -> tuple[Cell, ...]:
    """The filled pieces of a line between the tags of an HTML table."""
    cells, at = [], 0
    for begin, end in (*(tag.span() for tag in TABLE_TAG.finditer(raw)), (len(raw), len(raw))):
        if at < begin and (cell := read_cell(raw[at:begin], start + at)).text:
            cells.append(cell)
        at = end
    return tuple(cells)


def _frameless(raw: str, start: int, framed: bool) -> tuple[str, int]:
    """A row of pipes without the ones that only frame it: `| a | b |`; else a pipe first is a blank cell."""
    stripped = raw.strip()
    at = raw.index(stripped[0])
    inner = stripped[1:] if framed and stripped.startswith("|") else stripped
    start += at + len(stripped) - len(inner)
    return (inner[:-1] if inner.endswith("|") else inner), start


def _plain_cell(raw: str, start: int) -> Cell:
    text = raw.strip()
    if not text:
        return EMPTY
    if len(text) != len(raw):
        start += raw.index(text[0])
    return tuple.__new__(Cell, (start, start + len(text), text, (), ()))  # as Cell(…), which takes thrice as long


def read_cell(raw: str, start: int) -> Cell:
    """One cell of raw text that begins at offset `start`, with whatever markup it has."""
    if MARKED.search(raw.strip()) is None:
        return _plain_cell(raw, start)
    parts = tuple(_undashed(_blocks(raw, start), raw, start)) if "<" in raw else tuple(_gaps(raw, start, "text"))
    if not parts:
        return EMPTY
    return Cell(parts[0].start, parts[-1].end, " ".join(part.text for part in parts), parts)


def _undashed(parts: list[Part], raw: str, start: int) -> list[Part]:
    """Parts of a cell that all begin with a dash are a list; a dash before a single one may be a minus sign."""
    if len(parts) < FEWEST_ITEMS or not all(part.text.startswith(("- ", "– ")) for part in parts):
        return parts
    items = []
    for part in parts:
        skipped = _skip(DASH, raw, part.start - start) - (part.start - start)
        items.append(Part(part.text[2:], part.start + skipped, part.end, "li"))
    return items


def clean(raw: str) -> str:
    """What a reader sees of raw text: tags and Markdown bold off, entities decoded, white space folded."""
    if "\\" in raw:
        raw = ESCAPE.sub("", raw)
    if "<" in raw:
        raw = COMMENT.sub("", raw)
        inline = UNSEEN_SIGN if "&" in raw else ""  # an entity that a tag cuts in two is none
        raw = TAG.sub(lambda tag: " " if tag[2].lower() in BLOCKS else inline, raw)
    if "&" in raw:
        raw = unescape(raw)
    raw = UNSEEN.sub("", raw).replace("**", "")
    return SPACE.sub(" ", raw).strip()


def _blocks(raw: str, start: int) -> list[Part]:
    """Parts of a cell with HTML: one for each paragraph, list item or line."""
    parts: list[Part] = []
    kind: PartKind = "text"
    at = 0
    for tag in TAG.finditer(raw):
        name = tag[2].lower()
        if name not in BLOCKS:
            continue
        parts += _gaps(raw[at : tag.start()], start + at, kind)
        at = tag.end()
        # After a closing tag comes bare text; an <ul> without <li> holds items set off by bullets.
        kind = "br" if name == "br" else "text" if tag[1] else "li" if name in LIST_TAGS else "p"
    return parts + _gaps(raw[at:], start + at, kind)


def _gaps(raw: str, start: int, kind: PartKind) -> list[Part]:
    """Parts of a stretch without block tags: cut at wide gaps, and before each bullet that follows text."""
    text = raw.strip()
    if not text:
        return []
    if MARKED.search(text) is None and not (kind == "li" and text[0] in DASHES):  # as printed
        at = start + raw.index(text[0])
        return [Part(text, at, at + len(text), kind)]
    parts, at = [], 0
    following = kind
    cuts = [(m.start(), m.end()) for m in GAP.finditer(raw)]
    if kind == "li" and "•" in raw:
        cuts += [(m.start(), m.start()) for m in re.finditer("•", raw)]
    for cut, resume in [*sorted(cuts), (len(raw), len(raw))]:
        part = _part(raw[at:cut], start + at, following)
        if part is not None:
            parts.append(part)
            following = "gap" if kind != "li" else "li"
        at = max(at, resume)
    return parts


def _part(raw: str, start: int, kind: PartKind) -> Part | None:
    """One part, its bullet off and its span trimmed to what is seen; None where nothing is."""
    skipped = _lead(raw, kind)
    text = clean(raw[skipped:])
    if not text and (sign := raw.strip(INVISIBLE_SPACE)) in BULLETS and sign:
        skipped, text = raw.index(sign), sign  # a bullet before nothing is a sign of its own: `●` as a status
    return Part(text, start + skipped, start + len(raw.rstrip()), kind) if text else None


def _lead(raw: str, kind: PartKind) -> int:
    """How much of a part nobody sees as text: blanks, tags, and the bullet of an item."""
    at = _skip(NOTHING, raw, 0)
    while raw.startswith("<", at) and (tag := TAG.match(raw, at)) is not None:
        at = _skip(NOTHING, raw, tag.end())
    at = _skip(BULLET, raw, at)
    return _skip(DASH, raw, at) if kind == "li" else at


def _skip(pattern: "re.Pattern[str]", raw: str, at: int) -> int:
    """Where a pattern that begins at `at` ends; `at` itself where it does not match."""
    found = pattern.match(raw, at)
    return found.end() if found is not None else at
