"""Grammars: layout families as data. A grammar names what its documents show and where each field stands."""

import os
import re
from collections.abc import Iterable
from dataclasses import field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple

from tavoiteparse.contract.model import TilaKoodi
from tavoiteparse.language.label import fold
from tavoiteparse.language.pattern import Pattern
from tavoiteparse.language.roles import HEADERS, LABELS, Role
from tavoiteparse.language.shipped import load
from tavoiteparse.language.vocabulary import Skip, Vocabulary
from tavoiteparse.source.lazy import lazy
from tavoiteparse.strict.mistake import GrammarError
from tavoiteparse.strict.records import record

if TYPE_CHECKING:
    from tavoiteparse.language.pattern import Match

OWN = "TAVOITEPARSE_GRAMMARS"
NUMBER_PART = lazy(r"\d+|[a-zåäö]+", re.IGNORECASE)
GROUPS = ("tunnus", "otsikko")  # of an outline
Expected = Literal["painopiste", "tavoite", "toimenpide", "mittari", "lahtotaso", "tavoitetaso", "selvitys", "vastuu"]


@record
class Sign:
    """Something that documents of the family show; one of the keys beside `why` says what."""

    why: Annotated[str, "The sign in words, as explain prints it"]
    labels: Annotated[list[Role], "Labels that stand at the start of rows or lines"] = field(default_factory=list)
    headings: Annotated[list[Role], "Labels that stand in headings or bold lines"] = field(default_factory=list)
    columns: Annotated[list[Role], "Column headings that stand in one table row"] = field(default_factory=list)
    positions: Annotated[list[Role], "Fields of the columns of a table without headings"] = field(default_factory=list)
    pattern: Annotated[str | None, "A pattern that a line matches"] = None
    words: Annotated[list[str], "The family's own words, all of which stand as labels or headings"] = field(
        default_factory=list
    )


@record
class Organisation:
    """A name to give where its pattern is found in the text."""

    name: str
    pattern: str


@record
class Table:
    """A table without column headings: the field of each column, left to right."""

    positions: list[Role]


@record
class Listing:
    """A list whose items are fields: `under` is the heading of its section as printed, its number off."""

    under: str
    item: Role
    subitem: Role


@record
class GrammarFile:
    """The keys of a grammar file."""

    name: str
    reads: Annotated[str, "The layout in a sentence"]
    signs: Annotated[list[Sign], "All must be found for the grammar to be chosen"]
    labels: Annotated[list[Role] | None, "Fields whose vocabulary words open them as labels; without the key, all"] = (
        None
    )
    columns: Annotated[list[Role] | None, "Fields whose vocabulary words head columns; without the key, all"] = None
    sample: Annotated[str | None, "A text that it reads, below samples/"] = None
    expects: Annotated[list[Expected], "Fields that every item has; validate says which lack one"] = field(
        default_factory=list
    )
    organisation: list[Organisation] = field(default_factory=list)
    words: Annotated[dict[Role, list[str]], "The family's own labels and headings, by field"] = field(
        default_factory=dict
    )
    statuses: Annotated[dict[TilaKoodi, list[str]], "The family's own status words, by code"] = field(
        default_factory=dict
    )
    tables: list[Table] = field(default_factory=list)
    outline: Annotated[str | None, "Pattern of a heading line, with the groups tunnus and otsikko"] = None
    headings: Annotated[list[str], "Patterns of lines that are headings, highest first; they end accounts"] = field(
        default_factory=list
    )
    lists: list[Listing] = field(default_factory=list)
    skip: list[Skip] = field(default_factory=list)


class Outline(Pattern):
    """The pattern of numbered headings: both its groups have to take part in every match."""

    def fullmatch(self, text: str) -> "Match | None":
        """As `Pattern.fullmatch`. Raises GrammarError for a heading without its number or text."""
        found = super().fullmatch(text)
        for group in GROUPS if found is not None else ():
            if found is not None and not found[group]:
                raise self.mistake(f"matches {text[:40]!r} without its group {group}, which every heading needs")
        return found


