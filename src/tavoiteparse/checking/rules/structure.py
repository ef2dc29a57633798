"""Structure: what is missing, doubled, out of number, or cut short."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from functools import partial
from itertools import groupby
from typing import Any, NamedTuple

from tavoiteparse.checking.rules.subject import Hit, Rule, Subject
from tavoiteparse.contract.diagnostics import FIELD_NAMES, Severity
from tavoiteparse.contract.model import Kohta, Osio, Tavoite
from tavoiteparse.source.lazy import lazy

FEWEST = 3  # siblings that show what a section's items have, or by their number that it has a layout without it
FIELDS = ("painopiste", "tavoite", "toimenpide", "mittari", "lahtotaso", "tavoitetaso", "selvitys", "vastuu")
WORTH = 20  # characters of a text that two items may not share by chance
ACROSS = 2  # lines from a label to the table below it
WORTH_ACCOUNT = 60  # of an account; shorter ones are phrases such as `Toteutuu suunnitelman mukaisesti.`
CUT = lazy(r"[^\W\d_]-$|\w,$")  # a word or list that goes on; a lone dash is no value, `2025-` is open on purpose
BORDER = lazy(r"[\t|]| {2,}")
NO_VALUE = frozenset({"-", "–", "—"})


class Item(NamedTuple):
    """Something that may lack a field: its section, what a finding points at, and whether it has the field."""

    osio: Osio
    owner: Any
    place: str | None
    has: bool


def _missing(field: str, subject: Subject) -> Iterator[Hit]:
    """Items without a field that the grammar expects of all, or that more than half of their section's items have.

    Where the grammar expects nothing, several in a row without it are a table that has no such column.
    """
    sections: dict[int, list[Item]] = {}
    for item in ITEMS[field](subject):
        sections.setdefault(id(item.osio), []).append(item)
    told = set()
    for items in sections.values():
        have = sum(item.has for item in items)
        usual = len(items) >= FEWEST and have * 2 > len(items)
        why = f"{have} of {len(items)} in its section have one"
        if field in subject.expects:
            why = f"the grammar expects one of each {ITEM_NAMES[field]}"
        for has, alike in groupby(items, key=lambda item: item.has):
            run = list(alike)
            if has or not (field in subject.expects or (usual and len(run) < FEWEST)):
                continue
            for item in run:
                if (id(item.owner), item.place) not in told:
                    told.add((id(item.owner), item.place))  # a goal of several rows lacks it once
                    yield Hit(item.owner, item.place, {"what": FIELD_NAMES[field], "why": why})


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
        return
    for osio, goal in subject.goals:
        if goal.kohdat:
            means = field == "toimenpiteet" and bool(goal.keinot)
            yield Item(osio, *_place(goal), means or any(getattr(kohta, field) for kohta in goal.kohdat))


def _responsible_items(subject: Subject) -> Iterator[Item]:
    """One row that names the responsible party is enough for a goal: on paper the cell spans its rows."""
    for osio, goal in subject.goals:
        if goal.kohdat:
            yield Item(osio, *_place(goal), any(kohta.vastuut for kohta in goal.kohdat))


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


def _dashed(subject: Subject) -> list[int]:
    """The lines with a cell that is a dash: printed for the baseline, it says that there is none yet."""
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
}
ITEM_NAMES = {field: "goal" if field in ("painopiste", "tavoite", "vastuu") else "block" for field in FIELDS} | {
    "lahtotaso": "indicator",
    "tavoitetaso": "indicator",
}


def indicator_numbering(subject: Subject) -> Iterator[Hit]:
    """Numbers of a goal's indicators that have gaps, go back, or stand twice; those of one cell share theirs.

    Numbers may begin anew with each goal and measure, or run through the whole report.
    """
    last = 0
    for _, goal in subject.goals:
        above, group = 0, [0, 0]
        for kohta in goal.kohdat:
            for mittari in kohta.mittarit:
                if mittari.tunnus is None or not mittari.tunnus.isdecimal():
                    continue
                number = int(mittari.tunnus)
                same_group = number == above and mittari.rivit == group  # paragraphs of one numbered cell
                restarts = mittari is kohta.mittarit[0] and number == 1
                if number not in (above + 1, last + 1) and not same_group and not restarts:
                    yield Hit(mittari, "mittari", {"found": number, "expected": above + 1})
                above, last, group = number, number, mittari.rivit


def account_indicator(subject: Subject) -> Iterator[Hit]:
    """An account that speaks of an indicator by a number its goal does not have."""
    words = [w for w, role in subject.vocabulary.labels.items() if role == "mittari" and " " not in w]
    names = "|".join(map(re.escape, words))
    spoken = re.compile(rf"\b(?:{names})\s+(\d{{1,2}})(?=[.:)\s,]|$)(?![.,]\d|\s\d{{3}}\b)", re.IGNORECASE)
    for block, account in subject.accounts():
        known = {mittari.tunnus for kohta in block.tavoite.kohdat for mittari in kohta.mittarit}
        count = len(block.kohta.mittarit)
        for n, paragraph in enumerate(account.kappaleet):
            for found in spoken.finditer(paragraph):
                figures = subject.vocabulary.values.quantities(paragraph[found.start(1) : found.end(1) + WORTH])
                counted = bool(figures) and figures[0].yksikko is not None and figures[0].teksti.startswith(found[1])
                if found[1] not in known and int(found[1]) > count and not counted:
                    indicators = f"{count or 'no'} indicator{'' if count == 1 else 's'}"
                    yield Hit(account, "kappaleet", {"found": found[0], "indicators": indicators}, n, found[0])


def duplicate_goal(subject: Subject) -> Iterator[Hit]:
    """The same goal with the same deed, measures and indicators twice in a section; other sections may share it."""
    seen: dict[tuple[object, ...], int] = {}
    for osio, goal in subject.goals:
        content = [(tuple(k.toimenpiteet), tuple(m.mittari for m in k.mittarit)) for k in goal.kohdat]
        key = (id(osio), goal.painopiste, goal.tavoite, goal.teko, tuple(goal.keinot), tuple(content))
        if goal.tavoite is None and not content:
            continue
        if key in seen:
            yield Hit(goal, "tavoite" if goal.tavoite else None, {"what": "goal", "line": seen[key]})
        seen.setdefault(key, goal.rivit[0])


def duplicate_indicator(subject: Subject) -> Iterator[Hit]:
    """The same indicator twice in one goal, for the same measures and in the same units."""
    for _, goal in subject.goals:
        seen: dict[tuple[object, ...], int] = {}
        for kohta in goal.kohdat:
            for mittari in kohta.mittarit:
                text = " ".join((mittari.mittari or "").casefold().split())
                levels = (mittari.lahtotaso, mittari.tavoitetaso, mittari.toteuma)
                units = frozenset(luku.yksikko for level in levels if level for luku in level.luvut)
                key = text, mittari.ryhma, tuple(kohta.toimenpiteet), units
                if len(text) >= WORTH and key in seen:
                    yield Hit(mittari, "mittari", {"what": "indicator", "line": seen[key]})
                seen.setdefault(key, mittari.rivit[0])


def empty_account(subject: Subject) -> Iterator[Hit]:
    """A label of an account with nothing below it, or a dash; a table right below it is an account."""
    for block, account in subject.accounts():
        shared = any(mittari.selvitys is not None for mittari in block.kohta.mittarit)
        said = any(character.isalnum() for paragraph in account.kappaleet for character in paragraph)
        below = (content.rivit[0] - account.rivit[1] for content in block.osio.sisalto if content is not block.tavoite)
        if not said and not shared and not any(0 < lines <= ACROSS for lines in below):
            yield Hit(account, None, {"label": account.otsikko or "Selvitys"})


def repeated_account(subject: Subject) -> Iterator[Hit]:
    """An account that is, word for word, that of another block."""
    seen: dict[tuple[str, ...], tuple[int, int]] = {}
    for _, account in subject.accounts():
        key = tuple(" ".join(paragraph.casefold().split()) for paragraph in account.kappaleet)
        if sum(map(len, key)) < WORTH_ACCOUNT:
            continue
        place = (account.rivit[0], account.rivit[1])
        if seen.setdefault(key, place) != place:
            yield Hit(account, "kappaleet", {"line": seen[key][0]})


def cut_table(subject: Subject) -> Iterator[Hit]:
    """The report's last value breaks off: it closes with a hyphen, a comma or a word that links to more."""
    last = max(subject.texts(), key=lambda found: found[0].rivit[1], default=None)
    if last is None or not subject.lines:
        return
    owner, _, _ = last
    end = len(subject.lines)
    while end and not subject.lines[end - 1].strip():
        end -= 1
    text = subject.lines[end - 1].split("\t")[-1].strip() if end else ""
    word = text.rsplit(None, 1)[-1].casefold() if text else ""
    if owner.rivit[1] == end and (CUT.search(text) or word in subject.words.links):
        yield Hit(owner, None, {"text": text[-40:]})


