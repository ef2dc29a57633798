"""Grammars: layout families as data. A grammar names what its documents show and where each field stands."""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Annotated, NamedTuple

import regex

from tavoiteparse.strict_yaml import GrammarError, line_of, load
from tavoiteparse.vocabulary import TIMEOUT, Role, Skip, Vocabulary, compile_pattern, fold


@dataclass(frozen=True, slots=True)
class Sign:
    """Something that documents of the family show; one of the keys beside `why` says what."""

    why: Annotated[str, "The sign in words, as explain prints it"]
    labels: Annotated[list[Role], "Labels that stand at the start of rows or lines"] = field(default_factory=list)
    headings: Annotated[list[Role], "Labels that stand in headings or bold lines"] = field(default_factory=list)
    columns: Annotated[list[Role], "Column headings that stand in one table row"] = field(default_factory=list)
    positions: Annotated[list[Role], "Fields of the columns of a table without headings"] = field(default_factory=list)
    pattern: Annotated[str | None, "A pattern that a line matches"] = None


@dataclass(frozen=True, slots=True)
class Organisation:
    """A name to give where its pattern is found in the text."""

    name: str
    pattern: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table without column headings: the field of each column, left to right."""

    positions: list[Role]


@dataclass(frozen=True, slots=True)
class Listing:
    """A list whose items are fields: `under` is the heading of its section as printed, its number off."""

    under: str
    item: Role
    subitem: Role


@dataclass(frozen=True, slots=True)
class GrammarFile:
    """The keys of a grammar file."""

    name: str
    reads: Annotated[str, "The layout in a sentence"]
    signs: Annotated[list[Sign], "All must be found for the grammar to be chosen"]
    labels: Annotated[list[Role], "Fields whose vocabulary words open them as labels"]
    columns: Annotated[list[Role], "Fields whose vocabulary words head columns"]
    sample: Annotated[str | None, "A text that it reads, below samples/"] = None
    organisation: list[Organisation] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    outline: Annotated[str | None, "Pattern of a heading line, with the groups tunnus and otsikko"] = None
    lists: list[Listing] = field(default_factory=list)
    skip: list[Skip] = field(default_factory=list)


class Pattern(NamedTuple):
    """A compiled pattern that knows where it was written."""

    compiled: "regex.Pattern[str]"
    rule: str
    file: str
    line: int

    def search(self, text: str) -> "regex.Match[str] | None":
        """First match. Raises GrammarError where the pattern takes too long on this text."""
        try:
            return self.compiled.search(text, timeout=TIMEOUT)
        except TimeoutError:
            raise self._too_slow(text) from None

    def fullmatch(self, text: str) -> "regex.Match[str] | None":
        """Match of the whole text. Raises GrammarError where the pattern takes too long on this text."""
        try:
            return self.compiled.fullmatch(text, timeout=TIMEOUT)
        except TimeoutError:
            raise self._too_slow(text) from None

    def _too_slow(self, text: str) -> GrammarError:
        expected = f"takes more than {TIMEOUT:g} s on a line of {len(text)} characters; make it simpler"
        return GrammarError(self.file, self.line, self.rule, expected)


class Grammar:
    """A grammar ready for use: its file, its vocabulary, its patterns compiled."""

    def __init__(self, path: Path, vocabulary: Vocabulary) -> None:
        self.path, self.vocabulary = path, vocabulary
        self.called = path.name if path.parent == folder() else str(path)  # by messages
        self.file = file = load(path, GrammarFile, self.called)
        self.name = file.name
        self.labels, self.columns = frozenset(file.labels), frozenset(file.columns)
        self.signs = [self._pattern(("signs", n, "pattern"), sign.pattern) for n, sign in enumerate(file.signs)]
        self.outline = self._pattern(("outline",), file.outline)
        self.organisations = [
            (entry.name, pattern)
            for n, entry in enumerate(file.organisation)
            if (pattern := self._pattern(("organisation", n, "pattern"), entry.pattern))
        ]
        own = [
            (rule.name, pattern)
            for n, rule in enumerate(file.skip)
            if (pattern := self._pattern(("skip", n, "pattern"), rule.pattern))
        ]
        common = [(name, Pattern(pattern, f"skip.{name}", "furniture.yaml", 1)) for name, pattern in vocabulary.skip]
        self.skip = [*own, *common]
        self.positions = {
            len(table.positions): (tuple(table.positions), f"tables.{n}") for n, table in enumerate(file.tables)
        }
        self.lists = {fold(entry.under): (entry, n) for n, entry in enumerate(file.lists)}
        self._check()

    def rule(self, key: str) -> str:
        """How a rule of this grammar is named in explanations."""
        return f"{self.path.name}: {key}"

    def _pattern(self, path: tuple[str | int, ...], pattern: str | None) -> Pattern | None:
        if pattern is None:
            return None
        key = ".".join(map(str, path))
        try:
            compiled = compile_pattern(pattern, self.called, 0, str(path[0]))
        except GrammarError:
            line = line_of(self.path.read_text(encoding="utf-8-sig"), path)
            compiled = compile_pattern(pattern, self.called, line, key)
        return Pattern(compiled, key, self.called, 0)

    def _check(self) -> None:
        """What the shape of the file cannot say: groups that must be there, a sign that says nothing."""
        if self.outline and not {"tunnus", "otsikko"} <= set(self.outline.compiled.groupindex):
            raise self._mistake(("outline",), "should have the groups (?P<tunnus>…) and (?P<otsikko>…)")
        for n, sign in enumerate(self.file.signs):
            if not (sign.labels or sign.headings or sign.columns or sign.positions or sign.pattern):
                raise self._mistake(("signs", n), "should have one of labels, headings, columns, positions, pattern")

    def _mistake(self, path: tuple[str | int, ...], expected: str) -> GrammarError:
        text = self.path.read_text(encoding="utf-8-sig")
        return GrammarError(self.called, line_of(text, path), ".".join(map(str, path)), expected)


@cache
def folder() -> Path:
    """Where the grammars are: in the wheel inside the package, in a checkout beside `src`."""
    inside = Path(__file__).parent / "grammars"
    return inside if inside.is_dir() else Path(__file__).parents[2] / "grammars"


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary shipped with the program."""
    return Vocabulary(folder() / "vocabulary")


@cache
def grammars() -> dict[str, Grammar]:
    """The grammars shipped with the program, by name."""
    found = [Grammar(path, vocabulary()) for path in sorted(folder().glob("*.yaml"))]
    return {grammar.name: grammar for grammar in found}


def find_grammar(name_or_file: str) -> Grammar:
    """A shipped grammar by name, or one read from a file. Raises GrammarError."""
    shipped = grammars().get(name_or_file)
    if shipped is not None:
        return shipped
    path = Path(name_or_file)
    if path.suffix in (".yaml", ".yml") or path.exists():
        return Grammar(path, vocabulary())
    known = ", ".join(grammars())
    raise GrammarError(name_or_file, 1, "", f"no such grammar; known are {known}, or name a .yaml file")
