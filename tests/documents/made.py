"""Reports rebuilt from their text in the forms that people hold, by the libraries that people make them with.

A tab row of the text is a row of a real table, `<p>` and `<li>` in its cells are paragraphs and items, `#` and `**` are
headings and bold paragraphs. Nothing here knows how the converters read them again.
"""

import re
from html import escape, unescape
from io import BytesIO
from typing import Any, NamedTuple

import docx
import openpyxl
from odf.opendocument import OpenDocumentSpreadsheet, OpenDocumentText
from odf.style import Style, TextProperties
from odf.table import Table, TableCell, TableColumn, TableRow
from odf.text import H, LineBreak, List, ListItem, P, S

HEADING = re.compile(r"(#{1,6})\s+(.*)")
BOLD = re.compile(r"<b>([^<>]*)</b>")
ITEM = re.compile(r"( *)- (.+)")
TAGS = re.compile(r"<(/?)(p|ul|li|br)(?:\s[^<>]*)?>")


class Line(NamedTuple):
    """A paragraph outside of tables: its level as a heading, whether it is bold, its depth as an item (from 1)."""

    text: str
    level: int = 0
    bold: bool = False
    depth: int = 0


class Cell(NamedTuple):
    """A cell: its paragraphs, each with a sign whether it is an item of a list."""

    paragraphs: list[tuple[str, bool]]


Rows = list[list[Cell]]


