"""The roles of what a report prints, in one table; every set of roles that the program asks for is made from it."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

Role = Literal[
    "painopiste", "tavoite", "teko", "keinot", "toimiala", "toimenpide", "mittari",
    "lahtotaso", "tavoitetaso", "toteuma", "tila", "selvitys", "vastuu", "numero", "tavoitenumero", "yksikko",
    "tilinpaatos", "talousarvio", "muu",
]  # fmt: skip
Kind = Literal[
    "upper",  # names a goal or what stands above it
    "companion",  # stands beside an upper one and is inherited with it
    "measure", "indicator",
    "level", "result", "status",  # values of an indicator
    "account", "party",
    "year",  # a closed year, a budget year: a level whose role the whole table decides
    "remark",  # about the row, no field of its own
]  # fmt: skip


class Traits(NamedTuple):
    """What a role is and where its words may stand.

    `rank` is its place in the order of inheritance: a printed one clears all of a higher rank. `numbered` says that a
    number may belong to its label (`Mittari 2.`), `heads` that its words head columns, `opens` that they open labels,
    `covers` that one value may stand for all rows of a goal.
    """

    kind: Kind
    rank: int | None = None
    numbered: bool = False
    heads: bool = True
    opens: bool = True
    covers: bool = False


ROLES: Mapping[Role, Traits] = MappingProxyType(
    {
        "painopiste": Traits("upper", rank=0, numbered=True),
        "tavoite": Traits("upper", rank=1, numbered=True),
        "teko": Traits("upper", rank=2, numbered=True),
        "keinot": Traits("companion", rank=2),
        "toimiala": Traits("companion", rank=0),
        "toimenpide": Traits("measure", rank=3, numbered=True),
        "mittari": Traits("indicator", numbered=True),
        "lahtotaso": Traits("level"),
        "tavoitetaso": Traits("level"),
        "toteuma": Traits("result", covers=True),
        "tila": Traits("status", covers=True),
        "selvitys": Traits("account"),
        "vastuu": Traits("party"),
        "numero": Traits("remark", opens=False),
        "tavoitenumero": Traits("remark"),  # a number that says whose it is: `Tavoite nro`; in a table it is a number
        "yksikko": Traits("remark", opens=False),
        "tilinpaatos": Traits("year", opens=False),
        "talousarvio": Traits("year", opens=False),
        "muu": Traits("remark"),
    }
)


def _where(fits: Callable[[Traits], bool]) -> frozenset[Role]:
    return frozenset(role for role, traits in ROLES.items() if fits(traits))


def _of(*kinds: Kind) -> frozenset[Role]:
    return _where(lambda traits: traits.kind in kinds)


RANK: Mapping[str, int] = MappingProxyType({role: one.rank for role, one in ROLES.items() if one.rank is not None})
LABELS = _where(lambda traits: traits.opens)
HEADERS = _where(lambda traits: traits.heads)
NUMBERED = _where(lambda traits: traits.numbered)  # they also give a row of a table its name
COVERING = tuple(role for role, one in ROLES.items() if one.covers)  # in order: they are gone through
UPPER = _of("upper")
TOP = _where(lambda traits: traits.kind == "upper" and traits.rank in (0, 1))  # a heading may stand right above these
AREAS = _where(lambda traits: traits.rank == 0)  # what stands above goals, and is none by itself
BASES = _of("level")  # levels that only an indicator has
LEVELS = _of("level", "result")
VALUES = _of("level", "result", "status")
MEASURED = VALUES | _of("year")  # what a row of a table says of its indicator
SPOKEN = _of("result", "status", "account")  # what a header may be, by its values
BLOCK_OPENERS = _of("measure", "indicator")  # labels that begin a block of a goal
ASIDE = _of("remark", "party") | {"toimiala"}  # a filled one ends no merged goal cell
SUBJECTS: frozenset[Role] = frozenset({"tavoite", "mittari"})  # what a table or form must speak of to be one of goals
