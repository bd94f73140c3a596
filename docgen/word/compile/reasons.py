"""What Python and Jinja say of a value of a template, in the words of this house."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable

import jinja2
import markupsafe

import docgen
from docgen.word.compile.habits import instead_of
from docgen.word.compile.wording import Table, Words, looked_up


def value_in_words(error: Exception) -> str:
    """Return what it means that a value cannot be worked out."""
    message = " ".join(str(error).split())
    if "; " in message:  # ours, with its way out
        return message
    if message and is_callers(error):
        # A ValueError is how a filter says what is wrong with a value; the rest is a slip in it.
        return message if isinstance(error, ValueError) else callers_words(error)
    if isinstance(error, jinja2.UndefinedError) and (absent := looked_up(_ABSENT, message, str)):
        return absent
    said = looked_up(_VALUES, message, _kind)
    for kind, words in _BY_KIND:
        said = said or (words if isinstance(error, kind) else "")
    return said


def callers_words(error: BaseException) -> str:
    """Return what is said of a value or function of the caller that fails in its own code."""
    words = f"{type(error).__name__}: {error}".rstrip(": ")
    return (
        f"what it is given fails in its own code ({' '.join(words.split())[:200]}); mend it there"
    )


def is_callers(error: BaseException) -> bool:
    """Return whether a function that docgen was given raised this: then its words are meant."""
    file, trace = "", error.__traceback__
    while trace is not None:
        file, trace = trace.tb_frame.f_code.co_filename, trace.tb_next
    return not file.startswith(("<", *_KNOWN))


def absent_in_words(message: str) -> str:
    """Return what Jinja's message says of a name or an entry that does not exist."""
    return looked_up(_ABSENT, message, str) or f"there is no such value; {SEE}"


_KNOWN = tuple(
    os.path.dirname(file) + os.sep  # noqa: PTH120 - held against names in code objects
    for file in (os.__file__, jinja2.__file__, markupsafe.__file__, docgen.__file__)
)
SEE = "compare it with the names in docs/templates.md"
"""The way out of an absent name."""


def _no_entry(kind: str, entry: str) -> str:
    named = (
        f"entry {entry[:60]}" if entry.startswith(("'", '"')) or entry.isdigit() else "such entry"
    )
    return f"{_KINDS.get(kind, 'the value')} has no {named}; {SEE}"


_ABSENT: Table = (
    (re.compile(r"^'(.*)' is undefined$"), lambda name: f"there is no {name!r}; {SEE}"),
    (
        re.compile(r"^'dict object' has no attribute '(.*)'$"),
        lambda key: f"the record has no {key!r}; {SEE}",
    ),
    (
        re.compile(r"^'([\w.]+) object' has no attribute (.*)$"),
        lambda kind, key: f"{_KINDS.get(kind, 'the value')} has no {key[:60]}; {SEE}",
    ),
    (re.compile(r"^([\w.]+) object has no element (.*)$"), _no_entry),
    (re.compile(r"^None has no element (.*)$"), lambda entry: _no_entry("NoneType", entry)),
    (re.compile(r"^access to attribute '(\w+)'"), instead_of),
)
"""What Jinja says of what is absent."""
_KINDS: dict[str, str] = {
    "str": "a text",
    "Captured": "a text",
    "Markup": "a text",
    "int": "a number",
    "float": "a number",
    "bool": "true or false",
    "NoneType": "nothing",
    "list": "a list",
    "tuple": "a list",
    "range": "a range of numbers",
    "generator": "a list",
    "dict": "a record",
    "set": "a list",
}
"""What templates call Python's types."""


def _kind(token: str) -> str:
    """Return what a type is to the author of a template; other tokens as they are."""
    if token in _KINDS:
        return _KINDS[token]
    is_type = "function" in token or "method" in token or token[:1].isupper()
    return "something that is no value" if is_type else token


def _operands(sign: str, one: str, other: str = "") -> str:
    if not other:
        return f"{sign!r} cannot stand before {one}; use it with a number"
    if {one, other} & {"a text", "a list"} and sign == "+":
        return f"{sign!r} cannot join {one} and {other}; join values as a text with ~"
    return f"{sign!r} cannot work with {one} and {other}; use it with two numbers"


def _compared(sign: str, one: str, other: str) -> str:
    return f"{sign!r} cannot compare {one} with {other}; compare two numbers or two texts"


def _fixed(words: str) -> Words:
    return lambda *_: words


_ARGUMENTS = _fixed("it is given too many or too few values, or some it does not know; see "
                    "docs/templates.md for what it takes")  # fmt: skip
