"""The words of Finnish and Swedish reports, and what a printed text is by them: label, column heading, furniture."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, NamedTuple

import regex

from tavoiteparse.report import TilaKoodi
from tavoiteparse.strict_yaml import GrammarError, load

Role = Literal[
    "painopiste", "tavoite", "teko", "keinot", "toimiala", "toimenpide", "mittari",
    "lahtotaso", "tavoitetaso", "toteuma", "tila", "selvitys", "vastuu", "muu",
]  # fmt: skip
TIMEOUT = 2.0  # seconds that one pattern may take on one line before its grammar is called wrong

NUMBER = re.compile(
    r"\s*(?P<number>\d{1,3}(?:\.\d{1,3})*(?![.\d]*\d)|[A-ZÅÄÖ]|[IVX]{1,5})(?:\s*[.:)]|\s+[–-])(?=\s|$)\s*"
)
BARE_NUMBER = re.compile(r"\s+(?P<number>\d{1,3}(?:\.\d{1,3})*)(?=\s+\S|$)\s*")
PERIOD_TAIL = re.compile(r"\s*(?P<tail>\(?[^:()]{0,24}\d[^:()]{0,24}\)?|\([^:()]{1,40}\))\s*(?P<colon>:|$)\s*")
OPEN_TAIL = re.compile(r"(?P<tail>[^:]{0,160}):(?=\s|$)\s*")
SENTENCE_END = re.compile(r"[.!?]\s+[A-ZÅÄÖ]")
SPACED = re.compile(r"\w(?: \w){3,}(?=\s*:?$|\s{2,}|\s*:)")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one role or code, by language."""

    fi: list[str] = field(default_factory=list)
    sv: list[str] = field(default_factory=list)
    signs: list[str] = field(default_factory=list)
    tail: bool = False


@dataclass(frozen=True, slots=True)
class Skip:
    """A rule that skips lines by name: `pattern` must match the whole line."""

    name: str
    pattern: str


@dataclass(frozen=True, slots=True)
class Furniture:
    """What a page carries besides content."""

    skip: list[Skip]
    minutes: list[str]
    contents: list[str]
    organisations: list[str]


@dataclass(frozen=True, slots=True)
class LabelFile:
    """labels.yaml: the words of each role."""

    entries: dict[Role, Words]


@dataclass(frozen=True, slots=True)
class StatusFile:
    """statuses.yaml: the words of each status code."""

    entries: dict[TilaKoodi, Words]


class Label(NamedTuple):
    """A label found at the start of a text: its role, number, and where in the text its value begins.

    `printed` is the label itself, colon off; `closed` says that a colon or a number shows it to be a label;
    `rule` names the vocabulary entry; `damaged` the right word where one or two characters were wrong.
    """

    role: str
    number: str | None
    printed: str
    value_at: int
    closed: bool
    rule: str
    damaged: str | None = None


def fold(text: str) -> str:
    """A text as labels are compared: case folded, white space single, no colon or full stop at its end."""
    return " ".join(text.casefold().split()).rstrip(" :.")


def compile_pattern(pattern: str, file: str, line: int, key: str) -> "regex.Pattern[str]":
    """A pattern of a grammar file. Raises GrammarError with the place of the mistake."""
    try:
        return regex.compile(pattern, regex.IGNORECASE if key == "skip" else 0)
    except regex.error as error:
        raise GrammarError(file, line, key, f"not a pattern: {error}") from None


