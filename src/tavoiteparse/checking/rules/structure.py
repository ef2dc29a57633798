"""Structure: what is doubled, out of number, empty, or cut short."""

import re
from collections.abc import Iterator

from tavoiteparse.checking.rules.subject import Hit, Rule, Subject
from tavoiteparse.contract.diagnostics import Severity
from tavoiteparse.contract.model import Mittari, Osio, Taulukko, Tavoite
from tavoiteparse.source.lazy import lazy
from tavoiteparse.source.messages import N_, Phrase

INDICATORS = {0: N_("no indicators"), 1: N_("1 indicator"), 2: N_("{count} indicators")}
WORTH = 20  # characters of a text that two items may not share by chance
ACROSS = 2  # lines from a label to the table below it
WORTH_ACCOUNT = 60  # of an account; shorter ones are phrases such as `Toteutuu suunnitelman mukaisesti.`
CLOSED = lazy(r"[.!?…:;)\]>”\"]\s*$")
CUT = lazy(r"[^\W\d_]-$|\w,$")  # a word or list that goes on; a lone dash is no value, `2025-` is open on purpose
FEWEST = 3  # numbers of goals that show how they are counted
PARAGRAPHS = 3  # that close like sentences, and show that one which does not breaks off


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
                    indicators = Phrase(INDICATORS.get(count, INDICATORS[2]), {"count": count})
                    yield Hit(account, "kappaleet", {"found": found[0], "indicators": indicators}, n, found[0])


def goal_numbering(subject: Subject) -> Iterator[Hit]:
    """A number of a goal that is left out or stands twice, where all others count up; excerpts may leave out many."""
    sections: dict[object, list[tuple[int, Tavoite]]] = {}
    for osio, goal in subject.goals:
        head, dot, last = (goal.tunnus or "").rstrip(".").rpartition(".")
        if last.isdecimal() and goal.tavoite:
            sections.setdefault((id(osio) if not dot else head, dot), []).append((int(last), goal))
    for numbered in sections.values():
        if len(numbered) < FEWEST:
            continue
        odd, above, last_goal = [], 0, None
        for number, goal in numbered:
            continues = last_goal is not None and number == above and goal.tavoite == last_goal.tavoite
            if number != above + 1 and not continues and last_goal is not None and number != 1:
                odd.append(Hit(goal, "tavoite", {"found": goal.tunnus, "expected": above + 1}))
            above, last_goal = number, goal
        if len(odd) == 1 and len({number for number, _ in numbered}) >= FEWEST - 1:
            yield from odd


def duplicate_goal(subject: Subject) -> Iterator[Hit]:
    """The same goal with the same deed, measures and indicators twice in a section, or under two numbers.

    Other sections may share it.
    """
    seen: dict[tuple[object, ...], int] = {}
    named: dict[tuple[int, str], Tavoite] = {}
    for osio, goal in subject.goals:
        content = [(tuple(k.toimenpiteet), tuple(m.mittari for m in k.mittarit)) for k in goal.kohdat]
        key = (id(osio), goal.painopiste, goal.tavoite, goal.teko, tuple(goal.keinot), tuple(content))
        if goal.tavoite is None and not content:
            continue
        place = "tavoite" if goal.tavoite else None
        other = named.setdefault((_numbering(osio, goal), _folded(goal.tavoite)), goal) if goal.tavoite else goal
        if key in seen:
            yield Hit(goal, place, {"line": seen[key]})
        elif other is not goal and _is_repeated(goal, other):
            yield Hit(goal, place, {"line": other.rivit[0]})
        seen.setdefault(key, goal.rivit[0])


def _is_repeated(goal: Tavoite, other: Tavoite) -> bool:
    """Whether a goal of the same name repeats blocks of another, or stands under another number."""
    blocks = set(_blocks(goal))
    renumbered = goal.tunnus and other.tunnus and goal.tunnus != other.tunnus and len(goal.tavoite or "") >= WORTH
    return bool(renumbered) or bool(blocks and blocks <= set(_blocks(other)))


def _blocks(goal: Tavoite) -> Iterator[tuple[object, ...]]:
    """The measures of a goal with their indicators as they are printed."""
    for kohta in goal.kohdat:
        yield goal.teko, tuple(kohta.toimenpiteet), tuple(map(_printed, kohta.mittarit))


def _numbering(osio: Osio, goal: Tavoite) -> int:
    """What tells one numbering from another: the section, unless the goal is itself the section's heading."""
    return 0 if osio.otsikko and goal.tavoite and goal.tavoite in osio.otsikko else id(osio)


