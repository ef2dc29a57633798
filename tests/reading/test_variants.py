"""Small documents in layouts of many kinds, their rows written before the program was asked."""

from typing import Any

import pytest
import yaml

import tavoiteparse
from conftest import ROOT

FIELDS = ("tavoite", "mittari", "tavoitetaso", "toteuma", "tila")
VARIANTS = yaml.safe_load((ROOT / "tests" / "reading" / "variants.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("variant", VARIANTS, ids=range(len(VARIANTS)))
def test_variant(variant: dict[str, Any]) -> None:
    found = [
        [row[name] for name in FIELDS] for row in tavoiteparse.rows(tavoiteparse.read_text(variant["text"]).raportti)
    ]
    assert [row[: len(want)] for row, want in zip(found, variant["rows"], strict=True)] == variant["rows"]


def test_there_are_variants_without_any_goal_too() -> None:
    assert len(VARIANTS) > 30
    assert any(not variant["rows"] for variant in VARIANTS)
