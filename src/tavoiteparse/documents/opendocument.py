"""OpenDocument texts (.odt) and sheets (.ods) to the text between."""

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from tavoiteparse.documents.converted import (
    ConversionError,
    Converted,
    Lines,
    Paragraph,
    cell_of,
    escaped,
    sheets_text,
    spread,
)
from tavoiteparse.documents.packed import Package
from tavoiteparse.documents.read import Limits
from tavoiteparse.source.messages import N_, translated

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
MOST_REPEATED = 200  # columns, and rows, that one cell or row may stand for
SKIPPED = frozenset({f"{TEXT}tracked-changes", f"{OFFICE}annotation", f"{OFFICE}forms", f"{TEXT}sequence-decls"})
GROUPS = frozenset(
    f"{TABLE}{name}" for name in ("table-header-rows", "table-rows", "table-row-group", "table-header-columns")
)
SECTIONS = frozenset(
    {f"{TEXT}section", f"{TEXT}index-body", f"{TEXT}table-of-content", f"{DRAW}frame", f"{DRAW}text-box"}
)


def convert(data: bytes, name: str, limits: Limits) -> Converted:
    """Reads an OpenDocument file. Raises ConversionError."""
    package = Package(data, N_("OpenDocument file"), limits.unpacked_bytes)
    root = package.xml("content.xml")
    body = root.find(f"{OFFICE}body") if root is not None else None
    text = body.find(f"{OFFICE}text") if body is not None else None
    sheets = body.find(f"{OFFICE}spreadsheet") if body is not None else None
    if root is None or (text is None and sheets is None):
        raise ConversionError(translated("is no OpenDocument text or sheet inside; save it anew as .odt or .ods"))
    reader = _Reader(root, package.xml("styles.xml"))
    if text is not None:
        return Converted(reader.text(text), "odt")
    assert sheets is not None
    return Converted(reader.sheets(sheets), "ods")


