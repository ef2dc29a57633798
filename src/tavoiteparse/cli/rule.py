"""`tavoiteparse rule`: what a finding means, in Finnish and English, with a wrong and a right example."""

import sys

import typer

from tavoiteparse.cli import console
from tavoiteparse.cli.terminal import colours
from tavoiteparse.source.messages import filled


def rule(
    slug: str | None = typer.Argument(
        None, metavar="SLUG", help="The code in brackets behind a finding; without it, all."
    ),
    page: bool = typer.Option(False, "--page", help="Print all of them as the page docs/rules.md."),
) -> None:
    """Explain a rule of validate, with a wrong and a right example."""
    from tavoiteparse.checking.rules import catalogue
    from tavoiteparse.checking.rules import page as pages

    entries = catalogue()
    if slug is None:
        if page:
            console.write([pages.page(entries)], None)
        else:
            console.show(pages.listed(entries))
        return
    if slug not in entries:
        from tavoiteparse.checking.spelling import meant

        console.fail(
            filled(
                "no rule {slug}; {hint} (`tavoiteparse rule` lists them all)",
                {"slug": slug, "hint": meant(slug, entries)},
            )
        )
        raise typer.Exit(console.UNUSABLE)
    console.show(pages.explained(entries[slug], colours(sys.stdout), console.columns(sys.stdout)))
