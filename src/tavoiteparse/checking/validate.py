"""Reports and data files to findings: what reading found, then every rule that is selected. Behind `validate`."""

from collections.abc import Callable, Iterator
from functools import cache
from hashlib import sha256
from pathlib import PurePath
from typing import NamedTuple

from tavoiteparse.checking.before import Before, before_of
from tavoiteparse.checking.config import Config
from tavoiteparse.checking.data_names import SUFFIXES
from tavoiteparse.checking.finding import UNREADABLE, WHOLE, Checked, Finding, Place
from tavoiteparse.checking.rules import AGAINST, GROUPS, INPUT, INPUT_CODES, READING, SCHEMA, catalogue
from tavoiteparse.checking.rules.subject import Hit, Subject, make_subject
from tavoiteparse.contract.diagnostics import CROWDED, Severity, shorten, wording
from tavoiteparse.documents.read import STANDARD_INPUT, Limits, ReadError, read_bytes, read_path, unforeseen
from tavoiteparse.language.grammar import Grammar, find_grammar, grammars, use_grammars
from tavoiteparse.pipeline import Reading, read_report, report_of
from tavoiteparse.reading.choose import GENERAL
from tavoiteparse.source.messages import Phrase, filled, translated
from tavoiteparse.source.shown import shown
from tavoiteparse.source.text import Source, placed
from tavoiteparse.strict.mistake import GrammarError

NO_GOALS = "no-goals"
DATA_STARTS = ("skeema:", "---", "{", "[")


class Settings(NamedTuple):
    """How every file of a run is checked; small, so that it can be sent to other processes."""

    config: Config
    grammar: str | None = None
    encoding: str | None = None
    limits: Limits | None = None
    against: str | None = None  # the report that every file is held to


def check_path(path: str, settings: Settings, given: bytes | None = None) -> Checked:
    """All findings about one file, or about what was `given` on standard input, which is called `-`.

    A file that cannot be read, or on which the program fails, has that as its only finding.
    """
    use_grammars(
        settings.config.grammars
    )  # in a process that did not begin as a copy of the one that read the settings
    try:
        if path == STANDARD_INPUT and given is not None:
            source = read_bytes(given, "<stdin>", settings.encoding, settings.limits)
        else:
            source = read_path(path, settings.encoding, settings.limits)
        if _is_data(path, source):
            return _data(source, path, settings)
        return check_reading(read_source(source, settings, positions=True), path, settings)
    except (ReadError, GrammarError) as error:
        return unreadable(path, str(error).removeprefix(f"{path}: ").removeprefix("<stdin>: "))
    except Exception as error:  # a fault of the program's costs a file, not the run
        return unreadable(path, unforeseen(error))


def runs(code: str, file: str, config: Config, against: bool = False) -> bool:
    """Whether the rule of a code is run on a file; one that is no more cannot find anything, as if it had run."""
    entry = catalogue().get(code)
    if entry is not None and entry.group == AGAINST and not against:
        return False
    return entry is None or config.selects(code, entry.group, file, entry.on)


def _before(settings: Settings) -> Before | None:
    """The report of `--against`. Raises ReadError and GrammarError."""
    if settings.against is None:
        return None
    return before_of(settings.against, settings.grammar, settings.encoding, settings.limits)


def read_source(source: Source, settings: Settings, positions: bool) -> Reading:
    """A report read by the grammar of the settings, else by the one that fits. Raises GrammarError."""
    return read_report(source, forced_grammar(settings), positions)


def forced_grammar(settings: Settings) -> Grammar | None:
    """The grammar of the settings; None where each report is read by the one that fits. Raises GrammarError."""
    use_grammars(settings.config.grammars)
    return _grammar(settings.grammar) if settings.grammar is not None else None


@cache
def _grammar(name_or_file: str) -> Grammar:
    """The grammar of a run, read once in each process and not for each file."""
    return find_grammar(name_or_file)


def _is_data(path: str, source: Source) -> bool:
    """Whether an input is what extract wrote: by the file's ending, on standard input by its beginning."""
    suffix = PurePath(path).suffix.casefold()
    return suffix in SUFFIXES if suffix else source.text.lstrip().startswith(DATA_STARTS)


def check_reading(reading: Reading, path: str, settings: Settings) -> Checked:
    """What reading found, and every rule that is selected; the reading needs positions to place the findings."""
    source, config = reading.source, settings.config
    findings = []
    for one in reading.diagnostics:
        if config.selects(one.code, READING, path):
            line, column = source.position(one.span.start)
            end_line, end_column = source.position(max(one.span.start, one.span.end - 1))
            place = Place(line, column, end_line, end_column)
            findings.append(_finding(source, one.code, one.severity, one.message, one.help, place))
    lines = [source.line(number) for number in range(1, len(source.line_starts) + 1)]
    raportti = reading.raportti
    if source.spots:  # the rules look at lines of the text
        raportti = report_of(reading.state, reading.lines, positions=True, in_text=True)
    crowded = frozenset(
        (source.position(one.span.start)[0], str(one.arguments["field"]))
        for one in reading.diagnostics
        if one.code in CROWDED
    )
    subject = make_subject(raportti, reading.state.grammar, lines, crowded, _before(settings))
    findings += _ruled(subject, source, _TextPlaces(source), path, config)
    checked = _checked(path, len(subject.goals), len(subject.indicators), findings, config)
    return checked._replace(is_report=_may_be_report(reading))


