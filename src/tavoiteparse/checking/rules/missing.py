"""Completeness: fields that the grammar expects of all, or that most items of a section have."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from functools import partial
from itertools import groupby
from typing import Any, NamedTuple

from tavoiteparse.checking.rules.subject import Hit, Rule, Subject
from tavoiteparse.contract.diagnostics import Severity
from tavoiteparse.contract.model import Kohta, Osio, Tavoite
from tavoiteparse.source.lazy import lazy
from tavoiteparse.source.messages import N_, Phrase

FEWEST = 3  # siblings that show what a section's items have, or by their number that it has a layout without it
LEVELS = ("lahtotaso", "tavoitetaso", "toteuma", "tila")
FIELDS = ("painopiste", "tavoite", "toimenpide", "mittari", *LEVELS, "selvitys", "vastuu")
SPANNING = frozenset({"painopiste", "vastuu"})  # one cell may stand for several goals
BORDER = lazy(r"[\t|]| {2,}")
NO_VALUE = frozenset({"-", "–", "—"})
NOTHING_TO_SHOW = frozenset({"ei_aloitettu", "keskeytetty", "ei_tiedossa"})


class Item(NamedTuple):
    """Something that may lack a field: its section, what a finding points at, and whether it has the field."""

    osio: Osio
    owner: Any
    place: str | None
    has: bool


def _missing(field: str, subject: Subject) -> Iterator[Hit]:
    """Items without a field that the grammar expects of all, or that more than half of their section's items have.

    Where the grammar expects nothing, a table without any is one that has no such column.
    """
    sections: dict[int, list[Item]] = {}
    for item in ITEMS[field](subject):
        sections.setdefault(id(item.osio), []).append(item)
    told = set()
    for items in sections.values():
        have = sum(item.has for item in items)
        usual = len(items) >= FEWEST and have * 2 > len(items)
        why = Phrase("{have} of {all} in its section have one", {"have": have, "all": len(items)})
        if field in subject.expects:
            why = Phrase(ITEM_EXPECTED[field])
        elif not usual:
            continue
        for item in items if field in subject.expects else _gaps(field, items):
            if not item.has and (id(item.owner), item.place) not in told:
                told.add((id(item.owner), item.place))  # a goal of several rows lacks it once
                yield Hit(item.owner, item.place, {"what": Phrase(MISSING[field]), "why": why})


def _gaps(field: str, items: list[Item]) -> Iterator[Item]:
    """The items without a value that others of their table have; a single one may stand apart from them."""
    if field in SPANNING:
        for has, alike in groupby(items, key=lambda item: item.has):
            run = list(alike)
            if not has and len(run) < FEWEST:
                yield from run
        return
    for table in _tables(items):
        if any(item.has for item in table) or len(table) < FEWEST:
            yield from (item for item in table if not item.has)


def _tables(items: list[Item]) -> Iterator[list[Item]]:
    """Items whose lines follow each other."""
    table: list[Item] = []
    for item in items:
        if table and item.owner.rivit[0] > table[-1].owner.rivit[1] + 1:
            yield table
            table = []
        table.append(item)
    yield table


def _goal_items(field: str, subject: Subject) -> Iterator[Item]:
    other = "tavoite" if field == "painopiste" else "teko"
    for osio, goal in subject.goals:
        yield Item(osio, goal, other if getattr(goal, other) else None, bool(getattr(goal, field)))


def _place(goal: Tavoite, kohta: Kohta | None = None) -> tuple[Any, str | None]:
    """Where a finding about a block stands: at its measure, else at its goal."""
    if kohta is not None and kohta.toimenpiteet:
        return kohta, "toimenpiteet"
    return goal, "tavoite" if goal.tavoite else None


def _block_items(field: str, subject: Subject) -> Iterator[Item]:
    """Blocks where the grammar asks it of each, else goals: in a table one cell may stand for several rows."""
    if {"toimenpiteet": "toimenpide", "mittarit": "mittari"}[field] in subject.expects:
        for osio, goal, kohta in subject.blocks:
            yield Item(osio, *_place(goal, kohta), bool(getattr(kohta, field)))
        for osio, goal in subject.goals:
            if not goal.kohdat and field == "mittarit":
                yield Item(osio, *_place(goal), has=False)
        return
    for osio, goal in subject.goals:
        if goal.kohdat or field == "mittarit":
            means = field == "toimenpiteet" and bool(goal.keinot)
            yield Item(osio, *_place(goal), means or any(getattr(kohta, field) for kohta in goal.kohdat))


def _responsible_items(subject: Subject) -> Iterator[Item]:
    """One row that names the responsible party is enough for a goal, as the cell may span its rows.

    Where most of the rows below a first one have their own, each measure is asked for it.
    """
    own = {id(kohta) for _, goal in subject.goals for kohta in _measures(goal)}
    later = [bool(kohta.vastuut) for _, goal in subject.goals for kohta in goal.kohdat[1:] if id(kohta) in own]
    if "vastuu" not in subject.expects and len(later) >= FEWEST and sum(later) * 2 > len(later):
        for osio, _, kohta in (block for block in subject.blocks if id(block.kohta) in own):
            owner = kohta.mittarit[0] if kohta.mittarit else kohta
            named = bool(kohta.mittarit and kohta.mittarit[0].mittari)
            yield Item(osio, owner, "mittari" if named else None, bool(kohta.vastuut))
        return
    for osio, goal in subject.goals:
        if goal.kohdat:
            yield Item(osio, *_place(goal), any(kohta.vastuut for kohta in goal.kohdat))


def _measures(goal: Tavoite) -> Iterator[Kohta]:
    """The first row of each measure; the cell of a responsible party may span the others."""
    above = None
    for kohta in goal.kohdat:
        if above is None or not kohta.toimenpiteet or kohta.toimenpiteet != above:
            yield kohta
        above = kohta.toimenpiteet


def _account_items(subject: Subject) -> Iterator[Item]:
    """A block that has a result or status instead, or accounts for each indicator, is no item that lacks an account."""
    for osio, goal, kohta in subject.blocks:
        told = [kohta.toteuma or kohta.tila, *(m.selvitys or m.toteuma or m.tila for m in kohta.mittarit)]
        if kohta.selvitys is not None or not any(told):
            yield Item(osio, *_place(goal, kohta), kohta.selvitys is not None)


def _indicator_items(field: str, subject: Subject) -> Iterator[Item]:
    """Indicators, but for those whose value stands elsewhere: in their own sentence, or in a cell with another's."""
    role = {"lahtotaso": "lahto", "tavoitetaso": "tavoite"}[field]
    dashed = _dashed(subject) if field == "lahtotaso" else []
    for osio, _, kohta, mittari in subject.indicators:
        has = getattr(mittari, field) is not None
        elsewhere = any(luku.rooli == role for luku in mittari.luvut) or any(
            crowded == field and kohta.rivit[0] <= line <= kohta.rivit[1] for line, crowded in subject.crowded
        )
        if has or not (elsewhere or bisect_left(dashed, mittari.rivit[0]) < bisect_right(dashed, mittari.rivit[1])):
            yield Item(osio, mittari, "mittari" if mittari.mittari else None, has)


