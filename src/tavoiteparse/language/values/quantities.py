"""Figures in a printed text: value, range, comparison, unit, period, and what the figure does in its sentence."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from tavoiteparse.contract.model import Kausi, Luku, Vertailu
from tavoiteparse.language.values.periods import FULL_DATE, Found, Periods
from tavoiteparse.language.values.roles import WINDOW, YEARS_OLD, FigureWords, Roles, Spot, last_word, pair_targets
from tavoiteparse.language.values.units import COUNT, Unit, Units
from tavoiteparse.source.lazy import lazy
from tavoiteparse.strict.records import record

SPACES = " \u00a0\u2009\u202f"
# A number, and what looks like one and is none, begins with a digit and looks behind it, so that a search goes from
# digit to digit, not from sign to sign.
NUMBER = (
    rf"\d(?:\d{{0,2}}(?:[{SPACES}]\d{{3}})+(?!\d)(?:,\d{{1,6}})?"  # 10 900
    r"|\d{0,2}(?:\.\d{3})+(?![\d.])(?:,\d{1,6})?"  # 264.990
    r"|\d{0,3}\.\d{1,2}(?![\d.])"  # 4.5, unless it is masked as a section or date
    r"|\d{0,14}(?:,\d{1,6})?(?!\d))"
)
FIGURE = lazy(rf"(?P<number>{NUMBER})(?:\s?[-–—]\s?(?P<upper>{NUMBER}))?")
UPPER = lazy(rf"\s?[-–—]\s?(?:{NUMBER})")
DIGIT = lazy(r"\d")
SIGNS = frozenset("-–−+")
APART = frozenset(("", " ", "("))  # before a figure without a sign, mostly
DECIMAL = lazy(r"\d+\.\d{1,2}")
MOST_DIGITS = 15  # of a figure, as in one run; more are a code, or a row that lost its borders
FEWEST_GLUED = 12  # characters of what could be several figures in one
# Most levels are a number and perhaps a unit, which needs no look around. Four digits may be a year.
SIMPLE = lazy(r"(\d{1,3}(?:,\d{1,6})?|\d{5,9}|\d{1,3} \d{3})(?:\s?([^\W\d_]{1,12}|%))?")
# What looks like a figure and is none: dates, decimal section numbers, law and case numbers, lists of lines or routes.
DATE = lazy(r"\d(?<![\d.,]\d)\d?\.\d{1,2}\.(?:(?!\d{3})\s?(?=\D|$)|\d{2}(?!\d))")
SECTION = lazy(r"\d(?<![\d.,]\d)\d{0,2}(?:\.\d{1,2}){1,4}(?![\d%]|\.\d)")
CASE = lazy(r"\d(?<!\d\d)\d{0,3}(?:/\d{4}(?!\d)|\s?§)")
ID = lazy(r"\d(?<!\d\d)\d{2} \d{4}(?!\d)")
ROUTES = lazy(r"\d(?<![\d,]\d)\d{0,3}(?:, \d{1,4}(?!\d|,\d)){2,}+(?: (?:ja|sekä|och|samt) \d{1,4}(?!\d))?")
NO_COMPARISON = lazy(r"</?[^\W\d_][^<>]*>$|[-–=]>$")  # a word in angle brackets, an arrow
# Forms of which it is not sure what they say: `3/4`, `12,345.67`, `1'234`, `1½`.
HALVES = "½¼¾⅓⅔⅛"
FRACTION = lazy(r"\d(?<![\d.,/]\d)\d{0,2}\s?/\s?\d{1,3}(?: 000)*(?![\d/])")
FOREIGN = lazy(r"\d(?<![\d.,]\d)\d{0,2}(?:,\d{3})+(?:\.\d+|(?<=,\d{3},\d{3})(?![\d,]))")
APOSTROPHES = lazy(r"\d(?<!\d\d)\d{0,2}(?:['’´]\d{3})+")
HALF = lazy(rf"\d(?<!\d\d)\d*\s?[{HALVES}](?:\s?[-–—]\s?\d+)?")
POINTED = lazy(r"\d(?<![\d.,]\d)\d{0,2}(?: \d{3}){1,5}\.\d+(?![\d.])")  # `1 234.56`: a decimal, or more of a number
LONG = lazy(rf"\d(?<!\w\d)(?:\d{{{MOST_DIGITS},}}|\d{{0,2}}(?:[{SPACES}]\d{{3}}){{{MOST_DIGITS // 3},}})(?!\d)")
GLUED_YEARS = lazy(r"(?<!\d)(?:(?:19|20)\d\d){3,}(?!\d)")  # `203120322033`, three columns in one
UNSURE = (FOREIGN, APOSTROPHES, POINTED, LONG, GLUED_YEARS)
PARTS = (FRACTION, HALF)  # `24/7` in a sentence is none: only at its beginning are they its figure
# Ordinals before a word: `8.–9.-luokkalaiset`, `7.-9. luokkien`, `1.-luokkalaiset`
ORDINALS = lazy(r"\d(?<!\d\d)\d?\.(?:\s?[–-]\s?\d{1,2}\.(?:-|\s+)|-)(?=[a-zåäö])")
FIRST_YEAR, LAST_YEAR = 1900, 2099
RANGE_BEFORE = lazy(r"(?<!\d)(\d{3,5})\s?[–-]\s?$")
FOOTNOTE = lazy(r"\d(?:(?<=[^\s(]\s\d)\d?\)(?=\s|$)|(?:(?<=\S\[\d)|(?<=\S\s\[\d))\d?\])")
NOTED = lazy(r"\s*(?:\(|/|$)")
CONTINUED = lazy(r"[/.]\d")
# … by the sign that follows the first of its numbers, with what may be a decimal after all
NO_FIGURES = {
    ".": (FULL_DATE, ORDINALS, DATE, SECTION),
    "/": (CASE, FRACTION),
    "§": (CASE,),
    " ": (ID, POINTED),
    ",": (ROUTES, FOREIGN),
    "'": (APOSTROPHES,),
    "’": (APOSTROPHES,),
    "´": (APOSTROPHES,),
    **dict.fromkeys(HALVES, (HALF,)),
    ")": (),
    "]": (),
}
FOLLOWED = lazy(rf"\d(?<!\d\d)\d*+(\s?[§{HALVES}]|[./,)\]'’´]| (?=\d))")
ORDINAL = lazy(r"\.\s+[a-zåäö]")
ENUMERATOR = lazy(r"\s*\d{1,2}[.)]\s*(?=[^\W\d_])")
BEFORE_PERIOD = lazy(r"[\s:;(]*(?:[^\W\d_][^\s.,()]{0,30}\.?[\s(]+){0,2}")


@record
class Comparators:
    """comparators.yaml: forms by comparison, before and after a figure."""

    before: dict[Vertailu, list[str]]
    after: dict[Vertailu, list[str]]


class Quantities:
    """Finds figures by the words of the vocabulary."""

    def __init__(self, units: Units, comparators: Comparators, words: FigureWords, periods: Periods) -> None:
        self.units, self.roles, self.periods = units, Roles(words), periods
        # by their last two characters, longest first
        self.before: dict[str, list[tuple[str, Vertailu]]] = {}
        for sign, some in comparators.before.items():
            for form in map(str.casefold, some):
                self.before.setdefault(form[-2:], []).append((form, sign))
        for forms in self.before.values():
            forms.sort(key=lambda pair: -len(pair[0]))
        self.after = [(form.casefold(), sign) for sign, some in comparators.after.items() for form in some]
        self.after_first = frozenset(form[0] for form, _ in self.after)
        self.identifiers = frozenset(words.identifiers)

    def find(self, text: str, sentence: bool = False) -> list[Luku]:
        """The figures of a text, in order. In the sentence of an indicator they may be targets and baselines."""
        digit = DIGIT.search(text)
        if digit is None:
            return []
        if (simple := SIMPLE.fullmatch(text)) is not None:
            unit = self.units.measure(simple[2]) if simple[2] else (COUNT, 1)
            if unit is not None:
                base, times = unit
                value = _value(simple[1])
                return [Luku(text, value if times == 1 else scaled(value, times), None, base or None, None, None, None)]
        first = digit.start()
        periods = self._periods(text, first)
        masked = self._mask(text, first, periods)
        spots: list[Spot] = []
        previous, at = None, first
        while (match := FIGURE.search(masked, at)) is not None:
            spot = self._spot(text, masked, match)
            if spot is None:
                at = match.end()
                continue
            if periods:
                spot.luku.kausi = _period(text, spot, previous, periods)
            spot.luku.rooli = self.roles.of(text, spot, previous, sentence)
            spots.append(spot)
            previous, at = spot, max(match.end("number"), spot.end)
        if sentence:
            pair_targets(text, spots)
        return [spot.luku for spot in spots]

    def doubt(self, text: str) -> str | None:
        """What a level prints as its figure and what could be read in two ways, so that it was given no value.

        `3/4` and `noin 1½ v` are, and `12,345.67` wherever it stands; `Avoinna 24/7` has no figure to lose.
        """
        digit = DIGIT.search(text)
        if digit is None or SIMPLE.fullmatch(text) is not None:
            return None
        for pattern in UNSURE:
            if (match := pattern.search(text, digit.start())) is not None:
                return match[0]
        blank = len(text) - len(text.lstrip())
        for pattern in PARTS:
            match = pattern.match(text, digit.start())
            if match is not None and self._comparison(text, match.start())[0] <= blank:
                return match[0] if not (self._periods(text, match.start()) or self.find(text)) else None
        return None

    def _periods(self, text: str, first: int) -> list[Found]:
        """The periods, but for years that a unit follows: `2000 asukasta`, `1900–2000 kpl` are quantities."""
        found = self.periods.find(text, first)
        return found and [one for one in found if len(one.kausi.teksti) != 4 or not self._counts(text, one)]

    def _counts(self, text: str, year: Found) -> bool:
        """Whether what looks like a year counts something: a unit follows, or it ends a range: `1000–2000`."""
        lower = RANGE_BEFORE.search(text, max(0, year.start - WINDOW), year.start)
        if lower is not None and not FIRST_YEAR <= int(lower[1]) <= LAST_YEAR:
            return True
        upper = UPPER.match(text, year.end)
        unit = self.units.after(text, upper.end() if upper is not None else year.end)
        if unit is None:
            return False
        base, _, end = unit
        return base != "v" and not text[end : end + 2].strip()[:1].isdigit()

    def _mask(self, text: str, first: int, periods: list[Found]) -> str:
        """The text with all that is no quantity blanked out, of the same length and one character more."""
        spans = [(found.start, found.end) for found in periods]
        if numbers := [(match.start(), match[1][-1]) for match in FOLLOWED.finditer(text, first)]:
            spans += self._no_figures(text, numbers)
        if not spans:
            return text + "\n"
        masked = list(text)
        for start, end in spans:
            masked[start:end] = "#" * (end - start)
        return "".join(masked) + "\n"

    def _no_figures(self, text: str, numbers: list[tuple[int, str]]) -> list[tuple[int, int]]:
        """Where a text has what looks like a figure and is none; `numbers` are those before a sign, with the sign."""
        spans: list[tuple[int, int]] = []
        blank = len(text) - len(text.lstrip())
        ends: dict[re.Pattern[str], int] = {}
        for start, sign in numbers:
            for pattern in NO_FIGURES[sign]:
                if start >= ends.get(pattern, 0) and (match := pattern.match(text, start)) is not None:
                    ends[pattern] = match.end()
                    if pattern is not SECTION or not self._is_decimal(text, match, blank):
                        spans.append(match.span())
        if numbers[0][1] in ".)" and (leading := ENUMERATOR.match(text)):
            spans.append(leading.span())
        spans += _notes(text, [start for start, sign in numbers if sign in ")]"])
        return spans

    def _is_decimal(self, text: str, section: "re.Match[str]", blank: int) -> bool:
        """Whether what could be the number of a section is a decimal: 4.5 by itself, 4.5 pv."""
        if section[0].count(".") != 1:
            return False
        start, end = section.span()
        if self.units.after(text, end) is not None or (start == blank and end == len(text.rstrip())):
            return True
        begins = self._comparison(text, start)[0] <= blank  # it is the first thing, its comparison aside
        return begins and NOTED.match(text, end) is not None

    def _spot(self, text: str, masked: str, match: "re.Match[str]") -> Spot | None:
        """The figure at a match, or None where it is no quantity."""
        signed = _sign(text, match.start())
        if signed is None or (len(match[0]) >= FEWEST_GLUED and _is_glued(match)):
            return None
        start, sign = signed
        lower, upper, end = _ends(match, masked)
        if masked[end] in ".," and masked[end + 1].isdecimal():
            return None  # `12.345.67`
        begin, comparison = self._comparison(text, start)
        printed = last_word(text[max(0, begin - WINDOW) : begin])
        word = printed.casefold().rstrip(":")
        if (masked[end] == "." and ORDINAL.match(masked, end)) or (comparison is None and word in self.identifiers):
            return None  # `66. kaupunginosa`, `linja 1`
        unit = self._unit(text, printed, end)
        if unit is None and masked[end].isalpha():
            return None  # 3a, 5G
        base = None
        if unit is not None:
            base, times, end = unit
            base = base or None  # `1,5 miljoonaa`
            if times != 1:
                lower, upper = scaled(lower, times), scaled(upper, times) if upper is not None else None
        if comparison is None:
            comparison = self._comparison_after(text, end)
        luku = Luku(text[begin:end], sign * lower, upper, base, comparison, None, None)
        return Spot(begin, end, luku, start < match.start(), word)

    def _comparison(self, text: str, start: int) -> tuple[int, Vertailu | None]:
        """The comparison right before a figure, and where it begins."""
        window = text[max(0, start - WINDOW) : start].rstrip()
        last = window[-2:].casefold()[-2:]
        forms = self.before.get(last) or self.before.get(last[-1:])
        if forms is None:
            return start, None
        window = window.casefold()
        for form, sign in forms:
            if window.endswith(form) and not (form == ">" and NO_COMPARISON.search(window)):
                at = len(window) - len(form)
                if at and window[at - 1].isalnum() and form[0].isalpha():
                    continue
                return max(0, start - WINDOW) + at, sign
        return start, None

    def _comparison_after(self, text: str, end: int) -> Vertailu | None:
        following = text[end : end + WINDOW].lstrip()
        if following[:1].casefold() not in self.after_first:
            return None
        following = following.casefold()
        return next((sign for form, sign in self.after if following.startswith(form)), None)

    def closing_comparison(self, name: str) -> Vertailu | None:
        """The comparison that an indicator's name closes with, its unit aside: `Vajaakäyttöaste enintään %`."""
        bare = name.rstrip(" .:%)(")
        return self._comparison(bare, len(bare))[1]

    def _unit(self, text: str, before: str, end: int) -> Unit | None:
        """The unit after a figure, else the word before it, if it is one of those that stand before theirs."""
        unit = self.units.after(text, end)
        if (unit is None or unit[0] == "v") and YEARS_OLD.match(text, end):
            return "v", 1, end
        if unit is not None:
            return unit
        base = before.split(":", 1)[0]
        return (self.units.base(base) or base, 1, end) if base.casefold() in self.units.before else None


