"""What letters, colours and signs mean in one document, by its own legend (rule `legends`)."""

from copy import copy

from tavoiteparse.contract.model import TilaKoodi
from tavoiteparse.language.grammar import Grammar
from tavoiteparse.language.vocabulary import Vocabulary
from tavoiteparse.source.lazy import lazy
from tavoiteparse.source.text import Source

FEWEST_PAIRS = 2  # that make a legend; one alone may be a sum or a remark
LONGEST_SIGN = 20  # characters of what is explained: `tummanvihreä`
MOST_SIGN_WORDS = 2
PAIR = lazy(r"[,;|\t]|\s{2,}")  # parts the pairs of a line
BEFORE = lazy(r"(?:.*[:(]\s*)?([^=:]+)$")  # `Merkkien selitys: T`


def explained(source: Source, grammar: Grammar) -> Grammar:
    """The grammar with the statuses that the text's legend explains; the same one where it has none."""
    if source.text.count("=") < FEWEST_PAIRS:
        return grammar
    found = _pairs(source.text, grammar.vocabulary)
    if len(found) < FEWEST_PAIRS:
        return grammar
    statuses: dict[TilaKoodi, list[str]] = {}
    for sign, code in found.items():
        statuses.setdefault(code, []).append(sign)
    own = copy(grammar)
    own.vocabulary = grammar.vocabulary.extended({}, statuses)
    return own


def _pairs(text: str, vocabulary: Vocabulary) -> dict[str, TilaKoodi]:
    """The signs that lines explain by a status: `V = toteutunut, K = kesken`; not `x = 3`.

    A sign that is explained twice in different ways means nothing.
    """
    found: dict[str, TilaKoodi] = {}
    twice = set()
    for line in text.splitlines():
        if "=" not in line:
            continue
        for piece in PAIR.split(line):
            left, equals, right = piece.partition("=")
            code = vocabulary.status(right.strip(" .)*_")) if equals else None
            sign = BEFORE.match(left.strip(" *_-•")) if code is not None else None
            if code is None or sign is None:
                continue
            printed = sign[1].strip(" *_\"”'").casefold()
            short = 0 < len(printed) <= LONGEST_SIGN and len(printed.split()) <= MOST_SIGN_WORDS
            if short and found.setdefault(printed, code) != code:
                twice.add(printed)
    return {sign: code for sign, code in found.items() if sign not in twice}