def _status_items(subject: Subject) -> Iterator[Item]:
    """Indicators with figures as their result: where most of these have a status, too, the layout asks for both.

    A status that is read from the words of the result is no cell of its own.
    """
    for osio, _, kohta, mittari in subject.indicators:
        result, status = mittari.toteuma, mittari.tila
        if result is None or not result.luvut or kohta.tila is not None:
            continue
        if status is None or status.teksti not in result.teksti:
            yield Item(osio, mittari, "mittari" if mittari.mittari else None, mittari.tila is not None)


def _result_items(subject: Subject) -> Iterator[Item]:
    """Indicators that have a status which a result would show; a dash says that there is none."""
    dashed = _dashed(subject)
    for osio, _, kohta, mittari in subject.indicators:
        if mittari.tila is None or kohta.toteuma is not None or mittari.tila.koodi in NOTHING_TO_SHOW:
            continue
        has = mittari.toteuma is not None
        if has or bisect_left(dashed, mittari.rivit[0]) == bisect_right(dashed, mittari.rivit[1]):
            yield Item(osio, mittari, "mittari" if mittari.mittari else None, has)


def _dashed(subject: Subject) -> list[int]:
    """The lines with a cell that is a dash: it says that there is no value yet."""
    cells = (BORDER.split(line) if any(sign in line for sign in NO_VALUE) else () for line in subject.lines)
    return [n for n, some in enumerate(cells, 1) if any(cell.strip() in NO_VALUE for cell in some)]


ITEMS: dict[str, Callable[[Subject], Iterator[Item]]] = {
    "painopiste": partial(_goal_items, "painopiste"),
    "tavoite": partial(_goal_items, "tavoite"),
    "toimenpide": partial(_block_items, "toimenpiteet"),
    "mittari": partial(_block_items, "mittarit"),
    "vastuu": _responsible_items,
    "selvitys": _account_items,
    "lahtotaso": partial(_indicator_items, "lahtotaso"),
    "tavoitetaso": partial(_indicator_items, "tavoitetaso"),
    "toteuma": _result_items,
    "tila": _status_items,
}
ITEM_EXPECTED = dict.fromkeys(FIELDS, N_("the grammar expects one of each block"))
ITEM_EXPECTED |= dict.fromkeys(("painopiste", "tavoite", "vastuu"), N_("the grammar expects one of each goal"))
ITEM_EXPECTED |= dict.fromkeys(LEVELS, N_("the grammar expects one of each indicator"))
MISSING: dict[str, str] = {
    "painopiste": N_("no focus area (painopiste)"),
    "tavoite": N_("no goal (tavoite)"),
    "toimenpide": N_("no measure (toimenpide)"),
    "mittari": N_("no indicator (mittari)"),
    "lahtotaso": N_("no baseline (lähtötaso)"),
    "tavoitetaso": N_("no target (tavoitetaso)"),
    "toteuma": N_("no result (toteuma)"),
    "tila": N_("no status (tila)"),
    "selvitys": N_("no account (selvitys)"),
    "vastuu": N_("no responsible party (vastuu)"),
}

RULES = tuple(
    Rule(
        f"missing-{field}",
        Severity.info if field in ("painopiste", "toimenpide", "vastuu") else Severity.warning,
        "{what}; {why}",
        "add it, or turn this rule off where the layout has none",
        partial(_missing, field),
    )
    for field in FIELDS
)
