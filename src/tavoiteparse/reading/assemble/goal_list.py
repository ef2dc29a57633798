"""Goals as the items of a list below a heading or lead-in that names goals (rule `listed-goals`).

A list is open from its heading to the next one, to a table, or to a label that opens a goal of its own. The numbering
carries it over paragraphs, which are accounts of the goal above them.
"""

from itertools import takewhile

from tavoiteparse.language.header import TWO_ROLES
from tavoiteparse.language.label import fold
from tavoiteparse.language.roles import TOP
from tavoiteparse.language.vocabulary import Vocabulary
from tavoiteparse.reading.assemble import covering, goals, outline
from tavoiteparse.reading.assemble.cells import whole
from tavoiteparse.reading.assemble.drafts import Text
from tavoiteparse.reading.assemble.state import GoalList, State
from tavoiteparse.reading.assemble.values import add_account
from tavoiteparse.reading.mark import Mark
from tavoiteparse.reading.parts import slice_cell
from tavoiteparse.source.text import Cell, Part, Row

HEADING_RANK = 55  # of a line that names goals, and below it one that names a unit
UNIT_RANK = 56
LEAD_IN = 120  # characters of a line that leads in
MOST_WORDS = 4  # of a line that names goals without a colon
MOST_PARAGRAPHS = 30  # of an account between two goals
MOST_WORDS_WHOSE = 10  # of one that only says whose goals they are: `Teknisen toimen toiminnalliset tavoitteet 2026`
WHOSE, AND = ("n", "t", "-"), frozenset({"ja", "sekä"})  # endings of genitives and of adjectives in the plural
CLOSED = (".", "!", "?")  # end the sentences of an account
GOES_ON = ",-–"  # end a line that the next one goes on with
MOST_BLANK = 2  # lines from the name of a unit to its first bullet
MOST_SKIPPED = 4  # lines of page furniture between a heading and its list, and one more
WORD_BULLET = "o"  # of the second level, as word processors save it
RULE = "engine: goals of a list"
CONTENTS_ITEMS = 2  # of a list that come again as headings: a list of contents
RESULTS = frozenset({"toteuma", "tila", "selvitys", "muu"})  # may be named beside the goals of a list
PLAIN = frozenset({"text", "name", "lone"})


def on_mark(state: State, n: int, mark: Mark) -> bool:
    """Reads a mark of an open list, or one that opens a list; False where it is neither."""
    if state.goal_list is None:
        if state.grammar.lists:  # they name the only place
            return False
        return _follows(state, n) and _opens(state, n, mark)
    kind = mark.kind
    if kind == "skip":
        return False
    if _is_item(mark):
        taken = _on_item(state, mark.row)
        if not taken and kind == "heading":  # `3. Ympäristönsuojelu` after the third goal
            state.goal_list = None
        return taken
    if kind in PLAIN and mark.row.kind != "table":
        return _on_text(state, n, mark)
    if kind in ("heading", "columns", "values", "minutes") or (mark.label is not None and mark.label.role in TOP):
        state.goal_list = None
        return on_mark(state, n, mark)
    return False


def _is_item(mark: Mark) -> bool:
    """Whether a mark is an item, also one that an outline takes for a heading: `1. Laiturit uusitaan`."""
    return mark.kind == "item" or (mark.kind == "heading" and mark.row.kind == "item")


def _follows(state: State, n: int) -> bool:
    """Whether an item stands right below a mark, or below one short line under it: most marks end here."""
    marks = state.marks
    below = _after(state, n)
    if below < len(marks) and marks[below].kind in PLAIN and marks[below].row.kind == "text":
        below = _after(state, below)
    return below < len(marks) and _is_item(marks[below])


def _after(state: State, n: int) -> int:
    """The mark below one, a few lines of page furniture aside."""
    below = n + 1
    while below < min(n + MOST_SKIPPED, len(state.marks)) and state.marks[below].kind == "skip":
        below += 1
    return below


def _opens(state: State, n: int, mark: Mark) -> bool:
    """A heading or line that names goals, above items: `Toiminnalliset tavoitteet`, `Tavoitteet vuodelle 2027:`."""
    row = mark.row
    if row.kind == "table" or mark.kind not in ("label", "name", "heading", "text") or len(row.cell.text) > LEAD_IN:
        return False
    if not _names_goals(state, mark) or row.cell.text.endswith((".", "?", "!")):
        return False
    found = _first_item(state, n)
    if found is None:
        return False
    covering.end(state)
    state.open = None
    state.claim(row.cells, "otsikko")
    state.rules[row.first] = RULE
    rank = mark.rank if mark.kind == "heading" else HEADING_RANK
    state.open_section(None, _without_colon(state, row), rank, row)
    state.goal_list = found
    return True


