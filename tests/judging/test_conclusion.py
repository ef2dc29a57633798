"""The verdict of an indicator: hand-judged rows, and how often it is right and decided."""

from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

import tavoiteparse
from conftest import ROOT

HERE = Path(__file__).parent
CORPUS = ROOT / "tests" / "reading" / "corpus"
DECIDED = ("saavutettu", "saavuttamatta")
NOTHING = "-"


class Case(NamedTuple):
    """A row as the program concludes it, and as a person judged it; a basis of None was not judged."""

    name: str
    found: str | None
    basis: str | None
    right: str | None
    right_basis: str | None


def _value(printed: str) -> str | None:
    return None if printed == NOTHING else printed


def _lines(name: str) -> list[str]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


def _of_corpus() -> list[Case]:
    """Rows of the corpus, found among the program's by their texts, whatever else was misread."""
    cases = []
    for line in _lines("corpus_verdicts.txt"):
        text, _, judged = line.partition(": ")
        right = yaml.safe_load((CORPUS / f"{text}.yaml").read_text(encoding="utf-8"))
        found = list(tavoiteparse.rows(tavoiteparse.read_file(CORPUS / f"{text}.txt").raportti))
        for part in judged.split("; "):
            verdict, *numbers = part.split()
            for n in map(int, numbers):
                row = _same(right[n], found)
                cases.append(Case(f"{text} {n}", row["paatelma"], row["paatelma_peruste"], _value(verdict), None))
    return cases


def _same(wanted: dict[str, Any], rows: list[dict[str, Any]]) -> dict[str, Any]:
    def alike(row: dict[str, Any]) -> int:
        fields = ("tavoite", "mittari", "tavoitetaso", "toteuma", "tila", "lahtotaso")
        return sum((row[f] or "") in (wanted.get(f) or [""]) for f in fields)

    return max(rows, key=alike)


def _own() -> list[Case]:
    cases: list[Case] = []
    texts: list[tuple[str, list[str]]] = []
    for line in _lines("own_verdicts.txt"):
        if line.startswith("= "):
            texts.append((line[2:], []))
        else:
            texts[-1][1].append(line)
    for n, (title, lines) in enumerate(texts):
        cells = ["\t".join(cell.strip() for cell in line.partition("=>")[0].split("|")) for line in lines]
        found = list(tavoiteparse.rows(tavoiteparse.read_text("\n\n".join([title, "\n".join(cells)]) + "\n").raportti))
        assert len(found) == len(lines) - 1, f"{title}: {len(found)} rows of {len(lines) - 1}"
        for row, line in zip(found, lines[1:], strict=True):
            verdict, basis = line.partition("=>")[2].split()
            name = f"{n} {row['mittari']}"
            cases.append(Case(name, row["paatelma"], row["paatelma_peruste"], _value(verdict), _value(basis)))
    return cases


@cache
def own() -> list[Case]:
    return _own()


@cache
def cases() -> list[Case]:
    return own() + _of_corpus()


def test_there_are_enough_of_each_kind() -> None:
    counts = Counter(case.right for case in cases())
    assert sum(counts.values()) >= 200
    assert min(counts[one] for one in (*DECIDED, "matkalla", "ei_tietoa", "ei_mitattavissa", None)) >= 10
    assert {case.right_basis for case in own()} == {"luvut", "tila", "luvut+tila", None}


def test_met_and_missed_are_right() -> None:
    told = [case for case in cases() if case.found in DECIDED]
    wrong = [case for case in told if case.found != case.right]
    assert 1 - len(wrong) / len(told) >= 0.98, wrong


def test_most_that_a_person_decides_are_decided() -> None:
    decided = [case for case in cases() if case.right is not None]
    right = [case for case in decided if case.found == case.right]
    assert len(right) / len(decided) >= 0.7, [case for case in decided if case.found != case.right]


def test_what_nobody_can_decide_is_left_open() -> None:
    assert [case for case in cases() if case.right is None and case.found is not None] == []


@pytest.mark.parametrize("case", own(), ids=lambda case: case.name)
def test_own_texts(case: Case) -> None:
    assert (case.found, case.basis) == (case.right, case.right_basis)
