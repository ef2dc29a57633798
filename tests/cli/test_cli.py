"""The commands as a user types them, in processes of their own: output, findings, exit status, and nothing half-written."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

import tavoiteparse
from conftest import ROOT
from tavoiteparse import __version__
from tavoiteparse.authoring import explanation
from tavoiteparse.checking.rules import catalogue
from tavoiteparse.tables.rows import COLUMNS

pytestmark = pytest.mark.slow
PORI = "samples/pori/2026-t1.txt"
KARJALA = "samples/pohjois-karjala/2026-q1.txt"
ENVIRONMENT = {**os.environ, "PYTHONIOENCODING": "ascii"}  # a terminal that knows no ä must not matter


def run(*arguments: str, given: bytes = b"", expect: int = 0) -> tuple[str, str]:
    command = [sys.executable, "-m", "tavoiteparse", *arguments]
    done = subprocess.run(command, input=given, capture_output=True, cwd=ROOT, env=ENVIRONMENT, check=False)
    output, messages = done.stdout.decode(), done.stderr.decode("utf-8", "replace")
    assert done.returncode == expect, messages
    assert "Traceback" not in messages
    return output, messages


def test_version() -> None:
    assert run("--version")[0] == f"tavoiteparse {__version__}\n"


def test_yaml_is_the_default_and_findings_go_to_standard_error() -> None:
    output, messages = run("extract", PORI)
    assert yaml.safe_load(output)["kattavuus"]["lukematta"] == 0
    assert messages.startswith(f"{PORI}:11:1: info: the report's period is T1, found in 4 of 4 labels of accounts ")
    assert run("extract", PORI, "--quiet") == (output, "")


def test_several_files() -> None:
    documents = list(yaml.safe_load_all(run("extract", PORI, KARJALA)[0]))
    assert [one["lahde"]["kielioppi"] for one in documents] == ["pori", "pohjois-karjala"]
    array = json.loads(run("extract", PORI, KARJALA, "-f", "json")[0])
    assert array == documents
    assert json.loads(run("extract", PORI, "-f", "json")[0]) == documents[0]
    lines = run("extract", PORI, KARJALA, "-f", "jsonl")[0].splitlines()
    rows = [json.loads(line) for line in lines]
    assert len(rows) == 17
    assert all(tuple(row) == COLUMNS for row in rows)
    table = list(csv.DictReader(run("extract", PORI, KARJALA, "-f", "csv")[0].splitlines()))
    assert [{k: v or None for k, v in row.items()} for row in table] == [
        {k: None if v is None else str(v) for k, v in row.items()} for row in rows
    ]


def test_standard_input() -> None:
    output, _ = run("extract", "-", "-f", "json", given=(ROOT / PORI).read_bytes())
    assert json.loads(output)["lahde"]["tiedosto"] == "<stdin>"


def test_positions_and_inherited_fields_on_request() -> None:
    report = json.loads(run("extract", "samples/pori/2023-q3.txt", "-f", "json", "--positions")[0])
    second = report["osiot"][0]["sisalto"][0]["kohdat"][1]
    assert second["mittarit"][0]["sijainnit"]["tavoitetaso"] == ["19:22-19:74"]
    assert second["mittarit"][1]["sijainnit"]["tavoitetaso"] == ["20:1-20:72"]
    assert "sijainnit" not in run("extract", PORI, "-f", "json")[0]


def test_bad_files_are_named_and_the_others_are_read(tmp_path: Path) -> None:
    latin = tmp_path / "latin.txt"
    latin.write_bytes("TAVOITE\tLähtö\n".encode("cp1252"))
    output, messages = run("extract", "gone.txt", str(latin), PORI, "-f", "jsonl", expect=2)
    assert len(output.splitlines()) == 4
    assert "tavoiteparse: gone.txt: no such file; check the name\n" in messages
    assert f"{latin}: is not utf-8: byte 0xE4 on line 1; try --encoding cp1252\n" in messages


def test_findings_decide_the_status(tmp_path: Path) -> None:
    memo = tmp_path / "memo.txt"
    memo.write_text("Hei,\n\nohessa muistio.\n", encoding="utf-8")
    output, messages = run("extract", str(memo), expect=1)
    assert yaml.safe_load(output)["osiot"][0]["sisalto"][1]["teksti"] == "ohessa muistio."
    assert "error: no goals were found; " in messages
    run("extract", str(memo), "--fail-on", "never")
    run("extract", PORI, "--fail-on", "info", expect=1)
    run("extract", PORI, "--fail-on", "warning")
    run("extract", "samples/pori/2023-q3.txt", "--fail-on", "warning", expect=1)
    (tmp_path / "empty.txt").touch()
    assert "the text is empty" in run("extract", str(tmp_path / "empty.txt"), expect=1)[1]


def test_output_file_is_whole_or_not_there(tmp_path: Path) -> None:
    out = tmp_path / "out.yaml"
    assert run("extract", PORI, "-q", "-o", str(out)) == ("", "")
    assert out.read_text(encoding="utf-8") == run("extract", PORI, "-q")[0]
    out.write_text("before")
    run("extract", "gone.txt", "-o", str(out), expect=2)
    assert out.read_text() == "before"
    assert [file.name for file in tmp_path.iterdir()] == ["out.yaml"]
    assert "cannot be written" in run("extract", PORI, "-o", str(tmp_path / "no" / "out.yaml"), expect=2)[1]


def test_closed_pipe_ends_silently() -> None:
    many = " ".join([f"'{ROOT / 'samples/porvoo/2023-jarjestamissuunnitelma.txt'}'"] * 8)
    script = f"'{sys.executable}' -m tavoiteparse extract {many} -q | head -n 1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["skeema: tavoiteparse/1", "141"]
    assert done.stderr == ""


def test_wrong_usage() -> None:
    assert "no such grammar; known are" in run("extract", PORI, "--grammar", "helsinki", expect=2)[1]
    run("extract", expect=2)
    run("extract", PORI, "--format", "xml", expect=2)
    run("nonsense", expect=2)


@pytest.mark.parametrize("limit", ["nan", "inf"])
def test_a_limit_is_a_number_of_megabytes(limit: str) -> None:
    for command in (["extract", PORI], ["validate", PORI], ["batch", "samples", "no-output"]):
        _, messages = run(*command, "--max-file-mb", limit, expect=2)
        assert messages == f"tavoiteparse: --max-file-mb {limit}: should be a number of megabytes, such as 64\n"


def test_same_input_same_bytes() -> None:
    assert run("extract", PORI, KARJALA) == run("extract", PORI, KARJALA)


def test_explain_tells_every_line() -> None:
    output, _ = run("explain", "samples/pori/2023-q3.txt")
    assert output.startswith("grammar: pori (it fits)\n  line 7: rows labelled PAINOPISTE")
    assert "not salo:\n  missing: headings or bold lines Tavoite 1: …" in output
    told = {int(line.split()[0]): line for line in output.splitlines() if line[:4].strip().isdigit()}
    assert len(told) == 149
    assert told[20].split(maxsplit=9)[:9] == [*["20", "lone", "engine:", "goes", "on", "with", "the", "cell", "above"]]
    assert "labels.yaml: selvitys" in told[21]


def test_explain_shows_what_was_missing() -> None:
    output, _ = run("explain", KARJALA, "--grammar", "pori", expect=1)
    assert output.startswith("grammar: pori (forced)\n  not found: rows labelled")
    assert "tables.0" in run("explain", KARJALA)[0]


def test_grammars_are_listed_with_a_sample() -> None:
    output, _ = run("grammars")
    for folder in (ROOT / "samples").iterdir():
        assert f"sample: samples/{folder.name}/" in output


@pytest.mark.parametrize("command", ["extract", "explain", "grammars", "schema"])
def test_help(command: str) -> None:
    assert f"tavoiteparse {command}" in run(command, "--help")[0].replace("python -m ", "")


def test_rules_are_listed_one_a_line() -> None:
    lines = run("rule")[0].splitlines()
    assert [line.split()[0] for line in lines] == list(catalogue())
    said = "A goal has no focus area, though the other goals of its section have one."
    assert lines[0] == f"missing-painopiste      info     structure      {said}"


def test_a_misspelt_rule_is_answered() -> None:
    said = "no rule status-disagree; did you mean status-disagrees? (`tavoiteparse rule` lists them all)"
    assert run("rule", "status-disagree", expect=2) == ("", f"tavoiteparse: {said}\n")


def test_nothing_is_explained_of_a_file_that_is_not_there() -> None:
    said = "tavoiteparse: gone.txt: no such file; check the name\n"
    assert run("explain", "gone.txt", expect=2) == ("", said)


def test_explanation_on_a_terminal_keeps_its_columns() -> None:
    printed = "".join(explanation.on_terminal(tavoiteparse.read_file(ROOT / KARJALA), 160, colour=False)).splitlines()
    assert any(
        line.startswith("   7  values   pohjois-karjala.yaml: tables.0") and line.endswith("…") for line in printed
    )
    assert all(len(line) <= 160 for line in printed)
