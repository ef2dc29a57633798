"""Texts as they are compared: whether two say the same, and how alike they are.

White space, case, punctuation, hyphens, the format of numbers and the writing of units say nothing; a letter or two may
be mended in a word. Digits always count.
"""

from functools import lru_cache
from typing import NamedTuple
from unicodedata import normalize

from tavoiteparse.language.distance import is_near
from tavoiteparse.language.grammar import vocabulary
from tavoiteparse.source.lazy import lazy

TOKEN = lazy(r"[^\W_]+")
HYPHEN = lazy(r"(?<=[^\W\d_])\s?[-‐‑\u00ad]\s?(?=[^\W\d_])")
NUMBER = lazy(r"^\s*(?:\d{1,2}(?:\.\d{1,2})*[.)]|\d{1,2}(?:\.\d{1,2})+|[a-zåäöA-ZÅÄÖ]\))\s+(?=[^\W\d])")
RATIO = lazy(r"\S{1,6}/\S+$")  # a unit of a unit: `€/asukas`
SHORT, LONG = 4, 7  # letters of a word from which on one of them, or two, may be mended
FEW = 2  # words that are mended at once, or a quarter of all
STEM = 4  # letters by which two forms of a word are one
GRAM = 3
NOTHING: frozenset[str] = frozenset()


class Wording(NamedTuple):
    """The words of a text, and its figures and other numbers in one writing."""

    words: tuple[str, ...]
    figures: tuple[str, ...]

    @property
    def joined(self) -> str:
        """All letters in one word, so that it does not matter where a compound is parted."""
        return "".join(self.words)


@lru_cache(maxsize=4096)
def wording(text: str, without: frozenset[str] = NOTHING) -> Wording:
    """A text as it is compared; figures printed as `without` are left out, and then dates, too.

    `Käynnit, 12 500 kpl` and `käynnit 12500 kpl` are the same, and so are `90 prosenttia` and `90 %`.
    """
    rest, figures = normalize("NFKC", text).casefold(), []
    at, leave = 0, frozenset(printed.casefold() for printed in without)
    for luku in vocabulary().values.quantities(rest, True):
        start = rest.find(luku.teksti, at)
        if start < 0:
            continue
        rest = f"{rest[:start]} {rest[start + len(luku.teksti) :]}"
        at = start
        if luku.teksti in leave:
            continue
        upper = "" if luku.arvo_yla is None else f"–{_number(luku.arvo_yla)}"
        figures.append(f"{luku.vertailu or ''}{_number(luku.arvo)}{upper}{_unit(luku.yksikko)}")
    tokens = TOKEN.findall(HYPHEN.sub("", rest))
    if not without:
        figures += [token.lstrip("0") for token in tokens if any(map(str.isdigit, token))]
    words = [token for token in tokens if not any(map(str.isdigit, token))]
    return Wording(tuple(words), tuple(figures))


def _number(value: float) -> str:
    """A value as a text prints it that has no thousands apart: `2000`, which may look like a year, `3.5`."""
    return str(int(value)) if value == int(value) else repr(value)


def _unit(unit: str | None) -> str:
    return "" if unit is None or unit == "kpl" else unit


def name_wording(name: str | None, without: frozenset[str] = NOTHING) -> Wording:
    """The same of the name of a goal or indicator, less its number and its unit: `1.2 Käynnit (kpl)` is `Käynnit`."""
    text = NUMBER.sub("", name or "")
    sign = "(" if text.rstrip().endswith(")") else ","
    head, found, unit = text.rpartition(sign)
    unit = unit.strip(" )")
    if found and (RATIO.match(unit) is not None or vocabulary().values.units.measure(unit) is not None):
        text = head
    return wording(text, without)


def same(one: Wording, other: Wording) -> bool:
    """Whether two texts say the same, a typo aside: `Kävijämäärä` and `Kavijämäärä`, not `25 %` and `26 %`."""
    return one.figures == other.figures and same_words(one.words, other.words)


def same_words(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """The same of words alone."""
    if one == other or "".join(one) == "".join(other):
        return True
    if len(one) != len(other):
        return False
    apart = [pair for pair in zip(one, other, strict=True) if pair[0] != pair[1]]
    return len(apart) <= max(FEW, len(one) // 4) and all(_is_mended(*pair) for pair in apart)


def _is_mended(word: str, other: str) -> bool:
    letters = min(len(word), len(other))
    most = 0 if letters < SHORT else 1 if letters < LONG else 2
    return most > 0 and is_near(word, other, most)


class Pieces(NamedTuple):
    """What likeness is told by: all runs of three letters, and the beginnings of the words."""

    grams: frozenset[str]
    stems: frozenset[str]


@lru_cache(maxsize=4096)
def pieces(one: Wording) -> Pieces:
    """The pieces of a text."""
    padded = f" {one.joined} "
    grams = frozenset(padded[at : at + GRAM] for at in range(len(padded) - GRAM + 1))
    return Pieces(grams, frozenset(word[:STEM] for word in one.words))


def likeness(one: Pieces, other: Pieces) -> float:
    """How alike two texts are, 0 to 1: half by their letters, half by the beginnings of their words."""
    return (_dice(one.grams, other.grams) + _dice(one.stems, other.stems)) / 2


def _dice(one: frozenset[str], other: frozenset[str]) -> float:
    total = len(one) + len(other)
    return 2 * len(one & other) / total if total else 0.0
