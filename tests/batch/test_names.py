"""How a report is called in its data: by the path as it was given, in a batch by the one that the manifest has."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

import tavoiteparse
from conftest import REPORTS, ROOT, batch

TOWNS = ("hamina", "kotka", "loviisa", "porvoo", "sipoo", "vantaa")
TEXT = REPORTS[2].read_text(encoding="utf-8")


@pytest.fixture
def towns(tmp_path: Path) -> Path:
    """A folder with a report of the same name for each of six towns."""
    for town in TOWNS:
        (tmp_path / "in" / town).mkdir(parents=True)
        (tmp_path / "in" / town / "2026-t1.txt").write_text(f"{town}\n\n{TEXT}", encoding="utf-8")
    return tmp_path


def extracted(folder: Path, *arguments: str, given: bytes = b"") -> str:
    command = [sys.executable, "-m", "tavoiteparse", "extract", *arguments, "-q"]
    done = subprocess.run(command, input=given, capture_output=True, cwd=folder, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.decode()


@pytest.mark.slow
def test_rows_of_six_towns_are_told_apart_and_join_with_the_manifest(towns: Path) -> None:
    batch(towns, "in", "out", "-t", "t.csv", "-r", "json:found.json")
    with (towns / "t.csv").open(encoding="utf-8", newline="") as file:
        named = [row["tiedosto"] for row in csv.DictReader(file)]
    manifest = [json.loads(line) for line in (towns / "out/manifest.jsonl").read_bytes().splitlines()]
    assert {one["path"]: one["rows"] for one in manifest} == {name: named.count(name) for name in named}
    assert list(dict.fromkeys(named)) == [f"{town}/2026-t1.txt" for town in TOWNS]
    for town in TOWNS:
        data = yaml.safe_load((towns / f"out/{town}/2026-t1.yaml").read_text(encoding="utf-8"))
        assert data["lahde"]["tiedosto"] == f"{town}/2026-t1.txt"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("given", "called"),
    [
        ("in/kotka/2026-t1.txt", "in/kotka/2026-t1.txt"),
        ("./in/kotka/2026-t1.txt", "in/kotka/2026-t1.txt"),
        ("in/../in/kotka/2026-t1.txt", "in/../in/kotka/2026-t1.txt"),
        ("-", "<stdin>"),
    ],
)
def test_a_file_is_called_as_it_was_given(towns: Path, given: str, called: str) -> None:
    bytes_given = TEXT.encode() if given == "-" else b""
    data = json.loads(extracted(towns, given, "-f", "json", given=bytes_given))
    assert data["lahde"]["tiedosto"] == called
    rows = [json.loads(line) for line in extracted(towns, given, "-f", "jsonl", given=bytes_given).splitlines()]
    assert {row["tiedosto"] for row in rows} == {called}


@pytest.mark.slow
def test_a_name_that_is_not_utf_8_is_given_with_its_bytes(tmp_path: Path) -> None:
    name = "k\udce4.txt"
    try:
        (tmp_path / name).write_bytes(REPORTS[2].read_bytes())
    except OSError:
        pytest.skip("the file system has no such names")
    for format in ("json", "yaml"):
        assert yaml.safe_load(extracted(tmp_path, name, "-f", format))["lahde"]["tiedosto"] == "k\\xe4.txt"
    assert extracted(tmp_path, name, "-f", "csv").splitlines()[1].startswith("k\\xe4.txt,Pori,609,")


def test_a_caller_may_pass_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    path = REPORTS[2].relative_to(ROOT)
    assert tavoiteparse.read_file(path).raportti.lahde.tiedosto == "samples/pori/2026-t1.txt"
    assert tavoiteparse.read_file(str(path), name="x/y.txt").raportti.lahde.tiedosto == "x/y.txt"
    assert tavoiteparse.read_text("a", name="./z.txt").raportti.lahde.tiedosto == "z.txt"
    monkeypatch.setattr(os, "sep", "\\")
    assert tavoiteparse.read_text("a", name="x\\y.txt").raportti.lahde.tiedosto == "x/y.txt"
