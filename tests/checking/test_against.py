"""Reports held to their plan: what is found, where, and what cannot be compared."""

from pathlib import Path

import pytest

import tavoiteparse
from conftest import validate

PLAN = """Kuhmolan kunta, toimintasuunnitelma 2025

Tavoite\tMittari\tLähtötaso 2024\tTavoitetaso
Arki sujuu\tKäynnit neuvonnassa\t100\t120
\tPuhelut neuvontaan\t50\t60
Talous kestää\tToimintamenot, €\t90 000\t95 000
"""
REPORT = PLAN.replace("toimintasuunnitelma 2025", "osavuosikatsaus T2/2025")
RULES = ("--select", "against")


def found(folder: Path, report: str, plan: str = PLAN, expect: int = 0) -> list[str]:
    (folder / "plan.txt").write_text(plan, encoding="utf-8")
    (folder / "report.txt").write_text(report, encoding="utf-8")
    said, messages = validate(
        folder, "report.txt", "--against", "plan.txt", *RULES, "--fail-on", "never", expect=expect
    )
    return [line for line in (said + messages).splitlines() if line.startswith(("report.txt:", "tavoiteparse:"))]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("before", "after", "place", "said"),
    [
        ("\t120\n", "\t110\n", "report.txt:4:", "the target '110' is '120' in plan.txt: lowered [target-moved]"),
        ("95 000", "99 000", "report.txt:6:", "the target '99 000' is '95 000' in plan.txt: lowered [target-moved]"),
        ("\t60\n", "\t\n", "report.txt:5:", "the target 'none' is '60' in plan.txt: removed [target-moved]"),
        ("\t60\n", "\tKehitetään\n", "report.txt:5:", "made vaguer [target-moved]"),
        ("\t50\t", "\t45\t", "report.txt:5:", "the baseline '45' is '50' in plan.txt, for the same year"),
        ("\tPuhelut neuvontaan\t50\t60\n", "", "report.txt:4:", "the indicator 'Puhelut neuvontaan' of plan.txt"),
        ("Talous kestää\tToimintamenot, €\t90 000\t95 000\n", "", "report.txt:1:", "the indicator 'Toimintamenot, €'"),
    ],
)
def test_what_differs_from_the_plan_is_found(tmp_path: Path, before: str, after: str, place: str, said: str) -> None:
    (line,) = found(tmp_path, REPORT.replace(before, after))
    assert line.startswith(place)
    assert said in line


@pytest.mark.slow
def test_a_report_that_keeps_its_plan_is_clean(tmp_path: Path) -> None:
    assert found(tmp_path, REPORT) == []
    assert found(tmp_path, REPORT.replace("120", "120 kpl").replace("95 000", "95000")) == []


@pytest.mark.slow
def test_plans_of_other_towns_and_without_goals(tmp_path: Path) -> None:
    (line,) = found(tmp_path, REPORT, PLAN.replace("Kuhmolan kunta", "Rantalan kaupunki"), expect=2)
    assert "Kuhmolan kunta" in line
    assert "Rantalan kaupunki" in line
    (line,) = found(tmp_path, REPORT, "Vain kappale.\n", expect=2)
    assert "plan.txt: holds no goals" in line


@pytest.mark.slow
def test_data_is_held_to_data(tmp_path: Path) -> None:
    for name, text in (("plan", PLAN), ("report", REPORT.replace("\t120\n", "\t110\n"))):
        raportti = tavoiteparse.read_text(text, name=f"{name}.txt").raportti
        (tmp_path / f"{name}.json").write_text(tavoiteparse.to_json(raportti), encoding="utf-8")
    said, _ = validate(tmp_path, "report.json", "--against", "plan.json", *RULES)
    assert "[target-moved]" in said


@pytest.mark.slow
def test_what_rests_in_a_baseline_is_not_stale_where_no_plan_is_given(tmp_path: Path) -> None:
    found(tmp_path, REPORT.replace("\t120\n", "\t110\n"))
    accepted = ("--write-baseline", "accepted.yaml", "--reason", "decided in May")
    validate(tmp_path, "report.txt", "--against", "plan.txt", *RULES, *accepted)
    said, messages = validate(tmp_path, "report.txt", *RULES, "--baseline", "accepted.yaml")
    assert "target-moved" not in said + messages
