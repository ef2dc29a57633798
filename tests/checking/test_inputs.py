"""Of a folder: what is taken, what is said of the rest, texts that are no reports, data whose text is checked too."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import REPORTS, ROOT, SAMPLES, batch
from conftest import validate as run
from tavoiteparse import read_file
from tavoiteparse.checking.config import Config
from tavoiteparse.checking.inputs import expand
from tavoiteparse.checking.validate import Settings, check_path
from tavoiteparse.storage.endings import not_read
from tavoiteparse.tables.files import TableWriter
from tavoiteparse.tables.rows import excel_header, excel_line, rows

DIAGNOSTICS = ROOT / "tests" / "reading" / "diagnostics"
LICENSE = (
    "MIT License\n\n1. Definitions.\n\nPermission is hereby granted, free of charge, to any person obtaining a copy.\n"
)
OTHERS = ("a.doc", "k/b.DOC", "c.rtf", "d.pptx")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Reports with files of other kinds around them."""
    (tmp_path / "in/k").mkdir(parents=True)
    (tmp_path / "in/report.txt").write_bytes(REPORTS[2].read_bytes())
    for name in OTHERS:
        (tmp_path / "in" / name).write_bytes(b"%PDF-1.7")
    return tmp_path


def test_files_that_are_not_read_are_counted_by_ending() -> None:
    assert not_read([*OTHERS]) == "4 not read: 2 .doc, 1 .pptx, 1 .rtf"
    assert not_read(["Makefile"]) == "1 not read: 1 without ending"
    assert (
        not_read([f"a.{n}" for n in range(8)]) == "8 not read: 1 .0, 1 .1, 1 .2, 1 .3, 1 .4, 1 .5, 2 of other endings"
    )
    assert not_read([]) == ""


@pytest.mark.slow
def test_validate_and_batch_say_what_they_did_not_take(folder: Path) -> None:
    said = "4 not read: 2 .doc, 1 .pptx, 1 .rtf"
    assert said in "".join(run(folder, "in")).splitlines()
    assert said in "".join(run(folder, "in", "-q")).splitlines()
    assert said in batch(folder, "in", "out", "--include", "*.txt").splitlines()
    assert "4 not read" not in batch(folder, "in", "out", "--include", "*.txt", "-q")
    assert "2 not read: 1 .pptx, 1 .rtf" in "".join(run(folder, "in", "--exclude", "*.doc", "--exclude", "*.DOC"))
    (folder / "in/report.txt").unlink()
    assert run(folder, "in", expect=2)[1].endswith(f"`include` and `exclude` leave of them; {said}\n")
    taken = batch(folder, "in", "out", "--include", "*.txt", expect=2)
    assert taken.endswith(f"--include '*.md' takes others; {said}\n")


def test_a_folder_gives_reports_of_every_form_but_tables_that_the_program_wrote(folder: Path) -> None:
    for name in ("a.PDF", "b.docx", "c.html", "d.md", "e.csv"):
        (folder / "in" / name).write_bytes(b"Tavoite;Mittari\n")
    raportti = read_file(REPORTS[2]).raportti
    for name in ("rows.csv", "rows.xlsx"):
        with TableWriter(str(folder / "in" / name)) as table:
            table.write(rows(raportti))
    excel = excel_header() + "".join(map(excel_line, rows(raportti)))
    (folder / "in/excel.csv").write_text(excel, encoding="utf-8")
    inputs = expand([str(folder / "in")], Config())
    assert [Path(file).name for file in inputs.files] == ["a.PDF", "b.docx", "c.html", "d.md", "e.csv", "report.txt"]
    assert {Path(file).name for file in inputs.others} >= {"rows.csv", "rows.xlsx", "excel.csv"}
    assert len(expand([str(folder / "in/rows.csv")], Config()).files) == 1  # named, it is checked


def test_a_damaged_document_of_a_folder_is_said_and_costs_only_itself(folder: Path) -> None:
    (folder / "in/broken.docx").write_bytes(b"PK\3\4 cut off")
    output, _ = run(folder, "in", expect=2)
    assert "in/broken.docx:1:1: error: is damaged" in output
    assert "[unreadable]" in output
    assert " in 2 files (1 could not be read)\n" in output


def test_what_is_excluded_is_left_out_where_it_is_named_if_that_is_asked_for(folder: Path) -> None:
    (folder / "in/draft.txt").write_text("Tavoite: tulla paremmaksi\n", encoding="utf-8")
    (folder / "tavoiteparse.toml").write_text('exclude = ["draft.txt", "/out"]\n', encoding="utf-8")
    assert "draft.txt" in "".join(run(folder, "in/draft.txt", "in/report.txt"))
    assert "draft.txt" not in "".join(run(folder, "--force-exclude", "in/draft.txt", "./in/report.txt"))
    output, messages = run(folder, "--force-exclude", "in/draft.txt", "./in/draft.txt", "out")
    assert (output, messages) == ("", "nothing checked: all files that are named are excluded\n")


