"""The state of assembling: who owns each cell, what is in force, what is open. Only this package changes it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Literal, NamedTuple

from tavoiteparse.contract.diagnostics import Diagnostic
from tavoiteparse.contract.model import Kausi
from tavoiteparse.language.grammar import Grammar
from tavoiteparse.language.label import Label, fold
from tavoiteparse.language.roles import Role
from tavoiteparse.reading.assemble.columns import Fields
from tavoiteparse.reading.assemble.drafts import (
    Account,
    Block,
    Goal,
    Grid,
    Indicator,
    Item,
    Listed,
    Prose,
    Section,
    Text,
)
from tavoiteparse.reading.mark import Column, Mark
from tavoiteparse.source.text import Cell, Part, Row, Source, Span

Fate = Literal["luettu", "vapaata", "ohitettu"]  # what became of a cell, as `kattavuus` counts its line
FATES: Mapping[Fate, str] = MappingProxyType({"luettu": "", "vapaata": "free ", "ohitettu": "skip "})
UNNAMED = Column("muu", "")  # a column without a heading


class Owner(NamedTuple):
    """Who has a cell: a field or heading by its name, a kind of free content, or the rule that skips it."""

    name: str
    fate: Fate = "luettu"

    def __str__(self) -> str:
        """As `explain` says it: `tavoite`, `free kappale`, `skip markup`."""
        return f"{FATES[self.fate]}{self.name}"


@cache
def _field_owner(name: str) -> Owner:
    """The field or heading of a name: the same few own all cells."""
    return Owner(name)


NO_VALUE_OWNER = Owner("ei-arvoa", "ohitettu")
PROSE = Owner("kappale", "vapaata")


@dataclass(slots=True, eq=False, repr=False)
class GoalTable:
    """A table each row of which is a kohta.

    `lone_goals` says that a row with only its first cell filled is a goal, the rows below its indicators; `continued`
    has the roles that a row without a goal of its own filled, so that they cover no others. `group` is the title of the
    indicators that come, `marked` says that these are lettered or dashed.
    """

    fields: Fields
    rule: str
    header: list[str] = field(default_factory=list)
    lone_goals: bool = False
    goals: list[Goal] = field(default_factory=list)
    continued: set[str] = field(default_factory=set)
    group: Text | None = None
    marked: bool = False

    def reopened(self) -> "GoalTable":
        """The same columns for the rows below a heading or upper that stood in the middle of the table."""
        return GoalTable(self.fields, self.rule, self.header, self.lone_goals)


class ResultTable(NamedTuple):
    """A table of results whose `key` column names goals or indicators above it.

    `targets` has by that name the blocks that a result is for, each with the indicator in it, or itself.
    """

    columns: dict[int, Column]
    key: int
    targets: dict[str, list[tuple[Block, Block | Indicator]]]
    header: list[str]


@dataclass(slots=True, eq=False, repr=False)
class IndicatorTable:
    """A table under a MITTARI row: column 0 is the label's, column 1 the indicators', `columns` has the others.

    A `bare` one has no label's column. `values` are cells that wait for their lines to be complete (`continued` says
    that lines followed), `targets` the indicators they belong to, `waiting` indicators that have no values yet. `more`
    is what the name of the `growing` indicator goes on with.
    """

    columns: dict[int, Column]
    rule: str
    header: list[str] = field(default_factory=list)
    bare: bool = False
    waiting: list[Indicator] = field(default_factory=list)
    targets: list[Indicator] = field(default_factory=list)
    values: dict[Role, list[Text]] = field(default_factory=dict)
    continued: bool = False
    growing: Indicator | None = None
    more: list[Part] = field(default_factory=list)


class Ended(NamedTuple):
    """A table of goals or indicators that is over: its columns, and the line that ended it."""

    columns: dict[int, Column]
    line: int


@dataclass(slots=True, eq=False, repr=False)
class GoalList:
    """A list whose items are goals: `last` is the number of the last one, `marker` the sign of bulleted ones.

    `fresh` says that the name of a unit stands above, so that the numbers begin anew; `accounts` that paragraphs
    between its items were accounts; `units` that the name of one stands above the first item;
    `closed` that a full stop closes that item.
    """

    numbered: bool
    indent: int
    last: int = 0
    fresh: bool = True
    accounts: bool = False
    marker: str = ""
    units: bool = False
    closed: bool = False


class Waiting(NamedTuple):
    """A label alone on its row: what follows is its value; `begun` once an item of its list was read.

    `before` are labels right above it that wait as well, as where a table was saved a cell a line: the values follow
    in the same order.
    """

    mark: Mark
    begun: bool = False
    before: tuple[Mark, ...] = ()

    @property
    def label(self) -> Label:
        """The label, which a mark of this kind always has."""
        assert self.mark.label is not None
        return self.mark.label


class Contents(NamedTuple):
    """A table of contents and the numbers in it so far."""

    numbers: list[str]


@dataclass(slots=True, eq=False, repr=False)
class State:
    """Everything that one pass over the marks remembers.

    `rules` has for `explain`, by its first line, the rule by which a row was read where its mark alone does not say.
    """

    source: Source
    grammar: Grammar
    marks: list[Mark]
    owners: dict[int, Owner] = field(default_factory=dict)
    rules: dict[int, str] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    title: Text | None = None
    organisation: Text | None = None
    heads: set[str] = field(default_factory=set)  # title and organisation, folded
    sections: list[Section] = field(default_factory=list)
    open_sections: list[Section] = field(default_factory=list)
    uppers: dict[str, Text] = field(default_factory=dict)
    means: list[Part] = field(default_factory=list)
    number: str | None = None
    ahead: str | None = None  # the number of the next goal, where a label of its own gives it
    goal: Goal | None = None
    row_goal: Goal | None = None  # the last goal that a row of a table named, once the table is over
    block: Block | None = None
    open: GoalTable | IndicatorTable | ResultTable | Account | Waiting | Contents | None = (
        None  # what the next row may go on with
    )
    line: int = 0
    ended: Ended | None = None  # the last table, as long as no other headings follow
    goal_list: GoalList | None = None
    alone: dict[str, int] | None = None  # lines that could be headings, by their words, once they were asked for
    named: bool | None = None  # whether any label or heading names a goal or indicator, once it was asked for
    widest: int = 0  # characters of the longest line of running text, once it was asked for
    period: tuple[Kausi | None] | None = None  # what the head gave, once it was asked for

    @property
    def account(self) -> Account | None:
        """The account that is open."""
        return self.open if isinstance(self.open, Account) else None

    def lines_alone(self) -> dict[str, int]:
        """The last mark of each heading or paragraph, by its folded text without its number."""
        if self.alone is None:
            kinds = ("heading", "text", "name", "label")
            marks = ((n, mark) for n, mark in enumerate(self.marks) if mark.kind in kinds)
            self.alone = {fold(mark.row.cell.text).lstrip("0123456789.) "): n for n, mark in marks}
        return self.alone

    def widest_text(self) -> int:
        """The characters of the longest line of running text: where a line that goes on is full."""
        if not self.widest:
            rows = [mark.row for mark in self.marks if mark.row.kind in RUNNING]
            lines = (self.source.line(number) for row in rows for number in range(row.first, row.last + 1))
            self.widest = max(map(len, lines), default=1)
        return self.widest

    def claim(self, cells: Iterable[Cell], owner: str | Owner) -> None:
        """Makes `owner` the one owner of all these cells; a name alone is that of a field or heading."""
        one = _field_owner(owner) if isinstance(owner, str) else owner
        for start, _, text, _, pieces in cells:
            if pieces:
                for piece in pieces:
                    self.owners[piece] = one
            elif text:
                self.owners[start] = one

    def report(self, code: str, start: int, end: int, **arguments: object) -> None:
        """Adds a finding about the text from `start` to `end`."""
        self.diagnostics.append(Diagnostic(code, Span(start, end), arguments))

    @property
    def section(self) -> Section:
        """The section in force; one without a heading where none was opened."""
        if not self.open_sections:
            section = Section(None, None, 0, self.line, self.line)
            self.sections.append(section)
            self.open_sections.append(section)
        return self.open_sections[-1]

    def open_section(self, number: str | None, heading: Text, rank: int, row: Row) -> None:
        """Opens a section below the nearest one of lesser rank; what was in force ends."""
        self.leave_sections(rank)
        section = Section(number, heading, rank, row.first, row.last, fold(heading.text))
        (self.open_sections[-1].sections if self.open_sections else self.sections).append(section)
        self.open_sections.append(section)

    def leave_sections(self, rank: int) -> None:
        """Ends what was in force, and the sections that a heading of a rank ends; their focus area holds on."""
        self.forget()
        while self.open_sections and self.open_sections[-1].rank in (0, *range(rank, 100)):
            self.close_section()
        areas = [above.area for above in self.open_sections if above.area is not None]
        self.uppers = {"painopiste": areas[-1]} if areas else {}

    def forget(self) -> None:
        """A new section: nothing is inherited across its heading."""
        self.uppers, self.means, self.number = {}, [], None
        self.goal = self.block = self.open = None

    def close_section(self) -> None:
        """The innermost section is over; the one around it goes on at least as far."""
        section = self.open_sections.pop()
        if self.open_sections and self.open_sections[-1].last < section.last:
            self.open_sections[-1].last = section.last

    def add_free(self, content: Prose | Listed | Grid) -> None:
        """Free content in the section in force."""
        self.section.content.append(content)

    def add_prose(self, row: Row) -> None:
        """A row that no field claims: a paragraph of free content."""
        self.claim(row.cells, PROSE)
        parts = tuple(part for cell in row.cells for part in cell.parts)
        self.add_free(Prose(Text(parts), row.first, row.last))


def skipped_by(mark: Mark) -> Owner:
    """The rule that skips a row of page furniture."""
    return Owner(mark.rule.removeprefix("skip: "), "ohitettu")


RUNNING = ("text", "item")  # kinds of rows that lines are wrapped in
MOST_NESTED = 40  # lists inside lists; no report has more than a handful, and deeper ones are siblings


def item_parent(items: list[Item], indent: int, marker: str) -> list[Item]:
    """The list that an item belongs to: siblings share indent and kind, children are deeper or of another kind."""
    kind = "number" if marker.isalnum() else "bullet"
    here = items
    for _ in range(MOST_NESTED):
        if not here:
            break
        last = here[-1]
        last_kind = "number" if last.marker.isalnum() else "bullet"
        if indent < last.indent or (indent == last.indent and kind == last_kind):
            return here
        if indent == last.indent and kind == "number":
            return here
        here = last.items
    return here