_NUMBER = _fixed("that is no number; give it one, or |default(0) before")
_ROWS = (
    (r"unsupported operand type\(s\) for (\S+?)=?(?: or pow\(\))?: '(\w+)' and '(\w+)'", _operands),
    (r"can only concatenate (\w+) \(not \"(\w+)\"\)", lambda one, two: _operands("+", one, two)),
    (
        r"can't multiply sequence by non-int of type '(\w+)'",
        lambda kind: f"a text or list is repeated by a whole number, not by {kind}; give it one",
    ),
    (r"bad operand type for (?:unary )?(\S+?)(?:\(\))?: '(\w+)'", _operands),
    (r"'(<|>|<=|>=)' not supported between instances of '(\w+)' and '(\w+)'", _compared),
    (
        r"unhashable type: '(\w+)'",
        lambda kind: f"{kind} cannot be a key or be looked up; use a text or a number",
    ),
    (
        r"cannot use '(\w+)' as a",
        lambda kind: f"{kind} cannot be a key or be looked up; use a text or a number",
    ),
    (
        (
            r"'(\w+)' object is not iterable|argument of type '(\w+)' is not|"
            r"cannot unpack non-iterable (\w+)|container or iterable"
        ),
        lambda *kinds: (
            f"{''.join(kinds) or 'the value'} is no list; loop over a list, or look in one"
        ),
    ),
    (
        r"'([\w.]+)' object is not callable|is not safely callable",
        lambda kind="": f"{kind or 'that'} cannot be called; write its name without brackets",
    ),
    (
        r"'(\w+)' object is not subscriptable|'(\w+)' object has no attribute",
        lambda *kinds: f"{''.join(kinds)} has no parts; print it as it is",
    ),
    (
        (
            r"object of type '([\w.]+)' has no len|'(\w+)' object is not reversible|"
            r"argument to reversed\(\) must be a sequence"
        ),
        lambda *kinds: f"{''.join(kinds) or 'the value'} is no list or text; use a list or a text",
    ),
    (
        (
            r"(?:list|tuple|string|range object) (?:index out of range|indices must be)|"
            r"(?:string|list|tuple|range object) index|slice indices must be"
        ),
        _fixed("a list or text has no such place; count from 0, and to less than its length"),
    ),
    (
        r"slice step cannot be zero|arg 3 must not be zero",
        _fixed("a step of 0 leads nowhere; use 1 or more"),
    ),
    (
        r"(?:not enough|too many) values to unpack",
        _fixed("the entries have not as many values as there are names; give one name to each"),
    ),
    (
        r"division by zero|modulo by zero|integer modulo|float (?:floor )?division|float modulo",
        _fixed("0 divides nothing; ask before, as in {% if n %}"),
    ),
    (
        (
            r"complex|math (?:domain|range)|Numerical result out of range|too large|"
            r"cannot convert float|exceeds the limit|integer string conversion"
        ),
        _fixed("that gives no number that can be written; use smaller ones"),
    ),
    (
        (
            r"invalid literal for int|could not convert string|must be real number|"
            r"cannot be interpreted as an integer|must be a (?:string|number)|int\(\) (?:arg|base)|"
            r"float\(\) argument|an integer is required|type \w+ doesn't define __round__"
        ),
        _NUMBER,
    ),
    (
        (
            r"sequence item \d+: expected str instance, (\w+) found|must be str, not (\w+)|"
            r"must be str or|first arg must be|expected str(?:ing)?,"
        ),
        lambda *kinds: f"{''.join(kinds) or 'the value'} is no text; give it a text, by |string",
    ),
    (
        (
            r"format (?:requires|string)|unsupported format character|incomplete format|"
            r"not all arguments converted"
        ),
        _fixed("the pattern and its values do not fit; give one value for each %s"),
    ),
    (r"empty separator", _fixed("an empty text parts nothing; give a sign")),
    (
        r"substring not found|not in (?:list|tuple)|is not in range",
        _fixed("what is looked for is not there; ask before, as in {% if x in list %}"),
    ),
    (
        (
            r"positional argument|keyword argument|required argument|unexpected keyword|"
            r"takes (?:no|at most|at least|exactly|from)|takes \w+ arguments?|expected (?:at|\d)|"
            r"missing argument|must be specified|multiple values for|no keyword arguments|"
            r"takes not more than"
        ),
        _ARGUMENTS,
    ),
    (r"access to attribute '(\w+)'", instead_of),
    (
        r"cannot assign attribute on non-namespace",
        _fixed(
            "only what namespace() made can be changed; write {% set ns = namespace(x=1) %} first"
        ),
    ),
    (r"recursion|recursive", _fixed("it calls itself too often; let it end sooner")),
    (
        r"[Nn]o (filter|test) named '(.*?)'",
        lambda what, name: f"there is no {what} {name!r}; docs/templates.md names those there are",
    ),
    (
        r"non-empty|empty sequence|No (?:first|last|max|min)",
        _fixed("an empty list has no such entry; ask before, as in {% if list %}"),
    ),
    (
        r"not JSON serializable|Circular reference|Out of range float",
        _fixed("that cannot be written as JSON; give it texts, numbers, lists and records"),
    ),
    (
        r"^the inline if-expression",
        _fixed("its condition is false, and it says nothing else; add: else ''"),
    ),
    (r"no items for cycling|at least one item", _fixed("a cycle needs values; give it some")),
)
"""What Python and Jinja say of values, as patterns of their messages."""
_VALUES: Table = tuple((re.compile(pattern), words) for pattern, words in _ROWS)
_BY_KIND: Iterable[tuple[type[Exception], str]] = (
    (KeyError, f"there is no such name; {SEE}"),
    (ArithmeticError, "that gives no number that can be written; use smaller ones"),
    (RecursionError, "it calls itself too often; let it end sooner"),
    (
        Exception,
        "its value cannot be worked out; compare it with the examples in docs/templates.md",
    ),
)
"""What is said of messages that are in no row."""
