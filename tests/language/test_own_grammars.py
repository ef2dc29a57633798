"""Grammars of a user's own folder: chosen by their signs among the others, without a change of the program."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

OWN = """name: lupaukset
reads: Promises of a council
signs:
- {pattern: '^Valtuuston lupaukset', why: a title of promises}
words:
  tavoite: [lupaus]
  mittari: [mistä tiedämme]
"""
REPORT = """Valtuuston lupaukset 2025

Lupaus: Koulutie on turvallinen
Mistä tiedämme: Tapaturmat
Tavoitetaso: 0
"""


def run(*arguments: str, cwd: Path, **environment: str) -> "subprocess.CompletedProcess[str]":
    env = {name: value for name, value in os.environ.items() if name != "TAVOITEPARSE_GRAMMARS"} | environment
    command = [sys.executable, "-m", "tavoiteparse", *arguments]
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    folder = tmp_path / "config" / "tavoiteparse" / "grammars"
    folder.mkdir(parents=True)
    (folder / "lupaukset.yaml").write_text(OWN, encoding="utf-8")
    (tmp_path / "lupaukset.txt").write_text(REPORT, encoding="utf-8")
    return tmp_path


@pytest.mark.skipif(os.name == "nt", reason="XDG_CONFIG_HOME is not asked there")
def test_a_grammar_in_the_folder_of_settings_is_chosen_by_its_signs(place: Path) -> None:
    done = run("extract", "lupaukset.txt", "-f", "jsonl", cwd=place, XDG_CONFIG_HOME=str(place / "config"))
    assert done.returncode == 0, done.stderr
    assert '"tavoite": "Koulutie on turvallinen"' in done.stdout
    assert '"mittari": "Tapaturmat"' in done.stdout
    assert "unknown-layout" not in done.stderr
    listed = run("grammars", cwd=place, XDG_CONFIG_HOME=str(place / "config")).stdout
    assert "lupaukset.yaml (your own)" in listed
    without = run("extract", "lupaukset.txt", "-f", "jsonl", cwd=place, XDG_CONFIG_HOME=str(place / "none"))
    assert "no-goals" in without.stderr


def test_the_variable_names_files_and_folders(place: Path) -> None:
    file = str(place / "config" / "tavoiteparse" / "grammars" / "lupaukset.yaml")
    done = run("extract", "lupaukset.txt", "-f", "jsonl", cwd=place, TAVOITEPARSE_GRAMMARS=file)
    assert done.returncode == 0, done.stderr


def test_a_name_that_is_taken_and_a_mistake_are_refused(place: Path) -> None:
    own = place / "oma.yaml"
    own.write_text(OWN.replace("name: lupaukset", "name: pori"), encoding="utf-8")
    done = run("extract", "lupaukset.txt", cwd=place, TAVOITEPARSE_GRAMMARS=str(own))
    assert done.returncode == 2
    assert "pori is the name of a grammar of the program; choose another" in done.stderr
    own.write_text("name: oma\nreads: x\nsignz: []\n", encoding="utf-8")
    done = run("extract", "lupaukset.txt", cwd=place, TAVOITEPARSE_GRAMMARS=str(own))
    assert done.returncode == 2
    assert "signz" in done.stderr
    assert "Traceback" not in done.stderr
