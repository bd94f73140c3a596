"""What Jinja and Python say of a tag, in the words of this house: what is wrong and the way out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from docgen.model.tongue import say
from docgen.word.compile.marks import without_reserved

Words = Callable[..., str]
Table = tuple[tuple[re.Pattern[str], Words], ...]
"""Patterns of messages, and what each means."""
_ENDS = {
    "end of print statement": "}}",
    "end of statement block": "%}",
    "begin of print statement": "{{",
    "begin of statement block": "{%",
    "end of template": "%}",
}
"""What Jinja calls the delimiters of a tag."""


def in_words(message: str) -> str:
    """Return what a message of Jinja's parser means."""
    said = looked_up(_PARSER, message, _named)
    return said or say("it cannot be read; compare it with the tags in docs/templates.md")


def looked_up(table: Table, message: str, name: Callable[[str], str]) -> str:
    """Return the words for a message; empty without any."""
    for pattern, words in table:
        if found := pattern.search(message):
            return words(*map(name, found.groups("")))
    return ""


def _named(token: str) -> str:
    return without_reserved(_ENDS.get(token, token))


def _is_end(sign: str) -> bool:
    return sign in ("", "}}", "%}")


def _expected(wanted: str, got: str) -> str:
    if _is_end(wanted):
        return say("{got!r} is not expected here; take it out, or put a sign before it", got=got)
    if _is_end(got):
        return say("{wanted!r} is missing at its end; put it there", wanted=wanted)
    return say("{wanted!r} is missing before {got!r}; put it there", wanted=wanted, got=got)


def _no_value(got: str = "") -> str:
    if _is_end(got):
        return say('a value is missing at its end; write a name, a number or a "text" there')
    return say(
        'a value is missing before {got!r}; write a name, a number or a "text" there', got=got
    )


def _sign(sign: str) -> str:
    if _is_end(sign):
        return _no_value()
    meant = sign.encode("ascii", "backslashreplace").decode("unicode_escape")
    if len(meant) == 1 and unicodedata.category(meant) in ("Cf", "Zs", "Cc"):
        return say(
            "a sign that nobody sees (U+{code}) stands in it; type the tag anew",
            code=f"{ord(meant):04X}",
        )
    return say(
        "the sign {sign!r} cannot stand there; take it out, or put quotes around the text",
        sign=sign,
    )


def _unexpected(got: str) -> str:
    if _is_end(got):
        return say("it is not whole; close its brackets")
    return say("{got!r} cannot stand there; take it out", got=got)


_PARSER: Table = (
    (re.compile("expected token '(.*?)', got '(.*)'"), _expected),
    (re.compile("Expected an expression, got '(.*)'"), _no_value),
    (re.compile("unexpected char '(.*?)' at"), _sign),
    (re.compile("unexpected '(.*?)', expected '(.*)'"), lambda got, wanted: _expected(wanted, got)),
    (re.compile("unexpected '(.*?)'"), _unexpected),
    (
        re.compile("can't assign to '(.*?)'"),
        lambda _: say("no value can be given to that; use a name"),
    ),
    (
        re.compile("non-default argument"),
        lambda: say("arguments with a default stand behind the others; move them there"),
    ),
    (
        re.compile("(?:Encountered unknown tag|Unexpected end of template)"),
        lambda: say(
            "its block is not whole; give it its end tag, and put other blocks outside or in"
        ),
    ),
    (
        re.compile("(?s).*(?:unicodeescape|escape)"),
        lambda: say("a \\ in a text begins a sign of its own; write \\\\ for the sign itself"),
    ),
    (
        re.compile("(?:Invalid character in identifier|.*identifier)"),
        lambda: say("a name holds letters, digits and _ alone; write the key as ['...']"),
    ),
    (
        re.compile("Can't assign to special loop variable"),
        lambda: say("'loop' is what a loop tells of its rounds; choose another name"),
    ),
    (
        re.compile('When defining macros or call blocks the special "caller"'),
        lambda: say("'caller' is what a call block gives to its macro; choose another name"),
    ),
)
