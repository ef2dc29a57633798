"""Running heads: lines that repeat with other page numbers, or repeat the head of the text (rule `page-furniture`)."""

import re
from bisect import bisect_left
from collections.abc import Collection
from itertools import pairwise

from tavoiteparse.language.grammar import Grammar
from tavoiteparse.language.label import fold
from tavoiteparse.language.roles import LABELS
from tavoiteparse.source.lazy import lazy
from tavoiteparse.source.text import FORM_FEED, Line, Source

SAYS_PAGE = lazy(r"\b(?:sivu|sida|page)\s\d{1,4}(?:\s?[(/]\s?\d{1,4}\)?)?$", re.IGNORECASE)
LOOSE_PAGE = lazy(r"(.{8,}) (\d{1,4})")  # a page number after the head of the text, one space apart
WEB_TAGS = ("<footer", "<nav", "<script", "<style")
WEB = lazy(r"<(footer|nav|script|style)\b")
FEWEST_LETTERS = 8
PAGE_ENDS = frozenset("0123456789)-–")  # the last character of a line with its page number
LONGEST_PAGE = 9  # characters
PAGE_ALONE = lazy(r"(\d{1,4})(?:\s?[(/]\s?\d{1,4}\)?)?")  # `7`, `1 (3)`, `12/40`
CLOSEST_PAGES = 9  # lines between page numbers
HEAD_LINES = 3  # how many lines the head of a page may have
# A page number at the end of a line: after a tab or wide gap (both are `\t` here), or as `3 (12)`, `3/12`, `- 3 -`.
PAGE = lazy(
    r"(?:\t|\s(?=(?:sivu|sida|page)\s|\S+\s?[(/]|[-–]))(?:(?:sivu|sida|page)\s)?"
    r"[-–]?\s?(\d{1,4})(?:\s?[(/]\s?\d{1,4}\)?)?\s?[-–]?$",
    re.IGNORECASE,
)


def web_furniture(source: Source, lines: list[Line]) -> frozenset[int]:
    """The numbers of the lines between the tags of a web page's footer, navigation, scripts or styles."""
    found: set[int] = set()
    if not any(map(source.text.__contains__, WEB_TAGS)):
        return frozenset()
    opened = None
    for line in lines:
        raw = source.text[line.start : line.end].casefold()
        if opened is None and (tag := WEB.search(raw)) is not None and not raw[: tag.start()].strip():
            opened = tag[1], line.number
        if opened is not None and f"</{opened[0]}" in raw:
            found.update(range(opened[1], line.number + 1))
            opened = None
    return frozenset(found)


def running_heads(source: Source, lines: list[Line], grammar: Grammar) -> frozenset[int]:
    """The numbers of the lines that are running heads."""
    heads, alone = _heads(lines), _pages_alone(lines)
    initials = {base[:1] for base in heads if base}
    pages: dict[str, list[tuple[int, int]]] = {}
    found = set()
    for n, line in enumerate(lines):
        if not line.cells:
            continue
        above = lines[n - 1] if n else line
        blank = n == 0 or not above.cells or _begins_page(source, line)
        before = blank or above.number in found or above.number in alone
        if not (line.cells[-1].text[-1:] in PAGE_ENDS or (before and _initial(line) in initials)):
            continue  # neither a page number nor a head of the text
        base, page = _without_page(line, heads)
        if page is not None and before and fold(line.cells[0].text) in heads:
            base = fold(line.cells[0].text)  # `Kuhmolan kunta | Osavuosikatsaus | 11`
        if page is not None and base in heads:  # the head of the text with its page number
            pages.setdefault(base, []).append((page, line.number))
            found.update([line.number] if n > heads[base] else [])
        if not before or _opens_field(line, grammar) or sum(map(str.isalpha, base)) < FEWEST_LETTERS:
            continue
        if base in heads and n > heads[base]:
            found.add(line.number)
        elif page is not None and base not in heads and _may_be_head(source, lines, n):
            pages.setdefault(base, []).append((page, line.number))
    for seen in pages.values():
        if len(seen) > 1 and all(a[0] < b[0] for a, b in pairwise(seen)):
            found.update(number for _, number in seen)
    return frozenset(found | _page_numbers(lines, alone, found))


