"""What holds for any text: no exception, every line owned, every span where its text is, the same result twice."""

import random
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

import tavoiteparse
from conftest import ROOT, SAMPLES, sample_id
from tavoiteparse.contract.render import to_data
from tavoiteparse.pipeline import Reading
from tavoiteparse.reading.split import clean
from tavoiteparse.source.text import Source

pytestmark = pytest.mark.slow
SIGNS = "\t\n<>&:.,-#*•0ä \xa0\xad\x0c|"

COMPARED = ["<", ">", "< ", "> ", "<14 vrk, >", "<=", "<p>", "<o:p>", "<a>"]


def mutations(text: str, rng: random.Random) -> str:
    """One small damage of the kind that conversion and editing do."""
    lines = text.split("\n")
    n = rng.randrange(len(lines))
    at = rng.randrange(len(text) + 1)
    kind = rng.choice(["drop", "tab", "join", "crlf", "cut", "nbsp", "swap", "twice", "split", "sign", "compare"])
    if kind == "crlf":
        return text.replace("\n", "\r\n")
    if kind == "cut":
        return text[:at] or text
    if kind == "sign":
        return text[:at] + rng.choice(SIGNS) + text[at + rng.randrange(2) :]
    if (
        kind == "compare"
    ):  # comparison signs around what is printed at the start of a cell, or of the text after a space
        begin = max(text.rfind("\t", 0, at), text.rfind(" ", 0, at), text.rfind("\n", 0, at)) + 1
        return f"{text[:begin]}{rng.choice(COMPARED)}{text[begin:at]}{rng.choice(COMPARED)}{text[at:]}"
    if kind == "drop" and len(lines) > 1:
        del lines[n]
    elif kind == "tab":
        lines[n] = lines[n].replace("\t", "", 1)
    elif kind == "join":
        lines[n : n + 2] = ["".join(lines[n : n + 2])]
    elif kind == "nbsp":
        lines[n] = lines[n].replace(" ", "\xa0")
    elif kind == "swap":
        other = rng.randrange(len(lines))
        lines[n], lines[other] = lines[other], lines[n]
    elif kind == "twice":
        lines.insert(n, lines[n])
    elif kind == "split":
        cut = rng.randrange(len(lines[n]) + 1)
        lines[n : n + 1] = [lines[n][:cut], lines[n][cut:]]
    return "\n".join(lines)


def check(text: str) -> None:
    """All invariants of one reading."""
    reading = tavoiteparse.read_text(text, positions=True)
    raportti = reading.raportti
    counts = raportti.kattavuus
    assert counts.riveja == counts.luettu + counts.vapaata + counts.ohitettu + counts.lukematta
    assert counts.lukematta == 0
    filled = {cell.start for line in reading.lines for cell in line.cells if cell.text}
    assert filled == set(reading.state.owners)
    check_words(reading)
    last = len(reading.source.line_starts)
    if reading.source.has_file_lines:  # a whole web page: positions are those of the page, not of what was read of it
        check_node_of_page(to_data(raportti), text.split("\n"))
    else:
        check_node(to_data(raportti), reading.source, last)
    for diagnostic in reading.diagnostics:
        assert 0 <= diagnostic.span.start <= diagnostic.span.end <= len(reading.source.text)
        assert diagnostic.message
    again = tavoiteparse.read_text(text, positions=True)
    assert tavoiteparse.to_json(again.raportti) == tavoiteparse.to_json(raportti)
    assert all(list(row) for row in tavoiteparse.rows(raportti))


