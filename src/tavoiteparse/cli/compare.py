"""`tavoiteparse compare`: what changed between two reports or more."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from tavoiteparse.cli import console
from tavoiteparse.source.messages import Phrase, filled, translated

if TYPE_CHECKING:
    from tavoiteparse.compare.inputs import Given, How


class Format(StrEnum):
    """What compare writes."""

    text = "text"
    markdown = "markdown"
    json = "json"
    csv = "csv"


def compare(
    paths: list[str] = typer.Argument(
        metavar="OLD NEW…", help="Reports or data that extract wrote, oldest first; or a folder of one town's years."
    ),
    format: Format = typer.Option(Format.text, "--format", "-f", help="For people, or changes as data (json, csv)."),
    output: Path | None = typer.Option(None, "--output", "-o", metavar="FILE", help="Write to this file."),
    periods: bool = typer.Option(
        False, "--periods", help="A table instead: a row for each indicator, a column for each report."
    ),
    fail_on: list[str] = typer.Option(
        [], "--fail-on", metavar="KINDS", help="Exit with 1 for these kinds of changes; any: all that ask for a reason."
    ),
    grammar: str | None = console.GRAMMAR,
    encoding: str | None = console.ENCODING,
    max_file_mb: float = console.MAX_FILE,
    max_line_mb: float = console.MAX_LINE,
    max_unpacked_mb: float = console.MAX_UNPACKED,
) -> None:  # fmt: skip
    """Say what changed from one report to the next.

    Targets, baselines, indicators, goals and what is told of them: each change has both places; a doubtful match is
    said. Exit status: 0, or 1 where a change of --fail-on was found; 2 something could not be read, or the reports are
    those of two towns.
    """
    from tavoiteparse.compare.comparison import Comparison, compare, other_towns
    from tavoiteparse.compare.inputs import How
    from tavoiteparse.compare.written import FORMATS, PERIODS

    kinds = _kinds(fail_on)
    if periods and format is Format.json:
        console.stop(translated("--periods and --format json: the table is text, markdown or csv"))
    console.refuse_inputs("--output", output, [*paths, grammar])
    limits = console.size_limits(max_file_mb, max_line_mb, max_unpacked_mb)
    given = _given(paths, How(console.choose_grammar(grammar), encoding, limits))
    for line in given.left_out:
        typer.echo(filled("left out: {what}", {"what": line}), err=True)
    write = PERIODS[format.value] if periods else FORMATS[format.value]
    towns = other_towns(given.sides)
    if towns is not None:
        if format is Format.json:
            console.write([write(Comparison(given.sides, []))], output)
        names = translated(" and ").join(f"{side.raportti.organisaatio} ({side.name})" for side in towns)
        console.stop(filled("{names}: are reports of two towns, which are not compared", {"names": names}))
    comparison = compare(given.sides)
    if output is None and sys.stdout.isatty():
        console.show(write(comparison))
    else:
        console.write([write(comparison)], output)
    raise typer.Exit(console.FINDINGS if comparison.counting(kinds) else console.CLEAN)


def _kinds(given: list[str]) -> list[str]:
    """The kinds of `--fail-on`, one by one or with commas; ends with status 2 for one that there is not."""
    from tavoiteparse.compare.changes import KINDS

    kinds = [name.strip() for value in given for name in value.split(",") if name.strip()]
    for kind in kinds:
        if kind not in (*KINDS, "any"):
            console.stop(
                filled(
                    "--fail-on {kind}: is no kind of change; known are any, {names}",
                    {"kind": kind, "names": ", ".join(KINDS)},
                )
            )
    return kinds


def _given(paths: list[str], how: "How") -> "Given":
    """The reports; ends with status 2 where one cannot be read, or where there are not two."""
    from tavoiteparse.compare.inputs import read_all
    from tavoiteparse.documents.read import ReadError
    from tavoiteparse.strict.mistake import GrammarError

    try:
        given = read_all(paths, how)
    except (ReadError, GrammarError) as error:
        console.stop(str(error))
    except OSError as error:
        console.stop(
            filled("{filename}: {why}; check its permissions", {"filename": error.filename, "why": error.strerror})
        )
    if len(given.sides) < 2:
        found = Phrase("; left out: {what}", {"what": "; ".join(given.left_out)}) if given.left_out else ""
        console.stop(
            filled("{names}: two reports are needed to compare{found}", {"names": ", ".join(paths), "found": found})
        )
    return given
