"""From the source of a part to its syntax tree and its code; each value goes to its writer."""

from __future__ import annotations

import ast
import re
from bisect import bisect_right
from collections.abc import Container, Mapping
from types import CodeType
from typing import Any

from jinja2 import nodes
from jinja2.compiler import generate

from docgen.word.compile.allowed import Refusal, refusals, walk
from docgen.word.compile.codegen import FastCodeGenerator, WordCodeGenerator, is_writer
from docgen.word.compile.environment import WordEnvironment
from docgen.word.compile.fewyields import with_fewer_yields
from docgen.word.compile.outside import MAIN, tell_outside
from docgen.word.compile.proof import prove
from docgen.word.compile.steps import count_steps
from docgen.word.render.compiled import Part
from docgen.word.render.faults import file_name
from docgen.word.render.runtime_light import LOOP_NAMES
from docgen.word.render.sites import Slot
from docgen.word.render.writers import CONSTANT_WRITERS

_RUNTIME = re.compile(r"^from jinja2.runtime import .*$", re.MULTILINE)
_DEBUG = re.compile(r"^debug_info = '(.*)'$", re.MULTILINE)


class SourceError(ValueError):
    """Something in the tags of a part is not allowed; `line` is the number of the tag."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal)
        self.line, self.rule, self.message = refusal


def parse_source(
    part: Part, environment: WordEnvironment, constants: Mapping[str, Any], *, tells: bool = False
) -> nodes.Template:
    """Return the part's syntax tree, each printed value handed to its writer.

    With `tells` its code also tells what it prints outside fields.

    Raises SourceError for what no template may say, TemplateSyntaxError for what is no statement.
    """
    tree = environment.parse(part.source)
    for refusal in refusals(tree, environment, ours=True):
        raise SourceError(refusal)
    bound = {name.name for name in tree.find_all(nodes.Name) if name.ctx != "load"}
    known = {name: value for name, value in constants.items() if name not in bound}
    for output in tree.find_all(nodes.Output):
        for index, child in enumerate(output.nodes):
            if isinstance(child, nodes.TemplateData):
                continue
            # Jinja gives a comparison the line of what stands behind it.
            child.lineno = min(node.lineno for node in walk(child) if node.lineno)
            writer = part.writers[child.lineno - 1]
            value = _constant(child, known)
            if value is not None and writer in CONSTANT_WRITERS:
                child = nodes.Const(value, lineno=child.lineno)
            arguments = _site_arguments(child, part.sites[writer]) if writer in part.sites else []
            output.nodes[index] = nodes.Filter(
                child, writer, arguments, [], None, None, lineno=child.lineno
            )
    if tells and part.name == MAIN and part.sites:
        tell_outside(tree, part.sites)
    count_steps(tree)
    return tree


def _site_arguments(child: nodes.Expr, spec: Slot) -> list[nodes.Expr]:
    """Return what a site is told besides its value: the path and the state of the rendering."""
    state = nodes.Name("_dg_state", "load", lineno=child.lineno)
    if spec["form"] == "record":
        record = nodes.Filter(child, "_dg_path", [], [], None, None, lineno=child.lineno)
        return [record, state]
    chain = child.node if isinstance(child, nodes.Filter) else child
    if spec["tail"] and isinstance(chain, (nodes.Getattr, nodes.Getitem)):
        record = nodes.Filter(chain.node, "_dg_path", [], [], None, None, lineno=child.lineno)
        return [record, state]
    path = spec["path"] or spec["form_path"]
    return [nodes.Const(path, lineno=child.lineno), state]


def compile_source(part: Part, environment: WordEnvironment) -> CodeType:
    """Return the part's careful code."""
    tree = parse_source(part, environment, {}, tells=True)
    return compile_tree(tree, part, environment, WordCodeGenerator)


def compile_tree(
    tree: nodes.Template,
    part: Part,
    environment: WordEnvironment,
    generator: type[WordCodeGenerator] = FastCodeGenerator,
) -> CodeType:
    """Return the code of a syntax tree; its line numbers are the numbers of the tags.

    Raises ProofError for code that does anything a template may not.
    """
    environment.written_by = part.writers
    environment.code_generator_class = generator
    text = generate(tree, environment, part.name, part.name, optimized=False)
    assert text is not None  # generate returns None only when it writes to a stream
    # The names of Jinja's runtime are given when the code runs; see modes.run_part.
    code = ast.parse(_RUNTIME.sub("", text))
    _number(code, text)
    if generator is FastCodeGenerator:  # the careful one tells by which tag something went wrong
        code = with_fewer_yields(code)
    prove(code)
    return compile(code, file_name(part.name), "exec")


def _number(code: ast.Module, text: str) -> None:
    """Give each node of the code the number of its tag for a line; 0 before the first."""
    found = _DEBUG.search(text)
    pairs = [pair.split("=") for pair in found[1].split("&")] if found and found[1] else []
    starts = [int(line) for _, line in pairs]
    tags = [0, *(int(tag) for tag, _ in pairs)]
    for node in ast.walk(code):
        if isinstance(node, ast.expr | ast.stmt | ast.keyword | ast.arg):
            node.lineno = node.end_lineno = tags[bisect_right(starts, node.lineno)]
            node.col_offset = node.end_col_offset = 0


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
            elif (
                isinstance(child, nodes.Filter)
                and isinstance(child.node, nodes.Const)
                and child.name in CONSTANT_WRITERS
            ):
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
    nodes.BinExpr,
    nodes.Concat,
    nodes.NSRef,
    nodes.With,
)
_JINJA_NAMES = ("range", "dict", "namespace", "cycler", "joiner", "self", "caller")


def is_light(tree: nodes.Template, filters: Container[str]) -> bool:
    """Return whether the code of a tree runs without Jinja: loops, conditions and own filters."""
    heavy = (node for node in tree.find_all(_HEAVY) if not isinstance(node, nodes.And | nodes.Or))
    if any(True for _ in heavy):
        return False
    known = all(f.name in filters or is_writer(f.name) for f in tree.find_all(nodes.Filter))
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