class Vocabulary:
    """The vocabulary files of a folder, read once; lookups by printed text."""

    def __init__(self, folder: Path) -> None:
        words = load(folder / "labels.yaml", LabelFile, "labels.yaml", "entries").entries
        self.labels = {fold(word): role for role, entry in words.items() for word in (*entry.fi, *entry.sv)}
        self.tails = frozenset(role for role, entry in words.items() if entry.tail)
        self.first_words = frozenset(phrase.split()[0] for phrase in self.labels)
        self.longest = max(len(phrase.split()) for phrase in self.labels)
        self.statuses = {
            word.casefold(): code
            for code, entry in load(folder / "statuses.yaml", StatusFile, "statuses.yaml", "entries").entries.items()
            for word in (*entry.fi, *entry.sv, *entry.signs)
        }
        furniture = load(folder / "furniture.yaml", Furniture, "furniture.yaml")
        self.skip = [(rule.name, compile_pattern(rule.pattern, "furniture.yaml", 1, "skip")) for rule in furniture.skip]
        self.minutes = frozenset(fold(word) for word in furniture.minutes)
        self.contents = frozenset(fold(word) for word in furniture.contents)
        self.organisations = [compile_pattern(p, "furniture.yaml", 1, "organisations") for p in furniture.organisations]

    def label(self, text: str) -> Label | None:
        """The label that a text begins with, if it begins with one."""
        first = text.split(None, 1)[0] if text else ""
        if len(first) == 1 and (spaced := SPACED.match(text)):
            hit = self.label(spaced[0].replace(" ", "") + text[spaced.end() :])
            return hit and hit._replace(value_at=hit.value_at + spaced[0].count(" "))
        if first.casefold().rstrip(":.") not in self.first_words:
            return None
        ends = [match.end() for match in re.finditer(r"\S+", text[:120])][: self.longest]
        for end in reversed(ends):
            role = self.labels.get(fold(text[:end]))
            if role is not None:
                return self._closed(text, end, role)
        return None

    def heading(self, text: str) -> Label | None:
        """The column heading that a cell is, or begins with; a value fused to it stands from `value_at` on."""
        hit = self.label(text)
        if hit is not None:
            return hit
        first = text.split(None, 1)[0]
        role = self.labels.get(fold(first)) if first.casefold().rstrip(":.") in self.first_words else None
        if role is None:
            return None
        return Label(role, None, first.rstrip(":."), len(first) + 1, False, f"labels.yaml: {role}")

    def _closed(self, text: str, end: int, role: str) -> Label | None:
        """What follows the words of a label: a colon, a number, a period, more words (in accounts), or nothing."""
        rule = f"labels.yaml: {role}"
        word = text[:end].rstrip(":. ")
        rest = text[len(word) :]
        stripped = rest.lstrip()
        if not stripped or rest == ".":
            return Label(role, None, word, len(text), False, rule)
        if stripped[0] == ":":
            at = len(text) - len(stripped) + 1
            return Label(role, None, word, at + len(text[at:]) - len(text[at:].lstrip()), True, rule)
        number = NUMBER.match(rest) or BARE_NUMBER.match(rest)
        if number is not None:
            value_at = len(word) + number.end()
            return Label(role, number["number"], text[: len(word) + number.end("number")], value_at, True, rule)
        tail = OPEN_TAIL.match(rest) if role in self.tails else PERIOD_TAIL.match(rest)
        if tail is None or SENTENCE_END.search(tail["tail"]):
            return None
        return Label(role, None, (word + rest[: tail.end("tail")]).strip(), len(word) + tail.end(), True, rule)

    def damaged_label(self, text: str, roles: frozenset[str]) -> Label | None:
        """A label of one word in which scanning spoilt a character or two: `PAIN0PISTE`, `MlTTARI`, `Se1vitys`."""
        word = text.split(None, 1)[0].rstrip(":.") if text else ""
        if not 4 <= len(word) <= 20:
            return None
        errors = 1 if len(word) < 8 else 2
        folded = word.casefold()
        for phrase, role in self.labels.items():
            if role not in roles or " " in phrase or abs(len(phrase) - len(word)) > 1:
                continue
            if regex.fullmatch(rf"(?:{regex.escape(phrase)}){{e<={errors}}}", folded, timeout=TIMEOUT):
                hit = self.label(phrase + text[len(word) :])
                if hit is not None:
                    shift = len(word) - len(phrase)
                    printed = word + hit.printed[len(phrase) :]
                    return hit._replace(value_at=hit.value_at + shift, printed=printed, damaged=phrase)
        return None

    def status(self, text: str) -> str | None:
        """The code of a text that is, all of it, a status: `Ei toteudu`."""
        return self.statuses.get(" ".join(text.casefold().split()).rstrip(" .!:"))
