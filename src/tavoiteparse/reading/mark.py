"""What each row looks like, by the words of the grammar. No memory between rows; exactly one mark a row.

| kind | the row |
| --- | --- |
| `skip` | page furniture; `rule` names it |
| `label` | begins with a label: `label` has its role, the value stands behind it or in the cells after it |
| `name` | running text that is all label, without colon or number: the heading of a list, or of a section |
| `columns` | a table row of headers; `columns` has the role of each cell |
| `values` | any other table row |
| `lone` | a table row with only its first cell filled |
| `heading` | a marked heading: number signs, bold, or the numbering of an outline |
| `minutes` | a word of the minutes, which ends accounts and tables |
| `item`, `text` | a list item, a paragraph |
"""

from itertools import pairwise
from typing import Literal, NamedTuple

from tavoiteparse.language.grammar import NUMBER_PART, Grammar, Heading
from tavoiteparse.language.label import Label
from tavoiteparse.language.roles import NUMBERED, SUBJECTS, VALUES, Role
from tavoiteparse.reading.split import clean
from tavoiteparse.source.lazy import lazy
from tavoiteparse.source.text import Cell, Row, Source

FEWEST_RIDING = 3  # cells of a row that is a label, its value and a header
TABLE_KINDS = frozenset({"columns", "values", "lone", "skip", "label"})
LABELLED = 2  # filled cells of a labelled row; more make it a row of headings or values
MINUTES_LENGTH = 120
FURNITURE_LENGTH = 100  # a longer line is no page furniture
CLOSED_WITHIN = 120  # characters from the start of a damaged label to its colon
COLUMNS = "labels.yaml: column headings"
CONTENT = "-"  # no rule claims the row by itself
BARE_YEAR = lazy(r"(?:19|20)\d\d")  # heads a column where others in its row are headings
YEARED = lazy(r"\b(?:19|20)\d\d$")  # ends a heading of a year that the vocabulary does not know: `Suunnitelma 2024`
FIGURE = lazy(r"[<>≤≥~]?\s?[-–−+]?\d{1,3}(?:[ \xa0.]?\d{3})*(?:,\d{1,4})?\s?[%€]?")
RUNNING_HEAD = "skip: running head"
LONG_RULE = lazy(r"-{4,}")  # the rules of Markdown tables are as long as their columns


MarkKind = Literal["skip", "label", "name", "columns", "values", "lone", "heading", "minutes", "item", "text"]


class Column(NamedTuple):
    """The header of a column: its role, its words as printed, where in its cell a fused value begins (0: no value).

    `second` is another role that its words name, as in `Tavoite / mittari`; `marks` the header itself where a mark in
    its column says what the header says, as an x under `Toteutunut`; `damaged` the right word where scanning spoilt it.
    """

    role: Role
    printed: str
    value_at: int = 0
    second: Role | None = None
    marks: Cell | None = None
    damaged: str | None = None


class Mark(NamedTuple):
    """What a row looks like and the rule that says so."""

    kind: MarkKind
    row: Row
    rule: str
    label: Label | None = None
    columns: tuple[Column | None, ...] = ()
    rank: int = 0
    number: str | None = None
    value_at: int = 0  # of a heading: where its text begins, its number off


def mark(source: Source, rows: list[Row], grammar: Grammar) -> list[Mark]:
    """One mark for each row, in the same order."""
    marks = [_mark_row(source, row, grammar) for row in rows]
    header: Mark | None = None  # of the table that goes on
    lines = [n for n, found in enumerate(marks) if not _is_inside_table(found)]
    for n, m in pairwise([*lines, len(marks)]):
        found = marks[n]
        open_to_doubt = bool(found.columns) or (found.kind == "label" and found.row.kind == "table")
        if found.kind not in TABLE_KINDS or not (open_to_doubt or header):
            header = None
            continue
        below = marks[m] if m < len(marks) and not _is_apart(marks, n, m) else None
        if open_to_doubt:
            found = marks[n] = _settled(found, header, below, grammar)
        if below is None or found.kind == "label":
            header = None
        elif found.kind == "columns":
            header = found
    return marks


