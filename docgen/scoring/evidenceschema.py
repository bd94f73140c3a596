"""Which figures a criterion may have: the evidence keys of the rules, as parts of a schema."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docgen.model import Criterion, Data, Pack
from docgen.packs.library import Library
from docgen.packs.library import library as default_library
from docgen.scoring.arithmetic import UNSTATED
from docgen.yamlfile.parse import read_yaml

_KINDS: dict[str, tuple[Data, str]] = {
    "whole": ({"type": "integer", "minimum": 0}, "a whole number"),
    "number": ({"type": "number", "minimum": 0}, "a number"),
    "percent": ({"type": "number", "minimum": 0, "maximum": 100}, "percent, 0 to 100"),
    "score": ({"type": "integer", "minimum": 1, "maximum": 5}, "a score, 1 to 5"),
    "bool": ({"type": "boolean"}, "true or false"),
    "text": ({"type": "string"}, "a text"),
}


def rules_files(pack: Pack, library: Library | None = None) -> list[Path]:
    """Return the rules files that hold for `pack`: those of all packs, then its own."""
    library = library or default_library()
    found = (library.find(name) for name in ("base/rules.yaml", f"{pack.code}/rules.yaml"))
    return [file for file in found if file is not None]


def read_rules(pack: Pack, library: Library | None = None) -> Data | None:
    """Return the rules as read, `orders` among them; None when there are none at all."""
    rules: Data = {}
    files = rules_files(pack, library)
    for file in files:
        own = read_yaml(file) or {}
        orders = {**rules.get("orders", {}), **(own.get("orders") or {})}
        rules = {**rules, **own, "orders": orders}
    return rules if files else None


def evidence_schema(criterion: Criterion, rules: Data | None) -> Data:
    """Return the schema of a criterion's `evidence`; closed, where there are rules."""
    if rules is None:
        return {"type": ["object", "null"]}
    rule = rules.get(criterion.id) or {}
    most = max((int(count) for count in rule.get("components") or {}), default=None)
    keys = {
        key: _key_schema(kind, rules["orders"], criterion.evidence_labels.get(key, ""), most, key)
        for key, kind in (rule.get("evidence") or {}).items()
    }
    for key in rule.get("older") or ():
        keys[key]["deprecated"] = True
    return {
        "description": "The figures the score rests on; never printed.",
        "type": ["object", "null"],
        "additionalProperties": False,
        "properties": keys,
    }


def _key_schema(kind: str, orders: Data, label: str, most: int | None, key: str) -> Data:
    schema, words = _kind_schema(kind, orders)
    if most is not None and key == "components_present":
        schema["maximum"] = most
    if most is not None and key == "components":
        schema["maxItems"] = most
        words = f"{words}, in the printed order, null = not known"
    return ({"title": label} if label else {}) | {"description": f"{key}: {words}"} | schema


def _kind_schema(kind: str, orders: Data) -> tuple[Data, str]:
    """Return the schema of a kind (`whole`, `number list`, `percent or list`) and its words."""
    name, _, form = kind.partition(" ")
    if name == "counts":
        return _counts(), "a list of whole numbers, or name: whole number"
    if name in orders:
        one: Data = {"enum": [*orders[name], UNSTATED]}
        words = "one of " + ", ".join(one["enum"])
    else:
        one, words = _KINDS[name]
    if form == "list":
        items = {**one, "type": [one["type"], "null"]} if name == "bool" else one
        return {"type": ["array", "null"], "minItems": 1, "items": items}, f"a list, each {words}"
    if "enum" in one:
        return {"enum": [*one["enum"], None]}, words
    types: list[Any] = [one["type"], "null"]
    if form:
        many: Data = {"type": [one["type"], "array", "null"], "minItems": 1, "items": one}
        return {**one, **many}, f"{words}, or a list of them"
    return {**one, "type": types}, words


def _counts() -> Data:
    count = _KINDS["whole"][0]
    return {
        "type": ["array", "object", "null"],
        "minItems": 1,
        "minProperties": 1,
        "items": count,
        "additionalProperties": count,
    }
