"""Running heads: lines that repeat with other page numbers, or repeat the head of the text (design rule 14)."""

import re
from itertools import pairwise

from tavoiteparse.grammar import Grammar
from tavoiteparse.text import Line
from tavoiteparse.vocabulary import fold

LONGEST = 120
FEWEST_LETTERS = 8
HEAD_LINES = 3  # how many lines the head of a page may have
# A page number at the end of a line: after a tab or wide gap (both are `\t` here), or as `3 (12)`, `3/12`, `- 3 -`.
PAGE = re.compile(r"(?:\t|\s(?=\S+\s?[(/]|[-–]))[-–]?\s?(\d{1,4})(?:\s?[(/]\s?\d{1,4}\)?)?\s?[-–]?$")


def running_heads(lines: list[Line], grammar: Grammar) -> frozenset[int]:
    """The numbers of the lines that are running heads."""
    heads = _heads(lines)
    pages: dict[str, list[tuple[int, int]]] = {}
    found = set()
    for n, line in enumerate(lines):
        if not line.cells or len(line.cells[0].text) > LONGEST:
            continue
        before = n == 0 or not lines[n - 1].cells or lines[n - 1].number in found
        if not before or grammar.vocabulary.label(line.cells[0].text) is not None:
            continue
        base, page = _without_page(line)
        if sum(map(str.isalpha, base)) < FEWEST_LETTERS:
            continue
        if base in heads and n > heads[base]:
            found.add(line.number)
        if page is not None and (n + 1 == len(lines) or not lines[n + 1].cells):
            pages.setdefault(base, []).append((page, line.number))
    for seen in pages.values():
        if len(seen) > 1 and all(a[0] < b[0] for a, b in pairwise(seen)):
            found.update(number for _, number in seen)
    return frozenset(found)


def _heads(lines: list[Line]) -> dict[str, int]:
    """The lines above the first blank one, each and together, with the index of the last line each covers."""
    bases = []
    first = next((n for n, line in enumerate(lines) if line.cells), 0)
    for n, line in enumerate(lines[first : first + HEAD_LINES], first):
        if not line.cells:
            break
        bases.append((n, _without_page(line)[0]))
    heads = {base: bases[-1][0] for _, base in bases}
    return heads | {" ".join(base for _, base in bases): bases[-1][0]} if bases else heads


def _without_page(line: Line) -> tuple[str, int | None]:
    """The text of a line as headings are compared, without its page number; and that number."""
    text = "\t".join(part.text for cell in line.cells for part in cell.parts)
    page = PAGE.search(text)
    return fold(text[: page.start()] if page else text), int(page[1]) if page else None
