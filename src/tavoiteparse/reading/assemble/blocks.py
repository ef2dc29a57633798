"""Labelled blocks: what a label opens, closes and inherits (rules `labels`, `inheritance`)."""

from tavoiteparse.language.label import NO_VALUE, fold
from tavoiteparse.language.roles import BASES, BLOCK_OPENERS, COVERING, LEVELS, RANK, SPOKEN, Role
from tavoiteparse.reading.assemble import accounts, covering, goals, indicators, outline
from tavoiteparse.reading.assemble.cells import opening_status, parse_indicators, whole
from tavoiteparse.reading.assemble.drafts import Account, Block, Indicator, Other, Text
from tavoiteparse.reading.assemble.state import GoalTable, IndicatorTable, State, Waiting
from tavoiteparse.reading.assemble.values import add_account, give
from tavoiteparse.reading.mark import Column, Mark
from tavoiteparse.reading.parts import slice_cell
from tavoiteparse.reading.split import EMPTY
from tavoiteparse.source.lazy import lazy
from tavoiteparse.source.text import Cell, Row

DATE_END = lazy(r"(?<![\d.])\d{1,2}\.\d{1,2}\.$")
SECTOR_LENGTH = 120
NAMES = frozenset({"painopiste", "tavoite", "mittari"})  # open something; in a second language they do not
LONGEST_STATUS = 120  # characters of a status; a longer text is an account


def on_label(state: State, n: int, mark: Mark) -> None:
    """A row that begins with a label."""
    label, row, opened = mark.label, mark.row, state.open
    assert label is not None
    role = label.role
    if row.kind == "heading" and role == "painopiste":
        outline.open_area(state, mark, label)
        return
    if role == "mittari" and isinstance(opened, Account) and accounts.continues(state, label, row):
        accounts.add_row(state, row)
        return
    if label.damaged:
        start, end = row.cell.start, row.cell.start + len(label.printed)
        state.report("damaged-label", start, end, found=label.printed, expected=label.damaged)
    values = label_values(state, mark)
    if _kept_aside(state, n, mark, values):
        return
    if role == "mittari" and (values or row.kind == "table"):
        open_indicators(state, mark, values)
        return
    if role == "tavoite" and isinstance(opened, Waiting) and opened.label.role == role and not label.number:
        state.ahead = opened.label.number  # `Tavoite nro 1` above `Tavoite: …`
    covering.end(state)
    state.open = None
    judged = fold(label.printed).split(" ")[0] in state.grammar.vocabulary.judging
    if role == "selvitys" and row.kind != "label" and not (judged and _is_status(state, values)):
        accounts.open_account(state, mark, values)
        if isinstance(opened, GoalTable) and (row.kind != "table" or len(row.cells) < opened.fields.width):
            accounts.give_to_rows(state, opened)
    elif not values:
        state.open = Waiting(mark, before=_queue(opened, role) if isinstance(opened, Waiting) else ())
        state.claim(row.cells, role)
    else:
        set_field(state, mark, values)
        if mark.columns:
            _open_riding(state, mark)
        if isinstance(opened, GoalTable) and row.kind == "table" and role in RANK:
            state.open = opened.reopened()  # a focus area or goal in a row of its own, inside its table


def _kept_aside(state: State, n: int, mark: Mark, values: list[Cell]) -> bool:
    """Whether a label opens nothing: a measure of no goal, or a goal or indicator named in the other language."""
    if _is_of_no_goal(state, mark):
        state.add_prose(mark.row)
        return True
    if mark.label is None or mark.label.role not in NAMES or not values or not n:
        return False
    if twin := _is_twin(state, state.marks[n - 1], mark):
        _keep_twin(state, mark, values)
    return twin


def _is_of_no_goal(state: State, mark: Mark) -> bool:
    """Whether a label opens a measure in a text that names no goal: `Åtgärder: …` in minutes."""
    label = mark.label
    if label is None or label.role != "toimenpide" or mark.row.kind == "table" or state.goal is not None:
        return False
    return not _names_goals(state)


def _names_goals(state: State) -> bool:
    """Whether any label or heading of the text speaks of a goal, what stands above one, or an indicator."""
    if state.uppers:
        return True
    if state.named is None:
        roles = {mark.label.role for mark in state.marks if mark.label is not None}
        roles |= {column.role for mark in state.marks for column in mark.columns if column is not None}
        state.named = not roles.isdisjoint(NAMES | {"teko", "keinot"})
    return state.named


