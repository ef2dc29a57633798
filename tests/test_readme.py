"""Every command that the README shows is run, and what it shows as output is what comes out."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT
from tavoiteparse.checking.reports import FORMATS
from tavoiteparse.tables.formats import NAMED

pytestmark = pytest.mark.slow
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", README, re.DOTALL)
SHELL = "\n".join(text for kind, text in BLOCKS if kind == "sh")
SHOWN = re.findall(r"^# (tavoiteparse .*)$", README, re.MULTILINE)
COMMANDS = [line.split("   ")[0] for line in SHELL.splitlines() if line and not line.startswith("python3")] + SHOWN
BIN = str(Path(sys.executable).parent)


@pytest.mark.parametrize("command", COMMANDS)
def test_command(command: str, tmp_path: Path) -> None:
    for name in ("samples", "grammars"):
        (tmp_path / name).symlink_to(ROOT / name)
    (tmp_path / "report.txt").write_bytes((ROOT / "samples/pori/2026-t1.txt").read_bytes())
    environment = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(
        ["bash", "-c", command], capture_output=True, text=True, cwd=tmp_path, env=environment, check=False
    )
    assert done.returncode in (0, 141), done.stderr
    shown = next((text for kind, text in BLOCKS if kind in ("yaml", "text") and f"# {command}\n" in text), None)
    if shown is not None:
        wanted = [
            line.strip() for line in shown.splitlines() if line.strip() not in ("", "…") and not line.startswith("# ")
        ]
        printed = [line.strip() for line in done.stdout.splitlines()]
        position = 0
        for line in wanted:  # in this order, with gaps where the README shortens
            position = printed.index(line, position) + 1


def test_set_up_commands_are_those_of_continuous_integration() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    set_up = [line for line in SHELL.splitlines() if line.startswith("python3 -m venv")]
    assert len(set_up) == 2
    for line in set_up:
        assert line in script
        assert shlex.split(line)


def test_every_command_of_the_program_is_shown() -> None:
    commands = {file.stem for file in (ROOT / "src/tavoiteparse/cli").glob("*.py")} - {
        "__init__",
        "console",
        "terminal",
    }
    assert all(f"tavoiteparse {command}" in README for command in commands)


def test_every_format_is_named() -> None:
    assert [name for name in (*NAMED, *FORMATS) if f"`{name}`" not in README] == []


def test_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / target).exists(), target


def test_python_example_runs() -> None:
    example = next(text for kind, text in BLOCKS if kind == "python")
    done = subprocess.run([sys.executable, "-c", example], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.splitlines()[0].startswith("Osaavan työvoiman saatavuus Kehitetään yhteistyötä edelleen")
    assert len(done.stdout.splitlines()) == 11
