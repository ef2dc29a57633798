"""Pages of a PDF as pdfium gives them: their letters with places, and the lines that are drawn on them.

Coordinates are points from the lower left of the page as it is shown: the turn of a rotated page is undone here.
"""

import ctypes
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from tavoiteparse.documents.converted import ConversionError
from tavoiteparse.documents.forms import LOCKED
from tavoiteparse.source.messages import N_, filled, translated

MOST_GLYPHS = 1_000_000  # of a page
MOST_PATHS = 200_000  # points of drawings, of a page
DEEPEST_FORM = 5  # drawings within drawings
THIN = 2.5  # points: a rectangle no wider is a drawn line
HYPHEN = "-"
UNPRINTED = {0, 10, 13, 0xFFFE, 0xFEFF, 0x200B}
OWN_SIGNS = {2: HYPHEN, 0x2010: HYPHEN, 0x2011: HYPHEN, 0xA0: " ", 9: " "}  # 2: pdfium's sign of a line's last hyphen
LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"}
BOLD = ("bold", "black", "heavy", "demi")

Matrix = tuple[float, float, float, float, float, float]


class Glyph(NamedTuple):
    """A letter: its origin, its right end by the font's advance, its height; the tag that it belongs to, -1 for none.

    `artifact` says that the file calls it furniture of the page: a running head, a page number.
    """

    sign: str
    x: float
    y: float
    right: float
    size: float
    tag: int
    bold: bool
    artifact: bool


class Stroke(NamedTuple):
    """A drawn line: `at` is its y where it is level, else its x; it reaches from `start` to `end`."""

    level: bool
    at: float
    start: float
    end: float


class Page(NamedTuple):
    """A page, counted from 1: its letters in the order of the file, its drawn lines, and whether it shows pictures."""

    number: int
    glyphs: list[Glyph]
    strokes: list[Stroke]
    has_pictures: bool


class _Ink(NamedTuple):
    """What the letters of one text object share."""

    tag: int
    bold: bool
    artifact: bool


def open_pdf(data: bytes) -> pypdfium2.PdfDocument:
    """The document of bytes. Raises ConversionError for one that is locked or damaged."""
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
        raise ConversionError(translated(LOCKED if locked else N_("is damaged or cut short"))) from None


def read_page(document: pypdfium2.PdfDocument, index: int) -> Page:
    """One page. Raises ConversionError for one that is damaged or too large."""
    try:
        page = document[index]
    except pypdfium2.PdfiumError:
        raise ConversionError(filled("is damaged: page {page} cannot be read", {"page": index + 1})) from None
    try:
        turn = _turn(page)
        glyphs = _glyphs(page, turn)
        strokes, pictures = _drawings(page, turn)
        return Page(index + 1, glyphs, strokes, pictures)
    finally:
        page.close()


def _turn(page: pypdfium2.PdfPage) -> Matrix:
    """What turns coordinates of the file into those of the page as it is shown."""
    left, bottom, right, top = page.get_bbox()
    return {
        0: (1.0, 0.0, 0.0, 1.0, -left, -bottom),
        90: (0.0, -1.0, 1.0, 0.0, -bottom, right),
        180: (-1.0, 0.0, 0.0, -1.0, right, top),
        270: (0.0, 1.0, -1.0, 0.0, top, -left),
    }[page.get_rotation()]


