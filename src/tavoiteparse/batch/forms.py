"""Reports that are there in several forms: where the data of each goes, and of which one the table takes the rows."""

from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath

from tavoiteparse.storage.endings import FORMS

ENDINGS = frozenset(FORMS)  # that a batch takes where nothing else is asked for
TEXTS = ("", ".txt", ".md")  # endings that the data's takes the place of; where several would, the first


def output_of(path: str, format: str, long_names: frozenset[str]) -> str:
    """Where the data of a report goes: of `a.txt` to `a.yaml`, of `a.docx` and all `long_names` to `a.docx.yaml`."""
    if _ending(path) in TEXTS and path not in long_names:
        return str(PurePosixPath(path).with_suffix(f".{format}"))
    return f"{path}.{format}"


def long_names(paths: Sequence[str]) -> frozenset[str]:
    """The texts beside another text of the same name, which has the short one: `a.md` beside `a.txt`."""
    texts = [path for path in paths if _ending(path) in TEXTS]
    first: dict[str, str] = {}
    for path in sorted(texts, key=lambda path: TEXTS.index(_ending(path))):
        first.setdefault(str(PurePosixPath(path).with_suffix("")), path)
    return frozenset(texts) - frozenset(first.values())


def _ending(path: str) -> str:
    return PurePosixPath(path).suffix.casefold()


def stem(path: str) -> str:
    """What the forms of one report have in common: the path without the ending, if that is one of a form."""
    return str(PurePosixPath(path).with_suffix("")) if _ending(path) in ENDINGS else path


def groups(paths: Iterable[str]) -> dict[str, int]:
    """How many forms there are of each report, by its stem."""
    counts: dict[str, int] = {}
    for path in paths:
        counts[stem(path)] = counts.get(stem(path), 0) + 1
    return counts


def rank(path: str) -> int:
    """The place of a form among those of which the table takes the first that could be read."""
    ending = _ending(path)
    return FORMS.index(ending) if ending in ENDINGS else len(FORMS)
