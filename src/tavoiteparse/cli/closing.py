"""What `extract` says at its end on a terminal, where data has run past: three lines of what was read."""

import shlex
from collections import Counter
from typing import TYPE_CHECKING

from tavoiteparse.contract.diagnostics import Severity
from tavoiteparse.judging.conclusion import conclude
from tavoiteparse.judging.matching import goals_of
from tavoiteparse.source.shown import shown

if TYPE_CHECKING:
    from tavoiteparse.pipeline import Reading

UNDECIDED = "undecided"


class Totals:
    """Counts over the reports of a run, so that none has to be kept."""

    def __init__(self) -> None:
        self.counts = Counter[str]()
        self.verdicts = Counter[str]()
        self.findings = Counter[str]()

    def add(self, reading: "Reading") -> None:
        """Counts a report."""
        raportti = reading.raportti
        goals = goals_of(raportti)
        self.counts += Counter(reports=1, goals=len(goals), lines=raportti.kattavuus.riveja)
        self.counts["unread"] += raportti.kattavuus.lukematta
        for tavoite in goals:
            for kohta in tavoite.kohdat:
                self.counts["indicators"] += len(kohta.mittarit)
                for mittari in kohta.mittarit:
                    verdict = conclude(tavoite, kohta, mittari, raportti.kausi).paatelma
                    self.verdicts[verdict or UNDECIDED] += 1
        self.findings.update(one.severity.name for one in reading.diagnostics)

    def lines(self, files: list[str]) -> list[str]:
        """What was read, what is concluded, what was found and how to go on."""
        counted = (self._counted(name) for name in ("report", "goal", "indicator"))
        verdicts = ", ".join(f"{count} {verdict}" for verdict, count in self.verdicts.most_common())
        grave = reversed(Severity)
        found = [_plural(self.findings[one.name], one.name) for one in grave if self.findings[one.name]]
        given = shlex.quote(files[0]) if len(files) == 1 else "FILE"
        return [
            f"{', '.join(counted)}; {_plural(self.counts['lines'], 'line')}, {self.counts['unread'] or 'none'} unread",
            f"verdicts: {verdicts or 'none'}",
            f"findings: {', '.join(found) or 'none'}; to read on: tavoiteparse show {shown(given)}",
        ]

    def _counted(self, word: str) -> str:
        return _plural(self.counts[f"{word}s"], word)


def _plural(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"
