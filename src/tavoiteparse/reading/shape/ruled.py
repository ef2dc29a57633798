"""Tables whose columns a line of dashes shows: pandoc's simple and multi-line ones (rule `ruled-columns`)."""

from typing import NamedTuple

from tavoiteparse.language.grammar import Grammar
from tavoiteparse.reading.split import EMPTY, read_cell
from tavoiteparse.source.lazy import lazy
from tavoiteparse.source.text import Cell, Line, Row, Source, Tables, join_all

DASHES = lazy(r"-{2,}")
RULE = lazy(r" *-{2,}(?: +-{2,})+ *")  # one run a column
FULL = lazy(r" *-{5,} *")  # above and below a multi-line table
FEWEST_HEADINGS = 2
MOST_HEADER_LINES = 4


class Ruled(NamedTuple):
    """The columns of a table, by the dashes below its headings: where each begins, and where the next one does."""

    lefts: list[int]

    @classmethod
    def of(cls, rule: str) -> "Ruled":
        """The columns that a line of dashes shows."""
        return cls([run.start() for run in DASHES.finditer(rule)])

    def cuts(self, raw: str) -> list[tuple[int, int]]:
        """Where the cells of a line stand in it; none where a word runs over the border of two columns."""
        ends = [*self.lefts[1:], max(len(raw), self.lefts[-1] + 1)]
        for left in self.lefts[1:]:
            if raw[left - 1 : left].strip() and raw[left : left + 1].strip():
                return []
        return list(zip([0, *self.lefts[1:]], ends, strict=True))


def ruled_tables(source: Source, lines: list[Line], grammar: Grammar) -> Tables:
    """Finds tables by their rules of dashes below headings that the vocabulary knows."""
    found = Tables({}, set(), set())
    if not grammar.columns or ("-- -" not in source.text and "--  " not in source.text):
        return found
    n = 1
    while n < len(lines):
        rule = _raw(source, lines[n])
        if RULE.fullmatch(rule) is not None:
            n = _table(source, lines, n, Ruled.of(rule), grammar, found)
        n += 1
    return found


def _raw(source: Source, line: Line) -> str:
    return source.text[line.start : line.end].rstrip("\r\n").expandtabs(1)


def _table(source: Source, lines: list[Line], rule: int, ruled: Ruled, grammar: Grammar, found: Tables) -> int:
    """Adds the table whose rule of dashes stands on a line; the index of its last line, or of the rule."""
    first = rule
    while first > 0 and rule - first < MOST_HEADER_LINES and lines[first - 1].cells:
        if _is_full(source, lines[first - 1]) or not ruled.cuts(_raw(source, lines[first - 1])):
            break
        first -= 1
    header = _row(source, lines[first:rule], ruled)
    hits = [grammar.vocabulary.header(cell.text) for cell in header.cells if cell.text] if header is not None else []
    if header is None or sum(hit is not None and hit.value_at >= len(hit.printed) for hit in hits) < FEWEST_HEADINGS:
        return rule
    groups, last = _groups(source, lines, rule + 1, ruled)
    framed = first > 0 and _is_full(source, lines[first - 1]) and last < len(lines) and _is_full(source, lines[last])
    several = framed or (len(groups) > 1 and any(len(group) > 1 for group in groups))  # a blank line ends a row
    rows = [header]
    for group in groups:
        parts = [group] if several else [[one] for one in group]
        rows += [row for part in parts if (row := _row(source, part, ruled)) is not None]
    for row in rows:
        found.rows.setdefault(row.first, []).append(row)
        found.lines.update(range(row.first, row.last + 1))
        found.taken.update(piece for cell in row.cells for piece in cell.pieces)
    return last - 1 if last > rule + 1 else rule


def _is_full(source: Source, line: Line) -> bool:
    return FULL.fullmatch(_raw(source, line)) is not None


def _groups(source: Source, lines: list[Line], n: int, ruled: Ruled) -> tuple[list[list[Line]], int]:
    """The lines below the rule that its columns fit, in groups apart by blank lines, and the index after them."""
    groups: list[list[Line]] = [[]]
    while n < len(lines):
        line = lines[n]
        if not line.cells:
            after = n + 1
            if not groups[-1] or after >= len(lines) or not _fits(source, lines[after], ruled):
                break
            groups.append([])
        elif RULE.fullmatch(_raw(source, line)) or _is_full(source, line) or not ruled.cuts(_raw(source, line)):
            break
        else:
            groups[-1].append(line)
        n += 1
    return [group for group in groups if group], n


def _fits(source: Source, line: Line, ruled: Ruled) -> bool:
    """Whether a line below a blank one is a row: it has text in two columns at least."""
    if not line.cells or RULE.fullmatch(_raw(source, line)) or _is_full(source, line):
        return False
    raw = _raw(source, line)
    return sum(1 for start, end in ruled.cuts(raw) if raw[start:end].strip()) > 1


def _row(source: Source, lines: list[Line], ruled: Ruled) -> Row | None:
    """Lines as one row, cut at the columns."""
    if not lines:
        return None
    columns: list[list[Cell]] = [[] for _ in ruled.lefts]
    for line in lines:
        raw = _raw(source, line)
        owned = tuple(cell.start for cell in line.cells)
        for column, (start, end) in zip(columns, ruled.cuts(raw), strict=False):
            cell = read_cell(raw[start:end], line.start + start)
            if cell.text:
                column.append(cell._replace(pieces=owned))
    cells = tuple(join_all(column) if column else EMPTY for column in columns)
    return Row("table", cells, lines[0].number, lines[-1].number) if any(cell.text for cell in cells) else None
