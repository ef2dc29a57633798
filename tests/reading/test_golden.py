"""Whole reports against golden readings that were read against their texts; rows against rows written by hand."""

from pathlib import Path

import pytest
import yaml

import tavoiteparse
from conftest import ROOT, SAMPLES, sample_id
from tavoiteparse.authoring.golden import golden
from tavoiteparse.language.grammar import grammars

EXPECTED = sorted((ROOT / "tests" / "reading" / "expected").glob("*.yaml"))
FIELDS = (
    "osio", "painopiste", "tavoite_nro", "tavoite", "teko", "keinot", "toimiala", "toimenpide", "mittari_nro",
    "mittari", "lahtotaso", "tavoitetaso", "toteuma", "tila", "vastuu", "selvitys_jakso", "selvitys",
)  # fmt: skip


@pytest.mark.parametrize("path", SAMPLES, ids=sample_id)
def test_sample_reads_as_its_golden(path: Path, write_goldens: bool) -> None:
    found = golden(tavoiteparse.read_file(path))
    file = path.with_suffix(".yaml")
    if write_goldens:
        file.write_text(found, encoding="utf-8")
    assert found == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", SAMPLES, ids=sample_id)
def test_every_line_is_read_and_the_grammar_is_its_folders(path: Path) -> None:
    raportti = tavoiteparse.read_file(path).raportti
    assert raportti.kattavuus.lukematta == 0
    assert raportti.lahde.kielioppi == path.parent.name


@pytest.mark.parametrize("file", EXPECTED, ids=lambda file: file.stem)
def test_rows_are_those_written_by_hand(file: Path) -> None:
    expected = yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader)
    rows = list(tavoiteparse.rows(tavoiteparse.read_file(ROOT / "samples" / expected["document"]).raportti))
    assert len(rows) == len(expected["rows"])
    for row, right in zip(rows, expected["rows"], strict=True):
        for name in FIELDS:
            choices = right[name] if isinstance(right[name], list) else [right[name]]
            assert (row[name] or "null") in choices, name
        assert [str(row["rivi_alku"]), str(row["rivi_loppu"])] == right["lines"]


def test_each_grammar_has_the_sample_it_names() -> None:
    for name, grammar in grammars().items():
        if grammar.file.signs:
            assert grammar.file.sample is not None, name
            assert (ROOT / "samples" / grammar.file.sample).is_file(), name
        grammar.check()
