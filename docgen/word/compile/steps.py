"""Let the code of a template count what it does: loops, macros and long comparisons take steps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import cast

from jinja2 import nodes

from docgen.bounds.templates import LETTERS_A_STEP, STEPS_OF_A_CALL
from docgen.word.compile.allowed import walk
from docgen.word.compile.codegen import SETTLE
from docgen.word.render.budget import PIECES

_CARRIERS = (nodes.For, nodes.Macro, nodes.CallBlock)
"""What counts its own body."""


def count_steps(tree: nodes.Template) -> None:
    """Change a syntax tree so that its code takes steps from the budget of its rendering."""
    for node in list(walk(tree)):
        if isinstance(node, nodes.For):
            _count_loop(node)
        elif isinstance(node, nodes.Macro | nodes.CallBlock):
            steps = STEPS_OF_A_CALL + _weight(node.body)
            node.body = [_statement("_dg_spend", steps, node), *node.body]
        elif isinstance(node, nodes.Compare):
            _weigh(node)
        elif isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Slice):
            node.node = _called("_dg_weighed", node.node)
        elif isinstance(node, nodes.Pair) and not isinstance(node.key, nodes.Const):
            node.key = _called("_dg_weighed", node.key)
    for node in list(walk(tree)):
        _settle_outputs(node)


def _count_loop(loop: nodes.For) -> None:
    weight = nodes.Const(_weight([*loop.body, loop.test]), lineno=loop.lineno)
    loop.iter = _called("_dg_rounds", loop.iter, weight)
    if loop.recursive:
        for call in loop.find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name == "loop" and call.args:
                call.args[0] = _called("_dg_rounds", call.args[0], weight)
    if any(isinstance(node, nodes.Output) for one in loop.body for node in walk(one)):
        loop.body = [*loop.body, _statement(SETTLE, 0, loop)]


def _weight(body: Iterable[nodes.Node | None]) -> int:
    """Return the steps of a body, without those of the loops and macros in it."""
    steps, todo = 1, [node for node in body if node is not None]
    while todo:
        node = todo.pop()
        steps += 1
        if isinstance(node, nodes.TemplateData):
            steps += len(node.data) // LETTERS_A_STEP
        if not isinstance(node, _CARRIERS):
            todo += node.iter_child_nodes()
    return steps


def _weigh(compare: nodes.Compare) -> None:
    """Let comparisons of two values, and looking for one in another, take steps."""
    plain = [isinstance(side, nodes.Const) for side in (compare.expr, *_others(compare))]
    if not any(plain):
        compare.expr = _called("_dg_weighed", compare.expr)
    for operand in compare.ops:
        looked_through = operand.op in ("in", "notin")
        if not isinstance(operand.expr, nodes.Const) and (looked_through or not any(plain)):
            operand.expr = _called("_dg_weighed", operand.expr)


def _others(compare: nodes.Compare) -> Sequence[nodes.Expr]:
    return [operand.expr for operand in compare.ops]


def _settle_outputs(node: nodes.Node) -> None:
    """Part what writes very many values in a row, and count between."""
    for field in ("body", "else_"):
        body = getattr(node, field, None)
        if not isinstance(body, list):
            continue
        parted: list[nodes.Node] = []
        for child in body:
            if not isinstance(child, nodes.Output) or len(child.nodes) <= PIECES:
                parted.append(child)
                continue
            for start in range(0, len(child.nodes), PIECES):
                some = child.nodes[start : start + PIECES]
                parted.append(nodes.Output(some, lineno=child.lineno))
                parted.append(_statement(SETTLE, 0, child))
        setattr(node, field, parted)


def _called(function: str, value: nodes.Node, *arguments: nodes.Expr) -> nodes.Filter:
    return nodes.Filter(
        cast("nodes.Expr", value), function, list(arguments), [], None, None, lineno=value.lineno
    )


def _statement(function: str, steps: int, node: nodes.Node) -> nodes.ExprStmt:
    called = _called(function, nodes.Const(steps, lineno=node.lineno))
    return nodes.ExprStmt(called, lineno=node.lineno)
