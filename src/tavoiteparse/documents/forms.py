"""Which form a file has, told by its bytes, and the module that converts it; what is refused, and the way out.

Loaded only for what is not plainly a text.
"""

from importlib import import_module
from importlib.util import find_spec
from pathlib import PurePath
from typing import NamedTuple, Protocol, cast

from tavoiteparse.documents.converted import ConversionError, Converted
from tavoiteparse.documents.read import BLANK, Limits, ReadError
from tavoiteparse.source.messages import N_, Phrase, filled, translated

EXTRA = "pip install 'tavoiteparse[documents]'"
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # a compound file: Word and Excel up to 2003, and whatever has a password
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*")
PDF_WITHIN = 1024  # bytes before which a PDF begins, whatever stands above
SNIFFED = 4096
WEB, WEB_WITHIN = (b"<!doctype", b"<html"), 10  # begins a web page
PACKAGES = {  # the first member that tells what a ZIP file is
    "word/document.xml": "docx",
    "xl/workbook.xml": "xlsx",
    "xl/workbook.bin": "xlsb",
    "ppt/presentation.xml": "pptx",
    "Index/Document.iwa": "pages",
    "Index.zip": "pages",
}
MIMETYPES = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
}
LOCKED = N_("is locked with a password; save a copy without one")
REFUSED = {
    "doc": N_("is an old Word file (.doc); open it in Word or LibreOffice and save it as .docx"),
    "xls": N_("is an old Excel file (.xls); open it in Excel or LibreOffice and save it as .xlsx"),
    "xlsb": N_("is a binary Excel file (.xlsb); open it in Excel or LibreOffice and save it as .xlsx"),
    "rtf": N_("is an RTF file; open it in Word or LibreOffice and save it as .docx"),
    "pages": N_("is a file of Apple's Pages or Numbers; export it there as Word (.docx), Excel (.xlsx) or PDF"),
    "pptx": N_("is a PowerPoint file; save its text as .docx, or export it as PDF"),
    "picture": N_("is a picture; its text must be recognised first: ocrmypdf -l fin+swe x.png y.pdf"),
    "xml": N_("is a Word file saved as XML; open it in Word and save it as .docx"),
    "old": N_("is an old Office file; open it in the program that made it and save it as .docx or .xlsx"),
}
WORD, TEXT, BOOK, SHEET = (
    N_("is no Word document inside"),
    N_("is no OpenDocument text inside"),
    N_("is no Excel workbook inside"),
    N_("is no OpenDocument sheet inside"),
)
PROMISED = {  # by the ending of a name, where the bytes are something else
    ".docx": WORD, ".docm": WORD, ".odt": TEXT, ".xlsx": BOOK, ".xlsm": BOOK, ".ods": SHEET,
}  # fmt: skip


TEXTS = {"html": "web", "csv": "export"}  # forms that are text: they have an encoding and lines of their own


class Converter(Protocol):
    """What the module of a form has."""

    def convert(self, data: bytes, name: str, limits: Limits) -> Converted:
        """The text of a file. Raises ConversionError, or ReadError with the name in it."""


class Form(NamedTuple):
    """A form that can be converted: its module, and what must be installed for it."""

    module: str
    needs: tuple[str, ...] = ()


FORMS = {
    "pdf": Form("pdf", ("pypdfium2", "pypdf")),
    "docx": Form("word"),
    "odt": Form("opendocument"),
    "xlsx": Form("workbook"),
    "ods": Form("opendocument"),
}


def converted(data: bytes, name: str, encoding: str | None, limits: Limits) -> Converted | None:
    """The text of a file that is no plain text; None where it is one. Raises ReadError for what cannot be read."""
    kind = form(data, name)
    if kind is None:
        return None
    if kind in REFUSED:
        raise ReadError(f"{name}: {translated(REFUSED[kind])}")
    if encoding is not None and kind not in TEXTS:
        said = N_("{name}: is a file of the form {kind}, which has no encoding; leave --encoding out")
        raise ReadError(filled(said, {"name": name, "kind": kind}))
    try:
        if kind in TEXTS:
            module = import_module(f"tavoiteparse.documents.{TEXTS[kind]}")
            return cast("Converted", module.convert(data, name, encoding))
        return converter(kind, name).convert(data, name, limits)
    except ConversionError as error:
        raise ReadError(f"{name}: {error}") from None


