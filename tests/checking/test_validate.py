"""`validate` as a user types it: findings at the right place, reports, configuration, baseline, exit statuses."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from conftest import ROOT
from conftest import validate as run
from tavoiteparse.checking import validate
from tavoiteparse.checking.config import Config
from tavoiteparse.cli.validate import files_of

pytestmark = pytest.mark.slow
PORI = ROOT / "samples/pori/2026-t1.txt"
KARJALA = ROOT / "samples/pohjois-karjala/2026-q1.txt"


def findings(folder: Path, *arguments: str, expect: int = 0) -> list[tuple[str, int, str]]:
    output, _ = run(folder, *arguments, "-q", "-r", "json", expect=expect)
    return [(one["file"], one["line"], one["code"]) for one in json.loads(output)["findings"]]


MISTAKES = [  # what is spoilt in a clean report, and what must be found, at which line
    ("\t\t30\t50", "\t\t30\t", 28, "missing-tavoitetaso"),
    ("TAVOITE\tTOIMIVAT", "TAV0ITE\tTOIMIVAT", 32, "damaged-label"),
    ("Osaavan työvoiman saatavuus", "Osaavan tyÃ¶voiman saatavuus", 6, "mojibake"),
    ("23 %\t30 %", "23 %\t30 hlöä", 36, "unit-mismatch"),
    ("(T1): KEHA", "(T2): KEHA", 21, "account-period"),
    ("T1:n tapahtuma", "<figure>T1:n tapahtuma", 11, "leftover-html"),
    ("Positiivinen NPS", "Kasvaa", 20, "vague-target"),
    ("Prizztechin kautta", "Mittari 3: Prizztechin kautta", 29, "account-indicator"),
    ("yksilöllisten työllistymispolkujen", "yksilöl- listen työllistymispolkujen", 34, "broken-word"),
    ("pilotoinnissa.\tKehitetään", "pilotoinnissa 50–30 %.\tKehitetään", 10, "reversed-range"),
]


def test_ten_mistakes_in_a_draft_are_found_at_their_lines(tmp_path: Path) -> None:
    text = PORI.read_text(encoding="utf-8")
    (tmp_path / "clean.txt").write_text(text, encoding="utf-8")
    for old, new, *_ in MISTAKES:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    (tmp_path / "draft.txt").write_text(text, encoding="utf-8")
    wanted = {(line, code) for *_, line, code in MISTAKES}
    # an indicator without its target is named where it is printed, a line above its values
    wanted = wanted - {(28, "missing-tavoitetaso")} | {(27, "missing-tavoitetaso")}
    found = {(line, code) for _, line, code in findings(tmp_path, "draft.txt", expect=1)}
    assert wanted <= found
    before = {(line, code) for _, line, code in findings(tmp_path, "clean.txt")}
    assert found - wanted <= before


def test_samples_have_no_errors_and_these_warnings(tmp_path: Path) -> None:
    """Each was read against the text; what the merged cells of pori/2023-q3 lack is said of those cells alone."""
    found = findings(
        ROOT, "samples", "--exclude", "*.yaml", "--fail-on", "error", "-s", "structure,measurability,agreement"
    )
    assert found == [
        ("samples/pohjois-karjala/2026-q1.txt", 7, "status-disagrees"),
        ("samples/pohjois-karjala/2026-q1.txt", 7, "status-disagrees"),
    ]


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["pori.txt"], 0),
        (["pori.txt", "--fail-on", "info"], 1),
        (["karjala.txt"], 0),
        (["karjala.txt", "--fail-on", "warning"], 1),
        (["karjala.txt", "--fail-on", "warning", "--ignore", "agreement"], 0),
        (["memo.txt"], 1),
        (["memo.txt", "--fail-on", "never"], 0),
        (["memo.txt", "--select", "text"], 1),
        (["memo.txt", "--ignore", "reading,no-goals"], 1),
        (["empty.txt", "--select", "mojibake"], 1),
        (["memo.txt", "pori.txt"], 1),
        (["latin.txt"], 2),
        (["latin.txt", "--fail-on", "never"], 2),
        (["latin.txt", "--encoding", "cp1252"], 0),
        (["gone.txt", "memo.txt"], 2),
        (["pori.txt", "--select", "no-such-rule"], 2),
        (["pori.txt", "--report", "xml"], 2),
        (["pori.txt", "--grammar", "gone.yaml"], 2),
        (["pori.txt", "--config", "gone.toml"], 2),
        (["pori.txt", "--baseline", "gone.yaml"], 2),
        ([], 2),
    ],
)
def test_exit_status(tmp_path: Path, arguments: list[str], status: int) -> None:
    (tmp_path / "pori.txt").write_bytes(PORI.read_bytes())
    (tmp_path / "karjala.txt").write_bytes(KARJALA.read_bytes())
    (tmp_path / "memo.txt").write_text("Hei,\n\nohessa muistio.\n", encoding="utf-8")
    (tmp_path / "latin.txt").write_bytes(PORI.read_text(encoding="utf-8").encode("cp1252", "replace"))
    (tmp_path / "empty.txt").touch()
    run(tmp_path, *arguments, expect=status)


def test_text_report_shows_the_line_with_a_caret(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_bytes(KARJALA.read_bytes())
    output, messages = run(tmp_path, "report.txt", "--select", "status-disagrees")
    assert messages == ""
    lines = output.splitlines()
    assert lines[0] == (
        "report.txt:7:276: warning: status 'Toteutuu', target '90 %' and reported figure '87 %' do not point the same way "
        "[status-disagrees]"
    )
    at = lines[1].index("Toteutuu")
    assert lines[2][at : at + 8] == "^~~~~~~~"
    assert lines[-1] == "0 errors, 2 warnings, 0 infos in 1 file"


def test_findings_are_the_output_unless_a_report_stands_alone_there(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_bytes(KARJALA.read_bytes())
    output, messages = run(tmp_path, "report.txt", "--statistics")
    assert messages == ""
    assert output.splitlines()[-1] == "0 errors, 2 warnings, 0 infos in 1 file"
    same, messages = run(tmp_path, "report.txt", "--statistics", "-r", "json:o.json")
    assert (same, messages) == (output, "")
    alone, messages = run(tmp_path, "report.txt", "--statistics", "-r", "json")
    assert json.loads(alone)["summary"]["warning"] == 2
    assert messages == output


def test_findings_go_through_a_pipe_that_is_closed_early(tmp_path: Path) -> None:
    for n in range(40):
        (tmp_path / f"{n}.txt").write_bytes(KARJALA.read_bytes())
    script = f"'{sys.executable}' -m tavoiteparse validate . | head -n 1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, cwd=tmp_path, check=True)
    assert done.stdout.splitlines()[0].startswith("0.txt:7:276: warning: ")
    assert (done.stdout.splitlines()[1:], done.stderr) in ((["141"], ""), (["0"], ""))  # a fast writer is done before


def test_several_reports_from_one_run(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_bytes(KARJALA.read_bytes())
    reports = ["-r", "github", "-r", "sarif:o.sarif", "-r", "junit:o.xml", "-r", "gitlab:o.json", "-r", "json:f.json"]
    output, messages = run(tmp_path, "report.txt", *reports)
    assert output.startswith("::warning file=report.txt,line=7,")
    assert "report.txt:7:276: warning" in messages
    assert json.loads((tmp_path / "o.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"
    assert json.loads((tmp_path / "o.json").read_text(encoding="utf-8"))[0]["check_name"] == "status-disagrees"
    assert (tmp_path / "o.xml").read_text(encoding="utf-8").startswith("<?xml")
    assert len(json.loads((tmp_path / "f.json").read_text(encoding="utf-8"))["findings"]) == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["f.json", "o.json", "o.sarif", "o.xml", "report.txt"]


def test_what_extract_wrote_is_checked_with_line_and_column(tmp_path: Path) -> None:
    for sample in sorted((ROOT / "samples").glob("*/*.txt")):
        for format in ("yaml", "json"):
            command = [sys.executable, "-m", "tavoiteparse", "extract", str(sample), "-q", "-f", format, "-o"]
            subprocess.run([*command, str(tmp_path / f"{sample.stem}.{format}")], check=True, capture_output=True)
    assert not [one for one in findings(tmp_path, ".") if one[2] in ("schema", "unreadable")]
    text = (tmp_path / "2026-t1.yaml").read_text(encoding="utf-8")
    broken = text.replace("taso: 1\n", "taso: syvä\n", 1).replace(
        "  painopiste: Osaava Pori\n", "  painopisde: Osaava Pori\n", 1
    )
    (tmp_path / "broken.yaml").write_text(broken, encoding="utf-8")
    lines = broken.splitlines()
    output, _ = run(tmp_path, "broken.yaml", "-r", "json", expect=1)
    found = {
        (one["line"], one["column"]): one["message"]
        for one in json.loads(output)["findings"]
        if one["code"] == "schema"
    }
    level = next(n for n, line in enumerate(lines, 1) if "syvä" in line)
    key = next(n for n, line in enumerate(lines, 1) if "painopisde" in line)
    assert found[level, lines[level - 1].index("syvä") + 1].endswith("should be a valid integer")
    assert found[key, lines[key - 1].index("painopisde") + 1] == "the key painopisde is unknown"
    (tmp_path / "worse.yaml").write_text("a: [\n", encoding="utf-8")
    messages, _ = run(tmp_path, "worse.yaml", expect=2)
    assert "worse.yaml:1:1: error: is not YAML or JSON: line 2, column 1: " in messages


def test_a_folder_gives_only_data_that_extract_wrote(tmp_path: Path) -> None:
    golden = (ROOT / "samples/pori/2026-t1.yaml").read_text(encoding="utf-8")
    report = golden.split("\n---\n")[0] + "\n"
    for name, text in {
        "golden.yaml": golden,  # its second document is no report
        "two.yaml": f"# huomautus\n---\n{report}---\n{report}",
        "wrong.yml": report.replace("skeema: tavoiteparse/1", "skeema: tavoiteparse/9"),
        "spoilt.yaml": report + "a: [\n",
        "accepted.yaml": "skeema: tavoiteparse-baseline/1\nfindings: []\n",
        "ci.yml": "reports: {script: [tavoiteparse]}\n",
        "tool.json": '{"name": "x"}',
        "empty.json": "",
    }.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    output, _ = run(tmp_path, ".", "-q", "-r", "json", "--fail-on", "never", expect=2)
    data = json.loads(output)
    assert data["summary"]["files"] == 4
    assert data["summary"]["unreadable"] == ["spoilt.yaml"]
    assert {one["file"] for one in data["findings"] if one["code"] == "schema"} == {"wrong.yml"}
    # what is named itself is checked, whatever it is
    messages, _ = run(tmp_path, "ci.yml", "--select", "schema", expect=1)
    assert "the key skeema is missing" in messages
    messages, _ = run(tmp_path, "empty.json", expect=2)
    assert "empty.json:1:1: error: holds no report" in messages


def test_rules_work_on_data_and_point_into_it(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tavoiteparse", "extract", str(KARJALA), "-q", "-o", str(tmp_path / "data.yaml")]
    subprocess.run(command, check=True)
    lines = (tmp_path / "data.yaml").read_text(encoding="utf-8").splitlines()
    found = [one for one in findings(tmp_path, "data.yaml") if one[2] == "status-disagrees"]
    assert len(found) == 2
    assert all("toteutuu" in " ".join(lines[line - 1 : line + 2]).casefold() for _, line, _ in found)


def test_standard_input(tmp_path: Path) -> None:
    output, _ = run(tmp_path, "-", "-r", "json", given=KARJALA.read_bytes())
    assert [one["file"] for one in json.loads(output)["findings"]] == ["-", "-"]


def test_configuration_and_what_wins(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_bytes(KARJALA.read_bytes())
    (tmp_path / "tavoiteparse.toml").write_text(
        'fail-on = "warning"\n[severity]\nstatus-disagrees = "error"\n', encoding="utf-8"
    )
    messages, _ = run(tmp_path, "report.txt", expect=1)
    assert "error: status 'Toteutuu'" in messages
    run(tmp_path, "report.txt", "--ignore", "status-disagrees")
    run(tmp_path, "report.txt", "--fail-on", "never")
    (tmp_path / "tavoiteparse.toml").write_text('fail-on = "warning"\nselekt = []\n', encoding="utf-8")
    _, messages = run(tmp_path, "report.txt", expect=2)
    assert "tavoiteparse.toml:2: selekt: " in messages


def test_baseline_lets_old_findings_rest_and_names_what_is_gone(tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_bytes(KARJALA.read_bytes())
    run(tmp_path, "report.txt", "--write-baseline", "old.yaml", "--reason", "valtuusto tietää", "--fail-on", "warning")
    assert "reason: valtuusto tietää" in (tmp_path / "old.yaml").read_text(encoding="utf-8")
    messages, _ = run(tmp_path, "report.txt", "--baseline", "old.yaml", "--fail-on", "warning")
    assert messages.splitlines()[-1].startswith("0 errors, 0 warnings, 0 infos in 1 file")
    report.write_text("\n\n" + report.read_text(encoding="utf-8"), encoding="utf-8")  # lines move, findings rest
    run(tmp_path, "report.txt", "--baseline", "old.yaml", "--fail-on", "warning")
    report.write_text(report.read_text(encoding="utf-8").replace("87 %", "97 %"), encoding="utf-8")
    messages, _ = run(tmp_path, "report.txt", "--baseline", "old.yaml", "--fail-on", "warning")
    assert "old.yaml: report.txt: status-disagrees was found 1 of 2 times; set its count to 1" in messages
    report.write_bytes(PORI.read_bytes())
    messages, _ = run(tmp_path, "report.txt", "--baseline", "old.yaml", "--fail-on", "warning")
    assert "old.yaml: report.txt: status-disagrees was not found any more; remove it" in messages


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--write-baseline", "new.yaml", "--reason", ""], "--reason: should say why"),
        (["--write-baseline", "new.yaml", "--reason", " "], "--reason: should say why"),
        (["--reason", "vanha"], "--reason: should say why findings may rest, and stand beside --write-baseline"),
        (
            ["--write-baseline", "report.txt"],
            "report.txt:1: should be a mapping of keys to values; --write-baseline writes",
        ),
        (["--write-baseline", "new.yaml", "--baseline", "gone.yaml"], "gone.yaml:1: cannot be read: "),
    ],
)
def test_a_baseline_that_cannot_be_is_not_written(tmp_path: Path, arguments: list[str], message: str) -> None:
    (tmp_path / "report.txt").write_bytes(KARJALA.read_bytes())
    _, messages = run(tmp_path, "report.txt", *arguments, expect=2)
    assert messages.startswith(f"tavoiteparse: {message}")
    assert (tmp_path / "report.txt").read_bytes() == KARJALA.read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == ["report.txt"]


def test_a_baseline_is_about_what_was_looked_for(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_bytes(KARJALA.read_bytes())
    run(tmp_path, "report.txt", "--write-baseline", "old.yaml", "--reason", "valtuusto tietää")
    before = (tmp_path / "old.yaml").read_text(encoding="utf-8")
    for arguments in (["--ignore", "status-disagrees"], ["--select", "text"]):
        messages, _ = run(tmp_path, "report.txt", "--baseline", "old.yaml", *arguments)
        assert "not found any more" not in messages
    # written over without --baseline: what this run did not look for stays, reasons too
    run(tmp_path, "report.txt", "--write-baseline", "old.yaml", "--select", "text")
    assert (tmp_path / "old.yaml").read_text(encoding="utf-8") == before
    run(tmp_path, "report.txt", "--write-baseline", "old.yaml")
    assert (tmp_path / "old.yaml").read_text(encoding="utf-8") == before
    (tmp_path / "report.txt").unlink()
    run(tmp_path, "report.txt", "--write-baseline", "old.yaml", expect=2)
    assert (tmp_path / "old.yaml").read_text(encoding="utf-8") == before


def test_a_file_name_that_is_not_utf_8(tmp_path: Path) -> None:
    name = "k\udce4.txt"
    try:
        (tmp_path / name).write_bytes(KARJALA.read_bytes())
    except OSError:
        pytest.skip("the file system has no such names")
    reports = [f"{one}:{one}.out" for one in ("text", "github", "gitlab", "sarif", "junit", "json")]
    messages, _ = run(tmp_path, name, *(part for one in reports for part in ("-r", one)))
    assert messages.startswith("k\\udce4.txt:7:276: warning: ")
    assert all((tmp_path / one.split(":")[1]).read_text(encoding="utf-8") for one in reports)
    sarif = json.loads((tmp_path / "sarif.out").read_text(encoding="utf-8"))
    place = sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "k%E4.txt"
    run(tmp_path, name, "--write-baseline", "old.yaml", "--reason", "vanha", "--fail-on", "warning")
    run(tmp_path, name, "--baseline", "old.yaml", "--fail-on", "warning")
    run(tmp_path, name, "--write-baseline", "old.yaml", "--fail-on", "warning")
    assert "reason: vanha" in (tmp_path / "old.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("odd", ["\f", "\v", "\x1c", "\x85", "\u2028", "\r", "\r\n"])
def test_lines_are_those_of_editors(tmp_path: Path, odd: str) -> None:
    text = PORI.read_text(encoding="utf-8").replace("Osaavan työvoiman saatavuus", "Osaavan tyÃ¶voiman saatavuus")
    number = text[: text.index("tyÃ¶")].count("\n") + 1
    after = 1 if odd.startswith("\r") else 0  # it ends a line
    (tmp_path / "report.txt").write_bytes(f"Muistio{odd}x\n\n{text}".encode())
    found = findings(tmp_path, "report.txt", "-s", "mojibake", expect=1)
    assert found == [("report.txt", number + 2 + after, "mojibake")]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["-r", "json", "-r", "sarif"], "--report sarif: standard output is taken by another report"),
        (["-r", "json:o", "-r", "sarif:./o"], "--report sarif:./o: o is taken by another report"),
        (
            ["-r", "json:report.txt"],
            "--report report.txt: would be written over the input report.txt; choose another file",
        ),
        (["-r", "json:"], "--report json:: should name a file behind the colon"),
        (["-s", "text", "-i", "broken-word,text"], "--select and --ignore both name text; give it to one of them"),
        (["--quiet", "--verbose"], "--quiet and --verbose: give one of them"),
        (["empty", "--exclude", "*.md"], None),
    ],
)
def test_contradictions_are_refused_before_anything_is_done(
    tmp_path: Path, arguments: list[str], message: str | None
) -> None:
    (tmp_path / "report.txt").write_bytes(KARJALA.read_bytes())
    (tmp_path / "empty").mkdir()
    output, messages = run(tmp_path, "report.txt", *arguments, expect=2 if message else 0)
    if message:
        assert messages.startswith(f"tavoiteparse: {message}")
        assert output == ""
    assert (tmp_path / "report.txt").read_bytes() == KARJALA.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty", "report.txt"]


def test_nothing_to_check_is_not_clean(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    _, messages = run(tmp_path, "in", expect=2)
    assert messages.startswith("tavoiteparse: in: no files to check; ")
    (tmp_path / "in/report.txt").write_bytes(PORI.read_bytes())
    run(tmp_path, "in")
    run(tmp_path, "in", "--exclude", "in/*.txt", expect=2)
    messages, _ = run(tmp_path, "in/*.txt", expect=2)  # as from a shell whose pattern matched nothing
    assert "no such file" in messages


def test_a_folder_that_cannot_be_read_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def closed(folder: object) -> None:
        raise PermissionError(13, "Permission denied", "samples/pori")

    monkeypatch.setattr(os, "scandir", closed)
    with pytest.raises(typer.Exit) as ended:
        files_of([str(ROOT / "samples")], Config())
    assert ended.value.exit_code == 2
    assert capsys.readouterr().err == (
        f"tavoiteparse: {ROOT / 'samples'}: cannot be listed: Permission denied; check its permissions\n"
    )


@pytest.mark.parametrize("format", ["gitlab", "sarif", "json"])
def test_fingerprints_stay_when_lines_move(tmp_path: Path, format: str) -> None:
    """Those of findings about the whole file, too."""

    def prints(text: str) -> list[str]:
        (tmp_path / "report.txt").write_text(text, encoding="utf-8")
        output, _ = run(tmp_path, "report.txt", "-q", "-r", format, "--fail-on", "never")
        data = json.loads(output)
        if format == "sarif":
            return [one["partialFingerprints"]["tavoiteparse/1"] for one in data["runs"][0]["results"]]
        return [one["fingerprint"] for one in data] if format == "gitlab" else [one["key"] for one in data["findings"]]

    text = "TAVOITE\tTyÃ¶llisyys\n\nTAVOITE\tTyÃ¶llisyys\n"
    before = prints(text)
    assert len(before) >= 3
    assert prints("\n\n" + text) == before
    if format != "json":
        assert len(set(before)) == len(before)


def test_a_report_that_cannot_be_written_does_not_keep_others_from_it(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_bytes(KARJALA.read_bytes())
    reports = ["-r", "json:gone/o.json", "-r", "sarif:report.txt/o", "-r", "junit:o.xml"]
    _, messages = run(tmp_path, "report.txt", *reports, expect=2)
    assert "gone/o.json: cannot be written: " in messages
    assert "report.txt/o: cannot be written: " in messages
    assert (tmp_path / "o.xml").exists()


def test_a_report_goes_through_a_pipe(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_bytes(KARJALA.read_bytes())
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    try:
        run(tmp_path, "report.txt", "-r", "json:pipe")
        assert json.loads(os.read(reader, 100_000))["summary"]["files"] == 1
    finally:
        os.close(reader)
    assert (tmp_path / "pipe").is_fifo()


def test_quiet_is_the_summary_and_the_counts_that_are_asked_for(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_bytes(KARJALA.read_bytes())
    run(tmp_path, "report.txt", "--write-baseline", "old.yaml")
    (tmp_path / "report.txt").write_bytes(PORI.read_bytes())
    messages, _ = run(tmp_path, "report.txt", "-b", "old.yaml", "-q", "--statistics")
    assert [line.split()[-1] for line in messages.splitlines()] == ["inferred-period", "inferred-heading", "file"]
    output, messages = run(tmp_path, "report.txt", "-b", "old.yaml", "-v")
    assert messages == "configuration: none; 1 file\n"
    assert "remove it" in output


def test_number_of_jobs_changes_nothing(tmp_path: Path) -> None:
    for n in range(30):
        source = KARJALA if n % 2 else PORI
        (tmp_path / f"{n:02}.txt").write_bytes(source.read_bytes())
    assert run(tmp_path, ".", "-r", "json", "-j", "1") == run(tmp_path, ".", "-r", "json", "-j", "2")


def test_table_statistics_and_quiet(tmp_path: Path) -> None:
    for name, source in (("a.txt", PORI), ("b.txt", KARJALA)):
        (tmp_path / name).write_bytes(source.read_bytes())
    messages, _ = run(tmp_path, ".", "--statistics")
    assert "status-disagrees" in messages.split("b.txt:7:276")[1]
    assert messages.splitlines()[-1] == "0 errors, 2 warnings, 3 infos in 2 files"
    quiet, _ = run(tmp_path, ".", "--quiet")
    assert quiet.splitlines() == ["0 errors, 2 warnings, 3 infos in 2 files"]


def test_a_file_that_hangs_is_a_finding_and_the_others_are_checked(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_bytes(KARJALA.read_bytes())
    os.mkfifo(tmp_path / "hangs.txt")  # nobody writes to it
    messages, _ = run(tmp_path, "hangs.txt", "report.txt", "--timeout", "1", expect=2)
    assert messages.startswith(
        "hangs.txt:1:1: error: not done within 1 s; look at it, or raise --timeout [unreadable]\n"
    )
    assert "report.txt:7:276: warning: " in messages


def test_a_fault_of_the_program_costs_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise IndexError("list index out of range")

    monkeypatch.setattr(validate, "read_source", broken)
    (finding,) = validate.check_path(str(PORI), validate.Settings(Config())).findings
    assert (finding.code, finding.message) == (
        "unreadable", "a fault of tavoiteparse: IndexError: list index out of range; please report it, with the text",
    )  # fmt: skip


UNREAD = [  # what stands in a data file in place of what, the line it is in, and what is said of it
    ("vuosi: 2026", "vuosi: !!int x", "!!int: a tag; leave it out, or put the text in quotes"),
    (
        "alku: '2026-01-01'",
        "alku: 2026-02-30",
        "is no value: day is out of range for month; put it in quotes if it is a",
    ),
    (
        "vuosi: 2026",
        f"vuosi: {'9' * 5000}",
        "is no value: Exceeds the limit (4300 digits) for integer string conversion",
    ),
    ("organisaatio: Pori", "organisaatio: Pori\n? [a]\n: 1", "found unhashable key"),
    ("organisaatio: Pori", "organisaatio: &a [*a]", "*a: an alias; write the value out"),
    ("organisaatio: Pori", f"organisaatio: {'[' * 5000}", "exceeded maximum nesting depth"),
    ("organisaatio: Pori", "organisaatio: \x01", "unacceptable character #x0001: control characters are not allowed"),
]


@pytest.mark.parametrize(("old", "new", "said"), UNREAD, ids=[said[:20] for *_, said in UNREAD])
def test_data_that_no_loader_takes_is_named_with_its_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    text = (ROOT / "samples/pori/2026-t1.yaml").read_text(encoding="utf-8").split("\n---\n")[0] + "\n"
    assert old in text
    (tmp_path / "data.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")
    (tmp_path / "report.txt").write_bytes(KARJALA.read_bytes())
    line = text[: text.index(old)].count("\n") + 1 + new.startswith("organisaatio: Pori\n")
    messages, _ = run(tmp_path, "data.yaml", "report.txt", expect=2)
    assert messages.startswith(f"data.yaml:1:1: error: is not YAML or JSON: line {line}")
    assert f": {said}" in messages.splitlines()[0]
    assert "report.txt:7:276: warning" in messages


def test_values_that_the_types_allow_and_the_contract_does_not(tmp_path: Path) -> None:
    text = (ROOT / "samples/pori/2026-t1.yaml").read_text(encoding="utf-8").split("\n---\n")[0] + "\n"
    text = (
        text.replace("rivit: [23, 29]", "rivit: []")
        .replace("rivit: [27, 28]", "rivit: [28, 27]")
        .replace("arvo: 30,", "arvo: .inf,")
    )
    (tmp_path / "data.yaml").write_text(text, encoding="utf-8")
    messages, _ = run(tmp_path, "data.yaml", expect=1)
    found = [line for line in messages.splitlines() if line.endswith("[schema]")]
    lines = "should be the first and the last line, such as [7, 9] [schema]"
    assert len(found) == text.count("rivit: []") + text.count("rivit: [28, 27]") + text.count("arvo: .inf") > 3
    assert all(one.endswith((lines, "arvo: should be a number [schema]")) for one in found)
    row = next(n for n, line in enumerate(text.splitlines(), 1) if "rivit: []" in line)
    assert found[0].startswith(f"data.yaml:{row}:")


def test_data_without_goals_is_not_clean(tmp_path: Path) -> None:
    (tmp_path / "memo.txt").write_text("Hei,\n\nohessa muistio.\n", encoding="utf-8")
    command = [sys.executable, "-m", "tavoiteparse", "extract", "memo.txt", "-q", "-o", "memo.json"]
    subprocess.run(command, cwd=tmp_path, check=False)
    messages, _ = run(tmp_path, "memo.json", "--select", "text", expect=1)
    assert messages.startswith("memo.json:1:1: error: no goals were found; this data holds none [no-goals]\n")
