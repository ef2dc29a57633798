"""Units: the word after a figure (or before it, or in the indicator's name) to its base form."""

from functools import lru_cache

from tavoiteparse.source.lazy import lazy
from tavoiteparse.strict.records import record

WORD = lazy(r"\s?((?:[^\W\d_]|[%‰€])\S*(?:[^\S ]\S+)?)")
SECOND = lazy(r" \S+")
COUNT = ""  # the unit of a factor by itself: `40 tuhatta`
SIGNS = ("%", "‰", "€")
CLOSING = ',;:!?)]"”*'
SLASH = lazy(r"\s?/\s?|\s+per\s+")
TIMES = (("1000 ", lazy(r"1[ .]?000\s")), ("10 000 ", lazy(r"10[ .]?000\s")))
PER = lazy(r"[^\W\d_]+[²³23]?\.?")
FIGURE_END = lazy(r"\d\s?%\W*$")
BRACKETED = lazy(r"\(((?:[^()\s]{1,5} )?[^()\s]{1,20})\)")
LAST = lazy(r"(?:[-,\s]|(?<=\w))(%)\W*$|,\s((?:1 000 |milj\. |t )?[^,\s]{1,20})$")
WITH_COMMA = 23  # characters that the last word of a name can take with the comma before it
NAME_END = 200  # characters of an indicator's name that may state its unit


@record
class UnitWords:
    """units.yaml: forms by base unit, money by factor, what units are counted per, units that precede figures."""

    units: dict[str, list[str]]
    money: dict[int, list[str]]
    crowns: dict[int, list[str]]
    times: dict[int, list[str]]
    per: list[str]
    before: list[str]


Unit = tuple[str, int, int]  # a unit found: base form, factor of its value, and where it ends in the text


class Units:
    """Finds units by the words of the vocabulary."""

    def __init__(self, words: UnitWords) -> None:
        self.exact: dict[str, tuple[str, int]] = {}
        self.prefixes: list[tuple[str, str]] = []
        for base, forms in words.units.items():
            for form in (base, *forms):
                if form.endswith("*"):
                    self.prefixes.append((form[:-1].casefold(), base))
                else:
                    self.exact[form.casefold()] = (base, 1)
        for times, forms in words.money.items():
            self.exact.update({form.casefold(): ("€", times) for form in forms})
        for times, forms in words.crowns.items():
            self.exact.update({form.casefold(): ("kr", times) for form in forms})
        for times, forms in words.times.items():
            self.exact.update({form.casefold(): (COUNT, times) for form in forms})
        self.per = {form.casefold(): self.base(form) or form for form in words.per}
        self.before = frozenset(form.casefold() for form in words.before)
        self.firsts = frozenset(form.split(" ", 1)[0] for form in self.exact if " " in form)
        self.opening = lru_cache(maxsize=1024)(self._opening)  # the words behind figures are few

    def base(self, word: str) -> str | None:
        """The base form of a word that is a unit, an ending after a colon aside: `%:lla`, `yöpymisvrk:n`."""
        found = self._look_up(word)
        return found[0] if found is not None else None

    def measure(self, word: str) -> tuple[str, int] | None:
        """The base form of a unit and the factor that is part of it: `1 000 €`, `milj. kr`."""
        return self._look_up(word if " " not in word else " ".join(word.split()))

    def after(self, text: str, at: int) -> Unit | None:
        """The unit that stands at an offset, right after a figure: two words if they are one unit, else one."""
        match = WORD.match(text, at)
        if match is None:
            return self._per_only(text, at)
        start, end = match.span(1)
        known, joins = self.opening(match[1])
        if joins and (second := SECOND.match(text, end)) is not None:
            both = (match[1] + second[0]).rstrip(CLOSING)
            found = self.exact.get(both.casefold()) or self.exact.get(both.rstrip(".").casefold())
            if found is not None:
                return self._compound(text, *found, start + len(both))
        if known is None:
            return None
        base, times, length = known
        if base == COUNT:  # `1,5 miljoonaa käyntiä`
            at = start + length
            unit = self.after(text, at + text.startswith(".", at))
            return (unit[0], unit[1] * times, unit[2]) if unit is not None else (base, times, at)
        return self._compound(text, base, times, start + length)

    def _opening(self, word: str) -> tuple[Unit | None, bool]:
        """The unit that a word begins with and where it ends in it; whether one of two words may begin with it."""
        joins = word.casefold() in self.firsts
        bare = word.split("/", 1)[0].rstrip(CLOSING)
        found = self._look_up(bare)
        if found is None and bare.startswith(SIGNS):
            bare = bare[0]  # `60%asiakkaista`
            found = self._look_up(bare)
        if found is None:
            return None, joins
        stop = bare.endswith(".") and not found[0].endswith(".") and "/" not in word  # it closes the sentence
        return (*found, len(bare) - stop), joins

    def _look_up(self, word: str) -> tuple[str, int] | None:
        folded = word.casefold()
        found = self.exact.get(folded)
        if found is None and ":" in folded:
            folded = folded.split(":", 1)[0]
            found = self.exact.get(folded)
        if found is None:
            folded = folded.rstrip(".")
            found = self.exact.get(folded)
        if found is None:
            base = next((base for prefix, base in self.prefixes if folded.startswith(prefix)), None)
            found = (base, 1) if base is not None else None
        return found

    def _compound(self, text: str, base: str, times: int, end: int) -> Unit:
        """A unit with what it is counted per, if that follows: hlö/kk, €/asukas."""
        slash = SLASH.match(text, end)
        per = self._per(text, slash.end()) if slash is not None else None
        if per is None:
            return base, times, end
        return f"{base}/{per[0]}", times, per[1]

    def _per_only(self, text: str, at: int) -> Unit | None:
        """A rate without a unit: `1-76/kk`."""
        slash = SLASH.match(text, at) if "/" in text[at : at + 2] else None
        per = self._per(text, slash.end()) if slash is not None else None
        return (f"/{per[0]}", 1, per[1]) if per is not None else None

    def _per(self, text: str, at: int) -> tuple[str, int] | None:
        times = ""
        for name, pattern in TIMES:
            if match := pattern.match(text, at):
                times, at = name, match.end()
        word = PER.match(text, at)
        if word is None:
            return None
        for form in (word[0], word[0].rstrip(".")):
            if form.casefold() in self.per:
                return times + self.per[form.casefold()], at + len(form)
        return None


def unit_in_name(name: str, units: Units) -> tuple[str, int] | None:
    """The unit that an indicator's name states, and its factor: `Osallistujat, kpl`, `Osuus (%)`, `Menot, 1 000 €`."""
    name = name[-NAME_END:].rstrip(" .:")
    for bracketed in BRACKETED.findall(name) if "(" in name else ():
        if (unit := units.measure(bracketed)) is not None:
            return unit
    last = LAST.search(name) if "%" in name or "," in name[-WITH_COMMA:] else None
    if last is None or FIGURE_END.search(name) is not None:  # the unit of a figure in the name: `kun osuus on 5 %`
        return None
    return units.measure(last[1] or last[2])
