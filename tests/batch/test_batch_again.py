"""`batch` when things went wrong: damaged notes of an earlier run, other settings, kills, interrupts, a full disk."""

import json
import os
import resource
import signal
import socket
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from conftest import batch
from tavoiteparse.batch import run as module
from tavoiteparse.batch.run import Plan, convert
from tavoiteparse.checking.config import Config
from tavoiteparse.checking.validate import Settings
from tavoiteparse.storage.store import Folder, StoreError
from tavoiteparse.tables.files import TableError, open_table

pytestmark = pytest.mark.slow
COMMAND = [sys.executable, "-m", "tavoiteparse", "batch", "in", "out"]
ENDINGS = ["csv", "jsonl", "parquet", "xlsx", "sqlite", "duckdb"]


@pytest.mark.parametrize(
    "damage",
    [
        lambda line: os.urandom(300),
        lambda line: line[: len(line) // 2],
        lambda line: line.replace(b'"path": "', b'"path": 5, "was": "'),
        lambda line: line.replace(b'"goals": ', b'"goals": "many", "were": '),
        lambda line: line.replace(b'"infos"', b'"hints"'),  # as a program of another version wrote it
        lambda line: b"[" * 100_000,
        lambda line: b"5",
    ],
)
def test_lines_of_the_manifest_that_are_damaged_are_read_anew(reports: Path, damage: object) -> None:
    assert callable(damage)
    batch(reports, "in", "out")
    lines = (reports / "out/manifest.jsonl").read_bytes().splitlines()
    (reports / "out/manifest.jsonl").write_bytes(b"\n".join([*map(damage, lines[:3]), *lines[3:]]))
    (reports / "out/.tables.json").write_text("[]", encoding="utf-8")
    assert "3 read now, 37 unchanged" in batch(reports, "in", "out")
    assert "40 read now" in batch(reports, "in", "out", "-t", "t.csv")


def test_what_a_result_depends_on_is_read_again_when_it_changes(reports: Path) -> None:
    (reports / "in/big.txt").write_text("a" * 2_000_000, encoding="utf-8")
    assert "1 failed" in batch(reports, "in", "out", expect=2)
    assert "0 failed" in batch(reports, "in", "out", "--max-line-mb", "3", expect=1)
    (reports / "in/big.txt").unlink()
    batch(reports, "in", "out")
    (reports / "tavoiteparse.toml").write_text('ignore = ["agreement"]\n', encoding="utf-8")
    messages = batch(reports, "in", "out")
    assert "40 read now" in messages
    assert "findings: 0 errors, 0 warnings" not in messages
    assert "0 read now, 40 unchanged" in batch(reports, "in", "out", "--fail-on", "never")


def test_files_are_named_as_validate_names_them(reports: Path) -> None:
    (reports / "tavoiteparse.toml").write_text(
        '[per-file]\n"in/**" = ["structure", "measurability", "agreement", "text", "reading"]\n', encoding="utf-8"
    )
    assert "findings: 0 errors, 0 warnings" in batch(reports, "in", "out")
    (reports / "tavoiteparse.toml").unlink()
    batch(reports, "in", "out", "-r", "json:found.json")
    assert '"in/0/00.txt"' in (reports / "found.json").read_text(encoding="utf-8")


def test_what_is_read_for_the_table_only_is_not_written_again(reports: Path) -> None:
    batch(reports, "in", "out")
    before = {path: path.stat().st_mtime_ns for path in (reports / "out").rglob("*.yaml")}
    manifest = (reports / "out/manifest.jsonl").read_bytes()
    assert "40 read now" in batch(reports, "in", "out", "-t", "t.csv")
    assert {path: path.stat().st_mtime_ns for path in before} == before
    assert (reports / "out/manifest.jsonl").read_bytes() == manifest
    batch(reports, "in", "other", "-t", "o.csv")
    assert (reports / "t.csv").read_bytes() == (reports / "o.csv").read_bytes()


def test_what_was_left_out_is_not_gone(reports: Path) -> None:
    batch(reports, "in", "out")
    (reports / "in/1/01.txt").unlink()
    messages = batch(reports, "in", "out", "--exclude", "2")
    assert [line for line in messages.splitlines() if line.startswith("gone")] == [
        "gone: 1/01.txt: its report is no longer there; its data was left"
    ]


def test_a_fault_of_the_program_costs_a_file_and_a_file_may_vanish(
    reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RecursionError("too deep")

    plan = Plan(Folder(str(reports / "in")), Folder(str(reports / "out")), Settings(Config()))
    assert convert(("0/gone.txt", None), plan).entry.error == "cannot be read: No such file or directory"
    monkeypatch.setattr(module, "check_reading", broken)
    assert convert(("0/00.txt", None), plan).entry.error == (
        "a fault of tavoiteparse: RecursionError: too deep; please report it, with the text"
    )


def test_a_full_disk_is_a_message(reports: Path) -> None:
    """By a limit of the size of a file, which fails like a full disk."""
    limit = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (30_000, 30_000))
    unmeasured = {
        name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")
    }  # has a file, too
    for arguments, message in (([], "out/"), (["-t", "t.csv"], "t.csv: cannot be written: File too large")):
        if arguments:
            batch(reports, "in", "out")
        done = subprocess.run(
            [*COMMAND, *arguments], cwd=reports, capture_output=True, preexec_fn=limit, env=unmeasured, check=False
        )
        said = done.stderr.decode()
        assert (done.returncode, "Traceback" in said, message in said) == (2, False, True), said
        assert "cannot be written: File too large" in said
        assert not (reports / "t.csv").exists()
    assert sorted(path.name for path in reports.iterdir()) == ["in", "out"]


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_table_that_cannot_be_written_is_a_message(
    ending: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever its library raises, which none of them does alike."""
    table = open_table(tmp_path / f"t.{ending}")
    room = tmp_path / f".t.{ending}.tavoiteparse-tmp"
    monkeypatch.setattr(table, "_make_room", lambda: tmp_path / "gone")
    with pytest.raises(TableError, match=rf"t.{ending}: cannot be written: "), table:
        pass
    assert not room.exists()


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_a_killed_run_left_of_a_table_does_no_harm(ending: str, reports: Path) -> None:
    process = subprocess.Popen([*COMMAND, "-t", f"out/t.{ending}", "-j", "1", "-q"], cwd=reports)
    room = reports / f"out/.t.{ending}.tavoiteparse-tmp"
    while not room.exists() and process.poll() is None:
        time.sleep(0.005)
    time.sleep(0.1)
    process.kill()
    process.wait()
    assert room.exists(), "it was over before it could be killed"
    batch(reports, "in", "out", "-t", f"out/t.{ending}")
    assert not room.exists()
    if ending == "csv":
        batch(reports, "in", "other", "-t", "o.csv")
        assert (reports / "out/t.csv").read_bytes() == (reports / "o.csv").read_bytes()


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interrupt_keeps_what_was_done(reports: Path, jobs: str) -> None:
    process = subprocess.Popen([*COMMAND, "-j", jobs], cwd=reports, stderr=subprocess.PIPE, start_new_session=True)
    while not list((reports / "out").rglob("*.yaml")) and process.poll() is None:
        time.sleep(0.005)
    os.killpg(process.pid, signal.SIGINT)  # as Ctrl-C does: to the workers as well
    said = process.communicate(timeout=30)[1].decode()
    assert (process.returncode, said) == (
        130, "tavoiteparse: stopped; what was done is kept, and the next run goes on from there\n",
    )  # fmt: skip
    assert not list((reports / "out").rglob(".*tmp"))
    assert "40 files" in batch(reports, "in", "out")
    entries = [json.loads(line) for line in (reports / "out/manifest.jsonl").read_bytes().splitlines()]
    assert all(one["error"] is None for one in entries)


def test_a_place_that_cannot_be_written_ends_the_run(reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    plan = Plan(Folder(str(reports / "in")), Folder(str(reports / "out")), Settings(Config()))
    monkeypatch.setattr(Folder, "write", full)
    with pytest.raises(StoreError, match=r"out/0/00.yaml: cannot be written: No space left on device"):
        convert(("0/00.txt", None), plan)


@pytest.mark.parametrize("ending", ENDINGS[2:])
def test_a_value_that_no_cell_holds_is_said_and_the_table_is_written(ending: str, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    report = "Tavoite\tMittari\tTavoitetaso\tSelvitys\nKasvu\tLuku\t12345678901234 milj. €\tSe kasvoi.\n"
    (tmp_path / "in/a.txt").write_text(report, encoding="utf-8")
    (tmp_path / "in/b.txt").write_text(report.replace("Se kasvoi", "Se kasvoi " * 4000), encoding="utf-8")
    said = [line for line in batch(tmp_path, "in", "out", "-t", f"t.{ending}").splitlines() if line.startswith("table")]
    large = "tavoitetaso_arvo: a number of more than 15 digits, so the cell is left empty"
    cut = ["table: b.txt:2: selvitys: 40001 characters, so the cell is cut to 32767"]
    assert said == [f"table: a.txt:2: {large}", f"table: b.txt:2: {large}", *(cut if ending == "xlsx" else [])]
    assert (tmp_path / f"t.{ending}").exists()


def test_only_its_own_journals_are_taken_away(reports: Path) -> None:
    strangers = ["journal-notes.txt", "journal-1.jsonl", "journal-00000001.jsonl.bak", "journal-0000000x.jsonl"]
    (reports / "out").mkdir()
    for name in (*strangers, "journal-00000007.jsonl"):
        (reports / "out" / name).write_text("x", encoding="utf-8")
    batch(reports, "in", "out")
    assert sorted(path.name for path in (reports / "out").glob("journal-*")) == sorted(strangers)


@pytest.mark.parametrize("name", ["manifest.jsonl", "journal-00000003.jsonl", "Manifest.JSONL"])
def test_an_input_that_would_stand_on_a_name_of_the_batch_is_refused(name: str, reports: Path) -> None:
    (reports / "in" / name).mkdir()
    (reports / "in" / name / "a.txt").write_text("x", encoding="utf-8")
    assert batch(reports, "in", "out", expect=2) == (
        f"tavoiteparse: {name}/a.txt: its data {name}/a.yaml would stand where the batch keeps what it has done; "
        "rename it, or leave it out with --exclude\n"
    )
    batch(reports, "in", "out", "--exclude", name)


def test_one_run_at_a_time(reports: Path) -> None:
    lock = reports / "out" / ".tavoiteparse-lock"
    lock.parent.mkdir()
    here, gone = socket.gethostname(), subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()

    def held(host: str, process: int) -> None:
        lock.write_text(json.dumps({"host": host, "process": process, "started": None}), encoding="utf-8")

    def refused(who: str) -> str:
        return (
            f"tavoiteparse: out: {who} is at work here (lock .tavoiteparse-lock); wait for it, "
            "or give --break-lock if it has ended\n"
        )

    held("other.example", gone.pid)
    assert batch(reports, "in", "out", expect=2) == refused(f"process {gone.pid} on other.example")
    lock.write_bytes(b"")
    assert batch(reports, "in", "out", expect=2) == refused("an unknown process")
    assert not list((reports / "out").rglob("*.yaml"))
    said = batch(reports, "in", "out", "--break-lock")
    assert said.startswith("out: the lock of an unknown process is broken\n40 files")
    held(here, gone.pid)
    said = batch(reports, "in", "out")
    assert said.startswith(f"out: the lock of process {gone.pid} on {here} is taken over, as that has ended\n40 files")
    assert not lock.exists()
    held(here, gone.pid)
    assert batch(reports, "in", "out", "-q") == ""


def test_a_second_run_is_refused_while_the_first_is_at_work(reports: Path) -> None:
    first = subprocess.Popen([*COMMAND, "-j", "1", "-q"], cwd=reports)
    lock = reports / "out" / ".tavoiteparse-lock"
    while not lock.exists() and first.poll() is None:
        time.sleep(0.005)
    os.kill(first.pid, signal.SIGSTOP)
    said = batch(reports, "in", "out", expect=2)
    os.kill(first.pid, signal.SIGCONT)
    assert f"out: process {first.pid} on {socket.gethostname()} is at work here" in said
    assert first.wait() == 0
    assert not lock.exists()


@pytest.mark.slow
@pytest.mark.parametrize("name", ["0/00.yaml", "manifest.jsonl"])
def test_files_of_others_in_out_are_not_written_over(reports: Path, name: str) -> None:
    (reports / "out" / "0").mkdir(parents=True)
    (reports / "out" / name).write_text("mine\n", encoding="utf-8")
    messages = batch(reports, "in", "out", expect=2)
    assert f"out/{name}: is there already and was not written by batch; move it, or choose another OUT" in messages
    assert (reports / "out" / name).read_text(encoding="utf-8") == "mine\n"


@pytest.mark.slow
def test_data_of_a_run_that_kept_no_manifest_is_written_over(reports: Path) -> None:
    batch(reports, "in", "out")
    (reports / "out" / "manifest.jsonl").unlink()
    assert "40 read now" in batch(reports, "in", "out")
