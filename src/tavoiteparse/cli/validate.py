"""`tavoiteparse validate`: reports and data files checked, for people and for continuous integration."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import typer

from tavoiteparse.checking.reports import FORMATS
from tavoiteparse.cli import console
from tavoiteparse.cli.rule import rule
from tavoiteparse.cli.terminal import colours, moves, with_bar
from tavoiteparse.source.messages import Phrase, filled, translated

if TYPE_CHECKING:
    from tavoiteparse.checking.baseline import Baseline
    from tavoiteparse.checking.config import Config
    from tavoiteparse.checking.finding import Results
    from tavoiteparse.checking.inputs import Inputs
    from tavoiteparse.checking.reports import Wanted
    from tavoiteparse.checking.validate import Settings
    from tavoiteparse.documents.read import Limits

REPORTS = ", ".join(FORMATS)
REASON = "accepted when the baseline was written"  # where none is given
SOME = 10  # files, before there may be progress to be shown
PATIENCE = 1.0  # seconds before progress is shown


def validate(
    paths: list[str] = typer.Argument(
        None, metavar="PATH…",
        help="Reports (text, PDF, Word, Excel …), data that extract wrote, folders of these; - is standard input.",
    ),
    report: list[str] = typer.Option(
        [], "--report", "-r", metavar="FORMAT[:FILE]",
        help=f"Write a report: {REPORTS}; to FILE or standard output. May be repeated.",
    ),
    against: str | None = typer.Option(
        None, "--against", "-a", metavar="PLAN", help="Hold reports to this one: its targets, baselines, indicators."
    ),
    select: list[str] = typer.Option([], "--select", "-s", metavar="RULES", help="Only these rules or groups."),
    ignore: list[str] = typer.Option([], "--ignore", "-i", metavar="RULES", help="Not these rules or groups."),
    fail_on: console.FailOn | None = typer.Option(None, "--fail-on", help="Exit with 1 from this gravity on (error)."),
    config: Path | None = typer.Option(None, "--config", "-c", help="Configuration; by default the nearest one above."),
    baseline: Path | None = typer.Option(None, "--baseline", "-b", help="Accepted findings, which are not shown."),
    write_baseline: Path | None = typer.Option(None, "--write-baseline", help="Accept all findings of today."),
    reason: str | None = typer.Option(None, "--reason", help="Why what --write-baseline accepts may rest."),
    grammar: str | None = console.GRAMMAR,
    encoding: str | None = console.ENCODING,
    exclude: list[str] = typer.Option([], "--exclude", metavar="GLOB", help="Leave out files in folders."),
    force_exclude: bool = typer.Option(
        False, "--force-exclude", help="Leave out what is excluded also where it is named, as by hooks."
    ),
    jobs: int = typer.Option(0, "--jobs", "-j", min=0, help="Processes; 0 is one for each core."),
    statistics: bool = typer.Option(False, "--statistics", help="Count the findings of each rule."),
    quiet: bool = typer.Option(False, "--quiet", "-q", help="Print the summary only."),
    verbose: bool = typer.Option(False, "--verbose", "-v", help="Also print what is checked, and by what."),
    explain: str | None = typer.Option(None, "--explain", metavar="CODE", help="Say what a finding means, as `rule`."),
    pages: str | None = console.PAGES,
    max_file_mb: float = console.MAX_FILE,
    max_line_mb: float = console.MAX_LINE,
    max_unpacked_mb: float = console.MAX_UNPACKED,
    timeout: float = console.TIMEOUT,
) -> None:  # fmt: skip
    """Check reports and say what is missing or does not agree.

    Findings go to standard output, or to standard error where a --report without a file takes standard output. Exit
    status: 0 clean, 1 findings at or above --fail-on, 2 something could not be read or used.
    """
    from tavoiteparse.checking.reports.text import counted_files
    from tavoiteparse.checking.validate import unreadable

    if explain is not None:
        rule(explain, page=False)
        return
    if not paths:
        console.stop(translated("no PATH: name reports, or folders of these"))
    _refuse_contradictions(quiet and verbose, reason, write_baseline)
    settled = settle(config, select, ignore, fail_on, exclude, [])
    wanted = wanted_reports(report) or list(settled.report)
    settings = settings_for(
        settled, grammar, encoding, console.size_limits(max_file_mb, max_line_mb, max_unpacked_mb, pages)
    )._replace(against=against)
    _refuse_unusable(settings)
    baselines = _baselines(baseline or settled.baseline, write_baseline)
    inputs = files_of(paths, settled, force_exclude)
    if not inputs.files:
        _print([translated("nothing checked: all files that are named are excluded")], sys.stderr)
        raise typer.Exit(console.CLEAN)
    read = [*inputs.files, settings.grammar, against, settled.path, *settled.grammars]
    _refuse_outputs(wanted, write_baseline, read, [one.path for one in baselines])
    if verbose:
        said = {"path": settled.path or Phrase("none"), "files": counted_files(len(inputs.files))}
        typer.echo(filled("configuration: {path}; {files}", said), err=True)
    found = _check(inputs.files, settings, jobs, console.seconds(timeout))
    found.files.extend(
        unreadable(folder, filled("{why}; check its permissions", {"why": why})) for folder, why in inputs.closed
    )
    checked, left_out = _reports(found, inputs)
    results, stale = _rested(checked, settings, baselines, write_baseline, reason or REASON)
    stream = sys.stderr if any(one.path is None for one in wanted) else sys.stdout
    notes = [part for line in (*left_out, *(() if quiet else stale)) for part in console.parted(line, stream)]
    _print([*_told(results, stream, quiet, verbose, statistics), *notes], stream)
    write_reports(results, wanted)
    raise typer.Exit(_status(results, settled.fail_on))


def _refuse_contradictions(quiet_and_verbose: bool, reason: str | None, new: Path | None) -> None:
    """Options that cannot stand together end the command with status 2."""
    if quiet_and_verbose:
        console.stop(translated("--quiet and --verbose: give one of them"))
    if reason is not None and (new is None or not reason.strip()):
        console.stop(translated("--reason: should say why findings may rest, and stand beside --write-baseline"))


def _refuse_unusable(settings: "Settings") -> None:
    """Ends with status 2 where the report of `--against` cannot be used, before any other is read."""
    if settings.against is None:
        return
    from tavoiteparse.checking.before import before_of
    from tavoiteparse.documents.read import ReadError
    from tavoiteparse.strict.mistake import GrammarError

    try:
        before_of(settings.against, settings.grammar, settings.encoding, settings.limits)
    except (ReadError, GrammarError) as error:
        console.stop(f"--against {error}")


def _refuse_outputs(
    wanted: "list[Wanted]", new: Path | None, read: "list[str | Path | None]", baselines: list[Path]
) -> None:
    """Ends with status 2 where a report or baseline would be written over what is read, or over each other."""
    console.refuse_inputs("--write-baseline", new, read)
    for one in wanted:
        console.refuse_inputs("--report", one.path, [*read, *baselines])
        if one.path is not None and new is not None and one.path.resolve() == new.resolve():
            console.stop(
                filled(
                    "--report {path}: is named for the baseline, too; give each a file of its own", {"path": one.path}
                )
            )


def files_of(paths: list[str], config: "Config", force_exclude: bool = False) -> "Inputs":
    """The files to check; ends with status 2 where there are none, unless all that is named is excluded by force."""
    from tavoiteparse.checking.inputs import expand

    try:
        inputs = expand(paths, config, force_exclude)
    except OSError as error:
        console.stop(
            filled("{filename}: {why}; check its permissions", {"filename": error.filename, "why": error.strerror})
        )
    if not inputs.files and not (force_exclude and not inputs.others):
        said = "".join(f"; {line}" for line in inputs.left_out([]))
        console.stop(
            filled(
                "{names}: no files to check; see what `include` and `exclude` leave of them{said}",
                {"names": ", ".join(paths), "said": said},
            )
        )
    return inputs


def settle(
    path: Path | None,
    select: list[str],
    ignore: list[str],
    fail_on: console.FailOn | None,
    exclude: list[str],
    include: list[str],
) -> "Config":
    """The configuration with what the command line says put over it; ends with status 2 where it cannot be used."""
    from tavoiteparse.checking.config import Config, check_rules, find_config, load_config
    from tavoiteparse.strict.toml import ConfigError

    try:
        found = path or find_config(Path.cwd())
        loaded = load_config(found, confined=path is None) if found is not None else Config()
        chosen, left = check_rules(_listed(select)), check_rules(_listed(ignore))
    except (ConfigError, ValueError) as error:
        console.stop(str(error))
    for name in set(chosen) & set(left):
        console.stop(filled("--select and --ignore both name {name}; give it to one of them", {"name": name}))
    gravity = fail_on.value if fail_on else None
    return loaded.merged(select=chosen, ignore=left, fail_on=gravity, exclude=exclude, include=include)


def settings_for(config: "Config", grammar: str | None, encoding: str | None, limits: "Limits") -> "Settings":
    """How every file is checked; ends with status 2 where the grammar cannot be used."""
    from tavoiteparse.checking.validate import Settings

    chosen = grammar or config.grammar
    console.choose_grammar(chosen, config.grammars)
    return Settings(config, chosen, encoding, limits)


def _listed(values: list[str]) -> list[str]:
    """Names given one by one or with commas."""
    return [name.strip() for value in values for name in value.split(",") if name.strip()]


def wanted_reports(specs: list[str]) -> "list[Wanted]":
    """The reports of `--report`; ends with status 2 for one that there is not."""
    from tavoiteparse.checking.reports import parse_all

    try:
        return parse_all(specs)
    except ValueError as error:
        console.stop(f"--report {error}")


def _check(files: list[str], settings: "Settings", jobs: int, limit: float) -> "Results":
    """The findings of all files; one that takes more than `limit` seconds is one that cannot be read."""
    from functools import partial

    from tavoiteparse.checking.finding import Results
    from tavoiteparse.checking.validate import check_path, unreadable
    from tavoiteparse.documents.read import STANDARD_INPUT, Limits
    from tavoiteparse.storage.pool import default_jobs, spread

    given = None
    if STANDARD_INPUT in files:  # which no other process has
        given = sys.stdin.buffer.read((settings.limits or Limits()).file_bytes + 1)
    work = partial(check_path, settings=settings, given=given)
    checked = spread(work, files, jobs or default_jobs(), unreadable, limit)
    barred = len(files) >= SOME and moves(sys.stderr)
    return Results(list(with_bar(checked, len(files), translated("checking"), PATIENCE) if barred else checked))


def _reports(results: "Results", inputs: "Inputs") -> "tuple[Results, list[str]]":
    """The results without texts of folders that are no reports, and a line for each kind of file left out.

    Ends with status 2 where nothing is left: that nothing was recognised is never clean.
    """
    none = [one.file for one in results.files if not one.is_report and one.file in inputs.found]
    left_out = inputs.left_out(none)
    if len(none) == len(results.files):
        console.stop(filled("no reports to check; {names}", {"names": "; ".join(left_out)}))
    return results._replace(files=[one for one in results.files if one.file not in none]), left_out


def _baselines(path: Path | None, new: Path | None) -> "list[Baseline]":
    """The baselines that there are: the one to rest by, and the one to be overwritten, whose reasons are kept."""
    from tavoiteparse.checking.baseline import load_baseline
    from tavoiteparse.strict.mistake import GrammarError

    found, kept = [], ""
    same = path is not None and new is not None and path.resolve() == new.resolve()
    try:
        if path is not None and (path.exists() or not same):
            found.append(load_baseline(path))
        if new is not None and new.is_file() and not same:
            kept = translated("; --write-baseline writes over a baseline only")
            found.append(load_baseline(new))
    except GrammarError as error:
        console.stop(f"{error}{kept}")
    return found


def _rested(
    results: "Results", settings: "Settings", old: "list[Baseline]", new: Path | None, reason: str
) -> "tuple[Results, list[str]]":
    """The results without what rests in a baseline, and a line for each entry that no longer holds."""
    from tavoiteparse.checking.baseline import apply, baseline_text, load_baseline
    from tavoiteparse.checking.validate import runs
    from tavoiteparse.source.shown import shown

    def run(code: str, file: str) -> bool:
        return runs(code, file, settings.config, against=settings.against is not None)

    if new is not None:
        console.write([baseline_text(results, reason, old, new, run)], new)
    elif not old:
        return results, []
    baseline = load_baseline(new) if new is not None else old[0]
    left, stale = apply(baseline, results, run)
    return left, [shown(f"{baseline.path}: {one.text()}") for one in stale]


def _told(results: "Results", stream: TextIO, quiet: bool, verbose: bool, statistics: bool) -> "Iterator[str]":
    """The text report, the table of files, the counts; each ends without its last line feed."""
    from tavoiteparse.checking.reports import text

    if not quiet and results.findings:
        yield text.report(results, colour=colours(stream), columns=console.columns(stream))[:-1]
    if (len(results.files) > 1 and not quiet) or verbose:
        yield text.table(results)[:-1]
    if statistics and results.findings:
        yield text.statistics(results)[:-1]
    yield text.summary(results)


def _print(texts: list[str], stream: TextIO) -> None:
    """The findings and what belongs to them: on standard output, or aside where a report stands alone there."""
    if stream is sys.stdout:
        console.write([f"{text}\n" for text in texts], None)
    else:
        for text in texts:
            typer.echo(text, err=True)


def write_reports(results: "Results", wanted: "list[Wanted]") -> None:
    """Each wanted report, to its file or standard output; one that cannot be written keeps no other from it."""
    if not wanted:
        return
    from tavoiteparse.checking.reports import write
    from tavoiteparse.checking.rules import catalogue

    failed = None
    for one in wanted:
        try:
            console.write([write(one, results, catalogue())], one.path)
        except typer.Exit as error:  # after its message
            failed = error
    if failed is not None:
        raise failed


def _status(results: "Results", fail_on: str) -> int:
    """The worst of all files."""
    from tavoiteparse.contract.diagnostics import Severity

    if any(not checked.read for checked in results.files):
        return console.UNUSABLE
    if fail_on == "never":
        return console.CLEAN
    return console.FINDINGS if any(one.severity >= Severity[fail_on] for one in results.findings) else console.CLEAN
