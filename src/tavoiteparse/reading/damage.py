"""What conversion spoilt beyond repair, by its traces: it is said with a code, never guessed.

Flattened tables and glued cells lost their borders, stripped digits their figures, embedded fonts their letters
(docs/rules.md has an example of each).
"""

from collections.abc import Iterator

from tavoiteparse.contract.diagnostics import Diagnostic
from tavoiteparse.language.label import fold
from tavoiteparse.language.roles import SUBJECTS
from tavoiteparse.language.vocabulary import Vocabulary
from tavoiteparse.source.lazy import lazy
from tavoiteparse.source.text import Cell, Line, Source, Span

FEWEST_HEADERS = 3  # of as many fields, one of them a goal or an indicator
MOST_WORDS = 20  # of a row of headings
COVERED = 0.66  # share of the line's words that headings must make up
EIGHT_DIGITS = lazy(r"[12][09]\d\d[12][09]\d\d")  # found quicker than what it is the sign of
GLUED_YEARS = lazy(r"(?<!\d)(?:(?:19|20)\d\d){2,}(?!\d)")
GLUED_FIGURES = lazy(r"(?:^|[\s,(])([^\W\d_]{1,6})(\d[\d ]{5,})$")  # `kpl1 0771 199`: a unit, several columns
GLUED = lazy(r"(?<![^\W\d_])(?:[^\W\d_][a-zåäö]+){2,}")
JOINT = lazy(r"(?<=[a-zåäö])(?=[A-ZÅÄÖ])")
HUMP = lazy(r"[A-ZÅÄÖ](?<=[a-zåäö].)")  # a joint, found in a fourth of the time
DIGIT_AFTER = lazy(r"\d+\s?(?:%|€|M\b|milj|t€|htv|pv|kpl)")
FONT_CODES = lazy(r"\(cid:\d+\)|[\ue000-\uefff]{2}|\ufffd{2}")
FONT_SIGNS = (b"(cid:", b"\xee", b"\xef\xbf\xbd")  # begin what FONT_CODES finds, as UTF-8
WORD = lazy(r"[^\W_]{5,}")
VOWELS = frozenset("aeiouyåäöAEIOUYÅÄÖ")
FEWEST_WORDS = 3  # of five letters and more, most of them without a vowel


def find_damage(source: Source, lines: list[Line], unproved: set[int], vocabulary: Vocabulary) -> Iterator[Diagnostic]:
    """Findings about cells that no word of the vocabulary proved to be a field (`unproved`: their offsets), and of all.

    These are free content and headings; a field's own text is searched for codes and lost digits only.
    """
    years = EIGHT_DIGITS.search(source.text) is not None
    for line in lines:
        for cell in line.cells:
            if cell.start not in unproved or not cell.text:
                continue
            span = Span(cell.start, cell.end)
            if headings := _flattened(cell, vocabulary) if len(line.cells) == 1 else []:
                yield Diagnostic("flattened-table", span, {"headings": ", ".join(headings)})
            elif parts := _glued(cell, vocabulary) or _glued_figures(cell, vocabulary, years):
                yield Diagnostic("glued-cells", span, {"parts": ", ".join(parts)})
            elif _is_gibberish(cell.text):
                yield Diagnostic("gibberish", span, {"text": cell.text})
    yield from _font_codes(source, lines)
    yield from _lost_digits(source)


def _flattened(cell: Cell, vocabulary: Vocabulary) -> list[str]:
    """The headers that a run of words is made of; nothing where it is no flattened row of them."""
    words = cell.text.split()
    if not FEWEST_HEADERS <= len(words) <= MOST_WORDS or cell.text.endswith("."):
        return []
    if sum([word[0].isupper() for word in words]) < FEWEST_HEADERS:
        return []
    found: dict[str, str] = {}
    covered = at = 0
    while at < len(words):
        count, role = _heading(words, at, vocabulary)
        if role is not None:
            found.setdefault(role, " ".join(words[at : at + count]))
            covered += count
        else:
            covered += not any(map(str.isalpha, words[at]))  # years and dates
        at += count
    capitals = sum(phrase[0].isupper() for phrase in found.values())
    enough = capitals >= FEWEST_HEADERS and SUBJECTS & found.keys() and covered >= COVERED * len(words)
    return list(found.values()) if enough else []


def _heading(words: list[str], at: int, vocabulary: Vocabulary) -> tuple[int, str | None]:
    """How many words from one on are a heading, and its field: a label, or a compound of one."""
    for count in range(min(vocabulary.first_words.get(fold(words[at]), 0), len(words) - at), 0, -1):
        role = vocabulary.labels.get(fold(" ".join(words[at : at + count])))
        if role is not None:
            return count, role
    return 1, vocabulary.compound(fold(words[at]))


def _glued(cell: Cell, vocabulary: Vocabulary) -> list[str]:
    """Column headings with nothing between them: `TavoiteMittariTavoitetaso`."""
    if HUMP.search(cell.text) is None:
        return []
    for run in GLUED.finditer(cell.text):
        parts = JOINT.split(run[0])
        roles = {vocabulary.labels.get(fold(part)) for part in parts}
        if len(parts) > 1 and None not in roles and len(roles) > 1 and SUBJECTS & roles:
            return parts
    return []


def _glued_figures(cell: Cell, vocabulary: Vocabulary, years: bool) -> list[str]:
    """Years with nothing between them (`203120322033`), or a unit before the figures of several columns."""
    if years and (run := GLUED_YEARS.search(cell.text)) is not None:
        return [run[0][n : n + 4] for n in range(0, len(run[0]), 4)]
    if not cell.text[-1].isdecimal() or (found := GLUED_FIGURES.search(cell.text)) is None:
        return []
    if vocabulary.values.units.base(found[1]) is not None:
        return [found[1], found[2].strip()]
    return []


def _is_gibberish(text: str) -> bool:
    """Words most of which have no vowel, as a font without its table gives them."""
    words = [word for word in WORD.findall(text) if not word.isdigit()]
    bare = sum(1 for word in words if VOWELS.isdisjoint(word))
    return bare >= FEWEST_WORDS and bare > len(words) / 2


def _font_codes(source: Source, lines: list[Line]) -> Iterator[Diagnostic]:
    """Cells with codes in place of letters, whatever field they are in: `(cid:55)(cid:68)`."""
    data = source.text.encode("utf-8", "replace")  # a byte is found quicker than a class of characters
    if not any(sign in data for sign in FONT_SIGNS):
        return
    reported = -1
    for match in FONT_CODES.finditer(source.text):
        if match.start() < reported:
            continue
        for cell in lines[source.position(match.start())[0] - 1].cells:
            if cell.start <= match.start() < cell.end:
                reported = cell.end
                yield Diagnostic("gibberish", Span(cell.start, cell.end), {"text": cell.text})


def _lost_digits(source: Source) -> Iterator[Diagnostic]:
    """A decimal comma without the digits before it: `Toimintatuotot ,6 %`."""
    at = source.text.find(",")
    while at >= 0:
        if at and source.text[at - 1].isspace() and (digits := DIGIT_AFTER.match(source.text, at + 1)):
            yield Diagnostic("lost-digits", Span(at, digits.end()), {"text": source.text[at : digits.end()]})
        at = source.text.find(",", at + 1)
