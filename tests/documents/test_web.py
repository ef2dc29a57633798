"""Web pages: their own encoding, tables with spans, lists, furniture, and lines that are those of the file."""

import time
from contextlib import suppress
from pathlib import Path

import made
import pytest

import tavoiteparse
from conftest import REPORTS, sample_id
from tavoiteparse.documents.read import ReadError, read_bytes
from tavoiteparse.pipeline import read_report
from tavoiteparse.source.text import Source


def page(body: str, head: str = "") -> Source:
    return read_bytes(f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode(), "a.html")


def rows(source: Source) -> list[dict[str, object]]:
    """Rows without what a form of its own may have."""
    apart = ("tiedosto", "rivi_alku", "rivi_loppu", "sivu")
    found = tavoiteparse.rows(read_report(source).raportti)
    return [{key: value for key, value in row.items() if key not in apart} for row in found]


@pytest.mark.parametrize("path", REPORTS, ids=sample_id)
def test_a_sample_as_a_page_gives_the_rows_of_its_text(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    source = read_bytes(made.web(text), "a.html")
    assert source.form == "html"
    assert rows(source) == rows(read_bytes(text.encode(), "a.txt"))
    assert rows(read_bytes(source.text.encode(), "a.txt")) == rows(source)  # as `convert` gives it


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>Yksi\n   kaksi</p><p>kolme", "Yksi kaksi\n\nkolme\n"),
        ("<p>Yksi<br>kaksi<br><br>kolme</p>", "Yksi\nkaksi\n\nkolme\n"),
        ("<h2>Tavoite&nbsp;1: &auml;</h2>", "## Tavoite 1: ä\n"),
        ("<p>NPS>0 ja < 14 vrk &lt; 3 &amp; 4</p>", "NPS>0 ja &lt; 14 vrk &lt; 3 &amp; 4\n"),
        ("<p><b>Kaikki</b> <strong>lihavaa</strong></p><p><b>osa</b> vain</p>", "**Kaikki lihavaa**\n\nosa vain\n"),
        ("<p>Yksi<span>kaksi</span> <i>kolme</i></p>", "Yksikaksi kolme\n"),
        ("<ul><li>a<li>b<ul><li>c</ul></ul>", "- a\n- b\n  - c\n"),
        ('<ol start="3"><li>a</li><li value="7">b</li><li>c</li></ol>', "3. a\n7. b\n8. c\n"),
        ('<ol type="a"><li>x</li></ol><ol type="I"><li>y</li></ol>', "a. x\nI. y\n"),
        ("<dl><dt>Vastuu<dd>Johtaja<dt>Tila<dd>Kesken</dl>", "Vastuu\tJohtaja\nTila\tKesken\n"),
        ("<pre>a\n  b</pre>", "a\n  b\n"),
        ("<div>a<div>b</div>c</div>", "a\n\nb\n\nc\n"),
        ("<p>19 870<sup>1</sup> m<sup>2</sup></p>", "19 870¹ m2\n"),
        ("<script>var a = '<p>ei</p>';</script><style>p{}</style><p>a</p><!-- ei --><![if !x]>b<![endif]>", "a\n\nb\n"),
        ("<p># ei otsikko | eikä taulukko</p>", "\\# ei otsikko \\| eikä taulukko\n"),
    ],
)
def test_text(body: str, text: str) -> None:
    assert page(body).text == text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<tr><td>a<td>b<tr><td><td>c", "a\tb\n\tc\n"),
        ("<tr><td rowspan=2>a<td>b<tr><td>c", "a\tb\n\tc\n"),
        ("<tr><td>a<td colspan=2>b<tr><td>c<td>d<td>e", "a\tb\t\nc\td\te\n"),
        ("<tr><td>a<td rowspan='2' colspan='2'>b<tr><td>c<tr><td>d<td>e<td>f", "a\tb\t\nc\t\t\nd\te\tf\n"),
        ("<tr><td colspan=3>Kaikki<tr><td>a<td>b<td>c", "Kaikki\tKaikki\tKaikki\na\tb\tc\n"),
        ("<tr><td>Yksin<td><td><tr><td>a<td>b<td>c", "Yksin\t\t\na\tb\tc\n"),
        ("<tr><td><p>a<p>b<td>c<br>d<td><ul><li>e<li>f</ul>", "<p>a</p><p>b</p>\tc<br>d\t<ul><li>e</li><li>f</li></ul>\n"),
        ("<thead><tr><th>A<th>B</thead><tbody><tr><td>a<td>b</tbody>", "A\tB\na\tb\n"),
        ("<tr><td>a<td><input type=checkbox checked> kyllä <input type=checkbox> ei", "a\t☒ kyllä ☐ ei\n"),
        ("<tr><td>a<td><img src=x.png alt='Toteutunut'>", "a\tToteutunut\n"),
        ("<tr><td>a<td>b pidempi teksti<table><tr><td>c<td>d<tr><td>e<td>f</table>", "a\t<p>b pidempi teksti</p><p>c  d</p><p>e  f</p>\n"),
        ("<tr><td>valikko<td><h1>Otsikko</h1><table><tr><td>a pitkä solu<td>b pitkä solu</table>", "valikko\n\n# Otsikko\n\na pitkä solu\tb pitkä solu\n"),
        ("<tr><td>Vain yksi sarake<tr><td>ja toinen rivi", "Vain yksi sarake\n\nja toinen rivi\n"),
        ("<caption>Taulukko 1<tr><td>a<td>b", "Taulukko 1\n\na\tb\n"),
    ],
)  # fmt: skip
def test_tables(body: str, text: str) -> None:
    assert page(f"<table>{body}</table>").text == text