def _notes(text: str, starts: list[int]) -> Iterator[tuple[int, int]]:
    """Footnotes behind figures: `10 600 1)`, not `(alle 5)`, where a bracket is open."""
    seen = opened = 0
    for start in starts:
        if (note := FOOTNOTE.match(text, start)) is not None:
            opened += text.count("(", seen, start) - text.count(")", seen, start)
            seen = start
            if not opened:
                yield note.span()


def _sign(text: str, first: int) -> tuple[int, int] | None:
    """Where the figure with this first digit begins, and its sign; None where it is part of what stands before it."""
    before = text[max(0, first - 2) : first]
    if before[-1:] in APART and before[:1] not in SIGNS:
        return first, 1
    start, sign = _signed(text, first)
    before = text[max(0, start - 2) : start]
    if start == first and before and (before[-1].isalnum() or before[-1] in "./,'"):
        return None
    if before[-1:] in ("-", "–") and before[:-1].isalpha():
        return None  # COVID-19
    return start, sign


def _signed(text: str, first: int) -> tuple[int, int]:
    """The same with a sign, if there is one; a spaced one counts only where a figure is expected: `(- 4 %)`."""
    for width in (1, 2):
        at = first - width
        if at < 0 or (width == 2 and text[first - 1] not in SPACES):
            break
        if text[at] in SIGNS:
            before = text[max(0, at - 1) : at]
            if (width == 1 and not (before.isalnum() or before in (")", "%"))) or (width == 2 and before in ("", "(")):
                return at, -1 if text[at] != "+" else 1
    return first, 1


