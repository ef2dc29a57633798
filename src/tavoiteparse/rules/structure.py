"""Structure: what is missing, doubled, out of number, or cut short."""

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from tavoiteparse.diagnostics import Severity
from tavoiteparse.report import Osio
from tavoiteparse.rules.subject import Hit, Rule, Subject

FEWEST = 3  # siblings that show what a section's items have
NAMES = {
    "painopiste": "focus area (painopiste)",
    "tavoite": "goal (tavoite)",
    "toimenpide": "measure (toimenpide)",
    "mittari": "indicator (mittari)",
    "lahtotaso": "baseline (lähtötaso)",
    "tavoitetaso": "target (tavoitetaso)",
    "selvitys": "account (selvitys)",
    "vastuu": "responsible party (vastuu)",
}
WORTH = 20  # characters of a text that two items may not share by chance


def _missing(field: str, subject: Subject) -> Iterator[Hit]:
    """Items without a field that the grammar expects of all, or that more than half of their section's items have."""
    items = list(ITEMS[field](subject))
    have: dict[int, list[bool]] = {}
    for osio, _, _, value in items:
        have.setdefault(id(osio), []).append(bool(value))
    told = set()
    for osio, owner, place, value in items:
        siblings = have[id(osio)]
        usual = len(siblings) >= FEWEST and sum(siblings) * 2 > len(siblings)
        if value or not (field in subject.expects or usual) or (id(owner), place) in told:
            continue
        told.add((id(owner), place))  # a goal of several rows lacks it once
        why = f"the grammar expects one of each {ITEM_NAMES[field]}"
        others = f"{sum(siblings)} of {len(siblings)} in its section have one"
        yield Hit(owner, place, {"what": NAMES[field], "why": why if field in subject.expects else others})


def _goal_items(field: str, subject: Subject) -> Iterator[tuple[Osio, Any, str | None, Any]]:
    other = "tavoite" if field == "painopiste" else "teko"
    for osio, goal in subject.goals:
        yield osio, goal, other if getattr(goal, other) else None, getattr(goal, field)


def _block_items(field: str, subject: Subject) -> Iterator[tuple[Osio, Any, str | None, Any]]:
    for osio, goal, kohta in subject.blocks:
        place = "toimenpiteet" if kohta.toimenpiteet else None
        owner = kohta if place else goal
        yield osio, owner, place or ("tavoite" if goal.tavoite else None), getattr(kohta, field)


def _responsible_items(subject: Subject) -> Iterator[tuple[Osio, Any, str | None, Any]]:
    """One row that names the responsible party is enough for a goal: on paper the cell spans its rows."""
    for osio, goal in subject.goals:
        if goal.kohdat:
            yield osio, goal, "tavoite" if goal.tavoite else None, any(kohta.vastuut for kohta in goal.kohdat)


def _account_items(subject: Subject) -> Iterator[tuple[Osio, Any, str | None, Any]]:
    """A block that has a result or status instead, or accounts for each indicator, is no item that lacks an account."""
    for osio, goal, kohta in subject.blocks:
        told = [kohta.toteuma or kohta.tila, *(m.selvitys or m.toteuma or m.tila for m in kohta.mittarit)]
        if kohta.selvitys is not None or not any(told):
            place = "toimenpiteet" if kohta.toimenpiteet else None
            yield osio, kohta if place else goal, place or ("tavoite" if goal.tavoite else None), kohta.selvitys


def _indicator_items(field: str, subject: Subject) -> Iterator[tuple[Osio, Any, str | None, Any]]:
    for osio, _, _, mittari in subject.indicators:
        role = {"lahtotaso": "lahto", "tavoitetaso": "tavoite"}[field]
        printed = getattr(mittari, field) is not None
        told = any(luku.rooli == role for luku in mittari.luvut)  # in its own sentence: of no column that others have
        if printed or not told:
            yield osio, mittari, "mittari" if mittari.mittari else None, printed


