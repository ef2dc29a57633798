"""Column headings: the whole row of them proposes, the values decide (rule `column-roles`)."""

from collections.abc import Set

from tavoiteparse.contract.model import Kausi
from tavoiteparse.language.roles import ASIDE, COVERING, RANK, SPOKEN, SUBJECTS, UPPER, Role
from tavoiteparse.language.vocabulary import Vocabulary
from tavoiteparse.reading.mark import BARE_YEAR, Column, Mark
from tavoiteparse.source.lazy import lazy

YEAR = lazy(r"(?:19|20)\d\d")
FIGURE = lazy(r"[<>≤≥~]?\s*[-–]?\d")
DATED = lazy(r"\d")
BOUND = ("sitova", "sitovat", "bindande")  # a bound goal is the target where another column holds the goal
# They say that a column's heading holds for the row.
MARKS = frozenset(("x", "✓", "✔", "☑", "☒", "●", "•", "v", "√", "+"))
LAST_YEAR = 2099
MOST_ODD = 0.34  # of the values of a status column that the vocabulary does not know
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


def is_goal_table(mark: Mark, under_goal: bool) -> bool:
    """Whether headings name a goal or an indicator; under a goal's heading a column of measures is enough.

    So is a target right of a first column without a heading (rule `first-column`).
    """
    roles = {column.role for column in mark.columns if column is not None}
    return bool(roles & SUBJECTS) or (under_goal and "toimenpide" in roles) or _is_nameless(mark, roles, under_goal)


def _is_nameless(mark: Mark, roles: Set[str], under_goal: bool) -> bool:
    """Whether the first of the headings is blank and another one names a target: ` | Utfall 2026 | Målvärde 2026`.

    Under a goal a budget year is one, beside a result: ` | TP 2024 | TA 2025 | TOT 9/2025`; elsewhere that is money.
    """
    if mark.row.cells[0].text or len(mark.row.cells) < 2:
        return False
    return "tavoitetaso" in roles or (under_goal and roles >= {"talousarvio", "toteuma"})


class Proposal:
    """What headings propose, the values below them, and what they may be decided by.

    `columns` has the field of each heading so far, `unknown` are those without one; `own` is the report's own period,
    `under_goal` says that a goal above the table waits for rows.
    """

    def __init__(
        self, mark: Mark, below: list[Mark], vocabulary: Vocabulary, own: Kausi | None, under_goal: bool
    ) -> None:
        self.cells, self.below = mark.row.cells, below
        self.vocabulary, self.own, self.under_goal = vocabulary, own, under_goal
        headed = ((n, cell) for n, cell in enumerate(self.cells) if cell.text)
        self.columns = {n: mark.columns[n] or Column("muu", cell.text) for n, cell in headed}
        self.unknown = [n for n in self.columns if mark.columns[n] is None]

    def of(self, *roles: Role) -> list[int]:
        """The columns that have one of these fields, left to right."""
        return [n for n, column in self.columns.items() if column.role in roles]

    def give(self, n: int, role: Role) -> None:
        """Gives a column another field."""
        self.columns[n] = self.columns[n]._replace(role=role)

    def values(self, n: int) -> list[str]:
        """What stands below a heading, blank cells aside."""
        rows = (mark.row.cells for mark in self.below)
        return [cells[n].text for cells in rows if n < len(cells) and cells[n].text]

    def figures(self, n: int) -> int:
        """How many of the values below a heading are figures and nothing else."""
        return sum(map(self.vocabulary.values.is_figure, self.values(n)))

    def year(self, n: int) -> int:
        """The last year that a heading prints; 0 where it prints none."""
        return max((int(year) for year in YEAR.findall(self.columns[n].printed)), default=0)

    def own_year(self, among: list[int]) -> int:
        """Of columns of several years that of the report's own, else the latest not after its end, else the first."""
        end = self.own.vuosi if self.own is not None else None
        before = [n for n in among if end is not None and 0 < self.year(n) <= end]
        return max(before, key=lambda n: (self.year(n), -n)) if before else among[0]


def resolve(
    mark: Mark, below: list[Mark], vocabulary: Vocabulary, own: Kausi | None = None, under_goal: bool = False
) -> dict[int, Column]:
    """The field of each column. Each field once; a heading without one, or one that comes again, keeps its words."""
    proposal = Proposal(mark, below, vocabulary, own, under_goal)
    for rule in RULES:
        rule(proposal)
    columns, taken = proposal.columns, set[str]()
    for n, column in sorted(columns.items()):
        if column.role in taken and column.role != "muu" and column.marks is None:
            columns[n] = Column("muu", mark.row.cells[n].text)
        taken.add(columns[n].role)
    return dict(sorted(columns.items()))


