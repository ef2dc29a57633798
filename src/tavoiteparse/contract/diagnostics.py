"""Diagnostics: what was read with a doubt or not at all. The table below is the only place with wording."""

from enum import IntEnum
from typing import NamedTuple

from tavoiteparse.source.messages import N_, Phrase, filled, speaking, translated
from tavoiteparse.source.shown import shown, shown_path
from tavoiteparse.source.text import Source, Span

SEVERITIES = (N_("info"), N_("warning"), N_("error"))  # as they are said


class Severity(IntEnum):
    """How grave a finding is; they compare by gravity."""

    info = 1
    warning = 2
    error = 3


class Code(NamedTuple):
    """One kind of finding: its gravity, what happened (with {arguments}) and what to do."""

    severity: Severity
    message: str
    help: str


CROWDED = ("values-more", "merged-cell", "values-fewer")  # of one cell, the first of them that is found is enough
FIELD_NAMES: dict[str, str] = {
    "painopiste": N_("focus area (painopiste)"),
    "tavoite": N_("goal (tavoite)"),
    "toimenpide": N_("measure (toimenpide)"),
    "mittari": N_("indicator (mittari)"),
    "lahtotaso": N_("baseline (lähtötaso)"),
    "tavoitetaso": N_("target (tavoitetaso)"),
    "toteuma": N_("result (toteuma)"),
    "tila": N_("status (tila)"),
    "selvitys": N_("account (selvitys)"),
    "vastuu": N_("responsible party (vastuu)"),
}

CODES: dict[str, Code] = {
    "damaged-label": Code(
        Severity.warning,
        "read {found!r} as the label {expected!r}, in which a character or two are wrong",
        "correct the label in the text, or add the spelling to the grammar's words",
    ),
    "doubtful-figure": Code(
        Severity.warning,
        "the figure {text!r} of this {field} can be read in more than one way; it was given no value",
        "write it as a Finnish figure: 0,75 or 75 % for a fraction, a decimal comma, spaces between thousands",
    ),
    "flattened-table": Code(
        Severity.error,
        "a table whose cells ran together into one line, with the headings {headings}; its values cannot be told apart",
        "convert the original again with cell borders kept (tabs, HTML or Markdown); nothing below it was guessed",
    ),
    "fused-heading": Code(
        Severity.warning,
        "the heading {heading!r} and its value {value!r} stand in one cell; they were read apart",
        "check that the value begins where the heading ends",
    ),
    "gibberish": Code(
        Severity.error,
        "{text!r} has codes in place of letters, as when a font of a PDF has no table of its characters",
        "take the text from the original document, or read the PDF with text recognition",
    ),
    "glued-cells": Code(
        Severity.error,
        "the cells {parts} stand with nothing between them; their values cannot be told apart",
        "convert the original again with cell borders kept (tabs, HTML or Markdown)",
    ),
    "header-as-value": Code(
        Severity.warning,
        "this {field} is {text!r}, the words of a column heading and no value",
        "compare with the original: its table has lost cells or rows",
    ),
    "hidden-content": Code(
        Severity.info,
        "{what} are hidden in the file and were not read",
        "nothing, if they should not be seen; else show them in the program that made the file, and save it",
    ),
    "inferred-heading": Code(
        Severity.info,
        "took {text!r} as a section heading because it stands alone right before a label",
        "if it is none, join it to the paragraph above",
    ),
    "inferred-period": Code(
        Severity.info,
        "the report's {what} is {value}, found in {source}",
        "print the period in the report's title to make it certain",
    ),
    "joined-word": Code(
        Severity.info,
        "put {word!r} together from two lines of page {page}, as the words of the file are spelt",
        "compare the word with the page",
    ),
    "lost-columns": Code(
        Severity.warning,
        "on page {page} words stand side by side, but neither tags nor drawn lines tell columns; read line by line",
        "save it anew as a tagged PDF, or read the Word or Excel file it was made from; check each row of this page",
    ),
    "lost-digits": Code(
        Severity.error,
        "{text!r} has lost the digits before its comma",
        "put them back from the original; it was not read as a figure",
    ),
    "merged-cell": Code(
        Severity.warning,
        "this {field} may hold the values of two indicators: {other!r} has none; it is given as printed",
        "compare with the original table and put each value in a cell of its own",
    ),
    "no-goals": Code(
        Severity.error,
        "no goals were found; {nearest}{missing}",
        "check that it is a goal report; `tavoiteparse explain` shows how each line was read, --grammar forces one",
    ),
    "empty-file": Code(
        Severity.error,
        "the text is empty: there is nothing to read",
        "check that the conversion to text succeeded",
    ),
    "page-without-text": Code(
        Severity.warning,
        "page {page} is a picture without letters; nothing of it was read",
        "recognise its text first: ocrmypdf --skip-text -l fin+swe report.pdf with-text.pdf",
    ),
    "shifted-row": Code(
        Severity.warning,
        "the row is shifted against its headings, as if an empty cell were lost; {text!r} was read where it fits",
        "put the empty cell back, and check that the values stand under the right headings",
    ),
    "table-ended": Code(
        Severity.warning,
        "this looks like a row of the table above, {why}; it and what follows were not read as rows of it",
        "if it is one, put its cells apart, move the line that ended the table, or repeat the headings above this row",
    ),
    "unknown-column": Code(
        Severity.info,
        "the column {heading!r} has no field; its values are kept in `muut` under its heading",
        "nothing, if it belongs to none; else add the heading to labels.yaml, or to `words` of the grammar",
    ),
    "unknown-layout": Code(
        Severity.info,
        "no grammar fits the text; it was read by the general one",
        "check the result against the text, or write a grammar for this layout (docs/grammars.md)",
    ),
    "unknown-status": Code(
        Severity.info,
        "the status {text!r} is not among the words that are known; it is given as printed, without a code",
        "add the words to statuses.yaml, or to `statuses` of the grammar",
    ),
    "unread-line": Code(
        Severity.error,
        "the cell {text!r} was not read into any field",
        "`tavoiteparse explain` shows how the line was marked; report the layout, or write a grammar for it",
    ),
    "values-fewer": Code(
        Severity.warning,
        "the {field} has values for {values} of {indicators} indicators; given to the first ones in order",
        "give each indicator a value of its own, on its own line or in its own row",
    ),
    "values-more": Code(
        Severity.warning,
        "the {field} has {values} values for {indicators} indicators; the text is given whole to {owner!r}",
        "give each value the indicator it belongs to",
    ),
}

