"""What rows mean, in texts of a few lines: cases that neither the samples nor the corpus hold."""

import tavoiteparse


def test_means_in_a_column_are_the_rows_own() -> None:
    text = "Tavoite\tKeinot\tMittari\nKasvu\tKaavoitus\tTontit\nTerveys\tLiikunta\tKäynnit\n"
    goals = tavoiteparse.read_text(text, grammar="yleinen", positions=True).raportti.osiot[0].sisalto
    assert [(goal.tavoite, goal.keinot, goal.perityt) for goal in goals] == [
        ("Kasvu", ["Kaavoitus"], []),
        ("Terveys", ["Liikunta"], []),
    ]
