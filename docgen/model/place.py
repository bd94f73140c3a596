"""A place in a file's data, and what stands there, as a person would say it."""

from __future__ import annotations

from typing import Any

from docgen.model.telling import quoted
from docgen.model.tongue import say

Where = tuple[str | int, ...]
"""The way to a value from the top, keys and indices: `("reviewers", 0, "name")`."""

_LONGEST = 40
"""Letters of a text that is told as a whole."""


def dotted(path: Where) -> str:
    """Return a path as people write it: `reviewers[0].name`."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def kind_of(value: Any) -> str:
    """Return what a person would call a value, in a few words."""
    if value is None:
        return say("nothing")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return say("the number {value}", value=quoted(value))
    if isinstance(value, str):
        return (
            say("the text {value}", value=quoted(value, _LONGEST))
            if value
            else say("an empty text")
        )
    if isinstance(value, list):
        return say("a list") if value else say("an empty list")
    return say("a mapping (key: value)") if value else say("an empty mapping (key: value)")


def mapping_in(value: Any) -> dict[str, Any]:
    """Return what should be a mapping, an empty one for anything else: that is told elsewhere."""
    return value if isinstance(value, dict) else {}
