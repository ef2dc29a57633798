"""The records that are ready say what the YAML says, to `re` as to `regex`; an edited file is read from its YAML."""

import importlib
import re
import shutil
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path
from pprint import pformat
from typing import Any

import pytest
import regex

from conftest import NEW_GRAMMARS, ROOT, SAMPLES
from tavoiteparse.checking.rules.subject import CheckWords
from tavoiteparse.judging.words import JudgingWords, StateWords
from tavoiteparse.language import ready, shipped
from tavoiteparse.language.grammar import GrammarFile, find_grammar, folder, grammars
from tavoiteparse.language.head_words import HeadWords
from tavoiteparse.language.values.periods import PeriodWords
from tavoiteparse.language.values.quantities import Comparators
from tavoiteparse.language.values.roles import FigureWords
from tavoiteparse.language.values.units import UnitWords
from tavoiteparse.language.vocabulary import Furniture, LabelFile, Modifiers, StatusFile, Vocabulary
from tavoiteparse.strict import yaml
from tavoiteparse.strict.mistake import GrammarError
from tavoiteparse.strict.records import plain

VOCABULARY: dict[str, tuple[type[Any], str]] = {
    "labels.yaml": (LabelFile, "entries"),
    "statuses.yaml": (StatusFile, "entries"),
    "furniture.yaml": (Furniture, ""),
    "modifiers.yaml": (Modifiers, ""),
    "head.yaml": (HeadWords, ""),
    "units.yaml": (UnitWords, ""),
    "periods.yaml": (PeriodWords, ""),
    "comparators.yaml": (Comparators, ""),
    "figures.yaml": (FigureWords, ""),
    "checks.yaml": (CheckWords, ""),
    "directions.yaml": (JudgingWords, ""),
    "states.yaml": (StateWords, ""),
}
FILE = ROOT / "src" / "tavoiteparse" / "language" / "ready.py"
HEAD = '''"""The grammars and the vocabulary, ready for use: what `grammars/` says, with the size and checksum of each file.

Written by `just goldens` and never by hand; `shipped.py` tells what it is for.
"""
# fmt: off

from typing import Any

READY: dict[str, tuple[tuple[int, int], dict[str, Any]]] = '''
TWINS = """

# Patterns in which `re` knows not every term, by the words that `re` has for the same; a test holds them to it.
TWINS: dict[str, str] = """


SCRIPTS = (0x0, 0x530), (0x1E00, 0x2000)  # Latin, Greek, Cyrillic: what has two cases and is printed in a report
PROPERTIES = {"Lu": ("Lu",), "L": ("Lu", "Ll", "Lt", "Lm", "Lo")}
KEYS = {"pattern", "outline", "organisations"}  # of patterns, in grammars and vocabulary
BEYOND = r"\\[pPXKGLN]|\{[eids<]|\[\[:|--|&&|~~|\|\||\(\?[|&R]"  # terms that `re` has not, or reads as something else
TEXTS = [*SAMPLES, *sorted((ROOT / "tests" / "reading").rglob("*.txt"))]


def files() -> dict[Path, tuple[type[Any], str]]:
    """All files whose records are ready, with the class of each."""
    found: dict[Path, tuple[type[Any], str]] = dict.fromkeys(sorted(folder().glob("*.yaml")), (GrammarFile, ""))
    return found | {folder() / "vocabulary" / name: kind for name, kind in VOCABULARY.items()}


def read(path: Path, cls: type[Any], inside: str) -> tuple[tuple[int, int], Any]:
    """What stands in `ready.py` for a file, by its YAML."""
    return shipped.sign(path.read_bytes()), plain(yaml.load(path, cls, path.name, inside))


def patterns(data: Any, key: str = "") -> Iterator[str]:
    """The patterns in the fields of a record."""
    if isinstance(data, dict):
        for name, value in data.items():
            yield from patterns(value, name)
    elif isinstance(data, list):
        for value in data:
            yield from patterns(value, key)
    elif key in KEYS and data is not None:
        yield data


@cache
def members(name: str) -> str:
    """The letters that have a property, as what stands in brackets in a pattern."""
    ranges: list[list[int]] = []
    for code in chain.from_iterable(range(*script) for script in SCRIPTS):
        if unicodedata.category(chr(code)) in PROPERTIES[name]:
            if ranges and ranges[-1][1] == code - 1:
                ranges[-1][1] = code
            else:
                ranges.append([code, code])
    return "".join(chr(first) if first == last else f"{chr(first)}-{chr(last)}" for first, last in ranges)


def twin(pattern: str) -> str:
    """The pattern in the terms of `re`: `\\p{Lu}` with all that it stands for."""
    pieces, inside = [], False
    for piece in re.findall(r"\\p\{\w+\}|\\.|.", pattern, re.DOTALL):
        inside = piece == "[" or (inside and piece != "]")
        letters = members(piece[3:-1]) if piece.startswith("\\p{") else None
        pieces.append(piece if letters is None else letters if inside else f"[{letters}]")
    return "".join(pieces)


def twins(records: dict[str, Any]) -> dict[str, str]:
    """The twins of all patterns that `re` does not read as they are."""
    return {one: twin(one) for _, data in records.values() for one in patterns(data) if twin(one) != one}


