"""Text: what writing and conversion left in it."""

import re
from collections.abc import Iterator

from tavoiteparse.checking.finding import Place
from tavoiteparse.checking.rules.subject import Hit, Rule, Subject
from tavoiteparse.contract.diagnostics import Severity
from tavoiteparse.source.lazy import lazy

# UTF-8 that was read as cp1252: `Ã¤` for ä, `â€“` for a dash. The second character is one that no word has there.
MOJIBAKE = lazy(r"Ã[\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€[\u0080-\u00bf“”™˜œž¦]|Â[\u00a0-\u00bf]|\ufffd+")
HTML = lazy(r"</?[a-z][a-z0-9:]{0,20}(?:\s[^<>]{0,200})?/?>|&(?:[a-z]{2,8}|#\d{2,5});", re.IGNORECASE)
# Tags that say how a text looks and not what it is; reading leaves them out of the values.
STYLED = lazy(r"<(?:span|font|o:p)\s+(?:style|class|face|color|size|lang|align)\s*=[^<>]{0,200}>", re.IGNORECASE)
BROKEN = lazy(r"(?<![\w-])([^\W\d_]{3,})- ([a-zåäö]{3,})(?![\w-]*-)")
LONGEST_WORD = 40


def mojibake(subject: Subject) -> Iterator[Hit]:
    """Signs of text decoded with the wrong encoding, or replaced because it could not be decoded; once a line."""
    if not subject.lines:  # a file of data
        for owner, field, text in subject.texts():
            found = MOJIBAKE.search(text)
            if found is not None:
                yield Hit(owner, field, {"found": found[0]}, _item(owner, field, text), found[0])
    for number, line in enumerate(subject.lines, 1):
        found = MOJIBAKE.search(line)
        if found is not None:
            place = Place(number, found.start() + 1, number, found.end())
            yield Hit(None, None, {"found": found[0]}, place=place)


def leftover_html(subject: Subject) -> Iterator[Hit]:
    """Tags and entities that stand in a value as they are, and once a line those that only say how a text looks."""
    for owner, field, text in subject.texts():
        for found in HTML.finditer(text):
            item = _item(owner, field, text)
            yield Hit(owner, field, {"found": found[0]}, item, found[0])

    if subject.raportti.lahde.muoto == "html" or sum(line.count("</") for line in subject.lines) > len(subject.lines):
        return  # a page whose tags are its structure
    for number, line in enumerate(subject.lines, 1):
        styled = STYLED.search(line)
        if styled is not None:
            place = Place(number, styled.start() + 1, number, styled.end())
            yield Hit(None, None, {"found": styled[0]}, place=place)


def broken_word(subject: Subject) -> Iterator[Hit]:
    """A word broken by a hyphen and a space: `ehkäise- minen`, but not `kasvu- ja elinkeinot` or `EU- rahoitus`."""
    links = frozenset((*subject.words.links, *subject.words.abbreviations))
    for owner, field, text in subject.texts():
        for found in BROKEN.finditer(text):
            if found[2] not in links and not found[1].isupper() and len(found[0]) <= LONGEST_WORD:
                whole = found[1] + found[2]
                yield Hit(owner, field, {"found": found[0], "whole": whole}, _item(owner, field, text), found[0])


def _item(owner: object, field: str, text: str) -> int:
    value = getattr(owner, field)
    return value.index(text) if isinstance(value, list) else 0


RULES = (
    Rule(
        "mojibake",
        Severity.error,
        "{found!r} is text that was read with the wrong encoding",
        "convert the original again as UTF-8; what was lost cannot be put back by guess",
        mojibake,
    ),
    Rule(
        "leftover-html",
        Severity.warning,
        "{found!r} is left over from another program",
        "remove it in the source, or report the tag if it has a meaning there",
        leftover_html,
    ),
    Rule(
        "broken-word",
        Severity.info,
        "{found!r} looks like one word, {whole!r}, broken at the end of a line",
        "join it in the source; the value is kept as printed",
        broken_word,
    ),
)
