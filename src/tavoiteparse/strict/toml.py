"""TOML as a configuration is written in it: every mistake has its line, also where a key stands in a text above."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from tavoiteparse.source.lazy import lazy

TOKEN = lazy(
    r"""
    \"{3}(?:\\.|[^\\])*?\"{3,5} | '{3}.*?'{3,5}  # texts of several lines, which may end in quotes of their own
    | "(?:\\.|[^"\\\n])*" | '[^'\n]*' | \#[^\n]* | \n | [\[\]{}=,.] | [^\s"'\#\[\]{}=,.]+
    """,
    re.DOTALL | re.VERBOSE,
)


class ConfigError(Exception):
    """A mistake in a configuration file: `file:line: key: what was expected`."""


class TomlFile(NamedTuple):
    """A file that was read; `table` is the part of it that is ours, `prefix` the keys that lead there."""

    path: Path
    text: str
    prefix: tuple[str, ...]
    table: dict[str, Any]

    def mistake(self, key: tuple[str, ...], expected: str) -> ConfigError:
        """A mistake at a key of the table, with its line."""
        return _mistake(self.path, self.text, (*self.prefix, *key), ".".join(key), expected)


def load(path: Path, prefix: tuple[str, ...]) -> TomlFile:
    """A TOML file and the table at `prefix` in it, which may be missing. Raises ConfigError."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror or error}") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{path}:1: is not UTF-8; save it as UTF-8") from None
    try:
        table = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # also for a number of thousands of digits, lists of that depth
        said = "nested too deep" if isinstance(error, RecursionError) else error
        raise ConfigError(f"{path}:{_line_of_error(text, error)}: is not TOML: {said}") from None
    for depth, name in enumerate(prefix, 1):
        table = table.get(name, {})
        if not isinstance(table, dict):
            raise _mistake(path, text, prefix[:depth], ".".join(prefix[:depth]), "should be a table")
    return TomlFile(path, text, prefix, table)


def _line_of_error(text: str, error: Exception) -> int:
    """The line that the error names, or the first down to which the same goes wrong, or the last."""
    named = re.search(r"at line (\d+)", str(error))
    if named:
        return int(named[1])
    lines = text.rstrip().split("\n")
    for n in range(1, len(lines)):
        try:
            tomllib.loads("\n".join(lines[:n]))
        except tomllib.TOMLDecodeError:
            continue  # a list that goes on below
        except (ValueError, RecursionError):
            return n
    return len(lines)


def _mistake(path: Path, text: str, key: tuple[str, ...], named: str, expected: str) -> ConfigError:
    return ConfigError(f"{path}:{_line_of(text, key)}: {named}: {expected}")


def _line_of(text: str, key: tuple[str, ...]) -> int:
    """The line of a key, or of the first that is above or below it."""
    best, depth = 1, 0
    for here, line in _keys(text):
        shared = min(len(here), len(key))
        if shared > depth and here[:shared] == key[:shared]:
            best, depth = line, shared
    return best


def _keys(text: str) -> Iterator[tuple[tuple[str, ...], int]]:
    """Every key and table header of a document that TOML accepts, with its line; not what texts and lists hold."""
    table: tuple[str, ...] = ()
    here: tuple[str, ...] = ()
    within: list[tuple[str, ...] | None] = []  # the open brackets: the key of an inline table, None for a list
    parts: list[str] = []
    is_key, is_header, line = True, False, 1
    for token in TOKEN.findall(text + "\n"):
        if token == "\n" and not within:
            if is_header:
                table = tuple(parts)
                yield table, line
            parts, is_key, is_header = [], True, False
        elif is_key and token[0] not in "[]{}=,.#\n":
            parts.append(tomllib.loads(f"key = {token}")["key"] if token[0] in "\"'" else token)
        elif is_key and token == "=":
            here, is_key = (*((within[-1] if within else table) or ()), *parts), False
            yield here, line
        elif token in ("[", "{"):
            is_header = is_header or is_key
            within += [] if is_header else [here if token == "{" else None]
        elif token in ("]", "}") and not is_header:
            within.pop()
            is_key = False
        if token in ("{", ",") and within and within[-1] is not None:
            parts, is_key = [], True
        line += token.count("\n")
