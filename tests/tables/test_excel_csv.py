"""CSV for a Finnish Excel: its mark, semicolons, decimal commas, no formulas; plain CSV stays exact."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from conftest import REPORTS, ROOT, batch
from tavoiteparse.tables.files import TableError, open_table
from tavoiteparse.tables.rows import COLUMNS, csv_line, excel_header, excel_line

PORI = "samples/pori/2026-t1.txt"


def row(**values: Any) -> dict[str, Any]:
    return dict.fromkeys(COLUMNS) | values


def extracted(*arguments: str, expect: int = 0) -> bytes:
    command = [sys.executable, "-m", "tavoiteparse", "extract", PORI, "-q", *arguments]
    done = subprocess.run(command, capture_output=True, cwd=ROOT, check=False)
    assert done.returncode == expect, done.stderr
    return done.stdout if expect == 0 else done.stderr


@pytest.mark.parametrize(
    ("value", "plain", "for_excel"),
    [
        ("=1+1", "=1+1", "'=1+1"),
        ("+358", "+358", "'+358"),
        ("-5", "-5", "'-5"),
        ("- kohta", "- kohta", "'- kohta"),
        ("@SUM(A1)", "@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "\t=1", "'\t=1"),
        ("–5", "–5", "–5"),
        ("a=1", "a=1", "a=1"),
        ("a;b", "a;b", '"a;b"'),
        ("a,b", '"a,b"', "a,b"),
        ("a\nb", '"a\nb"', '"a\nb"'),
        ('=HYPERLINK("x")', '"=HYPERLINK(""x"")"', '"\'=HYPERLINK(""x"")"'),
    ],
)
def test_texts(value: str, plain: str, for_excel: str) -> None:
    rest = len(COLUMNS) - 1
    assert csv_line(row(tiedosto=value)) == f"{plain}{',' * rest}\n"
    assert excel_line(row(tiedosto=value)) == f"{for_excel}{';' * rest}\r\n"


@pytest.mark.parametrize(("value", "printed"), [(-0.5, "-0,5"), (4.0, "4,0"), (30, "30"), (-3, "-3"), (None, "")])
def test_numbers_have_decimal_commas_and_stay_numbers(value: float | None, printed: str) -> None:
    assert excel_line(row(toteuma_arvo=value)).split(";")[COLUMNS.index("toteuma_arvo")] == printed


def test_it_begins_with_the_mark_of_utf_8() -> None:
    assert excel_header() == "\ufeff" + ";".join(COLUMNS) + "\r\n"


@pytest.mark.slow
def test_extract_writes_it_and_nothing_else_beside_it() -> None:
    made = extracted("--excel")
    assert made == extracted("--excel", "-f", "csv")
    assert made.startswith(b"\xef\xbb\xbftiedosto;organisaatio;kuntanumero;")
    found = list(csv.DictReader(io.StringIO(made.decode("utf-8-sig"), newline=""), delimiter=";"))
    wanted = [json.loads(line) for line in extracted("-f", "jsonl").splitlines()]
    assert [one["mittari"] for one in found] == [one["mittari"] for one in wanted]
    assert [one["selvitys"] for one in found] == [one["selvitys"] for one in wanted]
    said = extracted("--excel", "-f", "json", expect=2).decode()
    assert said == "tavoiteparse: --excel and --format json: give one of them; --excel writes csv\n"


@pytest.mark.slow
def test_the_table_of_a_batch_is_written_for_excel_on_request(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.txt").write_bytes(REPORTS[2].read_bytes())
    batch(tmp_path, "in", "out", "-t", "t.csv")
    plain = (tmp_path / "t.csv").read_bytes()
    batch(tmp_path, "in", "out", "-t", "t.csv", "--excel")  # another form of the same table is written anew
    made = (tmp_path / "t.csv").read_bytes()
    assert made.startswith(b"\xef\xbb\xbftiedosto;organisaatio;")
    assert b"\r\na.txt;Pori;609;2026;T1;" in made
    batch(tmp_path, "in", "out", "-t", "t.csv")
    assert (tmp_path / "t.csv").read_bytes() == plain
    assert batch(tmp_path, "in", "out", "--excel", expect=2) == (
        "tavoiteparse: --excel: is about the table; name one with --table\n"
    )
    assert batch(tmp_path, "in", "out", "-t", "t.xlsx", "--excel", expect=2) == (
        "tavoiteparse: t.xlsx: --excel is for .csv; an .xlsx file needs no help\n"
    )


def test_only_csv_is_written_for_excel(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"t.jsonl: --excel is for .csv"):
        open_table(tmp_path / "t.jsonl", excel=True)
    with open_table(tmp_path / "t.csv", excel=True) as table:
        table.write([row(tiedosto="=1", toteuma_arvo=1.5)])
    lines = (tmp_path / "t.csv").read_bytes().decode("utf-8-sig").split("\r\n")
    assert lines[1].startswith("'=1;")
    assert ";1,5;" in lines[1]