def _is_inside_table(mark: Mark) -> bool:
    """Whether a row is none of the table that goes on around it: tags such as `</tr>`, dashes below headings."""
    if mark.kind != "skip":
        return False
    row = mark.row
    if row.kind != "markup":
        return row.kind == "table"
    return "<t" in row.cell.text.casefold().replace("/", "") and "table" not in row.cell.text


def _is_apart(marks: list[Mark], n: int, m: int) -> bool:
    """Whether anything but tags of the table stands between two marks: a blank line, or tags of another kind."""
    if m == n + 1:
        return marks[n].row.last < marks[m].row.first - 1
    return any(marks[k].row.last < marks[k + 1].row.first - 1 for k in range(n, m))


def _settled(mark: Mark, header: Mark | None, below: Mark | None, grammar: Grammar) -> Mark:
    """A row with words that head columns, once the rows around it are known: below a header most are data.

    `Talous | Tilikauden tulos | ylijäämäinen | Toteutunut` is a row of values, `Tavoite | Mittari | Tulos` below other
    headers is a header. `MITTARI | Tulos | Lähtötaso` over ` |  | 50` is a label, its indicator and one header.
    """
    cells = mark.row.cells
    if header is not None and _is_data(mark, header, grammar):
        return Mark("values", mark.row, CONTENT)
    if below is not None and below.row.kind != "table":
        below = None
    if mark.kind == "label" and below is not None and _heads_columns(mark, below, grammar):
        return Mark("columns", mark.row, COLUMNS, None, _columns(cells, grammar, fused=False))
    if mark.kind == "label" and mark.label is not None and mark.label.role == "mittari":
        return mark._replace(columns=_beside_indicator(mark, below, grammar))
    label = grammar.vocabulary.whole(cells[0].text)
    if mark.kind != "columns" or label is None or label.role not in grammar.labels or below is None:
        return mark
    first = below.row.cells
    over_status = label.role == "tila" and grammar.vocabulary.status(first[0].text) is not None
    if len([1 for cell in cells if cell.text]) == LABELLED and _label(first[0].text, grammar) and not over_status:
        return Mark("label", mark.row, label.rule, label)  # `TOIMENPIDE | Seuranta` above `MITTARI | …`
    if len(cells) < FEWEST_RIDING or first[0].text or len(first) < FEWEST_RIDING or not cells[1].text:
        return mark
    if first[1].text or (label.role != "mittari" and mark.columns[1] is not None):
        return mark
    return Mark("label", mark.row, label.rule, label, (mark.columns[0], None, *mark.columns[2:]))


def _heads_columns(mark: Mark, below: Mark, grammar: Grammar) -> bool:
    """Whether `Mittari | Toteutunut` heads two columns, though the second word could be a status: by the row below."""
    cells, first = mark.row.cells, below.row.cells
    if mark.label is None or len(first) != len(cells) or not first[0].text:
        return False
    over_status = mark.label.role == "tila" and grammar.vocabulary.status(first[0].text) is not None
    if not (over_status or (mark.label.role in SUBJECTS and below.kind == "values")):
        return False
    heads = [bool(cell.text) and _is_heading(cell.text, grammar) for cell in cells]
    return all(heads) or (heads[1] and sum(heads) >= FEWEST_RIDING and not over_status)


def _is_heading(text: str, grammar: Grammar) -> bool:
    """Whether all of a text heads a column: `Mittari ja tietolähde`."""
    hit = grammar.vocabulary.header(text)
    return hit is not None and hit.value_at >= len(text) and hit.role in grammar.columns


