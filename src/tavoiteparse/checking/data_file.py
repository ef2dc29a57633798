"""Files that `extract` wrote, read back: validated against the contract, with line and column of every mistake."""

from collections.abc import Iterator
from math import isfinite
from typing import Any, NamedTuple

import yaml
from pydantic_core import ValidationError

from tavoiteparse.checking.finding import Place
from tavoiteparse.checking.rules.subject import Hit, walk
from tavoiteparse.contract.model import Raportti
from tavoiteparse.documents.read import ReadError
from tavoiteparse.source.messages import Phrase, filled
from tavoiteparse.source.text import Source
from tavoiteparse.strict.validation import validator
from tavoiteparse.strict.yaml import PlainLoader, deepest_line, line_of_character, refuse_odd

# Wherever it stands: rather a file of another kind checked than a report passed over whose keys are in another order.
LINES = 2  # of a `rivit`
MOST_MISTAKES = 50  # of one document; a file of another kind is wrong everywhere
WORDING = {
    "missing": "the key {key} is missing",
    "unexpected_keyword_argument": "the key {key} is unknown",
    "dataclass_type": "should be a mapping of keys to values",
}


class SchemaMistake(NamedTuple):
    """A value that the contract does not allow, and where it stands in the file."""

    place: Place
    message: str


class Document:
    """One report of a file: validated, or with the mistakes that keep it from being a report."""

    def __init__(self, node: yaml.Node, data: object) -> None:
        self.node = node
        self.mistakes: list[SchemaMistake] = []
        self.raportti: Raportti | None = None
        self._paths: dict[int, tuple[str | int, ...]] = {}
        try:
            self.raportti = validator(Raportti).validate_python(_completed(data))
        except ValidationError as error:
            self.mistakes = [self._mistake(one) for one in error.errors(include_url=False)[:MOST_MISTAKES]]
        if self.raportti is not None:
            self._paths = {id(record): path for record, path in walk(self.raportti)}
            self.mistakes = list(self._odd_values(self.raportti))[:MOST_MISTAKES]
        if self.mistakes:
            self.raportti = None

    def _odd_values(self, raportti: Raportti) -> Iterator[SchemaMistake]:
        """What the types of the contract allow and its words do not: lines that are no two, numbers without end."""
        for record, path in walk(raportti):
            lines = getattr(record, "rivit", None)
            if lines is not None and (len(lines) != LINES or not 0 < lines[0] <= lines[1]):
                yield self._odd((*path, "rivit"), "should be the first and the last line, such as [7, 9]")
            for name in ("arvo", "arvo_yla"):
                value = getattr(record, name, None)
                if isinstance(value, float) and not isfinite(value):
                    yield self._odd((*path, name), "should be a number")

    def _odd(self, path: tuple[str | int, ...], expected: str) -> SchemaMistake:
        return SchemaMistake(_place(_node(self.node, path)), f"{'.'.join(map(str, path))}: {expected}")

    def place_of(self, hit: Hit) -> Place:
        """Where the value of a hit stands in the file."""
        path = self._paths.get(id(hit.owner), ())
        return _place(_node(self.node, (*path, *((hit.field,) if hit.field else ()), hit.item)))

    def _mistake(self, error: Any) -> SchemaMistake:
        path = error["loc"]
        key = ".".join(map(str, path))
        expected = WORDING.get(error["type"], error["msg"].replace("Input should", "should")).format(
            key=path[-1:] and path[-1]
        )
        named = error["type"] in ("missing", "unexpected_keyword_argument") or not key
        message = expected if named else f"{key}: {expected}"
        unknown = error["type"] == "unexpected_keyword_argument"
        return SchemaMistake(_place(_node(self.node, path, key=unknown)), message)


def _completed(data: Any) -> Any:
    """A report as 0.1.0 wrote it with the keys that it had not; any other value as it is."""
    lahde = data.get("lahde") if isinstance(data, dict) else None
    if not isinstance(lahde, dict) or "muoto" in lahde:
        return data
    lahde["muoto"] = "teksti"
    waiting, seen = [data], set()  # YAML may hold a mapping twice, or inside itself
    while waiting:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        if isinstance(one, dict) and "rivit" in one:
            one.setdefault("sivu", None)
        values = one.values() if isinstance(one, dict) else one
        waiting += [value for value in values if isinstance(value, dict | list)]
    return data


def read_documents(source: Source) -> Iterator[Document]:
    """The reports of a YAML or JSON file: one, several apart by `---`, or an array of them. Raises ReadError.

    The first document has to be one; another without the key `skeema` belongs to whoever put it there.
    """
    loader = PlainLoader(source.text)
    empty = True
    try:
        refuse_odd(source.text)
        while loader.check_node():
            node = loader.get_node()
            if not empty and not _has_contract(node):
                continue
            empty = False
            data = loader.construct_document(node)
            if isinstance(node, yaml.SequenceNode):
                yield from (Document(one, value) for one, value in zip(node.value, data, strict=True))
            else:
                yield Document(node, data)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = (
            Phrase("line {line}, column {column}: ", {"line": mark.line + 1, "column": mark.column + 1}) if mark else ""
        )
        raise ReadError(
            filled(
                "{name}: is not YAML or JSON: {line}{why}",
                {"name": source.name, "line": line, "why": error.problem},
            )
        ) from None
    except yaml.YAMLError as error:
        line = Phrase("line {line}: ", {"line": line_of_character(error, source.text)})
        raise ReadError(
            filled(
                "{name}: is not YAML or JSON: {line}{why}",
                {"name": source.name, "line": line, "why": str(error).splitlines()[0]},
            )
        ) from None
    except RecursionError:
        raise ReadError(
            filled(
                "{name}: line {line}: is nested too deep for a report",
                {"name": source.name, "line": deepest_line(source.text)},
            )
        ) from None
    finally:
        loader.dispose()
    if empty:
        raise ReadError(
            filled("{name}: holds no report; write it again with `tavoiteparse extract`", {"name": source.name})
        )


def _has_contract(node: yaml.Node) -> bool:
    """Whether a document, or one in an array, names the contract that it keeps."""
    if isinstance(node, yaml.SequenceNode):
        return any(map(_has_contract, node.value))
    return isinstance(node, yaml.MappingNode) and any(name.value == "skeema" for name, _ in node.value)


def _node(node: yaml.Node, path: tuple[str | int, ...], key: bool = False) -> yaml.Node:
    """The node at a path, or the deepest of its parents; with `key` that of the last key. Unknown steps pass."""
    for n, step in enumerate(path):
        if isinstance(node, yaml.MappingNode):
            if n and isinstance(path[n - 1], int) and _kind(node) == step:
                continue  # the kind of content by which the contract chooses, no key
            found = next(((name, value) for name, value in node.value if name.value == str(step)), None)
            if found is not None:
                node = found[0] if key and n == len(path) - 1 else found[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
    return node


def _kind(node: yaml.MappingNode) -> str | None:
    return next((value.value for name, value in node.value if name.value == "tyyppi"), None)


def _place(node: yaml.Node) -> Place:
    """Where a node stands; of one with several lines, its first."""
    start, end = node.start_mark, node.end_mark
    end_column = end.column if end.line == start.line else start.column + 1
    return Place(start.line + 1, start.column + 1, start.line + 1, max(end_column, start.column + 1))
