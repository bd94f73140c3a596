"""What the tags of a template may say: every node and every name is held against what is known."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from jinja2 import Environment, nodes

from docgen.bounds.templates import MOST_DEPTH, MOST_DIGITS
from docgen.model.tongue import marked, say
from docgen.suggest import nearest
from docgen.word.compile.codegen import STATE
from docgen.word.compile.guarded import INSTEAD
from docgen.word.render.text import FORBIDDEN
from docgen.word.render.writers import COPIES as ASKED
from docgen.word.render.writers import GUARDS, WRITER

COPIES = f"{WRITER}copies"
"""The name of what gives ids of their own to things that are printed again."""
_OWN = re.compile(rf"{STATE}|{COPIES}|{WRITER}(?:round|list)\d+")
"""Names in tags of our own: no author's tag holds one."""
_RESERVED = {"self", "super"}
_BY_NAME = {"map": ("filter", 0), "select": ("test", 0), "reject": ("test", 0),
            "selectattr": ("test", 1), "rejectattr": ("test", 1)}  # fmt: skip
"""Filters that are told another filter or a test by its name, and where."""

_ALLOWED = frozenset({
    nodes.Template, nodes.Output, nodes.TemplateData,
    nodes.For, nodes.If, nodes.Macro, nodes.CallBlock, nodes.FilterBlock, nodes.With,
    nodes.Assign, nodes.AssignBlock,
    nodes.Name, nodes.NSRef, nodes.Const, nodes.Tuple, nodes.List, nodes.Dict, nodes.Pair,
    nodes.Keyword, nodes.CondExpr, nodes.Filter, nodes.Test, nodes.Call, nodes.Getitem,
    nodes.Getattr, nodes.Slice, nodes.Concat, nodes.Compare, nodes.Operand,
    nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Add, nodes.Sub, nodes.Mod, nodes.Pow,
    nodes.And, nodes.Or, nodes.Not, nodes.Neg, nodes.Pos,
})  # fmt: skip


class Refusal(NamedTuple):
    """Something that a template may not say."""

    line: int
    """The number of the tag, from 1."""
    rule: str
    message: str


def refusals(
    tree: nodes.Template, environment: Environment, *, ours: bool = False
) -> Iterator[Refusal]:
    """Yield what is not known in a syntax tree; `ours` says that docgen's own tags are in it."""
    names: dict[str, str] = {}
    for node in walk(tree):
        if type(node) not in _ALLOWED:
            yield Refusal(node.lineno, "unknown-statement", say("this is nothing a tag can say"))
            continue
        for check in _CHECKS.get(type(node), ()):
            for rule, message in check(node, environment, ours):
                yield Refusal(node.lineno, rule, message)
        for name in _bound(node):
            folded = unicodedata.normalize("NFKC", name)
            if names.setdefault(folded, name) != name:
                message = say(
                    "{name!r} and {other!r} are one name to Python; choose another",
                    name=name,
                    other=names[folded],
                )
                yield Refusal(node.lineno, "broken-tag", message)


def walk(tree: nodes.Node) -> Iterator[nodes.Node]:
    """Yield a node and all below it, however deep they stand."""
    todo = [tree]
    while todo:
        node = todo.pop()
        yield node
        todo += below(node)


def below(node: nodes.Node) -> list[nodes.Node]:
    """Return the nodes right below one, as Jinja's `iter_child_nodes` does in twice the time."""
    found: list[nodes.Node] = []
    for name in node.fields:
        part = getattr(node, name, None)
        if isinstance(part, nodes.Node):
            found.append(part)
        elif isinstance(part, list):
            found += [one for one in part if isinstance(one, nodes.Node)]
    return found


def in_order(tree: nodes.Node) -> Iterator[nodes.Node]:
    """Yield a node and all below it, each before what is in it, as they are written."""
    todo = [tree]
    while todo:
        node = todo.pop()
        yield node
        todo += reversed(below(node))


def too_deep(tree: nodes.Node) -> bool:
    """Return whether a tag is nested too deep to be worked out on every machine."""
    level, depth = [tree], 0
    while level and depth <= MOST_DEPTH:
        level, depth = [child for node in level for child in below(node)], depth + 1
    return bool(level)


Faults = Iterator[tuple[str, str]]


def _filter(node: nodes.Filter, environment: Environment, ours: bool) -> Faults:
    if ours and _is_own(node):
        return
    yield from _known("filter", node.name, environment)
    if node.name in _BY_NAME:
        kind, position = _BY_NAME[node.name]
        named = node.args[position : position + 1]
        if named and isinstance(named[0], nodes.Const) and isinstance(named[0].value, str):
            yield from _known(kind, named[0].value, environment)