def _is_twin(state: State, above: Mark, mark: Mark) -> bool:
    """Whether a label says in the other language what the one right above it says: `Tavoite: …` above `Mål: …`."""
    label, upper = mark.label, above.label
    if above.kind != "label" or label is None or upper is None or label.role != upper.role:
        return False
    vocabulary = state.grammar.vocabulary
    return (
        above.row.last == mark.row.first - 1
        and not isinstance(state.open, Waiting)
        and vocabulary.is_swedish(label.printed) != vocabulary.is_swedish(upper.printed)
    )


def _keep_twin(state: State, mark: Mark, values: list[Cell]) -> None:
    """Keeps what is said in the other language beside the goal or indicator, which it does not name anew."""
    assert mark.label is not None
    indicator = state.block.indicators[-1] if mark.label.role == "mittari" and state.block is not None else None
    owner = indicator or state.goal
    assert owner is not None
    state.claim(mark.row.cells, "muu")
    owner.other.append(Other(mark.label.printed, Text(tuple(part for cell in values for part in cell.parts))))


def _is_status(state: State, values: list[Cell]) -> bool:
    if len(values) != 1 or len(values[0].text) > LONGEST_STATUS:
        return False
    return state.grammar.vocabulary.status(values[0].text) is not None


def _queue(waiting: Waiting, role: Role) -> tuple[Mark, ...]:
    """The labels of levels right above a level's label: the values follow in the same order."""
    above = waiting.label.role
    queued = not waiting.begun and role != above and role in LEVELS and above in LEVELS
    return (*waiting.before, waiting.mark) if queued else ()


def label_values(state: State, mark: Mark) -> list[Cell]:
    """The cells that a label's value stands in: the rest of its own cell, or the filled ones after it."""
    label, first = mark.label, mark.row.cell
    assert label is not None
    if label.value_at < len(first.text):  # the value begins in the label's own cell
        running = mark.row.kind in ("text", "item") and label.role != "selvitys"
        parts = slice_cell(state.source, first, label.value_at, _without_stop(first.text) if running else None)
        if parts:
            text = " ".join(part.text for part in parts)
            owned = first.pieces or (first.start,)
            return [Cell(parts[0].start, parts[-1].end, text, parts, owned), *(c for c in mark.row.cells[1:] if c.text)]
    cells, riding = mark.row.cells, mark.columns
    if not riding:
        return [cell for cell in cells[1:] if cell.text]
    return [cell for n, cell in enumerate(cells) if n and cell.text and riding[n] is None]


def _open_riding(state: State, mark: Mark) -> None:
    """Headers beside the value of a label, `TAVOITE | Hyvä elämä | Tavoitetaso`: the values stand in the rows below."""
    columns = {n: column for n, column in enumerate(mark.columns) if n and column is not None}
    if not columns or state.goal is None:
        return
    for n in columns:
        state.claim((mark.row.cells[n],), "otsikkorivi")
    if state.block is None:
        goals.new_block(state, mark.row, state.goal)
    state.open = IndicatorTable(columns, mark.rule)


def _without_stop(text: str) -> int:
    """Where a value of running text ends: the full stop that closes it is not part of it (rule `value-end`).

    That of a date is: `Asukasluku 31.12.`
    """
    closes = text.endswith(".") and not text.endswith("..") and DATE_END.search(text) is None
    return len(text) - 1 if closes else len(text)


def set_field(state: State, mark: Mark, values: list[Cell], more: bool = False) -> None:
    """Gives the values to the field that the label names; `more` of them where they go on with its list."""
    label = mark.label
    assert label is not None
    if len(values) == 1:
        parts = values[0].parts if values[0].text not in NO_VALUE else ()
    else:
        parts = tuple(part for cell in values if cell.text not in NO_VALUE for part in cell.parts)
    role = label.role
    state.claim(mark.row.cells, role)
    if not parts:
        return
    if role == "toimenpide":
        block = measure_block(state, mark.row)
        block.measures += parts
        block.last = mark.row.last
    elif role == "tavoite" and state.grammar.vocabulary.values.is_figure(Text(parts).text):
        target = label._replace(role="tavoitetaso")  # a goal is never only a figure (rule `figure-goals`)
        set_value(state, mark._replace(label=target), Text(parts), more)
    elif role == "tavoitenumero":
        _number_goal(state, Text(parts))
    elif role in RANK:
        above = role == "tavoite" and fold(label.printed) in state.grammar.vocabulary.factors
        goals.set_upper(state, role, Text(parts), mark.row, label.number, label.printed if above else None)
    else:
        set_value(state, mark, Text(parts), more)


