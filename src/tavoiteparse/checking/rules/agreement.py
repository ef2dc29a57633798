"""Agreement: whether figures, statuses, periods and accounts say the same."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from tavoiteparse.checking.rules.subject import Hit, Indicator, Rule, Subject, figure
from tavoiteparse.contract.diagnostics import Severity
from tavoiteparse.contract.model import Luku, Taso, Tila
from tavoiteparse.language.values.periods import is_part
from tavoiteparse.source.lazy import lazy

POSITIVE = frozenset({"toteutuu", "toteutunut"})
NEGATIVE = frozenset({"ei_toteudu", "ei_toteutunut"})
SENTENCE = lazy(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ])")
WORD = lazy(r"[^\W\d_]{5,}")
STEM = 6  # letters by which two forms of a word are one: asiakasmäärä, asiakasmäärän
RATIOS = frozenset({"%", "‰", "NPS", "eNPS", "piste"})  # no sums over the year
YEAR_END = "12-31"
WHOLE = 100


class Told(NamedTuple):
    """A figure and the stems of the words that say what it counts."""

    luku: Luku
    words: frozenset[str]


def status_disagrees(subject: Subject) -> Iterator[Hit]:
    """A status on one side, the reported figure on the other side of the target (pohjois-karjala/2026-q1 line 7).

    Only figures of one unit are compared whose sentences name the same thing. A count that grows through the year may
    still be short of its target before the year is over.
    """
    for indicator in subject.indicators:
        mittari, kohta = indicator.mittari, indicator.kohta
        status, result = mittari.tila or kohta.tila, mittari.toteuma or kohta.toteuma
        if status is None or result is None or status.koodi not in POSITIVE | NEGATIVE:
            continue
        for target, reported in _comparable(subject, indicator, result):
            met = _is_met(subject, indicator, target.luku, reported.luku)
            if met is None or met == (status.koodi in POSITIVE):
                continue
            if met and mittari.tila is None and _indicator_count(indicator) > 1:
                continue  # the status of a whole goal may speak of another of its indicators
            if not met and _still_grows(subject, indicator, target.luku):
                continue
            yield Hit(mittari if mittari.tila else kohta, "tila", _sides(status, target.luku, reported.luku))


def _indicator_count(indicator: Indicator) -> int:
    return sum(len(kohta.mittarit) for kohta in indicator.tavoite.kohdat)


def _sides(status: Tila, target: Luku, reported: Luku) -> dict[str, object]:
    return {"status": status.teksti, "target": target.teksti, "result": reported.teksti}


def _comparable(subject: Subject, indicator: Indicator, result: Taso) -> Iterator[tuple[Told, Told]]:
    """Each target of an indicator with the one reported figure that speaks of the same thing."""
    mittari = indicator.mittari
    if mittari.tavoitetaso is not None:
        one = figure(mittari.tavoitetaso.luvut, "tavoite")
        targets = [Told(one, _stems(subject, mittari.mittari or ""))] if one else []
    else:
        told = _told(subject, mittari.mittari or "")
        targets = [one for one in told if one.luku.rooli == "tavoite"] or (told if len(told) == 1 else [])
    reported = _told(subject, result.teksti)
    plain = len(reported) == 1 and not _stems(subject, result.teksti.replace(reported[0].luku.teksti, ""))
    for target in targets:
        same = [one for one in reported if one.luku.yksikko == target.luku.yksikko and one.luku.arvo_yla is None]
        if plain and (same or reported[0].luku.yksikko is None):
            yield target, reported[0]
            continue
        scores = [(len(one.words & target.words) / len(one.words | target.words), one) for one in same if one.words]
        best = max((score for score, _ in scores), default=0.0)
        nearest = [one for score, one in scores if score == best]
        if best > 0 and len(nearest) == 1:
            yield target, nearest[0]


def _told(subject: Subject, text: str) -> list[Told]:
    """The figures of a text, each with the words before it in its sentence, up to the figure before it."""
    found = []
    for sentence in SENTENCE.split(text):
        at = 0
        for luku in subject.vocabulary.values.quantities(sentence, sentence=True):
            start = sentence.find(luku.teksti, at)
            before = _stems(subject, sentence[at:start]) if start > at else frozenset()
            at = max(start, at) + len(luku.teksti)
            if luku.rooli in (None, "tavoite"):  # not the size of a group, the end of a scale, a change
                found.append(Told(luku, before or _stems(subject, sentence)))
    return found


def _stems(subject: Subject, text: str) -> frozenset[str]:
    common = tuple(subject.words.common)
    return frozenset(word[:STEM] for word in WORD.findall(text.casefold()) if not word.startswith(common))


def _is_met(subject: Subject, indicator: Indicator, target: Luku, reported: Luku) -> bool | None:
    """Whether a figure reaches a target; None where nothing says which side is the better one."""
    sign = target.vertailu or _direction(subject, indicator, target)
    value, limit = reported.arvo, target.arvo
    if target.arvo_yla is not None or reported.vertailu not in (None, "~"):
        return None
    return {">": value > limit, ">=": value >= limit, "<": value < limit, "<=": value <= limit}.get(sign or "")


def _direction(subject: Subject, indicator: Indicator, target: Luku) -> str | None:
    """Without a comparison: away from the baseline; without that upwards, where most of a whole is the target."""
    mittari = indicator.mittari
    base = figure(mittari.lahtotaso.luvut, "lahto") if mittari.lahtotaso else None
    if base is not None and base.yksikko == target.yksikko and base.arvo != target.arvo:
        return ">=" if target.arvo > base.arvo else "<="
    if _has(mittari.mittari, subject.words.lower):
        return None
    return ">=" if target.yksikko == "%" and target.arvo >= WHOLE / 2 else None


def _has(text: str | None, stems: list[str]) -> bool:
    """Whether one of these stems stands in a word of a text."""
    return any(stem in word for word in WORD.findall((text or "").casefold()) for stem in stems)


def _still_grows(subject: Subject, indicator: Indicator, target: Luku) -> bool:
    """A figure that grows through the year, in a report that ends before it: a count, a change, work to complete."""
    kausi = subject.raportti.kausi
    if kausi is None or kausi.loppu is None or kausi.loppu.endswith(YEAR_END) or target.vertailu in ("<", "<="):
        return False
    complete = target.yksikko == "%" and target.arvo == WHOLE
    grows = _has(indicator.mittari.mittari, [*subject.words.gradual, *subject.words.change])
    return target.yksikko not in RATIOS or complete or grows


def account_period(subject: Subject) -> Iterator[Hit]:
    """An account whose label names another part of the year than the report, and which does not go on to that one."""
    kausi = subject.raportti.kausi
    if kausi is None or kausi.jakso is None or not is_part(kausi):
        return
    own, named = (re.compile(f"{where}{re.escape(kausi.jakso)}\\b") for where in (r"(?:\(|^)", r"\b"))
    for _, account in subject.accounts():
        if account.jakso is None or account.jakso[:1] != kausi.jakso[:1] or account.jakso == kausi.jakso:
            continue
        below = [*subject.lines[account.rivit[0] : account.rivit[1]], *account.kappaleet]
        if not named.search(account.otsikko or "") and not any(map(own.search, below)):  # earlier parts may stand
            yield Hit(account, None, {"found": account.jakso, "period": kausi.jakso})


def past_target(subject: Subject) -> Iterator[Hit]:
    """A target of one figure whose due years all lie before the report's; a year to compare with is no due year."""
    year = subject.raportti.kausi.vuosi if subject.raportti.kausi else None
    due, compared = frozenset(subject.words.due), tuple(subject.words.compared)
    for *_, mittari in subject.indicators:
        if year is None or mittari.tavoitetaso is None or figure(mittari.tavoitetaso.luvut, "tavoite") is None:
            continue
        text = mittari.tavoitetaso.teksti
        found = subject.vocabulary.values.periods(text)
        years = [one.kausi.vuosi for one in found if one.kausi.vuosi is not None]
        words = re.findall(r"[^\W\d_]+", text.casefold())
        if not years or max(years) >= year or due.isdisjoint(words) or "(" in text:
            continue
        if not any(word.startswith(compared) for word in words):
            yield Hit(mittari, "tavoitetaso", {"target": max(years), "year": year}, within=found[0].kausi.teksti)


