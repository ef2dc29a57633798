"""Unfinished drafts: what stands where a value is still to come."""

import re
from collections.abc import Iterator
from functools import cache

from tavoiteparse.checking.rules.subject import Hit, Rule, Subject, check_words
from tavoiteparse.contract.diagnostics import Severity

MARKS = r"(?<![\w/])[xX]{2,}(?![\w/])|\?{2,}|_{3,}|(?:^|\s)(?:\.{4,}|…{2,})(?=\s|$)"
ALONE = re.compile(r"[xX]|\.{2,}|…|_+")


def placeholder(subject: Subject) -> Iterator[Hit]:
    """`XX kpl`, `??`, `[lisää tähän]`, `TÄYDENNETÄÄN`, `tulossa` alone: something that was to be replaced.

    A status may be any word, and words of unfinished work in a sentence of prose are its matter.
    """
    patterns, alone = _patterns(), frozenset(subject.words.placeholder_alone)
    for owner, field, text in subject.texts():
        value = getattr(owner, field)
        item = value.index(text) if isinstance(value, list) else 0
        bare = text.strip(" .!()[]").casefold()
        if field != "tila" and (bare in alone or ALONE.fullmatch(text.strip())):
            yield Hit(owner, field, {"found": text}, item)
            continue
        found = next((match for pattern in patterns if (match := pattern.search(text))), None)
        if found is not None:
            yield Hit(owner, field, {"found": found[0].strip()}, item, found[0].strip())


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """The signs and words of the vocabulary as patterns; capitals are told from small letters."""
    words = check_words()
    marked = "|".join(map(re.escape, words.placeholder_marked))
    capitals = "|".join(re.escape(word.upper()) for word in words.placeholder_marked)
    whole = "|".join(map(re.escape, words.placeholder_words))
    ask = "|".join(map(re.escape, words.ask))
    return (
        re.compile(MARKS),
        re.compile(rf"\[(?:[^\[\]]{{0,40}}\W)?(?:{marked})[^\[\]]{{0,80}}\]", re.IGNORECASE),
        re.compile(rf"\((?:{marked})\w*[!?]*\)", re.IGNORECASE),
        re.compile(rf"(?<![\w-])(?:{capitals})[A-ZÅÄÖ]*(?![\w-])"),
        re.compile(rf"(?<![\w-])(?:{marked})\w*!", re.IGNORECASE),
        re.compile(rf"(?<![\w-])(?:{whole})(?![\w-])", re.IGNORECASE),
        re.compile(rf"(?<![\w-])(?i:{ask})\s+[A-ZÅÄÖ][a-zåäö]+(?:lta|ltä|)(?![\w-])"),
    )


RULES = (
    Rule(
        "placeholder",
        Severity.error,
        "{found!r} stands where a value is still to come",
        "put the value in its place, or say why there is none",
        placeholder,
    ),
)
