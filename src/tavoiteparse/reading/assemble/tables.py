"""Tables: whose a value is, what a blank cell continues (rules `blank-cells`, `covering`, `tables-by-position`)."""

from itertools import pairwise

from tavoiteparse.language.label import NO_VALUE, fold
from tavoiteparse.language.roles import BASES, COVERING, LEVELS, RANK, SPOKEN, UPPER, VALUES, Role
from tavoiteparse.language.vocabulary import Vocabulary
from tavoiteparse.reading.assemble import apart, columns, covering, ended, full_width, goals, head, indicators
from tavoiteparse.reading.assemble.cells import labelled_levels, lines_of, mentions, opening_status, whole
from tavoiteparse.reading.assemble.columns import Fields
from tavoiteparse.reading.assemble.drafts import Block, Goal, Grid, Indicator, Text
from tavoiteparse.reading.assemble.row_fields import ROW_FIELDS
from tavoiteparse.reading.assemble.state import (
    NO_VALUE_OWNER,
    UNNAMED,
    GoalTable,
    IndicatorTable,
    Owner,
    ResultTable,
    State,
)
from tavoiteparse.reading.assemble.values import add_account, give
from tavoiteparse.reading.mark import FIGURE, Column, Mark
from tavoiteparse.reading.parts import slice_cell
from tavoiteparse.reading.split import EMPTY
from tavoiteparse.source.lazy import lazy
from tavoiteparse.source.text import Cell, Part, Row

GOAL_NUMBER = lazy(
    r"(\d{1,2}(?:\.\d{1,2})+|\d{1,2}(?=\.))\.?\s+(?=[A-ZÅÄÖ])"
)  # rule `label-numbers`: `1.1 Vuodot vähenevät`
FEWEST_LINES = 2  # of a cell, and cells of as many lines, that make each line an indicator
MARKERS = "-–•"  # of a list in a column of indicators
MOST_APART = 3  # lines from an indicator of a form to the headings of its levels
FEWEST_HEADINGS = 3
MOST_HEADING_WORDS = 3
LONGEST_TOTAL = 60  # characters; a longer cell says more than `Yhteensä`


def on_columns(state: State, n: int, mark: Mark) -> None:
    """A row of headers opens a table; the same row again, after a page break, change nothing."""
    row = mark.row
    below = columns.rows_below(state.marks, n)
    if _opens_results(state, n, mark, below) or _opens_levels(state, n, mark, below):
        return
    under_goal = state.goal is not None and not state.goal.blocks
    if not columns.is_goal_table(mark, under_goal):
        covering.end(state)
        add_grid_row(state, row)
        return
    state.claim(row.cells, "otsikkorivi")
    header = [cell.text for cell in row.cells]
    if isinstance(state.open, GoalTable | IndicatorTable) and state.open.header == header:
        return
    in_form = _is_in_form(state, n, below)
    covering.end(state)
    if not in_form:
        _leave_row_goal(state)
    elif state.goal is not None and not (state.goal.blocks[-1].has_content or state.goal.blocks[-1].measures):
        state.goal.blocks.pop()  # the row that named the goal alone
    under_goal = state.goal is not None and "tavoite" in state.goal.uppers
    _report_headings(state, mark, below)
    found = columns.resolve(mark, below, state.grammar.vocabulary, head.own_period(state), under_goal)
    if _is_inside_block(state, found):
        moved = {at + 1: column for at, column in found.items() if at}
        state.open = IndicatorTable(moved, mark.rule, header, bare=True)
        return
    state.open = GoalTable(Fields(found), mark.rule, header)


def _report_headings(state: State, mark: Mark, below: list[Mark]) -> None:
    """Headings that scanning spoilt, and those above values that nobody knows."""
    for n, (cell, column) in enumerate(zip(mark.row.cells, mark.columns, strict=True)):
        if column is not None and column.damaged is not None:
            state.report("damaged-label", cell.start, cell.end, found=cell.text, expected=column.damaged)
        elif column is None and cell.text and not any(map(str.isdigit, cell.text)) and columns.holds(n, below):
            state.report("unknown-column", cell.start, cell.end, heading=cell.text)


