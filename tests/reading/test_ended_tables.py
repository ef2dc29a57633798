"""Rows that a table of goals lost are said; what only resembles them is not (rule `ended-tables`)."""

import pytest

import tavoiteparse
from conftest import ROOT

TABLE = """Suvantolan kunta, seuranta 2025

Tavoite\tMittari\tTavoitetaso\tToteuma
Rannat ovat puhtaat\tTalkoot\t12\t14
Uimavesi on hyvää\tNäytteet\t0\t1
"""
ROW = "Satama palvelee\tVenepaikat\t90\t88\n"


def ended(below: str) -> list[tuple[int, str]]:
    """The line of each finding of lost rows, and why the row is none."""
    reading = tavoiteparse.read_text(TABLE + below, name="a.txt")
    return [
        (reading.source.position(one.span.start)[0], str(one.arguments["why"]))
        for one in reading.diagnostics
        if one.code == "table-ended"
    ]


@pytest.mark.parametrize(
    ("below", "line", "by"),
    [
        ("\nLuvut tarkistettiin.\n\n" + ROW, 9, 7),
        ("- tarkistettu\n" + ROW + ROW, 7, 6),
        ("\n## Satama\n\n" + ROW, 9, 7),
        ("Selvitys: kaikki on hyvin.\n" + ROW, 7, 6),
        ("\nLuvut tarkistettiin.\n\nSatama palvelee\tVenepaikat\t90\tToteutunut\tuusi\n", 9, 7),
        ("\nLuvut tarkistettiin.\n\nSatama palvelee\tVenepaikat\t90\n", 9, 7),
    ],
)
def test_rows_below_what_ended_their_table(below: str, line: int, by: int) -> None:
    assert ended(below) == [(line, f"which line {by} ended")]


def test_a_line_whose_cells_ran_together() -> None:
    assert ended("Satama palvelee Venepaikat 90 88\n") == [(6, "but its cells ran together")]
    assert ended("Satama palvelee Venepaikat 90 % 88 %\n") == [(6, "but its cells ran together")]


@pytest.mark.parametrize(
    "below",
    [
        ROW,
        "\n\n" + ROW,
        "\nLuvut tarkistettiin vuonna 2024 ja 2025\n",
        "Luvut tarkistettiin 2024 2025\n",
        "\nSatama palvelee Venepaikat 90 88\n",  # a paragraph of its own
        "\nLuvut tarkistettiin.\n\nTavoite\tMittari\tTavoitetaso\tToteuma\n" + ROW,
        "\nLuvut tarkistettiin.\n\nTulot\tMenot\tNetto\tYhteensä\n100\t90\t10\t10\n",
        "\nLuvut tarkistettiin.\n\nSatama\t12\t90\t88\n",  # figures where the indicator would be
        "\nLuvut tarkistettiin.\n\nSatama\tKalle Kalastaja\n",
        "\nLuvut tarkistettiin.\n\nNimi\tPuhelin\tPaikka\tSähköposti\n",
    ],
)
def test_what_is_no_lost_row(below: str) -> None:
    assert ended(below) == []


def test_rows_of_indicators_below_a_label() -> None:
    text = (
        "TAVOITE\tYritykset kasvavat\nTOIMENPIDE\tNeuvonta\nMITTARI\tYrityksiä\tLähtötaso\tTavoitetaso\n\t\t30\t50\n"
        "\nSelvitys (T1): Neuvonta alkoi.\n\n\tKäyntejä\t10\t20\n"
    )
    found = tavoiteparse.read_text(text, name="a.txt").diagnostics
    assert [str(one.arguments["why"]) for one in found if one.code == "table-ended"] == ["which line 6 ended"]


def test_blank_cells_at_the_ends_of_a_row_have_no_place() -> None:
    lower = TABLE.replace("Toteuma", "Toteuma\tTila") + "\nLuvut tarkistettiin.\n\n\tVenepaikat\t90\t88\t\n"
    reading = tavoiteparse.read_text(lower, name="a.txt")
    (found,) = (one for one in reading.diagnostics if one.code == "table-ended")
    assert lower[found.span.start : found.span.end] == "Venepaikat\t90\t88"


def test_what_is_read_stays_the_same() -> None:
    below = "\nLuvut tarkistettiin.\n\n" + ROW
    with_it = tavoiteparse.read_text(TABLE + below, name="a.txt").raportti
    assert [content.tyyppi for content in with_it.osiot[0].sisalto] == ["tavoite", "tavoite", "kappale", "taulukko"]


def test_the_lost_rows_of_the_corpus_are_named() -> None:
    reading = tavoiteparse.read_file(ROOT / "tests" / "reading" / "corpus" / "c1-valiin-jaanyt-rivi.txt")
    found = [one for one in reading.diagnostics if one.code == "table-ended"]
    assert [reading.source.position(one.span.start)[0] for one in found] == [10, 15]


def test_two_figures_that_could_be_one_are_one() -> None:
    assert ended("Satama palvelee Venepaikat 310 305\n") == []
