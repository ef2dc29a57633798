"""What the whole report says of itself: organisation and period."""

from collections import Counter
from collections.abc import Iterator

from tavoiteparse.contract.model import Kausi
from tavoiteparse.language.head_words import SAID, Candidate
from tavoiteparse.language.values.periods import full_date_years, is_part, whole_year, with_year
from tavoiteparse.reading.assemble.cells import CLOSING, whole
from tavoiteparse.reading.assemble.drafts import Account, Goal, Grid, Prose, Section, Text
from tavoiteparse.reading.assemble.state import State
from tavoiteparse.reading.mark import RUNNING_HEAD
from tavoiteparse.reading.split import clean
from tavoiteparse.source.messages import Phrase

HEAD_CHARACTERS = 20_000  # how far an organisation's name is looked for
HEAD_MARKS = 4  # running heads among the first rows speak of the report, too
HEAD_LINES = 20  # how far free text counts as the head of the report


def find_organisation(state: State) -> str | None:
    """The organisation's name: printed at the head, else the grammar's name where its pattern is found in the text."""
    if state.organisation is not None:
        return state.organisation.text
    title = " ".join(text.text for text in _printed_heads(state))
    head = state.source.text[:HEAD_CHARACTERS]
    for name, pattern in state.grammar.organisations:
        if pattern.search(title) or pattern.search(head):
            return name
    for words in state.grammar.vocabulary.organisations:
        found = words.search(title)
        if found:
            return str(found[0])
    return None


def own_period(state: State) -> Kausi | None:
    """The period that the head gives when the first table begins; it decides which of several years is the report's."""
    if state.period is None:
        state.period = (_head_period(state),)
    return state.period[0]


def find_period(state: State) -> Kausi | None:
    """The report's period: from its head, else from its accounts' labels; the year also from their texts.

    What did not stand in the head is reported, with where it was found.
    """
    found = _head_period(state)
    accounts = list(_accounts(state.sections))
    part = found if is_part(found) else _period_of_labels(state, accounts)
    if part is not None and part.vuosi is not None:
        return part
    year = found.vuosi if found is not None else None
    if year is None:
        year = _head_date(state) or _year_of_accounts(state, accounts, part)
    if part is None:
        return None if year is None else whole_year(str(year), year)
    return part if year is None else with_year(part, year)


def _head_period(state: State) -> Kausi | None:
    """The period that the head gives as the report's own (rule `report-year`).

    A part of a year counts before a whole one, a year beside a word for a report before any other; of years that
    nothing speaks for, the one of the title, else the only one.
    """
    heads = [_candidates(state, text) for text in _heads(state)]
    every = [one for some in heads for one in some if one.weight != "date"]
    part = next((one.kausi for one in every if is_part(one.kausi)), None)
    if part is not None and part.vuosi is not None:
        return part
    dated = [one for one in every if one.kausi.vuosi is not None]
    said = next((one.kausi for weight in SAID for one in dated if one.weight == weight), None)
    of_title = [one for one in heads[0] if one.weight == "bare"] if heads else []
    year = said or _only(of_title) or _only(every)
    if part is None or year is None or year.vuosi is None:
        return year or part
    return with_year(part, year.vuosi)


def _candidates(state: State, text: Text) -> list[Candidate]:
    """The candidates of a text, line by line: a decision on the next line says nothing of this one."""
    of_head = state.grammar.vocabulary.head
    if not text.parts:
        return []
    raw = state.source.text[text.span.start : text.span.end]
    lines = [clean(line) for line in raw.splitlines()] if "\n" in raw else [text.text]
    return [one for line in lines for one in of_head.candidates(line)]


def _only(some: list[Candidate]) -> Kausi | None:
    """The year of candidates that all name the same one."""
    found = [one.kausi for one in some if one.kausi.vuosi is not None]
    return found[0] if len({kausi.vuosi for kausi in found}) == 1 else None


