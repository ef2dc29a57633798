"""`Raportti` as a document that people and programs read: YAML, JSON."""

from functools import cache
from typing import Any

from tavoiteparse.contract.model import Raportti
from tavoiteparse.source.lazy import lazy
from tavoiteparse.source.shown import DIRECTIONS, harmless_json
from tavoiteparse.strict.records import serializer

FLOW_KEYS = frozenset({"rivit", "kattavuus", "kausi"})  # short records that read best on one line
WIDTH = 110
# Texts that some reader of YAML takes for a number, date, truth value or nothing: YAML 1.1 and 1.2, and those that read
# commas in numbers. As texts they are quoted; the dumper does so with what it takes for another kind itself.
NO_TEXT = "tag:tavoiteparse,2026:no-text"
NUMBERS = lazy(
    r"[-+]?(?:[0-9][0-9_,]*(?:\.[0-9_,]*)?|\.[0-9_]+)(?:[eE][-+]?[0-9]+)?$"  # 08, 1e3, 1_000, 4,2, .5, 1.
    r"|[-+]?0[oOxXbB][0-9a-fA-F_]+$"
    r"|[-+]?[0-9][0-9_]*(?::[0-9]{1,2})+(?:\.[0-9_]*)?$"  # 12:30:45, by sixties
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt ]|$)"
)
WORDS = frozenset({"y", "yes", "n", "no", "on", "off", "true", "false", "null", "~", "=", "<<"})
INFINITE = frozenset({".inf", "+.inf", "-.inf", ".nan"})
ESCAPED = lazy("[\x85\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")  # directions, and what YAML 1.1 ends lines at


def to_data(raportti: Raportti) -> dict[str, Any]:
    """The report as plain dicts and lists, keys in the order of the contract."""
    data: dict[str, Any] = serializer(Raportti).to_python(raportti)
    return data


def to_json(raportti: Raportti, indent: int | None = 2) -> str:
    """One JSON object; characters that would act on a terminal are escaped in it."""
    return harmless_json(serializer(Raportti).to_json(raportti, indent=indent).decode("utf-8"))


def to_yaml(raportti: Raportti) -> str:
    """One YAML document, without the `---` that separates several."""
    text = _dumped(raportti, _dumper())
    if ESCAPED.search(text) is None:
        return text
    return DIRECTIONS.sub(lambda found: f"\\u{ord(found[0]):04x}", _dumped(raportti, _careful_dumper()))


def _dumped(raportti: Raportti, dumper: Any) -> str:
    import yaml

    text: str = yaml.dump(to_data(raportti), Dumper=dumper, sort_keys=False, allow_unicode=True, width=WIDTH)
    return text


class _OneOf:
    """Stands in for a pattern: matches texts of a few words, which a set finds faster."""

    def __init__(self, words: frozenset[str]) -> None:
        self.words = words

    def match(self, text: str) -> bool:
        """Whether a text is one of the words, in any case."""
        return len(text) <= len("false") and text.casefold() in self.words


@cache
def _dumper() -> Any:
    """A dumper of YAML that every reader of it understands alike."""
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

    Dumper.add_implicit_resolver(NO_TEXT, _OneOf(WORDS), list("yYnNoOtTfF~=<"))
    Dumper.add_implicit_resolver(NO_TEXT, NUMBERS, list("-+.0123456789"))
    Dumper.add_implicit_resolver(NO_TEXT, _OneOf(INFINITE), list("-+."))
    return Dumper


@cache
def _careful_dumper() -> Any:
    """The same, with all that is to be escaped in double quotes."""

    def represent_text(dumper: Any, text: str) -> Any:
        style = '"' if ESCAPED.search(text) else None
        return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)

    careful: Any = type("CarefulDumper", (_dumper(),), {})
    careful.add_representer(str, represent_text)
    return careful
