"""Witnesses of thresholds: a text just inside a limit and one just outside it, with what a reader of the page would say.

`benchmarks/thresholds.py` halves and doubles each threshold and asks whether a test notices. The name before a text is
that of the threshold it speaks for.
"""

from typing import Any

import pytest

import tavoiteparse
from tavoiteparse.contract.model import Osio
from tavoiteparse.documents.read import ReadError, read_bytes
from tavoiteparse.language.grammar import vocabulary

HEAD = "Kuhmolan kunta, seuranta 2025\n\n"
T = "Tavoite\tMittari\tTavoitetaso\n"
ROW = "Väki kasvaa\tAsukasluku\t10 600\n"
GOAL = "TAVOITE: Väki kasvaa\nMITTARI: Asukasluku\n"
FOUND: dict[str, str | None] = {"tavoite": "Väki kasvaa", "mittari": "Asukasluku"}

PROSE = (
    "Kunta varautuu väestön ikääntymiseen ja syntyvyyden laskuun.",
    "Palveluverkko sovitetaan lasten määrään ilman lähikoulujen lakkautuksia.",
    "Yrityksille kaavoitetaan tontteja pääväylien varteen.",
    "Kirjasto ja kansalaisopisto muuttavat samoihin tiloihin.",
    "Investoinnit rahoitetaan tulorahoituksella ja pitkäaikaisella lainalla.",
    "Henkilöstön jaksamista seurataan kyselyllä kaksi kertaa vuodessa.",
    "Hankinnoissa suositaan lähialueen toimittajia.",
    "Energiaa säästetään vaihtamalla katuvalot ja lämmitysmuodot.",
    "Joukkoliikenne järjestetään yhdessä naapurikuntien kanssa.",
    "Metsiä hoidetaan hyväksytyn suunnitelman mukaan.",
    "Vapaa-ajan asukkaita kuullaan kaavoja valmisteltaessa.",
    "Digitaaliset palvelut kootaan yhteen asiointipalveluun.",
    "Riskejä arvioidaan johtoryhmässä neljännesvuosittain.",
    "Sisäinen valvonta on osa jokapäiväistä johtamista.",
)


def paragraphs(count: int) -> str:
    return "".join(f"{sentence}\n\n" for sentence in PROSE[:count])


def pages(count: int) -> str:
    """Numbered pages of eleven lines, each with one goal whose account ends the page."""
    goals = []
    for page in range(1, count + 1):
        goals.append(
            f"TAVOITE: Tavoite numerolla {page} toteutuu\n\nMITTARI: Valmiusaste\n\nSELVITYS: {PROSE[page]}\n\n"
            f"{PROSE[page + 1]}\n\n{PROSE[page + 2]}\n\n{page}\n\n"
        )
    return "".join(goals)


def written(count: int) -> str:
    """The accounts of those goals."""
    return "\n".join(PROSE[count : count + 3])


