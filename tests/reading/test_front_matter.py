"""The title of front matter is taken whole, and once; markup comes off quoted cells and cuts entities."""

import tavoiteparse

BODY = """
Tavoite: Ranta on siisti
Mittari: Talkoot
Tavoitetaso: 4
"""


def title_of(line: str) -> str | None:
    return tavoiteparse.read_text(f"---\n{line}\nkieli: fi\n---\n{BODY}").raportti.otsikko


def test_quotes_come_off() -> None:
    assert title_of("otsikko: 'Seuranta 2025'") == "Seuranta 2025"
    assert title_of('title: "Seuranta 2025"') == "Seuranta 2025"


def test_a_tag_in_the_title_ends_nothing() -> None:
    assert title_of("otsikko: 'Seuranta<br>T1/2025'") == "Seuranta T1/2025"
    assert title_of("otsikko: <p>Seuranta</p><p>T1/2025</p>") == "Seuranta T1/2025"


def test_first_of_two_titles_stays() -> None:
    assert title_of("otsikko: Yksi\ntitle: Kaksi") == "Yksi"
    assert title_of("otsikko:\ntitle: Kaksi") == "Kaksi"


def test_quoted_cell_over_lines_has_no_markup() -> None:
    text = 'Tavoite;Mittari;Tavoitetaso;Selvitys\nRanta on siisti;Talkoot;4;"Pidettiin\n<b>kolmet</b> talkoot &amp; retki"\n'
    raportti = tavoiteparse.read_text(text).raportti
    (row,) = tavoiteparse.rows(raportti)
    assert row["selvitys"] == "Pidettiin kolmet talkoot & retki"


def test_an_entity_that_a_tag_cuts_in_two_is_none() -> None:
    """As browsers read it: each piece of text between tags by itself."""
    (row,) = tavoiteparse.rows(tavoiteparse.read_text("Tavoite: A&<b>aring;</b> ja &aring;\nMittari: b\n").raportti)
    assert row["tavoite"] == "A&aring; ja å"
