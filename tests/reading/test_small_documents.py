"""Small documents in which a value could be lost, invented or misplaced; the rows were written by the reading rules."""

import pytest

import tavoiteparse

HEAD = "Kuhmolan kunta, seuranta 2025\n\n"
T = "Tavoite\tMittari\tTavoitetaso\n"
DOCUMENTS = {
    "labels and values in turn": (
        "TAVOITE\tVäki kasvaa\tTILA\tToteutuu\nMITTARI\tAsukasluku\nTAVOITETASO\t10 600\n",
        [{"tavoite": "Väki kasvaa", "tila": "toteutuu", "mittari": "Asukasluku", "tavoitetaso": "10 600"}],
    ),
    "labels with colons and values in turn": (
        "Tavoite:\tVäki kasvaa\tMittari:\tAsukasluku\n",
        [{"tavoite": "Väki kasvaa", "mittari": "Asukasluku"}],
    ),
    "two targets": (
        "Tavoite\tMittari\tTavoite 2025\tTavoite 2026\nVäki kasvaa\tAsukasluku\t10 600\t10 700\n",
        [{"tavoite": "Väki kasvaa", "mittari": "Asukasluku", "tavoitetaso": "10 600"}],
    ),
    "the target headed like the goal": (
        "Tavoite\tMittari\tTavoite\tToteuma\nVäki kasvaa\tAsukasluku\t10 600\t10 500\n",
        [{"tavoite": "Väki kasvaa", "mittari": "Asukasluku", "tavoitetaso": "10 600", "toteuma": "10 500"}],
    ),
    "a table of risks": ("Riski\tToimenpide\tVastuu\tTila\nSisäilma\tRemontti\tRehtori\tKäynnissä\n", []),
    "a page number between rows": (
        f"{T}Väki kasvaa\tAsukasluku\t10 600\n4\nHyvä koulu\tArvosana\t8,5\n",
        [
            {"tavoite": "Väki kasvaa", "mittari": "Asukasluku", "tavoitetaso": "10 600"},
            {"tavoite": "Hyvä koulu", "mittari": "Arvosana", "tavoitetaso": "8,5"},
        ],
    ),
    "a remark between rows": (
        f"{T}Väki kasvaa\tAsukasluku\t10 600\nLähde: Tilastokeskus\nHyvä koulu\tArvosana\t8,5\n",
        [
            {"tavoite": "Väki kasvaa", "mittari": "Asukasluku", "tavoitetaso": "10 600"},
            {"tavoite": "Hyvä koulu", "mittari": "Arvosana", "tavoitetaso": "8,5"},
        ],
    ),
    "a part's heading without tabs": (
        f"{T}ELINVOIMA\nVäki kasvaa\tAsukasluku\t10 600\n",
        [{"osio": "ELINVOIMA", "tavoite": "Väki kasvaa", "mittari": "Asukasluku", "tavoitetaso": "10 600"}],
    ),
    "a year as a target": (
        f"{T}Suunnitelma\tStrategia valmis\t2025\nKoulu\tArvosana\t8,5\n",
        [
            {"tavoite": "Suunnitelma", "mittari": "Strategia valmis", "tavoitetaso": "2025"},
            {"tavoite": "Koulu", "mittari": "Arvosana", "tavoitetaso": "8,5"},
        ],
    ),
    "figures alone below a blank line": (
        f"{T}Väki kasvaa\tAsukasluku\t10 600\n\nToimintatuotot\t1 200\t1 100\n",
        [{"tavoite": "Väki kasvaa", "mittari": "Asukasluku", "tavoitetaso": "10 600"}],
    ),
    "a row that lost its first cell": (
        "Tavoite\tMittari\tTavoitetaso\tToteuma\nVäki kasvaa\tAsukasluku\t10 600\t10 500\nMuuttovoitto\t50\t40\n",
        [
            {"tavoite": "Väki kasvaa", "mittari": "Asukasluku", "tavoitetaso": "10 600", "toteuma": "10 500"},
            {"tavoite": "Väki kasvaa", "mittari": "Muuttovoitto", "tavoitetaso": "50", "toteuma": "40"},
        ],
    ),
    "a heading broken by a hyphen": (
        "Tavoite\tMittari\tTavoite-\tToteuma\n\t\ttaso 2025\t30.4.2025\nVäki kasvaa\tAsukasluku\t10 600\t10 500\n",
        [{"tavoite": "Väki kasvaa", "mittari": "Asukasluku", "tavoitetaso": "10 600", "toteuma": "10 500"}],
    ),
    "a level for each of two years": (
        "TAVOITE: Väki kasvaa\nMITTARI: Asukasluku\nTAVOITETASO 2025: 10 600\nTAVOITETASO 2027: 10 800\n",
        [{"tavoite": "Väki kasvaa", "mittari": "Asukasluku", "tavoitetaso": "10 600"}],
    ),
    "an account for each of two periods": (
        "TAVOITE: Väki kasvaa\nMITTARI: Asukasluku\nSELVITYS (T1): Hyvin menee.\nSELVITYS (T2): Heikosti.\n",
        [{"tavoite": "Väki kasvaa", "mittari": "Asukasluku", "selvitys": "Heikosti.", "selvitys_jakso": "T2"}],
    ),
    "a sum below": (
        f"{T}Kirjasto kehittyy\tLainat\t12 000\nYhteensä\t\t12 000\n",
        [{"tavoite": "Kirjasto kehittyy", "mittari": "Lainat", "tavoitetaso": "12 000"}],
    ),
    "a word of the minutes below": (
        f"{T}Kirjasto kehittyy\tLainat\t12 000\nEhdotus\tKunnanhallitus merkitsee tiedoksi.\n",
        [{"tavoite": "Kirjasto kehittyy", "mittari": "Lainat", "tavoitetaso": "12 000"}],
    ),
    "another table without goals": (
        f"{T}Väki kasvaa\tAsukasluku\t10 600\n\nTunnusluku\tTP 2024\tTA 2025\nHenkilöstö, htv\t120\t118\n",
        [
            {"tavoite": "Väki kasvaa", "mittari": "Asukasluku", "tavoitetaso": "10 600"},
            {"mittari": "Henkilöstö, htv", "lahtotaso": "120", "tavoitetaso": "118"},
        ],
    ),
    "a status before the indicators": (
        "TAVOITE: Väki kasvaa\nTILA: Toteutuu\nMITTARI: Asukasluku\nMITTARI: Muuttovoitto\n",
        [
            {"tavoite": "Väki kasvaa", "mittari": "Asukasluku", "tila": "toteutuu"},
            {"tavoite": "Väki kasvaa", "mittari": "Muuttovoitto", "tila": "toteutuu"},
        ],
    ),
    "a heading before a block without a goal": (
        "Elinvoimalautakunta\n\nTAVOITE: Väki kasvaa\nMITTARI: Asukasluku\n\nSivistyslautakunta\n\n"
        "TOIMENPIDE: Remontti\nMITTARI: Koulujen määrä\n",
        [
            {"osio": "Elinvoimalautakunta", "tavoite": "Väki kasvaa", "mittari": "Asukasluku"},
            {"osio": "Sivistyslautakunta", "toimenpide": "Remontti", "mittari": "Koulujen määrä"},
        ],
    ),
    "levels inside the indicator's cell": (
        "Tavoite\tMittari\nKirjasto elää\t<p>Lainat</p><p>Lähtötaso: 5</p><p>Tavoitetaso: 7</p>\n",
        [{"tavoite": "Kirjasto elää", "mittari": "Lainat", "lahtotaso": "5", "tavoitetaso": "7"}],
    ),
    "a list of indicators": (
        "Tavoite\tMittari\tTavoitetaso\nKirjasto elää\t<ul><li>Lainat</li><li>Kävijät</li></ul>\t5<br>7\n",
        [
            {"tavoite": "Kirjasto elää", "mittari": "Lainat", "tavoitetaso": "5"},
            {"tavoite": "Kirjasto elää", "mittari": "Kävijät", "tavoitetaso": "7"},
        ],
    ),
    "dashes before each line of a cell": (
        f"{T}Väki\t- Asukasluku<br>- Muuttovoitto\t- 10 600<br>- 50\n",
        [
            {"tavoite": "Väki", "mittari": "Asukasluku", "tavoitetaso": "10 600"},
            {"tavoite": "Väki", "mittari": "Muuttovoitto", "tavoitetaso": "50"},
        ],
    ),
    "a goal for which only a focus area is printed": ("Painopiste: Kasvava kunta\n\nKunta kasvaa.\n", []),
}
FIELDS = (
    "osio", "painopiste", "tavoite", "toimenpide", "mittari", "lahtotaso", "tavoitetaso", "toteuma", "tila",
    "selvitys", "selvitys_jakso",
)  # fmt: skip


