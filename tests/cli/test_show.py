"""`show`: what people see of a report, in any width, and what it leaves out."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

import tavoiteparse
from conftest import REPORTS, ROOT
from tavoiteparse.cli import app
from tavoiteparse.cli.closing import Totals
from tavoiteparse.cli.goal_table import Look, drawn, items_of
from tavoiteparse.compare.side import side_of
from tavoiteparse.source.shown import width

TABLE = ROOT / "tests" / "compare" / "reports" / "taulukko.txt"
FORM = ROOT / "tests" / "compare" / "reports" / "lomake.txt"


def show(*arguments: str, expect: int = 0, columns: int = 80) -> list[str]:
    done = CliRunner().invoke(app, ["show", *arguments], env={"COLUMNS": str(columns)})
    assert done.exit_code == expect, done.output
    return done.output.splitlines()


def rows(lines: list[str]) -> dict[str, str]:
    """The first line of each indicator by its sign and name."""
    return {line[2:20].strip(): line[0] for line in lines if re.match(r"[✓✗→?≈·] \S", line) and len(line) > 60}


def test_each_indicator_has_its_sign_values_and_line() -> None:
    lines = show(str(FORM))
    assert rows(lines) == {"Uimataitoisten osu": "✓", "Sekajätteen määrä,": "✗", "Asukasraadin": "✓"}
    (line,) = (line for line in lines if line.startswith("✗"))
    assert line.split() == ["✗", "Sekajätteen", "määrä,", "t", "640", "600", "655", "Ei", "15"]
    assert any("saavuttamatta (luvut+tila): Rakennusten purkaminen" in line for line in lines)
    assert lines[-1] == "✓ saavutettu 2  ✗ saavuttamatta 1"


@pytest.mark.parametrize("columns", [80, 100, 160])
@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_lines_fit(path: Path, columns: int) -> None:
    side = side_of(tavoiteparse.read_file(path).raportti)
    lines = list(drawn(side, items_of(side), Look(columns, colour=False)))
    assert max(map(width, lines)) <= columns
    assert "\x1b" not in "".join(lines)


def test_wide_cuts_nothing() -> None:
    lines = show(str(REPORTS[2]), "--wide")
    assert "…" not in "".join(lines)
    assert any("Toteutettujen osaamistarkoitusten määrä / vuosi (osana kasvukartoitusta)" in line for line in lines)


def test_only_some_are_shown() -> None:
    missed = rows(show(str(FORM), "--only", "missed"))
    assert set(missed.values()) == {"✗"}
    silent = show(str(REPORTS[4]), "--only", "silent")
    assert {line[0] for line in silent if re.match(r"[✓✗→?≈·] ", line)} == {"?"}
    unmeasurable = show(str(REPORTS[4]), "--only", "unmeasurable")
    assert {line[0] for line in unmeasurable if re.match(r"[✓✗→?≈·] ", line)} == {"≈"}


def test_what_moved_since_another_report(tmp_path: Path) -> None:
    new = tmp_path / "new.txt"
    new.write_text(TABLE.read_text(encoding="utf-8").replace("vähintään 12 000", "vähintään 13 000"), encoding="utf-8")
    lines = show(str(new), "--against", str(TABLE), "--only", "moved")
    assert list(rows(lines)) == ["Torin kävijämäärä,"]
    assert any(line.startswith("  ↕ target-raised: vähintään 12 000 → vähintään 13 000") for line in lines)
    assert "give the report before" in " ".join(show(str(new), "--only", "moved", expect=2))
    assert "two towns" in " ".join(show(str(new), "--against", str(FORM), expect=2))


def test_reports_without_goals_and_without_a_file(tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_text("Vain yksi kappale.\n", encoding="utf-8")
    assert "no goals" in " ".join(show(str(empty), expect=1))
    assert "gone.txt" in " ".join(show("gone.txt", str(FORM), expect=2))


def test_a_goal_without_indicators_is_there_with_what_is_told_of_it(tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text(
        "Kuhmolan kunta, tilinpäätös 2025\n\nTavoite\tToimenpide\tTila\tSelvitys\n"
        "Arki sujuu\tNeuvonta\tToteutunut\tNeuvonta alkoi ajallaan.\n",
        encoding="utf-8",
    )
    lines = show(str(report))
    assert "Arki sujuu" in lines
    assert "  Toteutunut: Neuvonta alkoi ajallaan." in lines


def test_nothing_in_a_report_acts_on_the_terminal(tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text(
        FORM.read_text(encoding="utf-8").replace("Asukasraadin", "Asukas\x1b[31mraadin"), encoding="utf-8"
    )
    assert "\x1b" not in "".join(show(str(report)))


def test_extract_closes_with_three_lines() -> None:
    totals = Totals()
    totals.add(tavoiteparse.read_file(FORM))
    assert totals.lines([str(FORM)])[:2] == [
        "1 report, 3 goals, 3 indicators; 26 lines, none unread", "verdicts: 2 saavutettu, 1 saavuttamatta"
    ]  # fmt: skip
    assert totals.lines(["a b.txt"])[2].endswith("tavoiteparse show 'a b.txt'")
