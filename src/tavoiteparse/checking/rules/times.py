"""Times: targets of years gone by, dates that cannot be, results of another year than the report's."""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from tavoiteparse.checking.finding import Place
from tavoiteparse.checking.rules.subject import Hit, Rule, Subject
from tavoiteparse.contract.diagnostics import Severity
from tavoiteparse.contract.model import Kausi
from tavoiteparse.judging.levels import Level
from tavoiteparse.judging.verdict import Judged
from tavoiteparse.judging.words import WHOLE_WORD
from tavoiteparse.source.lazy import lazy
from tavoiteparse.source.text import FORM_FEED

FULL_DATE = lazy(r"(?<![\d.])(\d{1,2})\.\s?(\d{1,2})\.\s?((?:19|2\d)\d\d)(?!\d)")
DUE_MONTH = lazy(r"(?<![\d./-])(1[0-2]|0?[1-9])\s?/\s?(20\d\d)(?!\d)")
BRACKETED = lazy(r"\([^()]*\)")
BRACKETED_YEAR = lazy(r"\((20\d\d)\)")
LAST_YEAR = lazy(r"(?:^|[^\d.,%/–-])(20\d\d)\s*$")
YEAR = lazy(r"(?<![\d.,/])((?:19|2\d)\d\d)(?![\d,]|\.\d|\s?%)")
FAR = 30  # years after the report's; a goal of a strategy is nearer
NEAR = 20  # characters around a year in which a word makes it a due date
PART = lazy(r"[TQH]\d$")  # a part of a year that reports are made of
CELL = lazy(r"\t|\|| {2,}")
LONGEST_HEADING = 40


def past_target(subject: Subject) -> Iterator[Hit]:
    """A target whose due dates all lie in years before the report's; a year to compare with is no due date."""
    year = subject.raportti.kausi.vuosi if subject.raportti.kausi else None
    compared = tuple(subject.words.compared)
    for judged in subject.judged if year is not None else ():
        level = _due_level(judged)
        if level is None or year is None:
            continue
        words = WHOLE_WORD.findall(level.text.casefold())
        if any(word.startswith(compared) for word in words):
            continue
        found = _due(subject, level)
        if found and max(due for due, _ in found) < year:
            due, printed = max(found)
            yield Hit(level.owner, level.where, {"target": due, "year": year}, within=printed)


def _due_level(judged: Judged) -> Level | None:
    """The target, or the indicator's own sentence where no column has one."""
    if judged.levels.target is not None and judged.levels.target.where == "tavoitetaso":
        return judged.levels.target
    return Level(judged.mittari.mittari, [], judged.mittari, "mittari") if judged.mittari.mittari else None


def _due(subject: Subject, level: Level) -> list[tuple[int, str]]:
    """The years in which a target is due, each as printed: by a word beside them, or by the way they are written."""
    text, due = BRACKETED.sub(_year_alone, level.text), frozenset(subject.words.due)
    own = level.where == "tavoitetaso"
    years = []
    for found in subject.vocabulary.values.periods(text):
        if found.kausi.vuosi is None:
            continue
        before, after = text[max(0, found.start - NEAR) : found.start], text[found.end : found.end + NEAR]
        around = f"{before} {found.kausi.teksti} {after}"
        if not due.isdisjoint(WHOLE_WORD.findall(around.casefold())):
            years.append((found.kausi.vuosi, found.kausi.teksti))
    patterns = (FULL_DATE, DUE_MONTH) if own else ()
    years += [(int(found.groups()[-1]), found[0]) for pattern in patterns for found in pattern.finditer(text)]
    if not own:
        years += [
            (int(found[3]), found[0])
            for found in FULL_DATE.finditer(text)
            if not due.isdisjoint(WHOLE_WORD.findall(text[found.end() : found.end() + NEAR].casefold()))
        ]
    elif BRACKETED_YEAR.search(level.text):
        years += [(int(found[1]), found[1]) for found in BRACKETED_YEAR.finditer(level.text)]
    elif not level.luvut:
        years += [(int(found[1]), found[1]) for found in LAST_YEAR.finditer(text)]
    return years


def _year_alone(found: re.Match[str]) -> str:
    """What stands in brackets, if it is a year alone: `(2023)`, but not `(toteuma vuonna 2023: 250 kpl)`."""
    return found[0] if found[0][1:-1].strip().isdecimal() else ""


