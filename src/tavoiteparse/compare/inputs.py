"""What a command line names to be compared: reports, data that `extract` wrote, a folder of one town's years."""

import os
from collections.abc import Iterable
from pathlib import PurePath
from typing import NamedTuple

from tavoiteparse.checking.config import Config
from tavoiteparse.checking.data_names import SUFFIXES
from tavoiteparse.checking.inputs import expand
from tavoiteparse.compare.side import PLACES, Side, side_of
from tavoiteparse.contract.model import Raportti
from tavoiteparse.documents.read import Limits, ReadError, read_path
from tavoiteparse.language.grammar import Grammar
from tavoiteparse.pipeline import Reading, has_goals, read_report
from tavoiteparse.source.messages import filled
from tavoiteparse.storage.endings import FORMS


class How(NamedTuple):
    """How every report is read."""

    grammar: Grammar | None = None
    encoding: str | None = None
    limits: Limits | None = None


class Given(NamedTuple):
    """The reports in their order, and what of folders was left out, a line each."""

    sides: list[Side]
    left_out: list[str]


def read_all(paths: Iterable[str], how: How) -> Given:
    """The reports of a command line: in the order in which they are named, those of a folder by their periods.

    Of a report that a folder holds in several forms the first form is taken. Raises ReadError, also for a named file
    that holds no goals, GrammarError, and OSError for a folder that cannot be listed.
    """
    sides: list[Side] = []
    left_out: list[str] = []
    for path in paths:
        if not os.path.isdir(path):
            sides += read_one(path, how)
            continue
        inputs = expand([path], Config())
        found: list[Side] = []
        for file in one_form(inputs.files):
            try:
                found += read_one(file, how)
            except NoGoalsError as error:
                left_out.append(str(error))
        sides += sorted(found, key=by_period)
        left_out += [f"{folder}: {why}" for folder, why in inputs.closed]
    return Given(sides, left_out)


class NoGoalsError(ReadError):
    """A file in which nothing can be compared."""


def read_one(path: str, how: How) -> list[Side]:
    """The reports of a file: one, or those in data that `extract` wrote.

    Raises NoGoalsError, and ReadError or GrammarError as reading does.
    """
    found = _data(path, how) if PurePath(path).suffix.casefold() in SUFFIXES else [_report(path, how)]
    sides = [side for side in found if has_goals(side.raportti)]
    if not sides:
        raise NoGoalsError(
            filled("{path}: holds no goals to compare; see `tavoiteparse explain {path}`", {"path": path})
        )
    return sides


def _report(path: str, how: How) -> Side:
    return side_of_reading(read_report(read_path(path, how.encoding, how.limits), how.grammar, positions=True))


def side_of_reading(reading: Reading, raportti: Raportti | None = None) -> Side:
    """A report that was read with positions as a side; `raportti` in place of its own, as with other lines."""
    return side_of(raportti or reading.raportti, _places(reading))


def _places(reading: Reading) -> frozenset[str]:
    """For which of result, status and account a report has a label or a column, filled or not."""
    roles: set[str | None] = set()
    for mark in reading.state.marks:
        roles |= {column.role for column in mark.columns if column is not None}
        roles.add(mark.label.role if mark.label is not None else None)
    return frozenset(place for place in PLACES if place in roles)


def _data(path: str, how: How) -> list[Side]:
    """The reports of a file that `extract` wrote."""
    from tavoiteparse.checking.data_file import read_documents  # which loads pydantic

    sides = []
    for document in read_documents(read_path(path, how.encoding, how.limits)):
        if document.raportti is None:
            mistake = document.mistakes[0]
            raise ReadError(
                filled(
                    "{path}:{line}: {message}; write it with `tavoiteparse extract`",
                    {"path": path, "line": mistake.place.line, "message": mistake.message},
                )
            )
        sides.append(side_of(document.raportti))
    return sides


def one_form(files: Iterable[str]) -> list[str]:
    """Of the files of one name the one whose form comes first."""
    best: dict[str, str] = {}
    for file in files:
        ending = PurePath(file).suffix.casefold()
        stem = str(PurePath(file).with_suffix("")) if ending in (*FORMS, *SUFFIXES) else file
        if stem not in best or _rank(file) < _rank(best[stem]):
            best[stem] = file
    return sorted(best.values())


def _rank(file: str) -> int:
    ending = PurePath(file).suffix.casefold()
    return FORMS.index(ending) if ending in FORMS else len(FORMS)


def by_period(side: Side) -> tuple[str, str, str]:
    """By what reports of one town are put in order: end and beginning of their periods, then their names."""
    kausi = side.raportti.kausi
    return (kausi.loppu or str(kausi.vuosi or ""), kausi.alku or "", side.name) if kausi else ("", "", side.name)