def _period_of_labels(state: State, accounts: list[Account]) -> Kausi | None:
    """The part of a year that most labels of accounts name."""
    found = [(a, k) for a in accounts if (k := state.grammar.vocabulary.values.label_period(a.heading)) is not None]
    if not found:
        return None
    jakso, count = Counter(kausi.jakso for _, kausi in found).most_common(1)[0]
    account, part = next((a, k) for a, k in found if k.jakso == jakso)
    start = state.source.line_starts[account.first - 1]
    where = Phrase("{count} of {all} labels of accounts", {"count": count, "all": len(accounts)})
    state.report("inferred-period", start, start, what=Phrase("period"), value=jakso, source=where)
    return part


def _printed_heads(state: State) -> Iterator[Text]:
    """Title and organisation, and what a running head on the first lines says."""
    yield from (text for text in (state.title, state.organisation) if text is not None)
    for mark in state.marks[:HEAD_MARKS]:
        if mark.rule == RUNNING_HEAD:
            yield from (whole(cell) for cell in mark.row.cells)


def _heads(state: State) -> Iterator[Text]:
    """Title, organisation, the headings and paragraphs before the first goal."""
    yield from _printed_heads(state)
    _, texts = _before_goals(state.sections)
    yield from texts


def _before_goals(sections: list[Section]) -> tuple[bool, list[Text]]:
    """Headings and paragraphs in the order of the text up to the first goal; and whether there was one."""
    texts: list[Text] = []
    for section in sections:
        if section.heading is not None:
            texts.append(section.heading)
        for content in section.content:
            if isinstance(content, Goal):
                return True, texts
            if isinstance(content, Prose) and content.first <= HEAD_LINES and not CLOSING.search(content.text.text):
                texts.append(content.text)  # a sentence may speak of other times
            if isinstance(content, Grid) and content.first <= HEAD_LINES:
                pairs = ([text for text in row if text is not None] for row in content.rows)
                texts += [text for row in pairs if len(row) <= 2 for text in row]  # `Raportointijakso | 1.1.–31.8.2025`
        if section.first > HEAD_LINES:
            return True, texts
        ended, below = _before_goals(section.sections)
        texts += below
        if ended:
            return True, texts
    return False, texts


def _head_date(state: State) -> int | None:
    """The year of the first full date in the head that is none of a decision; reported."""
    for text in _heads(state):
        for one in _candidates(state, text):
            if one.weight == "date":
                span = text.span
                told = {"what": Phrase("year"), "value": one.kausi.vuosi, "source": Phrase("a date")}
                state.report("inferred-period", span.start, span.end, **told)
                return one.kausi.vuosi
    return None


def _accounts(sections: list[Section]) -> Iterator[Account]:
    for section in sections:
        for content in section.content:
            if isinstance(content, Goal):
                yield from (block.account for block in content.blocks if block.account is not None)
        yield from _accounts(section.sections)


def _year_of_accounts(state: State, accounts: list[Account], part: Kausi | None) -> int | None:
    """The year printed with the period in an account, else that of most full dates in them."""
    years: Counter[int] = Counter()
    for account in accounts:
        for paragraph in account.paragraphs:
            text = paragraph.part.text
            years.update(full_date_years(text))
            if part is None or part.teksti not in text:
                continue
            found = (one.kausi for one in state.grammar.vocabulary.values.periods(text))
            if printed := next((kausi for kausi in found if kausi.jakso == part.jakso and kausi.vuosi), None):
                place = paragraph.part.start, paragraph.part.end
                state.report(
                    "inferred-period",
                    *place,
                    what=Phrase("year"),
                    value=printed.vuosi,
                    source=Phrase("{text} in an account", {"text": printed.teksti}),
                )
                return printed.vuosi
    if not years:
        return None
    year = years.most_common(1)[0][0]
    first = next(p.part for a in accounts for p in a.paragraphs if year in full_date_years(p.part.text))
    counted = Phrase("{count} of {all} full dates in the accounts", {"count": years[year], "all": years.total()})
    state.report("inferred-period", first.start, first.end, what=Phrase("year"), value=year, source=counted)
    return year
