"""Word, Excel and OpenDocument files: the same rows as their text, and never more than a message where one is broken."""

import random
import subprocess
import sys
import zipfile
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest

import office_files
import tavoiteparse
from tavoiteparse.documents.converted import Lines, Paragraph, sheets_text
from tavoiteparse.documents.forms import converted
from tavoiteparse.documents.read import Limits, ReadError, read_bytes
from tavoiteparse.pipeline import read_report

FILES = {"docx": office_files.word(), "xlsx": office_files.workbook(), "odt": office_files.opendocument()}
TABLE = [
    {"osio": "Elinvoima", "tavoite": "Yrityksiä syntyy", "mittari": "Uudet yritykset, kpl", "tavoitetaso": "< 40"},
    {"osio": "Elinvoima", "tavoite": "Yrityksiä syntyy", "mittari": "Luovutetut tontit", "toteuma": "14"},
    {"osio": "Hyvinvointi", "tavoite": "Nuoret viihtyvät", "mittari": "Kyselyn tulos", "tavoitetaso": "4,0"},
]


def text_of(data: bytes) -> str:
    """The text between a document and its rows."""
    found = converted(data, "x", None, Limits())
    assert found is not None
    return found.text


def rows(data: bytes, name: str) -> list[dict[str, object]]:
    """The rows of a document."""
    return list(tavoiteparse.rows(read_report(read_bytes(data, name)).raportti))


def check(found: list[dict[str, object]], wanted: list[dict[str, str]]) -> None:
    assert [{key: row[key] for key in want} for row, want in zip(found, wanted, strict=False)] == wanted


def test_a_word_document_gives_the_rows_of_its_tables_and_lists() -> None:
    found = rows(FILES["docx"], "raportti.docx")
    check(found, TABLE)
    assert found[2]["selvitys"] == "Neuvonta siirtyi seudulle."
    assert [(row["tavoite_nro"], row["tavoite"]) for row in found[3:5]] == [
        ("1", "Lapset oppivat uimaan"),
        ("2", "Kirjasto on auki"),
    ]


def test_what_word_hides_or_strikes_is_not_read_and_what_was_added_is() -> None:
    text = text_of(FILES["docx"])
    assert "Näkyvä lisätty\n" in text
    assert "piilotettu" not in text
    assert "poistettu" not in text
    assert "<footer>\nMallila – luonnos\n</footer>" in text
    assert "\t<p>eka</p><p>toka</p><ul><li>alkio</li></ul>" in text


def test_excel_figures_are_those_that_are_shown() -> None:
    lines = text_of(FILES["xlsx"]).split("\n")
    assert lines[0] == "Mallilan kunta, osavuosikatsaus 1.1.–31.8.2025"  # a lone sheet with a title needs no other
    assert "Väki kasvaa\tOsuus\t73,5 %\t70 %\t31.12.2025" in lines
    assert "Velka laskee\tLainakanta\t19 870\t1 234 567,89 €\t<p>kesken</p><p>vielä</p>" in lines
    assert not any("Piilo" in line for line in lines)
    found = rows(FILES["xlsx"], "raportti.xlsx")
    assert [(row["osio"], row["tavoite"], row["tavoitetaso_arvo"]) for row in found] == [
        (office_files.HEAD, "Väki kasvaa", 73.5),
        ("Talous kestää", "Velka laskee", 19870),
    ]


def test_an_opendocument_text_gives_the_rows_of_its_table() -> None:
    check(rows(FILES["odt"], "raportti.odt"), [{**row, "osio": office_files.HEAD} for row in TABLE[:2]] + TABLE[2:])
    assert text_of(FILES["odt"]).endswith("- yksi\n- kaksi\n")


@pytest.mark.parametrize("form", FILES)
def test_the_source_tells_its_form_and_the_file_it_is_of(form: str) -> None:
    raportti = read_report(read_bytes(FILES[form], f"raportti.{form}")).raportti
    assert raportti.lahde.muoto == form
    assert raportti.lahde.koodaus is None
    assert raportti.lahde.sha256 == sha256(FILES[form]).hexdigest()


@pytest.mark.parametrize("form", FILES)
def test_the_text_between_gives_the_same_rows(form: str) -> None:
    text = text_of(FILES[form])
    of_text = [row | {"tiedosto": None} for row in tavoiteparse.rows(tavoiteparse.read_text(text).raportti)]
    assert [row | {"tiedosto": None} for row in rows(FILES[form], "x")] == of_text


def archive(**members: bytes) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in members.items():
            packed.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return file.getvalue()


WORD = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">%s</w:document>'


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param(archive(a=b"x"), "is a ZIP file; unpack it", id="archive"),
        pytest.param(FILES["docx"][:2000], "is damaged or cut short", id="cut"),
        pytest.param(archive(word__document_xml=b"<w:x"), "is damaged: word/document.xml is no XML", id="no XML"),
        pytest.param(
            archive(word__document_xml=b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'), "defines types", id="entities"
        ),
        pytest.param(
            archive(word__document_xml=WORD % (b"<w:p>" * 300 + b"</w:p>" * 300)), "deeper than 200", id="deep"
        ),
        pytest.param(archive(word__document_xml=b" " * 30_000_000), "unpacks to 30 MB", id="bomb"),
        pytest.param(b"\xd0\xcf\x11\xe0" + b"\0" * 600, "an old Office file; open it", id="doc"),
        pytest.param(b"{\\rtf1 x}", "an RTF file; open it in Word", id="rtf"),
        pytest.param(b"%PDF-1.7\n", "is damaged or cut short", id="pdf"),
    ],
)
def test_what_cannot_be_read_is_said(data: bytes, message: str) -> None:
    with pytest.raises(ReadError, match=f"^x: .*{message}"):
        read_bytes(data, "x")


