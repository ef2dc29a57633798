"""Locks: who holds one, whether it has ended, and what a storage makes of it."""

import os
import random
import subprocess
import sys
from pathlib import Path

import fsspec
import pytest

from tavoiteparse.storage import lock
from tavoiteparse.storage.lock import NAME, is_running, locked
from tavoiteparse.storage.store import StoreError, open_store


@pytest.fixture(params=["folder", "memory"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return str(tmp_path) if request.param == "folder" else f"memory://l{random.randrange(10**9)}"


def test_a_lock_is_there_as_long_as_its_run(where: str) -> None:
    store, said = open_store(where), list[str]()
    with locked(store, False, said.append):
        assert store.exists(NAME)
        with pytest.raises(StoreError) as error, locked(store, False, said.append):
            pass
        assert f"{where}: process {os.getpid()} on " in str(error.value)
    assert not store.exists(NAME)
    assert said == []


def test_a_lock_that_another_has_taken_over_is_left(where: str) -> None:
    store, said = open_store(where), list[str]()
    with locked(store, False, said.append), locked(store, True, said.append):
        mine = store.read(NAME)
        assert not store.create(NAME, b"x")
        assert not store.remove_if(NAME, b"x")
        assert store.read(NAME) == mine
        store.write(NAME, b"another")
    assert store.read(NAME) == b"another"
    assert len(said) == 1
    assert said[0].endswith(" is broken")


def test_a_number_that_another_process_has_now_is_no_owner(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    store, said = open_store(where), list[str]()
    monkeypatch.setattr(lock, "_started", lambda _: "1")
    with locked(store, False, said.append):
        monkeypatch.setattr(lock, "_started", lambda _: "2")
        with locked(store, False, said.append):
            pass
    assert [line.partition(" on ")[2].partition(" is ")[2] for line in said] == ["taken over, as that has ended"]


def test_a_storage_that_knows_no_first_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Old or plain ones take no `mode`, and some that take it cannot do it."""
    store = open_store(f"memory://l{random.randrange(10**9)}")
    fs = type(fsspec.filesystem("memory"))
    pipe = fs.pipe_file
    given: list[dict[str, str]] = []

    def plain(self: object, path: str, value: bytes) -> None:
        given.append({})
        pipe(self, path, value)

    def unable(self: object, path: str, value: bytes, mode: str = "overwrite") -> None:
        given.append({"mode": mode})
        if mode == "create":
            raise ValueError(mode)
        pipe(self, path, value)

    for function, modes in ((plain, [{}]), (unable, [{"mode": "create"}, {"mode": "overwrite"}])):
        given.clear()
        monkeypatch.setattr(fs, "pipe_file", function)
        assert store.create(NAME, b"x")
        assert not store.create(NAME, b"y")
        assert given == modes
        store.remove(NAME)


def test_processes_that_run() -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    while ended.poll() is None:
        pass
    assert [is_running(number) for number in (os.getpid(), ended.pid, -1, 10**30)] == [True, False, False, False]
