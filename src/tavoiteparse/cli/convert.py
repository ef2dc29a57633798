"""`tavoiteparse convert`: the text between a document and its data."""

from pathlib import Path

import typer

from tavoiteparse.cli import console


def convert(
    file: str = typer.Argument(metavar="FILE", help="A PDF, Word, OpenDocument, Excel or HTML file."),
    output: Path | None = typer.Option(None, "--output", "-o", metavar="FILE", help="Write to this file."),
    pages: str | None = console.PAGES,
    max_file_mb: float = console.MAX_FILE,
    max_unpacked_mb: float = console.MAX_UNPACKED,
) -> None:
    """Print the text that a document is read as.

    Table rows are rows of tabs, headings have number signs. Its lines are those that `extract` gives as `rivit`, and
    reading it gives the same rows.
    """
    from tavoiteparse.documents.read import ReadError, read_path

    limits = console.size_limits(max_file_mb, 1, max_unpacked_mb, pages)
    console.refuse_inputs("--output", output, [file])
    try:
        source = read_path(file, limits=limits)
    except ReadError as error:
        console.fail(str(error))
        raise typer.Exit(console.UNUSABLE) from None
    console.write([source.text], output)
