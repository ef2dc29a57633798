"""Unfinished drafts: what stands where a value is still to come."""

import re
from collections.abc import Iterator

from tavoiteparse.checking.rules.subject import Hit, Rule, Subject
from tavoiteparse.contract.diagnostics import Severity
from tavoiteparse.source.lazy import lazy

SIGNS = lazy(r"(?<![\w/])[xX]{2,}(?![\w/])|\?{2,}|_{3,}|(?<!\S)(?:\.{4,}|…{2,})(?!\S)")
ALONE = lazy(r"[xX]|\.{2,}|…|_+")
# Where a word is marked as a note to the writer: in square brackets, alone in round ones, in capitals, before `!`.
MARKED = lazy(
    r"\[[^\[\]]{1,100}\]|\([^\W\d_]{4,30}[!?]{0,3}\)"
    r"|(?<![\w-])[A-ZÅÄÖ]{4,30}(?![\w-])|(?<![\w-])[^\W\d_]{4,30}!"
)
WHOLE_WORD = lazy(r"[^\W\d_]+")


def placeholder(subject: Subject) -> Iterator[Hit]:
    """`XX kpl`, `??`, `[lisää tähän]`, `TÄYDENNETÄÄN`, `tulossa` alone: something that was to be replaced.

    A status may be any word, and words of unfinished work in a sentence of prose are its matter.
    """
    alone = frozenset(subject.words.placeholder_alone)
    for owner, field, text in subject.texts():
        value = getattr(owner, field)
        item = value.index(text) if isinstance(value, list) else 0
        bare = text.strip(" .!()[]").casefold()
        if field != "tila" and (bare in alone or ALONE.fullmatch(text.strip())):
            yield Hit(owner, field, {"found": text}, item)
            continue
        found = _sign(text) or _marked(subject, text) or _spoken(subject, text)
        if found is not None:
            yield Hit(owner, field, {"found": found}, item, found)


def _sign(text: str) -> str | None:
    found = SIGNS.search(text)
    return found[0] if found else None


def _marked(subject: Subject, text: str) -> str | None:
    """A word of unfinished work that is marked; capitals mark one only among small letters, or alone."""
    beginnings = tuple(subject.words.placeholder_marked)
    for found in MARKED.finditer(text):
        words = WHOLE_WORD.findall(found[0].casefold())
        if found[0].isupper() and found[0].isalpha() and text.isupper() and text.strip(" .:") != found[0]:
            continue  # a heading in capitals
        if any(word.startswith(beginnings) for word in words):
            return found[0]
    return None


def _spoken(subject: Subject, text: str) -> str | None:
    """Words that no report has, and a name behind a word of asking: `kysy Liisalta`."""
    folded = text.casefold()
    for words, tail in ((subject.words.placeholder_words, ""), (subject.words.ask, r"\s+[A-ZÅÄÖ][a-zåäö]+")):
        for word in words:
            if word in folded:
                found = re.search(rf"(?<![\w-])(?i:{re.escape(word)}){tail}(?![\w-])", text)
                if found is not None:
                    return found[0]
    return None


RULES = (
    Rule(
        "placeholder",
        Severity.error,
        "{found!r} stands where a value is still to come",
        "put the value in its place, or say why there is none",
        placeholder,
    ),
)
