"""Step 6 of docs/grammars.md, followed to the letter in a copy of the repository: its tests are green afterwards."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT

pytestmark = pytest.mark.slow

GUIDE = (ROOT / "docs" / "grammars.md").read_text(encoding="utf-8")
STEP = " ".join(GUIDE.split("**6. Keep it.**")[1].split("\n## ")[0].split())
REPORT, GRAMMAR = (GUIDE.split(f"```{kind}\n")[1].split("```")[0] for kind in ("text", "yaml"))
NAME = "kuhmola"
# What looks at every sample or every grammar, and texts that the new grammar could take; the whole suite takes minutes.
AFFECTED = [
    ["tests/language/test_ready.py", "tests/cli/test_start.py", "-k", "ready or loads or load_nothing"],
    ["tests/reading/test_corpus.py", "tests/reading/test_small_documents.py", "tests/reading/test_diagnostics.py"],
    ["tests/reading/test_golden.py", "tests/language/test_grammar.py::test_unknown_grammars", "tests/test_house.py"],
    ["tests/reading/test_stages.py", "tests/reading/test_invariants.py", "tests/authoring/test_authoring.py", "-k", NAME],
    ["tests/language/test_figures.py", "tests/tables", "-k", "written_down or every_cell"],
]  # fmt: skip


def run(command: list[str], folder: Path) -> None:
    unmeasured = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    environment = {**unmeasured, "PYTHONPATH": str(folder / "src")}
    quiet = ["-q", "-p", "no:cacheprovider"] if command[0] == "pytest" else []
    arguments = [sys.executable, "-m", *command, *quiet]
    done = subprocess.run(arguments, capture_output=True, text=True, cwd=folder, env=environment, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The parts of the repository that tests of reading look at."""
    for name in ("src", "grammars", "samples", "tests", "docs", "benchmarks"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def test_step_six_as_printed_ends_green(copy: Path) -> None:
    report, grammar, command = re.findall(r"`((?:samples/|grammars/|tavoiteparse )[^`]+)`", STEP)
    for place, text in ((report, REPORT), (grammar, GRAMMAR)):
        file = copy / place.replace("<name>", NAME).replace("<case>", NAME)
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    run(command.replace("<name>", NAME).split(), copy)
    golden = (copy / "samples" / NAME / f"{NAME}.yaml").read_text(encoding="utf-8")
    assert f"kielioppi: {NAME}" in golden
    assert golden.count("tyyppi: tavoite") == 2
    for tests in AFFECTED:
        run(["pytest", *tests], copy)
