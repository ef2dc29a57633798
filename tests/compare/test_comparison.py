"""Comparisons as commands give them: forms, folders, periods, two towns, exit statuses."""

import csv
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import tavoiteparse
from tavoiteparse.cli import app
from tavoiteparse.compare.changes import GRAVE, KINDS
from tavoiteparse.judging.matching import best, entries, likely, paired
from tavoiteparse.judging.wording import name_wording, same, wording

YEAR = """{town}
Tilinpäätös {year}

Tavoite\tMittari\tTavoitetaso\tToteuma
Arki sujuu\tKäynnit kirjastossa\t{target}\t{result}
\tPuhelut neuvontaan\t50\t40
"""


def report(folder: Path, name: str, target: str = "100", result: str = "90", town: str = "Laaksolan kunta") -> str:
    path = folder / name
    year = name[:4]
    path.write_text(YEAR.format(town=town, year=year, target=target, result=result), encoding="utf-8")
    return str(path)


def run(*arguments: str, expect: int = 0) -> tuple[str, str]:
    done = CliRunner().invoke(app, ["compare", *arguments])
    assert done.exit_code == expect, done.output
    return done.stdout, done.stderr


def changes(*arguments: str) -> list[dict[str, Any]]:
    return list(json.loads(run(*arguments, "-f", "json")[0])["muutokset"])


def test_json_has_its_contract(tmp_path: Path) -> None:
    old, new = report(tmp_path, "2023.txt"), report(tmp_path, "2024.txt", "80")
    data = json.loads(run(old, new, "--format", "json")[0])
    assert list(data) == ["skeema", "raportit", "muutokset", "parit"]
    assert data["skeema"] == "tavoiteparse-muutokset/1"
    assert [list(one) for one in data["raportit"]] == [["tiedosto", "organisaatio", "kausi"]] * 2
    assert [one["kausi"]["vuosi"] for one in data["raportit"]] == [2023, 2024]
    lowered = data["muutokset"][0]
    assert list(lowered) == ["laji", "tavoite", "mittari", "vanha", "uusi", "varmuus"]
    place = {"teksti": "100", "arvo": 100, "yksikko": None, "tiedosto": old, "rivit": [5, 5], "sivu": None}
    assert (lowered["laji"], lowered["vanha"]) == ("target-lowered", place)
    assert [(one["mittari"], one["varmuus"]) for one in data["parit"]] == [
        (None, 1.0), ("Käynnit kirjastossa", 1.0), ("Puhelut neuvontaan", 1.0)
    ]  # fmt: skip


def test_forms_give_the_same_changes(tmp_path: Path) -> None:
    old, new = report(tmp_path, "2023.txt", result="80"), report(tmp_path, "2024.txt", "120")
    kinds = [one["laji"] for one in changes(old, new)]
    text, table = run(old, new)[0], list(csv.DictReader(StringIO(run(old, new, "-f", "csv")[0])))
    markdown = run(old, new, "-f", "markdown")[0]
    assert [row["laji"] for row in table] == kinds
    assert all(kind in text and kind in markdown for kind in kinds)
    assert f"{old}:5" in text
    assert table[0]["uusi_rivi"] == "5"


def test_data_is_compared_as_its_texts_are(tmp_path: Path) -> None:
    old, new = report(tmp_path, "2023.txt"), report(tmp_path, "2024.txt", "120")
    for path in (old, new):
        raportti = tavoiteparse.read_file(path, positions=True).raportti
        Path(path).with_suffix(".json").write_text(tavoiteparse.to_json(raportti), encoding="utf-8")
    assert changes(old.replace(".txt", ".json"), new.replace(".txt", ".json")) == changes(old, new)


def test_a_folder_is_put_in_order_by_its_periods(tmp_path: Path) -> None:
    for name, result in (("2025 c.txt", "70"), ("2023 z.txt", "90"), ("2024 a.txt", "80")):
        report(tmp_path, name, result=result)
    (tmp_path / "readme.txt").write_text("Tiedostot ovat vuosilta.\n", encoding="utf-8")
    raportti = tavoiteparse.read_file(tmp_path / "2023 z.txt").raportti
    (tmp_path / "2023 z.yaml").write_text(tavoiteparse.to_yaml(raportti), encoding="utf-8")
    data = json.loads(run(str(tmp_path), "-f", "json")[0])
    assert [Path(one["tiedosto"]).name for one in data["raportit"]] == ["2023 z.txt", "2024 a.txt", "2025 c.txt"]
    moved = [(one["vanha"]["teksti"], one["uusi"]["teksti"]) for one in data["muutokset"]]
    assert moved == [("90", "80"), ("80", "70")]
    table = list(csv.reader(StringIO(run(str(tmp_path), "--periods", "-f", "csv")[0])))
    assert table[1] == ["Arki sujuu", "Käynnit kirjastossa", "90 / 100", "80 / 100", "70 / 100"]
    assert "Käynnit kirjastossa" in run(str(tmp_path), "--periods")[0]
    assert "## Periods" in run(str(tmp_path), "-f", "markdown")[0]
    assert "readme.txt" in run(str(tmp_path))[1]


