"""The doors through which an indicator or block gets its values and accounts: a second one never hides the first."""

from collections.abc import Sequence

from tavoiteparse.language.roles import COVERING, VALUES, Role
from tavoiteparse.reading.assemble.drafts import Account, Block, Indicator, Other, Paragraph, Text
from tavoiteparse.source.text import Part


def give(owner: Indicator | Block, role: Role, text: Text, header: str) -> None:
    """Gives a level, result or status; a second one, or what has no field here, goes to `muut` under its header.

    A block has results and statuses only; `header` is the label or header as printed.
    """
    fields = VALUES if isinstance(owner, Indicator) else COVERING
    if role in fields and role not in owner.values:
        owner.values[role] = text
        if isinstance(owner, Indicator):
            owner.headings[role] = header
    else:
        owner.other.append(Other(header, text))


def add_account(block: Block, parts: Sequence[Part], line: int) -> None:
    """Adds what a cell says of the progress; two accounts of one row stand in the order of the text."""
    account = block.account
    if account is None:
        account = block.account = Account(None, [], line, max(line, block.last))
    account.paragraphs += [Paragraph(part, line) for part in parts]
    account.paragraphs.sort(key=lambda paragraph: paragraph.part.start)
