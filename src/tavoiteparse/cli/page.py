"""`tavoiteparse page`: evidence pages, the source of a report beside what was read of it."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from tavoiteparse.cli import console
from tavoiteparse.source.messages import N_, filled, translated

if TYPE_CHECKING:
    from tavoiteparse.checking.inputs import Inputs
    from tavoiteparse.checking.validate import Settings
    from tavoiteparse.page.site import Page
    from tavoiteparse.pipeline import Reading

ENDINGS = (".html", ".htm")


def page(
    paths: list[str] = typer.Argument(metavar="REPORT…", help="Reports in any form that is read, or folders of these."),
    output: Path = typer.Option(
        ..., "--output", "-o", metavar="OUT", help="A folder for pages and their index; a name in .html for one report."
    ),
    redact: bool = console.REDACT,
    grammar: str | None = console.GRAMMAR,
    config: Path | None = typer.Option(None, "--config", "-c", help="Configuration; by default the nearest one above."),
    encoding: str | None = console.ENCODING,
    pages: str | None = console.PAGES,
    max_file_mb: float = console.MAX_FILE,
    max_line_mb: float = console.MAX_LINE,
    max_unpacked_mb: float = console.MAX_UNPACKED,
) -> None:  # fmt: skip
    """Write pages that show where each value stands.

    A page is one file that needs no network and no program but a browser. Left is the source with every value marked,
    right are the goals with levels, verdicts and findings; each value and line has an address of its own. Several
    reports get an index, and pages of what changed from one report of a town to its next. Exit status: 0, 1 where a
    report has no goals, 2 where something could not be read or used.
    """
    _need_templates()
    from tavoiteparse.cli.validate import files_of, settings_for, settle
    from tavoiteparse.page.site import INDEX, Site, names
    from tavoiteparse.redaction import redacted_words

    limits = console.size_limits(max_file_mb, max_line_mb, max_unpacked_mb, pages)
    settings = settings_for(settle(config, [], [], None, [], []), grammar, encoding, limits)
    inputs = files_of(paths, settings.config)
    alone = output.suffix.casefold() in ENDINGS
    files = _files(inputs, paths, alone)
    named = [output.name] if alone else names(files)
    folder = output.parent if alone else output
    _refuse_others([folder / name for name in (*named, *([] if alone else [INDEX]))], files)
    site = Site(settings)
    left_out = inputs.left_out([])
    status, replaced = console.CLEAN, 0
    for file, name in zip(files, named, strict=True):
        reading, found, count = _read(file, settings, redact)
        replaced += count
        if reading is None or (found and file in inputs.found):
            left_out.append(_without_goals(file) if reading is not None else _unread(file))
            status = max(status, console.CLEAN if reading is not None else found)
            continue
        status = max(status, found)
        _write(site.report(reading, name, alone), folder)
    if not site.told:
        console.stop(filled("no pages: {names}", {"names": "; ".join(left_out)}))
    if not alone:
        for one in site.last(left_out):
            _refuse_others([folder / one.file], files)
            _write(one, folder)
    if redact:
        left_out.append(redacted_words(replaced))
    _say(output if alone else output / INDEX, left_out)
    raise typer.Exit(status)


def _need_templates() -> None:
    """Ends with status 2 where the library that pages are made with is not there."""
    from importlib.util import find_spec

    if find_spec("jinja2") is None:
        wanted = "pip install 'tavoiteparse[page]'"
        console.stop(filled("pages are made with a library that is missing; install it: {wanted}", {"wanted": wanted}))


def _files(inputs: "Inputs", paths: Sequence[str], alone: bool) -> list[str]:
    """The reports: those that are named, and of a folder one form of each; ends with status 2 where they do not do."""
    from tavoiteparse.checking.data_names import SUFFIXES
    from tavoiteparse.compare.inputs import one_form

    chosen = set(one_form(file for file in inputs.files if file in inputs.found))
    files = [file for file in inputs.files if file not in inputs.found or file in chosen]
    data = [file for file in files if Path(file).suffix.casefold() in SUFFIXES]
    for file in data:
        if file not in inputs.found:
            said = N_("{file}: is data, which has no source to be shown; name the report that it was read from")
            console.stop(filled(said, {"file": file}))
    files = [file for file in files if file not in data]
    if not files:
        console.stop(filled("{names}: no reports", {"names": ", ".join(paths)}))
    if alone and len(files) > 1:
        console.stop(translated("--output: should be a folder, as there are several reports"))
    return files


def _read(file: str, settings: "Settings", redact: bool) -> "tuple[Reading | None, int, int]":
    """A report, or None after a message, what that does to the exit status, and how many names were replaced."""
    from tavoiteparse.checking.validate import forced_grammar, read_source
    from tavoiteparse.documents.read import ReadError, read_path
    from tavoiteparse.pipeline import has_goals
    from tavoiteparse.redaction import read_redacted
    from tavoiteparse.strict.mistake import GrammarError

    count = 0
    try:
        source = read_path(file, settings.encoding, settings.limits)
        if redact:
            reading, count = read_redacted(source, forced_grammar(settings), positions=True)
        else:
            reading = read_source(source, settings, positions=True)
    except (ReadError, GrammarError) as error:
        console.fail(str(error))
        return None, console.UNUSABLE, 0
    return reading, console.CLEAN if has_goals(reading.raportti) else console.FINDINGS, count


def _without_goals(file: str) -> str:
    return filled("no report: {names}{more}", {"names": file, "more": ""})


def _unread(file: str) -> str:
    return filled("not read: {file}", {"file": file})


def _refuse_others(outputs: Sequence[Path], inputs: Sequence[str]) -> None:
    """Ends with status 2 where a page would be written over a report, or over a file that is no page of ours."""
    from tavoiteparse.page.written import is_page

    for output in outputs:
        console.refuse_inputs("--output", output, inputs)
        try:
            ours = not output.exists() or is_page(output)
        except OSError as error:
            console.stop(filled("{place}: cannot be read: {why}", {"place": output, "why": error.strerror}))
        if not ours:
            said = N_("{place}: is no page that this program wrote, and stays; name another --output")
            console.stop(filled(said, {"place": output}))


def _write(one: "Page", folder: Path) -> None:
    """A page put in its folder, which is made where it is not there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        console.stop(filled("{place}: cannot be written: {why}", {"place": folder, "why": error.strerror}))
    console.write([one.html], folder / one.file)


def _say(where: Path, left_out: Sequence[str]) -> None:
    """Where the pages are, and what has none."""
    from tavoiteparse.source.shown import shown

    for line in left_out:
        typer.echo(shown(line), err=True)
    typer.echo(filled("written: {place}; open it in a browser", {"place": shown(str(where))}), err=True)
