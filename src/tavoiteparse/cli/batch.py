"""`tavoiteparse batch`: a folder of reports in, data and a table out."""

import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from tavoiteparse.cli import console
from tavoiteparse.cli.terminal import moves, with_bar
from tavoiteparse.cli.validate import settings_for, settle, wanted_reports, write_reports
from tavoiteparse.source.messages import filled, translated
from tavoiteparse.tables.formats import NAMED

if TYPE_CHECKING:
    from tavoiteparse.batch.manifest import Entry, Journal
    from tavoiteparse.batch.run import Done, Plan
    from tavoiteparse.checking.finding import Checked
    from tavoiteparse.storage.listing import LeftOut
    from tavoiteparse.tables.files import TableWriter

TABLES = " ".join(NAMED)
LINE_EVERY = 10.0  # seconds between lines of progress where there is no terminal


def batch(
    source: str = typer.Argument(metavar="IN", help="A folder of reports, or a URL such as s3://bucket/reports."),
    target: str = typer.Argument(metavar="OUT", help="The folder or URL for their data; made where it is missing."),
    format: str = typer.Option("yaml", "--format", "-f", help="yaml or json."),
    table: str | None = typer.Option(None, "--table", "-t", metavar="FILE", help=f"One table of all rows: {TABLES}"),
    excel: bool = typer.Option(False, "--excel", help="Write a .csv table so that a Finnish Excel opens it."),
    titles: str | None = typer.Option(
        None, "--titles", metavar="LANGUAGE", help="Headings of a .csv or .xlsx table for people: fi, sv or en."
    ),
    package: bool = typer.Option(False, "--package", help="Describe a .csv table in datapackage.json beside it."),
    licence: str | None = typer.Option(None, "--licence", help="The licence that --package names, such as CC-BY-4.0."),
    force: bool = typer.Option(False, "--force", help="Read everything again, also what has not changed."),
    jobs: int = typer.Option(0, "--jobs", "-j", min=0, help="Processes; 0 is one for each core."),
    include: list[str] = typer.Option([], "--include", metavar="GLOB", help="The files to read; by default all forms."),
    exclude: list[str] = typer.Option([], "--exclude", metavar="GLOB", help="Files to leave out."),
    all_forms: bool = typer.Option(False, "--all-forms", help="The table takes every form of a report, not only one."),
    grammar: str | None = console.GRAMMAR,
    encoding: str | None = console.ENCODING,
    positions: bool = typer.Option(False, "--positions", help="Add to every object where its values stand."),
    redact: bool = console.REDACT,
    report: list[str] = typer.Option([], "--report", "-r", metavar="FORMAT[:FILE]", help="As in validate."),
    fail_on: console.FailOn | None = typer.Option(None, "--fail-on", help="Exit with 1 from this gravity on (error)."),
    config: Path | None = typer.Option(None, "--config", "-c", help="Configuration; by default the nearest one above."),
    break_lock: bool = typer.Option(False, "--break-lock", help="Go on though another run seems to write to OUT."),
    quiet: bool = typer.Option(False, "--quiet", "-q", help="Print errors only."),
    max_file_mb: float = console.MAX_FILE,
    max_line_mb: float = console.MAX_LINE,
    max_unpacked_mb: float = console.MAX_UNPACKED,
    timeout: float = console.TIMEOUT,
) -> None:
    """Convert every report of a folder, again and again.

    A file that cannot be read is a line in the summary and in OUT/manifest.jsonl, never the end of the run. What has
    not changed since the last run is not read again. Exit status: as that of validate.
    """
    from tavoiteparse.batch.run import Plan, maker
    from tavoiteparse.checking.finding import Results
    from tavoiteparse.storage.store import open_store
    from tavoiteparse.tables import package as data_package
    from tavoiteparse.tables.files import open_table

    settled = settle(config, [], [], fail_on, exclude, include)
    reports = wanted_reports(report)
    settings = settings_for(settled, grammar, encoding, console.size_limits(max_file_mb, max_line_mb, max_unpacked_mb))
    if format not in ("yaml", "json"):
        console.stop(filled("--format {format}: should be yaml or json", {"format": format}))
    if excel and table is None:
        console.stop(filled("--{option}: is about the table; name one with --table", {"option": "excel"}))
    if (titles is not None or package) and table is None:
        console.stop(
            filled(
                "--{option}: is about the table; name one with --table", {"option": "package" if package else "titles"}
            )
        )
    if licence is not None and not package:
        console.stop(translated("--licence: is named by the data package; add --package"))
    with _mistakes_said(target):
        if package and table is not None:
            data_package.check(Path(table), excel)
        plan = Plan(
            open_store(source), open_store(target), settings, format, positions, table is not None, bool(reports)
        )
        plan = plan._replace(redact=redact)
        plan = plan._replace(made_by=maker(plan))
        outcome = _Run(plan, jobs, force, open_table(table, excel, titles) if table is not None else None, quiet)
        outcome.limit, outcome.break_lock, outcome.all_forms = console.seconds(timeout), break_lock, all_forms
        outcome.reports = [str(one.path.resolve()) for one in reports if one.path is not None]
        outcome.go()
        if package and table is not None:
            sources = [entry.path for entry in outcome.entries if entry.rows]
            data_package.write(Path(table), sources, licence, titles)
    write_reports(Results(outcome.checked), reports)
    raise typer.Exit(outcome.status(settled.fail_on))


