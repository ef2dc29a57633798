"""A code without its wording, and a developer who forgot it."""

import pytest

from tavoiteparse.contract.diagnostics import Diagnostic
from tavoiteparse.documents.read import read_string
from tavoiteparse.source.text import Span

SAID = "the diagnostic 'lost-page' has no wording; add it to CODES in src/tavoiteparse/contract/diagnostics.py"


def test_a_code_without_wording_says_where_to_write_it() -> None:
    forgotten = Diagnostic("lost-page", Span(0, 1), {})
    for ask in (lambda: forgotten.severity, lambda: forgotten.message, lambda: forgotten.help):
        with pytest.raises(LookupError) as error:
            ask()
        assert str(error.value) == SAID
    with pytest.raises(LookupError) as error:
        forgotten.text(read_string("a"))
    assert str(error.value) == SAID
