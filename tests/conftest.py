"""What tests share: the samples, and the option that writes golden files anew."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from tavoiteparse.contract.model import Osio, Raportti, Tavoite
from tavoiteparse.language.grammar import folder
from tavoiteparse.language.ready import READY

os.environ["TAVOITEPARSE_GRAMMARS"] = ""  # tests read no grammars of whoever runs them
os.environ["TAVOITEPARSE_LANG"] = "en"  # and in English, whatever the machine speaks
ROOT = Path(__file__).parents[1]
SAMPLES = sorted((ROOT / "samples").glob("*/*.txt"))
# Reports to run commands on. New samples do not change what tests of commands, storages and tables count.
REPORTS = [
    ROOT / "samples" / f"{name}.txt"
    for name in (
        "pohjois-karjala/2026-q1", "pori/2023-q3", "pori/2026-t1", "porvoo/2023-jarjestamissuunnitelma",
        "salo/2023-toimintasuunnitelma",
    )
]  # fmt: skip


# Grammars that were added and have no record in `ready.py` yet: they are read from their YAML, only slower, until
# `just goldens` makes one. No test fails for that but the one of the wheel, which is to be as quick as ever.
NEW_GRAMMARS = sorted({path.name for path in folder().glob("*.yaml")} - READY.keys())


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--write-goldens", action="store_true", help="write golden files anew; read them before committing"
    )


@pytest.fixture
def write_goldens(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--write-goldens"))


def batch(folder: Path, *arguments: str | bytes, expect: int = 0) -> str:
    """Runs `tavoiteparse batch` in a folder; what it says."""
    command = [sys.executable, "-m", "tavoiteparse", "batch", *arguments]
    done = subprocess.run(command, capture_output=True, cwd=folder, check=False)
    messages = done.stderr.decode("utf-8", "replace")
    assert "Traceback" not in messages, messages
    assert done.returncode == expect, messages
    return messages


def validate(folder: Path, *arguments: str, given: bytes = b"", expect: int = 0) -> tuple[str, str]:
    """Runs `tavoiteparse validate` in a folder; its output and what it says."""
    command = [sys.executable, "-m", "tavoiteparse", "validate", *arguments]
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(command, input=given, capture_output=True, cwd=folder, env=environment, check=False)
    output, messages = done.stdout.decode(), done.stderr.decode("utf-8", "replace")
    assert "Traceback" not in messages, messages
    assert done.returncode == expect, messages
    return output, messages


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """A folder with `in/`: forty reports, each a sample with a line of its own."""
    for n in range(40):
        sample = REPORTS[n % len(REPORTS)]
        path = tmp_path / "in" / f"{n % 3}" / f"{n:02}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(sample.read_text(encoding="utf-8") + f"\n\nLoppu {n}.\n", encoding="utf-8")
    return tmp_path


def goals_of(raportti: Raportti) -> list[Tavoite]:
    """The goals of all sections, in the order of the text."""

    def below(osio: Osio) -> list[Tavoite]:
        own = [content for content in osio.sisalto if isinstance(content, Tavoite)]
        return own + [goal for child in osio.osiot for goal in below(child)]

    return [goal for osio in raportti.osiot for goal in below(osio)]


def sample_id(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


# On a server the same examples each time: a failure there must be one that can be repeated.
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")


def help_texts() -> set[str]:
    """The help of all commands and their options, as it is written."""
    import typer

    from tavoiteparse.cli.commands import COMMANDS, application

    found: set[str] = set()
    waiting: list[Any] = [typer.main.get_command(application(COMMANDS))]
    while waiting:
        command = waiting.pop()
        found |= {command.help, command.short_help, *(getattr(one, "help", None) for one in command.params)} - {
            None,
            "",
        }
        waiting += getattr(command, "commands", {}).values()
    return found | OF_TYPER


OF_TYPER = {"Show this message and exit.", "Arguments", "Options", "Commands", "default: {default}", "required"}
