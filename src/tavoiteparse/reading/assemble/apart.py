"""Results that stand in a table of their own, given to the goals of another one (rule `results-apart`)."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set

from tavoiteparse.language.label import NO_VALUE, fold
from tavoiteparse.language.roles import BASES, COVERING, SPOKEN, Role
from tavoiteparse.reading.assemble.cells import whole
from tavoiteparse.reading.assemble.drafts import Block, Goal, Indicator, Section
from tavoiteparse.reading.assemble.state import NO_VALUE_OWNER, UNNAMED, ResultTable, State
from tavoiteparse.reading.assemble.values import add_account, give
from tavoiteparse.reading.mark import Column, Mark
from tavoiteparse.source.text import Row

KEYS: tuple[Role, ...] = ("numero", "tavoite", "mittari")  # what may name a goal or indicator, the surest first
NO_KEY = -1  # of a form, whose goal needs no name
OTHERS: frozenset[str] = frozenset({"vastuu", "muu"})  # what may stand beside results

RESULTS: frozenset[str] = SPOKEN | OTHERS | set(KEYS)  # all that such a table may have


def results_of(state: State, found: Mapping[int, Column], below: list[Mark], header: list[str]) -> ResultTable | None:
    """The table of results that headings open: each of its keys, and no other, names one goal or indicator above it.

    `Tavoite nro | Toteuma | Tila` after a table of numbered goals; not a table with levels or of other goals.
    """
    roles = {column.role: n for n, column in found.items()}
    key = next((role for role in KEYS if role in roles), None)
    if key is None or not SPOKEN & roles.keys() or BASES & roles.keys():
        return None
    if not roles.keys() <= RESULTS:
        return None
    at = roles[key]
    printed = [_key(mark.row, at) for mark in below]
    targets = _named(state, key)
    if not printed or len(set(printed)) < len(printed) or not all(name in targets for name in printed):
        return None
    owners = _owners(state, {id(targets[name]) for name in printed})
    return ResultTable(dict(found), at, {name: owners.get(id(targets[name]), []) for name in printed}, header)


def rest_of_form(state: State, found: Mapping[int, Column], header: list[str]) -> ResultTable | None:
    """The table of what a form says of its goal at the end: `Ansvarig | Läge` over `koordinatorn | Pågår`."""
    goal = state.goal
    roles = {column.role for column in found.values()}
    if goal is None or not goal.blocks or not roles <= SPOKEN | OTHERS or not roles & (SPOKEN | {"vastuu"}):
        return None
    owners = [(block, block.indicators[0] if len(block.indicators) == 1 else block) for block in goal.blocks]
    return ResultTable(dict(found), NO_KEY, {"": owners}, header)


def levels_of(block: Block, found: Mapping[int, Column], header: list[str]) -> ResultTable | None:
    """The table of the levels and results of a block's one indicator; None where it holds anything else."""
    roles = {column.role for column in found.values()}
    if not roles & BASES or not roles <= BASES | SPOKEN | OTHERS:
        return None
    return ResultTable(dict(found), NO_KEY, {"": [(block, block.indicators[0])]}, header)


def with_numbers(state: State, mark: Mark, below: list[Mark]) -> Mark:
    """Headings with the first column one of numbers, where `Mål` stands over the numbers of goals above the table."""
    first = mark.columns[0]
    if first is None or first.role != "tavoite" or not below:
        return mark
    numbers = _named(state, "numero")
    if not all(_key(one.row, 0).rstrip(".") in numbers for one in below):
        return mark
    return mark._replace(columns=(first._replace(role="numero"), *mark.columns[1:]))


def _key(row: Row, at: int) -> str:
    return fold(row.cells[at].text) if 0 <= at < len(row.cells) else ""


def _named(state: State, key: Role) -> dict[str, Goal | Indicator]:
    """The goals or indicators so far by number or name, those that occur once and have no result yet."""
    named: list[tuple[str, Goal | Indicator]] = []
    for goal in _goals(state.sections):
        if key == "mittari":
            named += [(fold(one.text.text), one) for block in goal.blocks for one in block.indicators if one.text.parts]
        elif key == "tavoite" and "tavoite" in goal.uppers:
            named.append((fold(goal.uppers["tavoite"].text), goal))
        elif key == "numero" and goal.number is not None:
            named.append((fold(goal.number), goal))
    count = Counter(name for name, _ in named)
    return {name: one for name, one in named if count[name] == 1 and name and not _has_result(one)}


def _goals(sections: Iterable[Section]) -> Iterator[Goal]:
    """The goals of sections and those below them."""
    waiting = list(sections)
    while waiting:
        section = waiting.pop()
        yield from (content for content in section.content if isinstance(content, Goal))
        waiting += section.sections


def _has_result(one: Goal | Indicator) -> bool:
    """Whether a goal or indicator was given a result where it stands."""
    if isinstance(one, Indicator):
        return "toteuma" in one.values
    return any(block.account or "toteuma" in block.values for block in one.blocks)


def read_row(state: State, table: ResultTable, row: Row) -> None:
    """A row of results: each value to what its key names; the lines stay those of the goal.

    What stands right of the last heading, as where two rows ran together, is kept beside them (`muut`).
    """
    target = table.targets.get(_key(row, table.key))
    if target is None:
        state.add_prose(row)
        return
    for n, cell in enumerate(row.cells):
        if not cell.text:
            continue
        column = table.columns.get(n, UNNAMED)
        if cell.text in NO_VALUE:
            state.claim((cell,), NO_VALUE_OWNER)
            continue
        state.claim((cell,), column.role)
        if n == table.key or column.role in KEYS:
            continue
        for block, owner in target:
            if column.role == "selvitys":
                add_account(block, cell.parts, row.first)
            elif column.role == "vastuu":
                block.responsible.extend(cell.parts)
            else:
                give(owner, column.role, whole(cell if column.marks is None else column.marks), column.printed)
            taker = owner if column.role in COVERING else block
            taker.inherited |= {column.role}


def _owners(state: State, wanted: Set[int]) -> dict[int, list[tuple[Block, Block | Indicator]]]:
    """The blocks that results are for, by goal or indicator, and in each the indicator where it is the only one."""
    found: dict[int, list[tuple[Block, Block | Indicator]]] = {}
    for goal in _goals(state.sections):
        for block in goal.blocks:
            if id(goal) in wanted:
                owner = block.indicators[0] if len(block.indicators) == 1 else block
                found.setdefault(id(goal), []).append((block, owner))
            for one in block.indicators:
                if id(one) in wanted:
                    found.setdefault(id(one), []).append((block, one))
    return found
