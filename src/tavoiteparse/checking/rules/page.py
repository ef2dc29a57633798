"""The catalogue of rules for people: on a terminal, and as the page docs/rules.md."""

from collections.abc import Iterator, Mapping
from textwrap import fill, indent

from tavoiteparse.checking.rules import Entry
from tavoiteparse.source.messages import N_, filled, language, translated

WIDTH = 100
OFF = N_(", off unless selected")
INTRODUCTION = """\
# Rules

What `tavoiteparse validate` finds, by group; `extract` reports the group *reading*, too. `--select` and `--ignore` take
the name of a rule or of a group. Written by `tavoiteparse rule --page`; do not edit.
"""


def listed(entries: Mapping[str, Entry]) -> str:
    """One line for each rule."""
    width = max(map(len, entries))
    severities = max(len(translated(e.severity.name)) for e in entries.values())
    lines = [
        f"{e.slug:<{width}}  {translated(e.severity.name):<{severities}}  {e.group:<13}  {_first(e.said(language()))}"
        for e in entries.values()
    ]
    return "\n".join(lines) + "\n"


def explained(entry: Entry, colour: bool = False, columns: int | None = None) -> str:
    """A rule in full, in the language that is spoken; `columns` is the width of a terminal."""
    wide = min(WIDTH, columns or WIDTH)
    name = f"\x1b[1m{entry.slug}\x1b[0m" if colour else entry.slug
    off = "" if entry.on else translated(OFF)
    parts = [
        f"{name} ({translated(entry.severity.name)}, {entry.group}{off})",
        fill(entry.said(language()).strip(), wide),
        filled("What to do: {help}.", {"help": translated(entry.help)}),
    ]
    parts += [f"{translated(title)}:\n{indent(_shown(text), '    ')}" for title, text in _examples(entry)]
    return "\n\n".join(parts) + "\n"


def page(entries: Mapping[str, Entry]) -> str:
    """docs/rules.md."""
    lines = [INTRODUCTION]
    group = None
    for entry in entries.values():
        if entry.group != group:
            group = entry.group
            lines.append(f"## {group.capitalize()}\n")
        off = "" if entry.on else OFF
        lines.append(f"### {entry.slug}\n\n*{entry.severity.name}{off}*\n")
        lines += [f"{fill(said.strip(), WIDTH)}\n" for said in (entry.en, entry.fi, entry.sv)]
        lines.append(f"What to do: {entry.help}.\n")
        lines += [f"{title}:\n\n```text\n{_shown(text)}\n```\n" for title, text in _examples(entry)]
    return "\n".join(lines)


def _examples(entry: Entry) -> Iterator[tuple[str, str]]:
    if entry.before is not None:
        yield "Before", entry.before
    if entry.wrong is not None:
        yield N_("Wrong"), entry.wrong
    if entry.right is not None:
        yield N_("Right"), entry.right


def _shown(text: str) -> str:
    """Cells apart by arrows: a tab cannot be seen."""
    return text.strip("\n").replace("\t", " → ")


def _first(text: str) -> str:
    return " ".join(text.split()).split(". ")[0].rstrip(".") + "."
