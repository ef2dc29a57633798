"""What became of the levels of one indicator between two reports: target moved, baseline restated, unit changed."""

from typing import Literal, NamedTuple

from tavoiteparse.contract.model import Kausi, Luku
from tavoiteparse.judging.direction import Side, better_side
from tavoiteparse.judging.levels import Level
from tavoiteparse.judging.matching import is_equal
from tavoiteparse.judging.measurable import is_measurable
from tavoiteparse.judging.times import days_in, heading_of
from tavoiteparse.judging.units import COUNT, comparable, kind, values
from tavoiteparse.judging.verdict import Judged
from tavoiteparse.judging.wording import same, wording

Moved = Literal[
    "target-raised", "target-lowered", "target-changed", "target-added", "target-removed", "target-vaguer",
    "baseline-restated", "unit-changed",
]  # fmt: skip
FAR = 5  # times larger: a figure without a unit is hardly in that of the other
ANY_COUNT = frozenset({None, "kpl"})


class Move(NamedTuple):
    """A level that changed: how, and the level in both reports."""

    laji: Moved
    old: Level | None
    new: Level | None


class Dated(NamedTuple):
    """An indicator in a report of a period."""

    judged: Judged
    kausi: Kausi | None


def moves(old: Dated, new: Dated) -> list[Move]:
    """How target and baseline differ; a changed unit is one change, whatever levels have it."""
    found = [move for move in (target_move(old, new), baseline_move(old, new)) if move is not None]
    units = [move for move in found if move.laji == "unit-changed"]
    return units[:1] or found


def target_move(old: Dated, new: Dated) -> Move | None:
    """What became of the target; None where it is the same."""
    one, other = old.judged.levels.target, new.judged.levels.target
    laji: Moved | None
    if _is_same_sentence(old, new, one, other):
        laji = None
    elif one is None or other is None:
        laji = None if one is other else "target-added" if one is None else "target-removed"
    elif one.where == other.where == "tavoitetaso" and same(wording(one.text), wording(other.text)):
        laji = None
    elif one.luvut and other.luvut:
        laji = _by_figures(old, new, one, other)
    else:
        laji = _by_words(old, new, one, other)
    return Move(laji, one, other) if laji is not None else None


def _is_same_sentence(old: Dated, new: Dated, one: Level | None, other: Level | None) -> bool:
    """Whether levels stand in sentences that say the same, however their figures were told apart."""
    texts = old.judged.mittari.mittari, new.judged.mittari.mittari
    inside = all(level is None or level.where == "mittari" for level in (one, other))
    return inside and same(wording(texts[0] or ""), wording(texts[1] or ""))


def baseline_move(old: Dated, new: Dated) -> Move | None:
    """What became of the baseline, where both reports have one of the same year."""
    one, other = old.judged.levels.baseline, new.judged.levels.baseline
    if one is None or other is None or not _of_one_year(one, other, old.kausi, new.kausi):
        return None
    if _is_same_sentence(old, new, one, other):
        return None
    if one.where == other.where == "lahtotaso" and same(wording(one.text), wording(other.text)):
        return None
    pairs = list(zip(one.luvut, other.luvut, strict=False))
    if len(one.luvut) == len(other.luvut) > 0:
        apart = [pair for pair in pairs if not is_equal(*pair)]
        if not apart:
            return None
        if not all(of_one_unit(*pair) for pair in apart):
            return Move("unit-changed", one, other)
    return Move("baseline-restated", one, other)


def of_one_unit(one: Luku, other: Luku) -> bool:
    """Whether two figures are in units that convert; one without a unit must be of like size, unless it counts."""
    if one.yksikko == other.yksikko:
        return True
    if not comparable(one, other):
        return False
    units = {one.yksikko, other.yksikko}
    if None not in units and len({(unit or "").partition("/")[2] for unit in units}) > 1:
        return False
    if None in units:
        if kind(one.yksikko or other.yksikko) == COUNT:
            return True
        high, low = max(abs(one.arvo), abs(other.arvo)), min(abs(one.arvo), abs(other.arvo))
        return high <= FAR * low
    if kind(one.yksikko) == COUNT:
        return not units.isdisjoint(ANY_COUNT)
    return True


def _of_one_year(one: Level, other: Level, before: Kausi | None, after: Kausi | None) -> bool:
    """Whether two baselines speak of the same year: their own, else their column's, else that of the reports."""
    first, second = _year(one), _year(other)
    if first is not None and second is not None:
        return first == second
    return before is not None and after is not None and before.vuosi is not None and before.vuosi == after.vuosi


