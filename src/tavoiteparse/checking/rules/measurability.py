"""Measurability: whether a target can be checked at all when the year is over."""

import re
from collections.abc import Iterator
from itertools import pairwise

from tavoiteparse.checking.rules.subject import Hit, Rule, Subject, figure
from tavoiteparse.contract.diagnostics import Severity
from tavoiteparse.source.lazy import lazy

WORD = lazy(r"[^\W\d_]{3,}")
VAGUE_WORDS = 3  # a longer target says more than a direction
SIGNED = lazy(r"(?<!\S)[+−–-]\s?\d")  # `+5 %` is a change
JOINT = lazy(r"[,;.!?]")
RELATIVE = lazy(r"\b(?:jo(?:ka|ta|nka|tka|ssa|sta|lla|lle|i(?:den|ta|ssa|sta|lla|lle))|som|vars)\b")
FULL_DATE = lazy(r"\b\d{1,2}\.\d{1,2}\.(?:19|20)\d\d\b")
KINDS = {  # units that can be compared although they differ; those that are not named here count something
    "share": ("%", "%-yks.", "‰"),
    "money": ("€", "kr"),
    "time": ("min", "tunti", "pv", "vrk", "vk", "kk", "v"),
    "length": ("m", "km"),
    "area": ("m²", "k-m²", "km²", "ha"),
    "volume": ("m³",),
    "mass": ("kg", "t", "t CO2-ekv"),
    "energy": ("kWh", "MWh", "GWh"),
    "score": ("NPS", "eNPS", "piste"),
}
KIND_OF = {unit: kind for kind, units in KINDS.items() for unit in units}
FULL = 100  # per cent, which cannot be bettered, as 0 cannot


def vague_target(subject: Subject) -> Iterator[Hit]:
    """A target that only names a direction, where no figure is known to measure from."""
    directions, vaguely = frozenset(subject.words.direction), tuple(subject.words.vaguely)
    for *_, mittari in subject.indicators:
        target = mittari.tavoitetaso
        if target is None or any(character.isdigit() for character in target.teksti):
            continue
        base = mittari.lahtotaso.luvut if mittari.lahtotaso else []
        if base or mittari.luvut or any(other.luvut for other in mittari.muut):
            continue
        words = WORD.findall(target.teksti.casefold())
        while words and words[-1].startswith(vaguely):
            words.pop()
        if words and len(words) <= VAGUE_WORDS and words[-1] in directions:  # after it: `Nousu kärkikolmikkoon`
            yield Hit(mittari, "tavoitetaso", {"target": target.teksti})


def unit_mismatch(subject: Subject) -> Iterator[Hit]:
    """Baseline and target each with one figure, in units that cannot be compared."""
    for *_, mittari in subject.indicators:
        base = figure(mittari.lahtotaso.luvut, "lahto") if mittari.lahtotaso else None
        target = figure(mittari.tavoitetaso.luvut, "tavoite") if mittari.tavoitetaso else None
        if base is None or target is None or mittari.tavoitetaso is None:
            continue
        if base.yksikko is None or target.yksikko is None or _kind(base.yksikko) == _kind(target.yksikko):
            continue
        if base.arvo and not _is_change(subject, mittari.tavoitetaso.teksti):  # nothing is nothing in any unit
            yield Hit(mittari, "tavoitetaso", {"base": base.teksti, "target": target.teksti})


def _kind(unit: str) -> str:
    """What a unit measures; of a ratio such as `pv/htv`, its upper part."""
    return KIND_OF.get(unit.partition("/")[0], "count")


def _is_change(subject: Subject, text: str) -> bool:
    """Whether a target says by how much, as `kasvua 5 %` does, and not how much."""
    words = WORD.findall(text.casefold())
    return bool(SIGNED.search(text)) or any(stem in word for word in words for stem in subject.words.change)


