"""Labels in running text: where a line begins with one, and where others stand inside its value (design rule 2)."""

import re
from typing import NamedTuple

from tavoiteparse.grammar import Grammar
from tavoiteparse.parts import slice_cell
from tavoiteparse.text import Cell, Row, Source

INNER = re.compile(r"(?<=[\s.;,)])(?=[A-ZÅÄÖ])")
CLOSED_INNER = 80  # how far behind a word the colon of its label may stand


class Piece(NamedTuple):
    """A row cut from a line; `label` says that it begins with a label."""

    row: Row
    label: bool


def begins_with_label(text: str, grammar: Grammar) -> bool:
    """Whether a line of running text opens a field: a label with its colon or number, sound or damaged."""
    label = grammar.vocabulary.label(text)
    if label is not None and label.role in grammar.labels:
        return label.closed
    if ":" not in text[:CLOSED_INNER] or not grammar.labels:
        return False
    word = text.split(":", 1)[0]
    return " " not in word.strip() and grammar.vocabulary.damaged_label(text, grammar.labels) is not None


def cut_at_labels(source: Source, row: Row, grammar: Grammar) -> list[Piece]:
    """A line of text as rows, one for each label in it; a line that begins without one stays whole."""
    text = row.cell.text
    if not grammar.labels or not begins_with_label(text, grammar):
        return [Piece(row, False)]
    starts = [0, *(at for at in _inner_labels(text, grammar))]
    owned = row.cell.pieces or (row.cell.start,)
    pieces = []
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        parts = slice_cell(source, row.cell, start, end)
        if parts:
            joined = " ".join(part.text for part in parts)
            cell = Cell(parts[0].start, parts[-1].end, joined, parts, owned)
            pieces.append(Piece(row._replace(cells=(cell,)), True))
    return pieces


def _inner_labels(text: str, grammar: Grammar) -> list[int]:
    """Where labels closed by a colon stand inside a value: `… 82 % Tavoitetaso: 90 %`."""
    found = []
    for match in INNER.finditer(text):
        colon = text.find(":", match.start(), match.start() + CLOSED_INNER)
        if colon < 0:
            continue
        label = grammar.vocabulary.label(text[match.start() : colon + 2])
        if label is not None and label.closed and label.number is None and label.role in grammar.labels:
            found.append(match.start())
    return found
