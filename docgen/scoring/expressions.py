"""Expressions of rules: checked when compiled, evaluated with unknown as a value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple

from jinja2 import nodes
from jinja2.exceptions import TemplateSyntaxError
from jinja2.parser import Parser

from docgen.bounds.sandbox import make_environment
from docgen.model.tongue import say, say_count
from docgen.scoring.arithmetic import (
    ARGUMENTS,
    COMPARISONS,
    FUNCTIONS,
    UNKNOWN,
    UNSTATED,
    Value,
    both,
    calculate,
    compare,
    negate,
)

__all__ = ["Expression", "ExpressionError", "compile_rule", "make_environment"]

Scope = Mapping[str, Value]

MOST_LETTERS: Final = 500
"""An expression longer than this is refused."""
MOST_STEPS: Final = 20
"""An expression nested deeper than this is refused."""


class ExpressionError(ValueError):
    """An expression that the sandbox refuses; the reader of the file adds the place."""


_Step = Callable[[Scope], Value]
_Blame = Callable[[Scope], tuple[str, ...]]


class _Part(NamedTuple):
    """One node of an expression, compiled."""

    step: _Step
    """Returns its value."""
    blame: _Blame
    """Returns the absent names that leave it unknown; none where the value is known."""


@dataclass(frozen=True, slots=True)
class Expression:
    """A checked expression; evaluate it as often as you like."""

    source: str
    names: tuple[str, ...]
    """The names it reads, in the order in which they first occur."""
    step: _Step
    blame: _Blame

    def value(self, scope: Scope) -> Value:
        """Return the value for the names of `scope`; an absent or null one is unknown."""
        return self.step(scope)

    def absent(self, scope: Scope) -> tuple[str, ...]:
        """Return the names that are not there and leave the value unknown; none when it is known.

        Of `a or b` with `a` true, `b` is of no interest, and is not named.
        """
        return tuple(dict.fromkeys(self.blame(scope)))

    def holds(self, scope: Scope) -> bool | None:
        """Return whether the expression is true; None means unknown."""
        value = self.step(scope)
        return value if isinstance(value, bool) else None


_environment = cache(make_environment)


def compile_rule(source: str, names: Mapping[str, tuple[str, ...]]) -> Expression:
    """Return the expression in `source`, which may read `names` (each with its order or ()).

    Raises ExpressionError when it does anything else.
    """
    if len(source) > MOST_LETTERS:
        raise ExpressionError(
            say("an expression has at most {most_letters} characters", most_letters=MOST_LETTERS)
        )
    try:
        parser = Parser(_environment(), source, state="variable")
        tree = parser.parse_expression()
        if not parser.stream.eos:
            raise ExpressionError(
                say("nothing may follow the expression {source!r}", source=source)
            )
    except (TemplateSyntaxError, RecursionError) as error:
        raise ExpressionError(
            say(
                "{source!r} is no expression: {error}",
                source=source,
                error=str(error).splitlines()[0],
            )
        ) from error
    compiler = _Compiler(names)
    part = compiler.compile(tree, MOST_STEPS)
    return Expression(source, tuple(compiler.used), *part)


class _Compiler:
    """Turns the nodes on the list of allowed ones into functions; refuses the rest."""

    def __init__(self, names: Mapping[str, tuple[str, ...]]) -> None:
        self.names = names
        self.used: dict[str, None] = {}

    def compile(self, node: nodes.Node, room: int) -> _Part:
        """Return the functions of one node; ExpressionError for what a rule may not hold."""
        if room == 0:
            raise ExpressionError(
                say("an expression is nested at most {most_steps} deep", most_steps=MOST_STEPS)
            )
        match node:
            case nodes.Const(value=bool() | int() | float() | str() as constant):
                return _Part(lambda _: constant, lambda _: ())
            case nodes.Name(name=name):
                return self._name(name)
            case nodes.Not(node=inner):
                part = self.compile(inner, room - 1)
                return _Part(lambda scope: negate(part.step(scope)), part.blame)
            case nodes.Neg(node=inner) | nodes.Pos(node=inner):
                return self._signed(inner, node, room)
            case nodes.And() | nodes.Or() | nodes.Add() | nodes.Sub() | nodes.Mul() | nodes.Div():
                return self._pair(node, room)
            case nodes.Compare(expr=first, ops=operands):
                return self._chain(first, operands, room)
            case nodes.Call(node=nodes.Name(name=name), args=arguments) if not (
                node.kwargs or node.dyn_args or node.dyn_kwargs
            ):
                return self._call(name, arguments, room)
        raise ExpressionError(
            say(
                "{node} is not allowed in a rule; use names of evidence, numbers, + - * /, "
                "comparisons, and, or, not, and the functions {offered}",
                node=_kind_in_words(node),
                offered=", ".join(_OFFERED),
            )
        )

    def _name(self, name: str) -> _Part:
        if name not in self.names:
            known = ", ".join(self.names) or say("none")
            raise ExpressionError(
                say("there is no evidence {name!r}; there is: {known}", name=name, known=known)
            )
        self.used[name] = None

        def read(scope: Scope) -> Value:
            value = scope.get(name)
            return UNKNOWN if value is None or value == UNSTATED else value

        return _Part(read, lambda scope: (name,) if read(scope) is UNKNOWN else ())

    def _signed(self, inner: nodes.Node, node: nodes.Node, room: int) -> _Part:
        part = self.compile(inner, room - 1)
        sign = -1 if isinstance(node, nodes.Neg) else 1
        return _Part(lambda scope: calculate("*", sign, part.step(scope)), part.blame)

    def _pair(self, node: nodes.BinExpr, room: int) -> _Part:
        left, right = self.compile(node.left, room - 1), self.compile(node.right, room - 1)
        if isinstance(node, nodes.And):
            return _joined(lambda scope: both(left.step(scope), right.step(scope)), left, right)
        if isinstance(node, nodes.Or):
            return _joined(
                lambda scope: negate(both(negate(left.step(scope)), negate(right.step(scope)))),
                *(left, right),
            )
        sign = node.operator
        return _joined(
            lambda scope: calculate(sign, left.step(scope), right.step(scope)), left, right
        )

    def _chain(self, first: nodes.Node, operands: list[nodes.Operand], room: int) -> _Part:
        """Return the functions of `a < b <= c`: every link must hold."""
        for operand in operands:
            if operand.op not in COMPARISONS:
                raise ExpressionError(
                    say("{op!r} is not allowed in a rule; compare numbers", op=operand.op)
                )
        parts = [self.compile(part, room - 1) for part in (first, *(o.expr for o in operands))]
        signs = [operand.op for operand in operands]

        def link(scope: Scope) -> Value:
            values = [part.step(scope) for part in parts]
            result: Value = True
            for sign, left, right in zip(signs, values, values[1:], strict=False):
                result = both(result, compare(sign, left, right))
            return result

        return _joined(link, *parts)

    def _call(self, name: str, arguments: list[nodes.Expr], room: int) -> _Part:
        if name == "at_least":
            return self._at_least(arguments)
        if name == "stated":
            return self._stated(arguments)
        if name not in FUNCTIONS:
            raise ExpressionError(
                say(
                    "there is no function {name!r}; there is: {offered}",
                    name=name,
                    offered=", ".join(_OFFERED),
                )
            )
        wanted = ARGUMENTS.get(name, 1)
        if len(arguments) != wanted:
            raise ExpressionError(
                say_count(
                    "{name}() takes {count} value",
                    "{name}() takes {count} values",
                    wanted,
                    name=name,
                )
            )
        parts = [self.compile(argument, room - 1) for argument in arguments]
        function = FUNCTIONS[name]
        return _joined(lambda scope: function(*(part.step(scope) for part in parts)), *parts)

    def _stated(self, arguments: list[nodes.Expr]) -> _Part:
        """Return the functions of stated(key): true or false, never unknown."""
        match arguments:
            case [nodes.Name(name=name)]:
                read = self._name(name).step
            case _:
                raise ExpressionError(say("write stated(key)"))
        return _Part(lambda scope: read(scope) is not UNKNOWN, lambda _: ())

    def _at_least(self, arguments: list[nodes.Expr]) -> _Part:
        match arguments:
            case [nodes.Name(name=name), nodes.Const(value=str() as least)]:
                order = self.names.get(name, ())
            case _:
                raise ExpressionError(say('write at_least(key, "value")'))
        part = self._name(name)
        ranks = {value: rank for rank, value in enumerate(order)}
        if least not in ranks or least == UNSTATED:
            raise ExpressionError(
                say(
                    "{name} has no value {least!r}; it has: {order}",
                    name=name,
                    least=least,
                    order=", ".join(order),
                )
            )

        def reach(scope: Scope) -> Value:
            value = part.step(scope)
            known = isinstance(value, str) and value in ranks
            return ranks[value] >= ranks[least] if known else UNKNOWN

        return _joined(reach, part)


_OFFERED = ("at_least", "stated", *FUNCTIONS)


def _joined(step: _Step, *parts: _Part) -> _Part:
    """Return a part of others; what leaves them unknown counts while it is unknown itself."""

    def blame(scope: Scope) -> tuple[str, ...]:
        if step(scope) is not UNKNOWN:
            return ()
        return tuple(name for part in parts for name in part.blame(scope))

    return _Part(step, blame)


def _kind_in_words(node: nodes.Node) -> str:
    """Return a node's kind in words a person knows."""
    match node:
        case nodes.Getattr(attr=name):
            return say("the attribute .{name}", name=name)
        case nodes.Getitem():
            return "[ ]"
        case nodes.Filter(name=name):
            return say("the filter |{name}", name=name)
        case nodes.Const(value=value):
            return repr(value)
    return {"CondExpr": "if-else", "Call": say("this kind of call")}.get(
        type(node).__name__, type(node).__name__.lower()
    )
