"""What breaks the schema of a review, in words: what was found, what is allowed, what was meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from itertools import islice
from typing import TYPE_CHECKING, Any

from docgen.model import Data, Pack, Problem
from docgen.model.place import Where, dotted, kind_of
from docgen.model.problem import Finding
from docgen.model.telling import quoted
from docgen.review.file import SHARED, Loaded
from docgen.review.schemas import part_of, resolved
from docgen.suggest import LONGEST, MOST_ASKED, Hints, listed
from docgen.yamlfile.placing import place

if TYPE_CHECKING:
    from jsonschema_rs import Draft202012Validator, ValidationError

_FEW = 10
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


def numbers_as_text(loaded: Loaded, validator: Draft202012Validator) -> Data:
    """Return the data with each number, true or false where a text belongs as it was typed."""
    data = loaded.data
    for error in validator.iter_errors(data):
        wanted = getattr(error.kind, "types", ()) if error.kind.name == "type" else ()
        path = tuple(error.instance_path)
        if path and "string" in wanted and isinstance(error.instance, bool | int | float):
            if data is loaded.data:
                data = deepcopy(data)
            parent: Any = data
            for step in path[:-1]:
                parent = parent[step]
            parent[path[-1]] = loaded.find(path)[1].raw
    return data


def schema_faults(
    loaded: Loaded, data: Data, validator: Draft202012Validator, schema: Data, pack: Pack | None
) -> list[Problem]:
    """Return every way in which the data break the schema, in the order of the file.

    A value that YAML's own rules refuse is one fault, not two.
    """
    voice = _Explainer(loaded, schema, pack)
    misread = {
        (fault.file, fault.line, (fault.column or 0) - before)
        for source in loaded.sources
        for fault in source.faults
        for before in (0, 1)  # 1: the bracket around a key that is none
    }
    found = (finding for error in validator.iter_errors(data) for finding in voice.say(error))
    problems = place(found, loaded)
    return [one for one in problems if (one.file, one.line, one.column) not in misread]


class _Explainer:
    """Says what a validation error means."""

    def __init__(self, loaded: Loaded, schema: Data, pack: Pack | None) -> None:
        self.loaded = loaded
        self.schema = schema
        self.hints, self.twins = Hints(), Hints()
        self.flows: dict[Where, bool] = {}
        """Whether the mapping at a path is one in { }."""
        self.names = (
            {c.id: f"criterion {c.reference} ({c.short_name})" for c in pack.criteria}
            if pack
            else {}
        )

    def say(self, error: ValidationError) -> Iterator[Finding]:
        """Yield the findings behind one error: one, or one for each unknown key."""
        path = tuple(error.instance_path)
        kind: Any = error.kind
        name = kind.name
        part = part_of(self.schema, path)
        if name == "additionalProperties":
            for key in kind.unexpected:
                message = self._comma(key, path) or self._unknown(key, path, part)
                yield self._finding("unknown-key", message, (*path, key), key=True)
        elif name == "required":
            known = part.get("properties", {})
            keys: Any = error.instance
            strange = islice((key for key in keys if key not in known), MOST_ASKED)
            if any(nearest_key(key, [kind.property], self.twins) for key in strange):
                return  # it is there under a misspelt name, which is told
            message = f"{dotted((*path, kind.property))} is missing; add it"
            yield self._finding("missing-key", message, path, key=True)
        elif name in {"minProperties", "minItems"}:
            yield self._finding("empty", f"{allowed(part)} belongs here, found an empty one", path)
        elif name == "maxItems":
            message = f"at most {kind.limit} entries belong here, found {_size(error.instance)}"
            yield self._finding("too-many", message, path)
        else:
            yield self._finding(_RULES.get(name, "value"), _value(error.instance, part), path)

    def _finding(self, rule: str, message: str, path: Where, *, key: bool = False) -> Finding:
        criterion = (
            self.names.get(str(path[1])) if len(path) > 1 and path[0] == "criteria" else None
        )
        said = f"{criterion}: {message}" if criterion else message
        return Finding(rule, said, path, key=key)

    def _comma(self, key: str, path: Where) -> str:
        """Return what to say of words behind a comma that { } takes for a key, "" if it is none."""
        _, spot = self.loaded.find((*path, key))
        if spot.raw:
            return ""
        if path not in self.flows:
            self.flows[path] = self.loaded.find(path)[1].style == "flow"
        if not self.flows[path]:
            return ""
        message = f"the comma before {quoted(key)} ends the text, since it stands unquoted in {{ }}"
        return f"{message}; put the text in quotes, or under |"

    def _unknown(self, key: str, path: Where, part: Mapping[str, Any]) -> str:
        known = list(part.get("properties", {}))
        what = "criterion" if path == ("criteria",) else "key"
        homes = self._homes(path, part) if self.hints.left else {}
        if near := nearest_key(key, known, self.hints):
            hint = f"did you mean {near!r}?"
        elif key in homes:
            hint = f"it belongs {homes[key]}"
        elif "evidence" not in path and (far := nearest_key(key, homes, self.hints)):
            hint = f"did you mean {far!r}, which belongs {homes[far]}?"
        elif key == "<<":
            hint = f"merge keys are no YAML 1.2; what files share belongs into {SHARED}"
        else:
            hint = f"known here: {listed(known)}" if known else "nothing is known here"
        return f"unknown {what} {quoted(key)}; {hint}"

    def _homes(self, path: Where, part: Mapping[str, Any]) -> dict[str, str]:
        """Return where keys belong that are known one level down, or further up."""
        homes: dict[str, str] = {}
        for name, child in part.get("properties", {}).items():
            inner = resolved(self.schema, child)
            inner = resolved(self.schema, inner.get("items", inner))
            home = (
                "under its criterion"
                if path == ("criteria",)
                else f"under `{dotted((*path, name))}`"
            )
            homes = {**dict.fromkeys(inner.get("properties", {}), f"{home}: indent it"), **homes}
        for length in range(len(path)):
            home = f"under `{dotted(path[:length])}`" if length else "at the left margin"
            upper = part_of(self.schema, path[:length]).get("properties", {})
            homes.update({key: home for key in upper if key not in homes})
        return homes


_RULES = {
    "type": "wrong-kind",
    "format": "no-date",
    "enum": "unknown-value",
    "minimum": "out-of-range",
    "maximum": "out-of-range",
}


def allowed(part: Mapping[str, Any]) -> str:
    """Return in words what a part of a schema allows."""
    if "enum" in part:
        values = [str(value) for value in part["enum"] if value is not None]
        return f"one of {', '.join(values)}" if len(values) <= _FEW else "the id of a criterion"
    if "const" in part:
        return f"{part['const']!r}"
    types = part.get("type", [])
    names = {types} if isinstance(types, str) else set(types)
    if "object" in names:
        keys = list(part.get("properties", {}))
        lines = (
            f"a mapping with {', '.join(keys[:6])}"
            if keys and len(keys) <= 8
            else "a mapping (key: value)"
        )
        return f"a list or {lines}" if "array" in names else lines
    if part.get("format") == "date":
        return "a date like 2026-03-10" + (" or a list of dates" if "array" in names else "")
    numbers = {"integer": "a whole number", "number": "a number"}
    word = next((numbers[name] for name in numbers if name in names), "")
    if word:
        word += _bounds(part)
    elif "string" in names:
        word = "a text"
    elif "boolean" in names:
        word = "true or false"
    if "array" not in names:
        return word
    items = part.get("items", {})
    each = "texts" if "string" in str(items) or "#/$defs/text" in str(items) else "such values"
    return f"{word} or a list of {each}" if word else "a list (lines that begin with `- `, or [ ])"


def _bounds(part: Mapping[str, Any]) -> str:
    low, high = part.get("minimum"), part.get("maximum")
    if low is not None and high is not None:
        return f" from {low} to {high}"
    return f" of at least {low}" if low else " that is not negative" if low == 0 else ""


def _value(value: Any, part: Mapping[str, Any]) -> str:
    if part.get("format") == "date" and isinstance(value, str) and _ISO.fullmatch(value):
        return f"{value} is no day of the calendar; a date like 2026-03-10 belongs here"
    found = kind_of(value)
    hint = ""
    if "enum" in part and isinstance(value, str):
        near = nearest_key(value, [str(one) for one in part["enum"]])
        hint = f"; did you mean {near!r}?" if near else ""
    text_wanted = "string" in part.get("type", ())
    is_score = part.get("$comment") == "score"
    half_points = "; there are no half points" if is_score else ""
    if isinstance(value, str) and re.fullmatch(r"-?[0-9.]+", value) and not text_wanted:
        hint = "; remove the quotes"
    elif isinstance(value, str) and re.fullmatch(r"-?[0-9]+,[0-9]+", value) and not text_wanted:
        point = f"; numbers have a point: {value.replace(',', '.')}"
        hint = half_points or (point if "number" in part.get("type", ()) else "")
    elif isinstance(value, float) and "integer" in part.get("type", ()):
        hint = half_points
    elif isinstance(value, dict) and text_wanted:
        key = next(iter(value), "")
        hint = f" made of {key!r} and a colon; put a text that holds a colon in quotes or under |"
    elif isinstance(value, list) and text_wanted:
        hint = "; put the text under |, there lines that begin with `- ` are bullets"
    return f"{allowed(part)} belongs here, found {found}{hint}"


def nearest_key(word: str, known: Iterable[str], hints: Hints | None = None) -> str:
    """Return the known key that looks most like `word`, however typed; empty when none does."""
    plain = word[: LONGEST + 1].strip().lower().replace("-", "_").replace(" ", "_")
    return (hints or Hints()).nearest(plain, known, least=0.75)


def _size(value: Any) -> int:
    return len(value)