@contextmanager
def _mistakes_said(target: str) -> Iterator[None]:
    """What cannot be used ends the command with a message and status 2, an interrupt with 130."""
    from tavoiteparse.storage.store import StoreError
    from tavoiteparse.tables.files import TableError

    try:
        yield
    except (StoreError, TableError) as error:
        console.stop(str(error))
    except OSError as error:
        console.stop(f"{error.filename or target}: {error.strerror or error}")
    except KeyboardInterrupt:
        console.fail(translated("stopped; what was done is kept, and the next run goes on from there"))
        raise typer.Exit(130) from None


class _Run:
    """One run of a batch: what the summary and the exit status are made of."""

    def __init__(self, plan: "Plan", jobs: int, force: bool, table: "TableWriter | None", quiet: bool) -> None:
        self.plan, self.jobs, self.force, self.table, self.quiet = plan, jobs, force, table, quiet
        self.entries: list[Entry] = []
        self.left_out: list[LeftOut] = []
        self.others: tuple[str, ...] = ()
        self.checked: list[Checked] = []
        self.fresh = self.lost = 0
        self.limit = 0.0  # seconds that a file may take; 0 is as long as it likes
        self.reports: list[str] = []  # whole names of the files to which reports will go
        self.break_lock = False
        self.all_forms = False  # whether the table takes each form of a report that is there in several

    def go(self) -> None:
        """Reads what is to be read, writes data, table and manifest, prints the summary.

        Raises StoreError and TableError, and OSError where IN or OUT cannot be used.
        """
        from tavoiteparse.batch import run as batch
        from tavoiteparse.storage.lock import locked

        begun = time.monotonic()
        there, paths = self._inputs()
        batch.prepare(self.plan.target)
        with locked(self.plan.target, self.break_lock, self._say):
            before = self._written(paths)
        if not self.quiet:
            from tavoiteparse.batch.summary import Outcome, summary

            outcome = Outcome(
                self.entries, self.fresh, self.left_out, sorted(before - there), time.monotonic() - begun,
                self.others, tuple(self.table.notes) if self.table is not None else (),
            )  # fmt: skip
            typer.echo(summary(outcome), err=True, nl=False)  # standard output is for reports

    def _say(self, message: str) -> None:
        from tavoiteparse.source.shown import shown

        if not self.quiet:
            typer.echo(shown(message), err=True)

    def _written(self, paths: list[str]) -> set[str]:
        """Reads what is to be read and writes all that goes to OUT; the files of the run before, by legible paths."""
        from tavoiteparse.batch import manifest
        from tavoiteparse.batch import run as batch

        plan = self.plan
        listed = plan.target.listing()
        batch.clean(plan.target, listed.half_written)
        parts = manifest.parts(listed.files)
        before = manifest.load(plan.target, parts)
        batch.check_strangers(plan, paths, listed.files, before)
        known = {} if self.force else batch.with_output(before, listed.files)
        journal = manifest.Journal(plan.target, parts)
        self._read(paths, known, journal)
        journal.finish(self.entries)
        return set(before)

    def _inputs(self) -> tuple[set[str], list[str]]:
        """All that is in IN, by legible paths, and the reports of it. Raises StoreError where these cannot be used."""
        from dataclasses import replace

        from tavoiteparse.batch import run as batch
        from tavoiteparse.batch.forms import long_names
        from tavoiteparse.storage.endings import not_read
        from tavoiteparse.storage.store import StoreError, legible

        plan = self.plan
        batch.check_places(plan)
        listing = plan.source.listing()
        config = replace(plan.settings.config, root=plan.source.where)
        paths = batch.inputs(listing, config)
        self.left_out = batch.left_out(listing, paths, config)
        self.others = batch.others(listing, paths, config)
        if not paths:
            globs = translated(" or ").join(config.include_here or config.include or ("*.txt, *.docx, *.pdf …",))
            why = "".join(f"; {one.path}: {one.why}" for one in self.left_out[:1])
            why += f"; {not_read(self.others)}" if self.others else ""
            raise StoreError(
                filled(
                    "{place}: no reports ({globs}) here; --include '*.md' takes others{why}",
                    {"place": plan.source.where, "globs": globs, "why": why},
                )
            )
        plan = self.plan = plan._replace(long_names=long_names(paths))
        batch.check_names(plan, paths)
        for key in (*(self.table.key for _ in [0] if self.table is not None), *self.reports):
            batch.check_output(plan, key, paths)
        if self.table is not None and self.table.key in self.reports:
            raise StoreError(
                filled(
                    "{key}: is named for the table and for a report; give each a file of its own",
                    {"key": self.table.key},
                )
            )
        return set(map(legible, listing.files)), paths

    def _read(self, paths: list[str], known: "dict[str, Entry]", journal: "Journal") -> None:
        """Every file, and their rows to the table, unless that of an earlier run holds the same."""
        from contextlib import closing, nullcontext

        from tavoiteparse.batch import run as batch
        from tavoiteparse.batch.chosen import OneOfEach
        from tavoiteparse.storage.pool import default_jobs
        from tavoiteparse.tables.made_of import is_noted, note, signature

        plan, table, made_of = self.plan, self.table, ""
        forms = OneOfEach(paths, self.all_forms)
        if table is not None:
            table.check()
            most = plan.settings.limits.file_bytes + 1 if plan.settings.limits else None
            made_of = signature(f"{plan.made_by}{table.kind}{self.all_forms}", plan.source, paths, most)
            if not self.force and table.is_there() and is_noted(plan.target, table.key, made_of):
                table, plan = None, plan._replace(with_rows=False)
        jobs = self.jobs or default_jobs()
        with table or nullcontext(), closing(batch.run(plan, paths, jobs, known, journal, self.limit)) as done:
            for one in self._with_progress(done, len(paths)):
                self.fresh += one.fresh
                self.lost += one.lost
                self.checked.extend([one.checked] if one.checked is not None else [])
                found = forms.add(one)
                if table is not None and found is not None:
                    table.write(found)
        self.entries = forms.entries
        if table is not None:
            note(plan.target, table.key, "" if self.lost else made_of)  # the next run tries again

    def _with_progress(self, done: "Iterable[Done]", count: int) -> "Iterator[Done]":
        """The same, with a bar on a terminal, and now and then a line elsewhere."""
        if self.quiet:
            yield from done
        elif moves(sys.stderr):
            yield from with_bar(done, count, translated("reading"))
        else:
            yield from _lines(done, count)

    def status(self, fail_on: str) -> int:
        """The worst of all files."""
        if any(entry.error is not None for entry in self.entries) or any(one.bad for one in self.left_out):
            return console.UNUSABLE
        counted = {"error": 1, "warning": 2, "info": 3}.get(fail_on, 0)
        severe = any(any((entry.errors, entry.warnings, entry.infos)[:counted]) for entry in self.entries)
        return console.FINDINGS if severe else console.CLEAN


def _lines(done: "Iterable[Done]", count: int) -> "Iterator[Done]":
    begun = time.monotonic()
    due = begun + LINE_EVERY
    for n, one in enumerate(done, 1):
        yield one
        now = time.monotonic()
        if now > due:
            said = {"done": n, "all": count, "rate": n / (now - begun)}
            typer.echo(filled("{done} of {all} files, {rate:.0f}/s", said), err=True)
            due = now + LINE_EVERY
