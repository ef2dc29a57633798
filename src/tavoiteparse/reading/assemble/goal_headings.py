"""Headings below one that names goals, over labelled indicators: they are these goals (rule `goal-headings-below`).

`3 Toiminnalliset tavoitteet` over `3.1 Kunta kasvaa` over `Mittarit:`.
"""

from tavoiteparse.language.roles import TOP
from tavoiteparse.reading.assemble import covering, goals
from tavoiteparse.reading.assemble.drafts import Text
from tavoiteparse.reading.assemble.goal_list import heads_goals
from tavoiteparse.reading.assemble.state import State
from tavoiteparse.reading.mark import Mark
from tavoiteparse.reading.parts import slice_cell

RULE = "engine: heading below one that names goals"


def on_heading(state: State, n: int, mark: Mark) -> bool:
    """Reads a heading that is a goal; False where it heads a section."""
    above = next((one for one in reversed(state.open_sections) if 0 < one.rank < mark.rank), None)
    if above is None or above.heading is None or not _over_indicators(state, n):
        return False
    if not heads_goals(state.grammar.vocabulary, above.heading.text):
        return False
    covering.end(state)
    state.leave_sections(mark.rank)
    state.claim(mark.row.cells, "tavoite")
    state.rules[mark.row.first] = RULE
    goals.set_upper(
        state, "tavoite", Text(slice_cell(state.source, mark.row.cell, mark.value_at)), mark.row, mark.number
    )
    return True


def _over_indicators(state: State, n: int) -> bool:
    """Whether a label of indicators stands below a heading, before any other heading, goal or table."""
    for below in state.marks[n + 1 :]:
        if below.kind in ("heading", "columns", "values", "minutes"):
            return False
        if below.label is not None and (below.label.role == "mittari" or below.label.role in TOP):
            return below.label.role == "mittari"
    return False
