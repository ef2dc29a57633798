"""The words by which figures are judged, and how a text is looked through for them."""

from collections.abc import Iterable
from functools import cache

from tavoiteparse.language.grammar import folder
from tavoiteparse.language.shipped import load
from tavoiteparse.source.lazy import lazy
from tavoiteparse.strict.records import record

WORD = lazy(r"[^\W\d_]{5,}")
WHOLE_WORD = lazy(r"[^\W\d_]+")
STEM = 6  # letters by which two forms of a word are one: asiakasmäärä, asiakasmäärän


@record
class JudgingWords:
    """directions.yaml: which side is better, what grows through the year, and words too common to compare by."""

    lower: list[str]
    time: list[str]
    higher: list[str]
    open: list[str]
    falls: list[str]
    rises: list[str]
    gradual: list[str]
    stock: list[str]
    less: list[str]
    common: list[str]
    doubt: list[str]
    counts: list[str]
    change: list[str]
    held: list[str]
    balance: list[str]


@record
class StateWords:
    """states.yaml: what a target without a figure asks for, and results that are still to come."""

    state: list[str]
    done: list[str]
    every: list[str]
    same: list[str]
    direction: list[str]
    vague: list[str]
    loose: list[str]
    coming: list[str]
    when: list[str]
    forecast: list[str]
    late: list[str]


@cache
def state_words() -> StateWords:
    """The words shipped with the program."""
    return load(folder() / "vocabulary" / "states.yaml", StateWords, "states.yaml")[0]


@cache
def judging_words() -> JudgingWords:
    """The words shipped with the program."""
    return load(folder() / "vocabulary" / "directions.yaml", JudgingWords, "directions.yaml")[0]


def holds(text: str | None, parts: Iterable[str]) -> bool:
    """Whether any of these parts of words stands in a text."""
    folded = (text or "").casefold()
    return any(part in folded for part in parts)


def stems(text: str) -> frozenset[str]:
    """The beginnings of the words that say what a text is about: `Kirjaston asiakasmäärä` gives kirjas, asiaka."""
    common = tuple(judging_words().common)
    return frozenset(word[:STEM] for word in WORD.findall(text.casefold()) if not word.startswith(common))
