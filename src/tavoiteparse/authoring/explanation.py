"""A reading told line by line: mark, rule, field. For people; programs read the report itself."""

from collections.abc import Iterator
from typing import NamedTuple

from tavoiteparse.authoring.near import near_misses
from tavoiteparse.pipeline import Reading
from tavoiteparse.reading.mark import Mark

HEADINGS = ("line", "mark", "rule", "field", "text")
ALMOST = "almost"  # stands for the mark of a line that says which rule nearly read the one above
COLUMN_WIDTH = 34  # of all columns but the last, which has the rest of the terminal
TEXT_WIDTH = 80
STYLES = {
    "label": "green",
    "columns": "green",
    "heading": "bold cyan",
    "skip": "dim",
    "values": "default",
    ALMOST: "yellow",
}


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
        yield f"{head}\n"
    rows: list[tuple[str, ...]] = [HEADINGS]
    for line in told(reading):
        short = len(line.text) <= TEXT_WIDTH or line.mark == ALMOST
        text = line.text if short else f"{line.text[: TEXT_WIDTH - 1]}…"
        rows.append((str(line.number), line.mark, line.rule, line.fields, text))
    widths = [max(len(row[n]) for row in rows) for n in range(4)]
    yield "\n"
    for number, *columns, text in rows:
        padded = "  ".join(f"{column:<{width}}" for column, width in zip(columns, widths[1:], strict=True))
        yield f"{number:>{widths[0]}}  {padded}  {text}\n"


def show(reading: Reading, colour: bool = True) -> None:
    """The explanation on a terminal, as a table as wide as that is, with or without colours."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(color_system="auto" if colour else None)
    for line in choice_lines(reading):
        style = "bold green" if line.startswith("grammar") else "bold" if line.startswith("not") else "dim"
        console.print(Text(line, style=style))
    rows = list(told(reading))
    table = Table(box=None, pad_edge=False, header_style="bold", expand=True)
    for n, heading in enumerate(HEADINGS[:-1]):
        width = max(len(heading), *(len(str(row[n])) for row in rows)) if rows else len(heading)
        table.add_column(heading, justify="right" if n == 0 else "left", no_wrap=True, width=min(width, COLUMN_WIDTH))
    table.add_column(HEADINGS[-1], no_wrap=True, overflow="ellipsis", ratio=1)
    for row in rows:
        style = "bold red" if "UNREAD" in row.fields else STYLES.get(row.mark, "default")
        table.add_row(str(row.number), row.mark, row.rule, Text(row.fields), Text(row.text), style=style)
    console.print(table)
