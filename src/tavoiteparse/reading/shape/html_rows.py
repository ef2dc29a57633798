"""HTML tables to rows, one for each `<tr>`, over as many lines as it takes; spans become blank (rule `blank-cells`)."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from tavoiteparse.reading.shape.wide import folded, is_repeated
from tavoiteparse.reading.split import EMPTY, read_cell
from tavoiteparse.source.lazy import lazy
from tavoiteparse.source.text import Cell, Line, Row, Source, Tables

ROW = lazy(r"<tr\b[^<>]*>|</(?:tr|table)\s*>", re.IGNORECASE)
CELL = lazy(r"<t[dh]\b(?P<attributes>[^<>]*)>|</t[dh]\s*>", re.IGNORECASE)
SPAN = lazy(r"(?P<kind>row|col)span\s*=\s*[\"']?(?P<count>\d{1,3})", re.IGNORECASE)
COLSPAN = lazy(r"colspan\s*=", re.IGNORECASE)
WIDEST = 100  # columns that a colspan may make, and that cells above may cover


def html_tables(source: Source, lines: list[Line]) -> Tables:
    """Finds the rows of HTML tables; what stands on their lines outside of cells is not taken."""
    found = Tables({}, set(), set())
    if "<tr" not in source.text and "<TR" not in source.text:
        return found
    known = {cell.start: cell for line in lines for cell in line.cells}
    starts = sorted(known)
    pending: dict[int, int] = {}  # columns that a cell above still covers, with the number of rows left
    for start, end in _regions(source.text, ROW):
        if start < 0:
            pending = {}
            continue
        cells = _cells(source, start, end, pending, known, starts)
        filled = [cell for cell in cells if cell.text]
        if not filled:
            continue
        pieces = [piece for cell in filled for piece in cell.pieces or (cell.start,)]
        first, last = source.position(min(pieces))[0], source.position(max(pieces))[0]
        row = Row("table", tuple(cells), first, last)
        if (
            len(cells) > 1
            and len(filled) == 1
            and cells[0].text
            and COLSPAN.search(source.text, start, end) is not None
        ):
            row = row._replace(wide=True)
        elif cells[0].text == cells[-1].text and is_repeated(cells):
            row = row._replace(cells=folded(cells), wide=True)
        found.rows.setdefault(first, []).append(row)
        found.lines.update(range(first, last + 1))
        found.taken.update(pieces)
    return found


def _regions(text: str, tags: "re.Pattern[str]") -> Iterator[tuple[int, int]]:
    """From the end of each opening tag to the next tag; (-1, -1) where a table ends."""
    opened = None
    for tag in tags.finditer(text):
        if opened is not None:
            yield opened, tag.start()
        opened = None if tag[0].startswith("</") else tag.end()
        if tag[0].lower().startswith("</table"):
            yield -1, -1
    if opened is not None:
        yield opened, len(text)


def _cells(
    source: Source, start: int, end: int, pending: dict[int, int], known: dict[int, Cell], starts: list[int]
) -> list[Cell]:
    """The cells of one `<tr>`, with blank ones where a cell above or left of them reaches.

    `known` are the pieces of the lines by their `starts`: a cell that is one of them was read already.
    """
    cells: list[Cell] = []
    tags = [*CELL.finditer(source.text, start, end)]
    for tag, after in zip(tags, [*(t.start() for t in tags[1:]), end], strict=False):
        if tag[0].startswith("</"):
            continue
        _skip_covered(cells, pending)
        attributes = tag["attributes"]
        spans = {m["kind"].lower(): int(m["count"]) for m in SPAN.finditer(attributes)} if attributes else {}
        wide = min(spans.get("col", 1), WIDEST)
        if spans.get("row", 1) > 1:
            pending |= dict.fromkeys(range(len(cells), min(len(cells) + wide, WIDEST)), spans["row"] - 1)
        opened = tag.end()
        pieces = tuple(starts[bisect_left(starts, opened) : bisect_left(starts, after)])
        if not pieces:
            cells.append(EMPTY)
        elif len(pieces) == 1 and source.text.find("\n", opened, after) < 0:
            cells.append(known[pieces[0]])
        else:
            cell = read_cell(source.text[opened:after], opened)
            cells.append(cell._replace(pieces=pieces) if cell.text else EMPTY)
        cells += [EMPTY] * (wide - 1)
    _skip_covered(cells, pending)
    return cells


def _skip_covered(cells: list[Cell], pending: dict[int, int]) -> None:
    while pending.get(len(cells), 0) > 0:
        pending[len(cells)] -= 1
        cells.append(EMPTY)
