"""What breaks the schema of a review, in words: what was found, what is allowed, what was meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from itertools import islice
from typing import TYPE_CHECKING, Any

from docgen.model import Data, Pack, Problem
from docgen.model.pack import EXTRA, named
from docgen.model.place import Where, dotted
from docgen.model.problem import Finding
from docgen.model.telling import quoted
from docgen.model.tongue import say
from docgen.packs.ownvalues import none_declared
from docgen.review.file import Loaded
from docgen.review.schemas import part_of, resolved
from docgen.review.shared import SHARED
from docgen.review.wanted import allowed, nearest_key, unfit
from docgen.suggest import MOST_ASKED, Hints, listed
from docgen.yamlfile.placing import place

if TYPE_CHECKING:
    from jsonschema_rs import Draft202012Validator, ValidationError


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
            yield self._finding(_RULES.get(name, "value"), unfit(error.instance, part), path)

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
        if near := self._called(key, part) or nearest_key(key, known, self.hints):
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

    def _called(self, key: str, part: Mapping[str, Any]) -> str:
        """Return the key of the value that the pack's form calls so; empty where none is.

        A criterion may be called so with its number or without it.
        """
        folded = _unnumbered(key)
        for name, value in part.get("properties", {}).items():
            title = resolved(self.schema, value).get("title", "")
            if folded and _unnumbered(title) == folded:
                return str(name)
        return ""

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


def _size(value: Any) -> int:
    return len(value)


def _unnumbered(name: str) -> str:
    """Return a name as it is compared: in small letters, without the number before it."""
    return " ".join(name.split()).lstrip("0123456789").lstrip(". ").casefold()