def target_equals_baseline(subject: Subject) -> Iterator[Hit]:
    """A target that is the baseline, where nothing says that the level is to be kept, and better is possible."""
    steady = tuple(subject.words.steady)
    for _, goal, kohta, mittari in subject.indicators:
        if mittari.lahtotaso is None or mittari.tavoitetaso is None:
            continue
        base, target = figure(mittari.lahtotaso.luvut, "lahto"), figure(mittari.tavoitetaso.luvut, "tavoite")
        texts = (goal.tavoite or "", *kohta.toimenpiteet, mittari.mittari or "", mittari.tavoitetaso.teksti)
        words = WORD.findall(" ".join(texts).casefold())
        if base is None or target is None or any(word.startswith(steady) for word in words):
            continue
        if _is_change(subject, mittari.tavoitetaso.teksti):
            continue
        same = (base.arvo, base.yksikko) == (target.arvo, target.yksikko)
        best = target.arvo == 0 or (target.yksikko == "%" and target.arvo == FULL)
        if same and not best and target.vertailu is None and base.vertailu is None:
            yield Hit(mittari, "tavoitetaso", {"target": target.teksti})


def several_indicators(subject: Subject) -> Iterator[Hit]:
    """An indicator whose sentence sets targets in more than one unit, each in a clause of its own.

    `90 % haastatellaan enintään 5 pv:n sisällä` is one target, of which the days are a part.
    """
    links = frozenset(subject.words.links)
    for *_, mittari in subject.indicators:
        text, at, spots = mittari.mittari or "", 0, []
        for luku in mittari.luvut:
            start = text.find(luku.teksti, at)
            if start >= 0 and luku.yksikko and (luku.rooli == "tavoite" or (luku.rooli is None and luku.vertailu)):
                spots.append((luku.yksikko, start, start + len(luku.teksti)))
            at = max(at, start + len(luku.teksti))
        for (unit, _, end), (other, start, _) in pairwise(spots):
            between = text[end:start]
            apart = JOINT.search(between) or not links.isdisjoint(between.casefold().split())
            if unit != other and apart and not RELATIVE.search(between):
                yield Hit(mittari, "mittari", {"units": ", ".join(sorted({unit for unit, *_ in spots}))})
                break


def missing_period(subject: Subject) -> Iterator[Hit]:
    """A report that says nowhere what time it speaks of, though its levels have figures."""
    kausi = subject.raportti.kausi
    if kausi is not None and kausi.vuosi is not None:
        return
    levels = [level for *_, m in subject.indicators for level in (m.lahtotaso, m.tavoitetaso, m.toteuma) if level]
    if not any(level.luvut for level in levels):
        return
    printed = [*subject.lines, *(text for _, _, text in subject.texts())]
    printed += [other.otsikko for *_, mittari in subject.indicators for other in mittari.muut]
    of_head = subject.vocabulary.head.candidates  # the year of a programme's name is none of the report
    years = (FULL_DATE.search(text) or any(one.kausi.vuosi for one in of_head(text)) for text in printed)
    if not any(years):  # none over its columns, no date of a meeting
        yield Hit(subject.raportti, "otsikko" if subject.raportti.otsikko else None, {})


LONGEST_DASH = 3  # characters between the ends of a range: a dash with a space on either side


def reversed_range(subject: Subject) -> Iterator[Hit]:
    """Two figures joined by a dash, the first without a unit of its own and the greater: `90–80 %`.

    Reading takes them for two figures, because a range goes up.
    """
    for *_, mittari in subject.indicators:
        for field in ("lahtotaso", "tavoitetaso", "toteuma"):
            level = getattr(mittari, field)
            at = 0
            for first, second in pairwise(level.luvut if level else ()):
                at = max(level.teksti.find(first.teksti, at), at)  # figures stand in order
                near = level.teksti[at : at + len(first.teksti) + len(second.teksti) + LONGEST_DASH]
                joined = re.match(f"{re.escape(first.teksti)}\\s?[–-]\\s?{re.escape(second.teksti)}", near)
                if joined and first.yksikko in (None, second.yksikko) and second.yksikko and second.arvo < first.arvo:
                    yield Hit(mittari, field, {"range": joined[0]}, within=joined[0])


RULES = (
    Rule(
        "vague-target",
        Severity.warning,
        "the target {target!r} says in which direction, but not how far, and no figure says from where",
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
        Severity.warning,
        "the range {range!r} ends below its beginning",
        "put the lower end first, or correct the figure",
        reversed_range,
    ),
)
