"""Near misses: rules that almost matched a line which ended as free content, and why they did not. For `explain`."""

from collections.abc import Callable, Iterator
from contextlib import suppress

import regex

from tavoiteparse.language.grammar import Grammar
from tavoiteparse.language.header import LONGEST_HEADER
from tavoiteparse.language.label import fold
from tavoiteparse.language.pattern import TIMEOUT
from tavoiteparse.pipeline import Reading
from tavoiteparse.reading.mark import Mark

NAMED = 3  # unknown headings named in one message


def is_free(reading: Reading, start: int) -> bool:
    """Whether no field, heading or rule has the cell that begins at an offset."""
    owner = reading.state.owners.get(start)
    return owner is None or owner.fate == "vapaata"


def near_misses(reading: Reading) -> dict[int, str]:
    """By the first line of each heading, and row that no field took: the rule that came nearest."""
    grammar = reading.choice.grammar
    found: dict[int, str] = {}
    above = None
    for mark in reading.state.marks:
        starts = [start for cell in mark.row.cells if cell.text for start in cell.pieces or (cell.start,)]
        if mark.kind != "heading" and not all(is_free(reading, start) for start in starts):
            continue
        near = next(
            (
                message
                for look in (HEADING_LOOKS if mark.kind == "heading" else FREE_LOOKS)
                for message in look(mark, grammar)
            ),
            None,
        )
        if near is not None and near != above:  # rows of one table miss the same rule
            found[mark.row.first] = near
        above = near
    return found


def _columns(mark: Mark, grammar: Grammar) -> Iterator[str]:
    """A table row in which some cells are headings."""
    filled = [cell.text for cell in mark.row.cells if cell.text]
    if mark.row.kind != "table" or len(filled) < 2 or any(len(text) > LONGEST_HEADER for text in filled):
        return
    hits = [grammar.vocabulary.header(text) for text in filled]
    whole = [
        hit if hit is not None and hit.value_at >= len(text) else None for hit, text in zip(hits, filled, strict=True)
    ]
    unlisted = [hit for hit in whole if hit is not None and hit.role not in grammar.columns]
    if unlisted:
        yield f"columns: {unlisted[0].printed!r} heads {unlisted[0].role}, which `columns` does not list"
    known = [hit for hit in whole if hit is not None]
    if mark.kind == "columns":
        yield "columns: no heading here names a goal or an indicator beside its level or result"
    unknown = [text for text, hit in zip(filled, whole, strict=True) if hit is None]
    if known and unknown and not any(character.isdigit() for text in unknown for character in text):
        words = ", ".join(repr(text) for text in unknown[:NAMED])
        yield f"columns: {known[0].printed!r} is a known heading, {words} not; add them to the vocabulary"


def _positions(mark: Mark, grammar: Grammar) -> Iterator[str]:
    """A table row where the grammar knows tables without headings, of other widths or contents."""
    if mark.row.kind != "table" or not grammar.file.tables:
        return
    count = len(mark.row.cells)
    placed = grammar.positions.get(count)
    if placed is None:
        known = " or ".join(map(str, sorted(grammar.positions)))
        yield f"tables: the row has {count} columns, the grammar knows {known}"
    elif "tila" in placed[0]:
        yield f"{placed[1]}: no status words in column {placed[0].index('tila') + 1}"


def _label(mark: Mark, grammar: Grammar) -> Iterator[str]:
    """A line that begins with the words of a label, or nearly so."""
    text = mark.row.cells[0].text
    hit = grammar.vocabulary.label(text)
    if hit is not None and hit.role not in grammar.labels:
        yield f"labels: {hit.printed!r} opens {hit.role}, which `labels` does not list"
    elif hit is not None and not hit.closed and mark.row.kind != "table":
        yield f"{hit.rule}: {hit.printed!r} has no colon or number, and no list below it under a goal"
    elif hit is None and text:
        roles = frozenset(grammar.vocabulary.labels.values())
        damaged = grammar.vocabulary.damaged_label(text, roles)
        if damaged is not None and len(text.split()) < 4:
            yield f"{damaged.rule}: almost {damaged.damaged!r}, but no colon or cell sets the word apart"


def _outline(mark: Mark, grammar: Grammar) -> Iterator[str]:
    """A line of which the outline's pattern matches the beginning only."""
    if grammar.outline is None or mark.row.kind == "table":
        return
    text = f"{mark.row.marker}. {mark.row.cell.text}" if mark.row.marker.isalnum() else mark.row.cell.text
    begun = grammar.outline.match(text)
    if begun is not None and begun.end() < len(text):
        yield f"outline: the pattern ends before {text[begun.end() :][:20]!r}"
    elif begun is not None and not mark.row.alone:
        yield "outline: a heading has blank lines above and below"


def _headings(mark: Mark, grammar: Grammar) -> Iterator[str]:
    """A line that a pattern of headings matches in part."""
    text = mark.row.cell.text
    for n, pattern in enumerate(grammar.headings):
        if mark.row.kind != "table" and (found := pattern.match(text)) is not None and found.end() < len(text):
            yield f"headings.{n}: the pattern ends before {text[found.end() :][:20]!r}; it must match the whole line"


def _listing(mark: Mark, grammar: Grammar) -> Iterator[str]:
    """A heading that is nearly the one under which goals are listed."""
    folded = fold(mark.row.cell.text[mark.value_at :])
    for under, (entry, n) in grammar.lists.items():
        if under == folded or not 0 < len(folded) <= LONGEST_HEADER:
            continue
        with suppress(TimeoutError):
            if regex.fullmatch(rf"(?:{regex.escape(under)}){{e<=2}}", folded, timeout=TIMEOUT):
                yield f"lists.{n}: almost {entry.under!r}; spell `under` as printed"


def _skip(mark: Mark, grammar: Grammar) -> Iterator[str]:
    """A line that a skip rule of the grammar matches in part."""
    text = " ".join(cell.text for cell in mark.row.cells)
    for n, rule in enumerate(grammar.file.skip):
        if grammar.skip[n][1].search(text):
            yield f"skip.{n}: {rule.name} matches a part of the line; its pattern must match the whole"


FREE_LOOKS: tuple[Callable[[Mark, Grammar], Iterator[str]], ...] = (
    _skip,
    _headings,
    _label,
    _outline,
    _columns,
    _positions,
)
HEADING_LOOKS: tuple[Callable[[Mark, Grammar], Iterator[str]], ...] = (_listing,)
