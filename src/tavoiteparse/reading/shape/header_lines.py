"""Headings of a table over two lines, made one (rule `header-lines`)."""

from tavoiteparse.language.grammar import Grammar
from tavoiteparse.source.lazy import lazy
from tavoiteparse.source.text import Cell, Row, join_all

# A year, a date or months below a header: `2024`, `2023–2025`, `Q1 2024`, `1.1.–31.8.2024`, `1–8/24`, `31.8.`
PERIOD = lazy(
    r"(?:[TQH]?\d{1,2}[.,/\s–—-]{1,3}){0,5}(?:19|20)\d\d(?:\s?[/–-]\s?(?:(?:19|20)?\d\d))?"
    r"|\d{1,2}(?:[–-]\d{1,2})?/\d\d|\d{1,2}\.\d{1,2}\.(?:\d\d)?"
)
RULE_SIGNS = frozenset("-:= ")


def is_rule(row: Row) -> bool:
    """Whether a table row only draws a line below the headings: `|---|:--:|`."""
    return row.kind == "table" and all(RULE_SIGNS.issuperset(cell.text) for cell in row.cells)


def join_lines(above: Row, row: Row) -> Row:
    """The two lines of headings as one; a word over a blank goes with each of the words below and right of it."""
    cells = []
    for upper, lower in zip(_spread(above, row), row.cells, strict=True):
        filled = [cell for cell in (upper, lower) if cell.text]
        cells.append(join_all(filled) if filled else lower)
    return above._replace(cells=tuple(cells), last=row.last)


def is_second_line(above: Row, row: Row, grammar: Grammar, words: bool = True) -> bool:
    """The second line of headers: years, dates or headings below some of them, or the rest of their words.

    `TP` over `2022` (`Mittari` left of it or not), `Tavoitetaso | ` over `2025 | 2026`, `Vuosi 2024 | ` over
    `Tavoitetaso | Toteuma` and `Sitova` over `tavoite` are one line of headers, `Kävijät` over `12 400` is a header and
    its value. Without `words` only years and dates are looked for.
    """
    if row.cells[0].text and not words:
        return False
    if words and not above.cells[0].text and grammar.vocabulary.whole(row.cells[0].text) is not None:
        row = row._replace(cells=(above.cells[0], *row.cells[1:]))  # `Mittari` below a blank: the rest decides
    below = [(upper.text, lower.text) for upper, lower in zip(above.cells, row.cells, strict=True) if lower.text]
    if words and all(_is_rest(upper, lower, grammar) for upper, lower in below):
        return sum(1 for cell in above.cells if cell.text) > 1
    if row.cells[0].text:
        return False
    spread = [
        (upper.text, lower.text) for upper, lower in zip(_spread(above, row), row.cells, strict=True) if lower.text
    ]
    if all(PERIOD.fullmatch(lower) or upper.endswith("-") for upper, lower in below):
        label = grammar.vocabulary.label
        known = sum(1 for upper, lower in spread if label(upper) or label(f"{upper} {lower}"))
        return len(below) > 1 and known > len(below) / 2
    return words and any(not upper for upper, _ in below) and all(_heads(*pair, grammar) for pair in spread)


def _spread(above: Row, row: Row) -> tuple[Cell, ...]:
    """The upper line's cells; over each filled one below a blank, the nearest word left of it that has none of its own.

    A blank with nothing below it stops the word: `Vastuu` right of it is another column.
    """
    cells = list(above.cells)
    for n in range(1, len(cells)):
        if not cells[n].text and row.cells[n].text and row.cells[n - 1].text:
            cells[n] = cells[n - 1]
    return tuple(cells)


def _heads(upper: str, lower: str, grammar: Grammar) -> bool:
    """Whether the word of a second line is a heading, status or time, below a word that spreads over it."""
    if PERIOD.fullmatch(lower) is not None:
        return True
    hit = grammar.vocabulary.header(lower)
    known = (hit is not None and hit.value_at >= len(lower)) or grammar.vocabulary.status(lower) is not None
    return bool(upper) and known


def _is_rest(upper: str, lower: str, grammar: Grammar) -> bool:
    """Whether a word and the one below it are a header, and not two."""
    whole = grammar.vocabulary.whole
    if not upper or not lower[0].isalpha() or whole(f"{upper} {lower}") is None:
        return False
    return whole(upper) is None or whole(lower) is None
