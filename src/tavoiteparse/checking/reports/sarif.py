"""Findings as SARIF 2.1.0 (OASIS), which code scanning services read."""

import json
import os
from collections.abc import Mapping
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from tavoiteparse.checking.finding import UNREADABLE, Finding, Results
from tavoiteparse.contract.diagnostics import Severity
from tavoiteparse.source.messages import language, translated
from tavoiteparse.source.shown import harmless_json
from tavoiteparse.source.version import __version__

if TYPE_CHECKING:
    from tavoiteparse.checking.rules import Entry

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {Severity.error: "error", Severity.warning: "warning", Severity.info: "note"}


def report(results: Results, entries: "Mapping[str, Entry]") -> str:
    """One log with one run; a file that could not be read is a notification, and the run then no success."""
    found = [(finding, number) for finding, number in results.numbered() if finding.code != UNREADABLE]
    codes = list(dict.fromkeys(finding.code for finding, _ in found))
    unread = [finding for finding in results.findings if finding.code == UNREADABLE]
    invocation: dict[str, Any] = {"executionSuccessful": not unread}
    if unread:
        invocation["toolExecutionNotifications"] = [
            {"level": "error", "message": {"text": one.message}, "locations": [{"physicalLocation": _artifact(one)}]}
            for one in unread
        ]
    run = {
        "tool": {
            "driver": {
                "name": "tavoiteparse",
                "version": __version__,
                "rules": [_rule(entries[code]) for code in codes],
            }
        },
        "invocations": [invocation],
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, number, codes.index(finding.code)) for finding, number in found],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return harmless_json(json.dumps(log, ensure_ascii=False, indent=2)) + "\n"


def _rule(entry: "Entry") -> dict[str, Any]:
    said = " ".join(entry.said(language()).split())
    return {
        "id": entry.slug,
        "shortDescription": {"text": said.split(". ")[0].rstrip(".") + "."},
        "fullDescription": {"text": said},
        "help": {"text": f"{translated(entry.help)}. {' '.join(entry.fi.split())}"},
        "defaultConfiguration": {"level": LEVELS[entry.severity]},
        "properties": {"tags": [entry.group]},
    }


def _result(finding: Finding, number: int, index: int) -> dict[str, Any]:
    place = finding.place
    region = {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column + 1,  # SARIF's is the column after the last character
    }
    return {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [_location(finding, region)],
        "partialFingerprints": {"tavoiteparse/1": f"{finding.key}:{number}"},
    }


def _location(finding: Finding, region: dict[str, int]) -> dict[str, Any]:
    """The file itself, the lines as they are told, and of a file without lines its page or cell."""
    physical = {"physicalLocation": {**_artifact(finding), "region": region}}
    if not finding.where:
        return physical
    return {**physical, "logicalLocations": [{"fullyQualifiedName": finding.where}]}


def _artifact(finding: Finding) -> dict[str, Any]:
    path = PurePath(finding.file)
    uri = Path(finding.file).as_uri() if path.is_absolute() else quote(os.fsencode(path.as_posix()))
    return {"artifactLocation": {"uri": uri}}
