"""Whether figures meet a target, while the year is open and at its end, and where a status contradicts them."""

from types import MappingProxyType
from typing import Literal, NamedTuple

from tavoiteparse.contract.model import Kausi, Kohta, Luku, Mittari, Tavoite
from tavoiteparse.judging.direction import FULL, Side, better_side
from tavoiteparse.judging.levels import Levels, levels_of
from tavoiteparse.judging.times import due
from tavoiteparse.judging.units import COUNT, comparable, kind, values
from tavoiteparse.judging.words import holds, judging_words
from tavoiteparse.source.lazy import lazy

Verdict = Literal["saavutettu", "saavuttamatta", "matkalla"]
YEAR_END = "12-31"
RATIO = lazy(r"(?<!\w)[^\W\d_€]{0,4}€?/[^\W\d_.]+\.?")  # as a name gives the unit of its figures: `pv/htv`, `€/asukas`
SCALE = lazy(r"\(\s?[01]\s?[–-]\s?\d|asteik|skala")
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


PER_TIME = frozenset(
    {"vrk", "pv", "päivä", "vk", "vko", "viikko", "kk", "kuukausi", "v", "vuosi", "år", "månad", "dag"}
)
DURATION = lazy(r"(?:aika|ajat|kesto|viive|tid)(?!\w)")  # endings: `ratkaisuaika` is one, `työaikana` none
# A sum for each of these grows as the sum does.
PER_HEAD = frozenset(
    {"asukas", "asukasta", "as.", "as", "inv.", "inv", "invånare", "htv", "årsverke", "hlö", "henkilö"}
    | {"työntekijä", "oppilas", "elev", "opiskelija", "lapsi", "barn", "asiakas"}
)


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
    return kausi.loppu < (due(levels.target, kausi) or f"{kausi.loppu[:4]}-{YEAR_END}")


def is_met(target: Luku, result: Luku, side: Side | None) -> bool | None:
    """Whether a result is on the better side of a target, or in its range; None where that is not certain."""
    if not comparable(target, result) or result.vertailu not in (None, "~") or result.arvo_yla is not None:
        return _is_met_beyond(target, result, side)
    limit, value = values(target, result)
    if target.arvo_yla is not None:
        if target.arvo <= result.arvo <= target.arvo_yla:
            return True
        beyond = result.arvo > target.arvo_yla
        return None if side is not None and beyond == (side[0] == ">") else False
    if "~" in (target.vertailu, result.vertailu) and abs(value - limit) <= NEAR * abs(limit):
        return None
    if side is None:
        return True if value == limit else None  # which meets it on either side
    return {">": value > limit, ">=": value >= limit, "<": value < limit, "<=": value <= limit}[side]


def _is_met_beyond(target: Luku, result: Luku, side: Side | None) -> bool | None:
    """The same for a result that is itself a bound: `yli 300` meets at least 250, and may or may not meet 350."""
    sides = ("<", ">")
    beyond = (result.vertailu or "~")[0]
    unsure = result.arvo_yla is not None or target.arvo_yla is not None or "~" in (target.vertailu, beyond)
    if unsure or side is None or beyond not in sides or not comparable(target, result):
        return None
    limit, value = values(target, result)
    if beyond == side[0]:
        met = value > limit or (value == limit and (side[1:] == "=" or result.vertailu in sides))
        return True if met else None
    missed = value < limit if side[0] == ">" else value > limit
    missed = missed or (value == limit and (result.vertailu in sides or side in sides))
    return False if missed else None


def grows(judged: Judged, target: Luku) -> bool | None:
    """Whether a figure adds up through the year: counts and money do, shares and stocks do not; None is unclear."""
    words, name = judging_words(), judged.mittari.mittari
    if holds(name, words.gradual):
        return True
    if holds(name, [*words.stock, *words.time]) or SCALE.search(name or ""):
        return False
    ratio = RATIO.search(name or "")
    unit = target.yksikko or (ratio[0] if ratio else None)
    if unit is None:
        return True if holds(name, words.counts) or _is_count(judged) else None
    return _grows_by_unit((name or "").casefold(), unit, whole=target.arvo == FULL)


def _grows_by_unit(name: str, unit: str, whole: bool) -> bool | None:
    """The same by what is counted; `whole` is a target of a hundred."""
    words, measured = judging_words(), kind(unit)
    if measured == "money" and holds(name, [*words.held, *words.balance]):
        return None if holds(name, words.balance) else False
    upper, _, lower = unit.partition("/")
    if lower:
        return True if upper != "%" and lower in PER_HEAD | PER_TIME else None
    if measured == "time":
        sums = unit == "tunti" or holds(name, words.counts)  # hours of work, days of absence
        return sums and DURATION.search(name) is None
    return True if unit == "%" and whole else GROWING.get(measured or "", None)  # all of something is work to complete


def _is_count(judged: Judged) -> bool:
    """Whether all levels are whole numbers without a unit, and none is of a ratio: `Lapsia/ryhmä`."""
    figures = [luku for level in judged.levels.all() for luku in level.luvut]
    whole = all(luku.arvo == int(luku.arvo) and "," not in luku.teksti for luku in figures)
    return whole and "/" not in (judged.mittari.mittari or "")


def by_figures(judged: Judged, target: Luku, result: Luku, side: Side | None) -> Verdict | None:
    """What two figures say of a target: met, missed, or still on the way; None where they decide nothing."""
    met = is_met(target, result, side)
    if met is None:
        return None
    if not judged.open:
        return "saavutettu" if met else "saavuttamatta"
    growing = grows(judged, target)
    if growing is False:
        return "saavutettu" if met else "saavuttamatta"
    if target.arvo_yla is not None:
        return "saavuttamatta" if growing and not met and result.arvo > target.arvo_yla else "matkalla"
    if growing is None or side is None:
        return "matkalla"
    ceiling = side[0] == "<"
    if met != ceiling:  # over a floor or a ceiling, where it stays
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
