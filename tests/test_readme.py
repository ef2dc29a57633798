"""Every command that the README shows is run, and what it shows as output is what comes out."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from conftest import ROOT
from tavoiteparse.checking.reports import FORMATS
from tavoiteparse.cli import commands
from tavoiteparse.tables.formats import NAMED

pytestmark = pytest.mark.slow
README = (ROOT / "README.md").read_text(encoding="utf-8")
SUOMEKSI = (ROOT / "README.fi.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", README, re.DOTALL)
IN_FINNISH = [text for kind, text in re.findall(r"```(\w+)\n(.*?)```", SUOMEKSI, re.DOTALL) if kind == "sh"]
SHELL = "\n".join(text for kind, text in BLOCKS if kind == "sh")
SHOWN = re.findall(r"^# (tavoiteparse .*)$", README, re.MULTILINE)
LINES = [line.split("   ")[0] for line in SHELL.splitlines() if line]
SET_UP = [line for line in LINES if line.split()[0] in ("python3", "pipx", "uv", "uvx")]  # in environments of their own
COMMANDS = [line for line in LINES if line not in SET_UP] + SHOWN
COMMANDS += [
    line.split("   ")[0] for text in IN_FINNISH for line in text.splitlines() if line.startswith("tavoiteparse")
]
BIN = str(Path(sys.executable).parent)


@pytest.mark.parametrize("command", COMMANDS)
def test_command(command: str, tmp_path: Path) -> None:
    for name in ("samples", "grammars", "docs"):
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


def copy_of_the_checkout(folder: Path) -> Path:
    unwanted = shutil.ignore_patterns(".venv*", ".git", "__pycache__", ".*_cache", "build", "dist")
    return Path(shutil.copytree(ROOT, folder / "checkout", ignore=unwanted))


@pytest.mark.wheel
@pytest.mark.parametrize("command", [line for line in SET_UP if "pytest" not in line])  # the other one is `.ci/run`'s
def test_set_up(command: str, tmp_path: Path) -> None:
    tool = command.split(maxsplit=1)[0]
    if shutil.which(tool) is None:
        pytest.skip(f"there is no {tool} here")
    places = {
        "PIPX_HOME": "pipx", "PIPX_BIN_DIR": "bin", "UV_TOOL_DIR": "tools", "UV_TOOL_BIN_DIR": "bin", "UV_CACHE_DIR": "cache",
    }  # fmt: skip
    environment = {**os.environ, **{name: str(tmp_path / place) for name, place in places.items()}}
    folder = copy_of_the_checkout(tmp_path)
    done = subprocess.run(
        ["bash", "-c", command], capture_output=True, text=True, cwd=folder, env=environment, check=False
    )
    assert done.returncode == 0, done.stderr
    if "extract" in command:
        assert done.stdout.startswith("skeema: tavoiteparse/1\n")
    else:
        installed = [str(tmp_path / "bin/tavoiteparse"), "--version"]
        assert subprocess.run(installed, capture_output=True, text=True, check=True).stdout.startswith("tavoiteparse ")


def test_the_lines_for_windows_say_what_the_others_say() -> None:
    (windows,) = [text for kind, text in BLOCKS if kind == "powershell"]
    first = SET_UP[0].replace("python3 ", "py ").replace(".venv/bin/", ".venv\\Scripts\\").replace("docs/", "docs\\")
    assert windows.splitlines() == first.split(" && ")


def test_nothing_is_left_to_be_filled_in_and_no_index_has_the_program() -> None:
    pages = {
        page.name: page.read_text(encoding="utf-8") for page in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    }
    for name, page in pages.items():
        assert not re.search(r"(?:pip|pipx|uv tool) install (?:-q )?tavoiteparse\b(?! @)", page), name
        assert not re.search(r"OWNER|<address>|example\.com", page) or name == "ci.md", name


def test_what_is_shown_for_a_ci_is_pinned_and_uploads_in_any_case() -> None:
    page = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
    blocks = [yaml.safe_load(text) for text in re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)]
    assert len(blocks) == 4
    assert not re.search(r"@main|@master|rev: main|rev: master", page)
    steps = [step for block in blocks if "jobs" in block for step in block["jobs"]["validate"]["steps"]]
    assert [step["uses"] for step in steps if step["uses"].startswith("OWNER")] == ["OWNER/tavoiteparse@REVISION"] * 2
    (upload,) = [step for step in steps if "upload-sarif" in step["uses"]]
    assert upload["if"] == "always()"
    hook = blocks[-1]["repos"][0]
    assert hook["rev"] == "REVISION"


def test_set_up_commands_are_those_of_continuous_integration() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    set_up = [line for line in SHELL.splitlines() if line.startswith("python3 -m venv")]
    assert len(set_up) == 2
    for line in set_up:
        assert line in script
        assert shlex.split(line)


def test_every_command_of_the_program_is_shown() -> None:
    assert all(f"tavoiteparse {command}" in README for command in commands.COMMANDS)


def test_every_format_is_named() -> None:
    assert [name for name in (*NAMED, *FORMATS) if f"`{name}`" not in README] == []


def test_the_finnish_page_has_the_same_set_up() -> None:
    assert [line for text in IN_FINNISH for line in text.splitlines() if line.startswith("python3")] == SET_UP[:1]


def test_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", README + SUOMEKSI):
        assert (ROOT / target).exists(), target


def test_python_example_runs() -> None:
    example = next(text for kind, text in BLOCKS if kind == "python")
    done = subprocess.run([sys.executable, "-c", example], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.splitlines()[0].startswith("Osaavan työvoiman saatavuus Kehitetään yhteistyötä edelleen")
    assert len(done.stdout.splitlines()) == 11
