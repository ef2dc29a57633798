"""Words that differ by a character or two are near, as `regex` finds them with `{e<=1}`."""

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from tavoiteparse.language.distance import is_near

WORDS = st.text("abc1", max_size=9)


@pytest.mark.parametrize(
    ("word", "other", "differ"),
    [
        ("mittari", "mittari", 0), ("mittari", "mlttari", 1), ("mittari", "mitari", 1), ("mittari", "mittarii", 1),
        ("tavoite", "tavotie", 2), ("selvitys", "5e1vitys", 2), ("", "ab", 2), ("abc", "xyz", 3),
    ],
)  # fmt: skip
def test_how_many_characters_differ(word: str, other: str, differ: int) -> None:
    assert [is_near(word, other, most) for most in range(4)] == [most >= differ for most in range(4)]
    assert is_near(other, word, differ)


@given(WORDS, WORDS, st.integers(1, 2))
def test_near_is_what_regex_finds(word: str, other: str, most: int) -> None:
    found = regex.fullmatch(rf"(?:{regex.escape(word)}){{e<={most}}}", other) if word else None
    assert is_near(word, other, most) == (found is not None if word else len(other) <= most)
