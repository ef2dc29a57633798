"""PDF files: the rows of their tables by tags and by drawn lines, never an invented row, and a word for what is lost."""

import random
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress

import made_pdf
import pytest

import tavoiteparse
from conftest import ROOT
from tavoiteparse.documents.pdf_spelling import Spelling
from tavoiteparse.documents.read import Limits, ReadError, read_bytes
from tavoiteparse.pipeline import Reading, read_report

HEAD = ["Tavoite", "Mittari", "Lähtötaso", "Tavoitetaso", "Toteuma"]
ROWS = [
    ["Lapset liikkuvat", "Kerholaisten määrä", "250", "300", "312"],
    ["Matkat ovat turvallisia", "Poikkeamat liikenteessä", "12", "enintään 8", "9"],
    ["Talous kestää", "Vuosikate, 1 000 €", "900", "950", ""],
]
LONG = "Kysely lähetettiin kaikille kotitalouksille, ja vastauksia saatiin enemmän kuin koskaan aiemmin. " * 30


def read(data: bytes, limits: Limits | None = None) -> Reading:
    return read_report(read_bytes(data, "raportti.pdf", limits=limits), None, positions=True)


def rows(data: bytes, fields: Sequence[str]) -> list[list[object]]:
    return [[row[field] for field in fields] for row in tavoiteparse.rows(read(data).raportti)]


def codes(data: bytes) -> list[str]:
    return [one.code for one in read(data).diagnostics]


def test_drawn_cells_give_their_rows() -> None:
    found = rows(made_pdf.ruled(["# Kuhmolan kunta, seuranta 2025", [HEAD, *ROWS]]), [h.casefold().replace("ä", "a").replace("ö", "o") for h in HEAD])  # fmt: skip
    assert found == [[cell or None for cell in row] for row in ROWS]


def test_a_merged_cell_covers_its_rows_and_an_empty_one_stays() -> None:
    table = [["Tavoite", "Mittari", "Tavoitetaso", "Toteuma"], ["Lapset liikkuvat", "Kerholaiset", "", "312"], ["", "Uimarit", "80", "75"]]  # fmt: skip
    data = made_pdf.ruled(["Kuhmolan kunta, seuranta 2025", table], merged=[("SPAN", (0, 1), (0, 2))])
    assert rows(data, ["tavoite", "mittari", "tavoitetaso", "toteuma"]) == [
        ["Lapset liikkuvat", "Kerholaiset", None, "312"],
        ["Lapset liikkuvat", "Uimarit", "80", "75"],
    ]


def test_a_row_that_a_page_cuts_is_one() -> None:
    table = [["Tavoite", "Mittari", "Tavoitetaso", "Selvitys"], ["Lapset liikkuvat", "Kerholaiset", "300", LONG.strip()], ["Talous kestää", "Vuosikate", "950", "Kate parani."]]  # fmt: skip
    data = made_pdf.ruled(["Kuhmolan kunta, seuranta 2025", table], running="Kuhmolan kunta")
    found = rows(data, ["tavoite", "mittari", "tavoitetaso", "selvitys"])
    assert [row[:3] for row in found] == [["Lapset liikkuvat", "Kerholaiset", "300"], ["Talous kestää", "Vuosikate", "950"]]  # fmt: skip
    assert found[0][3] == LONG.strip()
    assert found[1][3] == "Kate parani."


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_rotated_page_is_read_as_it_is_shown(angle: int) -> None:
    upright = made_pdf.ruled(["Kuhmolan kunta, seuranta 2025", [HEAD, *ROWS]])
    assert read_bytes(made_pdf.turned(upright, angle), "a.pdf").text == read_bytes(upright, "a.pdf").text


def test_words_side_by_side_without_lines_are_no_table_and_a_warning() -> None:
    data = made_pdf.ruled(["Kuhmolan kunta, seuranta 2025", [HEAD, *ROWS]], lines=False)
    assert rows(data, ["mittari"]) == []
    assert "lost-columns" in codes(data)