class _Reader:
    """One document: the weights of its styles, which of its lists are numbered, its notes."""

    def __init__(self, content: ET.Element, styles: ET.Element | None) -> None:
        self.bold: set[str] = set()
        self.numbered: dict[str, set[int]] = {}
        self.hidden: set[str] = set()
        self.notes: list[str] = []
        self.boxes: list[ET.Element] = []
        self.master = styles
        for root in (styles, content):
            for style in root.iter(f"{STYLE}style") if root is not None else ():
                self._style(style)
            for listing in root.iter(f"{TEXT}list-style") if root is not None else ():
                levels = {
                    int(one.get(f"{TEXT}level", "1")) for one in listing if one.tag.endswith("level-style-number")
                }
                self.numbered[listing.get(f"{STYLE}name", "")] = levels

    def _style(self, style: ET.Element) -> None:
        name = style.get(f"{STYLE}name", "")
        properties = style.find(f"{STYLE}text-properties")
        parent = style.get(f"{STYLE}parent-style-name", "")
        weight = properties.get(f"{FO}font-weight") if properties is not None else None
        if weight == "bold" or (weight is None and parent in self.bold):
            self.bold.add(name)
        if properties is not None and properties.get(f"{TEXT}display") == "none":
            self.hidden.add(name)

    def text(self, body: ET.Element) -> str:
        """A text document."""
        lines = Lines()
        self._blocks(lines, body)
        beside = list(self.notes)
        for page in self.master.iter(f"{STYLE}master-page") if self.master is not None else ():
            for part in page:
                if part.tag in (f"{STYLE}header", f"{STYLE}footer"):
                    beside += [self._printed(one) for one in part.iter(f"{TEXT}p")]
        lines.furniture([" ".join(one.split()) for one in beside])
        return lines.text()

    def sheets(self, body: ET.Element) -> str:
        """A file of sheets: each is a section."""
        sheets: list[tuple[str, list[str]]] = []
        for sheet in body.findall(f"{TABLE}table"):
            rows = self._rows(sheet)
            if any(any(row) for row in rows):
                lines = ["\t".join(row).rstrip("\t") if any(row) else "" for row in rows]
                sheets.append((sheet.get(f"{TABLE}name", ""), lines))
        return sheets_text(sheets)

    def _blocks(self, lines: Lines, parent: ET.Element, listed: tuple[str, int] | None = None) -> None:
        for child in parent:
            if child.tag in SKIPPED:
                continue
            if child.tag in (f"{TEXT}p", f"{TEXT}h"):
                lines.paragraph(self._paragraph(child))
                boxes, self.boxes = self.boxes, []
                for box in boxes:
                    self._blocks(lines, box)
            elif child.tag == f"{TEXT}list":
                for paragraph in self._items(child, 0, None):
                    lines.paragraph(paragraph)
            elif child.tag == f"{TABLE}table":
                lines.rows(self._rows(child))
            elif child.tag in SECTIONS:
                self._blocks(lines, child)

    def _items(self, listing: ET.Element, depth: int, style: str | None) -> Iterator[Paragraph]:
        """The items of a list and those below them, numbers counted anew in each list."""
        style = listing.get(f"{TEXT}style-name") or style
        count = 0
        for item in listing:
            if item.tag not in (f"{TEXT}list-item", f"{TEXT}list-header"):
                continue
            first = True
            for child in item:
                if child.tag == f"{TEXT}list":
                    yield from self._items(child, depth + 1, style)
                elif child.tag in (f"{TEXT}p", f"{TEXT}h"):
                    paragraph = self._paragraph(child)
                    if first and item.tag == f"{TEXT}list-item" and paragraph.text.strip():
                        start = item.get(f"{TEXT}start-value", "")
                        count = int(start) if start.isdecimal() else count + 1
                        numbered = depth + 1 in self.numbered.get(style or "", set())
                        marker = f"{count}." if numbered else "-"
                        if paragraph.level:
                            yield paragraph._replace(text=f"{marker} {paragraph.text}" if numbered else paragraph.text)
                        else:
                            yield paragraph._replace(marker=marker, depth=depth)
                    else:
                        yield paragraph
                    first = False

    def _paragraph(self, element: ET.Element) -> Paragraph:
        level = element.get(f"{TEXT}outline-level", "1") if element.tag == f"{TEXT}h" else "0"
        name = element.get(f"{TEXT}style-name", "")
        if element.tag == f"{TEXT}p" and name == "Title":
            level = "1"
        text = self._printed(element)
        spans = [one for one in element if one.tag == f"{TEXT}span"]
        alone = not (element.text or "").strip() and not any((one.tail or "").strip() for one in element)
        heavy = bool(spans) and alone and all(one.get(f"{TEXT}style-name", "") in self.bold for one in spans)
        return Paragraph(text, int(level) if level.isdecimal() else 0, bold=name in self.bold or heavy)

    def _printed(self, element: ET.Element) -> str:
        """What is seen of a paragraph, escaped."""
        out = [escaped(_folded(element.text))]
        waiting = [iter(element)]
        tails: list[str] = []
        while waiting:
            child = next(waiting[-1], None)
            if child is None:
                waiting.pop()
                if tails:
                    out.append(escaped(_folded(tails.pop())))
                continue
            if self._skips(child):
                out.append(escaped(_folded(child.tail)))
                continue
            sign = _sign(child)
            if sign is not None:
                out += [sign, escaped(_folded(child.tail))]
                continue
            out.append(escaped(_folded(child.text)))
            waiting.append(iter(child))
            tails.append(child.tail or "")
        return "".join(out)

    def _skips(self, child: ET.Element) -> bool:
        """Notes, boxes, remarks and hidden text are no part of the paragraph; notes and boxes wait for their turn."""
        if child.tag == f"{TEXT}note":
            body = child.find(f"{TEXT}note-body")
            self.notes += ["".join(one.itertext()) for one in body.iter(f"{TEXT}p")] if body is not None else []
            return True
        if child.tag == f"{DRAW}frame":
            self.boxes += child.findall(f"{DRAW}text-box")
            return True
        return child.tag in SKIPPED or child.get(f"{TEXT}style-name", "") in self.hidden

    def _rows(self, table: ET.Element) -> list[list[str]]:
        """The rows of a table; what a merged cell covers is blank."""
        rows: list[list[str]] = []
        for row in _own_rows(table):
            cells: list[str] = []
            first = next(iter(row), None)
            if first is not None and (wide := _count(first, "number-columns-spanned")) > 1 and wide >= len(row):
                cells = spread(self._cell(first), wide, alone=True)
            for cell in row if not cells else ():
                if cell.tag not in (f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
                    continue
                text = self._cell(cell) if cell.tag == f"{TABLE}table-cell" else ""
                cells += [text] * (_count(cell, "number-columns-repeated") if text else 1)
                if not text:
                    cells += [""] * (_count(cell, "number-columns-repeated") - 1)
            while cells and not cells[-1]:
                cells.pop()
            rows += [cells] * (_count(row, "number-rows-repeated") if any(cells) else 1)
        width = max(map(len, rows), default=0)
        return [row + [""] * (width - len(row)) for row in rows]

    def _cell(self, cell: ET.Element) -> str:
        paragraphs: list[Paragraph] = []
        for child in cell:
            if child.tag in (f"{TEXT}p", f"{TEXT}h"):
                paragraphs.append(self._paragraph(child)._replace(level=0))
                self.boxes = []
            elif child.tag == f"{TEXT}list":
                paragraphs += self._items(child, 0, None)
            elif child.tag == f"{TABLE}table":
                paragraphs += [Paragraph(" ".join(filter(None, row))) for row in self._rows(child)]
        return cell_of(paragraphs)


def _own_rows(table: ET.Element) -> Iterator[ET.Element]:
    for child in table:
        if child.tag == f"{TABLE}table-row":
            yield child
        elif child.tag in GROUPS:
            yield from _own_rows(child)


def _count(element: ET.Element, name: str) -> int:
    printed = element.get(f"{TABLE}{name}", "1")
    return min(int(printed), MOST_REPEATED) if printed.isdecimal() else 1


def _folded(text: str | None) -> str:
    """White space as it is shown: line ends of the file are spaces."""
    return " ".join(text.split(" ")).replace("\n", " ").replace("\r", " ").replace("\t", " ") if text else ""


def _sign(element: ET.Element) -> str | None:
    """What an element without text of its own prints; None where it holds some."""
    if element.tag == f"{TEXT}tab":
        return "\t"
    if element.tag == f"{TEXT}line-break":
        return "\n"
    if element.tag == f"{TEXT}s":
        count = element.get(f"{TEXT}c", "1")
        return " " * (min(int(count), MOST_REPEATED) if count.isdecimal() else 1)
    return "" if element.tag in (f"{TEXT}bookmark", f"{TEXT}soft-page-break", f"{TEXT}change") else None
