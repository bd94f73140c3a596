"""The names that a template asks for, as paths."""

from __future__ import annotations

import pytest
from ooxml.coded import a_part

from docgen.word.compile.asked import names_asked
from docgen.word.render.compiled import CompiledTemplate
from docgen.word.render.given import Given


def asked(*parts: str, given: Given | None = None, **constants: object) -> list[str]:
    made = tuple(a_part(text, name=f"word/p{n}.xml") for n, text in enumerate(parts))
    stored = CompiledTemplate("t.docx", made, (), constants=constants)
    return list(names_asked(stored, given or Given()))


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        pytest.param("{{ a }}", ["a"], id="a name"),
        pytest.param("{{ a.b.c }}", ["a.b.c"], id="of a record"),
        pytest.param("{{ a['b'].c }}", ["a.b.c"], id="by a key"),
        pytest.param("{{ a[0].b }}", ["a[].b"], id="of an entry"),
        pytest.param("{{ a[0] }}", ["a"], id="an entry"),
        pytest.param("{{ a[k] }}", ["a", "k"], id="by a name"),
        pytest.param("{{ a }}{{ a.b }}", ["a.b"], id="what more is asked of"),
        pytest.param("{{ a }}{{ ab }}", ["a", "ab"], id="a longer name is another"),
        pytest.param("{{ b }}{{ a }}{{ b }}", ["a", "b"], id="in the order of the alphabet, once"),
        pytest.param("no tag", [], id="none"),
        pytest.param("{{ 1 }}{{ 'x' }}", [], id="nothing by name"),
        pytest.param("{{ a|upper }}{{ b|replace(c, d) }}", ["a", "b", "c", "d"], id="with filters"),
        pytest.param("{{ a ~ b + c }}{{ d if e else f }}", list("abcdef"), id="put together"),
        pytest.param("{{ a.upper() }}", ["a.upper"], id="a method looks like a name"),
        pytest.param("{{ f(a, b=c) }}", ["a", "c", "f"], id="given to a function"),
        pytest.param("{{ [a, {'k': b}] }}", ["a", "b"], id="in a list"),
        pytest.param("{{ a is defined and b in c }}", ["a", "b", "c"], id="in questions"),
        pytest.param("{% if a %}{{ b }}{% elif c %}{{ d }}{% else %}{{ e }}{% endif %}",
                     list("abcde"), id="in all branches"),
        pytest.param("{% filter replace(a, b) %}{{ c }}{% endfilter %}", list("abc"),
                     id="in a filter block"),
    ],
)  # fmt: skip
def test_paths_of_all_that_is_asked_for(text, paths):
    assert asked(text) == paths


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        pytest.param("{% for x in a %}{{ x.b }}{% endfor %}", ["a[].b"], id="records of a list"),
        pytest.param("{% for x in a %}{{ x }}{% endfor %}", ["a"], id="entries of a list"),
        pytest.param("{% for x in a %}y{% endfor %}", ["a"], id="a list that is only counted"),
        pytest.param("{% for x in a %}{% for y in x.b %}{{ y.c }}{% endfor %}{% endfor %}",
                     ["a[].b[].c"], id="lists in records"),
        pytest.param("{% for x in a if x.b %}{{ x.c }}{% endfor %}", ["a[].b", "a[].c"],
                     id="what entries are chosen by"),
        pytest.param("{% for x in a %}{% else %}{{ x }}{% endfor %}", ["a", "x"],
                     id="without rounds the entry is no one's"),
        pytest.param("{% for k, v in a.items() %}{{ k }}{{ v.b }}{% endfor %}", ["a.items"],
                     id="taken apart"),
        pytest.param("{% for x in a|reverse %}{{ x.b }}{% endfor %}", ["a"],
                     id="what a filter makes is no one's"),
        pytest.param("{% for x in a %}{{ loop.index }}{% endfor %}", ["a"], id="what a loop tells"),
        pytest.param("{% for x in a %}{% endfor %}{{ x.b }}", ["a", "x.b"], id="behind the loop"),
    ],
)  # fmt: skip
def test_what_a_loop_goes_over(text, paths):
    assert asked(text) == paths


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        pytest.param("{% set x = a.b %}{{ x.c }}", ["a.b.c"], id="another name"),
        pytest.param("{% set x = 1 %}{{ x }}{{ x.y }}", [], id="a value made here"),
        pytest.param("{% set x, y = a %}{{ x.b }}", ["a"], id="taken apart"),
        pytest.param("{% set x %}{{ a }}{% endset %}{{ x.b }}", ["a"], id="a kept block"),
        pytest.param("{% with x = a, y = 2 %}{{ x.b }}{{ y }}{% endwith %}{{ y }}",
                     ["a.b", "y"], id="with a name"),
        pytest.param("{% macro m(x, y=a) %}{{ x.b }}{{ c }}{% endmacro %}{{ m(d) }}",
                     ["a", "c", "d"], id="a macro"),
        pytest.param("{% macro m() %}{{ caller(1) }}{{ varargs }}{{ kwargs }}{% endmacro %}"
                     "{% call(x) m(a) %}{{ x }}{{ b }}{% endcall %}", ["a", "b"],
                     id="a call with a block"),
        pytest.param("{% if a %}{% set x = b %}{% endif %}{{ x.c }}", ["a", "b.c"],
                     id="a name given in a condition"),
        pytest.param("{% set ns = namespace(n=a) %}{% set ns.n = b %}{{ ns.n }}", ["a", "b"],
                     id="what counts on"),
        pytest.param("{{ range(a) }}{{ dict(b=c) }}{{ cycler(d) }}", ["a", "c", "d"],
                     id="functions that are always there"),
    ],
)  # fmt: skip
def test_names_that_a_template_gives_itself(text, paths):
    assert asked(text) == paths


def test_all_parts_are_asked_and_names_of_one_are_no_names_of_the_other():
    assert asked("{% set x = 1 %}{{ x }}", "{{ x.b }}", "{{ a }}") == ["a", "x.b"]


def test_what_the_caller_gives_for_all_renderings_is_not_asked_for():
    given = Given(globals={"year": 2026})
    assert asked("{{ year }}{{ a }}{{ code }}", given=given, code="dk") == ["a"]


def test_a_value_of_the_review_is_asked_for_however_it_is_written():
    assert asked("{{ _dg_attr: a.b }}{{ _dg_columns: n }}") == ["a.b", "n"]
