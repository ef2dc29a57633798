"""Grammars of a user's own folder: chosen by their signs among the others, without a change of the program."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tavoiteparse.checking.config import load_config
from tavoiteparse.checking.validate import Settings, check_path
from tavoiteparse.language.grammar import grammars, use_grammars

NONE = {"TAVOITEPARSE_GRAMMARS": ""}
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


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """A folder whose settings name a grammar, with a report that it reads beside one of another layout."""
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / "lupaukset.yaml").write_text(OWN, encoding="utf-8")
    (tmp_path / "tavoiteparse.toml").write_text('grammars = ["ours/*.yaml"]\n', encoding="utf-8")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "lupaukset.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "in" / "muu.txt").write_text("Kunnan seuranta 2025\n\nTavoite: A\nMittari: B\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("below", ["", "in"])
def test_grammars_of_the_settings_are_chosen_among_the_others(town: Path, below: str) -> None:
    prefix = "" if below else "in/"
    done = run("extract", f"{prefix}lupaukset.txt", f"{prefix}muu.txt", "-f", "json", cwd=town / below, **NONE)
    assert done.returncode == 0, done.stderr
    kinds = [one["lahde"]["kielioppi"] for one in json.loads(done.stdout)]
    assert kinds == ["lupaukset", "yleinen"]
    shown = run("explain", f"{prefix}lupaukset.txt", cwd=town / below, **NONE).stdout
    assert "lupaukset" in shown.splitlines()[0]
    listed = run("grammars", cwd=town / below, **NONE).stdout
    assert f"ours{os.sep}lupaukset.yaml (your own)" in listed
    assert run("grammars", "show", "lupaukset", cwd=town / below, **NONE).stdout == OWN


def test_validate_and_batch_read_by_the_grammars_of_their_settings(town: Path) -> None:
    (town / "other.toml").write_text("", encoding="utf-8")
    done = run("validate", "in", "-r", "json", "--fail-on", "never", "-j", "2", cwd=town, **NONE)
    assert "no-goals" not in done.stderr + done.stdout
    done = run("validate", "in/lupaukset.txt", "--config", "other.toml", cwd=town, **NONE)
    assert done.returncode == 1
    assert "no-goals" in done.stdout
    done = run("batch", "in", "out", "--fail-on", "never", cwd=town, **NONE)
    assert "grammars: lupaukset 1, yleinen 1" in done.stderr
    assert "0 read now, 2 unchanged" in run("batch", "in", "out", cwd=town, **NONE).stderr
    grammar = town / "ours" / "lupaukset.yaml"
    grammar.write_text(OWN.replace("Promises", "All promises"), encoding="utf-8")
    assert "2 read now, 0 unchanged" in run("batch", "in", "out", cwd=town, **NONE).stderr
    done = run("batch", "in", "out", "-t", "ours/lupaukset.yaml", cwd=town, **NONE)
    assert done.returncode == 2
    assert grammar.read_text(encoding="utf-8").startswith("name: lupaukset")


def test_a_process_that_is_no_copy_uses_the_grammars_of_the_settings(town: Path) -> None:
    settings = Settings(load_config(town / "tavoiteparse.toml"))
    use_grammars(())
    try:
        found = check_path(str(town / "in" / "lupaukset.txt"), settings)
        assert "no-goals" not in {one.code for one in found.findings}
        use_grammars(())
        assert "lupaukset" not in grammars()
    finally:
        use_grammars(())


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ('x = 1\ngrammars = ["none/*.yaml"]', "tavoiteparse.toml:1: x: unknown key"),
        ('\ngrammars = ["none/*.yaml"]', "toml:2: grammars: none/*.yaml: names no file; should be grammars, as in"),
        ('grammars = "ours/*.yaml"', "toml:1: grammars: should be a list of texts"),
        ('grammars = ["bad.yaml"]', "bad.yaml:3: signz"),
        ('grammars = ["ours/*.yaml", "twin.yaml"]', "lupaukset is the name of"),
    ],
)
def test_mistakes_about_grammars_in_settings(town: Path, settings: str, message: str) -> None:
    (town / "tavoiteparse.toml").write_text(settings, encoding="utf-8")
    (town / "bad.yaml").write_text("name: bad\nreads: x\nsignz: []\n", encoding="utf-8")
    (town / "twin.yaml").write_text(OWN, encoding="utf-8")
    for command in ("extract", "validate", "explain"):
        done = run(command, "in/lupaukset.txt", cwd=town, **NONE)
        assert done.returncode == 2
        assert message in done.stderr
        assert "Traceback" not in done.stderr


def test_settings_in_a_pyproject_name_folders_and_files_once(town: Path) -> None:
    (town / "tavoiteparse.toml").unlink()
    shared = '[tool.other]\nx = 1\n[tool.tavoiteparse]\ngrammars = ["ours", "ours/**/lupaukset.yaml", "ours/*"]\n'
    (town / "pyproject.toml").write_text(shared, encoding="utf-8")
    own = str(town / "ours" / "lupaukset.yaml")
    done = run("extract", "in/lupaukset.txt", cwd=town, TAVOITEPARSE_GRAMMARS=own)
    assert done.returncode == 0, done.stderr
    assert "kielioppi: lupaukset" in done.stdout


def test_settings_of_others_are_not_looked_at(town: Path) -> None:
    (town / "tavoiteparse.toml").unlink()
    (town / "pyproject.toml").write_text("[tool.grammars]\ngrammars = [\n", encoding="utf-8")  # broken, and another's
    assert run("extract", "in/muu.txt", cwd=town, **NONE).returncode == 0


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
