"""What the program says stands in its catalogues in Finnish and Swedish, with the same arguments, and compiled."""

import ast
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

import tavoiteparse
from conftest import ROOT, help_texts
from tavoiteparse.source import messages

LANGUAGES = ("fi", "sv")
SOURCES = ROOT / "src" / "tavoiteparse"
# The calls whose texts are messages, with the places of these among their arguments.
KEYWORDS = {"N_": (1,), "Phrase": (1,), "translated": (1,), "filled": (1,), "Code": (2, 3), "Rule": (3, 4)}


def file(language: str, ending: str) -> Path:
    return messages.FOLDER / language / "LC_MESSAGES" / f"{messages.DOMAIN}.{ending}"


def catalogue(language: str) -> Catalog:
    with file(language, "po").open("rb") as opened:
        return read_po(opened, locale=language, domain=messages.DOMAIN)


def gathered() -> Iterator[str]:
    """All texts that are said: those of the calls above, and the help of the commands."""
    methods = [("**.py", "python"), ("**/templates/**.html", "jinja2")]
    options = {pattern: {"encoding": "utf-8"} for pattern, _ in methods}
    found = extract_from_dir(SOURCES, methods, options, KEYWORDS)
    for _, _, texts, _, _ in found:
        yield from (text for text in ([texts] if isinstance(texts, str) else texts) if text and text.strip())
    yield from help_texts()


def arguments(text: str) -> set[tuple[str, str | None]]:
    return {(name, conversion) for _, name, _, conversion in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_missing_or_left_over(language: str) -> None:
    wanted = set(gathered())
    has = {str(one.id): str(one.string) for one in catalogue(language) if one.id}
    assert sorted(wanted - has.keys()) == []
    assert sorted(has.keys() - wanted) == []
    assert [text for text, said in has.items() if not said or "fuzzy" in said] == []


def test_no_text_stands_inside_another_text() -> None:
    """Some versions of the tool that gathers them do not look into f-strings."""
    hidden = []
    for path in SOURCES.rglob("*.py"):
        for outer in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for call in ast.walk(outer) if isinstance(outer, ast.JoinedStr) else ():
                if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in KEYWORDS:
                    hidden += [ast.unparse(call) for one in call.args[:1] if isinstance(one, ast.Constant)]
    assert hidden == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_have_the_same_arguments_spaces_and_commands(language: str) -> None:
    for one in catalogue(language):
        text, said = str(one.id), str(one.string)
        if text:
            assert arguments(text) == arguments(said), text
            assert (text[0] == " ", text[-1] == " ") == (said[0] == " ", said[-1] == " "), text
            assert text.count("`") == said.count("`"), text


@pytest.mark.parametrize("language", LANGUAGES)
def test_compiled_catalogues_are_those_of_their_sources(language: str, write_goldens: bool) -> None:
    out = BytesIO()
    write_mo(out, catalogue(language))
    if write_goldens:
        file(language, "mo").write_bytes(out.getvalue())
    assert file(language, "mo").read_bytes() == out.getvalue(), "run `just goldens`"


def test_the_library_speaks_english_unless_it_is_told() -> None:
    (found,) = [one for one in tavoiteparse.read_text("Hei\n").diagnostics if one.code == "no-goals"]
    assert found.message == "no goals were found; no grammar's signs are in it"
    with messages.speaking("fi"):
        assert found.message == "tavoitteita ei löytynyt; siinä ei ole minkään kieliopin tuntomerkkejä"
    with messages.speaking("sv"):
        assert found.help.startswith("kontrollera att detta är en målrapport;")
    assert found.help.startswith("check that")
    (said,) = [one for one in tavoiteparse.read_text("Hei\n", language="fi").diagnostics if one.code == "no-goals"]
    assert said.message.startswith("tavoitteita ei löytynyt; ")
    with pytest.raises(tavoiteparse.ReadError, match="tiedostoa ei ole"):
        tavoiteparse.read_file("nowhere.txt", language="fi")
    with pytest.raises(ValueError, match="no language 'de'; there are fi, sv, en"), messages.speaking("de"):
        pass
    assert messages.language() == "en"


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "fi_FI.UTF-8"}, "fi"),
        ({"LANG": "sv_FI"}, "sv"),
        ({"LANG": "fi_FI.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "fi_FI.UTF-8", "LC_MESSAGES": "sv_FI.UTF-8"}, "sv"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "POSIX"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8", "TAVOITEPARSE_LANG": "sv"}, "sv"),
        ({"LC_ALL": "", "LANG": "fi"}, "fi"),
        ({}, "en"),
    ],
)
def test_the_environment_asks_for_a_language(environment: dict[str, str], language: str) -> None:
    assert messages.of_environment(environment) == language
