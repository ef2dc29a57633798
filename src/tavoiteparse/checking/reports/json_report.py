"""Findings as JSON of our own: every field of each, and the counts."""

import json
from collections.abc import Mapping
from pathlib import PurePath
from typing import TYPE_CHECKING

from tavoiteparse.checking.finding import Finding, Results
from tavoiteparse.contract.diagnostics import Severity
from tavoiteparse.source.shown import harmless_json

if TYPE_CHECKING:
    from tavoiteparse.checking.rules import Entry

SKEEMA = "tavoiteparse-findings/1"


def report(results: Results, entries: "Mapping[str, Entry] | None" = None) -> str:
    """One JSON object."""
    counts = {severity.name: results.count(severity) for severity in sorted(Severity, reverse=True)}
    unread = [PurePath(checked.file).as_posix() for checked in results.files if not checked.read]
    data = {
        "skeema": SKEEMA,
        "summary": {"files": len(results.files), "unreadable": unread, **counts, "rested": results.rested},
        "findings": [_fields(finding) for finding in results.findings],
    }
    return harmless_json(json.dumps(data, ensure_ascii=False, indent=2)) + "\n"


def _fields(finding: Finding) -> dict[str, object]:
    return {
        "file": PurePath(finding.file).as_posix(),
        **finding.place._asdict(),
        "place": finding.where or None,
        "severity": finding.severity.name,
        "code": finding.code,
        "message": finding.message,
        "help": finding.help,
        "key": finding.key,
    }