def _is_glued(match: "re.Match[str]") -> bool:
    """Whether a figure, or the upper end of a range, is several that ran together: `1 234 567 890 123 456`."""
    wholes = [number.partition(",")[0] for number in (match["number"], match["upper"]) if number]
    return any(sum(map(str.isdecimal, whole)) > MOST_DIGITS or GLUED_YEARS.fullmatch(whole) for whole in wholes)


def _ends(match: "re.Match[str]", masked: str) -> tuple[float, float | None, int]:
    """The lower and upper end of a range, or a number alone, and where it ends in the text."""
    lower = _value(match["number"])
    if match["upper"] is not None:
        upper, end = _value(match["upper"]), match.end("upper")
        if lower < upper and not CONTINUED.match(masked, end):
            return lower, upper, end
    return lower, None, match.end("number")


def _value(number: str) -> float:
    if number.isdecimal():
        return int(number)
    for space in SPACES:
        number = number.replace(space, "")
    if DECIMAL.fullmatch(number):
        return float(number)
    whole, _, decimals = number.partition(",")
    whole = whole.replace(".", "")
    return float(f"{whole}.{decimals}") if decimals else int(whole)


def scaled(value: float, times: int) -> float:
    """A value in larger units as one in the unit itself: 2.5 of a million is 2500000."""
    product = round(value * times, 6)
    return int(product) if product == int(product) else product


def _period(text: str, spot: Spot, previous: Spot | None, periods: list[Found]) -> Kausi | None:
    """The period of a figure: right before it (`11/22: 2621`), or alone in brackets or after a slash behind it."""
    at = bisect_left(periods, spot.start, key=lambda found: found.start)
    if at and (previous is None or periods[at - 1].start >= previous.end):
        found = periods[at - 1]
        joined = at > 1 and text[periods[at - 2].end : found.start].strip() in ("ja", "och", "sekä", "-", "–")
        if not joined and BEFORE_PERIOD.fullmatch(text, found.end, spot.start):
            return found.kausi
    if at < len(periods):
        found = periods[at]
        between = text[spot.end : found.start].strip()
        if (between == "(" and text[found.end : found.end + 1] == ")") or between == "/":
            return found.kausi
    return None
