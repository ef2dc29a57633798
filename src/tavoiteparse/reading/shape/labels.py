"""Labels in running text: where a line begins with one, where others stand in its value (rule `labels-in-text`)."""

from typing import NamedTuple

from tavoiteparse.language.grammar import Grammar
from tavoiteparse.language.label import NO_VALUE, Label
from tavoiteparse.language.roles import SUBJECTS, Role
from tavoiteparse.reading.parts import cut_cell
from tavoiteparse.reading.split import BULLETS, EMPTY
from tavoiteparse.source.lazy import lazy
from tavoiteparse.source.text import Cell, Line, Part, Row, Source

INNER = lazy(r"(?<=[\s.;,)])(?=[A-ZÅÄÖ])")
CLOSED_INNER = 80  # how far behind a word the colon of its label may stand
LISTED = lazy(rf"\s*(?:[-*+–{BULLETS}]|\d{{1,2}}[.)]|[a-z]\))\s+\S")
FEWEST_PAIRS = 2
MOST_BLANK = 2  # lines between a label alone and its value
LONGEST_UNKNOWN = 40  # characters of a label alone that the vocabulary does not know
FEWEST_BARE = 3  # fields whose labels stand alone on their lines


class Piece(NamedTuple):
    """A row cut from a line; `label` says that it begins with a label."""

    row: Row
    label: bool


def begins_with_label(text: str, grammar: Grammar) -> bool:
    """Whether a line of running text opens a field: a label with its colon or number, sound or damaged."""
    label = grammar.vocabulary.label(text)
    if label is not None and label.role in grammar.labels:
        return label.closed
    start = text[:CLOSED_INNER]
    if (":" not in start and "; " not in start) or not grammar.labels:
        return False
    word = text.split(":" if ":" in start else ";", 1)[0].strip()
    return (" " not in word or word[1::2].isspace()) and grammar.vocabulary.damaged_label(
        text, grammar.labels
    ) is not None


def whole_lines(lines: list[Line], grammar: Grammar) -> dict[int, Label]:
    """The lines of one cell that are all label or header, by their index."""
    whole, found = grammar.vocabulary.whole, {}
    for n, line in enumerate(lines):
        if len(line.cells) == 1 and (label := whole(line.cells[0].text)) is not None:
            found[n] = label
    return found


def bare_labels(lines: list[Line], whole: dict[int, Label], grammar: Grammar) -> frozenset[int]:
    """The numbers of the lines that are a label alone, without its colon, the value right below: `TAVOITE`.

    Such a word may head a text as well, so it takes several, with a goal and an indicator among them.
    """
    below = {n: _line_below(lines, n) for n, label in whole.items() if label.role in grammar.labels}
    found = {n: at for n, at in below.items() if at is not None}
    over_values = {whole[n].role for n, at in found.items() if at not in found}
    if "tavoite" not in over_values:
        return frozenset()
    headed = {role for line in lines if len(line.cells) > 1 for role in _headings(line, grammar)}
    if len(over_values | headed) < FEWEST_BARE or not over_values | headed >= SUBJECTS:
        return frozenset()
    bare = [n for n in found if not whole[n].closed]
    return frozenset(lines[n].number for n in (*bare, *_shaped_alike(lines, bare)))


def _shaped_alike(lines: list[Line], bare: list[int]) -> list[int]:
    """The lines of other words that stand where labels alone do, if all of these have their values indented below."""
    places = {_indent(lines[n]) for n in bare}
    if len(places) != 1 or not all(n + 1 < len(lines) and _is_indented(lines[n + 1], lines[n]) for n in bare):
        return []
    known, (place,) = {*bare}, places
    return [
        n
        for n in range(bare[0] + 1, len(lines) - 1)
        if n not in known
        and len(lines[n].cells) == 1
        and _indent(lines[n]) == place
        and _is_indented(lines[n + 1], lines[n])
        and len(lines[n].cells[0].text) <= LONGEST_UNKNOWN
        and lines[n].cells[0].text[-1].isalpha()
    ]


