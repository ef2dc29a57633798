"""The rules of `validate`, by group: functions over a `Subject`. The catalogue explains each in words."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from tavoiteparse.checking.finding import UNREADABLE
from tavoiteparse.checking.rules import (
    accounts,
    against,
    agreement,
    figures,
    measurability,
    missing,
    structure,
    text,
    times,
    unfinished,
)
from tavoiteparse.checking.rules.subject import Rule
from tavoiteparse.contract.diagnostics import CODES, Severity
from tavoiteparse.source.messages import N_
from tavoiteparse.strict.records import record

AGAINST = "against"  # the group of rules that need another report beside this one
GROUPS: Mapping[str, tuple[Rule, ...]] = MappingProxyType(
    {
        "structure": missing.RULES + structure.RULES + unfinished.RULES,
        "measurability": measurability.RULES,
        "agreement": agreement.RULES + accounts.RULES + times.RULES + figures.RULES,
        "text": text.RULES,
        AGAINST: against.RULES,
    }
)
READING = "reading"  # the group of what reading itself finds
INPUT = "input"  # the group of inputs that are no reports
SCHEMA = "schema"
WORDS = "src/tavoiteparse/checking/rules/catalogue.yaml"  # as it is called in a checkout
INPUT_CODES: Mapping[str, str] = MappingProxyType(
    {
        SCHEMA: N_("correct the value, or write the file again with `tavoiteparse extract`"),
        UNREADABLE: N_("check the name, the encoding and the permissions"),
    }
)


class Entry(NamedTuple):
    """A rule as it is explained: `fi`, `sv` and `en` in words, `wrong` a text that it finds, `right` one it passes.

    `before` is the report that both are held to, where the rule needs one.
    """

    slug: str
    group: str
    severity: Severity
    on: bool
    help: str
    fi: str
    sv: str
    en: str
    wrong: str | None
    right: str | None

    def said(self, language: str) -> str:
        """What it means, in a language."""
        return {"fi": self.fi, "sv": self.sv}.get(language, self.en)

    before: str | None = None


@record
class Words:
    """What catalogue.yaml says of a rule."""

    fi: str
    sv: str
    en: str
    wrong: str | None = None
    right: str | None = None
    before: str | None = None


@record
class Catalogue:
    """catalogue.yaml: the words of each rule."""

    entries: dict[str, Words]


def groups() -> dict[str, str]:
    """The group of every code that a finding may have, in the order of the documentation."""
    ours = {rule.slug: group for group, rules in GROUPS.items() for rule in rules}
    return ours | dict.fromkeys(CODES, READING) | dict.fromkeys(INPUT_CODES, INPUT)


@cache
def catalogue() -> Mapping[str, Entry]:
    """Every code with its explanation, in the order of the documentation.

    Raises LookupError for a code that catalogue.yaml does not explain, which is a developer's slip.
    """
    from tavoiteparse.strict.yaml import load

    words = load(Path(__file__).parent / "catalogue.yaml", Catalogue, "catalogue.yaml", "entries").entries
    known = {rule.slug: (rule.severity, rule.on, rule.help) for rules in GROUPS.values() for rule in rules}
    known |= {slug: (code.severity, True, code.help) for slug, code in CODES.items()}
    known |= {slug: (Severity.error, True, help) for slug, help in INPUT_CODES.items()}
    entries = {}
    for slug, group in groups().items():
        severity, on, help = known[slug]
        said = words.get(slug)
        if said is None:
            raise LookupError(f"the finding {slug!r} is not explained; add it to {WORDS}")
        entries[slug] = Entry(
            slug, group, severity, on, help, said.fi, said.sv, said.en, said.wrong, said.right, said.before
        )
    return MappingProxyType(entries)
