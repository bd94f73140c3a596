"""The runtime of templates that use Jinja's own filters, tests, functions and macros."""

from __future__ import annotations

import jinja2
import pytest
from ooxml.coded import a_part, coded, environment_of, printed

from docgen.bounds import templates as limits
from docgen.word.compile.codegen import FastCodeGenerator, WordCodeGenerator
from docgen.word.compile.runtime_jinja import jinja_runtime
from docgen.word.render.budget import Budget, spending
from docgen.word.render.modes import RENDER_ERRORS


def ran(text: str, **names: object) -> str:
    part = a_part(text)
    both = {
        printed(part, coded(part, way), names)[0] for way in (FastCodeGenerator, WordCodeGenerator)
    }
    assert len(both) == 1
    return both.pop()


RUN = "<w:r><w:t>a &amp; c{}</w:t></w:r>"
MACRO = "{% macro m(x, y='b') %}<w:r><w:t>{{ x }}{{ y }}</w:t></w:r>{% endmacro %}"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        pytest.param(MACRO + "{{ _dg_r: m(v) }}", RUN.format("b"), id="printed: as it was written"),
        pytest.param(MACRO + "{{ _dg_r: m(v, y=v) }}", RUN.format("a &amp; c"), id="by its name"),
        pytest.param(MACRO + "{{ m(v)|length }}", "6", id="asked: as its text"),
        pytest.param(MACRO + "{{ m(v)|upper }}", "A &amp; CB", id="changed: as its text"),
        pytest.param(MACRO + "{{ m(v) == 'a & cb' }}", "True", id="compared: as its text"),
        pytest.param(MACRO + "{% set k = m(v) %}{{ _dg_r: k }}{{ _dg_r: k }}", RUN.format("b") * 2,
                     id="kept"),
        pytest.param("{% set k %}<w:r><w:t>{{ v }}b</w:t></w:r>{% endset %}{{ _dg_r: k }}",
                     "<w:r><w:t>a &amp; cb</w:t></w:r>",
                     id="a kept block"),
        pytest.param("{% set k %}{{ v }}{% endset %}{{ k|length }}", "5", id="its letters"),
        pytest.param("{% macro m() %}[{{ caller() }}]{% endmacro %}"
                     "{% call m() %}{{ v }}{% endcall %}",
                     "[a &amp; c]", id="with a block"),
        pytest.param("{% macro m() %}{{ varargs }}{{ kwargs.z }}{% endmacro %}{{ m(1, z=2) }}",
                     "(1,)2", id="with what else it is given"),
    ],
)  # fmt: skip
def test_what_a_macro_writes_is_printed_as_written_and_is_a_text_to_all_else(text, written):
    assert ran(text, v="a & c") == written


def test_what_a_macro_writes_counts_as_letters():
    part = a_part("{% macro m() %}" + "x" * 5_000 + "{% endmacro %}{% set k = m() %}")
    budget = Budget()
    with spending(budget):
        printed(part, coded(part, WordCodeGenerator), {})
    assert limits.MOST_LETTERS - budget.letters >= 5_000


def test_a_context_knows_the_names_it_was_given_and_keeps_them_as_they_were():
    names = {"a": 1}
    context = jinja_runtime(environment_of()).context(names, "word/document.xml")
    assert context["a"] == 1
    context.vars["a"] = 2
    assert names == {"a": 1}
    assert context.name == "word/document.xml"


def test_no_name_of_python_is_among_those_that_code_gets():
    names = jinja_runtime(environment_of()).names
    assert set(names) == {
        *("LoopContext", "Macro", "Markup", "Namespace", "TemplateRuntimeError", "Undefined"),
        *("isinstance", "missing"),
    }


def test_errors_of_jinja_are_errors_of_a_rendering():
    errors = jinja_runtime(environment_of()).errors
    assert set(RENDER_ERRORS) < set(errors)
    assert issubclass(jinja2.UndefinedError, errors)