ROWS: list[tuple[str, str, list[dict[str, str | None]]]] = [
    # A heading of a table may carry the decision behind it; a cell of a sentence is no heading, whatever it begins with.
    (
        "LONGEST_HEADER",
        f"Tavoite\tMittari\tTavoitetaso (valtuusto 11.11.2024 § 87)\n{ROW}",
        [{**FOUND, "tavoitetaso": "10 600"}],
    ),
    (
        "LONGEST_HEADER",
        f"{T}{ROW}Tavoitteet ja mittarit päivitetään uuteen kuntastrategiaan syksyn aikana\t"
        "Toimenpiteet ja vastuut on sovittu lautakuntien yhteisessä seminaarissa\tValmis\n",
        [
            {**FOUND, "tavoitetaso": "10 600"},
            {
                "tavoite": "Tavoitteet ja mittarit päivitetään uuteen kuntastrategiaan syksyn aikana",
                "mittari": "Toimenpiteet ja vastuut on sovittu lautakuntien yhteisessä seminaarissa",
                "tavoitetaso": "Valmis",
            },
        ],
    ),
    # The heading of accounts says at length what they are to tell.
    (
        "LONGEST_ACCOUNT",
        "Tavoite\tMittari\tTavoitetaso\tSelvitys tavoitteen toteutumisesta ja arvio siitä, miten toiminta jatkuu"
        " seuraavalla tarkastelujaksolla\nVäki kasvaa\tAsukasluku\t10 600\tTontteja on myyty\n",
        [{**FOUND, "tavoitetaso": "10 600", "selvitys": "Tontteja on myyty"}],
    ),
    # The heading of a level rides beside the value of a goal's label, its figure below it.
    (
        "FEWEST_RIDING",
        "TAVOITE\tVäki kasvaa\tTavoitetaso\n\t\t10 600\n",
        [{"tavoite": "Väki kasvaa", "mittari": None, "tavoitetaso": "10 600"}],
    ),
    # `Valtuustokauden tavoite` is a heading; a goal of five words that closes with the word is none.
    (
        "MOST_WORDS",
        "Tavoite\tMittari\tTila\nJokaisella koululla on oma tavoite\tOppilaskysely\tToteutunut\n",
        [
            {
                "tavoite": "Jokaisella koululla on oma tavoite",
                "mittari": "Oppilaskysely",
                "tila": "toteutunut",
            }
        ],
    ),
    # `Vs:` is an acting director, not a damaged `ts` or `v`.
    (
        "SHORTEST_DAMAGED",
        f"{GOAL}SELVITYS: Työ etenee.\n\nVs: hallintojohtaja Maija Virtanen vastaa työstä.\n",
        [{**FOUND, "selvitys": "Työ etenee.\nVs: hallintojohtaja Maija Virtanen vastaa työstä."}],
    ),
    # The colon of a damaged label stands behind its whole wording, not behind a sentence.
    (
        "CLOSED_WITHIN",
        f"{GOAL}\nSe1vitys tavoitteen toteutumisesta vuoden kolmannella neljänneksellä (Q3): Kasvu jatkuu.\n",
        [{**FOUND, "selvitys": "Kasvu jatkuu.", "selvitys_jakso": "Q3"}],
    ),
    (
        "CLOSED_WITHIN",
        f"{GOAL}SELVITYS: Kasvu jatkuu.\n\nArvion mukaan kesän tapahtumat, uudet asuntoalueet ja rautatieaseman remontti"
        " vetävät kuntaan uutta väkeä suunnilleen yhtä paljon kaikista kolmesta suunnasta: pohjoisesta, etelästä ja lännestä.\n",
        [
            {
                **FOUND,
                "selvitys": "Kasvu jatkuu.\nArvion mukaan kesän tapahtumat, uudet asuntoalueet ja rautatieaseman"
                " remontti vetävät kuntaan uutta väkeä suunnilleen yhtä paljon kaikista kolmesta suunnasta: pohjoisesta, etelästä ja lännestä.",
            }
        ],
    ),
    # The same for a label inside the value of another.
    (
        "CLOSED_INNER",
        f"{GOAL}TAVOITETASO: 10 600. Selvitys tavoitteen toteutumisesta vuoden kolmannella neljänneksellä: Kasvu jatkuu.\n",
        [{**FOUND, "tavoitetaso": "10 600", "selvitys": "Kasvu jatkuu."}],
    ),
    (
        "CLOSED_INNER",
        "TAVOITE: Väki viihtyy\nMITTARI: Asukaskysely. Arvio perustuu keväällä tehtyyn kyselyyn, johon vastasi kaikkiaan"
        " 312 asukasta eri puolilta kuntaa, ja jakautuu näin: nuoret, työikäiset ja ikäihmiset\n",
        [
            {
                "tavoite": "Väki viihtyy",
                "mittari": "Asukaskysely. Arvio perustuu keväällä tehtyyn kyselyyn, johon vastasi kaikkiaan 312 asukasta"
                " eri puolilta kuntaa, ja jakautuu näin: nuoret, työikäiset ja ikäihmiset",
            }
        ],
    ),
    # A line of minus signs below a short line makes it a heading; below a paragraph it parts it from what follows.
    (
        "HEADED",
        f"Hyvinvoinnin ja terveyden edistämisen palvelualueen tavoitteet vuodelle 2025\n=========\n{T}{ROW}",
        [
            {
                **FOUND,
                "osio": "Hyvinvoinnin ja terveyden edistämisen palvelualueen tavoitteet vuodelle 2025",
            }
        ],
    ),
    (
        "HEADED",
        "Valtuusto hyväksyi tavoitteet talousarvion yhteydessä marraskuussa, ja lautakunnat täsmensivät niitä"
        f" käyttösuunnitelmissaan tammikuussa (ks. liite 2)\n---------\n{T}{ROW}",
        [{**FOUND, "osio": "Kuhmolan kunta, seuranta 2025"}],
    ),
    # Cells stand under their headings; two places to the left is still under, three is not.
    (
        "SLACK",
        "Tavoite             Mittari             TA 2025   Toteutuminen\n"
        "Väki kasvaa         Asukasluku        vähintään 10 600 asukasta\n",
        [{**FOUND, "tavoitetaso": "vähintään 10 600 asukasta", "toteuma": None}],
    ),
    (
        "SLACK",
        "Tavoite             Mittari             Lähtötaso  Tavoitetaso\n"
        "Palvelut pysyvät    Kouluja                     5            7\n",
        [{"tavoite": "Palvelut pysyvät", "mittari": "Kouluja", "lahtotaso": "5", "tavoitetaso": "7"}],
    ),
    # One cell a line: a cell may be a few sentences, but lines of prose below three words are no table.
    (
        "stacked.LONGEST",
        "Tavoite\nMittari\nToteuma\nVäki kasvaa\nAsukasluku\nVäkiluku kasvoi alkuvuonna 42 asukkaalla. Kasvu oli"
        " voimakkainta uusilla asuntoalueilla Rantakylässä ja Myllymäellä, joille muutti lapsiperheitä"
        " naapurikunnista ja maakunnan keskuskaupungista.\n",
        [
            {
                **FOUND,
                "toteuma": "Väkiluku kasvoi alkuvuonna 42 asukkaalla. Kasvu oli voimakkainta uusilla asuntoalueilla"
                " Rantakylässä ja Myllymäellä, joille muutti lapsiperheitä naapurikunnista ja maakunnan"
                " keskuskaupungista.",
            }
        ],
    ),
    (
        "stacked.LONGEST",
        "Tavoitteet\nMittarit\nToimenpiteet\n" + "".join(f"{' '.join(PROSE[n : n + 6])}\n" for n in (0, 4, 8)),
        [],
    ),
    # An empty cell of a stacked table is a line of one no-break space; the last row may end with several.
    (
        "WIDEST_GAP (none)",
        "Tavoite\n\nMittari\n\nLähtötaso\n\nTavoitetaso\n\nVäki kasvaa\n\nAsukasluku\n\n10 500\n\n10 600\n\n"
        "Koulu viihtyisä\n\n\xa0\n\n\xa0\n\n\xa0\n\n",
        [
            {**FOUND, "lahtotaso": "10 500", "tavoitetaso": "10 600"},
            {"tavoite": "Koulu viihtyisä", "mittari": None, "lahtotaso": None, "tavoitetaso": None},
        ],
    ),
    # A page's number may say how many there are; a rule across the page closes a table.
    (
        "LONGEST_PAGE_NUMBER",
        f"{T}Kunta on vetovoimainen ja\tAsukasluku\t10 600\nSivu 12 (24)\nelinvoimainen\t\t\nHyvä koulu\tArvosana\t8,5\n",
        [
            {"tavoite": "Kunta on vetovoimainen ja elinvoimainen", "mittari": "Asukasluku"},
            {"tavoite": "Hyvä koulu", "mittari": "Arvosana"},
        ],
    ),
    (
        "LONGEST_PAGE_NUMBER",
        f"{T}{ROW}------------------------------\nhuomaa, että luvut ovat ennakkotietoja\n",
        [{**FOUND, "tavoitetaso": "10 600"}],
    ),
    # A page number of three digits between the paragraphs of an account; a figure of five above a running head.
    (
        "LONGEST_PAGE",
        f"{GOAL}SELVITYS: Työ alkoi.\n\n104\n\n{HEAD}Työ jatkuu.\n",
        [{**FOUND, "selvitys": "Työ alkoi.\nTyö jatkuu."}],
    ),
    (
        "LONGEST_PAGE",
        f"TAVOITE\nVäki kasvaa\nMITTARI\nAsukasluku\nTAVOITETASO\n10600\n\n{HEAD}TAVOITE\nHyvä koulu\nMITTARI\nArvosana\n",
        [{**FOUND, "tavoitetaso": "10600"}, {"tavoite": "Hyvä koulu", "mittari": "Arvosana"}],
    ),
    # 1 and 2 a few lines apart are values, ten lines apart and more they count the pages.
    (
        "CLOSEST_PAGES",
        "TAVOITE\nTerveysasema toimii\nMITTARI\nLääkäreitä\nTAVOITETASO\n1\n"
        "TAVOITE\nKirjasto palvelee\nMITTARI\nToimipisteitä\nTAVOITETASO\n2\n",
        [
            {"tavoite": "Terveysasema toimii", "tavoitetaso": "1"},
            {"tavoite": "Kirjasto palvelee", "tavoitetaso": "2"},
        ],
    ),
    (
        "CLOSEST_PAGES",
        pages(3),
        [{"tavoite": f"Tavoite numerolla {n} toteutuu", "selvitys": written(n)} for n in (1, 2, 3)],
    ),
    # What stands in capitals above a text of some paragraphs heads it; a marginal mark of the minutes does not.
    ("FEWEST_CAPITALS", f"KH\n\n{paragraphs(4)}{GOAL}", [{**FOUND, "osio": "Kuhmolan kunta, seuranta 2025"}]),
    ("FEWEST_CAPITALS", f"TALOUS\n\n{paragraphs(4)}{GOAL}", [{**FOUND, "osio": "TALOUS"}]),
    ("outline.LOOK_AHEAD", f"TALOUS\n\n{paragraphs(9)}{GOAL}", [{**FOUND, "osio": "TALOUS"}]),
    (
        "outline.LOOK_AHEAD",
        f"LUONNOS\n\n{paragraphs(14)}{GOAL}",
        [{**FOUND, "osio": "Kuhmolan kunta, seuranta 2025"}],
    ),
    # A heading may stand above three paragraphs; a greeting above a letter of five is none.
    ("INTRODUCTION", f"Talous ja omistajuus\n\n{paragraphs(3)}{GOAL}", [{**FOUND, "osio": "Talous ja omistajuus"}]),
    (
        "INTRODUCTION",
        f"Hyvä kuntalainen\n\n{paragraphs(5)}{GOAL}",
        [{**FOUND, "osio": "Kuhmolan kunta, seuranta 2025"}],
    ),
    (
        "outline.HEADING_LENGTH",
        f"Hyvinvoinnin ja terveyden edistämisen lautakunta, nuorisopalvelut ja kulttuuri\n\n{GOAL}",
        [{**FOUND, "osio": "Hyvinvoinnin ja terveyden edistämisen lautakunta, nuorisopalvelut ja kulttuuri"}],
    ),
    (
        "outline.HEADING_LENGTH",
        "Lautakunta käsitteli tavoitteet kokouksessaan syyskuussa ja päätti, että niistä raportoidaan valtuustolle"
        f" kolme kertaa vuodessa (lautakunta 12.9.2024 § 45)\n\n{GOAL}",
        [{**FOUND, "osio": "Kuhmolan kunta, seuranta 2025"}],
    ),
    # The sector below a goal may have a long name; a line of a hundred and fifty characters is no name.
    (
        "SECTOR_LENGTH",
        "TAVOITE\tVäki kasvaa\nHyvinvoinnin ja terveyden edistämisen sekä kulttuuri- ja vapaa-aikapalvelujen toimiala\n"
        "TOIMENPIDE\tTonttien markkinointi\nMITTARI\tAsukasluku\n",
        [
            {
                **FOUND,
                "toimiala": "Hyvinvoinnin ja terveyden edistämisen sekä kulttuuri- ja vapaa-aikapalvelujen toimiala",
            }
        ],
    ),
    (
        "SECTOR_LENGTH",
        "TAVOITE\tVäki kasvaa\nTavoite on siirretty tähän kuntastrategiasta sellaisenaan, ja sen toteutumista seurataan"
        " yhdessä naapurikuntien kanssa (kunnanhallitus 12.9.2024)\n"
        "TOIMENPIDE\tTonttien markkinointi\nMITTARI\tAsukasluku\n",
        [{**FOUND, "toimiala": None}],
    ),
    # A decision in the minutes closes the account above it; a sentence about a decision goes on with it.
    (
        "MINUTES_LENGTH",
        f"{GOAL}SELVITYS: Kasvu jatkuu.\n\nPäätös: Kunnanhallitus merkitsi katsauksen tiedoksi ja lähetti sen valtuustolle.\n",
        [{**FOUND, "selvitys": "Kasvu jatkuu."}],
    ),
    (
        "MINUTES_LENGTH",
        f"{GOAL}SELVITYS: Kasvu jatkuu.\n\nPäätös uuden koulun rakentamisesta Rantakylään tehtiin kesäkuussa, ja"
        " rakentaminen alkaa keväällä heti, kun urakoitsija on valittu.\n",
        [
            {
                **FOUND,
                "selvitys": "Kasvu jatkuu.\nPäätös uuden koulun rakentamisesta Rantakylään tehtiin kesäkuussa, ja"
                " rakentaminen alkaa keväällä heti, kun urakoitsija on valittu.",
            }
        ],
    ),
    # A row of three cells is a row of the table, though its goal begins with a word of the minutes.
    (
        "LABELLED",
        f"{T}{ROW}Päätös uudesta koulusta\tKoulun valmiusaste\tPäätös tehty\n",
        [
            {**FOUND, "tavoitetaso": "10 600"},
            {"tavoite": "Päätös uudesta koulusta", "mittari": "Koulun valmiusaste", "tavoitetaso": "Päätös tehty"},
        ],
    ),
    # Two headings with an empty column between them are no labels with their values.
    ("FEWEST_PAIRS", "TAVOITE\t\tMITTARI\nVäki kasvaa\t\tAsukasluku\n", [FOUND]),
    # Two words above prose are its headings; a form has a third.
    (
        "FEWEST_BARE",
        "Tavoitteet\nKunta kasvaa hallitusti, ja palvelut pysyvät lähellä.\n\n"
        "Mittarit\nMittareista päätetään talousarvion yhteydessä.\n",
        [],
    ),
    # A value that goes on below its column, in a table of three headings.
    (
        "wrapped.FEWEST_HEADERS",
        "Tavoite                  Mittari          Tavoitetaso\n"
        "Asiointi sujuu           Käsittelyaika    enintään\n"
        "                                          6 vk\n",
        [{"tavoite": "Asiointi sujuu", "mittari": "Käsittelyaika", "tavoitetaso": "enintään 6 vk"}],
    ),
    # One dash before a figure is a minus, before each of two lines a bullet.
    (
        "FEWEST_ITEMS",
        f"{T}Päästöt vähenevät\tPäästöjen muutos\t<p>- 5 %</p>\n",
        [{"tavoite": "Päästöt vähenevät", "tavoitetaso": "- 5 %"}],
    ),
    # An address of the web goes on with the value above it; a short one alone on its line is the frame of a site.
    (
        "SHORT",
        "TAVOITE: Väki viihtyy\nMITTARI: Asukaskysely, joka on julkaistu osoitteessa\n"
        "https://www.kuhmola.fi/paatoksenteko/strategia/seuranta-2025/asukaskysely\n",
        [
            {
                "tavoite": "Väki viihtyy",
                "mittari": "Asukaskysely, joka on julkaistu osoitteessa"
                " https://www.kuhmola.fi/paatoksenteko/strategia/seuranta-2025/asukaskysely",
            }
        ],
    ),
]
FIELDS = (
    "osio", "painopiste", "tavoite", "toimiala", "toimenpide", "mittari", "lahtotaso", "tavoitetaso", "toteuma", "tila",
    "selvitys", "selvitys_jakso",
)  # fmt: skip


