"""Against another report: whether targets, baselines and indicators are still those of the plan."""

from collections.abc import Iterator

from tavoiteparse.checking.rules.subject import Hit, Rule, Subject
from tavoiteparse.contract.diagnostics import Severity
from tavoiteparse.judging.levels import Level
from tavoiteparse.judging.matching import SURE, Pair
from tavoiteparse.judging.moved import Dated, Move, moves

WAYS = {
    "target-raised": "raised", "target-lowered": "lowered", "target-changed": "changed", "target-added": "added",
    "target-removed": "removed", "target-vaguer": "made vaguer", "unit-changed": "given in another unit",
}  # fmt: skip
NONE = "none"


def target_moved(subject: Subject) -> Iterator[Hit]:
    """A target that is not the one that the plan set; one that stands in the indicator's sentence as well."""
    for pair, move in _moves(subject):
        if move.laji in WAYS:
            yield _hit(subject, pair, move, how=WAYS[move.laji])


def baseline_restated(subject: Subject) -> Iterator[Hit]:
    """A baseline that is another for the same year."""
    for pair, move in _moves(subject):
        if move.laji == "baseline-restated":
            yield _hit(subject, pair, move)


def indicator_gone(subject: Subject) -> Iterator[Hit]:
    """An indicator of the plan that the report does not have, said at its goal where that is still there."""
    if subject.against is None:
        return
    goals = {pair.old.judged.tavoite.tavoite: pair.new.judged.tavoite for pair in subject.against.pairs}
    for entry in subject.against.gone:
        goal = goals.get(entry.judged.tavoite.tavoite)
        name = entry.judged.mittari.mittari or entry.judged.tavoite.tavoite
        said: dict[str, object] = {"name": name, "file": subject.against.before.name}
        if goal is not None:
            yield Hit(goal, "tavoite" if goal.tavoite else None, said)
        else:
            yield Hit(subject.raportti, "otsikko" if subject.raportti.otsikko else None, said)


def _moves(subject: Subject) -> Iterator[tuple[Pair, Move]]:
    if subject.against is None:
        return
    before, now = subject.against.before.kausi, subject.raportti.kausi
    for pair in subject.against.pairs:
        for move in moves(Dated(pair.old.judged, before), Dated(pair.new.judged, now)):
            yield pair, move


def _hit(subject: Subject, pair: Pair, move: Move, **more: object) -> Hit:
    """A finding at the level that moved; where the match is doubtful, less grave."""
    file = subject.against.before.name if subject.against is not None else ""
    said = {"old": _text(move.old), "new": _text(move.new), "file": file, **more}
    owner = move.new.owner if move.new is not None else pair.new.judged.mittari
    field = move.new.where if move.new is not None else "mittari"
    return Hit(owner, field, said, severity=Severity.info if pair.score <= SURE else None)


def _text(level: Level | None) -> str:
    if level is None:
        return NONE
    return level.one.teksti if level.where == "mittari" and level.one is not None else level.text


RULES = (
    Rule(
        "target-moved",
        Severity.warning,
        "the target {new!r} is {old!r} in {file}: {how}",
        "say in the account who changed it and why, or correct it",
        target_moved,
    ),
    Rule(
        "baseline-restated",
        Severity.warning,
        "the baseline {new!r} is {old!r} in {file}, for the same year",
        "say why it was counted anew, or correct it",
        baseline_restated,
    ),
    Rule(
        "indicator-gone",
        Severity.warning,
        "the indicator {name!r} of {file} is not in this report",
        "report it, or say who gave it up and why",
        indicator_gone,
    ),
)
