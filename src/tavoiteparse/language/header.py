"""What heads a column: a label, a compound or phrase of one, two of them side by side, a year before or behind."""

from collections.abc import Iterator

from tavoiteparse.language.label import Label, Labels, Remembered, fold
from tavoiteparse.language.roles import VALUES, Role
from tavoiteparse.source.lazy import lazy

LONGEST_HEADER = 90  # characters; a longer cell heads no column
LONGEST_ACCOUNT = 160  # characters of an account's label with all its words, as a header
MOST_PRINTED = 14  # words of a heading in two languages
MOST_WORDS = 8  # of a heading one of whose words names its field
SHORTEST_PREFIX = 3  # letters of a compound before its last part: `Delmål`
ENDING = 3  # letters by which words that may name a field are told from all others

TWO_ROLES = lazy(r"(?<!\s)\s+(?:[-–—]|ja|sekä|och|samt)\s+|(?:(?<!\s)\s+)?[/|+,→]\s*")
SIGNS = frozenset("/|+→")  # may set two fields apart
LONGEST_GLUED = 8  # characters of a word with a year at its end
GLUED_YEAR = lazy(r"^([^\W\d_]{2,4})(\d{4})$")  # TP2014
BRACKETS = lazy(r"\([^()]{0,60}\)")  # `mittari (A1:n työkalu)`
# A word of a heading that is a time: `2024`, `2030-2035`, `31.12.2024`, `8/2025`, `T2/2025`
TIME = lazy(r"\(?(?:[TQH]?\d{1,2}[./–-]{1,2}){0,4}(?:(?:19|20)\d\d)?(?:[/–-](?:19|20)?\d\d)?[.,:)]{0,2}")
COLON_LABEL = lazy(r"([A-ZÅÄÖ][^\W\d_]{2,30}(?:[ -][^\W\d_]{1,20}){0,2}): (?=\S)")
PUNCTUATION = ".,:;()?!\"”’'"


