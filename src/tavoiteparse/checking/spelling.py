"""What a misspelt name may have meant: one wording for rules, keys, formats, wherever a user writes them."""

from collections.abc import Collection
from difflib import get_close_matches

MOST_NAMED = 12  # of what is known, where nothing is near


def meant(name: str, known: Collection[str]) -> str:
    """The nearest of the known names as a question, or what there is."""
    near = get_close_matches(name, known, 1)
    if near:
        return f"did you mean {near[0]}?"
    named = sorted(known)[:MOST_NAMED]
    return f"known are {', '.join(named)}{' …' if len(named) < len(known) else ''}"
