"""Which figures a criterion may have: the evidence keys of the rules, as parts of a schema."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from docgen.model import Criterion, Data, ScoreRange
from docgen.model.tongue import marked, say

if TYPE_CHECKING:  # rules bring Jinja along, which a report from the cache does not need
    from docgen.scoring.rule import Kind, Rule

_KINDS: dict[str, tuple[Data, str]] = {
    "whole": ({"type": "integer", "minimum": 0}, marked("a whole number")),
    "number": ({"type": "number", "minimum": 0}, marked("a number")),
    "percent": ({"type": "number", "minimum": 0, "maximum": 100}, marked("percent, 0 to 100")),
    "bool": ({"type": "boolean"}, marked("true or false")),
}


def evidence_schema(criterion: Criterion, rules: Mapping[str, Rule] | None) -> Data:
    """Return the schema of a criterion's `evidence`; closed, where there are rules."""
    if rules is None:
        return {"type": ["object", "null"]}
    rule = rules.get(criterion.id)
    keys = _keys(criterion, rule) if rule else {}
    return {
        "description": say("The figures the score rests on; never printed."),
        "type": ["object", "null"],
        "additionalProperties": False,
        "properties": keys,
    }


def _keys(criterion: Criterion, rule: Rule) -> Data:
    """Return the schema of each evidence key, the older ones marked."""
    most = max(rule.components, default=None)
    keys = {
        key: _key_schema(kind, criterion.evidence_labels.get(key, ""), most, key)
        for key, kind in rule.evidence.items()
    }
    for key in rule.older & keys.keys():
        keys[key]["deprecated"] = True
    return keys


def _key_schema(kind: Kind, label: str, most: int | None, key: str) -> Data:
    schema, words = _kind_schema(kind)
    if most is not None and key == "components_present":
        schema["maximum"] = most
    if most is not None and key == "components":
        schema["maxItems"] = most
        words = say("{kind}, in the printed order, null = not known", kind=words)
    return ({"title": label} if label else {}) | {"description": f"{key}: {words}"} | schema


def _kind_schema(kind: Kind) -> tuple[Data, str]:
    """Return the schema of a kind (`whole`, `number list`, `percent or list`) and its words."""
    if kind.base == "counts":
        return _counts(), say("a list of whole numbers, or name: whole number")
    if kind.order:
        one: Data = {"enum": list(kind.words)}
        words = say("one of {words}", words=", ".join(kind.words))
    else:
        one, words = _score(kind.scores) if kind.scores else _KINDS[kind.base]
        words = words if kind.scores else say(words)
    if not kind.single:
        items = {**one, "type": [one["type"], "null"]} if kind.base == "bool" else one
        return {"type": ["array", "null"], "minItems": 1, "items": items}, say(
            "a list, each entry {kind}", kind=words
        )
    if "enum" in one:
        return {"enum": [*one["enum"], None]}, words
    types: list[Any] = [one["type"], "null"]
    if kind.lists:
        many: Data = {"type": [one["type"], "array", "null"], "minItems": 1, "items": one}
        return {**one, **many}, say("{kind}, or a list of them", kind=words)
    return {**one, "type": types}, words


def _score(scores: ScoreRange) -> tuple[Data, str]:
    low, high = scores
    schema = {"$comment": "score", "type": "integer", "minimum": low, "maximum": high}
    return schema, say("a score, {low} to {high}", low=low, high=high)


def _counts() -> Data:
    count = _KINDS["whole"][0]
    return {
        "type": ["array", "object", "null"],
        "minItems": 1,
        "minProperties": 1,
        "items": count,
        "additionalProperties": count,
    }
