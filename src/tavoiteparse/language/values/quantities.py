"""Figures in a printed text: value, range, comparison, unit, period, and what the figure does in its sentence."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from tavoiteparse.contract.model import Kausi, Luku, Vertailu
from tavoiteparse.language.values.periods import FULL_DATE, Found, Periods
from tavoiteparse.language.values.roles import WINDOW, YEARS_OLD, FigureWords, Roles, Spot, last_word, pair_targets
from tavoiteparse.language.values.units import Unit, Units
from tavoiteparse.source.lazy import lazy
from tavoiteparse.strict.records import record

SPACES = " \u00a0\u2009\u202f"
NUMBER = (
    rf"\d{{1,3}}(?:[{SPACES}]\d{{3}})+(?!\d)(?:,\d{{1,6}})?"  # 10 900
    r"|\d{1,3}(?:\.\d{3})+(?![\d.])(?:,\d{1,6})?"  # 264.990
    r"|\d{1,4}\.\d{1,2}(?![\d.])"  # 4.5, unless it is masked as a section or date
    r"|\d{1,15}(?:,\d{1,6})?(?!\d)"
)
FIGURE = lazy(rf"(?P<number>{NUMBER})(?:\s?[-–—]\s?(?P<upper>{NUMBER}))?")
UPPER = lazy(rf"\s?[-–—]\s?(?:{NUMBER})")
DIGIT = lazy(r"\d")
MOST_DIGITS = 15  # of a figure, as in one run; more are a code, or a row that lost its borders
# Most levels are a number and perhaps a unit, which needs no look around. Four digits may be a year.
SIMPLE = lazy(r"(\d{1,3}(?:,\d{1,6})?|\d{5,9}|\d{1,3} \d{3})(?:\s?([^\W\d_]{1,12}|%))?")
# What looks like a figure and is none: dates, decimal section numbers, law and case numbers, lists of lines or routes.
# They begin with a digit and look behind it, so that a search goes from digit to digit, not from sign to sign.
DATE = lazy(r"\d(?<![\d.,]\d)\d?\.\d{1,2}\.(?:(?!\d{3})\s?(?=\D|$)|\d{2}(?!\d))")
SECTION = lazy(r"\d(?<![\d.,]\d)\d{0,2}(?:\.\d{1,2}){1,4}(?![\d%]|\.\d)")
CASE = lazy(r"\d(?<!\d\d)\d{0,3}(?:/\d{4}(?!\d)|\s?§)")
ID = lazy(r"\d(?<!\d\d)\d{2} \d{4}(?!\d)")
ROUTES = lazy(r"\d(?<![\d,]\d)\d{0,3}(?:, \d{1,4}(?!\d|,\d)){2,}+(?: (?:ja|sekä|och|samt) \d{1,4}(?!\d))?")
NO_COMPARISON = lazy(r"</?[^\W\d_][^<>]*>$|[-–=]>$")  # a word in angle brackets, an arrow
FOOTNOTE = lazy(r"(?<=\S)\s?\[\d{1,2}\]|(?<=[^\s(])\s\d{1,2}\)(?=\s|$)")
NOTED = lazy(r"\s*(?:\(|/|$)")
CONTINUED = lazy(r"[/.]\d")
# … each with what a text must hold for it to be there
NO_FIGURES = ((".", FULL_DATE), (".", DATE), ("/", CASE), ("§", CASE), (" ", ID), (", ", ROUTES))
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
        self.before: dict[str, list[tuple[str, Vertailu]]] = {}  # by their last character, longest first
        for sign, some in comparators.before.items():
            for form in some:
                self.before.setdefault(form[-1].casefold(), []).append((form.casefold(), sign))
        for forms in self.before.values():
            forms.sort(key=lambda pair: -len(pair[0]))
        self.after = [(form.casefold(), sign) for sign, some in comparators.after.items() for form in some]
        self.identifiers = frozenset(words.identifiers)

    def find(self, text: str, sentence: bool = False) -> list[Luku]:
        """The figures of a text, in order. In the sentence of an indicator they may be targets and baselines."""
        if DIGIT.search(text) is None:
            return []
        if (simple := SIMPLE.fullmatch(text)) is not None:
            base = self.units.base(simple[2]) if simple[2] else None
            if base is not None or not simple[2]:
                return [Luku(text, _value(simple[1]), None, base, None, None, None)]
        periods = self._periods(text)
        spots = list(self._spots(text, periods))
        for n, spot in enumerate(spots):
            spot.luku.kausi = _period(text, spots, n, periods)
        for n, spot in enumerate(spots):
            spot.luku.rooli = self.roles.of(text, spots, n, sentence)
        if sentence:
            pair_targets(text, spots)
        return [spot.luku for spot in spots]

    def _periods(self, text: str) -> list[Found]:
        """The periods, but for years that a unit follows: `2000 asukasta`, `1900–2000 kpl` are quantities."""
        return [
            found for found in self.periods.find(text) if len(found.kausi.teksti) != 4 or not self._counts(text, found)
        ]

    def _counts(self, text: str, year: Found) -> bool:
        """Whether what looks like a year counts something: a unit follows that is not the next figure's."""
        upper = UPPER.match(text, year.end)
        unit = self.units.after(text, upper.end() if upper is not None else year.end)
        return unit is not None and unit.base != "v" and not text[unit.end : unit.end + 2].strip()[:1].isdigit()

    def _mask(self, text: str, periods: list[Found]) -> str:
        """The text with all that is no quantity blanked out, of the same length and one character more."""
        spans = [(found.start, found.end) for found in periods]
        if leading := ENUMERATOR.match(text):
            spans.append(leading.span())
        seen = opened = 0  # brackets that are open where a note stands
        for note in FOOTNOTE.finditer(text) if ")" in text or "]" in text else ():
            opened += text.count("(", seen, note.start()) - text.count(")", seen, note.start())
            seen = note.start()
            if not opened:  # `10 600 1)`, not `(alle 5)`
                spans.append(note.span())
        for needed, pattern in NO_FIGURES:
            if needed in text:
                spans += [match.span() for match in pattern.finditer(text)]
        blank, bare = len(text) - len(text.lstrip()), text.strip()
        for match in SECTION.finditer(text) if "." in text else ():  # not 4.5 by itself, not 4.5 pv
            begins = self._comparison(text, match.start())[0] <= blank  # it is the first thing, its comparison aside
            alone = match[0] == bare or (begins and NOTED.match(text, match.end()))
            decimal = match[0].count(".") == 1 and (alone or self.units.after(text, match.end()))
            if not decimal:
                spans.append(match.span())
        masked = list(text)
        for start, end in spans:
            masked[start:end] = "#" * (end - start)
        return "".join(masked) + "\n"

    def _spots(self, text: str, periods: list[Found]) -> Iterator[Spot]:
        masked = self._mask(text, periods)
        at = 0
        while (match := FIGURE.search(masked, at)) is not None:
            spot = self._spot(text, masked, match) if not _is_too_long(match) else None
            at = max(match.end("number"), spot.end) if spot is not None else match.end()
            if spot is not None:
                yield spot

    def _spot(self, text: str, masked: str, match: "re.Match[str]") -> Spot | None:
        """The figure at a match, or None where it is no quantity."""
        start, sign = _sign(text, match.start())
        before = text[max(0, start - 1) : start]
        if start == match.start() and before and (before.isalnum() or before in "./,'"):
            return None
        if before in ("-", "–") and text[max(0, start - 2) : start - 1].isalpha():
            return None  # COVID-19
        lower, upper = _value(match["number"]), _value(match["upper"]) if match["upper"] else None
        end = match.end("number")
        if upper is not None and lower < upper and not CONTINUED.match(masked, match.end("upper")):
            end = match.end("upper")
        else:
            upper = None
        if self._is_no_figure(text, masked, start, end):
            return None
        begin, comparison = self._comparison(text, start)
        unit = self._unit(text, begin, end)
        if unit is None and masked[end].isalpha():
            return None  # 3a, 5G
        times = unit.times if unit is not None else 1
        end = unit.end if unit is not None else end
        following = text[end : end + WINDOW].lstrip().casefold()
        comparison = comparison or next((sign for form, sign in self.after if following.startswith(form)), None)
        base = unit.base if unit is not None else None
        luku = Luku(text[begin:end], _times(sign * lower, times), None, base, comparison, None, None)
        luku.arvo_yla = _times(upper, times) if upper is not None else None
        return Spot(begin, end, luku, sign < 0 or text[start] == "+")

    def _is_no_figure(self, text: str, masked: str, start: int, end: int) -> bool:
        """An ordinal (`66. kaupunginosa`), part of a fraction or date, or a number that names something (`linja 1`)."""
        if ORDINAL.match(masked, end) or (masked[end : end + 2].strip() in ("/", "./") and masked[end + 1].isdigit()):
            return True
        return last_word(text[max(0, start - WINDOW) : start]).casefold().rstrip(":") in self.identifiers

    def _comparison(self, text: str, start: int) -> tuple[int, Vertailu | None]:
        """The comparison right before a figure, and where it begins."""
        window = text[max(0, start - WINDOW) : start].casefold().rstrip()
        for form, sign in self.before.get(window[-1:], ()):
            if window.endswith(form) and not (form == ">" and NO_COMPARISON.search(window)):
                at = len(window) - len(form)
                if at and window[at - 1].isalnum() and form[0].isalpha():
                    continue
                return max(0, start - WINDOW) + at, sign
        return start, None

    def closing_comparison(self, name: str) -> Vertailu | None:
        """The comparison that an indicator's name closes with, its unit aside: `Vajaakäyttöaste enintään %`."""
        bare = name.rstrip(" .:%)(")
        return self._comparison(bare, len(bare))[1]

    def _unit(self, text: str, begin: int, end: int) -> Unit | None:
        """The unit after a figure, else one of those that stand before theirs."""
        if YEARS_OLD.match(text, end):
            return Unit("v", 1, end)
        unit = self.units.after(text, end)
        if unit is not None:
            return unit
        base = last_word(text[max(0, begin - WINDOW) : begin]).split(":", 1)[0]
        return Unit(self.units.base(base) or base, 1, end) if base.casefold() in self.units.before else None


