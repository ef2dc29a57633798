"""`tavoiteparse batch`: a folder of reports in, data and a table out."""

import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from tavoiteparse.cli import console
from tavoiteparse.cli.validate import settings_for, settle, wanted_reports, write_reports

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from tavoiteparse.batch import Done, Plan
    from tavoiteparse.finding import Checked
    from tavoiteparse.manifest import Entry
    from tavoiteparse.tables import TableWriter

LINE_EVERY = 10.0  # seconds between lines of progress where there is no terminal
WORST = 5  # files that the summary names


def batch(
    source: str = typer.Argument(metavar="IN", help="A folder of reports, or a URL such as s3://bucket/reports."),
    target: str = typer.Argument(metavar="OUT", help="The folder or URL for their data; made where it is missing."),
    format: str = typer.Option("yaml", "--format", "-f", help="yaml or json."),
    table: Path | None = typer.Option(
        None, "--table", "-t", metavar="FILE", help="One table of all rows: .csv .jsonl .parquet .xlsx .sqlite .duckdb"
    ),
    force: bool = typer.Option(False, "--force", help="Read everything again, also what has not changed."),
    jobs: int = typer.Option(0, "--jobs", "-j", min=0, help="Processes; 0 is one for each core."),
    include: list[str] = typer.Option([], "--include", metavar="GLOB", help="The files to read; by default *.txt."),
    exclude: list[str] = typer.Option([], "--exclude", metavar="GLOB", help="Files to leave out."),
    grammar: str | None = typer.Option(None, "--grammar", "-g", metavar="NAME|FILE", help="Read by this grammar."),
    encoding: str | None = typer.Option(None, "--encoding", "-e", help="Encoding of the inputs, such as cp1252."),
    positions: bool = typer.Option(False, "--positions", help="Add to every object where its values stand."),
    report: list[str] = typer.Option([], "--report", "-r", metavar="FORMAT[:FILE]", help="As in validate."),
    fail_on: console.FailOn | None = typer.Option(None, "--fail-on", help="Exit with 1 from this gravity on (error)."),
    config: Path | None = typer.Option(None, "--config", "-c", help="Configuration; by default the nearest one above."),
    quiet: bool = typer.Option(False, "--quiet", "-q", help="Print errors only."),
    max_file_mb: float = typer.Option(64, min=0, help="Refuse larger files."),
    max_line_mb: float = typer.Option(1, min=0, help="Refuse files with longer lines."),
) -> None:
    """Convert every report of a folder, quickly, safely, again and again.

    A file that cannot be read is a line in the summary and in OUT/manifest.jsonl, never the end of the run. What has
    not changed since the last run is not read again. Exit status: as that of validate.
    """
    from dataclasses import replace

    from tavoiteparse.batch import Plan, maker
    from tavoiteparse.finding import Results
    from tavoiteparse.store import open_store

    settled = settle(config, [], [], fail_on, exclude, include)
    reports = wanted_reports(report)
    settings = settings_for(replace(settled, root=source), grammar, encoding, (max_file_mb, max_line_mb))
    if format not in ("yaml", "json"):
        console.stop(f"--format {format}: should be yaml or json")
    with _mistakes_said(target):
        plan = Plan(open_store(source), open_store(target), settings, format, positions, bool(table), bool(reports))
        outcome = _Run(plan._replace(made_by=maker(plan)), jobs, force, table, quiet)
        outcome.go()
    write_reports(Results(outcome.checked), reports)
    raise typer.Exit(outcome.status(settled.fail_on))


@contextmanager
def _mistakes_said(target: str) -> Iterator[None]:
    """What cannot be used ends the command with a message and status 2, an interrupt with 130."""
    from tavoiteparse.store import StoreError
    from tavoiteparse.tables import TableError

    try:
        yield
    except (StoreError, TableError) as error:
        console.stop(str(error))
    except OSError as error:
        console.stop(f"{error.filename or target}: {error.strerror or error}")
    except KeyboardInterrupt:
        console.fail("stopped; what was done is kept, and the next run goes on from there")
        raise typer.Exit(130) from None


