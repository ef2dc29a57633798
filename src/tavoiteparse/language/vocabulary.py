"""The words of Finnish and Swedish reports: labels and headings, statuses, page furniture."""

from copy import copy
from dataclasses import field
from pathlib import Path

from tavoiteparse.contract.model import TilaKoodi
from tavoiteparse.language.label import Labels, fold
from tavoiteparse.language.pattern import Pattern
from tavoiteparse.language.roles import Role
from tavoiteparse.language.shipped import load
from tavoiteparse.language.values import Values
from tavoiteparse.source.lazy import lazy
from tavoiteparse.strict.records import record

SYMBOL = lazy(r"[^\w\s(<>=≥≤~+*/.,:;%€-]\ufe0f?\s+(?=\w)")  # before the words of a status: `✔ Toteutunut`
TWO_LANGUAGES = " / "


@record
class Words:
    """The words of one role or code, by language."""

    fi: list[str] = field(default_factory=list)
    sv: list[str] = field(default_factory=list)
    signs: list[str] = field(default_factory=list)
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
class StatusFile:
    """statuses.yaml: the words of each status code."""

    entries: dict[TilaKoodi, Words]


class Vocabulary(Labels):
    """The vocabulary files of a folder, read once; lookups by printed text."""

    def __init__(self, folder: Path) -> None:
        words = load(folder / "labels.yaml", LabelFile, "labels.yaml", "entries")[0].entries
        super().__init__(
            {fold(word): role for role, entry in words.items() for word in (*entry.fi, *entry.sv)},
            frozenset(role for role, entry in words.items() if entry.tail),
        )
        statuses = load(folder / "statuses.yaml", StatusFile, "statuses.yaml", "entries")[0].entries
        self.statuses = {
            word.casefold(): code for code, entry in statuses.items() for word in (*entry.fi, *entry.sv, *entry.signs)
        }
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
        self.minutes = frozenset(fold(word) for word in furniture.minutes)
        self.totals = frozenset(fold(word) for word in furniture.totals)
        self.contents = frozenset(fold(word) for word in furniture.contents)

    def extended(self, words: dict[Role, list[str]], statuses: dict[TilaKoodi, list[str]]) -> "Vocabulary":
        """The same vocabulary with a grammar's own words, which win over those that all share."""
        own = copy(self)
        own._index({**self.labels, **{fold(word): role for role, some in words.items() for word in some}})
        own.statuses = {**self.statuses, **{word.casefold(): code for code, some in statuses.items() for word in some}}
        return own

    def opens_minutes(self, text: str) -> bool:
        """Whether a text begins with a word that ends accounts and tables (rule `minutes`): `Päätös`."""
        return text.split(None, 1)[0].rstrip(":").casefold() in self.minutes

    def status_code(self, text: str) -> str | None:
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

    def status(self, text: str) -> str | None:
        """The code of a text that is, all of it, a status: `Ei toteudu`, or in two languages `Toteutuu / Uppfylls`."""
        found = self.statuses.get(" ".join(text.casefold().split()).rstrip(" .!:"))
        if found is None and (symbol := SYMBOL.match(text)) is not None:
            return self.status(text[symbol.end() :])
        if found is None and TWO_LANGUAGES in text:
            codes = {self.status(part) for part in text.split(TWO_LANGUAGES)}
            return codes.pop() if len(codes) == 1 else None
        return found
