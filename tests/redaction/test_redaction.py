"""Names of persons after labels of responsibility and in lists of authors go; organisations, titles and lines stay."""

import json
from pathlib import Path

import docx
import pytest
from typer.testing import CliRunner

import tavoiteparse
from conftest import REPORTS, ROOT, batch, sample_id
from tavoiteparse.cli import app
from tavoiteparse.documents.read import read_bytes, read_path
from tavoiteparse.language.persons import names
from tavoiteparse.redaction import read_redacted

REPORT = """\
Porin kaupunki
Tavoitteiden toteutuminen 2025

Laatijat: Maija Meikäläinen, kehityspäällikkö; Matti Virtanen
Työryhmä
- Anna Korhonen
- Pekka Salo, sihteeri

TAVOITE Ranta on siisti
Vastuu: Puistotoimi, Liisa Laine
MITTARI Talkoita
Tavoitetaso: 4
Selvitys: Maija Meikäläinen kertoi talkoista.

| Tavoite | Mittari | Tavoitetaso | Vastuuhenkilö |
| --- | --- | --- | --- |
| Katu on ehjä | Kuopat | 3 | kaupungininsinööri Eero Mäki |
| Puisto on vihreä | Puut | 9 | Eero Mäki ja Tekninen toimi |
"""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Maija Meikäläinen", ["Maija Meikäläinen"]),
        ("Anna-Maija von Wright ja Matti Virtanen", ["Anna-Maija von Wright", "Matti Virtanen"]),
        ("Liisa Maria Nieminen (hankepäällikkö)", ["Liisa Maria Nieminen"]),
        ("Meikäläinen Maija", ["Meikäläinen Maija"]),
        ("M. Meikäläinen / Virtanen M.", ["M. Meikäläinen", "Virtanen M."]),
        ("HANNU KORHONEN", ["HANNU KORHONEN"]),
        ("Matti Virtanen Elina Korhonen", ["Matti Virtanen", "Elina Korhonen"]),
        ("Xyza Kuusiniemi", ["Xyza Kuusiniemi"]),
        ("kehitysjohtaja Jari Salo, talousjohtaja Päivi Laine", [" Jari Salo", " Päivi Laine"]),
        ("Åsa Ström, utvecklingschef", ["Åsa Ström, "]),
        ("Työllisyyspalvelut / Heidi Åkerlund", ["Heidi Åkerlund"]),
        ("Maija", ["Maija"]),
        ("Mäkelä Jarmo, Ing-Marie Backman", ["Mäkelä Jarmo", "Ing-Marie Backman"]),
        ("Teppo T. Testaaja, Iryna Kovalenko", ["Teppo T. Testaaja", "Iryna Kovalenko"]),
        ("matti.virtanen@pori.fi, kirjaamo@pori.fi", ["matti.virtanen@pori.fi"]),
        ("Porin Vesi Oy, Tekninen lautakunta, Sivistys- ja hyvinvointitoimi", []),
        ("Helsingin Seudun Liikenne, Suomen Punainen Risti, Kuntaliitto", []),
        ("Toivo Kuulan koulu, Susanna Lehtinen Oy, Onni-apteekki", []),
        ("Martta Wendelin -päiväkoti, Ilmari Kianto -seura, Aino Aktén puisto", []),
        ("Aalto-yliopisto, Meri-Lapin Kehitys, Helmi-hanke, Kalle Anttilan koulu", []),
        ("Rauhankatu 3, Elinvoima ja Työllisyys", []),
    ],
)
def test_names_are_told_from_organisations(text: str, found: list[str]) -> None:
    assert [text[one.span.start : one.span.end] for one in names(text)] == found


def test_a_title_stays_and_else_the_role() -> None:
    reading, count = read_redacted(read_bytes(REPORT.encode(), "a.txt"), None, positions=True)
    assert count == 7
    assert reading.source.text.splitlines()[3:7] == [
        "Laatijat: kehityspäällikkö; laatija", "Työryhmä", "- laatija", "- sihteeri",
    ]  # fmt: skip
    rows = list(tavoiteparse.rows(reading.raportti))
    assert [row["vastuu"] for row in rows] == [
        "Puistotoimi, vastuuhenkilö", "kaupungininsinööri", "vastuuhenkilö ja Tekninen toimi",
    ]  # fmt: skip
    assert rows[0]["selvitys"] == "Maija Meikäläinen kertoi talkoista."  # running text stays
    text = tavoiteparse.to_json(reading.raportti)
    assert not [one for one in ("Virtanen", "Korhonen", "Salo", "Laine", "Mäki") if one in text]


