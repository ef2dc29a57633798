"""What a misspelt name may have meant: one wording for rules, keys, formats, wherever a user writes them."""

from collections.abc import Collection
from difflib import get_close_matches

from tavoiteparse.source.messages import filled

MOST_NAMED = 12  # of what is known, where nothing is near


def meant(name: str, known: Collection[str]) -> str:
    """The nearest of the known names as a question, or what there is."""
    near = get_close_matches(name, known, 1)
    if near:
        return filled("did you mean {name}?", {"name": near[0]})
    named = sorted(known)[:MOST_NAMED]
    return filled("known are {names}", {"names": ", ".join(named) + (" …" if len(named) < len(known) else "")})
