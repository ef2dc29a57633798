"""A baseline: what rests, what is new, what is gone; each entry with its reason."""

from pathlib import Path

import pytest

from tavoiteparse.baseline import apply, baseline_text, load_baseline
from tavoiteparse.diagnostics import Severity
from tavoiteparse.finding import UNREADABLE, Checked, Finding, Place, Results
from tavoiteparse.strict_yaml import GrammarError


def finding(file: str, code: str, key: str, line: int = 1) -> Finding:
    return Finding(file, Place(line, 1, line, 1), Severity.warning, code, "m", "h", "", key)


def results(*found: Finding) -> Results:
    files = dict.fromkeys(one.file for one in found)
    return Results([Checked(f, True, 1, 1, [one for one in found if one.file == f]) for f in files])


def test_what_rests_and_what_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "old.yaml"
    first = results(
        finding("a.txt", "x", "k"), finding("a.txt", "x", "k"), finding("a.txt", "y", "k"), finding("b.txt", "x", "k")
    )
    path.write_text(baseline_text(first, "vanha", None, path), encoding="utf-8")
    assert [(e.file, e.code, e.count, e.reason) for e in load_baseline(path).entries] == [
        ("a.txt", "x", 2, "vanha"), ("a.txt", "y", 1, "vanha"), ("b.txt", "x", 1, "vanha"),
    ]  # fmt: skip
    three = results(*[finding("a.txt", "x", "k", line) for line in (7, 8, 9)])
    left, gone = apply(load_baseline(path), three)
    assert [one.place.line for one in left.findings] == [9]  # two rest, the third is new
    assert left.rested == 2
    assert [(e.file, e.code) for e in gone] == [("a.txt", "y")]  # b.txt was not checked: nothing is said of it


def test_reasons_are_kept_when_it_is_written_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "old.yaml"
    path.write_text(
        baseline_text(results(finding("a.txt", "x", "k"), finding("b.txt", "x", "k")), "vanha", None, path),
        encoding="utf-8",
    )
    again = baseline_text(
        results(finding("a.txt", "x", "k"), finding("a.txt", "z", "k")), "uusi", load_baseline(path), path
    )
    path.write_text(again, encoding="utf-8")
    assert [(e.file, e.code, e.reason) for e in load_baseline(path).entries] == [
        ("a.txt", "x", "vanha"), ("a.txt", "z", "uusi"), ("b.txt", "x", "vanha"),
    ]  # fmt: skip


def test_what_cannot_be_read_never_rests(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "old.yaml"
    unread = results(finding("a.txt", UNREADABLE, UNREADABLE))
    path.write_text(baseline_text(unread, "r", None, path), encoding="utf-8")
    assert load_baseline(path).entries == []
    assert len(apply(load_baseline(path), unread)[0].findings) == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "skeema: tavoiteparse-baseline/1\nfindings:\n- {file: a, code: x, key: k, reason: ' '}\n",
            ":3: findings.0.reason: should say why",
        ),
        (
            "skeema: tavoiteparse-baseline/1\nfindings:\n- {file: a, code: x, key: k}\n",
            ":3: findings.0.reason: this key is needed",
        ),
        ("skeema: toinen\nfindings: []\n", ":1: skeema: should be 'tavoiteparse-baseline/1'"),
        ("skeema: tavoiteparse-baseline/1\nfindngs: []\n", ":2: findngs: unknown key"),
    ],
)
def test_mistakes(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "old.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(GrammarError) as error:
        load_baseline(path)
    assert str(error.value).startswith(f"{path}{message}")
