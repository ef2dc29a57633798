"""Which form a file has, by its bytes; what is refused says the way out, and is never a reading."""

import io
import zipfile
from pathlib import Path

import pytest

from tavoiteparse.documents import forms
from tavoiteparse.documents.read import ReadError, read_bytes, read_path
from tavoiteparse.source.text import Note, Source, Span, Spot

OLD = forms.OLD + bytes(504)


def packed(*names: str, mimetype: str | None = None) -> bytes:
    """A ZIP file with empty members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        if mimetype is not None:
            package.writestr("mimetype", mimetype)
        for name in names:
            package.writestr(name, "")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n", "pdf"),
        (b"\xef\xbb\xbf\n%PDF-1.4\n", "pdf"),
        (packed("[Content_Types].xml", "word/document.xml"), "docx"),
        (packed("[Content_Types].xml", "word/document2.xml"), "docx"),
        (packed("[Content_Types].xml", "xl/workbook.xml"), "xlsx"),
        (packed("content.xml", mimetype="application/vnd.oasis.opendocument.text"), "odt"),
        (packed("content.xml", mimetype="application/vnd.oasis.opendocument.spreadsheet"), "ods"),
        (packed("Index/Document.iwa"), "pages"),
        (b"{\\rtf1\\ansi", "rtf"),
        (b"Tavoite: x\n", None),
        (b"< 14 vrk\n", None),
        (b"", None),
    ],
)
def test_the_bytes_tell_the_form(data: bytes, kind: str | None) -> None:
    assert forms.form(data, "a.bin") == kind


@pytest.mark.parametrize(
    ("data", "name", "message"),
    [
        (OLD + "WordDocument".encode("utf-16-le") + b"\0\0", "a.doc", "is an old Word file (.doc); open it in Word or LibreOffice and save it as .docx"),
        (OLD + "Workbook".encode("utf-16-le") + b"\0\0", "a.xls", "is an old Excel file (.xls); open it in Excel or LibreOffice and save it as .xlsx"),
        (OLD + "EncryptedPackage".encode("utf-16-le"), "a.docx", "is locked with a password; save a copy without one"),
        (OLD, "a.msg", "is an old Office file; open it in the program that made it and save it as .docx or .xlsx"),
        (b"{\\rtf1\\ansi Hei}", "a.rtf", "is an RTF file; open it in Word or LibreOffice and save it as .docx"),
        (packed("Index/Document.iwa"), "a.pages", "is a file of Apple's Pages or Numbers; export it there as Word (.docx), Excel (.xlsx) or PDF"),
        (packed("xl/workbook.bin"), "a.xlsb", "is a binary Excel file (.xlsb); open it in Excel or LibreOffice and save it as .xlsx"),
        (packed("ppt/presentation.xml"), "a.pptx", "is a PowerPoint file; save its text as .docx, or export it as PDF"),
        (packed("a.txt"), "a.docx", "is no Word document inside; open it in the program that made it and save it anew"),
        (packed("a.txt"), "a.zip", "is a ZIP file; unpack it, and name the reports in it"),
        (b"PK\x03\x04...", "a.docx", "is damaged or cut short (File is not a zip file); get a whole copy of it"),
        (b"\x89PNG\r\n\x1a\n", "a.png", "is a picture; its text must be recognised first: ocrmypdf -l fin+swe x.png y.pdf"),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument>', "a.xml", "is a Word file saved as XML; open it in Word and save it as .docx"),
    ],
)  # fmt: skip
def test_what_is_refused_says_the_way_out(data: bytes, name: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(ReadError) as error:
        read_bytes(data, name)
    assert str(error.value) == f"{name}: {message}"
    (tmp_path / name).write_bytes(data)
    with pytest.raises(ReadError):
        read_path(str(tmp_path / name))


def test_what_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(forms.FORMS, "docx", forms.Form("word", ("no_such_package",)))
    with pytest.raises(ReadError) as error:
        forms.converter("docx", "a.docx")
    assert str(error.value) == "a.docx: needs pip install 'tavoiteparse[documents]'"


def test_a_binary_form_has_no_encoding() -> None:
    with pytest.raises(
        ReadError, match="a.pdf: is a file of the form pdf, which has no encoding; leave --encoding out"
    ):
        read_bytes(b"%PDF-1.7\n", "a.pdf", "cp1252")


TEXT = "Otsikko\n\nTavoite\tMittari\nA\tB\n"


def source(muoto: str, *spots: Spot, notes: tuple[Note, ...] = ()) -> Source:
    return Source("a.x", TEXT, None, "0", (0, 8, 9, 25), muoto, spots, notes)


def test_a_place_is_that_of_the_spot_before() -> None:
    one = source("xlsx", Spot(0, "Taulukko!A1"), Spot(9, "Taulukko!A3"), Spot(17, "Taulukko!B3"))
    assert [one.place(offset) for offset in (0, 8, 9, 16, 17, 29)] == [
        "Taulukko!A1", "Taulukko!A1", "Taulukko!A3", "Taulukko!A3", "Taulukko!B3", "Taulukko!B3",
    ]  # fmt: skip
    assert one.where(Span(17, 24)) == "3:9-3:15, Taulukko!B3"
    assert one.where(Span(17, 24), in_text=True) == "3:9-3:15"
    assert one.cited(17) == ", Taulukko!B3"
    assert one.page(3, one.page_breaks()) is None


def test_a_page_is_that_of_the_spot() -> None:
    one = source("pdf", Spot(0, "s. 12", 12), Spot(9, "s. 13", 13))
    assert [one.page(line, one.page_breaks()) for line in (1, 3)] == [12, 13]


def test_lines_are_those_of_a_file_that_has_some() -> None:
    one = source("html", Spot(0, line=4, column=8), Spot(9, line=10, column=5), Spot(17, line=11, column=5))
    assert one.shown_position(17) == (11, 5)
    assert one.where(Span(17, 24)) == "11:5-11:11"
    assert one.cited(17) == ":11:5"
    assert [one.shown_lines(first, last) for first, last in ((1, 1), (3, 3), (1, 4), (2, 2))] == [
        (4, 4), (10, 11), (4, 11), (4, 4),
    ]  # fmt: skip
