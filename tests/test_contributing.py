"""What contributors are told is there: the tasks, the files, the hooks, the questions of a form."""

import re
from typing import Any

import pytest
import yaml

from conftest import ROOT

CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
JUSTFILE = (ROOT / "justfile").read_text(encoding="utf-8")
FORMS = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml"))


def loaded(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


def test_each_task_that_is_named_is_in_the_justfile_and_the_other_way_round() -> None:
    named = set(re.findall(r"`just (\w+)`", CONTRIBUTING))
    assert named == set(re.findall(r"^(\w+):$", JUSTFILE, re.MULTILINE)) - {"default"}


def test_files_that_are_named_are_there() -> None:
    named = re.findall(r"`([\w./-]+/[\w./-]*|[\w-]+\.md)`|\]\(([^)#:]+)\)", CONTRIBUTING)
    assert len(named) >= 20
    for quoted, linked in named:
        assert (ROOT / (quoted or linked)).exists(), quoted or linked


def test_names_of_code_that_recipes_give_are_there() -> None:
    for name, file in {
        "test_statuses": "tests/language/test_figures.py", "test_labels": "tests/reading/test_stages.py",
        "opened": "tests/tables/test_tables.py", "CODES": "src/tavoiteparse/contract/diagnostics.py",
        "FORMATS": "src/tavoiteparse/checking/reports/__init__.py", "RULES": "src/tavoiteparse/checking/rules/text.py",
    }.items():  # fmt: skip
        assert f"`{name}`" in CONTRIBUTING
        assert re.search(rf"^(?:def )?{name}\b", (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE), name


def test_each_recipe_of_the_table_has_its_section() -> None:
    table = re.findall(r"^\| (an? .+?) \| \d", CONTRIBUTING, re.MULTILINE)
    sections = re.findall(r"^### (.+)$", CONTRIBUTING, re.MULTILINE)
    assert [name.replace("`", "").casefold() for name in sections] != []
    assert sorted(name.replace("`", "").casefold() for name in table) == sorted(map(str.casefold, sections))


def test_the_hook_that_others_use_runs_here_as_well() -> None:
    (offered,) = loaded(".pre-commit-hooks.yaml")
    (own,) = [hook for hook in loaded(".pre-commit-config.yaml")["repos"][0]["hooks"] if hook["id"] == offered["id"]]
    assert (own["name"], own["entry"], own["types"]) == (offered["name"], offered["entry"], offered["types"])


@pytest.mark.parametrize("file", FORMS, ids=lambda file: file.stem)
def test_forms_ask_for_what_a_form_may_ask(file: Any) -> None:
    form = loaded(str(file))
    assert {"name", "description", "body"} <= set(form)
    assert len({field["id"] for field in form["body"]}) == len(form["body"])
    for field in form["body"]:
        assert field["type"] in ("textarea", "input")
        assert field["attributes"]["label"]


def test_the_form_about_reading_asks_for_all_that_is_needed() -> None:
    asked = [field["id"] for field in loaded(".github/ISSUE_TEMPLATE/1-reading.yml")["body"]]
    assert asked[:4] == ["text", "command", "explain", "expected"]
