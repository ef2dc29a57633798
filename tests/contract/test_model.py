"""The keys of the document, one by one and in their order, with and without positions; pages by form feeds."""

from typing import Any

import pytest

import tavoiteparse
from tavoiteparse.contract.render import to_data

KEYS = {  # of each object, by a key that it alone has
    "skeema": "skeema lahde kattavuus otsikko organisaatio kausi osiot",
    "kielioppi": "tiedosto muoto sha256 koodaus kielioppi",
    "riveja": "riveja luettu vapaata ohitettu lukematta",
    "taso": "tunnus otsikko taso rivit sivu sisalto osiot",
    "kohdat": "tyyppi tunnus painopiste tavoite teko toimiala keinot muut rivit sivu kohdat",
    "mittarit": "toimenpiteet vastuut mittarit muut toteuma tila selvitys rivit sivu",
    "mittari": "tunnus ryhma mittari luvut muut lahtotaso tavoitetaso toteuma tila selvitys rivit sivu",
    "kappaleet": "otsikko jakso kappaleet rivit sivu",
    "arvo": "teksti arvo arvo_yla yksikko vertailu kausi rooli",
    "alku": "teksti jakso vuosi alku loppu",
    "koodi": "teksti koodi",
    "solut": "tyyppi otsikot solut rivit sivu",
}
LISTED, PARAGRAPH = "tyyppi alkiot rivit sivu", "tyyppi teksti rivit sivu"
PLACED = {"skeema", "taso", "kohdat", "mittarit", "mittari", "kappaleet", "solut"}
REPORT = """\
Raportti 2026

# Osio

Kappale tässä.

- yksi
- kaksi

A\tB
1\t2

PAINOPISTE\tElinvoima
TAVOITE\tHyvä kunta
TOIMENPIDE\tTehdään
MITTARI\tAsiakkaat, hlö\tLähtötaso\tTavoitetaso\tToteuma\tTila
\t\t30\t50\t40 (2025)\tToteutuu
Selvitys (T1): Meni hyvin.
"""


def objects(value: Any) -> list[dict[str, Any]]:
    """Every object of a document, but for the mapping of positions."""
    if isinstance(value, list):
        return [found for one in value for found in objects(one)]
    if not isinstance(value, dict):
        return []
    return [value, *(found for key, one in value.items() if key != "sijainnit" for found in objects(one))]


@pytest.mark.parametrize("positions", [False, True])
def test_keys_of_every_object_in_their_order(positions: bool) -> None:
    data = to_data(tavoiteparse.read_text(REPORT, positions=positions).raportti)
    seen = set()
    for one in objects(data):
        kind = next((key for key in KEYS if key in one), "")
        seen.add(kind or str(one.get("tyyppi", "")))
        wanted = KEYS.get(kind, {"luettelo": LISTED, "kappale": PARAGRAPH}.get(one.get("tyyppi", ""), ""))
        if not wanted:
            assert list(one) in (["teksti", "luvut"], ["tunnus", "teksti", "alkiot"])
            continue
        placed = positions and (kind in PLACED or one.get("tyyppi") in ("luettelo", "kappale"))
        added = ["sijainnit", "perityt"] if placed else ["perityt"] if positions and kind == "arvo" else []
        assert list(one) == [*wanted.split(), *added]
    assert seen >= {*KEYS, "kappale", "luettelo"}


PAGES = """\
TAVOITE\tEnsimmäinen
MITTARI\tX\tLähtötaso\tTavoitetaso
\t\t1\t2
{0}TAVOITE\tToinen
MITTARI\tY\tLähtötaso\tTavoitetaso
\t\t3\t4
Selvitys: Hyvin.{0}
Selvitys jatkuu.
"""


def test_pages_are_counted_by_form_feeds() -> None:
    reading = tavoiteparse.read_text(PAGES.format("\f"))
    first, second = reading.raportti.osiot[0].sisalto
    assert (first.rivit, first.sivu, second.rivit[0], second.sivu) == ([1, 3], 1, 4, 2)
    rows = list(tavoiteparse.rows(reading.raportti))
    assert [(row["rivi_alku"], row["sivu"]) for row in rows] == [(1, 1), (4, 2)]


def test_a_text_without_form_feeds_has_no_pages() -> None:
    reading = tavoiteparse.read_text(PAGES.format(""))
    assert {one["sivu"] for one in objects(to_data(reading.raportti)) if "sivu" in one} == {None}
    assert {row["sivu"] for row in tavoiteparse.rows(reading.raportti)} == {None}


def test_a_feed_before_the_first_line_and_one_at_the_end_of_a_line() -> None:
    source = tavoiteparse.read_text("\fa\nb\f\n \f c\n\f\n").source
    assert [source.page(line, source.page_breaks()) for line in (1, 2, 3)] == [2, 2, 4]
