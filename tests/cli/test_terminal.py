"""Every command on a real terminal, on a dumb one, without colours and piped: its status, and what signs it sends."""

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from collections.abc import Mapping
from pathlib import Path

import pytest

from conftest import ROOT
from tavoiteparse.cli.terminal import rate

pytestmark = pytest.mark.slow
COLOUR = re.compile(rb"\x1b\[[0-9;]*m")
PORI = str(ROOT / "samples/pori/2026-t1.txt")
GRAMMAR = str(ROOT / "grammars/pori.yaml")
COMMANDS = [
    (["extract", PORI], 0),
    (["extract", "gone.txt"], 2),
    (["extract", "memo.txt"], 1),
    (["validate", PORI], 0),
    (["validate", "memo.txt"], 1),
    (["batch", "in", "out"], 0),
    (["explain", PORI], 0),
    (["show", PORI], 0),
    (["show", "memo.txt"], 1),
    (["compare", PORI, PORI], 0),
    (["grammars"], 0),
    (["grammars", "show", "pori"], 0),
    (["grammars", "new", PORI], 0),
    (["grammars", "check", GRAMMAR, "-s", PORI], 0),
    (["rule"], 0),
    (["rule", "no-goals"], 0),
    (["rule", "no-goal"], 2),
    (["schema"], 0),
    (["--help"], 0),
    (["batch", "--help"], 0),
    (["extract"], 2),
    (["nonsense"], 2),
]
IDS = [" ".join(Path(part).name for part in arguments) for arguments, _ in COMMANDS]


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "tavoiteparse", *arguments]


def environment(**more: str) -> dict[str, str]:
    without = ("COLUMNS", "LINES", "NO_COLOR", "TERM", "FORCE_COLOR", "TTY_COMPATIBLE")
    return (
        {name: value for name, value in os.environ.items() if name not in without}
        | {"TERM": "xterm-256color", "PAGER": "cat"}
        | more
    )


def on_terminal(folder: Path, arguments: list[str], columns: int, more: Mapping[str, str]) -> tuple[int, bytes]:
    """Status of a command on a terminal of this width, and all that it sent there."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    process = subprocess.Popen(
        command(*arguments), cwd=folder, stdin=slave, stdout=slave, stderr=slave, env=environment(**more),
        start_new_session=True,
    )  # fmt: skip
    os.close(slave)
    sent = b""
    while True:
        try:
            part = os.read(master, 65536)
        except OSError:  # as Linux says that nobody writes any more
            break
        if not part:
            break
        sent += part
    os.close(master)
    return process.wait(), sent


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A memo without goals, and `in/` with two reports."""
    (tmp_path / "memo.txt").write_text("Hei,\n\nohessa muistio.\n", encoding="utf-8")
    (tmp_path / "in").mkdir()
    for n in range(2):
        (tmp_path / f"in/{n}.txt").write_bytes(Path(PORI).read_bytes())
    return tmp_path


@pytest.mark.parametrize(("arguments", "status"), COMMANDS, ids=IDS)
@pytest.mark.parametrize("columns", [80, 120])
def test_on_a_terminal(folder: Path, arguments: list[str], status: int, columns: int) -> None:
    ended, sent = on_terminal(folder, arguments, columns, {})
    assert (ended, b"Traceback" in sent) == (status, False), sent.decode()
    assert sent


@pytest.mark.parametrize(("arguments", "status"), COMMANDS, ids=IDS)
def test_without_colours(folder: Path, arguments: list[str], status: int) -> None:
    ended, sent = on_terminal(folder, arguments, 80, {"NO_COLOR": "1"})
    assert (ended, b"Traceback" in sent) == (status, False), sent.decode()
    assert not COLOUR.search(sent), sent


@pytest.mark.parametrize(("arguments", "status"), COMMANDS, ids=IDS)
def test_on_a_dumb_terminal(folder: Path, arguments: list[str], status: int) -> None:
    ended, sent = on_terminal(folder, arguments, 80, {"TERM": "dumb"})
    assert (ended, b"Traceback" in sent) == (status, False), sent.decode()
    assert b"\x1b" not in sent


@pytest.mark.parametrize(("arguments", "status"), COMMANDS, ids=IDS)
def test_piped(folder: Path, arguments: list[str], status: int) -> None:
    done = subprocess.run(command(*arguments), cwd=folder, capture_output=True, env=environment(), check=False)
    assert (done.returncode, b"Traceback" in done.stderr) == (status, False), done.stderr.decode()
    assert b"\x1b" not in done.stdout + done.stderr


