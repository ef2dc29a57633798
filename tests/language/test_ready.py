"""The records that are ready say what the YAML says; an edited file is read from its YAML."""

import importlib
import shutil
from pathlib import Path
from pprint import pformat
from typing import Any

import pytest

from conftest import ROOT
from tavoiteparse.language import ready, shipped
from tavoiteparse.language.grammar import GrammarFile, folder, grammars
from tavoiteparse.language.values.periods import PeriodWords
from tavoiteparse.language.values.quantities import Comparators
from tavoiteparse.language.values.roles import FigureWords
from tavoiteparse.language.values.units import UnitWords
from tavoiteparse.language.vocabulary import Furniture, LabelFile, StatusFile, Vocabulary
from tavoiteparse.strict import yaml
from tavoiteparse.strict.mistake import GrammarError
from tavoiteparse.strict.records import plain

VOCABULARY: dict[str, tuple[type[Any], str]] = {
    "labels.yaml": (LabelFile, "entries"),
    "statuses.yaml": (StatusFile, "entries"),
    "furniture.yaml": (Furniture, ""),
    "units.yaml": (UnitWords, ""),
    "periods.yaml": (PeriodWords, ""),
    "comparators.yaml": (Comparators, ""),
    "figures.yaml": (FigureWords, ""),
}
FILE = ROOT / "src" / "tavoiteparse" / "language" / "ready.py"
HEAD = '''"""The grammars and the vocabulary, ready for use: what `grammars/` says, with the size and checksum of each file.

Written by `just goldens` and never by hand; `shipped.py` tells what it is for.
"""
# fmt: off

from typing import Any

READY: dict[str, tuple[tuple[int, int], dict[str, Any]]] = '''


def files() -> dict[Path, tuple[type[Any], str]]:
    """All files whose records are ready, with the class of each."""
    found: dict[Path, tuple[type[Any], str]] = dict.fromkeys(sorted(folder().glob("*.yaml")), (GrammarFile, ""))
    return found | {folder() / "vocabulary" / name: kind for name, kind in VOCABULARY.items()}


def read(path: Path, cls: type[Any], inside: str) -> tuple[tuple[int, int], Any]:
    """What stands in `ready.py` for a file, by its YAML."""
    return shipped.sign(path.read_bytes()), plain(yaml.load(path, cls, path.name, inside))


def test_ready_records_say_what_the_yaml_says(write_goldens: bool) -> None:
    wanted = {path.name: read(path, *kind) for path, kind in files().items()}
    assert len(wanted) == len(files()), "a grammar has the name of a file of the vocabulary"
    if write_goldens:
        FILE.write_text(HEAD + pformat(wanted, width=118, compact=True, sort_dicts=False) + "\n", encoding="utf-8")
        importlib.reload(ready)
    else:
        assert wanted == ready.READY, "run `just goldens`, which writes src/tavoiteparse/language/ready.py"


def test_all_shipped_files_are_ready() -> None:
    assert [path.name for path in files() if shipped.fields_of(path) is None] == []


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
