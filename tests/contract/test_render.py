"""YAML that every reader understands alike: texts stay texts in PyYAML and in readers of YAML 1.1 and 1.2."""

import io
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

import tavoiteparse
from conftest import SAMPLES, sample_id
from tavoiteparse.contract.render import to_data
from tavoiteparse.contract.writer import to_text

QUOTED = [  # what some reader takes for a number, a date, a truth value or nothing
    "08", "0", "-08", "+08", "1e3", "1E3", "1e-3", "-1e+3", ".5e3", "0o7", "0O7", "007", "0x1F", "0b11", "1_000", "1,000", "4,2",
    "-4,2", ".5", "1.", "+1", "+.5", "1.5", "12:30:45", "12:30", "09:30", "1:2.5", "y", "Y", "n", "N", "yes", "No", "ON",
    "off", "Off", "true", "True", "FALSE", "null", "Null", "NULL", "~", "=", "<<", ".inf", "-.INF", ".NaN", ".nan", "2026-02-30",
    "2026-2-3", "2026-02-03 10:00:00", "2026-02-03T10:00:00Z", "", "2026-13-45",
]  # fmt: skip
OTHERS = [
    " ", "-", "- a", "? a", ": a", "a: b", "a #b", "#a", "&a", "*a", "!a", "|", ">", "%a", "@a", "`a", "'a'", '"a"', "[a]", "{a}",
    "a\nb", "a\n\nb\n", "\ta", "a\t", "---", "...", "a\u202eb", "\u2066", "a\x85b", "a\u2028b", "\ufeffa", "\x1b[31m", "\x7f",
    "a\x9bb", "ä\xadö", "\U0001f600", "\ud7ff",
]  # fmt: skip
PLAIN = [
    "87 %", "1-3/2026", "11/2022", "Q3", "30 hlöä", "1.1.–31.8.2024", "Ei", "nollasta", "n. 5", "ynnä", "1 000", "v. 2026", "Pori"
]  # fmt: skip


def written(text: str) -> str:
    """A report whose title is the text, as YAML."""
    raportti = tavoiteparse.read_text("a\n").raportti
    raportti.otsikko = text
    raportti.lahde.tiedosto = text
    return tavoiteparse.to_yaml(raportti)


def read_by_ruamel(text: str, version: str) -> Any:
    reader = YAML(typ="safe", pure=True)
    reader.version = version
    return reader.load(io.StringIO(text))


@pytest.mark.parametrize("text", [*QUOTED, *OTHERS, *PLAIN], ids=ascii)
def test_a_text_stays_a_text(text: str) -> None:
    made = written(text)
    for found in (yaml.safe_load(made), read_by_ruamel(made, "1.2"), read_by_ruamel(made, "1.1")):
        assert (found["otsikko"], found["lahde"]["tiedosto"]) == (text, text)


@pytest.mark.parametrize("text", QUOTED, ids=ascii)
def test_what_a_reader_may_take_for_something_else_is_quoted(text: str) -> None:
    assert f"\notsikko: '{text}'\n" in written(text)


@pytest.mark.parametrize("text", PLAIN, ids=ascii)
def test_other_texts_are_plain(text: str) -> None:
    assert f"\notsikko: {text}\n" in written(text)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_any_text_stays_itself_in_a_line_of_its_own_and_in_a_record(text: str) -> None:
    document = {"a": text, "luvut": [{"teksti": text, "arvo": 1.5}], "solut": [[text, ""]], "rivit": [1, 2]}
    assert yaml.load(to_text(document), yaml.CSafeLoader) == document


@pytest.mark.parametrize("number", [0, -3, 4.2, 1e-7, 1e16, 123456789012345, -0.5])
def test_any_number_stays_itself(number: float) -> None:
    document = {"luvut": [{"arvo": number, "arvo_yla": None}]}
    made = to_text(document)
    assert yaml.load(made, yaml.CSafeLoader) == read_by_ruamel(made, "1.2") == document


def test_numbers_truth_and_nothing_are_as_they_were() -> None:
    raportti = tavoiteparse.read_text("TAVOITE\tA\nMITTARI\tX\tLähtötaso\tTavoitetaso\n\t\t4,2 %\t1 000 000\n").raportti
    made = tavoiteparse.to_yaml(raportti)
    assert "- {teksti: '4,2 %', arvo: 4.2, arvo_yla: null, yksikko: '%', vertailu: null" in made
    assert "arvo: 1000000," in made


@pytest.mark.parametrize("sample", SAMPLES, ids=sample_id)
def test_samples_are_the_same_to_every_reader(sample: Any) -> None:
    raportti = tavoiteparse.read_file(sample).raportti
    made, wanted = tavoiteparse.to_yaml(raportti), to_data(raportti)
    assert yaml.safe_load(made) == read_by_ruamel(made, "1.2") == wanted
