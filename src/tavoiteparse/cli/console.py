"""What commands share: reading inputs, printing findings, writing outputs whole or not at all, exit statuses."""

import errno
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TextIO

import typer

from tavoiteparse.cli.terminal import colours
from tavoiteparse.source.messages import filled

if TYPE_CHECKING:
    from tavoiteparse.documents.read import Limits
    from tavoiteparse.language.grammar import Grammar
    from tavoiteparse.pipeline import Reading

USUAL_COLUMNS = 80  # of a terminal that does not tell
CLEAN, FINDINGS, UNUSABLE, CLOSED_PIPE = 0, 1, 2, 141
COLOURS = {"error": typer.colors.RED, "warning": typer.colors.YELLOW, "info": typer.colors.CYAN}
TIMEOUT = typer.Option(60, "--timeout", min=0, metavar="SECONDS", help="Give a file up that takes longer; 0: never.")

GRAMMAR = typer.Option(None, "--grammar", "-g", metavar="NAME|FILE", help="Read by this grammar.")
ENCODING = typer.Option(None, "--encoding", "-e", help="Encoding of the inputs, such as cp1252.")
MAX_FILE = typer.Option(64, "--max-file-mb", min=0, help="Refuse larger files.")
MAX_LINE = typer.Option(1, "--max-line-mb", min=0, help="Refuse files with longer lines.")
PAGES = typer.Option(None, "--pages", metavar="FIRST-LAST", help="Read only these pages of a PDF, such as 12-40.")
REDACT = typer.Option(
    False, "--redact", help="Replace names of persons after labels of responsibility and in lists of authors."
)
MAX_UNPACKED = typer.Option(128, "--max-unpacked-mb", min=0, help="Refuse Office files that hold more than this.")


class FailOn(StrEnum):
    """From which gravity on findings make the exit status 1."""

    error = "error"
    warning = "warning"
    info = "info"
    never = "never"


def examples(*lines: str) -> str:
    """What stands at the end of a command's help; the sign before it keeps its lines apart."""
    return "\n".join(["\b", f"Example{'s' if len(lines) > 1 else ''}:", *(f"  {line}" for line in lines)])


def columns(stream: TextIO) -> int | None:
    """The width of the terminal that a stream is; None of a file or pipe, in which lines are never parted."""
    if not stream.isatty():
        return None
    said = os.environ.get("COLUMNS", "")
    try:
        wide = int(said) if said.isdecimal() else os.get_terminal_size(stream.fileno()).columns
    except OSError:
        wide = 0
    return wide or USUAL_COLUMNS


def fail(message: str) -> None:
    """A message on standard error that names what cannot be used."""
    from tavoiteparse.source.shown import shown

    lines = "\n".join(parted(f"tavoiteparse: {shown(message)}", sys.stderr))
    typer.echo(typer.style(lines, fg=COLOURS["error"]) if colours(sys.stderr) else lines, err=True)


def parted(line: str, stream: TextIO) -> Iterable[str]:
    """A line as it is written to a stream: on a terminal parted between words."""
    from tavoiteparse.source.shown import wrapped

    wide = columns(stream)
    indent = " " * (len(line) - len(line.lstrip()) + 2)
    return [line] if wide is None else wrapped(line, wide, indent)


def stop(message: str) -> NoReturn:
    """Ends the command with status 2, after a message that names what cannot be used."""
    fail(message)
    raise typer.Exit(UNUSABLE)


def size_limits(file_mb: float, line_mb: float, unpacked_mb: float = 128, pages: str | None = None) -> "Limits":
    """The limits of `--max-file-mb` and the like; ends with status 2 where one is no number or names no pages."""
    from tavoiteparse.documents.read import Limits

    sizes = {"--max-file-mb": file_mb, "--max-line-mb": line_mb, "--max-unpacked-mb": unpacked_mb}
    for option, value in sizes.items():
        if not isfinite(value):
            stop(
                filled(
                    "{option} {value}: should be a number of megabytes, such as 64", {"option": option, "value": value}
                )
            )
    return Limits(int(file_mb * 1e6), int(line_mb * 1e6), int(unpacked_mb * 1e6), _pages(pages))


def _pages(given: str | None) -> tuple[int, int] | None:
    """The first and last page of `--pages 12-40` or `--pages 12`; ends with status 2 where they are none."""
    if given is None:
        return None
    first, dash, last = given.replace("–", "-").partition("-")
    last = last if dash else first
    if not (first.strip().isdecimal() and last.strip().isdecimal() and 0 < int(first) <= int(last)):
        stop(filled("--pages {given}: should be two numbers of pages, such as 12-40, or one", {"given": given}))
    return int(first), int(last)


def seconds(value: float) -> float:
    """The seconds of `--timeout`; ends with status 2 where they are no number."""
    if not isfinite(value):
        stop(filled("--timeout {value}: should be a number of seconds, such as 60", {"value": value}))
    return value