def _first_item(state: State, n: int) -> GoalList | None:
    """The list below a heading, or below the name of a unit under it; None where its items are no goals."""
    first = _after(state, n)
    unit = state.marks[first] if not _is_item(state.marks[first]) else None
    at = first if unit is None else _after(state, first)
    if unit is not None and not (_is_unit(unit.row) and _begins_below(state.marks[at].row, unit.row)):
        return None
    if _is_contents(state, at) or (state.marks[at].kind == "heading" and _heads_more(state, at)):
        return None
    item = state.marks[at].row
    closed = item.cell.text.endswith(CLOSED)
    return GoalList(item.marker.isdecimal(), item.indent, units=unit is not None, closed=closed)


def _without_colon(state: State, row: Row) -> Text:
    return Text(slice_cell(state.source, row.cell, 0, len(row.cell.text.rstrip(" :"))))


def open_below_title(state: State, n: int) -> None:
    """A title that names goals (`Tavoitteet 2026`) right above a list heads it, and stays the title."""
    if n < 0 or state.grammar.lists or state.marks[n].row.kind == "table" or not _follows(state, n):
        return
    if _names_goals(state, state.marks[n]):
        state.goal_list = _first_item(state, n)


def _names_goals(state: State, mark: Mark) -> bool:
    """Whether a line names several goals, by its last words; a sentence only where a colon leads in."""
    text = mark.row.cell.text
    vocabulary = state.grammar.vocabulary
    if mark.label is not None and mark.label.role == "tavoite":
        if mark.label.number is not None or mark.label.value_at < len(text):
            return False
        return vocabulary.names_many(mark.label.printed)
    named = _without_results(vocabulary, text.rstrip(" :"))
    if mark.kind == "text" and not text.endswith(":") and not _is_phrase(vocabulary, named):
        return False
    return _is_goals(vocabulary, named)


def heads_goals(vocabulary: Vocabulary, heading: str) -> bool:
    """Whether a heading names several goals: `Toiminnalliset tavoitteet ja niiden toteutuminen`."""
    return _is_goals(vocabulary, _without_results(vocabulary, heading))


def _is_goals(vocabulary: Vocabulary, named: str) -> bool:
    hit = vocabulary.header(named)
    return hit is not None and hit.role == "tavoite" and hit.second is None and vocabulary.names_many(named)


def _is_phrase(vocabulary: Vocabulary, named: str) -> bool:
    """Whether a line without a colon is a heading and no sentence: it is short, or only names whose goals they are."""
    words = named.casefold().split()
    if len(words) <= MOST_WORDS:
        return True
    whose = takewhile(lambda word: not vocabulary.names_many(word), words)
    return len(words) <= MOST_WORDS_WHOSE and all(word.endswith(WHOSE) or word in AND for word in whose)


def _without_results(vocabulary: Vocabulary, text: str) -> str:
    """What a heading names before its results: `Tavoitteet ja niiden toteutuminen`, `Målen och hur de uppnåddes`."""
    first, *others = TWO_ROLES.split(text, maxsplit=1)
    hit = vocabulary.header(others[0][:1].upper() + others[0][1:]) if others and others[0] else None
    return first if hit is not None and hit.role in RESULTS else text


def _is_unit(row: Row) -> bool:
    """Whether a short line alone between the heading and its items names a unit: `Puistopalvelut`."""
    return row.kind == "text" and outline.could_be_heading(row) and ":" not in row.cell.text


def _begins_below(item: Row, unit: Row) -> bool:
    """Whether an item is the first below the name of a unit: the number 1, or a bullet, a blank line between or not."""
    return item.marker == "1" or (not item.marker.isalnum() and item.first <= unit.last + MOST_BLANK)


def _is_contents(state: State, at: int) -> bool:
    """Whether the first items of a list come again as lines below it: they tell what the text holds."""
    items = []
    for mark in state.marks[at : at + CONTENTS_ITEMS]:
        if not _is_item(mark):
            break
        items.append(fold(mark.row.cell.text))
    later = state.lines_alone()
    return bool(items) and all(later.get(item, -1) > at for item in items)


def _heads_more(state: State, n: int) -> bool:
    """Whether labels, tables or other headings stand below a numbered line: it heads a section, and is no goal."""
    for mark in state.marks[n + 1 : n + 1 + MOST_PARAGRAPHS]:
        if _is_item(mark):
            return mark.row.marker != "2"
        if mark.kind not in ("text", "skip"):
            return mark.kind != "heading"
    return False


def _next(found: GoalList, number: int) -> bool:
    """Whether a number goes on with the list, or begins it anew below the name of a unit."""
    return number == found.last + 1 or (number == 1 and found.fresh)


def _on_item(state: State, row: Row) -> bool:
    """An item: the next goal, or a measure of the one above where it stands deeper."""
    found = state.goal_list
    assert found is not None
    number = int(row.marker) if row.marker.isdecimal() else None
    if found.numbered and number is not None and _next(found, number):
        _open_goal(state, row, number)
        return True
    if not found.numbered and number is None and row.indent <= found.indent and not _is_second(state, row):
        if row.cell.text.endswith(CLOSED) and not found.closed and state.goal is not None and state.goal.blocks:
            state.goal_list = None  # a sentence after goals with labels below them, which are none
            return False
        _open_goal(state, row, None)
        return True
    if state.goal is not None and (row.indent > found.indent or _is_second(state, row)) and state.account is None:
        block = state.block or goals.new_block(state, row, state.goal)
        state.claim(row.cells, "toimenpide")
        block.measures += row.cell.parts
        block.last = state.goal.last = row.last
        return True
    if number == 1 or number is None:
        state.goal_list = None
    return False


