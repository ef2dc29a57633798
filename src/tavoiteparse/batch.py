"""A folder of reports to a folder of data: each file read by itself, on all cores, safely and again and again."""

import json
import time
from collections.abc import Callable, Iterator
from functools import partial
from hashlib import sha256
from pathlib import Path, PurePath, PurePosixPath
from typing import Any, NamedTuple

from tavoiteparse import __version__, manifest
from tavoiteparse.config import Config
from tavoiteparse.finding import Checked
from tavoiteparse.grammar import find_grammar, folder
from tavoiteparse.manifest import Entry
from tavoiteparse.pipeline import report_of
from tavoiteparse.pool import spread
from tavoiteparse.read import Limits, ReadError, read_bytes
from tavoiteparse.render import Row, rows, to_json, to_yaml
from tavoiteparse.store import TEMPORARY, Store, StoreError
from tavoiteparse.strict_yaml import GrammarError
from tavoiteparse.validate import Settings, check_reading, read_source, unreadable

TABLES = ".tables.json"  # what each table that was written here is made of
FLUSH_AFTER = 1.0  # seconds between parts of the journal
RENDER: dict[str, Callable[[Any], str]] = {"yaml": to_yaml, "json": lambda raportti: to_json(raportti) + "\n"}


class Plan(NamedTuple):
    """How every file of a batch is converted; small, so that it can be sent to other processes."""

    source: Store
    target: Store
    settings: Settings
    format: str = "yaml"
    positions: bool = False
    with_rows: bool = False
    with_findings: bool = False
    made_by: str = ""


class Done(NamedTuple):
    """One file: its entry, whether it was read now or is as it was, and what the caller asked for."""

    entry: Entry
    fresh: bool
    rows: list[Row]
    checked: Checked | None


def maker(plan: Plan) -> str:
    """What a result depends on besides its input: program, grammars, vocabulary, settings; as a short hash."""
    digest = sha256(f"{__version__}\0{plan.format}\0{plan.positions}\0{plan.settings.encoding}".encode())
    for path in sorted(folder().rglob("*.yaml")):
        digest.update(path.read_bytes())
    if plan.settings.grammar is not None:
        digest.update(find_grammar(plan.settings.grammar).path.read_bytes())
    return digest.hexdigest()[:16]


def check_places(plan: Plan) -> None:
    """Raises StoreError where IN is no folder, or OUT is inside IN or the other way round."""
    source, target = getattr(plan.source, "root", None), getattr(plan.target, "root", None)
    if source is not None and not source.is_dir():
        raise StoreError(f"{plan.source.where}: no such folder")
    if source is None or target is None:
        return
    inner, outer = source.resolve(), target.resolve()
    if outer.is_relative_to(inner) or inner.is_relative_to(outer):
        raise StoreError(f"{plan.target.where}: should stand beside {plan.source.where}, not in it or around it")


def signature(plan: Plan, paths: list[str]) -> str:
    """A hash of everything that a table is made of: all inputs, program, settings."""
    digest = sha256(plan.made_by.encode())
    for path in paths:
        try:
            digest.update(f"\0{path}\0".encode() + sha256(plan.source.read(path)).digest())
        except OSError:
            digest.update(b"\0unreadable")
    return digest.hexdigest()


def table_is_current(plan: Plan, table: Path, made_of: str) -> bool:
    """Whether the table of the last run is still there and made of the same."""
    try:
        known = json.loads(plan.target.read(TABLES))
    except (OSError, ValueError):
        return False
    return table.is_file() and known.get(str(table.resolve())) == made_of


def remember_table(plan: Plan, table: Path, made_of: str) -> None:
    """Notes what a table was made of, for the next run."""
    try:
        known = json.loads(plan.target.read(TABLES)) if plan.target.exists(TABLES) else {}
    except ValueError:
        known = {}
    known[str(table.resolve())] = made_of
    plan.target.write(TABLES, json.dumps(known, indent=1).encode())


def inputs(source: Store, config: Config) -> list[str]:
    """The reports below the root, in order: what the configuration includes and does not exclude."""
    return [path for path in source.files() if config.takes(path, default=("*.txt",))]


def output_of(path: str, format: str) -> str:
    """Where a report's data goes: the same path with another ending."""
    return str(PurePosixPath(path).with_suffix(f".{format}"))


