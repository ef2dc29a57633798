"""Configuration of `validate` and `batch`: `[tool.tavoiteparse]` in pyproject.toml, or a tavoiteparse.toml."""

import os
import tomllib
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from glob import glob
from pathlib import Path, PurePath
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from tavoiteparse.checking.finding import UNREADABLE
from tavoiteparse.checking.globs import matches, path_from
from tavoiteparse.checking.spelling import meant
from tavoiteparse.contract.diagnostics import WITHOUT_GOALS, Severity
from tavoiteparse.source.messages import filled
from tavoiteparse.storage.endings import FORMS
from tavoiteparse.storage.store import SCHEME
from tavoiteparse.strict.toml import TomlFile, load

if TYPE_CHECKING:
    from tavoiteparse.checking.reports import Wanted

OWN, SHARED = "tavoiteparse.toml", "pyproject.toml"
TABLE = ("tool", "tavoiteparse")
DATA = (".yaml", ".yml", ".json")
ENDINGS = frozenset({*FORMS, *DATA})  # of a folder, where no `include` says otherwise; in any case of letters
FAIL_ON = ("error", "warning", "info", "never")


@dataclass(frozen=True)
class Config:
    """What to check and how; without a file, everything that is on by default.

    Patterns of a file are about paths from its folder, those with `_here` (of the command line) from the current one.
    `root` is where the paths that this is asked about begin: the current folder, another one, or a URL.
    """

    path: Path | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=dict)
    per_file: tuple[tuple[str, tuple[str, ...]], ...] = ()
    fail_on: str = "error"
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    include_here: tuple[str, ...] = ()
    exclude_here: tuple[str, ...] = ()
    root: str = ""
    grammar: str | None = None
    grammars: tuple[Path, ...] = ()
    baseline: Path | None = None
    report: "tuple[Wanted, ...]" = ()

    def selects(self, slug: str, group: str, file: str, on: bool = True) -> bool:
        """Whether a rule is to be run on a file; its own name weighs more than that of its group.

        That nothing was recognised is always said: a file with which nothing was done is not clean.
        """
        if slug in WITHOUT_GOALS:
            return True
        chosen = slug in self.select or (group in self.select and slug not in self.ignore)
        if self.select and not chosen:
            return False
        if slug in self.ignore or (group in self.ignore and slug not in self.select):
            return False
        if not on and not chosen:
            return False
        return not any({slug, group} & set(left) and self._named(file, (glob,)) for glob, left in self.per_file)

    def severity_of(self, slug: str, default: Severity) -> Severity:
        """The gravity of a rule's findings."""
        return self.severity.get(slug, default)

    def takes(self, path: str) -> bool:
        """Whether a file that was found in a folder is included, by default by its ending, and not excluded."""
        if self.include_here:
            included = self._named(path, self.include_here, here=True)
        elif self.include:
            included = self._named(path, self.include)
        else:
            included = PurePath(path).suffix.casefold() in ENDINGS
        return included and not self.leaves_out(path)

    def leaves_out(self, path: str) -> bool:
        """Whether a file or folder that was found in a folder is excluded."""
        return self._named(path, self.exclude) or self._named(path, self.exclude_here, here=True)

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
            exclude_here=tuple(exclude),
            include_here=tuple(include),
        )

    def _named(self, file: str, globs: tuple[str, ...], here: bool = False) -> bool:
        """Whether one of the patterns is about a file; below a URL there are no other folders to count from."""
        if globs and SCHEME not in self.root:
            folder = Path() if here or self.path is None else self.path.parent
            file = path_from(folder, os.path.join(self.root, file))
        return any(matches(file, glob) for glob in globs)


def find_config(start: Path) -> Path | None:
    """The nearest configuration in a folder or one above it."""
    for folder in (start.resolve(), *start.resolve().parents):
        if (folder / OWN).is_file():
            return folder / OWN
        if (folder / SHARED).is_file() and _has_table(folder / SHARED):
            return folder / SHARED
    return None


