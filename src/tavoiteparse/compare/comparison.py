"""Reports compared, each with the one before it: every change with both places, and every match."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from tavoiteparse.compare.changes import GRAVE, Change, of_blocks, of_indicators
from tavoiteparse.compare.goals import GoalPair, is_named_alike, is_nameless, moved_goals, paired_goals
from tavoiteparse.compare.side import Place, Side, goal_name
from tavoiteparse.contract.model import Raportti, Tavoite
from tavoiteparse.judging.matching import Entry, Pair, paired
from tavoiteparse.language.municipalities import is_one_town
from tavoiteparse.strict.records import plain

SKEEMA = "tavoiteparse-muutokset/1"


class Match(NamedTuple):
    """A goal or indicator that is in both reports."""

    tavoite: str | None
    mittari: str | None
    vanha: Place
    uusi: Place
    varmuus: float


class Step(NamedTuple):
    """One report and the next: its indicators that are one, what changed, and what is in both."""

    pairs: list[Pair]
    changes: list[Change]
    matches: list[Match]


class Comparison(NamedTuple):
    """Several reports in their order, and the steps between them."""

    sides: list[Side]
    steps: list[Step]

    @property
    def changes(self) -> list[Change]:
        """Those of all steps."""
        return [change for step in self.steps for change in step.changes]

    def counting(self, kinds: Iterable[str]) -> list[Change]:
        """Those of some kinds, for `--fail-on`; `any` are all that a report should explain."""
        wanted = {kind for one in kinds for kind in (GRAVE if one == "any" else (one,))}
        return [change for change in self.changes if change.laji in wanted]


def compare(sides: Sequence[Side]) -> Comparison:
    """Each report with the one before it."""
    return Comparison(list(sides), [_step(old, new) for old, new in pairwise(sides)])


def other_towns(sides: Sequence[Side]) -> tuple[Side, Side] | None:
    """Two reports that name themselves by different towns; None where there are none."""
    named = [side for side in sides if side.raportti.organisaatio]
    for side in named[1:]:
        if not is_one_town(named[0].raportti.organisaatio or "", side.raportti.organisaatio or ""):
            return named[0], side
    return None


def _step(old: Side, new: Side) -> Step:
    pairs = paired(old.entries, new.entries)
    goals = paired_goals(old.goals, new.goals, pairs)
    changes = _Changes(old, new, pairs, goals)
    matches = [Match(goal_name(pair.new), None, old.goal(pair.old), new.goal(pair.new), pair.score) for pair in goals]
    for pair in pairs:
        one, other = pair.old.judged, pair.new.judged
        places = old.indicator(one.mittari, one.tavoite), new.indicator(other.mittari, other.tavoite)
        name = goal_name(other.tavoite)
        matches.append(Match(name, other.mittari.mittari, *places, round(pair.score, 2)))
    return Step(pairs, _once(changes.found()), matches)


def _once(changes: Iterable[Change]) -> list[Change]:
    """Each change once: what is told of several indicators was found at each of them."""
    seen: dict[tuple[object, ...], Change] = {}
    for change in changes:
        shared = change.mittari is None
        key: tuple[object, ...] = (change.laji, repr(change.vanha), repr(change.uusi)) if shared else (id(change),)
        seen.setdefault(key, change)
    return list(seen.values())


class _Changes:
    """The changes between two reports whose goals and indicators are matched."""

    def __init__(self, old: Side, new: Side, pairs: list[Pair], goals: list[GoalPair]) -> None:
        self.old, self.new, self.pairs, self.goals = old, new, pairs, goals
        self.partner = {id(pair.new): pair for pair in goals}
        self.kept = {id(pair.old) for pair in goals}
        self.by_new = {id(pair.new.judged.mittari): pair for pair in pairs}
        self.matched = {id(pair.old.judged.mittari) for pair in pairs}
        self.shifted = {id(pair.new) for pair in moved_goals(goals)}

    def found(self) -> Iterator[Change]:
        """In the order of the new report; what is gone comes last, in the order of the old one."""
        entries = _by_goal(self.new.entries)
        for tavoite in self.new.goals:
            yield from self._of_goal(tavoite)
            for entry in entries.get(id(tavoite), []):
                yield from self._of_entry(entry)
            if id(tavoite) in self.partner:
                yield from of_blocks(self.partner[id(tavoite)], self.old, self.new)
        entries = _by_goal(self.old.entries)
        for tavoite in self.old.goals:
            gone = id(tavoite) not in self.kept and not is_nameless(tavoite)
            if gone:
                yield Change("goal-gone", goal_name(tavoite), None, self.old.goal(tavoite), None, 1.0)
                continue
            for entry in entries.get(id(tavoite), []):
                mittari = entry.judged.mittari
                if id(mittari) not in self.matched:
                    place = self.old.indicator(mittari, tavoite)
                    yield Change("indicator-gone", goal_name(tavoite), mittari.mittari, place, None, 1.0)

    def _of_goal(self, tavoite: Tavoite) -> Iterator[Change]:
        pair = self.partner.get(id(tavoite))
        name = goal_name(tavoite)
        if pair is None:
            if not is_nameless(tavoite):
                yield Change("goal-new", name, None, None, self.new.goal(tavoite), 1.0)
            return
        if pair.renamed:
            yield Change("goal-renamed", name, None, self.old.goal(pair.old), self.new.goal(tavoite), pair.score)
        if id(tavoite) in self.shifted:
            yield Change("goal-moved", name, None, self.old.area(pair.old), self.new.area(tavoite), pair.score)

    def _of_entry(self, entry: Entry) -> Iterator[Change]:
        tavoite, mittari = entry.judged.tavoite, entry.judged.mittari
        pair = self.by_new.get(id(mittari))
        if pair is None:
            if id(tavoite) in self.partner or is_nameless(tavoite):
                place = self.new.indicator(mittari, tavoite)
                yield Change("indicator-new", goal_name(tavoite), mittari.mittari, None, place, 1.0)
            return
        before = pair.old.judged.tavoite
        goal = self.partner.get(id(tavoite))
        stays = goal is not None and goal.old is before
        nameless = is_nameless(before) or is_nameless(tavoite)
        if not stays and not nameless and not is_named_alike(before, tavoite):
            places = self.old.goal(before), self.new.goal(tavoite)
            yield Change("indicator-moved", goal_name(tavoite), mittari.mittari, *places, round(pair.score, 2))
        yield from of_indicators(pair, self.old, self.new)


def _by_goal(entries: Iterable[Entry]) -> dict[int, list[Entry]]:
    found: dict[int, list[Entry]] = {}
    for entry in entries:
        found.setdefault(id(entry.judged.tavoite), []).append(entry)
    return found


def data_of(comparison: Comparison) -> dict[str, Any]:
    """A comparison as plain dicts and lists, in the order of its contract."""
    return {
        "skeema": SKEEMA,
        "raportit": [_head(side.raportti) for side in comparison.sides],
        "muutokset": [_plain(change) for change in comparison.changes],
        "parit": [_plain(match) for step in comparison.steps for match in step.matches],
    }


def _head(raportti: Raportti) -> dict[str, Any]:
    kausi = None if raportti.kausi is None else plain(raportti.kausi)
    return {"tiedosto": raportti.lahde.tiedosto, "organisaatio": raportti.organisaatio, "kausi": kausi}


def _plain(one: Change | Match) -> dict[str, Any]:
    data = one._asdict()
    for side in ("vanha", "uusi"):
        if data[side] is not None:
            data[side] = data[side]._asdict()
    return data
