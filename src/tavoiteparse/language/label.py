"""What a printed text begins with: a label, a header of a column, sound or damaged."""

from collections.abc import Callable
from typing import NamedTuple

from tavoiteparse.language.distance import is_near
from tavoiteparse.language.roles import NUMBERED, Role
from tavoiteparse.source.lazy import lazy

NO_VALUE = ("-", "–", "—")  # a dash printed where there is no value (rule `no-value`)
TWO_ERRORS = 9  # letters of a label in which two may be wrong; `Toiminta` is no `Toimiala`
SHORTEST_DAMAGED = 4  # letters; a shorter word is another word sooner than a damaged label
SHORTEST_CAPITALS = 4
# After a label in capitals, a value that is not in capitals as well: no heading such as `TAVOITE JA MITTARI`.
MIXED = lazy(r"\s+(?=[^\W\d_]+[a-zåäö]|[<>≤≥]|[–+-]?\d|[–—-]\s*$)")
LONGEST_LABEL = 40  # how far into a text a label with a broken word is looked for
MOST_REMEMBERED = 50_000
REMEMBERED = 300  # longest text whose label is remembered

SCANNED = (("rn", "m"), ("cl", "d"), ("vv", "w"), ("ii", "u"))  # pairs of letters that scanning makes of one
NUMBER = lazy(
    r"\s*(?:n(?:ro|r|:o)\.?\s+)?(?P<number>\d{1,3}+(?:\.\d{1,3}+)*+(?![.\d]*\d)|[A-ZÅÄÖ]\d{0,2}|[IVX]{1,5})(?:\s*[.:)]|\s+[–-])(?=\s|$)\s*"
)
NUMBER_BEFORE = lazy(r"(?P<number>\d{1,2}(?:\.\d{1,2})*)[.)]?\s+(?=[^\W\d_])")
BARE_NUMBER = lazy(r"\s+(?:n(?:ro|r|:o)\.?\s+)?(?P<number>(?:\d{1,3}|\d{4}(?=\.\d))(?:\.\d{1,3})*)(?=\s+\S|$)\s*")
# What may follow a label or heading and belong to it: a period (`2024`, `30.6.2024`, `1-3/2026`, `tammi–elokuu 2023`)
# or a note in brackets.
PERIOD_TAIL = lazy(
    r"\s*(?!\d{1,3}(?:\s\d{3})*(?:,\d+)?\s*$)"  # a figure is no period: `Lähtötaso 2,1`, `Tavoitetaso 1 500`
    r"(?P<tail>\(?(?:(?i:vuo(?:si|nna|den|delle|sille)|v\.?|tilanne|per|kaude(?:n|lle)|år(?:et)?|för|den)\s+)*"
    r"(?:[^\W\d_]{2,9}(?:kuu\w{0,4})?\s?[–-]\s?)?(?:[^\W\d_]{2,9}kuu\w{0,4}\s*)?"
    r"(?:[TQH]\d|\d)[\dTQH.,/\s–—-]{0,24}\)?|\([^:()]{1,40}\))"
    r"\s*(?P<colon>:|$)\s*"
)
BESIDE = frozenset("/|–—-")  # between the words of two languages
OPEN_TAIL = lazy(r"(?P<tail>[^:]{0,160}):(?=\s|$)\s*")
SENTENCE_END = lazy(r"[.!?]\s+[A-ZÅÄÖ]")
BROKEN = lazy(r"(?<=[a-zåäö])- (?=[a-zåäö])")  # `Lähtö- taso`: a line end of the original inside a word
SPACED = lazy(r"\w(?: \w){3,}(?=\s*:?$|\s{2,}|\s*:|\s*\()")


class Label(NamedTuple):
    """A label found at the start of a text: its role, number, and where in the text its value begins.

    `printed` is the label itself, colon off; `closed` says that a colon or a number shows it to be a label;
    `rule` names the vocabulary entry; `damaged` the right word where one or two characters were wrong; `sure` is off
    where only the last of a header's words names the field; `second` is the other role that a header names.
    """

    role: Role
    number: str | None
    printed: str
    value_at: int
    closed: bool
    rule: str
    damaged: str | None = None
    sure: bool = True
    second: Role | None = None


def fold(text: str) -> str:
    """A text as labels are compared: case folded, white space single, no colon or full stop at its end."""
    return " ".join(text.casefold().split()).rstrip(" :.")


