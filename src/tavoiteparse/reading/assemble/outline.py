"""Headings, lists, paragraphs: rules `inferred-headings`, `repeated-headings`, `outlines`, `goal-lists`, `contents`."""

from tavoiteparse.language.grammar import Listing
from tavoiteparse.language.label import Label, fold
from tavoiteparse.language.roles import BLOCK_OPENERS, TOP
from tavoiteparse.reading.assemble import covering, ended, goals
from tavoiteparse.reading.assemble.cells import CLOSING, whole
from tavoiteparse.reading.assemble.columns import is_goal_table
from tavoiteparse.reading.assemble.drafts import Account, Item, Listed, Text
from tavoiteparse.reading.assemble.state import Contents, Owner, State, Waiting, item_parent, skipped_by
from tavoiteparse.reading.mark import RUNNING_HEAD, Mark
from tavoiteparse.reading.parts import slice_cell, slice_part
from tavoiteparse.source.lazy import lazy
from tavoiteparse.source.text import Cell, Part, Row, Source, is_apart

TITLE_LENGTH, HEADING_LENGTH = 200, 120
SECTION_NUMBER = lazy(r"(\d{1,2}(?:\.\d{1,2})*)[.)]?\s+(?=[^\W\d_])")
LOOK_AHEAD = 12  # rows between a heading in capitals and its first goal
PATH_SIGN = lazy(r"[>»›]")
SHORTEST_PATH = 2  # pages below the first one
LONGEST_PAGE = 3  # digits of a page's number
NOTE_SIGNS = "*†‡¹²³"  # before a note below a table
FEWEST_CAPITALS = 4
HEADINGS_TOGETHER = 3  # how many headings may stand one below the other
INFERRED_RANK = 50  # headings that only their place shows stand below all marked ones
INTRODUCTION = 3  # paragraphs that may stand between a heading and its table
FENCE, MOST_KEYS = "---", 30  # around front matter, and the lines it may have
QUOTES = " \t\"'"  # around its values
FRONT_MATTER, LINK = Owner("alkutiedot", "ohitettu"), Owner("sivuston-linkki", "ohitettu")
FEWEST_SPACES = 3  # of a sentence that closes with a year: `Valtuusto hyväksyi tavoitteet 2030.`
REPEATED = Owner("toistuva-otsikko", "ohitettu")


def on_heading(state: State, mark: Mark) -> None:
    """A marked heading opens a section; one equal to a heading in force opens and resets nothing."""
    cell, number, at = mark.row.cell, mark.number, mark.value_at
    if number is None and (leading := SECTION_NUMBER.match(cell.text)) is not None:
        number, at = leading[1], leading.end()
    parts = slice_cell(state.source, cell, at) if at else cell.parts
    open_section(state, number, Text(parts), mark.rank, mark.row)


def open_section(state: State, number: str | None, heading: Text, rank: int, row: Row) -> bool:
    """Opens a section, unless its heading repeats one in force: a running head."""
    if in_force(state, heading.text):
        skip_repeated(state, row)
        return False
    covering.end(state)
    state.open = None
    state.claim(row.cells, "otsikko")
    state.open_section(number, heading, rank, row)
    return True


def open_area(state: State, mark: Mark, label: Label) -> None:
    """A marked heading that names a focus area is a section, too: `## Painopiste 1: Kasvava kunta`.

    All goals below it inherit it, those in its subsections as well.
    """
    parts = slice_cell(state.source, mark.row.cell, label.value_at)
    if not parts:
        on_heading(state, mark)
        return
    if open_section(state, label.number, Text(parts), mark.rank, mark.row):
        state.section.area = state.uppers["painopiste"] = Text(parts)


def skip_repeated(state: State, row: Row) -> None:
    """A running head: its text is a heading that is in force already."""
    state.claim(row.cells, REPEATED)
    state.rules[row.first] = "engine: heading in force"


