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
