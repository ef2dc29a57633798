"""Tables under a MITTARI row: indicators, and which value is whose (rules `riding-headings`, `line-by-line`)."""

from collections.abc import Sequence, Set

from tavoiteparse.language.header import LONGEST_HEADER
from tavoiteparse.language.label import NO_VALUE
from tavoiteparse.language.roles import BASES, VALUES, Role
from tavoiteparse.language.vocabulary import Vocabulary
from tavoiteparse.reading.assemble.cells import lines_of, parse_indicators
from tavoiteparse.reading.assemble.drafts import Block, Indicator, Other, Text
from tavoiteparse.reading.assemble.state import NO_VALUE_OWNER, UNNAMED, IndicatorTable, State
from tavoiteparse.reading.assemble.values import give
from tavoiteparse.reading.mark import Column
from tavoiteparse.reading.parts import slice_cell
from tavoiteparse.reading.split import EMPTY
from tavoiteparse.source.text import Cell, Row

MOST_WAITING = 40  # indicators of a block whose values a cell may hold; no report has more


def unshifted(state: State, row: Row) -> tuple[Cell, ...]:
    """The cells of an indicator row; one that lost its leading empty cell gets it back (rule `shifted-row`)."""
    cells = row.cells
    if not cells[0].text:
        return cells
    state.report("shifted-row", cells[0].start, cells[0].end, text=cells[0].text)
    return (EMPTY, *cells) if cells[1].text else (EMPTY, cells[0], *cells[2:])


def read_row(
    state: State,
    table: IndicatorTable,
    cells: tuple[Cell, ...],
    row: Row,
    header: Sequence[Column | None] = (),
    number: str | None = None,
) -> None:
    """A row of label cell, indicator cell and values; any of them may be missing. A label's number is the indicator's.

    The indicators are the block's, and the values that come next are theirs.
    """
    block = state.block
    assert block is not None
    block.last = row.last
    if len(cells) > 1 and cells[1].text and not (len(header) > 1 and header[1]):
        table.waiting = parse_indicators(state.source, cells[1], state.grammar.vocabulary, row.first, row.last)
        for indicator in table.waiting if number is not None else ():
            indicator.number = number
        state.claim(cells[1:2], "mittari")
        block.indicators += table.waiting
    values = _read_values(state, table, cells, header)
    if not values:
        return
    roles = values.keys()
    targets = table.waiting or _without(block.indicators, roles) or block.indicators[-1:]
    if not targets and roles & BASES:  # values of an indicator that is not named
        targets = [Indicator(Text(()), None, None, row.first, row.last)]
        block.indicators += targets
    if not targets:  # values of no indicator
        block.other += [Other("", line) for lines in values.values() for line in lines]
        return
    table.values, table.targets, table.waiting = values, targets, []
    for indicator in targets:
        indicator.last = row.last


def _read_values(
    state: State, table: IndicatorTable, cells: tuple[Cell, ...], header: Sequence[Column | None]
) -> dict[Role, list[Text]]:
    """The value cells of an indicator row; they wait for lines that may follow (rule `continuation`)."""
    filled = []
    for n in range(2, len(cells)):
        if cells[n].text in NO_VALUE:
            state.claim(cells[n : n + 1], NO_VALUE_OWNER)
        elif cells[n].text:
            filled.append(n)
    values: dict[Role, list[Text]] = {}
    if not filled:
        return values
    shift = max(filled[-1] - max(table.columns), 0) if table.columns and not any(header) else 0
    if shift:
        state.report("shifted-row", cells[filled[0]].start, cells[filled[-1]].end, text=cells[filled[0]].text)
    for n in filled:
        cell = cells[n]
        column = header[n] if n < len(header) else None
        role = (column or table.columns.get(n - shift, UNNAMED)).role
        if role == "muu" and not table.columns and state.grammar.vocabulary.status(cell.text) is not None:
            role = "tila"  # `MITTARI | Osallistujat | Ei toteutunut`
        state.claim((cell,), role)
        if column is None:
            values.setdefault(role, []).extend(lines_of(cell))
        elif column.value_at:
            parts = slice_cell(state.source, cell, column.value_at)
            text = " ".join(part.text for part in parts)
            state.report("fused-heading", cell.start, cell.end, heading=column.printed, value=text)
            values.setdefault(role, []).append(Text(parts))
    return values


def _without(indicators: list[Indicator], roles: Set[Role]) -> list[Indicator]:
    """The last indicators of a block that have no value of these roles yet."""
    some = indicators[-MOST_WAITING:]
    return [indicator for indicator in some if not roles & indicator.values.keys()]