def _indent(line: Line) -> int:
    return line.cells[0].start - line.start


def _is_indented(lower: Line, upper: Line) -> bool:
    return len(lower.cells) == 1 and _indent(lower) > _indent(upper)


def _line_below(lines: list[Line], n: int) -> int | None:
    """The next line of one cell, a blank one or two in between aside."""
    for at in range(n + 1, min(n + 2 + MOST_BLANK, len(lines))):
        if lines[at].cells:
            return at if len(lines[at].cells) == 1 or at == n + 1 else None
    return None


def _headings(line: Line, grammar: Grammar) -> list[Role]:
    """The fields of a table row that is all headings, as a form has them above their values."""
    roles = []
    for cell in line.cells:
        if cell.text:
            hit = grammar.vocabulary.whole(cell.text)
            if hit is None:
                return []
            roles.append(hit.role)
    return roles


def list_headings(source: Source, lines: list[Line], whole: dict[int, Label], grammar: Grammar) -> frozenset[int]:
    """The numbers of the lines that are a label alone right above a list: `Mittarit`."""
    return frozenset(
        lines[n].number
        for n, label in whole.items()
        if label.role in grammar.labels
        and n + 1 < len(lines)
        and lines[n + 1].cells
        and LISTED.match(source.text, lines[n + 1].start)
    )


def cut_at_labels(source: Source, row: Row, grammar: Grammar) -> list[Piece]:
    """A line of text as rows, one for each label in it; a line that begins without one stays whole."""
    text = row.cell.text
    if not grammar.labels or not begins_with_label(text, grammar):
        return [Piece(row, False)]
    return _cut(source, row, grammar)


def cut_inside(source: Source, row: Row, grammar: Grammar) -> list[Piece]:
    """A line that goes on with the value of a label, cut at the labels inside it; the first piece has none."""
    first, *others = _cut(source, row, grammar) if ":" in row.cell.text else [Piece(row, False)]
    return [Piece(first.row, False), *others]


def _cut(source: Source, row: Row, grammar: Grammar) -> list[Piece]:
    text = row.cell.text
    starts = [0, *_inner_labels(text, grammar)]
    if len(starts) == 1:
        return [Piece(row, True)]
    owned = row.cell.pieces or (row.cell.start,)
    pieces = []
    for parts in cut_cell(source, row.cell, starts):
        if parts:
            joined = " ".join(part.text for part in parts)
            cell = Cell(parts[0].start, parts[-1].end, joined, parts, owned)
            pieces.append(Piece(row._replace(cells=(cell,)), True))
    return pieces


def _inner_labels(text: str, grammar: Grammar) -> list[int]:
    """Where labels closed by a colon stand inside a value: `… 82 % Tavoitetaso: 90 %`."""
    found = []
    first = grammar.vocabulary.label(text)
    after = first.value_at if first is not None and first.closed else 0  # `SITOVA TAVOITE:` is one label
    for match in INNER.finditer(text):
        if match.start() < after:
            continue
        colon = text.find(":", match.start(), match.start() + CLOSED_INNER)
        if colon < 0:
            continue
        label = grammar.vocabulary.label(text[match.start() : colon + 2])
        if label is not None and label.closed and label.number is None and label.role in grammar.labels:
            found.append(match.start())
            after = match.start() + label.value_at
    return found


def cut_cells(row: Row, grammar: Grammar) -> list[Row]:
    """A table row as several, where its cells are labels with their values, together or in turn; else as it is."""
    for first in row.cells:
        if first.text:
            break
    label = grammar.vocabulary.label(first.text)
    if label is None:
        return [row]
    filled = [cell for cell in row.cells if cell.text]
    if not (label.closed or len(filled) > FEWEST_PAIRS):
        return [row]
    if (len(filled) > 1 or not row.cells[0].text) and all(_has_value(cell, grammar) for cell in filled):
        # `TAVOITE Vesi riittää | VASTUU Laitos`; cells that hold several labels are cut once all rows are known
        return [row] if any(map(_is_list, filled)) else [row._replace(kind="text", cells=(cell,)) for cell in filled]
    return _cut_pairs(row, grammar)


