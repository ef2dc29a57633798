"""Whether two names are one file, whatever links lead there: no output may be written over an input."""

import os
from collections.abc import Iterable
from pathlib import Path
from stat import S_ISREG

STANDARD_INPUT = "-"


def input_at(output: Path, inputs: Iterable[str | Path]) -> str | None:
    """The first of the inputs that is the file `output`; None where there is none. `-` is what stands behind it."""
    try:
        wanted = output.stat()
    except (OSError, ValueError):
        return None
    for name in inputs if S_ISREG(wanted.st_mode) else ():
        try:
            found = os.fstat(0) if name == STANDARD_INPUT else os.stat(name)
        except (OSError, ValueError):
            continue
        if os.path.samestat(wanted, found):
            return str(name)
    return None
