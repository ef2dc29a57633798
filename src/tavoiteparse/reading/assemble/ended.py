"""Rows that a table of goals lost: they stay free content, and it is said that they look like rows of it."""

from tavoiteparse.language.roles import SUBJECTS, VALUES
from tavoiteparse.reading.assemble.state import Ended, GoalTable, IndicatorTable, State
from tavoiteparse.reading.mark import Column
from tavoiteparse.source.messages import Phrase
from tavoiteparse.source.text import Row

MOST_OFF = 1  # cells that such a row may have more or less than the table has columns
INDICATORS = 1  # the column of them below a MITTARI row


def remember(state: State, table: GoalTable | IndicatorTable) -> None:
    """A table is over: what its columns were, and the line that ended it."""
    if isinstance(table, GoalTable):
        state.ended = Ended(table.fields.columns, state.line)
    elif not table.bare:
        state.ended = Ended({INDICATORS: Column("mittari", ""), **table.columns}, state.line)


def report_row(state: State, row: Row) -> None:
    """Says of the first row of a free table that it looks like one of the table above (rule `ended-tables`)."""
    ended = state.ended
    if ended is not None and ended.line < row.first and _is_like(state, ended.columns, row):
        filled = [cell for cell in row.cells if cell.text]
        state.report(
            "table-ended", filled[0].start, filled[-1].end, why=Phrase("which line {line} ended", {"line": ended.line})
        )


def report_line(state: State, row: Row) -> None:
    """Says of a line right below a row of goals that it may be one whose cells ran together: `Rannat Talkoot 7 6`."""
    table = state.open
    if not isinstance(table, GoalTable) or not table.goals or table.goals[-1].last != row.first - 1:
        return
    values = [column for column in table.fields.columns.values() if column.role in VALUES]
    if len(values) > 1 and row.cell.text[0].isalpha() and _closes_with_figures(state, row.cell.text):
        state.report("table-ended", row.cell.start, row.cell.end, why=Phrase("but its cells ran together"))


def _closes_with_figures(state: State, text: str) -> bool:
    """Whether a text closes with two figures that only a space sets apart."""
    last = [figure.teksti for figure in state.grammar.vocabulary.values.quantities(text)[-2:]]
    return len(last) > 1 and text.endswith(" ".join(last))


def _is_like(state: State, columns: dict[int, Column], row: Row) -> bool:
    """Whether a row names a goal or an indicator in words, and has a figure or status where the table has values."""
    vocabulary, width = state.grammar.vocabulary, max(columns) + 1
    if abs(len(row.cells) - width) > MOST_OFF:
        return False
    printed = {n: cell.text for n, cell in enumerate(row.cells) if cell.text}
    subjects = [text for n, text in printed.items() if n in columns and columns[n].role in SUBJECTS]
    values = [text for n, text in printed.items() if n in columns and columns[n].role in VALUES]
    if not subjects or any(map(vocabulary.values.is_figure, subjects)):
        return False
    return any(vocabulary.values.is_figure(text) or vocabulary.status(text) is not None for text in values)