class Heading(NamedTuple):
    """A line that a pattern of `headings` matches: the pattern's place, the rank, the number, where the text begins.

    A number gives the rank by its parts (`2.1` is of the second), else the place of the pattern does.
    """

    n: int
    rank: int
    number: str | None
    at: int


class Grammar:
    """A grammar ready for use: its file, its vocabulary, its patterns."""

    def __init__(self, path: Path, vocabulary: Vocabulary) -> None:
        self.path = path
        self.called = path.name if path.parent == folder() else str(path)  # by messages
        self.file, self.shipped = load(path, GrammarFile, self.called)
        file = self.file
        self.name = file.name
        self._check_words()
        own = file.words or file.statuses
        self.vocabulary = vocabulary.extended(file.words, file.statuses) if own else vocabulary
        self.labels = LABELS if file.labels is None else frozenset(file.labels)
        self.columns = HEADERS if file.columns is None else frozenset(file.columns)
        self.signs = [
            self._pattern(sign.pattern, "signs", n, "pattern") if sign.pattern else None
            for n, sign in enumerate(file.signs)
        ]
        self.outline = Outline(file.outline, ("outline",), path, self.called, self.shipped) if file.outline else None
        self.headings = [self._pattern(pattern, "headings", n) for n, pattern in enumerate(file.headings)]
        self.organisations = [
            (entry.name, self._pattern(entry.pattern, "organisation", n, "pattern"))
            for n, entry in enumerate(file.organisation)
        ]
        skip = [(rule.name, self._pattern(rule.pattern, "skip", n, "pattern")) for n, rule in enumerate(file.skip)]
        self.skip = [*skip, *vocabulary.skip]
        self.positions = {
            len(one.positions): (tuple(one.positions), f"tables.{n}") for n, one in enumerate(file.tables)
        }
        self.lists = {fold(entry.under): (entry, n) for n, entry in enumerate(file.lists)}

    def rule(self, key: str) -> str:
        """How a rule of this grammar is named in explanations."""
        return f"{self.path.name}: {key}"

    def skipped_by(self, text: str) -> str | None:
        """The name of the first rule that skips a line of this text; None where none does."""
        return next((name for name, pattern in self.skip if pattern.fullmatch(text)), None)

    def heading(self, text: str) -> Heading | None:
        """What the first pattern of `headings` that matches all of a line makes of it; None where none does."""
        for n, pattern in enumerate(self.headings):
            found = pattern.fullmatch(text)
            if found is not None:
                groups = found.groupdict()
                number, at = groups.get("tunnus"), found.start("otsikko") if groups.get("otsikko") else 0
                return Heading(n, len(NUMBER_PART.findall(number)) if number else n + 1, number or None, at)
        return None

    def check(self) -> None:
        """What the shape of the file cannot say: patterns compile, groups are there, signs say something.

        Raises GrammarError. Shipped grammars are checked by the tests, a user's when it is loaded.
        """
        patterns = [
            *self.signs,
            self.outline,
            *self.headings,
            *(p for _, p in self.organisations),
            *(p for _, p in self.skip),
        ]
        for pattern in patterns:
            if pattern is not None:
                pattern.compiled  # noqa: B018 - compiles it
        if self.outline and not set(GROUPS) <= set(self.outline.compiled.groupindex):
            raise self.outline.mistake("should have the groups (?P<tunnus>…) and (?P<otsikko>…)")
        for n, sign in enumerate(self.file.signs):
            if not (sign.labels or sign.headings or sign.columns or sign.positions or sign.pattern or sign.words):
                expected = "should have one of labels, headings, columns, positions, pattern, words"
                raise self._pattern("", "signs", n).mistake(expected)

    def _check_words(self) -> None:
        """Raises GrammarError for a word of which nothing is left to compare: it would be found everywhere."""
        file = self.file
        words: list[tuple[str, str, int, str]] = [
            ("words", role, n, word) for role, some in file.words.items() for n, word in enumerate(some)
        ]
        words += [("statuses", code, n, word) for code, some in file.statuses.items() for n, word in enumerate(some)]
        for key, name, n, word in words:
            if not fold(word) or not word.strip():
                raise self._pattern("", key, name, n).mistake("should be a word")
        own = {fold(word) for some in file.words.values() for word in some}
        for n, sign in enumerate(file.signs):
            for m, word in enumerate(sign.words):
                if fold(word) not in own:
                    raise self._pattern("", "signs", n, "words", m).mistake("should be one of the grammar's `words`")
        for n, entry in enumerate(file.lists):
            if not fold(entry.under):
                raise self._pattern("", "lists", n, "under").mistake("should be a heading, its number off")

    def _pattern(self, pattern: str, *path: str | int) -> Pattern:
        return Pattern(pattern, path, self.path, self.called, self.shipped)


