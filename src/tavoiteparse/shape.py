"""Lines to rows: headings, list items, paragraphs, table rows. The only stage that knows geometry."""

import re

from tavoiteparse.geometry import regroup
from tavoiteparse.grammar import Grammar
from tavoiteparse.labels import cut_at_labels
from tavoiteparse.split import BULLETS, read_cell
from tavoiteparse.text import Cell, Line, Row, Source, join_cells

HEADING = re.compile(r"\s{0,3}(#{1,6})\s+(?=\S)")
HEAD_LINES = 40  # how far an organisation may stand above the title
BOLD_LEVEL = 7  # a line all in bold: below every heading marked with number signs
ITEM = re.compile(rf"(\s*)(?:([-*{BULLETS}–])\s+(?=\S)|(\d{{1,2}}[.)]|\(?[a-z]\))\s+(?=[^\W\d_a-zåäö]|[\"”'(]))")
INNER_MARKER = re.compile(r"(\d{1,2}[.)]|[a-z][.)])\s+(?=\S)")
OPEN_BOLD = re.compile(r"\*\*(?!\s)[^*]+\*\*$")
FINISHED = (".", "!", "?", ":", ";", "”", '"')


def shape(source: Source, lines: list[Line], grammar: Grammar) -> list[Row]:
    """Rows in the order of the text; every cell of every line is in exactly one of them."""
    rows: list[Row] = []
    blank = True
    for line in lines:
        if not line.cells:
            blank = True
            continue
        row = _row(source, line)
        if row.kind == "text":
            pieces = cut_at_labels(source, row, grammar)
            joined = None if blank or not rows or pieces[0].label else _joined(rows[-1], row, grammar)
            if joined is not None:
                rows[-1] = joined
            else:
                rows += [piece.row for piece in pieces]
        else:
            rows.append(row)
        blank = False
    placed = [row if row.kind == "table" else _placed(rows, n) for n, row in enumerate(rows)]
    return regroup(placed, grammar)


def _placed(rows: list[Row], n: int) -> Row:
    """Row `n` with its `alone`: blank lines, or the ends of the text, on both sides."""
    row = rows[n]
    before = n == 0 or rows[n - 1].last < row.first - 1
    after = n == len(rows) - 1 or rows[n + 1].first > row.last + 1
    return row._replace(alone=True) if before and after else row


def _row(source: Source, line: Line) -> Row:
    """The row that a line makes by itself."""
    cells, number = line.cells, line.number
    if len(cells) > 1:
        return Row("table", cells, number, number)
    raw = source.text[line.start : line.end]
    indent = len(raw) - len(raw.lstrip())
    lead = raw[indent : indent + 1]
    if lead == "#" and (heading := HEADING.match(raw)):
        cell = _rest(line, raw.rstrip().rstrip("#"), heading.end())
        if cell.text:
            return Row("heading", (cell,), number, number, level=len(heading[1]))
    if lead == "*" and OPEN_BOLD.match(raw.strip()):
        return Row("heading", cells, number, number, level=BOLD_LEVEL)
    item = ITEM.match(raw)
    if item is not None:
        marker, at = item[2] or item[3], item.end()
        inner = INNER_MARKER.match(raw, at) if item[2] else None
        if inner is not None:  # `- a. Strategiayhteydet` is numbered; the bullet says no more
            marker, at = inner[1], inner.end()
        cell = _rest(line, raw, at)
        if cell.text:
            return Row("item", (cell,), number, number, marker=marker.rstrip(".)").lstrip("("), indent=indent)
    return Row("text", cells, number, number, indent=indent)


def _rest(line: Line, raw: str, at: int) -> Cell:
    """What follows the marker of a heading or item, as a cell that still answers for the whole line."""
    return read_cell(raw[at:], line.start + at)._replace(pieces=(line.cells[0].start,))


def _joined(above: Row, row: Row, grammar: Grammar) -> Row | None:
    """A line of text that goes on with the paragraph or item right above it, as one row; else None."""
    if row.kind != "text" or above.kind not in ("text", "item"):
        return None
    before, after = above.cell.text, row.cell.text
    if above.last <= HEAD_LINES and any(p.fullmatch(before) for p in grammar.vocabulary.organisations):
        return None  # the name of the organisation, above the title
    if above.kind == "item" and before.endswith(FINISHED) and not after[:1].islower() and row.indent <= above.indent:
        return None
    return above._replace(cells=(join_cells(above.cell, row.cell),), last=row.last)
