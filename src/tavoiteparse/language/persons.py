"""Names of persons, as they stand after labels of responsibility and in lists of authors.

There a name is told by a given name that is known, by how surnames end, or by an initial; its words stand beside the
vocabulary (`persons.csv`). Elsewhere in a text these signs would take too much and too little, so nothing looks there.
"""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from tavoiteparse.language.grammar import folder
from tavoiteparse.source.lazy import lazy
from tavoiteparse.source.text import Span

FILE = "persons.csv"  # beside the vocabulary: kind, word
CAPITAL = "[A-ZÅÄÖÆØÉÈÜŠŽÕ]"
TOKEN = lazy(rf"{CAPITAL}(?:\.|[\w'’]*(?:-{CAPITAL}[\w'’]*)*)|(?:von|af|de|van)(?=\s+{CAPITAL})")
TITLE_AFTER = lazy(r"[ \u00a0]*,[ \u00a0]*([a-zåäö][\w-]*)")
AFTER = lazy(r"[ \u00a0]?-(?=\w)|[ \u00a0]([^\W\d_]+)")
ADDRESS = lazy(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
PARTICLES = frozenset({"von", "af", "de", "van"})
BLANKS = " \u00a0"
LONGEST_TITLE = 60  # letters
MOST_GIVEN, MOST_WORDS = 3, 6  # names before a surname, and words that are looked at


class Name(NamedTuple):
    """A name in a text; `titled` says that a title stands right beside it, after which `span` also ends or begins."""

    span: Span
    titled: bool


def names(text: str) -> Iterator[Name]:
    """The names of persons in the text after a label of responsibility, and their mail addresses, in order."""
    at = 0
    for run in _runs(text):
        for begin, end in _in_run(text, run):
            yield from _addresses(text, at, begin)
            yield _with_title(text, begin, end)
            at = end
    yield from _addresses(text, at, len(text))


def _addresses(text: str, start: int, end: int) -> Iterator[Name]:
    """Mail addresses that hold a name: `etunimi.sukunimi@…`, and not `kirjaamo@…`."""
    for found in ADDRESS.finditer(text, start, end):
        if "." in found[0].partition("@")[0]:
            yield Name(Span(found.start(), found.end()), titled=False)


def _runs(text: str) -> Iterator[list[Span]]:
    """Words with a capital that follow each other with a space alone between them."""
    run: list[Span] = []
    for found in TOKEN.finditer(text):
        if found.start() and text[found.start() - 1].isalnum():
            continue
        if run and text[run[-1].end : found.start()].strip(" \u00a0"):
            yield run
            run = []
        run.append(Span(found.start(), found.end()))
    if run:
        yield run


def _in_run(text: str, run: list[Span]) -> Iterator[tuple[int, int]]:
    """The names in a run of words: given names and a surname, or a surname and a given name."""
    n = 0
    while n < len(run):
        length = _length([text[span.start : span.end] for span in run[n : n + MOST_WORDS]], alone=len(run) == 1)
        if length and not _names_a_place(text, run[n + length - 1].end):
            yield run[n].start, run[n + length - 1].end
        n += length or 1


def _names_a_place(text: str, end: int) -> bool:
    """Whether a name is part of another: `Toivo Kuulan koulu`, `Ilmari Kianto -seura`, `Onni-apteekki`."""
    following = AFTER.match(text, end)
    return following is not None and (following[1] is None or _is_organisation(following[1]))


def _length(words: list[str], alone: bool) -> int:
    """Of how many words a name is with which some words begin; 0 where they begin with none."""
    given = 0
    while given < min(len(words), MOST_GIVEN) and (_is_given(words[given]) or _is_initial(words[given])):
        given += 1
    rest = words[given:]
    particle = 1 if rest and rest[0] in PARTICLES else 0
    if given and len(rest) > particle and not _is_organisation(rest[particle]):
        return given + particle + 1
    if given and (alone or given > 1) and any(map(_is_given, words[:given])):
        return given
    if not given and len(words) > 1 and not _is_organisation(words[0]):
        if _is_surname(words[1]) and not words[0].endswith("n"):
            return 2  # a given name that is not known; `Suomen Punainen Risti` is none
        if _is_initial(words[1]):
            return 2
        if _is_given(words[1]) and (_is_surname(words[0]) or not words[0].endswith("n")):
            return 2
    return 0


def _with_title(text: str, begin: int, end: int) -> Name:
    """A name with the space or comma that sets it apart from a title, where one stands beside it."""
    words, after = text[max(0, begin - LONGEST_TITLE) : begin].split(), TITLE_AFTER.match(text, end)
    if words and text[begin - 1] in BLANKS and _is_title(words[-1]):
        return Name(Span(begin - 1, end), titled=True)
    if after is not None and _is_title(after[1]):
        return Name(Span(begin, after.start(1)), titled=True)
    return Name(Span(begin, end), titled=False)


def is_author_label(text: str) -> bool:
    """Whether a label heads those who wrote a report: `Laatijat`, `Utarbetad av`."""
    return " ".join(text.casefold().split()) in _words()["laatija"]


def _is_given(word: str) -> bool:
    return len(word) > 1 and word.casefold().rpartition("-")[2] in _words()["etunimi"]  # `Ing-Marie`, no `Meri-Lappi`


def _is_initial(word: str) -> bool:
    return word.endswith(".")


def _is_surname(word: str) -> bool:
    return word.casefold().endswith(tuple(_words()["sukunimenloppu"]))


def _is_organisation(word: str) -> bool:
    return word.casefold() in _words()["yhteisö"]


def _is_title(word: str) -> bool:
    return word.casefold().endswith(tuple(_words()["nimike"]))


@cache
def _words() -> dict[str, frozenset[str]]:
    """The words of each kind, folded."""
    found: dict[str, set[str]] = {}
    for line in (folder() / "vocabulary" / FILE).read_text(encoding="utf-8").splitlines()[1:]:
        kind, word = line.split(";")
        found.setdefault(kind, set()).add(word.casefold())
    return {kind: frozenset(words) for kind, words in found.items()}
