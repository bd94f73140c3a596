"""What Jinja says of what is absent, and what templates call Python's types."""

from __future__ import annotations

import re

from docgen.model.tongue import marked, say
from docgen.word.compile.habits import instead_of
from docgen.word.compile.wording import Table, looked_up


def absent_in_words(message: str) -> str:
    """Return what Jinja's message says of a name or an entry that does not exist."""
    return looked_up(ABSENT, message, str) or say("there is no such value; {way}", way=see())


def see() -> str:
    """Return the way out of an absent name."""
    return say("compare it with the names in docs/templates.md")


def _no_entry(kind: str, entry: str) -> str:
    if entry.startswith(("'", '"')) or entry.isdigit():
        return say(
            "{kind} has no entry {entry}; {way}",
            kind=_kind_or_value(kind),
            entry=entry[:60],
            way=see(),
        )
    return say("{kind} has no such entry; {way}", kind=_kind_or_value(kind), way=see())


def _kind_or_value(kind: str) -> str:
    return say(_KINDS.get(kind, "the value"))


ABSENT: Table = (
    (
        re.compile(r"^'(.*)' is undefined$"),
        lambda name: say("there is no {name!r}; {way}", name=name, way=see()),
    ),
    (
        re.compile(r"^'dict object' has no attribute '(.*)'$"),
        lambda key: say("the record has no {key!r}; {way}", key=key, way=see()),
    ),
    (
        re.compile(r"^'([\w.]+?)(?: object)?' has no attribute (.*)$"),
        lambda kind, key: say(
            "{kind} has no {key}; {way}", kind=_kind_or_value(kind), key=key[:60], way=see()
        ),
    ),
    (re.compile(r"^([\w.]+) object has no element (.*)$"), _no_entry),
    (re.compile(r"^None has no element (.*)$"), lambda entry: _no_entry("NoneType", entry)),
    (re.compile(r"^access to attribute '(\w+)'"), instead_of),
)
"""What Jinja says of what is absent."""
_KINDS: dict[str, str] = {
    "str": marked("a text"),
    "Captured": marked("a text"),
    "Markup": marked("a text"),
    "int": marked("a number"),
    "float": marked("a number"),
    "bool": marked("true or false"),
    "NoneType": marked("nothing"),
    "list": marked("a list"),
    "tuple": marked("a list"),
    "range": marked("a range of numbers"),
    "generator": marked("a list"),
    "dict": marked("a record"),
    "set": marked("a list"),
}
"""What templates call Python's types."""


def kind_called(token: str) -> str:
    """Return what a type is to the author of a template; other tokens as they are."""
    if token in _KINDS:
        return say(_KINDS[token])
    is_type = "function" in token or "method" in token or token[:1].isupper()
    return say("something that is no value") if is_type else token
