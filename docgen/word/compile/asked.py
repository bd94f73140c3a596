"""The names that a template asks for, as paths: `unit.name`, `items[].price`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from jinja2 import nodes

from docgen.word.compile.environment import make_environment
from docgen.word.compile.syntax import parse_source
from docgen.word.render.compiled import CompiledTemplate
from docgen.word.render.given import Given

_OURS = ("_dg_", "_fresh_id")
_ALWAYS = ("range", "dict", "cycler", "joiner", "namespace", "loop", "caller", "varargs", "kwargs")
Scope = Mapping[str, str]
"""What names of the template stand for: a path, or empty for what is no one's."""


def names_asked(stored: CompiledTemplate, given: Given) -> tuple[str, ...]:
    """Return the paths in the order of the alphabet; `[]` stands for an entry of a list.

    Those of which a template uses more is left out: `unit` where it prints `unit.name`.
    """
    environment = make_environment(given)
    asked: set[str] = set()
    known = dict.fromkeys((*_ALWAYS, *given.globals, *stored.constants), "")
    for part in stored.parts:
        _Asking(asked).block(parse_source(part, environment, {}).body, known)
    longer = {path[:end] for path in asked for end in _ends(path)}
    return tuple(sorted(asked - longer))


def _ends(path: str) -> Iterable[int]:
    return (n for n, sign in enumerate(path) if sign in ".[")


class _Asking:
    """Collects the paths of one part."""

    def __init__(self, asked: set[str]) -> None:
        self._asked = asked

    def block(self, body: Iterable[nodes.Node], outer: Scope) -> None:
        """Go through statements; what one of them names holds for those behind it."""
        scope = dict(outer)
        for node in body:
            self._statement(node, scope)

    def _statement(self, node: nodes.Node, scope: dict[str, str]) -> None:
        if isinstance(node, nodes.For | nodes.With | nodes.If):
            self._branches(node, scope)
        elif isinstance(node, nodes.Macro | nodes.CallBlock):
            if isinstance(node, nodes.Macro):
                scope[node.name] = ""
            else:
                self._expression(node.call, scope)
            inner = {**scope, **{argument.name: "" for argument in node.args}}
            self.block([*node.defaults, *node.body], inner)
        elif isinstance(node, nodes.Assign):
            self._bind(node.target, self._path(node.node, scope), scope)
        elif isinstance(node, nodes.AssignBlock):
            self.block(node.body, scope)
            self._bind(node.target, "", scope)
        else:
            self._expression(node, scope)

    def _branches(self, node: nodes.For | nodes.With | nodes.If, scope: dict[str, str]) -> None:
        if isinstance(node, nodes.If):
            self._expression(node.test, scope)
            for child in (*node.body, *node.elif_, *node.else_):
                self._statement(child, scope)
            return
        inner = dict(scope)
        if isinstance(node, nodes.For):
            path = self._path(node.iter, scope)
            self._bind(node.target, f"{path}[]" if path else "", inner)
            self.block([*([node.test] if node.test else []), *node.body], inner)
            self.block(node.else_, scope)
        else:
            for target, value in zip(node.targets, node.values, strict=True):
                self._bind(target, self._path(value, scope), inner)
            self.block(node.body, inner)

    def _bind(self, target: nodes.Node, path: str, scope: dict[str, str]) -> None:
        if isinstance(target, nodes.Name):
            scope[target.name] = path
        elif isinstance(target, nodes.Tuple):
            for item in target.items:
                self._bind(item, "", scope)

    def _expression(self, node: nodes.Node, scope: Scope) -> None:
        """Keep what an expression asks for, all its pieces."""
        if isinstance(node, nodes.Name | nodes.Getattr | nodes.Getitem):
            self._path(node, scope)
            return
        if isinstance(node, nodes.Stmt) and not isinstance(node, nodes.Output | nodes.ExprStmt):
            self.block(node.iter_child_nodes(), scope)
            return
        for child in node.iter_child_nodes():
            self._expression(child, scope)

    def _path(self, node: nodes.Node, scope: Scope) -> str:
        """Return the path of what is asked for and keep it; empty for what is made here."""
        path = self._named(node, scope)
        if path:
            self._asked.add(path.removesuffix("[]") or path)
        return path

    def _named(self, node: nodes.Node, scope: Scope) -> str:
        if isinstance(node, nodes.Filter) and node.name.startswith(_OURS) and node.node:
            return self._named(node.node, scope)
        if isinstance(node, nodes.Name):
            return "" if node.name.startswith(_OURS) else scope.get(node.name, node.name)
        if isinstance(node, nodes.Getattr):
            above = self._named(node.node, scope)
            return f"{above}.{node.attr}" if above else ""
        if isinstance(node, nodes.Getitem):
            above = self._named(node.node, scope)
            key = node.arg.value if isinstance(node.arg, nodes.Const) else None
            if not isinstance(key, str):
                self._expression(node.arg, scope)
            if not above:
                return ""
            return f"{above}.{key}" if isinstance(key, str) else f"{above}[]"
        self._expression(node, scope)
        return ""