def _opens_results(state: State, n: int, mark: Mark, below: list[Mark]) -> bool:
    """Whether headings open a table of results for goals above it, or of the goal of the form they stand in."""
    roles = {column.role for column in mark.columns if column is not None}
    in_form = _is_in_form(state, n, below)
    if not (roles <= apart.RESULTS and state.sections and (SPOKEN & roles or in_form)):
        return False
    found = columns.resolve(apart.with_numbers(state, mark, below), below, state.grammar.vocabulary)
    header = [cell.text for cell in mark.row.cells]
    results = apart.results_of(state, found, below, header)
    if results is None and in_form:
        results = apart.rest_of_form(state, found, header)
    if results is None:
        return False
    state.claim(mark.row.cells, "otsikkorivi")
    covering.end(state)
    state.open = results
    return True


def _opens_levels(state: State, n: int, mark: Mark, below: list[Mark]) -> bool:
    """Whether headings of levels stand over one row, right below an indicator that has none: they are its levels.

    `Tavoite 2024 | Tavoite 2025 | Toteuma 2025` below `Mittari: Nettomuutto, hlö`, or in a form.
    """
    block = state.block
    if block is None or len(block.indicators) != 1 or block.indicators[0].values or len(below) != 1:
        return False
    in_table = isinstance(state.open, GoalTable) and not _is_in_form(state, n, below)
    if in_table or mark.row.first > block.indicators[0].last + MOST_APART:
        return False
    found = columns.resolve(mark, below, state.grammar.vocabulary, head.own_period(state), under_goal=True)
    found = {at: column for at, column in found.items() if columns.holds(at, below)}
    results = apart.levels_of(block, found, [cell.text for cell in mark.row.cells])
    if results is None:
        return False
    state.claim(mark.row.cells, "otsikkorivi")
    covering.end(state)
    state.open = results
    return True


def _is_in_form(state: State, n: int, below: list[Mark]) -> bool:
    """Whether headings over one row or a few stand right below the one row of a table: parts of one form."""
    table = state.open
    if not isinstance(table, GoalTable) or n < 2 or not below or state.marks[n - 2].kind != "columns":
        return False
    rows = state.marks[n - 2].row, state.marks[n - 1].row, state.marks[n].row
    return all(upper.last == lower.first - 1 for upper, lower in pairwise(rows))


def _leave_row_goal(state: State) -> None:
    """What a row of a table named does not go on in a table with other headings."""
    goal = state.row_goal
    if goal is not None and goal is state.goal:
        for role in goal.own - {"keinot"}:
            state.uppers.pop(role, None)
        state.goal = state.block = state.row_goal = None


def _is_inside_block(state: State, found: dict[int, Column]) -> bool:
    """Whether headings begin a table of indicators and their levels inside a labelled block that has none yet."""
    block = state.block
    if block is None or not block.measures or block.has_content or found[min(found)].role != "mittari":
        return False
    return all(column.role in LEVELS for at, column in found.items() if at != min(found))


def on_values(state: State, n: int, mark: Mark) -> None:
    """A table row: of the open table, of one that the grammar knows by position, or of free content."""
    row = mark.row
    if isinstance(state.open, ResultTable):
        apart.read_row(state, state.open, row)
        return
    if not isinstance(state.open, GoalTable | IndicatorTable):
        covering.end(state)
        positions = state.grammar.positions.get(len(row.cells))
        below = [mark, *columns.rows_below(state.marks, n)]
        known = positions is not None and columns.fits(positions[0], below, state.grammar.vocabulary)
        if positions is None or not known or grid_above(state, row) is not None:
            if grid_above(state, row) is None:
                ended.report_row(state, row)
            add_grid_row(state, row)
            return
        placed = {n: Column(role, "") for n, role in enumerate(positions[0])}
        state.open = GoalTable(Fields(placed), state.grammar.rule(positions[1]))
    table = state.open
    state.rules[row.first] = table.rule
    if isinstance(table, GoalTable):
        if _heads_another(state, n, table):
            covering.end(state)
            add_grid_row(state, row)
        else:
            on_goal_row(state, n, table, row)
    elif state.block is not None:
        cells = (EMPTY, *row.cells) if table.bare else indicators.unshifted(state, row)
        indicators.flush(state, table)
        indicators.read_row(state, table, cells, row)
    else:
        add_grid_row(state, row)


