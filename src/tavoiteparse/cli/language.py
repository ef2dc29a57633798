"""The language of a command line: `--lang` anywhere on it, else that of the environment; its help is translated."""

import gettext
import os
from collections.abc import Sequence
from typing import Any

from tavoiteparse.cli import console
from tavoiteparse.source import messages

OPTION = "--lang"
HELP_OPTIONS = frozenset({"--help", "-h"})


def spoken(arguments: Sequence[str]) -> list[str]:
    """The arguments without `--lang`, whose language is spoken from now on; ends with status 2 for one there is not.

    Processes that are started later speak it, too.
    """
    rest: list[str] = []
    wanted = None
    waiting = iter(arguments)
    for one in waiting:
        if one == "--":
            rest += [one, *waiting]
        elif one == OPTION:
            wanted = next(waiting, "")
        elif one.startswith(f"{OPTION}="):
            wanted = one.partition("=")[2]
        else:
            rest.append(one)
    if wanted is not None and wanted not in messages.LANGUAGES:
        messages.speak(messages.environment_language())
        said = {"option": OPTION, "given": wanted, "known": ", ".join(messages.LANGUAGES)}
        console.fail(messages.filled("{option} {given}: should be one of {known}", said))
        raise SystemExit(console.UNUSABLE)
    language = wanted or messages.environment_language()
    messages.speak(language)
    os.environ[messages.VARIABLE] = language
    return rest


def asks_for_help(arguments: Sequence[str]) -> bool:
    """Whether a command line prints help."""
    return not arguments or not HELP_OPTIONS.isdisjoint(arguments)


def translate(command: Any) -> None:
    """Puts the help of a command, its options and its own commands into the language that is spoken."""
    os.environ["LANGUAGE"] = messages.language()  # of the words that typer prints around it
    gettext.bindtextdomain(messages.DOMAIN, str(messages.FOLDER))
    gettext.textdomain(messages.DOMAIN)
    waiting = [command]
    while waiting:
        one = waiting.pop()
        one.help = messages.translated(one.help or "")
        one.short_help = messages.translated(one.short_help or "") or None
        one.epilog = _of_examples(one.epilog or "")
        for parameter in one.params:
            if getattr(parameter, "help", None):
                parameter.help = messages.translated(parameter.help)
        one.format_usage = lambda context, formatter, one=one: usage(one, context, formatter)
        helps = one.get_help_option
        one.get_help_option = lambda context, helps=helps: _translated(helps(context))
        waiting += getattr(one, "commands", {}).values()


def usage(command: Any, context: Any, formatter: Any) -> None:
    """Writes how a command is used, which begins with a word of the language that is spoken."""
    pieces = " ".join(command.collect_usage_pieces(context))
    formatter.write_usage(context.command_path, pieces, messages.translated("Usage: "))


def _translated(option: Any) -> Any:
    """The option `--help` with its own help translated."""
    if option is not None and option.help:
        option.help = messages.translated(option.help)
    return option


def _of_examples(epilog: str) -> str:
    """The examples below a help, their title translated."""
    for title in (messages.N_("Examples"), messages.N_("Example")):
        if f"{title}:" in epilog:
            return epilog.replace(f"{title}:", f"{messages.translated(title)}:", 1)
    return epilog