@pytest.mark.parametrize(
    "body",
    [
        "<nav><a>Etusivu</a></nav><p>Selvitys: a</p><footer><p>PL 1</p></footer>",
        "<div id=navigation>Etusivu</div><p>Selvitys: a</p><div class='x site-footer'>PL 1</div>",
        "<div role=navigation>Etusivu</div><p>Selvitys: a</p><div role=contentinfo>PL 1</div>",
        "<header>Etusivu</header><main><h1>x</h1><p>Selvitys: a</p></main><aside>PL 1</aside>",
        "<div>Etusivu</div><main><h1>x</h1><p>Selvitys: a</p></main><div>PL 1</div>",
    ],
)
def test_furniture_stands_apart(body: str) -> None:
    text = page(body).text
    assert "<footer>\nEtusivu\n</footer>\n" in text
    assert "Selvitys: a\n\n<footer>\nPL 1\n</footer>\n" in text


def test_a_page_of_nothing_but_furniture_has_content() -> None:
    assert page("<footer><p>Tavoite: a</p></footer>").text == "Tavoite: a\n"


@pytest.mark.parametrize(
    ("head", "encoding", "named"),
    [
        ('<meta charset="utf-8">', "utf-8", "utf-8"),
        ("<meta http-equiv=Content-Type content='text/html; charset=windows-1252'>", "cp1252", "windows-1252"),
        ('<meta charset="ISO-8859-1">', "cp1252", "windows-1252"),
        ('<meta charset="iso-8859-15">', "iso8859-15", "iso-8859-15"),
        ("", "utf-16", "utf-16"),
        ("", "utf-8", "utf-8"),
        ('<meta charset="no-such">', "utf-8", "utf-8"),
    ],
)
def test_a_page_is_read_in_its_own_encoding(head: str, encoding: str, named: str) -> None:
    data = f"<html><head>{head}</head><body><p>Lähtötaso 3 €</p></body></html>".encode(encoding)
    source = read_bytes(data, "a.html")
    assert (source.text, source.encoding) == ("Lähtötaso 3 €\n", named)


def test_an_encoding_can_be_forced_and_none_is_guessed() -> None:
    data = "<html><body><p>Lähtö</p></body></html>".encode("cp1252")
    assert read_bytes(data, "a.html", "cp1252").text == "Lähtö\n"
    with pytest.raises(ReadError, match="a.html: is not utf-8: byte 0xE4 on line 1; try --encoding cp1252"):
        read_bytes(data, "a.html")


@pytest.mark.parametrize("name", ["a.htm", "a.HTML"])
def test_a_page_is_told_by_its_ending(name: str) -> None:
    assert read_bytes(b"<p>a</p>", name).form == "html"


@pytest.mark.parametrize(
    "begin", ["<html>", "\n<!-- x --> <!DOCTYPE html>", "\ufeff<HTML>", '<?xml version="1.0"?><html>']
)
def test_a_page_is_told_by_its_begin(begin: str) -> None:
    assert read_bytes(f"{begin}<p>a</p>".encode(), "a.txt").form == "html"


