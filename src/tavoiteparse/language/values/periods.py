"""Printed periods to `Kausi`: T1, Q3, H1, 1-3/2026, 11/22, 1.1.–31.8.2023, tammi–elokuu, 2023."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from tavoiteparse.contract.model import Kausi
from tavoiteparse.source.lazy import lazy
from tavoiteparse.strict.records import record

DASH = r"\s*[-–—]\s*"
YEAR = r"(?:19|20)\d\d"
PARTS = {"T": 4, "Q": 3, "H": 6}  # months in a third, a quarter, a half
FULL_DATE = lazy(rf"\d(?<![\d.]\d)\d?\.\d{{1,2}}\.({YEAR})(?!\d)")


@record
class PeriodWords:
    """periods.yaml: names of months and seasons, and the words that belong to a year."""

    months: dict[str, list[str]]
    seasons: list[str]
    year_words: list[str]
    numbered: list[str]
    monthly: list[str]


class Found(NamedTuple):
    """A period and where it stands in the text."""

    start: int
    end: int
    kausi: Kausi


class Periods:
    """Finds periods by the words of the vocabulary."""

    def __init__(self, words: PeriodWords) -> None:
        self.names = [(name.casefold(), n) for names in words.months.values() for n, name in enumerate(names, 1)]
        stems = "|".join(words.months["fi"])
        month = rf"(?:{stems})(?:kuu\w{{0,6}})?|{'|'.join(words.months['sv'])}"
        self.bare = frozenset(words.months["fi"])
        self.numbered, self.monthly = tuple(words.numbered), tuple(words.monthly)
        # no period is without one of these; spares the slow search
        self.hint = lazy(rf"\d[\d/.]|[TQH][1-4]|kuu|{'|'.join(words.months['sv'])}", re.IGNORECASE)
        self.pattern = lazy(
            rf"""(?<![\w.,])(?:(?P<name1>{month})(?:{DASH}(?P<name2>{month}))?(?:\s+(?:vuonna\s+)?(?P<name_year>{YEAR}))?(?!\w)
            | (?<!/)(?:
              (?P<code>[TQH])(?P<part>[1-4])(?:\s*[/ ]\s*(?P<code_year>{YEAR}))?(?!\w)
            | (?P<d1>\d{{1,2}})\.(?P<m1>\d{{1,2}})\.?(?P<y1>{YEAR})?(?:{DASH}|\s+)
              (?P<d2>\d{{1,2}})\.(?P<m2>\d{{1,2}})\.?(?P<y2>{YEAR})?(?!\d)
            | (?P<from>1[0-2]|0?[1-9])(?:{DASH}(?P<to>1[0-2]|0?[1-9]))?
              \s?/\s?(?P<month_year>{YEAR}|\d\d)(?![\d/.,%]\d|\d|\s?%)
            | (?:(?P<season>{"|".join(words.seasons)})\s+|(?:{"|".join(map(re.escape, words.year_words))})\s*)?
              (?P<year>{YEAR})(?!\w|[.,:]\d|\s?%|-\w*[^\W\d])
            ))""",
            re.VERBOSE | re.IGNORECASE,
        )

    def find(self, text: str) -> list[Found]:
        """Every period in a text, in order."""
        if self.hint.search(text) is None:
            return []
        found = ((match, self._kausi(match, text)) for match in self.pattern.finditer(text))
        return [Found(match.start(), match.end(), kausi) for match, kausi in found if kausi is not None]

    def _kausi(self, match: "re.Match[str]", printed: str) -> Kausi | None:
        text = match[0]
        if match["code"]:
            code, number = match["code"], int(match["part"])
            if not code.isupper() or number * PARTS[code] > 12:
                return None
            return part_of_year(text, code, number, _year(match["code_year"]))
        if match["d1"]:
            return _date_range(match)
        if match["from"]:
            if match["to"] is None and self._is_numbered(printed[: match.start()]):
                year = _year(match["month_year"])
                return whole_year(text, year) if year is not None else None
            first, last = int(match["from"]), int(match["to"] or match["from"])
            return month_range(text, first, last, _year(match["month_year"])) if first <= last else None
        if match["name1"]:
            return self._named(match)
        year = int(match["year"])
        return Kausi(text, str(year), year, None, None) if match["season"] else whole_year(text, year)

    def _is_numbered(self, before: str) -> bool:
        """Whether the word before a number says that it counts reports, not months: `Osavuosikatsaus 2/2025`."""
        word = before.rstrip().rpartition(" ")[2].casefold()
        return word.endswith(self.numbered) and not word.startswith(self.monthly)

    def _named(self, match: "re.Match[str]") -> Kausi | None:
        """Months by name. The bare stem of one (`elo`, `kesä`) is a word of another meaning."""
        if match["name2"] is None and match["name1"].casefold() in self.bare:
            return None
        first, last = self._month(match["name1"]), self._month(match["name2"] or match["name1"])
        return month_range(match[0], first, last, _year(match["name_year"])) if first <= last else None

    def _month(self, name: str) -> int:
        folded = name.casefold()
        return next(number for month, number in self.names if folded.startswith(month))


def full_date_years(text: str) -> list[int]:
    """The years of the full dates in a text: `hyväksytty 26.6.2023`."""
    return [int(year) for year in FULL_DATE.findall(text)]


def is_part(kausi: Kausi | None) -> bool:
    """Whether a period is only a part of a year: T1, Q3, H1, 1-8/2024."""
    return kausi is not None and kausi.jakso is not None and not re.fullmatch(YEAR, kausi.jakso)


def with_year(kausi: Kausi, year: int) -> Kausi:
    """A period of which the text gave the year elsewhere: `T1` in a report of 2026."""
    if kausi.vuosi is not None:
        return kausi
    if kausi.jakso is not None and (code := re.fullmatch(r"([TQH])([1-4])", kausi.jakso)):
        return part_of_year(kausi.teksti, code[1], int(code[2]), year)
    if kausi.jakso is not None and (months := re.fullmatch(r"(\d{1,2})(?:-(\d{1,2}))?", kausi.jakso)):
        return month_range(kausi.teksti, int(months[1]), int(months[2] or months[1]), year)
    return kausi


def part_of_year(text: str, code: str, number: int, year: int | None) -> Kausi:
    """`T1`–`T3`, `Q1`–`Q4`, `H1`–`H2`, with dates where the year is known."""
    months = PARTS[code]
    first, last = months * (number - 1) + 1, months * number
    return Kausi(text, f"{code}{number}", year, *_dates(first, last, year))


def month_range(text: str, first: int, last: int, year: int | None) -> Kausi:
    """Whole months of a year; January to December are the year itself."""
    if first == 1 and last == 12 and year is not None:
        return whole_year(text, year)
    span = str(first) if first == last else f"{first}-{last}"
    return Kausi(text, f"{span}/{year}" if year else span, year, *_dates(first, last, year))


def whole_year(text: str, year: int) -> Kausi:
    """A calendar year."""
    return Kausi(text, str(year), year, f"{year}-01-01", f"{year}-12-31")


def _dates(first: int, last: int, year: int | None) -> tuple[str | None, str | None]:
    if year is None:
        return None, None
    return f"{year}-{first:02}-01", f"{year}-{last:02}-{_days(year, last)}"


def _date_range(match: "re.Match[str]") -> Kausi | None:
    """A range of dates; whole months are written as months."""
    d1, m1, d2, m2 = (int(match[name]) for name in ("d1", "m1", "d2", "m2"))
    year = _year(match["y2"])
    if not (1 <= m1 <= m2 <= 12 and 1 <= d1 <= 31 and 1 <= d2 <= 31) or match["y1"] not in (None, match["y2"]):
        return None
    if d1 == 1 and d2 == _days(year or 2023, m2):
        return month_range(match[0], m1, m2, year)
    if year is None:
        return None
    return Kausi(match[0], str(year), year, f"{year}-{m1:02}-{d1:02}", f"{year}-{m2:02}-{d2:02}")


def _year(text: str | None) -> int | None:
    if text is None:
        return None
    return int(text) if len(text) == 4 else 2000 + int(text)


def _days(year: int, month: int) -> int:
    """How many days a month has."""
    following = date(year + month // 12, month % 12 + 1, 1)
    return (following - timedelta(days=1)).day
