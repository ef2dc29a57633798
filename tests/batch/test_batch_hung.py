"""Files on which reading hangs or is killed: each is a line, the others are read, and the status is 2."""

import json
import os
import signal
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tavoiteparse.batch import run as module
from tavoiteparse.cli import app
from tavoiteparse.documents.read import read_bytes
from tavoiteparse.source.text import Source

pytestmark = pytest.mark.slow


def odd(data: bytes, name: str, *more: object) -> Source:
    """As `read_bytes`, but for files whose name says what happens. Workers are copies of this process."""
    if "hangs" in name:
        time.sleep(60)
    if "killed" in name:
        os.kill(os.getpid(), signal.SIGKILL)
    return read_bytes(data, name, *more)  # type: ignore[arg-type]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_the_run_goes_on(reports: Path, monkeypatch: pytest.MonkeyPatch, jobs: str) -> None:
    for name in ("hangs", "killed"):
        (reports / f"in/1/{name}.txt").write_text(name, encoding="utf-8")
    monkeypatch.chdir(reports)
    arguments = ["batch", "in", "out", "-j", jobs, "--timeout", "1", "-t", "t.csv", "-r", "json:found.json"]
    with monkeypatch.context() as patch:
        patch.setattr(module, "read_bytes", odd)
        done = CliRunner().invoke(app, arguments)
    assert done.exit_code == 2, done.stderr
    assert "42 files" in done.stderr
    assert "; 2 failed" in done.stderr
    assert "failed: 1/hangs.txt: not done within 1 s; look at it, or raise --timeout\n" in done.stderr
    killed = "its process was ended by SIGKILL, perhaps for want of memory"
    assert f"failed: 1/killed.txt: {killed}\n" in done.stderr
    found = json.loads((reports / "found.json").read_text(encoding="utf-8"))
    assert found["summary"]["unreadable"] == ["in/1/hangs.txt", "in/1/killed.txt"]
    assert len(list((reports / "out").rglob("*.yaml"))) == 40
    rows = (reports / "t.csv").read_bytes()
    (reports / "in/1/hangs.txt").write_text("Tavoite\tMittari\nUusi\tLuku\n", encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(module, "read_bytes", odd)
        assert CliRunner().invoke(app, arguments).exit_code == 2
    assert (reports / "t.csv").read_bytes() == rows
    done = CliRunner().invoke(app, arguments)  # what was lost is tried again
    assert (done.exit_code, "0 failed" in done.stderr) == (1, True), done.stderr
    assert b",Uusi," in (reports / "t.csv").read_bytes()


def test_a_limit_is_a_number_of_seconds(reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(reports)
    for command in (["batch", "in", "out"], ["validate", "in"]):
        done = CliRunner().invoke(app, [*command, "--timeout", "nan"])
        assert done.stderr == "tavoiteparse: --timeout nan: should be a number of seconds, such as 60\n"
        assert done.exit_code == 2
