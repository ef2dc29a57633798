"""Records: the shapes that come in (grammars) and go out (reports), as plain dataclasses.

Here they are made of what is known to be right, and taken apart again. What comes from outside is first checked by
`strict.validation`, by the same annotations.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from functools import cache
from operator import attrgetter
from typing import Annotated, Any, Literal, TypeVar, dataclass_transform, get_args, get_origin

T = TypeVar("T")
OPTIONAL = "optional"  # field metadata: left out of the output where it is None
SINGLE = frozenset({str, int, float, bool, type(None)})  # types of values that hold no others
Maker = Callable[[Any], Any]


@dataclass_transform(field_specifiers=(field,))
def record(cls: type[T]) -> type[T]:
    """A dataclass that `made` or a validator makes: the generated methods would cost half a millisecond a class."""
    made = dataclass(slots=True, init=False, eq=False, repr=False)(cls)
    made.__repr__ = _repr  # type: ignore[method-assign]
    return made


def _repr(self: Any) -> str:
    return f"{type(self).__name__}({', '.join(f'{f.name}={getattr(self, f.name)!r}' for f in fields(self))})"


def made(cls: type[T], data: Mapping[str, Any]) -> T:
    """A `cls` of a dict that is known to be right: put together by the program itself, or checked when it was written.

    Raises KeyError for a field that is missing; nothing else is looked at.
    """
    one = object.__new__(cls)
    for name, default, maker in _members(cls):  # type: ignore[arg-type]
        value = data[name] if default is None or name in data else default()
        setattr(one, name, value if maker is None or value is None else maker(value))
    return one


@cache
def _members(cls: type[Any]) -> tuple[tuple[str, Callable[[], Any] | None, Maker | None], ...]:
    """Of each field its name, what makes its default if it has one, and what makes records of its value."""
    found = []
    for one in fields(cls):
        default = one.default_factory if one.default_factory is not MISSING else None
        if one.default is not MISSING:
            default = _always(one.default)
        found.append((one.name, default, _maker(one.type, cls)))
    return tuple(found)


def _always(value: Any) -> Callable[[], Any]:
    return lambda: value


def _maker(hint: Any, home: type) -> Maker | None:
    """What makes records of the value of a field with this annotation; None where it holds none.

    Of several kinds in a list each says by `tyyppi` which it is. Records that stand there already stay as they are.
    """
    if get_origin(hint) is Annotated:
        return _maker(get_args(hint)[0], home)
    if get_origin(hint) is Literal:
        return None
    if isinstance(hint, str) or is_dataclass(hint):
        cls: Any = home if isinstance(hint, str) else hint  # a name stands for the class that holds itself
        return lambda value: made(cls, value) if isinstance(value, dict) else value
    inner = [maker for one in get_args(hint) if (maker := _maker(one, home)) is not None]
    if not inner:
        return None
    if get_origin(hint) is list:
        return lambda values: list(map(inner[0], values))
    if get_origin(hint) is dict:
        return lambda values: {key: inner[0](value) for key, value in values.items()}
    if len(inner) == 1:
        return inner[0]
    kinds = {get_args(get_args(one.__annotations__["tyyppi"])[0])[0]: one for one in get_args(hint)}
    return lambda value: made(kinds[value["tyyppi"]], value) if isinstance(value, dict) else value


def plain(value: Any) -> Any:
    """A record as dicts, lists and single values, keys in the order of its fields; optional ones where they are."""
    kind = value.__class__
    if kind in SINGLE:
        return value
    if kind is list:
        return [one if one.__class__ in SINGLE else plain(one) for one in value]
    if kind is dict:
        return {key: plain(one) for key, one in value.items()}
    names, optional, values = _names(kind)
    data = {
        name: one if one.__class__ in SINGLE else plain(one) for name, one in zip(names, values(value), strict=True)
    }
    for name in optional:
        if data[name] is None:
            del data[name]
    return data


@cache
def _names(cls: type) -> tuple[tuple[str, ...], tuple[str, ...], Callable[[Any], tuple[Any, ...]]]:
    """The names of all fields, those of the optional ones, and what takes the values of all out of a record."""
    names = tuple(one.name for one in fields(cls))
    values = attrgetter(*names) if len(names) > 1 else lambda record: (getattr(record, names[0]),)
    return names, tuple(one.name for one in fields(cls) if one.metadata.get(OPTIONAL)), values
