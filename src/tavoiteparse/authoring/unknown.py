"""Words that a report uses as labels and headings and the vocabulary does not know, with the field they may have.

What a field is guessed from is the content below a heading: figures, statuses, words. `grammars new` gives these as
remarks, for only the author knows.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tavoiteparse.authoring.near import is_free
from tavoiteparse.language.header import LONGEST_HEADER
from tavoiteparse.language.label import fold
from tavoiteparse.language.roles import Role
from tavoiteparse.language.vocabulary import Vocabulary
from tavoiteparse.pipeline import Reading
from tavoiteparse.source.lazy import lazy
from tavoiteparse.source.text import Row

ENOUGH = 3  # as often a label must repeat
LABEL = lazy(r"([^\W\d_][^:.;?!\d]{1,40}?)(?:\s+\d{1,2}[a-z]?)?\s*(?:\.?$|:(?:\s+|$))")
PAIR = 2  # cells of a row that is a label and its value
PROSE = 40  # characters from which on a text right of the figures is an account, and not who answers for it
DIGITS = lazy(r"\d")
NUMBER = lazy(r"\d{1,2}(?:\.\d{1,2})*[.)]?")
SUBJECTS: dict[int, tuple[Role, ...]] = {  # columns of words left of the first figure or status, by how many they are
    1: ("mittari",),
    2: ("tavoite", "mittari"),
    3: ("painopiste", "tavoite", "mittari"),
}
LEVELS: dict[int, tuple[Role, ...]] = {  # columns of figures, by how many they are
    1: ("tavoitetaso",),
    2: ("tavoitetaso", "toteuma"),
    3: ("lahtotaso", "tavoitetaso", "toteuma"),
}


class Unknown(NamedTuple):
    """Printed words, the field that they may have (None: no guess), and what stands below or behind them."""

    printed: str
    role: str | None
    remark: str
    statuses: tuple[str, ...] = ()  # words below or behind it that may be statuses, and are not known


def unknown_labels(reading: Reading) -> list[Unknown]:
    """Words that begin free lines again and again, before a colon or in a first cell: `Lupaus:` seven times."""
    vocabulary = reading.choice.grammar.vocabulary
    seen: dict[str, list[tuple[str, int, str]]] = {}
    for printed, line, value in _labelled(reading):
        seen.setdefault(fold(printed), []).append((printed, line, value))
    found = []
    for some in seen.values():
        if len(some) >= ENOUGH:
            printed, line, value = some[0]
            values = [one for _, _, one in some if one]
            role = "tila" if _kind(vocabulary, values) == "status" else None
            found.append(Unknown(printed, role, f"{len(some)} times, first in line {line}: {value}"))
    return found


def _labelled(reading: Reading) -> Iterator[tuple[str, int, str]]:
    """Each free line that may begin with a label: the label, the line's number, and the value if it is in it."""
    for line in reading.lines:
        cells = [cell for cell in line.cells if cell.text]
        if not 0 < len(cells) <= PAIR or not is_free(reading, cells[0].start):
            continue
        match = LABEL.match(cells[0].text)
        if match is None or (len(cells) == 1 and ":" not in match[0]):
            continue
        yield (
            match[1],
            line.number,
            " ".join([cells[0].text[match.end() :], *(cell.text for cell in cells[1:])]).strip(),
        )


def unknown_headings(reading: Reading) -> list[Unknown]:
    """The headings of free tables, each with the field that its column may have."""
    found: list[Unknown] = []
    rows = [mark.row for mark in reading.state.marks if mark.row.kind == "table"]
    for n, row in enumerate(rows):
        if (n == 0 or rows[n - 1].last < row.first - 1) and _may_head(reading, row):
            end = next((m for m in range(n + 1, len(rows)) if rows[m].first > rows[m - 1].last + 1), len(rows))
            found += _columns(reading.choice.grammar.vocabulary, row, rows[n + 1 : end])
    return [one for n, one in enumerate(found) if fold(one.printed) not in {fold(other.printed) for other in found[:n]}]


def _may_head(reading: Reading, row: Row) -> bool:
    """Whether a free row has nothing but short words."""
    cells = [cell for cell in row.cells if cell.text]
    short = all(len(cell.text) <= LONGEST_HEADER and not DIGITS.search(cell.text) for cell in cells)
    return short and len(cells) > 1 and all(is_free(reading, cell.start) for cell in cells)


def _columns(vocabulary: Vocabulary, row: Row, below: Sequence[Row]) -> Iterator[Unknown]:
    """The headings of one table."""
    values = [[one.cells[n].text for one in below if n < len(one.cells)] for n in range(len(row.cells))]
    known = {n: hit.role for n, cell in enumerate(row.cells) if (hit := vocabulary.header(cell.text)) is not None}
    guessed = _guess(vocabulary, values, set(known.values()))
    for n, cell in enumerate(row.cells):
        if cell.text:
            example = next(filter(None, values[n]), "nothing below it")
            role = known.get(n) or guessed.get(n)
            statuses = dict.fromkeys(filter(None, values[n])) if role == "tila" else ()
            new = tuple(value for value in statuses if vocabulary.status_code(value) is None)
            yield Unknown(cell.text, role, f"line {row.first}, below it: {example}", new)


def _guess(vocabulary: Vocabulary, values: list[list[str]], taken: set[Role]) -> dict[int, Role]:
    """The fields of columns by what they hold; those of headings that are known are `taken`."""
    kinds = [_kind(vocabulary, [value for value in some if value]) for some in values]
    figures = [n for n, kind in enumerate(kinds) if kind == "figure"]
    statuses = [n for n, kind in enumerate(kinds) if kind == "status"]
    first = min([*figures, *statuses], default=0)
    statuses += [n for n, kind in enumerate(kinds) if kind == "word" and first < n]
    words = [n for n in range(first) if kinds[n] == "words"]
    found: dict[int, Role] = dict(zip(words, SUBJECTS.get(len(words), ()), strict=False))
    found |= dict(zip(figures, LEVELS.get(len(figures), ()), strict=False))
    found |= dict.fromkeys(statuses[:1], "tila")
    after = [n for n, kind in enumerate(kinds) if kind == "words" and n > first]
    longest = {n: max(map(len, values[n])) for n in after}
    found |= {n: "selvitys" if longest[n] >= PROSE else "vastuu" for n in sorted(after, key=lambda n: -longest[n])[:2]}
    if kinds and kinds[0] == "number":
        found[0] = "numero"
    return {n: role for n, role in _once(found) if role not in taken}


def _once(found: dict[int, Role]) -> Iterator[tuple[int, Role]]:
    """The columns from left to right, each field once."""
    seen: set[Role] = set()
    for n, role in sorted(found.items()):
        if role not in seen:
            seen.add(role)
            yield n, role


def _kind(vocabulary: Vocabulary, values: Sequence[str]) -> str:
    """What most values of a column are: `number` of rows, `figure`, `status`, `words`; `none` where there are none.

    A `word` in small letters in each is a status, where it stands right of figures: `vihreä`.
    """
    if not values:
        return "none"
    if len(values) > 1 and all(map(NUMBER.fullmatch, values)) and list(values) == sorted(set(values), key=_order):
        return "number"
    if 2 * sum(map(vocabulary.values.is_figure, values)) > len(values):
        return "figure"
    if 2 * sum(vocabulary.status_code(value) is not None for value in values) > len(values):
        return "status"
    return "word" if all(value.isalpha() and value.islower() for value in values) else "words"


def _order(number: str) -> list[int]:
    return [int(part) for part in number.rstrip(".)").split(".")]
