"""Whether reading takes four times as long for four times the text: `python benchmarks/shapes.py [NAME…]`.

Each shape is a piece of text that is repeated: what a report may hold ten thousand times, and what an unkind one might.
It is read by the public API (positions on) and made into rows, then checked as `validate` does, at two sizes; what is
printed are seconds of this process (CPU) and their ratio. What has a ratio above MOST is named at the end, and the exit
status is then 1. `tests/reading/test_shapes.py` reads smaller texts and counts calls, which never differ between runs.
All of it takes some ten minutes.
"""

import argparse
import cProfile
import gc
import signal
import sys
import time
from collections.abc import Callable
from math import inf
from pathlib import Path
from types import FrameType
from typing import NamedTuple

import yaml

import tavoiteparse
from tavoiteparse.checking.config import Config
from tavoiteparse.checking.validate import Settings, check_reading

VOCABULARY = Path(__file__).parents[1] / "grammars" / "vocabulary"
SMALL, LARGE = 100_000, 400_000  # characters
MOST = 6.0  # four times the text may take so many times as long
FLOOR = 0.05  # seconds below which a ratio says nothing
PATIENCE = 10.0  # seconds of one step
TABLE = "Tavoite\tMittari\tLähtötaso\tTavoitetaso\tToteuma\n"
SPACED = "Tavoite            Mittari          Lähtötaso   Tavoitetaso\n"
BLOCK = "PAINOPISTE\tA\nTAVOITE\tB\nTOIMENPIDE\tC\n"
ACCOUNT = "Selvitys tavoitteen toteutumisesta (T1):\n"
MONTHS = ", ".join(f"{number}/2024: {number * 7}" for number in range(1, 13))


class Shape(NamedTuple):
    """A text of any size: `unit` again and again (the `n`-th by `number`, where it differs), between two others."""

    unit: str = ""
    before: str = ""
    after: str = ""
    number: Callable[[int], str] | None = None

    def text(self, size: int) -> str:
        """The text of at least a number of characters."""
        parts, length, n = [self.before], len(self.before), 0
        while length < size:
            parts.append(self.number(n) if self.number is not None else self.unit)
            length += len(parts[-1])
            n += 1
        return "".join(parts) + self.after


def _labels() -> dict[str, Shape]:
    """Every label and heading of the vocabulary: with a tab, with a colon, alone; one at a time and all in turn."""
    words = yaml.safe_load((VOCABULARY / "labels.yaml").read_text(encoding="utf-8"))
    found = {}
    for role, entry in words.items():
        word = str(entry["fi"][0]).upper()
        found[f"{role} tab"] = Shape(f"{word}\ta\n")
        found[f"{role} colon"] = Shape(f"{word.capitalize()}: a\n")
        found[f"{role} alone"] = Shape(f"{word.capitalize()}\n")
    every = [str(word).capitalize() for entry in words.values() for word in (*entry["fi"], *entry.get("sv", []))]
    ends = {
        "tabs": "\ta\n",
        "colons": ": a\n",
        "alone": "\n",
        "alone apart": "\n\n",
        "in a row": "\t",
        "in a line": ": a ",
    }
    for name, end in ends.items():
        found[f"all labels {name}"] = Shape("".join(word + end for word in every))
    return found


def _tags() -> dict[str, Shape]:
    names = [
        "p",
        "ul",
        "ol",
        "li",
        "br",
        "div",
        "table",
        "tr",
        "td",
        "th",
        "caption",
        "b",
        "span",
        "a",
        "h2",
        "o:p",
        "section",
        "pre",
        "thead",
    ]
    opened = {f"<{name}> opened": Shape(f"<{name}>a ") for name in names}
    lines = {f"<{name}> a line": Shape(f"<{name}>a\n") for name in ("p", "li", "table", "tr", "td", "h2", "b", "div")}
    return opened | lines


