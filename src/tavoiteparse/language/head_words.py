"""What the words around a year or date in the head of a report say of it (rule `report-year`)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from tavoiteparse.contract.model import Kausi
from tavoiteparse.language.values import Values
from tavoiteparse.language.values.periods import FULL_DATE, is_part, part_of_year, whole_year
from tavoiteparse.source.lazy import lazy
from tavoiteparse.strict.records import record

Weight = Literal["report", "span", "date", "bare"]
WINDOW = 60  # characters before a year in which the word it belongs to stands
WORD_BEFORE = lazy(r"([^\W\d_][\w.-]{0,40})[\s,:(–-]{0,4}$")
WORD_AFTER = lazy(r"[\s,:)–-]{0,4}([^\W\d_][\w-]{0,40})")
SPAN_BEFORE = lazy(r"(?:19|20)\d\d\s?[–-]\s?$")
SPAN_AFTER = lazy(r"^\s?[–-]\s?(?:19|20)\d\d")
SENTENCE = lazy(r"[.!?]\s+(?=[A-ZÅÄÖ])")
NUMBERED_PART = lazy(r"([^\W\d_]{4,30})\s+([1-4])\s?[/ ,]\s?((?:19|20)\d\d)(?!\d)")
# Between a word and the year that belongs to it.
YEAR_WORDS = frozenset({"vuosi", "vuonna", "vuoden", "vuodelle", "vuodelta", "vuosien", "v", "år", "året", "för"})
SAID: tuple[Weight, ...] = ("report", "span")  # by a word for a report
MONTHS = {"T": 4, "Q": 3, "H": 6}
YEAR = 12  # months


@record
class HeadWords:
    """head.yaml: parts of words, by what they say of a year beside them; lines and keys of what stands above a text."""

    reports: list[str]
    strategies: list[str]
    until: list[str]
    since: list[str]
    decisions: list[str]
    changes: list[str]
    counted: list[str]
    parts: dict[str, list[str]]
    titles: list[str]
    links: list[str]


@dataclass(slots=True)
class Candidate:
    """A period that a head prints, and what speaks for it: a word for a report, such a word before several
    years, a full date, or nothing.
    """

    kausi: Kausi
    weight: Weight


class Head:
    """Finds the periods that a head gives as the report's own."""

    def __init__(self, words: HeadWords, values: Values) -> None:
        self.words, self.values = words, values
        self.titles = frozenset(words.titles)
        self.links = frozenset(words.links)

    def candidates(self, text: str) -> Iterator[Candidate]:
        """The periods of a head that may be the report's, in order; of several sentences those of the first.

        `Strategia 2022–2030, seuranta 2025` has one, `Kunnanvaltuusto hyväksyi joulukuussa 2030` none.
        """
        text = SENTENCE.split(text, maxsplit=1)[0]
        if (numbered := self._numbered(text)) is not None:
            yield Candidate(numbered, "report")
            return
        decided = self._holds(text, self.words.decisions)
        for found in self.values.periods(text):
            kausi = found.kausi
            weight = self._weight(text, found.start, found.end)
            if weight is None or (decided and weight not in SAID):
                continue
            if is_part(kausi) and kausi.vuosi is not None and not decided:
                weight = "report"
            yield Candidate(kausi, weight)
        for date in FULL_DATE.finditer(text):
            word = WORD_BEFORE.search(text, max(0, date.start() - WINDOW), date.start())
            spoken = word is not None and self._holds(word[1], self.words.reports)
            if spoken or not decided:
                year = int(date[1])
                yield Candidate(whole_year(str(year), year), "report" if spoken else "date")

    def _weight(self, text: str, start: int, end: int) -> Weight | None:
        """What the words around a period say of it; None where it is none of the report's."""
        before, after = text[max(0, start - WINDOW) : start], text[end : end + WINDOW]
        spans = SPAN_AFTER.match(after) is not None
        if SPAN_BEFORE.search(before) is not None:
            return None  # the end of a span goes with its beginning
        after = SPAN_AFTER.sub("", after, count=1) if spans else after
        word, next_word = self._before(before), WORD_AFTER.match(after)
        behind = next_word[1].casefold() if next_word is not None else ""
        own = self.words
        if self._last(word, own.strategies, own.reports) or self._first(behind, own.counted):
            return None
        if word in own.until or behind in own.since or (spans and self._holds(word, own.changes)):
            return None
        if self._holds(word, own.reports) or self._holds(text[start:end], own.reports):
            return "span" if spans else "report"
        if self._last(behind, own.strategies, own.reports):
            return None
        if self._holds(behind, own.reports):
            return "span" if spans else "report"
        return None if spans else "bare"

    def _before(self, before: str) -> str:
        """The word that a year belongs to, words for the year itself aside: `toteutuminen vuonna 2025`."""
        for _ in range(3):
            found = WORD_BEFORE.search(before)
            if found is None:
                return ""
            word = found[1].casefold()
            if word.rstrip(".") not in YEAR_WORDS:
                return word
            before = before[: found.start()]
        return ""

    @staticmethod
    def _holds(text: str, stems: list[str]) -> bool:
        folded = text.casefold()
        return any(stem in folded for stem in stems)

    @staticmethod
    def _first(word: str, stems: list[str]) -> bool:
        return any(word.startswith(stem) for stem in stems)

    @staticmethod
    def _last(word: str, stems: list[str], others: list[str]) -> bool:
        """Whether the last part of a compound is one of these, not of the others: `strategiaraportti` is a report."""
        at = max((word.rfind(stem) for stem in stems), default=-1)
        return at >= 0 and at >= max((word.rfind(stem) for stem in others), default=-1)

    def _numbered(self, text: str) -> Kausi | None:
        """The part of a year by its number behind a word that counts such: `Tertialrapport 2 2024`."""
        for found in NUMBERED_PART.finditer(text):
            word = found[1].casefold()
            code = next((code for code, stems in self.words.parts.items() if self._holds(word, stems)), None)
            if code is not None and int(found[2]) * MONTHS[code] <= YEAR:
                return part_of_year(found[0], code, int(found[2]), int(found[3]))
        return None
