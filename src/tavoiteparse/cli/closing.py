"""What `extract` says at its end on a terminal, where data has run past: three lines of what was read."""

import shlex
from collections import Counter
from typing import TYPE_CHECKING

from tavoiteparse.contract.diagnostics import Severity
from tavoiteparse.judging.conclusion import conclude
from tavoiteparse.judging.matching import goals_of
from tavoiteparse.source.messages import N_, Phrase, filled, translated
from tavoiteparse.source.shown import shown

if TYPE_CHECKING:
    from tavoiteparse.pipeline import Reading

UNDECIDED = "undecided"
COUNTED = {  # one, several
    "reports": (N_("{count} report"), N_("{count} reports")),
    "goals": (N_("{count} goal"), N_("{count} goals")),
    "indicators": (N_("{count} indicator"), N_("{count} indicators")),
    "lines": (N_("{count} line"), N_("{count} lines")),
    "error": (N_("{count} error"), N_("{count} errors")),
    "warning": (N_("{count} warning"), N_("{count} warnings")),
    "info": (N_("{count} info"), N_("{count} infos")),
}


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
        read = ", ".join(_counted(name, self.counts[name]) for name in ("reports", "goals", "indicators"))
        told = ((translated(N_("undecided")) if one == UNDECIDED else one, n) for one, n in self.verdicts.most_common())
        verdicts = ", ".join(f"{count} {verdict}" for verdict, count in told)
        found = [_counted(one.name, count) for one in reversed(Severity) if (count := self.findings[one.name])]
        given, none = shlex.quote(files[0]) if len(files) == 1 else "FILE", Phrase("none")
        lines = {
            "read": read,
            "lines": _counted("lines", self.counts["lines"]),
            "unread": self.counts["unread"] or none,
        }
        more = {"found": ", ".join(found) or none, "file": shown(given)}
        return [
            filled("{read}; {lines}, {unread} unread", lines),
            filled("verdicts: {verdicts}", {"verdicts": verdicts or none}),
            filled("findings: {found}; to read on: tavoiteparse show {file}", more),
        ]


def _counted(what: str, count: int) -> str:
    one, several = COUNTED[what]
    return filled(one if count == 1 else several, {"count": count})
