"""Bytes to `Source`: encoding, size limits, line starts. Refuses what it cannot read; never guesses an encoding."""

import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from tavoiteparse.source.messages import N_, Phrase, filled, translated
from tavoiteparse.source.text import Source

STANDARD_INPUT = "-"
NO_TEXT = (  # first bytes of what is no text, or may be none
    b"%PDF", b"PK", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"<",
)  # fmt: skip
OWN_ENDINGS = (".html", ".htm", ".xhtml", ".csv", ".tsv")  # of texts that are more than lines
BLANK = b" \t\r\n\f\xef\xbb\xbf"

COMBINING = "\u0308\u030a\u0301\u0300\u0302"  # dots, rings and accents that stand after their letter
SMALL = 1_000_000  # bytes that are summed sooner than the library that sums more of them at a time is loaded
SNIFFED = 4096  # bytes in which zero bytes show UTF-16 or a binary file
FEWEST_ZEROS = 0.25  # share of them, all at even or all at odd places, that shows UTF-16
MOST_OTHER_ZEROS = 0.015  # share of them at the other places: signs such as `Ā`, and a few real zeros


class ReadError(Exception):
    """The input cannot be read; the message names it, says what was found and what to do."""


class Limits(NamedTuple):
    """How much of an input is read: bytes of the file, characters of a line, bytes of what is packed in it.

    `pages` are the first and the last page of a PDF that are read; None for all.
    """

    file_bytes: int = 64_000_000
    line_chars: int = 1_000_000
    unpacked_bytes: int = 128_000_000
    pages: tuple[int, int] | None = None


def read_path(path: str, encoding: str | None = None, limits: Limits | None = None) -> Source:
    """Reads a file, or standard input where `path` is `-`. Raises ReadError."""
    limits = limits or Limits()
    try:
        if path == STANDARD_INPUT and sys.stdin is None:
            raise ReadError(translated("<stdin>: standard input is closed; name a file, or hand one in with a pipe"))
        if path == STANDARD_INPUT:
            return read_bytes(sys.stdin.buffer.read(limits.file_bytes + 1), "<stdin>", encoding, limits)
        with Path(path).open("rb") as file:
            return read_bytes(file.read(limits.file_bytes + 1), path, encoding, limits)
    except IsADirectoryError:
        said = {"name": path, "example": f"{path.rstrip('/')}/*.txt"}
        raise ReadError(filled("{name}: is a folder; name the files in it, for example {example}", said)) from None
    except FileNotFoundError:
        raise ReadError(filled("{name}: no such file; check the name", {"name": path})) from None
    except PermissionError:
        raise ReadError(filled("{name}: not readable by you; check the file's permissions", {"name": path})) from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise ReadError(
            filled(
                "{path}: cannot be read: {why}",
                {"path": path, "why": getattr(error, "strerror", None) or error},
            )
        ) from None


def read_bytes(data: bytes, name: str, encoding: str | None = None, limits: Limits | None = None) -> Source:
    """Decodes bytes. UTF-8 with or without a mark and UTF-16 with one need no `encoding`. Raises ReadError.

    PDF, Word, OpenDocument, Excel, HTML and CSV are converted to text; the bytes tell what they are.
    """
    limits = limits or Limits()
    if len(data) > limits.file_bytes:
        limit = limits.file_bytes / 1e6
        said = N_("{name}: larger than the limit of {limit:g} MB; split it, or raise --max-file-mb")
        raise ReadError(filled(said, {"name": name, "limit": limit}))
    if _may_be_other(data, name) and (source := _converted(data, name, encoding, limits)) is not None:
        return source
    text, encoding = decoded(data, name, encoding)
    starts = _checked_lines(text, name, limits)
    return Source(name, text, encoding, _sha256(data), starts)


def decoded(data: bytes, name: str, encoding: str | None) -> tuple[str, str]:
    """The text of bytes, and its encoding: UTF-8, or UTF-16 by its mark, where none is given. Raises ReadError."""
    if encoding is None:
        encoding = _sniff(data, name)
    try:
        return composed(data.decode(encoding).removeprefix("\ufeff")), encoding.removesuffix("-sig")
    except LookupError:
        said = N_("{name}: unknown encoding {encoding!r}; try utf-8, cp1252, latin-1 or utf-16")
        raise ReadError(filled(said, {"name": name, "encoding": encoding})) from None
    except UnicodeError as error:
        raise ReadError(f"{name}: {_undecodable(data, encoding, error)}") from None


def _may_be_other(data: bytes, name: str) -> bool:
    """Whether a file may be something else than lines of text; a text is told so by its first bytes alone."""
    if data.startswith(NO_TEXT) or name.casefold().endswith(OWN_ENDINGS):
        return True
    return data[:SNIFFED].lstrip(BLANK).startswith(NO_TEXT) or b"%PDF-" in data[:SNIFFED]