def blocks(text: str) -> list[Line | Rows]:
    """The lines and tables of a text."""
    found: list[Line | Rows] = []
    goes_on = False  # on the line above, without a blank line between
    for raw in text.replace("\r\n", "\n").split("\n"):
        if "\t" in raw or raw.startswith("|"):
            cells = raw.split("\t") if "\t" in raw else raw.strip().strip("|").split("|")
            if not any(cell.strip(" -:") for cell in cells):
                continue  # the rule below the headings of a Markdown table
            row = [Cell(paragraphs(cell)) for cell in cells]
            if found and isinstance(found[-1], list):
                found[-1].append(row)
            else:
                found.append([row])
            goes_on = False
            continue
        line = raw.strip()
        heading, item = HEADING.fullmatch(line), ITEM.fullmatch(raw)
        if heading is not None:
            found.append(Line(heading[2], len(heading[1])))
        elif item is not None:
            found.append(Line(item[2], depth=1 + len(item[1]) // 2))
        elif goes_on and line and isinstance(above := found[-1], Line):
            found[-1] = above._replace(text=f"{above.text}\n{line}")
        else:
            found.append(Line(line))
        goes_on = bool(line) and heading is None and item is None
    return [_weighed(one) if isinstance(one, Line) else one for one in found if isinstance(one, list) or one.text]


def _weighed(line: Line) -> Line:
    bold = line.text.startswith("**") and line.text.endswith("**") and len(line.text) > 4
    return line._replace(text=unescape(line.text.strip("*") if bold else line.text), bold=bold)


def paragraphs(cell: str) -> list[tuple[str, bool]]:
    """The paragraphs of a cell of the text."""
    found: list[tuple[str, bool]] = []
    at, item = 0, False
    for tag in TAGS.finditer(cell):
        found.append((cell[at : tag.start()], item))
        item = tag[2] == "li" and not tag[1]
        at = tag.end()
    found.append((cell[at:], item))
    return [(_decoded(text), is_item) for text, is_item in found if text.strip()]


def _decoded(text: str) -> str:
    return "".join(f"<b>{one}</b>" if n % 2 else unescape(one) for n, one in enumerate(BOLD.split(text))).strip()


def word(text: str) -> bytes:
    """A Word document."""
    document = docx.Document()
    for one in blocks(text):
        if isinstance(one, Line):
            if one.level:
                document.add_heading(one.text, min(one.level, 9))
            else:
                style = f"List Bullet{f' {one.depth}' if one.depth > 1 else ''}" if one.depth else None
                document.add_paragraph(style=style).add_run(one.text).bold = one.bold or None
            continue
        columns = max(map(len, one))
        table = document.add_table(rows=0, cols=columns)
        for row in one:
            cells = table.add_row().cells
            for cell, target in zip(row, cells, strict=False):
                _fill_word(cell, target)
        document.add_paragraph()
    return _saved(document)


def _fill_word(cell: Cell, target: Any) -> None:
    for n, (text, item) in enumerate(cell.paragraphs):
        paragraph = target.paragraphs[0] if not n else target.add_paragraph()
        for at, part in enumerate(BOLD.split(text)):
            paragraph.add_run(part).bold = bool(at % 2) or None
        if item:
            paragraph.style = "List Bullet"


def web(text: str) -> bytes:
    """A web page."""
    out = ["<!DOCTYPE html>", '<html lang="fi"><head><meta charset="utf-8"><title>Sivu</title></head><body>']
    for one in blocks(text):
        if isinstance(one, Line):
            name = f"h{one.level}" if one.level else "p"
            inner = escape(one.text, quote=False).replace("\n", "<br>\n")
            inner = f"<b>{inner}</b>" if one.bold else inner
            if one.depth:
                out.append("<ul>" * one.depth + f"<li>{inner}</li>" + "</ul>" * one.depth)
            else:
                out.append(f"<{name}>{inner}</{name}>")
            continue
        out.append("<table>")
        for row in one:
            out.append("  <tr>")
            out += [f"    <td>{_web_cell(cell)}</td>" for cell in row]
            out.append("  </tr>")
        out.append("</table>")
    return "\n".join([*out, "</body></html>", ""]).encode()


def _web_cell(cell: Cell) -> str:
    if len(cell.paragraphs) == 1 and not cell.paragraphs[0][1]:
        return _web_text(cell.paragraphs[0][0])
    out, listed = "", False
    for text, item in cell.paragraphs:
        if item != listed:
            out += "<ul>" if item else "</ul>"
            listed = item
        tag = "li" if item else "p"
        out += f"<{tag}>{_web_text(text)}</{tag}>"
    return out + ("</ul>" if listed else "")


def _web_text(text: str) -> str:
    return "".join(
        f"<b>{escape(part, quote=False)}</b>" if n % 2 else escape(part, quote=False)
        for n, part in enumerate(BOLD.split(text))
    )


def opendocument(text: str) -> bytes:
    """An OpenDocument text."""
    document = OpenDocumentText()
    bold = Style(name="Lihava", family="text")
    bold.addElement(TextProperties(fontweight="bold"))
    document.styles.addElement(bold)
    for one in blocks(text):
        if isinstance(one, Line):
            target = H(outlinelevel=one.level) if one.level else P(stylename="Lihava" if one.bold else None)
            for n, part in enumerate(one.text.split("\n")):
                if n:
                    target.addElement(LineBreak())
                _spaced(target, part)
            for _ in range(one.depth):
                listing, entry = List(), ListItem()
                entry.addElement(target)
                listing.addElement(entry)
                target = listing
            document.text.addElement(target)
            continue
        table = Table()
        table.addElement(TableColumn(numbercolumnsrepeated=max(map(len, one))))
        for row in one:
            line = TableRow()
            for cell in row:
                target = TableCell()
                for paragraph, item in cell.paragraphs:
                    holder = P()
                    _spaced(holder, paragraph)
                    if item:
                        listing, entry = List(), ListItem()
                        entry.addElement(holder)
                        listing.addElement(entry)
                        target.addElement(listing)
                    else:
                        target.addElement(holder)
                line.addElement(target)
            table.addElement(line)
        document.text.addElement(table)
    return _saved(document)


def _spaced(target: Any, text: str) -> None:
    """Text with its runs of spaces as OpenDocument writes them."""
    text = BOLD.sub(r"\1", text)
    for n, part in enumerate(re.split(r"( {2,})", text)):
        if n % 2:
            target.addText(" ")
            target.addElement(S(c=len(part) - 1))
        elif part:
            target.addText(part)


def workbook(text: str) -> bytes:
    """An Excel workbook with one sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Seuranta"
    row = 1
    above_table = False
    for one in blocks(text):
        if isinstance(one, Line):
            row += 1
            sheet.cell(row, 1).value = _literal(one.text)
            row += 1
            above_table = False
            continue
        row += above_table
        for cells in one:
            for n, cell in enumerate(cells, 1):
                if cell.paragraphs:
                    sheet.cell(row, n).value = _literal("\n".join(text for text, _ in cell.paragraphs))
                    sheet.cell(row, n).data_type = "s"
            row += 1
        above_table = True
    return _saved(book)


def _literal(text: str) -> str:
    return BOLD.sub(r"\1", text)


def sheets(text: str) -> bytes:
    """An OpenDocument sheet."""
    document = OpenDocumentSpreadsheet()
    table = Table(name="Seuranta")
    for one in blocks(text):
        rows = [[Cell([(part, False) for part in one.text.split("\n")])]] if isinstance(one, Line) else one
        blank = TableRow()
        blank.addElement(TableCell())
        if isinstance(one, Line):
            table.addElement(blank)
        for cells in rows:
            line = TableRow()
            for cell in cells:
                target = TableCell(valuetype="string")
                for paragraph, _ in cell.paragraphs:
                    holder = P()
                    _spaced(holder, paragraph)
                    target.addElement(holder)
                line.addElement(target)
            table.addElement(line)
        if isinstance(one, Line):
            table.addElement(blank)
    document.spreadsheet.addElement(table)
    return _saved(document)


MAKERS = {"docx": word, "odt": opendocument, "html": web, "xlsx": workbook, "ods": sheets}


def _saved(document: Any) -> bytes:
    file = BytesIO()
    document.save(file)
    return file.getvalue()
