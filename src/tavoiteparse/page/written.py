"""Pages as HTML: one file each, with its style and script in it, that asks for nothing from anywhere.

Text of a report is only ever text: the templates escape it, the policy of each page allows no script and no style but
its own two by their hashes, and signs that turn the direction of reading are shown as escapes.
"""

from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from tavoiteparse.checking.finding import Finding
from tavoiteparse.compare.changes import Change
from tavoiteparse.judging.conclusion import SIGNS
from tavoiteparse.judging.matching import SURE
from tavoiteparse.page import words
from tavoiteparse.page.places import Piece, Value
from tavoiteparse.page.sheet import Goal, Indicator, Sheet
from tavoiteparse.source.messages import filled, language, translated
from tavoiteparse.source.shown import shown_lines
from tavoiteparse.source.version import __version__

TEMPLATES = Path(__file__).parent / "templates"
GENERATOR = "tavoiteparse"  # the beginning of what a page says of its maker; by it a page is known as ours
BEGINNING = 2_000  # bytes, among which it stands
OPEN = "avoin"  # in addresses and classes, the verdict that there is none
FIRST_WORDS = 80  # characters of a paragraph that is folded up
NAMES = ("tavoite", "teko")  # of a goal: the first that it has


class Linked(NamedTuple):
    """A report as other pages link to it: the file of its page, what it is called, how each line of it is cited."""

    file: str
    words: str
    cites: Sequence[str]


class Entry(NamedTuple):
    """A report in the index; `changes` is the page of what changed since the one before, with their number."""

    file: str
    organisation: str
    year: int | None
    period: str
    key: str
    goals: int
    verdicts: Counter[str | None]
    gravities: Counter[str]
    changes: str | None = None
    changed: int = 0


def report_page(sheet: Sheet, index: str | None) -> str:
    """The evidence page of a report."""
    verdicts = sheet.verdicts
    codes = Counter(note.finding.code for note in sheet.every_note)

    def cite_lines(value: Value) -> str:
        first, last = (sheet.lines[number - 1] for number in value.lines or (1, 1))
        if first.shown is None or last.shown is None:
            return first.cite
        return words.line_words(first.shown, last.shown)

    return _template("report.html").render(
        _shared()
        | {
            "sheet": sheet,
            "index": index,
            "citation": words.citation(sheet.raportti),
            "period": words.period(sheet.raportti),
            "verdicts": [
                (name or OPEN, sign, words.verdict_words(name), verdicts[name]) for name, sign in SIGNS.items()
            ],
            "areas": list(dict.fromkeys(goal.area for goal in sheet.goals if goal.area)),
            "codes": sorted(codes.items()),
            "legend": words.MARKED,
            "places": any(line.place for line in sheet.lines),
            "cite_lines": cite_lines,
        }
    )


def index_page(entries: Sequence[Entry], left_out: Iterable[str]) -> str:
    """The index of several reports."""
    total = sum((entry.verdicts for entry in entries), Counter[str | None]())
    said = {"reports": len(entries), "goals": sum(entry.goals for entry in entries), "indicators": total.total()}
    return _template("index.html").render(
        _shared()
        | {
            "rows": [_index_row(entry) for entry in entries],
            "headings": words.index_headings(),
            "totals": filled("{reports} reports, {goals} goals, {indicators} indicators", said),
            "left_out": list(left_out),
            "bar": _bar,
        }
    )


def changes_page(old: Linked, new: Linked, changes: Iterable[Change], index: str) -> str:
    """What changed from one report to the next, by goal."""
    groups: dict[str, list[Change]] = {}
    for change in changes:
        groups.setdefault(change.tavoite or "", []).append(change)
    return _template("changes.html").render(
        _shared()
        | {
            "old": old,
            "new": new,
            "groups": list(groups.items()),
            "index": index,
            "sure": SURE,
            "kind": lambda change: translated(words.CHANGES[change.laji]),
            "line_of": lambda place: place.rivit[0],
            "where": lambda place, linked: linked.cites[place.rivit[0] - 1],
        }
    )


