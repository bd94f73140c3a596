"""Turn the source of a template part into Python code: Jinja's own, with faster look-ups.

Literal XML may hold braces, so tags stand between noncharacters here, one line each: the line
of a node is the number of its tag.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, DependencyFinderVisitor, Frame

from docgen.sandbox import Sandbox
from docgen.sandbox import make_environment as make_sandbox
from docgen.word.render.writers import CONSTANT_WRITERS, GUARDS, WRITER

BLOCK = ("\ufdd2", "\ufdd3")
VARIABLE = ("\ufdd4", "\ufdd5")
COMMENT = ("\ufdd6", "\ufdd7")
_UNDEFINED_AWARE = {"default", "d"}
_UNDEFINED_TESTS = {"defined", "undefined"}


class WordEnvironment(Sandbox):
    """Jinja's sandbox as templates see it: dictionary keys first, absent names are errors."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return the dictionary's value of that key, else the sandboxed attribute."""
        if isinstance(obj, Mapping) and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)


def make_environment(
    filters: Mapping[str, Callable[..., Any]],
    *,
    fast: bool = True,
    undefined: type[jinja2.Undefined] = jinja2.StrictUndefined,
) -> WordEnvironment:
    """Return the environment templates are parsed, compiled and run in."""
    environment = make_sandbox(
        WordEnvironment,
        block_start_string=BLOCK[0],
        block_end_string=BLOCK[1],
        variable_start_string=VARIABLE[0],
        variable_end_string=VARIABLE[1],
        comment_start_string=COMMENT[0],
        comment_end_string=COMMENT[1],
        keep_trailing_newline=True,
        autoescape=True,
        undefined=undefined,
        cache_size=0,
    )
    environment.filters.update(filters)
    environment.filters.update(GUARDS)
    environment.code_generator_class = FastCodeGenerator if fast else WordCodeGenerator
    return environment


class WordCodeGenerator(CodeGenerator):
    """Writes values with the function that its place in the XML asks for."""

    def pull_dependencies(self, nodes_: Any) -> None:
        """Fetch the filters and tests a part uses; our writers are plain names, no filters."""
        visitor = DependencyFinderVisitor()
        for node in nodes_:
            visitor.visit(node)
        filters = {name for name in visitor.filters if not name.startswith(WRITER)}
        for known, names, where in (
            (self.filters, filters, "filters"),
            (self.tests, visitor.tests, "tests"),
        ):
            for name in sorted(names - set(known)):
                known[name] = self.temporary_identifier()
                self.writeline(f"{known[name]} = environment.{where}[{name!r}]")

    def visit_Filter(self, node: nodes.Filter, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Call a writer straight, any other filter as Jinja does."""
        if node.name.startswith(WRITER) and node.node is not None:
            self.write(f"{node.name}(")
            self.visit(node.node, frame)
            for argument in node.args:
                self.write(", ")
                self.visit(argument, frame)
            self.write(")")
        else:
            super().visit_Filter(node, frame)

    def _output_child_to_const(self, node: Any, frame: Frame, finalize: Any) -> str:  # noqa: ARG002
        if isinstance(node, nodes.TemplateData):
            return str(node.data)
        if isinstance(node, nodes.Filter) and isinstance(node.node, nodes.Const):
            writer = CONSTANT_WRITERS.get(node.name)
            if writer is not None:
                return writer(node.node.as_const(frame.eval_ctx))
        raise nodes.Impossible

    def _output_child_pre(self, node: Any, frame: Frame, finalize: Any) -> None:  # noqa: ARG002
        if not (isinstance(node, nodes.Filter) and node.name.startswith(WRITER)):
            self.write(f"{WRITER}text(")

    def _output_child_post(self, node: Any, frame: Frame, finalize: Any) -> None:  # noqa: ARG002
        if not (isinstance(node, nodes.Filter) and node.name.startswith(WRITER)):
            self.write(")")


class FastCodeGenerator(WordCodeGenerator):
    """Looks keys up with plain subscripts; what is no dictionary fails and is done carefully."""

    careful = 0
    """Above 0 inside what may be undefined, and for the functions of calls."""

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Subscript dictionaries; `loop` and calls go through the sandbox."""
        if self.careful or _is_loop(node.node):
            super().visit_Getattr(node, frame)
        else:
            self.visit(node.node, frame)
            self.write(f"[{node.attr!r}]")

    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Subscript with constant text like an attribute."""
        text = isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str)
        if self.careful or not text:
            super().visit_Getitem(node, frame)
        else:
            self.visit(node.node, frame)
            self.write(f"[{node.arg.value!r}]")  # type: ignore[attr-defined]

    def visit_Filter(self, node: nodes.Filter, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Be careful below `default`; ask a record for its path without a call of our own."""
        if node.name == f"{WRITER}path" and node.node is not None:
            self.visit(node.node, frame)
            self.write(".get('_p', '')")
            return
        with_care = node.name in _UNDEFINED_AWARE
        self.careful += with_care
        super().visit_Filter(node, frame)
        self.careful -= with_care

    def visit_Test(self, node: nodes.Test, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Be careful below `is defined`."""
        with_care = node.name in _UNDEFINED_TESTS
        self.careful += with_care
        super().visit_Test(node, frame)
        self.careful -= with_care

    def visit_Call(  # noqa: N802 - Jinja's name
        self, node: nodes.Call, frame: Frame, forward_caller: bool = False
    ) -> None:
        """Be careful with the function and its arguments: methods are attributes, not keys."""
        self.careful += 1
        super().visit_Call(node, frame, forward_caller=forward_caller)
        self.careful -= 1


def _is_loop(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Name) and node.name in ("loop", "self", "caller")
