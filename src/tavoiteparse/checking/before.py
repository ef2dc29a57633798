"""The report that others are held to: the plan, or the one before, of `validate --against`."""

from functools import lru_cache
from pathlib import PurePath
from typing import NamedTuple

from tavoiteparse.checking.data_names import SUFFIXES
from tavoiteparse.contract.model import Kausi, Raportti
from tavoiteparse.documents.read import Limits, ReadError, read_path
from tavoiteparse.judging.matching import Entry, Pair, entries, paired
from tavoiteparse.language.grammar import find_grammar
from tavoiteparse.language.municipalities import is_one_town
from tavoiteparse.pipeline import has_goals, read_report
from tavoiteparse.source.messages import filled


class Before(NamedTuple):
    """An earlier report, its indicators ready to be matched."""

    name: str
    organisaatio: str | None
    kausi: Kausi | None
    entries: list[Entry]


class Against(NamedTuple):
    """A report held to an earlier one: indicators that are in both, and those that are gone."""

    before: Before
    pairs: list[Pair]
    gone: list[Entry]


@lru_cache(maxsize=1)
def before_of(path: str, grammar: str | None, encoding: str | None, limits: Limits | None) -> Before:
    """An earlier report, read once in each process. Raises ReadError, also without goals in it, and GrammarError."""
    raportti = _read(path, grammar, encoding, limits)
    if raportti is None or not has_goals(raportti):
        raise ReadError(filled("{path}: holds no goals to hold a report to", {"path": path}))
    return Before(path, raportti.organisaatio, raportti.kausi, entries(raportti))


def _read(path: str, grammar: str | None, encoding: str | None, limits: Limits | None) -> Raportti | None:
    source = read_path(path, encoding, limits)
    if PurePath(path).suffix.casefold() not in SUFFIXES:
        return read_report(source, find_grammar(grammar) if grammar is not None else None).raportti
    from tavoiteparse.checking.data_file import read_documents  # which loads pydantic

    found = [document.raportti for document in read_documents(source)]
    return found[-1] if found else None


def held_to(raportti: Raportti, before: Before) -> Against:
    """A report beside an earlier one. Raises ReadError where it is of another town."""
    if raportti.organisaatio and before.organisaatio and not is_one_town(raportti.organisaatio, before.organisaatio):
        raise ReadError(
            filled(
                "is of {town}, and {name} of {other}: not compared",
                {"town": raportti.organisaatio, "name": before.name, "other": before.organisaatio},
            )
        )
    pairs = paired(before.entries, entries(raportti))
    kept = {pair.old.at for pair in pairs}
    return Against(before, pairs, [entry for entry in before.entries if entry.at not in kept])
