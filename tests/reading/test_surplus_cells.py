"""A row of a table of results with more cells than headings, as where two rows ran together, loses none of them."""

import tavoiteparse

TEXT = """\
TAVOITE 1 Kirjasto on kaikkien olohuone
Mittari: kävijöitä. Tavoitetaso: 40.
TAVOITE 2 Lainaaminen on helppoa
Mittari: lainoja. Tavoitetaso: 60.

Tavoite nro | Toteuma | Tila
1 | 47 | Toteutui
2 | 66 | Toteutui osittain | 71 | Käynnissä
"""


def test_cells_right_of_the_last_heading_are_kept() -> None:
    raportti = tavoiteparse.read_text(TEXT).raportti
    assert raportti.kattavuus.lukematta == 0
    written = tavoiteparse.to_json(raportti)
    assert '"71"' in written
    assert "Käynnissä" in written
