"""Agreement: whether figures, statuses, periods and accounts say the same."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from tavoiteparse.checking.rules.subject import Hit, Rule, Subject
from tavoiteparse.contract.diagnostics import Severity
from tavoiteparse.contract.model import Kausi, Luku, Tila
from tavoiteparse.judging.direction import better_side, likely_side
from tavoiteparse.judging.told import Told, nearest, told
from tavoiteparse.judging.units import comparable
from tavoiteparse.judging.verdict import FORECAST, Judged, Verdict, by_figures, contradicts, is_met
from tavoiteparse.judging.words import stems
from tavoiteparse.language.values.periods import is_part


def status_disagrees(subject: Subject) -> Iterator[Hit]:
    """A status on one side, the reported figure on the other side of the target (pohjois-karjala/2026-q1 line 7).

    Only figures of one kind are compared whose sentences name the same thing. What grows through the year may still be
    short of its target before the year is over, and a forecast is only doubted.
    """
    for judged in subject.judged:
        status = judged.mittari.tila or judged.kohta.tila
        if status is None or status.koodi is None:
            continue
        several = judged.mittari.tila is None and sum(len(kohta.mittarit) for kohta in judged.tavoite.kohdat) > 1
        for target, reported in _comparable(subject, judged):
            found = _against(judged, status.koodi, target.luku, reported.luku)
            if found is None or (several and found.verdict == "saavutettu"):
                continue  # the status of a whole goal may speak of another of its indicators
            sure = found.sure and not several and judged.levels.target and judged.levels.target.where != "mittari"
            owner = judged.mittari if judged.mittari.tila else judged.kohta
            yield Hit(
                owner, "tila", _sides(status, target.luku, reported.luku), severity=None if sure else Severity.warning
            )


class Against(NamedTuple):
    """What the figures say where a status says another thing, and whether that is sure."""

    verdict: Verdict
    sure: bool


def _against(judged: Judged, code: str, target: Luku, reported: Luku) -> Against | None:
    """The verdict of two figures that the code of a status contradicts."""
    known = better_side(judged.tavoite, judged.mittari, judged.levels, target)
    side = known or likely_side(judged.mittari, target)
    verdict = by_figures(judged, target, reported, side)
    if verdict is None:
        return None
    if contradicts(judged, code, verdict, target):
        return Against(verdict, known is not None or target.arvo_yla is not None)
    doubtful = code in FORECAST and judged.open and is_met(target, reported, side) is False
    printed = target.vertailu is not None or (judged.levels.target and judged.levels.target.where == "mittari")
    late = verdict == "saavuttamatta" or (side is not None and side[0] == "<")
    return Against("saavuttamatta", sure=False) if doubtful and printed and late else None


def _sides(status: Tila, target: Luku, reported: Luku) -> dict[str, object]:
    return {"status": status.teksti, "target": target.teksti, "result": reported.teksti}


def _comparable(subject: Subject, judged: Judged) -> Iterator[tuple[Told, Told]]:
    """Each target of an indicator with the one reported figure that speaks of the same thing."""
    levels, name = judged.levels, judged.mittari.mittari or ""
    if levels.target is None or levels.result is None:
        return
    quantities = subject.vocabulary.values.quantities
    if levels.target.where != "mittari":
        targets = [Told(levels.target.one, stems(name))] if levels.target.one else []
    else:
        spoken = told(quantities, name)
        targets = [one for one in spoken if one.luku.rooli == "tavoite"] or (spoken if len(spoken) == 1 else [])
    reported = told(quantities, levels.result.text)
    only = levels.result.one
    if only is not None and stems(levels.result.text.replace(only.teksti, "")):
        only = None  # a sentence, which may speak of another thing
    for target in targets:
        if only is not None:
            if comparable(target.luku, only):
                yield target, Told(only, target.words)
            continue
        same = [one for one in reported if one.luku.yksikko == target.luku.yksikko and one.luku.arvo_yla is None]
        found = nearest(target, same)
        if found is not None:
            yield target, found


def account_period(subject: Subject) -> Iterator[Hit]:
    """An account whose label names another part of the year than the report, and which does not go on to that one.

    One that speaks of the same months of another year is of the report before.
    """
    kausi = subject.raportti.kausi
    if kausi is None or kausi.jakso is None:
        return
    yield from _years_before(subject, kausi)
    if not is_part(kausi):
        return
    own, named = (re.compile(f"{where}{re.escape(kausi.jakso)}\\b") for where in (r"(?:\(|^)", r"\b"))
    for _, account in subject.accounts():
        if account.jakso is None or account.jakso[:1] != kausi.jakso[:1] or account.jakso == kausi.jakso:
            continue
        below = [*subject.lines[account.rivit[0] : account.rivit[1]], *account.kappaleet]
        if not named.search(account.otsikko or "") and not any(map(own.search, below)):  # earlier parts may stand
            yield Hit(account, None, {"found": account.jakso, "period": kausi.jakso})


def _years_before(subject: Subject, kausi: Kausi) -> Iterator[Hit]:
    periods = subject.vocabulary.values.periods
    for _, account in subject.accounts():
        named = [one.kausi for one in periods(account.otsikko or "")]
        years = {one.vuosi for one in named if one.vuosi is not None}
        if years and kausi.vuosi is not None and max(years) < kausi.vuosi:
            yield Hit(account, None, {"found": named[0].teksti, "period": kausi.teksti})
            continue
        spoken = [(n, one.kausi) for n, text in enumerate(account.kappaleet) for one in periods(text)]
        parts = [(n, one) for n, one in spoken if one.alku and one.loppu and is_part(one)]
        if not parts or any(one.vuosi == kausi.vuosi for _, one in spoken):
            continue
        n, first = parts[0]
        if first.vuosi != kausi.vuosi and (first.loppu or "")[4:] == (kausi.loppu or "")[4:]:
            yield Hit(account, "kappaleet", {"found": first.teksti, "period": kausi.teksti}, n, first.teksti)


def other_period(subject: Subject) -> Iterator[Hit]:
    """An account of a quarter in a report of thirds, or the other way round: `Q3: …` in a T1 report.

    A period that is only mentioned may be a plan, and so may several; goals may be called T1.
    """
    kausi = subject.raportti.kausi
    if kausi is None or kausi.jakso is None or kausi.jakso[0] not in "TQ":
        return
    other = "Q" if kausi.jakso[0] == "T" else "T"
    code = re.compile(rf"(?<![\w-]){other}[1-4](?![\w-])")
    heads = re.compile(rf"(?<![\w-])({other}[1-4])(?:/\d{{4}})?\s?:(?!\S)")
    names = {goal.tunnus or "" for _, goal in subject.goals}
    for _, field, text in subject.texts():
        names.update(code.findall(text) if field != "kappaleet" else ())
    for _, account in subject.accounts():
        if account.jakso not in names and code.fullmatch(account.jakso or ""):
            yield Hit(account, None, {"found": account.jakso, "period": kausi.jakso})
            continue
        for n, paragraph in enumerate(account.kappaleet):
            found = heads.search(paragraph)
            if found is not None and found[1] not in names and len(set(code.findall(paragraph))) == 1:
                yield Hit(account, "kappaleet", {"found": found[1], "period": kausi.jakso}, n, found[1])


RULES = (
    Rule(
        "status-disagrees",
        Severity.error,
        "status {status!r}, target {target!r} and reported figure {result!r} do not point the same way",
        "compare them; a status in mid-year may be a forecast, which the account should then say",
        status_disagrees,
    ),
    Rule(
        "account-period",
        Severity.warning,
        "the account speaks of {found} in a report of {period}",
        "check that the account is not left over from an earlier report",
        account_period,
    ),
    Rule(
        "other-period",
        Severity.info,
        "the account is of {found}, the report of {period}",
        "check that the period is the right one",
        other_period,
    ),
)
