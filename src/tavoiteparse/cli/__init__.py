"""The command line: one module a command, each thin. What a command needs is imported when it runs."""

import gc
import sys
from io import TextIOWrapper

import typer

from tavoiteparse.cli import console
from tavoiteparse.cli.batch import batch
from tavoiteparse.cli.explain import explain
from tavoiteparse.cli.extract import extract
from tavoiteparse.cli.grammars import app as grammars
from tavoiteparse.cli.rule import rule
from tavoiteparse.cli.schema import schema
from tavoiteparse.cli.validate import validate
from tavoiteparse.source.version import __version__

app = typer.Typer(
    name="tavoiteparse",
    help="Read Finnish municipal goal reports and write validated data, every value traced to its line.",
    epilog=console.examples("tavoiteparse extract report.txt", "tavoiteparse validate report.txt"),
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command, lines in (
    (extract, ("tavoiteparse extract report.txt", "tavoiteparse extract reports/*.txt -f csv -o rows.csv")),
    (validate, ("tavoiteparse validate report.txt", "tavoiteparse validate reports --fail-on warning --statistics")),
    (batch, ("tavoiteparse batch reports data", "tavoiteparse batch reports data --table rows.csv --jobs 2")),
    (explain, ("tavoiteparse explain report.txt", "tavoiteparse explain report.txt --grammar yleinen")),
    (rule, ("tavoiteparse rule", "tavoiteparse rule status-disagrees")),
    (schema, ("tavoiteparse schema",)),
):
    app.command(epilog=console.examples(*lines))(command)
app.add_typer(grammars)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"tavoiteparse {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: bool = typer.Option(
        False, "--version", "-V", is_eager=True, callback=_print_version, help="Print the version."
    ),
) -> None:
    """Takes the options that stand before a command."""


def main() -> None:
    """The command `tavoiteparse`."""
    gc.disable()  # a command is over in seconds and makes no cycles; walking its data would take half of that time
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # help and messages, whatever the locale, and names of files whatever they are; data is written as bytes
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    app()
