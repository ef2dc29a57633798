"""What a rule looks at, and what it says: the report flattened, its places, and the hits that become findings."""

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, NamedTuple

from tavoiteparse.checking.before import Against, Before, held_to
from tavoiteparse.checking.finding import Place
from tavoiteparse.contract.diagnostics import Severity
from tavoiteparse.contract.model import Kohta, Mittari, Osio, Raportti, Selvitys, Tavoite
from tavoiteparse.judging.verdict import Judged, judge
from tavoiteparse.language.grammar import Grammar, folder
from tavoiteparse.language.shipped import load
from tavoiteparse.language.vocabulary import Vocabulary
from tavoiteparse.strict.records import record


@record
class CheckWords:
    """checks.yaml: words by which rules judge; whole words, beginnings or endings, as it says there."""

    direction: list[str]
    vaguely: list[str]
    steady: list[str]
    share: list[str]
    ratio: list[str]
    due: list[str]
    compared: list[str]
    links: list[str]
    abbreviations: list[str]
    part: list[str]
    of_these: list[str]
    placeholder_alone: list[str]
    placeholder_words: list[str]
    placeholder_marked: list[str]
    ask: list[str]
    not_done: list[str]
    done: list[str]
    softens: list[str]
    total: list[str]
    of_which: list[str]
    below_zero: list[str]
    plans: list[str]
    hours: list[str]


@cache
def check_words() -> CheckWords:
    """The words shipped with the program."""
    return load(folder() / "vocabulary" / "checks.yaml", CheckWords, "checks.yaml")[0]


class Block(NamedTuple):
    """A kohta with its goal."""

    osio: Osio
    tavoite: Tavoite
    kohta: Kohta


class Indicator(NamedTuple):
    """A mittari with what it stands in."""

    osio: Osio
    tavoite: Tavoite
    kohta: Kohta
    mittari: Mittari


class Subject(NamedTuple):
    """A report as rules see it; `lines` is its source where there is one, line by line, else empty.

    `crowded` has the line and field of each cell of which reading said that its values cannot be told apart.
    """

    raportti: Raportti
    goals: list[tuple[Osio, Tavoite]]
    blocks: list[Block]
    indicators: list[Indicator]
    expects: frozenset[str]
    vocabulary: Vocabulary
    words: CheckWords
    lines: list[str]
    crowded: frozenset[tuple[int, str]] = frozenset()
    judged: tuple[Judged, ...] = ()
    against: Against | None = None

    def texts(self) -> Iterator[tuple[Any, str, str]]:
        """Every printed text of goals, indicators and accounts, with its owner and field."""
        for _, goal in self.goals:
            yield from _texts(goal, ("painopiste", "tavoite", "teko", "toimiala"), ("keinot",))
        for _, _, kohta in self.blocks:
            yield from _texts(kohta, ("toteuma", "tila"), ("toimenpiteet", "vastuut"))
            if kohta.selvitys is not None:
                yield from _texts(kohta.selvitys, (), ("kappaleet",))
        for *_, mittari in self.indicators:
            yield from _texts(mittari, ("mittari", "lahtotaso", "tavoitetaso", "toteuma", "tila"), ())
            if mittari.selvitys is not None:
                yield from _texts(mittari.selvitys, (), ("kappaleet",))

    def accounts(self) -> Iterator[tuple[Block, Selvitys]]:
        """Every account once, with the block it stands in."""
        seen: set[tuple[int, ...]] = set()
        for block in self.blocks:
            own = [m.selvitys for m in block.kohta.mittarit if m.selvitys is not None]
            for account in (*([block.kohta.selvitys] if block.kohta.selvitys else []), *own):
                if (*account.rivit, len(account.kappaleet)) not in seen or account in own:
                    seen.add((*account.rivit, len(account.kappaleet)))
                    yield block, account


class Hit(NamedTuple):
    """What a rule found: at `field` of `owner` (its `item`-th value in a list), or at a `place` of the source.

    `within` narrows the place to the first time that these words stand in it; `severity` is that of a hit that is
    less certain than its rule.
    """

    owner: Any
    field: str | None
    arguments: dict[str, object]
    item: int = 0
    within: str | None = None
    place: Place | None = None
    severity: Severity | None = None


class Rule(NamedTuple):
    """A check: its name, gravity and wording, and the function that finds. One that is not `on` must be selected."""

    slug: str
    severity: Severity
    message: str
    help: str
    check: Callable[[Subject], Iterator[Hit]]
    on: bool = True


def make_subject(
    raportti: Raportti,
    grammar: Grammar,
    lines: list[str],
    crowded: frozenset[tuple[int, str]] = frozenset(),
    before: Before | None = None,
) -> Subject:
    """A report made ready for rules, held to the one `before`. Raises ReadError where that is of another town."""
    goals = list(_goals(raportti.osiot))
    blocks = [Block(osio, tavoite, kohta) for osio, tavoite in goals for kohta in tavoite.kohdat]
    indicators = [Indicator(*block, mittari) for block in blocks for mittari in block.kohta.mittarit]
    expects = frozenset(grammar.file.expects)
    judged = tuple(judge(one.tavoite, one.kohta, one.mittari, raportti.kausi) for one in indicators)
    against = held_to(raportti, before) if before is not None else None
    words, vocabulary = check_words(), grammar.vocabulary
    return Subject(
        raportti, goals, blocks, indicators, expects, vocabulary, words, lines, crowded, judged, against
    )  # fmt: skip


def _goals(osiot: list[Osio]) -> Iterator[tuple[Osio, Tavoite]]:
    for osio in osiot:
        yield from ((osio, content) for content in osio.sisalto if isinstance(content, Tavoite))
        yield from _goals(osio.osiot)


def _texts(owner: Any, single: tuple[str, ...], several: tuple[str, ...]) -> Iterator[tuple[Any, str, str]]:
    for name in single:
        value = getattr(owner, name)
        text = value if isinstance(value, str) else getattr(value, "teksti", None)
        if text:
            yield owner, name, text
    for name in several:
        yield from ((owner, name, text) for text in getattr(owner, name))


def walk(node: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[Any, tuple[str | int, ...]]]:
    """Every record of a report with the keys and indexes that lead to it."""
    if isinstance(node, list):
        for n, item in enumerate(node):
            yield from walk(item, (*path, n))
    elif is_dataclass(node):
        yield node, path
        for one in fields(node):
            yield from walk(getattr(node, one.name), (*path, one.name))
