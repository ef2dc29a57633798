"""Where every value of a report stands in its text: values with addresses, and the lines of the text cut at them."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from tavoiteparse.contract.model import Kohta, Mittari, Muu, Osio, Raportti, Selvitys, Taso, Tavoite, Tila
from tavoiteparse.source.text import Source, placed

GOAL = ("painopiste", "tavoite", "teko", "toimiala", "keinot")
BLOCK = ("toimenpiteet", "vastuut", "toteuma", "tila", "selvitys")
INDICATOR = ("ryhma", "mittari", "lahtotaso", "tavoitetaso", "toteuma", "tila", "selvitys")
FREE = {"kappale": "teksti", "luettelo": "alkiot", "taulukko": "solut"}


class Stretch(NamedTuple):
    """Where a piece of a value stands: line and column of its first and its last character, counted from 1."""

    first: int
    column: int
    last: int
    last_column: int


class Value(NamedTuple):
    """A value of a report: its address on the page, its field, its text as paragraphs, and where it stands.

    `heading` is the printed label or heading of a value that has its own; `inherited` says that it is printed once and
    stands here because it holds here, too.
    """

    id: str
    field: str
    paragraphs: tuple[str, ...]
    stretches: tuple[Stretch, ...]
    heading: str | None = None
    inherited: bool = False

    @property
    def line(self) -> int | None:
        """The line of the text on which it begins; None where it is not printed."""
        return self.stretches[0].first if self.stretches else None

    @property
    def lines(self) -> tuple[int, int] | None:
        """The first and the last line."""
        return (self.stretches[0].first, self.stretches[-1].last) if self.stretches else None


def values(owner: Any, address: str, fields: Iterable[str]) -> list[Value]:
    """The values of an object that has `sijainnit`: those of `fields` in their order, then those without a role."""
    found = [_value(owner, address, field) for field in fields]
    return [one for one in found if one is not None] + _others(owner, address)


def free(content: Any, address: str) -> Value:
    """A paragraph, list or table of free content."""
    field = FREE[content.tyyppi]
    return Value(address, content.tyyppi, tuple(_texts(getattr(content, field))), _stretches(content, field))


def goal_values(tavoite: Tavoite, address: str) -> list[Value]:
    """What a goal itself says."""
    return values(tavoite, address, GOAL)


def block_values(kohta: Kohta, address: str) -> list[Value]:
    """What a block says of all its indicators."""
    return values(kohta, address, BLOCK)


def indicator_values(mittari: Mittari, address: str) -> list[Value]:
    """What an indicator says."""
    return values(mittari, address, INDICATOR)


def head_values(raportti: Raportti) -> list[Value]:
    """The title and the organisation."""
    found = (_value(raportti, "raportti", field) for field in ("otsikko", "organisaatio"))
    return [one for one in found if one is not None]


def heading_value(osio: Osio, address: str) -> Value | None:
    """The heading of a section."""
    return _value(osio, address, "otsikko")


def _value(owner: Any, address: str, field: str) -> Value | None:
    value = getattr(owner, field)
    if value is None or value == []:
        return None
    id, inherited = f"{address}-{field}", field in (owner.perityt or ())
    if isinstance(value, Selvitys):
        if not value.kappaleet:
            return None
        held, placed = value.kappaleet, _stretches(value, "kappaleet")
        return Value(id, field, tuple(held), placed, value.otsikko, inherited or "kappaleet" in (value.perityt or ()))
    if isinstance(value, (Taso, Tila)):
        return Value(id, field, (value.teksti,), _stretches(owner, field), inherited=inherited)
    paragraphs = tuple(value) if isinstance(value, list) else (value,)
    return Value(id, field, paragraphs, _stretches(owner, field), inherited=inherited)


def _others(owner: Any, address: str) -> list[Value]:
    """Values under headings without a role: each with its own place where there is one for each."""
    others: list[Muu] = getattr(owner, "muut", [])
    placed = _stretches(owner, "muut")
    apart = len(placed) == len(others)
    return [
        Value(f"{address}-muut-{n}", "muut", (one.teksti,), placed[n - 1 : n] if apart else placed, one.otsikko)
        for n, one in enumerate(others, 1)
    ]


def _stretches(owner: Any, field: str) -> tuple[Stretch, ...]:
    return tuple(sorted(Stretch(*placed(one)) for one in (owner.sijainnit or {}).get(field, ())))


def _texts(value: Any) -> Iterator[str]:
    """The texts of free content, a paragraph, item or row each."""
    if isinstance(value, str):
        yield value
        return
    for one in value:
        if isinstance(one, list):
            yield " | ".join(one)
        else:
            yield f"{one.tunnus} {one.teksti}" if one.tunnus else one.teksti
            yield from _texts(one.alkiot)


class Piece(NamedTuple):
    """A stretch of a line: its text and the values that stand there, the one whose own it is first."""

    text: str
    values: tuple[Value, ...] = ()


def cut(source: Source, every: Iterable[Value]) -> list[list[Piece]]:
    """The lines of a text, each cut where values begin and end; the pieces of a line make up the line."""
    spans: dict[int, list[tuple[int, int, Value]]] = {}
    for value in every:
        for stretch in value.stretches:
            for number in range(stretch.first, stretch.last + 1):
                begin = stretch.column - 1 if number == stretch.first else 0
                end = stretch.last_column if number == stretch.last else len(source.line(number))
                spans.setdefault(number, []).append((begin, end, value))
    lines = (source.line(number) for number in range(1, len(source.line_starts) + 1))
    return [_pieces(line, spans.get(number, ())) for number, line in enumerate(lines, 1)]


def _pieces(line: str, spans: Sequence[tuple[int, int, Value]]) -> list[Piece]:
    """One line cut; where values overlap, the shortest that is not inherited has the place."""
    cuts = sorted({0, len(line), *(end for span in spans for end in span[:2] if 0 < end < len(line))})
    coming = sorted(spans, key=lambda span: span[0], reverse=True)
    here: list[tuple[int, int, Value]] = []
    found: list[Piece] = []
    for begin, end in pairwise(cuts):
        while coming and coming[-1][0] <= begin:
            here.append(coming.pop())
        here = [span for span in here if span[1] > begin]
        ranked = sorted(here, key=lambda span: (span[2].inherited, span[1] - span[0]))
        values = tuple({span[2].id: span[2] for span in ranked}.values())
        if found and found[-1].values == values:
            found[-1] = Piece(found[-1].text + line[begin:end], values)
        else:
            found.append(Piece(line[begin:end], values))
    return found
