"""Follow the names of a template to the fields they print, and report those that do not exist."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from jinja2 import nodes

from docgen.model import Field, Fields, Items
from docgen.model.template import Kind
from docgen.model.tongue import say, say_count
from docgen.suggest import listed, nearest
from docgen.word.compile.allowed import in_order
from docgen.word.compile.records import Loop, records_path

ANYTHING: Mapping[str, Any] = {}
"""Stands for a value whose names are not known when the template is compiled."""

BUILT_IN = ("loop", "range", "dict", "namespace", "cycler", "joiner", "caller", "varargs", "kwargs")
_MOST = 30
"""Names that are listed where one is unknown."""

Report = Callable[[int, str, str], None]
"""Called with the number of the tag (its line), a rule and a message."""


class Resolver:
    """Walks the parsed tags of one part with the scopes of its loops."""

    def __init__(self, fields: Fields, report: Report) -> None:
        self.fields = fields
        self.report = report
        self.printed: dict[int, tuple[Field, str]] = {}
        """By tag: the field it prints directly and its path in the context."""
        self.loops: dict[int, Loop] = {}
        """By tag: the loops over lists of the review."""
        self.meant: dict[nodes.Node, Any] = {}
        """By name and chain of names: what it stands for, as `_resolve` returns it."""
        self._ended: dict[str, str] = {}
        """Variables of loops that have ended or begin later, and what each goes over."""
        self._around: list[nodes.For] = []
        """The loops around, the outermost first."""
        self._unknown: dict[tuple[str, int], list[tuple[int, str]]] = {}
        """By name and loop: each tag with a name that is not there, and what is told of it."""
        self.used: set[str] = set()
        """Every field the part looks at: the review path, or the name of a derived one."""

    def walk(self, template: nodes.Template) -> None:
        """Resolve every name; `printed` then holds what the tags print."""
        scope = {name: (node, name) for name, node in self.fields.items()}
        for loop in (node for node in in_order(template) if isinstance(node, nodes.For)):
            self._ended |= dict.fromkeys(_targets(loop.target), _written(loop.iter))
        self._body(template.body, scope)
        for told in self._unknown.values():
            line, message = told[0]
            if more := len({one for one, _ in told}) - 1:
                message = say_count(
                    "{message} (the same in one more tag)",
                    "{message} (the same in {count} more tags)",
                    more,
                    message=message,
                )
            self.report(line, "unknown-name", message)

    # A scope maps a name to (node of the fields, path); node is ANYTHING when unknown.

    def _body(self, body: list[nodes.Node], scope: dict[str, Any]) -> None:
        for node in body:
            self._statement(node, scope)

    def _statement(self, node: nodes.Node, scope: dict[str, Any]) -> None:  # noqa: C901 - a table
        if isinstance(node, nodes.Output):
            for child in node.nodes:
                self._output(child, scope)
        elif isinstance(node, nodes.For):
            self._loop(node, scope)
        elif isinstance(node, nodes.Assign):
            self._bind(node.target, self._resolve(node.node, scope), scope)
        elif isinstance(node, nodes.With):
            inner = dict(scope)
            for target, value in zip(node.targets, node.values, strict=True):
                self._bind(target, self._resolve(value, scope), inner)
            self._body(node.body, inner)
        elif isinstance(node, (nodes.Macro, nodes.CallBlock)):
            if isinstance(node, nodes.Macro):
                scope[node.name] = (ANYTHING, node.name)
            inner = dict(scope)
            for argument in node.args:
                inner[argument.name] = (ANYTHING, argument.name)
            for default in node.defaults:
                self._resolve(default, scope)
            if isinstance(node, nodes.CallBlock):
                self._resolve(node.call, scope)
            self._body(node.body, inner)
        elif isinstance(node, nodes.AssignBlock):
            self._body(node.body, dict(scope))
            self._bind(node.target, None, scope)
        else:
            self._other(node, scope)

    def _other(self, node: nodes.Node, scope: dict[str, Any]) -> None:
        """Resolve what an if, a filter block or an expression holds."""
        for name, value in node.iter_fields():
            values = value if isinstance(value, list) else [value]
            inner = dict(scope) if name in ("body", "else_", "elif_") else scope
            for child in values:
                if isinstance(child, nodes.Stmt):
                    self._statement(child, inner)
                elif isinstance(child, nodes.Expr):
                    self._resolve(child, scope)
                elif isinstance(child, nodes.Helper):
                    self._other(child, scope)

    def _output(self, child: nodes.Node, scope: dict[str, Any]) -> None:
        if isinstance(child, nodes.TemplateData):
            return
        resolved = self._resolve(child, scope)
        if resolved is None:
            return
        node, path = resolved
        if isinstance(node, Field):
            self.printed[child.lineno] = (node, path)
        elif node is not ANYTHING:
            known = ", ".join(list(_names_of(node))[:8])
            self.report(
                child.lineno,
                "not-printable",
                say("{path} holds several values; print one: {known}", path=path, known=known),
            )

    def _loop(self, node: nodes.For, scope: dict[str, Any]) -> None:
        resolved = self._resolve(node.iter, scope)
        items = resolved[0] if resolved else None
        if isinstance(items, Items) and isinstance(node.target, nodes.Name) and not node.recursive:
            path = records_path(items)
            if path:
                self.loops[node.lineno] = Loop(node.target.name, path)
        inner = dict(scope)
        inner["loop"] = (ANYTHING, "loop")
        self._bind(node.target, _one_of(resolved), inner)
        self._around.append(node)
        if node.test is not None:
            self._resolve(node.test, inner)
        self._body(node.body, inner)
        self._around.pop()
        self._body(node.else_, dict(scope))
        self._ended |= dict.fromkeys(_targets(node.target), resolved[1] if resolved else "")

    def _bind(self, target: nodes.Node, resolved: Any, scope: dict[str, Any]) -> None:
        for name in _targets(target):
            single = isinstance(target, nodes.Name) and resolved is not None
            scope[name] = resolved if single else (ANYTHING, name)

    def _resolve(self, node: nodes.Node, scope: dict[str, Any]) -> Any:
        """Return (node of the fields, path) of a plain chain of names, None for anything else."""
        found = self.meant[node] = self._looked_up(node, scope)
        return found

    def _looked_up(self, node: nodes.Node, scope: dict[str, Any]) -> Any:
        if isinstance(node, nodes.Name):
            return self._name(node, scope)
        if isinstance(node, nodes.Getattr):
            return self._member(node, node.attr, scope)
        if isinstance(node, nodes.Getitem):
            if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
                return self._member(node, node.arg.value, scope)
            self._resolve(node.arg, scope)
            return _one_of(self._resolve(node.node, scope))
        if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Getattr):
            self._resolve(node.node.node, scope)  # a method of a value: its name is not ours
            for argument in (*node.args, *node.kwargs):
                self._other(nodes.Output([argument]), scope)
            return None
        self._other(node, scope)
        return None

    def _use(self, node: Any, path: str) -> Any:
        if isinstance(node, Field):
            self.used.add(node.path or path)
        return node, path

    def _name(self, node: nodes.Name, scope: dict[str, Any]) -> Any:
        if node.name in scope:
            return self._use(*scope[node.name])
        if node.name == "loop":
            self.report(node.lineno, "unknown-name", say("there is no loop around this tag"))
        elif node.name in self._ended or node.name not in BUILT_IN:
            # What a loop's tag is to blame for is one fault, however many tags feel it.
            around = id(self._around[0]) if self._around else 0
            at = around if around or node.name in self._ended else -node.lineno
            message = self._not_there(node.name, scope)
            self._unknown.setdefault((node.name, at), []).append((node.lineno, message))
        return ANYTHING, node.name

    def _not_there(self, name: str, scope: dict[str, Any]) -> str:
        over = self._ended.get(name)
        if over:
            return say(
                "{name!r} is there only in the loop over {list}; move the tag into it",
                name=name,
                list=over,
            )
        if over is not None:
            return say("{name!r} is there only in its loop; move the tag into it", name=name)
        own = [variable for loop in self._around for variable in _targets(loop.target)]
        if own and not nearest(name, map(str, scope)):
            return say(
                "there is no {name!r}; the loop around it calls an entry {own!r}",
                name=name,
                own=own[-1],
            )
        return _unknown(name, name, scope)

    def _member(self, node: nodes.Getattr | nodes.Getitem, key: str, scope: dict[str, Any]) -> Any:
        resolved = self._resolve(node.node, scope)
        if resolved is None:
            return None
        parent, path = resolved
        if parent is ANYTHING or isinstance(parent, Field):
            return ANYTHING, f"{path}.{key}"
        if isinstance(parent, Items):
            message = say("{path} is a list; loop over it: {{% for x in {path} %}}", path=path)
            self.report(node.lineno, "unknown-name", message)
        elif key in parent:
            return self._use(parent[key], f"{path}.{key}")
        else:
            self.report(node.lineno, "unknown-name", _unknown(f"{path}.{key}", key, parent))
        return ANYTHING, f"{path}.{key}"


def _targets(target: nodes.Node) -> Iterator[str]:
    for name in target.find_all(nodes.Name):
        yield name.name
    if isinstance(target, nodes.Name):
        yield target.name


def _written(node: nodes.Node) -> str:
    """Return a plain chain of names as it is typed; empty for anything else."""
    if isinstance(node, nodes.Getattr):
        before = _written(node.node)
        return f"{before}.{node.attr}" if before else ""
    return node.name if isinstance(node, nodes.Name) else ""


def _one_of(resolved: Any) -> Any:
    """Return what an entry of a list is, for a loop over it or an index into it."""
    if resolved is None:
        return None
    node, path = resolved
    if isinstance(node, Items):
        return node.record, f"{path}[]"
    if isinstance(node, Field) and node.kind in ("list", "dates"):
        kind: Kind = "line" if node.kind == "list" else "date"
        return Field(kind, "", node.label), f"{path}[]"
    return ANYTHING, f"{path}[]"


def _names_of(node: Any) -> Iterator[str]:
    yield from node.record if isinstance(node, Items) else node


def _unknown(path: str, key: str, known: Mapping[str, Any]) -> str:
    near = nearest(key, map(str, known))
    if near:
        return say(
            "there is no {path!r}; did you mean {near!r}?",
            path=path,
            near=path[: len(path) - len(key)] + near,
        )
    return say(
        "there is no {path!r}; there are: {known}", path=path, known=listed(sorted(map(str, known)))
    )
