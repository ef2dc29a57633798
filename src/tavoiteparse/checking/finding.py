"""The nouns of validation: a finding with its place, and the results of one run. Reports are written from these."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from tavoiteparse.contract.diagnostics import Severity

UNREADABLE = "unreadable"  # the code of an input that could not be read at all


class Place(NamedTuple):
    """Where a finding stands in its file; all count from 1, and the end is that of its last character."""

    line: int
    column: int
    end_line: int
    end_column: int


WHOLE = Place(1, 1, 1, 1)  # of a finding about the whole file


class Finding(NamedTuple):
    """One finding about one file, ready to be shown.

    `file` is the path as it was given, `excerpt` the text of its line (empty where there is none); `key` stays the same
    when lines above it come or go, and tells findings of one file apart from each other. `where` is the place in a file
    that has no lines: `s. 3`, `Taulukko!B7`; `place` and `excerpt` are then of the text that it was converted to.
    """

    file: str
    place: Place
    severity: Severity
    code: str
    message: str
    help: str
    excerpt: str
    key: str
    where: str = ""

    @property
    def cited(self) -> str:
        """How the finding is cited behind the name of its file: `:3:14`, or `, s. 3`."""
        return f", {self.where}" if self.where else f":{self.place.line}:{self.place.column}"


class Checked(NamedTuple):
    """One file of a run: `read` is false where it could not be read; counts are of the whole file.

    `is_report` is false of a text in which nothing at all speaks for a report, no grammar's sign and no label.
    """

    file: str
    read: bool
    goals: int
    indicators: int
    findings: list[Finding]
    is_report: bool = True


class Results(NamedTuple):
    """A whole run, files in their order; `rested` counts the findings that a baseline lets rest."""

    files: list[Checked]
    rested: int = 0

    @property
    def findings(self) -> list[Finding]:
        """All findings, file by file."""
        return [finding for checked in self.files for finding in checked.findings]

    def numbered(self) -> Iterator[tuple[Finding, int]]:
        """All findings, each with its number among those of its file that have the same code and key."""
        seen = Counter[tuple[str, str, str]]()
        for finding in self.findings:
            same = finding.file, finding.code, finding.key
            seen[same] += 1
            yield finding, seen[same]

    def count(self, severity: Severity) -> int:
        """How many findings are of this severity."""
        return sum(finding.severity is severity for finding in self.findings)