def continue_cell(state: State, table: IndicatorTable, row: Row) -> None:
    """A row with text in its first cell only goes on with the last filled cell above (pori/2023-q3 line 20)."""
    lines = lines_of(row.cell)
    state.rules[row.first] = "engine: goes on with the cell above"
    if table.values:
        role = next(reversed(table.values))
        table.values[role] += lines
        table.continued = True
        state.claim(row.cells, role)
    elif state.block is not None and state.block.indicators:
        table.growing = state.block.indicators[-1]
        table.more += row.cell.parts
        state.claim(row.cells, "mittari")
    else:
        state.add_prose(row)
        return
    if state.block is not None:
        state.block.last = row.last


def flush(state: State, table: IndicatorTable) -> None:
    """Gives the waiting values to their indicators, line by line or to the first of them (rule `line-by-line`)."""
    if table.growing is not None:
        table.growing.text = Text((*table.growing.text.parts, *table.more))
        table.growing, table.more = None, []
    targets = table.targets
    for role, lines in table.values.items():
        if len(lines) > len(targets):
            _give_all(state, table, role, lines)
            continue
        for indicator, line in zip(targets, lines, strict=False):
            give(indicator, role, line, _header_of(table, role))
            if table.continued:
                indicator.last = max(indicator.last, state.source.position(line.parts[-1].start)[0])
        if len(lines) < len(targets):
            span = lines[0].parts[0].start, lines[-1].parts[-1].end
            state.report("values-fewer", *span, indicators=len(targets), values=len(lines), field=role)
    table.values, table.targets, table.continued = {}, [], False


def _give_all(state: State, table: IndicatorTable, role: Role, lines: list[Text]) -> None:
    """More lines than indicators are all the first one's."""
    first, count = table.targets[0], len(table.targets)
    start, end = lines[0].parts[0].start, lines[-1].parts[-1].end
    if count > 1:
        owner = first.text.text
        state.report("values-more", start, end, indicators=count, values=len(lines), field=role, owner=owner)
    give(first, role, Text(tuple(part for line in lines for part in line.parts)), _header_of(table, role))
    first.last = max(first.last, state.source.position(end - 1)[0])


def _header_of(table: IndicatorTable, role: Role) -> str:
    """The printed header of the column that has a role."""
    for column in table.columns.values():
        if column.role == role:
            return column.printed
    return ""


def report_values(state: State, block: Block) -> None:
    """Statuses whose words nobody knows, levels that are the words of a header, or whose figure is in doubt."""
    vocabulary = state.grammar.vocabulary
    owners: list[Block | Indicator] = [block, *block.indicators]
    for owner in owners:
        for role, text in owner.values.items():
            printed = text.text
            if role == "tila":
                if vocabulary.status_code(printed) is None and "tila" not in block.inherited:
                    state.report("unknown-status", *text.span, text=printed)
                continue
            label = vocabulary.whole(printed) if _may_head(printed) else None
            if label is not None and label.role in VALUES and vocabulary.status(printed) is None:
                state.report("header-as-value", *text.span, field=role, text=printed)
            elif role not in block.inherited and (doubt := _doubt(vocabulary, text)) is not None:
                state.report("doubtful-figure", *text.span, field=role, text=doubt)


def _doubt(vocabulary: Vocabulary, level: Text) -> str | None:
    """What a level prints that may be one figure or another (rule `doubtful-figures`)."""
    return next((doubt for line in level.lines if (doubt := vocabulary.values.doubt(line)) is not None), None)


def _may_head(text: str) -> bool:
    """Whether a value is short and no figure: no other one is the words of a column's heading."""
    return len(text) <= LONGEST_HEADER and not text[:1].isdecimal()


def report_merged(state: State, block: Block) -> None:
    """An indicator without a level beside one whose level has several figures: maybe both (rule `merged-cells`)."""
    quantities = state.grammar.vocabulary.values.quantities
    for role in ("lahtotaso", "tavoitetaso"):
        if not any(role in indicator.values for indicator in block.indicators):
            continue
        for n, indicator in enumerate(block.indicators):
            if role in indicator.values:
                continue
            for neighbour in (*block.indicators[n + 1 : n + 2], *block.indicators[max(n - 1, 0) : n]):
                value = neighbour.values.get(role)
                if value is not None and len(quantities(value.text)) > 1:
                    state.report("merged-cell", *value.span, field=role, other=indicator.text.text)
                    break
