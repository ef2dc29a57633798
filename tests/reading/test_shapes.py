"""Reading a text four times as long takes four times as many calls, whatever the text repeats."""

import sys

import pytest

import tavoiteparse
from conftest import ROOT

sys.path.insert(0, str(ROOT / "benchmarks"))
import shapes

SMALL = 1_000  # characters, and four times as many
MOST = 5.0  # times the calls of four times the text: more than four, for limits that a longer text only just reaches
LARGER = 8  # how much larger texts are looked at where such a limit is not reached yet


def growth(name: str, size: int) -> float:
    """How many times as many calls a text takes that is four times as long."""
    shape = shapes.SHAPES[name]
    return shapes.calls(shape.text(4 * size)) / shapes.calls(shape.text(size))


@pytest.fixture(scope="module", autouse=True)
def _loaded() -> None:
    """Reads what readings share, so that no text pays for it."""
    for name in ("blocks", "table", "figures of all forms in one cell", "dates in lines"):
        shapes.read(shapes.SHAPES[name].text(SMALL))


@pytest.mark.parametrize("name", [name for name in shapes.SHAPES if name not in shapes.REGULAR])
def test_calls_grow_as_the_text_does(name: str) -> None:
    assert growth(name, SMALL) < MOST or growth(name, LARGER * SMALL) < MOST


@pytest.mark.slow
@pytest.mark.parametrize("name", shapes.SHAPES)
def test_calls_of_long_texts_grow_as_the_text_does(name: str) -> None:
    assert growth(name, LARGER * SMALL) < MOST


def test_there_are_many_shapes_each_of_its_own() -> None:
    texts = {shape.text(LARGER * SMALL): name for name, shape in shapes.SHAPES.items()}
    assert not set(shapes.SHAPES) - set(texts.values())
    assert len(texts) > 300


def test_growth_that_is_not_linear_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    read = shapes.read

    def quadratic(text: str) -> tavoiteparse.Reading:
        for _ in range(len(text) ** 2 // 100):
            len(text)
        return read(text)

    monkeypatch.setattr(shapes, "read", quadratic)
    assert growth("pipes", SMALL) > MOST
