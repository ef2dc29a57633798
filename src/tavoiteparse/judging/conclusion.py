"""What is concluded of an indicator: by its figures, by its status, by what is missing. Behind `paatelma` of rows."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

from tavoiteparse.contract.model import Kausi, Kohta, Luku, Mittari, Tavoite
from tavoiteparse.judging.levels import Level
from tavoiteparse.judging.measurable import is_coming, is_forecast, is_late, is_measurable
from tavoiteparse.judging.times import days_in
from tavoiteparse.judging.units import COUNT, comparable, kind
from tavoiteparse.judging.verdict import (
    DONE,
    FORECAST,
    GIVEN_UP,
    UNDER_WAY,
    Judged,
    Verdict,
    by_figures,
    contradicts,
    judge,
)
from tavoiteparse.judging.words import holds, judging_words, stems
from tavoiteparse.source.lazy import lazy

Paatelma = Literal["saavutettu", "saavuttamatta", "matkalla", "ei_tietoa", "ei_mitattavissa"]
Peruste = Literal["luvut", "tila", "luvut+tila"]
# What stands for each verdict where people read it, so that no colour has to say it.
SIGNS: Mapping[Paatelma | None, str] = MappingProxyType(
    {
        "saavutettu": "✓",
        "saavuttamatta": "✗",
        "matkalla": "→",
        "ei_tietoa": "?",
        "ei_mitattavissa": "≈",
        None: "·",
    }
)
SIGNED = lazy(r"(?:^|[\s(])[+−–-]\s?\d")
NOT_THIS_PERIOD = frozenset({"lahto", "tavoite", "muutos"})  # roles of figures in a result that are not the result
WHOLE = 100  # per cent
FAR = 5  # times larger: a figure without a unit is hardly in that of the other
ANY_COUNT = frozenset({None, "kpl"})  # units that stand for whatever is counted


class Conclusion(NamedTuple):
    """What is concluded, and from what; both None where nothing decides."""

    paatelma: Paatelma | None
    peruste: Peruste | None


UNDECIDED = Conclusion(None, None)
AT_THE_END = MappingProxyType(
    dict.fromkeys(DONE | FORECAST, "saavutettu") | dict.fromkeys(GIVEN_UP | UNDER_WAY, "saavuttamatta")
)
MEANWHILE = MappingProxyType(
    dict.fromkeys(DONE, "saavutettu")
    | dict.fromkeys(GIVEN_UP, "saavuttamatta")
    | dict.fromkeys(FORECAST | UNDER_WAY, "matkalla")
)


def conclude(tavoite: Tavoite, kohta: Kohta, mittari: Mittari, kausi: Kausi | None) -> Conclusion:
    """The conclusion of one indicator in a report of a period; the statuses and results of its block count."""
    judged = judge(tavoite, kohta, mittari, kausi)
    code = _status(judged)
    figures = _figures(judged, kausi)
    status: Paatelma | None = (MEANWHILE if judged.open else AT_THE_END).get(code or "")  # type: ignore[assignment]
    if figures is None:
        return Conclusion(status, "tila") if status is not None else _without(judged, kausi)
    if status is None or (mittari.tila is None and covers_several(tavoite, kohta, "tila")):
        return Conclusion(figures, "luvut")
    if figures == status or (judged.open and code in FORECAST | UNDER_WAY and not _contradicted(judged, code, figures)):
        return Conclusion(figures, "luvut+tila")
    return Conclusion(status, "tila")


def covers_several(tavoite: Tavoite, kohta: Kohta, field: Literal["tila", "toteuma"]) -> bool:
    """Whether the status or result of a block is that of several indicators: of the block, or of rows of the goal."""
    if len(kohta.mittarit) > 1:
        return True
    if any(mittari.rivit != kohta.rivit for mittari in kohta.mittarit):
        return False  # its label has a line of its own, in this block alone
    own = getattr(kohta, field)
    others = [getattr(other, field) for other in tavoite.kohdat if other is not kohta]
    return own is not None and bool(others) and all(one is not None and one.teksti == own.teksti for one in others)


def _status(judged: Judged) -> str | None:
    status = judged.mittari.tila or judged.kohta.tila
    return None if status is None or status.koodi == "ei_tiedossa" else status.koodi


def _contradicted(judged: Judged, code: str | None, verdict: Verdict) -> bool:
    target = judged.levels.target.one if judged.levels.target else None
    return code is not None and target is not None and contradicts(judged, code, verdict, target)


def _figures(judged: Judged, kausi: Kausi | None) -> Verdict | None:
    """What target and result say, where each is one figure, or a deadline and a date."""
    target, result = judged.levels.target, judged.levels.result
    if target is None or result is None or _is_of_others(judged, result):
        return None
    if not target.luvut and not result.luvut:
        return _by_dates(target, result, kausi)
    if target.one is None or result.one is None or not _speak_of_one_thing(judged, target, result, kausi):
        return None
    return by_figures(judged, target.one, result.one, judged.side)


def _is_of_others(judged: Judged, result: Level) -> bool:
    return result.owner is judged.kohta and covers_several(judged.tavoite, judged.kohta, "toteuma")


def _speak_of_one_thing(judged: Judged, target: Level, result: Level, kausi: Kausi | None) -> bool:
    """Whether the one figure of a result is that of what the target's is about, and of this report."""
    goal, reached = target.one, result.one
    if goal is None or reached is None or reached.rooli in NOT_THIS_PERIOD - {goal.rooli} or is_forecast(result.text):
        return False
    if reached.kausi is not None and kausi is not None and (reached.kausi.loppu or "9") < (kausi.alku or ""):
        return False
    if not _of_one_unit(goal, reached) or not _both_changes(judged, target, result):
        return False
    said = stems(result.text.replace(reached.teksti, "", 1))
    name = " ".join(filter(None, (judged.mittari.ryhma, judged.mittari.mittari, target.text)))
    return not said or not said.isdisjoint(stems(name))


