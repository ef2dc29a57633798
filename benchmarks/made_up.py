"""Made-up tables and blocks with a word of its own in each cell: is every word in the output, and in its field?

`python benchmarks/made_up.py [--documents N] [--first SEED] [--show K]` reads N documents by the public API alone and
counts lost words (none may be), and words of tidy tables that do not stand in the field of their header and row.
A document is *tidy* where its headers name one field each, once, and no cell is moved; the others are *wild*: there a
word may stand in any field, in `muut` under its header, or in free content with a finding that names its line.
"""

import argparse
import random
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

import tavoiteparse

LABELS = Path(__file__).parents[1] / "grammars" / "vocabulary" / "labels.yaml"
# The fields of a tidy table and the column of a row in which each of their words must stand.
FIELDS = {
    "painopiste": "painopiste", "tavoite": "tavoite", "teko": "teko", "keinot": "keinot", "toimiala": "toimiala",
    "toimenpide": "toimenpide", "mittari": "mittari", "lahtotaso": "lahtotaso", "tavoitetaso": "tavoitetaso",
    "toteuma": "toteuma", "selvitys": "selvitys", "vastuu": "vastuu",
}  # fmt: skip
UPPER = ("painopiste", "tavoite", "teko", "keinot", "toimiala")
LEVELS = ("lahtotaso", "tavoitetaso", "toteuma")
STATUSES = ("Toteutui osittain", "Toteutunut", "Ei toteutunut", "Käynnissä", "Toteutuu")
STRANGE = ("Vaikuttavuus", "Rahoitus", "Aikaväli", "Huoli", "Riski", "Yhteys strategiaan", "Osuus", "Luokka")
SYLLABLES = [a + b for a in "hjklmnprstv" for b in ("a", "e", "i", "o", "u", "y", "ä", "ö")]
OWN = re.compile(r"[^\W\d_]+[xqz]\b|\d{4,}")  # the words and figures that no other cell has


class Printed(NamedTuple):
    """One cell as it was printed: the lines of its row, its role where the header has one, the header, its words."""

    first: int
    last: int
    role: str | None
    header: str
    words: tuple[str, ...]


class Document(NamedTuple):
    """A made-up text, what stands where in it, and whether the place of each word is known for certain."""

    text: str
    kind: str
    cells: list[Printed]
    tidy: bool


class Maker:
    """Draws documents; the same seed draws the same one."""

    def __init__(self, seed: int) -> None:
        self.draw = random.Random(seed)
        self.used: set[str] = set()

    def word(self) -> str:
        """A word that no other cell has and no vocabulary knows."""
        while True:
            word = "".join(self.draw.choices(SYLLABLES, k=self.draw.randint(3, 4))) + self.draw.choice(("x", "q", "z"))
            if word not in self.used:
                self.used.add(word)
                return word

    def words(self, most: int = 4) -> str:
        """A few words, the first with a capital."""
        return " ".join(self.word() for _ in range(self.draw.randint(1, most))).capitalize()

    def figure(self) -> str:
        """A figure that no other cell has, mostly with a unit."""
        while True:
            number = str(self.draw.randint(1000, 999_999))
            if number not in self.used:
                self.used.add(number)
                return number + self.draw.choice(("", " %", " kpl", " €", " henkilöä"))

    def value(self, role: str | None) -> str:
        """What a cell of a role may hold: names like headers, statuses before prose, figures, words."""
        chance = self.draw.random()
        if role in ("mittari", "tavoite", "toimenpide") and chance < 0.12:
            return self.like_a_header()
        if role in ("toteuma", "tila", "selvitys") and chance < 0.12:
            return f"{self.draw.choice(STATUSES)}. {self.words()}."
        if role in LEVELS and chance < 0.6:
            return self.figure()
        return self.words()

    def like_a_header(self) -> str:
        """A name that begins or ends with a word which heads columns elsewhere."""
        phrase = self.draw.choice(phrases()[self.draw.choice(list(phrases()))])
        if self.draw.random() < 0.5:
            return f"{phrase.capitalize()} {self.word()}"
        return f"{self.word().capitalize()} {phrase}"


