"""Every rule finds its wrong example and passes its right one; the page about them is theirs word for word."""

import pytest

import tavoiteparse
from conftest import ROOT
from tavoiteparse.checking import rules
from tavoiteparse.checking.before import Before
from tavoiteparse.checking.config import Config
from tavoiteparse.checking.rules import GROUPS, catalogue, groups
from tavoiteparse.checking.rules.page import page
from tavoiteparse.checking.rules.subject import make_subject
from tavoiteparse.contract.diagnostics import CODES
from tavoiteparse.judging.matching import entries
from tavoiteparse.strict.yaml import load

RULES = {rule.slug: rule for rules in GROUPS.values() for rule in rules}
WITHOUT_EXAMPLES = {"unread-line", "schema", "unreadable", "joined-word", "lost-columns", "page-without-text"}


def codes(slug: str, text: str, before: str | None = None) -> list[str]:
    """The findings of one code in a text, which may be held to another one."""
    reading = tavoiteparse.read_text(text, positions=True)
    if slug in CODES:
        return [one.code for one in reading.diagnostics if one.code == slug]
    plan = None
    if before is not None:
        earlier = tavoiteparse.read_text(before).raportti
        plan = Before("plan.txt", earlier.organisaatio, earlier.kausi, entries(earlier))
    source = reading.source
    lines = [source.line(number) for number in range(1, len(source.line_starts) + 1)]
    subject = make_subject(reading.raportti, reading.choice.grammar, lines, before=plan)
    return [slug for _ in RULES[slug].check(subject)]


@pytest.mark.parametrize("slug", [slug for slug in groups() if slug not in WITHOUT_EXAMPLES])
def test_wrong_example_is_found_and_right_one_passes(slug: str) -> None:
    entry = catalogue()[slug]
    assert entry.wrong is not None
    assert entry.right is not None
    assert codes(slug, entry.wrong, entry.before)
    assert not codes(slug, entry.right, entry.before)


@pytest.mark.parametrize("slug", groups())
def test_every_code_is_explained_in_two_languages(slug: str) -> None:
    entry = catalogue()[slug]
    assert len(entry.fi.split()) >= 6
    assert len(entry.en.split()) >= 6
    assert entry.fi != entry.en


def test_a_rule_that_is_not_explained_says_where_to_explain_it(monkeypatch: pytest.MonkeyPatch) -> None:
    forgotten = RULES["mojibake"]._replace(slug="lost-page")
    monkeypatch.setattr(rules, "GROUPS", {**GROUPS, "text": (*GROUPS["text"], forgotten)})
    with pytest.raises(LookupError) as error:
        catalogue.__wrapped__()
    assert str(error.value) == (
        "the finding 'lost-page' is not explained; add it to src/tavoiteparse/checking/rules/catalogue.yaml"
    )
    assert (ROOT / rules.WORDS).is_file()


def test_every_entry_explains_a_finding() -> None:
    entries = load(ROOT / rules.WORDS, rules.Catalogue, rules.WORDS, "entries").entries
    assert set(entries) == set(groups())


def test_the_page_is_that_of_the_catalogue(write_goldens: bool) -> None:
    file = ROOT / "docs" / "rules.md"
    if write_goldens:
        file.write_text(page(catalogue()), encoding="utf-8")
    assert file.read_text(encoding="utf-8") == page(catalogue())


def test_messages_and_help_are_one_line_without_full_stop() -> None:
    for rule in RULES.values():
        for text in (rule.message, rule.help):
            assert "\n" not in text
            assert not text.endswith(".")


def test_slugs_are_told_apart_from_groups() -> None:
    assert not set(groups()) & set(groups().values())
    assert Config().severity_of("mojibake", RULES["mojibake"].severity) is RULES["mojibake"].severity
