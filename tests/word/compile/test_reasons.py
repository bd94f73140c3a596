"""Whatever a value runs into is said in words of our own, with a way out."""

import ast
import re
from itertools import product
from xml.sax.saxutils import escape

import pytest
from builders import ROOT, many
from ooxml.minimal import text
from ooxml.rendered import a_template

from docgen.errors import TemplateError
from docgen.model import Field
from docgen.word.render import sites

VALUES = ["'a'", "5", "1.5", "none", "true", "[1]", "[]", "{'a': 1}", "range(2)", "x", "x.upper"]
OPERATORS = ["+", "-", "*", "/", "//", "%", "**", "~", "<", ">=", "==", "in", "not in", "and"]
USES = [
    *("{{ -V }}", "{{ not V }}", "{{ V() }}", "{{ V(1, a=2) }}", "{{ V.nope }}", "{{ V[0] }}"),
    *("{{ V['k'] }}", "{{ V[[]] }}", "{{ V[::0] }}", "{{ V[1.5] }}", "{{ {V: 1} }}", "{{ d[V] }}"),
    *("{% for a in V %}{{ a }}{% endfor %}", "{% for a, b in V %}{% endfor %}", "{{ V is in 5 }}"),
    *("{% for a in [V] recursive %}{{ loop(a) }}{% endfor %}", "{{ V is divisibleby(0) }}"),
    *("{% set V2 = V %}{% set V2.a = 1 %}", "{{ 'a'.join(V) }}", "{{ 'a'.split(V) }}"),
    *("{{ 'a'.index(V) }}", "{{ '%d'|format(V) }}", "{{ '%s %s'|format(V) }}", "{{ cycler(V) }}"),
    *("{{ range(V) }}", "{{ range(1, 2, V) }}", "{{ dict(V) }}", "{{ namespace(V) }}"),
    *("{{ joiner(V)(1) }}", "{% macro m(a) %}{% endmacro %}{{ m(V, V) }}"),
    "{% call V() %}{% endcall %}",
    *("{% filter replace(V) %}a{% endfilter %}", "{{ V if false }}", "{{p V }}", "{{r V }}"),
]  # fmt: skip
FILTERS = [
    *("abs", "attr", "attr('x')", "batch(V)", "batch(0)", "capitalize", "center(V)", "count"),
    *("default(V, V, V)", "dictsort", "dictsort(by='x')", "filesizeformat", "first", "float"),
    *("format(V)", "groupby('a')", "groupby(V)", "indent(V)", "int", "int(base=V)", "items"),
    *("join(V)", "join", "last", "length", "list", "lower(V)", "map", "map('nope')", "map(V)"),
    *("map(attribute=V)", "max", "min", "reject('in', V)", "replace(V)", "replace(V, V)"),
    *("reverse", "round", "round(V)", "round(method='x')", "select('lt', V)", "selectattr(V)"),
    *("slice(V)", "slice(0)", "sort", "sort(attribute=V)", "string", "sum", "sum(start=V)"),
    *("title", "tojson", "tojson(V)", "trim(V)", "truncate(V)", "truncate(-1)", "unique"),
    *("upper", "urlencode", "wordcount", "wordwrap(V)", "wordwrap(0)", "nope=1"),
]
NAMES = {"x": "ø", "d": {}}
FOREIGN = re.compile(
    r"object|NoneType|\bstr\b|\bint\b|dict\b|tuple|unhashable|operand|concatenate|jinja|itera|"
    r"subscript|callable|positional|keyword|token|codec|Undefined|None|indices|literal|attribute|__"
)
QUOTED = re.compile(r"^\{[{%].*?[%}]\}: |'[^']*'|\"[^\"]*\"")

EXPRESSIONS = [
    *(f"{{{{ {one} {sign} {other} }}}}"
      for sign in OPERATORS for one, other in product(VALUES, VALUES)),
    *(use.replace("V2", "ns").replace("V", value) for use in USES for value in VALUES),
    *(f"{{{{ {value}|{name.replace('V', arg)} }}}}" for name in FILTERS for value in VALUES
      for arg in (VALUES if "V" in name else ["V"])),
]  # fmt: skip


