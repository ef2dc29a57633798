"""What letters, colours and signs mean in one document, by its own legend (rule `legends`)."""

from collections.abc import Iterator
from copy import copy

from tavoiteparse.contract.model import TilaKoodi
from tavoiteparse.language.grammar import Grammar
from tavoiteparse.language.vocabulary import Vocabulary
from tavoiteparse.source.lazy import lazy
from tavoiteparse.source.text import Source

FEWEST_PAIRS = 2  # that make a legend; one alone may be a sum or a remark
LONGEST_SIGN = 20  # characters of what is explained: `tummanvihreä`
MOST_SIGN_WORDS = 2
LONGEST_LINE = 200  # characters of a line of pairs that colons or dashes make
COLON = lazy(r": +| [–-] +")  # between a sign and what it says, where there is no equals sign
LETTER = lazy(r"[ \t]*[A-ZÅÄÖ](?:: | [–-] )")
SEVERAL = lazy(r"(?:: |[^\W\d_] – )[^\n,;]{2,60}[,;][^\n,;]{2,40}(?:: | – )")
PAIR = lazy(r"[,;|\t]|\s{2,}")  # parts the pairs of a line
BEFORE = lazy(r"(?:.*[:(]\s*)?([^=:]+)$")  # `Merkkien selitys: T`


def explained(source: Source, grammar: Grammar) -> Grammar:
    """The grammar with the statuses that the text's legend explains; the same one where it has none."""
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
    """The signs that lines explain by a status: `V = toteutunut, K = kesken`, `A – toteutunut`; not `x = 3`.

    A sign that is explained twice in different ways means nothing.
    """
    found: dict[str, TilaKoodi] = {}
    twice = set()
    for line in _lines(text):
        for piece in PAIR.split(line):
            parts = piece.split("=", 1) if "=" in piece else COLON.split(piece, maxsplit=1)
            code = vocabulary.status(parts[1].strip(" .)*_")) if len(parts) > 1 else None
            sign = BEFORE.match(parts[0].strip(" *_-•")) if code is not None else None
            if code is None or sign is None:
                continue
            printed = sign[1].strip(" *_\"”'").casefold()
            short = 0 < len(printed) <= LONGEST_SIGN and len(printed.split()) <= MOST_SIGN_WORDS
            if "=" not in piece and len(printed) > 1 and vocabulary.status(printed) is None:
                continue  # `Tila: toteutunut` is a label and its value
            if short and found.setdefault(printed, code) != code:
                twice.add(printed)
    return {sign: code for sign, code in found.items() if sign not in twice}


def _lines(text: str) -> Iterator[str]:
    """The lines that may be of a legend: with an equals sign, several colons or dashes, or a letter before one."""
    lines = text.splitlines()
    equals = "=" in text
    if not equals and not any(_explains(line) for line in lines):
        return
    for line in lines:
        several = line.count(": ") > 1 or line.count(" – ") > 1 or LETTER.match(line) is not None
        if (equals and "=" in line) or (several and len(line) <= LONGEST_LINE):
            yield line


def _explains(line: str) -> bool:
    """Whether a line has a letter before a colon or dash, or several of these with a comma between."""
    dividers = line.count(": ") + line.count(" – ")
    return LETTER.match(line) is not None or (dividers > 1 and SEVERAL.search(line) is not None)
