"""Column headings: the whole row of them proposes, the values decide (rule `column-roles`)."""

from tavoiteparse.language.roles import ASIDE, COVERING, RANK, SPOKEN, SUBJECTS, UPPER, Role
from tavoiteparse.language.vocabulary import Vocabulary
from tavoiteparse.reading.mark import Column, Mark
from tavoiteparse.source.lazy import lazy

YEAR = lazy(r"(?:19|20)\d\d")
FIGURE = lazy(r"[<>≤≥~]?\s*[-–]?\d")
DATED = lazy(r"\d")
BOUND = ("sitova", "sitovat", "bindande")  # a bound goal is the target where another column holds the goal
LOOK_AHEAD = 60  # rows of values that are looked at


class Fields:
    """The columns of a table of goals, and what each of its rows asks of them.

    `places` has the first column of each field, `uppers` the columns of goals and what stands above them, highest
    first, `covering` those of what may stand for all rows of a goal. From the first filled one of the `leading` columns
    on, a blank is the row's own. `shared` is a column that holds goals and indicators, `apart` what the columns are in
    a row where it holds an indicator.
    """

    def __init__(self, columns: dict[int, Column]) -> None:
        self.columns = columns
        self.width = max(columns, default=0) + 1
        self.places = {column.role: n for n, column in reversed(columns.items())}
        uppers = {column.role: n for n, column in columns.items() if column.role in UPPER}
        self.uppers = sorted(uppers.items(), key=lambda upper: RANK[upper[0]])
        self.leading = frozenset(n for n, column in columns.items() if column.role not in ASIDE)
        self.covering = [(role, self.places[role]) for role in COVERING if role in self.places]
        both = (n for n, column in columns.items() if (column.role, column.second) == ("tavoite", "mittari"))
        self.shared = next(both, None)
        self.apart = self
        if self.shared is not None:
            self.apart = Fields({**columns, self.shared: columns[self.shared]._replace(role="mittari")})


def is_goal_table(columns: tuple[Column | None, ...], under_goal: bool) -> bool:
    """Whether headings name a goal or an indicator; under a goal's heading a column of measures is enough."""
    roles = {column.role for column in columns if column is not None}
    return bool(roles & SUBJECTS) or (under_goal and "toimenpide" in roles)


def resolve(mark: Mark, below: list[Mark], vocabulary: Vocabulary) -> dict[int, Column]:
    """The field of each column. Each field once; a heading without one, or one that comes again, keeps its words."""
    cells = mark.row.cells
    columns = {n: mark.columns[n] or Column("muu", cell.text) for n, cell in enumerate(cells) if cell.text}
    _place_goals(columns, below)
    _place_upper_goal(columns)
    _place_statuses(columns, below, vocabulary)
    _place_years(columns)
    _place_results(columns, below, vocabulary)
    taken: set[str] = set()
    for n, column in columns.items():
        if column.role in taken and column.role != "muu":
            columns[n] = Column("muu", cells[n].text)
        taken.add(columns[n].role)
    return columns


def _place_goals(columns: dict[int, Column], below: list[Mark]) -> None:
    """`Tavoite 2024` and `Sitova tavoite` are the target where another column holds the goal.

    So is a dated one beside indicators whose values are figures, where no column holds goals.
    """
    goals = [n for n, column in columns.items() if column.role == "tavoite"]
    targets = [n for n in goals if DATED.search(columns[n].printed) or columns[n].printed.casefold().startswith(BOUND)]
    taken = "tavoitetaso" in {column.role for column in columns.values()}
    figures = len(targets) == 1 == len(goals) and _holds_figures(targets[0], below)
    beside = "mittari" in {column.role for column in columns.values()} and figures
    if not targets and len(goals) > 1:  # `Tavoite | Mittari | Tavoite`: the second holds figures
        targets = [n for n in goals[1:] if _holds_figures(n, below)]
    if targets and (len(targets) < len(goals) or beside) and not taken:
        columns[targets[0]] = columns[targets[0]]._replace(role="tavoitetaso")
        for n in targets[1:]:
            columns[n] = columns[n]._replace(role="muu")


def _holds_figures(n: int, below: list[Mark]) -> bool:
    values = _values(n, below)
    return bool(values) and all(FIGURE.match(value) for value in values)


