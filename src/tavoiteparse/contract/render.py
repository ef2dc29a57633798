"""`Raportti` as a document that people and programs read: YAML, JSON."""

from typing import Any

from tavoiteparse.contract.model import Raportti
from tavoiteparse.contract.writer import to_text
from tavoiteparse.source.shown import harmless_json
from tavoiteparse.strict.records import serializer


def to_data(raportti: Raportti) -> dict[str, Any]:
    """The report as plain dicts and lists, keys in the order of the contract."""
    data: dict[str, Any] = serializer(Raportti).to_python(raportti)
    return data


def to_json(raportti: Raportti, indent: int | None = 2) -> str:
    """One JSON object; characters that would act on a terminal are escaped in it."""
    return harmless_json(serializer(Raportti).to_json(raportti, indent=indent).decode("utf-8"))


def to_yaml(raportti: Raportti) -> str:
    """One YAML document, without the `---` that separates several."""
    return to_text(to_data(raportti))
