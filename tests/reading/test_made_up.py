"""Five thousand made-up documents: no word is lost, and the words of tidy tables stand in their fields."""

import sys

import pytest

from conftest import ROOT

sys.path.insert(0, str(ROOT / "benchmarks"))
import made_up

pytestmark = pytest.mark.slow
CHUNK, CHUNKS = 500, 10
IN_PLACE = 0.995  # of the words of tidy tables


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_every_word_is_in_the_output_and_in_its_field(chunk: int) -> None:
    counted = misplaced = 0
    for seed in range(chunk * CHUNK, (chunk + 1) * CHUNK):
        made = made_up.document(seed)
        found = made_up.judge(made)
        assert not found.lost, (seed, found.lost, made.text)
        counted += found.counted
        misplaced += len(found.misplaced)
    assert counted > 1000
    assert 1 - misplaced / counted >= IN_PLACE


def test_the_judge_sees_a_lost_word_and_a_word_in_a_wrong_field(monkeypatch: pytest.MonkeyPatch) -> None:
    made = next(
        made for seed in range(100) if (made := made_up.document(seed)).tidy and not made_up.judge(made).misplaced
    )
    cell = next(cell for cell in made.cells if cell.role == "mittari" and cell.words)
    lost = made._replace(text=made.text.replace(cell.words[0], "muutos"))
    assert (cell, cell.words[0]) in made_up.judge(lost).lost
    moved = made._replace(cells=[one._replace(role="vastuu") if one is cell else one for one in made.cells])
    assert {word for _, word in made_up.judge(moved).misplaced} == set(cell.words)
