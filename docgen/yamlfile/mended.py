"""Data that break their schema, mended: what is sound of them can be read on."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docgen.model import Data, Problem
from docgen.model.place import Where
from docgen.suggest import Hints
from docgen.yamlfile.faults import is_told, meant_at_the_top
from docgen.yamlfile.parse import parse_with_faults
from docgen.yamlfile.schemas import compile_schema, part_of, path_in, resolved, without_empty
from docgen.yamlfile.wanted import nearest_key

if TYPE_CHECKING:
    from jsonschema_rs import ValidationError

_ROUNDS = 5
"""Times that data are mended: what is put in place of a fault may lack something in turn."""


def parse_mended(source: bytes, file: Path, schema: Data) -> tuple[Any, frozenset[Where]] | None:
    """Return the data of a file, mended, and where they are not what was typed.

    None where its YAML has faults that are to be mended first.
    """
    faults: list[Problem] = []
    data = parse_said(source, file, schema, faults)
    return None if faults else mended(data, schema)


def parse_said(source: bytes, file: Path, schema: Data, faults: list[Problem]) -> Any:
    """Return the data of a file without what is left empty; faults of YAML are noted."""
    return without_empty(parse_with_faults(source, file, faults), schema)


def mended(data: Any, schema: Data) -> tuple[Any, frozenset[Where]]:
    """Return data that fit their schema, and the places where they are not what was typed.

    What was typed under a misspelt key counts as missing under the right one.
    """
    validator, hints = compile_schema(schema), Hints()
    made, gone = copy.deepcopy(data), set[Where]()
    for _ in range(_ROUNDS):
        places = [
            place
            for error in validator.iter_errors(made)
            if is_told(error.kind)
            for place in _places(error, path_in(made, error.instance_path), schema, hints)
        ]
        if gone.issuperset(places):  # what is still told is empty, and nothing else
            return made, frozenset(gone)
        gone.update(places)
        for place in sorted(set(places), key=len):
            made = _mend(made, place, schema)
    return _blank(schema, schema), frozenset({()})


def _places(error: ValidationError, path: Where, schema: Data, hints: Hints) -> Iterator[Where]:
    """Yield where the data are to be mended for one error."""
    kind: Any = error.kind
    given: Any = error.instance
    if kind.name == "required":
        yield (*path, kind.property)
    elif kind.name == "additionalProperties":
        known = part_of(schema, path).get("properties", {})
        for key in kind.unexpected:
            yield (*path, key)
            near = nearest_key(key, known, hints)
            if near and near not in given:
                yield (*path, near)
    else:
        yield path
    if path and (near := meant_at_the_top(path[0], schema, hints)):
        yield (near,)


def _mend(data: Any, place: Where, schema: Data) -> Any:
    """Return the data with a blank in place of a value, or without it where it need not be."""
    if not place:
        return _blank(schema, schema)
    parent: Any = data
    for step in place[:-1]:
        if not _holds(parent, step):
            return data  # what lay here was mended as a whole
        parent = parent[step]
    last, around = place[-1], part_of(schema, place[:-1])
    optional = around.get("properties", {}).keys() - around.get("required", ())
    unknown = last not in around.get("properties", {}) and not around.get("additionalProperties")
    if isinstance(parent, dict) and (last in optional or unknown):
        parent.pop(last, None)
    elif isinstance(parent, dict) or _holds(parent, last):
        parent[last] = _blank(schema, part_of(schema, place))
    return data


def _holds(data: Any, step: str | int) -> bool:
    if isinstance(data, dict):
        return step in data
    return isinstance(data, list) and isinstance(step, int) and step < len(data)


def _blank(schema: Data, part: Mapping[str, Any]) -> Any:
    """Return the least that a part of a schema allows."""
    part = resolved(schema, part)
    if "enum" in part:
        return part["enum"][0]
    kinds = part.get("type", "string")
    kind = kinds if isinstance(kinds, str) else kinds[0]
    if kind == "object":
        known = part.get("properties", {})
        return {key: _blank(schema, known[key]) for key in part.get("required", ())}
    if kind == "array":
        return [_blank(schema, part["items"]) for _ in range(part.get("minItems", 0))]
    if kind in {"integer", "number"}:
        return part.get("minimum", 0)
    return False if kind == "boolean" else "?"
