"""Tables whose goals or indicators stand side by side, one a column: turned, so that each is a row (rule `turned-tables`)."""

from collections.abc import Iterator

from tavoiteparse.language.grammar import Grammar
from tavoiteparse.language.roles import MEASURED, SUBJECTS
from tavoiteparse.source.text import Row

FEWEST_FIELDS = 3  # rows that name a field
FRAME = frozenset("-:= ")
FEWEST_COLUMNS = 3  # the fields and two goals or indicators


def turn_tables(rows: list[Row], grammar: Grammar) -> list[Row]:
    """Rows with the tables turned whose first column names fields, and whose other columns are goals or indicators.

    `Tavoite | Vesi riittää | Tiet kestävät` above `Mittari | Katkot | Painumat` and `Toteuma | 3 | 12`; a table with
    headings above it is left as it is.
    """
    found: list[Row] = []
    at = 0
    for begun, end in _runs(rows):
        start = begun
        while (fields := _fields(rows, start, end, grammar)) is None and start + FEWEST_FIELDS < end:
            start += 1
        if fields is not None:
            above = start - 1
            while above > begun and _is_frame(rows[above]):
                above -= 1
            if above >= begun and not rows[above].cells[0].text:  # a name for each column
                start = above
            found += rows[at:start] + _turned(rows[start:end])
            at = end
    return found + rows[at:] if at else rows


def _runs(rows: list[Row]) -> Iterator[tuple[int, int]]:
    """Where rows of as many cells stand right below each other, lines of a table's frame between them or not."""
    start = width = 0
    for n, row in enumerate([*rows, None]):
        wide = len(row.cells) if row is not None and row.kind == "table" else 0
        if row is not None and row.kind == "markup" and width and row.first <= rows[n - 1].last + 1:
            continue
        apart = row is not None and n > 0 and row.first > rows[n - 1].last + 1
        if wide != width or apart:
            if width >= FEWEST_COLUMNS and n - start >= FEWEST_FIELDS:
                yield start, n
            start, width = n, wide


def _fields(rows: list[Row], start: int, end: int, grammar: Grammar) -> list[str] | None:
    """The fields that the first cells of a run name; None where they do not, or others do."""
    whole, values = grammar.vocabulary.whole, grammar.vocabulary.values
    roles: list[str] = []
    for row in rows[start:end]:
        if _is_frame(row):
            continue
        label = whole(row.cells[0].text) if row.cells[0].text else None
        if label is None or label.role in roles or label.role not in grammar.columns:
            return None
        filled = [cell.text for cell in row.cells[1:] if cell.text]
        if any(whole(text) is not None and grammar.vocabulary.status(text) is None for text in filled):
            return None
        if label.role in SUBJECTS and (len(filled) < FEWEST_COLUMNS - 1 or any(map(values.is_figure, filled))):
            return None
        roles.append(label.role)
    return roles if len(roles) >= FEWEST_FIELDS and SUBJECTS & {*roles} and MEASURED & {*roles} else None


def _is_frame(row: Row) -> bool:
    """Whether a row is drawn and says nothing: tags, the dashes below headings."""
    return row.kind != "table" or all(FRAME.issuperset(cell.text) for cell in row.cells)


def _turned(rows: list[Row]) -> list[Row]:
    """The columns of some rows as rows, the fields first; lines of the frame stand above them."""
    frame = [row for row in rows if _is_frame(row)]
    table = [row for row in rows if not _is_frame(row)]
    first, last = table[0].first, table[-1].last
    turned = zip(*(row.cells for row in table), strict=True)
    return [*frame, *(table[0]._replace(cells=cells, first=first, last=last) for cells in turned)]