def _is_data(mark: Mark, header: Mark, grammar: Grammar) -> bool:
    """Whether a row right below headers holds values, though its words could head columns or open a field."""
    cells = mark.row.cells
    if [cell.text for cell in cells] == [cell.text for cell in header.row.cells]:
        return False
    if mark.kind == "label":
        first = header.columns[0]
        if first is not None and first.role == "tila" and grammar.vocabulary.status(cells[0].text) is not None:
            return len(cells) == len(header.row.cells)  # `Toteutunut | yritysasiamies` below `Tila | Vastuu`
        subject = first is not None and first.role in SUBJECTS
        return subject and mark.label is not None and mark.label.role in VALUES and len(cells) == len(header.row.cells)
    if not all(column is not None for cell, column in zip(cells, mark.columns, strict=True) if cell.text):
        return True
    hits = [grammar.vocabulary.header(cell.text) for cell in cells if cell.text]
    if not any(hit is not None and hit.sure for hit in hits):
        return True
    return any(grammar.vocabulary.status(cell.text) for cell in cells if cell.text)


def _beside_indicator(mark: Mark, below: Mark | None, grammar: Grammar) -> tuple[Column | None, ...]:
    """The headers that ride along in a MITTARI row: the cell after the label is the indicator, a status a value.

    Only a cell that is nothing but a level's header heads column 1, where figures stand right below it.
    """
    if not mark.columns:
        return ()
    columns, cells = list(mark.columns), mark.row.cells
    lower = [cell.text for cell in below.row.cells] if below is not None else []
    lower += [""] * (len(cells) - len(lower))
    if len(columns) > 1 and (column := columns[1]) is not None:
        alone = grammar.vocabulary.whole(cells[1].text) is not None
        figures = FIGURE.fullmatch(lower[1]) is not None
        if not alone or not lower[1] or (column.role in VALUES and not figures):
            columns[1] = None
    for n in range(2, len(cells)):
        column = columns[n]
        if column is not None and not lower[n] and grammar.vocabulary.status(cells[n].text):
            columns[n] = None
        elif column is not None and column.role == "tavoite":  # beside an indicator its target
            columns[n] = column._replace(role="tavoitetaso")
    return tuple(columns) if any(columns[1:]) else ()


def _mark_row(source: Source, row: Row, grammar: Grammar) -> Mark:
    if row.kind == "furniture":
        return Mark("skip", row, RUNNING_HEAD)
    return _mark_table(row, grammar) if row.kind == "table" else _mark_text(source, row, grammar)


def _mark_table(row: Row, grammar: Grammar) -> Mark:
    cells = row.cells
    first = cells[0].text
    label = _label(first, grammar)
    filled = len([1 for cell in cells if cell.text])
    if label is not None and (label.role == "mittari" or filled <= LABELLED):
        whole = label.value_at >= len(first)
        headed = whole and (filled > 2 or _is_header(cells, label, grammar))
        columns = _columns(cells, grammar, fused=label.role == "mittari") if headed else ()
        if not (columns and _is_header_row(cells, columns)):
            return Mark("label", row, label.rule, label, columns)
    else:
        damaged = _damaged(row, grammar) if label is None else None
        fused = damaged is not None and damaged.role == "mittari"
        columns = _columns(cells, grammar, fused) if filled > 1 else ()
        plain = _columns(cells, grammar, fused=False) if fused and filled > 1 else ()
        if plain and _is_header_row(cells, plain):  # `M1ttarit | Toimenpiteet | Vastuu`
            columns = plain
        heads = bool(columns) and all(columns[n] is not None for n, cell in enumerate(cells) if cell.text)
        if damaged is not None and not heads and (damaged.role == "mittari" or filled <= LABELLED):
            return Mark("label", row, damaged.rule, damaged, columns)
    if _are_headers(cells, columns):
        return Mark("columns", row, COLUMNS, None, columns)
    if name := _skipped(" ".join([cell.text for cell in cells]), grammar):
        return Mark("skip", row, name)
    if first and filled <= LABELLED and len(first) < MINUTES_LENGTH and grammar.vocabulary.opens_minutes(first):
        return Mark("minutes", row, "furniture.yaml: minutes")
    return Mark("lone" if filled == 1 and first else "values", row, CONTENT)


