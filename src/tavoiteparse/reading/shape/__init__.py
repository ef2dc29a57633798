"""Lines to rows: headings, list items, paragraphs, table rows. The only stage that knows geometry."""

import re
from collections.abc import Sequence

from tavoiteparse.language.grammar import Grammar
from tavoiteparse.language.label import Label
from tavoiteparse.reading.shape.exports import exported_tables
from tavoiteparse.reading.shape.forms import form_tables
from tavoiteparse.reading.shape.furniture import running_heads, web_furniture
from tavoiteparse.reading.shape.geometry import is_one_piece, is_spaced_header, regroup
from tavoiteparse.reading.shape.headings import own_heading
from tavoiteparse.reading.shape.html_rows import html_tables
from tavoiteparse.reading.shape.labels import bare_labels, cut_at_labels, cut_cells, list_headings, whole_lines
from tavoiteparse.reading.shape.paragraphs import FINISHED, Growing
from tavoiteparse.reading.shape.ruled import ruled_tables
from tavoiteparse.reading.shape.stacked import stacked_tables
from tavoiteparse.reading.shape.wide import folded, is_repeated
from tavoiteparse.reading.split import BULLETS, read_cell
from tavoiteparse.source.lazy import lazy
from tavoiteparse.source.text import Cell, Line, Row, Source, Tables, is_apart

HEADING = lazy(r"\s{0,3}(#{1,6})\s+(?=\S)")
UNDERLINE = lazy(r"={3,}|-{3,}")
HEADED = 120  # characters of a line that an underline makes a heading
NO_BREAK = "\xa0"
MARKUP_STARTS = f"<&*|{BULLETS}"
HTML_HEADING = lazy(r"\s*<h([1-6])\b", re.IGNORECASE)
BOLD_RANK = 7  # a line all in bold: below every heading marked with number signs
ITEM = lazy(
    rf"(\s*)(?:([-*{BULLETS}–]|[+»→](?=\s+[^\W\d_])|o(?=\s+[A-ZÅÄÖ]))\s+(?=\S)"
    rf"|(\d{{1,2}}[.)]|\(?[a-z]\))\s+(?=[^\W\d_a-zåäö]|[\"”'(]))"
)
INNER_MARKER = lazy(r"(\d{1,2}[.)]|[a-z][.)])\s+(?=\S)")
OPEN_BOLD = lazy(r"\*\*(?!\s)[^*]+\*\*$")


def shape(source: Source, lines: list[Line], grammar: Grammar) -> list[Row]:
    """Rows in the order of the text; every cell of every line is in exactly one of them."""
    growing = Growing(source, grammar)
    blank, spaced = True, False
    labels = values = 0  # labels alone right above each other, and the lines that are left of their values
    whole = whole_lines(lines, grammar)
    tables = _tables(source, lines, whole, grammar)
    heads = running_heads(source, lines, grammar) | web_furniture(source, lines)
    bare = bare_labels(lines, whole, grammar)
    over_lists, margin = list_headings(source, lines, whole, grammar), _margin(source, lines)
    for line in lines:
        number = line.number
        if number in tables.lines:
            growing.add(*tables.rows.get(number, []), *_left(line, tables))
            blank = True
        elif not line.cells:
            blank = True
        elif (heading := own_heading(line, grammar)) is not None:
            growing.add(heading)
            blank, spaced, labels, values = True, False, 0, 0
        elif number in heads:
            blank = not growing.add_furniture(Row("furniture", line.cells, number, number), blank)
        else:
            row = Row("label", line.cells, number, number) if number in bare else _row(source, line, margin)
            if spaced and row.kind == "item" and len(line.cells[0].broken) > 1:  # `2. Tapaamiset   9 pv   7 pv`
                row = Row("text", line.cells, number, number, indent=row.indent)
            spaced = row.kind == "text" and (
                is_spaced_header(row, grammar) or (spaced and not (blank and is_one_piece(row)))
            )
            values = labels if labels > 1 and row.kind != "label" else max(values - 1, 0)
            labels = labels + 1 if row.kind == "label" else 0
            _add(growing, row, blank or bool(values) or number in over_lists, spaced)
            blank = row.kind == "markup"  # nothing to see
    growing.close()
    rows = growing.rows
    placed = [row if row.kind == "table" else _placed(rows, n) for n, row in enumerate(rows)]
    return regroup(source, placed, grammar, _empty_cells(source, lines))


def _add(growing: Growing, row: Row, blank: bool, spaced: bool) -> None:
    """Adds the row of a line below others; it may make a heading of the one above, or go on with it."""
    above = growing.rows[-1] if growing.rows else None
    if above is not None and _underlines(row, above):
        growing.rows[-1] = above._replace(kind="heading", rank=1 if row.cell.text[0] == "=" else 2)
    elif above is not None and row.kind == "table" and not blank and above.kind == "item":
        row = _hanging(row)
    if row.kind == "text":
        growing.add_text(row, apart=blank or spaced)
    elif row.kind == "item" and ":" in row.cell.text:
        first, *others = (piece.row for piece in cut_at_labels(growing.source, row, growing.grammar))
        growing.add(first, *(other._replace(kind="text", marker="") for other in others))
        growing.labelled = bool(others)
    else:
        growing.add(*(cut_cells(row, growing.grammar) if row.kind == "table" else [row]))
        growing.labelled = row.kind == "label"


