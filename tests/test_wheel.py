"""The built wheel, installed alone into a fresh environment, reads a report."""

import subprocess
import sys
import venv
from pathlib import Path

import pytest

from conftest import NEW_GRAMMARS, ROOT


@pytest.mark.wheel
def test_all_grammars_of_a_wheel_are_ready() -> None:
    assert not NEW_GRAMMARS, "run `just goldens`, which writes src/tavoiteparse/language/ready.py"


@pytest.mark.wheel
def test_wheel_reads_a_report(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "-o", str(tmp_path), str(ROOT)], check=True, capture_output=True
    )
    wheel = next(tmp_path.glob("*.whl"))
    environment = tmp_path / "venv"
    venv.create(environment, with_pip=True)
    subprocess.run([environment / "bin" / "pip", "install", "-q", str(wheel)], check=True)
    sample = "samples/pori/2026-t1.txt"
    (tmp_path / sample).parent.mkdir(parents=True)
    (tmp_path / sample).write_bytes((ROOT / sample).read_bytes())
    command = [str(environment / "bin" / "tavoiteparse"), "extract", sample, "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=True)
    golden = (ROOT / sample).with_suffix(".yaml").read_text(encoding="utf-8")
    assert golden.startswith(done.stdout)
    rows = subprocess.run([*command, "-f", "jsonl"], capture_output=True, text=True, cwd=tmp_path, check=True)
    assert '"organisaatio": "Pori", "kuntanumero": "609"' in rows.stdout  # the table of municipalities is there, too
