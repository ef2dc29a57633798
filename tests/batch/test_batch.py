"""`batch` as a user runs it: the same bytes whatever the jobs, nothing half-written however it ends, nothing read twice."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest
import yaml

import tavoiteparse
from conftest import batch
from tavoiteparse.batch.manifest import Entry, Journal, load, parts
from tavoiteparse.batch.run import Done, Plan, maker, run
from tavoiteparse.checking.config import Config
from tavoiteparse.checking.validate import Settings
from tavoiteparse.storage.store import Folder, open_store

pytestmark = pytest.mark.slow


def running(plan: Plan, known: dict[str, Entry]) -> Iterator[Done]:
    """A run in this process, its journal kept."""
    journal = Journal(plan.target, parts(plan.target.listing().files))
    return run(plan, plan.source.listing().files, 1, known, journal)


def tree(folder: Path) -> dict[str, bytes]:
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != "manifest.jsonl"]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_the_same_bytes_whatever_the_jobs(reports: Path) -> None:
    batch(reports, "in", "one", "-j", "1", "-t", "one.csv")
    batch(reports, "in", "two", "-j", "2", "-t", "two.csv")
    one, two = tree(reports / "one"), tree(reports / "two")
    assert {k: v for k, v in one.items() if k != ".tables.json"} == {
        k: v for k, v in two.items() if k != ".tables.json"
    }
    assert (reports / "one.csv").read_bytes() == (reports / "two.csv").read_bytes()
    assert len([name for name in one if name.endswith(".yaml")]) == 40
    extracted = tavoiteparse.to_yaml(tavoiteparse.read_file(reports / "in/0/00.txt", name="0/00.txt").raportti)
    assert one["0/00.yaml"].decode() == extracted
    manifest = [json.loads(line) for line in (reports / "one/manifest.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [entry["path"] for entry in manifest] == sorted(entry["path"] for entry in manifest)
    assert {entry["coverage"] for entry in manifest} == {1.0}


def test_what_has_not_changed_is_not_read_again(reports: Path) -> None:
    assert "40 read now, 0 unchanged" in batch(reports, "in", "out")
    before = {path: path.stat().st_mtime_ns for path in (reports / "out").rglob("*.yaml")}
    assert "0 read now, 40 unchanged" in batch(reports, "in", "out")
    assert {path: path.stat().st_mtime_ns for path in before} == before
    (reports / "in/0/00.txt").write_text("TAVOITE\tToinen\n", encoding="utf-8")
    (reports / "in/1/01.txt").unlink()
    (reports / "out/2/02.yaml").unlink()
    messages = batch(reports, "in", "out")
    assert "2 read now, 37 unchanged" in messages
    assert "gone: 1/01.txt: its report is no longer there; its data was left" in messages
    assert "39 read now, 0 unchanged" in batch(reports, "in", "out", "--force")
    assert "39 read now, 0 unchanged" in batch(reports, "in", "out", "--positions")  # other settings, other output


def test_a_current_table_is_kept_and_a_stale_one_made_anew(reports: Path) -> None:
    batch(reports, "in", "out", "-t", "t.jsonl")
    first = (reports / "t.jsonl").read_text(encoding="utf-8")
    assert "0 read now, 40 unchanged" in batch(reports, "in", "out", "-t", "t.jsonl")
    (reports / "in/0/00.txt").write_text("Tavoite\tMittari\nUusi\tLuku\n", encoding="utf-8")
    batch(reports, "in", "out", "-t", "t.jsonl")
    second = (reports / "t.jsonl").read_text(encoding="utf-8")
    assert second != first
    assert json.loads(second.splitlines()[0])["tavoite"] == "Uusi"


def test_bad_files_are_lines_of_the_summary(reports: Path) -> None:
    (reports / "in/latin.txt").write_bytes(b"\xe4\xe4")
    (reports / "in/memo.txt").write_text("Hei\n", encoding="utf-8")
    messages = batch(reports, "in", "out", "-r", "sarif:out.sarif", expect=2)
    assert "failed: latin.txt: is not utf-8: byte 0xE4 on line 1; try --encoding cp1252" in messages
    assert "look at: memo.txt: 1 errors, 0 goals" in messages
    assert "42 files" in messages
    found = json.loads((reports / "out.sarif").read_text(encoding="utf-8"))["runs"][0]
    assert found["invocations"][0]["executionSuccessful"] is False
    assert "no-goals" in {one["ruleId"] for one in found["results"]}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["in", "in/out"], "in/out: should stand beside in, not in it or around it"),
        (["gone", "out"], "gone: no such folder"),
        (["in", "out", "--include", "*.md"], "in: no reports (*.md) here; --include '*.md' takes others"),
        (["in", "out", "--exclude", "in/*/*.txt"], "in: no reports"),
        (["in", "out", "-t", "t.doc"], "t.doc: no table format"),
        (["in", "out", "-f", "xml"], "--format xml: should be yaml or json"),
        (["in", "file/out"], "file/out: cannot be written: Not a directory; choose another OUT"),
        (["in", "file"], "file: is a file; OUT should be a folder"),
        (["file", "out"], "file: is a file; batch reads a folder"),
        (["in", "out", "-t", "gone/t.sqlite"], "gone/t.sqlite: cannot be written: there is no folder gone; make it"),
        (["in", "out", "-t", "gone/t.duckdb"], "gone/t.duckdb: cannot be written: there is no folder gone; make it"),
        (["in", "out", "-t", "in/0"], "in/0: no table format"),
        (["in", "out", "-t", "t.csv"], "t.csv: cannot be written: it is a folder; name a file in it"),
        (["in", "out", "-t", "out/manifest.jsonl"], "out/manifest.jsonl: is where the batch keeps what it has done"),
        (["in", "out", "-t", "in/t.jsonl", "--include", "*.jsonl"], "in/t.jsonl: is a report that is to be read"),
        (["in", "out", "-t", "hard.csv"], "hard.csv: would be written over the input in/0/00.txt; choose another name"),
        (["in", "out", "-t", "soft.csv"], "in/0/00.txt: is a report that is to be read; choose another name"),
        (["in", "out", "-r", "json:in/0/00.txt"], "in/0/00.txt: is a report that is to be read; choose another name"),
        (["in", "out", "-r", "json:hard.csv"], "hard.csv: would be written over the input in/0/00.txt; choose another"),
        (["in", "out", "-f", "json", "-r", "json:out/0/00.json"], "out/0/00.json: is where the data of a report goes"),
        (
            ["in", "out", "-r", "json:out/manifest.jsonl"],
            "out/manifest.jsonl: is where the batch keeps what it has done",
        ),
        (["in", "out", "-c", "c.toml", "-r", "json:c.toml"], "c.toml: would be written over the input c.toml; choose"),
        (["in", "out", "-t", "x.csv", "-r", "json:x.csv"], "x.csv: is named for the table and for a report; give each"),
        (["in", "out", "-t", "foo://b/t.csv"], "foo://b: cannot be opened: Protocol not known: foo"),
        (["memory://b/in", "memory://b/in/out"], "memory://b/in/out: should stand beside memory://b/in"),
    ],
)
def test_what_cannot_be_done_is_said_before_anything_is_written(
    reports: Path, arguments: list[str], message: str
) -> None:
    (reports / "file").write_text("x", encoding="utf-8")
    (reports / "in/t.jsonl").write_text("x", encoding="utf-8")
    (reports / "t.csv").mkdir()
    (reports / "hard.csv").hardlink_to(reports / "in/0/00.txt")
    (reports / "soft.csv").symlink_to(reports / "in/0/00.txt")
    (reports / "c.toml").touch()
    if message.startswith("would both"):
        (reports / "in/0/00.md").write_text("x", encoding="utf-8")
    assert message in batch(reports, *arguments, expect=2)
    assert not list((reports / "out").rglob("*.yaml"))


def test_a_full_disk_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, data: bytes) -> int:
        with path.open("wb") as file:
            file.write(data[:3])
        raise OSError(28, "No space left on device")

    folder = Folder(str(tmp_path / "out"))
    folder.write("a.yaml", b"old")
    monkeypatch.setattr(Path, "write_bytes", full)
    for name in ("a.yaml", "new/b.yaml"):
        with pytest.raises(OSError, match="No space left"):
            folder.write(name, b"other")
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file()} == {
        "a.yaml": b"old"
    }


def test_killed_at_any_moment_nothing_is_half_written_and_the_next_run_goes_on(reports: Path) -> None:
    wanted = tree_after_one_run(reports)
    rng = random.Random(7)
    kills = 0
    for _ in range(25):
        command = [sys.executable, "-m", "tavoiteparse", "batch", "in", "out", "-q", "-j", "2"]
        process = subprocess.Popen(
            command, cwd=reports, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        time.sleep(rng.uniform(0.15, 0.6))
        kills += process.poll() is None
        os.killpg(process.pid, signal.SIGKILL) if process.poll() is None else None
        process.wait()
        for path in (reports / "out").rglob("*.yaml") if (reports / "out").exists() else ():
            assert path.read_bytes() == wanted[path.relative_to(reports / "out").as_posix()]
        for path in (reports / "out").glob("*.jsonl") if (reports / "out").exists() else ():
            assert all(json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    batch(reports, "in", "out")
    assert kills
    assert tree(reports / "out") == wanted
    assert not list((reports / "out").glob("journal-*"))


def tree_after_one_run(reports: Path) -> dict[str, bytes]:
    batch(reports, "in", "whole")
    return tree(reports / "whole")


def test_a_run_that_broke_off_is_gone_on_with(reports: Path) -> None:
    plan = Plan(Folder(str(reports / "in")), Folder(str(reports / "out")), Settings(Config()))
    plan = plan._replace(made_by=maker(plan))
    broken = running(plan, {})
    for _ in range(10):
        next(broken)
    broken.close()  # type: ignore[attr-defined]
    assert len(load(plan.target, parts(plan.target.listing().files))) == 10
    assert "30 read now, 10 unchanged" in batch(reports, "in", "out")


@pytest.mark.parametrize("scheme", ["memory://", "file://"])
def test_other_storage(scheme: str, reports: Path) -> None:
    base = f"{scheme}{reports}" if scheme == "file://" else "memory://b"
    if scheme == "memory://":
        fs = fsspec.filesystem("memory")
        for path in sorted((reports / "in").rglob("*.txt")):
            fs.pipe_file(f"/b/in/{path.relative_to(reports / 'in').as_posix()}", path.read_bytes())
    plan = Plan(open_store(f"{base}/in"), open_store(f"{base}/out"), Settings(Config()))
    plan = plan._replace(made_by=maker(plan))
    done = list(running(plan, {}))
    assert len(done) == 40
    assert all(one.entry.error is None for one in done)
    assert yaml.safe_load(plan.target.read("0/00.yaml"))["lahde"]["tiedosto"] == "0/00.txt"
    known = load(plan.target, parts(plan.target.listing().files))
    assert not any(one.fresh for one in running(plan, known))