@pytest.mark.parametrize(("name", "text", "rows"), ROWS, ids=lambda value: value if isinstance(value, str) else "")
def test_rows(name: str, text: str, rows: list[dict[str, str | None]]) -> None:
    raportti = tavoiteparse.read_text(HEAD + text).raportti
    found = list(tavoiteparse.rows(raportti))
    assert [{field: row[field] for field in wanted} for row, wanted in zip(found, rows, strict=True)] == rows
    assert raportti.kattavuus.lukematta == 0


# Texts whose own head is what counts: rows and what the report says of itself.
MARGIN = " " * 24
FILLER = "SELVITYS\tTyö etenee suunnitelman mukaisesti, ja seuraava vaihe alkaa syksyllä.\n"
PORI = (
    "PAINOPISTE\tKasvu\nTAVOITE\tVäki kasvaa\nTEKO\tKaavoitus\nTOIMENPIDE\tTontit\n"
    "MITTARI\tAsukasluku\tLähtötaso\tTavoitetaso\n\t\t84 000\t84 500\n"
)
HEADS: list[tuple[str, str, dict[str, Any]]] = [
    (
        "TITLE_LENGTH",
        "Kaupungin talousarviossa ja taloussuunnitelmassa asetettujen toiminnallisten tavoitteiden toteutuminen tammi–"
        f"huhtikuussa\n\n{GOAL}",
        {
            "otsikko": "Kaupungin talousarviossa ja taloussuunnitelmassa asetettujen toiminnallisten tavoitteiden"
            " toteutuminen tammi–huhtikuussa"
        },
    ),
    (
        "TITLE_LENGTH",
        "Tässä asiakirjassa kerrotaan, miten valtuuston asettamat tavoitteet ovat edenneet alkuvuoden aikana. Luvut on"
        " koottu toimialojen omista järjestelmistä, ja ne täydentyvät tilinpäätökseen mennessä. Tavoitteet ulottuvat"
        f" vuoteen 2030.\n\n{GOAL}",
        {"otsikko": None},
    ),
    # An organisation above a title, without a blank line; the longest name has thirty-one letters.
    (
        "SHORT",
        f"Länsi-Uudenmaan hyvinvointialue\nTavoitteiden seuranta 2025\n\n{GOAL}",
        {"organisaatio": "Länsi-Uudenmaan hyvinvointialue", "otsikko": "Tavoitteiden seuranta 2025"},
    ),
    # A grammar's town is looked for in its report's first pages, not in what a later one compares it with.
    ("HEAD_CHARACTERS", f"{PORI}{FILLER * 160}\nPorin tavoitteet\n\n{FILLER * 200}", {"organisaatio": "Pori"}),
    ("HEAD_CHARACTERS", f"{PORI}{FILLER * 320}\nPorin tavoitteet\n", {"organisaatio": None}),
    # A running head among the first rows says what report it is; one further on is that of an attachment.
    (
        "HEAD_MARKS",
        f"Kuhmolan kunta\n\nElinvoimalautakunta\n\nOsavuosikatsaus 1-8/2025   3\n\n{GOAL}\nOsavuosikatsaus 1-8/2025   4\n",
        {"kausi": "1-8/2025"},
    ),
    (
        "HEAD_MARKS",
        f"Kuhmolan kunnan tavoitteet\n\n{paragraphs(3)}Tavoitteet koskevat vuotta 2025.\n\n"
        f"Kuntastrategia 2035   7\n\n{GOAL}\nKuntastrategia 2035   8\n",
        {"kausi": "2025"},
    ),
    # Below its twentieth line a text is no longer its own head.
    (
        "head.HEAD_LINES",
        f"Kuhmolan kunnan tavoitteet\n\n{paragraphs(6)}Seuranta koskee aikaa 1.1.–31.8.2025.\n\n{GOAL}",
        {"kausi": "1-8/2025"},
    ),
    (
        "head.HEAD_LINES",
        f"Kuhmolan kunnan tavoitteet\n\n{paragraphs(12)}Väestöennusteen perusvuosi on 2019.\n\n{GOAL}",
        {"kausi": None},
    ),
]


