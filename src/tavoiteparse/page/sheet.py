"""A report as its evidence page shows it: the source's lines on the left, goals and indicators on the right."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from tavoiteparse.checking.finding import Finding
from tavoiteparse.checking.validate import Settings, check_reading
from tavoiteparse.contract.model import Kohta, Mittari, Osio, Raportti, Tavoite
from tavoiteparse.judging.conclusion import Conclusion, conclude
from tavoiteparse.page import places, words
from tavoiteparse.page.places import Piece, Value
from tavoiteparse.pipeline import Reading, report_of
from tavoiteparse.reading.check import fate_of
from tavoiteparse.source.text import PLAIN, Source

WITHOUT_PLACES = ("docx", "odt")  # forms whose files know neither their pages nor, outside tables, their cells


class Note(NamedTuple):
    """A finding with its own address."""

    id: str
    finding: Finding


class Indicator(NamedTuple):
    """An indicator: its values, what is concluded of it, and what `validate` found in it."""

    id: str
    number: str | None
    values: list[Value]
    shared: list[Value]
    conclusion: Conclusion
    notes: list[Note]

    @property
    def name(self) -> Value | None:
        """The indicator as printed."""
        return next((value for value in self.values if value.field == "mittari"), None)


class Block(NamedTuple):
    """A measure block, or the row of a table."""

    id: str
    values: list[Value]
    indicators: list[Indicator]


class Goal(NamedTuple):
    """A goal with its blocks; `area` is its focus area, else the heading it stands under."""

    id: str
    number: str | None
    area: str
    values: list[Value]
    blocks: list[Block]
    notes: list[Note]

    @property
    def indicators(self) -> list[Indicator]:
        """All its indicators."""
        return [indicator for block in self.blocks for indicator in block.indicators]


class Heading(NamedTuple):
    """The heading of a section, at its depth."""

    depth: int
    number: str | None
    value: Value


class SourceLine(NamedTuple):
    """A line of the text: its pieces, what became of it, the page that begins with it, and its findings.

    `shown` is its number in the file, None where that has no lines; `place` then says page, cell, or table and row.
    """

    number: int
    shown: int | None
    place: str
    cite: str
    pieces: list[Piece]
    fate: str
    page: int | None
    notes: list[Note]


class Sheet(NamedTuple):
    """All that the page of a report shows; `name` is that of its own file, `in_text` has the lines of the text."""

    name: str
    raportti: Raportti
    in_text: Raportti
    lines: list[SourceLine]
    head: list[Value]
    content: list[Heading | Value | Goal]
    notes: list[Note]

    @property
    def goals(self) -> list[Goal]:
        """The goals in their order."""
        return [one for one in self.content if isinstance(one, Goal)]

    @property
    def indicators(self) -> list[Indicator]:
        """The indicators in their order."""
        return [indicator for goal in self.goals for indicator in goal.indicators]

    @property
    def verdicts(self) -> Counter[str | None]:
        """How many indicators have which verdict."""
        return Counter(indicator.conclusion.paatelma for indicator in self.indicators)

    @property
    def every_note(self) -> list[Note]:
        """All findings in the order of their places."""
        return [note for line in self.lines for note in line.notes]


def sheet_of(reading: Reading, name: str, settings: Settings) -> Sheet:
    """The page of a report; its lines are those of the text, also where a file was converted to it."""
    raportti = report_of(reading.state, reading.lines, positions=True, in_text=True)
    plain = reading._replace(raportti=raportti, source=reading.source._replace(spots=()))
    found = check_reading(plain, reading.source.name, settings).findings
    notes = [Note(f"havainto-{n}", one) for n, one in enumerate(found, 1)]
    content = list(_Content(raportti, notes).sections(raportti.osiot, None))
    head = places.head_values(raportti)
    own = {note.id for one in content if isinstance(one, Goal) for note in _notes_of(one)}
    lines = _lines(reading, [*head, *_values(content)], notes)
    return Sheet(name, reading.raportti, raportti, lines, head, content, [note for note in notes if note.id not in own])


def _notes_of(goal: Goal) -> Iterator[Note]:
    yield from goal.notes
    for indicator in goal.indicators:
        yield from indicator.notes


def _values(content: Iterable[Heading | Value | Goal]) -> Iterator[Value]:
    """Every value at the right, once."""
    for one in content:
        if isinstance(one, Value):
            yield one
        elif isinstance(one, Heading):
            yield one.value
        else:
            yield from one.values
            for block in one.blocks:
                yield from block.values
                for indicator in block.indicators:
                    yield from indicator.values


class _Content:
    """Walks a report in its order and gives each part its address; findings go to the part on whose lines they are."""

    def __init__(self, raportti: Raportti, notes: Sequence[Note]) -> None:
        self.kausi = raportti.kausi
        self.notes: dict[int, list[Note]] = {}  # by their lines
        for note in notes:
            self.notes.setdefault(note.finding.place.line, []).append(note)
        self.counts: Counter[str] = Counter()

    def address(self, kind: str) -> str:
        self.counts[kind] += 1
        return f"{kind}-{self.counts[kind]}"

    def sections(self, osiot: Iterable[Osio], above: str | None) -> Iterator[Heading | Value | Goal]:
        for osio in osiot:
            heading = places.heading_value(osio, self.address("osio"))
            if heading is not None:
                yield Heading(osio.taso, osio.tunnus, heading)
            for content in osio.sisalto:
                if isinstance(content, Tavoite):
                    yield self.goal(content, osio.otsikko or above)
                else:
                    yield places.free(content, self.address("sisalto"))
            yield from self.sections(osio.osiot, osio.otsikko or above)

    def goal(self, tavoite: Tavoite, above: str | None) -> Goal:
        id = self.address("tavoite")
        indicators = Counter[str]()
        blocks = [
            self.block(tavoite, kohta, f"{id}-kohta-{n}", indicators) for n, kohta in enumerate(tavoite.kohdat, 1)
        ]
        notes = self.taken([_span(tavoite)])
        area = tavoite.painopiste or above or ""
        return Goal(id, tavoite.tunnus, area, places.goal_values(tavoite, id), blocks, notes)

    def block(self, tavoite: Tavoite, kohta: Kohta, id: str, counts: Counter[str]) -> Block:
        values = places.block_values(kohta, id)
        goal = id.partition("-kohta-")[0]
        indicators = []
        for mittari in kohta.mittarit:
            counts["mittari"] += 1
            indicators.append(self.indicator(tavoite, kohta, mittari, f"{goal}-mittari-{counts['mittari']}", values))
        return Block(id, values, indicators)

    def indicator(
        self, tavoite: Tavoite, kohta: Kohta, mittari: Mittari, id: str, of_block: Iterable[Value]
    ) -> Indicator:
        values = places.indicator_values(mittari, id)
        has = {value.field for value in values}
        shared = [value for value in of_block if value.field in ("toteuma", "tila") and value.field not in has]
        concluded = conclude(tavoite, kohta, mittari, self.kausi)
        return Indicator(
            id, mittari.tunnus, values, shared, concluded, self.taken(list(_spans(values)) or [_span(mittari)])
        )

    def taken(self, spans: Sequence[tuple[int, int]]) -> list[Note]:
        """The findings on some lines that no other part has; they have one place on the right."""
        lines = (number for first, last in spans for number in range(first, last + 1))
        return [note for number in lines for note in self.notes.pop(number, ())]


def _span(part: Tavoite | Mittari) -> tuple[int, int]:
    return part.rivit[0], part.rivit[1]


def _spans(values: Iterable[Value]) -> Iterator[tuple[int, int]]:
    """The lines of the values that an indicator has printed for itself."""
    for value in values:
        if value.lines is not None and not value.inherited:
            yield value.lines


def _lines(reading: Reading, every: Iterable[Value], notes: Iterable[Note]) -> list[SourceLine]:
    """The lines of the text with all that stands on them."""
    source = reading.source
    by_line: dict[int, list[Note]] = {}
    for note in notes:
        by_line.setdefault(min(note.finding.place.line, len(source.line_starts)), []).append(note)
    breaks = source.page_breaks()
    fates = {line.number: fate_of(line, reading.state.owners) for line in reading.lines if line.cells}
    found = []
    page: int | None = None
    heading, rows = "", _table_rows(reading) if source.form in WITHOUT_PLACES else {}
    for number, pieces in enumerate(places.cut(source, every), 1):
        begins = source.page(number, breaks)
        new = begins if begins != page and source.line(number).strip() else None
        page = begins if new is not None else page
        heading = next((piece.text for piece in pieces if _is_heading(piece)), heading)
        shown, place, cite = _place(source, number)
        if source.form in WITHOUT_PLACES:
            cite = ", ".join(filter(None, (" ".join(heading.split()), words.row_words(rows.get(number)))))
        here = by_line.get(number, [])
        found.append(SourceLine(number, shown, place, cite, pieces, fates.get(number, ""), new, here))
    return found


def _is_heading(piece: Piece) -> bool:
    return bool(piece.values) and piece.values[0].field == "otsikko"


def _table_rows(reading: Reading) -> dict[int, int]:
    """For each line of a table which row of it that is, counted from 1."""
    found: dict[int, int] = {}
    for mark in reading.state.marks:
        if mark.row.kind == "table":
            above = found.get(mark.row.first - 1, 0)
            found.update(dict.fromkeys(range(mark.row.first, mark.row.last + 1), above + 1))
    return found


def _place(source: Source, number: int) -> tuple[int | None, str, str]:
    """Of a line: its number in the file, its place in a file without lines, and how it is cited."""
    start, text = source.line_starts[number - 1], source.line(number)
    if source.has_file_lines or source.form == PLAIN:
        shown = source.shown_position(start)[0]
        return shown, "", words.line_words(shown, shown)
    place = source.place(start + len(text) - len(text.lstrip()))
    return None, place, place
