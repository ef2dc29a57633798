"""Text of reports and names of files as people are shown them: nothing in it acts on a terminal or turns its direction.

Data stays exact; what is shown is for reading only.
"""

from collections.abc import Iterator

from tavoiteparse.source.lazy import lazy

NAMED = {"\n": "\\n", "\t": "\\t", "\r": "\\r"}
SPACES, WITHOUT_WIDTH = "Zs", frozenset({"Mn", "Me"})
DIRECTIONS = lazy("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
ACTING = lazy("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")  # not tab and line feed
COMMANDS = ("::", "##")
ELLIPSIS = "…"


def shown(text: str) -> str:
    """A text on one line, with escapes for what is no sign to be seen: `\\x1b`, `\\u202e`, `\\n`."""
    return text if text.isprintable() else "".join(map(_piece, text))


def shown_path(path: str) -> str:
    """The name of a file at the start of a line, where `::error` and `##[error]` would be commands of a CI."""
    return f"./{shown(path)}" if path.lstrip().startswith(COMMANDS) else shown(path)


def _piece(character: str) -> str:
    from unicodedata import category

    if character.isprintable() or category(character) == SPACES:
        return character
    number = ord(character)
    escape = f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"
    return NAMED.get(character, escape)


def shown_lines(text: str) -> str:
    """A text of several lines, its tabs and line feeds kept, with escapes for what would act on a terminal."""
    return ACTING.sub(lambda found: _piece(found[0]), text)


def harmless_json(text: str) -> str:
    """The same JSON, its characters that would act on a terminal or turn the direction of reading escaped."""
    return ACTING.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def width(text: str) -> int:
    """Columns of a terminal that a text takes."""
    if text.isascii():
        return len(text)
    from unicodedata import category, east_asian_width

    return sum(0 if category(c) in WITHOUT_WIDTH else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def padded(text: str, columns: int) -> str:
    """A text with spaces behind it, so that it takes so many columns."""
    return text + " " * (columns - width(text))


def fitting(text: str, columns: int) -> str:
    """A text in so many columns: whole, else cut behind a word, with an ellipsis; a word alone is cut where it must."""
    if width(text) <= columns:
        return text
    stop, taken = 0, 0
    while taken + width(text[stop]) <= columns - 1:
        taken += width(text[stop])
        stop += 1
    words = text[:stop].rpartition(" ")[0].rstrip() if text[stop] != " " else text[:stop].rstrip()
    return f"{words or text[:stop]}{ELLIPSIS}"


def wrapped(text: str, columns: int, indent: str = "  ") -> Iterator[str]:
    """A line as lines of so many columns, parted at spaces; those after the first begin with the indent."""
    line = ""
    for n, word in enumerate(text.split(" ")):
        longer = f"{line} {word}" if n else word
        if n and line.strip() and width(longer) > columns:
            yield line
            longer = f"{indent}{word}"
        line = longer
    yield line
