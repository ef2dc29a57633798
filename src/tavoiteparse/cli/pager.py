"""Long output for people on a terminal: through a pager, as git does."""

import os
import subprocess
import sys
from collections.abc import Iterable

from tavoiteparse.cli import console
from tavoiteparse.cli.terminal import moves

USUAL = "less"
NONE = ("", "cat")  # as git reads these: no pager
OF_LESS = "FRX"  # quit where all fits on the screen, pass colours on, leave the text there


def paged(lines: Iterable[str], wanted: bool) -> None:
    """Writes lines to standard output, on a terminal through TAVOITEPARSE_PAGER, PAGER or less."""
    text = "".join(f"{line}\n" for line in lines)
    name = os.environ.get("TAVOITEPARSE_PAGER", os.environ.get("PAGER", USUAL)).strip()
    if not wanted or name in NONE or not moves(sys.stdout) or not _through(name, text):
        console.write([text], None)


def _through(name: str, text: str) -> bool:
    """Whether a pager took a text; one that there is not takes nothing, one that is left early has had enough."""
    environment = {"LESS": OF_LESS, "LV": "-c", "LESSCHARSET": "utf-8"} | os.environ
    try:
        process = subprocess.Popen(name, shell=True, stdin=subprocess.PIPE, env=environment)
    except OSError:
        return False
    try:
        process.communicate(text.encode("utf-8", "backslashreplace"))
    except (BrokenPipeError, KeyboardInterrupt):
        process.wait()
    return process.returncode != MISSING


MISSING = 127  # the status of a shell that does not find a command
