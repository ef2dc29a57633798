"""Drafts of several layouts: every planted mistake is found at its line, and nothing in those without any."""

from pathlib import Path

import pytest
import yaml

from tavoiteparse.checking.config import Config
from tavoiteparse.checking.validate import Settings, check_path

DRAFTS = Path(__file__).parent / "drafts"
OF_READING = {"unknown-layout", "inferred-heading", "inferred-period"}


def found(name: str) -> set[str]:
    """The findings of a draft as `code:line`, but for notes on how it was read."""
    checked = check_path(str(DRAFTS / f"{name}.txt"), Settings(Config()))
    return {f"{one.code}:{one.place.line}" for one in checked.findings if one.code not in OF_READING}


@pytest.mark.parametrize("name", sorted(file.stem for file in DRAFTS.glob("*.txt")))
def test_planted_mistakes_are_found(name: str) -> None:
    planted = set(yaml.safe_load((DRAFTS / f"{name}.yaml").read_text(encoding="utf-8")))
    assert planted <= found(name)
    if not planted:
        assert not found(name)
