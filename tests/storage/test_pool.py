"""Processes that share the work: none is left behind."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from tavoiteparse.storage.pool import AHEAD, LARGEST_CHUNK, spread

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


def test_no_more_is_done_ahead_than_fits_into_memory(tmp_path: Path) -> None:
    names = [f"{n:05}" for n in range(4000)]
    done = spread(mark, [tmp_path / name for name in names], 2)
    assert next(done) == names[0]
    count = -1
    while count != (count := sum(1 for _ in tmp_path.iterdir())):
        time.sleep(0.3)
    assert count <= (2 * AHEAD + 1) * LARGEST_CHUNK
    assert list(done) == names[1:]