def collisions(paths: list[str], format: str) -> list[tuple[str, str]]:
    """Pairs of inputs that would write the same output."""
    seen: dict[str, str] = {}
    found = []
    for path in paths:
        output = output_of(path, format)
        if output in seen:
            found.append((seen[output], path))
        seen.setdefault(output, path)
    return found


def run(plan: Plan, paths: list[str], jobs: int, known: dict[str, Entry]) -> Iterator[Done]:
    """Every file in order; what is `known` and unchanged is not read again. Raises StoreError.

    The journal is written as files are done, so that a run that breaks off at any moment can be gone on with.
    """
    clean(plan.target)
    journal = manifest.Journal(plan.target, manifest.next_part(plan.target))
    due = time.monotonic() + FLUSH_AFTER
    items = [(path, known.get(path)) for path in paths]
    try:
        for done in spread(partial(convert, plan=plan), items, jobs):
            if done.fresh:
                journal.add(done.entry)
            if time.monotonic() > due:
                _flush(journal, plan)
                due = time.monotonic() + FLUSH_AFTER
            yield done
    finally:
        _flush(journal, plan)


def _flush(journal: manifest.Journal, plan: Plan) -> None:
    try:
        journal.flush()
    except OSError as error:
        raise StoreError(f"{plan.target.where}: cannot be written: {error.strerror or error}") from None


def clean(target: Store) -> None:
    """Takes away what a killed run left half written; such files are hidden and have an ending of their own."""
    root = getattr(target, "root", None)
    if root is not None and root.is_dir():
        for path in root.rglob(f".*{TEMPORARY}"):
            path.unlink(missing_ok=True)


def convert(item: tuple[str, Entry | None], plan: Plan) -> Done:
    """One file, with its entry of an earlier run; mistakes go into its entry. Raises StoreError when writing fails."""
    path, before = item
    begun = time.perf_counter()
    try:
        data = plan.source.read(path)
    except OSError as error:
        return _failed(path, plan, None, f"cannot be read: {error.strerror or error}", begun)
    digest = sha256(data).hexdigest()
    if before is not None and _is_unchanged(before, digest, plan):
        return Done(before, False, [], None)
    limits = plan.settings.limits or Limits()
    try:
        source = read_bytes(data, path, plan.settings.encoding, limits)
        reading = read_source(source, plan.settings, positions=plan.with_findings)
    except (ReadError, GrammarError) as error:
        return _failed(path, plan, digest, str(error).removeprefix(f"{path}: "), begun)
    checked = check_reading(reading, path, plan.settings)
    raportti = report_of(reading.state, reading.lines, plan.positions) if plan.with_findings else reading.raportti
    raportti.lahde.tiedosto = PurePath(path).name
    found = list(rows(raportti))
    output = output_of(path, plan.format)
    _write(plan, output, RENDER[plan.format](raportti))
    counts = raportti.kattavuus
    severities = [finding.severity.name for finding in checked.findings]
    entry = Entry(
        path, output, digest, plan.made_by, raportti.lahde.kielioppi, checked.goals, checked.indicators, len(found),
        counts.riveja, counts.riveja - counts.lukematta, severities.count("error"), severities.count("warning"),
        severities.count("info"), round(time.perf_counter() - begun, 4), None,
    )  # fmt: skip
    return Done(entry, True, found if plan.with_rows else [], checked if plan.with_findings else None)


def _is_unchanged(before: Entry, digest: str, plan: Plan) -> bool:
    if plan.with_rows or plan.with_findings:
        return False  # they are not kept with the output
    same = before.sha256 == digest and before.made_by == plan.made_by
    return same and (before.output is None or plan.target.exists(before.output))


def _write(plan: Plan, output: str, text: str) -> None:
    try:
        plan.target.write(output, text.encode("utf-8"))
    except OSError as error:
        raise StoreError(f"{plan.target.where}/{output}: cannot be written: {error.strerror or error}") from None


def _failed(path: str, plan: Plan, digest: str | None, error: str, begun: float) -> Done:
    seconds = round(time.perf_counter() - begun, 4)
    entry = Entry(path, None, digest, plan.made_by, None, 0, 0, 0, 0, 0, 1, 0, 0, seconds, error)
    return Done(entry, True, [], unreadable(path, error) if plan.with_findings else None)
