"""JSON of the document, without a library that takes longer to load than to use: pydantic writes the same."""

from json.encoder import encode_basestring as quoted
from math import isfinite
from typing import Any


def to_text(data: Any, indent: int | None) -> str:
    """Plain dicts, lists, texts, numbers, truth values and nothing as JSON; without `indent` on one line, no spaces."""
    pieces: list[str] = []
    _write(data, "\n", indent, pieces)
    return "".join(pieces)


def _write(value: Any, line: str, indent: int | None, pieces: list[str]) -> None:
    """Adds a value; `line` is the line end with the indent of what it stands in."""
    if isinstance(value, (dict, list)) and value:
        inner = "" if indent is None else line + " " * indent
        opened, closed = "{}" if isinstance(value, dict) else "[]"
        lead, colon = f"{opened}{inner}", ":" if indent is None else ": "
        for key in value:
            pieces.append(lead)
            one = key
            if isinstance(value, dict):
                pieces.append(f"{quoted(key)}{colon}")
                one = value[key]
            _write(one, inner, indent, pieces)
            lead = f",{inner}"
        pieces.append(closed if indent is None else f"{line}{closed}")
    else:
        pieces.append(_single(value))


def _single(value: Any) -> str:
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, float):
        return _decimal(value)
    if value is None or isinstance(value, bool):
        return "null" if value is None else str(value).lower()
    return repr(value)  # a whole number, an empty dict or list


def _decimal(value: float) -> str:
    """A number as short as it can be: `0.00001`, `1e-6`, `1.5e+16`; what JSON has no number for is nothing."""
    text = repr(value)
    if "e" not in text:
        return text if isfinite(value) else "null"
    digits, _, power = text.partition("e")
    if power == "-05":
        return f"{'-' * digits.startswith('-')}0.0000{digits.lstrip('-').replace('.', '')}"
    return text.replace("e-0", "e-")
