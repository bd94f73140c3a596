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
from markupsafe import Markup

from docgen.sandbox import Sandbox
from docgen.sandbox import make_environment as make_sandbox
from docgen.word.grid import fit_grid
from docgen.word.values import (
    FORBIDDEN,
    ForbiddenCharacterError,
    escape_attribute,
    escape_plain,
    escape_text,
)

BLOCK = ("\ufdd2", "\ufdd3")
VARIABLE = ("\ufdd4", "\ufdd5")
COMMENT = ("\ufdd6", "\ufdd7")
WRITER = "_dg_"
"""Names of the functions that write values begin like this; no template can call them."""

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
        """Be careful below `default`."""
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


def write_text(value: Any) -> str:
    """Return any value for a w:t, as Jinja's autoescape and docxtpl's line breaks would."""
    if type(value) is str:
        return escape_text(value)
    return _brought_along(value) if hasattr(value, "__html__") else escape_text(str(value))


def _brought_along(value: Any) -> str:
    """Return the XML of a value that brings its own."""
    text = str(value.__html__())
    if FORBIDDEN.search(text):
        raise ForbiddenCharacterError("control characters, which no Word file may hold")
    return text


def write_plain(value: Any) -> str:
    """Return any value for an element outside paragraphs."""
    return escape_plain(str(value))


def write_attribute(value: Any) -> str:
    """Return any value for an attribute."""
    return escape_attribute(str(value))


def write_xml(value: Any) -> str:
    """Return the XML that a value for a whole run or paragraph brings along."""
    if hasattr(value, "__html__"):
        return _brought_along(value)
    raise TypeError(f"{type(value).__name__} is no rich text; write the tag without its p or r")


def _keep_paragraph(content: Any) -> str:
    """Return a cell's content, which must end in a paragraph (Word calls the file broken else)."""
    text = str(content)
    return Markup(text if text.rstrip().endswith(("</w:p>", "<w:p/>")) else f"{text}<w:p/>")


def _keep_rows(content: Any) -> str:
    """Return a table, or nothing when no row of it is left."""
    text = str(content)
    return Markup(text if "<w:tr" in text.replace("<w:trPr", "") else "")


def _fit_grid(content: Any) -> str:
    """Return a table whose cells were looped over, with a grid that fits them."""
    return Markup(fit_grid(str(content)))


GUARDS: dict[str, Callable[[Any], str]] = {
    "_guard_cell": _keep_paragraph,
    "_guard_grid": _fit_grid,
    "_guard_table": _keep_rows,
}


def _soft(writer: Callable[[Any], str]) -> Callable[[Any], str]:
    """Return the writer for typed templates, where an absent value prints nothing."""
    return lambda value: "" if value is None else writer(value)


CONSTANT_WRITERS: dict[str, Callable[[Any], str]] = {
    f"{WRITER}text": write_text,
    f"{WRITER}plain": write_plain,
    f"{WRITER}attr": write_attribute,
    f"{WRITER}soft_text": _soft(write_text),
    f"{WRITER}soft_plain": _soft(write_plain),
    f"{WRITER}soft_attr": _soft(write_attribute),
}


def record_path(record: Any) -> str:
    """Return the path of a record of the review; empty for what has none."""
    if type(record) is dict:  # always, for the names of a review
        return str(record.get("_p", ""))
    return str(record.get("_p", "")) if isinstance(record, Mapping) else ""


WRITERS: dict[str, Callable[[Any], str]] = {
    **CONSTANT_WRITERS,
    f"{WRITER}xml": write_xml,
    f"{WRITER}path": record_path,
}
