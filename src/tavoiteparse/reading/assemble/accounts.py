"""Accounts of progress: how far they reach, which indicator each part is of (rules `accounts`, `split-accounts`)."""

from tavoiteparse.language.label import Label, fold
from tavoiteparse.reading.assemble.cells import mentions, split_numbered
from tavoiteparse.reading.assemble.drafts import Account, Block, Indicator, Paragraph
from tavoiteparse.reading.assemble.state import GoalTable, State
from tavoiteparse.reading.mark import Mark
from tavoiteparse.source.text import Cell, Row


def open_account(state: State, mark: Mark, values: list[Cell]) -> None:
    """A label such as `Selvitys … (T1):`; text on its own line is its first paragraph."""
    label, row = mark.label, mark.row
    assert label is not None
    goal = state.goal
    if goal is None:
        state.add_prose(row)
        return
    if state.block is None:
        state.block = Block(row.first, row.last)
        goal.blocks.append(state.block)
    account = state.block.account
    if account is not None and account.heading is not None and _is_another(state, account.heading, label.printed):
        state.block.earlier_accounts.append(account)  # `Selvitys (T1)`: the one of T2 below it is the report's
        account = None
    if account is None:
        account = state.block.account = Account(label.printed, [], row.first, row.last)
    state.open = account
    state.claim(row.cells, "selvitys")
    for cell in values:
        add_cell(state, cell, row.last)
    reach(state, row)


def _is_another(state: State, above: str, label: str) -> bool:
    """Whether a label opens another account than one above it, not the same one in the other language."""
    is_swedish = state.grammar.vocabulary.is_swedish
    return fold(above) != fold(label) and is_swedish(above) == is_swedish(label)


def give_to_rows(state: State, table: GoalTable) -> None:
    """An account below a table of goals belongs to each of its rows that has none (rule `accounts-of-tables`)."""
    for goal in table.goals:
        for block in goal.blocks:
            if block.account is None:
                block.account = state.account


def continues(state: State, label: Label, row: Row) -> bool:
    """`Mittari 2. …` inside an account is a paragraph of it, where the block has such an indicator.

    So is `Mittari 3. …` of a block with two, where the account has told of these by their numbers.
    """
    if label.number is None or state.block is None:
        return False
    own = label.number in numbered(state.block) or _tells_by_number(state)
    return own and sum(1 for cell in row.cells if cell.text) == 1


def _tells_by_number(state: State) -> bool:
    """Whether the open account has told of each indicator of its block by its number."""
    told = {paragraph.number for paragraph in state.account.paragraphs} if state.account else set()
    return state.block is not None and len(state.block.indicators) > 1 and told >= set(numbered(state.block))


def numbered(block: Block) -> dict[str, Indicator]:
    """The indicators of a block by their printed number, or by their place where none is printed."""
    return {indicator.number or str(n): indicator for n, indicator in enumerate(block.indicators, 1)}


def add_row(state: State, row: Row) -> None:
    """A paragraph, list item or single cell that goes on with the open account."""
    state.rules[row.first] = "engine: goes on with the account"
    state.claim(row.cells, "selvitys")
    for cell in row.cells:
        if cell.text:
            add_cell(state, cell, row.last)
    reach(state, row)


def add_cell(state: State, cell: Cell, line: int) -> None:
    """The paragraphs of a cell; each that begins `Mittari N.` is that indicator's, and so are those after it."""
    account, block = state.account, state.block
    assert account is not None
    assert block is not None
    known = numbered(block)
    number = account.paragraphs[-1].number if account.paragraphs else None
    label = state.grammar.vocabulary.label(cell.text) if cell.text else None
    if label is not None and label.role == "mittari" and label.number is not None and label.number not in known:
        number = None  # it speaks of no indicator that there is
    begun = False  # a label stands before what comes
    split = mentions(cell.text, [f"{number}{sign}" for number in known for sign in ".:)"])
    for part in cell.parts:
        pieces = split_numbered(state.source, part, state.grammar.vocabulary, known) if split else [(None, part)]
        for label, piece in pieces:
            number = label.number if label is not None else number
            if not piece.text:
                begun = True
                continue
            if (
                part.kind == "gap" and piece is part and account.paragraphs and not begun
            ):  # a wide gap begins no paragraph
                above = account.paragraphs.pop().part
                whole = above._replace(text=f"{above.text} {piece.text}", end=piece.end)
                account.paragraphs.append(Paragraph(whole, line, number))
            else:
                account.paragraphs.append(Paragraph(piece, line, number))
            begun = False


def reach(state: State, row: Row) -> None:
    """The account, its block and its goal go on to the end of the row."""
    for one in (state.account, state.block, state.goal):
        if one is not None:
            one.last = row.last


def share_out(block: Block, account: Account) -> None:
    """Gives each indicator its own part of a finished account; what speaks of none stays the block's."""
    if not account.paragraphs:
        filled = [account for account in block.earlier_accounts if account.paragraphs]
        if filled:  # the last label has nothing below it
            block.account = account = filled[-1]
            block.earlier_accounts.remove(account)
    if all(paragraph.number is None for paragraph in account.paragraphs):
        return
    numbers = numbered(block)
    rest = []
    for paragraph in account.paragraphs:
        indicator = numbers.get(paragraph.number or "")
        if indicator is None:
            rest.append(paragraph)
        elif indicator.account is None:
            indicator.account = Account(account.heading, [paragraph], paragraph.line, paragraph.line)
        else:
            indicator.account.paragraphs.append(paragraph)
            indicator.account.last = paragraph.line
    account.paragraphs = rest