def _index_row(entry: Entry) -> dict[str, Any]:
    """The cells of a row; each count has what it is sorted by."""
    decided = entry.verdicts["saavutettu"] + entry.verdicts["saavuttamatta"]
    share = entry.verdicts["saavutettu"] / decided if decided else None
    met = "–" if share is None else f"{entry.verdicts['saavutettu']}/{decided} ({share:.0%})".replace("%)", " %)")
    counts = [
        (entry.goals, str(entry.goals)),
        (entry.verdicts.total(), str(entry.verdicts.total())),
        (-1 if share is None else round(share, 4), met),
        *((entry.verdicts[name], str(entry.verdicts[name])) for name in ("ei_tietoa", "ei_mitattavissa")),
        *((entry.gravities[name], str(entry.gravities[name])) for name in ("error", "warning")),
    ]
    return {
        **entry._asdict(),
        "year": "" if entry.year is None else entry.year,
        "counts": [{"key": key, "text": text} for key, text in counts],
    }


def _bar(row: dict[str, Any]) -> Markup:
    """The verdicts of a report side by side; what it shows is said in words, too."""
    parts, start, said = [], 0, []
    for name in SIGNS:
        if count := row["verdicts"][name]:
            parts.append((name or OPEN, start, count))
            said.append(f"{words.verdict_words(name)} {count}")
            start += count
    if not parts:
        return Markup("–")
    return Markup(_template("bar.html").render(parts=parts, total=start, said=", ".join(said)))


def is_page(path: Path) -> bool:
    """Whether a file is a page that this program wrote. Raises OSError."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return f'<meta name="generator" content="{GENERATOR} '.encode() in file.read(BEGINNING)


def _shared() -> dict[str, Any]:
    """What every template may use."""
    style, script, policy = _own()
    return {
        "language": language(),
        "generator": f"{GENERATOR} {__version__}",
        "policy": policy,
        "style": style,
        "script": script,
        "translated": translated,
        "field_name": words.field_name,
        "first_words": _first_words,
        "goal_names": _goal_names,
        "gravity": _gravity,
        "ids": _ids,
        "page_words": lambda page: filled("page {page}", {"page": page}),
        "sign": lambda one: SIGNS[one.conclusion.paatelma],
        "verdict": _verdict,
    }


@cache
def _own() -> tuple[Markup, Markup, str]:
    """The style and the script of all pages, and the policy that allows these alone."""
    style, script = (Markup((TEMPLATES / name).read_text(encoding="utf-8")) for name in ("page.css", "page.js"))
    return style, script, _policy(style, script)


def _policy(style: str, script: str) -> str:
    """Nothing but the style and the script of the page itself."""
    allowed = (f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in (style, script))
    return "default-src 'none'; style-src {}; script-src {}; base-uri 'none'; form-action 'none'".format(*allowed)


def _first_words(value: Value) -> str:
    text = " ".join(" ".join(value.paragraphs).split())
    return text if len(text) <= FIRST_WORDS else f"{text[:FIRST_WORDS]}…"


def _goal_names(goal: Goal) -> list[Value]:
    """The name of a goal: its words, else its deed."""
    found = (value for name in NAMES for value in goal.values if value.field == name)
    return [value for value in [next(found, None)] if value is not None]


def _gravity(finding: Finding) -> str:
    return translated(words.GRAVITIES[finding.severity.name])


def _ids(piece: Piece) -> str:
    return " ".join(value.id for value in piece.values)


def _verdict(indicator: Indicator) -> str:
    """What is concluded, and from what."""
    paatelma, peruste = indicator.conclusion
    said = words.verdict_words(paatelma)
    return f"{said}, {translated(words.BASES[peruste])}" if peruste else said


def _template(name: str) -> Template:
    return _environment().get_template(name)


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        finalize=_seen,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )


def _seen(value: object) -> object:
    """What is put into a page: texts with escapes for signs that are not to be seen or turn the direction."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return shown_lines(value.replace("\f", ""))
    return value
