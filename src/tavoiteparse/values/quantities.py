"""Figures in a printed text."""

import re

from tavoiteparse.report import Luku
from tavoiteparse.values.periods import FULL_DATE, periods

DIGIT = re.compile(r"\d")
FIGURE = re.compile(
    r"(?<![\w.,/-])(?P<sign>[-–−+])?(?P<number>\d{1,3}(?:[ \xa0]\d{3})+(?!\d)|\d+)"
    r"(?:,(?P<decimals>\d+))?(?:\s?(?P<unit>%))?"
)


def quantities(text: str) -> list[Luku]:
    """The figures of a text, in order."""
    if DIGIT.search(text) is None:
        return []
    taken = [(found.start, found.end) for found in periods(text)]
    taken += [match.span() for match in FULL_DATE.finditer(text)]
    found = []
    for match in FIGURE.finditer(text):
        if any(start < match.end() and match.start() < end for start, end in taken):
            continue
        number = match["number"].replace(" ", "").replace("\xa0", "")
        value = float(f"{number}.{match['decimals']}") if match["decimals"] else int(number)
        if match["sign"] in ("-", "–", "−"):
            value = -value
        found.append(Luku(match[0], value, None, match["unit"], None, None, None))
    return found


def has_figure(text: str) -> bool:
    """Whether a text has a figure of its own."""
    return bool(quantities(text))


def count_figures(text: str) -> int:
    """How many figures a text has, years and dates not counted."""
    return len(quantities(text))