class Headers(Labels):
    """Lookups of headings by printed text.

    `last` has the field of each word that may end a compound (`Avainmittari`); `phrases` the fields of headings by the
    words that they begin and end with (`Miten … mitataan`).
    """

    def __init__(
        self,
        labels: dict[str, Role],
        tails: frozenset[str],
        last: dict[str, Role],
        phrases: dict[tuple[str, str], Role],
    ) -> None:
        self.last, self.phrases = last, phrases
        super().__init__(labels, tails)

    def _index(self, labels: dict[str, Role]) -> None:
        super()._index(labels)
        self.header = Remembered(self._find_header).__getitem__
        self.known = frozenset((*self.first_words, *self.last, *(end for _, end in self.phrases)))
        self.endings = frozenset(part[-ENDING:] for part in self.last)
        self.parts: dict[str, list[str]] = {}  # of compounds, by their ending, the longest first
        for part in sorted(self.last, key=len, reverse=True):
            self.parts.setdefault(part[-ENDING:], []).append(part)

    def colon_label(self, text: str) -> Label | None:
        """What a line shaped like a label opens: the field of a compound's last part, else a value without a field.

        `Onnistumismittari: penkkejä on 45`, `Bakgrund: hamnen är gammal`; not `Uimahalli avataan klo 6:30`. It is one
        only below a label that is sure.
        """
        found = COLON_LABEL.match(text)
        if found is None:
            return None
        role = self.compound(found[1].casefold()) or "muu"
        return Label(role, None, found[1], found.end(), True, f"engine: a line shaped like a label, {role}", sure=False)

    def _find_account_header(self, text: str) -> Label | None:
        """`Selvitys tavoitteen toteutumisesta`: an account's label with more words; a measure may begin so as well."""
        first, _, more = text.partition(" ")
        opened = self._find_label(f"{text}:") if more and first.casefold() in self.account_words else None
        if opened is None or opened.role not in self.tails:
            return None
        return self._phrase_of(opened.role, text)

    def _phrase_of(self, role: Role, text: str, second: Role | None = None, sure: bool = False) -> Label:
        return Label(role, None, text, len(text), False, f"labels.yaml: {role}", sure=sure, second=second)

    def _find_header(self, text: str) -> Label | None:
        """The header that a cell is, or begins with; a value fused to it stands from `value_at` on.

        Ask `header`, which remembers.
        """
        if not 0 < len(text) <= LONGEST_HEADER:
            return self._find_account_header(text) if 0 < len(text) <= LONGEST_ACCOUNT else None
        return self._find_short_header(text)

    def _find_short_header(self, text: str) -> Label | None:
        if not self._may_head(text):  # most values
            odd = text[1:2] == " " or text[0].isdecimal() or "- " in text
            if len(text) <= LONGEST_GLUED and text[-1].isdecimal():
                return self.label(GLUED_YEAR.sub(r"\1 \2", text))
            return self.label(text) if odd else None
        hit = self.label(text)
        if hit is not None:
            return hit
        if (two := self._several(text)) is not None:
            return two
        if (account := self._find_account_header(text)) is not None:
            return account
        if (role := self._heading_role(text)) is not None:
            return self._phrase_of(role, text)
        first = text.split(None, 1)[0]
        role = self.labels.get(fold(first))
        if role is None:
            return None
        return Label(role, None, first.rstrip(":."), len(first) + 1, False, f"labels.yaml: {role}")

    def _may_head(self, text: str) -> bool:
        """Whether any word of a text names a field, or ends as one."""
        words = text.casefold().split()
        if len(words) > MOST_PRINTED:
            return words[0].rstrip(PUNCTUATION) in self.known
        if not self.known.isdisjoint(words):
            return True
        if not text.replace(" ", "").isalpha():
            if not SIGNS.isdisjoint(text):
                return True
            words = [word.strip(PUNCTUATION) for word in words]
            if not self.known.isdisjoint(words):
                return True
        if self.endings.isdisjoint([word[-ENDING:] for word in words]):
            return False
        return any(self.compound(word) is not None for word in words)

    def _several(self, text: str) -> Label | None:
        """Two fields, or one in two languages: `Mittari ja tavoitetaso`, `TAVOITE - MÅL`, `Tavoite Mål 2024`.

        The first counts; the second where rows tell them apart. `Väestö / tilanne` is no header by its second half.
        """
        printed = TWO_ROLES.split(text)
        found = [self._exact(part) or (self._heading_role(part) if part else None) for part in printed]
        roles = [role for role in found if role is not None]
        if len(found) > 1 and not (len(roles) > 1 or (found[0] is not None and self._exact(printed[0]))):
            return None
        if len(found) == 1:
            roles = self._words_alone(text)
        if not roles:
            return None
        second = next((role for role in roles if role != roles[0]), None)
        return self._phrase_of(roles[0], text, second, sure=True)

    def _exact(self, text: str) -> Role | None:
        """The field of a label that is all of a text, its number or period included."""
        hit = self.label(text) if text else None
        return hit.role if hit is not None and hit.value_at >= len(text) else None

    def _words_alone(self, text: str) -> list[Role]:
        """The field of one label in two languages, apart by a space: `Tavoite Mål`; not `Tavoitetaso Toteutunut`."""
        words = [word for word in _words(text) or () if word]
        roles: list[Role] = []
        at = 0
        while at < len(words):
            length, role = self._longest(words, at)
            if role is None:
                return []
            roles.append(role)
            at += length
        return roles if len(roles) > 1 and len(set(roles)) == 1 else []

    def _longest(self, words: list[str], at: int) -> tuple[int, Role | None]:
        """How many words from one on are a label, and its field."""
        for length in range(self.first_words.get(words[at], 0), 0, -1):
            role = self.labels.get(" ".join(words[at : at + length]))
            if role is not None and at + length <= len(words):
                return length, role
        return 1, None

    def _heading_role(self, text: str) -> Role | None:
        """The field of a compound or phrase, by its head word, times and brackets aside.

        `Avainmittarit`, `2027 tavoite`, `Valtuustokauden tavoite`, `Mål fastställda av fullmäktige`; not
        `Tavoite on saavutettu 12 kertaa`, whose figure makes it a value.
        """
        head, _, rest = text.rpartition(": ")
        if head and (role := self._heading_role(rest)) is not None:
            return role  # `Puistostrategia 2030–2035: Strategiset painopisteet`
        words = _words(text)
        if not words or len(words) > MOST_WORDS or text.endswith("."):
            return None
        role = next(
            (role for (first, last), role in self.phrases.items() if words[0] == first and words[-1] == last), None
        )
        if role is not None:
            return role
        return self._head_word(text, words)

    def _head_word(self, text: str, words: list[str]) -> Role | None:
        """The field of the last word that names one; of an earlier one only where the words after it go on with it.

        At the start of a phrase a level or result is a header and its value sooner: `Tavoitetaso Toteutunut`.
        """
        known = list(self._known(words))
        if not known or (known[0][0] == 0 and known[0][2] in VALUES and len({role for *_, role in known}) > 1):
            return None
        at, end, role = known[-1]
        if end == len(words):
            starts_well = text[0].isupper() or text[0].isdigit() or len(words) == end - at
            return role if starts_well else None
        at, _, role = known[0]
        rest = text.split()[at + 1 :]
        if at == 0 and (role in VALUES or not (rest[0][0].islower() or text.isupper())):
            return None
        return role if text[0].isupper() or text[0].isdigit() else None

    def _known(self, words: list[str]) -> Iterator[tuple[int, int, Role]]:
        """Where words that name a field stand in a phrase, and the field."""
        at = 0
        while at < len(words):
            length, role = self._longest(words, at)
            role = role or self.compound(words[at])
            if role is not None:
                yield at, at + length, role
            at += length

    def compound(self, word: str) -> Role | None:
        """The field of a compound's last part: `avainmittarit`, `nämndmål`; `mål` alone is no compound."""
        for part in self.parts.get(word[-ENDING:], ()):
            if word.endswith(part) and len(word) >= len(part) + SHORTEST_PREFIX:
                return self.last[part]
        return None


def _words(text: str) -> list[str]:
    """The words of a heading, folded, times and brackets off; none where another figure stands among them."""
    if "(" in text:
        text = BRACKETS.sub("", text)
    words = []
    for word in text.casefold().split():
        if word.isalpha():
            words.append(word)
            continue
        if any(map(str.isdigit, word)):
            if TIME.fullmatch(word.upper()) is None:
                return []
            continue
        bare = word.strip(PUNCTUATION + "–-")
        if bare:
            words.append(bare)
    return words
