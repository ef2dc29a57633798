"""A baseline: what rests, what is new, what is gone; each entry with its reason."""

from pathlib import Path

import pytest

from tavoiteparse.checking.baseline import Baseline, Runs, apply, baseline_text, load_baseline
from tavoiteparse.checking.finding import UNREADABLE, Checked, Finding, Place, Results
from tavoiteparse.contract.diagnostics import Severity
from tavoiteparse.strict.mistake import GrammarError


def finding(file: str, code: str, key: str, line: int = 1) -> Finding:
    return Finding(file, Place(line, 1, line, 1), Severity.warning, code, "m", "h", "", key)


def results(*found: Finding) -> Results:
    files = dict.fromkeys(one.file for one in found)
    return Results([Checked(f, True, 1, 1, [one for one in found if one.file == f]) for f in files])


def always(code: str, file: str) -> bool:
    return True


def written(path: Path, found: Results, reason: str, *old: Path, runs: Runs = always) -> Baseline:
    """A baseline written to a path, and read again."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(baseline_text(found, reason, map(load_baseline, old), path, runs), encoding="utf-8")
    return load_baseline(path)


def entries(baseline: Baseline) -> list[tuple[str, str, int, str]]:
    return [(one.file, one.code, one.count, one.reason) for one in baseline.entries]


def test_what_rests_and_what_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    first = results(
        finding("a.txt", "x", "k"), finding("a.txt", "x", "k"), finding("a.txt", "y", "k"), finding("b.txt", "x", "k")
    )
    old = written(tmp_path / "old.yaml", first, "vanha")
    assert entries(old) == [("a.txt", "x", 2, "vanha"), ("a.txt", "y", 1, "vanha"), ("b.txt", "x", 1, "vanha")]
    three = results(*[finding("a.txt", "x", "k", line) for line in (7, 8, 9)])
    left, stale = apply(old, three, always)
    assert [one.place.line for one in left.findings] == [9]  # two rest, the third is new
    assert left.rested == 2
    # b.txt was not checked: nothing is said of it
    assert [one.text() for one in stale] == ["a.txt: y was not found any more; remove it"]


def test_what_was_not_looked_for_is_not_called_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    old = written(tmp_path / "old.yaml", results(finding("a.txt", "x", "k"), finding("a.txt", "y", "k")), "vanha")
    clean = Results([Checked("a.txt", True, 1, 1, [])])
    assert [one.entry.code for one in apply(old, clean, lambda code, file: code == "y")[1]] == ["y"]
    assert apply(old, Results([Checked("a.txt", False, 0, 0, [])]), always)[1] == []


def test_fewer_than_the_count_is_not_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    old = written(tmp_path / "old.yaml", results(*[finding("a.txt", "x", "k")] * 3), "vanha")
    _, stale = apply(old, results(finding("a.txt", "x", "k")), always)
    assert [one.text() for one in stale] == ["a.txt: x was found 1 of 3 times; set its count to 1"]
    twice = Baseline(old.path, old.entries * 2)  # as after a merge of two branches
    _, stale = apply(twice, results(*[finding("a.txt", "x", "k")] * 4), always)
    assert [one.found for one in stale] == [1]


def test_reasons_are_kept_when_it_is_written_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "old.yaml"
    written(path, results(finding("a.txt", "x", "k"), finding("a.txt", "y", "k"), finding("b.txt", "x", "k")), "vanha")
    second = results(finding("a.txt", "x", "k"), finding("a.txt", "z", "k"))
    assert entries(written(path, second, "uusi", path)) == [
        ("a.txt", "x", 1, "vanha"), ("a.txt", "z", 1, "uusi"), ("b.txt", "x", 1, "vanha"),
    ]  # fmt: skip


def test_in_another_folder_files_are_called_from_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    one, two = tmp_path / "old.yaml", tmp_path / "ci/new.yaml"
    written(one, results(finding("a.txt", "x", "k"), finding("in/b.txt", "x", "k"), finding("-", "x", "k")), "vanha")
    moved = written(two, results(finding("a.txt", "x", "k")), "uusi", one)
    assert entries(moved) == [("-", "x", 1, "vanha"), ("../a.txt", "x", 1, "vanha"), ("../in/b.txt", "x", 1, "vanha")]
    monkeypatch.chdir(tmp_path / "ci")
    assert apply(moved, results(finding("../in/b.txt", "x", "k")), always)[0].findings == []
    back = written(one, results(finding("../a.txt", "x", "k"), finding("../a.txt", "y", "k")), "uusin", two, one)
    assert [(e.file, e.reason) for e in back.entries] == [
        ("-", "vanha"), ("a.txt", "vanha"), ("a.txt", "uusin"), ("in/b.txt", "vanha"),
    ]  # fmt: skip


def test_what_was_not_looked_for_stays_when_it_is_written_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "old.yaml"
    all_of_it = results(finding("a.txt", "x", "k"), finding("b.txt", "x", "k"), finding("b.txt", "y", "k"))
    before = entries(written(path, all_of_it, "vanha"))
    unread = Results([Checked("a.txt", False, 0, 0, [finding("a.txt", UNREADABLE, UNREADABLE)])])
    assert entries(written(path, unread, "uusi", path)) == before
    only_y = Results([Checked("b.txt", True, 1, 1, [])])
    after = entries(written(path, only_y, "uusi", path, runs=lambda code, file: code == "y"))
    assert after == before[:2]


def test_what_cannot_be_read_never_rests(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    unread = results(finding("a.txt", UNREADABLE, UNREADABLE))
    made = written(tmp_path / "old.yaml", unread, "r")
    assert made.entries == []
    assert len(apply(made, unread, always)[0].findings) == 1


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
        (
            "skeema: tavoiteparse-baseline/1\nfindings:\n- {file: a, code: x, key: k, reason: r, count: 0}\n",
            ":3: findings.0.count: should be 1 or more",
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