def test_other_texts_with_tags_are_texts() -> None:
    for text in ("<p>Tavoite</p>", "< 14 vrk", "<table><tr><td>a", "<!-- html -->\nTavoite: x"):
        assert read_bytes(text.encode(), "a.txt").form == "teksti"


WORD = """<html><head><meta http-equiv=Content-Type content="text/html; charset=utf-8">
<meta name=Generator content="Microsoft Word 15 (filtered)"><title>Malli.dotx</title></head><body lang=FI>
<p class=MsoNormal>Kunnan tavoitteet
on jaettu kahteen.</p>
<p class=MsoListParagraph style='text-indent:-18.0pt'><span style='font-family:Symbol'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;&nbsp;
</span></span>Ensimmäinen kohta</p>
<p class=MsoListParagraph>1.<span>&nbsp;&nbsp;&nbsp;&nbsp; </span>Toinen kohta</p>
<table class=MsoTableGrid border=1><tr style='height:1pt'>
  <td width=100 valign=top style='width:1pt'>
  <p class=MsoNormal><b>Mittari</b></p>
  </td>
  <td><p class=MsoNormal>&nbsp;</p></td>
  <td><p class=MsoNormal><span style='font-family:Wingdings'>ü</span></p></td>
</tr></table></body></html>
"""


def test_word_s_own_html() -> None:
    assert read_bytes(WORD.encode(), "a.htm").text == (
        "Kunnan tavoitteet on jaettu kahteen.\n\n- Ensimmäinen kohta\n1. Toinen kohta\n\nMittari\t\t✓\n"
    )


PLACES = """<!DOCTYPE html>
<html><body>
<h1>Seuranta 2025</h1>
<table>
  <tr><td>Tavoite</td><td>Mittari</td><td>Tavoitetaso</td></tr>
  <tr>
    <td>Vesi riittää</td>
    <td>Varasto</td>
    <td>5</td>
  </tr>
</table>
</body></html>
"""


def test_lines_are_those_of_the_file() -> None:
    reading = read_report(read_bytes(PLACES.encode(), "a.html"), positions=True)
    (row,) = tavoiteparse.rows(reading.raportti)
    assert (row["rivi_alku"], row["rivi_loppu"], row["sivu"]) == (7, 9, None)
    (osio,) = reading.raportti.osiot
    assert osio.rivit == [3, 9]
    goal = osio.sisalto[0]
    assert goal.sijainnit is not None
    assert goal.sijainnit["tavoite"] == ["7:9-7:20"]
    cited = [one.text(reading.source).split(": ")[0] for one in reading.diagnostics]
    assert all(one.startswith("a.html:") for one in cited)


def test_a_hidden_part_is_said_and_not_read() -> None:
    source = page('<p>a</p><p style="display: none">b c</p><div hidden>d</div><p>e</p>')
    assert source.text == "a\n\ne\n"
    assert [(note.code, str(note.arguments["what"])) for note in source.notes] == [
        ("hidden-content", "3 words of the page")
    ]


def test_a_title_heads_a_page_without_headings() -> None:
    assert page("<p>a</p>", "<title>Kuhmolan seuranta</title>").text == "# Kuhmolan seuranta\n\na\n"
    assert page("<h2>b</h2>", "<title>Kuhmolan seuranta</title>").text == "## b\n"


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 200_000, "<table><tr><td>" * 60_000, "<ul><li>" * 100_000,
    ],
    ids=["div", "table", "list"],
)  # fmt: skip
def test_deep_nesting_is_refused(body: str) -> None:
    with pytest.raises(ReadError, match="a.html: nests its tags deeper than 512 levels; it was not read"):
        page(body)


def test_wide_tables_are_refused() -> None:
    with pytest.raises(ReadError, match="a.html: has a table of more than 500000 cells; it was not read"):
        page("<table>" + "<tr><td>x<td colspan=999999>x" * 40_000 + "</table>")


@pytest.mark.parametrize(
    "body",
    [
        "<" * 1_000_000, "<!--" * 250_000, "<a b='" * 160_000, "<p" * 500_000, "&" * 1_000_000, "<b>" * 300_000,
        "<script>" * 120_000, "</li>" * 200_000, "<p>x" * 50_000, "<a " + "b " * 500_000, "<td>x" * 50_000,
    ],
    ids=lambda body: body[:9],
)  # fmt: skip
def test_time_grows_with_the_length_alone(body: str) -> None:
    begun = time.process_time()
    with suppress(ReadError):  # of a line that is too long
        page(body)
    assert time.process_time() - begun < 5
