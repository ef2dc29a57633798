"""What is said at the end of a batch: what was done, by which grammars, and which files need a look."""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

from tavoiteparse.batch.manifest import Entry
from tavoiteparse.redaction import redacted_words
from tavoiteparse.source.messages import N_, Phrase, filled, translated
from tavoiteparse.source.shown import shown
from tavoiteparse.storage.endings import not_read
from tavoiteparse.storage.listing import LeftOut
from tavoiteparse.storage.store import legible

WORST = 5  # of each kind that is named


class Outcome(NamedTuple):
    """A run: its entries, how many were read now, what was left out, what is gone since the run before, other files.

    `cells` of the table did not hold their value.
    """

    entries: list[Entry]
    fresh: int
    left_out: list[LeftOut]
    gone: list[str]
    seconds: float
    others: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()


def summary(outcome: Outcome) -> str:
    """The whole summary, a line each."""
    return "".join(shown(line) + "\n" for line in (*_counts(outcome), *_names(outcome)))


def _counts(outcome: Outcome) -> Iterator[str]:
    entries = outcome.entries
    lines, read = sum(entry.lines for entry in entries), sum(entry.read for entry in entries)
    failed = sum(entry.error is not None for entry in entries)
    fresh, unchanged = outcome.fresh, len(entries) - outcome.fresh
    yield filled(
        "{files} files in {seconds:.1f} s: {fresh} read now, {unchanged} unchanged; {failed} failed",
        {"files": len(entries), "seconds": outcome.seconds, "fresh": fresh, "unchanged": unchanged, "failed": failed},
    )
    goals, indicators = sum(entry.goals for entry in entries), sum(entry.indicators for entry in entries)
    rows = sum(entry.rows for entry in entries)
    share = f"{100 * read / lines:.1f}" if lines else "100.0"
    yield filled(
        "{goals} goals, {indicators} indicators, {rows} rows; {share} % of {lines} lines read",
        {"goals": goals, "indicators": indicators, "rows": rows, "share": share, "lines": lines},
    )
    counts = Counter(entry.grammar for entry in entries if entry.grammar is not None).most_common()
    named = ", ".join(f"{name} {count}" for name, count in counts) or Phrase("none")
    yield filled("grammars: {names}", {"names": named})
    errors, warnings = sum(entry.errors for entry in entries), sum(entry.warnings for entry in entries)
    yield filled("findings: {errors} errors, {warnings} warnings", {"errors": errors, "warnings": warnings})
    redacted = [entry.redacted for entry in entries if entry.redacted is not None]
    if redacted:
        yield redacted_words(sum(redacted))
    twice = [entry for entry in entries if entry.instead is not None]
    if twice:
        taken = ({"taken": one.instead, "other": PurePosixPath(one.path).name} for one in twice[:WORST])
        named = ", ".join(filled("{taken} (not {other})", pair) for pair in taken)
        more = Phrase(" and {count} more", {"count": len(twice) - WORST}) if len(twice) > WORST else ""
        said = {"names": named, "more": more}
        yield filled("in several forms: the table takes {names}{more}; --all-forms takes all", said)
    if outcome.others:
        yield not_read(outcome.others)


def _names(outcome: Outcome) -> Iterator[str]:
    """The files that need a look, worst first."""
    entries = outcome.entries
    yield from _some(N_("failed"), (f"{one.path}: {one.error}" for one in entries if one.error is not None))
    worst = sorted((e for e in entries if e.error is None and e.errors), key=lambda e: (-e.errors, e.coverage, e.path))
    for one in worst[:WORST]:
        said = {"path": one.path, "errors": one.errors, "goals": one.goals}
        yield filled("look at: {path}: {errors} errors, {goals} goals", said)
    yield from _some(N_("table"), iter(outcome.cells))
    yield from _some(N_("left out"), (f"{legible(one.path)}: {one.why}" for one in outcome.left_out))
    gone = N_("{path}: its report is no longer there; its data was left")
    yield from _some(N_("gone"), (filled(gone, {"path": path}) for path in outcome.gone))


def _some(kind: str, lines: Iterable[str]) -> Iterator[str]:
    for n, line in enumerate(lines := list(lines)):
        if n == WORST:
            said = {"kind": Phrase(kind), "count": len(lines) - WORST}
            yield filled("{kind}: … and {count} more", said) + ("; manifest.jsonl" if kind == "failed" else "")
            return
        yield f"{translated(kind)}: {line}"