class _Run:
    """One run of a batch: what the summary and the exit status are made of."""

    def __init__(self, plan: "Plan", jobs: int, force: bool, table: Path | None, quiet: bool) -> None:
        self.plan, self.jobs, self.force, self.table, self.quiet = plan, jobs, force, table, quiet
        self.entries: list[Entry] = []
        self.checked: list[Checked] = []
        self.fresh = 0

    def go(self) -> None:
        """Reads what is to be read, writes data, table and manifest, prints the summary. Raises StoreError."""
        from tavoiteparse import batch, manifest
        from tavoiteparse.pool import default_jobs

        plan = self.plan
        paths = self._paths()
        before = manifest.load(plan.target)
        signature = batch.signature(plan, paths) if self.table is not None else ""
        if self.table is not None and not self.force and batch.table_is_current(plan, self.table, signature):
            plan = plan._replace(with_rows=False)  # the table of the last run holds the same rows
        jobs = (self.jobs or default_jobs()) if plan.source.shared and plan.target.shared else 1
        begun = time.monotonic()
        done = batch.run(plan, paths, jobs, {} if self.force else before)
        with _open_table(self.table if plan.with_rows else None) as table:
            for one in self._with_progress(done, len(paths)):
                self._take(one, table)
        manifest.save(plan.target, self.entries)
        if plan.with_rows and self.table is not None:
            batch.remember_table(plan, self.table, signature)
        if not self.quiet:
            gone = sorted(before.keys() - set(paths))
            told = _summary(self.entries, self.fresh, gone, time.monotonic() - begun)
            typer.echo("".join(told), err=True, nl=False)  # standard output is for reports

    def _paths(self) -> list[str]:
        """The inputs. Raises StoreError where they or the target cannot be used."""
        from tavoiteparse import batch
        from tavoiteparse.store import StoreError

        batch.check_places(self.plan)
        paths = batch.inputs(self.plan.source, self.plan.settings.config)
        if not paths:
            raise StoreError(
                f"{self.plan.source.where}: no reports here; --include '*.md' takes other files than *.txt"
            )
        for first, second in batch.collisions(paths, self.plan.format):
            raise StoreError(
                f"{first} and {second} would both write {batch.output_of(first, self.plan.format)}; rename one, or "
                "leave one out with --exclude"
            )
        return paths

    def _take(self, one: "Done", table: "TableWriter | None") -> None:
        self.entries.append(one.entry)
        self.fresh += one.fresh
        if one.checked is not None:
            self.checked.append(one.checked)
        if table is not None:
            table.write(one.rows)

    def _with_progress(self, done: "Iterable[Done]", count: int) -> "Iterator[Done]":
        """The same, with a bar on a terminal, and now and then a line elsewhere."""
        if self.quiet:
            yield from done
        elif sys.stderr.isatty():
            yield from _bar(done, count)
        else:
            yield from _lines(done, count)

    def status(self, fail_on: str) -> int:
        """The worst of all files."""
        if any(entry.error is not None for entry in self.entries):
            return console.UNUSABLE
        counted = {"error": 1, "warning": 2, "info": 3}.get(fail_on, 0)
        severe = any(any((entry.errors, entry.warnings, entry.infos)[:counted]) for entry in self.entries)
        return console.FINDINGS if severe else console.CLEAN


def _open_table(path: Path | None) -> "AbstractContextManager[TableWriter | None]":
    """The table's writer; where none is wanted, nothing. Raises TableError where it cannot be written."""
    from contextlib import nullcontext

    if path is None:
        return nullcontext()
    from tavoiteparse.tables import open_table

    return open_table(path)


def _bar(done: "Iterable[Done]", count: int) -> "Iterator[Done]":
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    rate = TextColumn("{task.speed:.0f}/s")
    columns = TextColumn("reading"), BarColumn(), MofNCompleteColumn(), rate, TimeRemainingColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("reading", total=count)
        for one in done:
            progress.update(task, advance=1)
            yield one


def _lines(done: "Iterable[Done]", count: int) -> "Iterator[Done]":
    begun = time.monotonic()
    due = begun + LINE_EVERY
    for n, one in enumerate(done, 1):
        yield one
        now = time.monotonic()
        if now > due:
            typer.echo(f"{n} of {count} files, {n / (now - begun):.0f}/s", err=True)
            due = now + LINE_EVERY


def _summary(entries: "list[Entry]", fresh: int, gone: list[str], seconds: float) -> Iterator[str]:
    """What was done, by which grammars, and the files that need a look, worst first."""
    from collections import Counter

    failed = [entry for entry in entries if entry.error is not None]
    lines, read = sum(entry.lines for entry in entries), sum(entry.read for entry in entries)
    unchanged = len(entries) - fresh
    yield f"{len(entries)} files in {seconds:.1f} s: {fresh} read now, {unchanged} unchanged; {len(failed)} failed\n"
    goals, indicators = sum(entry.goals for entry in entries), sum(entry.indicators for entry in entries)
    rows = sum(entry.rows for entry in entries)
    share = f"{100 * read / lines:.1f}" if lines else "100.0"
    yield f"{goals} goals, {indicators} indicators, {rows} rows; {share} % of {lines} lines read\n"
    counts = Counter(entry.grammar for entry in entries if entry.grammar is not None).most_common()
    yield f"grammars: {', '.join(f'{name} {count}' for name, count in counts) or 'none'}\n"
    errors, warnings = sum(entry.errors for entry in entries), sum(entry.warnings for entry in entries)
    yield f"findings: {errors} errors, {warnings} warnings\n"
    yield from (f"failed: {entry.path}: {entry.error}\n" for entry in failed[:WORST])
    if len(failed) > WORST:
        yield f"failed: … and {len(failed) - WORST} more; see manifest.jsonl\n"
    worst = sorted((e for e in entries if e.error is None and e.errors), key=lambda e: (-e.errors, e.coverage, e.path))
    yield from (f"look at: {e.path}: {e.errors} errors, {e.goals} goals\n" for e in worst[:WORST])
    yield from (f"gone: {path}: its report is no longer there; its data was left\n" for path in gone[:WORST])
    if len(gone) > WORST:
        yield f"gone: … and {len(gone) - WORST} more\n"
