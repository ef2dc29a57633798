"""Pieces of a cell's text, with their place in the source."""

from collections.abc import Iterator

from tavoiteparse.reading.split import clean
from tavoiteparse.source.text import Cell, Part, Source


def slice_part(source: Source, part: Part, start: int, end: int | None = None) -> Part:
    """The piece of a part between two offsets of its text, with its place in the source.

    Where markup or folded space stands between, the place is found by cleaning: the piece begins at the first
    offset from which the rest of the source reads like the rest of the text.
    """
    end = len(part.text) if end is None else end
    text = part.text[start:end].strip()
    start = part.text.index(text, start) if text else start
    at = part.start + start
    if part.end - part.start == len(part.text) and source.text.startswith(text, at):
        return Part(text, at, at + len(text), part.kind)  # nothing came off, so offsets agree
    raw = source.text[part.start : part.end]
    if not text:
        return Part("", part.start, part.start, part.kind)
    first = next((n for n in _candidates(raw, text[0]) if clean(raw[n:]) == part.text[start:]), 0)
    stop = start + len(text)
    last = next((n + 1 for n in _candidates(raw, text[-1]) if clean(raw[: n + 1]) == part.text[:stop]), len(raw))
    return Part(text, part.start + first, part.start + last, part.kind)


def slice_cell(source: Source, cell: Cell, start: int, end: int | None = None) -> tuple[Part, ...]:
    """The parts of a cell between two offsets of its text."""
    end = len(cell.text) if end is None else end
    parts, before = [], 0
    for part in cell.parts:
        after = before + len(part.text)
        if before >= start and after <= end:
            parts.append(part)
        elif start < after and before < end:
            parts.append(slice_part(source, part, max(start - before, 0), min(end, after) - before))
        before = after + 1
    return tuple(part for part in parts if part.text)


def _candidates(raw: str, character: str) -> Iterator[int]:
    """Where in raw text a character may stand: as itself, or at the edge of an entity."""
    return (n for n, c in enumerate(raw) if c == character or c in "&;")
