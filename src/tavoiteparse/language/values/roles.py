"""What a figure does in its sentence: target, baseline, size of a group, end of a scale, change, definition."""

import re
from itertools import pairwise
from typing import NamedTuple

from tavoiteparse.contract.model import Luku, Rooli
from tavoiteparse.source.lazy import lazy
from tavoiteparse.strict.records import record

YEARS_OLD = lazy(r"[-\s]?(?:vuotia|vuotta täyttän|åring|-åring)")
BREAKS = lazy(r"[(),;>\s]")
TIME_UNITS = frozenset({"pv", "vrk", "vk", "kk", "v", "tunti"})
WINDOW = 60  # how far around a figure its words are looked at
SENTENCE = 240  # how far before a figure the relative pronoun of its clause may stand
WORDS_BEFORE = 3  # how many words before a figure may say what it does
FEWEST_YEARS = 10  # `yli 65 v` is a group of people, `yli 3 v` a span of time


@record
class FigureWords:
    """figures.yaml: words that give figures their roles, and words before numbers that are none."""

    target: list[str]
    scale: list[str]
    change: list[str]
    group: list[str]
    definition: list[str]
    relative: list[str]
    identifiers: list[str]


class Spot(NamedTuple):
    """A figure in its text: `start` is that of its comparison or sign, `end` that of its unit."""

    start: int
    end: int
    luku: Luku
    signed: bool


class Roles:
    """Finds roles by the words of the vocabulary."""

    def __init__(self, words: FigureWords) -> None:
        self.words = words

    def of(self, text: str, spots: list[Spot], n: int, sentence: bool) -> Rooli | None:
        """What a figure does in its sentence, where the words around it make that clear."""
        spot = spots[n]
        luku, words = spot.luku, self.words
        before, after = text[max(0, spot.start - WINDOW) : spot.start], text[spot.end : spot.end + WINDOW]
        word = last_word(before).casefold().rstrip(":")
        following = after.lstrip(" -").casefold()
        if self._is_group(luku, following, after):
            return "ryhma"
        if word in words.scale or (
            n
            and spots[n - 1].luku.rooli == "asteikko"
            and not before[-1:].strip()
            and spots[n - 1].end >= spot.start - 1
        ):
            return "asteikko"
        if (spot.signed and n and before.rstrip()[-1:] == "(") or (luku.yksikko == "%" and _said(before, words.change)):
            return "muutos"
        if luku.yksikko in TIME_UNITS and (
            following.startswith(tuple(words.definition))
            or (sentence and _after_relative(text, spot.start, words.relative))
        ):
            return "maaritelma"
        if not sentence:
            return None
        if luku.kausi is not None and _inside_brackets(before):
            return "lahto"
        if _said(before, words.target) or luku.vertailu not in (None, "~"):
            return "tavoite"
        return None

    def _is_group(self, luku: Luku, following: str, after: str) -> bool:
        if YEARS_OLD.match(after) or (following.startswith(tuple(self.words.group)) and luku.yksikko in ("v", "pv")):
            return True
        return luku.yksikko == "v" and luku.vertailu in ("<", ">") and luku.arvo >= FEWEST_YEARS


def last_word(before: str) -> str:
    """The word right before a figure, an opening bracket aside; empty where another sign stands between."""
    trimmed = before.rstrip(" (")
    return BREAKS.split(trimmed[trimmed.rfind(" ") + 1 :])[-1]


def pair_targets(text: str, spots: list[Spot]) -> None:
    """A figure right before a baseline in brackets is the target: `180 as. (11/22 151as)`."""
    for spot, following in pairwise(spots):
        between = text[spot.end : following.start]
        if spot.luku.rooli is None and following.luku.rooli == "lahto" and between.lstrip().startswith("("):
            spot.luku.rooli = "tavoite"


def _inside_brackets(before: str) -> bool:
    return before.rfind("(") > before.rfind(")")


def _said(before: str, words: list[str]) -> bool:
    """Whether one of the last words before a figure, in its own sentence, is among `words`."""
    sentence = re.split(r"[.!?;]\s", before)[-1] if ". " in before or "; " in before else before
    last = re.findall(r"[^\W\d_]+", sentence)[-WORDS_BEFORE:]
    return any(word.casefold() in words for word in last)


def _after_relative(text: str, start: int, relative: list[str]) -> bool:
    """Whether a relative pronoun stands before the figure in its sentence: the clause says what is counted."""
    sentence = re.split(r"[.!?]\s", text[max(0, start - SENTENCE) : start])[-1]
    return any(word.casefold() in relative for word in re.findall(r"[^\W\d_]+", sentence))