@pytest.mark.parametrize(("name", "text", "wanted"), HEADS, ids=lambda value: value if isinstance(value, str) else "")
def test_heads(name: str, text: str, wanted: dict[str, Any]) -> None:
    raportti = tavoiteparse.read_text(text).raportti
    kausi = raportti.kausi.jakso if raportti.kausi is not None else None
    found = {"otsikko": raportti.otsikko, "organisaatio": raportti.organisaatio, "kausi": kausi}
    assert {key: found[key] for key in wanted} == wanted


LAYOUTS: list[tuple[str, str, list[dict[str, str | None]]]] = [
    # The third line of a page's head comes again on the next page, and the table goes on across it.
    (
        "furniture.HEAD_LINES",
        f"Kuhmolan kunta\nOsavuosikatsaus 2025\nSivistyslautakunnan tavoitteet\n\n{T}{ROW}\n"
        "Sivistyslautakunnan tavoitteet\n\n\tMuuttovoitto\t50\n",
        [
            {**FOUND, "tavoitetaso": "10 600"},
            {"tavoite": "Väki kasvaa", "mittari": "Muuttovoitto", "tavoitetaso": "50"},
        ],
    ),
    # Below it is the table itself, whose rows may come again for another school.
    (
        "furniture.HEAD_LINES",
        f"Kuhmolan kunta\nKoulujen tavoitteet 2025\n{T}Koulu viihtyisä\tOppilaita\t150\nRuoka maistuu\tHävikki\t5 kg\n\n"
        f"Rantakylän koulu\n\n{T}Koulu viihtyisä\tOppilaita\t250\nRuoka maistuu\tHävikki\t7 kg\n",
        [
            {"tavoite": "Koulu viihtyisä", "tavoitetaso": "150"},
            {"tavoite": "Ruoka maistuu", "tavoitetaso": "5 kg"},
            {"tavoite": "Koulu viihtyisä", "tavoitetaso": "250"},
            {"tavoite": "Ruoka maistuu", "tavoitetaso": "7 kg"},
        ],
    ),
    # All lines of a landscape page are indented; its numbered headings are headings all the same.
    (
        "WIDEST_MARGIN (none)",
        f"{MARGIN}Kuhmolan kunta\n\n{MARGIN}Tavoitteet 2025\n\n{MARGIN}2.1 Elinvoima ja työllisyys\n\n"
        f"{MARGIN}{PROSE[0]}\n\n{MARGIN}TAVOITE: Väki kasvaa\n{MARGIN}MITTARI: Asukasluku\n",
        [{**FOUND, "osio": "Elinvoima ja työllisyys"}],
    ),
]


