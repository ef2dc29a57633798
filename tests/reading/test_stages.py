"""Tables of small inputs for the stages before building: split, shape, vocabulary, mark, choose."""

import pytest

from conftest import SAMPLES, sample_id
from tavoiteparse.documents.read import read_path, read_string
from tavoiteparse.language.grammar import grammars, vocabulary
from tavoiteparse.reading.choose import choose
from tavoiteparse.reading.mark import mark
from tavoiteparse.reading.shape import shape
from tavoiteparse.reading.split import clean, split


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ("a\tb\t", ["a", "b", ""]),
        (" a \xa0b ", ["a b"]),
        ("\t\t", []),
        ("\xa0", []),
        ("\ufeff\u200b", []),
        ("Starttirahan käsittelyaika < 14 vrk\tNPS>0", ["Starttirahan käsittelyaika < 14 vrk", "NPS>0"]),  # signs
        ("<14 vrk, >80 %\t<14 vrk, jos >80 %\ta", ["<14 vrk, >80 %", "<14 vrk, jos >80 %", "a"]),
        ("<a ja b>\t<14>", ["<a ja b>", "<14>"]),
        ("<o:p>5 kpl</o:p>\t<td rowspan=2>", ["5 kpl"]),
        ("<b>Toteutuu</b>\t&lt;46 vk", ["Toteutuu", "<46 vk"]),
        ("<p>a</p> <p>b</p>", ["a b"]),
        ("a<br>b", ["a b"]),
        ("Work & Study", ["Work & Study"]),
        ("ehkäi\u00adseminen", ["ehkäiseminen"]),
        ("**Lihava** sana", ["Lihava sana"]),
        ("asiakkaista*, jotka", ["asiakkaista*, jotka"]),  # a footnote sign is no markup
        ("• Yksi", ["Yksi"]),
        ("– kaupunkeihin", ["– kaupunkeihin"]),
    ],
)
def test_cells(line: str, cells: list[str]) -> None:
    assert [cell.text for cell in split(read_string(line))[0].cells] == cells


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("a  b", [("text", "a"), ("gap", "b")]),
        ("<p>a</p> <p>b  c</p>", [("p", "a"), ("p", "b"), ("gap", "c")]),
        ("1.X <ul> <li>• a</li> <li>- b</li> </ul>", [("text", "1.X"), ("li", "a"), ("li", "b")]),
        ("a<br/>b", [("text", "a"), ("br", "b")]),
        ('<ul style="x">• a• b', [("li", "a"), ("li", "b")]),  # a list that lost its items
    ],
)
def test_parts(cell: str, parts: list[tuple[str, str]]) -> None:
    source = read_string(cell)
    found = split(source)[0].cells[0].parts
    assert [(part.kind, part.text) for part in found] == parts
    assert all(clean(source.text[part.start : part.end]) == part.text for part in found)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("## Otsikko ##\nteksti\njatkuu\n\nuusi", ["heading Otsikko", "text teksti jatkuu", "text uusi"]),
        ("**Tavoite 2: X**\nKeinot: y", ["heading Tavoite 2: X", "text Keinot: y"]),
        ("**Sana** lauseessa", ["text Sana lauseessa"]),
        ("- a\n  jatkuu\n- b", ["item a jatkuu", "item b"]),
        ("- Loppu.\nKELA: uusi", ["item Loppu.", "text KELA: uusi"]),  # porvoo line 175
        ("- a. Kirjain\n- 2) Luku", ["item Kirjain", "item Luku"]),
        ("1. Yksi\n 2. Kaksi", ["item Yksi", "item Kaksi"]),
        ("1.1.2025 alkaen", ["text 1.1.2025 alkaen"]),
        ("a\tb\nc\td", ["table a", "table c"]),
        ("#", ["text #"]),
        ("| a | b |\n|\n\nToimiala |\n", ["table a", "markup |", "text Toimiala"]),
        ("Tavoite 1: x\nMittarit\n- y", ["text Tavoite 1: x", "text Mittarit", "item y"]),
        (
            "TAVOITE\nKasvu\nMITTARI\nMäärä\nVASTUU\nJohto",
            [
                "label TAVOITE",
                "text Kasvu",
                "label MITTARI",
                "text Määrä",
                "label VASTUU",
                "text Johto",
            ],
        ),
        ("Tavoitteet\nKunta kasvaa.", ["text Tavoitteet Kunta kasvaa."]),  # one heading is no form
        ("Tavoite: pitkä\njatkuu. Mittari: x", ["text Tavoite: pitkä jatkuu.", "text Mittari: x"]),
        ("Lähtötaso\t31 %\tTavoitetaso\t60 %", ["table Lähtötaso", "table Tavoitetaso"]),
        ("TAVOITE Vesi riittää\tVASTUU Laitos", ["text TAVOITE Vesi riittää", "text VASTUU Laitos"]),
        ("Tavoite\nMittari\nTavoitetaso\na\nb\n3\n", ["table Tavoite", "table a"]),
        ("+---+---+\n| a | b |\n| c |   |\n+---+---+", ["text +---+---+", "table a c", "text +---+---+"]),
        ("•\tPitkä\n\tjatkuu", ["item Pitkä jatkuu"]),
        ("+ 5 % kasvua", ["text + 5 % kasvua"]),
        ("+ Kasvua", ["item Kasvua"]),
        (
            "Kunnan raportti 2024  3\n\nJohdanto on\nKunnan raportti 2024  4\nkesken",
            [
                "furniture Kunnan raportti 2024 3",
                "furniture Kunnan raportti 2024 4",
                "text Johdanto on kesken",
            ],
        ),
    ],
)
def test_rows(text: str, rows: list[str]) -> None:
    source = read_string(text)
    assert [f"{row.kind} {row.cell.text}" for row in shape(source, split(source), grammars()["yleinen"])] == rows


