"""What commands print on a terminal, by a pseudo-terminal of a given width: whole words, carets in place, no harm."""

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest

from conftest import REPORTS, ROOT
from tavoiteparse.checking.finding import Checked, Finding, Place, Results
from tavoiteparse.checking.reports import text
from tavoiteparse.checking.reports.text import window
from tavoiteparse.contract.diagnostics import Severity
from tavoiteparse.source.shown import fitting, shown, width, wrapped

KARJALA = "samples/pohjois-karjala/2026-q1.txt"
ESCAPE = "\x1b"
PLAIN = {"NO_COLOR": "1"}


def on_terminal(
    *arguments: str, columns: int = 80, folder: Path = ROOT, environment: dict[str, str] | None = None
) -> str:
    """Runs a command on a terminal so wide; all that it prints, with line feeds alone."""
    mine, its = pty.openpty()
    fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    kept = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "NO_COLOR")}
    command = [sys.executable, "-m", "tavoiteparse", *arguments]
    process = subprocess.Popen(
        command, stdin=its, stdout=its, stderr=its, cwd=folder, env={**kept, "TERM": "xterm", **(environment or {})}
    )
    os.close(its)
    printed = b""
    while True:
        try:
            piece = os.read(mine, 65536)
        except OSError:  # as Linux says that the other end is closed
            break
        if not piece:
            break
        printed += piece
    os.close(mine)
    process.wait()
    return printed.decode().replace("\r\n", "\n")


@pytest.mark.slow
@pytest.mark.parametrize("columns", [60, 80, 200])
def test_explain_shows_the_text_at_any_width(columns: int) -> None:
    printed = on_terminal("explain", KARJALA, columns=columns, environment=PLAIN)
    lines = printed.splitlines()
    assert max(map(width, lines)) <= columns
    words = set((ROOT / KARJALA).read_text(encoding="utf-8").replace("|", " ").split())
    if columns < 200:
        at = next(n for n, line in enumerate(lines) if line.startswith("      Lisätään kasvokkaista lähipalvelua"))
        assert " ".join("".join(lines[:at]).split()).endswith("tables.0 tavoite, mittari, toteuma, tila")
        assert lines[at].split()[-1].rstrip("…") in words  # cut behind a word
    else:
        (line,) = [line for line in lines if line.startswith("   7  values")]
        assert "  Lisätään kasvokkaista lähipalvelua työllisyysalueen kunnissa. | Alle 30-vuotiaiden" in line
        assert line.endswith("…")


@pytest.mark.slow
@pytest.mark.parametrize("columns", [50, 80, 140])
def test_validate_points_at_its_text_at_any_width(columns: int) -> None:
    printed = on_terminal("validate", KARJALA, columns=columns, environment=PLAIN)
    lines = printed.splitlines()
    assert max(map(width, lines)) <= columns
    carets = [n for n, line in enumerate(lines) if line.strip(" |~") == "^"]
    assert len(carets) == 2
    for n in carets:
        at = lines[n].index("^")
        assert lines[n - 1][at:].startswith("Toteutuu</b>")
    whole = " ".join(printed.split())
    assert "status 'Toteutuu', target '90 %' and reported figure '87 %' do not point the same way" in whole


@pytest.mark.slow
@pytest.mark.parametrize("arguments", [["rule"], ["rule", "mojibake"], ["grammars"]], ids=" ".join)
def test_texts_for_people_are_parted_between_words(arguments: list[str]) -> None:
    printed = on_terminal(*arguments, columns=60, environment=PLAIN)
    assert max(map(width, printed.splitlines())) <= 60
    piped = subprocess.run(
        [sys.executable, "-m", "tavoiteparse", *arguments], capture_output=True, cwd=ROOT, check=True
    )
    assert printed.split() == piped.stdout.decode().split()


