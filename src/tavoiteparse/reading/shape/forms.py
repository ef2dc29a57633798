"""Forms whose labels and values stand in columns apart by spaces (rule `spaced-forms`).

`Tavoite              Palveluun pääsy nopeutuu` is a table row of a label and its value, as it is with a tab between.
"""

from collections import Counter
from typing import NamedTuple

from tavoiteparse.language.grammar import Grammar
from tavoiteparse.language.label import Label
from tavoiteparse.language.roles import SUBJECTS, Role
from tavoiteparse.reading.split import EMPTY
from tavoiteparse.source.text import Cell, Line, Part, Row, Source, Tables, join_cells

FEWEST_LINES = 2  # of labels and values, with a goal and an indicator among them
FEWEST_PIECES = 2  # of a line: the label and its value
SLACK = 2  # columns by which a value may stand beside its column
MOST_CONTINUED = 20  # lines of one value


class Entry(NamedTuple):
    """A line of a form: the field of its label, its pieces, and the columns at which these begin."""

    line: Line
    role: Role
    parts: tuple[Part, ...]
    columns: list[int]


def form_tables(source: Source, lines: list[Line], whole: dict[int, Label], grammar: Grammar) -> Tables:
    """Finds the lines of a form; a list of words and values without a goal and an indicator is none.

    These may also stand alone on their lines, which `whole` has: `Mål` above its value, `Sektor      Omsorg` beside it.
    """
    found = Tables({}, set(), set())
    if not grammar.labels:
        return found
    entries = {n: entry for n, line in enumerate(lines) if (entry := _entry(line, grammar)) is not None}
    roles = {entry.role for entry in entries.values()} | {label.role for label in whole.values()}
    if len(entries) < FEWEST_LINES or not roles >= SUBJECTS:
        return found
    common = Counter(entry.columns[1] for entry in entries.values()).most_common(1)[0][0]
    for n, entry in entries.items():
        if abs(entry.columns[1] - common) <= SLACK:
            for row in _rows(lines, n, entry, entries, grammar):
                found.rows.setdefault(row.first, []).append(row)
                found.lines.update(range(row.first, row.last + 1))
                found.taken.update(piece for cell in row.cells for piece in cell.pieces)
    return found


def _entry(line: Line, grammar: Grammar) -> Entry | None:
    """A line that begins with a label alone before a wide gap; headings side by side are none."""
    parts = line.cells[0].broken if len(line.cells) == 1 else ()
    if len(parts) < FEWEST_PIECES or any(part.kind != "gap" for part in parts[1:]):
        return None
    label = grammar.vocabulary.whole(parts[0].text)
    if label is None or label.role not in grammar.labels or parts[0].text.endswith(":"):
        return None
    if grammar.vocabulary.whole(parts[1].text) is not None and grammar.vocabulary.status(parts[1].text) is None:
        return None
    if not all(grammar.vocabulary.whole(part.text) for part in parts[2:]):
        return None
    return Entry(line, label.role, parts, [part.start - line.start for part in parts])


def _rows(lines: list[Line], n: int, entry: Entry, entries: dict[int, Entry], grammar: Grammar) -> list[Row]:
    """The row of an entry with the lines that go on with its values, and a row of values below riding headings."""
    rows = [_row(entry.line, [_cell(entry.line, part) for part in entry.parts])]
    headed = [grammar.vocabulary.whole(part.text) is not None for part in entry.parts]
    for at in range(n + 1, min(n + 1 + MOST_CONTINUED, len(lines))):
        line = lines[at]
        if at in entries or len(line.cells) != 1:
            break
        places = _places(line, entry)
        if places is None:
            break
        values = any(headed[place] for place in places)
        if values and len(rows) == 1:
            rows.append(_row(line, [EMPTY] * len(entry.parts)))
        target = rows[-1] if values else rows[0]
        cells = list(target.cells)
        for place, part in places.items():
            cell = _cell(line, part)
            cells[place] = join_cells(cells[place], cell) if cells[place].text else cell
        rows[-1 if values else 0] = target._replace(cells=tuple(cells), last=line.number)
    return rows


def _places(line: Line, entry: Entry) -> dict[int, Part] | None:
    """The column of each piece of a line that stands under the values of an entry; None where one stands under none."""
    places: dict[int, Part] = {}
    for part in line.cells[0].parts:
        at = part.start - line.start
        near = [n for n, column in enumerate(entry.columns) if n and abs(at - column) <= SLACK]
        if not near or near[0] in places:
            return None
        places[near[0]] = part
    return places


def _cell(line: Line, part: Part) -> Cell:
    """A piece of a line as a cell, which answers for the whole line."""
    owned = line.cells[0].pieces or (line.cells[0].start,)
    return Cell(part.start, part.end, part.text, (Part(part.text, part.start, part.end),), owned)


def _row(line: Line, cells: list[Cell]) -> Row:
    return Row("table", tuple(cells), line.number, line.number)
