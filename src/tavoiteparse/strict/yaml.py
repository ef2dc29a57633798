"""YAML as we want authors to write it: no key twice, `no` is a word, and every mistake has a line."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, ClassVar, TypeVar

import yaml
from pydantic_core import ValidationError

from tavoiteparse.source.lazy import lazy
from tavoiteparse.strict.mistake import GrammarError
from tavoiteparse.strict.validation import validator

T = TypeVar("T")
TAG = "tag:yaml.org,2002:"
Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


RESOLVED = (  # tag, what is read as it, the first characters it may have
    ("bool", r"^(?:true|false)$", "tf"),
    ("null", r"^(?:null|~|)$", ("n", "~", "")),
    ("int", r"^-?(?:0|[1-9][0-9]*)$", "-0123456789"),
    ("float", r"^-?[0-9]+\.[0-9]+$", "-0123456789"),
)


ODD = lazy(r"(?:^|[\s\[\]{},:?-])[*!]", re.MULTILINE)  # what may be an alias or a tag; a text may look so, too


class PlainLoader(Loader):  # type: ignore[misc]
    """Loads what JSON could hold, too; a value that Python cannot hold, such as 30 February, has its line as well."""

    def construct_object(self, node: Any, deep: bool = False) -> Any:
        """The value of a node. Raises yaml.MarkedYAMLError."""
        try:
            return super().construct_object(node, deep)
        except (ValueError, OverflowError) as error:
            said = (
                f"is no value: {str(error).partition(';')[0].partition(': value')[0]}; put it in quotes if it is a text"
            )
            raise yaml.constructor.ConstructorError(None, None, said, node.start_mark) from None


def refuse_odd(text: str) -> None:
    """Raises yaml.MarkedYAMLError for an alias or a tag, by which a small text can stand for a boundless one."""
    if ODD.search(text) is None:
        return
    event: Any
    for event in yaml.parse(text, Loader):
        if isinstance(event, yaml.AliasEvent):
            said = f"*{event.anchor}: an alias; write the value out"
        elif getattr(event, "tag", None):
            said = f"{event.tag.replace(TAG, '!!')}: a tag; leave it out, or put the text in quotes"
        else:
            continue
        raise yaml.composer.ComposerError(None, None, said, event.start_mark)


def line_of_character(error: yaml.YAMLError, text: str) -> int:
    """The line of a character that YAML does not allow, which its libraries name by its offset only."""
    return text.encode("utf-8")[: getattr(error, "position", 0)].count(b"\n") + 1


def deepest_line(text: str) -> int:
    """The line on which a text is nested deepest."""
    depth = deepest = 0
    line = 1
    event: Any
    for event in yaml.parse(text, Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > deepest:
            deepest, line = depth, event.start_mark.line + 1
    return line


class _StrictLoader(PlainLoader):
    """Resolves only true, false, null, whole numbers and decimals; `no`, `on` and dates stay text."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {
        first: [(f"tag:yaml.org,2002:{tag}", lazy(pattern)) for tag, pattern, firsts in RESOLVED if first in firsts]
        for first in (*"tfn~-0123456789", "")
    }

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise yaml.constructor.ConstructorError(None, None, "a key should be a word", key.start_mark)
            if key.value in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"{key.value}: the key stands twice", key.start_mark
                )
            seen.add(key.value)
        result: dict[Any, Any] = super().construct_mapping(node, deep)
        return result


def load(path: Path, cls: type[T], name: str, inside: str = "") -> T:
    """Reads a YAML file into the dataclass `cls`, or into its field `inside`; messages call the file `name`.

    Raises GrammarError.
    """
    text = _text(path, name)
    data = parse(text, name)
    try:
        result: T = validator(cls).validate_python({inside: data} if inside else data)  # type: ignore[arg-type]
    except ValidationError as error:
        raise _first_mistake(error, text, name, skip=bool(inside)) from None
    return result


def parse(text: str, name: str) -> Any:
    """YAML text to dicts and lists. Raises GrammarError."""
    try:
        refuse_odd(text)
        return yaml.load(text, _StrictLoader)  # a SafeLoader underneath
    except RecursionError:
        raise GrammarError(name, deepest_line(text), "", "nested too deep") from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise GrammarError(name, mark.line + 1 if mark else 1, "", error.problem or "not YAML") from None
    except yaml.YAMLError as error:
        raise GrammarError(
            name, line_of_character(error, text), "", f"not YAML: {str(error).splitlines()[0]}"
        ) from None


def _first_mistake(error: ValidationError, text: str, name: str, skip: bool) -> GrammarError:
    """The first mistake of a validation, with the line of its key; misspelt keys before missing ones."""
    errors = error.errors(include_url=False, include_input=False)
    first = next((e for e in errors if e["type"] == "unexpected_keyword_argument"), errors[0])
    path = first["loc"][1:] if skip else first["loc"]
    expected = {
        "unexpected_keyword_argument": "unknown key; check its spelling against docs/grammars.md",
        "missing": "this key is needed",
        "dataclass_type": "should be a mapping of keys to values",
    }.get(first["type"], first["msg"].replace("Input should be", "should be"))
    return GrammarError(name, line_of(text, path), ".".join(map(str, path)), expected)


def line_of(text: str, path: Iterable[str | int]) -> int:
    """The line, counted from 1, on which the value at `path` stands, or the deepest of its parents."""
    node = yaml.compose(text, Loader)
    line = 1
    for step in path:
        found = None
        if isinstance(node, yaml.MappingNode):
            found = next(((key, value) for key, value in node.value if key.value == str(step)), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            found = (node.value[step], node.value[step])
        if found is None:
            break
        line, node = found[0].start_mark.line + 1, found[1]
    return line


def _text(path: Path, name: str) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise GrammarError(name, 1, "", f"cannot be read: {error.strerror or error}") from None
    except UnicodeDecodeError:
        raise GrammarError(name, 1, "", "is not UTF-8; save it as UTF-8") from None
