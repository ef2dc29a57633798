"""Goals and what stands above them: what a printed upper clears, what a goal or block inherits (rule `inheritance`)."""

from tavoiteparse.language.roles import RANK
from tavoiteparse.reading.assemble.drafts import Block, Goal, Other, Text
from tavoiteparse.reading.assemble.state import State
from tavoiteparse.source.text import Row


def set_upper(
    state: State, role: str, text: Text, row: Row, number: str | None = None, factor: str | None = None
) -> Goal:
    """A printed upper: it clears every one of a higher rank, and opens a goal unless it fits the one just begun."""
    rank = RANK[role]
    goal = state.goal
    if role == "tavoite" and goal is not None and goal.factor is not None and factor is None and not goal.blocks:
        return _below_factor(state, goal, text, row, number)
    if role == "toimiala" and goal is not None and not goal.blocks and "toimiala" not in goal.own:
        goal.uppers[role] = state.uppers[role] = text  # of the goal just begun: it clears nothing
        goal.own.add(role)
        goal.last = row.last
        return goal
    again = goal is not None and role in goal.own and role != "keinot"
    if goal is None or goal.blocks or again or any(RANK[own] > rank for own in goal.own):
        goal = new_goal(state, row, rank)
    for lower in [name for name in state.uppers if RANK[name] > rank]:
        del state.uppers[lower]
    if rank < RANK["keinot"]:
        state.means = []
    if role == "painopiste":
        state.uppers.pop("toimiala", None)
    if role == "tavoite":
        goal.number = state.number = number or state.ahead
        state.ahead = None
    if role == "keinot":
        goal.means = [*(goal.means if "keinot" in goal.own else []), *text.parts]
        state.means = goal.means
    else:
        goal.uppers[role] = state.uppers[role] = text
    goal.own.add(role)
    goal.factor = factor
    goal.last = row.last
    state.block = None
    return goal


def _below_factor(state: State, goal: Goal, text: Text, row: Row, number: str | None) -> Goal:
    """The goal below a success factor, which is a level above it: the focus area, or kept where there is one."""
    above = goal.uppers.pop("tavoite")
    if "painopiste" in goal.uppers:
        goal.other.append(Other(goal.factor or "", above))
    else:
        goal.uppers["painopiste"] = state.uppers["painopiste"] = above
    goal.uppers["tavoite"] = state.uppers["tavoite"] = text
    goal.number = state.number = number
    goal.factor, goal.last = None, row.last
    state.block = None
    return goal


def new_goal(state: State, row: Row, rank: int) -> Goal:
    """A goal that takes the uppers of a lower rank than `rank` from what is in force in its section."""
    uppers = {role: text for role, text in state.uppers.items() if RANK[role] < rank}
    number = state.number if rank > RANK["tavoite"] else None
    return _begin(state, Goal(row.first, row.last, number, uppers, state.means if rank > RANK["keinot"] else []))


def sister_goal(state: State, goal: Goal, row: Row) -> Goal:
    """The same goal in another sector: it inherits all that was printed for the one before."""
    new = Goal(row.first, row.last, goal.number, dict(goal.uppers), goal.means, sister=True)
    new.uppers.pop("toimiala", None)
    return _begin(state, new)


def _begin(state: State, goal: Goal) -> Goal:
    state.goal, state.block = goal, None
    state.section.content.append(goal)
    return goal


def current_goal(state: State, row: Row) -> Goal:
    """The goal in force, or a new one that inherits all there is."""
    return state.goal or new_goal(state, row, len(RANK))


def new_block(state: State, row: Row, goal: Goal) -> Block:
    """A block of the goal; the first one begins with the goal's own labels."""
    first = goal.first if not goal.blocks and goal.own else row.first
    block = Block(first, row.last)
    goal.blocks.append(block)
    state.block = block
    return block
