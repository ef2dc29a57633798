"""The command line: one module a command, each thin. What a command needs is imported when it runs."""

import errno
import gc
import os
import sys
from contextlib import suppress
from io import TextIOWrapper
from typing import TextIO

import typer

from tavoiteparse.cli import console
from tavoiteparse.cli.batch import batch
from tavoiteparse.cli.explain import explain
from tavoiteparse.cli.extract import extract
from tavoiteparse.cli.grammars import app as grammars
from tavoiteparse.cli.rule import rule
from tavoiteparse.cli.schema import schema
from tavoiteparse.cli.terminal import colours
from tavoiteparse.cli.validate import validate
from tavoiteparse.source.version import __version__

OF_OUTPUT = frozenset({errno.ENOSPC, errno.EBADF, errno.EIO, errno.EFBIG})

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
    """The command `tavoiteparse`. Status 1 is only ever findings: all that goes wrong in another way is 2 or more."""
    gc.disable()  # a command is over in seconds and makes no cycles; walking its data would take half of that time
    sys.stdout, sys.stderr = sys.stdout or _closed(os.O_RDONLY), sys.stderr or _closed(os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # help and messages, whatever the locale, and names of files whatever they are; data is written as bytes
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    if not colours(sys.stdout):
        os.environ["_TYPER_FORCE_DISABLE_TERMINAL"] = "1"  # help then has no bold words either
    try:
        status = _run()
        sys.stdout.flush()
    except OSError as error:
        status = _unwritable(error)
    except Exception as error:
        status = _fault(error)
    with suppress(OSError):
        sys.stderr.flush()
        sys.exit(status)
    console.silence(sys.stderr)
    sys.exit(max(status, console.UNUSABLE))


def _run() -> int:
    """The status of a command."""
    try:
        app()
    except SystemExit as ended:
        if isinstance(ended.__context__, OSError):  # both typer and rich end with 1 where a pipe is closed
            raise ended.__context__ from None
        return ended.code if isinstance(ended.code, int) else console.CLEAN
    return console.CLEAN


def _closed(mode: int) -> TextIO:
    """In place of a stream that the shell has closed, which Python leaves out: data fails there, messages may go."""
    return open(os.open(os.devnull, mode), "w", encoding="utf-8")


def _unwritable(error: OSError) -> int:
    """What is said where output cannot be written; `| head` closes the pipe early, and is told nothing."""
    console.silence(sys.stdout)
    if error.errno == errno.EPIPE:
        return console.CLOSED_PIPE
    with suppress(OSError):
        what = "the output cannot be written" if error.errno in OF_OUTPUT else "stopped by the system"
        what = what if error.filename is None else f"{error.filename}: cannot be used"
        console.fail(f"{what}: {error.strerror or error}")
    return console.UNUSABLE


def _fault(error: Exception) -> int:
    """A mistake in the program itself, in one sentence; TAVOITEPARSE_TRACEBACK=1 shows where. Or one in a grammar."""
    from tavoiteparse.documents.read import unforeseen
    from tavoiteparse.strict.mistake import GrammarError

    with suppress(OSError):
        if isinstance(error, GrammarError):  # that shows when it is used, as in a pattern that takes too long
            console.fail(str(error))
            return console.UNUSABLE
        if os.environ.get("TAVOITEPARSE_TRACEBACK"):
            from traceback import print_exception

            print_exception(error)
        console.fail(f"{unforeseen(error)} (TAVOITEPARSE_TRACEBACK=1 shows where)")
    return console.UNUSABLE
