"""A mistake in a grammar stops with `file.yaml:line`, the key, and what was expected."""

import time
from pathlib import Path

import pytest

import tavoiteparse
from tavoiteparse.language import pattern
from tavoiteparse.language.grammar import find_grammar, grammars
from tavoiteparse.strict.mistake import GrammarError

RIGHT = """\
name: oma
reads: Rows of goal, indicator and result
signs:
- why: a table of three columns
  positions: [tavoite, mittari, toteuma]
labels: []
columns: []
tables:
- positions: [tavoite, mittari, toteuma]
"""


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("labels: []", "lables: []", "6: lables: unknown key; check its spelling against docs/grammars.md"),
        ("name: oma\n", "", "1: name: this key is needed"),
        ("labels: []", "labels: []\nlabels: []", "7: labels: the key stands twice"),
        ("labels: []", "labels: no", "6: labels: should be a valid list"),
        ("labels: []", "labels: [tavote]", "6: labels.0: should be 'painopiste', 'tavoite', 'teko', 'keinot', "),
        ("labels: []", "labels: [", "8: did not find expected ',' or ']'"),
        ("columns: []", "columns: []\noutline: '('", "8: outline: not a pattern: missing ) at position 1"),
        (
            "columns: []",
            "columns: []\noutline: 'a'",
            "8: outline: should have the groups (?P<tunnus>…) and (?P<otsikko>…)",
        ),
        (
            "  positions: [tavoite, mittari, toteuma]\nlabels",
            "labels",
            "4: signs.0: should have one of labels, headings, ",
        ),
        (
            "  positions: [tavoite, mittari, toteuma]\nlabels: []",
            "  words: [Lupaus, Väri]\nlabels: []\nwords: {tavoite: [lupaus]}",
            "5: signs.0.words.1: should be one of the grammar's `words`",
        ),
        ("reads: Rows of goal, indicator and result", "reads: 5", "2: reads: should be a valid string"),
        ("columns: []", "columns: []\nwords: {tavoite: [Päämaali, '']}", "8: words.tavoite.1: should be a word"),
        ("columns: []", "columns: []\nwords:\n  tavoite: [' : ']", "9: words.tavoite.0: should be a word"),
        ("columns: []", "columns: []\nstatuses: {toteutunut: [' ']}", "8: statuses.toteutunut.0: should be a word"),
        (
            "columns: []",
            "columns: []\nlists:\n- {under: '', item: tavoite, subitem: toimenpide}",
            "9: lists.0.under: should be a heading, its number off",
        ),
        ("labels: []", "labels: &a [*a]", "6: *a: an alias; write the value out"),
        ("columns: []", "columns: []\nskip:\n- {name: x, pattern: '[', extra: 1}", "9: skip.0.extra: unknown key"),
    ],
)
def test_mistakes(tmp_path: Path, old: str, new: str, message: str) -> None:
    file = tmp_path / "oma.yaml"
    assert old in RIGHT
    file.write_text(RIGHT.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(GrammarError) as error:
        find_grammar(str(file))
    assert str(error.value).startswith(f"{file}:{message}")


@pytest.mark.parametrize(("group", "line"), [("tunnus", "Kasvu"), ("otsikko", "1.")])
def test_a_heading_without_a_group_is_its_authors_mistake(group: str, line: str, tmp_path: Path) -> None:
    file = tmp_path / "oma.yaml"
    file.write_text(RIGHT + "outline: '(?P<tunnus>\\d+\\.)? *(?P<otsikko>\\w+)?'\n", encoding="utf-8")
    with pytest.raises(GrammarError) as error:
        tavoiteparse.read_text(f"1. Kasvu\n\nx y z\n\n{line}\n\nx y z\n", grammar=str(file))
    assert (
        str(error.value) == f"{file}:10: outline: matches {line!r} without its group {group}, which every heading needs"
    )


def test_a_grammar_of_ones_own(tmp_path: Path) -> None:
    file = tmp_path / "oma.yaml"
    file.write_text(RIGHT, encoding="utf-8")
    text = "Kasvu\tKaavat\t5 kaavaa\n\tLuvat\t7 lupaa\n"
    rows = list(tavoiteparse.rows(tavoiteparse.read_text(text, grammar=str(file)).raportti))
    assert [(row["tavoite"], row["mittari"], row["toteuma"]) for row in rows] == [
        ("Kasvu", "Kaavat", "5 kaavaa"),
        ("Kasvu", "Luvat", "7 lupaa"),
    ]


def test_unknown_grammars(tmp_path: Path) -> None:
    with pytest.raises(GrammarError, match=f"no such grammar; known are {', '.join(grammars())}"):
        find_grammar("helsinki")
    with pytest.raises(GrammarError, match="gone.yaml:1: cannot be read: No such file or directory"):
        find_grammar(str(tmp_path / "gone.yaml"))
    (tmp_path / "latin.yaml").write_bytes(b"name: L\xe4nsi")
    with pytest.raises(GrammarError, match="latin.yaml:1: is not UTF-8; save it as UTF-8"):
        find_grammar(str(tmp_path / "latin.yaml"))


def test_a_slow_pattern_is_its_authors_mistake(tmp_path: Path) -> None:
    file = tmp_path / "oma.yaml"
    file.write_text(RIGHT + "skip:\n- {name: hidas, pattern: '(?:a|a)+b'}\n", encoding="utf-8")
    with pytest.raises(
        GrammarError, match=r"oma.yaml:11: skip.0.pattern: takes more than 2 s on a line of 78 characters"
    ):
        tavoiteparse.read_text("a" * 78, grammar=str(file))


def test_patterns_have_a_time_for_a_whole_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pattern, "FILE_TIMEOUT", 0.2)
    file = tmp_path / "oma.yaml"
    slow = "skip:\n- {name: nopea, pattern: 'x+'}\n- {name: hidas, pattern: '(?:a|a)+b'}\n"
    file.write_text(RIGHT + slow, encoding="utf-8")
    lines = [f"{'a' * 16} {n}" for n in range(400)]
    begun = time.monotonic()
    with pytest.raises(GrammarError) as error:
        tavoiteparse.read_text("\n\n".join(lines), grammar=str(file))
    assert time.monotonic() - begun < 2
    assert str(error.value) == (
        f"{file}:12: skip.1.pattern: takes 0.2 of the 0.2 s that all patterns together may take on a file; make it simpler"
    )
    tavoiteparse.read_text("\n\n".join(lines[:2]), grammar=str(file))  # the next file has its own time


@pytest.mark.parametrize("way", ["search", "match", "fullmatch"])
def test_each_way_to_match_has_its_limit(way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pattern, "TIMEOUT", 0.05)
    file = tmp_path / "oma.yaml"
    file.write_text("reads: x\noutline: '(?:a|a)+b'\n", encoding="utf-8")
    slow = pattern.Pattern("(?:a|a)+b", ("outline",), file, "oma.yaml")
    with pytest.raises(GrammarError) as error:
        getattr(slow, way)("a" * 78)
    assert str(error.value) == "oma.yaml:2: outline: takes more than 0.05 s on a line of 78 characters; make it simpler"
