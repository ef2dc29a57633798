"""A reading told line by line: mark, rule, field. For people; programs read the report itself."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tavoiteparse.authoring.near import near_misses
from tavoiteparse.pipeline import Reading
from tavoiteparse.reading.mark import Mark
from tavoiteparse.source.shown import fitting, padded, shown, width, wrapped

HEADINGS = ("line", "mark", "rule", "field", "text")
ALMOST = "almost"  # stands for the mark of a line that says which rule nearly read the one above
COLUMN_WIDTH = 34  # at most, of all columns but the last, which has the rest of a terminal
TEXT_WIDTH = 80
LEAST_TEXT = 40  # columns that the text needs beside the others; in fewer it stands below them
STYLES = {"label": "32", "columns": "32", "heading": "1;36", "skip": "2", ALMOST: "33"}


class Told(NamedTuple):
    """One non-blank line: its mark, the rule behind it, the fields its cells went to, and its text."""

    number: int
    mark: str
    rule: str
    fields: str
    text: str


def told(reading: Reading) -> Iterator[Told]:
    """Every non-blank line, in order."""
    marks: dict[int, Mark] = {}
    almost = near_misses(reading)
    for mark in reading.state.marks:
        for number in range(mark.row.first, mark.row.last + 1):
            marks[number] = mark
    for line in reading.lines:
        if not line.cells:
            continue
        owners = [str(reading.state.owners.get(cell.start, "UNREAD")) for cell in line.cells if cell.text]
        mark = marks[line.number]
        text = " | ".join(cell.text for cell in line.cells)
        rule = reading.state.rules.get(mark.row.first, mark.rule)
        yield Told(line.number, mark.kind, rule, ", ".join(dict.fromkeys(owners)), text)
        if line.number in almost:
            yield Told(line.number, ALMOST, "", "", almost[line.number])


def choice_lines(reading: Reading) -> Iterator[str]:
    """The grammar that read the text and why; what each other grammar missed."""
    choice = reading.choice
    name = choice.grammar.name
    why = "forced" if choice.forced else "it fits" if choice.fits else "no other fits"
    yield f"grammar: {name} ({why})"
    for found in choice.evidence.get(name, []):
        yield f"  {f'line {found.line}' if found.line else 'not found'}: {found.sign.why}"
    for other, evidence in choice.evidence.items():
        if other == name or not evidence:
            continue
        yield f"not {other}:"
        for found in evidence:
            yield f"  {f'line {found.line}' if found.line else 'missing'}: {found.sign.why}"
            if found.missed is not None:
                yield f"    almost: {found.missed}"


def plain(reading: Reading) -> Iterator[str]:
    """The explanation as columns of plain text."""
    for head in choice_lines(reading):
        yield f"{shown(head)}\n"
    rows = _rows(reading)
    widths = [max(width(row[n]) for row in rows) for n in range(4)]
    yield "\n"
    for number, mark, *columns, text in rows:
        cells = [padded(cell, wide) for cell, wide in zip((mark, *columns), widths[1:], strict=True)]
        yield f"{number:>{widths[0]}}  {'  '.join(cells)}  {text if mark == ALMOST else fitting(text, TEXT_WIDTH)}\n"


def on_terminal(reading: Reading, columns: int, colour: bool) -> Iterator[str]:
    """The explanation in so many columns: a line a row where the text has room beside the rest, else below it."""
    for head in choice_lines(reading):
        style = "1;32" if head.startswith("grammar") else "1" if head.startswith("not") else "2"
        indent = " " * (len(head) - len(head.lstrip()) + 2)
        yield from _styled(wrapped(shown(head), columns, indent), style if colour else "")
    rows = _rows(reading)
    widths = [min(COLUMN_WIDTH, max(width(row[n]) for row in rows)) for n in range(4)]
    room = columns - sum(widths) - 2 * len(widths)
    layout = _beside if room >= LEAST_TEXT else _below
    yield "\n"
    for n, row in enumerate(rows):
        style = "1" if n == 0 else "1;31" if "UNREAD" in row[3] else STYLES.get(row[1], "")
        yield from _styled(layout(row, widths, columns), style if colour else "")


def _rows(reading: Reading) -> list[tuple[str, ...]]:
    """The headings, and every line with what is told of it."""
    return [HEADINGS, *(tuple(shown(str(cell)) for cell in line) for line in told(reading))]


def _beside(row: tuple[str, ...], widths: list[int], columns: int) -> Iterator[str]:
    number, *cells, text = row
    fitted = [padded(fitting(cell, wide), wide) for cell, wide in zip(cells, widths[1:], strict=True)]
    start = f"{number:>{widths[0]}}  {'  '.join(fitted)}  "
    yield start + fitting(text, columns - width(start))


def _below(row: tuple[str, ...], widths: list[int], columns: int) -> Iterator[str]:
    """The text below what is told of it: a remark whole, a line of the report as far as it fits."""
    number, mark, rule, fields, text = row
    indent = " " * (widths[0] + 2)
    yield from wrapped(
        "  ".join(cell for cell in (f"{number:>{widths[0]}}", mark, rule, fields) if cell), columns, indent
    )
    if mark == ALMOST:
        yield from wrapped(indent + text, columns, indent)
    else:
        yield indent + fitting(text, columns - len(indent))


def _styled(lines: Iterable[str], style: str) -> Iterator[str]:
    yield from (f"\x1b[{style}m{line}\x1b[0m\n" if style else f"{line}\n" for line in lines)
