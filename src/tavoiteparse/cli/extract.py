"""`tavoiteparse extract`: reports in, data out."""

import sys
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import typer

from tavoiteparse.cli import console
from tavoiteparse.source.messages import filled
from tavoiteparse.tables.formats import FORMATS, NAMED

if TYPE_CHECKING:
    from tavoiteparse.cli.closing import Totals
    from tavoiteparse.pipeline import Reading
    from tavoiteparse.tables.files import TableWriter


TABLES = " ".join(NAMED)


class Format(StrEnum):
    """What extract writes: whole reports (yaml, json) or rows, one per indicator (jsonl, csv)."""

    yaml = "yaml"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"


ENDINGS = {f".{one.value}": one for one in Format} | {".yml": Format.yaml}


def extract(
    files: list[str] = typer.Argument(metavar="FILE…", help="Reports: text, Word, Excel …; - is standard input."),
    format: Format | None = typer.Option(
        None,
        "--format",
        "-f",
        help="Whole reports (yaml, json) or rows (jsonl, csv); by default as FILE ends, or yaml.",
    ),
    excel: bool = typer.Option(
        False, "--excel", help="CSV for a Finnish Excel: semicolons, decimal commas, no formulas."
    ),
    output: Path | None = typer.Option(
        None, "--output", "-o", metavar="FILE", help=f"Write to this file: .yaml .json, or rows: {TABLES}"
    ),
    grammar: str | None = typer.Option(
        None, "--grammar", "-g", metavar="NAME|FILE", help="Read by this grammar; otherwise the text decides."
    ),
    encoding: str | None = typer.Option(None, "--encoding", "-e", help="Encoding of the input, such as cp1252."),
    positions: bool = typer.Option(
        False, "--positions", help="Add to every object where its values stand and which it inherited."
    ),
    fail_on: console.FailOn = typer.Option(console.FailOn.error, "--fail-on", help="Exit with 1 from this gravity on."),
    quiet: bool = typer.Option(False, "--quiet", "-q", help="Print no findings, only what cannot be read."),
    pages: str | None = console.PAGES,
    max_file_mb: float = console.MAX_FILE,
    max_line_mb: float = console.MAX_LINE,
    max_unpacked_mb: float = console.MAX_UNPACKED,
) -> None:
    """Read reports and print their data.

    Data goes to standard output, findings to standard error. Exit status: 0 clean, 1 findings at or above --fail-on,
    2 something could not be read.
    """
    if excel and format not in (None, Format.csv):
        console.stop(
            filled("--excel and --format {format}: give one of them; --excel writes csv", {"format": format.value})
        )
    settled = _settled(Format.csv if excel else format, output)
    console.refuse_inputs("--output", output, [*files, grammar])
    table = _table(output) if settled is None else None
    limits = console.size_limits(max_file_mb, max_line_mb, max_unpacked_mb, pages)
    chosen = console.choose_grammar(grammar)
    statuses = [console.CLEAN]
    totals = _totals(output, quiet)

    def readings() -> "Iterator[Reading]":
        for path in files:
            reading = console.read_one(path, chosen, encoding, limits, positions)
            statuses.append(console.UNUSABLE if reading is None else console.status(reading, fail_on))
            if reading is not None:
                if not quiet:
                    console.print_findings(reading)
                if totals is not None:
                    totals.add(reading)
                yield reading

    found = readings()
    first = next(found, None)
    if first is not None and table is not None:
        _write_table(table, first, found)
    elif first is not None and settled is not None:
        pieces: Iterator[str] = _pieces(first, found, Shape(settled, excel, len(files) > 1))
        if output is None and sys.stdout.isatty():
            from tavoiteparse.source.shown import shown_lines

            pieces = map(shown_lines, pieces)
        console.write(pieces, output)
    for line in totals.lines(files) if totals is not None and first is not None else ():
        typer.echo("\n".join(console.parted(line, sys.stderr)), err=True)
    raise typer.Exit(max(statuses))


def _totals(output: Path | None, quiet: bool) -> "Totals | None":
    """What counts for the lines that close the data on a terminal; None elsewhere."""
    if output is not None or quiet or not sys.stdout.isatty():
        return None
    from tavoiteparse.cli.closing import Totals

    return Totals()


class Shape(NamedTuple):
    """How output looks: its format, whether CSV is for Excel, whether it is that of several files."""

    format: Format
    excel: bool
    several: bool


def _settled(format: Format | None, output: Path | None) -> Format | None:
    """The format of the output, None for a table that only a file can be; ends with status 2 where none is sure.

    A device or a pipe is no file, whatever its name.
    """
    if output is None or (output.exists() and not output.is_file() and not output.is_dir()):
        return format or Format.yaml
    ending = output.suffix.casefold()
    said = ENDINGS.get(ending)
    if said is None and ending not in FORMATS and format is None:
        known = " ".join((*ENDINGS, *(one for one in FORMATS if one not in ENDINGS)))
        console.stop(
            filled(
                "--output {output}: its ending says no format; known are {known}, or give --format",
                {"output": output, "known": known},
            )
        )
    if format is not None and format is not said and (said is not None or ending in FORMATS):
        console.stop(
            filled(
                "--output {output} and --format {format}: should say the same; leave --format out, or rename",
                {"output": output, "format": format},
            )
        )
    return format or said


def _table(output: Path | None) -> "TableWriter":
    """The writer of a table; ends with status 2 where it cannot be written, before anything is read."""
    from tavoiteparse.tables.files import TableError, open_table

    try:
        table = open_table(str(output))
        table.check()
    except TableError as error:
        console.stop(str(error))
    return table


def _write_table(table: "TableWriter", first: "Reading", others: "Iterator[Reading]") -> None:
    """The rows of all readings, put in their place when all are there; what no cell holds is said."""
    from tavoiteparse.source.shown import shown
    from tavoiteparse.tables.files import TableError
    from tavoiteparse.tables.rows import rows

    try:
        with table:
            table.write(rows(first.raportti))
            for reading in others:
                table.write(rows(reading.raportti))
    except TableError as error:
        console.stop(str(error))
    for note in table.notes:
        typer.echo(shown(f"{table.where}: {note}"), err=True)


def _pieces(first: "Reading", others: "Iterator[Reading]", shape: Shape) -> Iterator[str]:
    """The output of all readings, piece by piece, so that memory holds one report at a time."""
    from itertools import chain

    readings = chain([first], others)
    yield from _rows(readings, shape) if shape.format in (Format.jsonl, Format.csv) else _reports(readings, shape)


def _reports(readings: "Iterable[Reading]", shape: Shape) -> Iterator[str]:
    from tavoiteparse.contract import render

    for n, reading in enumerate(readings):
        if shape.format is Format.yaml:
            yield ("---\n" if n else "") + render.to_yaml(reading.raportti)
        else:
            yield ("[\n" if shape.several and not n else ",\n" if n else "") + render.to_json(reading.raportti)
    if shape.format is Format.json:
        yield "\n]\n" if shape.several else "\n"


def _rows(readings: "Iterable[Reading]", shape: Shape) -> Iterator[str]:
    from tavoiteparse.tables import rows as table

    line = table.json_line
    if shape.format is Format.csv:
        line = table.excel_line if shape.excel else table.csv_line
        yield table.excel_header() if shape.excel else table.csv_header()
    for reading in readings:
        yield from map(line, table.rows(reading.raportti))
