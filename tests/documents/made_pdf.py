"""Reports as PDF files: by reportlab everywhere, by LibreOffice and Chromium where they are at hand.

A report is given as blocks: a text is a paragraph, `# …` a heading, `- …` an item, a list of rows a table.
"""

from collections.abc import Sequence
from html import escape
from io import BytesIO
from pathlib import Path
from shutil import which
from subprocess import run
from tempfile import TemporaryDirectory
from typing import Any

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

Rows = Sequence[Sequence[str]]
Block = str | Rows
TEXT = ParagraphStyle("text", fontName="Helvetica", fontSize=9, leading=11)
HEADING = ParagraphStyle("heading", fontName="Helvetica-Bold", fontSize=15, leading=19)
NEW_PAGE = "\f"


def ruled(blocks: Sequence[Block], *, lines: bool = True, merged: Sequence[Any] = (), running: str = "") -> bytes:
    """A PDF without tags, its tables with lines around each cell or with none.

    `merged` are reportlab's commands for cells that span others; `running` stands on each page with its number.
    """
    story: list[Flowable] = []
    for block in blocks:
        story += [PageBreak()] if block == NEW_PAGE else _flowables(block, lines, merged)
    out = BytesIO()

    def furniture(canvas: Canvas, document: SimpleDocTemplate) -> None:
        if running:
            canvas.setFont("Helvetica", 8)
            canvas.drawString(40, 570, running)
            canvas.drawString(760, 20, f"Sivu {document.page}")

    size = landscape(A4)
    SimpleDocTemplate(out, pagesize=size, leftMargin=40, rightMargin=40).build(
        story, onFirstPage=furniture, onLaterPages=furniture
    )
    return out.getvalue()


def _flowables(block: Block, lines: bool, merged: Sequence[Any]) -> list[Flowable]:
    if isinstance(block, str):
        style = HEADING if block.startswith("# ") else TEXT
        text = "• " + block[2:] if block.startswith("- ") else block.removeprefix("# ")
        return [Paragraph(escape(text), style), Spacer(1, 0 if block.startswith("- ") else 8)]
    cells = [[Paragraph(escape(cell), TEXT) if cell else "" for cell in row] for row in block]
    table = Table(cells, colWidths=[720 / len(cells[0])] * len(cells[0]), splitInRow=1)
    drawn = [("GRID", (0, 0), (-1, -1), 0.5, colors.black)] if lines else []
    table.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), *drawn, *merged]))
    return [table, Spacer(1, 10)]


def narrow(words: Sequence[str], width: float) -> bytes:
    """A table of one row whose second cell breaks words anywhere, as makers of PDFs do in narrow columns."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.setFont("Helvetica", 10)
    canvas.drawString(60, 780, " ".join(words))
    y = 740.0
    canvas.line(55, y + 14, 65 + 2 * width, y + 14)
    canvas.drawString(60, y, "Mittari")
    canvas.drawString(65 + width, y, "Tavoitetaso")
    canvas.line(55, y - 4, 65 + 2 * width, y - 4)
    top = y
    for word in words:
        piece = ""
        for letter in word:
            if canvas.stringWidth(piece + letter, "Helvetica", 10) > width - 5:
                y -= 12
                canvas.drawString(60, y - 6, piece)
                piece = ""
            piece += letter
        y -= 12
        canvas.drawString(60, y - 6, piece)
    canvas.drawString(65 + width, top - 18, "300")
    canvas.line(55, y - 12, 65 + 2 * width, y - 12)
    for x in (55.0, 60 + width, 65 + 2 * width):
        canvas.line(x, top + 14, x, y - 12)
    canvas.save()
    return out.getvalue()


def picture(pages: int, text: str = "") -> bytes:
    """Pages that are pictures; behind them one of text, if any is given."""
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    out = BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for _ in range(pages):
        canvas.drawImage(ImageReader(Image.new("RGB", (40, 40), "gray")), 50, 50, 500, 700)
        canvas.showPage()
    if text:
        for n, line in enumerate(text.splitlines()):
            canvas.drawString(60, 780 - 16 * n, line)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def turned(data: bytes, angle: int) -> bytes:
    """The same pages with letters that stand on their side or head in the file, and a sign that turns them back."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(BytesIO(data)))
    for page in writer.pages:
        page.rotate(-angle)
        page.transfer_rotation_to_content()
        page.rotate(angle)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def locked(data: bytes) -> bytes:
    """A PDF with a password."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(BytesIO(data)))
    writer.encrypt("salasana", algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def by_libreoffice(docx: bytes, tagged: bool) -> bytes | None:
    """A Word document as LibreOffice prints it; None where there is no LibreOffice."""
    program = which("soffice") or which("libreoffice")
    if program is None:
        return None
    options = f'{{"UseTaggedPDF":{{"type":"boolean","value":"{str(tagged).lower()}"}}}}'
    with TemporaryDirectory() as folder:
        (Path(folder) / "a.docx").write_bytes(docx)
        run(
            [program, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to",
             f"pdf:writer_pdf_Export:{options}", "--outdir", folder, f"{folder}/a.docx"],
            check=True, capture_output=True, timeout=180,
        )  # fmt: skip
        return (Path(folder) / "a.pdf").read_bytes()


def by_chromium(page: bytes) -> bytes | None:
    """A web page as Chromium prints it; None where there is no Chromium."""
    program = which("chromium") or which("chromium-browser") or which("google-chrome")
    if program is None:
        return None
    with TemporaryDirectory() as folder:
        (Path(folder) / "a.html").write_bytes(page)
        run(
            [program, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
             f"--user-data-dir={folder}/profile", f"--print-to-pdf={folder}/a.pdf", f"file://{folder}/a.html"],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        return (Path(folder) / "a.pdf").read_bytes()
