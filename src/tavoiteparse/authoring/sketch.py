"""A first grammar for a new layout, drafted from what the general grammar saw in a report. Behind `grammars new`."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import get_args

import regex

from tavoiteparse.authoring.near import is_free
from tavoiteparse.authoring.unknown import Unknown, unknown_headings, unknown_labels
from tavoiteparse.language.pattern import TIMEOUT
from tavoiteparse.language.roles import Role
from tavoiteparse.pipeline import Reading, has_goals
from tavoiteparse.reading.assemble.state import Owner
from tavoiteparse.reading.mark import FURNITURE_LENGTH, Mark
from tavoiteparse.source.lazy import lazy

OUTLINE = r"(?P<tunnus>\d{1,2}[a-z]?)\. (?P<otsikko>\p{Lu}.{2,89}[^.:;,])"
ENOUGH = 3  # as often a line must repeat to be page furniture, and numbered headings to be an outline
GOAL_WORD = 8  # letters of the shortest word of goals that is looked for inside headings
PROSE = Owner("kappale", "vapaata")
DIGITS = lazy(r"\d+")
ANY_NUMBER = r"\d+"


def sketch(reading: Reading, name: str, sample: str) -> str:
    """The text of a grammar file called `name`, with remarks for its author; `reading` is by the general grammar."""
    grammar, marks = reading.choice.grammar, reading.state.marks
    labels = _in_order({role for mark in marks if (role := _opened(reading, mark)) is not None})
    columns = _in_order({role for mark in marks if mark.kind in ("columns", "label") for role in _heads(mark)})
    rules = set(reading.state.rules.values())
    tables = [
        ", ".join(one.positions)
        for n, one in enumerate(grammar.file.tables)
        if f"{grammar.rule('tables')}.{n}" in rules
    ]
    outline = not has_goals(reading.raportti) and len(_outlined(reading)) >= ENOUGH
    labelled = unknown_labels(reading)
    lines = [
        f"name: {name}",
        f"reads: {_quoted(_layout(labels, columns, tables, outline))}  # say it in your own words",
        f"sample: {_quoted(sample)}  # a text that it reads, below samples/",
        *_organisation(reading),
        *_signs(reading, tables, outline),
        *_words(labels, columns, outline),
        *(["tables:", *(f"- {{positions: [{one}]}}" for one in tables)] if tables else []),
        *_unknown([*labelled, *unknown_headings(reading)]),
        *(_outline(reading) if outline else []),
        *_skips(reading, [one.printed for one in labelled]),
    ]
    return "\n".join(lines) + "\n"


def _in_order(roles: set[str | None]) -> list[str]:
    return [role for role in get_args(Role) if role in roles]


def _opened(reading: Reading, mark: Mark) -> str | None:
    """The field that a label opened; None where its line is free content."""
    return mark.label.role if mark.label is not None and not is_free(reading, mark.row.cell.start) else None


def _words(labels: list[str], columns: list[str], outline: bool) -> list[str]:
    if outline:
        return ["labels: []  # no words of the vocabulary: prose speaks of goals, too", "columns: []"]
    return [
        "# All words of the vocabulary are read as labels and column headings. To read those of some fields only, name",
        "# the fields; these were seen:",
        f"# labels: [{', '.join(labels)}]",
        f"# columns: [{', '.join(columns)}]",
    ]


def _unknown(found: list[Unknown]) -> list[str]:
    """Labels and headings that the vocabulary does not know as remarks, those with the same field on one line."""
    if not found:
        return []
    lines: dict[str, tuple[list[str], list[str]]] = {}
    for n, one in enumerate(found):
        printed, remarks = lines.setdefault(one.role or f"FIELD {n}", ([], []))
        printed.append(_quoted(one.printed))
        remarks.append(" ".join(one.remark.split()))
    statuses = dict.fromkeys(word for one in found for word in one.statuses)
    return [
        "# words:  # that the vocabulary does not know; the fields are guessed from what stands below: check each",
        *(f"#   {role.split()[0]}: [{', '.join(some)}]  # {'; '.join(why)}" for role, (some, why) in lines.items()),
        *(
            ["# statuses:  # say what each means", *(f"#   CODE: [{_quoted(word)}]" for word in statuses)]
            if statuses
            else []
        ),
    ]


def _heads(mark: Mark) -> Iterator[str]:
    for column in mark.columns:
        if column is not None:
            yield column.role
            if column.second is not None:
                yield column.second


def _layout(labels: list[str], columns: list[str], tables: list[str], outline: bool) -> str:
    parts = [
        f"lines labelled {', '.join(labels)}" if labels else "",
        f"tables headed {', '.join(columns)}" if columns else "",
        *(f"a table without headings: {one}" for one in tables),
        "an outline with a list of goals" if outline else "",
    ]
    return "; ".join(part for part in parts if part) or "nothing that the general grammar knows"


def _organisation(reading: Reading) -> list[str]:
    name = reading.raportti.organisaatio
    if name is None:
        return [
            "# organisation:  # the name to give, and where it shows",
            r"# - {name: Kaupunki, pattern: '\bKaupun(?:ki|gin)\b'}",
        ]
    pattern = r"\b" + regex.escape(name, literal_spaces=True)
    return ["organisation:", f"- {{name: {_quoted(name)}, pattern: {_quoted(pattern)}}}"]


def _signs(reading: Reading, tables: list[str], outline: bool) -> list[str]:
    """What documents of the family show: labels, goal headings, the commonest heading row, positions, outline."""
    marks = reading.state.marks
    headed = {_opened(reading, mark) for mark in marks if mark.row.rank}
    opened = {_opened(reading, mark) for mark in marks if mark.kind == "label" and not mark.row.rank}
    rows: Counter[tuple[str, ...]] = Counter(
        tuple(dict.fromkeys(_heads(mark))) for mark in marks if mark.kind == "columns"
    )
    signs = []
    if "tavoite" in headed:
        signs.append("{headings: [tavoite], why: goals in headings}")
    if opened & {"tavoite", "mittari"}:
        found = ", ".join(_in_order(opened))
        signs.append(f"{{labels: [{found}], why: 'lines labelled {found}'}}")
    if rows:
        count, length = max((count, len(one)) for one, count in rows.items())
        roles = ", ".join(next(one for one in rows if (rows[one], len(one)) == (count, length)))
        signs.append(f"{{columns: [{roles}], why: 'a table headed {roles}'}}")
    signs += [
        f"{{positions: [{one}], why: a table of {one.count(',') + 1} columns without headings}}" for one in tables
    ]
    if outline:
        signs.append(r"{pattern: '^\d{1,2}[a-z]?\. \p{Lu}', why: numbered headings}")
    if not signs:
        return ["signs: []  # none: it is used with --grammar only"]
    return ["signs:  # all must be found; say more where other towns show the same", *(f"- {sign}" for sign in signs)]


def _outlined(reading: Reading) -> list[tuple[int, str]]:
    """The numbered headings: index of the mark, heading without its number."""
    found = []
    for n, mark in enumerate(reading.state.marks):
        text = f"{mark.row.marker}. {mark.row.cell.text}" if mark.row.marker.isalnum() else mark.row.cell.text
        hit = regex.fullmatch(OUTLINE, text, timeout=TIMEOUT) if mark.row.alone and len(mark.row.cells) == 1 else None
        if hit is not None:
            found.append((n, hit["otsikko"]))
    return found


def _outline(reading: Reading) -> list[str]:
    """The outline, and the headings that speak of goals with a list below them."""
    words = [
        w for w, role in reading.choice.grammar.vocabulary.labels.items() if role == "tavoite" and len(w) >= GOAL_WORD
    ]
    goals = regex.compile("|".join(rf"(?:{regex.escape(word)}){{e<=1}}" for word in words))
    marks = reading.state.marks
    under = [
        heading
        for n, heading in _outlined(reading)
        if n + 1 < len(marks) and marks[n + 1].kind == "item" and goals.search(heading.casefold(), timeout=TIMEOUT)
    ]
    lines = [f"outline: {_quoted(OUTLINE)}"]
    if under:
        lines += [
            "lists:",
            *(f"- {{under: {_quoted(u)}, item: tavoite, subitem: toimenpide}}" for u in dict.fromkeys(under)),
        ]
    return lines


def _skips(reading: Reading, labels: list[str]) -> list[str]:
    """Lines of free content that repeat, their numbers aside: page furniture; not those that begin with a label."""
    state = reading.state
    texts = [
        mark.row.cell.text
        for mark in state.marks
        if len(mark.row.cells) == 1
        and state.owners.get(mark.row.cell.start) == PROSE
        and not mark.row.cell.text.startswith(tuple(labels))
    ]
    seen = Counter(DIGITS.sub("0", text) for text in texts if len(text) <= FURNITURE_LENGTH)
    repeated = [regex.escape(text, literal_spaces=True) for text, count in seen.items() if count >= ENOUGH]
    rules = [
        f"- {{name: sivu-{n}, pattern: {_quoted(DIGITS.sub(lambda _: ANY_NUMBER, text))}}}"
        for n, text in enumerate(repeated, start=1)
    ]
    return ["skip:  # lines that repeat: page furniture?", *rules] if rules else []


def _quoted(text: str) -> str:
    """A text as YAML: plain where nothing in it is a sign of YAML, else in single quotes."""
    if re.fullmatch(r"[^\W\d][\w ./;-]*", text):
        return text
    return "'" + text.replace("'", "''") + "'" if text.isprintable() else json.dumps(text)
