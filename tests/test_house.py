"""The house: wings in their order, one folder of tests a wing, and no town in the engine."""

import ast
import re
from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path

import pytest

from conftest import ROOT
from tavoiteparse.language.grammar import grammars

SOURCE = ROOT / "src" / "tavoiteparse"
# From the top down: each imports only what stands after it. `api`, `redaction` and `pipeline` are modules between wings.
WINGS = (
    "cli", "batch", "page", "compare", "checking", "tables", "judging", "authoring", "api", "redaction", "pipeline",
    "reading", "documents", "storage", "language", "contract", "strict", "source",
)  # fmt: skip
DOORS = {"__init__", "__main__", "spark"}  # they hand names on, from whichever wing has them


def wing_of(module: str) -> str:
    """The wing of a module by its whole name: `tavoiteparse.reading.mark` is in `reading`."""
    return module.split(".")[1] if "." in module else module


def imports(file: Path) -> set[str]:
    """The whole names of our modules that a file imports, wherever in it: at the top, in a function, for types only."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: an import that is not by its whole path"
            package = str(node.module)
            folder = SOURCE.parent / Path(*package.split("."))
            found |= {
                f"{package}.{name.name}" if (folder / f"{name.name}.py").exists() or (folder / name.name).is_dir()
                else package
                for name in node.names
            }  # fmt: skip
    return {module for module in found if module.split(".")[0] == "tavoiteparse"}


@cache
def arrows() -> dict[tuple[str, str], set[str]]:
    """Which wings import which, and the files that do; arrows inside a wing are left out."""
    found: dict[tuple[str, str], set[str]] = {}
    for file in SOURCE.rglob("*.py"):
        parts = file.relative_to(SOURCE).with_suffix("").parts
        if parts[0] in DOORS:
            continue
        for module in imports(file):
            if wing_of(module) != parts[0]:
                found.setdefault((parts[0], wing_of(module)), set()).add(str(file.relative_to(SOURCE)))
    return found


@pytest.mark.parametrize("wing", WINGS)
def test_a_wing_imports_only_wings_below_it(wing: str) -> None:
    upward = {
        f"{', '.join(sorted(files))} imports {lower}"
        for (upper, lower), files in arrows().items()
        if upper == wing and (lower not in WINGS or WINGS.index(lower) < WINGS.index(upper))
    }
    assert not upward


def picture() -> dict[str, tuple[str, set[str]]]:
    """docs/house.md, from the top down: each wing with its sentence and the wings that its arrow names."""
    (text,) = re.findall(r"```text\n(.*?)```", (ROOT / "docs" / "house.md").read_text(encoding="utf-8"), re.DOTALL)
    found: dict[str, tuple[str, set[str]]] = {}
    for wing, sentence, lower in re.findall(r"^(\w+) +(.+)(?:\n +→ (.+))?$", text, re.MULTILINE):
        found[wing] = (sentence, set(lower.split()))
    assert text.count("\n") == 2 * len(found) - 1, "a line that is no wing, sentence or arrow"
    return found


def amiss(drawn: set[tuple[str, str]], real: Mapping[tuple[str, str], Collection[str]]) -> list[str]:
    """In words: arrows of the code that are not drawn, and drawn ones that are not in the code."""
    missing = [
        f"draw {upper} → {lower}: {', '.join(sorted(real[upper, lower]))}" for upper, lower in real.keys() - drawn
    ]
    return sorted(
        missing + [f"take {upper} → {lower} away: nothing imports it" for upper, lower in drawn - real.keys()]
    )


def test_the_picture_of_the_house_is_true() -> None:
    assert tuple(picture()) == WINGS
    assert amiss({(wing, lower) for wing, (_, below) in picture().items() for lower in below}, arrows()) == []


def test_an_arrow_too_few_or_too_many_is_named() -> None:
    real = {("cli", "source"): {"cli/a.py", "cli/b.py"}, ("strict", "source"): {"strict/c.py"}}
    assert amiss({("strict", "source"), ("tables", "reading")}, real) == [
        "draw cli → source: cli/a.py, cli/b.py",
        "take tables → reading away: nothing imports it",
    ]


def test_the_sentences_of_the_picture_are_those_of_the_wings() -> None:
    for wing, (sentence, _) in picture().items():
        file = SOURCE / wing / "__init__.py"
        own = ast.get_docstring(
            ast.parse((file if file.exists() else SOURCE / f"{wing}.py").read_text(encoding="utf-8"))
        )
        assert own is not None
        assert " ".join(own.split()).startswith(sentence), wing


def test_every_folder_is_a_wing_with_a_sentence_of_its_own() -> None:
    folders = {file.parent.name for file in SOURCE.glob("*/__init__.py")}
    modules = {file.stem for file in SOURCE.glob("*.py")}
    assert folders | (modules - DOORS) == set(WINGS)
    for folder in folders:
        assert ast.get_docstring(ast.parse((SOURCE / folder / "__init__.py").read_text(encoding="utf-8"))), folder


def test_the_tests_stand_in_folders_of_the_same_names() -> None:
    folders = {file.parent.name for file in (ROOT / "tests").glob("*/test_*.py")}
    assert folders <= set(WINGS)


def test_doors_hand_names_on_and_no_more() -> None:
    for name in ("__main__", "spark"):
        tree = ast.parse((SOURCE / f"{name}.py").read_text(encoding="utf-8"))
        assert not [node for node in tree.body if isinstance(node, (ast.FunctionDef, ast.ClassDef))], name


def test_the_engine_names_no_town() -> None:
    towns = [name.split("-")[0] for name in grammars() if name != "yleinen"]
    for file in (ROOT / "src").rglob("*.py"):
        code = "\n".join(line for line in file.read_text(encoding="utf-8").splitlines() if not is_prose(line))
        assert not [town for town in towns if f'"{town}' in code.casefold()], file


def is_prose(line: str) -> bool:
    return line.lstrip().startswith(("#", '"""'))
