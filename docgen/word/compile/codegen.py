"""Turn the syntax tree of a template part into Python code: Jinja's own, with faster look-ups.

Literal XML may hold braces, so tags stand between noncharacters here, one line each: the line
of a node is the number of its tag. Nothing is calculated when the code is made.
"""

from __future__ import annotations

from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, DependencyFinderVisitor, Frame
from jinja2.exceptions import TemplateAssertionError

from docgen.word.render.budget import PIECES
from docgen.word.render.writers import CONSTANT_WRITERS, GUARDS, SITE, WRITERS

STATE = "_dg_state"
"""The name of what one rendering collects."""
SETTLE = "_dg_settle"
"""The statement that counts what a block has written so far."""
LETTERWISE = ("capitalize", "lower", "replace", "string", "title", "upper")
"""Filters that may stand around several runs: they change letter by letter."""
_UNDEFINED_AWARE = {"default", "d"}
_UNDEFINED_TESTS = {"defined", "undefined"}


def is_writer(name: str) -> bool:
    """Return whether a filter of the tree is a function of ours, called straight."""
    return name in WRITERS or SITE.fullmatch(name) is not None


class WordCodeGenerator(CodeGenerator):
    """Writes values with the function that its place in the XML asks for."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.block_text = ""
        """What a filter without a value is given: the text of its block."""
        self._closing: list[str] = []

    def pull_dependencies(self, nodes_: Any) -> None:
        """Fetch the filters and tests a part uses; our writers are plain names, no filters."""
        visitor = DependencyFinderVisitor()
        for node in nodes_:
            visitor.visit(node)
        for known, names, there, where in (
            (self.filters, visitor.filters, self.environment.filters, "filters"),
            (self.tests, visitor.tests, self.environment.tests, "tests"),
        ):
            for name in sorted(names & set(there) - set(known)):
                known[name] = self.temporary_identifier()
                self.writeline(f"{known[name]} = environment.{where}[{name!r}]")

    def buffer(self, frame: Frame) -> None:
        """Keep the pieces of a block in a list that knows how many of them were counted."""
        frame.buffer = self.temporary_identifier()
        self.writeline(f"{frame.buffer} = _dg_pieces()")

    def visit_Name(self, node: nodes.Name, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Write a name; ours is always there."""
        if node.name == STATE:
            self.write(frame.symbols.ref(node.name))
        else:
            super().visit_Name(node, frame)

    def visit_Filter(self, node: nodes.Filter, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Call a writer straight, any other filter as Jinja does; TemplateError for none."""
        if node.node is not None and is_writer(node.name):
            self._call(node.name, [node.node, *node.args], frame)
        elif node.name not in self.environment.filters:
            raise TemplateAssertionError(f"no filter {node.name!r}", node.lineno)
        elif node.node is None:
            with self._filter_test_common(node, frame, True):
                self.write(self.block_text)
        else:
            super().visit_Filter(node, frame)

    def _call(self, function: str, arguments: list[nodes.Expr], frame: Frame) -> None:
        self.write(f"{function}(")
        for number, argument in enumerate(arguments):
            self.write(", " if number else "")
            self.visit(argument, frame)
        self.write(")")

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Join values within the budget."""
        self.write("_dg_joined((")
        for value in node.nodes:
            self.visit(value, frame)
            self.write(", ")
        self.write("))")

    def visit_ExprStmt(  # noqa: N802 - Jinja's name
        self, node: nodes.ExprStmt, frame: Frame
    ) -> None:
        """Take steps; where a block is kept until its end, count what it has written."""
        if not isinstance(node.node, nodes.Filter) or node.node.name != SETTLE:
            super().visit_ExprStmt(node, frame)
        elif frame.buffer is not None:
            new = f"_dg_len({frame.buffer}) - {frame.buffer}.counted"
            self.writeline(f"if {new} > {PIECES}: {SETTLE}({frame.buffer})")

    def visit_FilterBlock(  # noqa: N802 - Jinja's name
        self, node: nodes.FilterBlock, frame: Frame
    ) -> None:
        """Guard a cell or a table; change the texts of any other block, and not its markup."""
        inner = frame.inner()
        inner.symbols.analyze_node(node)
        self.enter_frame(inner)
        self.buffer(inner)
        self.blockvisit(node.body, inner)
        self.start_write(frame, node)
        if node.filter.name in GUARDS and node.filter.node is None:
            self.write(f"{node.filter.name}(concat({inner.buffer})")
            for argument in node.filter.args:
                self.write(", ")
                self.visit(argument, inner)
            self.write(")")
        else:
            self.block_text = "block"
            self.write(f"_dg_changed(concat({inner.buffer}), lambda block: ")
            self.visit_Filter(node.filter, inner)
            names = {used.name for used in (node.filter, *node.filter.find_all(nodes.Filter))}
            self.write(f", {names <= set(LETTERWISE)})")
        self.end_write(frame)
        self.leave_frame(inner)

    def visit_AssignBlock(  # noqa: N802 - Jinja's name
        self, node: nodes.AssignBlock, frame: Frame
    ) -> None:
        """Keep what a block writes under a name; a filter is given its text."""
        self.push_assign_tracking()
        inner = frame.inner()
        inner.symbols.analyze_node(node)
        self.enter_frame(inner)
        self.buffer(inner)
        self.blockvisit(node.body, inner)
        self.newline(node)
        self.visit(node.target, frame)
        self.write(" = ")
        self.block_text = f"Markup(concat({inner.buffer}))"
        if node.filter is None:
            self.write(self.block_text)
        else:
            self.visit_Filter(node.filter, inner)
        self.pop_assign_tracking(frame)
        self.leave_frame(inner)

    def visit_CallBlock(  # noqa: N802 - Jinja's name
        self, node: nodes.CallBlock, frame: Frame
    ) -> None:
        """Write what is called with a block as any value that is printed there."""
        inner, reference = self.macro_body(node, frame)
        self.writeline("caller = ")
        self.macro_def(reference, inner)
        self.start_write(frame, node)
        self.write(f"{self._writer_of(node)}(")
        self.visit_Call(node.call, frame, forward_caller=True)
        self.write(")")
        self.end_write(frame)

    def start_write(self, frame: Frame, node: nodes.Node | None = None) -> None:
        """Begin to write; what a recursive loop returns is a value like any other."""
        super().start_write(frame, node)
        recursive = isinstance(node, nodes.For)
        self._closing.append(")" if recursive else "")
        if recursive and node is not None:
            self.write(f"{self._writer_of(node)}(")

    def end_write(self, frame: Frame) -> None:
        """End what `start_write` began."""
        self.write(self._closing.pop())
        super().end_write(frame)

    def _writer_of(self, node: nodes.Node) -> str:
        written_by: tuple[str, ...] = getattr(self.environment, "written_by", ())
        return written_by[node.lineno - 1] or "_dg_text"

    def _output_child_to_const(self, node: Any, frame: Frame, finalize: Any) -> str:  # noqa: ARG002
        if isinstance(node, nodes.TemplateData):
            return str(node.data)
        if isinstance(node, nodes.Filter) and isinstance(node.node, nodes.Const):
            writer = CONSTANT_WRITERS.get(node.name)
            if writer is not None:
                return writer(node.node.as_const(frame.eval_ctx))
        raise nodes.Impossible

    def _output_child_pre(self, node: Any, frame: Frame, finalize: Any) -> None:  # noqa: ARG002
        if not (isinstance(node, nodes.Filter) and is_writer(node.name)):
            self.write("_dg_text(")

    def _output_child_post(self, node: Any, frame: Frame, finalize: Any) -> None:  # noqa: ARG002
        if not (isinstance(node, nodes.Filter) and is_writer(node.name)):
            self.write(")")


class FastCodeGenerator(WordCodeGenerator):
    """Looks keys up with plain subscripts; what is no dictionary fails and is done carefully."""

    careful = 0
    """Above 0 inside what may be undefined, and for the functions of calls."""

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Subscript dictionaries; `loop` and calls go through the sandbox."""
        if self.careful or _is_loop(node.node) or _is_literal(node.node):
            super().visit_Getattr(node, frame)
        else:
            self.visit(node.node, frame)
            self.write(f"[{node.attr!r}]")

    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Subscript with constant text like an attribute."""
        text = isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str)
        if self.careful or not text or _is_literal(node.node):
            super().visit_Getitem(node, frame)
        else:
            self.visit(node.node, frame)
            self.write(f"[{node.arg.value!r}]")  # type: ignore[attr-defined]

    def visit_Filter(self, node: nodes.Filter, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Be careful below `default`; ask a record for its path without a call of our own."""
        if node.name == "_dg_path" and node.node is not None:
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


def _is_literal(node: nodes.Node) -> bool:
    """Return whether a value stands there as it is: Python warns of keys that it cannot have."""
    return isinstance(node, nodes.Literal)


def _is_loop(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Name) and node.name in ("loop", "self", "caller")