SHAPES: dict[str, Shape] = {
    # labels
    "bold labels in a line": Shape("**Tavoite:** a **Mittari:** b "),
    "numbered areas": Shape("Painopiste 1: a\n"),
    "numbered areas counting": Shape(number=lambda n: f"Painopiste {n % 99}: a\n"),
    "rows of an indicator and headings": Shape("MITTARI\ta\tLähtötaso\tTavoitetaso\n"),
    "rows of an indicator, headings and values": Shape("MITTARI\ta\tLähtötaso\tTavoitetaso\n\t\t1\t2\n", BLOCK),
    "fused headings": Shape("MITTARI\ta\tLähtötaso 1\tTavoitetaso 2\n", BLOCK),
    "indicators in a line": Shape("Mittari: x "),
    "numbered indicators": Shape("Mittari 2. b\n"),
    "numbered indicators in an account": Shape(
        "Mittari 2. b\n", BLOCK + "MITTARI\tMittari 1. a Mittari 2. b\n" + ACCOUNT
    ),
    "numbered indicators in a line of an account": Shape(
        "Mittari 2. b. ", BLOCK + "MITTARI\tMittari 1. a Mittari 2. b\n" + ACCOUNT
    ),
    "indicators in one cell": Shape("Mittari 1. x Mittari 2. y ", BLOCK + "MITTARI\t"),
    "indicators in one cell counting": Shape(before=BLOCK + "MITTARI\t", number=lambda n: f"Mittari {n}. x "),
    "indicators in one cell with markup": Shape("Mittari 1. <b>x</b> ", BLOCK + "MITTARI\t"),
    "indicators in one cell of a table": Shape("Mittari 1. x. ", TABLE + "A\t", "\t1\t2\t3\n"),
    "levels in one cell": Shape("Lähtötaso: 5; ", TABLE + "A\t"),
    "levels in one cell in turn": Shape("x. Tavoitetaso: 5 / ", TABLE + "A\t"),
    "blocks": Shape(BLOCK + "MITTARI\td\tLähtötaso\tTavoitetaso\n\t\t1\t2\n" + ACCOUNT + "Asiat etenevät.\n\n"),
    "blocks with other uppers": Shape(number=lambda n: f"TAVOITE\tB{n}\nTOIMENPIDE\tC{n}\nMITTARI\tD{n}\n"),
    "measures of one goal": Shape("TOIMENPIDE\tC\n", "TAVOITE\tB\n"),
    "means of one goal": Shape("KEINOT\tC\n", "TAVOITE\tB\n"),
    "means and goals": Shape("KEINOT\tC\nTAVOITE\tB\n"),
    "means and measures": Shape("TOIMENPIDE\tC\nKEINOT\tD\n", "TAVOITE\tB\n"),
    "measures and indicators": Shape("TOIMENPIDE\tC\nMITTARI\tD\n", "TAVOITE\tB\n"),
    "indicators under one measure": Shape("MITTARI\tD\n", BLOCK),
    "levels under one measure": Shape("Lähtötaso: 5\nTavoitetaso: 6\n", BLOCK + "Mittari: a\n"),
    "parties under one measure": Shape("Vastuu: Sivistys\n", BLOCK),
    "parties and indicators": Shape("Vastuu: Sivistys\nMittari: a\n", BLOCK),
    "statuses under one measure": Shape("Tila: Toteutunut\n", BLOCK + "Mittari: a\n"),
    "results under one measure": Shape("Toteuma: Toteutui. Tulos 4\n", BLOCK + "Mittari: a\n"),
    "accounts of one block": Shape(ACCOUNT + "a\n", BLOCK + "MITTARI\ta\n"),
    "accounts of many names": Shape(before=BLOCK + "MITTARI\ta\n", number=lambda n: f"Selvitys (T{n % 3 + 1}): a\n"),
    "accounts by status": Shape("Selvitys: Toteutui osittain. Vain puolet.\n", BLOCK + "MITTARI\ta\n"),
    "paragraphs of an account": Shape("Asiat etenevät 5 %.\n\n", BLOCK + "MITTARI\ta\n" + ACCOUNT),
    "lines of an account": Shape("Asiat etenevät\n", BLOCK + "MITTARI\ta\n" + ACCOUNT),
    "items of an account": Shape("- Asia etenee 1.1.2024\n", BLOCK + "MITTARI\ta\n" + ACCOUNT),
    "items under a label": Shape("- Asia\n", "TAVOITE\tB\nMittarit:\n"),
    "items under measures": Shape("- Asia\n", "TAVOITE\tB\nToimenpiteet:\n"),
    "labels alone with values below": Shape("Tavoite\nB\nMittari\nC\n"),
    "levels alone": Shape("Lähtötaso:\nTavoitetaso:\n", BLOCK + "Mittari: a\n"),
    "damaged labels": Shape("MlTTARI: a\n"),
    "damaged labels in a cell": Shape("TAV0ITE\ta\n"),
    "spaced labels": Shape("T A V O I T E : a\n"),
    "spaced letters": Shape("a ", after="\n"),
    "broken labels": Shape("Lähtö- taso: 5\n"),
    "labels in cells": Shape("TAVOITE Vesi riittää\tVASTUU Laitos\n"),
    "pairs in rows": Shape("Lähtötaso\t31 %\tTavoitetaso\t60 %\n", BLOCK + "Mittari: a\n"),
    "pairs in one row": Shape("Lähtötaso\t31 %\t", BLOCK + "Mittari: a\n"),
    "sector lines": Shape("TAVOITE\tB\nSivistystoimiala\nTOIMENPIDE\tC\n"),
    "sector lines without measures": Shape("Sivistystoimiala\n", "TAVOITE\tB\n"),
    "sector lines with page numbers": Shape("Sivistystoimiala\n\nSivu 1\n\n", "TAVOITE\tB\n", "TOIMENPIDE\tC\n"),
    "sector lines above a page number each": Shape("Sivu 1\n", "TAVOITE\tB\n"),
    "bare labels with stray digits": Shape("Mittari 1 2 3 4\n"),
    "items under a level": Shape("- 5 %\n", BLOCK + "Mittari: a\nLähtötaso:\n"),
    "areas without goals": Shape(number=lambda n: f"Painopiste: a{n}\nToimiala: b{n}\n"),
    "areas without goals in a line": Shape("Teema: a Toimiala: b "),
    "paragraphs of a numbered indicator": Shape("<p>a", BLOCK + "MITTARI\tMittari 1. a"),
    "wide gaps in a numbered indicator": Shape("a   ", BLOCK + "MITTARI\tMittari 1. a"),
    "labels between wide gaps": Shape("a   b. Mittari: c   ", "Mittari: a "),
    # tables by tabs
    "table": Shape("A\tb\t1\t2\t3\n", TABLE),
    "table with blanks": Shape("\tb\t1\t2\t3\n", TABLE + "A\tb\t1\t2\t3\n"),
    "table with a goal each": Shape(before=TABLE, number=lambda n: f"Tavoite {n}\tb{n}\t{n}\t{n + 1}\t{n + 2}\n"),
    "headers each row": Shape(TABLE + "A\tb\t1\t2\t3\n"),
    "headers only": Shape(TABLE),
    "two headers in turn": Shape("Tavoite\tMittari\nTavoite\tToimenpide\n"),
    "unknown headers": Shape("Tavoite\tEi mitään\tMuuta\n"),
    "lone cells in a table": Shape("A\t\t\t\n", TABLE),
    "lone cells": Shape("A\t\t\t\n"),
    "lone cells between rows": Shape("A\t\t\t\nB\tb\t1\t2\t3\n", TABLE),
    "lines between rows": Shape("A\nB\tb\t1\t2\t3\n", TABLE),
    "values without a table": Shape("A\tb\t1\n"),
    "values of changing width": Shape("A\tb\nA\tb\tc\n"),
    "status tables": Shape("A\tb\tToteutui\n"),
    "sectors in a table": Shape("\tA\tb\n\tB\tb\n", "Tavoite\tToimiala\tMittari\nG\tA\tb\n"),
    "sums in a table": Shape("Yhteensä\t1\t2\t3\t4\n", TABLE + "A\tb\t1\t2\t3\n"),
    "shifted rows": Shape("b\t1\t2\t3\n", TABLE + "A\tb\t1\t2\t3\n"),
    "figures without an indicator": Shape("A\t5\t1\t2\t3\n", TABLE),
    "blank lines in a table": Shape("A\tb\t1\t2\t3\n\n", TABLE),
    "wrapped cells": Shape("a\tb\t\t\t\n", TABLE + "A\tB\t1\t2\t3\n"),
    "wrapped lines": Shape("ja enemmän\n", TABLE + "Aika\tB\t1\t2\t3\n"),
    "wrapped moved up": Shape("ja\tB\t1\t2\t3\n", TABLE + "Aika\tB\t1\t2\t3\n"),
    "wrapped moved up below blanks": Shape("ja\tB\t1\t2\t3\n\tB\t1\t2\t3\n", TABLE + "Aika\tB\t1\t2\t3\n"),
    "second header lines": Shape("\t\t2022\t2023\t2024\n", TABLE),
    "page breaks in a table": Shape("A\tb\t1\t2\t3\n\nSivu 2\n\n" + TABLE, TABLE),
    "tables apart": Shape("A\tb\t1\t2\t3\n\n" + TABLE, TABLE),
    "a row of tabs": Shape("a\t"),
    "a row of headers": Shape("Mittari\t"),
    "a row of empty cells": Shape("\t", after="a\n"),
    "year matrix": Shape("Mittari\t2020\t2021\t2022\nA\t1\t2\t3\n"),
    "many columns": Shape(number=lambda n: "\t".join(map(str, range(200))) + "\n"),
    "tables in a measure": Shape("A\t1\t2\n", BLOCK + "Mittari\tLähtötaso\tTavoitetaso\n"),
    "indicator rows": Shape("\tA\t1\t2\n", BLOCK + "MITTARI\ta\tLähtötaso\tTavoitetaso\n"),
    "indicator rows without values": Shape("\tA\n", BLOCK + "MITTARI\ta\tLähtötaso\tTavoitetaso\n"),
    "values without indicators": Shape("\t\t1\t2\n", BLOCK + "MITTARI\ta\tLähtötaso\tTavoitetaso\n"),
    "continued cells": Shape("lisää\t\n", BLOCK + "MITTARI\ta\tLähtötaso\tTavoitetaso\n\t\t1\t2\n"),
    "continued indicators": Shape("lisää\t\n", BLOCK + "MITTARI\ta\tLähtötaso\tTavoitetaso\n"),
    "continued values and figures": Shape("12 %\n", BLOCK + "MITTARI\ta\tLähtötaso\tTavoitetaso\n\t\t1\t2\n"),
    # other tables
    "markdown table": Shape(
        "| A | b | 1 | 2 |\n", "| Tavoite | Mittari | Lähtötaso | Tavoitetaso |\n|---|---|---|---|\n"
    ),
    "markdown tables": Shape("| Tavoite | Mittari |\n|---|---|\n| A | b |\n\n"),
    "markdown rules": Shape("|---|---|---|---|\n"),
    "grid": Shape("| A | b |\n+---+---+\n", "+---+---+\n| Tavoite | Mittari |\n+===+===+\n"),
    "grid of one cell": Shape("| A | b |\n", "+---+---+\n| Tavoite | Mittari |\n+===+===+\n"),
    "grid rules": Shape("+---+---+\n"),
    "pipes": Shape("|"),
    "pipes and words": Shape("a | b | "),
    "pipe lines": Shape("a | b\n"),
    "closed lines": Shape("a |\n", "| a | b |\n"),
    "spaces before a pipe": Shape(" ", "a", "|\n"),
    "spaces within pipes": Shape("a   ", "b | ", "\n"),
    "columns by spaces": Shape("Hyvä elämä         Käynnit          10          20\n", SPACED),
    "columns by spaces apart": Shape("Hyvä elämä         Käynnit          10          20\n\n", SPACED),
    "columns by spaces wrapped": Shape(
        "                   ja vielä\n", SPACED + "Hyvä elämä         Käynnit          10    20\n"
    ),
    "headers by spaces": Shape(SPACED),
    "headers by spaces and rows": Shape(SPACED + "Hyvä elämä         Käynnit          10          20\n"),
    "a header of many spaces": Shape("Mittari   "),
    "a row of many spaces": Shape("Käynti   ", SPACED),
    "stacked cells": Shape("A\nb\n1\n2\n", "Tavoite\nMittari\nLähtötaso\nTavoitetaso\n"),
    "stacked headers": Shape("Tavoite\nMittari\nLähtötaso\nTavoitetaso\n"),
    "stacked cells apart": Shape("A\n\nb\n\n1\n\n2\n\n", "Tavoite\n\nMittari\n\nLähtötaso\n\nTavoitetaso\n\n"),
    "stacked headers apart": Shape("Tavoite\n\nMittari\n\nLähtötaso\n\nTavoitetaso\n\n"),
    "stacked empty cells": Shape("A\n\n\xa0\n\n1\n\n\xa0\n\n", "Tavoite\n\nMittari\n\nLähtötaso\n\nTavoitetaso\n\n"),
    "stacked cells never whole": Shape("\xa0\n\n", "Tavoite\n\nMittari\n\nLähtötaso\n\nTavoitetaso\n\nA\n\n"),
    "stacked headers twice": Shape("Mittari\n\n"),
    "html table": Shape("<tr><td>A</td><td>b</td></tr>\n", "<table>\n<tr><th>Tavoite</th><th>Mittari</th></tr>\n"),
    "html table in a line": Shape("<tr><td>A</td><td>b</td></tr>", "<table><tr><th>Tavoite</th><th>Mittari</th></tr>"),
    "html tables": Shape("<table><tr><th>Tavoite</th><th>Mittari</th></tr><tr><td>A</td><td>b</td></tr></table>\n"),
    "html rowspans": Shape("<tr><td rowspan=99>a</td><td>b</td></tr>\n"),
    "html endless rowspans": Shape("<tr><td rowspan=99999>a</td><td colspan=50>b</td></tr>\n"),
    "html rowspans over rows": Shape("<tr><td>b</td></tr>\n", "<table><tr><td rowspan=65535>a</td><td>b</td></tr>\n"),
    "html colspans": Shape("<td colspan=99>a</td>", "<table><tr>"),
    "html nested tables": Shape("<table><tr><td>"),
    "html cells over lines": Shape("<tr>\n<td>\nA\n</td>\n<td>\nb\n</td>\n</tr>\n", "<table>\n"),
    "html row tags alone": Shape("<tr>\n"),
    "html row tags between rows": Shape("<tr>\n", TABLE, "A\tb\t1\t2\t3\n"),
    "html closing tags": Shape("</p></li></ul></td>"),
    "html attributes": Shape("<p class='a' id=b style=\"c\">a "),
    "html attributes without end": Shape(" a=b", "<p"),
    "html a quote without end": Shape("a", '<p a="', "\n"),
    "html spaces in a tag": Shape(" ", "<p", "\n"),
    "html spaces and slashes in a tag": Shape("<p / "),
    "html lists in a cell": Shape("<li>a</li>", BLOCK + "MITTARI\t<ul>"),
    "html lists of values": Shape("<li>1</li>", BLOCK + "MITTARI\ta\tLähtötaso\n\t\t<ul>"),
    "html paragraphs with bullets": Shape("<p>• a • b", "TAVOITE\t"),
    "html list with bullets": Shape("• a ", "TAVOITE\t<ul>"),
    "html dashes": Shape("<p>- a"),
    "comparison signs": Shape("< 5 > 3 <"),
    "brackets": Shape("<"),
    "entities": Shape("&auml;&#228;&nbsp;"),
    "entities without end": Shape("&"),
    "entities of digits": Shape("&#1"),
    "entities in a line of labels": Shape("Tavoite: &auml; Mittari: b "),
    "bold signs": Shape("**"),
    "bold words": Shape("**a** "),
    "bold lines": Shape("**a**\n"),
    "bold names over text": Shape("**Toimenpiteet**\nAsia\n", "TAVOITE\tB\n"),
    "an open bold": Shape("a", "**", "\n"),
    # headings and lists
    "headings": Shape("# A\n"),
    "headings of all ranks": Shape(number=lambda n: f"{'#' * (n % 6 + 1)} A{n}\n"),
    "headings of other names": Shape(number=lambda n: f"# A{n}\n\nTeksti\n\n"),
    "headings of areas": Shape(number=lambda n: f"# Painopiste: A{n}\n\nTavoite: b\n\n"),
    "underlined headings": Shape("Otsikko\n=======\n"),
    "lines of signs": Shape("=======\n"),
    "numbered headings": Shape(number=lambda n: f"{n % 99}.{n % 7} Otsikko\n\n"),
    "headings in capitals": Shape("OTSIKKO\n\n"),
    "headings in capitals of other names": Shape(number=lambda n: f"OTSIKKO {n}\n\n"),
    "short paragraphs": Shape("Lyhyt rivi\n\n"),
    "short paragraphs before a goal": Shape("Lyhyt rivi\n\n", after="TAVOITE\tB\n"),
    "short paragraphs and page numbers": Shape("Lyhyt rivi\n\nSivu 1\n\n"),
    "one short paragraph above page numbers": Shape("Sivu 1\n\n", "Lyhyt rivi\n\n"),
    "short paragraphs above many page numbers": Shape("Lyhyt rivi\n\n" + "Sivu 1\n" * 50),
    "number signs": Shape("#"),
    "nested lists": Shape(number=lambda n: " " * min(n, 300) + "- kohta\n"),
    "lists up and down": Shape(number=lambda n: " " * (n % 40) + "- kohta\n"),
    "items": Shape("- kohta\n"),
    "items over lines": Shape("- kohta\n  jatkuu\n"),
    "one item over lines": Shape("  jatkuu\n", "- kohta\n"),
    "items with numbers": Shape(number=lambda n: f"{n % 99}. Kohta\n"),
    "items with letters": Shape("a) Kohta\n"),
    "numbers and bullets": Shape("1. Kohta\n- kohta\n"),
    "bullets": Shape("•"),
    "bullets in a line": Shape("• a "),
    "deep indents": Shape(" " * 200 + "a\n"),
    "one deep indent": Shape(" ", after="a\n"),
    "a deep indent after": Shape(" ", "a", "\n"),
    # Numbers of two digits: from 100 on the lines are no numbers of headings any more, and another kind of text.
    "contents": Shape(number=lambda n: f"{n // 9 % 90}.{n % 9} Otsikko\n\n", before="Sisällys\n\n"),
    "contents with pages": Shape(number=lambda n: f"{n} Otsikko\t{n}\n", before="Sisällys\n\n"),
    "contents with dots": Shape(number=lambda n: f"Otsikko {n} ........ {n}\n", before="Sisällys\n\n"),
    "semicolons": Shape("a;b;c\n", before="Tavoite;Mittari;Tavoitetaso\n"),
    "open quotes by semicolons": Shape('"a;b;c\n', before="Tavoite;Mittari;Tavoitetaso\n"),
    "open quotes by tabs": Shape('"a\tb\n'),
    "doubled quotes": Shape('""', before='Tavoite;Mittari;Tavoitetaso\n"'),
    "rules of dashes": Shape("Tavoite Mittari\n------- -------\n"),
    "rows below a rule of dashes": Shape("a       b\n", before="Tavoite Mittari\n------- -------\n"),
    "groups below a rule of dashes": Shape("a       b\n\n", before="Tavoite Mittari\n------- -------\n"),
    "legends": Shape("V = toteutunut, "),
    "lines of legends": Shape("V = toteutunut\n"),
    "backslashes": Shape("\\\\_"),
    "open comments": Shape("<!-- "),
    "lone rows in a table": Shape("a\t\n", before="Mittari\tTavoitetaso\n"),
    "groups in a table": Shape("a\t\n- b\t5\n", before="Mittari\tTavoitetaso\n"),
    "forms by spaces": Shape("Tavoite    a\nMittari    b\n"),
    "continued forms by spaces": Shape("           b\n", before="Tavoite    a\nMittari    b\n"),
    "shaped labels": Shape("Tausta: a\n", before="Tavoite: a\n"),
    "blank lines between labels": Shape("Tavoite\n\na\n\nMittari\n\nb\n\nTavoitetaso\n\n5\n\n"),
    "listed goals": Shape(number=lambda n: f"{n}. Tie\n", before="Tavoitteet\n\n"),
    "listed goals with accounts": Shape(number=lambda n: f"{n}. Tie\n\nSelvä.\n\n", before="Tavoitteet\n\n"),
    "headings of listed goals": Shape("Tavoitteet\n\n- a\n\n"),
    "paragraphs in listed goals": Shape("Selvä on.\n\n", before="Tavoitteet\n\n1. a\n\n"),
    "results apart": Shape(
        number=lambda n: f"{n}\t5\n", before="Nro\tTavoite\tMittari\n1\ta\tb\n\nTavoite nro\tToteuma\n"
    ),
    "headings of contents": Shape(number=lambda n: f"# {n} Otsikko\n", before="Sisällys\n\n"),
    "outline of porvoo": Shape(
        number=lambda n: f"{n % 90}.{n % 9}. Otsikko\n\n", before="# 1 Sisällys\n\nSisällys\n\n"
    ),
    # pages
    "page numbers": Shape("Sivu 1\n"),
    "page numbers counting": Shape(number=lambda n: f"{n}\n\nTeksti tässä\n\n"),
    "page numbers counting far apart": Shape(number=lambda n: f"{n % 9999}\n" + "\nTeksti tässä" * 10 + "\n\n"),
    "running heads": Shape(number=lambda n: f"Kuhmolan kunta\t{n}\n\nTeksti tässä\n\n"),
    "running heads of many names": Shape(number=lambda n: f"Kuhmolan kunta {n % 17}a\t{n}\n\nTeksti\n\n"),
    "running heads in a paragraph": Shape(number=lambda n: f"Kuhmolan kunta\t{n}\nTeksti tässä\n"),
    "running heads alone": Shape(number=lambda n: f"Kuhmolan kunta\t{n}\n"),
    "heads of the text again": Shape("Kuhmolan kunta\n\nTeksti tässä\n\n", "Kuhmolan kunta\n\n"),
    "minutes": Shape("Päätös\n"),
    "minutes of all words": Shape("Päätös:\nEhdotus:\nTiedoksi\nKäsittely\n"),
    "minutes in a table": Shape(TABLE + "A\tb\t1\t2\t3\nPäätös\n"),
    "organisations": Shape("Kuhmolan kunta\n"),
    "organisations in a line": Shape("Kuhmolan kaupunki "),
    "rules of signs": Shape("-", after="\n"),
    "rules of signs and a letter": Shape("- ", after="a\n"),
    # text
    "one word": Shape("a", after="\n"),
    "one word in capitals": Shape("A", after="\n"),
    "one word of a table": Shape("a", TABLE + "A\t", "\t1\t2\t3\n"),
    "one number": Shape("1", after="\n"),
    "one number of a table": Shape("1", TABLE + "A\tb\t", "\n"),
    "long words": Shape("a" * 5000 + "\n"),
    "one character lines": Shape("a\n"),
    "one character paragraphs": Shape("a\n\n"),
    "one line": Shape("Sana ja toinen. "),
    "lines of a paragraph": Shape("Sana ja toinen\n"),
    "sentences in an indicator": Shape("Sana ja 5 % toinen. ", TABLE + "A\t", "\t1\t2\t3\n"),
    "no-break space lines": Shape("\xa0\n"),
    "no-break spaces": Shape("\xa0", after="a\n"),
    "soft hyphens": Shape("a\xad"),
    "zero width spaces": Shape("\u200b", after="a\n"),
    "blank lines": Shape("\n"),
    "carriage returns": Shape("a\r\n"),
    "form feeds": Shape("a\f"),
    "colons": Shape(":"),
    "colons and words": Shape("a: "),
    "capitals and colons": Shape("A: "),
    "commas": Shape(" ,1 "),
    "commas without digits": Shape(" ,"),
    "brackets around": Shape("(", after="\n"),
    "brackets in a value": Shape("(1) ", TABLE + "A\tb\t", "\n"),
    "glued headings": Shape("TavoiteMittari"),
    "flattened headings": Shape("Tavoite Mittari Toimenpide "),
    "consonants": Shape("bcdfg ", after="\n"),
    "font codes": Shape("(cid:55)"),
    "font codes in lines": Shape("(cid:55)\n"),
    "private letters": Shape("\ue000"),
    "cases": Shape("Tekninen. ja. "),
    "replaced letters": Shape("\ufffd"),
    # figures
    "twelve figures": Shape(f"A\tb\t{MONTHS}\t2\t3\n", TABLE),
    "figures in one cell": Shape("5 % ", TABLE + "A\tb\t", "\n"),
    "figures of all forms in one cell": Shape(
        "n. 1 500 €, 4,5 pv (2023: 3–4 kpl) yli 65 v +3 % 10.900 hlö/kk 2621/vk; ", TABLE + "A\tb\t", "\n"
    ),
    "figures of all forms in an indicator": Shape(
        "vähintään 1 500 € (11/22: 151 as.), joka kestää 4 pv. Alle 5 %; tavoite 3 ", TABLE + "A\t", "\t1\t2\t3\n"
    ),
    "figures of all forms in rows": Shape("A\talle 3 %:n osuus\tn. 1,5–2 M€\t90 % (2024)\t1 500 (11/22)\n", TABLE),
    "figures in an account": Shape("5 % vuonna 2023, 4.5. ja 3 §. ", BLOCK + "MITTARI\ta\n" + ACCOUNT),
    "lines of figures in one cell": Shape("<br>5 %", BLOCK + "MITTARI\ta\tLähtötaso\n\t\t"),
    "indicators and lines of figures": Shape("<li>a", BLOCK + "MITTARI\t<ul>", "</ul>\tLähtötaso\n\t\t1<br>2\n"),
    "groups of digits": Shape(" 123", TABLE + "A\tb\t1", "\n"),
    "groups of digits by dots": Shape(".123", TABLE + "A\tb\t1", "\n"),
    "digits by commas": Shape(", 12", TABLE + "A\tb\t1", "\n"),
    "digits by dashes": Shape("-1", TABLE + "A\tb\t1", "\n"),
    "digits by slashes": Shape("/1", TABLE + "A\tb\t1", "\n"),
    "footnotes": Shape(" 5 1)", TABLE + "A\tb\t", "\n"),
    "footnotes in brackets": Shape("5 [1] (", TABLE + "A\tb\t", "\n"),
    "dates": Shape("1.1.2024 ", TABLE + "A\tb\t", "\n"),
    "dates in lines": Shape("1.1.–31.8.2024\n"),
    "dates of accounts": Shape("Selvitys 1.1.–31.8.2024: Päivä 1.2.2024.\n", BLOCK + "MITTARI\ta\n"),
    "dates in the head": Shape("1.1.–31.8.2024 ", "Osavuosikatsaus "),
    "months": Shape("tammi–elokuu 2024 ", TABLE + "A\tb\t", "\n"),
    "years": Shape("2024 ", TABLE + "A\tb\t", "\n"),
    "periods in labels": Shape("Lähtötaso 2023: 5\nTavoitetaso 2024: 6\n", BLOCK + "Mittari: a\n"),
    "a label and digits": Shape("1 ", "Lähtötaso ", "x\n"),
    "a label and many digits": Shape("1", "Lähtötaso ", "x\n"),
    "a label and words of years": Shape("vuosi ", "Lähtötaso ", "x\n"),
    "statuses": Shape("Toteutui\n"),
    "statuses in a table": Shape("A\tb\tToteutui osittain. Vain puolet.\n", "Tavoite\tMittari\tTila\n"),
    "statuses of unknown words": Shape("A\tb\tkohtalainen\n", "Tavoite\tMittari\tTila\n"),
    "statuses of two languages": Shape("Toteutuu / ", "Tavoite\tMittari\tTila\nA\tb\t", "\n"),
    "status symbols": Shape("✔ ", "Tavoite\tMittari\tTila\nA\tb\t", "\n"),
    "status symbols and words": Shape("✔ ", "Tavoite\tMittari\tTila\nA\tb\t", "Toteutui\n"),
    "covering statuses": Shape("\tb\t\n", "Tavoite\tMittari\tTila\nA\tb\tToteutui\n"),
    **_labels(),
    **_tags(),
}
REGULAR = {*_labels(), *_tags()}  # one for each word and tag


