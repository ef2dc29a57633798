"""What a cell of a goal table adds to its row, by the field of its column."""

from collections.abc import Callable

from tavoiteparse.reading.assemble.cells import parse_indicators, whole
from tavoiteparse.reading.assemble.drafts import Block, Goal, Other
from tavoiteparse.reading.assemble.state import State
from tavoiteparse.reading.assemble.values import add_account
from tavoiteparse.source.text import Cell


def _add_indicators(state: State, goal: Goal, block: Block, cell: Cell) -> None:
    block.indicators += parse_indicators(state.source, cell, state.grammar.vocabulary, block.first, block.last)


def _add_account(state: State, goal: Goal, block: Block, cell: Cell) -> None:
    add_account(block, cell.parts, block.first)


def _add_means(state: State, goal: Goal, block: Block, cell: Cell) -> None:
    goal.means = [*goal.means, *cell.parts]  # a list of its own: what is in force may be other goals', too
    goal.own.add("keinot")


def _add_sector(state: State, goal: Goal, block: Block, cell: Cell) -> None:
    goal.uppers["toimiala"] = whole(cell)
    goal.own.add("toimiala")


def _add_number(state: State, goal: Goal, block: Block, cell: Cell) -> None:
    if len(goal.blocks) == 1:
        goal.number = cell.text.rstrip(".")
    else:
        block.other.append(Other("", whole(cell)))


ROW_FIELDS: dict[str, Callable[[State, Goal, Block, Cell], None]] = {
    "toimenpide": lambda state, goal, block, cell: block.measures.extend(cell.parts),
    "vastuu": lambda state, goal, block, cell: block.responsible.extend(cell.parts),
    "keinot": _add_means,
    "mittari": _add_indicators,
    "selvitys": _add_account,
    "toimiala": _add_sector,
    "numero": _add_number,
}
