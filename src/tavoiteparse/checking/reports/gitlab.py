"""Findings as a Code Quality report of GitLab, which it shows in merge requests."""

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import PurePath
from typing import TYPE_CHECKING

from tavoiteparse.checking.finding import Results
from tavoiteparse.contract.diagnostics import Severity
from tavoiteparse.source.shown import harmless_json

if TYPE_CHECKING:
    from tavoiteparse.checking.rules import Entry

LEVELS = {Severity.error: "critical", Severity.warning: "minor", Severity.info: "info"}


def report(results: Results, entries: "Mapping[str, Entry] | None" = None) -> str:
    """A JSON array; equal findings of one file are told apart by their number."""
    found = []
    for finding, number in results.numbered():
        path = PurePath(finding.file).as_posix()
        said = "\0".join((path, finding.code, finding.key, str(number)))
        fingerprint = sha256(said.encode("utf-8", "backslashreplace")).hexdigest()
        found.append(
            {
                "description": f"{finding.where}: {finding.message}" if finding.where else finding.message,
                "check_name": finding.code,
                "fingerprint": fingerprint,
                "severity": LEVELS[finding.severity],
                "location": {
                    "path": path,
                    "lines": {"begin": finding.place.line, "end": finding.place.end_line},
                },
            }
        )
    return harmless_json(json.dumps(found, ensure_ascii=False, indent=2)) + "\n"