def _place_upper_goal(columns: dict[int, Column]) -> None:
    """Of two columns of goals the left one is the level above: `Strateginen tavoite | Toiminnallinen tavoite`."""
    goals = [n for n, column in columns.items() if column.role == "tavoite"]
    areas = [n for n, column in columns.items() if column.role == "painopiste"]
    if len(goals) > 1 and not areas:
        columns[goals[0]] = columns[goals[0]]._replace(role="painopiste")
    elif len(areas) > 1 and not goals:
        columns[areas[-1]] = columns[areas[-1]]._replace(role="tavoite")


def _place_years(columns: dict[int, Column]) -> None:
    """The budget year is the target, the last closed year before it the baseline; closed itself, it is the result.

    The other years have no field.
    """
    roles = {column.role for column in columns.values()}
    budgets = [n for n, column in columns.items() if column.role == "talousarvio"]
    closed = [n for n, column in columns.items() if column.role == "tilinpaatos"]
    results = [n for n, column in columns.items() if column.role == "toteuma"]
    if len(results) > 1 and all(_year(columns[n]) for n in results):  # `Tot. 2022 | Tot. 2023`: closed years
        closed += results
        results = []
    if "tavoitetaso" in roles:  # beside a target, a year alone is one that is over
        closed += [n for n, column in columns.items() if column.role == "muu" and YEAR.fullmatch(column.printed)]
    targets = budgets or [n for n, column in columns.items() if column.role == "tavoitetaso"]
    target = max(targets, key=lambda n: _year(columns[n]), default=None)
    budget_year = _year(columns[target]) if target is not None else 0
    over = [n for n in closed if budget_year and _year(columns[n]) >= budget_year and not results]
    earlier = [n for n in closed if n not in over]
    chosen: dict[Role, int | None] = {
        "tavoitetaso": target if "tavoitetaso" not in roles else None,
        "toteuma": over[0] if over else None,
        "lahtotaso": max(earlier, key=lambda n: _year(columns[n])) if earlier and "lahtotaso" not in roles else None,
    }
    for n in (*budgets, *closed):
        columns[n] = columns[n]._replace(role=next((role for role, at in chosen.items() if at == n), "muu"))


def _year(column: Column) -> int:
    return max((int(year) for year in YEAR.findall(column.printed)), default=0)


def _place_statuses(columns: dict[int, Column], below: list[Mark], vocabulary: Vocabulary) -> None:
    """Status words alone make a column the status, where no other column is."""
    if any(column.role == "tila" for column in columns.values()):
        return
    for n, column in columns.items():
        values = _values(n, below) if column.role in SPOKEN else []
        if values and all(map(vocabulary.status, values)):
            columns[n] = column._replace(role="tila")
            return


def _place_results(columns: dict[int, Column], below: list[Mark], vocabulary: Vocabulary) -> None:
    """A status column that holds more than statuses is the result, or the account where another is the result."""
    roles = {column.role for column in columns.values()}
    for n, column in columns.items():
        values = _values(n, below) if column.role == "tila" else []
        if values and not any(vocabulary.status(value) or vocabulary.opens_with_status(value) for value in values):
            columns[n] = column._replace(role="toteuma" if "toteuma" not in roles else "selvitys")


def _values(n: int, below: list[Mark]) -> list[str]:
    return [mark.row.cells[n].text for mark in below if n < len(mark.row.cells) and mark.row.cells[n].text]


def fits(positions: tuple[str, ...], rows: list[Mark], vocabulary: Vocabulary) -> bool:
    """Whether rows without headings are a table of these fields: most values of its status column are status words."""
    if "tila" not in positions:
        return True
    at = positions.index("tila")
    values = [mark.row.cells[at].text for mark in rows if at < len(mark.row.cells) and mark.row.cells[at].text]
    return 2 * sum(vocabulary.status(value) is not None for value in values) > len(values)


def rows_below(marks: list[Mark], n: int) -> list[Mark]:
    """The value rows of the table whose headings are mark `n`."""
    found = []
    for mark in marks[n + 1 : n + 1 + LOOK_AHEAD]:
        if mark.kind not in ("values", "lone", "skip", "label"):
            break
        if mark.kind == "values":
            found.append(mark)
    return found
