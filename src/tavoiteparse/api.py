"""The doors of the library: a path or a text in, a `Reading` out."""

from pathlib import Path

from tavoiteparse.documents.read import Limits, read_path, read_string
from tavoiteparse.language.grammar import find_grammar
from tavoiteparse.pipeline import Reading, read_report
from tavoiteparse.source.messages import speaking


def read_file(  # noqa: PLR0913 all but the path are named
    path: str | Path,
    *,
    name: str | None = None,
    grammar: str | None = None,
    encoding: str | None = None,
    positions: bool = False,
    limits: Limits | None = None,
    language: str | None = None,
) -> Reading:
    """Reads a report from a file (`-` is standard input).

    `name` is how the report and messages call the file; without it, by its path as it is given here.
    `grammar` is the name of a shipped grammar or the path of one; without it the text decides. `encoding` is needed
    for all but UTF-8, and UTF-16 with a byte order mark. `positions` adds the place of every value to the report.
    `language` is that of findings and errors: `fi`, `sv`, or English.
    Raises ReadError for input that cannot be read, GrammarError for a grammar that cannot be used, ValueError for a
    language that there is not.
    """
    with speaking(language):
        forced = find_grammar(grammar) if grammar is not None else None
        source = read_path(str(path), encoding, limits)
        reading = read_report(source if name is None else source._replace(name=name), forced, positions)
    return _said_in(language, reading)


def read_text(
    text: str,
    *,
    name: str = "<text>",
    grammar: str | None = None,
    positions: bool = False,
    language: str | None = None,
) -> Reading:
    """Reads a report from a text. `name` is how the report and messages call it, `language` that of messages.

    Raises ReadError, GrammarError and ValueError as `read_file` does.
    """
    with speaking(language):
        forced = find_grammar(grammar) if grammar is not None else None
        reading = read_report(read_string(text, name), forced, positions)
    return _said_in(language, reading)


def _said_in(language: str | None, reading: Reading) -> Reading:
    """The same reading, its findings in a language whenever they are asked."""
    if language is None:
        return reading
    return reading._replace(diagnostics=[one._replace(language=language) for one in reading.diagnostics])
