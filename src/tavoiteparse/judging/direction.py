"""Which side of a target is the better one, in one place: by its comparison, by words, by the baseline."""

from typing import Literal

from tavoiteparse.contract.model import Luku, Mittari, Tavoite
from tavoiteparse.judging.levels import Level, Levels
from tavoiteparse.judging.units import comparable, kind, values
from tavoiteparse.judging.words import WHOLE_WORD, holds, judging_words, stems
from tavoiteparse.source.lazy import lazy

Side = Literal[">", ">=", "<", "<="]
FULL = 100  # per cent
SIGNED = lazy(r"(?:^|\s)([+−–-])\s?\d")


def better_side(tavoite: Tavoite, mittari: Mittari, levels: Levels, target: Luku | None = None) -> Side | None:
    """The side on which a result meets the target, with the comparison that is meant; None where nothing says it.

    `Toimintamenot, M€` with a target of 62 gives `<=`, `Kävijät` from 100 to 120 `>=`, `Annetut lausunnot` nothing.
    Where a sentence sets several targets, `target` is the one of them that is meant.
    """
    target = target or (levels.target.one if levels.target else None)
    if target is None or levels.target is None:
        return None
    if target.vertailu is not None and target.vertailu != "~":
        return target.vertailu
    sign = _signed(levels.target, target)
    if sign is not None:
        return sign
    return _by_words(tavoite, mittari, target) or _by_baseline(levels, target) or _by_bounds(levels, target)


def likely_side(mittari: Mittari, target: Luku) -> Side | None:
    """Where nothing else says it: upwards if most of a whole is the target. Good for a doubt, not for a verdict."""
    most = target.yksikko == "%" and target.arvo >= FULL / 2 and target.arvo_yla is None
    return ">=" if most and not holds(mittari.mittari, judging_words().doubt) else None


def _signed(level: Level, target: Luku) -> Side | None:
    """A change in per cent, or with a plus, that is printed with its sign: at least as far on that side."""
    found = SIGNED.search(level.text) if level.where == "tavoitetaso" else None
    if found is None or target.arvo_yla is not None or not target.arvo:
        return None
    if found[1] == "+":
        return ">="
    return "<=" if kind(target.yksikko) == "share" else None


def _by_words(tavoite: Tavoite, mittari: Mittari, target: Luku) -> Side | None:
    """What the words of the indicator say, and those of its goal where they speak of the same thing."""
    words = judging_words()
    name = " ".join(filter(None, (mittari.ryhma, mittari.mittari)))
    less, more = holds(name, words.lower), holds(name, words.higher)
    if holds(name, words.time):
        return "<=" if kind(target.yksikko) in ("time", None) and not more else None
    if less != more:
        if less:
            return None if holds(name, words.open) else "<="
        return None if holds(name, words.less) else ">="
    if less or holds(name, words.less) or holds(name, words.open):
        return None  # both, or a figure that says how much something shall change
    about = " ".join(filter(None, (tavoite.tavoite, tavoite.teko)))
    if not stems(name) or not stems(name) <= stems(about):
        return None
    said = frozenset(WHOLE_WORD.findall(about.casefold()))
    falls, rises = not said.isdisjoint(words.falls), not said.isdisjoint(words.rises)
    return ("<=" if falls else ">=") if falls != rises else None


def _by_baseline(levels: Levels, target: Luku) -> Side | None:
    base = levels.baseline.one if levels.baseline else None
    if base is None or base.arvo_yla is not None or target.arvo_yla is not None or not comparable(base, target):
        return None
    start, end = values(base, target)
    if start == end:
        return None
    return ">=" if end > start else "<="


def _by_bounds(levels: Levels, target: Luku) -> Side | None:
    """Nothing is the least there can be, and all the most."""
    others = [level.one for level in (levels.baseline, levels.result) if level and level.one]
    if target.arvo_yla is not None or target.arvo not in (0, FULL):
        return None
    if target.arvo == 0:
        return "<=" if all(one.arvo >= 0 for one in others) else None
    return ">=" if target.yksikko == "%" and all(one.arvo <= FULL for one in others) else None