@pytest.mark.parametrize(("name", "text", "rows"), LAYOUTS, ids=lambda value: value if isinstance(value, str) else "")
def test_rows_below_their_own_head(name: str, text: str, rows: list[dict[str, str | None]]) -> None:
    found = list(tavoiteparse.rows(tavoiteparse.read_text(text).raportti))
    assert [{field: row[field] for field in wanted} for row, wanted in zip(found, rows, strict=True)] == rows


def headings(osiot: list[Osio]) -> list[str]:
    return [one for osio in osiot for one in (*([osio.otsikko] if osio.otsikko else ()), *headings(osio.osiot))]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Sivistystoimiala\n\nVarhaiskasvatus\n\n", ["Sivistystoimiala", "Varhaiskasvatus"]),
        # a mark in the corner of the page, and the three headings above the goal
        (
            "Liite 3\n\nSivistystoimiala\n\nVarhaiskasvatus\n\nPäiväkodit\n\n",
            ["Sivistystoimiala", "Varhaiskasvatus", "Päiväkodit"],
        ),
    ],
    ids=["HEADINGS_TOGETHER", "HEADINGS_TOGETHER"],
)
def test_headings(text: str, wanted: list[str]) -> None:
    assert headings(tavoiteparse.read_text(HEAD + text + GOAL).raportti.osiot) == wanted