@pytest.mark.parametrize(
    "expressions",
    [
        pytest.param(EXPRESSIONS[::97], id="some of them"),
        pytest.param(EXPRESSIONS[::23], id="more of them", marks=pytest.mark.slow),
        pytest.param(EXPRESSIONS[:: many(5, 1)], id="most", marks=pytest.mark.slow),
    ],
)
def test_whatever_an_expression_runs_into_has_its_place_and_a_way_out(expressions):
    told = 0
    for expression in expressions:
        try:
            a_template(text("first") + text(escape(expression))).render(NAMES)
        except TemplateError as error:
            told += 1
            for problem in error.problems:
                words = QUOTED.sub("", problem.message)
                assert problem.rule != "unforeseen", problem
                assert problem.where.startswith("paragraph 2"), problem
                assert ";" in words or "did you mean" in words, problem
                assert not FOREIGN.search(words), problem
    assert told > len(expressions) / 40


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ("{{ {[]: 1} }}", "a list cannot be a key or be looked up; use a text or a number"),
        ("{{ 'a' + 1 }}", "'+' cannot join a text and a number; join values as a text with ~"),
        ("{{ 1 + 'a' }}", "'+' cannot join a number and a text; join values as a text with ~"),
        ("{{ [1] - 1 }}", "'-' cannot work with a list and a number; use it with two numbers"),
        ("{{ -'a' }}", "'-' cannot stand before a text; use it with a number"),
        ("{{ 1 < 'a' }}",
         "'<' cannot compare a number with a text; compare two numbers or two texts"),
        ("{% for a in none %}{% endfor %}", "nothing is no list; loop over a list, or look in one"),
        ("{{ 1 in 5 }}", "a number is no list; loop over a list, or look in one"),
        ("{{ 5() }}", "a number cannot be called; write its name without brackets"),
        ("{{ 1 / 0 }}", "0 divides nothing; ask before, as in {% if n %}"),
        ("{{ [1][9] }}", "a list has no entry 9; give it a value, or write |default('') behind it"),
        ("{{ d.k }}", "the record has no 'k'; give it a value, or write |default('') behind it"),
        ("{{ nope }}", "there is no 'nope'; give it a value, or write |default('') behind it"),
        ("{{ (x if d).k }}", "its condition is false, and it says nothing else; add: else ''"),
        ("{% for a, b in [[1]] %}{% endfor %}",
         "the entries have not as many values as there are names; give one name to each"),
        ("{{ range(1, 2, 0) }}", "a step of 0 leads nowhere; use 1 or more"),
        ("{{ 'x'|truncate(-1) }}", "the filter |truncate cannot do that; give it other values"),
        ("{{ cycler() }}", "a cycle needs values; give it some"),
        ("{{ x.__class__ }}", "'__class__' belongs to Python; print a value of the review"),
    ],
)  # fmt: skip
def test_what_is_often_met_is_said_in_its_own_words(expression, message):
    with pytest.raises(TemplateError) as caught:
        a_template(text(escape(expression))).render(NAMES)
    (problem,) = caught.value.problems
    assert problem.message.endswith(f"}}: {message}")


def test_a_filter_of_the_caller_says_its_own_words():
    def shout(_):
        raise ValueError("too loud")

    template = a_template(text("{{ x|shout }}"), filters={"shout": shout})
    with pytest.raises(TemplateError, match=r"paragraph 1: \{\{ x\|shout \}\}: too loud"):
        template.render(NAMES)


def test_what_goes_wrong_where_docgen_prints_is_to_be_reported(monkeypatch):
    def broken(*_):
        raise TypeError("'NoneType' object is not iterable")

    monkeypatch.setattr(sites, "line_writer", lambda *_: broken)
    with pytest.raises(TemplateError, match="please report this"):
        a_template(text("a {{ x }} b"), {"x": Field("line")}).render({"x": "ø"})


RAISING = ("ValueError", "TypeError", "ArithmeticError", "SecurityError", "LookupError")
MODULES = sorted(
    [*(ROOT / "docgen/word/render").glob("*.py"), *(ROOT / "docgen/document").glob("filters.py")]
    + [ROOT / "docgen/bounds/sandbox.py"]
    + [ROOT / f"docgen/word/compile/{name}.py" for name in ("environment", "guarded")]
)


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.name)
def test_what_is_raised_for_a_template_has_a_way_out(module):
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            kind = getattr(node.exc.func, "id", "")
            words = [one.value for one in ast.walk(node.exc) if isinstance(one, ast.Constant)]
            if kind in RAISING and words:
                assert "; " in "".join(map(str, words)), f"{module.name}, line {node.lineno}"
