"""A grammar proved on samples: which of its rules fired and where, which never did. Behind `grammars check`."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from tavoiteparse.language.grammar import Grammar, grammars
from tavoiteparse.language.label import fold
from tavoiteparse.pipeline import Reading
from tavoiteparse.reading.choose import choose
from tavoiteparse.reading.mark import Mark
from tavoiteparse.reading.split import split
from tavoiteparse.source.text import Source


class Fired(NamedTuple):
    """One rule of a grammar: its key in the file, what it says, how often it fired, and where first (`file:line`)."""

    key: str
    says: str
    times: int
    first: str | None


class Proof(NamedTuple):
    """What samples say of a grammar: its rules, and what is wrong with how a sample is read."""

    rules: list[Fired]
    troubles: list[str]
    warnings: list[str]

    @property
    def dead(self) -> list[Fired]:
        """The rules that no sample needs."""
        return [rule for rule in self.rules if not rule.times]


def prove(grammar: Grammar, readings: Sequence[Reading]) -> Proof:
    """`readings` are samples read by `grammar`, one at least."""
    fired: dict[str, list[str]] = {}
    for reading in readings:
        for key, line in _fired(grammar, reading):
            fired.setdefault(key, []).append(f"{reading.source.name}:{line}")
    rules = [
        Fired(key, says, len(fired.get(key, [])), next(iter(fired.get(key, [])), None)) for key, says in _rules(grammar)
    ]
    return Proof(rules, [trouble for reading in readings for trouble in _troubles(grammar, reading)], [])


def taken(grammar: Grammar, sources: Iterable[Source]) -> Iterator[str]:
    """Texts of other families that the signs of a grammar would take, in words."""
    others = {name: one for name, one in grammars().items() if name != grammar.name}
    for source in sources:
        lines = split(source)
        if choose(source, lines, {**others, grammar.name: grammar}).grammar is grammar:
            whose = choose(source, lines, others).grammar.name
            yield f"{source.name}: is of {whose}, and would be read by {grammar.name}; make its signs say more"


def _rules(grammar: Grammar) -> Iterator[tuple[str, str]]:
    """Every rule that the file states: its key, and in words what it asks for."""
    file = grammar.file
    yield from ((f"signs.{n}", sign.why) for n, sign in enumerate(file.signs))
    yield from ((f"organisation.{n}", one.name) for n, one in enumerate(file.organisation))
    yield from ((f"labels: {role}", "a label of this field") for role in file.labels or ())
    yield from ((f"columns: {role}", "a column heading of this field") for role in file.columns or ())
    yield from ((f"words.{role}", ", ".join(words)) for role, words in file.words.items())
    yield from ((f"statuses.{code}", ", ".join(words)) for code, words in file.statuses.items())
    yield from ((f"tables.{n}", f"a table of {len(one.positions)} columns") for n, one in enumerate(file.tables))
    if file.outline is not None:
        yield "outline", "a numbered heading"
    yield from ((f"headings.{n}", f"a heading such as {pattern}") for n, pattern in enumerate(file.headings))
    yield from ((f"lists.{n}", f"a list under {one.under!r}") for n, one in enumerate(file.lists))
    yield from ((f"skip.{n}", one.name) for n, one in enumerate(file.skip))


def _fired(grammar: Grammar, reading: Reading) -> Iterator[tuple[str, int]]:
    """The key of each rule that fired in a reading, with the line, as often as it did."""
    for n, found in enumerate(reading.choice.evidence.get(grammar.name, [])):
        if found.line is not None:
            yield f"signs.{n}", found.line
    for n, one in enumerate(grammar.file.organisation):
        if one.name == reading.raportti.organisaatio:
            yield f"organisation.{n}", 1
    skips = {f"skip: {rule.name}": f"skip.{n}" for n, rule in enumerate(grammar.file.skip)}
    placed = {grammar.rule(f"tables.{n}"): f"tables.{n}" for n in range(len(grammar.file.tables))}
    placed |= {grammar.rule(f"lists.{n}"): f"lists.{n}" for n in range(len(grammar.file.lists))}
    words = {fold(word): f"words.{role}" for role, some in grammar.file.words.items() for word in some}
    statuses = {fold(word): f"statuses.{code}" for code, some in grammar.file.statuses.items() for word in some}
    for mark in reading.state.marks:
        line = mark.row.first
        for cell in mark.row.cells:
            yield from ((key, line) for word, key in words.items() if fold(cell.text).startswith(word))
            if (key := statuses.get(fold(cell.text))) is not None:
                yield key, line
        if mark.label is not None:
            yield f"labels: {mark.label.role}", line
        yield from ((f"columns: {column.role}", line) for column in mark.columns if column is not None)
        yield from ((f"columns: {column.second}", line) for column in mark.columns if column and column.second)
        yield from ((key, line) for key in _heading(grammar, mark))
        if mark.rule in skips:
            yield skips[mark.rule], line
        rule = reading.state.rules.get(line)
        if rule in placed:
            yield placed[rule], line


def _heading(grammar: Grammar, mark: Mark) -> Iterator[str]:
    """The rule that makes a heading of a row."""
    if mark.row.kind == "heading" and (heading := grammar.heading(mark.row.cell.text)) is not None:
        yield f"headings.{heading.n}"
    elif mark.rule == grammar.rule("outline"):
        yield "outline"


def _troubles(grammar: Grammar, reading: Reading) -> Iterator[str]:
    """What is wrong with a sample's reading, in words that name the sample."""
    name, counts = reading.source.name, reading.raportti.kattavuus
    if counts.lukematta:
        yield f"{name}: {counts.lukematta} of {counts.riveja} lines are not read; `tavoiteparse explain` shows which"
    if any(diagnostic.code == "no-goals" for diagnostic in reading.diagnostics):
        yield f"{name}: no goals were found"
    chosen = choose(reading.source, reading.lines, {**grammars(), grammar.name: grammar}).grammar
    if chosen.name != grammar.name and grammar.file.signs:
        yield f"{name}: is read by {chosen.name} unless --grammar is given; make the signs of {grammar.name} say more"