def _is_header(cells: tuple[Cell, ...], label: Label, grammar: Grammar) -> bool:
    """Whether a label and one other filled cell head two columns (`Tavoite | Mittari`); a status is a value."""
    other = next((cell.text for cell in cells[1:] if cell.text), "")
    hit = grammar.vocabulary.label(other)
    if hit is None or hit.role == label.role or hit.value_at < len(other) or hit.role not in grammar.columns:
        return False
    return grammar.vocabulary.status(other) is None


def _mark_text(source: Source, row: Row, grammar: Grammar) -> Mark:
    text = row.cell.text
    if row.kind == "markup":
        return Mark("skip", row, "skip: markup")
    if name := _skipped(f"{row.marker} {text}" if row.marker == "-" else text, grammar):
        return Mark("skip", row, name)
    own = grammar.heading(text) if row.kind == "heading" else None
    label = _label(text, grammar) or (grammar.vocabulary.colon_label(text) if row.marker == ":" else None)
    if label is not None and (own is None or label.closed):  # `Painopiste 1: X` is a level, too
        if row.kind == "item" and label.number is None and label.role in NUMBERED and row.marker.isdecimal():
            label = label._replace(number=row.marker)  # `1. Tavoite: …`
        opens = label.closed or row.kind == "label"
        return Mark("label" if opens else "name", row, label.rule, label, rank=row.rank)
    if row.kind in ("heading", "label"):
        return _mark_heading(row, own, grammar) if row.kind == "heading" else _mark_shaped(row)
    if grammar.outline is not None and row.alone and row.first == row.last and row.indent == 0:
        start = row.cell.pieces[0] if row.cell.pieces else row.cell.start
        printed = clean(source.text[start : row.cell.end])
        found = grammar.outline.fullmatch(printed)
        if found is not None:
            rank = len(NUMBER_PART.findall(found["tunnus"]))
            at = 0 if row.kind == "item" else found.start("otsikko")
            return Mark("heading", row, grammar.rule("outline"), None, (), rank, found["tunnus"], at)
    if len(text) < MINUTES_LENGTH and grammar.vocabulary.opens_minutes(text):
        return Mark("minutes", row, "furniture.yaml: minutes")
    damaged = _damaged(row, grammar)
    if damaged:
        return Mark("label", row, damaged.rule, damaged)
    return Mark("item" if row.kind == "item" else "text", row, CONTENT)


def _mark_shaped(row: Row) -> Mark:
    """A label alone that nobody knows, among others that it is shaped like: its value has no field."""
    rule, text = "engine: a line shaped like a label, muu", row.cell.text
    return Mark("label", row, rule, Label("muu", None, text, len(text), False, rule, sure=False))


def _mark_heading(row: Row, own: Heading | None, grammar: Grammar) -> Mark:
    """A heading by its signs, or by a pattern of the grammar's own."""
    if own is None:
        return Mark("heading", row, "engine: marked heading", rank=row.rank)
    return Mark("heading", row, grammar.rule(f"headings.{own.n}"), None, (), own.rank, own.number, own.at)


def _label(text: str, grammar: Grammar) -> Label | None:
    label = grammar.vocabulary.label(text)
    return label if label is not None and label.role in grammar.labels else None


def _damaged(row: Row, grammar: Grammar) -> Label | None:
    """A damaged label, only where the row has the shape of one: a word that a colon or a cell sets apart."""
    text = row.cells[0].text
    word, _, rest = text.partition(" ")
    if not grammar.labels or not word:
        return None
    shaped = ":" in text[:CLOSED_WITHIN] or word.endswith(";")
    if not shaped and row.kind == "table":
        capitals = sum(1 for character in word if not character.islower())
        shaped = bool(not rest and word[0].isupper() and (capitals > len(word) / 2 or word.lower()[1:] == word[1:]))
        shaped = shaped and any(cell.text for cell in row.cells[1:])
    return grammar.vocabulary.damaged_label(text, grammar.labels) if shaped else None


