"""Headings for people, and the data package of a CSV table."""

import csv
import json
from pathlib import Path

import openpyxl
import pytest
from frictionless import Package

from conftest import REPORTS, batch
from tavoiteparse.tables.rows import COLUMNS
from tavoiteparse.tables.titles import LANGUAGES, TITLES, headings


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    for report in REPORTS[:3]:
        (tmp_path / "in" / f"{report.parent.name}-{report.name}").write_bytes(report.read_bytes())
    return tmp_path


def test_every_column_has_a_title_in_each_language_and_no_two_share_one() -> None:
    assert tuple(TITLES) == COLUMNS
    for language in LANGUAGES:
        assert len(set(headings(language))) == len(COLUMNS)
        assert all(headings(language))
    assert headings(None) == COLUMNS


def test_tables_have_headings_for_people(folder: Path) -> None:
    batch(folder, "in", "out", "--table", "t.csv", "--titles", "fi", "--fail-on", "never")
    with (folder / "t.csv").open(encoding="utf-8", newline="") as file:
        assert next(csv.reader(file)) == list(headings("fi"))
    batch(folder, "in", "out", "--table", "t.xlsx", "--titles", "sv", "--fail-on", "never")
    sheet = openpyxl.load_workbook(folder / "t.xlsx").active
    assert [cell.value for cell in sheet[1]] == list(headings("sv"))
    assert sheet.page_setup.orientation == "landscape"
    said = batch(folder, "in", "out", "--table", "t.parquet", "--titles", "fi", expect=2)
    assert "t.parquet: --titles is for .csv and .xlsx" in said
    assert "--titles de: should be one of fi, sv, en" in batch(
        folder, "in", "out", "--table", "t.csv", "--titles", "de", expect=2
    )
    assert "name one with --table" in batch(folder, "in", "out", "--titles", "fi", expect=2)


def test_a_table_is_made_anew_for_other_headings(folder: Path) -> None:
    batch(folder, "in", "out", "--table", "t.csv", "--fail-on", "never")
    batch(folder, "in", "out", "--table", "t.csv", "--titles", "en", "--fail-on", "never")
    assert (folder / "t.csv").read_text(encoding="utf-8").startswith("File,Organisation,")


def test_a_package_is_valid_and_describes_its_table(folder: Path) -> None:
    batch(folder, "in", "out", "--table", "t.csv", "--package", "--licence", "CC-BY-4.0", "--fail-on", "never")
    assert Package.validate_descriptor(str(folder / "datapackage.json")).valid
    package = Package(str(folder / "datapackage.json"))
    assert package.validate().valid
    (resource,) = package.resources
    assert [field.name for field in resource.schema.fields] == list(COLUMNS)
    described = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert described["licenses"] == [{"name": "CC-BY-4.0"}]
    assert described["sources"][0]["path"].endswith(".txt")
    assert [path.name for path in folder.iterdir() if path.name.startswith(".")] == []


def test_a_package_names_no_licence_of_its_own(folder: Path) -> None:
    batch(folder, "in", "out", "--table", "t.csv", "--package", "--titles", "fi", "--fail-on", "never")
    described = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert "licenses" not in described
    assert Package(str(folder / "datapackage.json")).validate().valid  # its names are the headings


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--table", "t.xlsx", "--package"], "t.xlsx: --package is for a plain .csv table"),
        (["--table", "t.csv", "--excel", "--package"], "--package is for a plain .csv table"),
        (["--package"], "name one with --table"),
        (["--table", "t.csv", "--licence", "CC0-1.0"], "add --package"),
    ],
)
def test_what_cannot_be_packed_is_refused(options: list[str], said: str, folder: Path) -> None:
    assert said in batch(folder, "in", "out", *options, expect=2)


def test_somebody_else_s_package_is_left_alone(folder: Path) -> None:
    (folder / "datapackage.json").write_text('{"name": "mine"}', encoding="utf-8")
    assert "was not written by tavoiteparse" in batch(folder, "in", "out", "--table", "t.csv", "--package", expect=2)
    assert (folder / "datapackage.json").read_text(encoding="utf-8") == '{"name": "mine"}'