def _sign(text: str, start: int) -> tuple[int, int]:
    """Where a signed figure begins, and its sign. A spaced sign counts only where a figure is expected: `(- 4 %)`."""
    for width in (1, 2):
        at = start - width
        if at < 0 or (width == 2 and text[start - 1] not in SPACES):
            break
        if text[at] in "-–−+":
            before = text[max(0, at - 1) : at]
            if (width == 1 and not (before.isalnum() or before in (")", "%"))) or (width == 2 and before in ("", "(")):
                return at, -1 if text[at] != "+" else 1
    return start, 1


def _is_too_long(match: "re.Match[str]") -> bool:
    """Whether a figure, or the upper end of a range, has more digits than figures have: `1 234 567 890 123 456`."""
    wholes = (number.partition(",")[0] for number in (match["number"], match["upper"]) if number)
    return any(sum(map(str.isdecimal, whole)) > MOST_DIGITS for whole in wholes)


def _value(number: str) -> float:
    for space in SPACES:
        number = number.replace(space, "")
    if re.fullmatch(r"\d+\.\d{1,2}", number):
        return float(number)
    whole, _, decimals = number.partition(",")
    whole = whole.replace(".", "")
    return float(f"{whole}.{decimals}") if decimals else int(whole)


def _times(value: float, times: int) -> float:
    if times == 1:
        return value
    product = round(value * times, 6)
    return int(product) if product == int(product) else product


def _period(text: str, spots: list[Spot], n: int, periods: list[Found]) -> Kausi | None:
    """The period of a figure: right before it (`11/22: 2621`), or alone in brackets or after a slash behind it."""
    spot = spots[n]
    at = bisect_left(periods, spot.start, key=lambda found: found.start)
    previous = spots[n - 1].end if n else 0
    if at and periods[at - 1].start >= previous:
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