@pytest.mark.parametrize(
    ("text", "role", "number", "value"),
    [
        ("PAINOPISTE", "painopiste", None, ""),
        ("TAVOITE: Kasvu", "tavoite", None, "Kasvu"),
        ("Tavoite 1: Kasvu", "tavoite", "1", "Kasvu"),
        ("Tavoite 1.2 Kasvu", "tavoite", "1.2", "Kasvu"),
        ("Tavoite 3 Kasvu", "tavoite", "3", "Kasvu"),
        ("Tavoite A: Kasvu", "tavoite", "A", "Kasvu"),
        ("Mittari 2. Kävijät", "mittari", "2", "Kävijät"),
        ("Tavoitetaso 2024: 50 %", "tavoitetaso", None, "50 %"),
        ("Selvitys tavoitteen toteutumisesta (T1): Hyvin.", "selvitys", None, "Hyvin."),
        ("P A I N O P I S T E : Kasvu", "painopiste", None, "Kasvu"),
        ("Mål 2: Tillväxt", "tavoite", "2", "Tillväxt"),
        ("Toiminnalliset tavoitteet", "tavoite", None, ""),
        ("1. tavoite: Kasvu", "tavoite", "1", "Kasvu"),
        ("Tavoite nro 2 Kasvu", "tavoite", "2", "Kasvu"),
        ("Toimen- pide: Kasvu", "toimenpide", None, "Kasvu"),
        ("TAVOITE Vesi riittää", "tavoite", None, "Vesi riittää"),
        ("TOTEUMA –", "toteuma", None, "–"),
        ("Tot. 2023", "toteuma", None, ""),
    ],
)
def test_labels(text: str, role: str, number: str | None, value: str) -> None:
    label = vocabulary().label(text)
    assert label is not None
    assert (label.role, label.number, text[label.value_at :]) == (role, number, value)


@pytest.mark.parametrize(
    "text",
    [
        "Tavoite on, että asukkaat viihtyvät",
        "Tavoitteena toteuttaa työtä",
        "Selvitys valmistuu vuoden aikana. Näin: se on valmis",
        "Mittaaminen: asiakastyytyväisyys",
        "Lähtötaso Suunnitteluvaihe",
        "Lähtötaso 2,1",
        "Tavoitetaso 1 500",
        "TAVOITE JA MITTARI",
        "1. toimenpidealoite",
        "",
    ],
)
def test_running_words_are_no_labels(text: str) -> None:
    assert vocabulary().label(text) is None


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("PAIN0PISTE", "painopiste"),
        ("MlTTARI", "mittari"),
        ("Se1vitys (T1): Hyvin", "selvitys"),
        ("TAV0ITE", "tavoite"),
    ],
)
def test_damaged_labels(text: str, right: str) -> None:
    roles = frozenset({"painopiste", "mittari", "selvitys", "tavoite"})
    label = vocabulary().damaged_label(text, roles)
    assert label is not None
    assert label.damaged == right
    assert vocabulary().damaged_label("Markkinointi", roles) is None


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("PAINOPISTE\tKasvava kaupunki\t", ["label"]),
        ("MITTARI\tKaavat\tLähtötaso\tTavoitetaso\n\t\t3\t5", ["label", "values"]),
        ("MITTARI\t\tLähtötaso\tTavoitetaso", ["label"]),
        ("Elinvoimatoimiala\t\t", ["lone"]),
        ("--\t----\t--", ["skip"]),
        ("Sivu 3/12", ["skip"]),
        ("Päätös", ["minutes"]),
        ("# Otsikko", ["heading"]),
        ("- kohta", ["item"]),
        ("Tavallinen kappale.", ["text"]),
    ],
)
def test_marks(text: str, kinds: list[str]) -> None:
    source = read_string(text)
    pori = grammars()["pori"]
    marks = mark(source, shape(source, split(source), pori), pori)
    assert [one.kind for one in marks] == kinds


@pytest.mark.parametrize("path", SAMPLES, ids=sample_id)
def test_evidence_names_a_line_for_each_sign(path: object) -> None:
    source = read_path(str(path))
    choice = choose(source, split(source), grammars())
    assert choice.fits
    assert all(found.line for found in choice.evidence[choice.grammar.name])
    others = [name for name, found in choice.evidence.items() if found and name != choice.grammar.name]
    assert all(choice.missing(name) for name in others)


def test_nothing_fits_a_letter() -> None:
    source = read_string("Hei,\n\nkiitos viestistä.\n")
    choice = choose(source, split(source), grammars())
    assert not choice.fits
    assert choice.missing(choice.nearest)