def test_all_else_is_read_as_before() -> None:
    plain = tavoiteparse.read_text(REPORT)
    reading, _ = read_redacted(read_bytes(REPORT.encode(), "<text>"), None, positions=False)
    assert reading.raportti.lahde.sha256 == plain.raportti.lahde.sha256
    assert repr(reading.raportti.kattavuus) == repr(plain.raportti.kattavuus)
    for before, after in zip(tavoiteparse.rows(plain.raportti), tavoiteparse.rows(reading.raportti), strict=True):
        assert {**before, "vastuu": None, "tiedosto": None} == {**after, "vastuu": None, "tiedosto": None}


@pytest.mark.parametrize("path", REPORTS, ids=sample_id)
def test_reports_without_names_stay_what_they_are(path: Path) -> None:
    """Their responsible parties are units; the names of Porvoo's chapter on preparation stand in running text."""
    reading, count = read_redacted(read_path(str(path)), None, positions=True)
    assert count == 0
    plain = tavoiteparse.read_file(path, positions=True)
    assert tavoiteparse.to_json(reading.raportti) == tavoiteparse.to_json(plain.raportti)


def test_places_of_documents_move_with_the_text(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(2, 4)
    texts = (
        ("Tavoite", "Mittari", "Vastuuhenkilö", "Tavoitetaso"),
        ("Ranta on siisti", "Talkoita", "Liisa Laine", "4 %"),
    )
    for row, cells in enumerate(texts):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    document.save(str(tmp_path / "a.docx"))
    source = read_path(str(tmp_path / "a.docx"))
    reading, count = read_redacted(source, None, positions=True)
    assert count == 1
    plain = tavoiteparse.read_file(tmp_path / "a.docx", positions=True)
    (after,), (before,) = (list(tavoiteparse.rows(one.raportti)) for one in (reading, plain))
    assert before["vastuu"] == "Liisa Laine"
    assert after == {**before, "vastuu": "vastuuhenkilö"}
    assert reading.source.line_starts[:2] == plain.source.line_starts[:2]


def test_batch_counts_them_and_reads_anew(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "r.txt").write_text(REPORT, encoding="utf-8")
    batch(tmp_path, "in", "out", "--table", "t.csv")
    assert "Liisa Laine" in (tmp_path / "t.csv").read_text(encoding="utf-8")
    said = batch(tmp_path, "in", "out", "--table", "t.csv", "--redact")
    assert "redacted: 7 names" in said
    assert "1 read now" in said
    for name in ("t.csv", "out/r.yaml"):
        text = (tmp_path / name).read_text(encoding="utf-8")
        assert "Liisa Laine" not in text
        assert "vastuuhenkilö" in text
    (entry,) = map(json.loads, (tmp_path / "out" / "manifest.jsonl").read_text(encoding="utf-8").splitlines())
    assert entry["redacted"] == 7
    again = batch(tmp_path, "in", "out", "--redact")
    assert "redacted: 7 names" in again
    assert "0 read now" in again
    assert "redacted" not in batch(tmp_path, "in", "out")


def test_a_page_shows_the_redacted_source(tmp_path: Path) -> None:
    (tmp_path / "r.txt").write_text(REPORT, encoding="utf-8")
    done = CliRunner().invoke(app, ["page", str(tmp_path / "r.txt"), "-o", str(tmp_path / "r.html"), "--redact"])
    assert done.exit_code == 0, done.output
    assert "redacted: 7 names" in done.output
    html = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert not [one for one in ("Virtanen", "Korhonen", "Salo", "Laine", "Mäki") if one in html]
    assert "Maija Meikäläinen kertoi" in html


def test_the_words_are_each_once() -> None:
    lines = (ROOT / "grammars" / "vocabulary" / "persons.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "laji;sana"
    assert len(set(lines)) == len(lines)
    assert {line.partition(";")[0] for line in lines[1:]} == {
        "etunimi",
        "sukunimenloppu",
        "laatija",
        "nimike",
        "yhteisö",
    }
