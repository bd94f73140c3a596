"""JSON Schemas: compiled, and walked from part to part."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from docgen.model import Data
from docgen.model.place import Where

if TYPE_CHECKING:
    from jsonschema_rs import Draft202012Validator


def compile_schema(schema: Data) -> Draft202012Validator:
    """Return the validator of a schema; dates are checked as well."""
    from jsonschema_rs import Draft202012Validator

    return Draft202012Validator(schema, validate_formats=True)


def resolved(schema: Mapping[str, Any], node: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a part of `schema` with its reference followed; its own keys win."""
    while "$ref" in node:
        target = schema["$defs"][node["$ref"].rpartition("/")[2]]
        node = {**target, **{key: value for key, value in node.items() if key != "$ref"}}
    return node


def part_of(schema: Mapping[str, Any], path: tuple[str | int, ...]) -> Mapping[str, Any]:
    """Return the part of `schema` that rules the value at `path`; empty where nothing does."""
    node: Mapping[str, Any] = schema
    for step in path:
        node = resolved(schema, node)
        if isinstance(step, int):
            found = node.get("items", {})
        else:
            found = node.get("properties", {}).get(step, node.get("additionalProperties"))
        node = found if isinstance(found, Mapping) else {}
    return resolved(schema, node)


def path_in(data: Any, path: Iterable[str | int]) -> Where:
    """Return the path of an error in data; the library takes a key `"4"` for an index."""
    steps: list[str | int] = []
    for step in path:
        steps.append(str(step) if isinstance(data, dict) else step)
        data = data[steps[-1]]
    return tuple(steps)


def without_empty(data: Any, schema: Data) -> Any:
    """Return data without the keys that are left empty (`help:`) and need not be there."""
    return _without_empty(data, schema, schema)


def _without_empty(value: Any, schema: Data, part: Any) -> Any:
    rules = resolved(schema, part) if isinstance(part, Mapping) else {}
    if isinstance(value, list):
        return [_without_empty(one, schema, rules.get("items")) for one in value]
    if not isinstance(value, dict):
        return value
    known, other = rules.get("properties", {}), rules.get("additionalProperties")
    optional = known.keys() - rules.get("required", ())
    return {
        key: _without_empty(one, schema, known.get(key, other))
        for key, one in value.items()
        if one is not None or key not in optional
    }