def _converted(data: bytes, name: str, encoding: str | None, limits: Limits) -> Source | None:
    """A file that is no plain text, converted; None where it is one after all."""
    from tavoiteparse.documents.forms import converted

    found = converted(data, name, encoding, limits)
    if found is None:
        return None
    starts = _checked_lines(found.text, name, limits)
    return Source(name, found.text, found.encoding, _sha256(data), starts, found.form, found.spots, found.notes)


def _checked_lines(text: str, name: str, limits: Limits) -> tuple[int, ...]:
    """Where the lines begin. Raises ReadError where one is too long."""
    starts = _line_starts(text)
    for number, (start, end) in enumerate(zip(starts, (*starts[1:], len(text)), strict=True), 1):
        if end - start > limits.line_chars:
            raise ReadError(
                filled(
                    "{name}:{number}: the line is {length:.1f} million characters long, more than the limit "
                    "of {most:g}; has the text lost its line ends? Raise --max-line-mb to read it",
                    {
                        "name": name,
                        "number": number,
                        "length": (end - start) / 1e6,
                        "most": limits.line_chars / 1e6,
                    },
                )
            )
    return starts


def read_string(text: str, name: str = "<text>", limits: Limits | None = None) -> Source:
    """A text that is decoded already, with the same limits. Raises ReadError."""
    try:
        data = text.encode("utf-8")
    except UnicodeError:
        raise ReadError(
            filled("{name}: holds half a surrogate pair, which is no character; decode the text anew", {"name": name})
        ) from None
    return read_bytes(data, name, "utf-8", limits)


def unforeseen(error: Exception) -> str:
    """What is said of a document on which the program itself failed, where many are read and the others matter."""
    said = " ".join(str(error).split())[:200]
    text = N_("a fault of tavoiteparse: {kind}: {said}; please report it, with the text")
    return filled(text, {"kind": type(error).__name__, "said": said})


def composed(text: str) -> str:
    """A text whose letters are one sign each: PDFs and Macs print `ä` as an a and its dots."""
    if text.isascii() or not any(map(text.__contains__, COMBINING)):
        return text
    from unicodedata import normalize

    return normalize("NFC", text)


def _sniff(data: bytes, name: str) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    head = data[:SNIFFED]
    if b"\0" in head:
        even, odd = head[0::2].count(0), head[1::2].count(0)
        if max(even, odd) > FEWEST_ZEROS * len(head) and min(even, odd) <= MOST_OTHER_ZEROS * len(head):
            guess = "utf-16-le" if odd > even else "utf-16-be"
            raise ReadError(
                filled(
                    "{name}: looks like UTF-16 without its byte order mark; try --encoding {guess}",
                    {"name": name, "guess": guess},
                )
            )
        raise ReadError(
            filled(
                "{name}: is a binary file (a zero byte at offset {offset}), not text",
                {"name": name, "offset": head.index(0)},
            )
        )
    return "utf-8-sig" if data.startswith(b"\xef\xbb\xbf") else "utf-8"


def _undecodable(data: bytes, encoding: str, error: UnicodeError) -> str:
    if not isinstance(error, UnicodeDecodeError):
        return filled("is not {encoding}: {why}; try another --encoding", {"encoding": encoding, "why": error})
    line = data.count(b"\n", 0, error.start) + 1
    cut = error.start >= len(data)
    found = Phrase("a cut character at the end") if cut else Phrase("byte 0x{byte:02X}", {"byte": data[error.start]})
    other = "cp1252" if encoding.startswith("utf-8") else "utf-8"
    said = {"encoding": encoding.removesuffix("-sig"), "found": found, "line": line, "other": other}
    return filled("is not {encoding}: {found} on line {line}; try --encoding {other}", said)


def _sha256(data: bytes) -> str:
    """The hexadecimal SHA-256 of a file: of a small one by Python's own module, without loading OpenSSL for it."""
    if len(data) <= SMALL:
        with suppress(ImportError):  # a Python may be built without it, and later ones may rename it
            own = import_module("_sha2" if sys.version_info >= (3, 12) else "_sha256")
            return str(own.sha256(data).hexdigest())
    import hashlib

    return hashlib.sha256(data).hexdigest()


def _line_starts(text: str) -> tuple[int, ...]:
    """Lines end at LF, CR LF or a lone CR, as editors count them."""
    if "\r" in text:
        text = text.replace("\r\n", " \n").replace("\r", "\n")  # of the same length
    starts = [0]
    find = text.find
    at = find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = find("\n", at + 1)
    if starts[-1] == len(text) and len(starts) > 1:
        starts.pop()  # what follows the last line end is no line
    return tuple(starts)
