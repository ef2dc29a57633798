"""Where `batch` reads and writes: links, odd names, folders and URLs that cannot be used, tables at URLs."""

import json
import os
import random
from pathlib import Path

import fsspec
import pyarrow.parquet
import pytest
from typer.testing import CliRunner

from conftest import REPORTS, batch
from tavoiteparse.cli import app
from tavoiteparse.storage import store
from tavoiteparse.storage.listing import LeftOut, Listing, walk
from tavoiteparse.storage.store import Folder, Remote, StoreError, open_store

pytestmark = pytest.mark.slow


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A folder with one report, `in/a.txt`."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.txt").write_bytes(REPORTS[0].read_bytes())
    return tmp_path


def test_a_loop_of_links_comes_to_an_end(reports: Path) -> None:
    (reports / "in/0/loop").symlink_to(reports / "in")
    messages = batch(reports, "in", "out")
    assert "40 files" in messages
    assert "left out: 0/loop: the same folder as in\n" in messages


def test_many_links_between_folders_cost_nothing(tmp_path: Path) -> None:
    for n in range(30):
        (tmp_path / f"f{n:02}").mkdir()
        (tmp_path / f"f{n:02}/a.txt").touch()
        for other in range(30):
            (tmp_path / f"f{n:02}" / f"to{other:02}").symlink_to(tmp_path / f"f{other:02}")
    found = walk(tmp_path)
    assert found.files == [f"f{n:02}/a.txt" for n in range(30)]
    assert len(found.left_out) == 900
    assert found.left_out[1] == LeftOut("f00/to01", "the same folder as f01")


def test_each_real_folder_is_listed_once_by_its_own_path_if_it_has_one(tmp_path: Path) -> None:
    for name in ("in/z", "beside/deep"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "a.txt").touch()
    for name, to in {"a": "z", "b": "../beside/deep", "c": "../beside", "d.txt": "z/a.txt"}.items():
        (tmp_path / "in" / name).symlink_to(to)
    found = walk(tmp_path / "in")
    assert found.files == ["b/a.txt", "d.txt", "z/a.txt"]
    assert found.left_out == [LeftOut("a", "the same folder as z"), LeftOut("c/deep", "the same folder as b")]


def test_a_link_that_leads_nowhere_does_not_end_the_run(report: Path) -> None:
    for name, to in {"self": "self", "self.txt": "self.txt", "gone.txt": "nowhere"}.items():
        (report / "in" / name).symlink_to(to)
    os.mkfifo(report / "in/pipe.txt")
    messages = batch(report, "in", "out", expect=2)
    assert "failed: self.txt: cannot be read: Too many levels of symbolic links\n" in messages
    assert "failed: gone.txt: cannot be read: No such file or directory\n" in messages
    assert "left out: self: a link that leads nowhere\n" in messages
    assert "3 files" in messages
    assert "left out" not in batch(report, "in", "out", "--exclude", "self*", expect=2)


