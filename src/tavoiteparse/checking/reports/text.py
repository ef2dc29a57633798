"""Findings for people: the line with a caret below what is meant, as compilers show it; tables and a summary."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING
from unicodedata import combining, east_asian_width

from tavoiteparse.checking.finding import Checked, Finding, Results
from tavoiteparse.contract.diagnostics import Severity

if TYPE_CHECKING:
    from tavoiteparse.checking.rules import Entry

WIDTH = 100  # columns of a line that are shown
BEFORE = 30  # of these, how many stand before the caret in a longer line
COLOURS = {Severity.error: "31", Severity.warning: "33", Severity.info: "36"}
PLURALS = {Severity.error: "errors", Severity.warning: "warnings", Severity.info: "infos"}


def report(results: Results, entries: "Mapping[str, Entry] | None" = None, colour: bool = False) -> str:
    """All findings, file by file, each with its line and what to do."""
    return "".join(line + "\n" for finding in results.findings for line in _finding(finding, colour))


def _finding(finding: Finding, colour: bool) -> Iterator[str]:
    place = finding.place
    name = finding.severity.name
    shown = f"\x1b[1;{COLOURS[finding.severity]}m{name}\x1b[0m" if colour else name
    yield f"{finding.file}:{place.line}:{place.column}: {shown}: {finding.message} [{finding.code}]"
    if finding.excerpt.strip():
        end = place.end_column if place.end_line == place.line else len(finding.excerpt)
        text, caret = _window(finding.excerpt, place.column, end)
        number = f"{place.line:>5}"
        yield f"{number} | {text}"
        yield f"{' ' * len(number)} | {caret}"
    yield f"  {finding.help}"


def _window(line: str, column: int, end: int) -> tuple[str, str]:
    """The part of a line around a place, tabs as arrows, and the caret line below it."""
    start = 0
    if len(line) > WIDTH:
        start = max(0, min(column - 1 - BEFORE, len(line) - WIDTH))
    text = line[start : start + WIDTH].replace("\t", "→")
    text = "".join(character if character.isprintable() else " " for character in text)
    at = column - 1 - start
    length = max(1, min(end, start + len(text)) - column + 1)
    caret = " " * _width(text[:at]) + "^" + "~" * max(0, _width(text[at : at + length]) - 1)
    left, right = "…" if start else "", "…" if start + WIDTH < len(line) else ""
    return left + text + right, " " * len(left) + caret


def _width(text: str) -> int:
    """Columns of a terminal that a text takes."""
    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def summary(results: Results) -> str:
    """The counts in a line."""
    counts = ", ".join(f"{results.count(s)} {_plural(s, results.count(s))}" for s in sorted(Severity, reverse=True))
    text = f"{counts} in {counted_files(len(results.files))}"
    failed = sum(not checked.read for checked in results.files)
    notes = [f"{failed} could not be read"] if failed else []
    notes += [f"{results.rested} rest in the baseline"] if results.rested else []
    return f"{text} ({'; '.join(notes)})" if notes else text


def counted_files(count: int) -> str:
    """`1 file`, `2 files`."""
    return f"{count} file{'' if count == 1 else 's'}"


def _plural(severity: Severity, count: int) -> str:
    return severity.name if count == 1 else PLURALS[severity]


def table(results: Results) -> str:
    """The counts of each file, one below the other."""
    heads = ("file", "goals", "indicators", "errors", "warnings", "infos")
    rows = [heads, *(_cells(checked) for checked in results.files)]
    widths = [max(len(row[n]) for row in rows) for n in range(len(heads))]
    lines = []
    for row in rows:
        numbers = (f"{cell:>{width}}" for cell, width in zip(row[1:], widths[1:], strict=True))
        lines.append("  ".join((f"{row[0]:<{widths[0]}}", *numbers)).rstrip())
    return "\n".join(lines) + "\n"


def _cells(checked: Checked) -> tuple[str, ...]:
    counts = Counter(finding.severity for finding in checked.findings)
    goals = (str(checked.goals), str(checked.indicators)) if checked.read else ("-", "-")
    return (checked.file, *goals, *(str(counts[severity]) for severity in sorted(Severity, reverse=True)))


def statistics(results: Results) -> str:
    """How often each rule found something, most first."""
    counts = Counter(finding.code for finding in results.findings)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return "".join(f"{count:>6}  {code}\n" for code, count in ordered)