def _is_second(state: State, row: Row) -> bool:
    """Whether a bullet is another sign than that of the list's goals: Word's `o` below its `•`."""
    found = state.goal_list
    return found is not None and bool(found.marker) and _sign(row) != found.marker


def _sign(row: Row) -> str:
    """The bullet of an item; letters count as one: `a)`, `b)`."""
    return "a" if row.marker.isalpha() and row.marker != WORD_BULLET else row.marker


def _open_goal(state: State, row: Row, number: int | None) -> None:
    """Opens the goal of an item; lines right below it that it does not go on with are its account."""
    found = state.goal_list
    assert found is not None
    own, account = _parted(state, row)
    covering.end(state)
    state.open = None
    state.goal = state.block = None
    state.claim(row.cells, "tavoite")
    state.rules[row.first] = RULE
    sign = _sign(row)
    printed = str(number) if number is not None else row.marker if sign == "a" else None
    goal = goals.set_upper(state, "tavoite", Text(own), row, printed)
    if account:
        add_account(goals.new_block(state, row, goal), account, state.source.position(account[0].start)[0])
        found.accounts = True
    found.last, found.fresh = number or 0, False
    found.marker = found.marker or ("" if number is not None else sign)


def _parted(state: State, row: Row) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """The words of an item's or paragraph's first lines, and the sentences below where the last one was not full.

    `1. Käyntejä tehdään 44` above `Niitä tehtiin 41.`; not a goal that runs on to a second line.
    """
    parts, source = row.cell.parts, state.source
    if row.first == row.last or not row.cell.text.endswith(CLOSED):
        return parts, ()
    lines = [source.position(part.start)[0] for part in parts]
    for at in range(1, len(parts)):
        above, below = parts[at - 1].text, parts[at].text
        if lines[at] == lines[at - 1] or not below[0].isupper():
            continue
        width = len(source.line(lines[at - 1])) + 1 + len(below.split(None, 1)[0])
        if above.endswith(CLOSED) or (above[-1] not in GOES_ON and width <= state.widest_text()):
            return parts[:at], parts[at:]
    return parts, ()


def _is_headed(state: State, row: Row) -> bool:
    """Whether a row that stands alone is a heading, or has one as its first line: it ends the accounts of a list."""
    if not row.alone or _is_unit(row):
        return row.alone
    heading, sentences = _parted(state, row)
    return bool(sentences) and outline.could_be_heading(row._replace(cells=(Cell(0, 0, Text(heading).text),)))


def _on_text(state: State, n: int, mark: Mark) -> bool:
    """A paragraph in a list: the name of a unit, an account of the goal above, or the end of the list."""
    found, row = state.goal_list, mark.row
    assert found is not None
    below = _after(state, n)
    item = state.marks[below].row if below < len(state.marks) and _is_item(state.marks[below]) else None
    if item is not None and _is_unit(row) and _is_next_unit(found, row, item):
        covering.end(state)
        state.open = None
        state.claim(row.cells, "otsikko")
        state.rules[row.first] = RULE
        state.open_section(None, whole(row.cell), UNIT_RANK, row)
        found.fresh = True
        return True
    if state.account is not None or state.goal is None:
        return False
    if not found.numbered or not ((found.accounts and not _is_headed(state, row)) or _goes_on(state, found, n)):
        state.goal_list = None
        return False
    block = state.block or goals.new_block(state, row, state.goal)
    state.claim(row.cells, "selvitys")
    state.rules[row.first] = RULE
    add_account(block, row.cell.parts, row.first)
    if block.account is not None:
        block.account.last = row.last
    block.last = state.goal.last = row.last
    found.accounts = True
    return True


def _is_next_unit(found: GoalList, row: Row, item: Row) -> bool:
    """Whether a line names the unit of the items below it; above bullets only where such a line was above the first."""
    if found.numbered:
        goes_on = found.units and not found.accounts and item.marker == str(found.last + 1)
        return row.alone and (item.marker == "1" or goes_on)
    closed = item.cell.text.endswith(CLOSED)  # sentences below `Muita huomioita` are no goals where others are none
    return found.units and _begins_below(item, row) and closed == found.closed


def _goes_on(state: State, found: GoalList, n: int) -> bool:
    """Whether the next number of the list comes below a paragraph, before anything but paragraphs."""
    for at in range(n + 1, min(n + 1 + MOST_PARAGRAPHS, len(state.marks))):
        mark = state.marks[at]
        if _is_item(mark):
            return mark.row.marker.isdecimal() and int(mark.row.marker) == found.last + 1
        if mark.kind not in ("text", "skip"):
            return False
    return False
