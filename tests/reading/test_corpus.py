"""Reports in layouts that no grammar names, read by the general one: rows against rows written by hand."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import tavoiteparse
from conftest import ROOT

sys.path.insert(0, str(ROOT / "benchmarks"))
import corpus

TEXTS = corpus.texts()
DECOYS = [text for text in TEXTS if text.stem.startswith("decoy")]
PINS = corpus.pinned()
WRITE = "pytest tests/reading/test_corpus.py --write-goldens"


@pytest.fixture(scope="module")
def pins(pytestconfig: pytest.Config) -> Iterator[dict[str, float]]:
    """The scores to hold; with `--write-goldens` those of now, written down when all texts are read."""
    if not pytestconfig.getoption("--write-goldens"):
        yield PINS
        return
    now: dict[str, float] = {}
    yield now
    corpus.write_pins(
        {name: score for name, score in {**PINS, **now}.items() if (corpus.CORPUS / f"{name}.txt").is_file()}
    )


def complaint(name: str, pin: float | None, score: float, differences: list[str]) -> str | None:
    """What is wrong with a score beside the one that is written down; None where they are the same."""
    if pin is None:
        return f"{name} has no score written down; read its rows, then {WRITE}"
    if score < pin:
        return "\n".join([f"{name} fell from {pin:.4f} to {score:.4f}; not right now:", *differences])
    if score > pin:
        return f"{name} rose from {pin:.4f} to {score:.4f}; write it down, so that it stays: {WRITE}"
    return None


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.stem)
def test_layout(text: Path, pins: dict[str, float], write_goldens: bool) -> None:
    counts, differences = corpus.score(text)
    score = corpus.rounded(counts)
    if write_goldens:
        pins[text.stem] = score
    said = complaint(text.stem, pins.get(text.stem), score, differences)
    assert said is None, said
    raportti = tavoiteparse.read_file(text).raportti
    assert raportti.kattavuus.lukematta == 0


def test_every_pin_has_its_text(write_goldens: bool) -> None:
    gone = sorted(set(PINS) - {text.stem for text in TEXTS})
    assert write_goldens or not gone, f"no such texts: {', '.join(gone)}; {WRITE}"


def test_a_lost_row_is_a_fall(monkeypatch: pytest.MonkeyPatch) -> None:
    text = corpus.CORPUS / "a1-tab.txt"
    pin, rows = corpus.rounded(corpus.score(text)[0]), tavoiteparse.rows
    monkeypatch.setattr(tavoiteparse, "rows", lambda raportti: list(rows(raportti))[1:])
    counts, differences = corpus.score(text)
    said = complaint(text.stem, pin, corpus.rounded(counts), differences)
    assert said is not None
    assert "fell" in said
    assert "mittari: wanted" in said


@pytest.mark.parametrize(
    ("pin", "score", "said"),
    [(None, 1.0, "no score"), (0.9, 0.9001, "rose"), (0.9, 0.8999, "fell"), (0.9, 0.9, None)],
)
def test_scores_move_neither_way_unseen(pin: float | None, score: float, said: str | None) -> None:
    found = complaint("a1-tab", pin, score, [])
    assert found is None if said is None else found is not None and said in found


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


def test_the_readme_tells_what_the_first_runs_were() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "\n".join(corpus.first_run_lines()) in readme, "run `python benchmarks/corpus.py --first-run`"
    assert corpus.first_runs().keys() <= {text.stem for text in TEXTS}
    assert {corpus.layout(name) for name in corpus.first_runs()} <= {*sum(corpus.LAYOUTS.values(), ()), "decoy"}
