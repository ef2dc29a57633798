"""What rows mean, in texts of a few lines: cases that neither the samples nor the corpus hold."""

import tavoiteparse
from conftest import goals_of


def test_means_in_a_column_are_the_rows_own() -> None:
    text = "Tavoite\tKeinot\tMittari\nKasvu\tKaavoitus\tTontit\nTerveys\tLiikunta\tKäynnit\n"
    goals = goals_of(tavoiteparse.read_text(text, grammar="yleinen", positions=True).raportti)
    assert [(goal.tavoite, goal.keinot, goal.perityt) for goal in goals] == [
        ("Kasvu", ["Kaavoitus"], []),
        ("Terveys", ["Liikunta"], []),
    ]


def test_each_area_of_a_line_is_text_once() -> None:
    raportti = tavoiteparse.read_text("Teema: vesi Toimiala: tekninen Teema: reitit\n", grammar="yleinen").raportti
    texts = [getattr(content, "teksti", None) for content in raportti.osiot[0].sisalto]
    assert texts == ["Teema: vesi Toimiala: tekninen", "Teema: reitit"]
