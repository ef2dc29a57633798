"""Letters of a PDF to lines, and lines to paragraphs: blanks by gaps, broken words by the words of the document."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tavoiteparse.documents.pdf_page import HYPHEN, Glyph
from tavoiteparse.documents.pdf_spelling import Spelling
from tavoiteparse.documents.writing import escaped

BLANK_GAP = 0.13  # of the height of a letter: from it on a gap is a blank
WIDE_GAP = 1.2  # from it on a gap parts columns
SAME_LINE = 0.4  # two letters whose origins differ by less stand on one line
SLACK = 0.3  # points by which rooms are measured wrong
LEADING = 1.45  # of the height of a line: a larger step begins a paragraph
SOFT = "\u00ad"
BULLETS = ("•", "‣", "▪", "◦", "●", "○", "■", "\uf0b7", "\uf0a7", "–", "-", "·", "➢", "✓")
JOINED = re.compile(r"[-–]%|[),.;:]")  # begins a line that belongs to the word before
CONJUNCTIONS = frozenset({"ja", "tai", "sekä", "eli", "och", "eller", "samt"})
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
WIDE = "\x1f"  # a wide gap within a line


class Line(NamedTuple):
    """A line as printed; `text` has blanks where gaps are, and `WIDE` where they are wide."""

    text: str
    left: float
    right: float
    y: float
    size: float
    bold: bool
    page: int
    first_word: float  # its width
    first_letter: float
    room: float | None = None  # of the drawn cell that it stands in


class Joint(NamedTuple):
    """Two pieces of a word that a line end had parted."""

    word: str
    page: int


def lines_of(glyphs: Sequence[Glyph], page: int) -> list[Line]:
    """Letters in the order of the file as lines: one ends where the next letter is higher, lower or farther left."""
    lines: list[list[Glyph]] = []
    for glyph in glyphs:
        last = lines[-1][-1] if lines else None
        if last is None or not _goes_on(last, glyph):
            lines.append([])
        lines[-1].append(glyph)
    return [line for one in lines if (line := _line(one, page)) is not None]


def whole_lines(lines: Iterable[Line]) -> list[Line]:
    """Lines that were told apart by their tags, whole where they stand beside each other."""
    found: list[Line] = []
    for line in lines:
        last = found[-1] if found else None
        size = max(last.size, line.size) if last is not None else 0.0
        if (
            last is None
            or last.page != line.page
            or abs(last.y - line.y) >= SAME_LINE * size
            or line.left < last.right - 0.3 * size
        ):
            found.append(line)
        else:
            found[-1] = _beside(last, line)
    return found


def _beside(last: Line, line: Line) -> Line:
    """Two pieces of one line."""
    gap = line.left - last.right
    between = "" if gap <= BLANK_GAP * last.size else WIDE if gap > WIDE_GAP * last.size else " "
    first_word = last.first_word
    if not between and not any(sign in last.text for sign in (" ", WIDE)):
        first_word += gap + line.first_word
    size = last.size if len(last.text) >= len(line.text) else line.size
    bold = last.bold and line.bold
    return last._replace(
        text=f"{last.text}{between}{line.text}", right=line.right, size=size, bold=bold, first_word=first_word
    )


def _goes_on(last: Glyph, glyph: Glyph) -> bool:
    size = max(last.size, glyph.size)
    return abs(last.y - glyph.y) < SAME_LINE * size and glyph.x > last.x - 0.3 * size


def _line(glyphs: list[Glyph], page: int) -> Line | None:
    """One line; None for one of blanks."""
    printed = [glyph for glyph in glyphs if not glyph.sign.isspace()]
    if not printed:
        return None
    pieces: list[str] = []
    last, first_end, blank = printed[0], None, False
    for glyph in glyphs:
        if glyph.sign.isspace():
            blank = bool(pieces)
            continue
        gap = glyph.x - last.right
        if pieces and (blank or gap > BLANK_GAP * last.size):
            pieces.append(WIDE if gap > WIDE_GAP * last.size else " ")
            first_end = first_end if first_end is not None else last.right
        pieces.append(glyph.sign)
        last, blank = glyph, False
    sizes = Counter(round(glyph.size, 1) for glyph in printed)
    left, right = printed[0].x, max(glyph.right for glyph in printed)
    width = (first_end if first_end is not None else right) - left
    bold = all(glyph.bold for glyph in printed)
    return Line(
        "".join(pieces),
        left,
        right,
        printed[0].y,
        sizes.most_common(1)[0][0],
        bold,
        page,
        width,
        printed[0].right - printed[0].x,
    )


class Joiner:
    """Joins the lines of a paragraph, by the words that stand whole in the document."""

    def __init__(self, lines: Iterable[Line]) -> None:
        """Learns the words that no line end can have broken: a broken word has its line for itself, or a hyphen."""
        self.words: set[str] = set()
        self.joints: list[Joint] = []
        above_is_whole = True
        for line in lines:
            found = [word.casefold() for word in WORD.findall(line.text)]
            is_whole = len(line.text.split()) > 1 and not line.text.endswith((HYPHEN, SOFT))
            self.words.update(found[0 if above_is_whole else 1 : None if is_whole else -1])
            above_is_whole = is_whole
        self.spelling = Spelling(self.words)

    def joined(self, above: str, below: str, page: int, filled: bool = False) -> str:
        """Two lines of a paragraph as one; `filled` says that one word takes all the room of the line above."""
        if above.endswith(SOFT):
            return above[:-1] + below
        last, first = _last_word(above), _first_word(below)
        if above.endswith(HYPHEN) and last:
            return self._hyphenated(above, below, last, first, page)
        if JOINED.match(below) or (above.endswith(HYPHEN) and below[:1].isalnum()):
            return above + below
        if last and first and self._is_broken(last, first, filled):
            self.joints.append(Joint(f"{last}{first}", page))
            return above + below
        return f"{above} {below}"

    def _is_broken(self, last: str, first: str, filled: bool) -> bool:
        """Whether two pieces are one word: it stands whole elsewhere, or it had no room and is spelt like one."""
        if last.casefold() in self.words or not (first[0].islower() or (first + last).isupper()):
            return False
        if len(first) > 1 and first.casefold() in self.words:
            return False
        if f"{last}{first}".casefold() in self.words:
            return True
        return filled and self.spelling.is_broken(last, first)

    def _hyphenated(self, above: str, below: str, last: str, first: str, page: int) -> str:
        """Two lines the first of which ends in a hyphen: it is dropped only where the word stands whole elsewhere."""
        if first.casefold() in CONJUNCTIONS:
            return f"{above} {below}"
        whole = f"{last}{first}"
        if first[:1].islower() and whole.casefold() in self.words:
            self.joints.append(Joint(whole, page))
            return above[:-1] + below
        return above + below


def _last_word(text: str) -> str:
    """The letters that a line ends in, without its hyphen; empty where it ends in another sign."""
    text = text.removesuffix(HYPHEN)
    start = len(text)
    while start and text[start - 1].isalpha():
        start -= 1
    return text[start:]


def _first_word(text: str) -> str:
    end = 0
    while end < len(text) and text[end].isalpha():
        end += 1
    return text[:end]


def is_item(text: str) -> bool:
    """Whether a line begins with a bullet and a blank."""
    return text[:1] in BULLETS and text[1:2] in (" ", WIDE)


def folded(lines: Sequence[Line], edge: float, joiner: Joiner) -> list[str]:
    """The lines of a paragraph or cell as it was written: those that only the width broke are joined.

    A line end was written where the next line's first word would have stood in the line above; `edge` is where
    the longest line known of the column ends.
    """
    found: list[str] = []
    last: Line | None = None
    for line in lines:
        text = escaped(plain(line.text))
        if last is None or is_item(line.text) or last.right + line.first_word + 0.35 * last.size < edge:
            found.append(text)
        else:
            found[-1] = joiner.joined(found[-1], text, line.page, _is_filled(last, line.first_letter))
        last = line
    return [text.replace(SOFT, "") for text in found]


def _is_filled(line: Line, next_letter: float) -> bool:
    """Whether one word takes all the room of a line, so that it may have been broken before the next letter."""
    alone = line.room is not None and len(line.text.split()) == 1
    return alone and (line.room or 0.0) - (line.right - line.left) < next_letter + SLACK


def plain(text: str) -> str:
    """A line with its wide gaps: one, as between a label and its value, stays wide; several part lost cells."""
    return text.replace(WIDE, "   " if text.count(WIDE) == 1 else " ")