def _name_first(table: Proposal) -> None:
    """The first column of a table of targets is the indicator where its heading is blank (rule `first-column`)."""
    if table.cells[0].text or table.of("mittari"):
        return
    if not table.of("tavoite") or all(DATED.search(table.columns[n].printed) for n in table.of("tavoite")):
        table.columns = {0: Column("mittari", ""), **table.columns}


def _place_marks(table: Proposal) -> None:
    """A heading that is a status, over marks alone, gives that status (rule `status-marks`); towns over x do not."""
    lower = [cell.parts[-1].text if cell.parts else "" for cell in table.cells]  # `Toteutuminen` may stand over all
    statuses = [n for n, text in enumerate(lower) if text and table.vocabulary.status(text)]
    marked = [n for n in statuses if (found := table.values(n)) and all(map(_is_mark, found))]
    headed = [n for n in statuses if not table.values(n)]
    for n in (*marked, *headed) if marked else ():
        table.columns[n] = Column("tila", table.cells[n].text, marks=table.cells[n])


def _is_mark(text: str) -> bool:
    """Whether a text is a mark and nothing else: `x`, `(X)`."""
    return text.casefold().strip("() ") in MARKS


def _place_figures(table: Proposal) -> None:
    """A goal is never only a figure: a column of goals that holds some is the target (rule `figure-goals`).

    `Tavoite` over `12 km` and `yli 300` beside `Mittari`; with a target already, such a column has no field.
    """
    role: Role = "muu" if table.of("tavoitetaso") else "tavoitetaso"
    for n in table.of("tavoite"):
        if table.columns[n].second is None and 2 * table.figures(n) > len(table.values(n)):
            table.give(n, role)


def _place_goals(table: Proposal) -> None:
    """`Tavoite 2024` and `Sitova tavoite` are the target where another column holds the goal.

    So is a bare one beside indicators where a goal stands above the table, and several dated ones, where no other
    column holds goals (rule `goal-or-target`).
    """
    goals = table.of("tavoite")
    printed = {n: table.columns[n].printed for n in goals}
    targets = [n for n in goals if DATED.search(printed[n]) or printed[n].casefold().startswith(BOUND)]
    if table.of("tavoitetaso") or not goals:
        return
    if not targets and len(goals) > 1:  # `Tavoite | Mittari | Tavoite`: the second holds figures
        targets = [n for n in goals[1:] if table.values(n) and all(map(FIGURE.match, table.values(n)))]
    elif table.under_goal and table.of("mittari") and len(goals) == 1:
        targets = goals
    several = len(targets) > 1 and bool(table.of("mittari"))
    if len(targets) < len(goals) or several or (table.under_goal and targets == goals):
        for n in targets:
            table.give(n, "tavoitetaso")


def _place_upper_goal(table: Proposal) -> None:
    """Of two columns of goals the left one is the level above: `Strateginen tavoite | Toiminnallinen tavoite`."""
    goals, areas = table.of("tavoite"), table.of("painopiste")
    if len(goals) > 1:  # with an area, too, the left one is a level between the two
        table.give(goals[0], "muu" if areas else "painopiste")
    elif len(areas) > 1 and not goals:
        table.give(areas[-1], "tavoite")


def _place_statuses(table: Proposal) -> None:
    """Status words alone make a column the status, where no other column is; also below a heading that says nothing.

    An odd word or two among them are another status, and reported: `osäkert` beside `uppnås`.
    """
    if table.of("tila"):
        return
    for n in (*table.of(*SPOKEN), *table.unknown):
        values = table.values(n)
        odd = [value for value in values if not table.vocabulary.status(value)]
        if (
            len(odd) <= len(values) * MOST_ODD
            and (len(values) > 1 or n not in table.unknown)
            and all(map(_is_word, odd))
        ):
            table.give(n, "tila")
            return


def _is_word(text: str) -> bool:
    """Whether a text is a word or two, and no figure or sentence."""
    return len(text.split()) <= 2 and text.replace(" ", "").isalpha()


