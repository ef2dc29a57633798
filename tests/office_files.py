"""Office documents for tests, made by the libraries that people make them with."""

from datetime import date
from io import BytesIO
from typing import Any

import docx
import openpyxl
from docx.oxml import OxmlElement
from odf.opendocument import OpenDocumentText
from odf.table import CoveredTableCell, Table, TableCell, TableColumn, TableRow
from odf.text import H, List, ListItem, P

HEAD = "Mallilan kunta, osavuosikatsaus 1.1.–31.8.2025"
HEADINGS = ["Tavoite", "Mittari", "Tavoitetaso", "Toteuma"]
ROWS = [
    ["Yrityksiä syntyy", "Uudet yritykset, kpl", "< 40", "35"],
    ["", "Luovutetut tontit", "12", "14"],
    ["Hyvinvointi"],
    ["Nuoret viihtyvät", "Kyselyn tulos", "4,0", "3,9"],
]


def _run(name: str, text_name: str, text: str) -> Any:
    """A tracked insertion or deletion with one run."""
    change, run, printed = OxmlElement(name), OxmlElement("w:r"), OxmlElement(text_name)
    printed.text = text
    run.append(printed)
    change.append(run)
    return change


def word() -> bytes:
    """A Word document: a table with merged cells, a list, hidden text, tracked changes, a running head."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Mallila – luonnos"
    document.add_heading(HEAD, 1)
    document.add_heading("Elinvoima", 2)
    table = document.add_table(rows=0, cols=len(HEADINGS))
    for row in (HEADINGS, *ROWS):
        cells = table.add_row().cells
        for cell, text in zip(cells, row, strict=False):
            cell.text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(3, 0).merge(table.cell(3, 3))
    document.add_paragraph("Selvitys: Neuvonta siirtyi seudulle.")
    document.add_heading("Toiminnalliset tavoitteet", 2)
    document.add_paragraph("Lapset oppivat uimaan", style="List Number")
    document.add_paragraph("Kirjasto on auki", style="List Number")
    changed = document.add_paragraph("Näkyvä ")
    changed.add_run("piilotettu").font.hidden = True
    changed._p.append(_run("w:ins", "w:t", "lisätty"))
    changed._p.append(_run("w:del", "w:delText", "poistettu"))
    cell = document.add_table(rows=1, cols=2).cell(0, 1)
    cell.paragraphs[0].text = "eka"
    cell.add_paragraph("toka")
    cell.add_paragraph("alkio", style="List Bullet")
    return _saved(document)


def workbook() -> bytes:
    """An Excel workbook: figures with formats, a date, a cell of two lines, a merged row, a hidden sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Tavoitteet"
    for row in (
        [HEAD],
        [],
        [*HEADINGS, "Päivä"],
        ["Väki kasvaa", "Osuus", 0.735, 0.7, date(2025, 12, 31)],
        ["Talous kestää"],
        ["Velka laskee", "Lainakanta", 19870, 1234567.891, "kesken\nvielä"],
    ):
        sheet.append(row)
    sheet.merge_cells("A5:E5")
    for place, code in (("C4", "0.0 %"), ("D4", "0%"), ("C6", "#,##0"), ("D6", '# ##0.00\\ "€"')):
        sheet[place].number_format = code
    hidden = book.create_sheet("Piilo")
    hidden.append(HEADINGS[:2])
    hidden.sheet_state = "hidden"
    return _saved(book)


def opendocument() -> bytes:
    """An OpenDocument text: a heading, a table with a row over all columns, a list."""
    document = OpenDocumentText()
    document.text.addElement(H(outlinelevel=1, text=HEAD))
    table = Table()
    table.addElement(TableColumn(numbercolumnsrepeated=len(HEADINGS)))
    for row in (HEADINGS, *ROWS):
        line = TableRow()
        if len(row) == 1:
            cell = TableCell(numbercolumnsspanned=len(HEADINGS))
            cell.addElement(P(text=row[0]))
            line.addElement(cell)
            for _ in HEADINGS[1:]:
                line.addElement(CoveredTableCell())
        for text in row if len(row) > 1 else ():
            cell = TableCell()
            cell.addElement(P(text=text))
            line.addElement(cell)
        table.addElement(line)
    document.text.addElement(table)
    listing = List()
    for text in ("yksi", "kaksi"):
        item = ListItem()
        item.addElement(P(text=text))
        listing.addElement(item)
    document.text.addElement(listing)
    return _saved(document)


def _saved(document: Any) -> bytes:
    file = BytesIO()
    document.save(file)
    return file.getvalue()
