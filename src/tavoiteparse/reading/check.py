"""A built report to diagnostics: what is missing from it, what of the text was not read."""

from tavoiteparse.contract.diagnostics import CROWDED, Diagnostic
from tavoiteparse.reading.assemble.state import Owner, State
from tavoiteparse.reading.choose import Choice
from tavoiteparse.reading.damage import find_damage
from tavoiteparse.source.messages import Phrase
from tavoiteparse.source.text import Line, Span

BORDERLESS = ("flattened-table", "glued-cells")
HEADING = Owner("otsikko")


def coverage(lines: list[Line], owners: dict[int, Owner]) -> dict[str, int]:
    """How many non-blank lines went where; a line counts by the gravest thing that happened to one of its cells."""
    counts = {"riveja": 0, "luettu": 0, "vapaata": 0, "ohitettu": 0, "lukematta": 0}
    for line in lines:
        if not line.cells:
            continue
        counts["riveja"] += 1
        counts[fate_of(line, owners)] += 1
    return counts


def fate_of(line: Line, owners: dict[int, Owner]) -> str:
    """What became of a line that is not blank: the gravest thing that happened to one of its cells."""
    fates = {owners[cell.start].fate if cell.start in owners else "lukematta" for cell in line.cells if cell.text}
    return next(fate for fate in ("lukematta", "luettu", "vapaata", "ohitettu") if fate in fates)


def _nearest(choice: Choice) -> dict[str, object]:
    """The words of `no-goals`: the grammar that came nearest and the signs it misses."""
    name = choice.nearest
    if choice.found(name) == 0:
        return {"nearest": Phrase("no grammar's signs are in it"), "missing": ""}
    return {
        "nearest": Phrase("the nearest grammar is {name}, which misses ", {"name": name}),
        "missing": "; ".join(choice.missing(name)) or Phrase("nothing"),
    }


def _near_line(state: State, found: list[Diagnostic]) -> dict[str, object] | None:
    """The words of `no-goals` where a line came near: headings without cells, or without one for a goal."""
    flat = next((one for one in found if one.code in BORDERLESS), None)
    if flat is not None:
        line = state.source.position(flat.span.start)[0]
        return {
            "nearest": Phrase("line {line} is of a table that lost the borders of its cells; ", {"line": line}),
            "missing": Phrase("read the original PDF or Word file"),
        }
    headed = next((mark for mark in state.marks if mark.kind == "columns"), None)
    if headed is None:
        return None
    printed = ", ".join(cell.text for cell in headed.row.cells if cell.text)
    return {
        "nearest": Phrase("line {line} has the headings {printed}, ", {"line": headed.row.first, "printed": printed}),
        "missing": Phrase("none for a goal or indicator"),
    }


def _one_for_each_cell(found: list[Diagnostic]) -> list[Diagnostic]:
    """Of the findings that say of one cell that its values cannot be told apart, the one that says most."""
    best: dict[int, int] = {}
    for one in found:
        if one.code in CROWDED:
            best[one.span.start] = min(CROWDED.index(one.code), best.get(one.span.start, len(CROWDED)))
    return [one for one in found if one.code not in CROWDED or CROWDED.index(one.code) == best[one.span.start]]


def check(state: State, lines: list[Line], choice: Choice, has_goals: bool) -> list[Diagnostic]:
    """All findings about the reading, in the order of the text."""
    found = _one_for_each_cell(state.diagnostics)
    if not any(line.cells for line in lines):
        return [Diagnostic("empty-file", Span(0, 0), {})]
    for line in lines:
        for cell in line.cells:
            if cell.text and cell.start not in state.owners:
                found.append(Diagnostic("unread-line", Span(cell.start, cell.end), {"text": cell.text}))
    unproved = {start for start, owner in state.owners.items() if owner == HEADING or owner.fate == "vapaata"}
    found += find_damage(state.source, lines, unproved, state.grammar.vocabulary)
    if not has_goals:
        found.append(Diagnostic("no-goals", Span(0, 0), _near_line(state, found) or _nearest(choice)))
    elif not choice.fits:
        found.append(Diagnostic("unknown-layout", Span(0, 0), {}))
    return sorted(found, key=lambda diagnostic: (diagnostic.span, diagnostic.code))