@cache
def folder() -> Path:
    """Where the grammars are: in the wheel inside the package, in a checkout beside `src`."""
    inside = Path(__file__).parents[1] / "grammars"
    return inside if inside.is_dir() else Path(__file__).parents[3] / "grammars"


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary shipped with the program."""
    return Vocabulary(folder() / "vocabulary")


_named: list[Path] = []  # the grammar files of the settings of this run


def use_grammars(files: Iterable[Path]) -> None:
    """Reads by these grammar files, too, as the settings of a run name them; they take the place of earlier ones."""
    wanted = list(files)
    if wanted != _named:
        _named[:] = wanted
        grammars.cache_clear()


@cache
def grammars() -> dict[str, Grammar]:
    """The grammars shipped with the program and the user's own, by name; reports are read by the one that fits best.

    Raises GrammarError for a mistake in one of the user's, or a name that is taken.
    """
    found = {
        grammar.name: grammar for grammar in (Grammar(path, vocabulary()) for path in sorted(folder().glob("*.yaml")))
    }
    for path in own_grammars():
        grammar = Grammar(path, vocabulary())
        grammar.check()
        if grammar.name in found:
            taken = found[grammar.name]
            whose = "a grammar of the program" if taken.path.parent == folder() else str(taken.path)
            raise GrammarError(str(path), 1, "name", f"{grammar.name} is the name of {whose}; choose another")
        found[grammar.name] = grammar
    return found


def own_grammars() -> list[Path]:
    """The grammar files of the user: those of `TAVOITEPARSE_GRAMMARS`, else those in the folder of settings.

    `TAVOITEPARSE_GRAMMARS` has folders and files, apart as in PATH; set and empty, there are none. Those that
    the settings of a run name (`use_grammars`) come after them; a file that both have counts once.
    """
    named = os.environ.get(OWN)
    places = named.split(os.pathsep) if named is not None else [_settings_folder()]
    found: list[Path] = []
    for place in filter(None, places):
        found += sorted(Path(place).glob("*.yaml")) if os.path.isdir(place) else [Path(place)] if named else []
    return list({os.path.realpath(path): path for path in (*found, *_named)}.values()) if _named else found


def _settings_folder() -> str:
    """Where a user's own grammars stand, as the system has it: `~/.config/tavoiteparse/grammars`."""
    base = os.environ.get("APPDATA") if os.name == "nt" else os.environ.get("XDG_CONFIG_HOME")
    base = base or (os.path.join(os.path.expanduser("~"), ".config"))
    return os.path.join(base, "tavoiteparse", "grammars")


def find_grammar(name_or_file: str) -> Grammar:
    """A grammar by name, or one read from a file. Raises GrammarError."""
    shipped = grammars().get(name_or_file)
    if shipped is not None:
        return shipped
    path = Path(name_or_file)
    if path.suffix in (".yaml", ".yml") or path.exists():
        grammar = Grammar(path, vocabulary())
        grammar.check()
        return grammar
    known = ", ".join(grammars())
    raise GrammarError(name_or_file, 1, "", f"no such grammar; known are {known}, or name a .yaml file")
