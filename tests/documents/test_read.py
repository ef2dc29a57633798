"""Inputs that can be read, and the messages for those that cannot."""

import io
import sys
from pathlib import Path

import pytest

from tavoiteparse.documents.read import Limits, ReadError, read_bytes, read_path, read_string


@pytest.mark.parametrize(
    ("data", "encoding", "named"),
    [
        ("Tavoite: ä\n".encode(), None, "utf-8"),
        ("Tavoite: ä\n".encode("utf-8-sig"), None, "utf-8"),
        ("Tavoite: ä\n".encode("utf-16"), None, "utf-16"),
        ("Tavoite: ä\n".encode("cp1252"), "cp1252", "cp1252"),
        ("Tavoite: ä\n".encode("utf-16-le"), "utf-16-le", "utf-16-le"),
    ],
)
def test_reads(data: bytes, encoding: str | None, named: str) -> None:
    source = read_bytes(data, "a.txt", encoding)
    assert (source.text, source.encoding) == ("Tavoite: ä\n", named)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"ok\nL\xe4ht\xf6", "a.txt: is not utf-8: byte 0xE4 on line 2; try --encoding cp1252"),
        (
            "Tavoite\n".encode("utf-16-le"),
            "a.txt: looks like UTF-16 without its byte order mark; try --encoding utf-16-le",
        ),
        (
            "Tavoite\n".encode("utf-16-be"),
            "a.txt: looks like UTF-16 without its byte order mark; try --encoding utf-16-be",
        ),
        (b"abc\0\1\2\0\0\3def", "a.txt: is a binary file (a zero byte at offset 3), not text"),
        ("ä".encode("utf-16")[:3], "a.txt: is not utf-16: byte 0xE4 on line 1; try --encoding utf-8"),
    ],
)
def test_refuses(data: bytes, message: str) -> None:
    with pytest.raises(ReadError) as error:
        read_bytes(data, "a.txt")
    assert str(error.value) == message


def test_refuses_an_unknown_encoding() -> None:
    with pytest.raises(ReadError, match="a.txt: unknown encoding 'latin-99'; try utf-8, cp1252, latin-1 or utf-16"):
        read_bytes(b"a", "a.txt", "latin-99")


def test_refuses_what_is_too_large() -> None:
    with pytest.raises(ReadError, match="a.txt: larger than the limit of 1e-05 MB; split it, or raise --max-file-mb"):
        read_bytes(b"a" * 11, "a.txt", limits=Limits(file_bytes=10))
    with pytest.raises(ReadError, match="a.txt:2: the line is 0.0 million characters long, more than the limit"):
        read_bytes(b"a\n" + b"a" * 11, "a.txt", limits=Limits(line_chars=10))


def test_refuses_paths_that_are_no_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ReadError, match="is a folder; name the files in it, for example "):
        read_path(str(tmp_path))
    with pytest.raises(ReadError, match="gone.txt: no such file; check the name"):
        read_path(str(tmp_path / "gone.txt"))

    def refuse(*args: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(ReadError, match="a.txt: not readable by you; check the file's permissions"):
        read_path("a.txt")


def test_reads_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("Tavoite: ä".encode())))
    assert read_path("-").text == "Tavoite: ä"


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("", (0,)),
        ("a", (0,)),
        ("a\n", (0,)),
        ("a\nb", (0, 2)),
        ("a\r\nb\r\n", (0, 3)),
        ("a\rb", (0, 2)),
        ("\n\n", (0, 1)),
    ],
)
def test_lines_begin_after_any_line_end(text: str, starts: tuple[int, ...]) -> None:
    assert read_string(text).line_starts == starts


def test_position_counts_from_one() -> None:
    source = read_string("ab\ncd")
    assert [source.position(offset) for offset in range(5)] == [(1, 1), (1, 2), (1, 3), (2, 1), (2, 2)]


def test_a_closed_standard_input_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)
    with pytest.raises(ReadError, match="<stdin>: standard input is closed; name a file, or hand one in with a pipe"):
        read_path("-")
