"""Word documents (.docx) to the text between: paragraphs, lists and tables in the order of the body."""

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from tavoiteparse.documents.converted import ConversionError, Converted, Lines, Paragraph, cell_of, escaped, spread
from tavoiteparse.documents.packed import Package
from tavoiteparse.documents.read import Limits
from tavoiteparse.source.messages import N_, translated

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
SKIPPED = frozenset(
    {f"{W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "rPr", "pPr", "sectPr")} | {FALLBACK}
)
OFF = ("0", "false", "off", "none")
MOST_COLUMNS = 200  # that a merged cell may cover
LEVELS = 9
BOXES = {"F0FE": "☒", "F0FD": "☒", "F0FC": "✓", "F0A8": "☐", "F06F": "☐"}  # of the symbol font that Word ticks with
ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def convert(data: bytes, name: str, limits: Limits) -> Converted:
    """Reads a Word document. Raises ConversionError."""
    package = Package(data, N_("Word document"), limits.unpacked_bytes)
    return Converted(_Document(package).text(), "docx")


def _value(parent: ET.Element | None, name: str) -> str | None:
    """The value of a property, `` where it is set without one, None where it is not set."""
    found = parent.find(f"{W}{name}") if parent is not None else None
    return None if found is None else found.get(f"{W}val", "")


def _is_on(parent: ET.Element | None, name: str) -> bool:
    """Whether a property that is on or off is on."""
    value = _value(parent, name)
    return value is not None and value not in OFF


class _Styles:
    """The outline levels, list numbers and weights of paragraph styles, those they are based on included."""

    def __init__(self, root: ET.Element | None) -> None:
        styles = root.findall(f"{W}style") if root is not None else []
        self.styles = {style.get(f"{W}styleId", ""): style for style in styles}

    def chain(self, name: str | None) -> Iterator[ET.Element]:
        """A style and those it is based on."""
        seen: set[str] = set()
        while name is not None and name in self.styles and name not in seen:
            seen.add(name)
            yield self.styles[name]
            name = _value(self.styles[name], "basedOn")

    def level(self, name: str | None) -> int:
        """The heading level of a style; 0 of one for text."""
        for style in self.chain(name):
            outline = _value(style.find(f"{W}pPr"), "outlineLvl")
            if outline is not None and outline.isdecimal():
                return int(outline) + 1 if int(outline) < LEVELS else 0
            printed = (_value(style, "name") or "").casefold()
            if printed == "title":
                return 1
            if printed.startswith("heading ") and printed[8:].isdecimal():
                return int(printed[8:])
        return 0

    def numbering(self, name: str | None) -> ET.Element | None:
        """The list that a style belongs to."""
        for style in self.chain(name):
            found = style.find(f"{W}pPr/{W}numPr")
            if found is not None:
                return found
        return None

    def is_on(self, name: str | None, prop: str) -> bool:
        """Whether a property of characters is on in a style."""
        return any(_is_on(style.find(f"{W}rPr"), prop) for style in self.chain(name))


class _Numbers:
    """The numbers of lists, counted as Word counts them."""

    def __init__(self, root: ET.Element | None) -> None:
        self.levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self.counters: dict[str, list[int]] = {}
        if root is None:
            return
        abstract = {one.get(f"{W}abstractNumId", ""): one for one in root.findall(f"{W}abstractNum")}
        for num in root.findall(f"{W}num"):
            base = abstract.get(_value(num, "abstractNumId") or "")
            levels: dict[int, tuple[str, str, int]] = {}
            for level in base.findall(f"{W}lvl") if base is not None else []:
                start = _value(level, "start") or "1"
                at = level.get(f"{W}ilvl", "0")
                form, text = _value(level, "numFmt") or "decimal", _value(level, "lvlText") or ""
                levels[int(at) if at.isdecimal() else 0] = (form, text, int(start) if start.isdecimal() else 1)
            self.levels[num.get(f"{W}numId", "")] = levels

    def marker(self, number: str, depth: int) -> str | None:
        """The bullet or number of the next paragraph of a list; None where the list has none."""
        levels = self.levels.get(number)
        if not levels or depth not in levels or number == "0":
            return None
        form, text, _ = levels[depth]
        if form in ("bullet", "none"):
            return "-" if form == "bullet" else None
        counters = self.counters.setdefault(number, [])
        while len(counters) <= depth:
            counters.append(levels.get(len(counters), ("", "", 1))[2] - 1)
        counters[depth] += 1
        del counters[depth + 1 :]
        for at, count in enumerate(counters):
            text = text.replace(f"%{at + 1}", _numeral(count, levels.get(at, ("decimal", "", 1))[0]))
        return text.strip() or None


def _numeral(count: int, form: str) -> str:
    """A number as a list prints it: 3, c, III."""
    if form in ("lowerLetter", "upperLetter") and 0 < count <= 26:
        letter = chr(ord("a") + count - 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman") and 0 < count < 40:
        out = ""
        for value, sign in ROMAN:
            while count >= value:
                out, count = out + sign, count - value
        return out.upper() if form == "upperRoman" else out
    return str(count)


class _Document:
    """One document: its body, and what stands beside it."""

    def __init__(self, package: Package) -> None:
        self.package = package
        body = package.xml("word/document.xml")
        if body is None:
            raise ConversionError(translated("is no Word document inside; save it anew as .docx"))
        self.body = body.find(f"{W}body")
        self.styles = _Styles(package.xml("word/styles.xml"))
        self.numbers = _Numbers(package.xml("word/numbering.xml"))
        self.boxes: list[ET.Element] = []  # of text, in the paragraph that is read

    def text(self) -> str:
        """All of the document as the text between."""
        lines = Lines()
        for block in self._blocks(self.body) if self.body is not None else ():
            self._block(lines, block)
        beside = []
        for name in sorted(self.package.names()):
            part = name.removeprefix("word/")
            if part.startswith(("header", "footer", "footnotes", "endnotes")) and part.endswith(".xml"):
                root = self.package.xml(name)
                beside += (
                    [escape for one in root.iter(f"{W}p") if (escape := self._text(one))] if root is not None else []
                )
        lines.furniture([" ".join(text.split()) for text in beside])
        return lines.text()

    def _block(self, lines: Lines, block: ET.Element) -> None:
        if block.tag == f"{W}tbl":
            lines.rows(self._rows(block))
            return
        lines.paragraph(self._paragraph(block))
        boxes, self.boxes = self.boxes, []
        for box in boxes:
            for inner in self._blocks(box):
                self._block(lines, inner)

    def _blocks(self, parent: ET.Element) -> Iterator[ET.Element]:
        """The paragraphs and tables of a body, cell or box, controls and tracked insertions opened."""
        for child in parent:
            if child.tag in (f"{W}p", f"{W}tbl"):
                yield child
            elif child.tag in (f"{W}sdt", f"{W}ins", f"{W}moveTo", f"{W}customXml", f"{W}sdtContent", CHOICE):
                yield from self._blocks(child)

    def _paragraph(self, element: ET.Element) -> Paragraph:
        """A paragraph with its level, number and weight."""
        properties = element.find(f"{W}pPr")
        style = _value(properties, "pStyle")
        outline = _value(properties, "outlineLvl")
        level = int(outline) + 1 if outline is not None and outline.isdecimal() and int(outline) < LEVELS else 0
        level = level or self.styles.level(style)
        numbering = properties.find(f"{W}numPr") if properties is not None else None
        numbering = numbering if numbering is not None else self.styles.numbering(style)
        text = self._text(element)
        marker, depth = None, 0
        if numbering is not None and text.strip():
            at = _value(numbering, "ilvl") or "0"
            depth = min(int(at), LEVELS) if at.isdecimal() else 0
            marker = self.numbers.marker(_value(numbering, "numId") or "0", depth)
        if level and marker is not None and marker != "-":
            text, marker = f"{marker} {text}", None
        return Paragraph(text, level, None if level else marker, depth, self._is_bold(element, style))

    def _is_bold(self, element: ET.Element, style: str | None) -> bool:
        """Whether all printed runs of a paragraph are bold."""
        of_style = self.styles.is_on(style, "b")
        runs = [run for run in element.iter(f"{W}r") if any((t.text or "").strip() for t in run.findall(f"{W}t"))]
        if not runs:
            return False
        for run in runs:
            own = _value(run.find(f"{W}rPr"), "b")
            if not (own not in OFF if own is not None else of_style):
                return False
        return True

    def _text(self, element: ET.Element) -> str:
        """What is seen of a paragraph, escaped; its boxes wait for it to be over."""
        out: list[str] = []
        waiting = [iter(element)]
        while waiting:
            child = next(waiting[-1], None)
            if child is None:
                waiting.pop()
            elif child.tag in SKIPPED:
                continue
            elif child.tag == f"{W}txbxContent":
                self.boxes.append(child)
            elif child.tag == f"{W}r" and _is_on(child.find(f"{W}rPr"), "vanish"):
                continue
            elif (printed := _sign(child)) is not None:
                out.append(printed)
            else:
                waiting.append(iter(child))
        return "".join(out)

    def _rows(self, table: ET.Element) -> list[list[str]]:
        """The rows of a table as cells; what a merged cell covers is blank."""
        rows = []
        for row in self._own_rows(table):
            properties = row.find(f"{W}trPr")
            if properties is not None and properties.find(f"{W}del") is not None:
                continue
            before = _value(properties, "gridBefore") or "0"
            cells = [""] * (min(int(before), MOST_COLUMNS) if before.isdecimal() else 0)
            own = self._cells(row)
            for cell in own:
                cell_properties = cell.find(f"{W}tcPr")
                span = _value(cell_properties, "gridSpan") or "1"
                wide = min(int(span), MOST_COLUMNS) if span.isdecimal() else 1
                merged = cell_properties.find(f"{W}vMerge") if cell_properties is not None else None
                goes_on = merged is not None and merged.get(f"{W}val", "continue") != "restart"
                cells += spread("" if goes_on else self._cell(cell), max(wide, 1), alone=len(own) == 1)
            rows.append(cells)
        return rows

    def _own_rows(self, table: ET.Element) -> list[ET.Element]:
        """The rows of a table, not those of tables inside it."""
        rows: list[ET.Element] = []
        waiting = [*table]
        for child in waiting:
            if child.tag == f"{W}tr":
                rows.append(child)
            elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml"):
                waiting.extend(child)
        return rows

    def _cells(self, row: ET.Element) -> list[ET.Element]:
        cells: list[ET.Element] = []
        for child in row:
            if child.tag == f"{W}tc":
                cells.append(child)
            elif child.tag in (f"{W}sdt", f"{W}customXml"):
                content = child.find(f"{W}sdtContent") if child.tag == f"{W}sdt" else child
                cells += content.findall(f"{W}tc") if content is not None else []
        return cells

    def _cell(self, cell: ET.Element) -> str:
        """The text of a cell; the rows of a table inside it are its paragraphs."""
        paragraphs: list[Paragraph] = []
        waiting = [*self._blocks(cell)]
        for block in waiting:
            if block.tag == f"{W}p":
                paragraphs.append(self._paragraph(block))
                boxes, self.boxes = self.boxes, []
                for box in boxes:
                    waiting.extend(self._blocks(box))
            else:
                paragraphs += [Paragraph(" ".join(filter(None, row))) for row in self._rows(block)]
        return cell_of(paragraphs)


def _sign(element: ET.Element) -> str | None:
    """What one element of a run prints; None where it holds others."""
    tag = element.tag
    if tag == f"{W}t":
        return escaped(element.text or "")
    if tag in (f"{W}tab", f"{W}ptab"):
        return "\t"
    if tag in (f"{W}br", f"{W}cr"):
        return "\n"
    if tag == f"{W}noBreakHyphen":
        return "-"
    if tag in (
        f"{W}softHyphen",
        f"{W}footnoteReference",
        f"{W}endnoteReference",
        f"{W}annotationRef",
        f"{W}footnoteRef",
    ):
        return ""
    if tag == f"{W}sym":
        return BOXES.get(element.get(f"{W}char", "").upper(), "")
    return None
