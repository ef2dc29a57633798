"""Evidence pages: every value once on each side, the source as printed, nothing from anywhere, nothing of others lost."""

import re
from base64 import b64encode
from collections import Counter
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import docx
import pytest
from read_page import Element, read
from typer.testing import CliRunner

import tavoiteparse
from conftest import REPORTS, ROOT, sample_id
from tavoiteparse.checking.config import Config
from tavoiteparse.checking.validate import Settings
from tavoiteparse.cli import app
from tavoiteparse.documents.read import read_bytes
from tavoiteparse.page.sheet import sheet_of
from tavoiteparse.page.site import Site, names
from tavoiteparse.pipeline import Reading, read_report
from tavoiteparse.reading.split import clean
from tavoiteparse.source.messages import speaking
from tavoiteparse.source.shown import shown_lines

CORPUS = sorted((ROOT / "tests" / "reading" / "corpus").glob("*.txt"))
SETTINGS = Settings(Config())
REPORT = """\
Porin kaupunki
Talousarvion toteutuminen 1.1.–31.8.2025

TAVOITE Ranta on siisti
Vastuu: Puistotoimi
MITTARI Talkoita vuodessa
Lähtötaso: 2
Tavoitetaso: 4
Toteuma: 5
Selvitys: Talkoot pidettiin keväällä.
"""


def page_of(reading: Reading) -> Element:
    return read(Site(SETTINGS).report(reading, "a.html").html)


def made_of(data: bytes, name: str) -> Reading:
    return read_report(read_bytes(data, name), positions=True)


def page(*arguments: str | Path, expect: int = 0) -> str:
    done = CliRunner().invoke(app, ["page", *map(str, arguments)])
    assert done.exit_code == expect, done.output
    return done.output


def word(text: str) -> bytes:
    document = docx.Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def web(text: str) -> bytes:
    lines = "\n".join(f"<p>{line}</p>" for line in text.splitlines())
    return f"<!DOCTYPE html>\n<html><head><title>Raportti</title></head><body>\n{lines}\n</body></html>\n".encode()


@pytest.mark.parametrize(
    "path", [*REPORTS, *(pytest.param(one, marks=pytest.mark.slow) for one in CORPUS)], ids=sample_id
)
def test_the_source_is_printed_whole_and_every_link_has_its_end(path: Path) -> None:
    reading = tavoiteparse.read_file(path, positions=True)
    found = page_of(reading)
    lines = [one.text() for one in found.of_class("printed")]
    assert lines == [shown_lines(line.replace("\f", "")) for line in lines_of(reading)]
    ids = Counter(one.attributes["id"] for one in found.all() if "id" in one.attributes)
    assert [name for name, count in ids.items() if count > 1] == []
    ends = {one.attributes["href"][1:] for one in found.all() if one.attributes.get("href", "").startswith("#")}
    assert ends <= ids.keys()
    for piece in found.of_class("piece"):
        assert set(piece.attributes.get("data-values", "").split()) <= ids.keys()


def lines_of(reading: Reading) -> list[str]:
    return [reading.source.line(number) for number in range(1, len(reading.source.line_starts) + 1)]


@pytest.mark.parametrize("path", REPORTS, ids=sample_id)
def test_what_is_marked_in_the_source_is_the_value(path: Path) -> None:
    """Joined over its pieces, apart from markup and folded space, the printed text is that of the right side."""
    found = page_of(tavoiteparse.read_file(path, positions=True))
    marked: dict[str, list[str]] = {}
    for piece in found.of_class("piece"):
        for value in piece.attributes.get("data-values", "").split():
            marked.setdefault(value, []).append(piece.text())
    values = [one for one in found.of_class("value") if any("data-value" in inner.attributes for inner in one.all())]
    values = [one for one in values if not one.has("f-luettelo")]  # whose items are numbered beside the text
    assert len(values) >= 20
    for one in values:
        printed = " ".join(text.text() for text in one.of_class("text"))
        there = clean(" ".join(marked[one.attributes["id"]]))
        assert letters(there) == letters(printed), one.attributes["id"]


def letters(text: str) -> str:
    return "".join(re.findall(r"\w", text))


