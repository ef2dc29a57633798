"""A report as one side of a comparison: its goals and indicators ready to be matched, and where its values stand."""

from typing import Any, Literal, NamedTuple

from tavoiteparse.contract.model import Kohta, Luku, Mittari, Raportti, Selvitys, Tavoite
from tavoiteparse.judging.conclusion import covers_several
from tavoiteparse.judging.levels import Level
from tavoiteparse.judging.matching import Entry, entries, goals_of
from tavoiteparse.source.lazy import lazy

LINES = lazy(r"^(\d+):\d+-(\d+):\d+")
Field = Literal["toteuma", "tila", "selvitys"]
PLACES: tuple[Field, ...] = ("toteuma", "tila", "selvitys")  # what a report tells of an indicator after the year's plan


class Place(NamedTuple):
    """A value that changed, and its own lines."""

    teksti: str | None
    arvo: float | None
    yksikko: str | None
    tiedosto: str
    rivit: list[int]
    sivu: int | None


class Side(NamedTuple):
    """One report: `has` are those of PLACES for which it has a column, a label or any value."""

    raportti: Raportti
    has: frozenset[str]
    goals: list[Tavoite]
    entries: list[Entry]

    @property
    def name(self) -> str:
        """The report's file, as it was given."""
        return self.raportti.lahde.tiedosto

    def place(self, owner: Any, field: str | None, text: str | None, luku: Luku | None = None) -> Place:
        """A value of a field of `owner`, at its own lines; without `field` at the lines of the owner."""
        value, unit = (luku.arvo, luku.yksikko) if luku is not None and luku.arvo_yla is None else (None, None)
        return Place(text, value, unit, self.name, _lines(owner, field), owner.sivu)

    def level(self, level: Level | None) -> Place | None:
        """A level: target, baseline or result; of one that stands in an indicator's sentence its figure alone."""
        if level is None:
            return None
        text = level.one.teksti if level.one is not None and level.where == "mittari" else level.text
        return self.place(level.owner, level.where, text, level.one)

    def indicator(self, mittari: Mittari, tavoite: Tavoite) -> Place:
        """An indicator; one without a name by that of its goal."""
        name = mittari.mittari or tavoite.tavoite
        return self.place(mittari, "mittari" if mittari.mittari else None, name)

    def goal(self, tavoite: Tavoite) -> Place:
        """A goal by its name, else its deed."""
        return self.place(tavoite, "tavoite" if tavoite.tavoite else "teko", goal_name(tavoite))

    def area(self, tavoite: Tavoite) -> Place:
        """The focus area of a goal."""
        return self.place(tavoite, "painopiste", tavoite.painopiste)


class Told(NamedTuple):
    """What a report tells of an indicator: a result, a status, an account; `shared` with other indicators."""

    value: Any
    owner: Any
    shared: bool


def side_of(raportti: Raportti, has: frozenset[str] = frozenset()) -> Side:
    """A report made ready; `has` are places of values that it is known to have, whether or not they are filled."""
    goals = goals_of(raportti)
    blocks = [kohta for tavoite in goals for kohta in tavoite.kohdat]
    filled = {
        name
        for name in PLACES
        if any(getattr(owner, name) is not None for kohta in blocks for owner in (kohta, *kohta.mittarit))
    }
    return Side(raportti, has | filled, goals, entries(raportti))


def told(tavoite: Tavoite, kohta: Kohta, mittari: Mittari | None, field: Field) -> Told | None:
    """What a report tells in a field of PLACES: of the indicator itself, else of its block."""
    own = getattr(mittari, field) if mittari is not None else None
    if own is not None and not (isinstance(own, Selvitys) and not own.kappaleet):
        return Told(own, mittari, False)
    value = getattr(kohta, field)
    if value is None or (isinstance(value, Selvitys) and not value.kappaleet):
        return None
    if mittari is None or field == "selvitys":
        return Told(value, kohta, len(kohta.mittarit) > 1)
    return Told(value, kohta, covers_several(tavoite, kohta, field))


def goal_name(tavoite: Tavoite) -> str | None:
    """How a goal is called."""
    return tavoite.tavoite or tavoite.teko


def _lines(owner: Any, field: str | None) -> list[int]:
    """The lines of a value, where the report knows them, else of what it stands in."""
    where = (getattr(owner, "sijainnit", None) or {}).get(field) if field else None
    spans = [match for one in where or () if (match := LINES.match(one)) is not None]
    if spans:
        return [min(int(span[1]) for span in spans), max(int(span[2]) for span in spans)]
    return list(owner.rivit)
