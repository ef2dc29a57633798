"""Bytes to `Source`: encoding, size limits, line starts. Refuses what it cannot read; never guesses an encoding."""

import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from tavoiteparse.source.text import Source

STANDARD_INPUT = "-"
PACKED = b"PK\x03\x04"  # begins Word, Excel and OpenDocument files
SIGNATURES = (  # first bytes of files that people hand over in place of text
    (b"%PDF", "a PDF file, which cannot be read yet; use the Word, OpenDocument or Excel file that it was made of"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file; open it and save it as .docx, .odt or .xlsx"),
    (b"{\\rtf", "a rich text file; open it and save it as .docx or .odt"),
    (b"\x89PNG", "a picture; its text must be recognised first"),
    (b"\xff\xd8\xff", "a picture; its text must be recognised first"),
)

COMBINING = "\u0308\u030a\u0301\u0300\u0302"  # dots, rings and accents that stand after their letter
WEB = (b"<!doctype html", b"<html")  # begins a web page
ENCODING_SIGNS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-_")
WEB_ENCODINGS = ("windows-1252", "iso-8859-1", "iso-8859-15", "cp1252", "latin1")
SMALL = 1_000_000  # bytes that are summed sooner than the library that sums more of them at a time is loaded
SNIFFED = 4096  # bytes in which zero bytes show UTF-16 or a binary file
FEWEST_ZEROS = 0.25  # share of them, all at even or all at odd places, that shows UTF-16
MOST_OTHER_ZEROS = 0.015  # share of them at the other places: signs such as `Ā`, and a few real zeros


class ReadError(Exception):
    """The input cannot be read; the message names it, says what was found and what to do."""


class Limits(NamedTuple):
    """How large an input may be: bytes of the whole file, characters of one line."""

    file_bytes: int = 64_000_000
    line_chars: int = 1_000_000


def read_path(path: str, encoding: str | None = None, limits: Limits | None = None) -> Source:
    """Reads a file, or standard input where `path` is `-`. Raises ReadError."""
    limits = limits or Limits()
    try:
        if path == STANDARD_INPUT and sys.stdin is None:
            raise ReadError("<stdin>: standard input is closed; name a file, or hand one in with a pipe")
        if path == STANDARD_INPUT:
            return read_bytes(sys.stdin.buffer.read(limits.file_bytes + 1), "<stdin>", encoding, limits)
        with Path(path).open("rb") as file:
            return read_bytes(file.read(limits.file_bytes + 1), path, encoding, limits)
    except IsADirectoryError:
        raise ReadError(f"{path}: is a folder; name the files in it, for example {path.rstrip('/')}/*.txt") from None
    except FileNotFoundError:
        raise ReadError(f"{path}: no such file; check the name") from None
    except PermissionError:
        raise ReadError(f"{path}: not readable by you; check the file's permissions") from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise ReadError(f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}") from None


def read_bytes(data: bytes, name: str, encoding: str | None = None, limits: Limits | None = None) -> Source:
    """Decodes bytes. UTF-8 with or without a mark and UTF-16 with one need no `encoding`. Raises ReadError."""
    limits = limits or Limits()
    if len(data) > limits.file_bytes:
        limit = limits.file_bytes / 1e6
        raise ReadError(f"{name}: larger than the limit of {limit:g} MB; split it, or raise --max-file-mb")
    if data.startswith(PACKED):
        return _converted(data, name, encoding)
    if encoding is None:
        encoding = _own_encoding(data) or _sniff(data, name)
    try:
        text = composed(data.decode(encoding).removeprefix("\ufeff"))
    except LookupError:
        raise ReadError(f"{name}: unknown encoding {encoding!r}; try utf-8, cp1252, latin-1 or utf-16") from None
    except UnicodeError as error:
        raise ReadError(f"{name}: {_undecodable(data, encoding, error)}") from None
    starts = _line_starts(text)
    for number, (start, end) in enumerate(zip(starts, (*starts[1:], len(text)), strict=True), 1):
        if end - start > limits.line_chars:
            raise ReadError(
                f"{name}:{number}: the line is {(end - start) / 1e6:.1f} million characters long, more than the limit "
                f"of {limits.line_chars / 1e6:g}; has the text lost its line ends? Raise --max-line-mb to read it"
            )
    return Source(name, text, encoding.removesuffix("-sig"), _sha256(data), starts, _form(name, data))


def _form(name: str, data: bytes) -> str:
    """The form of a text: a web page by its first tag or ending, an export by its ending."""
    ending = name.casefold().rpartition(".")[2]
    if ending in ("html", "htm") or data[:SNIFFED].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(WEB):
        return "html"
    return "csv" if ending in ("csv", "tsv") else "teksti"


def _own_encoding(data: bytes) -> str | None:
    """The encoding that a web page gives for itself, where it is no UTF-8: Word saves pages as windows-1252."""
    head = data[:SNIFFED].lower()
    if b"charset" not in head or b"<meta" not in head:
        return None
    printed = head.split(b"charset", 1)[1].lstrip(b"= \"'")
    named = printed[: next((n for n, sign in enumerate(printed) if chr(sign) not in ENCODING_SIGNS), 0)].decode("ascii")
    return named if named in WEB_ENCODINGS else None


def _converted(data: bytes, name: str, encoding: str | None) -> Source:
    """A Word, Excel or OpenDocument file by its converter, which is loaded for it alone. Raises ReadError."""
    from tavoiteparse.documents import office
    from tavoiteparse.documents.converted import ConversionError

    if encoding is not None:
        raise ReadError(f"{name}: is no plain text, so it has no encoding; leave --encoding out")
    try:
        text, form = office.convert(data)
    except ConversionError as error:
        raise ReadError(f"{name}: {error}") from None
    text = composed(text)
    return Source(name, text, None, _sha256(data), _line_starts(text), form)


def read_string(text: str, name: str = "<text>", limits: Limits | None = None) -> Source:
    """A text that is decoded already, with the same limits. Raises ReadError."""
    try:
        data = text.encode("utf-8")
    except UnicodeError:
        raise ReadError(f"{name}: holds half a surrogate pair, which is no character; decode the text anew") from None
    return read_bytes(data, name, "utf-8", limits)


def unforeseen(error: Exception) -> str:
    """What is said of a document on which the program itself failed, where many are read and the others matter."""
    said = " ".join(str(error).split())[:200]
    return f"a fault of tavoiteparse: {type(error).__name__}: {said}; please report it, with the text"


def composed(text: str) -> str:
    """A text whose letters are one sign each: PDFs and Macs print `ä` as an a and its dots."""
    if text.isascii() or not any(map(text.__contains__, COMBINING)):
        return text
    from unicodedata import normalize

    return normalize("NFC", text)


def _sniff(data: bytes, name: str) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    for signature, what in SIGNATURES:
        if data.startswith(signature):
            raise ReadError(f"{name}: is {what}")
    head = data[:SNIFFED]
    if b"\0" in head:
        even, odd = head[0::2].count(0), head[1::2].count(0)
        if max(even, odd) > FEWEST_ZEROS * len(head) and min(even, odd) <= MOST_OTHER_ZEROS * len(head):
            guess = "utf-16-le" if odd > even else "utf-16-be"
            raise ReadError(f"{name}: looks like UTF-16 without its byte order mark; try --encoding {guess}")
        raise ReadError(f"{name}: is a binary file (a zero byte at offset {head.index(0)}), not text")
    return "utf-8-sig" if data.startswith(b"\xef\xbb\xbf") else "utf-8"


def _undecodable(data: bytes, encoding: str, error: UnicodeError) -> str:
    if not isinstance(error, UnicodeDecodeError):
        return f"is not {encoding}: {error}; try another --encoding"
    line = data.count(b"\n", 0, error.start) + 1
    found = f"byte 0x{data[error.start]:02X}" if error.start < len(data) else "a cut character at the end"
    other = "cp1252" if encoding.startswith("utf-8") else "utf-8"
    return f"is not {encoding.removesuffix('-sig')}: {found} on line {line}; try --encoding {other}"


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
