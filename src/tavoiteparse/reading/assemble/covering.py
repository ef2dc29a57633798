"""The end of a table: waiting values go to their indicators, results and statuses to the rows they cover."""

from collections.abc import Iterable

from tavoiteparse.language.roles import COVERING, Role
from tavoiteparse.reading.assemble import ended, indicators
from tavoiteparse.reading.assemble.drafts import Account, Block
from tavoiteparse.reading.assemble.state import GoalTable, IndicatorTable, ResultTable, State


def end(state: State) -> None:
    """A table or account is over: its values go to their indicators, results and statuses to the rows they cover."""
    table = state.open
    if isinstance(table, Account | ResultTable):
        state.open = None
    elif isinstance(table, IndicatorTable):
        ended.remember(state, table)
        state.open = state.row_goal = None
        indicators.flush(state, table)
    elif isinstance(table, GoalTable):
        ended.remember(state, table)
        state.open = None
        state.row_goal = state.goal if state.goal in table.goals else None
        _cover_rows(table)


def _cover_rows(table: GoalTable) -> None:
    """Results and statuses to the rows that they cover, goal by goal."""
    covering = [role for role in COVERING if role not in table.continued]
    if "toteuma" not in covering and "tila" not in table.fields.places:
        covering = []  # a status that opens a result covers no more than the result
    groups: list[list[Block]] = []
    for goal in table.goals:
        if not groups or not goal.sister:
            groups.append([])
        groups[-1] += goal.blocks
    for blocks in groups:
        _cover(blocks, covering)


def _cover(blocks: list[Block], roles: Iterable[Role]) -> None:
    """A result or status that only the first row of a goal prints stands on each of its rows (rule `covering`)."""
    if len(blocks) < 2:
        return
    first = blocks[0]
    for role in roles:
        own = first.indicators[0].values.pop(role, None) if len(first.indicators) == 1 else None
        value = own or first.values.get(role)
        if value is None:
            continue
        for block in blocks:
            block.values[role] = value
            if block is not first:
                block.inherited |= {role}