def converter(kind: str, name: str) -> Converter:
    """The module of a form. Raises ReadError where what it needs is not installed."""
    module = f"tavoiteparse.documents.{FORMS[kind].module}"
    if not all(map(find_spec, FORMS[kind].needs)):
        raise ReadError(filled("{name}: needs {extra}", {"name": name, "extra": EXTRA}))
    return cast("Converter", import_module(module))


def form(data: bytes, name: str) -> str | None:
    """The form of a file by its bytes; None for a text. Raises ReadError for a package that is none that is known."""
    head = data[:SNIFFED]
    if b"%PDF-" in head[:PDF_WITHIN]:
        return "pdf"
    if head.startswith(b"PK"):
        return _package(data, name)
    if head.startswith(OLD[:4]):
        return _compound(data, name)
    if head.startswith(PICTURES):
        return "picture"
    if head.lstrip().startswith(b"{\\rtf"):
        return "rtf"
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<?xml") and (
        b"w:wordDocument" in head or b"pkg:package" in head
    ):
        return "xml"
    return _of_text(head.lstrip(BLANK), PurePath(name).suffix.casefold())


def _of_text(head: bytes, ending: str) -> str | None:
    """The form of a text: a web page by its first tag or its ending, an export by its ending."""
    while head.startswith((b"<!--", b"<?xml")):
        head = head.partition(b">" if head.startswith(b"<?") else b"-->")[2].lstrip(BLANK)
    if head[:WEB_WITHIN].lower().startswith(WEB) or ending in (".html", ".htm", ".xhtml"):
        return "html"
    return "csv" if ending in (".csv", ".tsv") else None


def _package(data: bytes, name: str) -> str:
    """What a ZIP file holds, by the names of its members."""
    from io import BytesIO
    from zipfile import BadZipFile, ZipFile

    try:
        with ZipFile(BytesIO(data)) as package:
            names = {info.filename.replace("\\", "/").lstrip("/") for info in package.infolist()}
            mimetype = package.read("mimetype")[:SNIFFED].strip() if "mimetype" in names else b""
    except (BadZipFile, ValueError, NotImplementedError, RuntimeError, EOFError, OSError, KeyError) as error:
        said = {"name": name, "why": _said(error)}
        raise ReadError(filled("{name}: is damaged or cut short ({why}); get a whole copy of it", said)) from None
    for type, kind in MIMETYPES.items():
        if mimetype.startswith(type):  # templates have a longer one
            return kind
    found = next((kind for member, kind in PACKAGES.items() if member in names), None)
    if found is not None:
        return found
    if "[Content_Types].xml" in names and (by_parts := _by_parts(names)) is not None:
        return by_parts
    promised = PROMISED.get(PurePath(name).suffix.casefold())
    if promised is not None:
        anew = N_("{name}: {what}; open it in the program that made it and save it anew")
        raise ReadError(filled(anew, {"name": name, "what": Phrase(promised)}))
    raise ReadError(filled("{name}: is a ZIP file; unpack it, and name the reports in it", {"name": name}))


def _by_parts(names: set[str]) -> str | None:
    """The form of an Office file whose main part has another name than usual: `word/document2.xml`."""
    folders = {name.partition("/")[0] for name in names if "/" in name}
    return next(
        (kind for folder, kind in (("word", "docx"), ("xl", "xlsx"), ("ppt", "pptx")) if folder in folders), None
    )


def _compound(data: bytes, name: str) -> str:
    """What a compound file holds, by the names of its streams. Raises ReadError for one with a password."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise ReadError(f"{name}: {translated(LOCKED)}")
    for stream, kind in (("WordDocument", "doc"), ("Workbook", "xls"), ("Book", "xls")):
        if stream.encode("utf-16-le") + b"\0\0" in data:
            return kind
    return "old"


def _said(error: Exception) -> str:
    return " ".join(str(error).split())[:80] or type(error).__name__
