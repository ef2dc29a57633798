"""Tables: which column is what, whose a value is, what a blank cell continues (design rules 4 to 9, 13, 16)."""

from tavoiteparse.build import goals
from tavoiteparse.build.cells import lines_of, parse_indicators, slice_cell, whole
from tavoiteparse.build.drafts import Block, Goal, Grid, Indicator, Other, Text
from tavoiteparse.build.state import FREE, State, Table
from tavoiteparse.mark import LEVELS, Column, Mark
from tavoiteparse.text import Cell, Row
from tavoiteparse.values import count_figures

COVERING = ("toteuma", "tila")  # what one cell may say of a whole goal (rule 4)


def on_columns(state: State, mark: Mark) -> None:
    """A row of column headings opens a table; the same headings again, after a page break, change nothing."""
    columns = {n: column for n, column in enumerate(mark.columns) if column is not None}
    state.claim_row(mark.row, "otsikkorivi")
    state.account = None
    if state.table is not None and state.table.columns == columns:
        return
    end(state)
    state.table = Table(columns, False, mark.rule)


def on_values(state: State, mark: Mark) -> None:
    """A table row: of the open table, of one that the grammar knows by position, or of free content."""
    row = mark.row
    state.account = None
    if state.table is None:
        positions = state.grammar.positions.get(len(row.cells))
        if positions is None:
            add_grid_row(state, row)
            return
        columns = {n: Column(role, "") for n, role in enumerate(positions[0])}
        state.table = Table(columns, False, state.grammar.rule(positions[1]))
    table = state.table
    if not table.indicators:
        read_goal_row(state, table, row)
    elif state.block is not None:
        read_indicator_row(state, state.block, table, _unshifted(state, table, row), row, ())


def _unshifted(state: State, table: Table, row: Row) -> tuple[Cell, ...]:
    """The cells of an indicator row; one that lost its leading empty cell gets it back (rule 8)."""
    cells = row.cells
    if not (cells[0].text and cells[1].text):
        return cells
    state.report("shifted-row", cells[0].start, cells[0].end, text=cells[0].text)
    return (cells[0]._replace(text="", broken=()), *cells)


# Tables under a MITTARI row


def read_indicator_row(
    state: State, block: Block, table: Table, cells: tuple[Cell, ...], row: Row, headings: tuple[Column | None, ...]
) -> None:
    """A row of label cell, indicator cell and values; any of them may be missing."""
    block.last = row.last
    flush(state, table)
    indicator = cells[1] if len(cells) > 1 else None
    if indicator is not None and indicator.text and not (len(headings) > 1 and headings[1]):
        added = parse_indicators(state.source, indicator, state.grammar.vocabulary, row.first, row.last)
        add_indicators(state, block, table, added, indicator)
    read_values(state, block, table, cells, row, headings)


def add_indicators(state: State, block: Block, table: Table, added: list[Indicator], cell: Cell) -> None:
    """New indicators of the block; the values that come next are theirs."""
    state.claim(cell, "mittari")
    block.indicators += added
    table.waiting = added


def read_values(
    state: State,
    block: Block,
    table: Table,
    cells: tuple[Cell, ...],
    row: Row,
    headings: tuple[Column | None, ...] = (),
) -> None:
    """The value cells of an indicator row; they wait for lines that may follow (rule 7)."""
    values: dict[str, list[Text]] = {}
    for n, cell in enumerate(cells[2:], 2):
        if not cell.text:
            continue
        heading = headings[n] if n < len(headings) else None
        column = heading or table.columns.get(n) or table.columns.get(max(table.columns, default=n))
        role = column.role if column is not None else "muu"
        state.claim(cell, role)
        if heading is None:
            values.setdefault(role, []).extend(lines_of(cell))
        elif heading.value_at:
            parts = slice_cell(state.source, cell, heading.value_at)
            text = " ".join(part.text for part in parts)
            state.report("fused-heading", cell.start, cell.end, heading=heading.printed, value=text)
            values.setdefault(role, []).append(Text(parts))
    if not values:
        return
    roles = set(values)
    targets = table.waiting or [i for i in block.indicators if not roles & set(i.values)] or block.indicators[-1:]
    table.values, table.targets, table.waiting = values, targets, []
    table.last_role = list(values)[-1]
    for indicator in targets:
        indicator.last = row.last


def continue_cell(state: State, table: Table, row: Row) -> None:
    """A row with text in its first cell only goes on with the last filled cell above (pori/2023-q3 line 20)."""
    lines = lines_of(row.cell)
    if table.values and table.last_role is not None:
        table.values[table.last_role] += lines
        state.claim_row(row, table.last_role)
    elif state.block is not None and state.block.indicators:
        indicator = state.block.indicators[-1]
        indicator.text = Text((*indicator.text.parts, *whole(row.cell).parts))
        state.claim_row(row, "mittari")
    else:
        state.add_prose(row)
        return
    if state.block is not None:
        state.block.last = row.last
        for indicator in table.targets:
            indicator.last = row.last


def flush(state: State, table: Table) -> None:
    """Gives the waiting values to their indicators: line by line where they are as many, else to the first (rule 7)."""
    targets = table.targets
    for role, lines in table.values.items():
        if not targets:
            continue
        start, end = lines[0].parts[0].start, lines[-1].parts[-1].end
        if len(lines) == len(targets):
            for indicator, line in zip(targets, lines, strict=True):
                _give(indicator, role, line, table)
            continue
        if len(lines) < len(targets):
            for indicator, line in zip(targets, lines, strict=False):
                _give(indicator, role, line, table)
            state.report("values-fewer", start, end, indicators=len(targets), values=len(lines), field=role)
            continue
        text = Text(tuple(part for line in lines for part in line.parts))
        if len(targets) > 1:
            owner = targets[0].text.text
            state.report("values-more", start, end, indicators=len(targets), values=len(lines), field=role, owner=owner)
        _give(targets[0], role, text, table)
    table.values, table.targets, table.last_role = {}, [], None


