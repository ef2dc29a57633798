"""Each diagnostic has a folder: a text that causes it, and all findings of that text, word for word."""

import pytest

import tavoiteparse
from conftest import ROOT
from tavoiteparse.checking.rules import catalogue
from tavoiteparse.contract.diagnostics import CODES
from tavoiteparse.documents.read import read_bytes
from tavoiteparse.pipeline import Reading, read_report
from tavoiteparse.reading.check import check

FOLDER = ROOT / "tests" / "reading" / "diagnostics"


def begin(code: str) -> None:
    """Makes the folder of a new code; its text is the wrong example of the catalogue."""
    wrong = catalogue()[code].wrong
    if wrong is not None and not (FOLDER / code).exists():
        (FOLDER / code).mkdir()
        (FOLDER / code / "input.txt").write_text(wrong, encoding="utf-8")


def read(code: str) -> Reading:
    if (FOLDER / code / "input.pdf").exists():  # what only a PDF can cause
        return read_report(read_bytes((FOLDER / code / "input.pdf").read_bytes(), "input.pdf"))
    reading = tavoiteparse.read_text((FOLDER / code / "input.txt").read_text(encoding="utf-8"), name="input.txt")
    if code != "unread-line":
        return reading
    # No text is known that building leaves without an owner; the check behind it must hold all the same.
    cell = reading.lines[1].cells[1]
    del reading.state.owners[cell.start]
    return reading._replace(diagnostics=check(reading.state, reading.lines, reading.choice, has_goals=True))


@pytest.mark.parametrize("code", sorted(CODES))
def test_findings_word_for_word(code: str, write_goldens: bool) -> None:
    if write_goldens:
        begin(code)
    reading = read(code)
    found = "".join(f"{diagnostic.text(reading.source)}\n" for diagnostic in reading.diagnostics)
    file = FOLDER / code / "expected.txt"
    if write_goldens:
        file.write_text(found, encoding="utf-8")
    assert f"[{code}]" in found
    assert found == file.read_text(encoding="utf-8")


def test_every_folder_is_a_code() -> None:
    assert sorted(folder.name for folder in FOLDER.iterdir()) == sorted(CODES)


def test_every_code_is_a_heading_of_the_documentation() -> None:
    text = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    headings = [line.removeprefix("### ") for line in text.splitlines() if line.startswith("### ")]
    assert set(CODES) <= set(headings)
