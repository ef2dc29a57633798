"""Measurability: whether a target can be checked at all when the year is over."""

import re
from collections.abc import Iterator
from itertools import pairwise

from tavoiteparse.diagnostics import Severity
from tavoiteparse.rules.subject import Hit, Rule, Subject, figure

WORD = re.compile(r"[^\W\d_]{3,}")
VAGUE_WORDS = 3  # a longer target says more than a direction
CLOSE = frozenset(
    {frozenset({"hlö", "kpl"}), frozenset({"pv", "vrk"}), frozenset({"hlö", "as."}), frozenset({"€", "%"})}
)


def vague_target(subject: Subject) -> Iterator[Hit]:
    """A target that only names a direction, beside a baseline without a figure to measure it from."""
    stems = tuple(subject.words.direction)
    for *_, mittari in subject.indicators:
        target, base = mittari.tavoitetaso, mittari.lahtotaso
        if target is None or target.luvut or any(c.isdigit() for c in target.teksti) or (base and base.luvut):
            continue
        words = WORD.findall(target.teksti.casefold())
        if words and len(words) <= VAGUE_WORDS and any(word.startswith(stems) for word in words):
            yield Hit(mittari, "tavoitetaso", {"target": target.teksti})


def unit_mismatch(subject: Subject) -> Iterator[Hit]:
    """Baseline and target each with one figure, in units that cannot be compared."""
    for *_, mittari in subject.indicators:
        base = figure(mittari.lahtotaso.luvut, "lahto") if mittari.lahtotaso else None
        target = figure(mittari.tavoitetaso.luvut, "tavoite") if mittari.tavoitetaso else None
        if base is None or target is None or base.yksikko is None or target.yksikko is None:
            continue
        if base.yksikko != target.yksikko and frozenset({base.yksikko, target.yksikko}) not in CLOSE:
            yield Hit(mittari, "tavoitetaso", {"base": base.teksti, "target": target.teksti})


def target_equals_baseline(subject: Subject) -> Iterator[Hit]:
    """A target that is the baseline, where nothing says that the level is to be kept."""
    steady = tuple(subject.words.steady)
    for *_, mittari in subject.indicators:
        if mittari.lahtotaso is None or mittari.tavoitetaso is None:
            continue
        base, target = figure(mittari.lahtotaso.luvut, "lahto"), figure(mittari.tavoitetaso.luvut, "tavoite")
        words = f"{mittari.mittari or ''} {mittari.tavoitetaso.teksti}".casefold().split()
        if base is None or target is None or any(word.startswith(steady) for word in words):
            continue
        same = (base.arvo, base.yksikko) == (target.arvo, target.yksikko)
        if same and target.vertailu is None and base.vertailu is None:
            yield Hit(mittari, "tavoitetaso", {"target": target.teksti})


def several_indicators(subject: Subject) -> Iterator[Hit]:
    """An indicator whose sentence sets targets in more than one unit."""
    for *_, mittari in subject.indicators:
        targets = [luku for luku in mittari.luvut if luku.rooli == "tavoite" or (luku.rooli is None and luku.vertailu)]
        units = {luku.yksikko for luku in targets if luku.yksikko}
        if len(units) > 1:
            yield Hit(mittari, "mittari", {"units": ", ".join(sorted(units))})


def missing_period(subject: Subject) -> Iterator[Hit]:
    """A report that says nowhere what time it speaks of, though its levels have figures."""
    kausi = subject.raportti.kausi
    if kausi is not None and kausi.vuosi is not None:
        return
    if any(level.luvut for *_, m in subject.indicators for level in (m.lahtotaso, m.tavoitetaso, m.toteuma) if level):
        yield Hit(subject.raportti, "otsikko" if subject.raportti.otsikko else None, {})


def reversed_range(subject: Subject) -> Iterator[Hit]:
    """Two figures joined by a dash, the first without a unit of its own and the greater: `90–80 %`.

    Reading takes them for two figures, because a range goes up.
    """
    for *_, mittari in subject.indicators:
        for field in ("lahtotaso", "tavoitetaso", "toteuma"):
            level = getattr(mittari, field)
            for first, second in pairwise(level.luvut if level else ()):
                joined = re.search(f"{re.escape(first.teksti)}\\s?[–-]\\s?{re.escape(second.teksti)}", level.teksti)
                if joined and first.yksikko in (None, second.yksikko) and second.yksikko and second.arvo < first.arvo:
                    yield Hit(mittari, field, {"range": joined[0]}, within=joined[0])


RULES = (
    Rule(
        "vague-target",
        Severity.warning,
        "the target {target!r} says in which direction, but not how far, and the baseline has no figure",
        "give the target a figure, or the state that will be reached",
        vague_target,
    ),
    Rule(
        "unit-mismatch",
        Severity.warning,
        "the baseline {base!r} and the target {target!r} are in different units",
        "give both in the unit in which the result will be reported",
        unit_mismatch,
    ),
    Rule(
        "target-equals-baseline",
        Severity.info,
        "the target {target!r} is what the baseline is already",
        "say that the level is to be kept (säilyy, vähintään), or set another target",
        target_equals_baseline,
    ),
    Rule(
        "several-indicators",
        Severity.info,
        "the indicator sets targets in several units: {units}",
        "give each an indicator of its own, so that each can have a result",
        several_indicators,
    ),
    Rule(
        "missing-period",
        Severity.warning,
        "the report says nowhere of which year its figures are",
        "print the period in the title, such as 1.1.–31.8.2026 or T2/2026",
        missing_period,
    ),
    Rule(
        "reversed-range",
        Severity.error,
        "the range {range!r} ends below its beginning",
        "put the lower end first, or correct the figure",
        reversed_range,
    ),
)
