"""`Raportti` as a document that people and programs read: YAML, JSON."""

from typing import Any

from tavoiteparse.contract.model import Raportti
from tavoiteparse.contract.writer import to_text
from tavoiteparse.source.shown import harmless_json
from tavoiteparse.strict.records import plain


def to_data(raportti: Raportti) -> dict[str, Any]:
    """The report as plain dicts and lists, keys in the order of the contract."""
    data: dict[str, Any] = plain(raportti)
    return data


def to_json(raportti: Raportti, indent: int | None = 2) -> str:
    """One JSON object; characters that would act on a terminal are escaped in it."""
    from tavoiteparse.contract import json_text

    return harmless_json(json_text.to_text(to_data(raportti), indent))


def to_yaml(raportti: Raportti) -> str:
    """One YAML document, without the `---` that separates several."""
    return to_text(to_data(raportti))
