"""The columns of the rows: their names, their order, and what each is filled from."""

import pytest

import tavoiteparse
from tavoiteparse.tables.rows import COLUMNS

ORDER = """
tiedosto, organisaatio, kuntanumero, vuosi, jakso, osio, painopiste, tavoite_nro, tavoite, teko, keinot, toimiala,
toimenpide, mittari_nro, mittari_ryhma, mittari, lahtotaso, lahtotaso_arvo, lahtotaso_yksikko, tavoitetaso,
tavoitetaso_vertailu, tavoitetaso_arvo, tavoitetaso_yksikko, toteuma, toteuma_arvo, toteuma_yksikko, tila, vastuu,
selvitys_jakso, selvitys, rivi_alku, rivi_loppu, sivu, paatelma, paatelma_peruste
"""


def test_columns_are_these_in_this_order() -> None:
    assert ", ".join(COLUMNS) == " ".join(ORDER.split())


@pytest.mark.parametrize(
    ("head", "organisation", "code"),
    [
        ("Porin kaupunki", "Porin kaupunki", "609"),
        ("Österviks kommun", "Österviks kommun", None),
        ("Jokilaakson työllisyysalue", "Jokilaakson työllisyysalue", None),
    ],
)
def test_the_code_of_a_municipality_stands_beside_its_name(head: str, organisation: str, code: str | None) -> None:
    text = f"{head}\n\nTavoitteet 2026\n\nTavoite\tMittari\tTavoitetaso\nHyvä kunta\tAsiakkaat\t5\n"
    (row,) = tavoiteparse.rows(tavoiteparse.read_text(text).raportti)
    assert (row["organisaatio"], row["kuntanumero"]) == (organisation, code)
    assert (row["paatelma"], row["paatelma_peruste"]) == ("ei_tietoa", None)  # a plan tells no results
