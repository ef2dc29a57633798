"""Printed statuses to codes."""

from tavoiteparse.vocabulary import Vocabulary


def status_code(text: str, vocabulary: Vocabulary) -> str | None:
    """The code of a status cell: of all its words, else of the phrase that a full stop closes at its start."""
    return vocabulary.status(text) or vocabulary.status(text.split(". ", 1)[0])
