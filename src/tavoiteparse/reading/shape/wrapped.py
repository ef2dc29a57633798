"""Cells that are wrapped over lines, or cut by a page break, made whole again (rule `wrapped-cells`)."""

from tavoiteparse.language.grammar import Grammar
from tavoiteparse.language.roles import MEASURED, NUMBERED, Role
from tavoiteparse.reading.shape.header_lines import is_rule, is_second_line, join_lines
from tavoiteparse.reading.split import EMPTY
from tavoiteparse.source.text import Cell, Row, join_cells

FINISHED = (".", "!", "?", ":", ";")
LETTERED = (")", ".")  # after the letter of an item
FEWEST_HEADERS = 2
MOST_LINES = 100  # of one row; no page has more
LONGEST_PAGE_NUMBER = 20  # characters: `Sivu 12 (24)`


class _Open:
    """The table that rows belong to: its headings as printed, their fields, and its last row in the list of rows."""

    def __init__(self, header: list[str], roles: list[Role | None], at: int) -> None:
        self.header, self.roles, self.at = header, roles, at
        self.broken = False  # a page break stands below its last row
        self.lines: tuple[list[str], list[str]] | None = None  # of headers that were two lines

    def join_header(self, found: list[Row], row: Row) -> None:
        """Joins the second line of the header to the first, at the place of the last row."""
        self.lines = texts_of(found[self.at]), texts_of(row)
        found[self.at] = join_lines(found[self.at], row)
        self.header = texts_of(found[self.at])

    def comes_again(self, row: Row, below: Row | None) -> bool:
        """Whether two rows are the two lines of the header once more, as on the next page."""
        return self.lines is not None and below is not None and (texts_of(row), texts_of(below)) == self.lines

    def begins(self, found: list[Row], row: Row) -> bool:
        """Whether a row of as many cells stands right below the header."""
        above = found[self.at] if self.at < len(found) else None
        if above is None or found[-1].last != row.first - 1 or len(above.cells) != len(row.cells):
            return False
        if self.at < len(found) - 1 and not (self.at == len(found) - 2 and is_rule(found[-1])):
            return False
        return bool(self.header) and [cell.text for cell in above.cells] == self.header


def texts_of(row: Row) -> list[str]:
    """The texts of a row's cells."""
    return [cell.text for cell in row.cells]


def join_wrapped(rows: list[Row], grammar: Grammar) -> list[Row]:
    """Rows, those that only go on with cells above them joined to these."""
    found: list[Row] = []
    table: _Open | None = None
    again: Row | None = None
    for n, row in enumerate(rows):
        if row is again:
            continue
        if row.kind == "furniture" or (row.kind == "text" and _is_page_number(row, grammar)):
            found.append(row)
            if table is not None:
                table.broken = True
            continue
        if table is not None and table.header and table.at == len(found) - 1 and is_rule(row):
            found.append(row)
            continue
        if table is not None and table.lines and table.comes_again(row, rows[n + 1] if n + 1 < len(rows) else None):
            again = rows[n + 1]
            found.append(join_lines(row, again))
            table.broken = True
            continue
        roles = _roles(row, grammar)
        if table is not None and roles and [cell.text for cell in row.cells] == table.header:
            found.append(row)  # the same headings on the next page
            table.broken = True
            continue
        if roles and table is not None and table.begins(found, row) and is_second_line(found[table.at], row, grammar):
            table.join_header(found, row)
            continue
        if roles:
            found.append(row)
            table = _Open([cell.text for cell in row.cells], roles, len(found) - 1)
            continue
        if table is None or not _is_near(found[table.at], row, table):
            table = _Open([], [], len(found)) if row.kind == "table" else None
            found.append(row)
            continue
        _add(found, table, row, grammar)
        if found[-1].kind != "table":
            table = None
    return found


def _add(found: list[Row], table: _Open, row: Row, grammar: Grammar) -> None:
    """A row near the table's last one: joined to it, joined in part, or the table's next row."""
    above, lower = found[table.at], row
    if row.kind == "text" and row.cell.text[0].islower():  # its other cells are blank
        lower = row._replace(kind="table", cells=(row.cell, *[EMPTY] * (len(above.cells) - 1)))
    if lower.kind != "table" or len(lower.cells) != len(above.cells):
        found.append(row)
    elif row.last - above.first > MOST_LINES:
        found.append(row)
        table.at, table.broken = len(found) - 1, False
    elif not table.broken and is_second_line(above, lower, grammar, words=table.begins(found, lower)):
        table.join_header(found, lower)
        return
    elif _only_values(above, lower, table) or (
        _goes_on(above, lower, grammar) and not (table.broken and _opens_row(lower, table))
    ):
        _join(found, table, lower)
        return
    elif (places := _places_to_go_on(found, table, lower)) is not None:
        for n, at in places.items():
            _append(found, at, n, lower.cells[n])
        found[table.at] = found[table.at]._replace(last=row.last)
        return
    else:
        found.append(_move_up(found, table, lower) if _opens_row(lower, table) else row)
    table.at, table.broken = len(found) - 1, False


def _is_near(above: Row, row: Row, table: _Open) -> bool:
    """Whether a row stands right below the table's last one, or first after a page break or below the headings."""
    if above.kind != "table":
        return False
    if table.broken or row.first <= above.last + 1:
        return True
    beyond_blank = row.kind == "table" and row.first == above.last + 2
    return beyond_blank and bool(table.header) and texts_of(above) == table.header


