"""What a tag does with a value that is not made for it: found before a report is made."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple, cast

from jinja2 import Environment, nodes

from docgen.bounds.templates import MOST_ROUNDS
from docgen.model import Field
from docgen.model.tongue import marked, say
from docgen.suggest import did_you_mean
from docgen.word.compile.allowed import walk

Meant = Mapping[nodes.Node, Any]
"""What each plain chain of names stands for: (node of the fields, path), or None."""

LOOP_NAMES = (
    *("index", "index0", "revindex", "revindex0", "first", "last", "length", "depth", "depth0"),
    *("previtem", "nextitem", "changed", "cycle"),
)
"""What a loop tells of its rounds."""
_LISTS = ("list", "dates")
_TEXTS = ("text", "line", "date", "bool")
_NUMBERS = ("number", "score", "total")
_OF_NUMBERS = frozenset({"round", "abs"})
_OF_LISTS = frozenset({
    *("map", "select", "reject", "selectattr", "rejectattr", "sum", "groupby", "batch", "slice"),
    *("min", "max", "unique", "dictsort"),
})  # fmt: skip
_CALLED: Mapping[str, str] = {
    "text": marked("a text"),
    "line": marked("a text"),
    "date": marked("a date"),
    "dates": marked("a list of dates"),
    "list": marked("a list of texts"),
    "bool": marked("true or false"),
    "score": marked("a score"),
    "total": marked("a number"),
    "number": marked("a number"),
}

_TRUE = marked("{path} is never {value!r}, so this is always true: {reason}")
_FALSE = marked("{path} is never {value!r}, so this is always false: {reason}")
_UNORDERED = marked("{path} is neither more nor less than {value!r}: {reason}")


class Misuse(NamedTuple):
    """One thing that cannot come to anything."""

    line: int
    """The number of the tag, from 1."""
    rule: str
    message: str
    stops: bool = True
    """False where a report is made all the same."""


def misuses(tree: nodes.Template, meant: Meant, environment: Environment) -> Iterator[Misuse]:
    """Yield what the tags of a part do in vain; `meant` is what names were resolved to."""
    there = [*walk(tree)]
    methods = {node.node for node in there if isinstance(node, nodes.Call)}
    for node in there:
        if node in methods and isinstance(node, nodes.Getattr):
            continue  # a method of a value
        check = _CHECKS.get(type(node))
        if check is not None:
            for rule, message in check(node, meant, environment):
                # Jinja gives a comparison the line of what stands behind it.
                line = min(one.lineno for one in walk(node) if one.lineno)
                yield Misuse(line, rule, message, rule != "never-true")


Faults = Iterator[tuple[str, str]]
"""Rule and message of each."""


def _member(node: nodes.Getattr | nodes.Getitem, meant: Meant, _: Environment) -> Faults:
    key = node.attr if isinstance(node, nodes.Getattr) else _constant(node.arg)
    if not isinstance(key, str):
        return
    if isinstance(node.node, nodes.Name) and node.node.name == "loop":
        if meant.get(node.node) is not None and key not in LOOP_NAMES:
            yield (
                "unknown-name",
                say("a loop tells no {key!r}; {way}", key=key, way=did_you_mean(key, LOOP_NAMES)),
            )
        return
    field, path = _field(node.node, meant)
    if field is not None:
        what = say(_CALLED.get(field.kind, "one value"))
        yield (
            "unknown-name",
            say(
                "{path} is {what} and holds no {key!r}; print {path} itself",
                path=path,
                what=what,
                key=key,
            ),
        )


def _loop(node: nodes.For, meant: Meant, _: Environment) -> Faults:
    field, path = _field(node.iter, meant)
    if field is not None and field.kind not in _LISTS:
        what = say(_CALLED.get(field.kind, "one value"))
        yield "not-a-list", say("{path} is {what}; a loop goes over a list", path=path, what=what)


def _filter(node: nodes.Filter, meant: Meant, environment: Environment) -> Faults:
    known = environment.filters.get(node.name)
    if known is None or node.node is None:
        return
    if not _takes(known, node):
        yield "filter-arguments", _wanted(node.name, known)
        return
    field, path = _field(node.node, meant)
    if field is None:
        return
    what = say(_CALLED[field.kind]) if field.kind in _CALLED else ""
    if node.name in _OF_NUMBERS and field.kind in (*_TEXTS, *_LISTS):
        yield (
            "filter-kind",
            say(
                "{name} takes a number, and {path} is {what}; take the filter away",
                name=node.name,
                path=path,
                what=what,
            ),
        )
    if node.name in _OF_LISTS and field.kind in (*_TEXTS, *_NUMBERS):
        yield (
            "filter-kind",
            say(
                "{name} takes a list, and {path} is {what}; take the filter away",
                name=node.name,
                path=path,
                what=what,
            ),
        )


def _takes(function: Callable[..., Any], node: nodes.Filter) -> bool:
    """Return whether a filter can be called with what stands in its brackets."""
    if node.dyn_args is not None or node.dyn_kwargs is not None:
        return True
    names = [str(word.key) for word in cast("list[nodes.Keyword]", node.kwargs)]
    try:
        _signature(function).bind(None, *node.args, **dict.fromkeys(names))
    except TypeError:
        return False
    except ValueError:
        return True  # written in C, and tells nothing
    return True


def _signature(function: Callable[..., Any]) -> inspect.Signature:
    """Return what a filter takes from a template: what Jinja passes by itself is left out."""
    found = inspect.signature(function)
    passed = getattr(inspect.unwrap(function), "jinja_pass_arg", None)
    kept = list(found.parameters.values())[1 if passed is not None else 0 :]
    return found.replace(parameters=kept)


def _wanted(name: str, function: Callable[..., Any]) -> str:
    names = [str(one).partition(":")[0].partition("=")[0].strip()
             for one in list(_signature(function).parameters.values())[1:]]  # fmt: skip
    if not names:
        return say("{filter} takes nothing in brackets; take them away", filter=name)
    return say(
        "{filter} takes in brackets at most: {names}; take the rest away",
        filter=name,
        names=", ".join(names),
    )


def _call(node: nodes.Call, _meant: Meant, _: Environment) -> Faults:
    if isinstance(node.node, nodes.Name) and node.node.name == "range":
        numbers = [_constant(argument) for argument in node.args]
        if any(isinstance(one, int) and abs(one) > MOST_ROUNDS for one in numbers):
            yield (
                "limit",
                say(
                    "a range goes to {most:,} at most; loop over a list of the review",
                    most=MOST_ROUNDS,
                ),
            )


def _comparison(node: nodes.Compare, meant: Meant, _: Environment) -> Faults:
    if len(node.ops) != 1:
        return
    operation, other = node.ops[0].op, node.ops[0].expr
    ordered = operation not in ("eq", "ne", "in", "notin")
    for one, two in ((node.expr, other), (other, node.expr)):
        field, path = _field(one, meant)
        if field is None or (operation in ("in", "notin") and one is other):
            continue
        for value in _values(two):
            if reason := _of_other_kind(field, value) or ("" if ordered else _missed(field, value)):
                sentence = _TRUE if operation in ("ne", "notin") else _FALSE
                sentence = _UNORDERED if ordered else sentence
                yield (
                    "never-true",
                    say(sentence, path=path, value=value, reason=reason),
                )


def _values(node: nodes.Node) -> Iterator[Any]:
    if isinstance(node, nodes.Const):
        yield node.value
    elif isinstance(node, nodes.List | nodes.Tuple):
        yield from (item.value for item in node.items if isinstance(item, nodes.Const))


def _of_other_kind(field: Field, value: Any) -> str:
    """Return why a field cannot be compared with a value; empty when it can."""
    if value is None or value == "":
        return ""  # what an absent value is
    text = isinstance(value, str)
    if text and field.kind in _NUMBERS:
        return say("write the number without quotes")
    if text and field.kind == "bool":
        return say("write the name alone, or not before it")
    if not text and field.kind in ("text", "line", "date"):
        return say("it is a text; put quotes around the word")
    if field.kind in _LISTS:
        return say("it is a list; ask with `in` whether it holds the word")
    return ""


def _missed(field: Field, value: Any) -> str:
    """Return why a field never has this value of its kind; empty when it may."""
    if value is None or value == "":
        return ""
    if field.choices and value not in field.choices:
        few = [repr(one) for one in field.choices[:8]]
        more = ", ..." if len(field.choices) > len(few) else ""
        return say("it is one of {values}", values=", ".join(few) + more)
    return ""


def _field(node: nodes.Node, meant: Meant) -> tuple[Field | None, str]:
    """Return the field that a plain chain of names stands for, and its path."""
    found = meant.get(node)
    if found is None or not isinstance(found[0], Field):
        return None, ""
    return found[0], found[1]


def _constant(node: nodes.Node) -> Any:
    return node.value if isinstance(node, nodes.Const) else None


_CHECKS: Mapping[type[nodes.Node], Callable[..., Faults]] = {
    nodes.Getattr: _member,
    nodes.Getitem: _member,
    nodes.For: _loop,
    nodes.Filter: _filter,
    nodes.Call: _call,
    nodes.Compare: _comparison,
}
