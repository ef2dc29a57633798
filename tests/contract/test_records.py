"""What is read is made into records without a validator: it must be what the validator would have let through."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import SchemaSerializer, core_schema

import tavoiteparse
from conftest import ROOT, SAMPLES
from tavoiteparse.contract import json_text
from tavoiteparse.contract.model import Raportti
from tavoiteparse.contract.render import to_data
from tavoiteparse.source.shown import harmless_json
from tavoiteparse.strict.records import made
from tavoiteparse.strict.validation import validator

TEXTS = [*SAMPLES, *sorted((ROOT / "tests" / "reading").rglob("*.txt"))]
ANY = SchemaSerializer(core_schema.any_schema())
NUMBERS = st.decimals(-(10**15), 10**15, places=4).map(float) | st.integers()  # others each version writes its way


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_report_is_valid(path: Path) -> None:
    for positions in (False, True):
        raportti = tavoiteparse.read_file(path, positions=positions).raportti
        data = to_data(raportti)
        validated = validator(Raportti).validate_python(data)
        assert repr(validated) == repr(raportti) == repr(made(Raportti, data))
        assert to_data(validated) == data
        assert tavoiteparse.to_json(raportti) == harmless_json(ANY.to_json(data, indent=2).decode())


@given(
    st.recursive(
        st.none() | st.booleans() | NUMBERS | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_json_is_written_as_pydantic_writes_it(value: object) -> None:
    for indent in (None, 0, 2):
        assert json_text.to_text(value, indent) == ANY.to_json(value, indent=indent).decode()


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0.0001, "0.0001"), (0.00001, "0.00001"), (-0.000015, "-0.000015"), (1e-6, "1e-6"), (1.5e-10, "1.5e-10"),
        (1e15, "1000000000000000.0"), (-1.5e16, "-1.5e+16"), (5e-324, "5e-324"),
    ],
)  # fmt: skip
def test_numbers_are_as_they_were(number: float, text: str) -> None:
    assert json_text.to_text(number, 2) == text
    assert json.loads(text) == number


def test_what_json_has_no_number_for_is_nothing() -> None:
    assert json_text.to_text([float("inf"), float("nan")], None) == "[null,null]"


def test_a_field_that_is_missing_is_a_slip_that_is_seen() -> None:
    with pytest.raises(KeyError, match="lahde"):
        made(Raportti, {"skeema": "tavoiteparse/1"})
