"""A report without the names of persons that stand after labels of responsibility and in lists of authors.

The names are taken out of the text before it is read, so that data, findings and pages are all without them; the
title beside a name, else a word for its role, stands in its place. Lines stay what they are. Names in running text
stay: telling these from all other words is not for certain, which whoever publishes the data has to know.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import NamedTuple

from tavoiteparse.contract.model import Kohta, Mittari, Osio, Tavoite
from tavoiteparse.language.grammar import Grammar
from tavoiteparse.language.label import fold
from tavoiteparse.language.persons import is_author_label, names
from tavoiteparse.pipeline import Reading, read_report, report_of
from tavoiteparse.source.messages import N_, filled
from tavoiteparse.source.text import Source, Span, placed

RESPONSIBLE, AUTHOR = "vastuuhenkilö", "laatija"
LABEL_ENDS, LONGEST_LABEL = ":\t|", 44
AROUND = " \t\u00a0|*#>•–-:_"  # signs that stand around a label
MOST_LINES = 20  # of a list of authors below its label


class Edit(NamedTuple):
    """A name with what stands in its place."""

    span: Span
    text: str


def read_redacted(source: Source, grammar: Grammar | None, positions: bool) -> tuple[Reading, int]:
    """A report read without those names, and how many of them there were."""
    reading = read_report(source, grammar, positions=True)
    edits = _edits(reading)
    if not edits:
        return (reading if positions else read_report(source, grammar, positions)), 0
    return read_report(edited(source, edits), grammar or reading.choice.grammar, positions), len(edits)


def redacted_words(count: int) -> str:
    """How many names were replaced, and which were not looked for."""
    said = N_(
        "redacted: {count} names after labels of responsibility and in lists of authors; those in running text stay"
    )
    return filled(said, {"count": count})


def edited(source: Source, edits: list[Edit]) -> Source:
    """A source with pieces of its text replaced, in their order; what points into the text moves with it."""
    text = source.text
    ends = [edit.span.end for edit in edits]
    moved = [0, *accumulate(len(edit.text) - (edit.span.end - edit.span.start) for edit in edits)]

    def shifted(offset: int) -> int:
        return offset + moved[bisect_right(ends, offset)]

    pieces, at = [], 0
    for edit in edits:
        pieces += [text[at : edit.span.start], edit.text]
        at = edit.span.end
    return source._replace(
        text="".join((*pieces, text[at:])),
        line_starts=tuple(map(shifted, source.line_starts)),
        spots=tuple(spot._replace(start=shifted(spot.start)) for spot in source.spots),
        notes=tuple(
            note._replace(span=Span(shifted(note.span.start), shifted(note.span.end))) for note in source.notes
        ),
    )


def _edits(reading: Reading) -> list[Edit]:
    """The names in all places where persons are named by their role, each once, in the order of the text."""
    found: dict[Span, str] = {}
    for span, role in (*_in_data(reading), *_in_lines(reading)):
        for name in names(reading.source.text[span.start : span.end]):
            place = Span(span.start + name.span.start, span.start + name.span.end)
            found.setdefault(place, "" if name.titled else role)
    edits: list[Edit] = []
    for place, text in sorted(found.items()):
        if not edits or place.start >= edits[-1].span.end:
            edits.append(Edit(place, text))
    return edits


def _in_data(reading: Reading) -> Iterator[tuple[Span, str]]:
    """Where responsible parties stand, in columns and after labels, and values under a label of authors."""
    raportti = report_of(reading.state, reading.lines, positions=True, in_text=True)
    for owner in _owners(raportti.osiot):
        where = owner.sijainnit or {}
        if isinstance(owner, Kohta):
            yield from ((_span(reading.source, place), RESPONSIBLE) for place in where.get("vastuut", ()))
        roles = {role for one in owner.muut if (role := _role(reading, one.otsikko)) is not None}
        if roles:
            yield from ((_span(reading.source, place), min(roles)) for place in where.get("muut", ()))


def _owners(osiot: Iterable[Osio]) -> Iterator[Tavoite | Kohta | Mittari]:
    for osio in osiot:
        for content in osio.sisalto:
            if isinstance(content, Tavoite):
                yield content
                for kohta in content.kohdat:
                    yield kohta
                    yield from kohta.mittarit
        yield from _owners(osio.osiot)


def _span(source: Source, place: str) -> Span:
    line, column, last, last_column = placed(place)
    return Span(source.line_starts[line - 1] + column - 1, source.line_starts[last - 1] + last_column)


def _in_lines(reading: Reading) -> Iterator[tuple[Span, str]]:
    """What stands behind a label of responsibility or of authors on its line; where nothing does, the lines below."""
    source = reading.source
    role, left = None, 0
    for number, start in enumerate(source.line_starts, 1):
        line = source.line(number)
        label, value_at = _label(line)
        if label and line[value_at:].strip(AROUND):
            role, left = _role(reading, label), 0
            if role is not None:
                yield Span(start + value_at, start + len(line)), role
        elif label and (headed := _role(reading, label)) is not None:
            role, left = headed, MOST_LINES
        elif role is not None and left and line.strip():
            yield Span(start, start + len(line)), role
            left -= 1
        elif left < MOST_LINES:
            role, left = None, 0  # a blank line after names


def _label(line: str) -> tuple[str, int]:
    """What may be the label of a line, and where its value begins; a short line may be a label alone."""
    begin = len(line) - len(line.lstrip(AROUND))
    ends = [at for sign in LABEL_ENDS if (at := line.find(sign, begin, begin + LONGEST_LABEL)) >= 0]
    if ends:
        return line[begin : min(ends)].strip(AROUND), min(ends) + 1
    return (line.strip(AROUND), len(line)) if len(line) <= LONGEST_LABEL else ("", len(line))


def _role(reading: Reading, label: str) -> str | None:
    """The role of those whom a label names."""
    if is_author_label(label):
        return AUTHOR
    known = reading.state.grammar.vocabulary.labels.get(fold(label))
    return RESPONSIBLE if known == "vastuu" else None
