"""Records as validated contracts: the one place that knows pydantic, for data that comes from outside.

From the annotations of a record this module makes a pydantic-core validator, strict and closed to unknown keys, and
from the same schema pydantic's own JSON Schema. What the program itself has put together needs neither:
`strict.records` makes records of it without loading pydantic, whose core alone takes a tenth of the start of a command.
"""

from collections.abc import Callable
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic_core import SchemaValidator, core_schema

from tavoiteparse.strict.records import OPTIONAL

SCALARS: dict[Any, Callable[..., core_schema.CoreSchema]] = {
    str: core_schema.str_schema,
    int: core_schema.int_schema,
    bool: core_schema.bool_schema,
}


@cache
def validator(cls: type) -> SchemaValidator:
    """Turns a dict into `cls`, or raises pydantic_core.ValidationError with the path of each mistake."""
    return SchemaValidator(_definitions(cls))


def json_schema(cls: type) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of what `plain` makes of a `cls`."""
    from pydantic.json_schema import GenerateJsonSchema

    return GenerateJsonSchema(ref_template="#/$defs/{model}").generate(_definitions(cls), mode="serialization")


@cache
def _definitions(cls: type) -> core_schema.CoreSchema:
    found: dict[type, core_schema.CoreSchema] = {}
    _define(cls, found)
    reference = core_schema.definition_reference_schema(cls.__name__)
    return core_schema.definitions_schema(reference, list(found.values()))


def _define(cls: type, found: dict[type, core_schema.CoreSchema]) -> None:
    """Adds `cls` and every dataclass that it mentions."""
    found[cls] = core_schema.none_schema()  # keeps a class that holds itself from being met twice
    hints = get_type_hints(cls, include_extras=True)
    members = [_member(one, hints[one.name], found) for one in fields(cls)]
    names = [one.name for one in fields(cls)]
    found[cls] = core_schema.dataclass_schema(
        cls,
        core_schema.dataclass_args_schema(cls.__name__, members),
        names,
        slots=True,
        ref=cls.__name__,
        config=core_schema.CoreConfig(extra_fields_behavior="forbid"),
        metadata={"pydantic_js_updates": {"title": cls.__name__, "description": (cls.__doc__ or "").split("\n")[0]}},
    )


def _member(one: "Field[Any]", hint: object, found: dict[type, core_schema.CoreSchema]) -> core_schema.DataclassField:
    description = hint.__metadata__[0] if get_origin(hint) is Annotated else None  # type: ignore[attr-defined]
    schema = _type(hint, found)
    if one.default is not MISSING:
        schema = core_schema.with_default_schema(schema, default=one.default)
    elif one.default_factory is not MISSING:
        schema = core_schema.with_default_schema(schema, default_factory=one.default_factory)
    updates = {"title": one.name} | ({"description": description} if description else {})
    return core_schema.dataclass_field(
        one.name,
        schema,
        kw_only=True,
        serialization_exclude_if=(lambda value: value is None) if one.metadata.get(OPTIONAL) else None,
        metadata={"pydantic_js_updates": updates},
    )


def _type(hint: Any, found: dict[type, core_schema.CoreSchema]) -> core_schema.CoreSchema:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _type(arguments[0], found)
    if origin is Literal:
        return core_schema.literal_schema(list(arguments))
    if origin in (list, tuple):
        return core_schema.list_schema(_type(arguments[0], found))
    if origin is dict:
        return core_schema.dict_schema(_type(arguments[0], found), _type(arguments[1], found))
    if origin in (Union, UnionType):
        return _union([a for a in arguments if a is not NoneType], NoneType in arguments, found)
    if is_dataclass(hint) and isinstance(hint, type):
        if hint not in found:
            _define(hint, found)
        return core_schema.definition_reference_schema(hint.__name__)
    if hint is float:  # a JSON number, whole or not
        return core_schema.union_schema([core_schema.int_schema(strict=True), core_schema.float_schema(strict=True)])
    return SCALARS[hint](strict=True)


def _union(members: list[Any], nullable: bool, found: dict[type, core_schema.CoreSchema]) -> core_schema.CoreSchema:
    """One of several types; dataclasses among them are told apart by their `tyyppi`."""
    if len(members) == 1:
        schema = _type(members[0], found)
    elif all(is_dataclass(member) for member in members):
        choices: dict[Any, Any] = {}
        for member in members:
            tag = get_args(get_type_hints(member)["tyyppi"])[0]
            choices[tag] = _type(member, found)
        schema = core_schema.tagged_union_schema(choices, "tyyppi")
    else:
        schema = core_schema.union_schema([_type(member, found) for member in members])
    return core_schema.nullable_schema(schema) if nullable else schema
