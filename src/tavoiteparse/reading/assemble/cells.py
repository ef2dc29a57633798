"""What one cell holds: the lines of a value, the items of a list, the indicators."""

from collections.abc import Collection, Iterable
from itertools import pairwise

from tavoiteparse.language.label import Label
from tavoiteparse.language.roles import VALUES, Role
from tavoiteparse.language.vocabulary import Vocabulary
from tavoiteparse.reading.assemble.drafts import Indicator, Text
from tavoiteparse.reading.parts import slice_cell, slice_part
from tavoiteparse.source.lazy import lazy
from tavoiteparse.source.text import Cell, Part, Source

LEADING_NUMBER = lazy(r"(\d{1,2}(?:\.\d{1,2})*)\.\s*(?=[^\W\d_]|[\"”(])")
NUMBER = lazy(r"(\d{1,2})[.:)](?=\s|$)")
SENTENCE_END = ".!?:;)"
CLAUSE = lazy(r"(?:^|(?<=[./;,])\s+)(?=[^\W\d_])")  # where a label may stand in a cell
ENDS = " /;,."
CLOSING = lazy(r"[:;,]$|(?<!\d)\.$")  # 30.6. at the end of a title closes nothing


def lines_of(cell: Cell) -> list[Text]:
    """The lines of a value cell: one for each paragraph, list item or break; wide gaps break nothing."""
    parts = cell.parts
    if len(parts) == 1:
        return [Text(parts)]
    lines: list[list[Part]] = []
    for part in parts:
        if lines and part.kind == "gap":
            lines[-1].append(part)
        else:
            lines.append([part])
    return [Text(tuple(line)) for line in lines]


def labelled_levels(source: Source, cell: Cell, vocabulary: Vocabulary) -> tuple[Cell, dict[Role, Text]]:
    """A cell without the levels that have their own label in it, and these: `Käynnit <br> Lähtötaso: 5`."""
    starts: list[tuple[Role, int, int]] = []
    offset = 0
    for part in cell.parts:
        for begin in (match.end() for match in CLAUSE.finditer(part.text)):
            label = vocabulary.label(part.text[begin:])
            if label is not None and label.closed and label.role in VALUES:
                starts.append((label.role, offset + begin, offset + begin + label.value_at))
        offset += len(part.text) + 1
    if not starts or len({role for role, *_ in starts}) < len(starts):  # twice the same: of several indicators
        return cell, {}
    found = {}
    for (role, _, at), end in zip(starts, [*(begin for _, begin, _ in starts[1:]), len(cell.text)], strict=True):
        parts = slice_cell(source, cell, at, at + len(cell.text[at:end].rstrip(ENDS)))
        if parts:
            found[role] = Text(parts)
    if not found:
        return cell, {}
    rest = slice_cell(source, cell, 0, len(cell.text[: starts[0][1]].rstrip(ENDS)))
    text = " ".join(part.text for part in rest)
    return cell._replace(text=text, broken=rest, pieces=cell.pieces or (cell.start,)), found


def opening_status(source: Source, cell: Cell, vocabulary: Vocabulary) -> Part | None:
    """The status phrase that a full stop closes at the start of a result or status: `Toteutui. Tulos 4,2.`"""
    end = vocabulary.opens_with_status(cell.text)
    return slice_cell(source, cell, 0, end)[0] if end else None


def whole(cell: Cell) -> Text:
    """All of a cell as one text."""
    return Text(cell.parts)


def parse_indicators(source: Source, cell: Cell, vocabulary: Vocabulary, line: int, last: int) -> list[Indicator]:
    """The indicators of a cell (rules `several-indicators`, `groups`)."""
    parts = cell.parts
    if mentions(cell.text, vocabulary.indicator_tails):
        numbered = [piece for part in parts for piece in split_numbered(source, part, vocabulary)]
        if any(label for label, _ in numbered):
            return _numbered(numbered, line, last)
    number, first = _leading_number(source, parts[0])
    if len(parts) == 1:
        return [Indicator(Text((first,)), number, None, line, last)]
    texts = _paragraphs((first, *parts[1:]))
    group = None
    listed = first.kind == "li"  # a list from its first word on has no title
    if len(texts) > 1 and not listed and not vocabulary.values.quantities(texts[0].text):
        if len(texts) == 2:
            texts = [Text(texts[0].parts + texts[1].parts)]
        else:
            group, texts = texts[0], texts[1:]
    return [Indicator(text, number, group, line, last) for text in texts]


def mentions(text: str, words: Iterable[str]) -> bool:
    """Whether any of these words stands in a text: a cheap look before a search for what needs one of them."""
    return any(map(text.__contains__, words))


def split_numbered(
    source: Source, part: Part, vocabulary: Vocabulary, known: Collection[str] | None = None
) -> list[tuple[Label | None, Part]]:
    """A part cut before each `Mittari N.`: the label (None before the first) and the text after it.

    With `known`, only these numbers cut, and only where a sentence begins: an account may mention others.
    """
    text, hits = part.text, []
    for number in NUMBER.finditer(text):
        start = text.rfind(" ", 0, max(number.start() - 1, 0)) + 1
        if known is not None and (number[1] not in known or (start and text[start - 2] not in SENTENCE_END)):
            continue
        label = vocabulary.label(text[start : start + 60])
        if label is not None and label.role == "mittari" and label.number is not None:
            hits.append((start, label))
    if not hits:
        return [(None, part)]
    pieces: list[tuple[Label | None, Part]] = []
    if hits[0][0] > 0:
        pieces.append((None, slice_part(source, part, 0, hits[0][0])))
    ends = [at for at, _ in hits[1:]] + [len(part.text)]
    for (at, label), end in zip(hits, ends, strict=True):
        pieces.append((label, slice_part(source, part, min(at + label.value_at, end), end)))
    return pieces


def _numbered(pieces: list[tuple[Label | None, Part]], line: int, last: int) -> list[Indicator]:
    """Indicators of `Mittari 1. … Mittari 2. …`; unnumbered text goes on with the one before, or is their group."""
    begun: list[tuple[str | None, list[Part]]] = [(None, [])]
    for label, part in pieces:
        if part.text and label is not None:
            begun.append((label.number, [part]))
        elif part.text:
            begun[-1][1].append(part)
    (_, above), *numbered = begun
    group = Text(tuple(above)) if above else None
    if group is not None and not numbered:
        return [Indicator(group, None, None, line, last)]
    return [Indicator(Text(tuple(parts)), number, group, line, last) for number, parts in numbered]


def _paragraphs(parts: tuple[Part, ...]) -> list[Text]:
    """The paragraphs and list items of an indicator cell; line breaks and wide gaps make no new one (salo line 19)."""
    paragraphs: list[list[Part]] = [[parts[0]]]
    for before, part in pairwise(parts):
        if part.kind in ("gap", "br") or (part.kind == "text" and before.kind == "text"):
            paragraphs[-1].append(part)
        else:
            paragraphs.append([part])
    return [Text(tuple(paragraph)) for paragraph in paragraphs]


def _leading_number(source: Source, first: Part) -> tuple[str | None, Part]:
    """The number that the first part of a cell begins with, and the part without it."""
    found = LEADING_NUMBER.match(first.text)
    if found is None or found.end() >= len(first.text):
        return None, first
    return found[1], slice_part(source, first, found.end())