@pytest.mark.parametrize("name", DOCUMENTS)
def test_rows(name: str) -> None:
    text, rows = DOCUMENTS[name]
    raportti = tavoiteparse.read_text(HEAD + text).raportti
    title = raportti.otsikko
    found = [
        {field: row[field] for field in FIELDS if row[field] and not (field == "osio" and row[field] == title)}
        for row in tavoiteparse.rows(raportti)
    ]
    for row, wanted in zip(found, rows, strict=False):
        if "selvitys_jakso" not in wanted:
            row.pop("selvitys_jakso", None)
    assert found == rows
    assert raportti.kattavuus.lukematta == 0


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (DOCUMENTS["two targets"][0], "10 700"),
        (DOCUMENTS["a level for each of two years"][0], "10 800"),
        (DOCUMENTS["a level for each of two years"][0], "TAVOITETASO 2027"),
        (DOCUMENTS["an account for each of two periods"][0], "SELVITYS (T1)"),
        (DOCUMENTS["an account for each of two periods"][0], "Hyvin menee."),
        ("TAVOITE\tVäki kasvaa\tToteuma\n", "Väki kasvaa"),
        ("Tavoite\tMittari\tTila\nVäki kasvaa\tAsukasluku\t●\n", "●"),
        ("Painopiste: Kasvava kunta\n\nKunta kasvaa.\n", "Kasvava kunta"),
    ],
)
def test_nothing_is_lost(text: str, kept: str) -> None:
    assert kept in tavoiteparse.to_yaml(tavoiteparse.read_text(HEAD + text).raportti)