def test_every_indicator_of_the_report_is_there_with_its_verdict() -> None:
    reading = made_of(REPORT.encode(), "a.txt")
    found = page_of(reading)
    (indicator,) = found.of_class("indicator")
    assert indicator.attributes["id"] == "tavoite-1-mittari-1"
    assert indicator.attributes["data-verdict"] == "saavutettu"
    assert " ".join(indicator.of_class("verdict")[0].text().split()) == "✓ met, by the figures"
    values = {one.attributes["id"]: one.text().strip() for one in found.of_class("value") if "id" in one.attributes}
    assert values["tavoite-1-mittari-1-lahtotaso"] == "2"
    assert values["tavoite-1-mittari-1-tavoitetaso"] == "4"
    assert values["tavoite-1-mittari-1-toteuma"] == "5"
    assert values["tavoite-1-kohta-1-vastuut"] == "Puistotoimi"
    target = found.by_id("tavoite-1-mittari-1-tavoitetaso").children[0]
    assert isinstance(target, Element)
    assert target.attributes["href"] == "#r8"
    assert target.attributes["data-cite"] == "line 8"
    (piece,) = found.by_id("r8").of_class("piece")
    assert (piece.text(), piece.attributes["href"]) == ("4", "#tavoite-1-mittari-1-tavoitetaso")


def test_a_citation_says_who_what_when_and_where() -> None:
    with speaking("fi"):
        found = page_of(made_of(REPORT.encode(), "a.txt"))
    assert found.by_id("citation").attributes["data-report"] == (
        "Porin kaupunki, Talousarvion toteutuminen 1.1.–31.8.2025, 1-8/2025"
    )
    (number,) = found.by_id("r8").of_class("nr")
    assert number.attributes["data-cite"] == "rivi 8"


def test_converted_documents_are_cited_by_their_own_places() -> None:
    found = page_of(made_of(word(REPORT), "a.docx"))
    cites = {one.attributes["data-cite"] for one in found.of_class("nr")}
    assert cites == {"", "Talousarvion toteutuminen 1.1.–31.8.2025"}
    document = docx.Document()
    document.add_heading("Elinvoima", 1)
    table = document.add_table(2, 3)
    for row, texts in enumerate((("Tavoite", "Mittari", "Tavoitetaso"), ("Ranta on siisti", "Talkoita", "4"))):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    out = BytesIO()
    document.save(out)
    found = page_of(made_of(out.getvalue(), "a.docx"))
    (number,) = next(one for one in found.of_class("line") if "Talkoita" in one.text()).of_class("nr")
    assert number.attributes["data-cite"] == "Elinvoima, table row 2"
    raw = web(REPORT).decode().split("\n")
    for line in page_of(made_of(web(REPORT), "a.html")).of_class("line"):
        (number,) = line.of_class("nr")
        if said := line.of_class("printed")[0].text().split():
            cited = int(number.attributes["data-cite"].removeprefix("line "))
            assert said[0] in raw[cited - 1], line.text()


def test_findings_stand_at_their_line_and_at_their_indicator() -> None:
    text = REPORT.replace("Toteuma: 5", "Toteuma: 5 %\nTila: Ei toteutunut").replace(
        "Tavoitetaso: 4", "Tavoitetaso: xx"
    )
    found = page_of(made_of(text.encode(), "a.txt"))
    notes = {one.attributes["data-code"]: one for one in found.by_id("tavoite-1").of_class("note")}
    assert "placeholder" in notes
    (flag,) = [one for one in found.by_id("r8").of_class("flag") if "error" in one.attributes["title"]]
    assert flag.attributes["href"] == f"#{notes['placeholder'].attributes['id']}"
    flags = [one.attributes["href"] for one in found.of_class("flag")]
    every = [f"#{one.attributes['id']}" for one in found.of_class("note")]
    assert sorted(flags) == sorted(every)
    assert len(set(every)) == len(every)


def test_a_page_asks_for_nothing_and_allows_its_own_script_only() -> None:
    html = Site(SETTINGS).report(made_of(REPORT.encode(), "a.txt"), "a.html").html
    assert not re.search(r"(?:src|href|action|url)\s*[=(]\s*[\"']?(?:https?:)?//", html)
    (style,) = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    (script,) = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    hashes = [b64encode(sha256(text.encode()).digest()).decode() for text in (style, script)]
    policy = f"default-src 'none'; style-src 'sha256-{hashes[0]}'; script-src 'sha256-{hashes[1]}'"
    (given,) = [one.attributes["content"] for one in read(html).all() if one.attributes.get("http-equiv")]
    assert given == f"{policy}; base-uri 'none'; form-action 'none'"
    assert not re.search(r"<[^>]+\s(?:style|on\w+)=", html)