def _may_be_report(reading: Reading) -> bool:
    """Whether anything in a text speaks for a report: a goal, a grammar's sign, a label, a heading of a column.

    A text that was spoilt on the way may be one, too, and so may an empty one; `requirements.txt` is none.
    """
    if {one.code for one in reading.diagnostics if one.severity is Severity.error} != {"no-goals"}:
        return True
    if any(found.line is not None for evidence in reading.choice.evidence.values() for found in evidence):
        return True
    return any(mark.label is not None or any(mark.columns) for mark in reading.state.marks)


def _data(source: Source, path: str, settings: Settings) -> Checked:
    """A file that extract wrote: against the schema, and then by the rules, which need no source."""
    from tavoiteparse.checking.data_file import read_documents  # which loads pydantic

    goals = indicators = 0
    findings: list[Finding] = []
    for document in read_documents(source):
        if settings.config.selects(SCHEMA, INPUT, path):
            findings += [
                _finding(
                    source, SCHEMA, Severity.error, mistake.message, translated(INPUT_CODES[SCHEMA]), mistake.place
                )
                for mistake in document.mistakes
            ]
        if document.raportti is None:
            continue
        grammar = grammars().get(document.raportti.lahde.kielioppi) or grammars()[GENERAL]
        subject = make_subject(document.raportti, grammar, [], before=_before(settings))
        findings += _ruled(subject, source, document.place_of, path, settings.config)
        goals, indicators = goals + len(subject.goals), indicators + len(subject.indicators)
    if not goals and not findings:
        code = wording(NO_GOALS)
        said = filled(code.message, {"nearest": Phrase("this data holds none"), "missing": ""})
        findings.append(_finding(source, NO_GOALS, code.severity, said, translated(code.help), WHOLE))
    return _checked(path, goals, indicators, findings, settings.config)


def _ruled(
    subject: Subject, source: Source, place_of: Callable[[Hit], Place], path: str, config: Config
) -> Iterator[Finding]:
    """The findings of every selected rule."""
    for group, rules in GROUPS.items():
        for rule in rules:
            if config.selects(rule.slug, group, path, rule.on):
                for hit in rule.check(subject):
                    message = filled(rule.message, {name: shorten(value) for name, value in hit.arguments.items()})
                    severity = hit.severity or rule.severity
                    yield _finding(source, rule.slug, severity, message, translated(rule.help), place_of(hit))


def _checked(path: str, goals: int, indicators: int, findings: list[Finding], config: Config) -> Checked:
    """The findings by their places, with the file as it was named and the severities that the configuration gives."""
    shown = [one._replace(file=path, severity=config.severity_of(one.code, one.severity)) for one in findings]
    return Checked(path, True, goals, indicators, sorted(shown, key=lambda one: (one.place, one.code)))


def unreadable(path: str, said: str) -> Checked:
    """A file that could not be read, and why."""
    help = translated(INPUT_CODES[UNREADABLE])
    finding = Finding(path, WHOLE, Severity.error, UNREADABLE, shown(said), help, "", UNREADABLE)
    return Checked(path, False, 0, 0, [finding])


def _finding(source: Source, code: str, severity: Severity, message: str, help: str, place: Place) -> Finding:
    start, end = _offset(source, place.line, place.column), _offset(source, place.end_line, place.end_column) + 1
    text = "" if place == WHOLE else " ".join(source.text[start:end].split())
    key = sha256(f"{code}\0{text}".encode()).hexdigest()[:16]
    excerpt, where = source.line(place.line), "" if place == WHOLE else source.place(start)
    if source.has_file_lines:  # which are not those of the text
        excerpt = ""
        place = Place(*source.shown_position(start), *source.shown_position(max(start, end - 1)))
    return Finding(source.name, place, severity, code, shown(message), help, excerpt, key, where)


def _offset(source: Source, line: int, column: int) -> int:
    return source.line_starts[min(line, len(source.line_starts)) - 1] + column - 1


class _TextPlaces:
    """Where a hit stands in a text, by the positions that were read with the report."""

    def __init__(self, source: Source) -> None:
        self.source = source

    def __call__(self, hit: Hit) -> Place:
        """The place of a hit: given, of its field, or of the first line of its owner."""
        if hit.place is not None:
            return hit.place
        where = (getattr(hit.owner, "sijainnit", None) or {}).get(hit.field, [])
        if not where:
            return self._first_line(getattr(hit.owner, "rivit", [1, 1])[0])
        place = Place(*placed(where[min(hit.item, len(where) - 1)]))
        return self._narrowed(place, hit.within) if hit.within else place

    def _first_line(self, number: int) -> Place:
        line = self.source.line(number)
        column = len(line) - len(line.lstrip()) + 1
        return Place(number, column, number, max(column, len(line.rstrip())))

    def _narrowed(self, place: Place, within: str) -> Place:
        start = _offset(self.source, place.line, place.column)
        end = _offset(self.source, place.end_line, place.end_column) + 1
        at = self.source.text.find(within, start, end)
        if at < 0:  # white space was folded
            return place
        line, column = self.source.position(at)
        end_line, end_column = self.source.position(at + len(within) - 1)
        return Place(line, column, end_line, end_column)