def _initial(line: Line) -> str:
    """The first character of a line, as headings are compared."""
    return next(cell.text for cell in line.cells if cell.text)[:1].casefold()


def _ends_paragraph(lines: list[Line], n: int) -> bool:
    """Whether a blank line, or the end of the text, follows."""
    return n + 1 == len(lines) or not lines[n + 1].cells


def _may_be_head(source: Source, lines: list[Line], n: int) -> bool:
    """Whether a line with a number at its end may be a page's head: by a blank line below, a form feed or its words."""
    return _begins_page(source, lines[n]) or _ends_paragraph(lines, n) or _says_page(lines[n])


def _begins_page(source: Source, line: Line) -> bool:
    return source.text.startswith(FORM_FEED, line.start)


def _says_page(line: Line) -> bool:
    """`Sivu 11 (22)` at the end of a line is no figure of a table."""
    return SAYS_PAGE.search(line.cells[-1].text) is not None


def _opens_field(line: Line, grammar: Grammar) -> bool:
    """Whether a line begins with a label; `Tilinpäätös 2024` heads a column or a page."""
    label = grammar.vocabulary.label(line.cells[0].text)
    return label is not None and label.role in LABELS


def _pages_alone(lines: list[Line]) -> dict[int, int]:
    """The lines of a page's number only, with that number: `7`, `1 (3)`."""
    found = {}
    for line in lines:
        if len(line.cells) != 1 or len(line.cells[0].text) > LONGEST_PAGE or not line.cells[0].text[0].isdecimal():
            continue
        if (page := PAGE_ALONE.fullmatch(line.cells[0].text)) is not None:
            found[line.number] = int(page[1])
    return found


def _page_numbers(lines: list[Line], alone: dict[int, int], heads: set[int]) -> set[int]:
    """Lines of a number only: right above or below a running head, or counting the pages one by one."""
    if not alone:
        return set()
    counted = len(alone) > 1 and all(
        below == above + 1 and lower > upper + CLOSEST_PAGES
        for (upper, above), (lower, below) in pairwise(alone.items())
    )
    filled = [line.number for line in lines if line.cells]
    return {number for number in alone if counted or heads & _neighbours(number, filled)}


def _neighbours(number: int, filled: list[int]) -> set[int]:
    """The lines right above and below one, blank ones aside."""
    at = bisect_left(filled, number)
    return {*filled[max(at - 1, 0) : at], *filled[at + 1 : at + 2]}


def _heads(lines: list[Line]) -> dict[str, int]:
    """The lines above the first blank one, each and the first ones together, with the index of the last of them."""
    bases = []
    first = next((n for n, line in enumerate(lines) if line.cells), 0)
    for n, line in enumerate(lines[first : first + HEAD_LINES], first):
        if not line.cells:
            break
        bases.append((n, _without_page(line)[0]))
    heads = {base: bases[-1][0] for _, base in bases}
    for count in range(2, len(bases) + 1):
        heads[" ".join(base for _, base in bases[:count])] = bases[-1][0]
    return heads


def _without_page(line: Line, heads: Collection[str] = ()) -> tuple[str, int | None]:
    """The text of a line as headings are compared, without its page number; and that number.

    After the head of the text a number counts as the page's even where one space parts them.
    """
    text = "\t".join(part.text for cell in line.cells for part in cell.parts)
    page = PAGE.search(text)
    if page is None and (loose := LOOSE_PAGE.fullmatch(text)) is not None and fold(loose[1]) in heads:
        return fold(loose[1]), int(loose[2])
    return fold(text[: page.start()] if page else text), int(page[1]) if page else None
