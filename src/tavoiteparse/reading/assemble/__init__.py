"""Marks to drafts of a report: what the rows mean. Every cell that a row has gets one owner here.

One pass, no way back. `State` is what it remembers. Each module has a kind of row: `outline` headings and free content,
`blocks` labels, `tables` and `indicators` table rows, `accounts` the paragraphs of accounts; `goals` has inheritance.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator

from tavoiteparse.language.grammar import Grammar
from tavoiteparse.language.roles import AREAS, TOP, UPPER, VALUES
from tavoiteparse.reading.assemble import (
    accounts,
    blocks,
    columns,
    covering,
    full_width,
    goal_headings,
    goal_list,
    indicators,
    outline,
    tables,
)
from tavoiteparse.reading.assemble.drafts import Account, Goal, Grid, Listed, Prose, Section, Text
from tavoiteparse.reading.assemble.state import PROSE, GoalTable, IndicatorTable, Owner, State, Waiting, skipped_by
from tavoiteparse.reading.mark import Mark, MarkKind
from tavoiteparse.reading.shape import BOLD_RANK
from tavoiteparse.source.text import Row, Source

PAGE_NUMBER = Owner("sivunumero", "ohitettu")
LONGEST_PAGE = 3  # digits of a page's number that stands alone inside a table
__all__ = ["State", "assemble"]


def assemble(source: Source, marks: list[Mark], grammar: Grammar) -> State:
    """Reads the marks in order; the state that comes back has sections, owners of cells, and findings."""
    state = State(source, grammar, marks)
    start = outline.read_head(state)
    listed = any(mark.row.kind == "item" for mark in marks)
    if listed:
        goal_list.open_below_title(state, start - 1)
    for n in range(start, len(marks)):
        mark = marks[n]
        state.line = mark.row.first
        if not (listed and goal_list.on_mark(state, n, mark)):
            HANDLERS[mark.kind](state, n, mark)
        if mark.kind == "columns":
            state.ended = None
        if state.open_sections and state.open_sections[-1].last < mark.row.last:
            state.open_sections[-1].last = mark.row.last
    covering.end(state)
    while state.open_sections:
        state.close_section()
    for section in state.sections:
        _settle(state, section)
    return state


def _settle(state: State, section: Section) -> None:
    """What can be told once all is read: whose accounts and statuses are, and which of the goals are none."""
    goals = [content for content in section.content if isinstance(content, Goal)]
    for goal in goals:
        for block in goal.blocks:
            if block.account is not None:
                accounts.share_out(block, block.account)
            if len(block.indicators) > 1:
                blocks.settle_status(block)
                indicators.report_merged(state, block)
            indicators.report_values(state, block)
            goal.last = max(goal.last, block.last)
    if any(_is_bare(goal) for goal in goals):
        _settle_bare_uppers(state, section, goals)
    for child in section.sections:
        _settle(state, child)


def _is_bare(content: Goal | Prose | Listed | Grid) -> bool:
    """Whether nothing stands below a focus area or sector."""
    return isinstance(content, Goal) and not content.blocks and content.own <= AREAS


def _settle_bare_uppers(state: State, section: Section, goals: list[Goal]) -> None:
    """A focus area that stood above the goals which inherit it is no goal; one that none inherits is text."""
    shared = Counter(id(text) for goal in goals for text in goal.uppers.values())  # a text that goals inherit is one
    content: list[Goal | Prose | Listed | Grid] = []
    for one in section.content:
        if not isinstance(one, Goal) or not _is_bare(one):
            content.append(one)
        elif not all(shared[id(one.uppers[role])] > 1 for role in one.own):
            content.append(_as_prose(state, one))
    section.content = content


def _as_prose(state: State, goal: Goal) -> Prose:
    """What was printed of a focus area or sector that no goal has."""
    rows = list(_own_rows(state, goal))
    for row in rows:
        state.claim(row.cells, PROSE)
    return Prose(Text(tuple(part for row in rows for cell in row.cells for part in cell.parts)), goal.first, goal.last)


def _own_rows(state: State, goal: Goal) -> Iterator[Row]:
    """The rows of a goal; of a line that was cut at its labels the others are not: `Teema: a Tavoite: b Teema: c`."""
    printed = [part for role in goal.own for part in goal.uppers[role].parts]
    start, end = min(part.start for part in printed), max(part.end for part in printed)
    line, last_line = state.source.position(start)[0], state.source.position(end - 1)[0]
    n = bisect_right(state.marks, (line, start), key=lambda mark: (mark.row.first, mark.row.cell.start)) - 1
    if not _holds(state.marks[n].row, start):  # what stands on a line of a table outside of it comes after its rows
        n = bisect_left(state.marks, line, key=lambda mark: mark.row.first)
        while n < len(state.marks) - 1 and not _holds(state.marks[n].row, start):
            n += 1
    while n > 0 and goal.first <= state.marks[n - 1].row.first and state.marks[n - 1].row.last < line:
        n -= 1
    while n < len(state.marks) and (row := state.marks[n].row).last <= goal.last:
        if row.first == last_line and row.cell.start >= end:
            break
        yield row
        n += 1


def _holds(row: Row, offset: int) -> bool:
    """Whether an offset of the text is in a cell of a row."""
    return any(cell.start <= offset < cell.end for cell in row.cells if cell.text)


def _on_skip(state: State, n: int, mark: Mark) -> None:
    state.claim(mark.row.cells, skipped_by(mark))


def _on_name(state: State, n: int, mark: Mark) -> None:
    """A label without a colon: it heads the list that follows; else it is a heading or a line like any other."""
    following = state.marks[n + 1].kind if n + 1 < len(state.marks) else ""
    label = mark.label
    bold = mark.row.rank == BOLD_RANK and label is not None and label.role not in TOP
    heads = following == "item" or (bold and following == "text")
    if heads and state.goal is not None and (state.account is None or bold):
        state.open = None if state.account is not None else state.open
        blocks.on_label(state, n, mark)
    elif mark.row.kind == "heading":
        outline.on_heading(state, mark)
    else:
        _on_line(state, n, mark)


def _on_columns(state: State, n: int, mark: Mark) -> None:
    """Headings with rows below them; without any, a cell that the vocabulary does not know is a value."""
    unknown = any(cell.text and column is None for cell, column in zip(mark.row.cells, mark.columns, strict=True))
    if not unknown or columns.rows_below(state.marks, n):
        tables.on_columns(state, n, mark)
        return
    label = state.grammar.vocabulary.label(mark.row.cell.text)
    if label is not None and label.role in state.grammar.labels:
        headed = sum(column is not None and column.role in VALUES for column in mark.columns) > 0 and label.role in TOP
        riding = tuple(column if n else None for n, column in enumerate(mark.columns)) if headed else ()
        blocks.on_label(state, n, mark._replace(kind="label", label=label, columns=riding))
    else:
        covering.end(state)
        tables.add_grid_row(state, mark.row)


def _on_heading(state: State, n: int, mark: Mark) -> None:
    if outline.in_contents(state, mark):
        outline.on_item(state, mark.row, mark.number)
    elif not goal_headings.on_heading(state, n, mark):
        outline.on_heading(state, mark)


def _on_item(state: State, n: int, mark: Mark) -> None:
    opened = state.open
    if isinstance(opened, GoalTable) and mark.row.marker.isalnum() and _is_between_rows(state, n):
        _on_interruption(state, n, mark)
    elif mark.row.marker.isalnum() and outline.is_inferred_heading(state, n):
        outline.infer_heading(state, mark.row)
    elif state.account is not None:
        accounts.add_row(state, mark.row)
    elif isinstance(state.open, Waiting):
        blocks.on_listed(state, state.open, mark.row)
    else:
        outline.on_item(state, mark.row)


def _on_line(state: State, n: int, mark: Mark) -> None:
    """A paragraph, or a table row with only its first cell filled: its place decides (rule `lone-cell`)."""
    row, opened = mark.row, state.open
    text, lone = mark.kind == "text", mark.kind == "lone"
    if isinstance(opened, Waiting) and opened.begun:
        opened = state.open = None  # its list is over
    if text and isinstance(opened, GoalTable) and _is_page_number(state, n, opened):
        state.claim(row.cells, PAGE_NUMBER)
    elif not _is_awaited(state, n) and outline.is_inferred_heading(state, n):
        outline.infer_heading(state, row)
    elif isinstance(opened, Waiting):
        blocks.on_waiting(state, opened, row)
    elif isinstance(opened, Account):
        accounts.add_row(state, row)
    elif blocks.is_toimiala(state, n):
        blocks.set_toimiala(state, row)
    elif isinstance(opened, IndicatorTable) and _follows(state, n):
        indicators.continue_cell(state, opened, row)
    elif text and isinstance(opened, GoalTable) and _is_between_rows(state, n):
        _on_interruption(state, n, mark)
    elif lone and full_width.on_lone(state, n, mark):
        pass
    elif lone and isinstance(opened, GoalTable) and _is_in_table(state, n, opened):
        tables.on_values(state, n, mark)
    elif lone and tables.grid_above(state, row) is not None:
        tables.add_grid_row(state, row)
    else:
        outline.on_text(state, row)


def _is_awaited(state: State, n: int) -> bool:
    """Whether a focus area's or goal's label alone waits for the line below it: `Painopiste` above `Sujuva arki`."""
    opened = state.open
    return isinstance(opened, Waiting) and opened.mark is state.marks[n - 1] and opened.label.role in TOP


def _is_page_number(state: State, n: int, table: GoalTable) -> bool:
    """Whether a number stands alone between rows of a table of goals, as where a page ends (rule `page-furniture`)."""
    text = state.marks[n].row.cell.text
    if len(text) > LONGEST_PAGE or not text.isdecimal():
        return False
    return n + 1 < len(state.marks) and len(state.marks[n + 1].row.cells) == len(table.header) > 1


def _is_between_rows(state: State, n: int) -> bool:
    """Whether a line of a table of goals stands right between two of its rows."""
    below = n + 1
    values = below < len(state.marks) and state.marks[below].kind == "values"
    return values and _follows(state, n) and _follows(state, below)


def _on_interruption(state: State, n: int, mark: Mark) -> None:
    """A line between two rows (rule `lone-cell`): a page number, a part's heading, a remark; the table goes on."""
    text, table = mark.row.cell.text, state.open
    if text.isdecimal():
        state.claim(mark.row.cells, PAGE_NUMBER)
    elif isinstance(table, GoalTable) and table.fields.shared == 0 and outline.could_be_heading(mark.row):
        tables.read_goal_row(state, table, mark.row, None)  # a goal alone in the column of goals and indicators
    elif ":" in text or not outline.could_be_heading(mark.row) or not full_width.on_lone(state, n, mark):
        state.add_prose(mark.row)


def _is_in_table(state: State, n: int, table: GoalTable) -> bool:
    """Whether a row with only its first cell filled is one of the open table, and no remark below a blank line."""
    first = table.fields.columns.get(0)
    return _follows(state, n) or (first is not None and first.role in UPPER)


def _on_minutes(state: State, n: int, mark: Mark) -> None:
    covering.end(state)
    state.open = None
    state.add_prose(mark.row)


def _follows(state: State, n: int) -> bool:
    """Whether a row stands right below the one before it."""
    return n > 0 and state.marks[n - 1].row.last == state.marks[n].row.first - 1


HANDLERS: dict[MarkKind, Callable[[State, int, Mark], None]] = {
    "skip": _on_skip,
    "label": blocks.on_label,
    "name": _on_name,
    "columns": _on_columns,
    "values": tables.on_values,
    "lone": _on_line,
    "heading": _on_heading,
    "minutes": _on_minutes,
    "item": _on_item,
    "text": _on_line,
}