def _number_goal(state: State, text: Text) -> None:
    """The number of a goal under a label of its own: of the one just begun, else of the next: `Tavoite nro: 3`."""
    goal = state.goal
    if goal is not None and not goal.blocks and goal.number is None and "tavoite" in goal.own:
        goal.number = text.text.rstrip(".")
    else:
        state.ahead = text.text.rstrip(".")


def measure_block(state: State, row: Row) -> Block:
    """The block that a TOIMENPIDE belongs to: the open one while it has only measures, or none and no account yet."""
    goal = goals.current_goal(state, row)
    block = state.block
    if block is not None and (not block.has_content or not (block.measures or block.account)):
        return block
    return goals.new_block(state, row, goal)


def indicator_block(state: State, row: Row) -> Block:
    """The block that a MITTARI belongs to: the open one until its account; after that one with the same measures."""
    goal = goals.current_goal(state, row)
    block = state.block
    if block is not None and not block.over:
        settle_status(block)
    if block is not None and not _is_closed(block):
        return block
    new = goals.new_block(state, row, goal)
    if block is not None:
        new.take_measures(block)
    return new


def settle_status(block: Block) -> None:
    """A status printed after each indicator is that indicator's: `Mittari: … Tila: …`, twice (rule `once-or-each`)."""
    if not block.status_below or "tila" not in block.values:
        return
    without = [indicator for indicator in block.indicators if "tila" not in indicator.values]
    if without and without == block.indicators[-1:]:
        without[0].values["tila"] = block.values.pop("tila")


def _is_closed(block: Block) -> bool:
    """An account ends a block; so does what is one indicator's alone (rule `once-or-each`)."""
    return block.account is not None or block.over or (block.status_below and "tila" in block.values)


def open_indicators(state: State, mark: Mark, values: list[Cell]) -> None:
    """A MITTARI row: indicators, column header, values, in whatever mix it has them (rule `riding-headings`)."""
    label, row = mark.label, mark.row
    assert label is not None
    indicator_block(state, row)
    table = state.open if isinstance(state.open, IndicatorTable) else IndicatorTable({}, mark.rule)
    state.open = table
    indicators.flush(state, table)
    inside = label.value_at < len(row.cell.text)  # the indicator stands in the label's own cell
    if inside and row.kind == "table" and len(values) > 1:
        state.report("shifted-row", row.cell.start, row.cell.end, text=row.cell.text)
    cells = (EMPTY, *values) if inside or row.kind != "table" else row.cells
    state.claim(row.cells[:1], "mittari")
    header = _headings(mark)
    if columns := {n: column for n, column in enumerate(header) if n and column is not None}:
        table.columns, table.waiting = columns, []
        state.claim([row.cells[n] for n in columns], "otsikkorivi")
    if label.number is not None and len(cells) > 1 and cells[1].text:
        header = (None, None, *header[2:])  # a numbered label has its indicator beside it, whatever its words
    indicators.read_row(state, table, cells, row, header, label.number)


def _headings(mark: Mark) -> tuple[Column | None, ...]:
    """The headings in a MITTARI row: none beside a value, for then `Toteutunut` is one as well."""
    for cell, column in zip(mark.row.cells[2:], mark.columns[2:], strict=False):
        if column is None and cell.text:
            return ()
    return mark.columns


def set_value(state: State, mark: Mark, text: Text, more: bool) -> None:
    """A level, result, status, responsible party or other value under a label of its own (rule `values-below`)."""
    label, row = mark.label, mark.row
    assert label is not None
    goal = state.goal
    if goal is None:
        state.add_prose(row)
        return
    block = state.block or goals.new_block(state, row, goal)
    block.last = row.last
    role = label.role
    if role in SPOKEN and state.grammar.vocabulary.status(text.text):
        role = "tila"  # `Toteutuminen: Toteutui osittain`: status words alone are the status
    if role in COVERING:
        text = take_status(state, block, role, text)
    if role == "vastuu":
        rows = goal.blocks if goal is state.row_goal and not any(one.responsible for one in goal.blocks) else [block]
        for one in rows:  # printed once below the rows of a goal it is each row's
            one.responsible += text.parts
        block.over = bool(block.indicators)
    elif role in BASES and not block.indicators:
        nameless = Indicator(Text(()), None, None, row.first, row.last)
        give(nameless, role, text, label.printed)
        block.indicators.append(nameless)
    elif role in LEVELS and block.indicators and not (role == "toteuma" and _is_below_measures(block)):
        indicator = block.indicators[-1]
        indicator.last = row.last
        if more and role in indicator.values:
            indicator.values[role] = Text((*indicator.values[role].parts, *text.parts))
        else:  # `Tavoitetaso 2027` after `Tavoitetaso 2025`
            give(indicator, role, text, label.printed)
    elif role in COVERING and role not in block.values:
        give(block, role, text, label.printed)
        block.status_below = block.status_below or (role == "tila" and bool(block.indicators))
    else:  # without a role, or without an indicator to belong to, or the second of its kind
        (block.indicators[-1].other if block.indicators else block.other).append(Other(label.printed, text))


