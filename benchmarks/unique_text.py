"""unique_text.py SAMPLE MB [--seed N] [-o OUT]: a sample repeated to a size with no line, and nearly no cell, twice.

A benchmark on a plainly repeated sample lets a program that remembers lines cheat. Here every copy of every line has
words of its own (one made-up word for each stretch of about 60 characters, one at least in each cell that has a
plain word) and other digits in its figures. What carries structure stays: labels, tabs, tags, pipes, bullets, blank
lines, numbers of indicators and headings, periods, dates, names of units, status words. Deterministic: the same
arguments give the same bytes. The first copy is the sample itself.
"""

import argparse
import re
import sys
from pathlib import Path

# Words that grammars, templates or figures go by: by how they begin, whatever their case and ending.
KEPT = re.compile(
    r"(?:painopist|tavoi|teko$|teot$|keino|toimial|toimenpi|mittar|lähtö|toteu|toteut|tila$|tilan|selvit|vastu|arvio|"
    r"tulos|yksik|nume|tilinp|talous|muutos|kuvau|aikat|seuran|sisäl|liite|osio|luku|pykäl|päät|käsit|esity|"
    r"tammi|helmi|maalis|huhti|touko|kesä|heinä|elo|syys|loka|marras|joulu|vuon|vuosi|vuode|vuot|prosent|euro|henkil|"
    r"asiak|kappal|kunta|kaupun|yli$|alle|enintään|vähintään|noin|välil|kasva|laske|vähen|lisä|ei$|mål|åtgärd|ansvar|"
    r"osavuosi|neljännes|puolivuosi|kolmannes|raportt|ohjelma|suunnitelma|järjest|tunnusl|valmis|kesken|käynni|aloit|"
    r"kolman|neljän|edistym|ensimm|toise|\w*toimiala$)",
    re.IGNORECASE,
)
TAGS = re.compile(r"(<[^<>]*>|&[#\w]+;)")
WORD = re.compile(r"(?<![\w.:/@-])[a-zåäö]{6,}(?![\w.:/@-])")  # plain lower-case words only
# A figure's digits after its first one, where a unit follows or it ends a cell; no years, dates, numbers of sections.
FIGURE = re.compile(
    r"(?<![\w.,:/§-])(?!(?:19|20)\d\d\b)([1-9]|\d+(?: \d\d\d)* (?=\d\d\d\b))(\d{1,4})(?=(?:,\d+)?\s?(?:%|€|kpl|hlö|pv|vrk|as\b|asiakas|henkilö|$|\s\s))"
)
WIDE = re.compile(r"\S {3,}\S")
# A cell that is a label or a status goes by its words; so does one without a word.
LABEL = re.compile(
    r"(?:</?\w+>)*(?:[A-ZÅÄÖ ]+|(?:Ei )?\w+(?<!toimiala)(?<!pisteet)(?: (?:osittain|täysin|kokonaan))?:?|[^A-ZÅÄÖa-zåäö]*|\**\S{0,6})(?:</?\w+>)*"
    r"|.*:|.*\d{4}\**|(?:###* )?[\d.]+ \w+"
)
SIGNS = re.compile(r"[^A-ZÅÄÖa-zåäö]*")
LAST_WORD = re.compile(r"([^\n]*?)((?<![\w.:/@-])[A-ZÅÄÖa-zåäö-]{4,}[.*]*\s*)$")
EVERY = 60
CONSONANTS, VOWELS = "hjklmnprstv", "aeiou"
SYLLABLES = [c + v for c in CONSONANTS for v in VOWELS]  # 55


def pseudo(number: int, length: int = 8) -> str:
    """A made-up word of exactly the length given (six at least), another one for each number."""
    syllables = 4 if length >= 8 else 3
    number = number * 2654435761 % 55**syllables  # spread out; prime to 55, so that none comes twice
    out = []
    for _ in range(syllables):
        number, digit = divmod(number, 55)
        out.append(SYLLABLES[digit])
    return ("".join(out) + "nkistamisesta" * 3)[:length]


class Mutator:
    """Exchanges words and digits; the count makes every made-up word another one."""

    def __init__(self, seed: int) -> None:
        self.count = seed * 1_000_003

    def line(self, line: str, shift: int) -> str:
        """One line, with its tabs and its columns where they were."""
        if "\t" not in line and (WIDE.search(line.strip()) or line.startswith("   ")):
            return self._cell(line, shift, keep_length=True)
        first, *others = line.split("\t")
        return "\t".join([self._cell(first, shift), *(self._cell(cell, shift, value=True) for cell in others)])

    def _cell(self, text: str, shift: int, keep_length: bool = False, value: bool = False) -> str:
        before, pieces = self.count, TAGS.split(text)
        for n in range(0, len(pieces), 2):
            pieces[n] = self._exchange(pieces[n], shift)
        named = LABEL.fullmatch(text) if not value or " " not in text else SIGNS.fullmatch(text)
        words = re.findall(r"[^\W\d_]{2,}", TAGS.sub("", text))
        kept = not words or (
            len(words) < 4 and all(KEPT.match(word) or (word.isupper() and not value) for word in words)
        )
        if self.count == before and not keep_length and not kept and not (named and len(text) < 12):
            last = max(range(0, len(pieces), 2), key=lambda n: len(pieces[n].strip()))
            pieces[last] = LAST_WORD.sub(self._insert, pieces[last], count=1)
        return "".join(pieces)

    def _insert(self, word: "re.Match[str]") -> str:
        self.count += 1
        made = pseudo(self.count)
        return f"{word[1]}{made if word[1].strip() else made.capitalize()} {word[2]}"

    def _exchange(self, text: str, shift: int) -> str:
        words = [m for m in WORD.finditer(text) if m.start() and not KEPT.match(m[0])]
        wanted = max(1, round(len(text) / EVERY))
        if len(words) > wanted:
            step = len(words) / wanted
            words = [words[int(n * step + shift % max(int(step), 1))] for n in range(wanted)]
        for m in reversed(words):
            self.count += 1
            text = text[: m.start()] + pseudo(self.count, len(m[0])) + text[m.end() :]
        return FIGURE.sub(lambda m: m[1] + _moved(m[2], shift), text)


def _moved(digits: str, shift: int) -> str:
    return str((int(digits) + shift) % 10 ** len(digits)).zfill(len(digits))


def grow(sample: str, megabytes: float, seed: int = 1) -> str:
    """The text of about that many MB (10**6 bytes of UTF-8), whole copies only."""
    sample = sample.rstrip("\n") + "\n\n"
    copies = max(1, round(megabytes * 1e6 / len(sample.encode())))
    mutator, lines = Mutator(seed), sample.split("\n")[:-1]
    out = [sample]
    for copy in range(1, copies):
        out.append("\n".join(mutator.line(line, copy) if line.strip() else line for line in lines) + "\n")
    return "".join(out)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sample", type=Path)
    parser.add_argument("mb", type=float)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("-o", "--out", type=Path)
    args = parser.parse_args()
    text = grow(args.sample.read_text(encoding="utf-8"), args.mb, args.seed)
    if args.out:
        args.out.write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)
    lines = [line for line in text.split("\n") if line.strip()]
    cells = [cell for line in lines for cell in line.split("\t") if cell.strip()]
    print(
        f"{len(text.encode()) / 1e6:.2f} MB, {len(lines)} lines with text, {len(set(lines)) / len(lines):.1%} of them distinct; "
        f"{len(cells)} cells, {len(set(cells)) / len(cells):.1%} distinct",
        file=sys.stderr,
    )


if __name__ == "__main__":
    main()
