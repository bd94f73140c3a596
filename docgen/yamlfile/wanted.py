"""What belongs in a place of a review, in words, and the way out where something else stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from docgen.model.place import kind_of
from docgen.model.tongue import marked, say
from docgen.suggest import LONGEST, Hints

_FEW = 10
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_QUOTES = "\"'“”„‟‘’‚»«"
"""Signs that people and Word put around a number that is none then."""
_AS_LINE = re.compile(r"(\w+)(?::|\s*[=:]?\s)\s*(\S.*)")
"""A key and its value, typed without the colon or the blank between them."""


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
        return _wanted_keys(list(part.get("properties", {})), or_list=lists)
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


def _wanted_keys(keys: list[str], *, or_list: bool) -> str:
    if keys and len(keys) <= 8:
        mapping = say("a mapping with {keys}", keys=", ".join(keys[:6]))
    else:
        mapping = say("a mapping (key: value)")
    return say("a list or {mapping}", mapping=mapping) if or_list else mapping


def _single(names: set[str], part: Mapping[str, Any]) -> str:
    """Return in words which single value is allowed, empty when none is."""
    if "string" in names:
        return say("a text")
    low, high = part.get("minimum"), part.get("maximum")
    if "integer" in names or "number" in names:
        form = _WHOLE if "integer" in names else _NUMBER
        both = low is not None and high is not None
        least = 2 if low else 3 if low == 0 else 0
        return say(form[1 if both else least], low=low, high=high)
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


def unfit(value: Any, part: Mapping[str, Any]) -> str:
    """Return what to say of a value that does not fit its part of the schema."""
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
    if isinstance(value, str) and not text_wanted:
        bare = value.strip(_QUOTES + " ")
        if re.fullmatch(r"-?[0-9.]+", bare):
            return say("remove the quotes")
        line = _AS_LINE.fullmatch(value)
        if line and line[1] in part.get("properties", {}):
            return say("write '{line}'", line=f"{line[1]}: {line[2]}")
    if isinstance(value, str) and re.fullmatch(r"-?[0-9]+,[0-9]+", value) and not text_wanted:
        if half or "number" not in part.get("type", ()):
            return half
        return say("numbers have a point: {number}", number=value.replace(",", "."))
    if isinstance(value, float) and "integer" in part.get("type", ()):
        return half
    if isinstance(value, bool | float) and text_wanted:
        return say("put it in quotes")
    if isinstance(value, list) and text_wanted:
        return say("put the text under |, there lines that begin with `- ` are bullets")
    if "enum" in part and isinstance(value, str):
        near = nearest_key(value, [str(one) for one in part["enum"]])
        return say("did you mean '{word}'?", word=near) if near else ""
    return ""


def nearest_key(
    word: str, known: Iterable[str], hints: Hints | None = None, *, least: float = 0.75
) -> str:
    """Return the known key that looks most like `word`, however typed; empty when none does."""
    plain = word[: LONGEST + 1].strip().lower().replace("-", "_").replace(" ", "_")
    return (hints or Hints()).nearest(plain, known, least=least)
