"""Processes that share the work: none is left behind."""

import os
import signal
import subprocess
import sys
import time
from multiprocessing import active_children
from pathlib import Path

import pytest

from tavoiteparse.storage.pool import AHEAD, LARGEST_CHUNK, spread
from tavoiteparse.strict.mistake import GrammarError

pytestmark = pytest.mark.slow
COMMAND = [sys.executable, "-m", "tavoiteparse", "batch", "in", "out"]


def workers(parent: int) -> list[int]:
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(parent)], capture_output=True, text=True, check=False)
    return [int(pid) for pid in found.stdout.split()]


def is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at processes as Linux shows them")
def test_workers_end_with_a_parent_that_is_killed(reports: Path) -> None:
    process = subprocess.Popen([*COMMAND, "-j", "3", "-q"], cwd=reports, stderr=subprocess.DEVNULL)
    started: list[int] = []
    while len(started) < 3 and process.poll() is None:
        started = workers(process.pid)
    process.kill()
    process.wait()
    assert len(started) == 3
    due = time.monotonic() + 20
    while any(map(is_running, started)) and time.monotonic() < due:
        time.sleep(0.05)
    assert not any(map(is_running, started))


def mark(path: Path) -> str:
    path.touch()
    return path.name


def said(item: object, why: str) -> str:
    return f"{item}: {why}"


def odd(item: str) -> str:
    """What an item is told to do, as reading a file may."""
    if item == "hangs":
        time.sleep(60)
    if item == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    if item == "exits":
        os._exit(3)
    if item == "raises":
        raise GrammarError("g.yaml", 2, "skip.0", "takes too long")
    return item.upper()


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_file_that_hangs_or_kills_its_process_costs_that_file(jobs: int) -> None:
    items = [*"abcdefgh", "hangs", *"ijkl", "killed", "exits", *"mnop", "killed"]
    begun = time.monotonic()
    assert list(spread(odd, items, jobs, said, 0.5)) == [
        *"ABCDEFGH", "hangs: not done within 0.5 s; look at it, or raise --timeout", *"IJKL",
        "killed: its process was ended by SIGKILL, perhaps for want of memory",
        "exits: its process ended with status 3", *"MNOP",
        "killed: its process was ended by SIGKILL, perhaps for want of memory",
    ]  # fmt: skip
    assert time.monotonic() - begun < 10
    assert not active_children()


def test_what_the_work_raises_is_raised_in_its_turn_and_whole() -> None:
    found = spread(odd, ["a", "b", "raises", "c"], 1, said)
    assert [next(found), next(found)] == ["A", "B"]
    with pytest.raises(GrammarError, match=r"^g.yaml:2: skip.0: takes too long$"):
        next(found)
    assert not active_children()


def test_a_slow_caller_is_no_slow_file() -> None:
    given = []
    for one in spread(odd, list("abcdefghijklmnop"), 2, said, 0.2):
        time.sleep(0.1)
        given.append(one)
    assert given == list("ABCDEFGHIJKLMNOP")


class Connected:
    """As a storage that was opened: its connection does not go to other processes."""

    def __init__(self) -> None:
        self.connection: str | None = "open"

    def __getstate__(self) -> dict[str, object]:
        return {"connection": None}

    def __call__(self, item: str) -> str:
        return f"{item} {self.connection}"


def test_connections_stay_in_their_process() -> None:
    assert list(spread(Connected(), ["a"], 1, said)) == ["a None"]
    assert list(spread(Connected(), ["a"], 0, said)) == ["a open"]


def test_without_processes_the_work_is_done_here() -> None:
    assert list(spread(lambda _: os.getpid(), [1, 2], 0, lambda *_: 0)) == [os.getpid()] * 2


def test_no_more_is_done_ahead_than_fits_into_memory(tmp_path: Path) -> None:
    names = [f"{n:05}" for n in range(4000)]
    done = spread(mark, [tmp_path / name for name in names], 2, said)
    assert next(done) == names[0]
    count = -1
    while count != (count := sum(1 for _ in tmp_path.iterdir())):
        time.sleep(0.3)
    assert count <= (2 * AHEAD + 1) * LARGEST_CHUNK
    assert list(done) == names[1:]