def in_force(state: State, text: str) -> bool:
    """Whether a text is the title, the organisation or a heading that is open now."""
    folded = fold(text)
    return folded in state.heads or folded in [section.folded for section in state.open_sections]


def could_be_heading(row: Row) -> bool:
    """A short line without closing punctuation; no legend (`V = toteutunut, K = kesken`), date or note."""
    text = row.cell.text
    if not any(map(str.isalpha, text)) or ("§" in text and text[-1].isdecimal()):  # `Kunnanhallitus 8.10.2024 § 61`
        return False
    return len(text) <= HEADING_LENGTH and text[-1] not in ".!?:;," and "=" not in text and text[0] not in NOTE_SIGNS


def is_inferred_heading(state: State, n: int) -> bool:
    """A short line that stands alone right before a top-level label or a table of goals (pori/2023-q3 lines 35, 128).

    Outside an account, a heading may have a few lower ones between it and the label.
    """
    marks = state.marks
    for above in range(HEADINGS_TOGETHER):
        if not could_be_heading(marks[n].row) or not _stands_alone(marks, n):
            return False
        if not above and _is_loud(marks[n].row.cell.text):
            return any(_opens_goals(mark) for mark in marks[n + 1 : n + 1 + LOOK_AHEAD])
        n = _following(marks, n, over_prose=state.account is None and ":" not in marks[n].row.cell.text)
        following = marks[n]
        if following.kind in ("label", "columns"):
            return _opens_goals(following) or (_opens_block(following) and _is_between_blocks(state))
        if state.account is not None:
            return False
        if following.kind not in ("text", "lone", "item"):
            return False
    return False


def _is_loud(text: str) -> bool:
    """Whether a line is all in capitals."""
    return text.isupper() and sum(map(str.isalpha, text)) >= FEWEST_CAPITALS


def _is_between_blocks(state: State) -> bool:
    """Whether a goal has blocks, and nothing of the last one is open."""
    return not isinstance(state.open, Account | Waiting) and state.goal is not None and bool(state.goal.blocks)


def _opens_block(mark: Mark) -> bool:
    return mark.label is not None and mark.label.role in BLOCK_OPENERS


def _opens_goals(mark: Mark) -> bool:
    """Whether a row is a focus area's or goal's label, or the headings of a table of goals."""
    if mark.kind == "label" and mark.label is not None:
        return mark.label.role in TOP
    return mark.kind == "columns" and is_goal_table(mark, under_goal=False)


def _following(marks: list[Mark], n: int, over_prose: bool) -> int:
    """The mark below a possible heading: not page furniture, nor a few paragraphs that introduce a table."""
    prose = 0
    for m in range(n + 1, len(marks)):
        if marks[m].kind == "text" and over_prose and prose < INTRODUCTION and _is_prose(marks[m].row):
            prose += 1
        elif marks[m].kind != "skip":
            return m
    return n


def _is_prose(row: Row) -> bool:
    """Whether a line could be no heading and has words: not a date alone."""
    return not could_be_heading(row) and any(map(str.isalpha, row.cell.text))


def _stands_alone(marks: list[Mark], n: int) -> bool:
    before = n == 0 or is_apart(marks[n - 1].row, marks[n].row)
    after = n == len(marks) - 1 or is_apart(marks[n].row, marks[n + 1].row)
    return before and (after or marks[n + 1].kind == "columns")  # right above the headings of a table


def infer_heading(state: State, row: Row) -> None:
    """Opens a section on a line that only its place shows to be a heading."""
    leading = SECTION_NUMBER.match(row.cell.text)
    number = row.marker if row.marker.isalnum() else leading[1] if leading is not None else None
    heading = Text(slice_cell(state.source, row.cell, leading.end())) if leading is not None else whole(row.cell)
    state.rules[row.first] = "engine: heading before a label"
    if open_section(state, number, heading, INFERRED_RANK, row):
        state.report("inferred-heading", row.cell.start, row.cell.end, text=heading.text)


