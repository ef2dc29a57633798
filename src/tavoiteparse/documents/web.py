"""Web pages to the text between."""

from tavoiteparse.documents.converted import Converted
from tavoiteparse.documents.read import decoded

SNIFFED = 4096
ENCODING_SIGNS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-_")


def convert(data: bytes, name: str, encoding: str | None) -> Converted:
    """Reads a web page. Raises ReadError."""
    text, encoding = decoded(data, name, encoding or own_encoding(data))
    return Converted(text, "html", encoding=encoding)


def own_encoding(data: bytes) -> str | None:
    """The encoding that a page gives for itself; None where it gives none, or has a byte order mark."""
    head = data[:SNIFFED].lower()
    if b"charset" not in head or b"<meta" not in head or data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        return None
    printed = head.split(b"charset", 1)[1].lstrip(b"= \"'")
    end = next((n for n, sign in enumerate(printed) if chr(sign) not in ENCODING_SIGNS), len(printed))
    named = printed[:end].decode("ascii")
    return named if named and not named.startswith("utf") else None
