"""Agreement: whether figures, statuses, periods and accounts say the same."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from tavoiteparse.diagnostics import Severity
from tavoiteparse.report import Luku, Taso, Tila
from tavoiteparse.rules.subject import Hit, Indicator, Rule, Subject, figure
from tavoiteparse.values.periods import is_part

POSITIVE = frozenset({"toteutuu", "toteutunut"})
NEGATIVE = frozenset({"ei_toteudu", "ei_toteutunut"})
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ])")
WORD = re.compile(r"[^\W\d_]{5,}")
STEM = 6  # letters by which two forms of a word are one: asiakasmäärä, asiakasmäärän
RATIOS = frozenset({"%", "€", "indeksi", "pv", "vrk", "kk", "vk", "h", "min", "pistettä"})  # no sums over the year
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
            if not met and _still_grows(subject, target.luku):
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
    plain = len(reported) == 1 and not _stems(subject, result.teksti)
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
    """Without a comparison: away from the baseline; without that upwards, unless less is known to be better."""
    mittari = indicator.mittari
    base = figure(mittari.lahtotaso.luvut, "lahto") if mittari.lahtotaso else None
    if base is not None and base.yksikko == target.yksikko and base.arvo != target.arvo:
        return ">=" if target.arvo > base.arvo else "<="
    words = WORD.findall((mittari.mittari or "").casefold())
    lower = tuple(subject.words.lower)
    if any(stem in word for word in words for stem in lower):
        return None
    return ">=" if target.yksikko == "%" else None


def _still_grows(subject: Subject, target: Luku) -> bool:
    """A count, in a report that ends before its year does."""
    kausi = subject.raportti.kausi
    over = kausi is None or kausi.loppu is None or kausi.loppu.endswith(YEAR_END)
    return not over and target.yksikko not in RATIOS and target.vertailu not in ("<", "<=")


def account_period(subject: Subject) -> Iterator[Hit]:
    """An account whose label names another part of the year than the report."""
    kausi = subject.raportti.kausi
    if kausi is None or kausi.jakso is None or not is_part(kausi):
        return
    for _, account in subject.accounts():
        if account.jakso is not None and account.jakso[:1] == kausi.jakso[:1] and account.jakso != kausi.jakso:
            yield Hit(account, None, {"found": account.jakso, "period": kausi.jakso})


def past_target(subject: Subject) -> Iterator[Hit]:
    """A target that names years, all of them before the report's."""
    year = subject.raportti.kausi.vuosi if subject.raportti.kausi else None
    for *_, mittari in subject.indicators:
        if year is None or mittari.tavoitetaso is None:
            continue
        found = subject.vocabulary.values.periods(mittari.tavoitetaso.teksti)
        years = [one.kausi.vuosi for one in found if one.kausi.vuosi is not None]
        due = not set(subject.words.due).isdisjoint(mittari.tavoitetaso.teksti.casefold().split())
        if due and years and max(years) < year and mittari.tavoitetaso.luvut:
            yield Hit(mittari, "tavoitetaso", {"target": max(years), "year": year}, within=found[0].kausi.teksti)


def over_hundred(subject: Subject) -> Iterator[Hit]:
    """More than 100 % of what its indicator calls a share."""
    share, growth = tuple(subject.words.share), tuple(subject.words.growth)
    for *_, mittari in subject.indicators:
        words = WORD.findall((mittari.mittari or "").casefold()) or [""]
        is_share = any(stem in word for word in words for stem in share)
        if not is_share or any(stem in word for word in words for stem in growth):
            continue
        for field in ("lahtotaso", "tavoitetaso", "toteuma"):
            level = getattr(mittari, field)
            for luku in level.luvut if level else ():
                if luku.yksikko == "%" and luku.rooli != "muutos" and max(luku.arvo, luku.arvo_yla or 0) > WHOLE:
                    yield Hit(mittari, field, {"found": luku.teksti}, within=luku.teksti)


def other_period(subject: Subject) -> Iterator[Hit]:
    """A quarter in a report of thirds, or the other way round: `Q3` in a T1 report."""
    kausi = subject.raportti.kausi
    if kausi is None or kausi.jakso is None or kausi.jakso[0] not in "TQ":
        return
    other = re.compile(rf"(?<![\w-]){'Q' if kausi.jakso[0] == 'T' else 'T'}[1-4](?![\w-])")
    for owner, field, text in subject.texts():
        found = other.search(text)
        if found is not None and field == "kappaleet":
            yield Hit(owner, field, {"found": found[0], "period": kausi.jakso}, owner.kappaleet.index(text), found[0])


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
        "the account names {found} in a report of {period}",
        "check that the period is the right one",
        other_period,
    ),
)
