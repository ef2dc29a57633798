"""Reading from and writing to S3, against a real server on this machine; the same bytes as from and to a folder."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from conftest import REPORTS

pytestmark = [pytest.mark.spark]


@pytest.fixture
def server() -> Iterator[dict[str, str]]:
    """The environment by which s3fs finds the server."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)], stderr=subprocess.DEVNULL
    )
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.1)
    keys = dict.fromkeys(("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"), "x")
    yield {**os.environ, **keys, "AWS_DEFAULT_REGION": "us-east-1", "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}"}
    process.kill()
    process.wait()


def batch(environment: dict[str, str], *arguments: str) -> str:
    command = [sys.executable, "-m", "tavoiteparse", "batch", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    return done.stderr


def test_a_bucket_in_and_a_bucket_out(server: dict[str, str], tmp_path: Path) -> None:
    import s3fs

    fs: Any = s3fs.S3FileSystem(key="x", secret="x", endpoint_url=server["AWS_ENDPOINT_URL"])
    fs.mkdir("bucket")
    for n in range(30):
        data = REPORTS[n % len(REPORTS)].read_bytes()
        fs.pipe_file(f"bucket/in/{n:02}.txt", data)
        (tmp_path / "in").mkdir(exist_ok=True)
        (tmp_path / "in" / f"{n:02}.txt").write_bytes(data)
    assert "30 read now, 0 unchanged" in batch(server, "s3://bucket/in", "s3://bucket/out", "-j", "2")
    assert "0 read now, 30 unchanged" in batch(server, "s3://bucket/in", "s3://bucket/out", "-j", "2")
    batch(server, str(tmp_path / "in"), str(tmp_path / "out"))
    fs.invalidate_cache()
    names = [name for name in fs.find("bucket/out") if name.endswith(".yaml")]
    assert len(names) == 30
    for name in names:
        assert fs.cat_file(name) == (tmp_path / "out" / Path(name).name).read_bytes()


def test_empty_objects_and_a_table_in_a_bucket(server: dict[str, str], tmp_path: Path) -> None:
    import s3fs

    fs: Any = s3fs.S3FileSystem(key="x", secret="x", endpoint_url=server["AWS_ENDPOINT_URL"])
    fs.mkdir("bucket2")
    fs.pipe_file("bucket2/in/empty.txt", b"")
    fs.pipe_file("bucket2/in/full.txt", REPORTS[0].read_bytes())
    said = batch(server, "s3://bucket2/in", "s3://bucket2/out", "-t", "s3://bucket2/t/rows.csv", "--fail-on", "never")
    assert "look at: empty.txt: 1 errors, 0 goals" in said
    assert "0 failed" in said
    (tmp_path / "in").mkdir()
    for path in ("empty.txt", "full.txt"):
        fs.get_file(f"bucket2/in/{path}", str(tmp_path / "in" / path))
    batch(server, str(tmp_path / "in"), str(tmp_path / "out"), "-t", str(tmp_path / "rows.csv"), "--fail-on", "never")
    assert fs.cat_file("bucket2/t/rows.csv") == (tmp_path / "rows.csv").read_bytes()