def test_the_strict_form_is_read_as_the_usual_one() -> None:
    strict = WORD.replace(
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    data = archive(word__document_xml=strict % b"<w:body><w:p><w:r><w:t>Tavoite: X</w:t></w:r></w:p></w:body>")
    found = converted(data, "x", None, Limits())
    assert found is not None
    assert found.text == "Tavoite: X\n"


def test_a_packed_file_has_no_encoding() -> None:
    with pytest.raises(ReadError, match="leave --encoding out"):
        read_bytes(FILES["docx"], "x", encoding="cp1252")


@pytest.mark.parametrize("form", FILES)
def test_damaged_files_are_read_or_refused(form: str) -> None:
    rng = random.Random(form)
    refused = 0
    for _ in range(200):
        data = bytearray(FILES[form])
        for _ in range(rng.choice([1, 3, 20])):
            data[rng.randrange(len(data))] = rng.randrange(256)
        if rng.random() < 0.2:
            del data[rng.randrange(len(data)) :]
        data[:4] = b"PK\x03\x04"
        try:
            read_bytes(bytes(data), "x")
        except ReadError:
            refused += 1
    assert 0 < refused <= 200


def test_the_command_prints_the_text_between(tmp_path: Path) -> None:
    (tmp_path / "raportti.docx").write_bytes(FILES["docx"])
    command = [sys.executable, "-m", "tavoiteparse", "convert", "raportti.docx"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True)
    assert done.stdout.decode() == text_of(FILES["docx"])
    subprocess.run([*command, "-o", "raportti.txt"], cwd=tmp_path, check=True)
    assert (tmp_path / "raportti.txt").read_bytes() == done.stdout
    (tmp_path / "vanha.doc").write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 600)
    refused = subprocess.run([*command[:-1], "vanha.doc"], cwd=tmp_path, capture_output=True, check=False)
    assert (refused.returncode, refused.stdout) == (2, b"")
    assert b"vanha.doc: is an old Office file" in refused.stderr


PAGE = """<html><head><meta http-equiv=Content-Type content="text/html; charset=windows-1252">
<style>
p {color: red}
</style></head><body>
<p>Tavoite: Väki viihtyy</p>
<p>Mittari: Kyselyn tulos</p>
<p>Tavoitetaso: 4,0</p>
<footer>Mallilan kunta</footer>
</body></html>
"""


def test_a_web_page_is_read_in_its_own_encoding_and_by_its_own_lines() -> None:
    source = read_bytes(PAGE.encode("cp1252"), "sivu.htm")
    raportti = read_report(source).raportti
    assert (raportti.lahde.muoto, raportti.lahde.koodaus) == ("html", "windows-1252")
    (row,) = tavoiteparse.rows(raportti)
    assert (row["tavoite"], row["mittari"], row["tavoitetaso"]) == ("Väki viihtyy", "Kyselyn tulos", "4,0")
    assert row["rivi_alku"] == 5


def test_an_export_is_told_by_its_ending() -> None:
    raportti = read_report(
        read_bytes(b"Tavoite;Mittari;Tavoitetaso\nVesi riitt\xc3\xa4\xc3\xa4;Varasto;5\n", "v.csv")
    ).raportti
    assert raportti.lahde.muoto == "csv"
    assert [row["tavoite"] for row in tavoiteparse.rows(raportti)] == ["Vesi riittää"]


def test_sheets_are_sections_unless_the_program_named_them() -> None:
    table = ["Tavoite\tMittari", "Väki kasvaa\tAsukkaat"]
    assert sheets_text([("Hyvinvointi", table)]) == "# Hyvinvointi\n\nTavoite\tMittari\nVäki kasvaa\tAsukkaat\n"
    assert (
        sheets_text([("Taul1", ["Mallila 2025", *table])])
        == "Mallila 2025\n\nTavoite\tMittari\nVäki kasvaa\tAsukkaat\n"
    )
    two = sheets_text([("Hyvinvointi", table), ("Sheet2", ["", "Liite", "", *table])])
    assert two.startswith("# Hyvinvointi\n\nTavoite")
    assert "Sheet2" not in two
    assert "\n\nLiite\n\n" in two


def test_typed_numbers_with_items_between_are_one_list() -> None:
    lines = Lines()
    for text, marker in (("1. Väki kasvaa", None), ("tontit", "-"), ("2. Velka laskee", None), ("menot", "-")):
        lines.paragraph(Paragraph(text, marker=marker))
    lines.paragraph(Paragraph("Loppu"))
    assert lines.text() == "1. Väki kasvaa\n- tontit\n2. Velka laskee\n- menot\n\nLoppu\n"
    lines = Lines()
    for text in ("1. Tavoitteet", "Johdanto", "2. Talous"):
        lines.paragraph(Paragraph(text))
    assert lines.text() == "1. Tavoitteet\n\nJohdanto\n\n2. Talous\n"
