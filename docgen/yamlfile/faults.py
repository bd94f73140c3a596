"""What breaks a schema, in words: what was found, what is allowed, what was meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any

from docgen.model import Data, Problem
from docgen.model.place import Where, dotted
from docgen.model.problem import Finding
from docgen.model.telling import quoted
from docgen.model.tongue import say
from docgen.suggest import MOST_ASKED, Hints, listed
from docgen.yamlfile.placing import Placed, place
from docgen.yamlfile.schemas import compile_schema, part_of, path_in, resolved
from docgen.yamlfile.wanted import allowed, nearest_key, unfit

if TYPE_CHECKING:
    from jsonschema_rs import Draft202012Validator, ValidationError

SAYS_SOMETHING = r"\S"
"""The pattern of a text that is not all blank."""
_FOR_EDITORS = frozenset({"propertyNames", "uniqueItems"})
"""What schemas say besides, as patterns do: whoever reads the data has better words for it."""


def is_told(kind: Any) -> bool:
    """Tell whether an error is one for people; those for editors alone are not."""
    name = kind.name
    return name not in _FOR_EDITORS and (name != "pattern" or kind.pattern == SAYS_SOMETHING)


def broken(
    data: Data, validator: Draft202012Validator, explainer: Explainer, known: Iterable[Problem]
) -> list[Problem]:
    """Return every way in which the data break the schema, in the order of the file.

    A value that YAML's own rules refuse, which is `known`, is one fault, not two.
    """
    misread = {
        (fault.file, fault.line, (fault.column or 0) - before)
        for fault in known
        for before in (0, 1)  # 1: the bracket around a key that is none
    }
    found = (
        told
        for error in validator.iter_errors(data)
        for told in explainer.say(error, path_in(data, error.instance_path))
    )
    problems = place(found, explainer.places)
    return [one for one in problems if (one.file, one.line, one.column) not in misread]


def meant_at_the_top(key: str | int, schema: Data, hints: Hints) -> str:
    """Return the key that was meant at the left margin, where others than those known may stand.

    A file of rules has its criteria there: `scal: own` is no criterion, but the scale.
    """
    known = schema.get("properties", {})
    if key in known or not isinstance(schema.get("additionalProperties"), Mapping):
        return ""
    return nearest_key(str(key), known, hints, least=0.8)


def broken_by(schema: Data, data: Data, places: Placed, known: Iterable[Problem]) -> list[Problem]:
    """Return the same by a schema that nobody has compiled, in the words of any file."""
    return broken(data, compile_schema(schema), Explainer(places, schema), known)


class Explainer:
    """Says what a validation error means."""

    def __init__(self, places: Placed, schema: Data) -> None:
        self.places = places
        self.schema = schema
        self.hints, self.twins = Hints(), Hints()
        self.strays: dict[str | int, str] = {}
        self.flows: dict[Where, bool] = {}
        """Whether the mapping at a path is one in { }."""

    def say(self, error: ValidationError, path: Where) -> Iterator[Finding]:
        """Yield the findings behind one error: one, or one for each unknown key."""
        kind: Any = error.kind
        name = kind.name
        part = part_of(self.schema, path)
        if not is_told(kind):
            return
        if near := self._stray(path):
            message = self.unknown(str(path[0]), (), say("did you mean '{word}'?", word=near))
            yield self.finding("unknown-key", message, path[:1], key=True)
        elif name == "additionalProperties":
            for key in kind.unexpected:
                message = self._comma(key, path) or self._unknown(key, path, part)
                yield self.finding("unknown-key", message, (*path, key), key=True)
        elif name == "required":
            known = part.get("properties", {})
            keys: Any = error.instance
            strange = islice((key for key in keys if key not in known), MOST_ASKED)
            if any(nearest_key(key, [kind.property], self.twins) for key in strange):
                return  # it is there under a misspelt name, which is told
            message = say("{key} is missing; add it", key=dotted((*path, kind.property)))
            yield self.finding("missing-key", message, path, key=True)
        elif name in {"minProperties", "minItems"}:
            message = say("{wanted} belongs here, found an empty one", wanted=allowed(part))
            yield self.finding("empty", message, path)
        elif name == "maxItems":
            message = say(
                "at most {most} entries belong here, found {count}",
                most=kind.limit,
                count=_size(error.instance),
            )
            yield self.finding("too-many", message, path)
        else:
            yield self.finding(_RULES.get(name, "value"), unfit(error.instance, part), path)

    def finding(self, rule: str, message: str, path: Where, *, key: bool = False) -> Finding:
        """Return the finding of one fault."""
        return Finding(rule, message, path, key=key)

    def _stray(self, path: Where) -> str:
        """Return the key that was meant by the first of a path; empty where it is none astray."""
        if path and path[0] not in self.strays:
            self.strays[path[0]] = meant_at_the_top(path[0], self.schema, self.hints)
        return self.strays[path[0]] if path else ""

    def _comma(self, key: str, path: Where) -> str:
        """Return what to say of words behind a comma that { } takes for a key, "" if it is none."""
        _, spot = self.places.find((*path, key))
        if spot.raw:
            return ""
        if path not in self.flows:
            self.flows[path] = self.places.find(path)[1].style == "flow"
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
        else:
            hint = self.way_out(key, path, known)
        return self.unknown(key, path, hint)

    def way_out(self, _key: str, _path: Where, known: list[str]) -> str:
        """Return what to say of a key that is like none of those that are known."""
        lead = say("known here")
        return f"{lead}: {listed(known)}" if known else say("nothing is known here")

    def unknown(self, key: str, _path: Where, hint: str) -> str:
        """Return what to say of a key that nobody knows."""
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
            home = self.below((*path, name))
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

    def below(self, path: Where) -> str:
        """Return in words that a key belongs below that path."""
        return say("under `{path}`: indent it", path=dotted(path))


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