def _of_one_unit(one: Luku, other: Luku) -> bool:
    """Whether two figures are in one unit, or in two that convert; one without a unit must be of like size."""
    if not comparable(one, other):
        return False
    units = {one.yksikko, other.yksikko}
    if None in units and len(units) > 1 and kind(one.yksikko or other.yksikko) != COUNT:
        high, low = max(abs(one.arvo), abs(other.arvo)), min(abs(one.arvo), abs(other.arvo))
        return low == 0 or high <= FAR * low
    if len(units) > 1 and kind(one.yksikko) == kind(other.yksikko) == COUNT:
        return not units.isdisjoint(ANY_COUNT)
    ratios = {unit.partition("/")[2] for unit in units if unit is not None}
    return len(ratios) < 2


def _both_changes(judged: Judged, target: Level, result: Level) -> bool:
    """Whether target and result both say how much, or both by how much, and in the same way."""
    name_of_change = holds(judged.mittari.mittari, judging_words().change)
    said = holds(target.text if target.where == "tavoitetaso" else None, judging_words().change)
    if said or holds(result.text, judging_words().change):
        return False  # `vähenee 10 %`: with which sign the result is printed nobody knows
    levels = [level for level in (target, result) if level.where != "mittari"]
    share = any(kind(luku.yksikko) == "share" for level in levels for luku in level.luvut)
    signed = [SIGNED.search(level.text) is not None for level in levels]
    if len(set(signed)) < 2 or not (share or any("+" in level.text for level in levels)):
        return True  # a sum below nothing is no change
    plus = not SIGNED.search(target.text) or "+" in target.text
    return name_of_change and plus


def _by_dates(target: Level, result: Level, kausi: Kausi | None) -> Verdict | None:
    """A deadline against the day on which it was done."""
    year = kausi.vuosi if kausi else None
    wanted, done = days_in(target.text, year), days_in(result.text, year)
    if len(wanted) != 1 or len(done) != 1 or is_late(result.text):
        return None
    if kausi is not None and kausi.loppu is not None and done[0].first > kausi.loppu:
        return None  # a plan
    if done[0].last <= wanted[0].last:
        return "saavutettu"
    return "saavuttamatta" if done[0].first > wanted[0].last else None


def _without(judged: Judged, kausi: Kausi | None) -> Conclusion:
    """Where neither figures nor a status decide: the target cannot be measured, or the report is silent."""
    target, mittari, kohta = judged.levels.target, judged.mittari, judged.kohta
    if target is None:
        return Conclusion("ei_mitattavissa", None) if not mittari.luvut else UNDECIDED
    if is_measurable(target, judged.levels.baseline, kausi) is False:
        return Conclusion("ei_mitattavissa", None)
    result = judged.levels.result
    told = any(one is not None and one.kappaleet for one in (mittari.selvitys, kohta.selvitys))
    status = mittari.tila or kohta.tila
    known = status is not None and status.koodi != "ei_tiedossa"
    silent = (result is None or is_coming(result.text)) and not told and not known
    return Conclusion("ei_tietoa", None) if silent else UNDECIDED
