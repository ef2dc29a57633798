"""Files that are ZIP archives inside: their members within limits, their XML without definitions of types.

The limits are those of careful readers of foreign files: a document unpacks to no more than `--max-unpacked-mb` says, a
member to no more than its share of that, and to no more than `MOST_TIMES` its packed size once it is large.
"""

import re
import zipfile
from io import BytesIO
from xml.etree import ElementTree as ET

from tavoiteparse.documents.converted import ConversionError
from tavoiteparse.source.messages import N_, Phrase, filled, translated

MOST_MEMBERS = 2_000
MEMBER_SHARE = 6  # a member may be this part of what the whole file may unpack to; its tree takes ten times as much
MOST_TIMES = 200  # of its packed size, for a member larger than
LARGE = 16_000_000
DEEPEST = 200  # elements inside elements
# The strict form of Office files has other names for the same.
STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
TAG = re.compile(rb"<(/?)[^<>!?][^<>]*?(/?)>")


class Package:
    """An archive, its members read when they are asked for."""

    def __init__(self, data: bytes, what: str, most: int) -> None:
        """`most` is how many bytes the file may unpack to."""
        self.what = what
        self.most, self.most_member = most, most // MEMBER_SHARE
        try:
            self.archive = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
            raise ConversionError(
                filled("is damaged or cut short: no {what} inside; save it anew", {"what": Phrase(what)})
            ) from None
        infos = self.archive.infolist()
        if len(infos) > MOST_MEMBERS:
            raise ConversionError(
                filled(
                    "holds {count} parts, more than the limit of {most}; it is no {what}",
                    {"count": len(infos), "most": MOST_MEMBERS, "what": Phrase(what)},
                )
            )
        self.sizes = {info.filename: info for info in infos}
        self.read_so_far = 0

    def names(self) -> list[str]:
        """The names of the members, in the order of the archive."""
        return list(self.sizes)

    def read(self, name: str) -> bytes | None:
        """A member's bytes; None where there is no such member. Raises ConversionError."""
        info = self.sizes.get(name)
        if info is None:
            return None
        if info.file_size > self.most_member or (
            info.file_size > LARGE and info.file_size > MOST_TIMES * info.compress_size
        ):
            raise ConversionError(
                filled(
                    "unpacks to {size:.0f} MB in one part, more than a {what} needs; "
                    "raise --max-unpacked-mb to read it",
                    {"size": info.file_size / 1e6, "what": Phrase(self.what)},
                )
            )
        try:
            with self.archive.open(info) as member:
                data = member.read(self.most_member + 1)
        except (
            zipfile.BadZipFile,
            RuntimeError,
            OSError,
            EOFError,
            NotImplementedError,
            ValueError,
            zlib_error(),
        ) as error:
            said = N_("is locked with a password; save a copy without one")
            said = said if "password" in str(error) else N_("is damaged or cut short; save it anew")
            raise ConversionError(translated(said)) from None
        self.read_so_far += len(data)
        if len(data) > self.most_member or self.read_so_far > self.most:
            raise ConversionError(
                filled(
                    "unpacks to more than {size} MB, more than a {what} needs; raise --max-unpacked-mb to read it",
                    {"size": self.most // 1_000_000, "what": Phrase(self.what)},
                )
            )
        return data

    def xml(self, name: str) -> ET.Element | None:
        """A member as XML; None where there is no such member. Raises ConversionError."""
        data = self.read(name)
        if data is None:
            return None
        for strict, usual in STRICT:
            data = data.replace(strict, usual)
        if DOCTYPE.search(data):
            raise ConversionError(
                translated("defines types or entities in its XML, which no office program does; save it anew")
            )
        if _depth(data) > DEEPEST:
            raise ConversionError(
                filled("nests its parts deeper than {most} levels; it was not read", {"most": DEEPEST})
            )
        try:
            return ET.fromstring(data)
        except (ET.ParseError, ValueError, LookupError):
            raise ConversionError(filled("is damaged: {name} is no XML; save it anew", {"name": name})) from None


def zlib_error() -> type[Exception]:
    """What a damaged member raises."""
    import zlib

    return zlib.error


def _depth(data: bytes) -> int:
    """How deep the elements of XML nest."""
    depth = deepest = 0
    for closing, empty in TAG.findall(data):
        if closing:
            depth -= 1
        elif not empty:
            depth += 1
            deepest = max(deepest, depth)
    return deepest
