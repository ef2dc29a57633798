"""The changes of one indicator, goal or block between two reports, each with both places."""

from collections.abc import Iterator
from typing import Any, Literal, NamedTuple, get_args

from tavoiteparse.compare.goals import GoalPair
from tavoiteparse.compare.side import PLACES, Field, Place, Side, Told, goal_name, told
from tavoiteparse.contract.model import Kausi, Kohta, Mittari, Tavoite
from tavoiteparse.judging.conclusion import conclude
from tavoiteparse.judging.levels import levels_of
from tavoiteparse.judging.matching import Pair, paired
from tavoiteparse.judging.moved import Dated, Move, Moved, moves, of_one_unit
from tavoiteparse.judging.wording import same, wording

Laji = Literal[
    "target-raised", "target-lowered", "target-changed", "target-added", "target-removed", "target-vaguer",
    "baseline-restated", "unit-changed", "result-changed", "status-changed", "verdict-changed",
    "indicator-new", "indicator-gone", "indicator-reworded", "indicator-moved",
    "goal-new", "goal-gone", "goal-renamed", "goal-moved", "silent", "account-repeated",
]  # fmt: skip
KINDS: tuple[str, ...] = get_args(Laji)
# What a report should explain: a result or status that moves on is a fact.
GRAVE = frozenset(
    kind
    for kind in KINDS
    if kind.startswith("target-") or kind.endswith("-gone")
    or kind in ("baseline-restated", "unit-changed", "silent", "account-repeated")
)  # fmt: skip
FEWEST_WORDS = 5  # of an account that says so much that it could have said it anew
LEVELS = frozenset(get_args(Moved))
DECIDED = ("saavutettu", "saavuttamatta")


class Change(NamedTuple):
    """What changed, of which goal and indicator, from what to what, and how sure the match is."""

    laji: Laji
    tavoite: str | None
    mittari: str | None
    vanha: Place | None
    uusi: Place | None
    varmuus: float


class Block(NamedTuple):
    """What a report tells something of: an indicator with its block and goal, or a block without indicators."""

    tavoite: Tavoite
    kohta: Kohta
    mittari: Mittari | None


class Both(NamedTuple):
    """The same thing in both reports, and how sure that is."""

    old: Side
    new: Side
    before: Block
    after: Block
    score: float

    def change(self, laji: Laji, vanha: Place | None, uusi: Place | None, shared: bool = False) -> Change:
        """A change of it; one of a value that it shares with other indicators names none of them."""
        mittari = self.after.mittari.mittari if self.after.mittari is not None and not shared else None
        return Change(laji, goal_name(self.after.tavoite), mittari, vanha, uusi, self.score)


def of_indicators(pair: Pair, old: Side, new: Side) -> Iterator[Change]:
    """What became of an indicator: words, levels, what is told of it, and the verdict."""
    one, other = pair.old.judged, pair.new.judged
    before, after = (Block(judged.tavoite, judged.kohta, judged.mittari) for judged in (one, other))
    both = Both(old, new, before, after, round(pair.score, 2))
    if not same(pair.old.bare, pair.new.bare) and not same(pair.old.name, pair.new.name):
        here, there = old.indicator(one.mittari, one.tavoite), new.indicator(other.mittari, other.tavoite)
        yield both.change("indicator-reworded", here, there)
    found = moves(Dated(one, old.raportti.kausi), Dated(other, new.raportti.kausi))
    for move in found:
        yield both.change(move.laji, old.level(move.old), new.level(move.new))
    yield from of_told(both, found)
    verdicts = [
        conclude(block.tavoite, block.kohta, judged.mittari, side.raportti.kausi).paatelma
        for block, judged, side in ((before, one, old), (after, other, new))
    ]
    if verdicts[0] != verdicts[1] and all(verdict in DECIDED for verdict in verdicts):
        places = (old.place(one.mittari, None, verdicts[0]), new.place(other.mittari, None, verdicts[1]))
        yield both.change("verdict-changed", *places)


def moved(old: Side, new: Side) -> dict[int, list[Change]]:
    """What became of target, baseline and unit since another report, by the `id` of each indicator that has any."""
    found: dict[int, list[Change]] = {}
    for pair in paired(old.entries, new.entries):
        changes = [change for change in of_indicators(pair, old, new) if change.laji in LEVELS]
        if changes:
            found[id(pair.new.judged.mittari)] = changes
    return found


