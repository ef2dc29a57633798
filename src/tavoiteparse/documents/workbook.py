"""Excel workbooks (.xlsx, .xlsm) to the text between: each sheet a section, figures as they are shown."""

import re
from datetime import datetime, timedelta
from xml.etree import ElementTree as ET

from tavoiteparse.documents.converted import ConversionError, Converted, cell_of, escaped, sheets_text, spread, typed
from tavoiteparse.documents.packed import Package
from tavoiteparse.documents.read import Limits
from tavoiteparse.source.messages import N_, filled, translated

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
P = "{http://schemas.openxmlformats.org/package/2006/relationships}"
MOST_CELLS = 1_000_000
MOST_COLUMNS = 500  # right of which no cell is taken
MOST_BLANK = 3  # lines between two filled rows
BUILT_IN = {1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 14: "dd.mm.yyyy", 15: "dd.mm.yyyy",
            16: "dd.mm.yyyy", 17: "mm.yyyy", 22: "dd.mm.yyyy"}  # fmt: skip
QUOTED = re.compile(r"\"([^\"]{0,60})\"|\\(.)|\[[^\]\[]{0,40}\]|_.|\*.")
PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
GROUPED = re.compile(r"#(?:,|\\?[ \xa0])##0")
DIGITS = 15  # of a figure that Excel keeps
FIRST_DAY = datetime(1899, 12, 30)


def convert(data: bytes, name: str, limits: Limits) -> Converted:
    """Reads a workbook. Raises ConversionError."""
    package = Package(data, N_("Excel workbook"), limits.unpacked_bytes)
    book = package.xml("xl/workbook.xml")
    if book is None:
        raise ConversionError(translated("is no Excel workbook inside; save it anew as .xlsx"))
    return Converted(_Book(package, book).text(), "xlsx")


class _Book:
    """One workbook: the texts and formats that its sheets share."""

    def __init__(self, package: Package, book: ET.Element) -> None:
        self.package, self.book = package, book
        shared = package.xml("xl/sharedStrings.xml")
        self.strings = [_rich(one) for one in shared.findall(f"{S}si")] if shared is not None else []
        self.formats = self._formats(package.xml("xl/styles.xml"))
        self.cells = 0

    def _formats(self, styles: ET.Element | None) -> list[str]:
        """The number format of each style of cells."""
        if styles is None:
            return []
        own = {one.get("numFmtId", ""): one.get("formatCode", "") for one in styles.iter(f"{S}numFmt")}
        styled = styles.find(f"{S}cellXfs")
        ids = [one.get("numFmtId", "0") for one in styled] if styled is not None else []
        return [own.get(n) or BUILT_IN.get(int(n) if n.isdecimal() else 0, "") for n in ids]

    def text(self) -> str:
        """Every sheet that is shown, in order."""
        relations = self.package.xml("xl/_rels/workbook.xml.rels")
        targets = {one.get("Id"): one.get("Target", "") for one in relations} if relations is not None else {}
        sheets: list[tuple[str, list[str]]] = []
        for sheet in self.book.iter(f"{S}sheet"):
            target = targets.get(sheet.get(f"{R}id"), "").removeprefix("/xl/").removeprefix("/")
            root = self.package.xml(target if target.startswith("xl/") else f"xl/{target}") if target else None
            if root is None or sheet.get("state", "visible") != "visible":
                continue
            rows = self._rows(root)
            if rows:
                sheets.append((sheet.get("name", ""), rows))
        return sheets_text(sheets)

    def _rows(self, sheet: ET.Element) -> list[str]:
        """The rows of a sheet that hold anything and are not hidden, columns from the first one used on."""
        found: list[tuple[int, dict[int, str]]] = []
        for row in sheet.iter(f"{S}row"):
            if row.get("hidden") in ("1", "true"):
                continue
            cells: dict[int, str] = {}
            for n, cell in enumerate(row.findall(f"{S}c")):
                self.cells += 1
                if self.cells > MOST_CELLS:
                    raise ConversionError(
                        filled(
                            "holds more than {most} cells; save the sheet that matters alone",
                            {"most": MOST_CELLS},
                        )
                    )
                place = PLACE.fullmatch(cell.get("r", ""))
                at = _column(place[1]) if place is not None else n
                if at < MOST_COLUMNS and (text := self._cell(cell)):
                    cells[at] = text
            printed = row.get("r", "")
            if cells:
                found.append((int(printed) if printed.isdecimal() else (found[-1][0] + 1 if found else 1), cells))
        merged = _merged_rows(sheet)
        first = min((min(cells) for _, cells in found), default=0)
        last = max((max(cells) for _, cells in found), default=0)
        lines: list[str] = []
        above = None
        for number, cells in found:
            lines += [""] * min(max(number - above - 1, 0), MOST_BLANK) if above is not None else []
            above = number
            texts = [cells.get(at, "") for at in range(first, last + 1)]
            if len(cells) == 1 and merged.get(number, 0) >= len(texts):
                texts = spread(next(iter(cells.values())), len(texts), alone=True)
            alone = len(cells) == 1 and first in cells and not (len(texts) > 1 and texts[1])
            lines.append(texts[0] if alone else "\t".join(texts))
        return lines

    def _cell(self, cell: ET.Element) -> str:
        """The text of a cell as it is shown, on one line."""
        kind, value = cell.get("t", "n"), cell.findtext(f"{S}v")
        if kind == "inlineStr":
            inline = cell.find(f"{S}is")
            text = _rich(inline) if inline is not None else ""
        elif value is None:
            return ""
        elif kind == "s":
            text = self.strings[int(value)] if value.isdecimal() and int(value) < len(self.strings) else ""
        elif kind in ("str", "e", "d"):
            text = value
        elif kind == "b":
            text = "TOSI" if value == "1" else "EPÄTOSI"
        else:
            style = cell.get("s", "0")
            at = int(style) if style.isdecimal() else 0
            text = _shown(value, self.formats[at] if at < len(self.formats) else "")
        lines = [" ".join(line.split()) for line in escaped(text).splitlines()]
        return cell_of([typed(line) for line in lines if line])


