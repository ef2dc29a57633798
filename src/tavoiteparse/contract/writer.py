"""YAML of the document's fixed shape, without a library: in a seventh of the time, and alike to every reader.

Texts are plain where no reader can take them for anything else, else in single quotes, in double quotes where a sign in
them must be escaped. Lines are never parted: a text stands on one line, whatever its length.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from tavoiteparse.source.lazy import lazy

FLOW_KEYS = frozenset({"rivit", "kattavuus", "kausi"})  # short records that read best on one line
# Texts that some reader of YAML takes for a number, date, truth value or nothing: YAML 1.1 and 1.2, and those that read
# commas in numbers. As texts they are quoted.
NUMBER = lazy(
    r"[-+]?(?:[0-9][0-9_,]*(?:\.[0-9_,]*)?|\.[0-9_]+)(?:[eE][-+]?[0-9]+)?$"  # 08, 1e3, 1_000, 4,2, .5, 1.
    r"|[-+]?0[oOxXbB][0-9a-fA-F_]+$"
    r"|[-+]?[0-9][0-9_]*(?::[0-9]{1,2})+(?:\.[0-9_]*)?$"  # 12:30:45, by sixties
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt ]|$)"
)
WORDS = frozenset({"y", "yes", "n", "no", "on", "off", "true", "false", "null"})
LONGEST_WORD = 5
# A text that begins with a letter or digit and has none of YAML's signs where they would count; in a record on one line
# brackets and commas count everywhere.
PLAIN = lazy(r"[^\W_](?:[^\n\r\t:#]|:(?=\S)|(?<!\s)#)*(?<!\s)$")
PLAIN_IN_LINE = lazy(r"[^\W_](?:[^\n\r\t:#,\[\]{}]|:(?=[^\s,\[\]{}])|(?<!\s)#)*(?<!\s)$")
UNQUOTABLE = lazy("[\x00-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff]")


def to_text(data: Mapping[str, Any]) -> str:
    """A document of plain dicts, lists, texts, numbers and nothing, as YAML."""
    pieces: list[str] = []
    _write_record(data, "", "", pieces)
    return "".join(pieces)


def _write_record(record: Mapping[str, Any], first: str, indent: str, pieces: list[str]) -> None:
    """A record, a key a line; `first` stands before its first key, `indent` before the others."""
    lead = first
    for key, value in record.items():
        if isinstance(value, str):
            pieces.append(f"{lead}{key}: {scalar(value)}\n")
        elif value is None:
            pieces.append(f"{lead}{key}: null\n")
        elif not isinstance(value, (dict, list)) or not value or key in FLOW_KEYS:
            pieces.append(f"{lead}{key}: {_in_line(value)}\n")
        elif isinstance(value, dict):
            pieces.append(f"{lead}{key}:\n")
            _write_record(value, f"{indent}  ", f"{indent}  ", pieces)
        else:
            pieces.append(f"{lead}{key}:\n")
            _write_list(value, f"{indent}- ", indent, pieces, in_line=key == "luvut")
        lead = indent


def _write_list(values: Sequence[Any], first: str, indent: str, pieces: list[str], in_line: bool = False) -> None:
    """A list, an item a line or more; `first` stands before the first item, with its dash."""
    lead = first
    for value in values:
        if isinstance(value, dict) and value and not in_line:
            _write_record(value, lead, f"{indent}  ", pieces)
        elif isinstance(value, list) and value:
            _write_list(value, f"{lead}- ", f"{indent}  ", pieces)
        else:
            pieces.append(f"{lead}{scalar(value) if isinstance(value, str) else _in_line(value)}\n")
        lead = f"{indent}- "


def _in_line(value: Any) -> str:
    """A value on one line: a record or list in brackets, or a single one."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_in_line(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_in_line, value)) + "]"
    if isinstance(value, str):
        return scalar(value, PLAIN_IN_LINE)
    if isinstance(value, float):
        text = repr(value)
        return text if "." in text or "e" not in text else text.replace("e", ".0e")
    return "null" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def scalar(text: str, plain: Any = PLAIN) -> str:
    """A text as YAML that every reader takes for this text."""
    if UNQUOTABLE.search(text) is not None:
        from json.encoder import encode_basestring

        quoted = encode_basestring(text)
        return UNQUOTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)
    if plain.match(text) is None or NUMBER.match(text) is not None:
        return "'" + text.replace("'", "''") + "'"
    return f"'{text}'" if len(text) <= LONGEST_WORD and text.casefold() in WORDS else text
