"""A baseline: findings that were there and may rest, each with its reason, so that only new ones are shown."""

import os
from collections import Counter
from pathlib import Path
from typing import Annotated, Literal

from tavoiteparse.finding import UNREADABLE, Checked, Finding, Results
from tavoiteparse.schema import record
from tavoiteparse.strict_yaml import GrammarError, line_of, load

SKEEMA = "tavoiteparse-baseline/1"


@record
class Entry:
    """A finding that rests: `file` is relative to the baseline, `count` how often the file has it."""

    file: str
    code: str
    key: Annotated[str, "Which finding of this code; it does not change when lines move"]
    reason: str
    count: int = 1


@record
class BaselineFile:
    """The keys of a baseline."""

    skeema: Literal["tavoiteparse-baseline/1"]
    findings: list[Entry]


class Baseline:
    """A baseline ready for use."""

    def __init__(self, path: Path, entries: list[Entry]) -> None:
        self.path, self.entries = path, entries

    def name_of(self, file: str) -> str:
        """How the baseline calls a file: by its path from the baseline's folder."""
        return relative(file, self.path)


def relative(file: str, baseline: Path) -> str:
    """A file's path from the folder of a baseline, with forward slashes; standard input stays `-`."""
    return file if file == "-" else Path(os.path.relpath(file, baseline.resolve().parent)).as_posix()


def load_baseline(path: Path) -> Baseline:
    """Reads a baseline. Raises GrammarError with file and line; an entry without a reason is a mistake."""
    file = load(path, BaselineFile, str(path))
    for n, entry in enumerate(file.findings):
        if not entry.reason.strip():
            line = line_of(path.read_text(encoding="utf-8-sig"), ("findings", n, "reason"))
            raise GrammarError(path, line, f"findings.{n}.reason", "should say why the finding may rest")
    return Baseline(path, file.findings)


def apply(baseline: Baseline, results: Results) -> tuple[Results, list[Entry]]:
    """The results without what rests, and the entries that files of this run no longer have."""
    left = Counter[tuple[str, str, str]]()
    for entry in baseline.entries:
        left[entry.file, entry.code, entry.key] += entry.count
    files, rested = [], 0
    for checked in results.files:
        name = baseline.name_of(checked.file)
        shown: list[Finding] = []
        for finding in checked.findings:
            if finding.code != UNREADABLE and left[name, finding.code, finding.key] > 0:
                left[name, finding.code, finding.key] -= 1
                rested += 1
            else:
                shown.append(finding)
        files.append(checked._replace(findings=shown))
    seen = {baseline.name_of(checked.file) for checked in results.files if checked.read}
    gone = [entry for entry in baseline.entries if entry.file in seen and left[entry.file, entry.code, entry.key] > 0]
    return Results(files, rested), gone


def baseline_text(results: Results, reason: str, old: Baseline | None, path: Path) -> str:
    """A baseline, to be written to `path`, of all findings of a run; reasons of entries that stay are kept.

    Entries of files that were not checked in this run stay as they are.
    """
    import yaml

    reasons = {(entry.file, entry.code, entry.key): entry.reason for entry in (old.entries if old else ())}
    counts = Counter(key for checked in results.files for key in _keys(checked, path))
    checked_files = {relative(checked.file, path) for checked in results.files}
    entries = {key: (reasons.get(key, reason), count) for key, count in counts.items()}
    for entry in old.entries if old else ():
        if entry.file not in checked_files:
            entries[entry.file, entry.code, entry.key] = entry.reason, entry.count
    found = []
    for (file, code, key), (why, count) in sorted(entries.items()):
        one: dict[str, object] = {"file": file, "code": code, "key": key, "reason": why}
        found.append(one | ({"count": count} if count > 1 else {}))
    text: str = yaml.safe_dump({"skeema": SKEEMA, "findings": found}, sort_keys=False, allow_unicode=True, width=1000)
    return text


def _keys(checked: Checked, path: Path) -> list[tuple[str, str, str]]:
    name = relative(checked.file, path)
    return [(name, finding.code, finding.key) for finding in checked.findings if finding.code != UNREADABLE]
