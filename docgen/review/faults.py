"""What breaks the schema of a review, in words: what was found, what is allowed, what was meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from itertools import islice
from typing import TYPE_CHECKING, Any

from docgen.model import Data, Pack, Problem
from docgen.model.pack import EXTRA, named
from docgen.model.place import Where, dotted, kind_of
from docgen.model.problem import Finding
from docgen.model.telling import quoted
from docgen.model.tongue import marked, say
from docgen.packs.ownvalues import none_declared
from docgen.review.file import Loaded
from docgen.review.schemas import part_of, resolved
from docgen.review.shared import SHARED
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
        self.names = {c.id: named(c) for c in pack.criteria} if pack else {}

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
            message = say("{key} is missing; add it", key=dotted((*path, kind.property)))
            yield self._finding("missing-key", message, path, key=True)
        elif name in {"minProperties", "minItems"}:
            message = say("{wanted} belongs here, found an empty one", wanted=allowed(part))
            yield self._finding("empty", message, path)
        elif name == "maxItems":
            message = say(
                "at most {most} entries belong here, found {count}",
                most=kind.limit,
                count=_size(error.instance),
            )
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
        return say(
            "the comma before {word} ends the text, since it stands unquoted in {{ }}; put the "
            "text in quotes, or under |",
            word=quoted(key),
        )

    def _unknown(self, key: str, path: Where, part: Mapping[str, Any]) -> str:
        known = list(part.get("properties", {}))
        homes = self._homes(path, part) if self.hints.left else {}
        if near := nearest_key(key, known, self.hints):
            hint = say("did you mean '{word}'?", word=near)
        elif key in homes:
            hint = say("it belongs {home}", home=homes[key])
        elif "evidence" not in path and (far := nearest_key(key, homes, self.hints)):
            hint = say("did you mean '{word}', which belongs {home}?", word=far, home=homes[far])
        elif key == "<<":
            hint = say(
                "merge keys are no YAML 1.2; what files share belongs into {shared}", shared=SHARED
            )
        elif path == (EXTRA,) and not known:
            hint = none_declared(self.schema["properties"]["pack"].get("const", ""))
        else:
            lead = say("known here")
            hint = f"{lead}: {listed(known)}" if known else say("nothing is known here")
        if path == ("criteria",):
            return say("unknown criterion {key}; {hint}", key=quoted(key), hint=hint)
        return say("unknown key {key}; {hint}", key=quoted(key), hint=hint)

    def _homes(self, path: Where, part: Mapping[str, Any]) -> dict[str, str]:
        """Return where keys belong that are known one level down, or further up."""
        homes: dict[str, str] = {}
        for name, child in part.get("properties", {}).items():
            inner = resolved(self.schema, child)
            inner = resolved(self.schema, inner.get("items", inner))
            home = (
                say("under its criterion: indent it")
                if path == ("criteria",)
                else say("under `{path}`: indent it", path=dotted((*path, name)))
            )
            homes = {**dict.fromkeys(inner.get("properties", {}), home), **homes}
        for length in range(len(path)):
            home = (
                say("under `{path}`", path=dotted(path[:length]))
                if length
                else say("at the left margin")
            )
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
        few = len(values) <= _FEW
        return (
            say("one of {values}", values=", ".join(values))
            if few
            else say("the id of a criterion")
        )
    if "const" in part:
        return f"{part['const']!r}"
    types = part.get("type", [])
    names = {types} if isinstance(types, str) else set(types)
    lists = "array" in names
    if "object" in names:
        return _mapping(list(part.get("properties", {})), or_list=lists)
    if part.get("format") == "date":
        return (
            say("a date like 2026-03-10 or a list of dates")
            if lists
            else say("a date like 2026-03-10")
        )
    word = _single(names, part)
    if not lists:
        return word
    if not word:
        return say("a list (lines that begin with `- `, or [ ])")
    items = str(part.get("items", {}))
    if "string" in items or "#/$defs/text" in items:
        return say("{one} or a list of texts", one=word)
    return say("{one} or a list of such values", one=word)


def _mapping(keys: list[str], *, or_list: bool) -> str:
    if keys and len(keys) <= 8:
        mapping = say("a mapping with {keys}", keys=", ".join(keys[:6]))
    else:
        mapping = say("a mapping (key: value)")
    return say("a list or {mapping}", mapping=mapping) if or_list else mapping


def _single(names: set[str], part: Mapping[str, Any]) -> str:
    """Return in words which single value is allowed, empty when none is."""
    low, high = part.get("minimum"), part.get("maximum")
    if "integer" in names or "number" in names:
        form = _WHOLE if "integer" in names else _NUMBER
        both = low is not None and high is not None
        least = 2 if low else 3 if low == 0 else 0
        return say(form[1 if both else least], low=low, high=high)
    if "string" in names:
        return say("a text")
    return say("true or false") if "boolean" in names else ""


_WHOLE = (
    marked("a whole number"),
    marked("a whole number from {low} to {high}"),
    marked("a whole number of at least {low}"),
    marked("a whole number that is not negative"),
)
_NUMBER = (
    marked("a number"),
    marked("a number from {low} to {high}"),
    marked("a number of at least {low}"),
    marked("a number that is not negative"),
)


def _value(value: Any, part: Mapping[str, Any]) -> str:
    if part.get("format") == "date" and isinstance(value, str) and _ISO.fullmatch(value):
        return say(
            "{value} is no day of the calendar; a date like 2026-03-10 belongs here", value=value
        )
    wanted, found = allowed(part), kind_of(value)
    if isinstance(value, dict) and "string" in part.get("type", ()):
        return say(
            "{wanted} belongs here, found {found} made of {key!r} and a colon; put a text that "
            "holds a colon in quotes or under |",
            wanted=wanted,
            found=found,
            key=next(iter(value), ""),
        )
    said = say("{wanted} belongs here, found {found}", wanted=wanted, found=found)
    way_out = _way_out(value, part)
    return f"{said}; {way_out}" if way_out else said


def _way_out(value: Any, part: Mapping[str, Any]) -> str:
    """Return what to do about a value that does not fit, empty where nothing is to be said."""
    text_wanted = "string" in part.get("type", ())
    half = say("there are no half points") if part.get("$comment") == "score" else ""
    if isinstance(value, str) and re.fullmatch(r"-?[0-9.]+", value) and not text_wanted:
        return say("remove the quotes")
    if isinstance(value, str) and re.fullmatch(r"-?[0-9]+,[0-9]+", value) and not text_wanted:
        if half or "number" not in part.get("type", ()):
            return half
        return say("numbers have a point: {number}", number=value.replace(",", "."))
    if isinstance(value, float) and "integer" in part.get("type", ()):
        return half
    if isinstance(value, list) and text_wanted:
        return say("put the text under |, there lines that begin with `- ` are bullets")
    if "enum" in part and isinstance(value, str):
        near = nearest_key(value, [str(one) for one in part["enum"]])
        return say("did you mean '{word}'?", word=near) if near else ""
    return ""


def nearest_key(word: str, known: Iterable[str], hints: Hints | None = None) -> str:
    """Return the known key that looks most like `word`, however typed; empty when none does."""
    plain = word[: LONGEST + 1].strip().lower().replace("-", "_").replace(" ", "_")
    return (hints or Hints()).nearest(plain, known, least=0.75)


def _size(value: Any) -> int:
    return len(value)
