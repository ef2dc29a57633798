"""Tables that lost their cell marks, one cell a line: between blank lines, or one right below the other.

Only as many lines as headers that the vocabulary knows show such a table.
"""

from bisect import bisect_right
from collections.abc import Sequence
from math import inf

from tavoiteparse.language.grammar import Grammar
from tavoiteparse.language.label import Label
from tavoiteparse.language.roles import SUBJECTS
from tavoiteparse.reading.split import EMPTY
from tavoiteparse.source.text import Line, Row, Source, Tables

NO_BREAK = "\xa0"
LONGEST = 300  # characters of a cell
FEWEST = 3  # headings that show a table whose cells stand one a line


def stacked_tables(source: Source, lines: list[Line], whole: dict[int, Label], grammar: Grammar) -> Tables:
    """Tables whose cells stand right below each other, headings first, up to a blank line.

    A line of one no-break space is an empty cell; the cells must fill their last row.
    """
    found = Tables({}, set(), set())
    end = 0
    for n in whole:
        if n < end or (n and lines[n - 1].cells):
            continue
        roles = _header_run(lines, n, whole, grammar)
        width = len(roles)
        end = n + width
        if width < FEWEST or not SUBJECTS & set(roles):
            continue
        while end < len(lines) and _is_stacked(source, lines[end]):
            end += 1
        if (end - n) % width or end == n + width:
            continue
        for start in range(n, end, width):
            _take_row(found, lines[start : start + width])
    return found


def _header_run(lines: list[Line], n: int, whole: dict[int, Label], grammar: Grammar) -> list[str]:
    """The fields of the headers that stand one below the other from line `n` on."""
    roles: list[str] = []
    while (hit := whole.get(n)) is not None and hit.role in grammar.columns:
        if len(lines[n].cells[0].text) > LONGEST:
            break
        roles.append(hit.role)
        n += 1
    return roles


def _is_stacked(source: Source, line: Line) -> bool:
    if line.cells:
        return len(line.cells) == 1 and len(line.cells[0].text) <= LONGEST
    return source.text[line.start : line.end].strip(" \t\r\n") == NO_BREAK


def _take_row(found: Tables, lines: list[Line]) -> None:
    cells = tuple(line.cells[0] if line.cells else EMPTY for line in lines)
    filled = [line for line in lines if line.cells]
    if not filled:
        return
    row = Row("table", cells, filled[0].number, filled[-1].number)
    found.rows.setdefault(filled[0].number, []).append(row)
    found.lines.update(range(lines[0].number, lines[-1].number + 1))
    found.taken.update(cell.start for cell in cells if cell.text)


def fold_cells(rows: list[Row], grammar: Grammar, empty: Sequence[int]) -> list[Row]:
    """Lines that stand alone, one cell each, below as many headings that stand alone: folded into table rows."""
    found: list[Row] = []
    n = 0
    while n < len(rows):
        width = 0
        while n + width < len(rows) and _is_header_cell(rows[n + width], grammar):
            width += 1
        if width < FEWEST:
            found.append(rows[n])
            n += 1
            continue
        folded, end = _fold_below(rows, n + width, width, grammar, empty)
        found += [_fold(rows[n : n + width]), *folded] if folded else rows[n:end]
        n = end
    return found


def _fold_below(rows: list[Row], n: int, width: int, grammar: Grammar, empty: Sequence[int]) -> tuple[list[Row], int]:
    """The table rows of `width` cells that begin at row `n`, and the row after them; blank lines may be empty cells."""
    found: list[Row] = []
    line = rows[n - 1].last
    while True:
        cells: list[Row | None] = []
        m, last = n, line
        while len(cells) < width:
            following = rows[m].first if m < len(rows) else inf
            at = bisect_right(empty, last)
            gap = [number for number in empty[at : at + width - len(cells)] if number < following]
            cells += [None] * len(gap)
            last = gap[-1] if gap else last
            if len(cells) >= width:
                break
            if (
                m == len(rows)
                or not _is_cell(rows[m])
                or _is_header_cell(rows[m], grammar)
                or grammar.vocabulary.opens_minutes(rows[m].cell.text)
            ):
                break
            cells.append(rows[m])
            last, m = rows[m].last, m + 1
        filled = [row for row in cells if row is not None]
        if len(cells) != width or not filled:
            return found, n
        found.append(Row("table", tuple(row.cell if row else EMPTY for row in cells), filled[0].first, filled[-1].last))
        n, line = m, last


def _is_header_cell(row: Row, grammar: Grammar) -> bool:
    if not _is_cell(row):
        return False
    label = grammar.vocabulary.whole(row.cell.text)
    return label is not None and label.role in grammar.columns


def _is_cell(row: Row) -> bool:
    return row.kind in ("text", "item") and row.alone and len(row.cell.text) <= LONGEST


def _fold(rows: list[Row]) -> Row:
    cells = tuple(row.cell for row in rows)
    return Row("table", cells, rows[0].first, rows[-1].last)