def check_words(reading: Reading) -> None:
    """Every word of the text is in the report, but for labels, headings of columns and what a rule skipped."""
    kept = set(words(tavoiteparse.to_json(reading.raportti)))
    vocabulary = reading.state.grammar.vocabulary
    known = {word for phrase in (*vocabulary.labels, *vocabulary.head.titles) for word in words(phrase)}
    for diagnostic in reading.diagnostics:
        known.update(words(str(diagnostic.arguments.get("found", ""))))  # damaged labels
    for mark in reading.state.marks:
        if mark.label is not None and mark.label.role != "muu":
            known.update(words(mark.label.printed))  # a compound, or one with its year; others stay as a heading
    labelled = {
        number
        for mark in reading.state.marks
        if mark.kind in ("label", "name", "columns")
        for number in range(mark.row.first, mark.row.last + 1)
    }
    for line in reading.lines:
        owners = {cell: str(reading.state.owners.get(cell.start, "")) for cell in line.cells}
        unseen = {cell for cell, owner in owners.items() if owner.startswith(("skip", "otsikkorivi"))}
        if unseen != set(owners):  # else a rule that has a name skipped it all
            text = printed(reading.source.text[line.start : line.end])
            # Elsewhere a word of a label is a word like any other, but before its colon or number in a cell.
            named = {*regex.findall(r"(\w+)(?=\s*:|\s+\d+[.:)])", text.casefold())}
            here = known if line.number in labelled else known & named
            known_here = here.union(*(words(cell.text) for cell in unseen))
            lost = set(words(text)) - kept - known_here
            assert all(regex.fullmatch(r"\d+[a-z]?|\w", word) for word in lost), (line.number, lost)


def printed(raw: str) -> str:
    """What a reader sees of a line, found without the program's own cells: tags, entities, escapes, invisible signs off."""
    raw = regex.sub(r"\\(?=[|_*#<>~.()\[\]!+-])", "", raw)
    raw = regex.sub(rf"</?(?:{TABLES})\b[^<>]*>|</?(?:{BLOCKS}){ATTRIBUTES}/?>", "\0 \0", raw, flags=regex.IGNORECASE)
    raw = regex.sub(rf"</?(?:{INLINE}){ATTRIBUTES}/?>", "\0", raw, flags=regex.IGNORECASE)
    raw = unescape(raw).replace("\0", "")  # an entity that a tag cuts in two is none
    return regex.sub("[\u00ad\u200b-\u200f\u2060\ufeff]", "", raw).replace("**", "")


BLOCKS = "html|head|title|body|p|ul|ol|li|br|hr|div|dl|dt|dd|section|article|header|footer|nav|main|aside|blockquote|pre|h[1-6]"
TABLES = "table|thead|tbody|tfoot|tr|td|th|caption|colgroup|col"
ATTRIBUTES = r"(?:\s+\w+=(?:\"[^\"<>]*\"|[^\s\"<>]+))*\s*"
INLINE = "b|i|strong|em|span|u|sup|sub|a|font|small|o:p"


def words(text: str) -> list[str]:
    """Words and numbers, folded."""
    return regex.findall(r"\w+", text.replace("\\n", " ").casefold())


def check_node(node: Any, source: Source, last: int) -> None:
    """Line ranges in order and inside the text; the text at each position is the field's."""
    if isinstance(node, list):
        for item in node:
            check_node(item, source, last)
    if not isinstance(node, dict):
        return
    if "rivit" in node:
        assert 1 <= node["rivit"][0] <= node["rivit"][1] <= last
    for field, places in (node.get("sijainnit") or {}).items():
        printed = [
            clean(source.text[start:end]).replace('""', '"') for start, end in (offsets(p, source) for p in places)
        ]
        value = node[field]
        if isinstance(value, list):
            value = "\n".join(texts(value)).replace('""', '"')
            assert "\n".join(printed).split() == value.split(), field
        else:
            value = (value["teksti"] if isinstance(value, dict) else value).replace('""', '"')  # of an export
            assert " ".join(printed).split() == value.split(), field
    for value in node.values():
        check_node(value, source, last)