def test_a_bar_and_colours_are_there_where_they_can_be(folder: Path) -> None:
    assert b"\x1b[2K" in on_terminal(folder, ["batch", "in", "out"], 80, {})[1]  # the bar takes itself away
    assert COLOUR.search(on_terminal(folder, ["rule", "no-goals"], 80, {})[1])
    assert COLOUR.search(on_terminal(folder, ["grammars"], 80, {})[1])


def test_the_bar_has_no_rate_before_it_is_known() -> None:
    assert (str(rate(None)), str(rate(185.2))) == ("", "185/s")


LOST = [
    ["extract", PORI, "-q"],
    ["explain", PORI],
    ["grammars"],
    ["rule"],
    ["schema"],
    ["validate", PORI, "-qr", "json"],
]


@pytest.mark.parametrize("arguments", LOST)
@pytest.mark.parametrize(
    ("redirected", "said"), [(">/dev/full", "No space left on device"), (">&-", "Bad file descriptor")]
)
def test_output_that_cannot_be_written_is_a_message(arguments: list[str], redirected: str, said: str) -> None:
    status, messages = shell(arguments, redirected)
    assert status == 2
    assert messages.splitlines()[-1] == f"tavoiteparse: standard output: cannot be written: {said}"


@pytest.mark.parametrize("arguments", [["--help"], ["extract", "--help"], ["--version"]])
def test_help_that_cannot_be_written_is_a_message(arguments: list[str]) -> None:
    said = "tavoiteparse: the output cannot be written: No space left on device\n"
    assert shell(arguments, ">/dev/full") == (2, said)


@pytest.mark.parametrize("arguments", [*LOST[:5], ["--help"], ["extract", "--help"]])
def test_a_closed_pipe_ends_silently(arguments: list[str]) -> None:
    assert shell(arguments, "| true") == (141, "")


def test_messages_that_cannot_be_written_leave_status_2() -> None:
    assert shell(["extract", PORI], ">/dev/null 2>/dev/full") == (2, "")
    assert shell(["extract", PORI], ">/dev/null 2>&-") == (0, "")


def shell(arguments: list[str], redirected: str) -> tuple[int, str]:
    """Status of a command behind which a shell puts more, and its messages."""
    line = f'"$@" {redirected}; echo "${{PIPESTATUS[0]}}" >&3'
    with_status = ["bash", "-c", f"{{ {line}; }} 3>&1 1>/dev/null", "bash", *command(*arguments)]
    done = subprocess.run(with_status, capture_output=True, text=True, env=environment(), check=True)
    return int(done.stdout), done.stderr


def test_a_fault_of_the_program_is_a_sentence_and_never_status_1() -> None:
    code = (
        "import sys, tavoiteparse.cli as cli\n"
        "def broken(*_): raise IndexError('list index out of range')\n"
        "cli.console.choose_grammar = broken\n"
        f"sys.argv = ['tavoiteparse', 'extract', {PORI!r}]\n"
        "cli.main()\n"
    )
    said = (
        "tavoiteparse: a fault of tavoiteparse: IndexError: list index out of range; please report it, with the text "
        "(TAVOITEPARSE_TRACEBACK=1 shows where)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment(), check=False)
    assert (done.returncode, done.stderr) == (2, said)
    more = environment(TAVOITEPARSE_TRACEBACK="1")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=more, check=False)
    assert (done.returncode, done.stderr.endswith(said)) == (2, True)
    assert "in broken" in done.stderr


def test_a_pager_takes_what_is_long(tmp_path: Path) -> None:
    status, sent = on_terminal(tmp_path, ["show", PORI], 80, {"PAGER": "tr a-z A-Z"})
    assert status == 0
    assert b"TAVOITETASO" in sent
    status, sent = on_terminal(tmp_path, ["show", PORI], 80, {"PAGER": "no-such-pager-here"})
    assert status == 0
    assert b"Tavoitetaso" in sent
    status, sent = on_terminal(tmp_path, ["show", PORI, "--no-pager"], 80, {"PAGER": "tr a-z A-Z"})
    assert b"Tavoitetaso" in sent


def test_extract_closes_its_data_with_what_was_read(tmp_path: Path) -> None:
    _, sent = on_terminal(tmp_path, ["extract", PORI], 80, {})
    lines = sent.decode().splitlines()
    assert any(line.startswith("1 report, 4 goals, ") for line in lines[-6:])
    assert any(line.startswith("verdicts: ") for line in lines[-6:])
    _, sent = on_terminal(tmp_path, ["extract", PORI, "--quiet"], 80, {})
    assert b"verdicts:" not in sent
