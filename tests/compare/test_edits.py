"""Reports with known edits: each is found as what it is, and nothing else; traps change nothing."""

from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

import tavoiteparse
from conftest import SAMPLES
from tavoiteparse.compare.changes import KINDS, Change
from tavoiteparse.compare.comparison import compare
from tavoiteparse.compare.inputs import How, read_all
from tavoiteparse.compare.side import side_of

HERE = Path(__file__).parent
EDITS: list[dict[str, Any]] = yaml.safe_load((HERE / "edits.yaml").read_text(encoding="utf-8"))


def edited(edit: dict[str, Any]) -> tuple[str, str]:
    """The text before and after an edit."""
    old = (HERE / "reports" / f"{edit['report']}.txt").read_text(encoding="utf-8")
    old = replaced(old, edit.get("from", []))
    new = replaced(old, edit.get("edit", []))
    if "cut" in edit:
        start, end = edit["cut"]
        at = new.index(start)
        new = new[:at] + (new[new.index(end, at) :] if end else "")
    if "order" in edit:
        new = reordered(new, edit["order"])
    if "later" in edit:
        new = later(new, edit["keep"])
    return old, new


def replaced(text: str, pairs: list[list[str]]) -> str:
    for before, after in pairs:
        assert before in text, f"{before!r} is not in the report"
        text = text.replace(before, after, 1)
    return text


def reordered(text: str, starts: list[str]) -> str:
    places = [text.index(start) for start in starts]
    parts = [text[a:b].rstrip("\n") for a, b in zip(places, [*places[1:], len(text)], strict=True)]
    return text[: places[0]] + "\n\n".join(reversed(parts)) + "\n"


def later(text: str, keep: str) -> str:
    """The report of the next third, with new accounts but for one."""
    lines = []
    for line in text.replace("T1/2025", "T2/2025").splitlines():
        cells = line.split("\t")
        if line.count("\t") > 6 and not line.startswith("Painopiste") and keep not in line:
            cells[-1] = f"Toisella kolmanneksella tehtiin uutta: {len(line)} asiaa."
        lines.append("\t".join(cells))
    return "\n".join(lines) + "\n"


def changes_of(old: str, new: str) -> list[Change]:
    sides = [
        side_of(tavoiteparse.read_text(text, name=name, positions=True).raportti, frozenset({"toteuma", "tila"}))
        for name, text in (("old.txt", old), ("new.txt", new))
    ]
    return compare(sides).changes


@cache
def found(n: int) -> list[Change]:
    return changes_of(*edited(EDITS[n]))


def said(change: Change) -> tuple[str, str | None]:
    return change.laji, change.mittari or change.tavoite


@pytest.mark.parametrize("n", range(len(EDITS)), ids=lambda n: f"{n}-{EDITS[n].get('changes', [['trap']])[0][0]}")
def test_edit(n: int) -> None:
    wanted = EDITS[n].get("changes", [])
    assert Counter(map(said, found(n))) == Counter((kind, name) for kind, name, *_ in wanted)
    for kind, name, before, after in wanted:
        change = next(one for one in found(n) if said(one) == (kind, name))
        for text, place in ((before, change.vanha), (after, change.uusi)):
            if (before, after) != (None, None):
                assert (place.teksti if place else None) == text


def test_each_kind_has_three_edits_and_there_are_ten_traps() -> None:
    kinds = Counter(change[0] for edit in EDITS for change in edit.get("changes", []))
    assert [kind for kind in KINDS if kinds[kind] < 3] == []
    assert sum("changes" not in edit for edit in EDITS) >= 10


def test_places_are_the_values_own_lines() -> None:
    old, new = edited(next(edit for edit in EDITS if "Toteuma: 81 %" in str(edit)))
    for change in changes_of(old, new):
        for text, place in ((old, change.vanha), (new, change.uusi)):
            assert place is not None
            if change.laji != "verdict-changed":
                assert str(place.teksti) in text.splitlines()[place.rivit[0] - 1]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_report_is_as_itself(path: Path) -> None:
    given = read_all([str(path), str(path)], How())
    comparison = compare(given.sides)
    assert comparison.changes == []
    assert all(match.varmuus == 1 for match in comparison.steps[0].matches)
