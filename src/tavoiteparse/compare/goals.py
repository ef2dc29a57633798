"""Which goal of one report is which of another: by name, else by the indicators they share."""

from collections.abc import Sequence
from typing import NamedTuple

from tavoiteparse.contract.model import Tavoite
from tavoiteparse.judging.matching import LEAST, Pair, best, goal_wording
from tavoiteparse.judging.wording import likeness, name_wording, pieces, same

HALF = 0.5
PLACE, SHARE, NEARER = 0.1, 0.3, 1e-3  # what focus area, shared indicators and order weigh among goals of one name


class GoalPair(NamedTuple):
    """Two goals that are one; `renamed` where their names differ."""

    old: Tavoite
    new: Tavoite
    score: float
    renamed: bool


def paired_goals(old: Sequence[Tavoite], new: Sequence[Tavoite], pairs: Sequence[Pair]) -> list[GoalPair]:
    """The goals that are one, in the order of the new ones: those of one name, then those that share indicators."""
    shared: dict[tuple[int, int], list[float]] = {}
    for pair in pairs:
        shared.setdefault((id(pair.old.judged.tavoite), id(pair.new.judged.tavoite)), []).append(pair.score)
    named: dict[tuple[int, int], float] = {}
    before, after = ([goal_wording(tavoite) for tavoite in goals] for goals in (old, new))
    for a, one in enumerate(old):
        for b, other in enumerate(new):
            if same(before[a], after[b]):
                share = len(shared.get((id(one), id(other)), [])) / max(count(one), 1)
                places = sum(_alike(*pair) for pair in _places(one, other))
                order = NEARER * (1 - abs(a / len(old) - b / len(new)))
                named[a, b] = 1 + PLACE * places + SHARE * share + order
    found = [(a, b, 1.0, False) for a, b in best(named)]
    olds, news = {a for a, *_ in found}, {b for _, b, *_ in found}
    likely: dict[tuple[int, int], float] = {}
    for a, one in enumerate(old):
        for b, other in enumerate(new):
            if a not in olds and b not in news:
                score = _renamed(one, other, shared.get((id(one), id(other)), []))
                if score >= LEAST:
                    likely[a, b] = score
    found += [(a, b, likely[a, b], True) for a, b in best(likely)]
    goals = [
        GoalPair(old[a], new[b], round(score, 2), renamed and not is_named_alike(old[a], new[b]))
        for a, b, score, renamed in found
    ]
    order_of = {id(tavoite): n for n, tavoite in enumerate(new)}
    return sorted(goals, key=lambda pair: order_of[id(pair.new)])


def count(tavoite: Tavoite) -> int:
    """How many indicators a goal has."""
    return sum(len(kohta.mittarit) for kohta in tavoite.kohdat)


def is_nameless(tavoite: Tavoite) -> bool:
    """Whether indicators stand under no goal."""
    return not (tavoite.tavoite or tavoite.teko)


def is_named_alike(one: Tavoite, other: Tavoite) -> bool:
    """Whether two goals have one name, whatever deed stands below it."""
    return _alike(one.tavoite or one.teko, other.tavoite or other.teko)


def _renamed(one: Tavoite, other: Tavoite, shared: Sequence[float]) -> float:
    """How sure it is that a goal goes on under another name; `shared` are the scores of indicators in both."""
    if is_nameless(one) or is_nameless(other):
        return 0.0
    if not count(one) or not count(other):
        return likeness(pieces(goal_wording(one)), pieces(goal_wording(other)))
    share = len(shared) / count(one)
    return (HALF + HALF * share) * sum(shared) / len(shared) if share >= HALF else 0.0


def _places(one: Tavoite, other: Tavoite) -> list[tuple[str | None, str | None]]:
    return [(one.painopiste, other.painopiste), (one.toimiala, other.toimiala), (one.tunnus, other.tunnus)]


def _alike(one: str | None, other: str | None) -> bool:
    return same(name_wording(one), name_wording(other))


def moved_goals(pairs: Sequence[GoalPair]) -> list[GoalPair]:
    """The goals that stand under another focus area; one that has only another name moves none of its goals."""
    areas = [(name_wording(pair.old.painopiste), name_wording(pair.new.painopiste)) for pair in pairs]
    apart = [n for n, (one, other) in enumerate(areas) if one.words and other.words and not same(one, other)]
    moved = []
    for n in apart:
        from_old = [other for one, other in areas if one == areas[n][0]]
        to_new = [one for one, other in areas if other == areas[n][1]]
        alone = all(other == areas[n][1] for other in from_old) and all(one == areas[n][0] for one in to_new)
        if not (alone and len(from_old) > 1):
            moved.append(pairs[n])
    return moved
