"""The goals of a report as a table for people: what is measured, how far it came, what is said of it, and where."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

import typer

from tavoiteparse.compare.changes import Change
from tavoiteparse.compare.side import Side, goal_name
from tavoiteparse.contract.model import Kohta, Mittari, Tavoite
from tavoiteparse.judging.conclusion import SIGNS, Conclusion, conclude
from tavoiteparse.judging.levels import Level, Levels
from tavoiteparse.judging.matching import Entry
from tavoiteparse.source.lazy import lazy
from tavoiteparse.source.shown import fitting, padded, shown, width, wrapped

# A colour for each verdict beside its sign, which says all that the colour says.
COLOURS: Mapping[str | None, str | None] = MappingProxyType(
    {
        "saavutettu": typer.colors.GREEN,
        "saavuttamatta": typer.colors.RED,
        "matkalla": typer.colors.BLUE,
        "ei_tietoa": typer.colors.YELLOW,
        "ei_mitattavissa": typer.colors.MAGENTA,
        None: None,
    }
)
UNDECIDED = "ei päätelmää"
HEADINGS = ("Mittari", "Lähtötaso", "Tavoitetaso", "Toteuma", "Tila", "Rivi")
LEAST = (18, 10, 11, 10, 10, 5)  # columns of a narrow terminal
SHARES = (8, 1, 2, 2, 2, 0)  # of what a wider one has more
GAP, MARGIN = 2, 2
MOST_LINES = 4  # of a cell
LONG_NAME = 3  # times as long as its column: a name that is a sentence
NO_VALUE = "–"
LONG = 40  # characters of a value that is prose
NO_BREAK = "\u00a0"
IN_NUMBER = lazy(r"(?<=\d) (?=\d{3}(?!\d)|%)")


class Item(NamedTuple):
    """An indicator with what is concluded of it, and what changed since another report."""

    tavoite: Tavoite
    kohta: Kohta
    mittari: Mittari
    entry: Entry
    conclusion: Conclusion
    changes: list[Change]


def items_of(side: Side, changes: dict[int, list[Change]] | None = None) -> list[Item]:
    """The indicators of a report, in order; `changes` by the indicator."""
    found = []
    for entry in side.entries:
        judged = entry.judged
        concluded = conclude(judged.tavoite, judged.kohta, judged.mittari, side.raportti.kausi)
        moved = (changes or {}).get(id(judged.mittari), [])
        found.append(Item(judged.tavoite, judged.kohta, judged.mittari, entry, concluded, moved))
    return found


class Look(NamedTuple):
    """How a table is drawn: its columns, None for as wide as the values are, and whether it has colours."""

    columns: int | None
    colour: bool


def drawn(side: Side, items: Sequence[Item], look: Look, goals: bool = True) -> Iterator[str]:
    """A report as lines; with `goals` also those without indicators."""
    styled = _styler(look.colour)
    yield from _head(side, look, styled)
    cells = [_cells(item, look) for item in items]
    widths = _widths(cells, look.columns)
    heading = (" " * GAP).join(padded(*pair) for pair in zip(HEADINGS, widths, strict=True))
    yield styled(f"{' ' * MARGIN}{heading}".rstrip(), None, True, False)
    by_goal: dict[int, list[tuple[Item, tuple[str, ...]]]] = {}
    for item, values in zip(items, cells, strict=True):
        by_goal.setdefault(id(item.tavoite), []).append((item, values))
    for tavoite in side.goals:
        rows = by_goal.get(id(tavoite), [])
        if not rows and not (goals and not any(kohta.mittarit for kohta in tavoite.kohdat)):
            continue
        yield ""
        number = f"{tavoite.tunnus} " if tavoite.tunnus else ""
        for line in _parted(f"{number}{goal_name(tavoite) or NO_VALUE}", look.columns, ""):
            yield styled(line, None, True, False)
        for item, row in rows:
            yield from _row(item, row, widths, look, styled)
        if not rows:
            yield from _without_indicators(tavoite, look, styled)


Styled = Callable[[str, str | None, bool, bool], str]


def _styler(colour: bool) -> Styled:
    def styled(text: str, fg: str | None, bold: bool, dim: bool) -> str:
        return typer.style(text, fg=fg, bold=bold or None, dim=dim or None) if colour else text

    return styled


def _head(side: Side, look: Look, styled: Styled) -> Iterator[str]:
    raportti = side.raportti
    period = raportti.kausi.teksti if raportti.kausi is not None else None
    said = ", ".join(shown(one) for one in (raportti.organisaatio, period) if one)
    for line in _parted(f"{shown(side.name)}{f': {said}' if said else ''}", look.columns, "  "):
        yield styled(line, None, True, False)
    yield ""


def _cells(item: Item, look: Look) -> tuple[str, ...]:
    """The values of a row; a long one is its figures alone, and stands whole below the row."""
    status = item.mittari.tila or item.kohta.tila
    name = ": ".join(one.rstrip(" :") for one in (item.mittari.ryhma, item.mittari.mittari) if one) or NO_VALUE
    if item.mittari.tunnus:
        name = f"{item.mittari.tunnus} {name}"
    place = f"s. {item.mittari.sivu}" if item.mittari.sivu is not None else str(item.mittari.rivit[0])
    levels = item.entry.judged.levels
    values = [_figures(level) if _is_long(level, look) else _text(level) for level in _three(levels)]
    cells = (name, *values, status.teksti if status else "", place)
    return tuple(IN_NUMBER.sub(NO_BREAK, shown(" ".join(one.split()))) for one in cells)


def _three(levels: Levels) -> tuple[Level | None, Level | None, Level | None]:
    return levels.baseline, levels.target, levels.result


def _text(level: Level | None) -> str:
    """A level as it is printed; of one that stands in the indicator's sentence its figures."""
    if level is None:
        return ""
    return _figures(level) if level.where == "mittari" else level.text


