"""The files of words: no word means two things, where the later one would win without a sound."""

from collections import Counter
from collections.abc import Iterable

from tavoiteparse.language.grammar import folder
from tavoiteparse.language.label import fold
from tavoiteparse.language.values.units import UnitWords
from tavoiteparse.language.vocabulary import LabelFile, StatusFile
from tavoiteparse.strict.yaml import load

VOCABULARY = folder() / "vocabulary"


def twice(words: Iterable[str]) -> list[str]:
    return [word for word, times in Counter(words).items() if times > 1]


def test_a_label_has_one_field() -> None:
    fields = load(VOCABULARY / "labels.yaml", LabelFile, "labels.yaml", "entries").entries
    assert twice(word for words in fields.values() for word in {fold(one) for one in (*words.fi, *words.sv)}) == []


def test_a_status_word_has_one_code() -> None:
    codes = load(VOCABULARY / "statuses.yaml", StatusFile, "statuses.yaml", "entries").entries
    assert twice(w.casefold() for words in codes.values() for w in (*words.fi, *words.sv, *words.signs)) == []


def test_a_form_has_one_unit() -> None:
    words = load(VOCABULARY / "units.yaml", UnitWords, "units.yaml")
    units = [{form.casefold() for form in (base, *forms)} for base, forms in words.units.items()]
    money = [{form.casefold() for form in forms} for forms in words.money.values()]
    assert twice(form for forms in (*units, *money) for form in forms) == []
