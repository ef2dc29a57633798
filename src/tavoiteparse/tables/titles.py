"""What people call the columns of rows, in three languages, and what each holds, for readers of open data."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from tavoiteparse.tables.rows import COLUMNS


class Title(NamedTuple):
    """A column's heading in Finnish, Swedish and English, and in Finnish what it holds."""

    fi: str
    sv: str
    en: str
    holds: str


TITLES: Mapping[str, Title] = MappingProxyType(
    {
        "tiedosto": Title("Tiedosto", "Fil", "File", "Raportin polku, josta rivi luettiin."),
        "organisaatio": Title("Organisaatio", "Organisation", "Organisation", "Raportin antaja niin kuin se on painettu."),
        "kuntanumero": Title("Kuntanumero", "Kommunnummer", "Municipality code", "Kunnan numero kuntaluokituksessa; tyhjä, kun antaja ei ole kunta tai nimi ei ole varma."),
        "vuosi": Title("Vuosi", "År", "Year", "Raportin vuosi."),
        "jakso": Title("Jakso", "Period", "Period", "Raportin kausi: T1–T3, Q1–Q4, H1–H2, kuukaudet tai vuosi."),
        "osio": Title("Osio", "Avsnitt", "Section", "Lähin otsikko tavoitteen yläpuolella."),
        "painopiste": Title("Painopiste", "Tyngdpunkt", "Focus area", "Painopiste, johon tavoite kuuluu."),
        "tavoite_nro": Title("Tavoitteen numero", "Målets nummer", "Goal number", "Tavoitteen numero niin kuin se on painettu."),
        "tavoite": Title("Tavoite", "Mål", "Goal", "Tavoite."),
        "teko": Title("Teko", "Handling", "Deed", "Teko, tavoitteen ja toimenpiteen välinen taso."),
        "keinot": Title("Keinot", "Medel", "Means", "Keinot, kukin omalla rivillään."),
        "toimiala": Title("Toimiala", "Sektor", "Sector", "Toimiala, jota tavoite koskee."),
        "toimenpide": Title("Toimenpiteet", "Åtgärder", "Measures", "Toimenpiteet, kukin omalla rivillään."),
        "mittari_nro": Title("Mittarin numero", "Mätarens nummer", "Indicator number", "Mittarin numero niin kuin se on painettu."),
        "mittari_ryhma": Title("Mittariryhmä", "Grupp av mätare", "Indicator group", "Otsikko, jonka alla useita mittareita on."),
        "mittari": Title("Mittari", "Mätare", "Indicator", "Mittari; tyhjä, kun tavoitteella ei ole mittaria."),
        "lahtotaso": Title("Lähtötaso", "Utgångsnivå", "Baseline", "Lähtötaso niin kuin se on painettu."),
        "lahtotaso_arvo": Title("Lähtötaso, luku", "Utgångsnivå, tal", "Baseline, figure", "Lähtötason ainoa luku."),
        "lahtotaso_yksikko": Title("Lähtötaso, yksikkö", "Utgångsnivå, enhet", "Baseline, unit", "Lähtötason yksikkö perusmuodossa."),
        "tavoitetaso": Title("Tavoitetaso", "Målnivå", "Target", "Tavoitetaso niin kuin se on painettu."),
        "tavoitetaso_vertailu": Title("Tavoitetaso, vertailu", "Målnivå, jämförelse", "Target, comparison", "Vertailu: <, <=, >, >= tai ~."),
        "tavoitetaso_arvo": Title("Tavoitetaso, luku", "Målnivå, tal", "Target, figure", "Tavoitetason ainoa luku."),
        "tavoitetaso_yksikko": Title("Tavoitetaso, yksikkö", "Målnivå, enhet", "Target, unit", "Tavoitetason yksikkö perusmuodossa."),
        "toteuma": Title("Toteuma", "Utfall", "Result", "Toteuma niin kuin se on painettu."),
        "toteuma_arvo": Title("Toteuma, luku", "Utfall, tal", "Result, figure", "Toteuman ainoa luku."),
        "toteuma_yksikko": Title("Toteuma, yksikkö", "Utfall, enhet", "Result, unit", "Toteuman yksikkö perusmuodossa."),
        "tila": Title("Tila", "Status", "Status", "Tilan koodi, esimerkiksi toteutunut tai osittain."),
        "vastuu": Title("Vastuutaho", "Ansvarig", "Responsible party", "Vastuutahot, kukin omalla rivillään."),
        "selvitys_jakso": Title("Selvityksen jakso", "Redogörelsens period", "Period of account", "Vuoden osa, josta selvitys tai toteuma kertoo."),
        "selvitys": Title("Selvitys", "Redogörelse", "Account", "Mittarin oma selvitys tai koko lohkon selvitys, kappale rivillään."),
        "rivi_alku": Title("Alkaa rivillä", "Börjar på rad", "First line", "Raportin rivi, jolta kohta alkaa."),
        "rivi_loppu": Title("Päättyy rivillä", "Slutar på rad", "Last line", "Raportin rivi, jolle kohta päättyy."),
        "sivu": Title("Sivu", "Sida", "Page", "PDF-tiedoston sivu, jolta kohta alkaa."),
        "paatelma": Title("Päätelmä", "Slutsats", "Verdict", "Mitä mittarin omat luvut ja sanat kertovat: saavutettu, saavuttamatta, matkalla, ei_tietoa tai ei_mitattavissa."),
        "paatelma_peruste": Title("Päätelmän peruste", "Grund för slutsatsen", "Basis of verdict", "Mistä päätelmä tehtiin: luvut, tila tai luvut+tila."),
    }
)  # fmt: skip
LANGUAGES = ("fi", "sv", "en")


def headings(language: str | None) -> tuple[str, ...]:
    """The headings of a table: the names of its columns, or what people call them in a language."""
    return COLUMNS if language is None else tuple(getattr(TITLES[name], language) for name in COLUMNS)