def _columns(cells: tuple[Cell, ...], grammar: Grammar, fused: bool) -> tuple[Column | None, ...]:
    """The headers among the cells of a row; nothing where there are none.

    `Asennetut mittarit` heads a column only where others in its row do for certain, or where all are headers.
    """
    found, sure = [], False
    for cell in cells:
        hit = grammar.vocabulary.header(cell.text)
        column = _column(cell, hit, grammar, fused) if hit is not None else None
        sure = sure or (column is not None and hit is not None and hit.sure)
        found.append(column)
    roles = {column.role for column in found if column is not None}
    if not sure and not (len(roles) > 1 and all(found[n] is not None for n, cell in enumerate(cells) if cell.text)):
        return ()
    if sure and not fused and len(roles) > 1:
        found = [one or _damaged_column(cell, grammar) for one, cell in zip(found, cells, strict=True)]
    years = (Column("muu", cell.text) if BARE_YEAR.fullmatch(cell.text) else None for cell in cells)
    return tuple(column or year for column, year in zip(found, years, strict=True))


def _damaged_column(cell: Cell, grammar: Grammar) -> Column | None:
    """A header of one word in which scanning spoilt a sign, among sound ones: `M1ttari`."""
    text = cell.text
    if " " in text or not text[:1].isupper() or text.isalpha():
        return None  # another word of letters alone is another heading
    hit = grammar.vocabulary.damaged_label(text, grammar.columns)
    if hit is None or hit.value_at < len(text):
        return None
    return Column(hit.role, text, damaged=hit.damaged)


def _column(cell: Cell, hit: Label, grammar: Grammar, fused: bool) -> Column | None:
    """What a header makes of its cell; a value may be `fused` to it only in a labelled row."""
    whole = hit.value_at >= len(cell.text)
    if hit.role not in grammar.columns or not (whole or (fused and hit.role in VALUES)):
        return None
    second = hit.second if hit.second in grammar.columns else None
    role = hit.role if hit.role != "tavoitenumero" else "numero"
    return Column(role, hit.printed, 0 if whole else hit.value_at, second)


def _are_headers(cells: tuple[Cell, ...], columns: tuple[Column | None, ...]) -> bool:
    """Whether two cells at least head columns; years count only where nothing else stands beside them."""
    found = [column for column in columns if column is not None]
    named = sum(1 for column in found if not BARE_YEAR.fullmatch(column.printed))
    if not found or _has_figure(cells, columns):
        return False
    return named > 1 or all(column is not None for cell, column in zip(cells, columns, strict=True) if cell.text)


def _has_figure(cells: tuple[Cell, ...], columns: tuple[Column | None, ...]) -> bool:
    """Whether a figure stands among what look like headings: `Kaukoluettavat mittarit | Asennetut mittarit | 210`."""
    return any(
        column is None and FIGURE.fullmatch(cell.text) is not None
        for cell, column in zip(cells[1:], columns[1:], strict=True)  # `1 000 €` in the corner is the table's unit
    )


def _is_header_row(cells: tuple[Cell, ...], columns: tuple[Column | None, ...]) -> bool:
    """All filled cells are headings, or but for some with a year; `MITTARI | | Lähtötaso` waits for indicators.

    `Tunnusluku | Tilinpäätös 2022 | Talousarvio 2023 | Suunnitelma 2024` heads columns; `Mittari 1 | Käynnit 2023`
    does not.
    """
    filled = [n for n, cell in enumerate(cells) if cell.text]
    if (
        not cells[1].text
        and len(cells) > 2
        and all(column and column.role in VALUES for column in columns[2:] if column)
    ):
        return False
    known = [column for n in filled if (column := columns[n]) is not None]
    if any(column.value_at for column in known):
        return False
    if len(known) < len(filled) and (columns[1] is None or len(known) < FEWEST_RIDING):
        return False
    return all(columns[n] is not None or YEARED.search(cells[n].text) for n in filled)


def _skipped(text: str, grammar: Grammar) -> str | None:
    """The name of the rule that skips a line of this text."""
    if len(text) > FURNITURE_LENGTH and "---" in text:
        text = LONG_RULE.sub("---", text)
    if len(text) > FURNITURE_LENGTH:
        return None
    name = grammar.skipped_by(text)
    return f"skip: {name}" if name is not None else None