ADDRESS = "https://www.kuhmola.fi/paatoksenteko/strategia/seuranta-2025/asukaskysely"


@pytest.mark.parametrize(
    ("text", "words", "kept"),
    [
        # sums below two tables rise as page numbers do, but their word is too short for a running head
        (f"{T}{ROW}\nSumma\t12\n\n{T}Hyvä koulu\tArvosana\t8,5\n\nSumma\t15\n", "Summa", True),
        # a link of the site's frame, and one with a whole query in it
        (f"{GOAL}\n{ADDRESS}\n", ADDRESS, False),
        (f"{GOAL}\n{ADDRESS}?vuosi=2025&jakso=osavuosikatsaus&alue=rantakyla\n", "alue=rantakyla", True),
    ],
    ids=["FEWEST_LETTERS", "FURNITURE_LENGTH", "FURNITURE_LENGTH"],
)
def test_what_is_furniture(text: str, words: str, kept: bool) -> None:
    assert (words in tavoiteparse.to_yaml(tavoiteparse.read_text(HEAD + text).raportti)) == kept


@pytest.mark.parametrize(
    "text",
    [
        "Tavoitteet ja mittarit 2025",
        "Tavoitteet mittarit ja vastuutahot sovitaan vuosittain syksyllä",
        "PPSHP, KSSHP",
    ],
    ids=["damage.FEWEST_HEADERS", "COVERED", "FEWEST_WORDS"],
)
def test_what_is_no_damage(text: str) -> None:
    found = tavoiteparse.read_text(f"{HEAD}{text}\n\n{GOAL}").diagnostics
    assert {d.code for d in found} & {"flattened-table", "glued-cells", "gibberish"} == set()


