"""Tables whose goals or indicators stand side by side, one a column, turned to rows (rule `turned-tables`)."""

from collections.abc import Iterator

from tavoiteparse.language.grammar import Grammar
from tavoiteparse.language.label import NO_VALUE
from tavoiteparse.language.roles import MEASURED, SUBJECTS
from tavoiteparse.reading.split import EMPTY
from tavoiteparse.source.lazy import lazy
from tavoiteparse.source.text import Row, join_cells

YEAR = lazy(r"(?:19|20)\d\d")
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
    for start, end in _runs(rows):
        named = not rows[start].cells[0].text  # a row of names, one for each column
        if _have_fields(rows[start + named : end], grammar):
            found += rows[at:start] + _turned(rows[start:end])
            at = end
    return found + rows[at:] if at else rows


def spread_years(rows: list[Row], grammar: Grammar) -> list[Row]:
    """Rows with tables of levels by year made one row of headings and one of values.

    `Vuosi | 2024 | 2025` above `Tavoite | 15 | 20` and `Toteuma | 8 | 19` is `Tavoite 2024 | Tavoite 2025 | …`.
    """
    found: list[Row] = []
    at = 0
    for n, row in enumerate(rows):
        if n < at or row.kind != "table" or not _are_years(row):
            continue
        end = n + 1
        while end < len(rows) and _is_frame(rows[end]) and rows[end].first == rows[end - 1].last + 1:
            end += 1
        start = end
        while end < len(rows) and _is_of_years(rows[end], row, grammar) and rows[end].first == rows[end - 1].last + 1:
            end += 1
        if end > start:
            found += [*rows[at:n], *rows[n + 1 : start], *_spread(row, rows[start:end])]
            at = end
    return found + rows[at:] if at else rows


def _are_years(row: Row) -> bool:
    """Whether a row is years, but for the word or blank in its first cell."""
    first, *years = [cell.text for cell in row.cells]
    return len(years) > 1 and (not first or first.isalpha()) and all(map(YEAR.fullmatch, years))


def _is_of_years(row: Row, years: Row, grammar: Grammar) -> bool:
    """Whether a row has a level's or result's label, and figures or dashes below all years."""
    if row.kind != "table" or len(row.cells) != len(years.cells):
        return False
    label = grammar.vocabulary.whole(row.cells[0].text)
    if label is None or label.role not in MEASURED | {"tavoite"}:
        return False
    texts = [cell.text for cell in row.cells[1:]]
    return all(text in NO_VALUE or grammar.vocabulary.values.is_figure(text) for text in texts)


def _spread(years: Row, rows: list[Row]) -> list[Row]:
    heads = [join_cells(row.cells[0], year) for row in rows for year in years.cells[1:]]
    values = [cell for row in rows for cell in row.cells[1:]]
    first, last = years.first, rows[-1].last
    header = years._replace(cells=(years.cells[0], *heads), last=last)
    return [header, rows[0]._replace(cells=(EMPTY, *values), first=first, last=last)]


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


def _have_fields(rows: list[Row], grammar: Grammar) -> bool:
    """Whether the first cells of rows name fields, those of a goal or indicator and its values among them.

    The rows of goals and indicators have no figures, and no other cell is a heading.
    """
    whole, values = grammar.vocabulary.whole, grammar.vocabulary.values
    roles: list[str] = []
    for row in rows:
        if _is_frame(row):
            continue
        label = whole(row.cells[0].text) if row.cells[0].text else None
        if label is None or label.role in roles or label.role not in grammar.columns:
            return False
        filled = [cell.text for cell in row.cells[1:] if cell.text]
        if any(whole(text) is not None and grammar.vocabulary.status(text) is None for text in filled):
            return False
        if label.role in SUBJECTS and (len(filled) < FEWEST_COLUMNS - 1 or any(map(values.is_figure, filled))):
            return False
        roles.append(label.role)
    return len(roles) >= FEWEST_FIELDS and bool(SUBJECTS & {*roles} and MEASURED & {*roles})


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
