"""Printed periods to `Kausi`: T1, Q3, H1, 1-3/2026, 11/22, 1.1.–31.8.2023, tammi–elokuu, 2023."""

import re
from calendar import monthrange
from collections.abc import Iterator
from typing import NamedTuple

from tavoiteparse.report import Kausi

DASH = r"\s*[-–—]\s*"
YEAR = r"(?:19|20)\d\d"
MONTHS = (
    "tammi", "helmi", "maalis", "huhti", "touko", "kesä", "heinä", "elo", "syys", "loka", "marras", "joulu",
)  # fmt: skip
SWEDISH = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip
MONTH = rf"(?:{'|'.join(MONTHS)})(?:kuu\w{{0,6}})?|{'|'.join(SWEDISH)}"
PARTS = {"T": 4, "Q": 3, "H": 6}  # months in a third, a quarter, a half

HINT = re.compile(r"\d[\d/.]|[TQH][1-4]|kuu|i\b|r\b", re.IGNORECASE)  # no period is without; spares the slow search
PERIOD = re.compile(
    rf"""(?<![\w.,/])(?:
      (?P<code>[TQH])(?P<part>[1-4])(?:\s*[/ ]\s*(?P<code_year>{YEAR}))?(?![\w])                      # T1/2026
    | (?P<d1>\d{{1,2}})\.(?P<m1>\d{{1,2}})\.?(?P<y1>{YEAR})?(?:{DASH}|\s+)
      (?P<d2>\d{{1,2}})\.(?P<m2>\d{{1,2}})\.?(?P<y2>{YEAR})?(?![\d])                                  # 1.1.–31.8.2023
    | (?P<from>1[0-2]|0?[1-9]){DASH}(?P<to>1[0-2]|0?[1-9])\s*/\s*(?P<range_year>{YEAR}|\d\d)(?![\d/.,]) # 1-3/2026
    | (?P<month>1[0-2]|0?[1-9])/(?P<month_year>{YEAR}|\d\d)(?![\d/.,%])                               # 11/22
    | (?P<names>(?P<name1>{MONTH})(?:{DASH}(?P<name2>{MONTH}))?)(?:\s+(?:vuonna\s+)?(?P<name_year>{YEAR}))?(?!\w)
    | (?P<year>{YEAR})(?![\w]|[.,]\d|\s?%)                                                            # 2023
    )""",
    re.VERBOSE | re.IGNORECASE,
)
FULL_DATE = re.compile(rf"(?<![\d.])\d{{1,2}}\.\d{{1,2}}\.({YEAR})(?!\d)")


class Found(NamedTuple):
    """A period and where it stands in the text."""

    start: int
    end: int
    kausi: Kausi


def periods(text: str) -> Iterator[Found]:
    """Every period in a text, in order."""
    if HINT.search(text) is None:
        return
    for match in PERIOD.finditer(text):
        kausi = _kausi(match)
        if kausi is not None:
            yield Found(match.start(), match.end(), kausi)


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
    return f"{year}-{first:02}-01", f"{year}-{last:02}-{monthrange(year, last)[1]}"


def _kausi(match: "re.Match[str]") -> Kausi | None:
    text = match[0]
    if match["code"]:
        code, number = match["code"].upper(), int(match["part"])
        if number * PARTS[code] > 12 or match["code"] != code:
            return None
        return part_of_year(text, code, number, _year(match["code_year"]))
    if match["d1"]:
        return _date_range(match)
    if match["from"]:
        first, last = int(match["from"]), int(match["to"])
        return month_range(text, first, last, _year(match["range_year"])) if first <= last else None
    if match["month"]:
        return month_range(text, int(match["month"]), int(match["month"]), _year(match["month_year"]))
    if match["names"]:
        first = _month(match["name1"])
        last = _month(match["name2"]) if match["name2"] else first
        bare = match["name2"] is None and match["name1"].lower() in (*MONTHS, "mars", "maj")
        return None if bare or first > last else month_range(text, first, last, _year(match["name_year"]))
    return whole_year(text, int(match["year"]))


def _date_range(match: "re.Match[str]") -> Kausi | None:
    """A range of dates; whole months are written as months."""
    d1, m1, d2, m2 = (int(match[name]) for name in ("d1", "m1", "d2", "m2"))
    year = _year(match["y2"])
    if not (1 <= m1 <= m2 <= 12 and 1 <= d1 <= 31 and 1 <= d2 <= 31) or match["y1"] not in (None, match["y2"]):
        return None
    if d1 == 1 and d2 == monthrange(year or 2023, m2)[1]:
        return month_range(match[0], m1, m2, year)
    if year is None:
        return None
    return Kausi(match[0], str(year), year, f"{year}-{m1:02}-{d1:02}", f"{year}-{m2:02}-{d2:02}")


def _month(name: str) -> int:
    folded = name.lower()
    for names in (SWEDISH, MONTHS):
        for number, month in enumerate(names, 1):
            if folded.startswith(month):
                return number
    raise AssertionError(name)  # the pattern has only these names


def _year(text: str | None) -> int | None:
    if text is None:
        return None
    return int(text) if len(text) == 4 else 2000 + int(text)
