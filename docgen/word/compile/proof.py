"""Prove that generated code does nothing but what a template may: by its own syntax tree.

The last lock before the code is made: whatever came through the others, only these names,
attributes and kinds of statements are ever run.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import TypeGuard

from docgen.word.render.writers import SITE, WRITERS

_NODES = (
    *(ast.Module, ast.FunctionDef, ast.arguments, ast.arg, ast.Return, ast.Pass, ast.Expr),
    *(ast.Assign, ast.If, ast.For, ast.Raise, ast.Yield, ast.Lambda),
    *(ast.Call, ast.keyword, ast.Starred, ast.Attribute, ast.Subscript, ast.Slice, ast.Name),
    *(ast.Constant, ast.Tuple, ast.List, ast.Dict, ast.IfExp, ast.Compare, ast.BoolOp),
    *(ast.BinOp, ast.UnaryOp, ast.Load, ast.Store),
    *(ast.boolop, ast.Sub, ast.unaryop, ast.cmpop),
)
_NAMES = frozenset((
    *("name", "blocks", "debug_info", "root", "context", "environment", "missing"),
    *("resolve", "undefined", "concat", "cond_expr_undefined", "Undefined", "isinstance"),
    *("loop", "reciter", "loop_render_func", "depth", "fiter", "macro", "caller", "block"),
    *("_loop_vars", "_block_vars"),
    *("LoopContext", "Macro", "Markup", "Namespace", "TemplateRuntimeError"),
))  # fmt: skip
_LOCAL = re.compile(r"l_\d+_\w+|t_\d+")
"""Names of a template, and what stands for a filter, a test or the pieces of a block."""
_ATTRIBUTES = {
    "context": {"resolve_or_missing", "vars", "exported_vars", "eval_ctx"},
    "context.vars": {"update"},
    "context.exported_vars": {"add", "update", "discard"},
    "context.eval_ctx": {"autoescape"},
    "environment": {
        *("undefined", "concat", "filters", "tests"),
        *("getattr", "getitem", "call", "call_binop", "call_unop"),
    },
    "_loop_vars": {"update"},
    "_block_vars": {"update"},
}
"""By what stands before the dot: the attributes that may be asked for."""
_KEPT = re.compile(r"t_\d+")
_PIECES = ("append", "extend", "counted")


class ProofError(Exception):
    """Generated code holds something that no template may do."""


def prove(tree: ast.Module) -> None:
    """Raise ProofError for the first thing in the code that is not on the lists."""
    paths = {id(call.func) for call in ast.walk(tree) if _asks_for_path(call)}
    for node in ast.walk(tree):
        if not isinstance(node, _NODES):
            raise ProofError(f"{type(node).__name__} in line {getattr(node, 'lineno', 0)}")
        for name in _names_in(node):
            known = name in _NAMES or name in WRITERS
            if not known and not _LOCAL.fullmatch(name) and not SITE.fullmatch(name):
                raise ProofError(f"the name {name!r}")
        if isinstance(node, ast.Attribute) and not (id(node) in paths or _may_be_asked(node)):
            raise ProofError(f"the attribute {node.attr!r} of {ast.unparse(node.value)[:60]}")


def _names_in(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Name):
        yield node.id
    elif isinstance(node, ast.FunctionDef):
        yield node.name
    elif isinstance(node, ast.arg):
        yield node.arg


def _asks_for_path(node: ast.AST) -> TypeGuard[ast.Call]:
    """Return whether this is the call `record.get('_p', '')`."""
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "get"
        and not node.keywords
        and [getattr(argument, "value", None) for argument in node.args] == ["_p", ""]
    )


def _may_be_asked(node: ast.Attribute) -> bool:
    """Return whether generated code may ask for that attribute of what stands before it."""
    if not isinstance(node.value, ast.Name | ast.Attribute):
        return False
    owner = ast.unparse(node.value)
    return node.attr in _ATTRIBUTES.get(owner, _PIECES if _KEPT.fullmatch(owner) else ())
