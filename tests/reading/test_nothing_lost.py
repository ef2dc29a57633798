"""Documents that lost or misplaced a word without a finding, each a kind; the rows as a reader of the page gives them."""

import pytest

import tavoiteparse

Rows = list[dict[str, str | None]]
HEAD = "Tavoite\tMittari\tLähtötaso\tTavoitetaso\tToteuma\n"


@pytest.mark.parametrize(
    ("text", "right"),
    [
        pytest.param(
            "Tavoite\tMittari\tTavoitetaso\nVesi riittää\tKatkot\t3\n\nHanke\tVaihe\tKustannus\nSilta\tkesken\t12 000 €\n",
            [{"tavoite": "Vesi riittää", "mittari": "Katkot", "tavoitetaso": "3"}],
            id="headings of another table below a blank line",
        ),
        pytest.param(
            "Tavoite\tMittari\tTavoitetaso\nVesi riittää\tKatkot\t3\n\nTiet kestävät\tPainumat\t5\n",
            [{"tavoite": "Vesi riittää"}, {"tavoite": "Tiet kestävät", "mittari": "Painumat"}],
            id="a row below a blank line",
        ),
        pytest.param(
            "Tavoite\tVastuualue\tMittari\nAsukkaat voivat hyvin\tSivistys\tKerhot\n\tTekninen\tReitit\n\t\tLadut\n",
            [
                {"tavoite": "Asukkaat voivat hyvin", "toimiala": "Sivistys", "mittari": "Kerhot"},
                {"tavoite": "Asukkaat voivat hyvin", "toimiala": "Tekninen", "mittari": "Reitit"},
                {"tavoite": "Asukkaat voivat hyvin", "toimiala": "Tekninen", "mittari": "Ladut"},
            ],
            id="a second sector is a goal of its own",
        ),
        pytest.param(
            "Mittari\tToimiala\nKerhot\tSivistys\nReitit\tTekninen\n",
            [{"mittari": "Kerhot", "toimiala": "Sivistys"}, {"mittari": "Reitit", "toimiala": "Tekninen"}],
            id="sectors in a table without a column of goals",
        ),
        pytest.param(
            "TAVOITE\tHyvä elämä\nTOIMIALA\tSivistys\nTOIMENPIDE\tKerhot alkavat\nMITTARI\tKerhot\n",
            [{"tavoite": "Hyvä elämä", "toimiala": "Sivistys", "toimenpide": "Kerhot alkavat", "mittari": "Kerhot"}],
            id="a labelled sector below its goal clears nothing",
        ),
        pytest.param(
            "Tavoite\tMittari\tTila\tSelvitys\nSillat\tKorjattu\tToteutui osittain. Vain puolet valmistui.\tJatkuu 2026\n",
            [{"tila": "osittain", "selvitys": "Vain puolet valmistui.\nJatkuu 2026"}],
            id="words behind a status beside a column of accounts",
        ),
        pytest.param(
            "TAVOITE\tSillat\nMITTARI\tKorjattu\nTila: Toteutui osittain. Vain puolet valmistui.\nSelvitys: Jatkuu 2026\n",
            [{"tila": "osittain", "selvitys": "Vain puolet valmistui\nJatkuu 2026"}],
            id="words behind a status above an account",
        ),
        *(
            pytest.param(
                f"PAINOPISTE\tPito\nTAVOITE\tTalous\nTOIMENPIDE\tSeuranta\nMITTARI\t{name}\tLähtötaso\tTavoitetaso\n\t\t40\t60\n",
                [{"mittari": name, "lahtotaso": "40", "tavoitetaso": "60"}],
                id=f"an indicator called {name}",
            )
            for name in (
                "Toteutuminen prosentteina",
                "Tavoitteen toteutuminen",
                "Nykytila kartoitettu",
                "Tulos",
                "Tilikauden tulos",
                "Toteutunut",
                "Uppfyllelse",
            )
        ),
        pytest.param(
            f"{HEAD}Vesi\tKatkot\t5\t2\t3\nTalous\tTilikauden tulos\tylijäämäinen\tylijäämäinen\tToteutunut\nHenki\tPoissaolot\t7\t6\t8\n",
            [
                {"tavoite": "Vesi", "mittari": "Katkot"},
                {"tavoite": "Talous", "mittari": "Tilikauden tulos", "tavoitetaso": "ylijäämäinen"},
                {"tavoite": "Henki", "mittari": "Poissaolot", "toteuma": "8"},
            ],
            id="a row whose words could head columns",
        ),
        pytest.param(
            f"{HEAD}Vesi\tKatkot\t5\t2\t3\n{HEAD}Talous\tVelka\t5\t4\t4\n",
            [{"tavoite": "Vesi"}, {"tavoite": "Talous"}],
            id="the same headings once more are headings",
        ),
        pytest.param(
            f"{HEAD}Vesi\tKatkot\t5\t2\t3\nMittari\tTavoitetaso\tTavoite\tToteuma\tVastuu\nKäynnit\t5\tTerveys\t6\tSote\n",
            [{"tavoite": "Vesi"}, {"tavoite": "Terveys", "mittari": "Käynnit", "tavoitetaso": "5", "vastuu": "Sote"}],
            id="other headings right below a table are headings",
        ),
        pytest.param(
            "TAVOITE\tHyvä elämä\tTavoitetaso\n\t\t50\n",
            [{"tavoite": "Hyvä elämä", "mittari": None, "tavoitetaso": "50"}],
            id="a heading beside a goal",
        ),
        pytest.param(
            "TAVOITE\tHyvä elämä\nMITTARI\tOsallistujat\tEi toteutunut\n",
            [{"tavoite": "Hyvä elämä", "mittari": "Osallistujat", "tila": "ei_toteutunut"}],
            id="a status beside an indicator",
        ),
        pytest.param(
            "TAVOITE | Hyvä elämä\nMITTARI | Osallistujat | TAVOITETASO\n |  | 50\n",
            [{"tavoite": "Hyvä elämä", "mittari": "Osallistujat", "tavoitetaso": "50"}],
            id="a heading in capitals beside an indicator is no label of a pair",
        ),
        pytest.param(
            "Mittari\tToteutunut\nKävijät\t50\nLainat\t60\n",
            [{"mittari": "Kävijät", "toteuma": "50"}, {"mittari": "Lainat", "toteuma": "60"}],
            id="two headings the second of which could be a status",
        ),
        pytest.param(
            "| Mittari | Toteutunut |\n| --- | --- |\n| Kävijät | 40 972 kpl |\n",
            [{"mittari": "Kävijät", "toteuma": "40 972 kpl"}],
            id="the same above a line of dashes",
        ),
        pytest.param(
            "Yksikkö      Mittari      Sitova       Kommentti\n                          tavoite\n"
            "kpl                       Väki kasvaa  Meni hyvin\n                          edelleen\n"
            "kpl          Kävijät      Vesi         Meni niin\n",
            [{"tavoite": "Väki kasvaa edelleen", "selvitys": "Meni hyvin"}, {"tavoite": "Vesi", "mittari": "Kävijät"}],
            id="a row below headings of two lines is no third line of them",
        ),
        pytest.param(
            "TAVOITE\tTalous\nMITTARI\tVelka\tLähtötaso\tTavoitetaso\n\t\t4200\t3900\n",
            [{"mittari": "Velka", "lahtotaso": "4200", "tavoitetaso": "3900"}],
            id="figures of four digits are no second line of headings",
        ),
        pytest.param(
            "Sitova       Mittari      Lähtö-\ntavoite                   taso\nVesi         Katkot       5\nTalous       Velka        7\n",
            [
                {"tavoite": "Vesi", "mittari": "Katkot", "lahtotaso": "5"},
                {"tavoite": "Talous", "mittari": "Velka", "lahtotaso": "7"},
            ],
            id="headings of two lines, columns by spaces",
        ),
        pytest.param(
            "Tavoite | Mittari\nVesi | Katkot\n | Vuodot\nTalous | Velka\n",
            [
                {"tavoite": "Vesi", "mittari": "Katkot"},
                {"tavoite": "Vesi", "mittari": "Vuodot"},
                {"tavoite": "Talous", "mittari": "Velka"},
            ],
            id="two columns by one pipe",
        ),
        pytest.param(
            "<table><tr><th>Painopiste</th><th>Tavoite</th><th>Mittari</th><th>Tavoitetaso</th></tr>\n"
            '<tr><td rowspan="2" colspan="2">Kasvu</td><td>Väki</td><td>100</td></tr>\n'
            "<tr><td>Yritykset</td><td>30</td></tr></table>\n",
            [{"mittari": "Väki", "tavoitetaso": "100"}, {"mittari": "Yritykset", "tavoitetaso": "30"}],
            id="a cell over two rows and two columns",
        ),
        pytest.param(
            "<table>\n<tr>\n\t<th>Mittari</th>\n\t<th>Förverkligat</th>\n</tr>\n<tr>\n\t<td>\n\tVäki\n\t</td>\n\t<td>7</td>\n</tr>\n</table>\n",
            [{"mittari": "Väki", "toteuma": "7"}],
            id="a table of tags indented with tabs",
        ),
        *(
            pytest.param(
                f"Tavoite\tMittari\t{header}\nVesi\tKatkot\tMeni hyvin\n",
                [{"tavoite": "Vesi", "mittari": "Katkot", "selvitys": "Meni hyvin"}],
                id=f"accounts under a heading of {len(header)} characters",
            )
            for header in (
                "Selvitys toteutumisesta",
                "Selvitys tavoitteen toteutumisesta vuoden 2025 tammi-elokuussa ja loppuvuoden arvio",
            )
        ),
        pytest.param(
            "Tavoite\tToimenpide\tVastuu\nPalvelut\tSelvitys palveluverkosta\tSivistys\nTilat\tSelvitys tiloista\tTekninen\n",
            [{"toimenpide": "Selvitys palveluverkosta"}, {"toimenpide": "Selvitys tiloista"}],
            id="a measure that begins as an account's label",
        ),
        *(
            pytest.param(
                "Työllisyys paranee\tAloitteita 10\t12\tToteutunut\n"
                f"Kunta kasvaa\tAsukkaita 100\t90\t{odd}\nTalous\tVelka alle 4\t3\tEi toteutunut\n",
                [{"tila": "toteutunut"}, {"tavoite": "Kunta kasvaa", "tila": None}, {"tila": "ei_toteutunut"}],
                id=f"one odd status, {odd}, in a table without headings",
            )
            for odd in ("Jatkuu", "Toteutui varauksin", "Toteutuu 1)")
        ),
        pytest.param(
            "TAVOITE\nHyvä elämä\nMITTARI\nOsallistujat\nLähtötaso\nTavoitetaso\n40\n60\nSelvitys:\nMeni hyvin\n",
            [{"tavoite": "Hyvä elämä", "mittari": "Osallistujat", "lahtotaso": "40", "tavoitetaso": "60"}],
            id="a table saved a cell a line",
        ),
        pytest.param(
            "TAVOITE\tHyvä elämä\nMITTARI\tOsallistujat\nSelvitys (T1):\nArvion mukaan tulos on hyvä: kaikki osallistuivat.\n",
            [{"selvitys": "Arvion mukaan tulos on hyvä: kaikki osallistuivat."}],
            id="another form of a label's word is no damaged label",
        ),
        pytest.param(
            "Väki kasvaa\tAsukkaita 100\tAsukkaita 102\tToteutunut\nMuuttajia 40\tMuuttajia 43\tToteutunut\n",
            [
                {"tavoite": "Väki kasvaa", "mittari": "Asukkaita 100", "toteuma": "Asukkaita 102"},
                {"tavoite": "Väki kasvaa", "mittari": "Muuttajia 40", "toteuma": "Muuttajia 43", "tila": "toteutunut"},
            ],
            id="a row without headings that lost its first cell",
        ),
        pytest.param(
            "Tavoite\tMittari\nVäki jaksaa 👩\u200d🏫\tPois\u200dsa\n",
            [{"tavoite": "Väki jaksaa 👩\u200d🏫", "mittari": "Poissa"}],
            id="a joiner is kept inside a sign and taken out of a word",
        ),
        pytest.param(
            "| Tavoite | Mittari | Tavoitetaso |\n|---|---|---|\n| Liikenne kasvaa | Matkat | 200 000<br>450 000 |\n",
            [{"tavoitetaso": "200 000 450 000", "tavoitetaso_arvo": None}],
            id="figures on two lines of a cell are two",
        ),
        pytest.param(
            "TAVOITE\tTontteja riittää\tLähtötaso\tTavoitetaso\nMITTARI\tLuovutetut tontit\t14\t25\n",
            [{"tavoite": "Tontteja riittää", "mittari": "Luovutetut tontit", "lahtotaso": "14", "tavoitetaso": "25"}],
            id="headings beside a goal, values beside its indicator",
        ),
        pytest.param(
            "TAVOITE: Hävikki pienenee\nMITTARI: Hävikki kg\nSelvitys (T1): Punnittu 300 kg.\nSelvitys (T2):\n",
            [{"selvitys": "Punnittu 300 kg."}],
            id="a label of an account with nothing below it hides no account",
        ),
        pytest.param(
            f"{HEAD}A-hanke\tKm\t1\t2\t3\n\n12\n\nB-hanke\tTiet\t3\t4\t5\n",
            [{"tavoite": "A-hanke"}, {"tavoite": "B-hanke", "mittari": "Tiet", "toteuma": "5"}],
            id="the number of a page alone between rows",
        ),
    ],
)
def test_rows(text: str, right: Rows) -> None:
    rows = list(tavoiteparse.rows(tavoiteparse.read_text(text).raportti))
    assert [{field: row[field] for field in want} for row, want in zip(rows, right, strict=True)] == right