RULES = (
    *(
        Rule(
            f"missing-{field}",
            Severity.info if field in ("painopiste", "toimenpide", "vastuu") else Severity.warning,
            "no {what}; {why}",
            "add it, or turn this rule off where the layout has none",
            partial(_missing, field),
        )
        for field in FIELDS
    ),
    Rule(
        "indicator-numbering",
        Severity.warning,
        "the indicator has the number {found} where {expected} was expected",
        "number the indicators of a goal 1, 2, 3 …; an account finds its indicator by the number",
        indicator_numbering,
    ),
    Rule(
        "account-indicator",
        Severity.warning,
        "the account speaks of {found!r}, but its block has {indicators}",
        "correct the number, or add the indicator",
        account_indicator,
    ),
    Rule(
        "duplicate-goal",
        Severity.warning,
        "the same {what} stands in line {line} already, with the same measures and indicators",
        "remove one of them, or say what sets them apart",
        duplicate_goal,
    ),
    Rule(
        "duplicate-indicator",
        Severity.warning,
        "the same {what} stands in line {line} already",
        "remove one of them, or say what sets them apart",
        duplicate_indicator,
    ),
    Rule(
        "empty-account",
        Severity.warning,
        "there is nothing below {label!r}",
        "write the account, or remove the label",
        empty_account,
    ),
    Rule(
        "repeated-account",
        Severity.warning,
        "the account is word for word that of line {line}",
        "say of each measure what was done for it",
        repeated_account,
    ),
    Rule(
        "cut-table",
        Severity.warning,
        "the text breaks off after {text!r}",
        "check that the whole document was converted",
        cut_table,
    ),
)
