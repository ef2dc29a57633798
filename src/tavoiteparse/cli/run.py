"""A command line from its arguments to its exit status, whatever goes wrong on the way."""

import errno
import gc
import os
import sys
from contextlib import suppress
from io import TextIOWrapper
from typing import NoReturn, TextIO

from tavoiteparse.cli import console
from tavoiteparse.cli.commands import application, needed
from tavoiteparse.cli.language import spoken
from tavoiteparse.cli.terminal import colours
from tavoiteparse.source import messages

OF_OUTPUT = frozenset({errno.ENOSPC, errno.EBADF, errno.EIO, errno.EFBIG})


def run() -> NoReturn:
    """Runs the command line and ends with its status: 1 is only ever findings, what goes wrong otherwise 2 or more."""
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
    gc.freeze()  # Python walks at its end what is not frozen, twice: a tenth of a command that reads one small report
    with suppress(OSError):
        sys.stderr.flush()
        sys.exit(status)
    console.silence(sys.stderr)
    sys.exit(max(status, console.UNUSABLE))


def _run() -> int:
    """The status of a command."""
    try:
        arguments = spoken(sys.argv[1:])
        app = application(needed(arguments))
        if messages.language() != messages.ENGLISH:
            from tavoiteparse.cli.usage import run_translated

            return run_translated(app, arguments)
        app(arguments)
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
        output, stopped = (
            messages.N_("the output cannot be written: {why}"),
            messages.N_("stopped by the system: {why}"),
        )
        what = output if error.errno in OF_OUTPUT else stopped
        what = what if error.filename is None else messages.N_("{file}: cannot be used: {why}")
        console.fail(messages.filled(what, {"file": error.filename, "why": error.strerror or error}))
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
        console.fail(messages.filled("{fault} (TAVOITEPARSE_TRACEBACK=1 shows where)", {"fault": unforeseen(error)}))
    return console.UNUSABLE
