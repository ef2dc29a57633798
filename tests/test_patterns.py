"""No pattern of the program explodes: each is tried on texts made from its own repeats, longer and longer.

The patterns are those of all modules, those that are built from the vocabulary, those of the grammars, and the literals
inside functions. For each repeat of a pattern a text is made that leads there, goes through the repeat many times, and
then fails. Seconds of this process are compared with each other only: a text four times as long may take six times as
long, and what takes less than FLOOR is not looked at.
"""

import ast
import importlib
import pkgutil
import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import islice, product
from math import log
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import regex

import tavoiteparse
from tavoiteparse.language.grammar import grammars, vocabulary
from tavoiteparse.language.pattern import Pattern
from tavoiteparse.language.values.units import NAME_END
from tavoiteparse.source.lazy import lazy

PARSER = importlib.import_module("re._parser")
SOURCE = Path(tavoiteparse.__file__).parent
LAZY = type(lazy(""))
COMPILED = (LAZY, re.Pattern, regex.Pattern)
SIZES = (4, 8, 12, 16, 20, 26, 34, 60, 125, 500, 2_000, 8_000)  # how often a repeat is gone through
MOST = log(6) / log(4)  # the power of the length with which the time may grow: four times the text, six times the time
FLOOR = 0.004  # seconds that say something
CERTAIN, AGAIN = 0.2, 12  # seconds that no other program causes; what is below is measured so often
LONGEST = 40_000  # characters of a text, however often its repeat would be gone through
SEVERAL, BODIES, ATTACKS = 3, 8, 150  # texts for what stands before a repeat, for a repeat, for a pattern
USES = ("search", "match", "fullmatch")
KEYS = {  # how the patterns of a grammar's key are used
    "skip": ("fullmatch",),
    "signs": ("search",),
    "outline": ("fullmatch",),
    "organisation": ("search", "fullmatch"),
    "organisations": ("search", "fullmatch"),
}
ELSEWHERE = {("tavoiteparse.contract.render", "NUMBERS"): ("match",)}  # used by another library: here by PyYAML
GOING_ON = ("finditer", "findall", "sub", "split", "subn")  # look for a match again behind each
CATEGORIES = {"DIGIT": "1", "NOT_DIGIT": "a", "SPACE": " ", "NOT_SPACE": "a", "WORD": "a", "NOT_WORD": "-"}
CANDIDATES = "a A1-.:,<(|\t\n;x"
PERIODS = ("named", "hint")  # patterns of periods that are built from the vocabulary
SAMPLE = "sana"  # for what only a run of the program knows
# How long a text some patterns are asked about at most: the end of a name, a glob that someone typed.
BOUNDED = {"tavoiteparse.language.values.units.LAST": NAME_END, "tavoiteparse.checking.globs.GLOB": 500}


@dataclass(frozen=True)
class Own:
    """A pattern of the program: its name, its words, how it is used, and `compiled` itself."""

    name: str
    pattern: str
    flags: int
    compiled: Any = field(compare=False)
    uses: tuple[str, ...] = field(default=USES, compare=False)


def modules() -> list[ModuleType]:
    found = []
    for one in pkgutil.walk_packages([str(SOURCE)], "tavoiteparse."):
        if not one.name.endswith(("__main__", ".spark")):  # runs; needs Spark
            found.append(importlib.import_module(one.name))
    return found


def inside(value: object, name: str, seen: set[int]) -> Iterator[tuple[str, Any, str]]:
    """Every compiled pattern in an object of the program or a container, its name, and the key of a grammar's."""
    if id(value) in seen or isinstance(value, str | bytes | int | ModuleType):
        return
    seen.add(id(value))
    below: Iterable[tuple[str, object]] = ()
    if isinstance(value, Pattern):
        where = ".".join(map(str, value.path))
        yield f"{value.called} {where}", value.compiled, str(value.path[0])
    elif isinstance(value, COMPILED):
        yield name, value, ""
    elif isinstance(value, dict):
        below = ((f"{name}[{key!r:.20}]", one) for key, one in value.items())
    elif isinstance(value, tuple | list | set | frozenset):
        below = ((f"{name}[{n}]", one) for n, one in enumerate(value))
    elif (value if isinstance(value, type) else type(value)).__module__.startswith("tavoiteparse"):
        below = ((f"{name}.{key}", one) for key, one in getattr(value, "__dict__", {}).items())
    for key, one in below:
        yield from inside(one, key, seen)