HOSTILE = "\n".join(
    [
        'TAVOITE <script>alert(1)</script> "><img src=x onerror=alert(2)> {{ 7 * 7 }} {% raise %}',
        "MITTARI </style><svg onload=alert(3)> javascript:alert(4)",
        "Tavoitetaso: 4 \u202e4\u202c &lt;script&gt; --> ]]>",
        "Selvitys: '\"`</title></textarea><!-- \x1b[31m",
    ]
)


def test_a_hostile_report_is_text() -> None:
    html = Site(SETTINGS).report(made_of(HOSTILE.encode(), '"><script>x</script>.txt'), "a.html").html
    assert html.count("<script") == 1
    assert html.count("</style") == 1
    assert "<img" not in html
    assert "<svg" not in html
    assert "49" not in re.sub(r"<(style|script)>.*?</\1>", "", html, flags=re.DOTALL)
    assert not set("\u202e\u202c\x1b") & set(html)
    assert "\\u202e" in html
    found = read(html)
    assert not [name for one in found.all() for name in one.attributes if name.startswith("on")]
    assert not [one for one in found.all() if one.attributes.get("href", "#").split(":")[0] == "javascript"]


def test_a_report_of_three_hundred_lines_makes_a_small_page() -> None:
    """The longest sample, repeated to 300 lines with other words in each."""
    text = (ROOT / "samples" / "pori" / "2023-q3.txt").read_text(encoding="utf-8")
    lines = [f"{line} {n}" if line.strip() else line for n, line in enumerate((text + text).split("\n"))][:300]
    html = Site(SETTINGS).report(made_of("\n".join(lines).encode(), "a.txt"), "a.html").html
    assert len(html.encode()) < 1_500_000


@pytest.mark.parametrize(("language", "said"), [("fi", "Lähde"), ("sv", "Källa"), ("en", "Source")])
def test_pages_speak_the_readers_language(language: str, said: str) -> None:
    with speaking(language):
        found = page_of(made_of(REPORT.encode(), "a.txt"))
    (html,) = [one for one in found.all() if one.tag == "html"]
    assert html.attributes["lang"] == language
    assert said in [one.text() for one in found.all() if one.tag == "h2"]


def test_names_of_pages_are_short_plain_and_each_once() -> None:
    assert names(["samples/pori/2023-q3.txt", "samples/salo/2023.txt"]) == ["pori-2023-q3.html", "salo-2023.html"]
    assert names(["x/Hämeen työ.txt"]) == ["hameen-tyo.html"]
    assert names(["a.txt", "a.pdf", "A.docx"]) == ["a.html", "a-2.html", "a-3.html"]
    assert names(["index.txt", "…"]) == ["index-2.html", "raportti.html"]


def test_one_report_one_file(tmp_path: Path) -> None:
    (tmp_path / "r.txt").write_text(REPORT, encoding="utf-8")
    said = page(tmp_path / "r.txt", "-o", tmp_path / "out" / "r.html")
    assert "written:" in said
    assert [one.name for one in (tmp_path / "out").iterdir()] == ["r.html"]
    first = (tmp_path / "out" / "r.html").read_text(encoding="utf-8")
    page(tmp_path / "r.txt", "-o", tmp_path / "out" / "r.html")
    assert (tmp_path / "out" / "r.html").read_text(encoding="utf-8") == first


def test_a_folder_gets_an_index_and_changes(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "t1.txt").write_text(REPORT.replace("1.1.–31.8.2025", "1.1.–30.4.2025"), encoding="utf-8")
    (folder / "t2.txt").write_text(REPORT.replace("Tavoitetaso: 4", "Tavoitetaso: 3"), encoding="utf-8")
    (folder / "salo.txt").write_text(REPORT.replace("Porin kaupunki", "Salon kaupunki"), encoding="utf-8")
    (folder / "muistio.txt").write_text("Muistio kokouksesta.\n", encoding="utf-8")
    said = page(folder, "-o", tmp_path / "out")
    assert "muistio.txt" in said
    written = sorted(one.name for one in (tmp_path / "out").iterdir())
    assert written == ["index.html", "muutokset-t1--t2.html", "salo.html", "t1.html", "t2.html"]
    index = read((tmp_path / "out" / "index.html").read_text(encoding="utf-8"))
    rows = [one for one in index.all() if one.tag == "tr"][1:]
    assert [row.all() and next(one.text() for one in row.all() if one.tag == "a") for row in rows] == [
        "Porin kaupunki",
        "Porin kaupunki",
        "Salon kaupunki",
    ]
    links = {one.attributes["href"] for one in index.all() if one.tag == "a"}
    assert links == {"t1.html", "t2.html", "salo.html", "muutokset-t1--t2.html"}
    changes = read((tmp_path / "out" / "muutokset-t1--t2.html").read_text(encoding="utf-8"))
    (item,) = [one for one in changes.all() if one.tag == "li" and "Target" in one.text()]
    assert " ".join(item.text().split()) == "Target lowered: Talkoita vuodessa 4 line 8 →became 3 line 8"
    ends = [one.attributes["href"] for one in item.all() if one.tag == "a"]
    assert ends == ["t1.html#r8", "t2.html#r8"]
    assert "muistio.txt" in index.text()


