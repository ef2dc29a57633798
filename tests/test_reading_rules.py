"""docs/reading.md and the code name the same rules, with witnesses that are there; docs/sanasto.md has all terms."""

import ast
import json
import re
from functools import cache
from pathlib import Path

import pytest

from conftest import ROOT

PAGE = (ROOT / "docs" / "reading.md").read_text(encoding="utf-8")
OPENING = PAGE.partition("\n## The way of two lines\n")[2].partition("\n## ")[0]
GLOSSARY = (ROOT / "docs" / "sanasto.md").read_text(encoding="utf-8")
RULES = {part.partition("\n")[0]: part for part in re.split(r"^### ", PAGE, flags=re.MULTILINE)[1:]}
CITED = [
    file
    for folder in ("src", "grammars", "tests", "docs")
    for file in sorted((ROOT / folder).rglob("*"))
    if file.suffix in (".py", ".yaml", ".md") and file != Path(__file__)
]
CITATION = re.compile(r"\b[Rr]ules? ((?:`[a-z-]+`(?:, | and | to )?)+)")
NUMBERED = re.compile(r"\b[Rr]ules? \d")
WITNESS = re.compile(r"`([\w.-]+/[\w./-]+)` lines? ((?:\d+(?:–\d+)?(?:, )?)+)")
NAME = re.compile(r"`([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)`")


def text_of(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def names_in(body: list[ast.stmt], above: str) -> set[str]:
    """The whole names of what a module or class defines: functions, classes, constants, fields."""
    found = set()
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(f"{above}.{node.name}")
        if isinstance(node, ast.ClassDef):
            found |= names_in(node.body, f"{above}.{node.name}")
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        found |= {f"{above}.{target.id}" for target in targets if isinstance(target, ast.Name)}
    return found


@cache
def names() -> set[str]:
    """The whole names of all modules of the program and of what they define."""
    found = set()
    for file in (ROOT / "src").rglob("*.py"):
        module = ".".join(file.relative_to(ROOT / "src").with_suffix("").parts).removesuffix(".__init__")
        found |= {module, *names_in(ast.parse(text_of(file)).body, module)}
    return found


def witness_file(name: str) -> Path:
    """`pori/2023-q3` is a sample; `corpus/…` is one of the tests'."""
    folder = ROOT / "tests" / "reading" if name.startswith("corpus/") else ROOT / "samples"
    return folder / f"{name}.txt"


def test_rules_are_named_once_and_each_has_a_witness() -> None:
    slugs = re.findall(r"^### (.*)$", PAGE, re.MULTILINE)
    assert len(slugs) == len(set(slugs))
    assert not [slug for slug in slugs if not re.fullmatch(r"[a-z]+(?:-[a-z]+)*", slug)]
    assert not [slug for slug, text in RULES.items() if not WITNESS.search(text.partition("\nWitness: ")[2])]


@pytest.mark.parametrize("file", CITED, ids=lambda file: str(file.relative_to(ROOT)))
def test_a_cited_rule_has_its_place_on_the_page(file: Path) -> None:
    cited = [slug for found in CITATION.findall(text_of(file)) for slug in re.findall(r"`([a-z-]+)`", found)]
    assert not set(cited) - RULES.keys()
    assert not NUMBERED.search(text_of(file))


def test_witnesses_stand_where_the_page_says() -> None:
    missing = []
    for name, numbers in WITNESS.findall(PAGE):
        lines = text_of(witness_file(name)).split("\n") if witness_file(name).exists() else []
        for number in map(int, re.findall(r"\d+", numbers)):
            if number > len(lines) or not lines[number - 1].strip():
                missing.append(f"{name}:{number}")
    assert not missing


def test_names_in_the_way_of_two_lines_are_those_of_the_code() -> None:
    used = NAME.findall(OPENING)
    assert len(used) > 20
    assert not [name for name in used if not any(one.endswith(f".{name}") for one in names())]


def terms() -> list[str]:
    """The first column of the glossary."""
    lines = [line for line in GLOSSARY.splitlines() if line.startswith("| ")]
    return [line.split("|")[1].strip() for line in lines[2:]]


def properties_of(schema: object) -> set[str]:
    """The keys of all `properties` in a JSON Schema."""
    if isinstance(schema, list):
        return set().union(*map(properties_of, schema))
    if not isinstance(schema, dict):
        return set()
    own = set(schema["properties"]) if isinstance(schema.get("properties"), dict) else set()
    return own.union(*map(properties_of, schema.values()))


def roles() -> set[str]:
    """The words of the type `Role`, wherever in the wing of language it stands."""
    for file in (ROOT / "src" / "tavoiteparse" / "language").glob("*.py"):
        for node in ast.parse(text_of(file)).body:
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "Role":
                assert isinstance(node.value, ast.Subscript)
                return set(ast.literal_eval(node.value.slice))
    raise AssertionError("no type Role")


def test_every_term_of_the_contract_and_every_role_stands_in_the_glossary() -> None:
    contract = properties_of(json.loads(text_of(ROOT / "docs" / "schema.json")))
    assert len(contract) > 40
    assert len(roles()) > 10
    assert not (contract | roles()) - set(terms())
    assert len(terms()) == len(set(terms()))