@cache
def methods() -> dict[tuple[str, str], set[str]]:
    """What is called on each name, by the module that made the name: `PAGE.search(…)`."""
    found: dict[tuple[str, str], set[str]] = {}
    for module in modules():
        tree = ast.parse(source(module))
        homes = {
            alias.name: str(node.module)
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in (*USES, *GOING_ON):
                called = ast.unparse(node.value).split(".")[-1]
                home = homes.get(called, module.__name__)
                found.setdefault((home, called), set()).add("finditer" if node.attr in GOING_ON else node.attr)
    return found


def source(module: ModuleType) -> str:
    assert module.__file__ is not None
    return Path(module.__file__).read_text(encoding="utf-8")


def literals(module: ModuleType) -> Iterator[Own]:
    """Patterns that stand as text inside functions: `re.search(r"…", text)`."""
    tree = ast.parse(source(module))
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        for node in ast.walk(function):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
                continue
            by = ast.unparse(node.func.value)
            printed = words(node.args[0], vars(module))
            if by in ("re", "regex") and node.func.attr != "escape" and printed is not None:
                uses = ("finditer",) if node.func.attr in GOING_ON else (node.func.attr,)
                flags = re.IGNORECASE if "IGNORECASE" in ast.unparse(node) else 0
                compiled = (re if by == "re" else regex).compile(printed, flags)
                name = f"{module.__name__}.{function.name}"
                yield Own(name, printed, flags, compiled, USES if uses == ("compile",) else uses)


def words(node: ast.expr, names: dict[str, Any]) -> str | None:
    """The text of a literal; in place of what only a run of the program knows there is a word."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.Name):
        return names[node.id] if isinstance(names.get(node.id), str) else None
    if not isinstance(node, ast.JoinedStr):
        return None
    printed = ""
    for piece in node.values:
        if isinstance(piece, ast.Constant):
            printed += str(piece.value)
        else:
            assert isinstance(piece, ast.FormattedValue)
            known = names.get(piece.value.id) if isinstance(piece.value, ast.Name) else None
            printed += known if isinstance(known, str) else "1" if printed.endswith("{e<=") else SAMPLE
    return printed


@cache
def patterns() -> list[Own]:
    """All patterns of the program, each once."""
    seen = set[int]()
    found: dict[tuple[str, int], Own] = {}
    roots: list[tuple[str, str, object]] = [
        (module.__name__, name, value)
        for module in modules()
        for name, value in sorted(vars(module).items())
        if not name.startswith("__")
    ]
    words = vocabulary()
    periods = words.values._periods
    roots += [("tavoiteparse.language.values.periods", name, getattr(periods, name)) for name in PERIODS]
    roots += [("", "vocabulary", words), *(("", name, grammar) for name, grammar in grammars().items())]
    for home, top, value in roots:
        for name, compiled, key in inside(value, top, seen):
            uses = KEYS.get(key) or ELSEWHERE.get((home, top)) or tuple(sorted(methods().get((home, top), USES)))
            own = _own(f"{home}.{name}".lstrip("."), compiled, uses)
            found.setdefault((own.pattern, own.flags), own)
    for module in modules():
        for own in literals(module):
            found.setdefault((own.pattern, own.flags), own)
    return list(found.values())


def _own(name: str, compiled: Any, uses: tuple[str, ...]) -> Own:
    """A pattern of texts; one of bytes is tried as if it were one."""
    if isinstance(compiled.pattern, bytes):
        compiled = re.compile(compiled.pattern.decode())
    return Own(name, compiled.pattern, compiled.flags, compiled, uses)


class Attacks:
    """Texts made from a parsed pattern; each is a beginning, what is repeated, and an end that fails."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.groups: dict[int, list[Any]] = {}
        known = regex.sub(r"\{e<=\d\}", "", pattern)
        known = regex.sub(r"(\[[^\]]*)\\p\{Lu\}", r"\1A-Z", known).replace(r"\p{Lu}", "[A-Z]")
        known = regex.sub(r"(\[[^\]]*)\\p\{L\}", r"\1a-zA-Z", known).replace(r"\p{L}", "[a-zA-Z]")
        self.tree = list(
            PARSER.parse(known, flags & ~regex.VERSION0 & (re.IGNORECASE | re.MULTILINE | re.VERBOSE | re.DOTALL))
        )

    def __iter__(self) -> Iterator[tuple[str, str, str]]:
        seen = set()
        for attack in self._of(self.tree, [""], [""]):
            if attack not in seen:
                seen.add(attack)
                yield attack

    def _of(self, nodes: Sequence[Any], before: list[str], after: list[str]) -> Iterator[tuple[str, str, str]]:
        """The attacks of a sequence: `before` and `after` are texts for what stands around it."""
        for n, (kind, value) in enumerate(nodes):
            left = some(a + b for a, b in product(before, self.texts(nodes[:n])))
            right = some(b + a for a, b in product(after, self.texts(nodes[n + 1 :])))
            yield from self._repeats(str(kind), value, nodes[n + 1 : n + 3], left, right)
            for inner in children(str(kind), value):
                yield from self._of(inner, left, right)

    def _repeats(
        self, kind: str, value: Any, following: Sequence[Any], left: list[str], right: list[str]
    ) -> Iterator[tuple[str, str, str]]:
        if "REPEAT" not in kind or int(value[1]) < 3:
            return
        bodies = list(islice((text for text in self.texts(list(value[2]), BODIES) if text), BODIES))
        beside = [
            text
            for one, repeated in following
            if "REPEAT" in str(one)
            for text in self.texts(list(repeated[2]), SEVERAL)
            if text
        ]
        mixed = [a + b for a, b in product(bodies[:SEVERAL], (*bodies[:SEVERAL], *beside)) if a != b]
        again = [start + body for start in left for body in bodies[:SEVERAL] if start]  # for a search behind each
        for body in dict.fromkeys((*bodies, *mixed, "".join(bodies), *again)):
            for start in ("", *left[:2]):
                for end in ("\0", "a", *(f"{text}\0" for text in right[:1])):
                    yield start, body, end

    def texts(self, nodes: Sequence[Any], most: int = SEVERAL) -> list[str]:
        """Short texts that a sequence matches, lookaheads aside."""
        found = [""]
        for kind, value in nodes:
            found = some((a + b for a, b in product(found, self._node(str(kind), value, most))), most)
        return found

    def _node(self, kind: str, value: Any, most: int) -> list[str]:
        if kind in ("LITERAL", "NOT_LITERAL", "ANY"):
            return [chr(value) if kind == "LITERAL" else next(one for one in CANDIDATES if value != ord(one))]
        if kind == "IN":
            return members(value, most)
        if kind == "BRANCH":
            return some((text for branch in value[1] for text in self.texts(list(branch), 2)), most)
        if kind == "GROUPREF":
            return self.texts(self.groups[value], most)
        if kind == "ASSERT_NOT" or (kind == "ASSERT" and value[0] > 0):
            return [""]
        if kind == "SUBPATTERN":
            self.groups[value[0]] = list(value[3])
        once = some((text for one in children(kind, value) for text in self.texts(one, most)), most)
        if "REPEAT" not in kind:
            return once
        return [text * int(value[0]) for text in once] + (once if int(value[0]) == 0 else [])


def some(texts: Iterator[str], most: int = SEVERAL) -> list[str]:
    """The first few different ones."""
    return list(islice(dict.fromkeys(islice(texts, 8 * most)), most)) or [""]


def members(items: Sequence[Any], most: int) -> list[str]:
    """Members of a class of characters: the first of each of its parts."""
    if str(items[0][0]) == "NEGATE":
        return [sign for sign in CANDIDATES if not any(holds(item, sign) for item in items[1:])][: min(most, 4)] or [
            "ŋ"
        ]
    return some((first(str(kind), value) for kind, value in items), most)


def first(kind: str, value: Any) -> str:
    if kind == "CATEGORY":
        return CATEGORIES[str(value).removeprefix("CATEGORY_")]
    return chr(value if kind == "LITERAL" else value[0])


def holds(item: Any, sign: str) -> bool:
    kind, value = str(item[0]), item[1]
    if kind == "LITERAL":
        return int(value) == ord(sign)
    if kind == "RANGE":
        return int(value[0]) <= ord(sign) <= int(value[1])
    name = str(value).removeprefix("CATEGORY_")
    is_in = {"DIGIT": sign.isdecimal(), "SPACE": sign.isspace(), "WORD": sign.isalnum()}
    return is_in[name.removeprefix("NOT_")] != name.startswith("NOT_")


def children(kind: str, value: Any) -> list[list[Any]]:
    """The sequences inside a node."""
    if kind == "BRANCH":
        return [list(branch) for branch in value[1]]
    if "REPEAT" in kind:
        return [list(value[2])]
    if kind == "SUBPATTERN":
        return [list(value[3])]
    if kind in ("ASSERT", "ASSERT_NOT"):
        return [list(value[1])]
    return [list(value)] if kind == "ATOMIC_GROUP" else []


def taken(use: Callable[[str], object], text: str) -> float:
    """The CPU time of one use."""
    began = time.process_time()
    use(text)
    return time.process_time() - began


def using(compiled: Any, how: str) -> Callable[[str], object]:
    """A use of a pattern that takes the time that all of it takes."""
    if how == "finditer":
        return lambda text: sum(1 for _ in compiled.finditer(text))
    use: Callable[[str], object] = getattr(compiled, how)
    return use


def power(use: Callable[[str], object], attack: tuple[str, str, str], longest: int) -> float:
    """With which power of the length of the text the time grows; nothing where it is too short to say."""
    start, body, end = attack
    shorter = ""
    for size in SIZES:
        if len(body) * size > longest:
            break
        text = f"{start}{body * size}{end}"
        times = log(len(text) / len(shorter)) if shorter else 0.0
        if times and (once := taken(use, text)) > FLOOR and log(once / taken(use, shorter)) / times > MOST:
            runs = AGAIN if once < CERTAIN else 1  # another program may have taken the processor for a while
            now = min(once, *(taken(use, text) for _ in range(runs)))
            before = min(taken(use, shorter) for _ in range(2 * runs))
            if now > FLOOR and (grown := log(now / before) / times) > MOST:
                return grown
        shorter = text
    return 0.0


def worst(own: Own, longest: int = LONGEST) -> list[str]:
    """The first attack on a pattern that makes it slow, as a message."""
    for attack in islice(Attacks(own.pattern, own.flags), ATTACKS):
        for how in own.uses:
            if (grown := power(using(own.compiled, how), attack, longest)) > 0:
                return [f"{own.name}: {how} of {attack} takes the length to the power of {grown:.1f}"]
    return []


@pytest.mark.parametrize("own", patterns(), ids=lambda own: own.name)
def test_no_pattern_explodes(own: Own) -> None:
    assert not worst(own, BOUNDED.get(own.name, LONGEST))


def test_all_patterns_are_found() -> None:
    names = {own.name for own in patterns()}
    assert len(names) > 140
    assert "tavoiteparse.language.label.PERIOD_TAIL" in names
    assert not set(BOUNDED) - names


@pytest.mark.parametrize(
    ("pattern", "how"),
    [
        (r"(?:[TQH]?\d[\d.,/\s–—-]*)*\d{4}", "match"),  # was in PERIOD_TAIL
        (r"\s+$", "search"),
        (r"<p[^>]*/>", "finditer"),
        (r"(?:a|b|ab)*c", "fullmatch"),
        (r"(\w+\s?)*:", "match"),
        (r"<p[^<>]*\s+[^<>]*>", "match"),
        (r"\s*[-–]\s*", "finditer"),
        (r"\d+\d+x", "match"),
    ],
)
def test_a_pattern_that_explodes_is_seen(pattern: str, how: str) -> None:
    assert worst(Own("bad", pattern, 0, re.compile(pattern), (how,)))


@pytest.mark.parametrize("pattern", [r"\s*+$", r"(?:a|b)*+c", r"\w+", r"[^:]{0,20}:", r"(?<!\s)\s+$"])
def test_a_pattern_that_does_not_explode_is_none(pattern: str) -> None:
    assert not worst(Own("good", pattern, 0, re.compile(pattern), ("match",)))
