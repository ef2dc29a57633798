"""What commands write: the format that its name says, and never over an input or another's file."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import openpyxl
import pyarrow.parquet
import pytest
import yaml

from conftest import ROOT

pytestmark = pytest.mark.slow
REPORT = (ROOT / "samples/pori/2026-t1.txt").read_bytes()
SAID = "would be written over the input"


def run(folder: Path, *arguments: str, stdin: str | None = None, expect: int = 0) -> tuple[str, str]:
    command = [sys.executable, "-m", "tavoiteparse", *arguments]
    with (folder / (stdin or "a.txt")).open("rb") as given:
        done = subprocess.run(command, stdin=given, capture_output=True, cwd=folder, check=False)
    assert "Traceback" not in done.stderr.decode()
    assert done.returncode == expect, done.stderr.decode()
    return done.stdout.decode(), done.stderr.decode()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_bytes(REPORT)
    (tmp_path / "soft.yaml").symlink_to(tmp_path / "a.txt")
    (tmp_path / "hard.yaml").hardlink_to(tmp_path / "a.txt")
    (tmp_path / "g.yaml").write_bytes((ROOT / "grammars/pori.yaml").read_bytes())
    (tmp_path / "t.toml").write_text("fail-on = 'error'\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["extract", "a.txt", "-f", "yaml", "-o", "a.txt"], f"--output a.txt: {SAID} a.txt; choose another file"),
        (["extract", "a.txt", "-f", "yaml", "-o", "./a.txt"], f"--output a.txt: {SAID} a.txt; choose another file"),
        (["extract", "a.txt", "-o", "soft.yaml"], f"--output soft.yaml: {SAID} a.txt; choose another file"),
        (["extract", "a.txt", "-o", "hard.yaml"], f"--output hard.yaml: {SAID} a.txt; choose another file"),
        (["extract", "soft.yaml", "-f", "csv", "-o", "a.txt"], f"--output a.txt: {SAID} soft.yaml; choose another file"),
        (["extract", "-", "-f", "csv", "-o", "a.txt"], f"--output a.txt: {SAID} -; choose another file"),
        (["extract", "a.txt", "-g", "g.yaml", "-o", "g.yaml"], f"--output g.yaml: {SAID} g.yaml; choose another file"),
        (["validate", "a.txt", "-r", "json:hard.yaml"], f"--report hard.yaml: {SAID} a.txt; choose another file"),
        (["validate", "a.txt", "-r", "json:soft.yaml"], f"--report soft.yaml: {SAID} a.txt; choose another file"),
        (["validate", "a.txt", "-g", "g.yaml", "-r", "json:g.yaml"], f"--report g.yaml: {SAID} g.yaml; choose another file"),
        (["validate", "a.txt", "-c", "t.toml", "-r", "json:t.toml"], f"--report t.toml: {SAID} t.toml; choose another file"),
        (["validate", "a.txt", "-r", "json:n.yaml", "--write-baseline", "n.yaml"], "--report n.yaml: is named for the baseline, too; give each a file of its own"),
        (["grammars", "new", "a.txt", "-o", "hard.yaml", "--force"], f"--output hard.yaml: {SAID} a.txt; choose another file"),
        (["grammars", "new", "a.txt", "-o", "g.yaml"], "--output g.yaml: is there already; give --force to write over it, or another name"),
    ],
)  # fmt: skip
def test_no_output_is_an_input(folder: Path, arguments: list[str], message: str) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert run(folder, *arguments, expect=2) == ("", f"tavoiteparse: {message}\n")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_baseline_is_written_over_no_input(folder: Path) -> None:
    run(folder, "validate", "a.txt", "--write-baseline", "b.yaml")
    before = (folder / "b.yaml").read_bytes()
    (folder / "link.yaml").hardlink_to(folder / "b.yaml")
    said = f"tavoiteparse: --report b.yaml: {SAID} link.yaml; choose another file\n"
    assert run(folder, "validate", "a.txt", "-b", "link.yaml", "-r", "json:b.yaml", expect=2) == ("", said)
    said = f"tavoiteparse: --write-baseline b.yaml: {SAID} link.yaml; choose another file\n"
    assert run(folder, "validate", "link.yaml", "--write-baseline", "b.yaml", expect=2) == ("", said)
    assert (folder / "b.yaml").read_bytes() == before


def test_a_draft_is_written_over_another_by_force_only(folder: Path) -> None:
    run(folder, "grammars", "new", "a.txt", "-o", "new.yaml")
    first = (folder / "new.yaml").read_bytes()
    (folder / "new.yaml").write_bytes(b"mine")
    run(folder, "grammars", "new", "a.txt", "-o", "new.yaml", expect=2)
    assert (folder / "new.yaml").read_bytes() == b"mine"
    run(folder, "grammars", "new", "a.txt", "-o", "new.yaml", "--force")
    assert (folder / "new.yaml").read_bytes() == first


def test_the_ending_is_the_format(folder: Path) -> None:
    outputs = ["x.yaml", "x.yml", "x.json", "x.jsonl", "x.csv", "x.xlsx", "x.parquet", "x.sqlite", "X.CSV"]
    for name in outputs:
        assert run(folder, "extract", "a.txt", "-q", "-o", name) == ("", "")
    wanted = json.loads(run(folder, "extract", "a.txt", "-q", "-f", "json")[0])
    assert yaml.safe_load((folder / "x.yaml").read_bytes()) == json.loads((folder / "x.json").read_bytes()) == wanted
    assert (folder / "x.yml").read_bytes() == (folder / "x.yaml").read_bytes()
    assert (folder / "x.csv").read_text(encoding="utf-8") == run(folder, "extract", "a.txt", "-q", "-f", "csv")[0]
    assert (folder / "X.CSV").read_bytes() == (folder / "x.csv").read_bytes()
    rows = [json.loads(line) for line in (folder / "x.jsonl").read_bytes().splitlines()]
    assert pyarrow.parquet.read_table(folder / "x.parquet").to_pylist() == rows
    head, *body = openpyxl.load_workbook(folder / "x.xlsx")["rivit"].iter_rows(values_only=True)
    assert [dict(zip(head, row, strict=True)) for row in body] == rows
    base = sqlite3.connect(folder / "x.sqlite")
    assert base.execute("SELECT count(*) FROM rivit").fetchone() == (len(rows),)
    base.close()
    run(folder, "extract", "a.txt", "-q", "-f", "csv", "-o", "x.txt")
    assert (folder / "x.txt").read_bytes() == (folder / "x.csv").read_bytes()
    assert not [path.name for path in folder.iterdir() if path.name.startswith(".")]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["-o", "x.doc"], "--output x.doc: its ending says no format; known are .yaml .json .jsonl .csv .yml .parquet .xlsx .sqlite .db .duckdb, or give --format"),
        (["-o", "x"], "--output x: its ending says no format; known are .yaml .json .jsonl .csv .yml .parquet .xlsx .sqlite .db .duckdb, or give --format"),
        (["-o", "x.csv", "-f", "json"], "--output x.csv and --format json: should say the same; leave --format out, or rename"),
        (["-o", "x.xlsx", "-f", "csv"], "--output x.xlsx and --format csv: should say the same; leave --format out, or rename"),
        (["-o", "no/x.xlsx"], "no/x.xlsx: cannot be written: there is no folder no; make it first"),
        (["-o", "no/x.csv"], "no/x.csv: cannot be written: No such file or directory"),
    ],
)  # fmt: skip
def test_an_ending_that_says_nothing_or_something_else(folder: Path, arguments: list[str], message: str) -> None:
    assert run(folder, "extract", "a.txt", "-q", *arguments, expect=2) == ("", f"tavoiteparse: {message}\n")


def test_a_device_has_no_ending(folder: Path) -> None:
    assert run(folder, "extract", "a.txt", "-q", "-o", os.devnull) == ("", "")
    assert run(folder, "extract", "a.txt", "-q", "-o", "/dev/stdout")[0].startswith("skeema: ")


def test_what_no_cell_holds_is_said(folder: Path) -> None:
    text = "Tavoite\tMittari\tTavoitetaso\tSelvitys\nKasvu\tLuku\t12345678901234 milj. €\t" + "Se kasvoi " * 4000
    (folder / "long.txt").write_text(text, encoding="utf-8")
    assert run(folder, "extract", "long.txt", "-q", "-o", "x.xlsx")[1] == (
        "x.xlsx: long.txt:2: tavoitetaso_arvo: a number of more than 15 digits, so the cell is left empty\n"
        "x.xlsx: long.txt:2: selvitys: 39999 characters, so the cell is cut to 32767\n"
    )


def test_a_package_that_is_not_there_is_named_before_anything_is_read(folder: Path) -> None:
    code = (
        "import sys; sys.modules['xlsxwriter'] = None\n"
        "from tavoiteparse.cli import main\n"
        "sys.argv = ['tavoiteparse', 'extract', 'gone.txt', '-o', 'x.xlsx']\n"
        "main()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=folder, check=False)
    said = "tavoiteparse: x.xlsx: writing .xlsx needs xlsxwriter: pip install 'tavoiteparse[tables]'\n"
    assert (done.returncode, done.stderr) == (2, said)


def test_a_report_of_a_settings_file_above_stays_in_its_folder(folder: Path) -> None:
    (folder / "in").mkdir()
    (folder / "in/tavoiteparse.toml").write_text("\nreport = ['json:../a.txt']\n", encoding="utf-8")
    (folder / "in/b.txt").write_bytes(REPORT)
    command = [sys.executable, "-m", "tavoiteparse", "validate", "b.txt"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder / "in", check=False)
    place = (folder / "in").resolve()
    assert (done.returncode, done.stderr) == (
        2, f"tavoiteparse: {place}/tavoiteparse.toml:2: report: {place}/../a.txt: should stay in the folder of this file; "
        "or name it by --report\n",
    )  # fmt: skip
    assert (folder / "a.txt").read_bytes() == REPORT
