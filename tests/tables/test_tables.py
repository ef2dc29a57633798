"""Tables in each format, opened again with a library of that format and compared cell by cell, with their types."""

import csv
import json
import sqlite3
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pyarrow.parquet
import pytest

import tavoiteparse
from conftest import ROOT
from tavoiteparse.tables import files
from tavoiteparse.tables.files import TableError, open_table
from tavoiteparse.tables.formats import FORMATS
from tavoiteparse.tables.rows import COLUMNS, INTEGERS, NUMBERS

SAMPLES = sorted((ROOT / "samples").glob("*/*.txt"))
ODD = dict.fromkeys(COLUMNS) | {
    "tiedosto": "=1+1", "organisaatio": "+358", "osio": "-5", "tavoite": "@ä\nöÅ", "mittari": "http://x.fi", "teko": "007",
    "vuosi": 2025, "toteuma_arvo": -0.5, "rivi_alku": 1, "rivi_loppu": 2,
    "kuntanumero": "005", "sivu": 3,
}  # fmt: skip


@pytest.fixture(scope="module")
def rows() -> list[dict[str, Any]]:
    found = [row for sample in SAMPLES for row in tavoiteparse.rows(tavoiteparse.read_file(sample).raportti)]
    return [*found, ODD]


def opened(path: Path) -> list[dict[str, Any]]:
    """The rows of a table, nulls as None."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as file:
            return [typed(row) for row in csv.DictReader(file)]
    if path.suffix == ".jsonl":
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    if path.suffix == ".parquet":
        return list(pyarrow.parquet.read_table(path).to_pylist())
    if path.suffix == ".xlsx":
        head, *body = openpyxl.load_workbook(path)["rivit"].iter_rows(values_only=True)
        return [dict(zip(head, row, strict=True)) for row in body]
    base: Any = duckdb.connect(str(path), read_only=True) if path.suffix == ".duckdb" else sqlite3.connect(path)
    found = base.execute(f"SELECT {', '.join(COLUMNS)} FROM rivit").fetchall()
    base.close()
    return [dict(zip(COLUMNS, row, strict=True)) for row in found]


def typed(row: dict[str, str]) -> dict[str, Any]:
    kinds: dict[str, Any] = dict.fromkeys(INTEGERS, int) | dict.fromkeys(NUMBERS, float)
    return {name: kinds.get(name, str)(value) if value else None for name, value in row.items()}


@pytest.mark.parametrize("ending", FORMATS)
def test_every_cell_comes_back(ending: str, rows: list[dict[str, Any]], tmp_path: Path) -> None:
    path = tmp_path / f"t{ending}"
    with open_table(path) as table:
        for n in range(0, len(rows), 7):
            table.write(rows[n : n + 7])
    found = opened(path)
    assert len(found) == len(rows)
    for wanted, row in zip(rows, found, strict=True):
        assert list(row) == list(COLUMNS)
        for name in COLUMNS:
            assert row[name] == wanted[name], (wanted["rivi_alku"], name)
            assert not isinstance(row[name], str) or name not in INTEGERS | NUMBERS
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("ending", FORMATS)
def test_a_table_without_rows_is_a_table(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"t{ending}"
    with open_table(path) as table:
        table.write([])
    assert opened(path) == []


@pytest.mark.parametrize("ending", FORMATS)
def test_when_it_fails_the_old_table_stays(ending: str, rows: list[dict[str, Any]], tmp_path: Path) -> None:
    path = tmp_path / f"t{ending}"
    path.write_bytes(b"old")
    with pytest.raises(ZeroDivisionError), open_table(path) as table:  # noqa: PT012 - the error comes after rows
        table.write(rows)
        raise ZeroDivisionError
    assert path.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


def test_what_is_missing_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(files, "import_module", gone)
    with pytest.raises(TableError, match=r"writing .parquet needs pyarrow: pip install 'tavoiteparse\[tables\]'"):
        open_table(tmp_path / "t.parquet")
    with pytest.raises(TableError, match=r"t.doc: no table format; known endings are .csv, .jsonl, .parquet"):
        open_table(tmp_path / "t.doc")


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("number", [10**15, 10**400, -(10**20), 1e300, float("inf"), float("nan")])
def test_one_number_that_does_not_fit_costs_its_cell(ending: str, number: float, tmp_path: Path) -> None:
    path = tmp_path / f"t{ending}"
    odd = ODD | {"tiedosto": "a.txt", "tavoitetaso_arvo": number, "vuosi": 2**40, "rivi_alku": 7}
    with open_table(path) as table:
        table.write([ODD, odd, ODD])
    if not FORMATS[ending].typed:
        assert table.notes == []
        return
    assert table.notes == [
        "a.txt:7: tavoitetaso_arvo: a number of more than 15 digits, so the cell is left empty",
        "a.txt:7: vuosi: a number of 32 bits or more, so the cell is left empty",
    ]
    found = opened(path)
    assert [found[0], found[2]] == [ODD, ODD]
    assert found[1] == odd | {"tavoitetaso_arvo": None, "vuosi": None}


def test_the_largest_numbers_that_fit(tmp_path: Path) -> None:
    for ending in FORMATS:
        path = tmp_path / f"t{ending}"
        row = ODD | {"tavoitetaso_arvo": 999_999_999_999_999, "toteuma_arvo": -999_999_999_999_999, "vuosi": 2**31 - 1}
        with open_table(path) as table:
            table.write([row])
        assert (opened(path), table.notes) == ([row], [])


def test_a_long_cell_is_cut_with_a_mark_in_excel_only(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    with open_table(path) as table:
        table.write([ODD | {"tiedosto": "a.txt", "selvitys": "a" * 40_000, "teko": "a\x0bb"}])
    assert table.notes == ["a.txt:1: selvitys: 40000 characters, so the cell is cut to 32767"]
    found = opened(path)[0]
    assert len(found["selvitys"]) == 32_767
    assert found["selvitys"].endswith("a […]")
    assert found["teko"] == "a\ufffdb"
