"""All commands in their order, and the application that is made of some of them."""

from collections.abc import Iterable, Mapping
from importlib import import_module
from types import MappingProxyType

import typer

from tavoiteparse.cli import console
from tavoiteparse.source.version import __version__

# The module of each has a function of its name; one with commands of its own has `app`, and needs no examples here.
COMMANDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "extract": ("tavoiteparse extract report.txt", "tavoiteparse extract reports/*.txt -f csv -o rows.csv"),
        "show": ("tavoiteparse show report.txt", "tavoiteparse show report.txt --only missed --no-pager"),
        "validate": (
            "tavoiteparse validate report.txt", "tavoiteparse validate reports --fail-on warning --statistics"
        ),
        "compare": (
            "tavoiteparse compare plan.txt report.txt", "tavoiteparse compare years --format markdown"
        ),
        "page": ("tavoiteparse page report.txt -o report.html", "tavoiteparse page reports -o pages"),
        "batch": ("tavoiteparse batch reports data", "tavoiteparse batch reports data --table rows.csv --jobs 2"),
        "explain": ("tavoiteparse explain report.txt", "tavoiteparse explain report.txt --grammar yleinen"),
        "convert": ("tavoiteparse convert report.docx", "tavoiteparse convert report.xlsx -o report.txt"),
        "rule": ("tavoiteparse rule", "tavoiteparse rule status-disagrees"),
        "schema": ("tavoiteparse schema",),
        "grammars": (),
    }
)  # fmt: skip


def needed(arguments: list[str]) -> Iterable[str]:
    """The commands that a command line needs: the one that it begins with, or all, as for help and a misspelt one."""
    return arguments[:1] if arguments and arguments[0] in COMMANDS else COMMANDS


def application(names: Iterable[str]) -> typer.Typer:
    """The command line with these commands; the modules of the others are not imported."""
    app = typer.Typer(
        name="tavoiteparse",
        help="Read Finnish municipal goal reports and write validated data, every value traced to its line.",
        epilog=console.examples("tavoiteparse extract report.txt", "tavoiteparse validate report.txt"),
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(options)
    for name in names:
        module = import_module(f"tavoiteparse.cli.{name}")
        if COMMANDS[name]:
            app.command(epilog=console.examples(*COMMANDS[name]))(getattr(module, name))
        else:
            app.add_typer(module.app)
    return app


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"tavoiteparse {__version__}")
        raise typer.Exit


def options(
    version: bool = typer.Option(
        False, "--version", "-V", is_eager=True, callback=_print_version, help="Print the version."
    ),
    lang: str | None = typer.Option(
        None, "--lang", metavar="LANGUAGE",
        help="Speak this language: fi, sv or en; else that of TAVOITEPARSE_LANG or the locale.",
    ),
) -> None:  # fmt: skip
    """Takes the options that stand before a command; `--lang` is taken wherever it stands, before this."""