@pytest.mark.slow
@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"], ["extract", "--help"], ["extract", KARJALA, "-f", "csv"], ["extract", REPORTS[1].name], ["rule", "mojibake"],
        ["validate", "samples"], ["explain", KARJALA], ["grammars"], ["extract", "gone.txt"], ["validate", "gone.txt"],
        ["extract", "samples/pori/2023-q3.txt", "-f", "jsonl"],
    ],
    ids=" ".join,
)  # fmt: skip
@pytest.mark.parametrize("wish", [PLAIN, {"TERM": "dumb"}], ids=str)
def test_who_wants_no_colours_gets_none(arguments: list[str], wish: dict[str, str]) -> None:
    printed = on_terminal(*arguments, environment=wish)
    assert not re.search(rf"{ESCAPE}\[[0-9;]*m", printed)
    assert wish is PLAIN or ESCAPE not in printed  # a bar moves the cursor without a colour


@pytest.mark.slow
def test_who_does_not_say_so_gets_colours() -> None:
    for arguments in (["validate", KARJALA], ["explain", KARJALA], ["extract", "gone.txt"], ["grammars"]):
        assert f"{ESCAPE}[" in on_terminal(*arguments)


LINES = [  # a line, what in it is meant
    ("Mittari\tTavoite\tkasvaa", "kasvaa"),
    ("漢字テスト\tTavoite kasvaa", "kasvaa"),
    ("O\u0308sa\u0308a\u0308va\u0308 tyo\u0308 kasvaa", "kasvaa"),
    ("a\x1b[31mb\u202ec kasvaa \u2066loppu", "kasvaa"),
    ("alku " * 60 + "kasvaa" + " loppu" * 60, "kasvaa"),
    ("alku " * 60 + "kasvaa", "kasvaa"),
    ("漢字 " * 40 + "kasvaa" + " e\u0301tat" * 60, "kasvaa"),
    ("x" * 300 + "kasvaa" + "y" * 300, "kasvaa"),
    ("kasvaa" + "y" * 300, "kasvaa"),
    ("\t\t\tkasvaa\t\t", "kasvaa"),
    ("alku " * 30 + "漢字漢字" + " loppu" * 30, "漢字漢字"),
    ("työ\xadllisyys kasvaa", "kasvaa"),
]


@pytest.mark.parametrize(("line", "meant"), LINES)
@pytest.mark.parametrize("room", [20, 72, 100, 1000])
def test_the_caret_stands_under_its_text(line: str, meant: str, room: int) -> None:
    column = line.index(meant) + 1
    above, below = window(line, column, column + len(meant) - 1, room)
    assert width(above) <= room
    start = len(below) - len(below.lstrip())
    assert below.strip() == "^" + "~" * (width(meant) - 1)
    before = next(n for n in range(len(above) + 1) if width(above[:n]) >= start and above[n:].startswith(meant))
    assert width(above[:before]) == start
    if " " in line:  # what is cut is cut between words
        pieces = {shown(word) for word in line.replace("\t", " ").split()}
        inside = above.strip("…").replace("→", " ").split()
        assert set(inside) <= pieces


def test_the_caret_of_a_place_behind_the_line_is_one_sign() -> None:
    assert window("abc", 9, 9, 20) == ("abc", "   ^")


def test_texts_are_cut_and_parted_between_words() -> None:
    assert fitting("yksi kaksi kolme", 16) == "yksi kaksi kolme"
    assert fitting("yksi kaksi kolme", 12) == "yksi kaksi…"
    assert fitting("yksi kaksi kolme", 11) == "yksi kaksi…"
    assert fitting("yksi kaksi kolme", 10) == "yksi…"
    assert fitting("yhdyssana", 5) == "yhdy…"
    assert fitting("漢字 漢字", 6) == "漢字…"
    assert list(wrapped("  yksi kaksi kolme", 12)) == ["  yksi kaksi", "  kolme"]
    assert list(wrapped("yhdyssana kaksi", 5)) == ["yhdyssana", "  kaksi"]
    assert list(wrapped("", 5)) == [""]


def test_of_a_file_or_pipe_no_line_is_parted() -> None:
    found = Finding("a.txt", Place(1, 1, 1, 4), Severity.error, "x", "viesti " * 40, "apu " * 40, "sana", "k")
    printed = text.report(Results([Checked("a.txt", True, 0, 0, [found])]))
    assert len(printed.splitlines()) == 4
    parted = text.report(Results([Checked("a.txt", True, 0, 0, [found])]), columns=40).splitlines()
    assert max(map(len, parted)) <= 40
