"""The help of each command: whole sentences, examples that run, completion; and what the library shows of itself."""

import os
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

import tavoiteparse
from conftest import REPORTS, ROOT
from office_files import word, workbook

COMMANDS = (
    "", "extract", "show", "validate", "compare", "batch", "explain", "convert", "rule", "schema",
    "grammars", "grammars show", "grammars new", "grammars check",
)  # fmt: skip
ENVIRONMENT = {
    **os.environ, "COLUMNS": "80", "PATH": f"{os.path.dirname(sys.executable)}{os.pathsep}{os.environ['PATH']}"
}  # fmt: skip
HELPS: dict[str, str] = {}


def shell(command: str, cwd: object = ROOT, expect: int = 0) -> str:
    done = subprocess.run(["bash", "-c", command], capture_output=True, cwd=str(cwd), env=ENVIRONMENT, check=False)
    assert done.returncode == expect, done.stderr
    return done.stdout.decode()


def help_of(command: str) -> str:
    if command not in HELPS:
        HELPS[command] = shell(f"tavoiteparse {command} --help")
    return HELPS[command]


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS)
def test_help_is_whole_in_eighty_columns(command: str) -> None:
    lines = help_of(command).splitlines()
    assert max(map(len, lines)) <= 80
    assert not [line for line in lines if line.endswith("...") and "[OPTIONS]" not in line]
    assert "\x1b" not in "".join(lines)
    said = re.split(r"^(?:Arguments|Options):$", help_of(command), flags=re.MULTILINE)[0]
    paragraphs = said.split("\n\n")[1:]
    assert paragraphs
    for text in paragraphs:  # a line is as full as the next word allows: none was ended by hand
        for above, below in pairwise(text.rstrip().splitlines()):
            assert len(above) + len(" ") + len(below.split()[0]) > 78, (above, below)


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS)
def test_examples_of_the_help_run(command: str, tmp_path: Path) -> None:
    _, _, shown = help_of(command).partition("\n  Example")
    examples = [line.strip() for line in shown.splitlines() if line.startswith("    ")]
    assert examples, command
    folder = f"{tmp_path}/reports"
    shell(f"mkdir {folder} && ln -s {ROOT}/samples {ROOT}/grammars {tmp_path} && cp {REPORTS[2]} {folder}/a.txt")
    shell(f"cp {REPORTS[2]} {tmp_path}/report.txt; cp {REPORTS[2]} {tmp_path}/plan.txt")
    shell(
        f"mkdir {tmp_path}/years && cp {REPORTS[2]} {tmp_path}/years/2024.txt && cp {REPORTS[2]} {tmp_path}/years/2025.txt"
    )
    (tmp_path / "report.docx").write_bytes(word())
    (tmp_path / "report.xlsx").write_bytes(workbook())
    for example in examples:
        assert example.startswith("tavoiteparse ")
        shell(example, tmp_path)


@pytest.mark.slow
def test_completion_is_shown_for_a_shell() -> None:
    shown = shell("tavoiteparse --show-completion; true")  # bash stays the parent, by which the shell is known
    assert "complete -o default -F _tavoiteparse_completion tavoiteparse" in shown
    assert "--install-completion" in help_of("")
    completed = shell("COMP_WORDS='tavoiteparse ex' COMP_CWORD=1 _TAVOITEPARSE_COMPLETE=complete_bash tavoiteparse")
    assert completed.split() == ["extract", "explain"]


def test_the_library_shows_its_api() -> None:
    shown = {name for name in dir(tavoiteparse) if not name.startswith("__")}
    assert shown == set(tavoiteparse.__all__) - {"__version__"}
    assert {"__version__", "__doc__", "__all__"} <= set(dir(tavoiteparse))
    assert all(getattr(tavoiteparse, name) is not None for name in dir(tavoiteparse) if name in tavoiteparse.__all__)
