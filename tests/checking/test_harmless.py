"""Reports and file names that would act on a terminal or start a command of a CI: they are shown as escapes."""

import json
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

import tavoiteparse
from conftest import REPORTS, batch, validate
from tavoiteparse.authoring.explanation import on_terminal, plain
from tavoiteparse.checking.finding import Checked, Finding, Place, Results
from tavoiteparse.checking.reports import FORMATS, Wanted, write
from tavoiteparse.checking.reports.text import report, table
from tavoiteparse.checking.rules import catalogue
from tavoiteparse.contract.diagnostics import Severity
from tavoiteparse.source.shown import harmless_json, shown, shown_lines

HOSTILE = "\x1b[2J\x1b]0;x\x07\u202eoikealta\u202c\u2066\x9b31m\x7f"
ACTING = set("\x1b\x07\x7f\x9b\u202e\u202c\u2066\r\x08")
NAME = "a\n::error file=x::hyvin \x1b[31m\u202e.txt"
TEXT = f"""\
TAVOITE\tTyÃ¶llisyys {HOSTILE} kasvaa
MITTARI\tX {HOSTILE}\tLähtötaso\tTavoitetaso
\t\t1\t2
"""


def test_what_is_shown_of_a_text() -> None:
    assert shown("a\x1b[31m\n\t\r\u202eb\u00a0ä漢\U0001f600") == r"a\x1b[31m\n\t\r\u202eb" + "\u00a0ä漢\U0001f600"
    assert shown("\udce4\U000e0001\ue000\xad") == r"\udce4\U000e0001\ue000\xad"
    assert shown_lines("a\tb\n\x1b\u2069\r\n") == "a\tb\n" + r"\x1b\u2069\r" + "\n"
    assert harmless_json('"\u202e\x7fä"') == r'"\u202e\u007fä"'


@pytest.mark.parametrize("name", ["::error::x.txt", "##[error]x.txt", " ::error::x.txt"])
def test_a_name_at_the_start_of_a_line_is_no_command(name: str) -> None:
    reading = tavoiteparse.read_text("Hei,\n\nmuistio.\n", name=name)
    said = [diagnostic.text(reading.source) for diagnostic in reading.diagnostics]
    found = Finding(name, Place(1, 1, 1, 1), Severity.error, "no-goals", "viesti", "apu", "", "k")
    results = Results([Checked(name, True, 0, 0, [found])])
    for line in "\n".join([*said, report(results), table(results)]).splitlines():
        assert not line.lstrip().startswith(("::", "##"))


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A folder `in` with a report that is hostile in text and name."""
    (tmp_path / "in").mkdir()
    try:
        (tmp_path / "in" / NAME).write_text(TEXT, encoding="utf-8", newline="")
    except OSError:
        pytest.skip("the file system has no such names")
    return tmp_path


def harmless(printed: str) -> None:
    assert not ACTING & set(printed)
    assert not [line for line in printed.split("\n") if line.startswith("::error file=x")]


@pytest.mark.slow
def test_findings_and_messages_are_harmless(hostile: Path) -> None:
    for arguments in (["in"], ["in", "-r", "github"], ["in", "--statistics", "-v"], ["in", "-r", "json"]):
        for printed in validate(hostile, *arguments, "--fail-on", "never"):
            harmless(printed)
    github, _ = validate(hostile, "in", "-r", "github", "--fail-on", "never")
    assert all(line.startswith("::") and "file=in/a%0A%3A%3Aerror file=x%3A%3A" in line for line in github.splitlines())
    (hostile / "in" / NAME).write_bytes(b"\xff\xfe\x00")
    harmless("".join(validate(hostile, "in", expect=2)))
    harmless(batch(hostile, "in", "out", expect=2))


@pytest.mark.slow
@pytest.mark.parametrize("command", ["extract", "explain"])
def test_extract_and_explain_are_harmless(command: str, hostile: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tavoiteparse", command, f"in/{NAME}"], capture_output=True, cwd=hostile, check=False
    )
    harmless(done.stderr.decode())
    harmless(done.stdout.decode())
    if command == "explain":
        assert r"TyÃ¶llisyys \x1b[2J\x1b]0;x\x07\u202eoikealta" in done.stdout.decode()
    gone = [sys.executable, "-m", "tavoiteparse", command, f"{NAME}.gone"]
    said = subprocess.run(gone, capture_output=True, cwd=hostile, check=False).stderr.decode()
    assert said.startswith(r"tavoiteparse: a\n::error file=x::hyvin \x1b[31m\u202e.txt.gone: no such file")
    assert said.count("\n") == 1


def test_explanations_are_harmless() -> None:
    reading = tavoiteparse.read_text(TEXT, name=NAME)
    for columns in (60, 200):
        harmless("".join(on_terminal(reading, columns, colour=False)))
    harmless("".join(plain(reading)))
    for diagnostic in reading.diagnostics:
        harmless(diagnostic.message)
        harmless(diagnostic.text(reading.source))


@pytest.mark.parametrize("format", FORMATS)
def test_reports_for_other_programs_are_harmless(format: str) -> None:
    found = Finding(NAME, Place(1, 1, 1, 4), Severity.error, "mojibake", shown(HOSTILE), "apu", TEXT, "k")
    printed = write(Wanted(format, None), Results([Checked(NAME, True, 1, 1, [found])]), catalogue())
    harmless(printed)
    if format == "json":
        assert json.loads(printed)["findings"][0]["file"] == NAME  # in data the name is exact
    if format == "junit":
        assert ElementTree.fromstring(printed)[0].get("name") == shown(NAME)


@pytest.mark.slow
def test_data_is_exact_and_harmless(hostile: Path) -> None:
    reading = tavoiteparse.read_text(TEXT, name=NAME)
    for made in (tavoiteparse.to_yaml(reading.raportti), tavoiteparse.to_json(reading.raportti)):
        harmless(made)
    assert json.loads(tavoiteparse.to_json(reading.raportti))["lahde"]["tiedosto"] == NAME
    assert batch(hostile, "in", "out", "--fail-on", "never")
    (out,) = (hostile / "out").glob("*.yaml")
    harmless(out.read_text(encoding="utf-8"))


def test_samples_are_shown_as_they_were() -> None:
    for sample in REPORTS:
        text = sample.read_text(encoding="utf-8")
        assert shown_lines(text) == text