@pytest.mark.parametrize(
    "text",
    [
        "Painopiste Tavoite Toimenpide Mittari Lähtötaso 2023 Tavoitetaso 2024 Tavoitetaso 2025 Tavoitetaso 2026"
        " Toteuma 30.4.2025 Toteuma 31.8.2025 Toteuma 31.12.2025 Vastuu Selvitys",
        "Tavoite Mittari Tavoitetaso",
    ],
)
def test_a_flattened_heading_is_one_whatever_its_length(text: str) -> None:
    assert "flattened-table" in {d.code for d in tavoiteparse.read_text(f"{HEAD}{GOAL}\n{text}\n").diagnostics}


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("EP Etelä-Pohjanmaan maakunnassa", None),
        ("Toiminnalliset tavoit- teet: Kunta kasvaa", "tavoite"),
    ],
    ids=["SHORTEST_CAPITALS", "LONGEST_LABEL"],
)
def test_labels(text: str, role: str | None) -> None:
    label = vocabulary().label(text)
    assert (label.role if label is not None else None) == role


def test_a_long_label_may_have_two_wrong_letters() -> None:  # TWO_ERRORS
    label = vocabulary().damaged_label("PA1NOP1STE", frozenset({"painopiste", "toimiala"}))
    assert label is not None
    assert label.damaged == "painopiste"


