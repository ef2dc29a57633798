"""Which indicator of one report is which of another: by words, goal, number and levels, the best of all pairings."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from tavoiteparse.contract.model import Luku, Osio, Raportti, Tavoite
from tavoiteparse.judging.units import comparable, values
from tavoiteparse.judging.verdict import Judged, judge
from tavoiteparse.judging.wording import Pieces, Wording, likeness, name_wording, pieces, same

LEAST, SURE = 0.5, 0.75  # below the first two are not one indicator, up to the second it is doubtful
WORDS, GOAL, NUMBER = 0.8, 0.1, 0.04  # what the words, goal and number weigh
LEVELS = (0.0, 0.1, 0.2)  # what equal levels do, none, one, or both
MOST = 0.95  # where the words differ
ELSEWHERE, DOUBTED = 0.1, 0.25  # what a like name under another goal lacks, and one whose levels all differ
NEARER = 1e-4  # for the place in the report, where all else is equal


class Entry(NamedTuple):
    """An indicator as it is matched: judged, with its name and its goal's; `at` is its place among all.

    `bare` is the name without the levels that stand in it, `levels` the one figure of target and of baseline.
    """

    judged: Judged
    name: Wording
    bare: Wording
    goal: Wording
    at: int
    pieces: Pieces
    levels: tuple[Luku | None, Luku | None]


class Pair(NamedTuple):
    """Two indicators that are one, and how sure that is."""

    old: Entry
    new: Entry
    score: float


def goals_of(raportti: Raportti) -> list[Tavoite]:
    """Every goal of a report, in order."""
    return list(_goals(raportti.osiot))


def _goals(osiot: Iterable[Osio]) -> Iterator[Tavoite]:
    for osio in osiot:
        yield from (content for content in osio.sisalto if isinstance(content, Tavoite))
        yield from _goals(osio.osiot)


def goal_wording(tavoite: Tavoite) -> Wording:
    """The name of a goal, with the deed by which several of one name differ."""
    return name_wording(" ".join(filter(None, (tavoite.tavoite, tavoite.teko))))


def entries(raportti: Raportti) -> list[Entry]:
    """Every indicator of a report, ready to be matched."""
    found: list[Entry] = []
    for tavoite in goals_of(raportti):
        goal = goal_wording(tavoite)
        for kohta in tavoite.kohdat:
            for mittari in kohta.mittarit:
                name = " ".join(filter(None, (mittari.ryhma, mittari.mittari)))
                judged = judge(tavoite, kohta, mittari, raportti.kausi)
                bare = name_wording(name, _figures_in_name(judged))
                levels = judged.levels.target, judged.levels.baseline
                figures = tuple(level.one if level is not None else None for level in levels)
                words = name_wording(name)
                found.append(Entry(judged, words, bare, goal, len(found), pieces(bare), (figures[0], figures[1])))
    return found


def _figures_in_name(judged: Judged) -> frozenset[str]:
    """The levels that stand in the sentence of an indicator, as printed; nobody knows it again by these."""
    levels = (judged.levels.target, judged.levels.baseline)
    return frozenset(luku.teksti for level in levels if level and level.where == "mittari" for luku in level.luvut)


def paired(old: Sequence[Entry], new: Sequence[Entry]) -> list[Pair]:
    """The indicators that are one, in the order of the new ones; each stands in one pair at most.

    Of all ways to pair them that with the greatest sum of scores is taken, so that no early pair spoils a later one.
    """
    certain = _certain(old, new)
    olds, news = ({pair[n].at for pair in certain} for n in (0, 1))
    chances: dict[tuple[int, int], float] = {}
    for one in old:
        for other in new:
            if one.at in olds or other.at in news:
                continue
            score = likely(one, other)
            if score >= LEAST:
                near = NEARER * (1 - abs(one.at / max(len(old), 1) - other.at / max(len(new), 1)))
                chances[one.at, other.at] = score + near
    pairs = [Pair(*pair, likely(*pair)) for pair in certain]
    pairs += [Pair(old[a], new[b], likely(old[a], new[b])) for a, b in best(chances)]
    return sorted(pairs, key=lambda pair: pair.new.at)


def _certain(old: Sequence[Entry], new: Sequence[Entry]) -> list[tuple[Entry, Entry]]:
    """Indicators of one name under one goal that are the only such in both reports: no pairing could be better."""
    sides: list[dict[tuple[Wording, Wording], list[Entry]]] = [{}, {}]
    for entries_of, side in ((old, sides[0]), (new, sides[1])):
        for entry in entries_of:
            side.setdefault((entry.bare, entry.goal), []).append(entry)
    alone = [(found, sides[1].get(key, [])) for key, found in sides[0].items() if key[0].words]
    return [(found[0], others[0]) for found, others in alone if len(found) == len(others) == 1]


def likely(one: Entry, other: Entry) -> float:
    """How sure it is that two indicators are one, 0 to 1."""
    alike_words = likeness(one.pieces, other.pieces)
    if WORDS * alike_words + GOAL + NUMBER + LEVELS[-1] < LEAST and one.bare != other.bare:
        return 0.0  # whatever else is equal
    under = _under(one.goal, other.goal)
    equal = [is_equal(a, b) for a, b in zip(one.levels, other.levels, strict=True) if a is not None and b is not None]
    alike = sum(one is True for one in equal)
    if same(one.name, other.name) or (same(one.bare, other.bare) and one.bare.words):
        doubted = under < LEAST and False in equal and not alike
        return 1.0 - ELSEWHERE * (1 - under) - (DOUBTED if doubted else 0)
    numbers = [tunnus for tunnus in (one.judged.mittari.tunnus, other.judged.mittari.tunnus) if tunnus]
    number = NUMBER if len(numbers) > 1 and numbers[0] == numbers[1] else 0.0
    score = WORDS * alike_words + GOAL * under + number + LEVELS[alike]
    return min(score, MOST)


@lru_cache(maxsize=65536)
def _under(one: Wording, other: Wording) -> float:
    """How alike two goals are."""
    return 1.0 if same(one, other) else likeness(pieces(one), pieces(other))


def is_equal(one: Luku, other: Luku) -> bool:
    """Whether two figures are the same amount, in whatever unit and writing; what is compared does not count."""
    if not comparable(one, other) or (one.arvo_yla is None) != (other.arvo_yla is None):
        return False
    a, b = values(one, other)
    return abs(a - b) <= 1e-9 * max(1.0, abs(a), abs(b)) and one.arvo_yla == other.arvo_yla


def best(chances: dict[tuple[int, int], float]) -> list[tuple[int, int]]:
    """Of scored pairs those that have the greatest sum together, each left and each right one in one pair at most."""
    chosen = []
    for lefts, rights in _islands(chances):
        scores = [[chances.get((a, b), 0.0) for b in rights] for a in lefts]
        for at, to in enumerate(_assigned(scores)):
            if to is not None and scores[at][to] > 0:
                chosen.append((lefts[at], rights[to]))
    return chosen


def _islands(chances: Iterable[tuple[int, int]]) -> Iterator[tuple[list[int], list[int]]]:
    """Lefts and rights that hang together by any pairs: most are alone with one other, which makes the work small."""
    to_right: dict[int, list[int]] = {}
    to_left: dict[int, list[int]] = {}
    for a, b in chances:
        to_right.setdefault(a, []).append(b)
        to_left.setdefault(b, []).append(a)
    seen: set[int] = set()
    for start in to_right:
        if start in seen:
            continue
        lefts, rights, waiting = {start}, set[int](), [start]
        while waiting:
            for b in to_right[waiting.pop()]:
                if b not in rights:
                    rights.add(b)
                    more = set(to_left[b]) - lefts
                    lefts |= more
                    waiting += more
        seen |= lefts
        yield sorted(lefts), sorted(rights)


def _assigned(scores: list[list[float]]) -> list[int | None]:
    """For each row its column, so that the sum is the greatest there is: the Hungarian method by shortest paths.

    Rows may be more than columns; those for which none is left have None.
    """
    rows, columns = len(scores), max(len(scores), len(scores[0]))
    cost = [[-score for score in row] + [0.0] * (columns - len(row)) for row in scores]
    height, depth = [0.0] * (rows + 1), [0.0] * (columns + 1)
    owner = [rows] * (columns + 1)  # the row that has each column; `rows` stands for none
    for row in range(rows):
        _augment(row, cost, height, depth, owner)
    taken: list[int | None] = [None] * rows
    for column, row in enumerate(owner[:columns]):
        if row < rows and column < len(scores[0]):
            taken[row] = column
    return taken


def _augment(row: int, cost: list[list[float]], height: list[float], depth: list[float], owner: list[int]) -> None:
    """Gives one more row its column, and others another where that is cheaper for all."""
    columns = len(owner) - 1
    owner[columns] = row
    far, before, done = [float("inf")] * columns, [columns] * columns, [False] * (columns + 1)
    at = columns
    while owner[at] != len(cost):
        done[at] = True
        here, step, to = owner[at], float("inf"), columns
        for column in range(columns):
            if done[column]:
                continue
            way = cost[here][column] - height[here] - depth[column]
            if way < far[column]:
                far[column], before[column] = way, at
            if far[column] < step:
                step, to = far[column], column
        for column in range(columns + 1):
            if done[column]:
                height[owner[column]] += step
                depth[column] -= step
            elif column < columns:
                far[column] -= step
        at = to
    while at != columns:
        owner[at], at = owner[before[at]], before[at]
    owner[columns] = len(cost)