def read(text: str) -> tavoiteparse.Reading:
    """A text read and made into rows."""
    reading = tavoiteparse.read_text(text, positions=True)
    for _ in tavoiteparse.rows(reading.raportti):
        pass
    return reading


def check(reading: tavoiteparse.Reading) -> None:
    """A reading checked by all rules."""
    check_reading(reading, "shape.txt", Settings(Config()))


def calls(text: str) -> int:
    """How many functions, of Python and of C, a reading calls; the same each time."""
    profile = cProfile.Profile()
    profile.enable()
    try:
        read(text)
    finally:
        profile.disable()
    return sum(entry.callcount for entry in profile.getstats())


def seconds(use: Callable[[], object]) -> float:
    """The CPU time of a step, the collection of garbage aside; without end where it takes more than PATIENCE."""
    gc.collect()
    gc.disable()
    signal.setitimer(signal.ITIMER_VIRTUAL, PATIENCE)
    began = time.process_time()
    try:
        use()
    except TimeoutError:
        return inf
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        gc.enable()
    return time.process_time() - began


def measured(text: str) -> tuple[float, float]:
    """Seconds of reading a text, and of checking it."""
    readings: list[tavoiteparse.Reading] = []
    reading = seconds(lambda: readings.append(read(text)))
    return reading, seconds(lambda: check(readings[0])) if readings else inf


