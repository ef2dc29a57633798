"""A web page to its tags and texts, in one pass: as browsers cut it, and never slower than it is long."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from tavoiteparse.source.entities import unescape
from tavoiteparse.source.lazy import lazy

NAME = lazy(r"</?([a-z][^\s/>\x00]{0,60})", re.IGNORECASE)
# To the end of a tag: a sign `>` in quotes is none.
REST = lazy(r"(?:[^\"'>]|\"[^\"]*\"|'[^']*')*+>")
ATTRIBUTE = lazy(r"([^\s=\"'/>]{1,60})\s{0,9}(?:=\s{0,9}(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]{1,400})))?")
RAW = frozenset({"script", "style", "textarea", "xmp", "noembed", "noframes"})  # what holds no tags
RAW_END = {name: lazy(rf"</{name}\b", re.IGNORECASE) for name in sorted(RAW)}


class Tag(NamedTuple):
    """A tag: its name in small letters, its attributes (none of a closing one), the offset at which it begins."""

    name: str
    attributes: dict[str, str]
    closes: bool
    start: int


class Text(NamedTuple):
    """What stands between two tags, as printed in the file, and its offset."""

    raw: str
    start: int


def pieces(text: str) -> Iterator[Tag | Text]:
    """Every tag and text of a page, in order; comments, declarations and scripts are left out."""
    begin = at = 0  # of the text that is read, and how far it is
    quotes = True
    while (sign := text.find("<", at)) >= 0:
        name = NAME.match(text, sign)
        if name is None:
            at = _past_other(text, sign)
            if at == sign:  # a sign and no tag: `< 14 vrk`
                at = sign + 1
            else:
                yield from _text(text, begin, sign)
                begin = at
            continue
        yield from _text(text, begin, sign)
        rest = REST.match(text, name.end()) if quotes else None
        if rest is None:  # a quote that is never closed: from here on none is trusted
            quotes = False
        at = rest.end() if rest is not None else text.find(">", name.end()) + 1
        if not at:
            begin = sign
            break
        closes = text.startswith("</", sign)
        tag = Tag(name[1].lower(), {} if closes else _attributes(text[name.end() : at - 1]), closes, sign)
        yield tag
        if tag.name in RAW and not closes:
            found = RAW_END[tag.name].search(text, at)
            at = found.start() if found is not None else len(text)
        begin = at
    yield from _text(text, begin, len(text))


def _text(text: str, begin: int, end: int) -> Iterator[Text]:
    if begin < end:
        yield Text(text[begin:end], begin)


def _past_other(text: str, sign: int) -> int:
    """Where a comment or declaration ends; `sign` itself where none begins there."""
    if text.startswith("<!--", sign):
        end = text.find("-->", sign + 4)
        return end + 3 if end >= 0 else len(text)
    if text.startswith(("<!", "<?", "</"), sign):
        end = text.find(">", sign)
        return end + 1 if end >= 0 else len(text)
    return sign


def _attributes(raw: str) -> dict[str, str]:
    """The attributes of a tag, names in small letters; of two of a name the first counts."""
    found: dict[str, str] = {}
    if raw.strip(" /\t\r\n"):
        for name, double, single, bare in ATTRIBUTE.findall(raw):
            found.setdefault(name.lower(), unescape(double or single or bare))
    return found
