"""What a figure does in its sentence: target, baseline, size of a group, end of a scale, change, definition."""

import re
from dataclasses import dataclass
from itertools import pairwise

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
    result: list[str]
    base: list[str]
    scale: list[str]
    change: list[str]
    group: list[str]
    definition: list[str]
    relative: list[str]
    identifiers: list[str]
    limit: list[str]


@dataclass(slots=True)
class Spot:
    """A figure in its text: `start` is that of its comparison or sign, `end` of its unit, `word` the one before it."""

    start: int
    end: int
    luku: Luku
    signed: bool
    word: str


class Roles:
    """Finds roles by the words of the vocabulary."""

    def __init__(self, words: FigureWords) -> None:
        self.scale, self.relative = frozenset(words.scale), frozenset(words.relative)
        self.change, self.target = frozenset(words.change), frozenset(words.target)
        self.group, self.definition = tuple(words.group), tuple(words.definition)
        self.limit = tuple(words.limit)
        self.said: dict[str, Rooli | None] = dict.fromkeys(words.target, "tavoite")
        self.said |= {**dict.fromkeys(words.result), **dict.fromkeys(words.base, "lahto")}
        self.spoken = frozenset(self.said)

    def of(self, text: str, spot: Spot, previous: Spot | None, sentence: bool) -> Rooli | None:
        """What a figure does in its sentence, where the words around it make that clear."""
        start, end, luku = spot.start, spot.end, spot.luku
        if YEARS_OLD.match(text, end) or (luku.yksikko in ("v", "pv") and self._is_group(text, luku, end)):
            return "ryhma"
        if spot.word in self.scale or (previous is not None and _goes_on(text, previous, start)):
            return "asteikko"
        before = text[max(0, start - WINDOW) : start]
        in_brackets = spot.signed and previous is not None and before.rstrip()[-1:] == "("
        if in_brackets or (luku.yksikko == "%" and _said(before, self.change)):
            return "muutos"
        if luku.yksikko in TIME_UNITS and self._defines(text, spot, sentence):
            return "maaritelma"
        if not sentence:
            return None
        if luku.kausi is not None and _inside_brackets(before):
            return "lahto"
        if luku.vertailu not in (None, "~"):
            return "tavoite"
        word = _last_said(before, self.spoken)
        return self.said[word] if word is not None else None

    def _defines(self, text: str, spot: Spot, sentence: bool) -> bool:
        """Whether a time says what is counted (`yli 3 kk kestävä`), and is no limit that is itself the target."""
        following = _following(text, spot.end)
        if following.startswith(self.limit):
            return not (sentence and spot.luku.vertailu not in (None, "~"))
        return following.startswith(self.definition) or (sentence and _after_relative(text, spot.start, self.relative))

    def _is_group(self, text: str, luku: Luku, end: int) -> bool:
        """Whether years or days are an age, or a time for which people have been something."""
        older = luku.yksikko == "v" and luku.vertailu in ("<", ">") and luku.arvo >= FEWEST_YEARS
        return older or _following(text, end).startswith(self.group)


def last_word(before: str) -> str:
    """The word right before a figure, an opening bracket aside; empty where another sign stands between."""
    trimmed = before.rstrip(" (")
    word = trimmed[trimmed.rfind(" ") + 1 :]
    return word if word.isalnum() else BREAKS.split(word)[-1]


def pair_targets(text: str, spots: list[Spot]) -> None:
    """A figure right before a baseline in brackets is the target: `180 as. (11/22 151as)`."""
    for spot, following in pairwise(spots):
        if following.luku.rooli == "lahto" and spot.luku.rooli is None:
            spot.luku.rooli = "tavoite" if text[spot.end : following.start].lstrip().startswith("(") else None


def _goes_on(text: str, previous: Spot, start: int) -> bool:
    """Whether a figure stands right behind one of a scale: `asteikolla 1–5, 6`."""
    return previous.luku.rooli == "asteikko" and previous.end >= start - 1 and not text[start - 1 : start].strip()


def _following(text: str, end: int) -> str:
    return text[end : end + WINDOW].lstrip(" -").casefold()


def _inside_brackets(before: str) -> bool:
    return before.rfind("(") > before.rfind(")")


def _said(before: str, words: frozenset[str]) -> bool:
    """Whether one of the last words before a figure, in its own sentence, is among `words`."""
    return _last_said(before, words) is not None


def _last_said(before: str, words: frozenset[str]) -> str | None:
    """The nearest of some words among the last ones before a figure, in its own sentence."""
    if not _holds(before, words):
        return None
    sentence = re.split(r"[.!?;]\s", before)[-1] if ". " in before or "; " in before else before
    last = re.findall(r"[^\W\d_]+", sentence)[-WORDS_BEFORE:]
    return next((word for word in map(str.casefold, reversed(last)) if word in words), None)


def _after_relative(text: str, start: int, relative: frozenset[str]) -> bool:
    """Whether a relative pronoun stands before the figure in its sentence: the clause says what is counted."""
    before = text[max(0, start - SENTENCE) : start]
    if not _holds(before, relative):
        return False
    sentence = re.split(r"[.!?]\s", before)[-1]
    return any(word.casefold() in relative for word in re.findall(r"[^\W\d_]+", sentence))


def _holds(text: str, words: frozenset[str]) -> bool:
    """Whether a text has any of some words, or a longer one with it: without one it need not be cut in words."""
    return any(map(text.casefold().__contains__, words))