def read_head(state: State) -> int:
    """The title and the organisation at the head of the text; returns how many marks they took."""
    taken = _skip_links(state)
    for mark in state.marks[taken:]:
        row, text = mark.row, mark.row.cell.text
        if mark.kind == "skip":
            state.claim(row.cells, skipped_by(mark))
            taken += 1
            continue
        numbered = mark.kind == "heading" and mark.number is not None  # `5.2 Vesihuoltolaitos` heads a section
        if numbered or mark.kind not in ("text", "heading", "name") or len(text) > TITLE_LENGTH or _is_sentence(text):
            break
        if state.title is not None and not any(_is_organisation(state, part.text) for part in row.cell.parts):
            break  # that of the front matter
        _take_head(state, mark)
        taken += 1
        if state.title is not None:
            break
    heads = [mark.row for mark in state.marks[:taken] if mark.rule == RUNNING_HEAD]
    if state.title is None and heads:
        state.title = Text(heads[0].cells[0].parts[:1])  # without the page number that a gap sets apart
    state.heads = {fold(head.text) for head in (state.title, state.organisation) if head is not None}
    return taken


def _is_sentence(text: str) -> bool:
    """Whether a line says something, and is no title: it is closed, also after a year."""
    year = text.endswith(".") and text[-5:-1].isdecimal() and text[-6:-5] == " "
    return CLOSING.search(text) is not None or (year and text.count(" ") >= FEWEST_SPACES)


def _take_head(state: State, mark: Mark) -> None:
    """A line of the head: the organisation where it is nothing but a name of one, else the title.

    Lines right below each other, and what wide gaps part, are looked at one by one: `Vesilän kunta   Tilinpäätös`.
    """
    row = mark.row
    parts = [part for n, part in enumerate(row.cell.parts) if not (n and _is_page(part.text))]
    named = next((part for part in parts if _is_organisation(state, part.text)), None)
    if state.organisation is None and named is not None:
        state.organisation = Text((named,))
        parts.remove(named)
    heading = Text(tuple(parts))
    if parts and state.title is None:
        state.title = heading
    state.claim(row.cells, "otsikko" if parts else "organisaatio")
    state.rules[row.first] = "engine: head of the text"
    if row.kind == "heading":
        heading = whole(row.cell)
        number = SECTION_NUMBER.match(heading.text)
        text = Text(slice_cell(state.source, row.cell, number.end())) if number is not None else heading
        state.open_section(number[1] if number is not None else None, text, mark.rank, row)


def _is_page(text: str) -> bool:
    """Whether a piece of a line in the head is the number of its page."""
    return text.isdecimal() and len(text) <= LONGEST_PAGE


def _is_organisation(state: State, text: str) -> bool:
    """Whether a line is nothing but an organisation's name."""
    own = any(pattern.fullmatch(text) for _, pattern in state.grammar.organisations)
    return own or state.grammar.vocabulary.is_organisation(text)


def _skip_links(state: State) -> int:
    """Takes the links of a web page and the front matter above the text; returns how many marks they were."""
    head = state.grammar.vocabulary.head
    taken = _front_matter(state)
    for mark in state.marks[taken:]:
        parts = mark.row.cell.parts if len(mark.row.cells) == 1 else ()
        if not parts or not all(_is_link(part.text, head.links) for part in parts):
            break
        state.claim(mark.row.cells, LINK)
        taken += 1
    return taken


def _is_link(text: str, links: frozenset[str]) -> bool:
    """Whether a text is a link of the page's frame, or the path to the page: `Etusivu > Hyvinvointi > Seuranta`."""
    first, *path = PATH_SIGN.split(fold(text))
    return first.strip() in links and (not path or len(path) >= SHORTEST_PATH)