def _is_page_number(row: Row, grammar: Grammar) -> bool:
    return len(row.cell.text) <= LONGEST_PAGE_NUMBER and grammar.skipped_by(row.cell.text) is not None


def _roles(row: Row, grammar: Grammar) -> list[Role | None]:
    """The fields of a header; nothing for any other row."""
    if row.kind != "table":
        return []
    header, left, named = grammar.vocabulary.header, len(row.cells), 0
    roles: list[Role | None] = []
    for cell in row.cells:
        if named + left < FEWEST_HEADERS:
            return []
        left -= 1
        hit = header(cell.text) if cell.text else None
        whole = hit is not None and hit.value_at >= len(cell.text)
        roles.append(hit.role if hit is not None and whole else None)
        named += whole
    return roles if named >= FEWEST_HEADERS else []


def _only_values(above: Row, row: Row, table: _Open) -> bool:
    """A line of columns apart by spaces that names no goal or indicator and has no level: `6 vk` below `enintään`.

    A name that goes on with the one above it is none: `pidempään` below `Matkailijat viipyvät`.
    """
    if "mittari" not in table.roles:
        return False
    filled = [n for n, cell in enumerate(row.cells) if cell.text]
    pieces = row.cells[filled[0]].pieces if filled else ()  # of cells that were cut from one line, the same
    if not pieces or any(row.cells[n].pieces != pieces for n in filled):
        return False
    if [cell.text for cell in above.cells] == table.header:
        return False
    named = [n for n in filled if table.roles[n] in NUMBERED]
    if any(not _continues(above.cells[n].text, row.cells[n].text) for n in named):
        return False
    return not named or not any(table.roles[n] in MEASURED for n in filled)


def _opens_row(row: Row, table: _Open) -> bool:
    """A row that brings an indicator with a level or result of its own opens a new one."""
    if "mittari" not in table.roles:
        return False
    filled = {role for role, cell in zip(table.roles, row.cells, strict=False) if cell.text}
    return "mittari" in filled and bool(filled & MEASURED)


def _join(found: list[Row], table: _Open, row: Row) -> None:
    """Every cell of a row joined to the one that it goes on with, or put into the blank one above it."""
    above = found[table.at]
    cells = list(above.cells)
    for n, cell in enumerate(row.cells):
        if not cell.text:
            continue
        at = table.at if cells[n].text else _row_to_go_on(found, table, n, cell)
        if at in (None, table.at):
            cells[n] = join_cells(cells[n], cell) if cells[n].text else cell
        else:
            _append(found, at, n, cell)
    found[table.at] = above._replace(cells=tuple(cells), last=row.last)


def _move_up(found: list[Row], table: _Open, row: Row) -> Row:
    """A new row without the cells, left of its indicator, that only go on with ones above."""
    cells = list(row.cells)
    for n in range(table.roles.index("mittari")):
        at = _row_to_go_on(found, table, n, cells[n]) if cells[n].text else None
        if at is not None:
            _append(found, at, n, cells[n])
            cells[n] = EMPTY
    return row._replace(cells=tuple(cells))


def _places_to_go_on(found: list[Row], table: _Open, row: Row) -> dict[int, int] | None:
    """The rows above whose cells all filled cells of a line go on with: the last line of a wrapped goal, alone."""
    if "mittari" not in table.roles or len(table.roles) != len(row.cells):
        return None
    places: dict[int, int] = {}
    for n, cell in enumerate(row.cells):
        if not cell.text:
            continue
        at = _row_to_go_on(found, table, n, cell) if table.roles[n] in NUMBERED else None
        if at is None:
            return None
        places[n] = at
    return places or None


def _append(found: list[Row], at: int, column: int, cell: Cell) -> None:
    above = found[at]
    cells = list(above.cells)
    cells[column] = join_cells(cells[column], cell)
    found[at] = above._replace(cells=tuple(cells))


def _row_to_go_on(found: list[Row], table: _Open, column: int, cell: Cell) -> int | None:
    """The row of the table whose cell, the last filled one of a column, a cell in lower case goes on with."""
    if not cell.text[0].islower():
        return None
    for at in range(table.at, max(table.at - MOST_LINES, -1), -1):
        row = found[at]
        if row.kind != "table" or len(row.cells) <= column or [one.text for one in row.cells] == table.header:
            return None
        upper = row.cells[column].text
        if upper:
            return at if upper[0].isupper() and not upper.endswith(FINISHED) else None
    return None


def _continues(upper: str, lower: str) -> bool:
    """Whether a text goes on with the one above it: after a hyphen or comma, or in lower case under an unfinished one.

    `a) tyytyväisiä` is an item of its own.
    """
    if upper.endswith(",") or (upper.endswith("-") and upper[-2:-1].isalpha()):
        return True
    if lower[1:2] in LETTERED and lower[2:3].isspace():
        return False
    return bool(upper) and (lower[0].islower() or lower[0] == "(") and not upper.endswith(FINISHED)


def _goes_on(above: Row, row: Row, grammar: Grammar) -> bool:
    """A row with fewer cells, each of which goes on with an unfinished one above or fills an empty one.

    A cell goes on after a hyphen, or in lower case; headings and labels are never gone on with.
    """
    joined = less = False
    for upper, lower in zip(above.cells, row.cells, strict=True):
        less = less or bool(upper.text and not lower.text)
        if not lower.text or not upper.text:
            continue
        if not _continues(upper.text, lower.text):
            return False
        joined = True
    headed = above.cells[0].text and grammar.vocabulary.label(above.cells[0].text)
    return joined and less and not headed and not _roles(above, grammar)