def test_a_level_that_is_the_words_of_a_heading_is_reported() -> None:
    reading = tavoiteparse.read_text("Tavoite: Vesi\nMittari: Katkot\nLähtötaso: Tavoitetaso\n")
    found = [(one.code, reading.source.position(one.span.start)) for one in reading.diagnostics]
    assert ("header-as-value", (3, 12)) in found


def test_twelve_monthly_figures_in_a_cell_end() -> None:
    figures = " ".join(str(10 * n) for n in range(12, 24))
    text = f"TAVOITE\tVesi\nMITTARI\tKatkot\tToteuma\tTavoitetaso\n\t\t{figures}\t120\n"
    (row,) = tavoiteparse.rows(tavoiteparse.read_text(text).raportti)
    assert row["toteuma"] == figures


def test_a_row_that_stands_behind_text_on_its_line_is_kept_as_text() -> None:
    """Tags cut in two: the row is no table of goals, and no goal inherits the focus area that it seems to name."""
    text = "<table>\n><tr><th>Painopistealue</th><th>Hyvinvointi kasvaa</th><th>Rehtorit</th></tr>\n</table>\n"
    printed = tavoiteparse.to_json(tavoiteparse.read_text(text).raportti)
    assert "Hyvinvointi kasvaa" in printed
    assert "Rehtorit" in printed