def choose_grammar(name: str | None, named: tuple[Path, ...] | None = None) -> "Grammar | None":
    """The grammar of `--grammar`; a mistake in one, shipped or given, ends the command with status 2.

    `named` are the grammars of settings that were read; else those that the nearest settings name are used.
    """
    from tavoiteparse.language.grammar import find_grammar, grammars, use_grammars
    from tavoiteparse.strict.mistake import GrammarError

    use_grammars(_named_grammars() if named is None else named)
    try:
        grammars()
        return find_grammar(name) if name is not None else None
    except GrammarError as error:
        stop(str(error))


def _named_grammars() -> tuple[Path, ...]:
    """The grammars of the nearest settings; a mistake in these ends the command with status 2."""
    from tavoiteparse.cli.settings import may_name_grammars, named_grammars

    if not may_name_grammars():
        return ()
    from tavoiteparse.strict.toml import ConfigError

    try:
        return named_grammars()
    except ConfigError as error:
        stop(str(error))


def refuse_inputs(option: str, output: Path | None, inputs: "Iterable[str | Path | None]") -> None:
    """Ends the command with status 2 where an output is one of its inputs, by whatever link; before any is read."""
    if output is None:
        return
    from tavoiteparse.storage.same import input_at

    same = input_at(output, (one for one in inputs if one is not None))
    if same is not None:
        from tavoiteparse.storage.store import legible

        said = {"option": option, "output": output, "same": legible(same)}
        stop(filled("{option} {output}: would be written over the input {same}; choose another file", said))


def read_one(
    path: str, grammar: "Grammar | None", encoding: str | None, limits: "Limits | None", positions: bool
) -> "Reading | None":
    """One report; None after a message where it cannot be read. Without `limits` they are as usual."""
    from tavoiteparse.documents.read import ReadError, read_path
    from tavoiteparse.pipeline import read_report
    from tavoiteparse.strict.mistake import GrammarError

    try:
        source = read_path(path, encoding, limits)
        return read_report(source, grammar, positions)
    except (ReadError, GrammarError) as error:
        fail(str(error))
        return None


def print_findings(reading: "Reading") -> None:
    """The findings of a reading on standard error; on a terminal the gravity has its colour."""
    colour = colours(sys.stderr)
    for diagnostic in reading.diagnostics:
        lines = diagnostic.text(reading.source).split("\n")
        text = "\n".join(part for line in lines for part in parted(line, sys.stderr))
        if colour:
            name = diagnostic.severity.name
            text = text.replace(f" {name}: ", f" {typer.style(name, fg=COLOURS[name], bold=True)}: ", 1)
        typer.echo(text, err=True)


def status(reading: "Reading", fail_on: FailOn) -> int:
    """1 where a finding is at least as grave as `fail_on`."""
    from tavoiteparse.contract.diagnostics import Severity

    if fail_on is FailOn.never:
        return CLEAN
    limit = Severity[fail_on.value]
    return FINDINGS if any(diagnostic.severity >= limit for diagnostic in reading.diagnostics) else CLEAN


def show(text: str) -> None:
    """A text for people on standard output; on a terminal its lines are parted between words."""
    lines = (part for line in text.splitlines() for part in parted(line, sys.stdout))
    write([f"{line}\n" for line in lines], None)


def write(pieces: Iterable[str], output: Path | None) -> None:
    """Writes text as UTF-8 with plain line feeds: to standard output, or beside `output` and then renamed to it.

    A pipe or a device is no file that could be half-written: it is written to, not put another file in place of.
    """
    if output is None:
        with _output_fails_with_a_message():
            for piece in pieces:
                sys.stdout.buffer.write(_encoded(piece))
            sys.stdout.buffer.flush()
        return
    try:
        if output.is_file() or output.is_dir() or not output.exists():
            _replace(pieces, output)
        else:
            with output.open("wb") as file:
                file.writelines(map(_encoded, pieces))
    except OSError as error:
        stop(filled("{place}: cannot be written: {why}", {"place": output, "why": error.strerror}))


def _replace(pieces: Iterable[str], output: Path) -> None:
    """A file made or replaced whole. Raises OSError."""
    from tempfile import NamedTemporaryFile

    from tavoiteparse.storage.listing import TEMPORARY

    temporary, begins = None, f".{output.name[:50]}."  # of a name that is as long as may be, no longer one
    try:
        with NamedTemporaryFile("wb", dir=output.parent, prefix=begins, suffix=TEMPORARY, delete=False) as file:
            temporary = Path(file.name)
            file.writelines(map(_encoded, pieces))
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(output)
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


@contextmanager
def _output_fails_with_a_message() -> Iterator[None]:
    """A full disk ends the command with a message; a pipe that `| head` closed as Unix tools end: silently, 141."""
    try:
        yield
    except OSError as error:
        silence(sys.stdout)
        if error.errno in (errno.EPIPE, errno.EINVAL):
            raise typer.Exit(CLOSED_PIPE) from None
        stop(filled("standard output: cannot be written: {why}", {"why": error.strerror or error}))


def silence(stream: TextIO) -> None:
    """Lets what a stream could not write go nowhere, so that Python does not try once more at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _encoded(text: str) -> bytes:
    """UTF-8; what a file name has that is not, to Python a lone surrogate, is written as its escape."""
    return text.encode("utf-8", "backslashreplace")


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
