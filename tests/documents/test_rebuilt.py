"""Reports of the corpus rebuilt as Word, OpenDocument, Excel and web files give the rows of their text."""

import sys
from io import BytesIO
from typing import Any

import docx
import made
import made_pdf
import pytest
from docx.oxml import parse_xml

import tavoiteparse
from conftest import ROOT
from tavoiteparse.documents.read import read_bytes
from tavoiteparse.pipeline import read_report

sys.path.insert(0, str(ROOT / "benchmarks"))
import corpus

# Tables, forms and lists in Finnish and Swedish, of nine layouts.
REBUILT = (
    "a1-d1-rastit", "a1-d1-toimialat", "a1-d1-yksin-rivilla", "a1-d2-varit", "a1-lautakunnat", "a2-d1-etikettirivi",
    "a2-d1-sarakekortit", "a2-lomaketaulut", "a4-d1-johdanto", "a4-d1-numerolista", "a6-palvelualueet",
    "a7-d1-nakokulmat", "a7-d2-korit", "sv-d1-arsplan", "sv-d1-delmal", "sv-d1-farger", "sv-d1-tvasprakig",
)  # fmt: skip
Row = dict[str, Any]


def fields(rows: list[Row]) -> list[Row]:
    return [{field: corpus.fold(row[field]) for field in corpus.FIELDS} for row in rows]


def of_text(name: str) -> tuple[str, list[Row]]:
    text = (corpus.CORPUS / f"{name}.txt").read_text(encoding="utf-8")
    return text, fields(list(tavoiteparse.rows(tavoiteparse.read_text(text).raportti)))


def of_file(data: bytes, name: str) -> list[Row]:
    return fields(list(tavoiteparse.rows(read_report(read_bytes(data, name)).raportti)))


@pytest.mark.parametrize("form", made.MAKERS)
@pytest.mark.parametrize("name", REBUILT)
def test_a_report_in_another_form_has_the_rows_of_its_text(name: str, form: str) -> None:
    text, wanted = of_text(name)
    assert wanted
    assert of_file(made.MAKERS[form](text), f"{name}.{form}") == wanted


@pytest.mark.parametrize("name", ["a1-d1-toimialat", "a1-d2-varit", "a7-d1-nakokulmat"])
def test_a_drawn_table_of_a_report_has_the_rows_of_its_text(name: str) -> None:
    text, wanted = of_text(name)
    blocks: list[made_pdf.Block] = [
        one.text if isinstance(one, made.Line) else [["\n".join(t for t, _ in cell.paragraphs) for cell in row] for row in one]
        for one in made.blocks(text)
    ]  # fmt: skip
    widest = [
        [[*row, *[""] * (max(map(len, block)) - len(row))] for row in block] if not isinstance(block, str) else block
        for block in blocks
    ]
    found = of_file(made_pdf.ruled(widest), "a.pdf")
    own = [field for field in corpus.FIELDS if field not in ("osio", "selvitys_jakso")]  # of the head of the page
    assert [[row[field] for field in own] for row in found] == [[row[field] for field in own] for row in wanted]


def test_the_word_file_of_the_readme_has_the_rows_of_the_sample() -> None:
    text = (ROOT / "samples" / "pori" / "2026-t1.txt").read_text(encoding="utf-8")
    wanted = fields(list(tavoiteparse.rows(tavoiteparse.read_text(text).raportti)))
    assert of_file((ROOT / "docs" / "pori-2026-t1.docx").read_bytes(), "a.docx") == wanted


def saved(document: Any) -> bytes:
    out = BytesIO()
    document.save(out)
    return out.getvalue()


BOX = (
    '<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp>'
    "<wps:txbx><w:txbxContent>{text}</w:txbxContent></wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict>"
    "<v:shape><v:textbox><w:txbxContent>{text}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback>"
    "</mc:AlternateContent></w:r></w:p>"
)


def test_a_text_box_is_read_once() -> None:
    document = docx.Document()
    document.add_heading("Kuhmolan kunta, seuranta 2025", 1)
    text = "<w:p><w:r><w:t>Tavoite: Vesi riittää</w:t></w:r></w:p><w:p><w:r><w:t>Mittari: katkot</w:t></w:r></w:p>"
    document.element.body.insert(1, parse_xml(BOX.format(text=text)))
    found = of_file(saved(document), "a.docx")
    assert [(row["tavoite"], row["mittari"]) for row in found] == [("vesi riittää", "katkot")]


def test_a_table_in_a_cell_loses_nothing_and_moves_no_column() -> None:
    document = docx.Document()
    document.add_heading("Kuhmolan kunta, seuranta 2025", 1)
    table = document.add_table(rows=3, cols=4)
    for n, text in enumerate(("Tavoite", "Mittari", "Tavoitetaso", "Toteuma")):
        table.cell(0, n).text = text
    for n, text in enumerate(("Vesi riittää", "", "3", "2")):
        table.cell(1, n).text = text
    inner = table.cell(1, 1).add_table(rows=1, cols=2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "Katkot", "kpl"
    for n, text in enumerate(("Tiet kestävät", "Painumat", "9", "12")):
        table.cell(2, n).text = text
    found = of_file(saved(document), "a.docx")
    assert [(row["tavoite"], row["tavoitetaso"], row["toteuma"]) for row in found] == [
        ("vesi riittää", "3", "2"),
        ("tiet kestävät", "9", "12"),
    ]
    assert found[0]["mittari"] == "katkot kpl"


def test_cells_over_columns_and_rows_stand_where_they_are_shown() -> None:
    document = docx.Document()
    document.add_heading("Kuhmolan kunta, seuranta 2025", 1)
    table = document.add_table(rows=4, cols=4)
    rows = (("Tavoite", "Mittari", "Tavoitetaso", "Toteuma"), ("Vesi riittää", "Katkot", "3", "2"),
            ("", "Vuodot", "5", "7"), ("Luvut ovat alustavia.", "", "", ""))  # fmt: skip
    for n, row in enumerate(rows):
        for m, text in enumerate(row):
            table.cell(n, m).text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(3, 0).merge(table.cell(3, 3))
    found = of_file(saved(document), "a.docx")
    assert [(row["tavoite"], row["mittari"], row["tavoitetaso"], row["toteuma"]) for row in found][:2] == [
        ("vesi riittää", "katkot", "3", "2"),
        ("vesi riittää", "vuodot", "5", "7"),
    ]