def duplicate_indicator(subject: Subject) -> Iterator[Hit]:
    """The same indicator twice in a goal, for the same measures and in the same units; a short one with its levels."""
    for _, goal in subject.goals:
        seen: dict[tuple[object, ...], int] = {}
        blocks: dict[tuple[object, ...], int] = {}
        for kohta in goal.kohdat:
            block = tuple(kohta.toimenpiteet), tuple(map(_printed, kohta.mittarit))
            if kohta.toimenpiteet and kohta.mittarit and block in blocks:
                yield Hit(kohta, "toimenpiteet", {"line": blocks[block]})
                continue
            blocks.setdefault(block, kohta.rivit[0])
            for mittari in kohta.mittarit:
                text = _folded(mittari.mittari)
                levels = (mittari.lahtotaso, mittari.tavoitetaso, mittari.toteuma)
                units = frozenset(luku.yksikko for level in levels if level for luku in level.luvut)
                whole = _printed(mittari) if any(levels) and len(text) < WORTH else units
                key = text, mittari.ryhma, tuple(kohta.toimenpiteet), whole
                if text and (len(text) >= WORTH or any(levels)) and key in seen:
                    yield Hit(mittari, "mittari", {"line": seen[key]})
                seen.setdefault(key, mittari.rivit[0])


def _folded(text: str | None) -> str:
    return " ".join((text or "").casefold().split())


def _printed(mittari: Mittari) -> tuple[str, ...]:
    """An indicator with its levels as they are printed."""
    levels = (mittari.lahtotaso, mittari.tavoitetaso, mittari.toteuma)
    return _folded(mittari.mittari), *(_folded(level.teksti) if level else "" for level in levels)


def extra_cells(subject: Subject) -> Iterator[Hit]:
    """A row with more cells than its table has headings, where most rows have not."""
    nameless = [mittari for *_, mittari in subject.indicators if any(not other.otsikko for other in mittari.muut)]
    if len(nameless) * 2 <= len(subject.indicators):
        for mittari in nameless:
            texts = [other.teksti for other in mittari.muut if not other.otsikko]
            yield Hit(mittari, "mittari" if mittari.mittari else None, {"cells": ", ".join(texts)})


def empty_account(subject: Subject) -> Iterator[Hit]:
    """A label of an account with nothing below it, or a dash; a table right below it is an account."""
    for block, account in subject.accounts():
        shared = any(mittari.selvitys is not None for mittari in block.kohta.mittarit)
        said = any(character.isalnum() for paragraph in account.kappaleet for character in paragraph)
        tables = (content for content in block.osio.sisalto if isinstance(content, Taulukko))
        below = (table.rivit[0] - account.rivit[1] for table in tables)
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
    last = max(subject.texts(), key=lambda found: (found[0].rivit[1], found[0].rivit[0]), default=None)
    if last is None or not subject.lines:
        return
    owner, _, _ = last
    end = len(subject.lines)
    while end and not subject.lines[end - 1].strip():
        end -= 1
    text = subject.lines[end - 1].split("\t")[-1].strip() if end else ""
    word = text.rsplit(None, 1)[-1].casefold() if text else ""
    cut = CUT.search(text) or word in subject.words.links or text.count("(") > text.count(")")
    if owner.rivit[1] == end and (cut or _stops(subject, text)):
        yield Hit(owner, None, {"text": text[-40:]})


def _stops(subject: Subject, text: str) -> bool:
    """Whether a text has no full stop at its end, though the last paragraphs of all other accounts have one."""
    ends = [account.kappaleet[-1] for _, account in subject.accounts() if account.kappaleet]
    if len(ends) <= PARAGRAPHS or not ends[-1].endswith(text[-WORTH:]) or len(ends[-1]) < WORTH_ACCOUNT:
        return False
    return not CLOSED.search(ends[-1]) and all(map(CLOSED.search, ends[:-1]))


RULES = (
    Rule(
        "indicator-numbering",
        Severity.warning,
        "the indicator has the number {found} where {expected} was expected",
        "number the indicators of a goal 1, 2, 3 …; an account finds its indicator by the number",
        indicator_numbering,
    ),
    Rule(
        "goal-numbering",
        Severity.warning,
        "the goal has the number {found} where {expected} was expected",
        "number the goals 1, 2, 3 …, or check that none is left out",
        goal_numbering,
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
        "the same goal stands in line {line} already",
        "remove one of them, or say what sets them apart",
        duplicate_goal,
    ),
    Rule(
        "duplicate-indicator",
        Severity.warning,
        "the same indicator stands in line {line} already",
        "remove one of them, or say what sets them apart",
        duplicate_indicator,
    ),
    Rule(
        "extra-cells",
        Severity.warning,
        "the row has more cells than its table has headings: {cells}",
        "compare with the original; give the values a heading, or take them out",
        extra_cells,
    ),
    Rule(
        "empty-account",
        Severity.error,
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