Items = Callable[[Subject], Iterator[tuple[Osio, Any, str | None, Any]]]
ITEMS: dict[str, Items] = {
    "painopiste": partial(_goal_items, "painopiste"),
    "tavoite": partial(_goal_items, "tavoite"),
    "toimenpide": partial(_block_items, "toimenpiteet"),
    "mittari": partial(_block_items, "mittarit"),
    "vastuu": _responsible_items,
    "selvitys": _account_items,
    "lahtotaso": partial(_indicator_items, "lahtotaso"),
    "tavoitetaso": partial(_indicator_items, "tavoitetaso"),
}
ITEM_NAMES = {field: "goal" if field in ("painopiste", "tavoite", "vastuu") else "block" for field in NAMES} | {
    "lahtotaso": "indicator",
    "tavoitetaso": "indicator",
}


def indicator_numbering(subject: Subject) -> Iterator[Hit]:
    """Numbers of a goal's indicators that have gaps, go back, or stand twice; those of one cell share theirs."""
    for _, goal in subject.goals:
        above, group = 0, [0, 0]
        for kohta in goal.kohdat:
            for mittari in kohta.mittarit:
                number = mittari.tunnus or ""
                if not number.isdecimal():
                    continue
                same_group = int(number) == above and mittari.rivit == group  # paragraphs of one numbered cell
                restarts = mittari is kohta.mittarit[0] and number == "1"
                if int(number) != above + 1 and not same_group and not restarts:
                    yield Hit(mittari, "mittari", {"found": number, "expected": above + 1})
                above, group = int(number), mittari.rivit


def account_indicator(subject: Subject) -> Iterator[Hit]:
    """An account that speaks of an indicator by a number its block does not have."""
    words = [w for w, role in subject.vocabulary.labels.items() if role == "mittari" and " " not in w]
    spoken = re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\s+(\d{{1,2}})(?=[.:)\s,]|$)", re.IGNORECASE)
    for block, account in subject.accounts():
        known = {mittari.tunnus for mittari in block.kohta.mittarit}
        count = len(block.kohta.mittarit)
        for n, paragraph in enumerate(account.kappaleet):
            for found in spoken.finditer(paragraph):
                if found[1] not in known and int(found[1]) > count:
                    yield Hit(account, "kappaleet", {"found": found[0], "count": count}, n, found[0])


def duplicate_goal(subject: Subject) -> Iterator[Hit]:
    """The same goal with the same deed, measures and indicators twice."""
    seen: dict[tuple[object, ...], int] = {}
    for _, goal in subject.goals:
        content = [(tuple(k.toimenpiteet), tuple(m.mittari for m in k.mittarit)) for k in goal.kohdat]
        key = (goal.painopiste, goal.tavoite, goal.teko, tuple(goal.keinot), tuple(content))
        if goal.tavoite is None and not content:
            continue
        if key in seen:
            yield Hit(goal, "tavoite" if goal.tavoite else None, {"what": "goal", "line": seen[key]})
        seen.setdefault(key, goal.rivit[0])


def duplicate_indicator(subject: Subject) -> Iterator[Hit]:
    """The same indicator twice in one goal."""
    for _, goal in subject.goals:
        seen: dict[tuple[str, str | None], int] = {}
        for kohta in goal.kohdat:
            for mittari in kohta.mittarit:
                text = mittari.mittari or ""
                key = " ".join(text.casefold().split()), mittari.ryhma
                if len(text) >= WORTH and key in seen:
                    yield Hit(mittari, "mittari", {"what": "indicator", "line": seen[key]})
                seen.setdefault(key, mittari.rivit[0])


def empty_account(subject: Subject) -> Iterator[Hit]:
    """A label of an account with nothing below it."""
    for block, account in subject.accounts():
        shared = any(mittari.selvitys is not None for mittari in block.kohta.mittarit)
        if not account.kappaleet and not shared:
            yield Hit(account, None, {"label": account.otsikko or "Selvitys"})


def repeated_account(subject: Subject) -> Iterator[Hit]:
    """An account that is, word for word, that of another block."""
    seen: dict[tuple[str, ...], tuple[int, int]] = {}
    for _, account in subject.accounts():
        key = tuple(" ".join(paragraph.casefold().split()) for paragraph in account.kappaleet)
        if sum(map(len, key)) < 2 * WORTH:
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
    text = subject.lines[end - 1].strip() if end else ""
    word = text.rsplit(None, 1)[-1].casefold() if text else ""
    if owner.rivit[1] == end and (text.endswith((",", "-")) or word in subject.words.links) and len(text) > 1:
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
        for field in NAMES
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
        "the account speaks of {found!r}, but its block has {count} indicators",
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
