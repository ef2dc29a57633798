"""A comparison as it is written: lines for people, Markdown, JSON, CSV, and a table of periods."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from io import StringIO
from itertools import pairwise
from types import MappingProxyType
from typing import NamedTuple

from tavoiteparse.compare.changes import Change
from tavoiteparse.compare.comparison import Comparison, data_of
from tavoiteparse.compare.side import Place, Side, goal_name
from tavoiteparse.judging.matching import SURE, Entry
from tavoiteparse.source.messages import N_, filled, translated
from tavoiteparse.source.shown import harmless_json, shown

HEADINGS = (N_("Change"), N_("Goal"), N_("Indicator"), N_("Old"), N_("New"), N_("Sure"))  # of the table in Markdown
LONGEST = 72  # characters of a value in a line for people
NEITHER = "–"
CSV_COLUMNS = (
    "laji", "tavoite", "mittari", "vanha", "vanha_arvo", "vanha_yksikko", "vanha_tiedosto", "vanha_rivi", "uusi",
    "uusi_arvo", "uusi_yksikko", "uusi_tiedosto", "uusi_rivi", "varmuus",
)  # fmt: skip
# One sign a kind of change, so that a list can be looked over; letters would be words.
SIGNS = (("goal-", "#"), ("indicator-", "•"), ("target-", "◎"), ("baseline-", "◎"), ("unit-", "◎"), ("", "·"))


def as_json(comparison: Comparison) -> str:
    """The contract `tavoiteparse-muutokset/1`."""
    return harmless_json(json.dumps(data_of(comparison), ensure_ascii=False, indent=2)) + "\n"


def as_text(comparison: Comparison) -> str:
    """Changes by goal, each with both places; of three reports and more a table of periods below."""
    lines = []
    for (old, new), step in zip(_neighbours(comparison), comparison.steps, strict=True):
        lines += [f"{_heading(old)} → {_heading(new)}", ""]
        goal: str | None = None
        for n, change in enumerate(step.changes):
            if n == 0 or change.tavoite != goal:
                goal = change.tavoite
                lines.append(f"  {shown(goal or NEITHER)}")
            lines += _lines_of(change)
        lines += ["" if step.changes else translated("  nothing changed") + "\n"]
        changes = _counted(len(step.changes), N_("{count} change"), N_("{count} changes"))
        matches = _counted(len(step.matches), N_("{count} match"), N_("{count} matches"))
        lines.append(f"{changes}, {matches}\n")
    text = "\n".join(lines)
    return text + ("\n" + periods_text(comparison) if len(comparison.sides) > 2 else "")


def _lines_of(change: Change) -> Iterator[str]:
    sign = next(sign for begin, sign in SIGNS if change.laji.startswith(begin))
    name = f": {_short(change.mittari)}" if change.mittari else ""
    sure = {"sure": change.varmuus}
    doubt = filled(" (doubtful match, {sure:.2f})", sure) if change.varmuus <= SURE else ""
    yield f"    {sign} {change.laji}{name}{doubt}"
    sides = [f"{_short(place.teksti)} ({_where(place)})" for place in (change.vanha, change.uusi) if place is not None]
    yield f"        {' → '.join(sides)}" + (f" → {NEITHER}" if change.uusi is None else "")


def as_markdown(comparison: Comparison) -> str:
    """A table of changes for each step; of three reports and more a table of periods below."""
    lines = []
    for (old, new), step in zip(_neighbours(comparison), comparison.steps, strict=True):
        lines += [f"## {_marked(_heading(old))} → {_marked(_heading(new))}", ""]
        if not step.changes:
            lines += [translated("Nothing changed."), ""]
            continue
        rows = [list(map(translated, HEADINGS))]
        for change in step.changes:
            sides = [f"{_short(one.teksti)} ({_where(one)})" if one else NEITHER for one in (change.vanha, change.uusi)]
            rows.append([change.laji, change.tavoite or "", change.mittari or "", *sides, f"{change.varmuus:.2f}"])
        lines += [*_markdown_table(rows), ""]
    if len(comparison.sides) > 2:
        lines += ["## " + translated("Periods"), "", *_markdown_table(periods(comparison, _titles())), ""]
    return "\n".join(lines)


def as_csv(comparison: Comparison) -> str:
    """A row for each change."""
    rows = []
    for change in comparison.changes:
        row: list[object] = [change.laji, change.tavoite, change.mittari]
        for place in (change.vanha, change.uusi):
            values = (place.teksti, place.arvo, place.yksikko, place.tiedosto, place.rivit[0]) if place else (None,) * 5
            row += values
        rows.append([*row, change.varmuus])
    return _csv([list(CSV_COLUMNS), *rows])


class Chain(NamedTuple):
    """An indicator through the reports, by the number of each report in which it is."""

    entries: dict[int, Entry]

    @property
    def last(self) -> Entry:
        """The indicator in the last report that has it."""
        return self.entries[max(self.entries)]


def periods(comparison: Comparison, titles: tuple[str, str] = HEADINGS[1:3]) -> list[list[str]]:
    """A heading and a row for each indicator, a column for each report: its result, and the target it was held to."""
    chains = _chains(comparison)
    rows = [[*titles, *map(_heading, comparison.sides)]]
    for chain in chains:
        judged = chain.last.judged
        cells = [_cell(chain.entries.get(n)) for n in range(len(comparison.sides))]
        rows.append([goal_name(judged.tavoite) or "", judged.mittari.mittari or "", *cells])
    return rows


def _cell(entry: Entry | None) -> str:
    if entry is None:
        return ""
    levels = entry.judged.levels
    status = entry.judged.mittari.tila or entry.judged.kohta.tila
    result = levels.result.text if levels.result is not None else status.teksti if status is not None else NEITHER
    target = levels.target
    wanted = target.one.teksti if target and target.one and target.where == "mittari" else target.text if target else ""
    return f"{_short(result)} / {_short(wanted)}" if wanted else _short(result)


def _chains(comparison: Comparison) -> list[Chain]:
    chains = [Chain({0: entry}) for entry in comparison.sides[0].entries]
    at = {id(chain.entries[0].judged.mittari): chain for chain in chains}
    for n, step in enumerate(comparison.steps, 1):
        before = {id(pair.new.judged.mittari): pair.old for pair in step.pairs}
        now = {}
        for entry in comparison.sides[n].entries:
            old = before.get(id(entry.judged.mittari))
            chain = at.get(id(old.judged.mittari)) if old is not None else None
            if chain is None:
                chain = Chain({})
                chains.append(chain)
            chain.entries[n] = entry
            now[id(entry.judged.mittari)] = chain
        at = now
    return chains


def _titles() -> tuple[str, str]:
    """The first headings of a table of periods for people; those of CSV are the same in all languages."""
    return translated("Goal"), translated("Indicator")


def periods_text(comparison: Comparison) -> str:
    """The table of periods in columns, for people."""
    rows = [[shown(cell) for cell in row] for row in periods(comparison, _titles())]
    widths = [min(max(len(row[n]) for row in rows), LONGEST // 2) for n in range(len(rows[0]))]
    lines = [
        "  ".join(_short(cell, width).ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows
    ]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def periods_csv(comparison: Comparison) -> str:
    """The table of periods as CSV."""
    return _csv(periods(comparison))


def periods_markdown(comparison: Comparison) -> str:
    """The table of periods as Markdown."""
    return "\n".join(_markdown_table(periods(comparison, _titles()))) + "\n"


FORMATS: Mapping[str, Callable[[Comparison], str]] = MappingProxyType(
    {"text": as_text, "markdown": as_markdown, "json": as_json, "csv": as_csv}
)
PERIODS: Mapping[str, Callable[[Comparison], str]] = MappingProxyType(
    {"text": periods_text, "markdown": periods_markdown, "csv": periods_csv}
)


def _neighbours(comparison: Comparison) -> list[tuple[Side, Side]]:
    return list(pairwise(comparison.sides))


def _heading(side: Side) -> str:
    kausi = side.raportti.kausi
    return f"{kausi.teksti} ({side.name})" if kausi is not None else side.name


def _where(place: Place) -> str:
    return f"{place.tiedosto}:{place.rivit[0]}" + (
        filled(", page {page}", {"page": place.sivu}) if place.sivu is not None else ""
    )


def _short(text: str | None, most: int = LONGEST) -> str:
    line = shown(" ".join((text or NEITHER).split()))
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def _counted(count: int, one: str, several: str) -> str:
    return filled(one if count == 1 else several, {"count": count})


def _marked(text: str) -> str:
    """A text in Markdown, its signs harmless."""
    line = shown(" ".join(text.split()))
    for sign in "\\|*_`<[#":
        line = line.replace(sign, f"\\{sign}")
    return line


def _markdown_table(rows: Iterable[Iterable[str]]) -> list[str]:
    lines = [f"| {' | '.join(map(_marked, row))} |" for row in rows]
    return [lines[0], "|" + " --- |" * len(list(next(iter(rows)))), *lines[1:]]


def _csv(rows: Iterable[Iterable[object]]) -> str:
    buffer = StringIO()
    csv.writer(buffer, lineterminator="\n").writerows(rows)
    return buffer.getvalue()
