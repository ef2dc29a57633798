"""Folders of reports in many forms: all are read, each has data of its own, and the table takes one of each report."""

import csv
import json
from pathlib import Path

import office_files
from conftest import REPORTS, batch
from tavoiteparse.batch.forms import long_names, output_of, rank, stem

TEXT = "Kuhmolan kunta, seuranta 2025\n\nTavoite: Lapset liikkuvat\nMittari: {}\nTavoitetaso: 300\n"


def test_texts_have_the_short_name_and_only_one_of_them() -> None:
    paths = ["a.md", "a.txt", "b.md", "c", "c.txt", "d.docx", "d.txt", "e/a.md"]
    names = long_names(paths)
    assert [output_of(path, "yaml", names) for path in paths] == [
        "a.md.yaml", "a.yaml", "b.yaml", "c.yaml", "c.txt.yaml", "d.docx.yaml", "d.yaml", "e/a.yaml",
    ]  # fmt: skip
    assert len({output_of(path, "yaml", names) for path in paths}) == len(paths)


def test_forms_of_a_report_have_a_stem_and_an_order() -> None:
    assert stem("x/a.docx") == stem("x/a.PDF") == "x/a"
    assert stem("a.2025") == "a.2025"
    forms = ["docx", "odt", "xlsx", "xlsm", "ods", "html", "csv", "md", "txt", "pdf"]
    assert sorted(forms, key=lambda form: rank(f"a.{form}")) == forms


def run(folder: Path, *options: str, expect: int = 2) -> tuple[str, list[dict[str, str]]]:
    """The summary of a batch over a folder, and the rows of its table."""
    table = folder.parent / "rows.csv"
    said = batch(folder.parent, "in", "out", "--table", "rows.csv", "--fail-on", "never", *options, expect=expect)
    return said, list(csv.DictReader(table.read_text(encoding="utf-8").splitlines()))


def test_all_forms_are_read_and_the_table_takes_one(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.docx").write_bytes(office_files.word())
    (folder / "a.txt").write_text(TEXT.format("tekstistä"), encoding="utf-8")
    (folder / "b.md").write_text(TEXT.format("ainoa"), encoding="utf-8")
    (folder / "c.docx").write_bytes(b"PK\x03\x04 rikki")
    (folder / "c.txt").write_text(TEXT.format("kelpaa"), encoding="utf-8")
    said, rows = run(folder)
    assert "5 files in" in said
    assert "1 failed" in said
    assert "in several forms: the table takes a.docx (not a.txt), c.txt (not c.docx); --all-forms takes all\n" in said
    assert {row["tiedosto"] for row in rows} == {"a.docx", "b.md", "c.txt"}
    data = sorted(path.name for path in (tmp_path / "out").glob("*.yaml"))
    assert data == ["a.docx.yaml", "a.yaml", "b.yaml", "c.yaml"]
    entries = [json.loads(line) for line in (tmp_path / "out/manifest.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {entry["path"]: entry["instead"] for entry in entries} == {
        "a.docx": None, "a.txt": "a.docx", "b.md": None, "c.docx": "c.txt", "c.txt": None,
    }  # fmt: skip
    _, rows = run(folder, "--all-forms")
    assert {row["tiedosto"] for row in rows} == {"a.docx", "a.txt", "b.md", "c.txt"}


def test_a_text_that_comes_later_takes_the_short_name(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.md").write_text(TEXT.format("merkinnöistä"), encoding="utf-8")
    batch(tmp_path, "in", "out", "--fail-on", "never")
    (folder / "a.txt").write_bytes(REPORTS[2].read_bytes())
    batch(tmp_path, "in", "out", "--fail-on", "never")
    assert "merkinnöistä" in (tmp_path / "out/a.md.yaml").read_text(encoding="utf-8")
    assert "merkinnöistä" not in (tmp_path / "out/a.yaml").read_text(encoding="utf-8")
