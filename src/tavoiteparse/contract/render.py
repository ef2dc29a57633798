"""`Raportti` as a document that people and programs read: YAML, JSON."""

from typing import Any

from tavoiteparse.contract.model import Raportti
from tavoiteparse.strict.records import serializer

FLOW_KEYS = frozenset({"rivit", "kattavuus", "kausi"})  # short records that read best on one line
WIDTH = 110


def to_data(raportti: Raportti) -> dict[str, Any]:
    """The report as plain dicts and lists, keys in the order of the contract."""
    data: dict[str, Any] = serializer(Raportti).to_python(raportti)
    return data


def to_json(raportti: Raportti, indent: int | None = 2) -> str:
    """One JSON object."""
    return serializer(Raportti).to_json(raportti, indent=indent).decode("utf-8")


def to_yaml(raportti: Raportti) -> str:
    """One YAML document, without the `---` that separates several."""
    import yaml

    base: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)

    class Dumper(base):  # type: ignore[misc]
        """Short records on one line; never anchors and aliases, which no reader of a report expects."""

        def ignore_aliases(self, data: Any) -> bool:
            return True

        def represent_mapping(self, tag: str, mapping: Any, flow_style: bool | None = None) -> Any:
            node = super().represent_mapping(tag, mapping, flow_style)
            for key, value in node.value:
                if key.value in FLOW_KEYS:
                    value.flow_style = True
                elif key.value == "luvut":
                    value.flow_style = not value.value  # a figure a line
                    for figure in value.value:
                        figure.flow_style = True
            return node

    text: str = yaml.dump(to_data(raportti), Dumper=Dumper, sort_keys=False, allow_unicode=True, width=WIDTH)
    return text
