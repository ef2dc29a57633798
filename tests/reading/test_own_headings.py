"""Headings by patterns of a grammar: they end what is above them, with and without numbers, and are sections."""

from pathlib import Path

import pytest

import tavoiteparse
from tavoiteparse.authoring.near import near_misses
from tavoiteparse.authoring.proof import prove
from tavoiteparse.language.grammar import find_grammar
from tavoiteparse.pipeline import Reading
from tavoiteparse.strict.mistake import GrammarError

OWN = """name: oma
reads: Promises of sectors
signs: []
headings:
- '\\p{Lu}\\w*toimen lupaukset'
- 'Yksikkö: (?P<otsikko>.+)'
- '(?P<tunnus>\\d+(?:\\.\\d+)*)\\.? (?P<otsikko>\\p{Lu}[^.:]+)'
"""
TEXT = """Kunnan seuranta 2025

Sivistystoimen lupaukset
Tavoite: Koulutie on turvallinen
Mittari: Tapaturmat
Selvitys: Suojateitä maalattiin.
Toinen rivi jatkaa selvitystä
Teknisen toimen työt jatkuvat.
Sosiaalitoimen lupaukset
Tavoite: Apua saa ajoissa
Mittari: Jonotuspäivät
Selvitys: Jonot lyhenivät.
Yksikkö: Lastensuojelu
Tavoite: Lapset ovat turvassa
Mittari: Käynnit
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "oma.yaml").write_text(OWN, encoding="utf-8")
    return tmp_path / "oma.yaml"


def read(text: str, file: Path) -> Reading:
    return tavoiteparse.read_text(text, grammar=str(file))


def sections(reading: Reading) -> list[tuple[int, str | None, str | None]]:
    """Level, number and heading of each section, from the top down."""
    found: list[tuple[int, str | None, str | None]] = []
    waiting = list(reading.raportti.osiot)
    while waiting:
        section = waiting.pop(0)
        found.append((section.taso, section.tunnus, section.otsikko))
        waiting = section.osiot + waiting
    return found


def test_headings_without_numbers_and_blank_lines_end_accounts(file: Path) -> None:
    reading = read(TEXT, file)
    assert sections(reading) == [
        (1, None, "Sivistystoimen lupaukset"),
        (1, None, "Sosiaalitoimen lupaukset"),
        (2, None, "Lastensuojelu"),
    ]
    rows = [(row["osio"], row["tavoite"], row["selvitys"]) for row in tavoiteparse.rows(reading.raportti)]
    first = "Suojateitä maalattiin.\nToinen rivi jatkaa selvitystä\nTeknisen toimen työt jatkuvat."
    assert rows == [
        ("Sivistystoimen lupaukset", "Koulutie on turvallinen", first),
        ("Sosiaalitoimen lupaukset", "Apua saa ajoissa", "Jonot lyhenivät."),
        ("Lastensuojelu", "Lapset ovat turvassa", None),
    ]
    assert reading.raportti.kattavuus.lukematta == 0


def test_without_the_patterns_the_account_goes_on(file: Path) -> None:
    file.write_text("name: oma\nreads: x\nsigns: []\n", encoding="utf-8")
    assert "Sosiaalitoimen lupaukset" in str(next(iter(tavoiteparse.rows(read(TEXT, file).raportti)))["selvitys"])


def test_a_number_gives_the_level(file: Path) -> None:
    text = "Seuranta 2025\n\n1 Elinvoima\nTavoite: A\nMittari: B\n1.2 Yritykset\nTavoite: C\nMittari: D\n2. Arki\nTavoite: E\n"
    assert sections(read(text, file)) == [(1, "1", "Elinvoima"), (2, "1.2", "Yritykset"), (1, "2", "Arki")]
    goals = [(row["osio"], row["tavoite"]) for row in tavoiteparse.rows(read(text, file).raportti)]
    assert goals == [("Elinvoima", "A"), ("Yritykset", "C"), ("Arki", "E")]


def test_a_heading_ends_a_table_and_a_list(file: Path) -> None:
    table = "Tavoite\tMittari\tTaso\nA\tB\t1\nSosiaalitoimen lupaukset\nTavoite\tMittari\tTaso\nC\tD\t2\n"
    rows = list(tavoiteparse.rows(read("Seuranta 2025\n\n" + table, file).raportti))
    assert [(row["osio"], row["tavoite"]) for row in rows] == [
        ("Seuranta 2025", "A"),
        ("Sosiaalitoimen lupaukset", "C"),
    ]
    listed = "Seuranta 2025\n\n- yksi asia\n- toinen asia\nSosiaalitoimen lupaukset\nTavoite: A\nMittari: B\n"
    assert sections(read(listed, file))[-1] == (1, None, "Sosiaalitoimen lupaukset")


def test_a_label_that_a_pattern_matches_opens_its_field(file: Path) -> None:
    file.write_text(OWN + "- 'Painopiste \\d: .+'\n", encoding="utf-8")
    text = "Seuranta 2025\n\nSelvitys: x\nPainopiste 1: Elinvoima\nTavoite: A\nMittari: B\n"
    (row,) = tavoiteparse.rows(read(text, file).raportti)
    assert (row["painopiste"], row["osio"]) == ("Elinvoima", "Elinvoima")


def test_a_line_that_a_pattern_matches_in_part_is_no_heading_and_named(file: Path) -> None:
    reading = read("Seuranta 2025\n\nSosiaalitoimen lupaukset pidettiin.\n\nTavoite: A\nMittari: B\n", file)
    assert sections(reading) == [(0, None, None)]
    assert near_misses(reading)[3] == "headings.0: the pattern ends before ' pidettiin.'; it must match the whole line"


def test_a_repeated_heading_is_none_of_the_page(file: Path) -> None:
    text = "Seuranta 2025\n" + "".join(f"\nYksikkö: {n}\nTavoite: {n}\nMittari: x{n}\n" for n in "ABCB")
    assert [heading for _, _, heading in sections(read(text, file))] == ["A", "B", "C", "B"]


def test_dead_patterns_and_mistakes_are_named(file: Path) -> None:
    proof = prove(find_grammar(str(file)), [read(TEXT, file)])
    assert [(rule.key, rule.times) for rule in proof.rules] == [("headings.0", 2), ("headings.1", 1), ("headings.2", 0)]
    file.write_text(OWN + "- '('\n", encoding="utf-8")
    with pytest.raises(GrammarError, match=r"oma.yaml:8: headings.3: not a pattern: missing \)"):
        find_grammar(str(file))