def _figures(level: Level | None) -> str:
    return ", ".join(luku.teksti for luku in level.luvut) if level is not None else ""


def _is_long(level: Level | None, look: Look) -> bool:
    return look.columns is not None and level is not None and level.where != "mittari" and len(level.text) > LONG


def _widths(cells: Iterable[Sequence[str]], columns: int | None) -> list[int]:
    if columns is None:
        return [max(map(width, column)) for column in zip(HEADINGS, *cells, strict=True)]
    spare = max(0, columns - MARGIN - sum(LEAST) - GAP * (len(LEAST) - 1))
    return [least + spare * share // sum(SHARES) for least, share in zip(LEAST, SHARES, strict=True)]


def _row(item: Item, cells: Sequence[str], widths: Sequence[int], look: Look, styled: Styled) -> Iterator[str]:
    """An indicator in as many lines as its longest cell needs, and below it what is concluded and said."""
    verdict = item.conclusion.paatelma
    sign, colour = SIGNS[verdict], COLOURS[verdict]
    lines = [line for line in _grid(cells, widths, look) if line]
    for n, line in enumerate(lines):
        yield styled(sign if n == 0 else " ", colour, True, False) + f" {line}"
    long = zip(HEADINGS[1:4], _three(item.entry.judged.levels), strict=True)
    for heading, level in long:
        if level is not None and _is_long(level, look):
            said = f"{heading}: {level.text}"
            yield f"{' ' * MARGIN}{styled(_clipped(said, look, MARGIN), None, False, False)}"
    yield _verdict(item, colour, look, styled)
    for change in item.changes:
        sides = " → ".join(
            shown(" ".join((one.teksti or NO_VALUE).split())) if one else NO_VALUE for one in change[3:5]
        )
        where = f" ({shown(change.vanha.tiedosto)}:{change.vanha.rivit[0]})" if change.vanha else ""
        for line in _parted(f"{' ' * MARGIN}↕ {change.laji}: {sides}{where}", look.columns, " " * 2 * MARGIN):
            yield styled(line, typer.colors.CYAN, False, False)


def _grid(cells: Sequence[str], widths: Sequence[int], look: Look) -> Iterator[str]:
    """The cells side by side; a name that would need many lines has lines of its own above its values."""
    if look.columns is not None and width(cells[0]) > LONG_NAME * widths[0]:
        yield from wrapped(cells[0], look.columns - MARGIN, "")
        cells = ("", *cells[1:])
    columns = [_wrapped(cell, wide) for cell, wide in zip(cells, widths, strict=True)]
    for n in range(max(map(len, columns))):
        parts = [padded(lines[n] if n < len(lines) else "", wide) for lines, wide in zip(columns, widths, strict=True)]
        yield f"{(' ' * GAP).join(parts)}".rstrip()


def _verdict(item: Item, colour: str | None, look: Look, styled: Styled) -> str:
    """What is concluded and from what, then how the account begins."""
    basis = f" ({item.conclusion.peruste})" if item.conclusion.peruste else ""
    verdict = f"{item.conclusion.paatelma or UNDECIDED}{basis}"
    account = item.mittari.selvitys or item.kohta.selvitys
    said = " ".join(account.kappaleet) if account is not None else ""
    words = styled(f": {_clipped(said, look, MARGIN + width(verdict) + GAP)}", None, False, True) if said else ""
    return f"{' ' * MARGIN}{styled(verdict, colour, False, False)}{words}"


def _wrapped(cell: str, wide: int) -> list[str]:
    lines = [part for line in wrapped(cell, wide, "") for part in _cut(line, wide)]
    return (
        lines
        if len(lines) <= MOST_LINES
        else [*lines[: MOST_LINES - 1], fitting(" ".join(lines[MOST_LINES - 1 :]), wide)]
    )


def _cut(line: str, wide: int) -> Iterator[str]:
    """A line in pieces that fit, where a word alone does not."""
    while width(line) > wide:
        stop = 1
        while stop < len(line) and width(line[: stop + 1]) <= wide - 1:
            stop += 1
        yield f"{line[:stop]}-" if line[stop - 1].isalpha() else line[:stop]
        line = line[stop:]
    yield line


def _parted(line: str, columns: int | None, indent: str) -> Iterable[str]:
    text = shown(line) if "\n" in line else line
    return [text] if columns is None else wrapped(text, columns, indent)


def _without_indicators(tavoite: Tavoite, look: Look, styled: Styled) -> Iterator[str]:
    for kohta in tavoite.kohdat:
        account = " ".join(kohta.selvitys.kappaleet) if kohta.selvitys is not None else ""
        status = kohta.tila.teksti if kohta.tila is not None else ""
        said = ": ".join(filter(None, (status, account))) or "; ".join(kohta.toimenpiteet)
        if said:
            yield f"{' ' * MARGIN}{styled(_clipped(said, look, MARGIN), None, False, True)}"


def _clipped(text: str, look: Look, before: int) -> str:
    """A text on the rest of a line, cut where it must."""
    line = shown(" ".join(text.split()))
    return line if look.columns is None else fitting(line, max(look.columns - before, MARGIN))


def legend(items: Iterable[Item], look: Look) -> list[str]:
    """How many of each verdict there are, with its sign."""
    counts = Counter[str | None](item.conclusion.paatelma for item in items)
    styled = _styler(look.colour)
    lines, taken = [""], 0
    for verdict, sign in SIGNS.items():
        if not counts[verdict]:
            continue
        part = f"{sign} {verdict or UNDECIDED} {counts[verdict]}"
        if taken and look.columns is not None and taken + GAP + width(part) > look.columns:
            lines.append("")
            taken = 0
        lines[-1] += f"{' ' * GAP if taken else ''}{styled(part, COLOURS[verdict], False, False)}"
        taken += width(part) + (GAP if taken else 0)
    return lines
