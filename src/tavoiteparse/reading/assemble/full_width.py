"""Rows of a table of goals that hold one text: a goal, a group of indicators, a heading (rule `full-width-rows`)."""

from tavoiteparse.language.roles import RANK, UPPER
from tavoiteparse.reading.assemble import columns, covering, goals
from tavoiteparse.reading.assemble.cells import LEADING_NUMBER, parse_indicators, whole
from tavoiteparse.reading.assemble.drafts import Block, Text
from tavoiteparse.reading.assemble.state import GoalTable, State
from tavoiteparse.reading.mark import Mark
from tavoiteparse.reading.parts import slice_cell
from tavoiteparse.source.lazy import lazy
from tavoiteparse.source.text import Cell, Row

PART_RANK = 60  # a heading inside a table stands below all others
DASHES = "-–•"
MEMBER = lazy(r"(?:[-–•]|([a-zåäö])[.)])\s+(?=\S)")  # of a group of indicators: `- kävijät`, `a) lainat`
FEWEST_SAID = 3  # words of a sentence
INDENT = 2  # columns by which the members of a group stand right of its title


def on_lone(state: State, n: int, mark: Mark) -> bool:
    """A row with only its first cell filled, or with one text in all of them; False where the table does not know it.

    Over rows that leave the goal's cell blank it is their goal; in a table without goals over rows that fill others it
    is their goal, too, or the group of indicators that are lettered, dashed or indented; over a row with a goal of its
    own it heads a part of the table. Above another such row, or at the end of the table, it is a row like all others.
    """
    table = state.open
    if not isinstance(table, GoalTable) or table.lone_goals:
        return False
    if is_note(state, n, table):
        state.add_prose(mark.row)
        return True
    below = columns.rows_below(state.marks, n)
    at = _goal_column(table, mark.row)
    first = table.fields.columns.get(at)
    if not below or below[0].row.first > mark.row.last + 1 or first is None or first.second:
        return False
    lower = below[0].row
    if first.role == "mittari" and not table.fields.places.keys() & UPPER:
        return _over_indicators(state, table, mark, lower)
    if first.role not in UPPER or len(lower.cells) <= at:
        return False
    state.rules[mark.row.first] = table.rule
    if not lower.cells[at].text:
        state.claim(mark.row.cells, first.role)
        state.goal = None
        table.goals.append(goals.set_upper(state, first.role, whole(mark.row.cell), mark.row))
        return True
    if len(mark.row.cells) > 1 and not mark.row.wide:
        state.report("inferred-heading", mark.row.cell.start, mark.row.cell.end, text=mark.row.cell.text)
        return False  # a goal without indicators
    _open_part(state, table, mark.row)
    return True


def is_note(state: State, n: int, table: GoalTable) -> bool:
    """Whether the one text over a whole last row is a sentence, as no goal of the table is: `Luvut ovat arvioita.`"""
    row = state.marks[n].row
    text = row.cell.text
    if not row.wide or not text.endswith(".") or len(text.split()) < FEWEST_SAID or columns.rows_below(state.marks, n):
        return False
    names = [goal.uppers["tavoite"].text for goal in table.goals if "tavoite" in goal.uppers]
    return not any(name.endswith(".") for name in names)


def _goal_column(table: GoalTable, row: Row) -> int:
    """The column whose value a text alone may be: its own, or where it stands over all the first that names goals."""
    if len(row.cells) > 1 and not row.wide:
        return 0
    return min((at for role, at in table.fields.uppers), default=table.fields.places.get("mittari", 0))


def _open_part(state: State, table: GoalTable, row: Row) -> None:
    """A heading inside the table; the same columns go on below it."""
    heading = whole(row.cell)
    state.report("inferred-heading", row.cell.start, row.cell.end, text=heading.text)
    covering.end(state)
    state.claim(row.cells, "otsikko")
    state.open_section(None, heading, PART_RANK, row)
    state.open = table.reopened()


def _over_indicators(state: State, table: GoalTable, mark: Mark, lower: Row) -> bool:
    """A text alone above indicators: their group, or their goal where none stands above the table."""
    row = mark.row
    if not any(cell.text for cell in lower.cells[1:]):
        return False
    state.rules[row.first] = table.rule
    text, number = _numbered(state, row)
    state.report("inferred-heading", row.cell.start, row.cell.end, text=text.text)
    goal = state.goal
    named = goal is not None and "tavoite" in goal.uppers and goal not in table.goals
    if named or is_member(lower.cells[0]) or _is_indented(state, row.cell, lower.cells[0]):
        state.claim(row.cells, "mittari")
        if goal is not None and goal in table.goals:  # of the rows above, a title like this one
            state.uppers.pop("tavoite", None)
            table.goals.append(goals.new_goal(state, row, RANK["tavoite"]))
        table.group, table.marked = text, is_member(lower.cells[0])
        return True
    state.claim(row.cells, "tavoite")
    state.goal, table.group = None, None
    table.goals.append(goals.set_upper(state, "tavoite", text, row, number))
    return True


def _numbered(state: State, row: Row) -> tuple[Text, str | None]:
    """The text of a row without the number before it: `1. Kysyntä`."""
    if row.marker.isalnum():
        return whole(row.cell), row.marker
    found = LEADING_NUMBER.match(row.cell.text)
    if found is None:
        return whole(row.cell), None
    return Text(slice_cell(state.source, row.cell, found.end())), found[1]


def is_member(cell: Cell) -> bool:
    """Whether an indicator is lettered or dashed, as those of a group are: `a) tyytyväisiä`; not `A-talo`."""
    return MEMBER.match(cell.text) is not None


def _is_indented(state: State, upper: Cell, lower: Cell) -> bool:
    """Whether a cell stands further right than the title above it."""
    _, title = state.source.position(upper.start)
    _, column = state.source.position(lower.start)
    return column >= title + INDENT


def open_group(state: State, table: GoalTable, cell: Cell) -> None:
    """The title of a group of lettered or dashed indicators, in their own column."""
    state.claim((cell,), "mittari")
    table.group, table.marked = whole(cell), True


def add_member(state: State, table: GoalTable, block: Block, cell: Cell) -> None:
    """An indicator of a list or group, its dash or letter off; one without a mark ends a group of marked ones."""
    found = MEMBER.match(cell.text)
    if table.marked and found is None:
        table.group, table.marked = None, False
    letter = None
    if found is not None and (table.group is not None or found[0][0] in DASHES):
        parts = slice_cell(state.source, cell, found.end())
        cell = cell._replace(
            text=" ".join(part.text for part in parts), broken=parts, pieces=cell.pieces or (cell.start,)
        )
        letter = found[1]
    if not cell.text:
        return
    members = parse_indicators(state.source, cell, state.grammar.vocabulary, block.first, block.last)
    for member in members:
        member.group = member.group or table.group
        member.number = member.number or letter
    block.indicators += members


def is_group(table: GoalTable, cells: dict[int, Cell], lower: Row | None) -> bool:
    """Whether an indicator without values is the title of lettered or dashed ones in the rows below it."""
    at = table.fields.places.get("mittari")
    if at is None or at not in cells or lower is None or len(lower.cells) <= at or is_member(cells[at]):
        return False
    values = [n for n in cells if n > at and table.fields.columns.get(n) is not None]
    return not values and is_member(lower.cells[at])
