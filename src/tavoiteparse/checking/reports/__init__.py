"""Findings as other programs read them: one module a format, imported when it is wanted."""

from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from tavoiteparse.checking.spelling import meant
from tavoiteparse.source.messages import filled

if TYPE_CHECKING:
    from tavoiteparse.checking.finding import Results
    from tavoiteparse.checking.rules import Entry

    Report = Callable[[Results, Mapping[str, Entry]], str]

FORMATS: Mapping[str, str] = MappingProxyType(  # to the module whose function `report` makes the whole text
    {"text": "text", "github": "github", "gitlab": "gitlab", "sarif": "sarif", "junit": "junit", "json": "json_report"}
)


class Wanted(NamedTuple):
    """A report that was asked for: its format, and its file or None for standard output."""

    format: str
    path: Path | None


def parse(spec: str) -> Wanted:
    """`sarif:out.sarif`, or `github` for standard output. Raises ValueError for what it cannot be."""
    name, colon, path = spec.partition(":")
    if name not in FORMATS:
        raise ValueError(
            filled("{spec}: no format {name!r}; {hint}", {"spec": spec, "name": name, "hint": meant(name, FORMATS)})
        )
    if colon and not path:
        raise ValueError(filled("{spec}: should name a file behind the colon, or have none", {"spec": spec}))
    return Wanted(name, Path(path) if path else None)


def parse_all(specs: Iterable[str]) -> list[Wanted]:
    """Several reports, each with a place of its own. Raises ValueError."""
    found: dict[Path | None, Wanted] = {}
    for spec in specs:
        one = parse(spec)
        place = one.path and one.path.resolve()
        if place in found:
            raise ValueError(
                filled(
                    "{spec}: {path} is taken by another report; give each a file",
                    {"spec": spec, "path": one.path or "standard output"},
                )
            )
        found[place] = one
    return list(found.values())


def write(wanted: Wanted, results: "Results", entries: "Mapping[str, Entry]") -> str:
    """The whole text of a report."""
    module = import_module(f"tavoiteparse.checking.reports.{FORMATS[wanted.format]}")
    text: str = module.report(results, entries)
    return text