def odd_date(subject: Subject) -> Iterator[Hit]:
    """A day that no calendar has, or a due year so far off that digits must have changed places."""
    report = subject.raportti.kausi.vuosi if subject.raportti.kausi else None
    due = frozenset(subject.words.due)
    for owner, field, text in subject.texts():
        value = getattr(owner, field)
        item = value.index(text) if isinstance(value, list) else 0
        spots = []
        for found in FULL_DATE.finditer(text):
            spots.append(found.span())
            day, month, year = map(int, found.groups())
            if not _exists(day, month, year):
                yield Hit(owner, field, {"found": found[0]}, item, found[0])
            elif report is not None and year > report + FAR:
                yield Hit(owner, field, {"found": found[0]}, item, found[0], severity=Severity.warning)
        for found in YEAR.finditer(text) if report is not None else ():
            near = text[max(0, found.start() - NEAR) : found.start()] + " " + text[found.end() : found.end() + NEAR]
            inside = any(start <= found.start() < end for start, end in spots)
            far = report is not None and int(found[1]) > report + FAR
            if far and not inside and not due.isdisjoint(WHOLE_WORD.findall(near.casefold())):
                yield Hit(owner, field, {"found": found[0]}, item, found[0], severity=Severity.warning)


def _exists(day: int, month: int, year: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def other_year(subject: Subject) -> Iterator[Hit]:
    """A column of results headed by a year before the report's, in a report of results: `Toteuma 2023` in 2024."""
    year = subject.raportti.kausi.vuosi if subject.raportti.kausi else None
    title = WHOLE_WORD.findall((subject.raportti.otsikko or "").casefold())
    planned = any(word.startswith(tuple(subject.words.plans)) for word in title)
    if year is None or planned or not any(judged.levels.result for judged in subject.judged):
        return
    labels = subject.vocabulary.labels
    for number, line in enumerate(subject.lines, 1):
        cells = [cell.strip() for cell in CELL.split(line)]
        heads = [cell for cell in cells if 0 < len(cell) <= LONGEST_HEADING and _is_result(cell, labels)]
        others = [cell for cell in cells if labels.get(cell.casefold().rstrip(":")) in ("tavoite", "mittari")]
        years = {int(found[1]) for cell in heads for found in YEAR.finditer(cell)}
        if others and len(heads) == 1 and years and max(years) < year:
            at = line.index(heads[0]) + 1
            place = Place(number, at, number, at + len(heads[0]) - 1)
            yield Hit(None, None, {"found": heads[0], "year": year}, place=place)


def page_period(subject: Subject) -> Iterator[Hit]:
    """The head of a page that names one period, and not the report's, left over from an earlier one; each once.

    A head with several years (`Talousarvio 2026, taloussuunnitelma 2026–2028`) names a span, and is left alone.
    """
    own = subject.raportti.kausi
    seen: set[str] = set()
    for number, line in enumerate(subject.lines if own is not None else (), 1):
        found = subject.vocabulary.values.periods(line) if line.startswith(FORM_FEED) else []
        if own is None or len({one.kausi.vuosi for one in found}) != 1:
            continue
        other, printed = found[0].kausi, found[0].kausi.teksti
        if other.vuosi is not None and _is_another(own, other) and printed not in seen:
            seen.add(printed)
            at = line.index(printed) + 1
            place = Place(number, at, number, at + len(printed) - 1)
            yield Hit(None, None, {"found": printed, "period": own.teksti}, place=place)


def _is_another(own: Kausi, other: Kausi) -> bool:
    """Whether two periods are of different years, or different parts of one kind of one year: T1 and T2."""
    if own.vuosi is None or own.vuosi != other.vuosi:
        return own.vuosi is not None
    kinds = [PART.match(one.jakso or "") for one in (own, other)]
    return None not in kinds and own.jakso != other.jakso and (own.jakso or "")[0] == (other.jakso or "")[0]


def _is_result(cell: str, labels: Mapping[str, str]) -> bool:
    """Whether a heading of a column is that of results, with its year."""
    return labels.get(" ".join(WHOLE_WORD.findall(cell)).casefold()) == "toteuma"


RULES = (
    Rule(
        "past-target",
        Severity.warning,
        "the target is for {target}, the report for {year}",
        "check that the target is not left over from an earlier year",
        past_target,
    ),
    Rule(
        "odd-date",
        Severity.error,
        "{found!r} is no date that can be meant",
        "correct the date",
        odd_date,
    ),
    Rule(
        "other-year",
        Severity.warning,
        "the results are headed {found!r}, the report is of {year}",
        "check that the results are not left over from an earlier report",
        other_year,
    ),
    Rule(
        "page-period",
        Severity.warning,
        "the head of the page says {found!r}, the report is of {period}",
        "check that the page is not left over from an earlier report, and mend its head",
        page_period,
    ),
)
