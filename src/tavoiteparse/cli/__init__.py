"""The command line: one module a command, each thin. What a command needs is imported when it runs."""

import gc
from functools import cache
from importlib import import_module
from typing import Any


def main() -> None:
    """The command `tavoiteparse`."""
    # A command is over in seconds and makes no cycles; walking its data, and its modules while they are imported, would
    # take half of that time.
    gc.disable()
    from tavoiteparse.cli.run import run

    run()


def __getattr__(name: str) -> Any:
    """`app`, the whole command line, and `console`: imported by `main` neither whole nor before it stops collecting."""
    if name not in ("app", "console"):
        raise AttributeError(f"module 'tavoiteparse.cli' has no attribute {name!r}")
    return _whole() if name == "app" else import_module("tavoiteparse.cli.console")


@cache
def _whole() -> Any:
    from tavoiteparse.cli.commands import COMMANDS, application

    return application(COMMANDS)
