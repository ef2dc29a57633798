"""When a target is due, and when something was done: the dates and periods of a level's text and of its heading."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from tavoiteparse.contract.model import HeadedTaso, Kausi, Kohta, Mittari
from tavoiteparse.judging.levels import Level
from tavoiteparse.language.grammar import vocabulary
from tavoiteparse.source.lazy import lazy

DATE = lazy(r"(?<![\d.,])(\d{1,2})\.(\d{1,2})\.((?:19|20)\d\d(?!\d)|(?!\s?\d))")
DIGIT = lazy(r"\d")


class Days(NamedTuple):
    """The first and the last day that a text names, as ISO dates."""

    first: str
    last: str


def days_in(text: str, year: int | None) -> list[Days]:
    """Every date and period of a text, in order; a date without a year is of the report's `year`.

    `Valmistui 12.5.2025` gives that day, `6/2025` the month, `vuoteen 2027 mennessä` the year, `syksyllä` nothing.
    """
    if DIGIT.search(text) is None:
        return []
    spots = [(one.start, one.end, one.kausi) for one in vocabulary().values.periods(text)]
    found = [(start, Days(one.alku, one.loppu)) for start, _, one in spots if one.alku and one.loppu]
    for match in DATE.finditer(text):
        inside = any(start < match.end() and match.start() < end for start, end, _ in spots)
        day = _day(int(match[3] or year or 0), int(match[2]), int(match[1]))
        if day is not None and not inside:
            found.append((match.start(), Days(day, day)))
    return [days for _, days in sorted(found)]


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def heading_of(level: Level | None) -> str | None:
    """The heading of a level's column, or its label; None where it is not known, as of data that was read back."""
    owner = level.owner if level is not None else None
    taso = getattr(owner, level.where, None) if level is not None and isinstance(owner, Mittari | Kohta) else None
    return taso.otsikko if isinstance(taso, HeadedTaso) else None


def due(target: Level | None, kausi: Kausi) -> str | None:
    """The last day of a target's period: as its text says, else its heading; days before the report's do not count.

    `90 % vuoteen 2027 mennessä` is due at the end of 2027, whatever the report's year; `alle vuoden 2019 tason` never.
    """
    if target is None:
        return None
    for text in _texts(target):
        ends = [one.last for one in days_in(text, kausi.vuosi) if kausi.alku is None or one.last >= kausi.alku]
        if ends:
            return max(ends)
    return None


def _texts(level: Level) -> Iterator[str]:
    yield level.text
    heading = heading_of(level)
    if heading:
        yield heading
