"""Whether data are surely sound by a schema: a first look, without the library that tells faults.

Importing the library and compiling a schema with it takes an eighth of the time of one report, so
the first reviews of a process are looked at here. Only the words of docgen's own schemas are known,
and only plain values: wherever the answer might be no, the library is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

_MOST = 2**53
"""Numbers up to here are the same whole numbers in every library."""


def is_surely_sound(data: Any, schema: Mapping[str, Any]) -> bool:
    """Return whether a value is sound by a schema; false also where only the library can tell."""
    return _sound(data, schema, schema.get("$defs", {}))


def _sound(value: Any, schema: Mapping[str, Any], parts: Mapping[str, Any]) -> bool:
    for word, said in schema.items():
        if word in _SILENT:
            continue
        if word in _OF_VALUE:
            if not _OF_VALUE[word](value, said):
                return False
        elif word in _OF_PARTS:
            if not _OF_PARTS[word](value, said, schema, parts):
                return False
        else:
            return False
    return True


def _is_a(value: Any, kinds: str | list[str]) -> bool:
    kind = type(value)
    if (kind is str and not _is_text(value)) or (kind in _NUMBERS and not -_MOST <= value <= _MOST):
        return False
    known = _KINDS.get(kind, _NOTHING)
    return kinds in known if type(kinds) is str else not known.isdisjoint(kinds)


def _is_text(value: Any) -> bool:
    """Tell whether a value is a text that can be written as UTF-8; half a character cannot."""
    try:
        return type(value) is str and (value.isascii() or bool(value.encode()))
    except UnicodeEncodeError:
        return False


def _is_one(value: Any, values: list[Any]) -> bool:
    return (value is None or type(value) is str) and value in values


def _is_date(value: Any, name: str) -> bool:
    if name != "date" or type(value) is not str:
        return name == "date"
    digits = value[:4] + value[5:7] + value[8:]  # Python knows dates by weeks too
    if not (value[4:8:3] == "--" and len(digits) == 8 and digits.isascii() and digits.isdecimal()):
        return False
    try:
        return bool(date.fromisoformat(value))
    except ValueError:
        return False


def _holds(
    kind: type[str | list[Any] | dict[Any, Any]], *, most: bool = False
) -> Callable[[Any, int], bool]:
    """Return the function that holds how much a value of a kind holds against a bound."""

    def within(value: Any, bound: int) -> bool:
        size = len(value) if type(value) is kind else bound
        return size <= bound if most else size >= bound

    return within


def _entries(value: Any, said: Any, _schema: Any, parts: Any) -> bool:
    return type(value) is not list or all(_sound(entry, said, parts) for entry in value)


def _keys(value: Any, said: Any, _schema: Any, parts: Any) -> bool:
    if type(value) is not dict:
        return True
    return all(_sound(one, said[key], parts) for key, one in value.items() if key in said)


def _other_keys(value: Any, said: Any, schema: Any, parts: Any) -> bool:
    if type(value) is not dict:
        return True
    others = [key for key in value if key not in schema.get("properties", ())]
    if type(said) is bool:
        return said or not others
    return all(_is_text(key) and _sound(value[key], said, parts) for key in others)


def _referred(value: Any, said: str, _schema: Any, parts: Any) -> bool:
    part = parts.get(said.removeprefix("#/$defs/"))
    return part is not None and _sound(value, part, parts)


_NUMBERS = frozenset({int, float})
_NOTHING: frozenset[str] = frozenset()
_KINDS: Mapping[type, frozenset[str]] = {
    type(None): frozenset({"null"}),
    bool: frozenset({"boolean"}),
    int: frozenset({"integer", "number"}),
    float: frozenset({"number"}),
    str: frozenset({"string"}),
    list: frozenset({"array"}),
    dict: frozenset({"object"}),
}
_SILENT = frozenset({"$schema", "$defs", "$comment", "title", "description", "deprecated"})
"""Words that rule nothing."""
_OF_VALUE: Mapping[str, Callable[[Any, Any], bool]] = {
    "type": _is_a,
    "const": lambda value, said: type(value) is str and value == said,
    "enum": _is_one,
    "format": _is_date,
    "minimum": lambda value, least: type(value) not in _NUMBERS or value >= least,
    "maximum": lambda value, most: type(value) not in _NUMBERS or value <= most,
    "minLength": _holds(str),
    "minItems": _holds(list),
    "maxItems": _holds(list, most=True),
    "minProperties": _holds(dict),
    "required": lambda value, said: type(value) is not dict or all(key in value for key in said),
}
_OF_PARTS: Mapping[str, Callable[[Any, Any, Any, Any], bool]] = {
    "$ref": _referred,
    "items": _entries,
    "properties": _keys,
    "additionalProperties": _other_keys,
}
