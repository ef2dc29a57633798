"""How words of a document are spelt: whether two pieces look like one word that was broken, told by its other words.

A maker of PDFs breaks a word that is longer than its narrow column anywhere, without a hyphen. Learned of each document
anew, so that it holds for any language: which three letters end words, which begin them, which stand within.
"""

from collections import Counter
from collections.abc import Iterable
from math import log

PART = 3  # letters that are looked at on each side of the break
SEAM = 2  # letters on each side that must stand together within words
SHORT = (0.0, 4.0, 2.0)  # for a piece of one letter, which is no word, and for one of two
DOUBT = 0.5  # counted for what never occurred
BROKEN = -0.2  # from which sum on two pieces are one word: 2 of 110 wrong on five reports in narrow columns


class Spelling:
    """What the words of a document, in small letters, tell of their letters."""

    def __init__(self, words: Iterable[str]) -> None:
        self.ends: Counter[str] = Counter()
        self.starts: Counter[str] = Counter()
        self.before_end: Counter[str] = Counter()
        self.after_start: Counter[str] = Counter()
        self.seams: Counter[str] = Counter()
        for word in words:
            self.starts[word[:PART]] += 1
            self.ends[word[-PART:]] += 1
            for at in range(len(word) - PART):
                self.before_end[word[at : at + PART]] += 1
                self.after_start[word[at + 1 : at + 1 + PART]] += 1
                self.seams[word[at : at + 2 * SEAM]] += 1

    def is_broken(self, last: str, first: str) -> bool:
        """Whether the pieces at the end of a line and at the beginning of the next look like one word."""
        last, first = last.casefold(), first.casefold()
        left = _odds(self.before_end[last[-PART:]], self.ends[last[-PART:]])
        right = (
            _odds(self.after_start[first[:PART]], self.starts[first[:PART]])
            if len(first) >= PART
            else SHORT[len(first)]
        )
        return left + right + _odds(self.seams[last[-SEAM:] + first[:SEAM]], 0) + log(DOUBT) > BROKEN


def _odds(within: int, at_edge: int) -> float:
    return log((within + DOUBT) / (at_edge + DOUBT))
