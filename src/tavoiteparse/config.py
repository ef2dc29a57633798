"""Configuration of `validate` and `batch`: `[tool.tavoiteparse]` in pyproject.toml, or a tavoiteparse.toml."""

import os
import re
import tomllib
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from fnmatch import translate
from functools import lru_cache
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Any

from tavoiteparse.diagnostics import Severity

OWN, SHARED = "tavoiteparse.toml", "pyproject.toml"
TABLE = ("tool", "tavoiteparse")
INCLUDE = ("*.txt", "*.yaml", "*.yml", "*.json")
FAIL_ON = ("error", "warning", "info", "never")
HEADER = re.compile(r"\s*\[\[?\s*(?P<path>[^\[\]#]+?)\s*\]\]?\s*(?:#.*)?$")
KEY = re.compile(r"""\s*(?P<path>(?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""")
KEY_PART = re.compile(r"""[\w-]+|"[^"]*"|'[^']*'""")


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
        root = self.path.parent.resolve() if self.path is not None else Path.cwd()
        absolute = Path(os.path.abspath(file))
        return matches(absolute.relative_to(root).as_posix() if absolute.is_relative_to(root) else file, glob)


def matches(path: str, glob: str) -> bool:
    """Whether a glob names a path with forward slashes: all of it, its last part, or a folder that it is in.

    `*` stays inside a part, `**` crosses parts.
    """
    glob = glob.removeprefix("./").rstrip("/")
    parts = PurePosixPath(path).parts
    wanted = _pattern(glob)
    if "/" not in glob:
        return any(wanted.fullmatch(part) for part in parts)
    return any(wanted.fullmatch("/".join(parts[:n])) for n in range(1, len(parts) + 1))


@lru_cache(maxsize=256)
def _pattern(glob: str) -> re.Pattern[str]:
    pieces = [translate(piece).removeprefix("(?s:").removesuffix(")\\Z") for piece in glob.split("**")]
    inside = [piece.replace(".*", "[^/]*") for piece in pieces]
    return re.compile(".*".join(inside).replace("/.*/", "/(?:.*/)?"))


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
        shared = folder / SHARED
        if shared.is_file():
            try:
                data = tomllib.loads(shared.read_text(encoding="utf-8"))
            except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
                continue  # another program's to complain about
            if isinstance(data.get("tool"), dict) and TABLE[1] in data["tool"]:
                return shared
    return None


def load_config(path: Path, known: Collection[str]) -> Config:
    """A configuration file; `known` are the rules and groups that there are. Raises ConfigError."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror or error}") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{path}:1: is not UTF-8; save it as UTF-8") from None
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        raise ConfigError(f"{path}:{line[1] if line else 1}: is not TOML: {error}") from None
    prefix: tuple[str, ...] = ()
    if path.name == SHARED:
        prefix = TABLE
        for name in TABLE:
            data = data.get(name, {})
    return _Reader(path, text, prefix, known).read(data)


class _Reader:
    """Checks the values of a configuration one by one; knows where each stands."""

    def __init__(self, path: Path, text: str, prefix: tuple[str, ...], known: Collection[str]) -> None:
        self.path, self.text, self.prefix, self.known = path, text, prefix, known

    def read(self, data: Mapping[str, Any]) -> Config:
        values: dict[str, Any] = {}
        for key, value in data.items():
            if key not in READERS:
                raise self.mistake((key,), f"unknown key; {_meant(key, READERS)}")
            values[key.replace("-", "_")] = READERS[key](self, (key,), value)
        return Config(path=self.path, **values)

    def rules(self, key: tuple[str, ...], value: Any) -> tuple[str, ...]:
        for name in self.texts(key, value):
            if name not in self.known:
                raise self.mistake(key, f"no rule or group {name!r}; {_meant(name, self.known)}")
        return tuple(value)

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
        return str(self.path.parent / name) if name.endswith((".yaml", ".yml")) else name

    def file(self, key: tuple[str, ...], value: Any) -> Path:
        return self.path.parent / self.text_value(key, value)

    def severities(self, key: tuple[str, ...], value: Any) -> Mapping[str, Severity]:
        found = {}
        for slug, name in self.table(key, value).items():
            self.rules((*key, slug), [slug])
            if name not in Severity.__members__:
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


def _meant(name: str, known: Collection[str]) -> str:
    near = get_close_matches(name, known, 1)
    return f"did you mean {near[0]}?" if near else f"known are {', '.join(sorted(known)[:12])} …"


def _line_of(text: str, key: tuple[str, ...]) -> int:
    """The line of a key, or of the deepest table above it that has a line; lines inside long strings are no keys."""
    table: tuple[str, ...] = ()
    best, depth, inside = 1, 0, ""
    for number, line in enumerate(text.splitlines(), 1):
        if inside:
            inside = "" if inside in line else inside
            continue
        header, assigned = HEADER.match(line), KEY.match(line)
        if assigned is None and header is not None:
            here = table = _parts(header["path"])
        elif assigned is not None:
            here = (*table, *_parts(assigned["path"]))
            rest = line[assigned.end() :]
            inside = next((quote for quote in ('"""', "'''") if rest.count(quote) == 1), "")
        else:
            continue
        shared = next((n for n, (a, b) in enumerate(zip(here, key, strict=False)) if a != b), min(len(here), len(key)))
        if shared > depth and shared in (len(here), len(key)):
            best, depth = number, shared
    return best


def _parts(path: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in KEY_PART.findall(path))