def _heads_another(state: State, n: int, table: GoalTable) -> bool:
    """Whether a row below a blank line is the headings of another table: a word or three in every cell, no figure.

    `Hanke | Vaihe | Kustannus` over rows right below it, where the rows above stood right below each other.
    """
    row, marks = state.marks[n].row, state.marks
    lower = _row_below(state, n)
    if not table.goals or n < 2 or lower is None or lower.first != row.last + 1:
        return False
    if marks[n - 1].row.last == row.first - 1 or marks[n - 2].row.last < marks[n - 1].row.first - 1:
        return False
    texts = [cell.text for cell in row.cells]
    if len(texts) < FEWEST_HEADINGS or not any(
        table.fields.columns.get(n, UNNAMED).role in VALUES for n in range(len(texts))
    ):
        return False
    return all(_could_head(text, state.grammar.vocabulary) for text in texts)


def _could_head(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a text could head a column: a word or a few, the first with a capital letter, and no status."""
    words = text.split()
    if not 0 < len(words) <= MOST_HEADING_WORDS or not text[0].isupper():
        return False
    return all(word.strip("()/,.").isalpha() for word in words) and vocabulary.status(text) is None


def on_goal_row(state: State, n: int, table: GoalTable, row: Row) -> None:
    """A row of a table of goals; one of figures alone, or of a sum, is free (rules `shifted-row`, `free-tables`)."""
    printed = row.cells[0].text or next(cell.text for cell in row.cells if cell.text)
    if len(printed) <= LONGEST_TOTAL and fold(printed) in state.grammar.vocabulary.totals:
        add_grid_row(state, row)
        return
    if len(row.cells) == table.fields.width - 1 and _lost_first_cell(state, table, row):
        row = _with_first_cell(state, row)
    fields, cells = table.fields, row.cells
    at = fields.places.get("mittari", 0)
    if at and len(cells) > at and cells[0].text and FIGURE.fullmatch(cells[at].text):
        if state.marks[n - 1].row.last < row.first - 1:  # another table, below a blank line
            covering.end(state)
            add_grid_row(state, row)
            return
        if fields.columns.get(at - 1, UNNAMED).role in UPPER and len(cells) < len(table.header):
            row = _with_first_cell(state, row)
    read_goal_row(state, table, row, _row_below(state, n))


def _row_below(state: State, n: int) -> Row | None:
    """The row of values right below a mark."""
    below = state.marks[n + 1] if n + 1 < len(state.marks) else None
    return below.row if below is not None and below.kind == "values" else None


def _with_first_cell(state: State, row: Row) -> Row:
    """A row that lost its leading empty cell, with it, and reported (rule `shifted-row`)."""
    first = row.cells[0]
    state.report("shifted-row", first.start, first.end, text=first.text)
    return row._replace(cells=(EMPTY, *row.cells))


def _lost_first_cell(state: State, table: GoalTable, row: Row) -> bool:
    """Whether a row is a cell short, its last one a status where the result should be (rule `shifted-row`)."""
    cells = row.cells
    if table.fields.places.get("tila") != len(cells) or not cells[0].text or not table.goals:
        return False
    first = table.fields.columns.get(0, UNNAMED).role
    return first in UPPER and state.grammar.vocabulary.status(cells[-1].text) is not None


def read_goal_row(state: State, table: GoalTable, row: Row, lower: Row | None) -> None:
    """A row of a table whose columns have fields: one kohta (rule `blank-cells`)."""
    cells = {n: cell for n, cell in enumerate(row.cells) if cell.text}
    first = next(filter(table.fields.leading.__contains__, cells), min(cells))
    filled = [role for role, n in table.fields.covering if n in cells]
    for n in [n for n, cell in cells.items() if cell.text in NO_VALUE]:
        state.claim((cells.pop(n),), NO_VALUE_OWNER)
    fields = _told_apart(table, cells)
    printed = [(role, cells[n]) for role, n in fields.uppers if n in cells]
    if printed:
        blank = [role for role, n in fields.uppers if n > first and n not in cells]
        goal = _printed_goal(state, printed, blank, row)
        at = fields.places.get("toimiala")
        if table.goals and at is not None and at not in cells and at < fields.uppers[0][1]:
            goal.uppers |= {role: text for role, text in table.goals[-1].uppers.items() if role == "toimiala"}
    elif fields.places.get("tavoite", -1) > first:  # a blank right of a filled cell: this goal has no name
        goal = goals.new_goal(state, row, RANK["tavoite"])
    else:
        goal = table.goals[-1] if table.goals else goals.current_goal(state, row)
        sector = cells.get(fields.places.get("toimiala", -1))
        if sector is not None and _is_another(goal, sector.text):
            goal = goals.sister_goal(state, goal, row)
    if not table.goals or table.goals[-1] is not goal:
        table.goals.append(goal)
    if table.lone_goals and len(printed) == len(cells):
        goal.first, goal.last = row.first, row.last
        return
    if full_width.is_group(table, cells, lower):
        full_width.open_group(state, table, cells[fields.places["mittari"]])
        return
    above = goal.blocks[-1] if goal.blocks else None
    block = Block(row.first, row.last)
    goal.blocks.append(block)
    goal.last = row.last
    state.block = block
    if above is not None and fields.places.get("toimenpide", first) < first:
        block.take_measures(above)
    _read_fields(state, table, fields, goal, block, cells)
    if table.lone_goals or not printed:
        table.continued.update(filled)


def _read_fields(
    state: State, table: GoalTable, fields: Fields, goal: Goal, block: Block, cells: dict[int, Cell]
) -> None:
    """Gives each cell of a row to its field; values once the indicators are known, wherever their column stands."""
    values = []
    levels: dict[Role, Text] = {}
    split = _line_by_line(fields, cells)
    for n, cell in cells.items():
        column = fields.columns.get(n, UNNAMED)
        role, rest = column.role, cell
        if role in UPPER:
            continue
        state.claim((cell,), role)
        if role == "mittari" and split and not mentions(cell.text, state.grammar.vocabulary.indicator_tails):
            block.indicators += [Indicator(line, None, None, block.first, block.last) for line in lines_of(cell)]
            continue
        if role == "mittari" and (cell.text[0] in MARKERS or table.group is not None):
            full_width.add_member(state, table, block, cell)
            continue
        if role in ("mittari", "muu") and ":" in cell.text:
            rest, inside = labelled_levels(state.source, cell, state.grammar.vocabulary)
            levels |= inside
        if role in ROW_FIELDS and rest.text:
            ROW_FIELDS[role](state, goal, block, rest)
        elif rest.text:
            values.append((column, rest))
    if not block.indicators and (levels or any(column.role in BASES for column, _ in values)):
        block.indicators.append(Indicator(Text(()), None, None, block.first, block.last))  # of a table that names none
    for role, text in levels.items():
        give(block.indicators[0], role, text, role)
    for column, cell in values:
        _give_cell(state, block, column, cell)


def _line_by_line(fields: Fields, cells: dict[int, Cell]) -> bool:
    """Whether an indicator and two of its values have as many lines: `Jonot<br>Käynnit | 5<br>300 | 4<br>280`."""
    cell = cells.get(fields.places.get("mittari", -1))
    if cell is None or len(cell.broken) < FEWEST_LINES or any(part.kind == "gap" for part in cell.broken):
        return False
    values = [n for n, column in fields.columns.items() if n in cells and column.role in VALUES]
    return sum(1 for n in values if len(lines_of(cells[n])) == len(cell.broken)) >= FEWEST_LINES


def _told_apart(table: GoalTable, cells: dict[int, Cell]) -> Fields:
    """A column of goals and indicators (rule `goal-rows`): a row with values is an indicator, one without is a goal."""
    fields = table.fields
    if fields.shared is None:
        return fields
    table.lone_goals = True
    return fields if cells.keys() <= {fields.shared} else fields.apart


def _printed_goal(state: State, printed: list[tuple[Role, Cell]], blank: list[Role], row: Row) -> Goal:
    """The goal of a row that prints uppers; what is `blank` right of a filled cell is its own, too."""
    if state.goal is None or state.goal.factor is None or state.goal.blocks:
        state.goal = None  # a success factor right above waits for its goal
    for role in blank:
        state.uppers.pop(role, None)
    for role, cell in printed:
        state.claim((cell,), role)
        number = GOAL_NUMBER.match(cell.text) if role == "tavoite" else None
        text = Text(slice_cell(state.source, cell, number.end())) if number else whole(cell)
        goal = goals.set_upper(state, role, text, row, number[1] if number else None)
    return goal


def _is_another(goal: Goal, sector: str) -> bool:
    """Whether a goal whose rows go on is of another sector than the one that a row prints."""
    known = goal.uppers.get("toimiala")
    return bool(goal.blocks) and (known is None or fold(known.text) != fold(sector))


def _give_cell(state: State, block: Block, column: Column, cell: Cell) -> None:
    """A value cell: line by line to the row's indicators where the numbers agree, else to the first of them.

    A result or status beside several indicators, and any value beside none, is the block's.
    """
    role, header, owners = column.role, column.printed, block.indicators
    if column.marks is not None:
        cell = column.marks
    if role == "yksikko":
        for owner in owners:
            owner.unit = whole(cell)
    if role not in VALUES:
        give(owners[0] if len(owners) == 1 else block, role, whole(cell), header)
        return
    opening = opening_status(state.source, cell, state.grammar.vocabulary) if role in COVERING else None
    if opening is not None:
        _give_opening_status(state, block, column, cell, opening)
        return
    if len(owners) == 1 and len(cell.broken) < 2:
        give(owners[0], role, whole(cell), header)
        return
    lines = lines_of(cell)
    if len(lines) == len(owners):
        for indicator, line in zip(owners, lines, strict=True):
            give(indicator, role, line, header)
    else:
        give(owners[0] if owners and role not in COVERING else block, role, whole(cell), header or role)


def _give_opening_status(state: State, block: Block, column: Column, cell: Cell, opening: Part) -> None:
    """The phrase is the status; all of the text is the result, or in a status column the rest of it the account."""
    owner = block.indicators[0] if len(block.indicators) == 1 else block
    give(owner, "tila", Text((opening,)), column.printed)
    rest = slice_cell(state.source, cell, len(opening.text) + 1)
    if column.role == "toteuma":
        give(owner, "toteuma", whole(cell), column.printed)
    elif rest:
        add_account(block, rest, block.first)


def grid_above(state: State, row: Row) -> Grid | None:
    """The free table right above a row that has as many columns."""
    content = state.section.content
    above = content[-1] if content else None
    if isinstance(above, Grid) and above.last == row.first - 1 and len(above.rows[0]) == len(row.cells):
        return above
    return None


def add_grid_row(state: State, row: Row) -> None:
    """A row of a table that names no goal and no indicator: free content, joined to the table right above it."""
    state.claim(row.cells, Owner("taulukko", "vapaata"))
    texts = tuple(whole(cell) if cell.text else None for cell in row.cells)
    above = grid_above(state, row)
    if above is not None:
        above.rows.append(texts)
        above.last = row.last
    else:
        state.add_free(Grid([texts], row.first, row.last))
