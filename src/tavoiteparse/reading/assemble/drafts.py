"""What a report's parts are while they are being built: texts that know their place, fields that fill up."""

from dataclasses import dataclass, field
from typing import NamedTuple

from tavoiteparse.source.text import Part, PartKind, Span

BREAKS: frozenset[PartKind] = frozenset({"br", "p", "li"})  # parts that begin a line of their own


class Text(NamedTuple):
    """A value made of one or more parts of the source; its text joins theirs with a space."""

    parts: tuple[Part, ...]

    @property
    def text(self) -> str:
        """The whole text."""
        return self.parts[0].text if len(self.parts) == 1 else " ".join(part.text for part in self.parts)

    @property
    def span(self) -> Span:
        """From its first part to its last."""
        return Span(self.parts[0].start, self.parts[-1].end)

    @property
    def lines(self) -> list[str]:
        """The text in the lines that breaks, paragraphs and list items of its cell make."""
        lines: list[str] = []
        for part in self.parts:
            if lines and part.kind not in BREAKS:
                lines[-1] += f" {part.text}"
            else:
                lines.append(part.text)
        return lines


class Other(NamedTuple):
    """A value under a label or heading that has no role in the contract."""

    heading: str
    value: Text


class Paragraph(NamedTuple):
    """A paragraph of an account and its line; `number` is that of the indicator it speaks of, where one is given."""

    part: Part
    line: int
    number: str | None = None


@dataclass(slots=True, eq=False, repr=False)
class Account:
    """An account of progress, or an indicator's own part of one."""

    heading: str | None
    paragraphs: list[Paragraph]
    first: int
    last: int


@dataclass(slots=True, eq=False, repr=False)
class Indicator:
    """An indicator; `values` has its levels, result and status by role, `headings` what stood above or before each."""

    text: Text
    number: str | None
    group: Text | None
    first: int
    last: int
    values: dict[str, Text] = field(default_factory=dict)
    headings: dict[str, str] = field(default_factory=dict)
    other: list[Other] = field(default_factory=list)
    account: Account | None = None
    unit: Text | None = None
    inherited: frozenset[str] = frozenset()


@dataclass(slots=True, eq=False, repr=False)
class Block:
    """A kohta: measures, responsible parties, indicators, and what covers all of them."""

    first: int
    last: int
    measures: list[Part] = field(default_factory=list)
    responsible: list[Part] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)
    values: dict[str, Text] = field(default_factory=dict)
    other: list[Other] = field(default_factory=list)
    account: Account | None = None
    earlier_accounts: list[Account] = field(default_factory=list)  # of other periods
    inherited: frozenset[str] = frozenset()
    status_below: bool = False  # its status stands below an indicator
    over: bool = False  # a responsible party stands below its indicators: the next indicator is another block's

    @property
    def has_content(self) -> bool:
        """Anything besides measures."""
        return bool(self.indicators or self.responsible or self.values or self.account or self.other)

    def take_measures(self, above: "Block") -> None:
        """Inherits the measures of the block above."""
        self.measures, self.inherited = list(above.measures), frozenset({"toimenpiteet"})


@dataclass(slots=True, eq=False, repr=False)
class Goal:
    """A goal with its uppers by role; `own` are those printed for it, the others were inherited.

    `factor` is the label of a success factor that its name stands under, as long as no goal follows.
    """

    first: int
    last: int
    number: str | None = None
    uppers: dict[str, Text] = field(default_factory=dict)
    means: list[Part] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    own: set[str] = field(default_factory=set)
    sister: bool = False  # the same goal on paper as the one before it, in another sector
    other: list[Other] = field(default_factory=list)
    factor: str | None = None


@dataclass(slots=True, eq=False, repr=False)
class Prose:
    """A paragraph of free content."""

    text: Text
    first: int
    last: int


@dataclass(slots=True, eq=False, repr=False)
class Item:
    """A list item with the items below it."""

    number: str | None
    text: Text
    items: list["Item"]
    indent: int
    marker: str


@dataclass(slots=True, eq=False, repr=False)
class Listed:
    """A list of free content."""

    items: list[Item]
    first: int
    last: int


@dataclass(slots=True, eq=False, repr=False)
class Grid:
    """A table of free content."""

    rows: list[tuple[Text | None, ...]]
    first: int
    last: int


@dataclass(slots=True, eq=False, repr=False)
class Section:
    """A section; `rank` orders headings among themselves (less is higher) and is not its depth.

    `folded` is its heading as others are compared with it, `area` the focus area that its heading names.
    """

    number: str | None
    heading: Text | None
    rank: int
    first: int
    last: int
    folded: str | None = None
    area: Text | None = None
    content: list[Goal | Prose | Listed | Grid] = field(default_factory=list)
    sections: list["Section"] = field(default_factory=list)
