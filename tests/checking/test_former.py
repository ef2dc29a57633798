"""What 0.1.0 left is read as before: data that extract wrote, a baseline, a grammar, an OUT of batch."""

import json
import shutil
from pathlib import Path

import pytest

import tavoiteparse
from conftest import ROOT, batch
from tavoiteparse.checking.baseline import apply, load_baseline
from tavoiteparse.checking.config import Config
from tavoiteparse.checking.finding import Checked, Results
from tavoiteparse.checking.validate import Settings, check_path

FORMER = ROOT / "tests" / "former" / "0.1.0"


def checked(path: Path) -> Checked:
    return check_path(str(path), Settings(Config()))


@pytest.mark.parametrize("name", ["report.yaml", "report.json"])
def test_data_is_checked_as_its_text_is(name: str) -> None:
    now, then = checked(FORMER / "report.txt"), checked(FORMER / name)
    assert (then.read, then.goals, then.indicators) == (True, 7, 13)
    assert [(one.code, one.message) for one in then.findings] == [(one.code, one.message) for one in now.findings]
    assert {one.code for one in then.findings} == {"status-disagrees"}


def test_data_of_today_has_to_have_every_key(tmp_path: Path) -> None:
    text = (FORMER / "report.yaml").read_text(encoding="utf-8")
    (tmp_path / "today.yaml").write_text(text.replace("  sha256:", "  muoto: teksti\n  sha256:"), encoding="utf-8")
    found = checked(tmp_path / "today.yaml").findings
    assert {one.message for one in found if one.code == "schema"} == {"the key sivu is missing"}


def test_data_that_holds_itself_comes_to_an_end(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("skeema: tavoiteparse/1\nlahde: {}\nosiot: &a [*a]\n", encoding="utf-8")
    assert {one.code for one in checked(tmp_path / "a.yaml").findings} == {"unreadable"}


def test_a_baseline_lets_the_same_findings_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FORMER)
    baseline = load_baseline(Path("accepted.yaml"))
    left, stale = apply(baseline, Results([checked(Path("report.txt"))]), lambda code, file: True)
    assert (left.findings, left.rested, stale) == ([], 2, [])


def test_a_grammar_reads_as_the_shipped_one_does() -> None:
    former = tavoiteparse.read_file(FORMER / "report.txt", grammar=str(FORMER / "grammar.yaml"))
    assert former.raportti.lahde.kielioppi == "pohjois-karjala"
    assert tavoiteparse.to_yaml(former.raportti) == tavoiteparse.to_yaml(
        tavoiteparse.read_file(FORMER / "report.txt").raportti
    )


@pytest.mark.slow
def test_an_out_of_batch_is_taken_on_and_read_anew_once(tmp_path: Path) -> None:
    (tmp_path / "in/kunta").mkdir(parents=True)
    (tmp_path / "out/kunta").mkdir(parents=True)
    shutil.copy(FORMER / "report.txt", tmp_path / "in/kunta/report.txt")
    shutil.copy(FORMER / "report.yaml", tmp_path / "out/kunta/report.yaml")
    shutil.copy(FORMER / "manifest.jsonl", tmp_path / "out/manifest.jsonl")
    assert "1 read now, 0 unchanged; 0 failed" in batch(tmp_path, "in", "out")
    assert "  muoto: teksti\n" in (tmp_path / "out/kunta/report.yaml").read_text(encoding="utf-8")
    (former,) = map(json.loads, (FORMER / "manifest.jsonl").read_text(encoding="utf-8").splitlines())
    (now,) = map(json.loads, (tmp_path / "out/manifest.jsonl").read_text(encoding="utf-8").splitlines())
    same = ("path", "output", "sha256", "grammar", "goals", "indicators", "rows")
    assert [now[key] for key in same] == [former[key] for key in same]
    assert now["made_by"] != former["made_by"]
    assert "0 read now, 1 unchanged" in batch(tmp_path, "in", "out")