def over_hundred(subject: Subject) -> Iterator[Hit]:
    """More than 100 % of what its indicator calls a share."""
    share, other = tuple(subject.words.share), [*subject.words.ratio, *subject.words.change]
    for *_, mittari in subject.indicators:
        words = WORD.findall((mittari.mittari or "").casefold())
        if not any(word.endswith(share) for word in words) or _has(mittari.mittari, other):
            continue
        for field in ("lahtotaso", "tavoitetaso", "toteuma"):
            level = getattr(mittari, field)
            if level is None or _has(level.teksti, subject.words.change):
                continue
            for luku in level.luvut:
                if luku.yksikko == "%" and luku.rooli != "muutos" and max(luku.arvo, luku.arvo_yla or 0) > WHOLE:
                    yield Hit(mittari, field, {"found": luku.teksti}, within=luku.teksti)


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
        Severity.warning,
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
        "past-target",
        Severity.warning,
        "the target is for {target}, the report for {year}",
        "check that the target is not left over from an earlier year",
        past_target,
    ),
    Rule(
        "over-hundred",
        Severity.warning,
        "{found!r} is more than the whole of which the indicator says it is a share",
        "correct the figure, or name what it is measured by",
        over_hundred,
    ),
    Rule(
        "other-period",
        Severity.info,
        "the account is of {found}, the report of {period}",
        "check that the period is the right one",
        other_period,
    ),
)
