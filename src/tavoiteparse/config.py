"""Configuration of `validate` and `batch`: `[tool.tavoiteparse]` in pyproject.toml, or a tavoiteparse.toml."""

import os
import re
import tomllib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Any

from tavoiteparse.diagnostics import Severity
from tavoiteparse.spelling import meant

OWN, SHARED = "tavoiteparse.toml", "pyproject.toml"
TABLE = ("tool", "tavoiteparse")
INCLUDE = ("*.txt", "*.yaml", "*.yml", "*.json")
FAIL_ON = ("error", "warning", "info", "never")
TOKEN = lazy(
    r"""
    \"{3}(?:\\.|[^\\])*?\"{3,5} | '{3}.*?'{3,5}  # texts of several lines, which may end in quotes of their own
    | "(?:\\.|[^"\\\n])*" | '[^'\n]*' | \#[^\n]* | \n | [\[\]{}=,.] | [^\s"'\#\[\]{}=,.]+
    """,
    re.DOTALL | re.VERBOSE,
)
GLOB = lazy(r"(?P<folders>(?:^|(?<=/))(?:\*\*/)+)|(?P<all>\*\*+)|\[(?P<no>!?)(?P<set>\]?[^\]/]+)\]|.", re.DOTALL)
ONE = {"*": "[^/]*", "?": "[^/]"}


class ConfigError(Exception):
    """A mistake in a configuration file: `file:line: key: what was expected`."""


@dataclass(frozen=True)
class Config:
    """What to check and how; without a file, everything that is on by default."""

    path: Path | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=dict)
    per_file: tuple[tuple[str, tuple[str, ...]], ...] = ()
    fail_on: str = "error"
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    grammar: str | None = None
    baseline: Path | None = None
    report: tuple[str, ...] = ()

    def selects(self, slug: str, group: str, file: str, on: bool = True) -> bool:
        """Whether a rule is to be run on a file; its own name weighs more than that of its group."""
        chosen = slug in self.select or (group in self.select and slug not in self.ignore)
        if self.select and not chosen:
            return False
        if slug in self.ignore or (group in self.ignore and slug not in self.select):
            return False
        if not on and not chosen:
            return False
        return not any({slug, group} & set(left) and self._is_named(file, glob) for glob, left in self.per_file)

    def severity_of(self, slug: str, default: Severity) -> Severity:
        """The gravity of a rule's findings."""
        return self.severity.get(slug, default)

    def takes(self, path: str, default: tuple[str, ...] = INCLUDE) -> bool:
        """Whether a file of a folder, by its path below it, is included and not excluded."""
        included = any(matches(path, glob) for glob in self.include or default)
        return included and not any(matches(path, glob) for glob in self.exclude)

    def merged(
        self,
        *,
        select: Collection[str] = (),
        ignore: Collection[str] = (),
        fail_on: str | None = None,
        exclude: Collection[str] = (),
        include: Collection[str] = (),
    ) -> "Config":
        """The same with what the command line says: it replaces `select`, `include`, `fail-on` and adds the rest."""
        return replace(
            self,
            select=tuple(select) or self.select,
            ignore=(*(slug for slug in self.ignore if slug not in select), *ignore),
            fail_on=fail_on or self.fail_on,
            exclude=(*self.exclude, *exclude),
            include=tuple(include) or self.include,
        )

    def _is_named(self, file: str, glob: str) -> bool:
        return matches(below(file, self.path.parent if self.path is not None else Path()) or file, glob)


def below(file: str, folder: Path) -> str | None:
    """A file's path below a folder with forward slashes, links followed where need be; None if it is elsewhere."""
    for whole in (os.path.abspath, os.path.realpath):
        path, root = Path(whole(file)), Path(whole(folder))
        if path.is_relative_to(root):
            return path.relative_to(root).as_posix()
    return None


def matches(path: str, glob: str) -> bool:
    """Whether a glob names a path with forward slashes: all of it, its last part, or a folder that it is in.

    `*` stays inside a part, `**` crosses parts; a glob with a slash is about the path from its beginning.
    """
    glob = glob.removeprefix("./").rstrip("/")
    parts = PurePosixPath(path.lstrip("/")).parts
    wanted = _pattern(glob.lstrip("/"))
    if "/" not in glob:
        return any(wanted.fullmatch(part) for part in parts)
    return any(wanted.fullmatch("/".join(parts[:n])) for n in range(1, len(parts) + 1))


@lru_cache(maxsize=256)
def _pattern(glob: str) -> re.Pattern[str]:
    try:
        return lazy("".join(map(_piece, GLOB.finditer(glob))), re.DOTALL)
    except re.error:  # a set such as [z-a]
        return lazy(re.escape(glob))


def _piece(found: re.Match[str]) -> str:
    if found["folders"]:
        return "(?:.*/)?"
    if found["set"]:
        members = "".join(one if one == "-" else re.escape(one) for one in found["set"])
        return f"(?!/)[{'^' if found['no'] else ''}{members}]"
    return ".*" if found["all"] else ONE.get(found[0]) or re.escape(found[0])


def expand(paths: list[str], config: Config) -> Iterator[str]:
    """The files of a command line: as named, and folders by what the configuration includes. Each file once."""
    from tavoiteparse.store import Folder

    seen: set[str] = set()
    for path in paths:
        named = path.removeprefix("./") if path != "./" else "."
        found = [path]
        if path != "-" and os.path.isdir(path):
            prefix = "" if named in ("", ".") else f"{named.rstrip('/')}/"
            found = [prefix + below for below in Folder(path).files() if config.takes(below)]
        for one in found:
            real = one if one == "-" else os.path.realpath(one)
            if real not in seen:
                seen.add(real)
                yield one