def ratio(small: float, large: float) -> float:
    return inf if inf in (small, large) else large / max(small, FLOOR)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help="shapes with this in their names; else all")
    names = parser.parse_args().names
    chosen = [name for name in SHAPES if not names or any(part in name for part in names)]
    signal.signal(signal.SIGVTALRM, _stop)
    check(read(TABLE))  # loads what readings share
    slow = []
    print(f"{'':44}{'read':>8}{'':8}{'ratio':>7}{'check':>10}{'':8}{'ratio':>7}")
    for name in chosen:
        small, large = (measured(SHAPES[name].text(size)) for size in (SMALL, LARGE))
        ratios = [ratio(*pair) for pair in zip(small, large, strict=True)]
        slow += [f"{name} ({step})" for step, one in zip(("read", "check"), ratios, strict=True) if one > MOST]
        print(
            f"{name:44}{small[0]:8.2f}{large[0]:8.2f}{ratios[0]:7.1f}{small[1]:10.2f}{large[1]:8.2f}{ratios[1]:7.1f}",
            flush=True,
        )
    print(f"{len(chosen)} shapes; above {MOST:g}: {', '.join(slow) or 'none'}")
    return 1 if slow else 0


def _stop(number: int, frame: FrameType | None) -> None:
    raise TimeoutError


if __name__ == "__main__":
    sys.exit(main())