@pytest.mark.slow
def test_a_text_and_its_own_data_are_one_report(folder: Path) -> None:
    messages = "".join(run(ROOT, "samples"))
    count = len(SAMPLES)  # those of grammars that were added, too
    assert f" in {count} files\n" in messages
    assert f"{count} data files left out: the texts that they were made from are checked" in messages.splitlines()
    # a named one is checked, and so is one whose text is not among the files
    assert len(expand(["samples/pori/2026-t1.txt", "samples/pori/2026-t1.yaml"], Config()).files) == 2
    assert f" in {count} files\n" in "".join(run(ROOT, "samples", "--exclude", "*.txt"))


def test_data_of_another_text_is_checked(folder: Path) -> None:
    golden = REPORTS[2].with_suffix(".yaml").read_text(encoding="utf-8")
    (folder / "in/own.yaml").write_text(golden, encoding="utf-8")
    assert expand([str(folder / "in")], Config()).data == [str(folder / "in/own.yaml")]
    (folder / "in/report.txt").write_bytes(REPORTS[0].read_bytes())
    inputs = expand([str(folder / "in")], Config())
    assert (inputs.data, len(inputs.files)) == ([], 2)
    (folder / "in/both.yaml").write_text(
        golden.split("\n---\n")[0] + "\n---\n" + REPORTS[0].with_suffix(".yaml").read_text(encoding="utf-8"),
        encoding="utf-8",
    )
    assert expand([str(folder / "in")], Config()).data == []  # of two reports one has no text here


@pytest.mark.slow
def test_a_text_without_any_sign_of_a_report_is_none_in_a_folder(folder: Path) -> None:
    (folder / "in/requirements.txt").write_text("pyyaml>=6\nrich\n", encoding="utf-8")
    (folder / "in/LICENSE.txt").write_text(LICENSE, encoding="utf-8")
    messages = "".join(run(folder, "in"))
    assert "no report: in/LICENSE.txt, in/requirements.txt" in messages.splitlines()
    assert "infos in 1 file\n" in messages
    run(folder, "in/requirements.txt", expect=1)  # named, it should be one
    run(folder, "in", "in/requirements.txt", expect=1)
    (folder / "in/report.txt").unlink()
    assert run(folder, "in", expect=2)[1].startswith("tavoiteparse: no reports to check; 4 not read: ")


@pytest.mark.parametrize(
    ("text", "may_be"),
    [
        (LICENSE, False),
        ("pyyaml>=6\n", False),
        ("Hei,\n\nohessa muistio.\n", False),
        ("Muistio\n\nTavoite: tulla paremmaksi\n", True),  # a label
        ("Mittari\tVastuu\nA\tB\n", True),  # headings
        ("", True),  # a conversion that failed
        ("1a. Johdanto\n\nTekstiä.\n", True),  # a sign of a grammar
        ((DIAGNOSTICS / "gibberish/input.txt").read_text(encoding="utf-8"), True),  # spoilt on the way
    ],
)
def test_what_speaks_for_a_report(text: str, may_be: bool, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert check_path(str(tmp_path / "a.txt"), Settings(Config())).is_report is may_be


def test_many_that_are_no_reports_are_not_all_named(tmp_path: Path) -> None:
    inputs = expand([str(tmp_path / "gone.txt")], Config())
    assert inputs.left_out([f"{n}.txt" for n in range(7)]) == [
        "no report: 0.txt, 1.txt, 2.txt, 3.txt, 4.txt and 2 more"
    ]


def test_a_folder_inside_that_cannot_be_listed_is_said_and_the_others_are_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "in" / "sub").mkdir(parents=True)
    (tmp_path / "in" / "a.txt").write_text("TAVOITE\tA\n", encoding="utf-8")
    scan = os.scandir

    def closed(folder: str) -> object:
        if str(folder).endswith("sub"):
            raise PermissionError(13, "Permission denied", folder)
        return scan(folder)

    monkeypatch.setattr(os, "scandir", closed)
    monkeypatch.chdir(tmp_path)
    inputs = expand(["in"], Config())
    assert (inputs.files, inputs.closed) == (["in/a.txt"], [("in/sub", "cannot be listed: Permission denied")])


def test_a_finding_is_explained_where_it_was_met(folder: Path) -> None:
    said = subprocess.run(
        [sys.executable, "-m", "tavoiteparse", "rule", "over-hundred"], capture_output=True, text=True, check=True
    ).stdout
    assert run(folder, "--explain", "over-hundred")[0].splitlines() == said.splitlines()
    assert "no rule over-hundret" in run(folder, "--explain", "over-hundret", expect=2)[1]
    assert "no PATH" in run(folder, expect=2)[1]
