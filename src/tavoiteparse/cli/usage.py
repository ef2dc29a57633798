"""Mistakes in a command line: what the library of the commands says of them, in the reader's language."""

import re
from collections.abc import Sequence
from typing import Any

import typer

from tavoiteparse.cli import console
from tavoiteparse.cli.language import asks_for_help, translate, usage
from tavoiteparse.source.messages import N_, filled

# As the library words them, the longer before those that they begin with; a piece may itself be one of these.
WORDINGS = (
    N_("No such option: {name} (Possible options: {names})"),
    N_("No such option: {name} Did you mean {other}?"),
    N_("No such option: {name}"),
    N_("No such command {name}. Did you mean {other}?"),
    N_("No such command {name}."),
    N_("Missing command."),
    N_("Missing argument {name}."),
    N_("Missing option {name}."),
    N_("Invalid value for {name}: {why}"),
    N_("{value} is not a valid {kind}."),
    N_("{value} is not in the range {range}."),
    N_("{value} is not one of {choices}."),
    N_("Got unexpected extra argument(s) ({arguments})"),
    N_("Got unexpected extra argument ({arguments})"),
    N_("Got unexpected extra arguments ({arguments})"),
    N_("Option {name} requires an argument."),
    N_("Option {name} does not take a value."),
    N_("int range"),
    N_("integer range"),
    N_("integer"),
    N_("float range"),
    N_("float"),
)
FIELD = re.compile(r"\\\{(\w+)\\\}")


def run_translated(app: typer.Typer, arguments: Sequence[str]) -> int:
    """Runs a command line in another language than English, its help and what is wrong with it too; its status."""
    command = typer.main.get_command(app)
    if asks_for_help(arguments):
        translate(command)
    try:
        status = command.main(list(arguments), standalone_mode=False)
    except Exception as error:
        if not hasattr(error, "format_message"):
            raise
        return _told(error)
    return status if isinstance(status, int) else console.CLEAN


def _told(error: Any) -> int:
    """Says what is wrong with a command line, below how it is used; the status."""
    if type(error).__name__ == "NoArgsIsHelpError":  # is the help, which is translated
        error.show()
        return int(error.exit_code)
    context = getattr(error, "ctx", None)
    if context is not None:
        formatter = context.make_formatter()
        usage(context.command, context, formatter)
        asked = f"{context.command_path} {context.help_option_names[0]}"
        typer.echo(formatter.getvalue().rstrip("\n"), err=True)
        typer.echo(filled("Try '{command}' for help.", {"command": asked}) + "\n", err=True)
    typer.echo(filled("Error: {message}", {"message": in_language(error.format_message())}), err=True)
    return int(error.exit_code)


def in_language(message: str) -> str:
    """A message of the library of the commands in the language that is spoken; one that is not known as it is."""
    for text in WORDINGS:
        found = re.fullmatch(FIELD.sub(r"(?P<\1>.+?)", re.escape(text)), message, re.DOTALL)
        if found is not None:
            return filled(text, {name: in_language(value) for name, value in found.groupdict().items()})
    return message
