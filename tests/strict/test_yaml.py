"""YAML as people mean it: no word is a truth value, no date becomes anything but its text."""

from tavoiteparse.strict.yaml import parse


def test_no_is_a_word() -> None:
    assert parse("[no, on, 1.5, 2, true, null, ~, 2024-01-01]", "x") == [
        "no",
        "on",
        1.5,
        2,
        True,
        None,
        None,
        "2024-01-01",
    ]