def _year(level: Level) -> str | None:
    if level.one is not None and level.one.kausi is not None:
        return (level.one.kausi.alku or "")[:4] or None
    texts = ((level.text if level.where != "mittari" else ""), heading_of(level) or "")
    return next((days[-1].last[:4] for text in texts if (days := days_in(text, None))), None)


def _by_figures(old: Dated, new: Dated, one: Level, other: Level) -> Moved | None:
    if len(one.luvut) != len(other.luvut):
        return "target-changed"
    pairs = [pair for pair in zip(one.luvut, other.luvut, strict=True) if not is_equal(*pair)]
    if not all(of_one_unit(*pair) for pair in pairs):
        return "unit-changed"
    for before, after in zip(one.luvut, other.luvut, strict=True):
        if _is_vaguer(before, after):
            return "target-vaguer"
    if pairs:
        ways = {_way(old, new, *pair) for pair in pairs}
        return ways.pop() if len(ways) == 1 else "target-changed"
    limits = {_limit(old, new, *pair) for pair in zip(one.luvut, other.luvut, strict=True)} - {None}
    if limits:
        return limits.pop() if len(limits) == 1 else "target-changed"
    if "mittari" in (one.where, other.where):
        return None
    later = _by_deadline(one, other, old.kausi, new.kausi)
    rest, more = (wording(level.text, frozenset(luku.teksti for luku in level.luvut)) for level in (one, other))
    return later or (None if same(rest, more) else "target-changed")


def _is_vaguer(before: Luku, after: Luku) -> bool:
    """An exact figure that became an about, or a range that holds it."""
    if before.arvo_yla is not None or before.vertailu == "~":
        return False
    if after.vertailu == "~":
        return True
    return after.arvo_yla is not None and after.arvo <= before.arvo <= after.arvo_yla


def _way(old: Dated, new: Dated, before: Luku, after: Luku) -> Moved:
    """Whether a target is harder to reach now."""
    side = _side(old, new, before, after)
    if side is None or (before.arvo_yla is None) != (after.arvo_yla is None):
        return "target-changed"
    start, end = values(before, after)
    ups = [end - start]
    if before.arvo_yla is not None and after.arvo_yla is not None:
        ups.append(after.arvo_yla - before.arvo_yla)
    if min(ups) < 0 < max(ups):
        return "target-changed"
    return "target-raised" if (max(ups) > 0) == (side[0] == ">") else "target-lowered"


def _side(old: Dated, new: Dated, before: Luku, after: Luku) -> Side | None:
    """The better side, where the reports do not name both."""
    sides = [
        better_side(dated.judged.tavoite, dated.judged.mittari, dated.judged.levels, luku)
        for dated, luku in ((old, before), (new, after))
    ]
    known = [side for side in sides if side is not None]
    return known[0] if known and len({side[0] for side in known}) == 1 else None


def _limit(old: Dated, new: Dated, before: Luku, after: Luku) -> Moved | None:
    """The same figure with another comparison: `vähintään 90 %` and `yli 90 %`; `90 %` alone is at least or at most."""
    if before.vertailu == after.vertailu:
        return None
    if "~" in (before.vertailu, after.vertailu):
        return "target-changed"
    sides = [
        luku.vertailu or better_side(dated.judged.tavoite, dated.judged.mittari, dated.judged.levels, luku)
        for dated, luku in ((old, before), (new, after))
    ]
    first, second = (side or "" for side in sides)
    if not first or not second:
        return None if "=" in (first or second) else "target-changed"
    if first[0] != second[0]:
        return "target-changed"
    if len(first) == len(second):
        return None
    return "target-raised" if len(second) == 1 else "target-lowered"


def _by_deadline(one: Level, other: Level, before: Kausi | None, after: Kausi | None) -> Moved | None:
    """A later day is easier to keep."""
    ends = [
        max((days.last for days in days_in(level.text, kausi.vuosi if kausi else None)), default=None)
        for level, kausi in ((one, before), (other, after))
    ]
    first, second = ends
    if first is None or second is None or first == second:
        return None
    return "target-lowered" if second > first else "target-raised"


def _by_words(old: Dated, new: Dated, one: Level, other: Level) -> Moved | None:
    """Targets of which at least one has no figure: deadlines, states, and what cannot be checked."""
    if one.where == other.where == "mittari":
        return None
    clear = is_measurable(one, old.judged.levels.baseline, old.kausi)
    still = is_measurable(other, new.judged.levels.baseline, new.kausi)
    dated = bool(one.luvut or days_in(one.text, old.kausi.vuosi if old.kausi else None))
    if clear and (still is False or (still is None and dated)):
        return "target-vaguer"
    if not one.luvut and not other.luvut:
        later = _by_deadline(one, other, old.kausi, new.kausi)
        if later is not None:
            return later
    return "target-changed"