def pretty(value: object) -> str:
    return pformat(value, width=118, compact=True, sort_dicts=False)


def test_ready_records_say_what_the_yaml_says(write_goldens: bool) -> None:
    wanted = {path.name: read(path, *kind) for path, kind in files().items()}
    assert len(wanted) == len(files()), "a grammar has the name of a file of the vocabulary"
    if write_goldens:
        pieces = HEAD, pretty(wanted), TWINS, pretty(twins(wanted)), "\n"
        FILE.write_text("".join(pieces), encoding="utf-8")
        importlib.reload(ready)
    else:
        said = "run `just goldens`, which writes src/tavoiteparse/language/ready.py"
        wanted = {name: record for name, record in wanted.items() if name not in NEW_GRAMMARS}
        assert wanted == ready.READY, said
        assert twins(wanted) == ready.TWINS, said


def test_all_shipped_files_are_ready() -> None:
    assert [path.name for path in files() if shipped.fields_of(path) is None] == NEW_GRAMMARS


@pytest.fixture
def edited(tmp_path: Path) -> Path:
    """The vocabulary in a folder of its own, to be edited."""
    return Path(shutil.copytree(folder() / "vocabulary", tmp_path / "vocabulary"))


def test_an_edited_file_is_read_at_once(edited: Path) -> None:
    assert Vocabulary(edited).status("melkein") is None
    path = edited / "statuses.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("fi: [osittain,", "fi: [osittain, melkein,"), encoding="utf-8"
    )
    assert shipped.fields_of(path) is None
    assert shipped.fields_of(edited / "labels.yaml") is not None
    assert Vocabulary(edited).status("melkein") == "osittain"


def test_a_mistake_of_an_edit_has_its_line(edited: Path) -> None:
    path = edited / "units.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "befor: []\n", encoding="utf-8")
    last = path.read_text(encoding="utf-8").count("\n")
    with pytest.raises(GrammarError, match=rf"^units.yaml:{last}: befor: unknown key"):
        Vocabulary(edited)


def test_a_file_that_is_gone_is_said_to_be(edited: Path) -> None:
    (edited / "figures.yaml").unlink()
    with pytest.raises(GrammarError, match=r"^figures.yaml:1: cannot be read: No such file"):
        Vocabulary(edited)


def test_a_mistake_in_a_ready_pattern_has_its_line() -> None:
    outline = grammars()["yleinen"].outline
    assert outline is not None
    assert str(outline.mistake("x")) == "yleinen.yaml:6: outline: x"


@cache
def shipped_patterns() -> list[str]:
    return list(dict.fromkeys(one for _, data in ready.READY.values() for one in patterns(data)))


@cache
def lines() -> list[str]:
    """All lines of the texts of the tests, and their cells, with white space folded as reading does."""
    found: dict[str, None] = {}
    for path in TEXTS:
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
            for text in (line, *line.split("\t"), *line.split("|")):
                found[" ".join(text.split())] = None
    return list(found)


@pytest.mark.parametrize("pattern", shipped_patterns())
def test_a_shipped_pattern_means_the_same_to_re(pattern: str) -> None:
    said = "a shipped pattern is read by `re`: write it in terms that both have; \\p{Lu} and \\p{L} have twins"
    assert re.search(BEYOND, twin(pattern)) is None, said
    for flags in (0, re.IGNORECASE):
        ours, theirs = re.compile(twin(pattern), flags), regex.compile(pattern, regex.IGNORECASE if flags else 0)
        for how in ("search", "match", "fullmatch"):
            for text in lines():
                one, other = getattr(ours, how)(text), getattr(theirs, how)(text)
                assert (one is None) == (other is None), (how, text)
                assert one is None or one.regs == other.regs, (how, text)


@pytest.mark.parametrize("name", PROPERTIES)
def test_a_twin_has_the_letters_of_the_property(name: str) -> None:
    for pattern in (rf"\p{{{name}}}", rf"[\p{{{name}}}-]"):
        ours, theirs = re.compile(twin(pattern)), regex.compile(pattern)
        for code in chain.from_iterable(range(*script) for script in SCRIPTS):
            assert (ours.fullmatch(chr(code)) is None) == (theirs.fullmatch(chr(code)) is None), hex(code)


@pytest.mark.parametrize("pattern", ["a{e<=1}", r"\X", "[[:alpha:]]", "[a--b]", "(?|a|b)", r"\p{Greek}"])
def test_terms_of_regex_alone_are_seen(pattern: str) -> None:
    assert re.search(BEYOND, pattern) is not None


def test_an_edited_pattern_has_its_limit_again(tmp_path: Path) -> None:
    path = tmp_path / "porvoo.yaml"
    path.write_bytes((folder() / path.name).read_bytes())
    copied = find_grammar(str(path)).outline
    assert copied is not None
    assert isinstance(copied.compiled, re.Pattern)
    path.write_text(path.read_text(encoding="utf-8").replace("{2,89}", "{2,90}"), encoding="utf-8")
    edited = find_grammar(str(path)).outline
    assert edited is not None
    assert isinstance(edited.compiled, regex.Pattern)
