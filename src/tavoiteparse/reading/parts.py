"""Pieces of a cell's text, with their place in the source."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from tavoiteparse.reading.split import ATTRIBUTES, BLOCK_TAGS, BLOCKS, COMMENTS, ESCAPES, HIDDEN_SIGNS, INLINE_TAGS
from tavoiteparse.source.entities import unescape
from tavoiteparse.source.lazy import lazy
from tavoiteparse.source.text import Cell, Part, Source

# What a reader does not see of raw text, as `clean` takes it off.
HIDDEN = lazy(
    rf"(?P<tag></?(?P<name>{BLOCK_TAGS}|{INLINE_TAGS})(?:{ATTRIBUTES})\s*/?>)"
    rf"|{COMMENTS}|{ESCAPES}"
    rf"|(?P<entity>&(?:#\d{{1,8}}|#x[0-9a-f]{{1,8}}|[a-z]\w{{1,31}});?)|{HIDDEN_SIGNS}|\*\*",
    re.IGNORECASE,
)
WORD = lazy(r"\S+")


def slice_part(source: Source, part: Part, start: int, end: int | None = None) -> Part:
    """The piece of a part between two offsets of its text, with its place in the source.

    Where markup or folded space stands between, the place is that of its first and last sign in the source.
    """
    end = len(part.text) if end is None else end
    text = part.text[start:end].strip()
    start = part.text.index(text, start) if text else start
    at = part.start + start
    if part.end - part.start == len(part.text) and source.text.startswith(text, at):
        return Part(text, at, at + len(text), part.kind)  # nothing came off, so offsets agree
    if not text:
        return Part("", part.start, part.start, part.kind)
    places = _places(source.text, part.start, part.end)
    if len(places) != len(part.text) or not part.text:
        return Part(text, part.start, part.end, part.kind)
    first, last = places[start], places[start + len(text) - 1]
    return Part(text, first[0], last[1], part.kind)


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


def cut_cell(source: Source, cell: Cell, starts: Sequence[int]) -> list[tuple[Part, ...]]:
    """The parts of a cell in as many pieces: each from one offset of its text to the next, the last to its end."""
    pieces: list[list[Part]] = [[] for _ in starts]
    ends = [*starts[1:], len(cell.text)]
    n = before = 0
    for part in cell.parts:
        after = before + len(part.text)
        while ends[n] <= before and n + 1 < len(ends):
            n += 1
        for m in range(n, len(starts)):
            if starts[m] >= after:
                break
            if before >= starts[m] and after <= ends[m]:
                pieces[m].append(part)
            else:
                pieces[m].append(slice_part(source, part, max(starts[m] - before, 0), min(ends[m], after) - before))
        before = after + 1
    return [tuple(part for part in piece if part.text) for piece in pieces]


@lru_cache(maxsize=1)
def _places(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where each character that a reader sees between two offsets stands: the offsets around it, entities whole.

    The last answer is remembered, for a long line is cut at each of its labels.
    """
    shown, seen = _seen(text, start, end)
    places: list[tuple[int, int]] = []
    ended = 0
    for word in WORD.finditer(shown):
        if places:
            places.append(seen[ended])  # white space between two words is one space
        places += seen[word.start() : word.end()]
        ended = word.end()
    return places


def _seen(text: str, start: int, end: int) -> tuple[str, list[tuple[int, int]]]:
    """What is seen between two offsets, tags, bold and what is hidden off; and the offsets around each sign of it."""
    shown: list[str] = []
    places: list[tuple[int, int]] = []
    at = start
    for mark in HIDDEN.finditer(text, start, end):
        shown.append(text[at : mark.start()])
        places += pairwise(range(at, mark.start() + 1))
        at = mark.end()
        block = mark["tag"] is not None and mark["name"].lower() in BLOCKS
        signs = " " if block else unescape(mark[0]) if mark["entity"] is not None else ""
        shown.append(signs)
        places += [(mark.start(), at)] * len(signs)
    shown.append(text[at:end])
    places += pairwise(range(at, end + 1))
    return "".join(shown), places