def _give(indicator: Indicator, role: str, text: Text, table: Table) -> None:
    if role in LEVELS and role not in indicator.values:
        indicator.values[role] = text
    else:
        heading = next((column.printed for column in table.columns.values() if column.role == role), role)
        indicator.other.append(Other(heading, text))


def report_merged(state: State, block: Block) -> None:
    """An indicator without a level beside one whose level holds several figures: maybe both values (rule 9)."""
    for role in ("lahtotaso", "tavoitetaso"):
        for n, indicator in enumerate(block.indicators):
            if role in indicator.values or not any(role in other.values for other in block.indicators):
                continue
            for neighbour in (*block.indicators[n + 1 : n + 2], *block.indicators[max(n - 1, 0) : n]):
                value = neighbour.values.get(role)
                if value is not None and count_figures(value.text) > 1:
                    span = value.parts[0].start, value.parts[-1].end
                    state.report("merged-cell", *span, field=role, other=indicator.text.text)
                    break


# Tables with goals in their rows


def read_goal_row(state: State, table: Table, row: Row) -> None:
    """A row of a table whose columns have fields: one kohta (rule 4)."""
    cells = {n: row.cells[n] for n in range(len(row.cells)) if row.cells[n].text}
    first = min(cells)
    goal = _row_goal(state, table, cells, first, row)
    block = Block(row.first, row.last)
    above = goal.blocks[-1] if goal.blocks else None
    goal.blocks.append(block)
    goal.last = row.last
    state.block = block
    for n, cell in cells.items():
        column = table.columns.get(n)
        role = column.role if column is not None else "muu"
        if role in ("painopiste", "tavoite", "teko"):
            continue
        state.claim(cell, role)
        if role == "toimenpide":
            block.measures += cell.parts
        elif role == "vastuu":
            block.responsible += cell.parts
        elif role == "mittari":
            block.indicators += parse_indicators(state.source, cell, state.grammar.vocabulary, row.first, row.last)
    measure = next((n for n, column in table.columns.items() if column.role == "toimenpide"), None)
    if measure is not None and measure < first and above is not None:
        block.measures, block.inherited = list(above.measures), {"toimenpiteet"}
    for n, cell in cells.items():
        column = table.columns.get(n)
        if column is None or column.role in LEVELS:
            _give_cell(table, block, column, cell)
    if first > min(table.columns):
        table.continued |= {column.role for n, column in table.columns.items() if n in cells}


def _row_goal(state: State, table: Table, cells: dict[int, Cell], first: int, row: Row) -> Goal:
    """The goal of a row: a new one where it prints an upper level, else the one above it in the table."""
    printed = {
        column.role: cells[n]
        for n, column in sorted(table.columns.items())
        if n in cells and column.role in ("painopiste", "tavoite", "teko")
    }
    if not printed:
        goal = table.goals[-1] if table.goals else goals.current_goal(state, row)
    else:
        state.goal = None
        for role, cell in printed.items():
            state.claim(cell, role)
            goal = goals.set_level(state, role, whole(cell), row)
    if goal not in table.goals:
        table.goals.append(goal)
    return goal


def _give_cell(table: Table, block: Block, column: Column | None, cell: Cell) -> None:
    """A value cell: line by line to the row's indicators where the numbers agree, else to the first of them.

    A result or status beside several indicators, and any value beside none, is the block's.
    """
    lines, indicators = lines_of(cell), block.indicators
    if column is None:
        block.other.append(Other("", whole(cell)))
    elif len(lines) == len(indicators):
        for indicator, line in zip(indicators, lines, strict=True):
            _give(indicator, column.role, line, table)
    elif indicators and column.role not in COVERING:
        _give(indicators[0], column.role, whole(cell), table)
    else:
        block.values[column.role] = whole(cell)


def end(state: State) -> None:
    """The table is over: waiting values go to their indicators, results and statuses to the rows they cover."""
    table, state.table = state.table, None
    if table is None:
        return
    flush(state, table)
    for goal in table.goals:
        _cover(goal, [role for role in COVERING if role not in table.continued])


def _cover(goal: Goal, roles: list[str]) -> None:
    """A result or status that only the first row of a goal prints stands on each of its rows (rule 4)."""
    if len(goal.blocks) < 2:
        return
    first = goal.blocks[0]
    for role in roles:
        own = first.indicators[0].values.pop(role, None) if len(first.indicators) == 1 else None
        value = own or first.values.get(role)
        if value is None:
            continue
        for block in goal.blocks:
            block.values[role] = value
            if block is not first:
                block.inherited.add(role)


# Free tables


def add_grid_row(state: State, row: Row) -> None:
    """A row of a table that names no goal and no indicator: free content, joined to the table right above it."""
    state.claim_row(row, f"{FREE} taulukko")
    texts = tuple(whole(cell) if cell.text else None for cell in row.cells)
    content = state.section.content
    above = content[-1] if content else None
    if isinstance(above, Grid) and above.last == row.first - 1 and len(above.rows[0]) == len(texts):
        above.rows.append(texts)
        above.last = row.last
    else:
        state.add_free(Grid([texts], row.first, row.last))