def _is_below_measures(block: Block) -> bool:
    """Whether measures stand between several indicators and what comes now, which is then of all of them."""
    last = block.indicators[-1].text.parts
    if len(block.indicators) == 1 or not last:
        return False
    return any(part.start > last[0].start for part in (*block.measures, *block.responsible))


def take_status(state: State, block: Block, role: str, text: Text) -> Text:
    """The value of a result; of a status the phrase that opens it, the rest is the account (rule `opening-status`)."""
    cell = Cell(text.parts[0].start, text.parts[-1].end, text.text, text.parts)
    opening = opening_status(state.source, cell, state.grammar.vocabulary)
    if opening is None:
        return text
    if role == "toteuma":
        owner = block.indicators[-1].values if block.indicators else block.values
        owner.setdefault("tila", Text((opening,)))
        return text
    rest = slice_cell(state.source, cell, len(opening.text) + 1)
    if rest:
        add_account(block, rest, state.source.position(rest[0].start)[0])
    return Text((opening,))


def on_waiting(state: State, waiting: Waiting, row: Row) -> None:
    """The line after a label that stood alone is its value."""
    mark = waiting.before[0] if waiting.before else waiting.mark
    assert mark.label is not None
    role, row = mark.label.role, row._replace(first=mark.row.first)
    state.open = waiting._replace(before=waiting.before[1:]) if waiting.before else None
    if role == "mittari":
        add_listed(state, row)
    elif role == "selvitys" and not state.grammar.vocabulary.status(row.cell.text):
        accounts.open_account(state, mark._replace(row=row), [row.cell])
    else:
        cell = Cell(row.cell.start, row.cell.end, row.cell.text, whole(row.cell).parts)
        set_field(state, mark._replace(row=row), [cell])


def is_toimiala(state: State, n: int) -> bool:
    """A line between TAVOITE or TEKO and TOIMENPIDE or MITTARI names the sector (pori/2023-q3 lines 10, 28)."""
    goal, row = state.goal, state.marks[n].row
    if goal is None or goal.blocks or not goal.own & {"tavoite", "teko"}:
        return False
    if len(row.cell.text) > SECTOR_LENGTH or row.cell.text.endswith("."):
        return False
    below = (state.marks[m] for m in range(n + 1, len(state.marks)))
    following = next((mark for mark in below if mark.kind != "skip"), None)
    return following is not None and following.label is not None and following.label.role in BLOCK_OPENERS


def set_toimiala(state: State, row: Row) -> None:
    """The sector of the goal just begun; it is inherited together with painopiste."""
    assert state.goal is not None
    state.claim(row.cells, "toimiala")
    state.rules[row.first] = "engine: line between TAVOITE and TOIMENPIDE"
    state.goal.uppers["toimiala"] = state.uppers["toimiala"] = whole(row.cell)
    state.goal.own.add("toimiala")
    state.goal.last = row.last


def add_listed(state: State, row: Row) -> None:
    """The indicators of a row that a label above it heads."""
    block = indicator_block(state, row)
    state.claim(row.cells, "mittari")
    block.indicators += parse_indicators(state.source, row.cell, state.grammar.vocabulary, row.first, row.last)
    block.last = row.last


def on_listed(state: State, waiting: Waiting, row: Row) -> None:
    """An item of the list that a label heads: one more value of its field."""
    mark, role = waiting.mark, waiting.label.role
    if role == "mittari":
        add_listed(state, row)
    elif role == "toimenpide" and waiting.begun and state.block is not None:  # the block that the list began in
        state.claim(row.cells, role)
        state.block.measures += row.cell.parts
        state.block.last = row.last
    else:
        set_field(state, mark._replace(row=row), [row.cell], waiting.begun)
    state.open = waiting._replace(begun=True)
    if state.goal is not None:
        state.goal.last = row.last