def _is_list(cell: Cell) -> bool:
    return len(cell.broken) > 1


def cut_labelled_parts(rows: list[Row], grammar: Grammar) -> list[Row]:
    """Rows with those cut whose cells are labels and their values, several in a cell; others are left as they are.

    `Tekninen | Tavoite: …<br>Mittari: … | Toteuma: …<br>Tila: …`; cells left of the first of them stand by themselves.
    """
    found: list[Row] = []
    for row in rows:
        if row.kind == "table" and any(len(cell.broken) > 1 for cell in row.cells):
            found += _cut_parts(row, grammar)
        else:
            found.append(row)
    return found


def _cut_parts(row: Row, grammar: Grammar) -> list[Row]:
    filled = [cell for cell in row.cells if cell.text]
    labelled = [cell for cell in filled if all(_has_value(_alone(cell, part), grammar) for part in cell.parts)]
    begun = next((n for n, cell in enumerate(filled) if cell in labelled), len(filled))
    if begun == len(filled) or filled[begun:] != labelled or max(len(cell.broken) for cell in labelled) < FEWEST_PAIRS:
        return [row]
    roles = [grammar.vocabulary.label(part.text) for cell in labelled for part in cell.parts]
    if not SUBJECTS & {label.role for label in roles if label is not None}:
        return [row]
    pieces = [*filled[:begun], *(_alone(cell, part) for cell in labelled for part in cell.parts)]
    return [row._replace(kind="text", cells=(cell,)) for cell in pieces]


def _alone(cell: Cell, part: Part) -> Cell:
    """A part of a cell as a cell that answers for the whole one."""
    return Cell(part.start, part.end, part.text, (part,), cell.pieces or (cell.start,))


def _has_value(cell: Cell, grammar: Grammar) -> bool:
    """Whether a cell is a label and its value."""
    label = grammar.vocabulary.label(cell.text)
    return label is not None and label.closed and label.role in grammar.labels and label.value_at < len(cell.text)


def _cut_pairs(row: Row, grammar: Grammar) -> list[Row]:
    """A table row of labels and values in turn, as a row for each pair: `Lähtötaso | 31 % | Tavoitetaso | 60 %`."""
    cells = row.cells
    pairs = [(cells[n], cells[n + 1] if n + 1 < len(cells) else EMPTY) for n in range(0, len(cells), 2)]
    pairs = [pair for pair in pairs if pair[0].text or pair[1].text]
    if (len(cells) % 2 and cells[-1].text) or not cells[1].text:
        return [row]  # headers ride along: `MITTARI | Osallistujat | TAVOITETASO`, `MITTARI |  | TAVOITETASO`
    if len(pairs) < FEWEST_PAIRS or not all(_is_pair(name, value, grammar) for name, value in pairs):
        return [row]
    shown = any(_is_plain_value(value.text, grammar) for _, value in pairs)
    marked = all(name.text.endswith(":") for name, _ in pairs) or (
        all(name.text.isupper() for name, _ in pairs) and not any(value.text.isupper() for _, value in pairs)
    )
    if not (shown or marked):
        return [row]  # headings, some of which the vocabulary does not know
    return [row._replace(cells=pair) for pair in pairs]


def _is_plain_value(text: str, grammar: Grammar) -> bool:
    """Whether a text is a figure, a dash or a status, and could head no column: `Toteutunut` could."""
    status = grammar.vocabulary.status(text) is not None and grammar.vocabulary.whole(text) is None
    return text[:1].isdecimal() or text in NO_VALUE or status


def _is_pair(name: Cell, value: Cell, grammar: Grammar) -> bool:
    """Whether a cell is all label, and the one after it is none."""
    label = grammar.vocabulary.whole(name.text)
    if label is None or label.role not in grammar.labels:
        return False
    return grammar.vocabulary.whole(value.text) is None or grammar.vocabulary.status(value.text) is not None
