"""Tables of a PDF by the lines drawn around their cells: lines to a grid, and its cells to those that are merged."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from tavoiteparse.documents.pdf_page import Stroke

NEAR = 3.0  # points within which two drawn lines are one
FEWEST_LINES = 2  # of each direction, without which lines make no cell
MOST_LINES = 20_000  # of a page; a drawing with more is no table
COVERED = 0.6  # of a cell's side, from which on a line stands between two cells


class GridCell(NamedTuple):
    """A cell: its first row and column in the grid, and how many of them it covers."""

    row: int
    column: int
    rows: int
    columns: int


class Grid(NamedTuple):
    """A table: its upright lines from the left, its level lines from above, and its cells.

    `goes_on` says that its lines run out at the foot: the page cut its last row.
    """

    xs: list[float]
    ys: list[float]
    cells: list[GridCell]
    goes_on: bool = False

    def at(self, x: float, y: float) -> tuple[int, int] | None:
        """Row and column of a point; None outside."""
        column = bisect_right(self.xs, x) - 1
        row = bisect_right(self.ys, -y, key=lambda one: -one) - 1
        inside = 0 <= column < len(self.xs) - 1 and 0 <= row < len(self.ys) - 1
        return (row, column) if inside else None


def grids(strokes: Sequence[Stroke]) -> list[Grid]:
    """The tables that drawn lines make, from the top of the page."""
    if len(strokes) > MOST_LINES:
        return []
    level, upright = _merged([s for s in strokes if s.level]), _merged([s for s in strokes if not s.level])
    found = []
    for group in _groups(level, upright):
        own_level, own_upright = [s for s in group if s.level], [s for s in group if not s.level]
        xs, ys = _places(own_upright), _places(own_level)[::-1]
        goes_on = _close(ys, own_level, own_upright) if ys and len(xs) >= FEWEST_LINES else False
        if len(xs) >= FEWEST_LINES and len(ys) >= FEWEST_LINES and (len(xs) > FEWEST_LINES or len(ys) > FEWEST_LINES):
            found.append(Grid(xs, ys, _cells(xs, ys, own_level, own_upright), goes_on))
    return sorted(found, key=lambda grid: -grid.ys[0])


def _close(ys: list[float], level: list[Stroke], upright: list[Stroke]) -> bool:
    """Adds the level lines that a page break leaves out at the head and foot of a table; True for one at the foot."""
    top, foot = max(stroke.end for stroke in upright), min(stroke.start for stroke in upright)
    left, right = min(stroke.at for stroke in upright), max(stroke.at for stroke in upright)
    if top - ys[0] > 2 * NEAR:
        ys.insert(0, top)
        level.append(Stroke(True, top, left, right))
    if ys[-1] - foot <= 2 * NEAR:
        return False
    ys.append(foot)
    level.append(Stroke(True, foot, left, right))
    return True


def _merged(strokes: list[Stroke]) -> list[Stroke]:
    """Lines drawn in pieces, cell by cell, as whole ones."""
    found: list[Stroke] = []
    for stroke in sorted(strokes, key=lambda one: (round(one.at / NEAR), one.start)):
        last = found[-1] if found else None
        if last is not None and abs(last.at - stroke.at) <= NEAR and stroke.start <= last.end + NEAR:
            found[-1] = last._replace(end=max(last.end, stroke.end))
        else:
            found.append(stroke)
    return found


def _groups(level: list[Stroke], upright: list[Stroke]) -> list[list[Stroke]]:
    """Lines that touch each other, directly or over others."""
    strokes = level + upright
    parent = list(range(len(strokes)))

    def root(n: int) -> int:
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    order = sorted(range(len(upright)), key=lambda n: upright[n].at)
    places = [upright[n].at for n in order]
    for n, stroke in enumerate(level):
        for m in range(bisect_right(places, stroke.start - NEAR), bisect_right(places, stroke.end + NEAR)):
            other = upright[order[m]]
            if other.start - NEAR <= stroke.at <= other.end + NEAR:
                parent[root(len(level) + order[m])] = root(n)
    groups: dict[int, list[Stroke]] = {}
    for n, stroke in enumerate(strokes):
        groups.setdefault(root(n), []).append(stroke)
    return list(groups.values())


def _places(strokes: list[Stroke]) -> list[float]:
    """Where lines stand, those that are near taken for one, in rising order."""
    found: list[float] = []
    for at in sorted(stroke.at for stroke in strokes):
        if not found or at - found[-1] > NEAR:
            found.append(at)
    return found


def _cells(xs: list[float], ys: list[float], level: list[Stroke], upright: list[Stroke]) -> list[GridCell]:
    """The cells of a grid: those without a line between them are one."""
    columns, rows = len(xs) - 1, len(ys) - 1
    walls = [[_covers(upright, xs[c + 1], ys[r + 1], ys[r]) for c in range(columns)] for r in range(rows)]
    floors = [[_covers(level, ys[r + 1], xs[c], xs[c + 1]) for c in range(columns)] for r in range(rows)]
    taken: set[tuple[int, int]] = set()
    found = []
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            wide = 1
            while column + wide < columns and not walls[row][column + wide - 1] and (row, column + wide) not in taken:
                wide += 1
            high = 1
            while row + high < rows and not any(floors[row + high - 1][column : column + wide]):
                high += 1
            taken.update((row + r, column + c) for r in range(high) for c in range(wide))
            found.append(GridCell(row, column, high, wide))
    return found


def _covers(strokes: list[Stroke], at: float, start: float, end: float) -> bool:
    """Whether lines stand along most of a cell's side."""
    covered = sum(
        max(0.0, min(stroke.end, end) - max(stroke.start, start)) for stroke in strokes if abs(stroke.at - at) <= NEAR
    )
    return covered >= COVERED * (end - start)
