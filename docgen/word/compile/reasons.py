"""What Python and Jinja say of a value of a template, in the words of this house."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable

import jinja2
import markupsafe

from docgen import version
from docgen.model.tongue import marked, say
from docgen.word.compile.absence import ABSENT, kind_called
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
    if isinstance(error, jinja2.UndefinedError) and (absent := looked_up(ABSENT, message, str)):
        return absent
    said = looked_up(_VALUES, message, kind_called)
    for kind, words in _BY_KIND:
        said = said or (say(words) if isinstance(error, kind) else "")
    return said


def callers_words(error: BaseException) -> str:
    """Return what is said of a value or function of the caller that fails in its own code."""
    words = f"{type(error).__name__}: {error}".rstrip(": ")
    return say(
        "what it is given fails in its own code ({words}); mend it there",
        words=" ".join(words.split())[:200],
    )


def is_callers(error: BaseException) -> bool:
    """Return whether a function that docgen was given raised this: then its words are meant."""
    file, trace = "", error.__traceback__
    while trace is not None:
        file, trace = trace.tb_frame.f_code.co_filename, trace.tb_next
    return not file.startswith(("<", *_KNOWN))


_KNOWN = tuple(
    os.path.dirname(file) + os.sep  # noqa: PTH120 - held against names in code objects
    for file in (os.__file__, jinja2.__file__, markupsafe.__file__, version.__file__)
)


def _operands(sign: str, one: str, other: str = "") -> str:
    if not other:
        return say("{sign!r} cannot stand before {one}; use it with a number", sign=sign, one=one)
    if {one, other} & {say("a text"), say("a list")} and sign == "+":
        return say(
            "{sign!r} cannot join {one} and {other}; join values as a text with ~",
            sign=sign,
            one=one,
            other=other,
        )
    return say(
        "{sign!r} cannot work with {one} and {other}; use it with two numbers",
        sign=sign,
        one=one,
        other=other,
    )


def _compared(sign: str, one: str, other: str) -> str:
    return say(
        "{sign!r} cannot compare {one} with {other}; compare two numbers or two texts",
        sign=sign,
        one=one,
        other=other,
    )


def _fixed(words: str) -> Words:
    return lambda *_: say(words)


_ARGUMENTS = _fixed(
    marked(
        "it is given too many or too few values, or some it does not know; see "
        "docs/templates.md for what it takes"
    )
)
_NUMBER = _fixed(marked("that is no number; give it one, or |default(0) before"))
_NO_SUCH = {
    "filter": marked("there is no filter {name!r}; docs/templates.md names those there are"),
    "test": marked("there is no test {name!r}; docs/templates.md names those there are"),
}
_ROWS = (
    (r"unsupported operand type\(s\) for (\S+?)=?(?: or pow\(\))?: '(\w+)' and '(\w+)'", _operands),
    (r"can only concatenate (\w+) \(not \"(\w+)\"\)", lambda one, two: _operands("+", one, two)),
    (
        r"can't multiply sequence by non-int of type '(\w+)'",
        lambda kind: say(
            "a text or list is repeated by a whole number, not by {kind}; give it one", kind=kind
        ),
    ),
    (r"bad operand type for (?:unary )?(\S+?)(?:\(\))?: '(\w+)'", _operands),
    (r"'(<|>|<=|>=)' not supported between instances of '(\w+)' and '(\w+)'", _compared),
    (
        r"unhashable type: '(\w+)'",
        lambda kind: say(
            "{kind} cannot be a key or be looked up; use a text or a number", kind=kind
        ),
    ),
    (
        r"cannot use '(\w+)' as a",
        lambda kind: say(
            "{kind} cannot be a key or be looked up; use a text or a number", kind=kind
        ),
    ),
    (
        (
            r"'(\w+)' object is not iterable|argument of type '(\w+)' is not|"
            r"cannot unpack non-iterable (\w+)|container or iterable"
        ),
        lambda *kinds: say(
            "{kind} is no list; loop over a list, or look in one",
            kind="".join(kinds) or say("the value"),
        ),
    ),
    (
        r"'([\w.]+)' object is not callable|is not safely callable",
        lambda kind="": say(
            "{kind} cannot be called; write its name without brackets", kind=kind or say("that")
        ),
    ),
    (
        r"'(\w+)' object is not subscriptable|'(\w+)' object has no attribute",
        lambda *kinds: say("{kind} has no parts; print it as it is", kind="".join(kinds)),
    ),
    (
        (
            r"object of type '([\w.]+)' has no len|'(\w+)' object is not reversible|"
            r"argument to reversed\(\) must be a sequence"
        ),
        lambda *kinds: say(
            "{kind} is no list or text; use a list or a text",
            kind="".join(kinds) or say("the value"),
        ),
    ),
    (
        (
            r"(?:list|tuple|string|range object) (?:index out of range|indices must be)|"
            r"(?:string|list|tuple|range object) index|slice indices must be"
        ),
        _fixed(
            marked("a list or text has no such place; count from 0, and to less than its length")
        ),
    ),
    (
        r"slice step cannot be zero|arg 3 must not be zero",
        _fixed(marked("a step of 0 leads nowhere; use 1 or more")),
    ),
    (
        r"(?:not enough|too many) values to unpack",
        _fixed(
            marked("the entries have not as many values as there are names; give one name to each")
        ),
    ),
    (
        r"division by zero|modulo by zero|integer modulo|float (?:floor )?division|float modulo",
        _fixed(marked("0 divides nothing; ask before, as in {% if n %}")),
    ),
    (
        (
            r"complex|math (?:domain|range)|Numerical result out of range|too large|"
            r"cannot convert float|exceeds the limit|integer string conversion"
        ),
        _fixed(marked("that gives no number that can be written; use smaller ones")),
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
        lambda *kinds: say(
            "{kind} is no text; give it a text, by |string", kind="".join(kinds) or say("the value")
        ),
    ),
    (
        (
            r"format (?:requires|string)|unsupported format character|incomplete format|"
            r"not all arguments converted"
        ),
        _fixed(marked("the pattern and its values do not fit; give one value for each %s")),
    ),
    (r"empty separator", _fixed(marked("an empty text parts nothing; give a sign"))),
    (
        r"substring not found|not in (?:list|tuple)|is not in range",
        _fixed(marked("what is looked for is not there; ask before, as in {% if x in list %}")),
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
            marked(
                "only what namespace() made can be changed; write {% set ns = "
                "namespace(x=1) %} first"
            )
        ),
    ),
    (r"recursion|recursive", _fixed(marked("it calls itself too often; let it end sooner"))),
    (
        r"[Nn]o (filter|test) named '(.*?)'",
        lambda what, name: say(_NO_SUCH[what], name=name),
    ),
    (
        r"non-empty|empty sequence|No (?:first|last|max|min)",
        _fixed(marked("an empty list has no such entry; ask before, as in {% if list %}")),
    ),
    (
        r"not JSON serializable|Circular reference|Out of range float",
        _fixed(marked("that cannot be written as JSON; give it texts, numbers, lists and records")),
    ),
    (
        r"^the inline if-expression",
        _fixed(marked("its condition is false, and it says nothing else; add: else ''")),
    ),
    (
        r"no items for cycling|at least one item",
        _fixed(marked("a cycle needs values; give it some")),
    ),
)
"""What Python and Jinja say of values, as patterns of their messages."""
_VALUES: Table = tuple((re.compile(pattern), words) for pattern, words in _ROWS)
_BY_KIND: Iterable[tuple[type[Exception], str]] = (
    (KeyError, marked("there is no such name; compare it with the names in docs/templates.md")),
    (ArithmeticError, marked("that gives no number that can be written; use smaller ones")),
    (RecursionError, marked("it calls itself too often; let it end sooner")),
    (
        Exception,
        marked("its value cannot be worked out; compare it with the examples in docs/templates.md"),
    ),
)
"""What is said of messages that are in no row."""
