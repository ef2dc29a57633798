"""What a command leaves alone until it needs it: a small report is read in less time than libraries take to load."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import typer

import tavoiteparse.cli
from conftest import NEW_GRAMMARS, REPORTS, ROOT
from tavoiteparse.cli.commands import COMMANDS, application, needed

RUN = """
import json, sys
from tavoiteparse.cli import main
try:
    main()
except SystemExit:
    pass
sys.stderr.write("\\n" + json.dumps(sorted(sys.modules)))
"""
OTHERS = {"yaml", "regex", "pydantic", "pydantic_core", "annotated_types", "typing_inspection", "rich", "click"}
STANDARD = {"hashlib", "csv", "tempfile", "importlib.metadata", "asyncio", "logging"}  # coverage loads some
OWN = {
    f"tavoiteparse.{name}" for name in ("strict.yaml", "strict.validation", "checking", "batch", "storage", "authoring")
}
OWN |= {f"tavoiteparse.cli.{name}" for name in COMMANDS if name != "extract"}
OWN |= {f"tavoiteparse.documents.{name}" for name in ("forms", "converted", "writing")}
OF_DOCUMENTS = {"zipfile", "lxml", "pypdf", "pypdfium2", "openpyxl", "defusedxml", "html.parser"}
TEXTS = list(map(str, REPORTS))
READY = pytest.mark.skipif(bool(NEW_GRAMMARS), reason=f"run `just goldens`: {NEW_GRAMMARS} are read from their YAML")


def loaded(*arguments: str) -> set[str]:
    """The modules that a command has imported when it ends."""
    done = subprocess.run([sys.executable, "-c", RUN, *arguments], capture_output=True, cwd=ROOT, check=True)
    found: list[str] = json.loads(done.stderr.splitlines()[-1])
    return set(found)


@READY
@pytest.mark.parametrize("options", [(), ("-f", "json", "--positions"), ("--grammar", "yleinen")], ids=" ".join)
def test_extract_loads_what_it_needs(options: tuple[str, ...]) -> None:
    found = loaded("extract", *TEXTS, *options)
    assert "tavoiteparse.pipeline" in found
    assert not found & (OTHERS | OWN | OF_DOCUMENTS)
    assert "coverage" in found or not found & STANDARD


@READY
def test_settings_without_grammars_load_nothing_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_bytes(Path(TEXTS[0]).read_bytes())
    (tmp_path / "tavoiteparse.toml").write_text('fail-on = "error"\n', encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text('[tool.pytest]\ngrammars = ["x"]\n', encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "src"), prepend=os.pathsep)
    monkeypatch.setattr(sys.modules[__name__], "ROOT", tmp_path)
    assert not loaded("extract", "a.txt") & (OTHERS | OWN | {"tomllib"})


def test_names_of_signs_are_loaded_for_a_text_that_has_some() -> None:
    assert [("html.entities" in loaded("extract", text)) for text in (TEXTS[0], TEXTS[2])] == [False, False]


def test_the_version_loads_no_reader() -> None:
    assert not {name for name in loaded("--version") if name.startswith("tavoiteparse.reading")}


def test_a_grammar_of_ones_own_is_read_with_what_it_needs(tmp_path: Path) -> None:
    own = tmp_path / "oma.yaml"
    own.write_text("name: oma\nreads: x\nsigns: []\nskip:\n- {name: x, pattern: 'x+'}\n", encoding="utf-8")
    assert {"yaml", "regex", "pydantic_core"} <= loaded("extract", TEXTS[0], "--grammar", str(own))


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_alone_is_that_of_the_whole(name: str) -> None:
    alone, whole = (typer.main.get_group(app) for app in (application([name]), tavoiteparse.cli.app))
    assert list(alone.commands) == [name]
    one, other = alone.commands[name], whole.commands[name]
    assert (one.help, one.epilog) == (other.help, other.epilog)
    assert [vars_of(option) for option in one.params] == [vars_of(option) for option in other.params]


def vars_of(option: object) -> dict[str, str]:
    return {key: str(value) for key, value in vars(option).items() if " at 0x" not in str(value)}


def test_a_command_line_needs_its_command_or_all() -> None:
    assert list(needed(["extract", "--help"])) == ["extract"]
    for arguments in ([], ["--help"], ["-V", "extract"], ["extrat"]):
        assert list(needed(arguments)) == list(COMMANDS)


def test_the_whole_is_the_application_of_the_module() -> None:
    assert tavoiteparse.cli.app is tavoiteparse.cli.app
    with pytest.raises(AttributeError, match="has no attribute 'gone'"):
        tavoiteparse.cli.gone  # noqa: B018
