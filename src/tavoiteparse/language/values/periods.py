"""Printed periods to `Kausi`: T1, Q3, H1, 1-3/2026, 11/22, 1.1.–31.8.2023, tammi–elokuu, 2023."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from operator import attrgetter

from tavoiteparse.contract.model import Kausi
from tavoiteparse.source.lazy import lazy
from tavoiteparse.strict.records import record

DASH = r"\s*[-–—]\s*"
YEAR = r"(?:19|20)\d\d"
PARTS = {"T": 4, "Q": 3, "H": 6}  # months in a third, a quarter, a half
FULL_DATE = lazy(rf"\d(?<![\d.]\d)\d?\.\d{{1,2}}\.({YEAR})(?!\d)")
# A period by its digits: a code, two dates, months of a year, a year. It begins with a digit and looks behind it, so
# that a search goes from digit to digit; the empty groups say where the first number ends, and which of the four it is.
NUMBERED = lazy(
    rf"""\d(?<!\d\d)(?:
      (?<=(?<![\w.,/])[TQHtqh][1-4])(?P<code>)(?:\s*[/ ]\s*(?P<code_year>{YEAR}))?(?!\w)
    | (?<![\w.,/]\d)\d?(?P<d1>)\.(?P<m1>\d{{1,2}})\.?(?P<y1>{YEAR})?(?:{DASH}|\s+)
      (?P<d2>\d{{1,2}})\.(?P<m2>\d{{1,2}})\.?(?P<y2>{YEAR})?(?!\d)
    | (?<![\w.,/]\d)(?:(?<=1)[0-2]|(?<=0)[1-9]|(?<=[1-9]))(?P<from>)(?:{DASH}(?P<to>1[0-2]|0?[1-9]))?
      \s?/\s?(?P<month_year>{YEAR}|\d\d)(?![\d/.,%]\d|\d|\s?%)
    | (?<![,/]\d)(?:(?<=1)9|(?<=2)0)\d\d(?P<year>)(?!\w|[.,:]\d|\s?%|-\w*[^\W\d])
    )""",
    re.VERBOSE,
)
APART = lazy(r"[^\w.,/]")
LONGEST_WORD = 20  # characters before a year in which a word that belongs to it may stand


@record
class PeriodWords:
    """periods.yaml: names of months and seasons, and the words that belong to a year."""

    months: dict[str, list[str]]
    seasons: list[str]
    year_words: list[str]
    numbered: list[str]
    monthly: list[str]


@dataclass(slots=True)
class Found:
    """A period and where it stands in the text."""

    start: int
    end: int
    kausi: Kausi


class Periods:
    """Finds periods by the words of the vocabulary."""

    def __init__(self, words: PeriodWords) -> None:
        self.names = {name.casefold(): n for names in words.months.values() for n, name in enumerate(names, 1)}
        self.month = lru_cache(maxsize=256)(self._month)
        self.bare = frozenset(words.months["fi"])
        self.numbered, self.monthly = tuple(words.numbered), tuple(words.monthly)
        swedish = "|".join(words.months["sv"])
        month = rf"(?:{'|'.join(words.months['fi'])})(?:kuu\w{{0,6}})?|{swedish}"
        # no months are read by their bare stems, `tammi-elo`, in a text without one of these
        self.hint = lazy(rf"\d[\d/.]|[TQH][1-4]|kuu|{swedish}", re.IGNORECASE)
        self.named = lazy(
            rf"(?<![\w.,])(?P<name1>{month})(?:{DASH}(?P<name2>{month}))?"
            rf"(?:\s+(?:vuonna\s+)?(?P<name_year>{YEAR}))?(?!\w)",
            re.IGNORECASE,
        )
        self.seasons = frozenset(map(str.casefold, words.seasons))
        self.year_words = frozenset(map(str.casefold, words.year_words))

    def find(self, text: str, first: int = 0) -> list[Found]:
        """Every period in a text, in order; `first` is where its first digit stands, if that is known."""
        numbered = NUMBERED.finditer(text, first)
        if not any(map(text.casefold().__contains__, self.names)):
            return [one for match in numbered if (one := self._numbered(match, text)) is not None]
        named = list(self.named.finditer(text))
        years = {match.end() for match in named if match["name_year"]}  # they are no further periods
        found = [self._named(match, text) for match in named]
        found += [self._numbered(match, text) for match in numbered if match.end() not in years]
        return sorted((one for one in found if one is not None), key=attrgetter("start"))

    def _numbered(self, match: "re.Match[str]", text: str) -> Found | None:
        """A period by its digits, with the word before it that belongs to it."""
        start, end = match.span()
        kind, kausi = match.lastgroup, None
        if kind == "year":
            return self._year(text, start, end)
        if kind == "month_year":
            kausi = self._by_number(match, text)
        elif kind in ("code", "code_year"):
            start -= 1
            code, number = text[start], int(match[0][0])
            if code.isupper() and number * PARTS[code] <= 12:
                kausi = part_of_year(text[start:end], code, number, _year(match["code_year"]))
        else:
            kausi = _date_range(match)
        return Found(start, end, kausi) if kausi is not None else None

    def _year(self, text: str, start: int, end: int) -> Found | None:
        """A year: by itself, of a season, or with a word that belongs to it, which no space need part (`TA2023`)."""
        year, before = int(text[start:end]), text[max(0, start - LONGEST_WORD) : start]
        bare = before.rstrip()
        if bare[-1:].isalnum() or bare[-1:] == ".":
            word = APART.split(bare)[-1]
            begin = start - len(before) + len(bare) - len(word)
            if word.casefold() in self.year_words:
                start = begin
            elif len(before) == len(bare):
                return None
            elif word.casefold() in self.seasons:
                return Found(begin, end, Kausi(text[begin:end], str(year), year, None, None))
        elif bare == before and bare[-1:] == "_":
            return None
        return Found(start, end, whole_year(text[start:end], year))

    def _by_number(self, match: "re.Match[str]", text: str) -> Kausi | None:
        """Months by number; behind a word for a report the number counts the reports of the year."""
        year = _year(match["month_year"])
        first = int(match[0][: match.start("from") - match.start()])
        if match["to"] is None and year is not None and self._is_numbered(text[: match.start()]):
            return whole_year(match[0], year)
        last = int(match["to"] or first)
        return month_range(match[0], first, last, year) if first <= last else None

    def _is_numbered(self, before: str) -> bool:
        """Whether the word before a number says that it counts reports, not months: `Osavuosikatsaus 2/2025`."""
        word = before.rstrip().rpartition(" ")[2].casefold()
        return word.endswith(self.numbered) and not word.startswith(self.monthly)

    def _named(self, match: "re.Match[str]", text: str) -> Found | None:
        """Months by name. The bare stem of one (`elo`, `kesä`) is a word of another meaning."""
        first, last = match["name1"].casefold(), (match["name2"] or match["name1"]).casefold()
        if first in self.bare and (match["name2"] is None or (last in self.bare and self.hint.search(text) is None)):
            return None
        begin, end = self.month(first), self.month(last)
        if not 0 < begin <= end:
            return None
        return Found(*match.span(), month_range(match[0], begin, end, _year(match["name_year"])))

    def _month(self, folded: str) -> int:
        """The number of a month; 0 of what `re` alone takes for one: to it a dotless `ı` is an `i`."""
        return next((number for name, number in self.names.items() if folded.startswith(name)), 0)


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
    _, first, last = _months(months * (number - 1) + 1, months * number, year)
    return Kausi(text, f"{code}{number}", year, first, last)


def month_range(text: str, first: int, last: int, year: int | None) -> Kausi:
    """Whole months of a year; January to December are the year itself."""
    jakso, alku, loppu = _months(first, last, year)
    return Kausi(text, jakso, year, alku, loppu)


def whole_year(text: str, year: int) -> Kausi:
    """A calendar year."""
    return month_range(text, 1, 12, year)


@cache
def _months(first: int, last: int, year: int | None) -> tuple[str, str | None, str | None]:
    """Months as a report gives them: how they are written, and their dates if the year is known."""
    span = str(first) if first == last else f"{first}-{last}"
    if year is None:
        return span, None, None
    written = str(year) if (first, last) == (1, 12) else f"{span}/{year}"
    return written, f"{year}-{first:02}-01", f"{year}-{last:02}-{_days(year, last)}"


def _date_range(match: "re.Match[str]") -> Kausi | None:
    """A range of dates; whole months are written as months."""
    d1 = int(match[0][: match.start("d1") - match.start()])
    m1, d2, m2 = (int(match[name]) for name in ("m1", "d2", "m2"))
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