@cache
def phrases() -> dict[str, list[str]]:
    """The words of each role."""
    entries = yaml.safe_load(LABELS.read_text(encoding="utf-8"))
    return {role: [*entry.get("fi", ()), *entry.get("sv", ())] for role, entry in entries.items()}


def header_of(maker: Maker, role: str) -> str:
    """A header of a role, as a report might print it."""
    phrase = maker.draw.choice(phrases()[role])
    return maker.draw.choice((phrase.capitalize(), phrase.capitalize(), phrase.upper(), phrase))


def tidy_roles(maker: Maker) -> list[str]:
    """Fields in any order, each once, a goal or an indicator among them."""
    while True:
        roles = maker.draw.sample(list(FIELDS), maker.draw.randint(2, 8))
        if {"tavoite", "mittari"} & set(roles) and (set(roles) & set(LEVELS) <= {"toteuma"} or "mittari" in roles):
            return roles


def made_table(maker: Maker, tidy: bool) -> Document:
    """A table; a wild one has a role twice, unknown headers, blanks anywhere, or rows with a cell too few or many."""
    draw = maker.draw
    form = draw.choice(list(FORMS))
    roles: list[str | None] = list(tidy_roles(maker))
    headers = [header_of(maker, role) for role in roles if role]
    if not tidy:
        for _ in range(draw.randint(1, 2)):
            at = draw.randrange(len(roles) + 1)
            role = draw.choice([*phrases(), None, None])
            roles.insert(at, role)
            headers.insert(at, header_of(maker, role) if role else draw.choice(STRANGE))
    rows = [[maker.value(role) for role in roles] for _ in range(draw.randint(1, 5))]
    if "tavoite" in roles and "mittari" in roles and roles.index("tavoite") < roles.index("mittari"):
        _blank_uppers(maker, roles, rows)
    if draw.random() < 0.3:
        _several(maker, form, roles, rows)
    if not tidy:
        _damage(maker, rows)
    return _rendered(maker, form, headers, roles, rows, tidy)


def _blank_uppers(maker: Maker, roles: list[str | None], rows: list[list[str]]) -> None:
    """Rows that go on with the goal above: their cells up to the goal's are blank."""
    at = roles.index("tavoite")
    for row in rows[1:]:
        if maker.draw.random() < 0.4:
            row[: at + 1] = [""] * (at + 1)


def _several(maker: Maker, form: str, roles: list[str | None], rows: list[list[str]]) -> None:
    """Several values in one cell, where the form can say so."""
    if form in ("markdown", "html", "html-lines"):
        row = maker.draw.choice(rows)
        at = maker.draw.randrange(len(row))
        if row[at] and roles[at] not in LEVELS:
            row[at] += "<br>" + maker.words()


def _damage(maker: Maker, rows: list[list[str]]) -> None:
    """A blank where none should be, a cell too few, a cell too many."""
    for row in rows:
        chance = maker.draw.random()
        if chance < 0.15:
            row[maker.draw.randrange(len(row))] = ""
        elif chance < 0.25:
            del row[maker.draw.randrange(len(row))]
        elif chance < 0.3:
            row.insert(maker.draw.randrange(len(row)), maker.words())


def _rendered(
    maker: Maker, form: str, headers: list[str], roles: list[str | None], rows: list[list[str]], tidy: bool
) -> Document:
    """The table as text below a title, with the place of each cell."""
    lines = [maker.words(3), ""] if maker.draw.random() < 0.5 else []
    first = len(lines) + 1
    cells = [Printed(1, 1, None, "", tuple(OWN.findall(lines[0])))] if lines else []
    printed, places = FORMS[form](headers, rows)
    for row, (start, end) in zip(rows, places, strict=True):
        for n, cell in enumerate(row):
            known = n < len(roles) and len(row) == len(roles)
            words = tuple(OWN.findall(cell.replace("<br>", " ")))
            here = first + start, first + end
            cells.append(Printed(*here, roles[n] if known else None, headers[n] if known else "", words))
    return Document("\n".join([*lines, *printed]) + "\n", f"table {form}", cells, tidy)


Lines = tuple[list[str], list[tuple[int, int]]]


def _by_line(headers: list[str], rows: list[list[str]], join: Callable[[list[str]], str], rule: str | None) -> Lines:
    head = [join(headers), *([rule] if rule else [])]
    return head + [join(row) for row in rows], [(len(head) + n, len(head) + n) for n in range(len(rows))]


