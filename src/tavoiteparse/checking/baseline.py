"""A baseline: findings that were there and may rest, each with its reason, so that only new ones are shown."""

from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

from tavoiteparse.checking.finding import UNREADABLE, Results
from tavoiteparse.checking.globs import path_from
from tavoiteparse.strict.mistake import GrammarError
from tavoiteparse.strict.records import record

SKEEMA = "tavoiteparse-baseline/1"
Key = tuple[str, str, str]
Runs = Callable[[str, str], bool]  # whether the rule of a code is run on a file


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


class Baseline(NamedTuple):
    """A baseline ready for use."""

    path: Path
    entries: list[Entry]


class Stale(NamedTuple):
    """An entry that was `found` fewer times than it counts."""

    entry: Entry
    found: int

    def text(self) -> str:
        """What to do with it."""
        entry = self.entry
        if not self.found:
            return f"{entry.file}: {entry.code} was not found any more; remove it"
        return (
            f"{entry.file}: {entry.code} was found {self.found} of {entry.count} times; set its count to {self.found}"
        )


def load_baseline(path: Path) -> Baseline:
    """Reads a baseline. Raises GrammarError with file and line; an entry without a reason is a mistake."""
    from tavoiteparse.strict.yaml import load  # which loads pydantic

    file = load(path, BaselineFile, str(path))
    for n, entry in enumerate(file.findings):
        if not entry.reason.strip():
            raise _mistake(path, n, "reason", "should say why the finding may rest")
        if entry.count < 1:
            raise _mistake(path, n, "count", "should be 1 or more")
    return Baseline(path, file.findings)


def _mistake(path: Path, n: int, key: str, expected: str) -> GrammarError:
    from tavoiteparse.strict.yaml import line_of

    line = line_of(path.read_text(encoding="utf-8-sig"), ("findings", n, key))
    return GrammarError(path, line, f"findings.{n}.{key}", expected)


def apply(baseline: Baseline, results: Results, runs: Runs) -> tuple[Results, list[Stale]]:
    """The results without what rests, and the entries that this run looked for and found too seldom."""
    left = Counter[Key]()
    for entry in baseline.entries:
        left[_key(entry)] += entry.count
    files, rested = [], 0
    for checked in results.files:
        name = _name(checked.file, baseline.path)
        shown = []
        for finding in checked.findings:
            if finding.code != UNREADABLE and left[name, finding.code, finding.key] > 0:
                left[name, finding.code, finding.key] -= 1
                rested += 1
            else:
                shown.append(finding)
        files.append(checked._replace(findings=shown))
    stale, sought = [], _sought(results, baseline.path, runs)
    for entry in baseline.entries:
        missing = min(entry.count, left[_key(entry)])
        left[_key(entry)] -= missing  # what is missing of two equal entries is told of one
        if missing and sought(entry.file, entry.code):
            stale.append(Stale(entry, entry.count - missing))
    return Results(files, rested), stale


def baseline_text(results: Results, reason: str, old: Iterable[Baseline], path: Path, runs: Runs) -> str:
    """A baseline, to be written to `path`, of all findings of a run, with the reasons that `old` ones give.

    What the run did not look for stays: entries of files that it did not read, and of rules that it did not run.
    """
    import yaml

    found = Counter(
        (_name(checked.file, path), finding.code, finding.key)
        for checked in results.files
        for finding in checked.findings
        if finding.code != UNREADABLE
    )
    sought = _sought(results, path, runs)
    reasons: dict[Key, str] = {}
    for baseline in old:
        kept = Counter[Key]()
        for entry in baseline.entries:
            file = entry.file if entry.file == "-" else str(baseline.path.parent / entry.file)
            key = _name(file, path), entry.code, entry.key
            reasons.setdefault(key, entry.reason)
            if not sought(key[0], entry.code):
                kept[key] += entry.count
        found |= kept
    entries = []
    for key, count in sorted(found.items()):
        one: dict[str, object] = dict(zip(("file", "code", "key"), key, strict=True))
        one["reason"] = reasons.get(key, reason)
        entries.append(one | ({"count": count} if count > 1 else {}))
    text: str = yaml.safe_dump({"skeema": SKEEMA, "findings": entries}, sort_keys=False, allow_unicode=True, width=1000)
    return text


def _key(entry: Entry) -> Key:
    return entry.file, entry.code, entry.key


def _name(file: str, baseline: Path) -> str:
    """How a baseline calls a file: by its path from the baseline's own folder; standard input stays `-`.

    YAML holds no lone surrogates, by which Python calls bytes that are not UTF-8: they stand as their escapes.
    """
    name = file if file == "-" else path_from(baseline.parent, file)
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def _sought(results: Results, path: Path, runs: Runs) -> Callable[[str, str], bool]:
    """Whether a run looked for findings of a rule in a file, called as the baseline at `path` does."""
    files = {_name(checked.file, path): checked.file for checked in results.files if checked.read}
    return lambda file, code: file in files and runs(code, files[file])
