"""The words of Finnish and Swedish reports: labels and headings, statuses, page furniture."""

from copy import copy
from dataclasses import field
from pathlib import Path

from tavoiteparse.contract.model import TilaKoodi
from tavoiteparse.language.head_words import Head, HeadWords
from tavoiteparse.language.header import Headers
from tavoiteparse.language.label import fold
from tavoiteparse.language.pattern import Pattern
from tavoiteparse.language.roles import Role
from tavoiteparse.language.shipped import load
from tavoiteparse.language.values import Values
from tavoiteparse.source.lazy import lazy
from tavoiteparse.strict.records import record

SYMBOL = lazy(r"[^\w\s(<>=≥≤~+*/.,:;%€-]\ufe0f?\s+(?=\w)")  # before the words of a status: `✔ Toteutunut`
TWO_LANGUAGES = lazy(r" [/|–—-] |/")  # of a folded text
DIVIDERS = frozenset("/|–—-")
LANGUAGES = 2  # that a status is printed in beside each other
MOST_STATUS_WORDS = 7  # of a status with the words around it; a longer text is an account
STATUS_PUNCTUATION = " .!:?"


@record
class Words:
    """The words of one role or code, by language."""

    fi: list[str] = field(default_factory=list)
    sv: list[str] = field(default_factory=list)
    signs: list[str] = field(default_factory=list)
    last: list[str] = field(default_factory=list)
    phrases: list[str] = field(default_factory=list)
    many: list[str] = field(default_factory=list)
    factors: list[str] = field(default_factory=list)
    judging: list[str] = field(default_factory=list)
    tail: bool = False


@record
class Skip:
    """A rule that skips lines by name: `pattern` must match the whole line."""

    name: str
    pattern: str


@record
class Furniture:
    """What a page carries besides content."""

    skip: list[Skip]
    minutes: list[str]
    totals: list[str]
    contents: list[str]
    organisations: list[str]


@record
class LabelFile:
    """labels.yaml: the words of each role."""

    entries: dict[Role, Words]


@record
class Modifiers:
    """modifiers.yaml: the words around those of a status."""

    about: list[str]
    negations: list[str]
    partly: list[str]
    fully: list[str]
    negated: dict[TilaKoodi, TilaKoodi]


@record
class StatusFile:
    """statuses.yaml: the words of each status code."""

    entries: dict[TilaKoodi, Words]


def _ends(phrase: str) -> tuple[str, str]:
    """The words that a heading begins and ends with: `miten … mitataan`."""
    first, _, last = phrase.partition(" … ")
    return fold(first), fold(last)