def _left(line: Line, tables: Tables) -> list[Row]:
    """What of a line no table took."""
    left = [cell for cell in line.cells if cell.text and cell.start not in tables.taken]
    return [Row("markup" if _is_markup(cell) else "text", (cell,), line.number, line.number) for cell in left]


def _tables(source: Source, lines: list[Line], whole: dict[int, Label], grammar: Grammar) -> Tables:
    """Tables that show in the text before any row is made: of HTML, exported, ruled, and of one cell a line."""
    found = html_tables(source, lines)
    for more in (
        exported_tables(source, lines, grammar),
        ruled_tables(source, lines, grammar),
        form_tables(source, lines, whole, grammar),
        stacked_tables(source, lines, whole, grammar),
    ):
        if more.lines and not more.lines & found.lines:
            found = Tables({**found.rows, **more.rows}, found.lines | more.lines, found.taken | more.taken)
    return found


def _hanging(row: Row) -> Row:
    """A line of leading tabs and one text right below a list item, as that item's next line; else the row itself."""
    filled = [cell for cell in row.cells if cell.text]
    return row._replace(kind="text", cells=(filled[0],)) if len(filled) == 1 and not row.cells[0].text else row


def _empty_cells(source: Source, lines: list[Line]) -> Sequence[int]:
    """Lines of one no-break space between empty lines: where a line is a cell, they are empty cells."""
    if NO_BREAK not in source.text:
        return ()
    raw = [source.text[line.start : line.end].strip(" \t\r\n") for line in lines]
    return [
        lines[n].number for n in range(1, len(lines) - 1) if raw[n] == NO_BREAK and not raw[n - 1] and not raw[n + 1]
    ]


def _placed(rows: list[Row], n: int) -> Row:
    """Row `n` with its `alone`: blank lines, or the ends of the text, on both sides."""
    row = rows[n]
    before = n == 0 or is_apart(rows[n - 1], row)
    after = n == len(rows) - 1 or is_apart(row, rows[n + 1])
    return row._replace(alone=True) if before and after else row


def _margin(source: Source, lines: list[Line]) -> int:
    """How many spaces all lines begin with."""
    least = None
    for line in lines:
        if line.cells and least != 0:
            raw = source.text[line.start : line.end if least is None else line.start + least]
            least = len(raw) - len(raw.lstrip(" "))
    return least or 0


def _row(source: Source, line: Line, margin: int) -> Row:
    """The row that a line makes by itself; its indent counts from the margin of the text."""
    cells, number = line.cells, line.number
    if len(cells) > 1:
        if cells[0].text == cells[-1].text and is_repeated(cells):
            return Row("table", folded(cells), number, number, wide=True)
        return Row("table", cells, number, number)
    if _is_markup(cells[0]):
        return Row("markup", cells, number, number)
    raw = source.text[line.start : line.end]
    indent = len(raw) - len(raw.lstrip())
    depth = max(indent - margin, 0)
    lead = raw[indent : indent + 1]
    if lead == "#" and (heading := HEADING.match(raw)):
        cell = _rest(line, raw.rstrip().rstrip("#"), heading.end())
        if cell.text:
            return Row("heading", (cell,), number, number, rank=len(heading[1]))
    if lead == "*" and OPEN_BOLD.match(raw.strip()):
        return Row("heading", cells, number, number, rank=BOLD_RANK)
    if lead == "<" and (heading := HTML_HEADING.match(raw)):
        return Row("heading", cells, number, number, rank=int(heading[1]))
    item = ITEM.match(raw)
    if item is not None:
        marker, at = item[2] or item[3], item.end()
        inner = INNER_MARKER.match(raw, at) if item[2] else None
        if inner is not None:  # `- a. Strategiayhteydet` is numbered; the bullet says no more
            marker, at = inner[1], inner.end()
        cell = _rest(line, raw, at)
        if cell.text:
            return Row("item", (cell,), number, number, marker=marker.rstrip(".)").lstrip("("), indent=depth)
    return Row("text", cells, number, number, indent=depth)


def _is_markup(cell: Cell) -> bool:
    """Tags, signs or pipes, and nothing to read."""
    return cell.text[0] in MARKUP_STARTS and not read_cell(cell.text.strip("| "), 0).text


def _underlines(row: Row, above: Row) -> bool:
    """Whether a line of signs makes a heading of the short line right above it, as Markdown has it."""
    if above.kind != "text" or above.last != row.first - 1 or UNDERLINE.fullmatch(row.cell.text) is None:
        return False
    text = above.cell.text
    return above.first == above.last and len(text) <= HEADED and is_one_piece(above) and not text.endswith(FINISHED)


def _rest(line: Line, raw: str, at: int) -> Cell:
    """What follows the marker of a heading or item, as a cell that still answers for the whole line."""
    return read_cell(raw[at:], line.start + at)._replace(pieces=(line.cells[0].start,))
