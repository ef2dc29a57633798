"""Findings for people: the line with a caret below what is meant, as compilers show it; tables and a summary."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from tavoiteparse.checking.finding import Checked, Finding, Results
from tavoiteparse.contract.diagnostics import Severity
from tavoiteparse.source.messages import N_, filled, translated
from tavoiteparse.source.shown import ELLIPSIS, padded, shown, shown_path, width, wrapped

if TYPE_CHECKING:
    from tavoiteparse.checking.rules import Entry

WIDTH = 100  # columns of a line that are shown where there is no terminal
NARROWEST = 20  # however narrow a terminal is
BEFORE = 0.3  # of these, how many stand before the caret in a longer line
BAR = " | "
COLOURS = {Severity.error: "31", Severity.warning: "33", Severity.info: "36"}
PLURALS = {Severity.error: N_("errors"), Severity.warning: N_("warnings"), Severity.info: N_("infos")}
HEADS = (N_("file"), N_("goals"), N_("indicators"), *PLURALS.values())


def report(
    results: Results,
    entries: "Mapping[str, Entry] | None" = None,
    colour: bool = False,
    columns: int | None = None,
) -> str:
    """All findings, file by file, each with its line and what to do; `columns` is the width of a terminal."""
    return "".join(line + "\n" for finding in results.findings for line in _finding(finding, colour, columns))


def _finding(finding: Finding, colour: bool, columns: int | None) -> Iterator[str]:
    place = finding.place
    name = translated(finding.severity.name)
    said = f"{shown_path(finding.file)}{shown(finding.cited)}: {name}: {shown(finding.message)} [{finding.code}]"
    lines = [said] if columns is None else list(wrapped(said, columns))
    if colour:
        lines[0] = lines[0].replace(f" {name}:", f" \x1b[1;{COLOURS[finding.severity]}m{name}\x1b[0m:", 1)
    yield from lines
    if finding.excerpt.strip():
        end = place.end_column if place.end_line == place.line else len(finding.excerpt)
        number = f"{place.line:>5}"
        room = WIDTH if columns is None else max(NARROWEST, columns - len(number) - len(BAR))
        text, caret = window(finding.excerpt, place.column, end, room)
        yield f"{number}{BAR}{text}"
        yield f"{' ' * len(number)}{BAR}{caret}"
    yield from [f"  {finding.help}"] if columns is None else wrapped(f"  {finding.help}", columns)


def window(line: str, column: int, end: int, room: int) -> tuple[str, str]:
    """What of a line fits around a place, tabs as arrows, and the caret line below it; both take `room` columns.

    A longer line is cut between words, with an ellipsis, where there is a gap to cut at.
    """
    pieces = ["→" if character == "\t" else shown(character) for character in line]
    widths = [width(piece) for piece in pieces]
    at = min(column - 1, len(pieces))
    start, stop = 0, len(pieces)
    if sum(widths) > room:
        start = _first(line, widths, at, room)
        room -= len(ELLIPSIS) if start else 0
        if sum(widths[start:]) > room:
            stop = _last(line, widths, (start, at), room - len(ELLIPSIS))
    left, right = ELLIPSIS if start else "", ELLIPSIS if stop < len(pieces) else ""
    length = sum(widths[at : max(at + 1, min(end, stop))])
    caret = " " * (len(left) + sum(widths[start:at])) + "^" + "~" * (length - 1)
    return left + "".join(pieces[start:stop]) + right, caret


def _first(line: str, widths: list[int], at: int, room: int) -> int:
    """Where a part begins that has a place in it: behind a gap, with something before the place to know it by."""
    start, before = at, 0
    while start > 0 and before + widths[start - 1] <= room * BEFORE:
        start -= 1
        before += widths[start]
    rest = sum(widths[start:])
    while start > 0 and rest + widths[start - 1] <= room - len(ELLIPSIS):  # at the line's end there is room for more
        start -= 1
        rest += widths[start]
    gaps = (n + 1 for n in range(max(start - 1, 0), at) if line[n].isspace())
    start = next(gaps, start) if start else 0
    while start > 0 and widths[start] == 0:  # a mark stays with its letter
        start -= 1
    return start


def _last(line: str, widths: list[int], place: tuple[int, int], room: int) -> int:
    """Where a part ends that begins at the first of two offsets and has the second in it: before a gap."""
    start, at = place
    stop, taken = start, 0
    while stop < len(line) and taken + widths[stop] <= room:
        taken += widths[stop]
        stop += 1
    if stop == len(line) or line[stop].isspace():
        return stop
    return next((n for n in range(stop - 1, at, -1) if line[n].isspace()), stop)


def summary(results: Results) -> str:
    """The counts in a line."""
    counts = ", ".join(_counted(s, results.count(s)) for s in sorted(Severity, reverse=True))
    text = filled("{counts} in {files}", {"counts": counts, "files": counted_files(len(results.files))})
    failed = sum(not checked.read for checked in results.files)
    notes = [filled("{count} could not be read", {"count": failed})] if failed else []
    notes += [filled("{count} rest in the baseline", {"count": results.rested})] if results.rested else []
    return f"{text} ({'; '.join(notes)})" if notes else text


def counted_files(count: int) -> str:
    """`1 file`, `2 files`."""
    return filled(N_("{count} file") if count == 1 else N_("{count} files"), {"count": count})


def _counted(severity: Severity, count: int) -> str:
    return f"{count} {translated(severity.name if count == 1 else PLURALS[severity])}"


def table(results: Results) -> str:
    """The counts of each file, one below the other."""
    heads = tuple(map(translated, HEADS))
    rows = [heads, *(_cells(checked) for checked in results.files)]
    widths = [max(width(row[n]) for row in rows) for n in range(len(heads))]
    lines = []
    for row in rows:
        numbers = (f"{cell:>{columns}}" for cell, columns in zip(row[1:], widths[1:], strict=True))
        lines.append("  ".join((padded(row[0], widths[0]), *numbers)).rstrip())
    return "\n".join(lines) + "\n"


def _cells(checked: Checked) -> tuple[str, ...]:
    counts = Counter(finding.severity for finding in checked.findings)
    goals = (str(checked.goals), str(checked.indicators)) if checked.read else ("-", "-")
    return (shown_path(checked.file), *goals, *(str(counts[severity]) for severity in sorted(Severity, reverse=True)))


def statistics(results: Results) -> str:
    """How often each rule found something, most first."""
    counts = Counter(finding.code for finding in results.findings)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return "".join(f"{count:>6}  {code}\n" for code, count in ordered)
