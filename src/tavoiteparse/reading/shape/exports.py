"""Tables as programs export them: cells apart by semicolons or commas, and quoted cells over lines (rule `exports`)."""

from typing import NamedTuple

from tavoiteparse.language.grammar import Grammar
from tavoiteparse.language.label import fold
from tavoiteparse.reading.split import EMPTY, clean, read_cell
from tavoiteparse.source.text import Cell, Line, Part, Row, Source, Tables

QUOTE = '"'
SEPARATORS = (";", ",")
FEWEST_CELLS = {";": 2, ",": 3}  # of a line of headings; sentences have commas
FEWEST_HEADINGS = 2  # among them, that the vocabulary knows
FIRST_PIECES = 4  # of a line, one of which at least is a heading
FEWEST_QUOTED = 3  # cells of a row that are all quoted
MOST_LINES = 40  # of one quoted cell


class Field(NamedTuple):
    """A cell as exported: where its text begins and ends, its quotes off, and whether it had some."""

    start: int
    end: int
    quoted: bool = False


def exported_tables(source: Source, lines: list[Line], grammar: Grammar) -> Tables:
    """Finds exported rows; the sign is taken from a line of headings that the lines below agree with, never from prose.

    `Tavoite;Mittari;Tavoitetaso` over `Ranta on siisti;"Talkoot; retket";4` is a table, `Tavoite, mittari ja taso
    puhuttivat` is none.
    """
    found = Tables({}, set(), set())
    text = source.text
    if grammar.columns:
        for sign in SEPARATORS:
            if text.count(sign) > FEWEST_CELLS[sign]:
                _delimited(source, lines, sign, grammar, found)
    if QUOTE in text and "\t" in text:
        _quoted_tabs(source, lines, found)
    return found


def _delimited(source: Source, lines: list[Line], sign: str, grammar: Grammar, found: Tables) -> None:
    """The tables whose cells one sign sets apart."""
    n = 0
    while n < len(lines):
        if not _may_head(source, lines[n], sign, found, grammar):
            n += 1
            continue
        fields, after = _record(source, lines, n, sign)
        below, _ = _record(source, lines, after, sign) if after < len(lines) else ([], after)
        if len(fields) < FEWEST_CELLS[sign] or len(below) != len(fields) or not _heads(source, fields, grammar):
            n += 1
            continue
        width = len(fields)
        while fields and (len(fields) == width or (sign == ";" and 1 < len(fields) < width)):
            _add(source, lines[n:after], fields, width, found)
            n = after
            fields, after = _record(source, lines, n, sign) if n < len(lines) else ([], n)


def _may_head(source: Source, line: Line, sign: str, found: Tables, grammar: Grammar) -> bool:
    """Whether a line of one cell holds the sign, and a heading among its first pieces."""
    if len(line.cells) != 1 or line.number in found.lines or source.text.find(sign, line.start, line.end) < 0:
        return False
    pieces = source.text[line.start : line.end].split(sign, FIRST_PIECES)
    if len(pieces) < FEWEST_CELLS[sign]:
        return False
    labels = grammar.vocabulary.labels
    return any(fold(piece.strip(' "\r\n')) in labels for piece in pieces[:FIRST_PIECES])


def _heads(source: Source, fields: list[Field], grammar: Grammar) -> bool:
    """Whether the fields of a record are headings: two of them at least, one beyond doubt."""
    hits = [grammar.vocabulary.header(_cell(source, field, ()).text) for field in fields if field.end > field.start]
    known = [hit for hit in hits if hit is not None and hit.value_at >= len(hit.printed)]
    return len(known) >= FEWEST_HEADINGS and any(hit.sure for hit in known)


def _record(source: Source, lines: list[Line], n: int, sign: str) -> tuple[list[Field], int]:
    """The fields of the record that begins on a line, and the number of the line after it; none of a blank line."""
    text, at = source.text, lines[n].start
    end = _line_end(text, lines[n])
    if not text[at:end].strip():
        return [], n + 1
    fields = []
    while True:
        while at < end and text[at] == " ":
            at += 1
        if text.startswith(QUOTE, at) and (closing := _closing(text, at, lines, n, sign)) is not None:
            fields.append(Field(at + 1, closing, quoted=True))
            while closing >= end:  # over the line's end
                n += 1
                end = _line_end(text, lines[n])
            at = _skip_blanks(text, closing + 1, end)
        else:
            stop = text.find(sign, at, end)
            stop = end if stop < 0 else stop
            fields.append(Field(at, at + len(text[at:stop].rstrip())))
            at = stop
        if at >= end:
            return fields, n + 1
        at += 1


def _skip_blanks(text: str, at: int, end: int) -> int:
    while at < end and text[at] == " ":
        at += 1
    return at


def _line_end(text: str, line: Line) -> int:
    return line.start + len(text[line.start : line.end].rstrip("\r\n"))


def _closing(text: str, at: int, lines: list[Line], n: int, sign: str) -> int | None:
    """Where the quote stands that closes the one at an offset: a sign or line end follows it; doubled ones are text."""
    last = lines[min(n + MOST_LINES, len(lines)) - 1].end
    close = text.find(QUOTE, at + 1, last)
    while close >= 0:
        if text.startswith(QUOTE, close + 1):
            close = text.find(QUOTE, close + 2, last)
            continue
        after = text[close + 1 : close + 3].lstrip(" ")
        return close if not after or after[0] in (sign, "\r", "\n") else None
    return None


def _cell(source: Source, field: Field, owned: tuple[int, ...]) -> Cell:
    """A field as a cell, which answers for the pieces of lines that it covers."""
    raw = source.text[field.start : field.end]
    if not raw.strip():
        return EMPTY
    if field.quoted and ("\n" in raw or QUOTE in raw):
        printed = clean(raw.replace(QUOTE * 2, QUOTE))
        cell = Cell(field.start, field.end, printed, (Part(printed, field.start, field.end),))
    else:
        cell = read_cell(raw, field.start)
    return cell._replace(pieces=owned) if cell.text else EMPTY


def _add(source: Source, some: list[Line], fields: list[Field], width: int, found: Tables) -> None:
    """Adds a record that stands on some lines as a row of the table."""
    owned = tuple(cell.start for line in some for cell in line.cells)
    cells = [_cell(source, field, owned) for field in fields] + [EMPTY] * (width - len(fields))
    if not any(cell.text for cell in cells):
        return
    row = Row("table", tuple(cells), some[0].number, some[-1].number)
    found.rows.setdefault(row.first, []).append(row)
    found.lines.update(range(row.first, row.last + 1))
    found.taken.update(owned)


def _quoted_tabs(source: Source, lines: list[Line], found: Tables) -> None:
    """Rows of tabs, as a spreadsheet copies them, in which a quoted cell runs over line ends."""
    n = 0
    while n < len(lines):
        raw = source.text[lines[n].start : lines[n].end]
        opens = raw.startswith(QUOTE) or f"\t{QUOTE}" in raw
        if not opens or lines[n].number in found.lines or len(lines[n].cells) < 1:
            n += 1
            continue
        fields, after = _record(source, lines, n, "\t")
        whole = len(fields) >= FEWEST_QUOTED and all(field.quoted for field in fields if field.end > field.start)
        if len(fields) > 1 and (whole or any(field.quoted and _is_export(source, field) for field in fields)):
            _add(source, lines[n:after], fields, len(fields), found)
        n = max(after, n + 1)


def _is_export(source: Source, field: Field) -> bool:
    """Whether the quotes around a cell are the export's: it holds a line end or a doubled quote."""
    return any(sign in source.text[field.start : field.end] for sign in ("\n", QUOTE * 2))