def _front_matter(state: State) -> int:
    """The marks between two lines of dashes at the very start; the value of a title's key is the title."""
    marks = state.marks
    if not marks or marks[0].row.first != 1 or marks[0].row.cell.text != FENCE:
        return 0
    last = next((n for n, mark in enumerate(marks[1:MOST_KEYS], 1) if mark.row.cell.text == FENCE), 0)
    for mark in marks[: last + 1]:
        state.claim(mark.row.cells, FRONT_MATTER)
        if state.title is None:
            _take_title(state, mark.row.cell)
    return last + 1 if last else 0


def _take_title(state: State, cell: Cell) -> None:
    """The value of a title's key among the lines of front matter, its quotes off; it ends with its line."""
    for n, part in enumerate(cell.parts):
        key, colon, _ = part.text.partition(":")
        if not colon or key.casefold() not in state.grammar.vocabulary.head.titles:
            continue
        line = max(piece for piece in cell.pieces or (cell.start,) if piece <= part.start)
        ends = min((piece for piece in cell.pieces if piece > part.start), default=cell.end)
        rest = (other for other in cell.parts[n + 1 :] if other.start < ends)  # after a tag in the title
        pieces = (_unquoted(state.source, piece) for piece in (slice_part(state.source, part, len(key) + 1), *rest))
        if title := tuple(piece for piece in pieces if piece.text):
            state.title = Text(title)
            state.claim((cell._replace(pieces=(line,)),), "otsikko")
            return


def _unquoted(source: Source, part: Part) -> Part:
    """A part without quotes at its ends."""
    printed = part.text.strip(QUOTES)
    at = part.text.index(printed)
    return slice_part(source, part, at, at + len(printed))


def on_text(state: State, row: Row) -> None:
    """A paragraph of free content, or a running head; the words of a table of contents begin one."""
    if in_force(state, row.cell.text):
        skip_repeated(state, row)
        return
    ended.report_line(state, row)
    covering.end(state)
    is_contents = fold(row.cell.text) in state.grammar.vocabulary.contents
    state.open = Contents([]) if is_contents else None
    state.add_prose(row)


def in_contents(state: State, mark: Mark) -> bool:
    """Whether a row still belongs to a table of contents: until a number comes again or something else stands there."""
    if not isinstance(state.open, Contents):
        return False
    if mark.kind == "item":
        return True
    if mark.kind == "heading" and mark.number is not None and mark.number not in state.open.numbers:
        state.open.numbers.append(mark.number)
        return True
    state.open = None
    return False


def on_item(state: State, row: Row, number: str | None = None) -> None:
    """A list item: of a list of goals where the grammar says so, else of free content."""
    covering.end(state)
    section = state.section
    listing = state.grammar.lists.get(fold(section.heading.text)) if section.heading is not None else None
    if listing is not None and _read_goal_item(state, row, listing[0], state.grammar.rule(f"lists.{listing[1]}")):
        return
    marker = number or row.marker
    item = Item(marker if marker.isalnum() else None, whole(row.cell), [], row.indent, marker)
    state.claim(row.cells, Owner("luettelo", "vapaata"))
    above = section.content[-1] if section.content else None
    if isinstance(above, Listed):
        item_parent(above.items, row.indent, marker).append(item)
        above.last = row.last
    else:
        state.add_free(Listed([item], row.first, row.last))


def _read_goal_item(state: State, row: Row, listing: Listing, rule: str) -> bool:
    """A numbered item is a goal, the bullets under it are its measures (porvoo lines 60 to 79)."""
    role, below, text = listing.item, listing.subitem, whole(row.cell)
    if row.marker.isalnum():
        state.goal = None
        state.claim(row.cells, role)
        state.rules[row.first] = rule
        goal = goals.set_upper(state, role, text, row, row.marker)
        goals.new_block(state, row, goal)
        return True
    if state.goal is None or state.block is None:
        return False
    state.claim(row.cells, below)
    state.rules[row.first] = rule
    state.block.measures += text.parts
    state.block.last = state.goal.last = row.last
    return True
