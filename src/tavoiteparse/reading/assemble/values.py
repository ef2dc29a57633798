"""The one door through which an indicator or block gets its values."""

from tavoiteparse.language.roles import COVERING, VALUES, Role
from tavoiteparse.reading.assemble.drafts import Block, Indicator, Other, Text


def give(owner: Indicator | Block, role: Role, text: Text, header: str) -> None:
    """Gives a level, result or status; a second one, or what has no field here, goes to `muut` under its header.

    A block has results and statuses only; `header` is the label or header as printed.
    """
    fields = VALUES if isinstance(owner, Indicator) else COVERING
    if role in fields and role not in owner.values:
        owner.values[role] = text
    else:
        owner.other.append(Other(header, text))
