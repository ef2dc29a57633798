"""Which grammar reads a text, and why: each grammar's signs are looked for in the lines."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from tavoiteparse.language.grammar import Grammar, Sign
from tavoiteparse.language.label import fold
from tavoiteparse.language.vocabulary import Vocabulary
from tavoiteparse.source.text import Line, Source

GENERAL = "yleinen"
LONGEST_LABEL = 60  # characters of a cell that signs ask about
OWN_WORD = 10  # a word of its own tells a family from others better than as many fields that all may show
ENOUGH_LINES = 2000  # how far signs are looked for once some grammar fits


class Evidence(NamedTuple):
    """One sign of a grammar: the first line that shows it, or None; then `missed` says what of it was not there."""

    sign: Sign
    line: int | None
    missed: str | None = None


class Choice(NamedTuple):
    """The grammar chosen, with the evidence for and against each."""

    grammar: Grammar
    evidence: dict[str, list[Evidence]]
    fits: bool
    forced: bool = False

    @property
    def nearest(self) -> str:
        """The grammar of which the largest share of signs was found."""
        return max(self.evidence, key=lambda name: _share(self.evidence[name]), default=self.grammar.name)

    def found(self, name: str) -> int:
        """How many signs of a grammar were found."""
        return sum(one.line is not None for one in self.evidence.get(name, []))

    def missing(self, name: str) -> list[str]:
        """The signs of a grammar that were not found, in words."""
        return [found.sign.why for found in self.evidence.get(name, []) if found.line is None]


@dataclass(slots=True, eq=False, repr=False)
class _Seen:
    """The first line of each thing that signs ask for."""

    labels: dict[str, int] = field(default_factory=dict)
    headings: dict[str, int] = field(default_factory=dict)
    columns: dict[frozenset[str], int] = field(default_factory=dict)
    status_tables: dict[int, int] = field(default_factory=dict)
    patterns: dict[tuple[str, int], int] = field(default_factory=dict)
    words: dict[str, int] = field(default_factory=dict)  # of the families' own, folded


def choose(source: Source, lines: list[Line], grammars: dict[str, Grammar]) -> Choice:
    """The grammar all of whose signs are found, the one with most signs first; else the general one, which has none."""
    evidence: dict[str, list[Evidence]] = {name: [] for name in grammars}
    for vocabulary in dict.fromkeys(grammar.vocabulary for grammar in grammars.values()):
        some = {name: grammar for name, grammar in grammars.items() if grammar.vocabulary is vocabulary}
        seen = _look(source, lines, some, vocabulary)
        for name, grammar in some.items():
            evidence[name] = [_evidence(sign, (name, n), seen) for n, sign in enumerate(grammar.file.signs)]
    fitting = [name for name, found in evidence.items() if found and all(one.line is not None for one in found)]
    if fitting:
        best = max(fitting, key=lambda name: sum(_weight(one.sign) for one in evidence[name]))
        return Choice(grammars[best], evidence, True)
    return Choice(grammars[GENERAL], {name: found for name, found in evidence.items() if found}, False)


def forced(source: Source, lines: list[Line], grammar: Grammar) -> Choice:
    """A choice that the user made; the evidence is looked for all the same."""
    found = choose(source, lines, {grammar.name: grammar, GENERAL: grammar}).evidence
    return Choice(grammar, {grammar.name: found.get(grammar.name, [])}, fits=True, forced=True)


def _look(source: Source, lines: list[Line], grammars: dict[str, Grammar], vocabulary: Vocabulary) -> _Seen:
    """One pass over the lines for the signs of grammars that share a vocabulary."""
    seen = _Seen()
    patterns = [
        ((name, n), pattern)
        for name, grammar in grammars.items()
        for n, pattern in enumerate(grammar.signs)
        if pattern is not None
    ]
    wanted = {fold(word) for grammar in grammars.values() for sign in grammar.file.signs for word in sign.words}
    inside = False  # a table
    for line in lines:
        if not line.cells:
            inside = False
            continue
        if line.number % ENOUGH_LINES == 0 and _any_fits(seen, grammars):
            break
        first = line.cells[0].text
        _look_at_start(source, line, vocabulary, seen)
        if wanted:
            _look_for_words(line, vocabulary, wanted, seen)
        if len(line.cells) > 1:
            _look_at_cells(line, vocabulary, seen)
            if not inside:
                _look_at_headings(line, vocabulary, seen)
        inside = len(line.cells) > 1
        for key, pattern in patterns:
            if key not in seen.patterns and len(line.cells) == 1 and pattern.search(first):
                seen.patterns[key] = line.number
    return seen


def _look_at_start(source: Source, line: Line, vocabulary: Vocabulary, seen: _Seen) -> None:
    """The label that a line begins with, and whether it is a heading."""
    first = line.cells[0].text
    label = vocabulary.label(first)
    if label is not None:
        seen.labels.setdefault(label.role, line.number)
        if source.text.startswith(("#", "**"), line.start):
            seen.headings.setdefault(label.role, line.number)
    elif len(line.cells) == 1 and first[:1] == "#":
        label = vocabulary.label(first.lstrip("# "))
        if label is not None:
            seen.headings.setdefault(label.role, line.number)


def _any_fits(seen: _Seen, grammars: dict[str, Grammar]) -> bool:
    """Whether all signs of some grammar were found already."""
    return any(
        grammar.file.signs
        and all(_first_line(sign, (name, n), seen) is not None for n, sign in enumerate(grammar.file.signs))
        for name, grammar in grammars.items()
    )


def _look_at_cells(line: Line, vocabulary: Vocabulary, seen: _Seen) -> None:
    labels = [vocabulary.label(cell.text) for cell in line.cells if 0 < len(cell.text) <= LONGEST_LABEL]
    roles = frozenset(label.role for label in labels if label is not None)
    if len(roles) > 1:
        seen.columns.setdefault(roles, line.number)
    if not roles and vocabulary.status(line.cells[-1].text):
        seen.status_tables.setdefault(len(line.cells), line.number)


def _look_for_words(line: Line, vocabulary: Vocabulary, wanted: set[str], seen: _Seen) -> None:
    """Words that stand as a label (`Lupaus: x`, `Lupaus 2`) or as a cell of their own; none at the start of prose."""
    for cell in line.cells:
        hit = vocabulary.label(cell.text)
        if hit is None or not (hit.closed or hit.value_at >= len(cell.text) or len(line.cells) > 1):
            continue
        printed = f" {fold(hit.printed)} "  # which may have a number: `lupaus 2`
        for word in wanted:
            if f" {word} " in printed:
                seen.words.setdefault(word, line.number)


def _look_at_headings(line: Line, vocabulary: Vocabulary, seen: _Seen) -> None:
    """The first row of a table: headings that are phrases or compounds of labels, one beyond doubt among them."""
    hits = [(vocabulary.header(cell.text), len(cell.text)) for cell in line.cells]
    known = [hit for hit, length in hits if hit is not None and hit.value_at >= length]
    roles = frozenset(hit.role for hit in known)
    if len(roles) > 1 and any(hit.sure for hit in known):
        seen.columns.setdefault(roles, line.number)


def _first_line(sign: Sign, key: tuple[str, int], seen: _Seen) -> int | None:
    """The first line that shows a sign, or None."""
    if sign.labels:
        return _all_seen(sign.labels, seen.labels)
    if sign.headings:
        return _all_seen(sign.headings, seen.headings)
    if sign.words:
        return _all_seen([*map(fold, sign.words)], seen.words)
    if sign.columns:
        wanted = frozenset(sign.columns)
        return next((line for roles, line in seen.columns.items() if wanted <= roles), None)
    if sign.positions and seen.columns:
        return None  # its tables have headings
    if sign.positions:
        return seen.status_tables.get(len(sign.positions))
    return seen.patterns.get(key)


def _evidence(sign: Sign, key: tuple[str, int], seen: _Seen) -> Evidence:
    line = _first_line(sign, key, seen)
    return Evidence(sign, line, _missed(sign, seen) if line is None else None)


def _missed(sign: Sign, seen: _Seen) -> str | None:
    """What of a sign was there and what was not; None where nothing was."""
    wanted: Sequence[str] = sign.labels or sign.headings or sign.columns or sign.words
    if sign.columns:
        shared, line = max(
            ((frozenset(sign.columns) & roles, line) for roles, line in seen.columns.items()),
            key=lambda found: (len(found[0]), -found[1]),
            default=(frozenset(), 0),
        )
        found: list[str] = [role for role in sign.columns if role in shared]
        at = f"line {line} has "
    elif wanted:
        places = seen.labels if sign.labels else seen.headings if sign.headings else seen.words
        found = [one for one in wanted if (fold(one) if sign.words else one) in places]
        at = "there are "
    elif sign.positions and seen.columns:
        return f"the tables have headings, line {min(seen.columns.values())} first"
    elif sign.positions and seen.status_tables:
        count, line = next(iter(seen.status_tables.items()))
        return f"the table in line {line} has {count} columns"
    else:
        return None
    if not found:
        return None
    return f"{at}{', '.join(found)}; not {', '.join(role for role in wanted if role not in found)}"


def _all_seen(roles: Sequence[str], seen: dict[str, int]) -> int | None:
    lines = [seen.get(role) for role in roles]
    found = [line for line in lines if line is not None]
    return min(found) if len(found) == len(lines) else None


def _weight(sign: Sign) -> int:
    own = OWN_WORD * len(sign.words)
    return max(len(sign.labels), len(sign.headings), len(sign.columns), len(sign.positions), own, 1)


def _share(found: list[Evidence]) -> float:
    return sum(one.line is not None for one in found) / len(found) if found else 0.0
