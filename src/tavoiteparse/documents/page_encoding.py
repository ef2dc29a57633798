"""The encoding that a web page says it has, as browsers take it."""

SNIFFED = 4096
ENCODING_SIGNS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-_")
AS_BROWSERS = dict.fromkeys(("iso-8859-1", "iso8859-1", "latin1", "latin-1", "us-ascii", "ascii"), "windows-1252")


def own_encoding(data: bytes) -> str | None:
    """The encoding that a page gives for itself; None where it gives none that there is, or has a byte order mark."""
    head = data[:SNIFFED].lower()
    if data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")) or b"charset" not in head:
        return _of_declaration(head)
    printed = head.split(b"charset", 1)[1].lstrip(b"= \"'")
    end = next((n for n, sign in enumerate(printed) if chr(sign) not in ENCODING_SIGNS), len(printed))
    return _known(printed[:end].decode("ascii"))


def _of_declaration(head: bytes) -> str | None:
    """The encoding of an XML declaration."""
    if not head.startswith(b"<?xml") or b"encoding" not in (declared := head.partition(b"?>")[0]):
        return None
    return _known(declared.partition(b"encoding")[2].strip(b"= \"'\t\r\n").decode("ascii", "replace"))


def _known(name: str) -> str | None:
    from codecs import lookup

    name = AS_BROWSERS.get(name, name)
    try:
        lookup(name)
    except LookupError:
        return None
    return None if name.startswith("utf") else name
