"""Messages in the reader's language: by option, variable or locale; data, codes and keys are the same in all."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tavoiteparse.checking.config import Config
from tavoiteparse.checking.validate import Settings, check_reading
from tavoiteparse.documents.read import read_string
from tavoiteparse.pipeline import read_report
from tavoiteparse.source import messages

TEXT = "Kuhmolan kunta\n\nTavoite\tMittari\tTavoitetaso\tToteuma\tTila\nA\tOsuus väestöstä\t50 %\t120 %\tToteutunut\n"
COMMANDS = ("extract", "show", "validate", "compare", "batch", "explain", "convert", "rule", "schema", "grammars")


def run(*arguments: str, folder: Path, expect: int = 0, **variables: str) -> tuple[str, str]:
    environment = {**os.environ, "COLUMNS": "80", **variables}
    done = subprocess.run(
        [sys.executable, "-m", "tavoiteparse", *arguments],
        capture_output=True,
        cwd=folder,
        env=environment,
        check=False,
    )
    assert done.returncode == expect, done.stderr.decode()
    return done.stdout.decode(), done.stderr.decode()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "variables", "said"),
    [
        (["--lang", "fi"], {}, "virhe: '120 %' on enemmän kuin kokonaisuus"),
        (["--lang=sv"], {}, "fel: '120 %' är mer än det hela"),
        ([], {"TAVOITEPARSE_LANG": "fi"}, "1 virhe, "),
        ([], {"TAVOITEPARSE_LANG": "", "LC_ALL": "sv_FI.UTF-8"}, "1 fel, "),
        ([], {"TAVOITEPARSE_LANG": "", "LC_ALL": "C", "LANG": "fi_FI"}, "1 error, "),
        (["--lang", "en"], {"TAVOITEPARSE_LANG": "fi"}, "1 error, "),
    ],
)
def test_findings_speak_the_reader_s_language(
    arguments: list[str], variables: dict[str, str], said: str, folder: Path
) -> None:
    assert said in run("validate", "a.txt", *arguments, folder=folder, expect=1, **variables)[0]


def test_the_option_may_stand_before_the_command(folder: Path) -> None:
    assert "1 virhe, " in run("--lang", "fi", "validate", "a.txt", folder=folder, expect=1)[0]


@pytest.mark.parametrize(
    ("arguments", "fi", "sv"),
    [
        (["extract", "--foo"], "Virhe: Valitsinta --foo ei ole", "Fel: Alternativet --foo finns inte"),
        (["extrat"], "Virhe: Komentoa 'extrat' ei ole.", "Fel: Kommandot 'extrat' finns inte."),
        (["extract"], "Virhe: Argumentti 'FILE…' puuttuu.", "Fel: Argumentet 'FILE…' saknas."),
        (["extract", "-e"], "Virhe: Valitsin '-e' vaatii arvon.", "Fel: Alternativet '-e' kräver ett värde."),
        (["batch", "a", "b", "-j", "x"], " arvo ei kelpaa: 'x' ei ole kokonaisluku.", ": 'x' är inte ett heltal."),
        (["batch", "a", "b", "-j", "-1"], ": -1 ei ole välillä x>=0.", ": -1 är inte i intervallet x>=0."),
        (["schema", "a"], "Virhe: Argumentteja on liikaa (a)", "Fel: För många argument (a)"),
    ],
)
def test_mistakes_in_a_command_line_are_told(arguments: list[str], fi: str, sv: str, folder: Path) -> None:
    for language, said in (("fi", fi), ("sv", sv)):
        told = run(*arguments, "--lang", language, folder=folder, expect=2)[1]
        assert said in told
        assert told.startswith(("Käyttö: ", "Användning: ", "Virhe: ", "Fel: "))


@pytest.mark.parametrize(
    ("arguments", "fi", "sv"),
    [
        (["extract", "a.txt", "--pages", "x"], "kaksi sivunumeroa", "två sidnummer"),
        (["extract", "a.txt", "-o", "x.foo"], "päätteestä ei näe muotoa", "ändelsen anger ingen form"),
        (["batch", "nowhere", "out"], "nowhere: kansiota ei ole", "nowhere: mappen finns inte"),
        (["batch", "a.txt", "out"], "batch lukee kansion", "batch läser en mapp"),
        (["rule", "over-hundre"], "tarkoititko over-hundred?", "menade du over-hundred?"),
        (["validate", "a.txt", "-r", "jsn"], "muotoa 'jsn' ei ole", "formen 'jsn' finns inte"),
        (["compare", "a.txt", "a.txt", "--fail-on", "x"], "muutoksen lajia ei ole", "inget slag av ändring"),
        (["show", "a.txt", "--only", "moved"], "anna aiempi raportti", "ange den tidigare rapporten"),
        (["extract", "a.docx"], "on vioittunut tai katkennut", "är skadad eller avkortad"),
    ],
)
def test_refusals_are_told(arguments: list[str], fi: str, sv: str, folder: Path) -> None:
    (folder / "a.docx").write_bytes(b"PK\3\4 no archive")
    for language, said in (("fi", fi), ("sv", sv)):
        assert said in run(*arguments, "--lang", language, folder=folder, expect=2)[1]


def test_a_comparison_is_told(folder: Path) -> None:
    assert "  mikään ei muuttunut\n" in run("compare", "a.txt", "a.txt", "--lang", "fi", folder=folder)[0]
    assert ", 2 motsvarigheter\n" in run("compare", "a.txt", "a.txt", "--lang", "sv", folder=folder)[0]


def test_what_is_missing_is_told_as_a_controller_would() -> None:
    rows = "A\tNeuvonta\tKäynnit\nB\tKampanja\tYritykset\nC\tMarkkinointi\t\n"
    settings = Settings(Config(select=("missing-mittari",)))
    source = read_string(f"Kuhmolan kunta 2025\n\nTavoite\tToimenpide\tMittari\n{rows}", "a.txt")
    with messages.speaking("fi"):
        (found,) = check_reading(read_report(source, positions=True), "a.txt", settings).findings
    assert found.message == "tavoitteelta puuttuu mittari, vaikka saman osion muilla sellainen on (2/3)"


def test_another_language_is_refused(folder: Path) -> None:
    said = run("validate", "a.txt", "--lang", "de", folder=folder, expect=2)[1]
    assert said == "tavoiteparse: --lang de: should be one of fi, sv, en\n"


def test_a_report_changes_its_messages_and_nothing_else(folder: Path) -> None:
    found = {}
    for language in ("fi", "sv", "en"):
        run("validate", "a.txt", "-r", "json:r.json", "--lang", language, folder=folder, expect=1)
        found[language] = json.loads((folder / "r.json").read_text(encoding="utf-8"))

    def without(report: dict[str, object]) -> str:
        def plain(value: object) -> object:
            if isinstance(value, dict):
                return {key: plain(one) for key, one in value.items() if key not in ("message", "help")}
            return [plain(one) for one in value] if isinstance(value, list) else value

        return json.dumps(plain(report))

    assert without(found["fi"]) == without(found["sv"]) == without(found["en"])
    assert json.dumps(found["fi"]) != json.dumps(found["sv"]) != json.dumps(found["en"])


def test_data_is_the_same_in_all_languages(folder: Path) -> None:
    outputs = {run("extract", "a.txt", "-q", "--lang", language, folder=folder)[0] for language in ("fi", "sv", "en")}
    assert len(outputs) == 1


@pytest.mark.slow
@pytest.mark.parametrize("language", ["fi", "sv"])
def test_help_is_translated_and_whole(language: str, folder: Path) -> None:
    whole = run("--help", "--lang", language, folder=folder)[0]
    assert "..." not in whole.replace("[ARGS]...", "")
    for command in COMMANDS:
        english = run(command, "--help", folder=folder)[0]
        said = run(command, "--help", "--lang", language, folder=folder)[0]
        assert max(map(len, said.splitlines())) <= 80
        lines = {line.strip() for line in english.splitlines() if len(line.split()) > 4 and "tavoiteparse" not in line}
        left = lines & {line.strip() for line in said.splitlines()}
        assert not left, left


def test_workers_of_a_batch_speak_it_too(folder: Path) -> None:
    (folder / "in").mkdir()
    for n in range(3):
        (folder / "in" / f"{n}.txt").write_text(TEXT, encoding="utf-8")
    said = run("batch", "in", "out", "--jobs", "2", "--lang", "fi", folder=folder, expect=1)[1]
    assert "3 tiedostoa, " in said
    assert "huomioita: 3 virhettä, " in said