def of_told(both: Both, found: list[Move] | None = None) -> Iterator[Change]:
    """What became of result, status and account; where nothing is left of them, that alone."""
    before = {name: told(*both.before, name) for name in PLACES}
    after = {name: told(*both.after, name) for name in PLACES}
    had = next((name for name, one in before.items() if one is not None), None)
    if had is not None and not any(after.values()):
        one = before[had]
        yield both.change("silent", _place(both.old, had, one), None, shared=one is not None and one.shared)
        return
    unit = any(move.laji == "unit-changed" for move in found or ())
    yield from _of_result(both, before["toteuma"], after["toteuma"], unit)
    yield from _of_status(both, before["tila"], after["tila"])
    yield from _of_account(both, before["selvitys"], after["selvitys"])


def _of_result(both: Both, one: Told | None, other: Told | None, unit: bool) -> Iterator[Change]:
    if (one is None and (other is None or "toteuma" not in both.old.has)) or _is_same_result(one, other):
        return
    laji: Laji = "result-changed"
    if one is not None and other is not None:
        first, second = (_one_figure(block) for block in (both.before, both.after))
        if first is not None and second is not None and not of_one_unit(first, second):
            if unit:
                return  # said of the target
            laji = "unit-changed"
    yield _changed(both, laji, "toteuma", one, other)


def _one_figure(block: Block) -> Any:
    level = levels_of(block.mittari, block.kohta).result if block.mittari is not None else None
    return level.one if level is not None else None


def _is_same_result(one: Told | None, other: Told | None) -> bool:
    if one is None or other is None:
        return False
    return same(wording(one.value.teksti), wording(other.value.teksti))


def _of_status(both: Both, one: Told | None, other: Told | None) -> Iterator[Change]:
    if one is None and (other is None or "tila" not in both.old.has):
        return
    if one is not None and other is not None:
        known = one.value.koodi is not None and other.value.koodi is not None
        if one.value.koodi == other.value.koodi and known:
            return
        if not known and same(wording(one.value.teksti), wording(other.value.teksti)):
            return
    yield _changed(both, "status-changed", "tila", one, other)


def _of_account(both: Both, one: Told | None, other: Told | None) -> Iterator[Change]:
    """An account word for word as in the report of another period."""
    if one is None or other is None:
        return
    first, second = (wording(" ".join(account.value.kappaleet)) for account in (one, other))
    if first != second or len(first.words) < FEWEST_WORDS:
        return
    periods = [_period(side.raportti.kausi, account) for side, account in ((both.old, one), (both.new, other))]
    if None not in periods and periods[0] != periods[1]:
        yield _changed(both, "account-repeated", "selvitys", one, other)


def _period(kausi: Kausi | None, account: Told) -> tuple[int | None, str] | None:
    """The period that an account speaks of: its label's, in the report's year, else the report's."""
    jakso = account.value.jakso or (kausi.jakso if kausi else None)
    return (kausi.vuosi if kausi else None, jakso) if jakso is not None else None


def _changed(both: Both, laji: Laji, field: Field, one: Told | None, other: Told | None) -> Change:
    shared = any(each is not None and each.shared for each in (one, other))
    return both.change(laji, _place(both.old, field, one), _place(both.new, field, other), shared)


def _place(side: Side, field: Field, one: Told | None) -> Place | None:
    if one is None:
        return None
    if field == "selvitys":
        return side.place(one.value, None, "\n".join(one.value.kappaleet))
    luvut = [luku for luku in getattr(one.value, "luvut", []) if luku.kausi is None]
    return side.place(one.owner, field, one.value.teksti, luvut[0] if len(luvut) == 1 else None)


def of_blocks(pair: GoalPair, old: Side, new: Side) -> Iterator[Change]:
    """What is told of the blocks of a goal that have no indicators; by their measures, else by order."""
    before, after = ([kohta for kohta in goal.kohdat if not kohta.mittarit] for goal in (pair.old, pair.new))
    left = list(after)
    for n, kohta in enumerate(before):
        measures = wording(" ".join(kohta.toimenpiteet))
        alike = [other for other in left if same(measures, wording(" ".join(other.toimenpiteet)))]
        if not alike and len(before) == len(after) and after[n] in left:
            alike = [after[n]]
        if alike:
            left.remove(alike[0])
            blocks = Block(pair.old, kohta, None), Block(pair.new, alike[0], None)
            yield from of_told(Both(old, new, *blocks, pair.score))
