"""`tavoiteparse show`: the goals of reports for people on a terminal."""

import sys
from enum import StrEnum
from typing import TYPE_CHECKING

import typer

from tavoiteparse.cli import console
from tavoiteparse.cli.terminal import colours
from tavoiteparse.source.messages import filled, translated

if TYPE_CHECKING:
    from tavoiteparse.cli.goal_table import Item
    from tavoiteparse.compare.changes import Change
    from tavoiteparse.compare.inputs import How
    from tavoiteparse.compare.side import Side


class Only(StrEnum):
    """Which indicators are shown."""

    missed = "missed"
    silent = "silent"
    unmeasurable = "unmeasurable"
    moved = "moved"


VERDICTS = {Only.missed: "saavuttamatta", Only.silent: "ei_tietoa", Only.unmeasurable: "ei_mitattavissa"}


def show(
    files: list[str] = typer.Argument(metavar="FILE…", help="Reports, or data that extract wrote; - is input."),
    only: Only | None = typer.Option(
        None, "--only", help="Only indicators that were missed, of which nothing is said, that cannot be measured, or "
        "whose target, baseline or unit moved since --against.",
    ),
    against: str | None = typer.Option(None, "--against", metavar="OLD", help="Say what changed since this report."),
    wide: bool = typer.Option(False, "--wide", "-w", help="Every value whole on one line, however long."),
    no_pager: bool = typer.Option(False, "--no-pager", help="Write all at once, also on a terminal."),
    grammar: str | None = console.GRAMMAR,
    encoding: str | None = console.ENCODING,
    pages: str | None = console.PAGES,
    max_file_mb: float = console.MAX_FILE,
    max_line_mb: float = console.MAX_LINE,
    max_unpacked_mb: float = console.MAX_UNPACKED,
) -> None:  # fmt: skip
    """Show goals and indicators to people, with verdicts.

    A sign before each indicator says the verdict: ✓ met, ✗ missed, → on the way, ? nothing said, ≈ not to be measured,
    · undecided. Exit status: 0, 1 where a report has no goals, 2 where something could not be read.
    """
    from tavoiteparse.cli.goal_table import Look, drawn, items_of, legend
    from tavoiteparse.cli.pager import paged
    from tavoiteparse.compare.inputs import How

    if only is Only.moved and against is None:
        console.stop(translated("--only moved: give the report before with --against"))
    limits = console.size_limits(max_file_mb, max_line_mb, max_unpacked_mb, pages)
    how = How(console.choose_grammar(grammar), encoding, limits)
    look = Look(None if wide else console.columns(sys.stdout) or console.USUAL_COLUMNS, colours(sys.stdout))
    before = _before(against, how)
    lines: list[str] = []
    status = console.CLEAN
    for path in files:
        sides, found = _sides(path, how)
        status = max(status, found)
        for side in sides:
            items = [item for item in items_of(side, _moved(before, side)) if _is_wanted(item, only)]
            lines += [*([""] if lines else []), *drawn(side, items, look, goals=only is None), "", *legend(items, look)]
    if lines:
        paged(lines, wanted=not no_pager)
    raise typer.Exit(status)


def _is_wanted(item: "Item", only: Only | None) -> bool:
    if only is None:
        return True
    return bool(item.changes) if only is Only.moved else item.conclusion.paatelma == VERDICTS[only]


def _sides(path: str, how: "How") -> "tuple[list[Side], int]":
    """The reports of a file; none, after a message, where it cannot be read or has no goals."""
    from tavoiteparse.compare.inputs import NoGoalsError, read_one
    from tavoiteparse.documents.read import ReadError
    from tavoiteparse.strict.mistake import GrammarError

    try:
        return read_one(path, how), console.CLEAN
    except NoGoalsError as error:
        console.fail(str(error))
        return [], console.FINDINGS
    except (ReadError, GrammarError) as error:
        console.fail(str(error))
        return [], console.UNUSABLE


def _before(against: str | None, how: "How") -> "Side | None":
    """The report of `--against`; ends with status 2 where it cannot be used."""
    if against is None:
        return None
    sides, status = _sides(against, how)
    if status != console.CLEAN:
        raise typer.Exit(console.UNUSABLE)
    return sides[-1]


def _moved(before: "Side | None", side: "Side") -> "dict[int, list[Change]]":
    """What moved in each indicator since the report before; ends with status 2 where that is of another town."""
    if before is None:
        return {}
    from tavoiteparse.compare.changes import moved
    from tavoiteparse.compare.comparison import other_towns

    if other_towns([before, side]) is not None:
        names = translated(" and ").join(str(one.raportti.organisaatio) for one in (before, side))
        console.stop(
            filled(
                "--against {name}: {names} are two towns, which are not compared", {"name": before.name, "names": names}
            )
        )
    return moved(before, side)