def test_a_folder_that_cannot_be_listed_is_named(report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def scan(path: str | Path) -> object:
        if str(path).endswith("secret"):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    scandir = os.scandir
    (report / "in/secret").mkdir()
    monkeypatch.chdir(report)
    monkeypatch.setattr(os, "scandir", scan)
    done = CliRunner().invoke(app, ["batch", "in", "out"])
    assert done.exit_code == 2
    assert "left out: secret: cannot be listed: Permission denied\n" in done.stderr
    assert (report / "out/a.yaml").exists()


@pytest.mark.parametrize("ending", ["csv", "jsonl", "parquet", "xlsx", "sqlite", "duckdb"])
def test_names_may_be_anything(ending: str, report: Path) -> None:
    text = REPORTS[0].read_bytes()
    for name in (b"with space.txt", "ä.txt".encode(), b"new\nline.txt", b"latin\xe4.txt"):
        Path(os.fsdecode(os.path.join(os.fsencode(report / "in"), name))).write_bytes(text)
    Path(os.fsdecode(os.fsencode(report / "in") + b"/bad\xe4.txt")).write_bytes(b"\xe4")
    messages = batch(report, "in", "out", "-t", f"t.{ending}", "-r", "sarif:t.sarif", "-r", "junit:t.xml", expect=2)
    assert "failed: bad\\xe4.txt: is not utf-8: byte 0xE4 on line 1" in messages
    written = sorted(os.listdir(os.fsencode(report / "out")))
    wanted = [b"a.yaml", b"latin\xe4.yaml", b"new\nline.yaml", b"with space.yaml", "ä.yaml".encode()]
    assert [name for name in written if name.endswith(b".yaml")] == wanted
    assert "0 read now, 6 unchanged" in batch(report, "in", "out", expect=2)
    entries = [json.loads(line) for line in (report / "out/manifest.jsonl").read_bytes().splitlines()]
    assert [one["path"] for one in entries][1:4] == ["bad\\xe4.txt", "latin\\xe4.txt", "new\nline.txt"]


def test_a_name_that_cannot_be_written_costs_its_file_only(report: Path) -> None:
    for name in ("x" * 251 + ".txt", "y" * 250 + ".txt", "a.yaml/b.txt"):  # OUT/a.yaml is the data of a.txt already
        (report / "in" / name).parent.mkdir(exist_ok=True)
        (report / "in" / name).write_bytes(REPORTS[0].read_bytes())
    messages = batch(report, "in", "out", expect=2)
    assert "4 files" in messages
    assert "2 failed" in messages
    assert f"its data {'x' * 251}.yaml cannot be written: File name too long; rename" in messages
    assert (report / "out" / ("y" * 250 + ".yaml")).exists()


def test_a_folder_that_cannot_be_written_is_said_at_once(report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(path: Path, **_: object) -> None:
        raise OSError(30, "Read-only file system", str(path))

    monkeypatch.chdir(report)
    monkeypatch.setattr(Path, "touch", refused)
    done = CliRunner().invoke(app, ["batch", "in", "out"])
    assert done.exit_code == 2
    assert done.stderr == (
        "tavoiteparse: out: cannot be written: Read-only file system; choose another OUT, or make it writable\n"
    )


@pytest.fixture
def memory(report: Path) -> str:
    """The same report at a URL."""
    base = f"memory://b{random.randrange(10**9)}"
    fsspec.filesystem("memory").pipe_file(f"{base}/in/a.txt", (report / "in/a.txt").read_bytes())
    return base


@pytest.mark.parametrize("ending", ["csv", "parquet", "sqlite", "duckdb", "xlsx"])
def test_a_table_at_a_url(ending: str, memory: str, report: Path) -> None:
    arguments = ["batch", f"{memory}/in", f"{memory}/out", "-t", f"{memory}/t/all.{ending}"]
    done = CliRunner().invoke(app, arguments)
    assert (done.exit_code, "1 read now" in done.stderr) == (0, True), done.stderr
    fs = fsspec.filesystem("memory")
    fs.get_file(f"{memory}/t/all.{ending}", str(report / f"all.{ending}"))
    if ending == "parquet":
        assert pyarrow.parquet.read_table(report / "all.parquet").num_rows > 3
    if ending == "csv":
        batch(report, "in", "out", "-t", "mine.csv")
        assert (report / "mine.csv").read_bytes() == (report / "all.csv").read_bytes()
    assert "0 read now, 1 unchanged" in CliRunner().invoke(app, arguments).stderr  # the table is current
    fs.rm_file(f"{memory}/t/all.{ending}")
    assert "1 read now, 0 unchanged" in CliRunner().invoke(app, arguments).stderr


def test_out_is_listed_once(memory: str, monkeypatch: pytest.MonkeyPatch) -> None:
    listed: list[str] = []
    asked: list[str] = []
    find, exists = Remote.listing, Remote.exists

    def listing(self: Remote) -> Listing:
        listed.append(self.where)
        return find(self)

    def is_there(self: Remote, path: str) -> bool:
        asked.append(path)
        return exists(self, path)

    monkeypatch.setattr(Remote, "listing", listing)
    monkeypatch.setattr(Remote, "exists", is_there)
    for _ in range(2):
        listed.clear()
        asked.clear()
        assert CliRunner().invoke(app, ["batch", f"{memory}/in", f"{memory}/out"]).exit_code == 0
        assert listed == [f"{memory}/in", f"{memory}/out"]
        assert asked == ["manifest.jsonl"]


def test_no_more_of_a_file_is_read_than_may_be(memory: str, report: Path) -> None:
    for place in (Folder(str(report / "in")), open_store(f"{memory}/in")):
        assert len(place.read("a.txt", 10)) == 10
    monster = report / "in/monster.txt"
    with monster.open("wb") as file:
        file.truncate(1 << 36)  # 64 GB that take no room on the disk
    messages = batch(report, "in", "out", "--max-file-mb", "1", expect=2)
    assert "failed: monster.txt: larger than the limit of 1 MB" in messages


def test_what_a_client_of_a_storage_raises_is_a_message(memory: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise RuntimeError("no credentials")

    fs = type(fsspec.filesystem("memory"))
    for verb in ("find", "pipe_file"):
        with monkeypatch.context() as patch:
            patch.setattr(fs, verb, refused)
            done = CliRunner().invoke(app, ["batch", f"{memory}/in", f"{memory}/out"])
        assert (done.exit_code, "RuntimeError: no credentials" in done.stderr) == (2, True), done.stderr


def test_a_package_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "fsspec.core", None)
    with pytest.raises(StoreError, match=r"s3://b: reading and writing URLs needs fsspec: pip install"):
        open_store("s3://b").listing()


def test_a_file_url_is_a_folder(report: Path) -> None:
    assert isinstance(store.open_store(f"file://{report}/in"), Folder)
    batch(report, f"file://{report}/in", f"file://{report}/out", "-t", f"file://{report}/t.csv")
    assert (report / "t.csv").exists()
    assert "should stand beside" in batch(report, f"file://{report}/in", "in/out", expect=2)