def test_two_towns_are_not_compared(tmp_path: Path) -> None:
    old, new = report(tmp_path, "2023.txt"), report(tmp_path, "2024.txt", town="Rantalan kaupunki")
    said, message = run(old, new, "-f", "json", expect=2)
    data = json.loads(said)
    assert (data["muutokset"], data["parit"]) == ([], [])
    assert "two towns" in message
    pori, same_town = report(tmp_path, "2021.txt", town="Pori"), report(tmp_path, "2022.txt", town="Porin kaupunki")
    assert changes(pori, same_town) == []


def test_fail_on(tmp_path: Path) -> None:
    old, new, other = report(tmp_path, "2023.txt"), report(tmp_path, "2024.txt", "120"), report(tmp_path, "2025.txt")
    run(old, new)
    run(old, new, "--fail-on", "any", expect=1)
    run(old, new, "--fail-on", "silent,target-raised", expect=1)
    run(old, new, "--fail-on", "silent", expect=0)
    run(old, other, "--fail-on", "any", expect=0)
    assert "is no kind of change" in run(old, new, "--fail-on", "worse", expect=2)[1]
    assert set(KINDS) > GRAVE
    assert "result-changed" not in GRAVE


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["missing.txt", "missing.txt"], "missing.txt"),
        (["{old}"], "two reports are needed"),
        (["{old}", "{empty}"], "no goals to compare"),
        (["{old}", "{old}", "-o", "{old}"], "would be written over the input"),
        (["{old}", "{old}", "--periods", "-f", "json"], "--periods and --format json"),
        (["{old}", "{broken}"], "is missing"),
    ],
)
def test_what_cannot_be_compared_is_said(arguments: list[str], said: str, tmp_path: Path) -> None:
    places = {"old": report(tmp_path, "2023.txt"), "empty": str(tmp_path / "e.txt"), "broken": str(tmp_path / "b.json")}
    Path(places["empty"]).write_text("Vain yksi kappale.\n", encoding="utf-8")
    Path(places["broken"]).write_text('{"skeema": "tavoiteparse/1", "oma": 1}\n', encoding="utf-8")
    assert said in " ".join(run(*(one.format(**places) for one in arguments), expect=2)[1].split())


def test_an_output_is_a_file(tmp_path: Path) -> None:
    old, new = report(tmp_path, "2023.txt"), report(tmp_path, "2024.txt", "120")
    run(old, new, "-f", "json", "-o", str(tmp_path / "c.json"))
    assert json.loads((tmp_path / "c.json").read_text(encoding="utf-8"))["muutokset"]


def test_the_best_of_all_pairings_is_taken() -> None:
    greedy = {(0, 0): 0.9, (0, 1): 0.85, (1, 0): 0.84}  # 0.9 first would leave the other without a partner
    assert sorted(best(greedy)) == [(0, 1), (1, 0)]
    assert best({(0, 3): 0.6, (1, 3): 0.8, (2, 3): 0.7}) == [(1, 3)]
    assert best({}) == []


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Käynnit, 12 500 kpl", "käynnit 12500 kpl", True),
        ("90 % asiakkaista", "90 prosenttia asiakkaista", True),
        ("Sosiaali- ja terveyspalvelut", "Sosiaali ja terveyspalvelut", True),
        ("Kirjaston kävijämäärä", "Kirjaston kavijämäärä", True),
        ("Kävijä määrä", "Kävijämäärä", True),
        ("2 000", "2000", True),  # which looks like a year
        ("RYHMÄKOKO 7.–9. LUOKILLA", "Ryhmäkoko 7.–9. luokilla", True),
        ("25 pistettä", "26 pistettä", False),
        ("Alle 30-vuotiaat", "Alle 50-vuotiaat", False),
        ("Ei valmis", "On valmis", False),
        ("Tyttöjen osuus", "Poikien osuus", False),
    ],
)
def test_what_is_the_same_wording(one: str, other: str, alike: bool) -> None:
    assert same(wording(one), wording(other)) is alike


def test_number_and_unit_are_no_part_of_a_name() -> None:
    assert name_wording("1.2 Käynnit (kpl)") == name_wording("Käynnit") == name_wording("b) Käynnit, kpl")
    assert name_wording("Lainat, €/asukas") == name_wording("Lainat")


def test_doubtful_and_unlike_indicators() -> None:
    texts = [
        f"Laaksolan kunta, tilinpäätös 2024\n\nTavoite\tMittari\tTavoitetaso\nArki sujuu\t{name}\t5\n"
        for name in ("Kirjaston kävijämäärä", "Kirjastokäyntien määrä", "Liukastumiset pihoilla")
    ]
    first, reworded, other = (entries(tavoiteparse.read_text(text).raportti)[0] for text in texts)
    assert 0.5 <= likely(first, reworded) < 0.95
    assert likely(first, other) < 0.5
    assert paired([first], [other]) == []
