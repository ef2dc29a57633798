"""Reports in layouts that no grammar names, read by the general one: rows against rows written by hand."""

import sys
from collections import Counter
from pathlib import Path

import pytest

import tavoiteparse
from conftest import ROOT

sys.path.insert(0, str(ROOT / "benchmarks"))
import corpus

TEXTS = sorted((ROOT / "tests" / "reading" / "corpus").glob("*.txt"))
DECOYS = [text for text in TEXTS if text.stem.startswith("decoy")]


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.stem)
def test_layout(text: Path) -> None:
    counts, differences = corpus.score(text)
    assert corpus.f1(counts) >= 0.85, "\n".join(differences)
    raportti = tavoiteparse.read_file(text).raportti
    assert raportti.kattavuus.lukematta == 0


def test_pooled() -> None:
    assert corpus.f1(sum((corpus.score(text)[0] for text in TEXTS), Counter())) >= 0.95


@pytest.mark.parametrize("text", DECOYS, ids=lambda text: text.stem)
def test_decoys_give_no_row_and_say_so(text: Path) -> None:
    reading = tavoiteparse.read_file(text)
    assert list(tavoiteparse.rows(reading.raportti)) == []
    assert [d.code for d in reading.diagnostics if d.severity.name == "error"] == ["no-goals"]


@pytest.mark.parametrize("sample", ["pori/2023-q3", "pori/2026-t1", "salo/2023-toimintasuunnitelma"])
def test_general_grammar_reads_these_samples_as_their_own_do(sample: str) -> None:
    path = ROOT / "samples" / f"{sample}.txt"
    own = list(tavoiteparse.rows(tavoiteparse.read_file(path).raportti))
    general = list(tavoiteparse.rows(tavoiteparse.read_file(path, grammar="yleinen").raportti))
    same = sum(row[field] == other[field] for row, other in zip(own, general, strict=True) for field in corpus.FIELDS)
    assert same / (len(own) * len(corpus.FIELDS)) >= 0.99