def check_node_of_page(node: Any, page: list[str]) -> None:
    """The words of each field stand on the lines of the page that its positions name."""
    for item in node if isinstance(node, list) else ():
        check_node_of_page(item, page)
    if not isinstance(node, dict):
        return
    for field, places in (node.get("sijainnit") or {}).items():
        value = node[field]
        value = texts(value) if isinstance(value, list) else [value["teksti"] if isinstance(value, dict) else value]
        named = [tuple(int(end.split(":")[0]) for end in place.split("-")) for place in places]
        there = "\n".join(line for first, last in named for line in page[first - 1 : last])
        assert set(words(" ".join(value))) <= set(words(printed(there))), field
    for value in node.values():
        check_node_of_page(value, page)


def texts(values: list[Any]) -> list[str]:
    """The texts of a list field, in order: strings, rows of cells, items with items below, values without a role."""
    found: list[str] = []
    for value in values:
        if isinstance(value, str):
            found.append(value)
        elif isinstance(value, list):
            found += texts(value)
        else:
            found += [value["teksti"], *texts(value.get("alkiot", []))]
    return found


def offsets(place: str, source: Source) -> tuple[int, int]:
    first, last = place.split("-")
    (line, column), (last_line, last_column) = (tuple(map(int, p.split(":"))) for p in (first, last))
    return source.line_starts[line - 1] + column - 1, source.line_starts[last_line - 1] + last_column


@pytest.mark.parametrize("path", SAMPLES, ids=sample_id)
def test_sample(path: Path) -> None:
    check(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", SAMPLES, ids=sample_id)
@pytest.mark.parametrize("seed", range(40))
def test_mutated_sample(path: Path, seed: int) -> None:
    rng = random.Random(f"{path.name} {seed}")
    text = path.read_text(encoding="utf-8")
    for _ in range(rng.choice([1, 1, 2, 5, 20])):
        text = mutations(text, rng)
    check(text)


WORDS = [
    "TAVOITE",
    "Mittari 1. ",
    "MITTARI",
    "Lähtötaso",
    "Tavoitetaso",
    "Selvitys (T1):",
    "<p>",
    "</li>",
    "a",
    "10 %",
    "### ",
]


@settings(max_examples=600, deadline=None)
@given(st.lists(st.sampled_from([*WORDS, *SIGNS, "teksti"]), max_size=60).map("".join))
def test_any_text(text: str) -> None:
    if text.strip(SIGNS + "\n"):
        check(text)


CORPUS = sorted((ROOT / "tests" / "reading" / "corpus").glob("*.txt"))


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_corpus_text(path: Path) -> None:
    check(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
@pytest.mark.parametrize("seed", range(6))
def test_mutated_corpus_text(path: Path, seed: int) -> None:
    rng = random.Random(f"{path.name} {seed}")
    text = path.read_text(encoding="utf-8")
    for _ in range(rng.choice([1, 2, 5, 20])):
        text = mutations(text, rng)
    check(text)


HOSTILE = {
    "tabs": "a\t" * 100_000,
    "cells": "<tr>" + "<td>a" * 100_000,
    "rows": "<tr><td>a</td></tr>\n" * 5_000,
    "nested lists": "".join(" " * min(n, 2_000) + "- kohta\n" for n in range(5_000)),
    "pipes": "|" * 1_000_000,
    "rows of pipes": "| a | b |\n" * 5_000,
    "short paragraphs": "Lyhyt rivi\n\n" * 5_000,
    "labels": "Tavoite: x " * 5_000,
    "indicators in a cell": "MITTARI\tMittari 1. a" + " Mittari 2. b" * 5_000,
    "brackets": "<" * 100_000,
    "spans": "<tr><td rowspan=99>a</td><td>b</td></tr>\n" * 2_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text(name: str) -> None:
    """A reader that is quadratic or recurses on any of these would not come to an end."""
    counts = tavoiteparse.read_text(HOSTILE[name]).raportti.kattavuus
    assert counts.riveja == counts.luettu + counts.vapaata + counts.ohitettu