def _has_table(path: Path) -> bool:
    """Whether a pyproject.toml is about us too; a broken one is where it names us, so that its mistake is said."""
    try:
        data = path.read_bytes()
        tool = tomllib.loads(data.decode("utf-8-sig")).get(TABLE[0])
    except OSError:
        return False  # another program's to complain about
    except (ValueError, RecursionError):
        return TABLE[1].encode() in data
    return isinstance(tool, dict) and TABLE[1] in tool


def check_rules(names: Iterable[str]) -> tuple[str, ...]:
    """The same names of rules and groups. Raises ValueError for one that there is not."""
    from tavoiteparse.checking.rules import groups

    names, known = tuple(names), {*groups(), *groups().values()}
    for name in names:
        if name not in known:
            raise ValueError(
                filled(
                    "no rule or group {name!r}; {hint} (`tavoiteparse rule` lists them all)",
                    {"name": name, "hint": meant(name, known)},
                )
            )
    return names


def load_config(path: Path, confined: bool = False) -> Config:
    """A configuration file; one that is `confined` has reports below its own folder only. Raises ConfigError."""
    return _Reader(load(path, TABLE if path.name == SHARED else ()), confined).read()


class _Reader:
    """Checks the values of a configuration one by one; knows where each stands."""

    def __init__(self, file: TomlFile, confined: bool) -> None:
        self.confined = confined
        self.path, self.mistake, self.data = file.path, file.mistake, file.table

    def read(self) -> Config:
        values: dict[str, Any] = {}
        for key, value in self.data.items():
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
        return tuple(self.text_value(key, one) for one in value)

    def text_value(self, key: tuple[str, ...], value: Any) -> str:
        if not isinstance(value, str) or not value:
            raise self.mistake(key, "should be a text")
        if "\0" in value:
            raise self.mistake(key, "should be a text without a zero character")
        return value

    def fail_on(self, key: tuple[str, ...], value: Any) -> str:
        if value not in FAIL_ON:
            raise self.mistake(key, f"should be one of {', '.join(FAIL_ON)}")
        return str(value)

    def grammar(self, key: tuple[str, ...], value: Any) -> str:
        name = self.text_value(key, value)
        return str(self.path.parent / name) if "/" in name or name.endswith((".yaml", ".yml")) else name

    def grammars(self, key: tuple[str, ...], value: Any) -> tuple[Path, ...]:
        """The files that patterns name, and those of folders; each has to name some."""
        found: dict[Path, None] = {}
        for pattern in self.texts(key, value):
            named = glob(pattern, root_dir=self.path.parent, recursive=True)
            files = [self.path.parent / one for one in sorted(named)]
            some = [path for one in files for path in (sorted(one.glob("*.yaml")) if one.is_dir() else [one])]
            if not some:
                raise self.mistake(key, f"{pattern}: names no file; should be grammars, as in ['ours/*.yaml']")
            found |= dict.fromkeys(some)
        return tuple(found)

    def file(self, key: tuple[str, ...], value: Any) -> Path:
        return self.path.parent / self.text_value(key, value)

    def reports(self, key: tuple[str, ...], value: Any) -> "tuple[Wanted, ...]":
        from tavoiteparse.checking.reports import parse_all

        try:
            wanted = parse_all(self.texts(key, value))
        except ValueError as error:
            raise self.mistake(key, str(error)) from None
        placed = [one._replace(path=one.path and self.path.parent / one.path) for one in wanted]
        for one in placed:
            if self.confined and one.path and not one.path.resolve().is_relative_to(self.path.parent.resolve()):
                raise self.mistake(key, f"{one.path}: should stay in the folder of this file; or name it by --report")
        return tuple(placed)

    def severities(self, key: tuple[str, ...], value: Any) -> Mapping[str, Severity]:
        from tavoiteparse.checking.rules import groups

        found = {}
        for slug, name in self.table(key, value).items():
            self.rules((*key, slug), [slug])
            if slug in groups().values():
                raise self.mistake((*key, slug), "is a group; name its rules one by one")
            if slug == UNREADABLE or slug in WITHOUT_GOALS:
                raise self.mistake((*key, slug), "is always an error")
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
        "grammars": _Reader.grammars,
        "baseline": _Reader.file,
        "report": _Reader.reports,
    }
)