def _is_own(node: nodes.Filter) -> bool:
    """Return whether a filter of ours stands where only our own tags have one."""
    if node.node is None:
        return node.name in GUARDS
    asked = isinstance(node.node, nodes.Name) and node.node.name == COPIES
    return asked and node.name in ASKED


def _test(node: nodes.Test, environment: Environment, _: bool) -> Faults:
    yield from _known("test", node.name, environment)


_UNKNOWN = {
    "filter": ("unknown-filter", marked("there is no filter {name!r}; {hint}")),
    "test": ("unknown-test", marked("there is no test {name!r}; {hint}")),
}
"""Rule of a name that is not there and what is said of it, by what it should be."""


def _known(kind: str, name: str, environment: Environment) -> Faults:
    there = environment.filters if kind == "filter" else environment.tests
    if name in there:
        return
    if kind == "filter" and name in INSTEAD:
        yield (
            "unsafe-filter",
            say("docgen has no filter {name!r}: {instead}", name=name, instead=say(INSTEAD[name])),
        )
        return
    near = nearest(name, there)
    hint = (
        say("did you mean '{word}'?", word=near)
        if near
        else say("docs/templates.md names those there are")
    )
    rule, sentence = _UNKNOWN[kind]
    yield rule, say(sentence, name=name[:60], hint=hint)


def _name(node: nodes.Name, _: Environment, ours: bool) -> Faults:
    if ours and _OWN.fullmatch(node.name):
        return
    if node.name.startswith(WRITER) or node.name in _RESERVED or node.name.startswith("__"):
        yield (
            "reserved-name",
            say("the name {name!r} is not for templates; choose another", name=node.name[:60]),
        )
    elif node.name == "loop" and node.ctx == "store":
        yield "reserved-name", say("'loop' is what a loop tells of its rounds; choose another name")


def _attribute(node: nodes.Getattr, *_: Any) -> Faults:
    if node.attr.startswith("__"):
        yield (
            "reserved-name",
            say("{attr!r} belongs to Python; print a value of the review", attr=node.attr[:60]),
        )


def _keyword(node: nodes.Keyword, *_: Any) -> Faults:
    if node.key.startswith("_"):
        yield "reserved-name", say("{key!r} cannot be given; leave it out", key=node.key[:60])


def _arguments(node: nodes.Macro | nodes.CallBlock, *_: Any) -> Faults:
    yield from _twice([argument.name for argument in node.args])


def _call(node: nodes.Call | nodes.Filter | nodes.Test, *_: Any) -> Faults:
    keys = (keyword.key for keyword in node.kwargs if isinstance(keyword, nodes.Keyword))
    yield from _twice(keys)


def _twice(names: Iterable[str]) -> Faults:
    for name, times in Counter(unicodedata.normalize("NFKC", name) for name in names).items():
        if times > 1:
            yield "broken-tag", say("{name!r} is given twice; leave one out", name=name[:60])


def _constant(node: nodes.Const, *_: Any) -> Faults:
    value = node.value
    long = isinstance(value, int) and value.bit_length() > MOST_DIGITS * 3.33
    if long or (isinstance(value, float) and not math.isfinite(value)):
        yield (
            "broken-tag",
            say("a number has at most {most} digits; write a smaller one", most=MOST_DIGITS),
        )


def _output(node: nodes.Output, *_: Any) -> Faults:
    for child in node.nodes:
        if isinstance(child, nodes.Const) and FORBIDDEN.search(str(child.value)):
            message = say("prints a character that no Word file may hold; take it out")
            yield "control-character", message


_CHECKS: dict[type[nodes.Node], tuple[Callable[..., Faults], ...]] = {
    nodes.Filter: (_filter, _call),
    nodes.Test: (_test, _call),
    nodes.Call: (_call,),
    nodes.Name: (_name,),
    nodes.Getattr: (_attribute,),
    nodes.Keyword: (_keyword,),
    nodes.Macro: (_arguments,),
    nodes.CallBlock: (_arguments,),
    nodes.Const: (_constant,),
    nodes.Output: (_output,),
}


def _bound(node: nodes.Node) -> list[str]:
    """Return the names that become names of Python."""
    if isinstance(node, nodes.Name | nodes.NSRef | nodes.Macro):
        return [node.name]
    return []