def test_the_index_counts_what_the_pages_show(tmp_path: Path) -> None:
    page(*REPORTS, "-o", tmp_path / "out")
    index = read((tmp_path / "out" / "index.html").read_text(encoding="utf-8"))
    for row in [one for one in index.all() if one.tag == "tr"][1:]:
        cells = [one.text().strip() for one in row.all() if one.tag in ("td", "th")]
        (link,) = [
            one.attributes["href"] for one in row.all() if one.tag == "a" and "muutokset" not in one.attributes["href"]
        ]
        found = read((tmp_path / "out" / link).read_text(encoding="utf-8"))
        verdicts = Counter(one.attributes["data-verdict"] for one in found.of_class("indicator"))
        assert cells[3:5] == [str(len(found.of_class("goal"))), str(verdicts.total())]
        assert cells[6:8] == [str(verdicts["ei_tietoa"]), str(verdicts["ei_mitattavissa"])]


def test_files_of_others_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "r.txt").write_text(REPORT, encoding="utf-8")
    for name in ("r.html", "index.html"):
        out = tmp_path / f"out-{name}"
        out.mkdir()
        (out / name).write_text("<html>mine</html>", encoding="utf-8")
        said = page(tmp_path / "r.txt", "-o", out, expect=2)
        assert "is no page that this program wrote" in " ".join(said.split())
        assert (out / name).read_text(encoding="utf-8") == "<html>mine</html>"
        assert len(list(out.iterdir())) == 1
    page(tmp_path / "r.txt", "-o", tmp_path / "r.txt" / "x.html", expect=2)
    assert (tmp_path / "r.txt").read_text(encoding="utf-8") == REPORT


def test_a_page_is_never_written_over_its_report(tmp_path: Path) -> None:
    (tmp_path / "r.html").write_bytes(web(REPORT))
    page(tmp_path / "r.html", "-o", tmp_path / "r.html", expect=2)
    page(tmp_path / "r.html", "-o", tmp_path, expect=2)
    assert (tmp_path / "r.html").read_bytes() == web(REPORT)


def test_what_cannot_be_used_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    good, bad, none = tmp_path / "r.txt", tmp_path / "b.docx", tmp_path / "n.txt"
    good.write_text(REPORT, encoding="utf-8")
    bad.write_bytes(b"PK\x03\x04 damaged")
    none.write_text("Ei tavoitteita.\n", encoding="utf-8")
    said = page(good, bad, "-o", tmp_path / "out", expect=2)
    assert "b.docx" in said
    assert (tmp_path / "out" / "r.html").exists()
    page(none, "-o", tmp_path / "n.html", expect=1)
    assert "no-goals" in (tmp_path / "n.html").read_text(encoding="utf-8")
    (tmp_path / "d.yaml").write_text("skeema: tavoiteparse/1\n", encoding="utf-8")
    assert "has no source to be shown" in " ".join(page(tmp_path / "d.yaml", "-o", tmp_path / "x", expect=2).split())
    assert "should be a folder" in " ".join(page(good, none, "-o", tmp_path / "x.html", expect=2).split())
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert "tavoiteparse[page]" in page(good, "-o", tmp_path / "x.html", expect=2)
    assert not (tmp_path / "x.html").exists()


def test_lines_say_what_became_of_them() -> None:
    sheet = sheet_of(tavoiteparse.read_text("Johdanto kertoo.\n\n" + REPORT, positions=True), "a.html", SETTINGS)
    fates = {line.number: line.fate for line in sheet.lines}
    assert (fates[2], fates[6]) == ("", "luettu")
    assert {fate for number, fate in fates.items() if number != 2} <= {"", "luettu", "vapaata", "ohitettu"}