def _turned(turn: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = turn
    return a * x + c * y + e, b * x + d * y + f


def _glyphs(page: pypdfium2.PdfPage, turn: Matrix) -> list[Glyph]:
    """The letters of a page, without those that pdfium adds itself (blanks and line ends)."""
    text = page.get_textpage()
    try:
        handle, count = text.raw, pdfium.FPDFText_CountChars(text.raw)
        if count > MOST_GLYPHS:
            raise ConversionError(
                filled("has a page of more than {most} letters; it was not read", {"most": MOST_GLYPHS})
            )
        inks: dict[int, _Ink] = {}
        found, high = [], 0
        for n in range(max(0, count)):
            code = pdfium.FPDFText_GetUnicode(handle, n)
            if code in UNPRINTED or (code < 32 and code not in OWN_SIGNS):
                continue
            if 0xD800 <= code < 0xDC00:  # the first half of a sign such as an emoji
                high = code
                continue
            if pdfium.FPDFText_IsGenerated(handle, n) == 1:
                continue
            if 0xDC00 <= code < 0xE000:
                code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
            found.append(_glyph(handle, n, OWN_SIGNS.get(code) or chr(code), inks, turn))
        return found
    finally:
        text.close()


def _glyph(handle: Any, n: int, sign: str, inks: dict[int, _Ink], turn: Matrix) -> Glyph:
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(handle, n, x, y)
    box = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(handle, n, box)
    thing = pdfium.FPDFText_GetTextObject(handle, n)
    key = ctypes.cast(thing, ctypes.c_void_p).value or 0
    ink = inks.get(key)
    if ink is None:
        ink = inks[key] = _ink(thing) if key else _Ink(-1, False, False)
    x0, y0 = _turned(turn, x.value, y.value)
    (x1, y1), (x2, y2) = _turned(turn, box.left, box.bottom), _turned(turn, box.right, box.top)
    return Glyph(LIGATURES.get(sign, sign), x0, y0, max(x1, x2), abs(y2 - y1), ink.tag, ink.bold, ink.artifact)


def _ink(thing: Any) -> _Ink:
    """The tag, the weight and the marks of a text object."""
    name = ctypes.create_string_buffer(256)
    font = pdfium.FPDFTextObj_GetFont(thing)
    pdfium.FPDFFont_GetBaseFontName(font, name, len(name))
    weight = name.value.decode("latin-1").casefold()
    artifact = False
    for n in range(max(0, pdfium.FPDFPageObj_CountMarks(thing))):
        length = ctypes.c_ulong()
        mark = (pdfium.FPDF_WCHAR * 64)()
        pdfium.FPDFPageObjMark_GetName(pdfium.FPDFPageObj_GetMark(thing, n), mark, ctypes.sizeof(mark), length)
        artifact = artifact or bytes(mark).decode("utf-16-le").partition("\0")[0] == "Artifact"
    return _Ink(pdfium.FPDFPageObj_GetMarkedContentID(thing), any(map(weight.__contains__, BOLD)), artifact)


def _drawings(page: pypdfium2.PdfPage, turn: Matrix) -> tuple[list[Stroke], bool]:
    """The drawn lines of a page, and whether it shows pictures."""
    strokes: list[Stroke] = []
    pictures, points = False, 0
    for thing, matrix in _things(page):
        kind = pdfium.FPDFPageObj_GetType(thing)
        pictures = pictures or kind == pdfium.FPDF_PAGEOBJ_IMAGE
        if kind != pdfium.FPDF_PAGEOBJ_PATH:
            continue
        points += pdfium.FPDFPath_CountSegments(thing)
        if points > MOST_PATHS:
            break
        for path in _paths(thing, _times(matrix, turn)):
            strokes += _strokes(path, _is_stroked(thing))
    return strokes, pictures


def _things(page: pypdfium2.PdfPage) -> Iterator[tuple[Any, Matrix]]:
    """The objects of a page, those of forms in it as well, each with what turns its coordinates into the page's."""
    one: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    waiting = [(pdfium.FPDFPage_GetObject(page.raw, n), one, 0) for n in range(pdfium.FPDFPage_CountObjects(page.raw))]
    for thing, outer, depth in waiting:
        matrix = _times(_matrix(thing), outer)
        if pdfium.FPDFPageObj_GetType(thing) == pdfium.FPDF_PAGEOBJ_FORM:
            if depth < DEEPEST_FORM and len(waiting) < MOST_PATHS:
                inner = range(pdfium.FPDFFormObj_CountObjects(thing))
                waiting += [(pdfium.FPDFFormObj_GetObject(thing, n), matrix, depth + 1) for n in inner]
            continue
        yield thing, matrix


def _matrix(thing: Any) -> Matrix:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(thing, found):
        return (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    """One matrix for two, the inner one first."""
    a, b, c, d, e, f = inner
    (x0, y0), (x1, y1), (x2, y2) = _turned(outer, e, f), _turned(outer, e + a, f + b), _turned(outer, e + c, f + d)
    return (x1 - x0, y1 - y0, x2 - x0, y2 - y0, x0, y0)


def _is_stroked(thing: Any) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(thing, fill, stroke)
    return bool(stroke.value)


def _paths(thing: Any, matrix: Matrix) -> list[list[tuple[float, float]]]:
    """The parts of a path, each its points."""
    found: list[list[tuple[float, float]]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for n in range(pdfium.FPDFPath_CountSegments(thing)):
        segment = pdfium.FPDFPath_GetPathSegment(thing, n)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        if not found or pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO:
            found.append([])
        found[-1].append(_turned(matrix, x.value, y.value))
        if pdfium.FPDFPathSegment_GetClose(segment):
            found[-1].append(found[-1][0])
    return found


def _strokes(points: list[tuple[float, float]], stroked: bool) -> list[Stroke]:
    """The level and upright lines of a path: a thin area is one line, an outline as many as it has sides."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    left, right, bottom, top = min(xs), max(xs), min(ys), max(ys)
    if top - bottom <= THIN and right - left > THIN:
        return [Stroke(True, (top + bottom) / 2, left, right)]
    if right - left <= THIN and top - bottom > THIN:
        return [Stroke(False, (left + right) / 2, bottom, top)]
    if not stroked:  # a shaded area: its edges are no lines
        return []
    found = []
    for (x0, y0), (x1, y1) in pairwise(points):
        if abs(y0 - y1) <= THIN < abs(x0 - x1):
            found.append(Stroke(True, (y0 + y1) / 2, min(x0, x1), max(x0, x1)))
        elif abs(x0 - x1) <= THIN < abs(y0 - y1):
            found.append(Stroke(False, (x0 + x1) / 2, min(y0, y1), max(y0, y1)))
    return found