def _tabs(headers: list[str], rows: list[list[str]]) -> Lines:
    return _by_line(headers, rows, "\t".join, None)


def _pipes(headers: list[str], rows: list[list[str]]) -> Lines:
    return _by_line(headers, rows, " | ".join, None)


def _markdown(headers: list[str], rows: list[list[str]]) -> Lines:
    return _by_line(headers, rows, lambda row: f"| {' | '.join(row)} |", "|" + " --- |" * len(headers))


def _html(headers: list[str], rows: list[list[str]]) -> Lines:
    printed, places = ["<table>", f"<tr>{''.join(f'<th>{one}</th>' for one in headers)}</tr>"], []
    for row in rows:
        places.append((len(printed), len(printed)))
        printed.append(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>")
    return [*printed, "</table>"], places


def _html_lines(headers: list[str], rows: list[list[str]]) -> Lines:
    """A cell a line, as converters print it."""
    printed, places = ["<table>", "<tr>", *(f"  <th>{one}</th>" for one in headers), "</tr>"], []
    for row in rows:
        printed.append("<tr>")
        places.append((len(printed), len(printed) + len(row) - 1))
        printed += [*(f"\t<td>\n\t{cell}\n\t</td>".replace("\n\t", "") for cell in row), "</tr>"]
    return [*printed, "</table>"], places


def _spaces(headers: list[str], rows: list[list[str]]) -> Lines:
    most = max(map(len, [headers, *rows]))
    widths = [max(len(row[n]) if n < len(row) else 0 for row in [headers, *rows]) + 3 for n in range(most)]
    return _by_line(
        headers, rows, lambda row: "".join(f"{one:<{w}}" for one, w in zip(row, widths, strict=False)).rstrip(), None
    )


def _two_lines(headers: list[str], rows: list[list[str]]) -> Lines:
    """Columns by spaces whose headers, and some of whose cells, go on in a second line."""
    first, second = [one.split(" ", 1)[0] for one in headers], [one.partition(" ")[2] for one in headers]
    cut = [
        [
            (cell[: cell.find(" ", 12)], cell[cell.find(" ", 12) + 1 :]) if cell.find(" ", 12) > 0 else (cell, "")
            for cell in row
        ]
        for row in rows
    ]
    printed: list[list[str]] = [first, *([second] if any(second) else [])]
    places: list[tuple[int, int]] = []
    for row in cut:
        more = any(low for _, low in row)
        places.append((len(printed), len(printed) + more))
        printed += [[high for high, _ in row], *([[low for _, low in row]] if more else [])]
    return _spaces(printed[0], printed[1:])[0], places


def _html_spans(headers: list[str], rows: list[list[str]]) -> Lines:
    """HTML whose blank cells below a filled one are covered by its rowspan."""
    printed, places = ["<table>", f"<tr>{''.join(f'<th>{one}</th>' for one in headers)}</tr>"], []
    for n, row in enumerate(rows):
        cells = []
        for m, cell in enumerate(row):
            below = next((k for k in range(n + 1, len(rows)) if m >= len(rows[k]) or rows[k][m]), len(rows)) - n
            covered = n > 0 and not cell and any(m < len(up) and up[m] for up in rows[:n])
            span = f' rowspan="{below}"' if cell and below > 1 else ""
            cells += [] if covered else [f"<td{span}>{cell}</td>"]
        places.append((len(printed), len(printed)))
        printed.append(f"<tr>{''.join(cells)}</tr>")
    return [*printed, "</table>"], places


FORMS: dict[str, Callable[[list[str], list[list[str]]], Lines]] = {
    "tabs": _tabs, "pipes": _pipes, "markdown": _markdown, "html": _html, "html-lines": _html_lines,
    "html-spans": _html_spans, "spaces": _spaces, "two-lines": _two_lines,
}  # fmt: skip


class Writer:
    """A text that grows by lines, and what stands where in it."""

    def __init__(self, maker: Maker) -> None:
        self.maker = maker
        self.lines: list[str] = []
        self.cells: list[Printed] = []

    def add(self, text: str, *values: tuple[str | None, str]) -> None:
        """A line, and the role and text of each value in it."""
        self.lines.append(text)
        number = len(self.lines)
        self.cells += [Printed(number, number, role, "", tuple(OWN.findall(value))) for role, value in values]


def made_block(maker: Maker) -> Document:
    """Goals as labelled rows, in the manner of Pori: `TAVOITE<tab>…`, a header in the MITTARI row, an account."""
    draw, writer = maker.draw, Writer(maker)
    sign = draw.choice(("\t", " | "))
    case = draw.choice((str.upper, str.capitalize))
    label = {role: case(draw.choice(phrases()[role])) for role in FIELDS}
    for _ in range(draw.randint(1, 3)):
        for role in ("painopiste", "tavoite", "teko"):
            if role == "tavoite" or draw.random() < 0.6:
                value = maker.words()
                writer.add(f"{label[role]}{sign}{value}", (role, value))
        if draw.random() < 0.3:
            value = maker.words(2)
            writer.add(value, ("toimiala", value))
        if draw.random() < 0.8:
            value = maker.words()
            writer.add(f"{label['toimenpide']}{sign}{value}", ("toimenpide", value))
        if draw.random() < 0.15:
            _riding(maker, writer, label, sign)
        else:
            _indicators(maker, writer, label, sign)
        if draw.random() < 0.7:
            value = maker.words(8)
            writer.add(f"{label['selvitys']}:{sign}{value}", ("selvitys", value))
        writer.add("")
    return Document("\n".join(writer.lines) + "\n", "block", writer.cells, tidy=False)


def _riding(maker: Maker, writer: Writer, label: dict[str, str], sign: str) -> None:
    """A label with one header beside its value, or with a status: `MITTARI | Osallistujat | Ei toteutunut`."""
    name, value = maker.words(), maker.figure()
    role = maker.draw.choice(("tavoite", "mittari"))
    if maker.draw.random() < 0.5:
        writer.add(f"{label[role]}{sign}{name}{sign}{label['tavoitetaso']}", (role, name))
        writer.add(f"{sign}{sign}{value}", ("tavoitetaso", value))
    else:
        writer.add(f"{label['mittari']}{sign}{name}{sign}{maker.draw.choice(STATUSES)}", ("mittari", name))


def _indicators(maker: Maker, writer: Writer, label: dict[str, str], sign: str) -> None:
    """A MITTARI row: with its header beside the first indicator, or beside a blank cell, or on a row of its own."""
    draw = maker.draw
    roles = draw.sample(LEVELS, draw.randint(1, 3))
    header = sign.join(label[role] for role in roles)
    name = maker.value("mittari")
    values = [maker.value(role) for role in roles]
    printed = [("mittari", name), *zip(roles, values, strict=True)]
    if draw.random() < 0.5:
        writer.add(f"{label['mittari']}{sign}{name}{sign}{header}", ("mittari", name))
        writer.add(f"{sign}{sign}{sign.join(values)}", *printed[1:])
    else:
        writer.add(f"{label['mittari']}{sign}{sign}{header}")
        writer.add(f"{sign}{name}{sign}{sign.join(values)}", *printed)
    for _ in range(draw.randint(0, 2)):
        name, values = maker.value("mittari"), [maker.value(role) for role in roles]
        writer.add(f"{sign}{name}{sign}{sign.join(values)}", ("mittari", name), *zip(roles, values, strict=True))


def made_labels(maker: Maker) -> Document:
    """Lines of a label, a colon and a value, one below the other."""
    draw, writer = maker.draw, Writer(maker)
    label = {role: draw.choice(phrases()[role]).capitalize() for role in FIELDS}
    for _ in range(draw.randint(1, 3)):
        for role in ("painopiste", "tavoite", "keinot", "toimenpide", "mittari", *LEVELS, "vastuu", "selvitys"):
            if role == "tavoite" or draw.random() < 0.6:
                value = maker.value(role)
                end = draw.choice(("", "."))
                writer.add(f"{label[role]}: {value}{end}", (role, value))
        writer.add("")
    return Document("\n".join(writer.lines) + "\n", "labels", writer.cells, tidy=False)


def document(seed: int) -> Document:
    """The made-up document of a seed."""
    maker = Maker(seed)
    chance = maker.draw.random()
    if chance < 0.45:
        return made_table(maker, tidy=True)
    if chance < 0.75:
        return made_table(maker, tidy=False)
    return made_block(maker) if chance < 0.9 else made_labels(maker)


def words_of(text: str) -> set[str]:
    """The words of a text as they are compared: composed, small."""
    return {word.casefold() for word in OWN.findall(unicodedata.normalize("NFC", text))}


def texts_of(node: Any) -> Iterator[str]:
    """Every printed text in the data of a report, keys and figures aside."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key not in ("luvut", "lahde", "kattavuus", "sijainnit", "rivit"):
                yield from texts_of(value)
    elif isinstance(node, list):
        for value in node:
            yield from texts_of(value)
    elif isinstance(node, str):
        yield node


class Found(NamedTuple):
    """What became of a document: its lost words, and those that do not stand where they should."""

    lost: list[tuple[Printed, str]]
    misplaced: list[tuple[Printed, str]]
    unsaid: list[tuple[Printed, str]]
    counted: int


def judge(made: Document) -> Found:
    """Reads a document and looks for each of its words."""
    reading = tavoiteparse.read_text(made.text)
    data = yaml.safe_load(tavoiteparse.to_json(reading.raportti))
    rows = list(tavoiteparse.rows(reading.raportti))
    kept = words_of(" ".join(texts_of(data)))
    free = words_of(" ".join(_free(data["osiot"])))
    said = {reading.source.position(one.span.start)[0] for one in reading.diagnostics}
    lost, misplaced, unsaid, counted = [], [], [], 0
    for cell in made.cells:
        for word in cell.words:
            small = word.casefold()
            counted += made.tidy and cell.role in FIELDS
            if small not in kept:
                lost.append((cell, word))
            elif made.tidy and cell.role in FIELDS and not _stands(cell, small, rows):
                misplaced.append((cell, word))
            elif (
                not made.tidy
                and small in free
                and cell.role in FIELDS
                and not said & {*range(cell.first, cell.last + 1)}
            ):
                unsaid.append((cell, word))
    return Found(lost, misplaced, unsaid, counted)


def _free(sections: list[dict[str, Any]]) -> Iterator[str]:
    """The texts of free content."""
    for section in sections:
        for content in section["sisalto"]:
            if content["tyyppi"] != "tavoite":
                yield from texts_of(content)
        yield from _free(section["osiot"])


def _stands(cell: Printed, word: str, rows: list[dict[str, Any]]) -> bool:
    """Whether a word stands in its field of a row that was printed on its lines."""
    return any(
        row["rivi_alku"] <= cell.last
        and cell.first <= row["rivi_loppu"]
        and word in words_of(str(row[FIELDS[cell.role]]))
        for row in rows
        if cell.role is not None
    )


def main() -> None:
    """Reads the documents and prints what it found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=5000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--show", type=int, default=3, help="documents of each kind of fault that are printed")
    arguments = parser.parse_args()
    counts: Counter[str] = Counter()
    shown: Counter[str] = Counter()
    for seed in range(arguments.first, arguments.first + arguments.documents):
        made = document(seed)
        found = judge(made)
        counts.update(
            words=found.counted, lost=len(found.lost), misplaced=len(found.misplaced), unsaid=len(found.unsaid)
        )
        for name, faults in (("lost", found.lost), ("misplaced", found.misplaced), ("unsaid", found.unsaid)):
            if not faults:
                continue
            counts[f"documents {name}"] += 1
            key = f"{name}, {made.kind}, {'tidy' if made.tidy else 'wild'}"
            counts[key] += 1
            if shown[key] < arguments.show:
                shown[key] += 1
                what = "; ".join(f"{word} ({cell.role} {cell.header!r} line {cell.first})" for cell, word in faults[:4])
                print(f"--- seed {seed}: {key}: {what}\n{made.text}")
    for key, count in sorted(counts.items()):
        print(f"{key}: {count}")
    placed = counts["words"] - counts["misplaced"]
    print(
        f"{arguments.documents} documents; {placed / max(counts['words'], 1):.4%} of the words of tidy tables in their field"
    )


if __name__ == "__main__":
    main()
