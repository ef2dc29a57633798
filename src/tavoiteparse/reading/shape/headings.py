"""Headings by the patterns of a grammar: a line that one matches is a row of its own, whatever stands around it."""

from tavoiteparse.language.grammar import Grammar
from tavoiteparse.source.text import Line, Row


def own_heading(line: Line, grammar: Grammar) -> Row | None:
    """The row of a line that is a heading by the grammar's `headings`, or None."""
    if not grammar.headings or len(line.cells) != 1:
        return None
    found = grammar.heading(line.cells[0].text)
    return Row("heading", line.cells, line.number, line.number, rank=found.rank) if found is not None else None
