"""Findings as GitHub workflow commands, which GitHub shows in the files of a change."""

from collections.abc import Mapping
from pathlib import PurePath
from typing import TYPE_CHECKING

from tavoiteparse.checking.finding import Finding, Results
from tavoiteparse.contract.diagnostics import Severity
from tavoiteparse.source.shown import shown

if TYPE_CHECKING:
    from tavoiteparse.checking.rules import Entry

LEVELS = {Severity.error: "error", Severity.warning: "warning", Severity.info: "notice"}
DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
PROPERTY = {**DATA, ":": "%3A", ",": "%2C"}


def report(results: Results, entries: "Mapping[str, Entry] | None" = None) -> str:
    """One command a finding."""
    return "".join(map(_command, results.findings))


def _command(finding: Finding) -> str:
    place = finding.place
    properties = {
        "file": PurePath(finding.file).as_posix(),
        "line": place.line,
        "endLine": place.end_line,
        "col": place.column,
        "endColumn": place.end_column,
        "title": finding.code,
    }
    if place.end_line != place.line:
        del properties["col"], properties["endColumn"]  # GitHub takes columns only inside one line
    where = f"{finding.where}: " if finding.where else ""
    said = ",".join(f"{name}={_escaped(str(value), PROPERTY)}" for name, value in properties.items())
    return f"::{LEVELS[finding.severity]} {said}::{_escaped(f'{where}{finding.message}. {finding.help}', DATA)}\n"


def _escaped(text: str, signs: Mapping[str, str]) -> str:
    return "".join(signs.get(character) or shown(character) for character in text)
