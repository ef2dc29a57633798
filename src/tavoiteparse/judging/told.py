"""Figures of a prose with the words that say what each counts, to find those that speak of the same thing."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from tavoiteparse.contract.model import Luku
from tavoiteparse.judging.words import stems
from tavoiteparse.source.lazy import lazy

SENTENCE = lazy(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ])")
Quantities = Callable[[str, bool], list[Luku]]


class Told(NamedTuple):
    """A figure and the stems of the words that say what it counts."""

    luku: Luku
    words: frozenset[str]


def told(quantities: Quantities, text: str) -> list[Told]:
    """The figures of a text, each with the words before it in its sentence, up to the figure before it."""
    found = []
    for sentence in SENTENCE.split(text):
        at = 0
        for luku in quantities(sentence, True):
            start = sentence.find(luku.teksti, at)
            before = stems(sentence[at:start]) if start > at else frozenset()
            at = max(start, at) + len(luku.teksti)
            if luku.rooli in (None, "tavoite"):  # not the size of a group, the end of a scale, a change
                found.append(Told(luku, before or stems(sentence)))
    return found


def nearest(wanted: Told, given: Iterable[Told]) -> Told | None:
    """The one figure whose words are nearest to those of another; None where none shares a word, or two are as near."""
    scores = [(len(one.words & wanted.words) / len(one.words | wanted.words), one) for one in given if one.words]
    best = max((score for score, _ in scores), default=0.0)
    fitting = [one for score, one in scores if score == best]
    return fitting[0] if best > 0 and len(fitting) == 1 else None
