"""`tavoiteparse explain`: line by line, how a report was read and why."""

import sys

import typer

from tavoiteparse.cli import console
from tavoiteparse.cli.terminal import colours


def explain(
    file: str = typer.Argument(metavar="FILE", help="A report: text, Word, Excel …; - is standard input."),
    grammar: str | None = typer.Option(
        None, "--grammar", "-g", metavar="NAME|FILE", help="Read by this grammar; otherwise the text decides."
    ),
    encoding: str | None = typer.Option(None, "--encoding", "-e", help="Encoding of the input, such as cp1252."),
    pages: str | None = console.PAGES,
    max_file_mb: float = console.MAX_FILE,
    max_line_mb: float = console.MAX_LINE,
    max_unpacked_mb: float = console.MAX_UNPACKED,
) -> None:
    """Show how each line of a report was read, and why.

    Each line stands with its mark, the rule that gave it, and the field it went to. First comes the grammar that was
    chosen, and for each other one what was missing. The tool for writing a grammar.
    """
    limits = console.size_limits(max_file_mb, max_line_mb, max_unpacked_mb, pages)
    chosen = console.choose_grammar(grammar)
    reading = console.read_one(file, chosen, encoding, limits, positions=False)
    if reading is None:
        raise typer.Exit(console.UNUSABLE)
    from tavoiteparse.authoring import explanation

    wide = console.columns(sys.stdout)
    if wide is None:
        console.write(explanation.plain(reading), None)
    else:
        console.write(explanation.on_terminal(reading, wide, colours(sys.stdout)), None)
    console.print_findings(reading)
    raise typer.Exit(console.status(reading, console.FailOn.error))