def test_running_heads_and_page_numbers_are_furniture() -> None:
    pages = ["# Kuhmolan kunta, seuranta 2025", "Tavoite: Lapset liikkuvat", "Mittari: Kerholaiset", made_pdf.NEW_PAGE,
             "Tavoite: Talous kestää", "Mittari: Vuosikate", made_pdf.NEW_PAGE, "Tavoite: Tieto kulkee"]  # fmt: skip
    data = made_pdf.ruled(pages, running="Luonnos kunnanhallitukselle")
    text = read_bytes(data, "a.pdf").text
    assert text.count("Luonnos kunnanhallitukselle") == 1
    assert text.endswith("</footer>\n")
    assert rows(data, ["tavoite", "sivu"]) == [["Lapset liikkuvat", 1], ["Talous kestää", 2], ["Tieto kulkee", 3]]


def test_every_value_has_its_page() -> None:
    data = made_pdf.ruled(["Kuhmolan kunta, seuranta 2025", made_pdf.NEW_PAGE, [HEAD, *ROWS]])
    reading = read(data)
    assert reading.raportti.lahde.muoto == "pdf"
    assert [row["sivu"] for row in tavoiteparse.rows(reading.raportti)] == [2, 2, 2]


def test_only_the_pages_that_are_asked_for_are_read() -> None:
    data = made_pdf.ruled(["Tavoite: Eka", made_pdf.NEW_PAGE, "Tavoite: Toka", made_pdf.NEW_PAGE, "Tavoite: Kolmas"])
    assert rows(data, ["tavoite"]) == [["Eka"], ["Toka"], ["Kolmas"]]
    found = tavoiteparse.rows(read(data, Limits(pages=(2, 2))).raportti)
    assert [(row["tavoite"], row["sivu"]) for row in found] == [("Toka", 2)]
    with pytest.raises(ReadError, match="a.pdf: has 3 pages, none from 7 on; name others with --pages"):
        read_bytes(data, "a.pdf", limits=Limits(pages=(7, 9)))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (made_pdf.locked(made_pdf.ruled(["Tavoite: X"])), "a.pdf: is locked with a password; save a copy without one"),
        (made_pdf.picture(2), "a.pdf: holds pictures only (2 pages, no letters); recognise its text first: "
         "ocrmypdf -l fin+swe a.pdf a-teksti.pdf"),
        (made_pdf.ruled(["Tavoite: X"])[:300], "a.pdf: is damaged or cut short"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said(data: bytes, message: str) -> None:
    with pytest.raises(ReadError) as error:
        read_bytes(data, "a.pdf")
    assert str(error.value) == message


def test_damaged_files_are_read_or_refused_and_nothing_else() -> None:
    data = made_pdf.ruled(["# Kuhmola 2025", [HEAD, *ROWS], "Tavoite: X"], running="Kuhmola")
    seeded = random.Random(2025)
    for _ in range(200):
        broken = bytearray(data)
        for _ in range(seeded.choice((1, 5, 40))):
            broken[seeded.randrange(len(broken))] = seeded.randrange(256)
        cut = bytes(broken[: seeded.randrange(20, len(broken))] if seeded.random() < 0.3 else broken)
        with suppress(ReadError):
            read_bytes(b"%PDF-1.4\n" + cut, "a.pdf")


def test_a_word_that_a_narrow_column_broke_is_whole_and_said() -> None:
    data = made_pdf.narrow(["Asiakastyytyväisyyskyselyn", "tulos"], 90)
    assert "\n<p>Asiakastyytyväisyyskyselyn</p><p>tulos</p>\t300\n" in read_bytes(data, "a.pdf").text
    assert [one.message for one in read(data).diagnostics if one.code == "joined-word"] == [
        "put 'Asiakastyytyväisyyskyselyn' together from two lines of page 1, as the words of the file are spelt"
    ]


def test_pieces_are_told_from_words_by_the_words_of_the_document() -> None:
    text = (ROOT / "samples" / "pori" / "2023-q3.txt").read_text(encoding="utf-8").casefold()
    spelling = Spelling({word.strip(".,:;()") for word in text.split() if word.strip(".,:;()").isalpha()})
    assert spelling.is_broken("palkkatukipäätöksis", "tä")
    assert spelling.is_broken("työllisyyspalvelui", "den")
    assert not spelling.is_broken("leiriytymisalueen", "toiminnan")
    assert not spelling.is_broken("lupapalveluiden", "prosessien")


def test_a_text_is_read_without_any_of_it() -> None:
    code = (
        "import sys, tavoiteparse; tavoiteparse.read_text('Tavoite: X'); print([m for m in sys.modules if 'pdf' in m])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
