"""Golden readings of an author's samples: written, compared, and never over another file."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT, SAMPLES, sample_id
from tavoiteparse.authoring.golden import golden, kept, place
from tavoiteparse.documents.read import read_path
from tavoiteparse.pipeline import Reading, read_report

OWN = """name: lupaukset
reads: Promises of a council
sample: lupaukset/2025.txt
signs:
- {words: [Lupaus, Mistä tiedämme], why: promises}
words:
  tavoite: [lupaus]
  mittari: [mistä tiedämme]
"""
REPORT = "Valtuusto 2025\n\nLupaus: Koulutie on turvallinen\nMistä tiedämme: Tapaturmat\n"


def check(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "tavoiteparse", "grammars", "check", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """A folder of a town that has the program installed, and no repository."""
    (tmp_path / "samples" / "lupaukset").mkdir(parents=True)
    (tmp_path / "samples" / "lupaukset" / "2025.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / "lupaukset.yaml").write_text(OWN, encoding="utf-8")
    return tmp_path


def test_a_golden_is_kept_and_compared(town: Path) -> None:
    file = town / "samples" / "lupaukset" / "2025.yaml"
    assert check(town, "ours/lupaukset.yaml", "--write-golden").returncode == 0
    text = file.read_text(encoding="utf-8")
    assert "  tiedosto: samples/lupaukset/2025.txt\n" in text
    assert "tavoite: Koulutie on turvallinen\n" in text
    assert check(town, "ours/lupaukset.yaml").returncode == 0
    assert check(town / "ours", "lupaukset.yaml").returncode == 0  # from elsewhere it is the same reading
    own = town / "ours" / "lupaukset.yaml"
    own.write_text(OWN.replace("mittari: [mistä", "selvitys: [mistä"), encoding="utf-8")
    done = check(town, "ours/lupaukset.yaml")
    assert done.returncode == 1
    assert "2025.txt: is not read as its golden samples" in done.stdout
    assert file.read_text(encoding="utf-8") == text
    check(town, "ours/lupaukset.yaml", "--write-golden")
    assert file.read_text(encoding="utf-8") != text


def test_a_golden_is_not_written_over_another_file(town: Path) -> None:
    """A sample beside the grammar of the same name, as in the first steps of the guide."""
    shutil.copy(town / "samples" / "lupaukset" / "2025.txt", town / "ours" / "lupaukset.txt")
    assert check(town / "ours", "lupaukset.yaml", "-s", "lupaukset.txt").returncode == 0
    done = check(town / "ours", "lupaukset.yaml", "-s", "lupaukset.txt", "--write-golden")
    assert done.returncode == 2
    assert "lupaukset.yaml is no golden reading; put the sample into a folder of its own" in done.stderr
    assert (town / "ours" / "lupaukset.yaml").read_text(encoding="utf-8") == OWN


@pytest.mark.parametrize("sample", SAMPLES, ids=sample_id)
def test_samples_have_their_goldens_wherever_the_repository_stands(sample: Path) -> None:
    reading: Reading = read_report(read_path(str(sample)))
    assert golden(reading) == kept(sample) == place(sample).read_text(encoding="utf-8")
