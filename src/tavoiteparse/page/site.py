"""The pages of reports: one for each, of several an index and, of one town's consecutive reports, what changed."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, takewhile
from pathlib import PurePath
from typing import NamedTuple
from unicodedata import normalize

from tavoiteparse.checking.validate import Settings
from tavoiteparse.compare.comparison import compare
from tavoiteparse.compare.inputs import by_period, side_of_reading
from tavoiteparse.compare.side import Side
from tavoiteparse.language.municipalities import is_one_town
from tavoiteparse.page import words
from tavoiteparse.page.sheet import Sheet, sheet_of
from tavoiteparse.page.written import Entry, Linked, changes_page, index_page, report_page
from tavoiteparse.pipeline import Reading

INDEX = "index.html"


class Page(NamedTuple):
    """A page: the name of its file, below the folder of all, and its text."""

    file: str
    html: str


class Told(NamedTuple):
    """What stays of a report when its page is written: what the index and the changes need."""

    entry: Entry
    side: Side
    cites: list[str]


def names(paths: Sequence[str]) -> list[str]:
    """A file name for each report, of its own path as far as it differs from the others: `pori-2023-q3.html`."""
    parts = [PurePath(path).with_suffix("").parts for path in paths]
    shared = sum(1 for _ in takewhile(lambda column: len(set(column)) == 1, zip(*parts, strict=False)))
    found: list[str] = []
    taken = Counter[str]({INDEX: 1})
    for one in parts:
        own = one[min(shared, len(one) - 1) :]
        stem = _plain("-".join(own)) or "raportti"
        name = f"{stem}.html"
        taken[name] += 1
        while taken[name] > 1:
            name = f"{stem}-{taken[name]}.html"
            taken[name] += 1
        found.append(name)
    return found


def _plain(text: str) -> str:
    """A text as a file name that every system and every address takes."""
    ascii_only = normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only.casefold()).strip("-")


class Site:
    """Pages of several reports, written one after the other; of each no more is kept than the last pages need."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.told: list[Told] = []

    def report(self, reading: Reading, name: str, alone: bool = False) -> Page:
        """The page of a report."""
        sheet = sheet_of(reading, name, self.settings)
        cites = [line.cite for line in sheet.lines]
        self.told.append(Told(_entry(sheet), side_of_reading(reading, sheet.in_text), cites))
        return Page(name, report_page(sheet, None if alone else INDEX))

    def last(self, left_out: Iterable[str]) -> Iterator[Page]:
        """The pages of changes, then the index."""
        told = sorted(self.told, key=_order)
        entries = [one.entry for one in told]
        for n, (before, after) in enumerate(pairwise(told), 1):
            old, new = before.side.raportti, after.side.raportti
            if not old.organisaatio or not new.organisaatio or not is_one_town(old.organisaatio, new.organisaatio):
                continue
            changes = compare([before.side, after.side]).changes
            file = f"muutokset-{_stem(before.entry)}--{_stem(after.entry)}.html"
            linked = [Linked(one.entry.file, words.citation(one.side.raportti), one.cites) for one in (before, after)]
            yield Page(file, changes_page(linked[0], linked[1], changes, INDEX))
            entries[n] = entries[n]._replace(changes=file, changed=len(changes))
        yield Page(INDEX, index_page(entries, left_out))


def _stem(entry: Entry) -> str:
    return entry.file.removesuffix(".html")


def _order(told: Told) -> tuple[str, ...]:
    return (told.entry.organisation.casefold(), *by_period(told.side))


def _entry(sheet: Sheet) -> Entry:
    raportti = sheet.raportti
    return Entry(
        file=sheet.name,
        organisation=raportti.organisaatio or raportti.lahde.tiedosto,
        year=raportti.kausi.vuosi if raportti.kausi is not None else None,
        period=words.period(raportti),
        key=f"{raportti.organisaatio or raportti.lahde.tiedosto} {words.period(raportti)}",
        goals=len(sheet.goals),
        verdicts=sheet.verdicts,
        gravities=Counter(note.finding.severity.name for note in sheet.every_note),
    )
