"""Rows in the making: lines of text that go on with the row above, labels inside them, running heads between them."""

from tavoiteparse.language.grammar import Grammar
from tavoiteparse.reading.shape.labels import cut_at_labels, cut_inside
from tavoiteparse.source.text import Cell, Row, Source, join_all

SHORT = 60  # a longer line is neither furniture nor a name
COLON = ":"  # the marker of a line shaped like a label
FINISHED = (".", "!", "?", ":", ";", "”", '"')


class Growing:
    """The rows so far. The last one may be a paragraph that goes on; its lines are joined when the next row begins."""

    def __init__(self, source: Source, grammar: Grammar) -> None:
        self.source, self.grammar = source, grammar
        self.rows: list[Row] = []
        self.labelled = False  # the last row of text begins with a label
        self.accounts = False  # that label is one of accounts, whose sentences may be shaped like labels
        self._lines: list[Cell] = []
        self._last = 0

    def add(self, *rows: Row) -> None:
        """Rows that begin something new."""
        self.close()
        self.rows += rows

    def close(self) -> None:
        """Joins the lines of the last row."""
        if self._lines:
            row = self.rows[-1]
            self.rows[-1] = row._replace(cells=(join_all([row.cell, *self._lines]),), last=self._last)
            self._lines = []

    def add_text(self, row: Row, apart: bool) -> None:
        """A line of text: one that goes on with the row above, or rows of its own, one for each label in it.

        `apart` says that something sets it apart from the line above.
        """
        first, *others = cut_at_labels(self.source, row, self.grammar)
        if apart or first.label or not self.rows:
            self.labelled = first.label
            self.accounts = first.label and self._opens_account((others or [first])[-1].row.cell.text)
            self.add(first.row, *(piece.row for piece in others))
            return
        if self.labelled and not self.accounts and self.grammar.vocabulary.colon_label(first.row.cell.text) is not None:
            self.add(first.row._replace(marker=COLON))
            return
        if self.labelled:
            first, *others = cut_inside(self.source, row, self.grammar)
        if self._goes_on(first.row):
            self._lines.append(first.row.cell)
            self._last = first.row.last
        else:
            self.add(first.row)
        if others:
            self.add(*(piece.row for piece in others))

    def _opens_account(self, text: str) -> bool:
        label = self.grammar.vocabulary.label(text)
        return label is not None and label.role == "selvitys"

    def add_furniture(self, row: Row, apart: bool) -> bool:
        """A running head; one inside an unfinished paragraph goes before it, for its next line to join. Says if so."""
        above = self.rows[-1] if self.rows else None
        inside = not apart and above is not None and above.kind in ("text", "item")
        if inside and not self._line_above().endswith(FINISHED):
            self.rows.insert(len(self.rows) - 1, row)
            return True
        self.add(row)
        return False

    def _line_above(self) -> str:
        return (self._lines[-1] if self._lines else self.rows[-1].cell).text

    def _goes_on(self, row: Row) -> bool:
        """Whether a line goes on with the paragraph or item right above it."""
        above, before, after = self.rows[-1], self._line_above(), row.cell.text
        if above.kind not in ("text", "item"):
            return False
        if self._stands_for_itself(after) or (not self._lines and self._stands_for_itself(before)):
            return False
        ended = above.kind == "item" and before.endswith(FINISHED)
        return not (ended and not after[:1].islower() and row.indent <= above.indent)

    def _stands_for_itself(self, text: str) -> bool:
        """A line that no other goes on with: page furniture, or the name of an organisation above a title."""
        if len(text) > SHORT:
            return False
        if self.grammar.vocabulary.is_organisation(text):
            return True
        return self.grammar.skipped_by(text) is not None
