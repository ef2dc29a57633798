"""Measurability: whether a target can be checked at all when the year is over."""

from collections.abc import Iterator
from itertools import pairwise

from tavoiteparse.checking.rules.subject import Hit, Rule, Subject
from tavoiteparse.contract.diagnostics import Severity
from tavoiteparse.judging.units import comparable
from tavoiteparse.judging.words import judging_words
from tavoiteparse.source.lazy import lazy
from tavoiteparse.source.messages import N_, Phrase

WORD = lazy(r"[^\W\d_]{3,}")
VAGUE_WORDS = 3  # a longer target says more than a direction
SIGNED = lazy(r"(?<!\S)[+−–-]\s?\d")  # `+5 %` is a change
JOINT = lazy(r"[,;.!?]")
RELATIVE = lazy(r"\b(?:jo(?:ka|ta|nka|tka|ssa|sta|lla|lle|i(?:den|ta|ssa|sta|lla|lle))|som|vars)\b")
FULL_DATE = lazy(r"\b\d{1,2}\.\d{1,2}\.(?:19|20)\d\d\b")
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
    """Two levels of an indicator each with one figure, in units that cannot be compared."""
    for judged in subject.judged:
        target, baseline, result = judged.levels
        if target is None or target.one is None or _is_change(target.text):
            continue
        for name, other in ((N_("baseline"), baseline), (N_("result"), result)):
            one = other.one if other is not None else None
            if (
                one is None or other is None or comparable(one, target.one) or not one.arvo
            ):  # nothing is nothing in any unit
                continue
            if name == "result" and not (other.is_bare and other.owner is judged.mittari):
                continue  # a sentence may speak of another thing
            owner = other if name == "result" else target
            said: dict[str, object] = {"what": Phrase(name), "base": one.teksti, "target": target.one.teksti}
            yield Hit(owner.owner, owner.where, said)
            break


def _is_change(text: str) -> bool:
    """Whether a target says by how much, as `kasvua 5 %` does, and not how much."""
    words = WORD.findall(text.casefold())
    return bool(SIGNED.search(text)) or any(stem in word for word in words for stem in judging_words().change)


def target_equals_baseline(subject: Subject) -> Iterator[Hit]:
    """A target that is the baseline, where nothing says that the level is to be kept, and better is possible."""
    steady = tuple(subject.words.steady)
    for judged in subject.judged:
        level, start, _ = judged.levels
        if level is None or start is None or level.one is None or start.one is None:
            continue
        base, target = start.one, level.one
        texts = (judged.tavoite.tavoite or "", *judged.kohta.toimenpiteet, judged.mittari.mittari or "", level.text)
        words = WORD.findall(" ".join(texts).casefold())
        if any(word.startswith(steady) for word in words) or _is_change(level.text):
            continue
        same = (base.arvo, base.arvo_yla, base.yksikko) == (target.arvo, target.arvo_yla, target.yksikko)
        best = target.arvo == 0 or (target.yksikko == "%" and target.arvo == FULL)
        if same and not best and target.vertailu is None and base.vertailu is None:
            yield Hit(level.owner, level.where, {"target": target.teksti})


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
        "the {what} {base!r} and the target {target!r} are in different units",
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
)