@pytest.mark.parametrize(
    ("text", "number", "role"),
    [
        ("Asiakasmäärä (työllisyyspalvelujen omassa tilastossa 11/22: 2621 henkilöä)", 2621, "lahto"),
        (
            "Niiden nuorten määrä, jotka ovat jääneet peruskoulun jälkeen vaille opiskelupaikkaa ja samalla etsivän"
            " nuorisotyön, kunnan työpajan ja oppilaitosten yhteisten palvelujen ulkopuolelle yli 3 kk",
            3,
            "maaritelma",
        ),
        ("Tavoitetaso vuoden lopussa 80 %", 80, "tavoite"),
        ("Tavoitteena on tukea niitä kouluja, joissa 35 % oppilaista on vieraskielisiä", 35, None),
        ("Työsuhteiden keskimääräinen kesto yli 7 v", 7, "tavoite"),
        ("Alle 18 v asiakkaiden osuus", 18, "ryhma"),
    ],
    ids=["WINDOW", "SENTENCE", "WORDS_BEFORE", "WORDS_BEFORE", "FEWEST_YEARS", "FEWEST_YEARS"],
)
def test_roles_of_figures(text: str, number: int, role: str | None) -> None:
    found = vocabulary().values.quantities(text, sentence=True)
    assert {luku.arvo: luku.rooli for luku in found}[number] == role


def test_the_unit_in_a_long_name() -> None:  # NAME_END
    name = (
        "Palveluihin tyytyväisten osuus (%) kaikista kyselyyn vastanneista kuntalaisista, joilla on ollut vuoden aikana"
        " asiaa kunnan toimipisteisiin"
    )
    assert [luku.yksikko for luku in vocabulary().values.level("80", name)] == ["%"]


LINE = b"Tavoite: kunta kasvaa ja palvelut paranevat\n"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (LINE * 70 + b"\0" + LINE, "is a binary file"),  # at 3080
        (b"K\0VAUS" * 100, "is a binary file"),  # a sixth of its bytes, all at odd places
        ("Ystävyyskaupunki Āgenskalns, Ānna ja Ārija käyvät kunnassa keväällä.".encode("utf-16-le"), "binary"),
        ("Ystävyyskaupunki Āgenskalns ja kuntamme ylläpitävät leirikoulua.".encode("utf-16-le"), "looks like UTF-16"),
    ],
    ids=["SNIFFED", "FEWEST_ZEROS", "MOST_OTHER_ZEROS", "MOST_OTHER_ZEROS"],
)
def test_zero_bytes_near_the_start(data: bytes, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        read_bytes(data, "a.txt")


def test_a_zero_byte_further_on_is_a_sign_that_is_not_seen() -> None:  # SNIFFED
    assert read_bytes(LINE * 130 + b"\0" + LINE, "a.txt").encoding == "utf-8"