def _place_targets(table: Proposal) -> None:
    """Of several years of targets the report's own has the field (rule `target-years`); a year alone beside one is one.

    `Tavoite 2025 | 2026 | 2027` are three targets, of which a report of 2025 has the first.
    """
    targets = table.of("tavoitetaso")
    if targets and all(table.year(n) for n in targets):
        last = targets[-1]
        for n in [n for n in table.of("muu") if BARE_YEAR.fullmatch(table.columns[n].printed)]:
            if n > last and table.year(n) > table.year(last):
                targets.append(n)
    if len(targets) < 2:
        return
    chosen = table.own_year(targets)
    for n in targets:
        table.give(n, "tavoitetaso" if n == chosen else "muu")


def _place_years(table: Proposal) -> None:
    """The budget year is the target, the last closed year before it the baseline; closed itself, it is the result.

    The other years have no field. Nor is a closed year the baseline that is the report's own.
    """
    budgets, closed, results = table.of("talousarvio"), table.of("tilinpaatos"), table.of("toteuma")
    if len(results) > 1 and all(map(table.year, results)):  # `Tot. 2022 | Tot. 2023`: closed years
        own = [n for n in results if table.own is not None and table.year(n) == table.own.vuosi]
        closed += [n for n in results if n not in own]
        results = own
    if table.of("tavoitetaso"):  # beside a target, a year alone is one that is over
        latest = max(map(table.year, table.of("tavoitetaso"))) or LAST_YEAR
        alone = [n for n in table.of("muu") if YEAR.fullmatch(table.columns[n].printed)]
        closed += [n for n in alone if table.year(n) <= latest]
    targets = budgets or table.of("tavoitetaso")
    target = table.own_year(budgets) if budgets and table.own else max(targets, key=table.year, default=None)
    limit = table.year(target) if target is not None else 0
    own_year = table.own.vuosi if table.own is not None and table.own.vuosi else 0
    over = [n for n in closed if (limit and table.year(n) >= limit) or (own_year and table.year(n) == own_year)]
    earlier = [n for n in closed if n not in over]
    chosen: dict[Role, int | None] = {
        "tavoitetaso": target if not table.of("tavoitetaso") else None,
        "toteuma": over[0] if over and not results else None,
        "lahtotaso": max(earlier, key=table.year) if earlier and not table.of("lahtotaso") else None,
    }
    for n in (*budgets, *closed):
        table.give(n, next((role for role, at in chosen.items() if at == n), "muu"))


def _place_results(table: Proposal) -> None:
    """A status column that holds more than statuses is the result, or the account where another is the result."""
    status, opening = table.vocabulary.status, table.vocabulary.opens_with_status
    for n in table.of("tila"):
        values = table.values(n) if table.columns[n].marks is None else []
        if values and not any(status(value) or opening(value) for value in values):
            table.give(n, "toteuma" if not table.of("toteuma") else "selvitys")


# The order is that of the evidence: marks and figures say what a column is whatever its heading, years are looked at
# once it is known which columns are targets.
RULES = (
    _name_first,
    _place_marks,
    _place_figures,
    _place_goals,
    _place_upper_goal,
    _place_statuses,
    _place_targets,
    _place_years,
    _place_results,
)


def holds(n: int, below: list[Mark]) -> bool:
    """Whether any value stands below a heading."""
    return any(n < len(mark.row.cells) and mark.row.cells[n].text for mark in below)


def fits(positions: tuple[str, ...], rows: list[Mark], vocabulary: Vocabulary) -> bool:
    """Whether rows without headings are a table of these fields: most values of its status column are status words."""
    if "tila" not in positions:
        return True
    at = positions.index("tila")
    values = [mark.row.cells[at].text for mark in rows if at < len(mark.row.cells) and mark.row.cells[at].text]
    return 2 * sum(vocabulary.status(value) is not None for value in values) > len(values)


def rows_below(marks: list[Mark], n: int) -> list[Mark]:
    """The value rows of the table whose headings are mark `n`; a line alone right between them belongs to it."""
    found = []
    for at in range(n + 1, min(n + 1 + LOOK_AHEAD, len(marks))):
        mark = marks[at]
        if mark.kind == "values":
            found.append(mark)
        elif mark.kind not in ("lone", "skip", "label") and not _is_between(marks, at):
            break
    return found


def _is_between(marks: list[Mark], n: int) -> bool:
    """Whether a line stands right above a row of values, and right below another row of the table."""
    if marks[n].kind not in ("text", "item") or n + 1 >= len(marks) or marks[n + 1].kind != "values":
        return False
    return marks[n - 1].row.kind == "table" and all(
        upper.row.last == lower.row.first - 1 for upper, lower in ((marks[n - 1], marks[n]), (marks[n], marks[n + 1]))
    )