def find_config(start: Path) -> Path | None:
    """The nearest configuration in a folder or one above it."""
    for folder in (start.resolve(), *start.resolve().parents):
        if (folder / OWN).is_file():
            return folder / OWN
        if (folder / SHARED).is_file() and _has_table(folder / SHARED):
            return folder / SHARED
    return None


def _has_table(path: Path) -> bool:
    """Whether a pyproject.toml is about us too; one with a syntax error is, where it says so."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        tool = tomllib.loads(text).get(TABLE[0])
    except (OSError, UnicodeDecodeError):
        return False  # another program's to complain about
    except (ValueError, RecursionError):
        return f"[{'.'.join(TABLE)}" in text
    return isinstance(tool, dict) and TABLE[1] in tool


def check_rules(names: Iterable[str]) -> tuple[str, ...]:
    """The same names of rules and groups. Raises ValueError for one that there is not."""
    from tavoiteparse.rules import groups

    names, known = tuple(names), {*groups(), *groups().values()}
    for name in names:
        if name not in known:
            raise ValueError(f"no rule or group {name!r}; {meant(name, known)} (`tavoiteparse rule` lists them all)")
    return names


def load_config(path: Path) -> Config:
    """A configuration file. Raises ConfigError."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror or error}") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{path}:1: is not UTF-8; save it as UTF-8") from None
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # also for a number of thousands of digits, lists of that depth
        found = re.search(r"at line (\d+)", str(error))
        line = int(found[1]) if found else text.rstrip().count("\n") + 1
        raise ConfigError(f"{path}:{line}: is not TOML: {error}") from None
    prefix = TABLE if path.name == SHARED else ()
    for depth, name in enumerate(prefix, 1):
        data = data.get(name, {})
        if not isinstance(data, dict):
            raise _Reader(path, text, ()).mistake(prefix[:depth], "should be a table")
    return _Reader(path, text, prefix).read(data)


class _Reader:
    """Checks the values of a configuration one by one; knows where each stands."""

    def __init__(self, path: Path, text: str, prefix: tuple[str, ...]) -> None:
        self.path, self.text, self.prefix = path, text, prefix

    def read(self, data: Mapping[str, Any]) -> Config:
        values: dict[str, Any] = {}
        for key, value in data.items():
            if key not in READERS:
                raise self.mistake((key,), f"unknown key; {meant(key, READERS)}")
            values[key.replace("-", "_")] = READERS[key](self, (key,), value)
        return Config(path=self.path, **values)

    def rules(self, key: tuple[str, ...], value: Any) -> tuple[str, ...]:
        try:
            return check_rules(self.texts(key, value))
        except ValueError as error:
            raise self.mistake(key, str(error)) from None

    def texts(self, key: tuple[str, ...], value: Any) -> tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise self.mistake(key, "should be a list of texts")
        return tuple(value)

    def text_value(self, key: tuple[str, ...], value: Any) -> str:
        if not isinstance(value, str) or not value:
            raise self.mistake(key, "should be a text")
        return value

    def fail_on(self, key: tuple[str, ...], value: Any) -> str:
        if value not in FAIL_ON:
            raise self.mistake(key, f"should be one of {', '.join(FAIL_ON)}")
        return str(value)

    def grammar(self, key: tuple[str, ...], value: Any) -> str:
        name = self.text_value(key, value)
        return str(self.path.parent / name) if "/" in name or name.endswith((".yaml", ".yml")) else name

    def file(self, key: tuple[str, ...], value: Any) -> Path:
        return self.path.parent / self.text_value(key, value)

    def severities(self, key: tuple[str, ...], value: Any) -> Mapping[str, Severity]:
        from tavoiteparse.rules import groups

        found = {}
        for slug, name in self.table(key, value).items():
            self.rules((*key, slug), [slug])
            if slug in groups().values():
                raise self.mistake((*key, slug), "is a group; name its rules one by one")
            if not isinstance(name, str) or name not in Severity.__members__:
                raise self.mistake((*key, slug), f"should be one of {', '.join(FAIL_ON[:3])}")
            found[slug] = Severity[name]
        return found

    def per_file(self, key: tuple[str, ...], value: Any) -> tuple[tuple[str, tuple[str, ...]], ...]:
        return tuple((glob, self.rules((*key, glob), rules)) for glob, rules in self.table(key, value).items())

    def table(self, key: tuple[str, ...], value: Any) -> Mapping[str, Any]:
        if not isinstance(value, dict):
            raise self.mistake(key, "should be a table")
        return value

    def mistake(self, key: tuple[str, ...], expected: str) -> ConfigError:
        line = _line_of(self.text, (*self.prefix, *key))
        return ConfigError(f"{self.path}:{line}: {'.'.join(key)}: {expected}")


READERS: Mapping[str, Callable[[_Reader, tuple[str, ...], Any], Any]] = MappingProxyType(
    {
        "select": _Reader.rules,
        "ignore": _Reader.rules,
        "severity": _Reader.severities,
        "per-file": _Reader.per_file,
        "fail-on": _Reader.fail_on,
        "include": _Reader.texts,
        "exclude": _Reader.texts,
        "grammar": _Reader.grammar,
        "baseline": _Reader.file,
        "report": _Reader.texts,
    }
)


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