WITHOUT_GOALS = frozenset({"empty-file", "no-goals"})  # a reading without goals has one of these


def wording(slug: str) -> Code:
    """The gravity and words of a code. Raises LookupError for one that has none, which is a developer's slip."""
    if slug not in CODES:
        raise LookupError(
            f"the diagnostic {slug!r} has no wording; add it to CODES in src/tavoiteparse/contract/diagnostics.py"
        )
    return CODES[slug]


class Diagnostic(NamedTuple):
    """One finding: its code, the stretch of text it is about, and the arguments of its wording.

    `language` is that of its message and help; where it is None, they are in the language that is spoken.
    """

    code: str
    span: Span
    arguments: dict[str, object]
    language: str | None = None

    @property
    def severity(self) -> Severity:
        """How grave the finding is."""
        return wording(self.code).severity

    @property
    def message(self) -> str:
        """What happened, in one line."""
        arguments = {name: shorten(readable(name, value)) for name, value in self.arguments.items()}
        with speaking(self.language):
            return shown(filled(wording(self.code).message, arguments))

    @property
    def help(self) -> str:
        """What to do about it."""
        with speaking(self.language):
            return translated(wording(self.code).help)

    def text(self, source: Source) -> str:
        """`file:line:column: severity: message [code]` and a second line that says what to do.

        A file without lines is cited by its place: `file.pdf, s. 3: severity: …`.
        """
        place = f"{shown_path(source.name)}{shown(source.cited(self.span.start))}"
        with speaking(self.language):
            return f"{place}: {translated(self.severity.name)}: {self.message} [{self.code}]\n  {self.help}"


def readable(argument: str, value: object) -> object:
    """An argument of a message; the key of a field as people call it, of a label as it is printed."""
    if argument == "expected" and value == "lahtotaso":
        return "lähtötaso"
    return Phrase(FIELD_NAMES.get(value, value)) if argument == "field" and isinstance(value, str) else value


def shorten(value: object) -> object:
    """An argument of a message, a long text cut."""
    return f"{value[:57]}…" if isinstance(value, str) and len(value) > 60 else value
