"""Reports that LibreOffice and Chromium print as PDF: nearly the rows of their text, where these programs are at hand.

Where `TAVOITEPARSE_OFFICE` is set they must be; `.ci/run` sets it where it has installed them.
"""

import os
import sys
from collections.abc import Callable
from functools import cache
from io import BytesIO

import docx
import made
import made_pdf
import pytest

import tavoiteparse
from conftest import REPORTS, ROOT
from tavoiteparse.documents.read import read_bytes
from tavoiteparse.pipeline import read_report

sys.path.insert(0, str(ROOT / "benchmarks"))
import corpus

pytestmark = pytest.mark.office
BORDERS = (
    b"<style>table{border-collapse:collapse}td{border:1px solid #555;padding:4px;vertical-align:top}</style></head>"
)


def word(text: str) -> bytes:
    """A Word document whose tables have borders."""
    document = docx.Document(BytesIO(made.word(text)))
    for table in document.tables:
        table.style = "Table Grid"
    out = BytesIO()
    document.save(out)
    return out.getvalue()


PRINTERS: dict[str, Callable[[str], bytes | None]] = {
    "libreoffice-tagged": lambda text: made_pdf.by_libreoffice(word(text), tagged=True),
    "libreoffice-untagged": lambda text: made_pdf.by_libreoffice(word(text), tagged=False),
    "chromium": lambda text: made_pdf.by_chromium(made.web(text).replace(b"</head>", BORDERS)),
}
BARS = {"libreoffice-tagged": 0.95, "libreoffice-untagged": 0.80, "chromium": 0.95}


@cache
def printed(printer: str, text: str) -> bytes:
    """A text as one of the programs prints it; skips where there is no such program and none must be."""
    data = PRINTERS[printer](text)
    if data is None:
        assert not os.environ.get("TAVOITEPARSE_OFFICE"), f"{printer}: the program is missing"
        pytest.skip(f"{printer}: the program is not at hand")
    return data


def f1(text: str, data: bytes) -> float:
    """How far the rows of a PDF are those of its text."""
    wanted = [{f: {corpus.fold(row[f])} for f in corpus.FIELDS} for row in tavoiteparse.rows(tavoiteparse.read_text(text).raportti)]  # fmt: skip
    reading = read_report(read_bytes(data, "a.pdf"))
    found = [{f: corpus.fold(row[f]) for f in corpus.FIELDS} for row in tavoiteparse.rows(reading.raportti)]
    right = missing = wrong = 0
    for want, got in corpus.pairs(wanted, found):
        for field in corpus.FIELDS:
            if got[field] in want[field]:
                right += got[field] is not None
            else:
                missing += None not in want[field]
                wrong += got[field] is not None
    return 2 * right / (2 * right + missing + wrong)


@pytest.mark.parametrize("printer", PRINTERS)
def test_printed_samples_have_nearly_the_rows_of_their_text(printer: str) -> None:
    texts = [report.read_text(encoding="utf-8") for report in REPORTS]
    scores = [f1(text, printed(printer, text)) for text in texts]
    print(printer, [round(score, 3) for score in scores])
    assert sum(scores) / len(scores) >= BARS[printer]


@pytest.mark.parametrize("printer", PRINTERS)
def test_a_printed_table_keeps_its_empty_cells_and_its_pages(printer: str) -> None:
    text = "# Kuhmolan kunta, seuranta 2025\n\nTavoite\tMittari\tLähtötaso\tTavoitetaso\tToteuma\n" + "\n".join(
        f"Tavoite numero {n}\tMittari numero {n}\t\t{n + 100}\t{n + 200}" for n in range(1, 61)
    )
    reading = read_report(read_bytes(printed(printer, text), "a.pdf"))
    found = list(tavoiteparse.rows(reading.raportti))
    assert [(row["lahtotaso"], row["tavoitetaso"], row["toteuma"]) for row in found] == [
        (None, str(n + 100), str(n + 200)) for n in range(1, 61)
    ]
    assert found[0]["sivu"] == 1
    assert found[-1]["sivu"] > 1