def _merged_rows(sheet: ET.Element) -> dict[int, int]:
    """How many columns the widest merged cell of each row covers, of those that lie in one row."""
    found: dict[int, int] = {}
    for merge in sheet.iter(f"{S}mergeCell"):
        start, _, end = merge.get("ref", "").partition(":")
        first, last = PLACE.fullmatch(start), PLACE.fullmatch(end)
        if first is not None and last is not None and first[2] == last[2]:
            wide = _column(last[1]) - _column(first[1]) + 1
            found[int(first[2])] = max(wide, found.get(int(first[2]), 0))
    return found


def _rich(element: ET.Element) -> str:
    """A text in one run or several, without the reading aids of other scripts."""
    runs = [element.findtext(f"{S}t") or "", *(run.findtext(f"{S}t") or "" for run in element.findall(f"{S}r"))]
    return "".join(runs)


def _column(letters: str) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1


def _shown(value: str, code: str) -> str:
    """A number as a Finnish Excel shows it: `73,5 %`, `19 870`, `31.12.2025`."""
    try:
        number = float(value)
    except ValueError:
        return value
    sections = code.split(";")
    section = sections[1] if number < 0 and len(sections) > 1 and sections[1] else sections[0]
    bare = QUOTED.sub("", section)
    if not bare or bare.casefold() == "general":
        return _general(number)
    if any(sign in bare.casefold() for sign in "ymd") and "0" not in bare.replace("00", ""):
        return _date(number, bare.casefold())
    signed = number
    percent = "%" in bare
    if percent:
        signed *= 100
    digits = bare.partition(".")[2]
    decimals = len(re.match(r"[0#?]*", digits)[0]) if digits else 0  # type: ignore[index]
    optional = digits.count("#") if digits else 0
    text = f"{round(signed, decimals):,.{decimals}f}"
    if optional and "." in text:
        text = text.rstrip("0").rstrip(".") if optional == decimals else text
    grouped = GROUPED.search(section) is not None
    text = text.replace(",", " " if grouped else "").replace(".", ",")
    words = [match[1] or match[2] or "" for match in QUOTED.finditer(section) if match[1] or match[2]]
    money = "€" if "€" in section or "[$€" in code else ""
    tail = " %" if percent else ""
    named = "".join(words).strip()
    if money and money not in named:
        named = f"{named} {money}".strip()
    if len(sections) > 1 and number < 0 and not text.startswith("-"):
        return text
    return f"{text}{tail} {named}".strip() if named and named not in ("-",) else f"{text}{tail}"


def _general(number: float) -> str:
    """A number without a format: as many digits as it needs."""
    if number == int(number) and abs(number) < 10**DIGITS:
        return str(int(number))
    return f"{number:.10g}".replace(".", ",")


def _date(number: float, code: str) -> str:
    """A day by its number, as the format has its parts."""
    try:
        day = FIRST_DAY + timedelta(days=number)
    except OverflowError:
        return _general(number)
    if "d" not in code:
        return f"{day.month}/{day.year}" if "m" in code else str(day.year)
    return f"{day.day}.{day.month}.{day.year}"