class Remembered(dict[str, Label | None]):
    """What a text begins with, found when it is first asked for: the same few labels and headings stand in every block.

    Several stages ask for each cell, so that the answer has to be no more than a look-up.
    """

    def __init__(self, find: Callable[[str], Label | None]) -> None:
        super().__init__()
        self.find = find

    def __missing__(self, text: str) -> Label | None:
        found = self.find(text)
        if len(text) <= REMEMBERED:
            if len(self) > MOST_REMEMBERED:
                self.clear()
            self[text] = found
        return found


class Labels:
    """The words of labels and headings by their field, ready for lookups by printed text.

    `labels` has the field of each folded phrase; `tails` the fields after whose label more words may follow.
    """

    def __init__(self, labels: dict[str, Role], tails: frozenset[str]) -> None:
        self.tails = tails
        self._index(labels)

    def _index(self, labels: dict[str, Role]) -> None:
        """Makes what lookups of labels need."""
        self.labels = labels
        self.first_words: dict[str, int] = {}  # to the number of words in the longest label that begins so
        for phrase in labels:
            first, count = phrase.split()[0], len(phrase.split())
            self.first_words[first] = max(count, self.first_words.get(first, 0))
        self.account_words = {phrase.split()[0] for phrase, role in labels.items() if role in self.tails}
        words = (phrase.split() for phrase in labels if " " in phrase)
        self.words: dict[int, list[tuple[str, frozenset[str]]]] = {}  # about as long, with their letters
        for phrase in [phrase for phrase in labels if " " not in phrase]:
            for length in range(len(phrase) - 1, len(phrase) + 2):
                self.words.setdefault(length, []).append((phrase, frozenset(phrase)))
        self.begun_labels = {" ".join(some[:n]) for some in words for n in range(1, len(some))}  # `toiminnan` of a line
        self.squeezed = {phrase.replace(" ", ""): phrase for phrase in labels if " " in phrase}  # as letter-spaced ones
        self.label = Remembered(self._find_label).__getitem__
        tails = {phrase[1:] for phrase, role in labels.items() if role == "mittari" and " " not in phrase}
        self.indicator_tails = tuple(tail for tail in tails if not any(o in tail for o in tails - {tail}))

    def whole(self, text: str) -> Label | None:
        """The label that is all of a text: a header, the heading of a list, a label alone on its line."""
        label = self.label(text)
        return label if label is not None and label.value_at >= len(text) else None

    def _find_label(self, text: str) -> Label | None:
        """The label that a text (white space folded) begins with, if it does. Ask `label`, which remembers."""
        if "- " in text[:LONGEST_LABEL] and (broken := BROKEN.search(text, 0, LONGEST_LABEL)) is not None:
            joined = text[: broken.start()] + text[broken.end() :]
            hit = self.label(joined)
            if hit is not None and hit.value_at > broken.start():
                at = hit.value_at + broken.end() - broken.start()
                return hit._replace(value_at=at, printed=text[:at].rstrip(" :."))
        space = text.find(" ")
        if space == 1 and (spaced := SPACED.match(text)):
            word = spaced[0].replace(" ", "")
            word = self.squeezed.get(word.casefold(), word)
            hit = self.label(word + text[spaced.end() :])
            return hit and hit._replace(value_at=hit.value_at - len(word) + spaced.end())
        if text[:1].isdecimal():
            return self._numbered(text)
        first = text if space < 0 else text[:space]
        words = self.first_words.get(first.casefold().rstrip(":."))
        if words is None:
            return None
        ends = [len(first)]
        while len(ends) < words and ends[-1] < len(text):
            space = text.find(" ", ends[-1] + 1)
            ends.append(space if space > 0 else len(text))
        for end in reversed(ends):
            role = self.labels.get(text[:end].casefold().rstrip(" :."))
            if role == "tavoitenumero" and text[end : end + 1] not in ("", ":"):
                continue  # `Tavoite nro 3: …` is the label of a goal with its number
            if role is not None:
                return self._closed(text, end, role)
        return None

    def _numbered(self, text: str) -> Label | None:
        """A label with its number before it: `1. tavoite: Jokaisella on harrastus`."""
        number = NUMBER_BEFORE.match(text)
        hit = self.label(text[number.end() :]) if number is not None else None
        if number is None or hit is None or not hit.closed or hit.number is not None or hit.role not in NUMBERED:
            return None
        at = hit.value_at + number.end()
        return hit._replace(number=number["number"], value_at=at, printed=number[0] + hit.printed)

    def _closed(self, text: str, end: int, role: Role) -> Label | None:
        """What follows the words of a label: a colon, a number, a period, more words (in accounts), or nothing."""
        rule = f"labels.yaml: {role}"
        word = text[:end].rstrip(":. ")
        rest = text[len(word) :]
        stripped = rest.lstrip()
        if not stripped or rest == ".":
            return Label(role, None, word, len(text), False, rule)
        if stripped[0] == ":" or stripped.startswith("| "):  # a row of pipes alone: `TAVOITE | Vesi riittää`
            at = len(text) - len(stripped) + 1
            return Label(role, None, word, at + len(text[at:]) - len(text[at:].lstrip()), True, rule)
        beside = stripped[1:].lstrip() if stripped[0] in BESIDE else ""
        twin = self.label(beside) if beside else None
        if twin is not None and twin.role == role and twin.closed and not twin.number:  # `Tavoitetaso / Målnivå: 60 %`
            at = len(text) - len(beside) + twin.value_at
            return Label(role, None, text[:at].rstrip(" :"), at, True, rule)
        number = NUMBER.match(rest) or BARE_NUMBER.match(rest) if role in NUMBERED else None
        if number is not None:
            value_at = len(word) + number.end()
            return Label(role, number["number"], text[: len(word) + number.end("number")], value_at, True, rule)
        if rest.startswith(". "):  # `Tot. 2023`
            word, rest = f"{word}.", rest[1:]
        tail = OPEN_TAIL.match(rest) if role in self.tails else PERIOD_TAIL.match(rest)
        if tail is None and len(word) >= SHORTEST_CAPITALS and word.isupper() and (value := MIXED.match(rest)):
            at = len(word) + value.end()
            return Label(role, None, word, at, True, rule)  # `TAVOITE Vesi riittää`: the colon or cell border is lost
        if tail is None or SENTENCE_END.search(tail["tail"]):
            return None
        closed = text[: len(word) + tail.end()].rstrip().endswith(":")
        return Label(role, None, (word + rest[: tail.end("tail")]).strip(), len(word) + tail.end(), closed, rule)

    def damaged_label(self, text: str, roles: frozenset[str]) -> Label | None:
        """A label of one word in which scanning spoilt a character or two: `PAIN0PISTE`, `MlTTARI`, `Se1vitys`."""
        if text[1:2] == " " and (spaced := SPACED.match(text)) is not None:
            word = spaced[0].replace(" ", "")
            hit = self.damaged_label(word + text[spaced.end() :], roles)
            return hit and hit._replace(value_at=hit.value_at - len(word) + spaced.end())
        word = text.split(None, 1)[0].rstrip(":.;") if text else ""
        if len(word) < SHORTEST_DAMAGED:
            return None
        errors = 1 if len(word) < TWO_ERRORS else 2
        folded = word.casefold()
        if text[len(word) : len(word) + 1] == ";":  # for its colon
            return self._mended(text, word, folded, roles) if folded in self.labels else None
        if folded in self.labels:
            return None
        for wrong, right in SCANNED:
            if wrong in folded and (mended := folded.replace(wrong, right)) in self.labels:
                return self._mended(text, word, mended, roles)
        own = frozenset(folded)
        for phrase, letters in self.words.get(len(word), ()):
            if len(letters - own) > errors or len(own - letters) > errors or self.labels[phrase] not in roles:
                continue
            if not is_near(folded, phrase, errors):
                continue
            if folded.startswith(phrase) or phrase.startswith(folded):
                continue  # another form of the word, as in `Arvion mukaan`; scanning spoils signs inside
            if (found := self._mended(text, word, phrase, roles)) is not None:
                return found
        return None

    def _mended(self, text: str, word: str, phrase: str, roles: frozenset[str]) -> Label | None:
        """The label that a text begins with once its first word is right."""
        rest = text[len(word) :]
        hit = self.label(phrase + (f":{rest[1:]}" if rest.startswith(";") else rest))
        if hit is None or hit.role not in roles:
            return None
        shift = len(word) - len(phrase)
        printed = word + hit.printed[len(phrase) :]
        return hit._replace(value_at=hit.value_at + shift, printed=printed, damaged=phrase)
