"""Whether figures meet a target, while the year is open and at its end, and where a status contradicts them."""

from types import MappingProxyType
from typing import Literal, NamedTuple

from tavoiteparse.contract.model import Kausi, Kohta, Luku, Mittari, Tavoite
from tavoiteparse.judging.direction import FULL, Side, better_side
from tavoiteparse.judging.levels import Levels, levels_of
from tavoiteparse.judging.units import COUNT, comparable, kind, values
from tavoiteparse.judging.words import holds, judging_words

Verdict = Literal["saavutettu", "saavuttamatta", "matkalla"]
YEAR_END = "12-31"
NEAR = 0.05  # of a figure that is given as `noin`
DONE, GIVEN_UP = frozenset({"toteutunut"}), frozenset({"ei_toteudu", "ei_toteutunut", "keskeytetty"})
FORECAST, UNDER_WAY = frozenset({"toteutuu"}), frozenset({"osittain", "kaynnissa", "ei_aloitettu"})

# Which kinds of units add up through the year.
GROWING = MappingProxyType(
    {
        COUNT: True, "money": True, "energy": True, "mass": True, "volume": True, "length": True, "area": True,
        "share": False, "score": False, "time": False,
    }
)  # fmt: skip


class Judged(NamedTuple):
    """An indicator with what its words and figures say; `open` is whether its year goes on after the report."""

    tavoite: Tavoite
    kohta: Kohta
    mittari: Mittari
    levels: Levels
    side: Side | None
    open: bool


def judge(tavoite: Tavoite, kohta: Kohta, mittari: Mittari, kausi: Kausi | None) -> Judged:
    """An indicator judged in a report of a period."""
    levels = levels_of(mittari, kohta)
    return Judged(tavoite, kohta, mittari, levels, better_side(tavoite, mittari, levels), is_open(levels, kausi))


def is_open(levels: Levels, kausi: Kausi | None) -> bool:
    """Whether a report of this period ends before the period of the target: by default the end of the year."""
    if kausi is None or kausi.loppu is None:
        return False
    target = levels.target.one if levels.target else None
    until = target.kausi.loppu if target and target.kausi else None
    return kausi.loppu < (until or f"{kausi.loppu[:4]}-{YEAR_END}")


def is_met(target: Luku, result: Luku, side: Side | None) -> bool | None:
    """Whether a result is on the better side of a target, or in its range; None where that is not certain."""
    if not comparable(target, result) or result.vertailu not in (None, "~") or result.arvo_yla is not None:
        return None
    limit, value = values(target, result)
    if target.arvo_yla is not None:
        if target.arvo <= result.arvo <= target.arvo_yla:
            return True
        beyond = result.arvo > target.arvo_yla
        return None if side is not None and beyond == (side[0] == ">") else False
    if side is None or ("~" in (target.vertailu, result.vertailu) and abs(value - limit) <= NEAR * abs(limit)):
        return None
    return {">": value > limit, ">=": value >= limit, "<": value < limit, "<=": value <= limit}[side]


def grows(judged: Judged, target: Luku) -> bool | None:
    """Whether a figure adds up through the year: counts and money do, shares and stocks do not; None is unclear."""
    words, name = judging_words(), judged.mittari.mittari
    if holds(name, words.gradual):
        return True
    if holds(name, words.stock):
        return False
    if target.yksikko is None:
        return True if holds(name, words.counts) else None
    if target.yksikko == "tunti" or (target.yksikko == "%" and target.arvo == FULL):
        return True  # hours are a sum, and all of something is work to complete
    return None if "/" in target.yksikko else GROWING.get(kind(target.yksikko) or "", None)


def by_figures(judged: Judged, target: Luku, result: Luku, side: Side | None) -> Verdict | None:
    """What two figures say of a target: met, missed, or still on the way; None where they decide nothing."""
    met = is_met(target, result, side)
    if met is None:
        return None
    if not judged.open:
        return "saavutettu" if met else "saavuttamatta"
    growing = grows(judged, target)
    if target.arvo_yla is not None or side is None:
        return "matkalla"
    ceiling = side[0] == "<"
    if met != ceiling or growing is False:  # over a floor or a ceiling it stays, whether it grows or not
        return "saavutettu" if met else "saavuttamatta"
    return "matkalla"


def contradicts(judged: Judged, code: str, verdict: Verdict, target: Luku) -> bool:
    """Whether a status says another thing than the figures; a forecast of an open year never does."""
    if verdict == "saavuttamatta":
        return code in DONE or (code in FORECAST and not judged.open)
    if verdict != "saavutettu":
        return False
    if not judged.open:
        return code in GIVEN_UP | UNDER_WAY
    return code in GIVEN_UP and bool(grows(judged, target))
