"""`tavoiteparse grammars`: what can be read without writing a grammar."""

import sys

import typer

from tavoiteparse.cli import console


def grammars() -> None:
    """List the grammars: what each reads, how it is recognised, and a sample."""
    console.choose_grammar(None)  # ends with status 2 where a shipped grammar is damaged
    from tavoiteparse.grammar import folder
    from tavoiteparse.grammar import grammars as shipped

    bold = sys.stdout.isatty()
    lines = []
    for name, grammar in shipped().items():
        lines.append(typer.style(name, bold=True) if bold else name)
        lines.append(f"  reads:  {' '.join(grammar.file.reads.split())}")
        lines += [f"  sign:   {sign.why}" for sign in grammar.file.signs] or ["  sign:   none; used when no other fits"]
        if grammar.file.sample is not None:
            lines.append(f"  sample: samples/{grammar.file.sample}")
        lines.append(f"  file:   {folder().name}/{grammar.path.name}\n")
    console.write("\n".join(lines), None)
