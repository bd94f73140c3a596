"""From the source of a part to its syntax tree and its code; each value goes to its writer."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from types import CodeType
from typing import Any

from jinja2 import nodes
from jinja2.compiler import generate

from docgen.word.compile.codegen import WordEnvironment
from docgen.word.render.compiled import Part
from docgen.word.render.light import LOOP_NAMES
from docgen.word.render.sites import Spec
from docgen.word.render.writers import CONSTANT_WRITERS, WRITER

_RUNTIME = re.compile(r"^from jinja2.runtime import .*$", re.MULTILINE)
_DEBUG = re.compile(r"^debug_info = '(.*)'$", re.MULTILINE)


def parse_source(
    part: Part, environment: WordEnvironment, constants: Mapping[str, Any]
) -> nodes.Template:
    """Return the part's syntax tree, each printed value handed to its writer."""
    tree = environment.parse(part.source)
    bound = {name.name for name in tree.find_all(nodes.Name) if name.ctx != "load"}
    known = {name: value for name, value in constants.items() if name not in bound}
    for output in tree.find_all(nodes.Output):
        for index, child in enumerate(output.nodes):
            if isinstance(child, nodes.TemplateData):
                continue
            writer = part.writers[child.lineno - 1]
            value = _constant(child, known)
            if value is not None and writer in CONSTANT_WRITERS:
                child = nodes.Const(value, lineno=child.lineno)
            arguments = _site_arguments(child, part.sites[writer]) if writer in part.sites else []
            output.nodes[index] = nodes.Filter(
                child, writer, arguments, [], None, None, lineno=child.lineno
            )
    return tree


def _site_arguments(child: nodes.Expr, spec: Spec) -> list[nodes.Expr]:
    """Return what a site is told besides its value: the path and the state of the rendering."""
    state = nodes.Name("_dg_state", "load", lineno=child.lineno)
    chain = child.node if isinstance(child, nodes.Filter) else child
    if spec["tail"] and isinstance(chain, (nodes.Getattr, nodes.Getitem)):
        record = nodes.Filter(chain.node, "_dg_path", [], [], None, None, lineno=child.lineno)
        return [record, state]
    return [nodes.Const(spec["path"], lineno=child.lineno), state]


def compile_source(part: Part, environment: WordEnvironment) -> tuple[CodeType, dict[int, int]]:
    """Return the part's code by that environment, and the tag's line by the code's line."""
    return compile_tree(parse_source(part, environment, {}), part, environment)


def compile_tree(
    tree: nodes.Template, part: Part, environment: WordEnvironment
) -> tuple[CodeType, dict[int, int]]:
    """Return the code of a syntax tree, and the tag's line by the code's line."""
    text = generate(tree, environment, part.name, part.name)
    assert text is not None  # generate returns None only when it writes to a stream
    # The names of Jinja's runtime are given when the code runs; see modes.run_part.
    text = _RUNTIME.sub("", text)
    found = _DEBUG.search(text)
    pairs = [pair.split("=") for pair in found[1].split("&")] if found and found[1] else []
    lines = {int(code): int(line) for line, code in pairs}
    return compile(text, file_name(part.name), "exec"), lines


def file_name(part: str) -> str:
    """Return the name that stands for a part's code in tracebacks."""
    return f"<template part {part}>"


def _constant(node: nodes.Node, known: Mapping[str, Any]) -> Any:
    """Return the value of a chain of names that starts in `known`, else None."""
    if isinstance(node, nodes.Name):
        return known.get(node.name)
    if isinstance(node, nodes.Getattr):
        parent, key = _constant(node.node, known), node.attr
    elif isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
        parent, key = _constant(node.node, known), node.arg.value
    else:
        return None
    return parent.get(key) if isinstance(parent, Mapping) else None


def fixed_text(tree: nodes.Template) -> str:
    """Return the text of a tree that depends on no data; empty when it does."""
    pieces = []
    for statement in tree.body:
        if not isinstance(statement, nodes.Output):
            return ""
        for child in statement.nodes:
            if isinstance(child, nodes.TemplateData):
                pieces.append(child.data)
            elif isinstance(child, nodes.Filter) and isinstance(child.node, nodes.Const):
                pieces.append(CONSTANT_WRITERS[child.name](child.node.value))
            else:
                return ""
    return "".join(pieces)


_HEAVY = (
    nodes.Macro,
    nodes.CallBlock,
    nodes.AssignBlock,
    nodes.Test,
    nodes.Call,
    nodes.Mul,
    nodes.Pow,
    nodes.Mod,
    nodes.Concat,
    nodes.NSRef,
    nodes.With,
)
_JINJA_NAMES = ("range", "dict", "namespace", "cycler", "joiner", "self", "caller")


def is_light(tree: nodes.Template, filters: Container[str]) -> bool:
    """Return whether the code of a tree runs without Jinja: loops, conditions and own filters."""
    if any(True for _ in tree.find_all(_HEAVY)):
        return False
    known = all(f.name in filters or f.name.startswith(WRITER) for f in tree.find_all(nodes.Filter))
    names = {name.name for name in tree.find_all(nodes.Name)}
    keys = all(
        isinstance(item.arg, nodes.Const) and isinstance(item.arg.value, str)
        for item in tree.find_all(nodes.Getitem)
    )
    return known and keys and names.isdisjoint(_JINJA_NAMES) and _plain_loops(tree)


def _plain_loops(tree: nodes.Template) -> bool:
    """Return whether `loop` is only asked for names that the light one has."""
    asked = [
        node.attr
        for node in tree.find_all(nodes.Getattr)
        if isinstance(node.node, nodes.Name) and node.node.name == "loop"
    ]
    uses = sum(1 for name in tree.find_all(nodes.Name) if name.name == "loop")
    recursive = any(loop.recursive for loop in tree.find_all(nodes.For))
    return not recursive and len(asked) == uses and set(asked) <= set(LOOP_NAMES)
