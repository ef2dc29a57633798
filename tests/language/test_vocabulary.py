"""The files of words: no word means two things, where the later one would win without a sound."""

import re
from collections import Counter
from collections.abc import Iterable

from tavoiteparse.language.grammar import folder
from tavoiteparse.language.label import fold
from tavoiteparse.language.values.periods import LONGEST_WORD, PeriodWords
from tavoiteparse.language.values.quantities import Comparators
from tavoiteparse.language.values.roles import YEARS_OLD, FigureWords, last_word
from tavoiteparse.language.values.units import Units, UnitWords
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


def test_what_belongs_to_a_year_is_one_word_and_short() -> None:
    words = load(VOCABULARY / "periods.yaml", PeriodWords, "periods.yaml")
    for word in (*words.seasons, *words.year_words):
        assert re.fullmatch(r"[^\W\d_]+\.?", word)
        assert len(word) < LONGEST_WORD - 5  # and the spaces behind it


def test_what_makes_a_comparison_names_no_number() -> None:
    comparators = load(VOCABULARY / "comparators.yaml", Comparators, "comparators.yaml")
    figures = load(VOCABULARY / "figures.yaml", FigureWords, "figures.yaml")
    forms = [form for some in comparators.before.values() for form in some]
    assert not {last_word(form).casefold() for form in forms} & set(figures.identifiers)


def test_the_age_of_people_is_no_other_unit() -> None:
    units = Units(load(VOCABULARY / "units.yaml", UnitWords, "units.yaml"))
    for text in ("-vuotiaat", " vuotiaista", " vuotta täyttäneet", "-åringar", " åringar"):
        assert YEARS_OLD.match(text)
        unit = units.after(text, 0)
        assert unit is None or unit[0] == "v"
