"""Codes of municipalities: given where an organisation is one for certain, and not where it is near one."""

import csv
import unicodedata

import pytest

from tavoiteparse.language.grammar import folder
from tavoiteparse.language.municipalities import NAMES, municipality_code

TABLE = folder() / "vocabulary" / NAMES


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Pori", "609"), ("Porin kaupunki", "609"), ("PORIN KAUPUNKI", "609"), ("Porin  kaupunki", "609"),
        ("Björneborg", "609"), ("Björneborgs stad", "609"), ("Borgå stad", "638"), ("Staden Jakobstad", "598"),
        ("Helsingfors stad", "091"), ("Kimitoöns kommun", "322"), ("Vörå kommun", "946"), ("Akaan kaupunki", "020"),
        ("Virtain kaupunki", "936"), ("Kauniaisten kaupunki", "235"), ("Iitin kunta", "142"), ("Iin kunta", "139"),
        ("Uudenkaupungin kaupunki", "895"), ("Luodon kunta", "440"), ("Hailuodon kunta", "072"),
        ("Pedersören kunta", "599"), ("Pedersöre kommun", "599"), ("Kosken Tl kunta", "284"), ("Koski Tl", "284"),
        ("Mänttä-Vilppulan kaupunki", "508"), ("Enontekiön kunta", "047"), ("Isonkyrön kunta", "152"),
        ("Porin kaupunki / Björneborgs stad", "609"), ("Porvoon kaupunki – Borgå stad", "638"),
        ("Rautalammin kunta", "686"), ("Hankasalmen kunta", "077"), ("Alavuden kaupunki", "010"),
        (unicodedata.normalize("NFD", "Jyväskylän kaupunki"), "179"),
    ],
)  # fmt: skip
def test_a_municipality_has_its_code(name: str, code: str) -> None:
    assert municipality_code(name) == code


@pytest.mark.parametrize(
    "name",
    [
        None, "", "Porin", "kaupunki", "Pohjois-Karjalan työllisyysalue", "Porin seudun työllisyysalue",
        "Porin seurakunta", "Tammelan seutu", "Salon seudun kuntayhtymä", "Hakalahden kaupunki", "Lehtimäen kaupunki",
        "Rautajärven kaupunki", "Porin kaupunki / Helsingfors stad", "Porin kaupunki, sivistystoimiala", "Kosken kunta",
        "Varsinais-Suomen hyvinvointialue", "Porin Vesi", "Porin ja Ulvilan kaupunki", "Porin kaupunki / Kuntayhtymä",
    ],
)  # fmt: skip
def test_what_is_none_or_not_sure_has_no_code(name: str | None) -> None:
    assert municipality_code(name) is None


def test_the_table_has_each_municipality_once() -> None:
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert len(rows) == 308
    assert [row["code"] for row in rows if len(row["code"]) != 3 or not row["code"].isdecimal()] == []
    for column in ("code", "fi", "genitive", "sv"):
        assert len({row[column].casefold() for row in rows}) == len(rows), column
        assert all(row[column] == row[column].strip() != "" for row in rows)


def test_no_printed_name_is_of_two_municipalities() -> None:
    with TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            for printed in (row["fi"], row["sv"], f"{row['genitive']} kunta", f"{row['genitive']} kaupunki"):
                assert municipality_code(printed) == row["code"], printed
