"""Reports in the formats of other programs: exact where it matters, and read back by parsers of those formats."""

import json
from xml.etree import ElementTree

import pytest
import sarif_pydantic

from tavoiteparse.checking.finding import UNREADABLE, Checked, Finding, Place, Results
from tavoiteparse.checking.reports import FORMATS, Wanted, parse, text, write
from tavoiteparse.checking.rules import catalogue
from tavoiteparse.checking.spelling import meant
from tavoiteparse.contract.diagnostics import Severity

ODD = "100 % väärin: a,b\nja toinen"
ONE = Finding("k/ä.txt", Place(3, 2, 3, 4), Severity.error, "mojibake", ODD, "korjaa", "\tKÃ¤ynnit\t300", "k1")
TWO = Finding("k/ä.txt", Place(5, 1, 6, 2), Severity.info, "broken-word", "katki", "liitä", "sana- katki", "k2")
GONE = Finding("b.txt", Place(1, 1, 1, 1), Severity.error, UNREADABLE, "no such file", "check", "", UNREADABLE)
RESULTS = Results(
    [
        Checked("k/ä.txt", True, 2, 3, [ONE, TWO, TWO]),
        Checked("b.txt", False, 0, 0, [GONE]),
        Checked("c.txt", True, 1, 1, []),
    ],
    rested=4,
)


def made(format: str) -> str:
    return write(Wanted(format, None), RESULTS, catalogue())


def test_text() -> None:
    assert made("text").splitlines()[:5] == [
        r"k/ä.txt:3:2: error: 100 % väärin: a,b\nja toinen [mojibake]",
        "    3 | →KÃ¤ynnit→300",
        "      |  ^~~",
        "  korjaa",
        "k/ä.txt:5:1: info: katki [broken-word]",
    ]
    assert (
        text.summary(RESULTS)
        == "2 errors, 0 warnings, 2 infos in 3 files (1 could not be read; 4 rest in the baseline)"
    )
    assert text.statistics(RESULTS) == "     2  broken-word\n     1  mojibake\n     1  unreadable\n"
    assert text.table(RESULTS).splitlines() == [
        "file     goals  indicators  errors  warnings  infos",
        "k/ä.txt      2           3       1         0      2",
        "b.txt        -           -       1         0      0",
        "c.txt        1           1       0         0      0",
    ]


def test_a_long_line_is_shown_around_the_caret() -> None:
    far = ONE._replace(excerpt="x" * 300 + "virhe" + "y" * 300, place=Place(1, 301, 1, 305), message="m")
    lines = text.report(Results([Checked("a", True, 0, 0, [far])])).splitlines()
    at = lines[1].index("virhe")
    assert lines[2][at : at + 5] == "^~~~~"
    assert len(lines[1]) < 115
    coloured = text.report(Results([Checked("a", True, 0, 0, [far])]), colour=True)
    assert "\x1b[1;31merror\x1b[0m" in coloured


def test_github_escapes_what_it_must() -> None:
    first, second, *_ = made("github").splitlines()
    assert first == (
        "::error file=k/ä.txt,line=3,endLine=3,col=2,endColumn=4,title=mojibake::100 %25 väärin: a,b%0Aja toinen. korjaa"
    )
    assert second == "::notice file=k/ä.txt,line=5,endLine=6,title=broken-word::katki. liitä"


def test_gitlab_tells_equal_findings_apart() -> None:
    found = json.loads(made("gitlab"))
    assert [one["severity"] for one in found] == ["critical", "info", "info", "critical"]
    assert len({one["fingerprint"] for one in found}) == 4
    assert found[0]["location"] == {"path": "k/ä.txt", "lines": {"begin": 3, "end": 3}}


def test_sarif_is_read_by_a_parser_of_the_format() -> None:
    log = sarif_pydantic.Sarif.model_validate_json(made("sarif"))
    run = json.loads(made("sarif"))["runs"][0]
    assert log.version == "2.1.0"
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["mojibake", "broken-word"]
    assert [(one["ruleId"], one["ruleIndex"], one["level"]) for one in run["results"]] == [
        ("mojibake", 0, "error"), ("broken-word", 1, "note"), ("broken-word", 1, "note"),
    ]  # fmt: skip
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "k/%C3%A4.txt"
    assert place["region"] == {"startLine": 3, "startColumn": 2, "endLine": 3, "endColumn": 5}
    assert run["invocations"][0]["executionSuccessful"] is False
    assert run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"] == "no such file"


def test_junit_counts_and_kinds() -> None:
    spoilt = RESULTS._replace(
        files=[RESULTS.files[0]._replace(findings=[ONE._replace(message="a\x00b")]), *RESULTS.files]
    )
    root = ElementTree.fromstring(write(Wanted("junit", None), spoilt, catalogue()))
    suites = [(s.get("name"), s.get("tests"), s.get("failures"), s.get("errors")) for s in root]
    assert suites == [
        ("k/ä.txt", "1", "1", "0"), ("k/ä.txt", "3", "1", "0"), ("b.txt", "1", "0", "1"), ("c.txt", "1", "0", "0"),
    ]  # fmt: skip
    assert [child.tag for child in root[1].iter() if child.tag not in ("testsuite", "testcase")] == [
        "failure", "system-out", "system-out",
    ]  # fmt: skip
    assert root[0][0][0].get("message") == "a\\x00b"


def test_json_has_every_field() -> None:
    data = json.loads(made("json"))
    assert data["summary"] == {"files": 3, "unreadable": ["b.txt"], "error": 2, "warning": 0, "info": 2, "rested": 4}
    assert data["findings"][0] == {
        "file": "k/ä.txt", "line": 3, "column": 2, "end_line": 3, "end_column": 4, "place": None, "severity": "error",
        "code": "mojibake", "message": ODD, "help": "korjaa", "key": "k1",
    }  # fmt: skip


def test_specs() -> None:
    assert [parse(f"{name}:C:/o.x").format for name in FORMATS] == list(FORMATS)
    assert str(parse("sarif:C:/o.x").path) == "C:/o.x"
    assert parse("github").path is None
    with pytest.raises(ValueError, match="no format 'sariff'; did you mean sarif\\?"):
        parse("sariff:o")
    with pytest.raises(ValueError, match="sarif:: should name a file behind the colon"):
        parse("sarif:")


def test_an_unknown_name_is_answered_in_one_way() -> None:
    assert meant("missing-vastu", ["missing-vastuu", "text"]) == "did you mean missing-vastuu?"
    assert meant("zzz", ["text", "structure"]) == "known are structure, text"
    assert meant("zzz", [f"a{n:02}" for n in range(13)]).endswith(", a11 …")
