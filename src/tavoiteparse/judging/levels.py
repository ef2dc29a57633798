"""Target, baseline and result of an indicator, wherever they stand: in columns, in its sentence, in its block."""

from collections.abc import Iterable
from typing import Literal, NamedTuple

from tavoiteparse.contract.model import Kohta, Luku, Mittari, Rooli, Taso
from tavoiteparse.source.lazy import lazy

Where = Literal["mittari", "lahtotaso", "tavoitetaso", "toteuma"]
ASIDE = frozenset({"ryhma", "asteikko", "maaritelma"})  # roles of figures that say what is counted, and not how much
LETTERS = lazy(r"[^\W\d_]{4,}")


class Level(NamedTuple):
    """One side of an indicator: its text, the figures in it that count, and the field of the owner they stand in."""

    text: str
    luvut: list[Luku]
    owner: Mittari | Kohta
    where: Where

    @property
    def one(self) -> Luku | None:
        """The one figure or range that the level is; None where there are several, or none."""
        return self.luvut[0] if len(self.luvut) == 1 else None

    @property
    def is_bare(self) -> bool:
        """Whether the text is hardly more than its one figure: `90 %`, `noin 300 kpl`."""
        if self.one is None:
            return False
        return not LETTERS.search(self.text.replace(self.one.teksti, "", 1))


class Levels(NamedTuple):
    """What an indicator says of where it starts, where it shall go, and where it is."""

    target: Level | None
    baseline: Level | None
    result: Level | None

    def all(self) -> list[Level]:
        """Those that there are, as a reader meets them."""
        return [level for level in (self.baseline, self.target, self.result) if level is not None]


def levels_of(mittari: Mittari, kohta: Kohta) -> Levels:
    """The levels of an indicator; a column goes before its sentence, its own result before that of its block."""
    result = _level(mittari, "toteuma", mittari.toteuma, None)
    if result is None:
        result = _level(kohta, "toteuma", kohta.toteuma, None)
    target = _level(mittari, "tavoitetaso", mittari.tavoitetaso, "tavoite")
    baseline = _level(mittari, "lahtotaso", mittari.lahtotaso, "lahto")
    return Levels(target or _sentence(mittari, "tavoite"), baseline or _sentence(mittari, "lahto"), result)


def counting(luvut: Iterable[Luku], role: Rooli | None) -> list[Luku]:
    """The figures of a level that say how much: with its role, else without one; not those of another period."""
    every = list(luvut)
    fitting = [luku for luku in every if luku.rooli == role] if role else []
    fitting = fitting or [luku for luku in every if luku.rooli not in ASIDE]
    own = [luku for luku in fitting if luku.kausi is None]
    return own or fitting


def _level(owner: Mittari | Kohta, where: Where, level: Taso | None, role: Rooli | None) -> Level | None:
    return None if level is None else Level(level.teksti, counting(level.luvut, role), owner, where)


def _sentence(mittari: Mittari, role: Rooli) -> Level | None:
    """A level that the indicator's own sentence gives: by its role, a target also as its only measured figure."""
    found = [luku for luku in mittari.luvut if luku.rooli == role]
    if not found and role == "tavoite":
        bare = [luku for luku in mittari.luvut if luku.rooli is None and luku.kausi is None]
        found = bare if len(bare) == 1 and (bare[0].yksikko or bare[0].vertailu) else []
    return Level(mittari.mittari or "", found, mittari, "mittari") if found else None