class Vocabulary(Headers):
    """The vocabulary files of a folder, read once; lookups by printed text."""

    def __init__(self, folder: Path) -> None:
        words = load(folder / "labels.yaml", LabelFile, "labels.yaml", "entries")[0].entries
        super().__init__(
            {fold(word): role for role, entry in words.items() for word in (*entry.fi, *entry.sv)},
            frozenset(role for role, entry in words.items() if entry.tail),
            {fold(word): role for role, entry in words.items() for word in entry.last},
            {_ends(phrase): role for role, entry in words.items() for phrase in entry.phrases},
        )
        self.swedish = frozenset(fold(word) for entry in words.values() for word in entry.sv)
        statuses = load(folder / "statuses.yaml", StatusFile, "statuses.yaml", "entries")[0].entries
        self.statuses = {
            word.casefold(): code for code, entry in statuses.items() for word in (*entry.fi, *entry.sv, *entry.signs)
        }
        self.factors = frozenset(fold(word) for entry in words.values() for word in entry.factors)
        self.judging = frozenset(fold(word) for entry in words.values() for word in entry.judging)
        self.many = tuple(word for entry in words.values() for word in entry.many)
        self.modifiers = load(folder / "modifiers.yaml", Modifiers, "modifiers.yaml")[0]
        self._index_statuses()
        self.status_signs = [(sign, code) for code, entry in statuses.items() for sign in entry.signs]
        path = folder / "furniture.yaml"
        furniture, shipped = load(path, Furniture, path.name)
        self.skip = [
            (rule.name, Pattern(rule.pattern, ("skip", n, "pattern"), path, path.name, shipped))
            for n, rule in enumerate(furniture.skip)
        ]
        self.organisations = [
            Pattern(pattern, ("organisations", n), path, path.name, shipped)
            for n, pattern in enumerate(furniture.organisations)
        ]
        self.values = Values(folder)
        self.head = Head(load(folder / "head.yaml", HeadWords, "head.yaml")[0], self.values)
        self.minutes = frozenset(fold(word) for word in furniture.minutes)
        self.totals = frozenset(fold(word) for word in furniture.totals)
        self.contents = frozenset(fold(word) for word in furniture.contents)

    def extended(self, words: dict[Role, list[str]], statuses: dict[TilaKoodi, list[str]]) -> "Vocabulary":
        """The same vocabulary with a grammar's own words, which win over those that all share."""
        own = copy(self)
        own._index({**self.labels, **{fold(word): role for role, some in words.items() for word in some}})
        own.statuses = {**self.statuses, **{word.casefold(): code for code, some in statuses.items() for word in some}}
        own._index_statuses()
        return own

    def _index_statuses(self) -> None:
        """Makes what lookups of statuses with words around them need."""
        own = self.modifiers
        self.about, self.negations = frozenset(own.about), frozenset(own.negations)
        self.partly, self.fully = frozenset(own.partly), frozenset(own.fully)
        words = {word for phrase in self.statuses for word in phrase.split()}
        self.status_words = frozenset(words | self.about | self.negations | self.partly | self.fully)

    def is_swedish(self, label: str) -> bool:
        """Whether the words of a label, its number or period aside, are Swedish: `Mål 1`."""
        words = fold(label).split(" ")
        return any(" ".join(words[:count]) in self.swedish for count in range(len(words), 0, -1))

    def names_many(self, text: str) -> bool:
        """Whether a heading names several goals: `Tavoitteet vuodelle 2027`, `Verksamhetsmål`; not `Tavoite`."""
        return any(word.rstrip(":").endswith(self.many) for word in text.casefold().split())

    def is_organisation(self, text: str) -> bool:
        """Whether a text is an organisation's name, in one language or in two: `Porvoon kaupunki – Borgå stad`."""
        if not text[:1].isupper() or text[-1:] in ".:;,!?)%0123456789":
            return False  # most lines
        if text.isupper():
            text = text.capitalize()  # `VESILÄN KAUPUNKI`
        parts = TWO_LANGUAGES.split(text) if not DIVIDERS.isdisjoint(text) else [text]
        if len(parts) > LANGUAGES:
            return False
        return all(any(pattern.fullmatch(part) for pattern in self.organisations) for part in parts)

    def opens_minutes(self, text: str) -> bool:
        """Whether a text begins with a word that ends accounts and tables (rule `minutes`): `Päätös`."""
        return text.split(None, 1)[0].rstrip(":").casefold() in self.minutes

    def status_code(self, text: str) -> TilaKoodi | None:
        """The code of a status cell: of all its words, else of the phrase that a full stop closes at its start.

        A symbol says the same as words; a symbol that conversion lost leaves nothing to read.
        """
        found = self.status(text) or self.status(text[: self.opens_with_status(text)])
        if found is None:
            words = "".join(character if character.isalnum() else " " for character in text)
            found = self.status(words) if words.strip() else None
        return found or next((code for sign, code in self.status_signs if sign in text), None)

    def opens_with_status(self, text: str) -> int:
        """Where the status phrase ends that a full stop closes at the start of a text: `Toteutui. Tulos 4,2.`; else 0.

        `4,2. Toteutui` opens with none, nor does `Toteutui` alone: it is one.
        """
        stop = text.find(".")
        return stop if 0 < stop < len(text) - 1 and self.status(text[:stop]) else 0

    def status(self, text: str) -> TilaKoodi | None:
        """The code of a text that is, all of it, a status.

        `Ei toteudu`, with words around it `Tavoite toteutui pääosin`, in two languages `Toteutuu / Uppfylls`; not
        `Toteutuu, jos rahoitus järjestyy`.
        """
        folded = " ".join(text.casefold().split()).rstrip(STATUS_PUNCTUATION)
        found = self.statuses.get(folded)
        if found is not None or not folded:
            return found
        if (symbol := SYMBOL.match(text)) is not None:
            return self.status(text[symbol.end() :])
        first, _, more = folded.partition(" ")
        if first in self.status_words and more:
            found = self._modified(folded.split())
        if (
            found is None
            and not DIVIDERS.isdisjoint(folded)
            and len(parts := TWO_LANGUAGES.split(folded, 2)) == LANGUAGES
        ):
            codes = {self.status(part) for part in parts}
            return codes.pop() if len(codes) == 1 else None
        return found

    def _modified(self, words: list[str]) -> TilaKoodi | None:
        """The code of a status with words around it that say what it is about, how far, or that it is not so."""
        if len(words) > MOST_STATUS_WORDS or not self.status_words.issuperset(words):
            return None
        plain = [word for word in words if word not in self.about]
        if (found := self.statuses.get(" ".join(plain))) is not None:
            return found
        partly, fully = not self.partly.isdisjoint(plain), not self.fully.isdisjoint(plain)
        negated = not self.negations.isdisjoint(plain)
        core = [word for word in plain if word not in self.partly and word not in self.fully]
        found = self.statuses.get(" ".join(core))
        if negated and found is None:
            said = [word for word in core if word not in self.negations]
            found = self.statuses.get(" ".join([self.modifiers.negations[0], *said]))  # `eivät toteudu`
            if found is None and (base := self.statuses.get(" ".join(said))) is not None:
                found = self.modifiers.negated.get(base)
        if found is None or not (partly or fully):
            return found
        if negated:  # `Ei täysin toteutunut`
            return "osittain" if fully and not partly else None
        return "osittain" if partly and found in self.modifiers.negated else found
