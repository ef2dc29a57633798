"""The way of a report, in the order of its stages. Read this first.

`read → split → choose → shape → mark → assemble → check → render`; nothing flows back. Each stage is a function of what
the one before it returned. `source/text.py` has the nouns they pass on, `contract/model.py` what comes out.
"""

from typing import NamedTuple

from tavoiteparse.contract.diagnostics import Diagnostic
from tavoiteparse.contract.model import SKEEMA, Raportti
from tavoiteparse.language.grammar import Grammar, grammars
from tavoiteparse.language.pattern import begin_file
from tavoiteparse.reading.assemble import State, assemble
from tavoiteparse.reading.assemble.emit import Emitter
from tavoiteparse.reading.assemble.head import find_organisation, find_period
from tavoiteparse.reading.check import check, coverage
from tavoiteparse.reading.choose import Choice, choose, forced
from tavoiteparse.reading.legend import explained
from tavoiteparse.reading.mark import mark
from tavoiteparse.reading.shape import shape
from tavoiteparse.reading.split import split
from tavoiteparse.source.text import Line, Source, as_given
from tavoiteparse.strict.records import made


class Reading(NamedTuple):
    """One report as it was read: the data, the findings, and what `explain` shows of the way between."""

    source: Source
    raportti: Raportti
    diagnostics: list[Diagnostic]
    choice: Choice
    lines: list[Line]
    state: State


def read_report(source: Source, grammar: Grammar | None = None, positions: bool = False) -> Reading:
    """Reads one text. `grammar` forces a grammar; `positions` adds the place of every value to the report."""
    begin_file()
    lines = split(source)
    choice = choose(source, lines, grammars()) if grammar is None else forced(source, lines, grammar)
    grammar = explained(source, choice.grammar)
    rows = shape(source, lines, grammar)
    marks = mark(source, rows, grammar)
    state = assemble(source, marks, grammar)
    raportti = report_of(state, lines, positions)
    noted = [Diagnostic(note.code, note.span, note.arguments) for note in source.notes]
    diagnostics = noted + check(state, lines, choice, has_goals=has_goals(raportti))
    return Reading(source, raportti, diagnostics, choice, lines, state)


def has_goals(raportti: Raportti) -> bool:
    """Whether any section of the report holds a goal."""
    sections = list(raportti.osiot)
    while sections:
        section = sections.pop()
        if any(content.tyyppi == "tavoite" for content in section.sisalto):
            return True
        sections += section.osiot
    return False


def report_of(state: State, lines: list[Line], positions: bool, in_text: bool = False) -> Raportti:
    """What was built, as the contract; tests hold it to the validator, which those need who bring data from outside.

    With `in_text` its lines are those of the text that a file was converted to, also where the file has its own.
    """
    source, grammar = state.source, state.grammar
    emitter = Emitter(source, grammar, positions, in_text)
    data: dict[str, object] = {
        "skeema": SKEEMA,
        "lahde": {
            "tiedosto": as_given(source.name),
            "muoto": source.form,
            "sha256": source.sha256,
            "koodaus": source.encoding,
            "kielioppi": grammar.name,
        },
        "kattavuus": coverage(lines, state.owners),
        "otsikko": state.title.text if state.title is not None else None,
        "organisaatio": find_organisation(state),
        "kausi": find_period(state),
        "osiot": [emitter.section(section) for section in state.sections],
    }
    if positions:
        heads = {"otsikko": state.title, "organisaatio": state.organisation}
        data["sijainnit"] = {name: emitter.place(text) for name, text in heads.items() if text is not None}
        data["perityt"] = []
    return made(Raportti, data)
