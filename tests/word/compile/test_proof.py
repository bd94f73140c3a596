"""The last lock: generated code does nothing but what a template may, by its own syntax tree."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.word.compile.proof import _ATTRIBUTES, _NAMES, ProofError, prove
from docgen.word.render.writers import WRITERS


def refused(source: str) -> str:
    with pytest.raises(ProofError) as caught:
        prove(ast.parse(source))
    return str(caught.value)


@pytest.mark.parametrize(
    "source",
    [
        "",
        "l_0_x = 1",
        "t_1 = environment.filters['upper']",
        "def root(context, missing=missing):\n    yield 'a'",
        "def loop(reciter, loop_render_func, depth=0): pass",
        "for l_1_a in l_0_b:\n    yield _dg_text(l_1_a)",
        "if l_0_a is missing: raise TemplateRuntimeError('a')",
        "t_1.append(l_0_x); t_1.extend((l_0_x,)); t_1.counted",
        "context.vars.update({'a': 1}); context.exported_vars.add('a')",
        "context.exported_vars.discard('a'); context.eval_ctx.autoescape",
        "environment.getattr(l_0_a, 'x'); environment.call(context, l_0_b, *l_0_c, **l_0_d)",
        "l_0_x['a'][1:2]",
        "(not l_0_a and -l_0_b or l_0_c) if l_0_d < 1 else [{}]",
        "l_0_x.get('_p', '')",
        "environment.getattr(l_0_x, 'a').get('_p', '')",
        "_dg_s12(l_0_x, 'p', l_0__dg_state)",
        "(lambda block: t_1(block))",
    ],
)
def test_what_generated_code_is_made_of_passes(source):
    prove(ast.parse(source))


@pytest.mark.parametrize(
    ("source", "told"),
    [
        pytest.param("import os", "Import in line 1", id="a module"),
        pytest.param("l_0_x = 1\n\nwhile l_0_x: pass", "While in line 3", id="a loop of Python"),
        pytest.param("del l_0_x", "Delete in line 1", id="taking away"),
        pytest.param("def root(): global l_0_x", "Global in line 1", id="a name of all"),
        pytest.param("[l_0_x for l_0_x in l_0_y]", "ListComp in line 1", id="a list of Python"),
        pytest.param("f'{l_0_x}'", "JoinedStr in line 1", id="a text with values"),
        pytest.param("l_0_x + l_0_y", "Add in line 0", id="a sum, which the environment does"),
        pytest.param("l_0_x @ l_0_y", "MatMult in line 0", id="an operator of matrices"),
        pytest.param("class A: pass", "ClassDef in line 1", id="a class"),
        pytest.param("open('x')", "the name 'open'", id="a function of Python"),
        pytest.param("x = 1", "the name 'x'", id="a name of nobody"),
        pytest.param("l_x = 1", "the name 'l_x'", id="a name without its level"),
        pytest.param("_dg_evil(1)", "the name '_dg_evil'", id="no writer"),
        pytest.param("_dg_s(1)", "the name '_dg_s'", id="a site without its number"),
        pytest.param("def evil(): pass", "the name 'evil'", id="another function"),
        pytest.param("def root(evil): pass", "the name 'evil'", id="another argument"),
        pytest.param("lambda evil: 1", "the name 'evil'", id="of a short function"),
        pytest.param("l_0_x.a", "the attribute 'a' of l_0_x", id="an attribute of a value"),
        pytest.param("t_1.clear()", "the attribute 'clear' of t_1", id="of kept pieces"),
        pytest.param("context.vars.clear()", "the attribute 'clear' of context.vars", id="of all"),
        pytest.param("environment.globals", "the attribute 'globals' of environment", id="Jinja's"),
        pytest.param("l_0_x.get('_p', 'a')", "the attribute 'get' of l_0_x", id="another path"),
        pytest.param("l_0_x.get('_p')", "the attribute 'get' of l_0_x", id="half a path"),
        pytest.param("l_0_x.get('_p', '', a=1)", "the attribute 'get'", id="more than a path"),
        pytest.param("l_0_x.get", "the attribute 'get'", id="the function, not its call"),
        pytest.param(
            "(l_0_x, 1).append(2)", "the attribute 'append' of (l_0_x, 1)", id="of a list"
        ),
        pytest.param("t_1().append(2)", "the attribute 'append' of t_1()", id="of a call"),
        pytest.param("context.vars.update.x", "the attribute 'x'", id="of what may be asked"),
    ],
)
def test_what_is_on_no_list_is_refused_and_named(source, told):
    assert told in refused(source)


def test_long_code_is_cut_in_the_message():
    assert len(refused(f"({'l_0_x, ' * 100}).evil")) < 120


@pytest.mark.parametrize("owner", _ATTRIBUTES)
def test_each_attribute_may_be_asked_of_its_owner_alone(owner):
    for attribute in _ATTRIBUTES[owner]:
        prove(ast.parse(f"{owner}.{attribute}"))
        assert attribute in refused(f"l_0_x.{attribute}")


def test_every_function_of_ours_may_be_named():
    for name in (*WRITERS, *_NAMES):
        if name != "isinstance":
            prove(ast.parse(f"{name}"))


WORDS = [*sorted(_NAMES)[:6], *sorted(WRITERS)[:6], "l_0_x", "l_12__dg_y", "t_3", "_dg_s7"]


@settings(max_examples=30)
@given(st.sampled_from(WORDS), st.sampled_from(["", "x", "_", "0", "é"]))
def test_a_name_with_something_more_is_another_name(word, more):
    name = word + more
    local = word.startswith("l_") or (more == "0" and word in ("t_3", "_dg_s7"))
    if local or name in _NAMES or name in WRITERS or not more:
        prove(ast.parse(name))
    else:
        assert name in refused(name)
