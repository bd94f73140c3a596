"""Generated code prints what Jinja says, looks keys up fast, and hands values to their writers."""

from __future__ import annotations

from xml.sax.saxutils import unescape

import jinja2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import nodes
from jinja2.compiler import generate
from jinja2.exceptions import TemplateAssertionError
from ooxml.coded import a_part, as_source, coded, environment_of, printed

from docgen.word.compile.codegen import (
    LETTERWISE,
    FastCodeGenerator,
    WordCodeGenerator,
    is_writer,
)
from docgen.word.compile.syntax import parse_source
from docgen.word.render.sites import Slot
from docgen.word.render.writers import GUARDS, WRITERS

BOTH = (FastCodeGenerator, WordCodeGenerator)
NAMES = {
    "a": "A & B", "n": 3, "none": None, "list": ["x", "y"], "empty": [],
    "unit": {"name": "Enhed Ø", "items": "key", "deep": {"x": "X"}, "list": [{"a": 1}, {"a": 2}]},
    "tree": [{"n": 1, "c": [{"n": 2, "c": []}]}],
}  # fmt: skip
SOURCES = [
    "{{ a }}",
    "{{ unit.name }}{{ unit['name'] }}{{ unit.deep.x }}",
    "{{ unit.items }}",
    "{% for k, v in unit.deep.items() %}{{ k }}={{ v }}{% endfor %}",
    "{{ unit.list[1].a }}{{ list[-1] }}{{ list[0:1] }}",
    "{{ unit.nope|default('d') }}{{ nope|d('e') }}{{ unit.nope is defined }}",
    "{{ unit.nope is undefined }}{{ nope is defined }}",
    "{% if unit.deep %}y{% else %}n{% endif %}{{ 'a' if n > 2 else 'b' }}{{ 'q' if empty }}",
    "{% for x in list %}{{ loop.index }}/{{ loop.length }}{{ x }}{{ loop.last }}{% endfor %}",
    "{% for x in empty %}x{% else %}nothing{% endfor %}",
    "{% for x in list if x != 'x' %}{{ x }}{% endfor %}",
    "{% for t in tree recursive %}{{ t.n }}{{ loop(t.c) }}{% endfor %}",
    "{% set b = a ~ n ~ none %}{{ b }}",
    "{% set b %}{{ a }}!{% endset %}{{ b }}{{ b|length }}",
    "{% set b | upper %}{{ a }}{% endset %}{{ b }}",
    "{% filter upper %}{{ a }}ø{% endfilter %}",
    "{% filter replace('A', 'O')|lower %}{{ a }}{% endfilter %}",
    "{% macro m(x, y=2) %}[{{ x }}{{ y }}]{% endmacro %}{{ m(1) }}{{ m(y=a, x=n) }}",
    "{% macro m() %}({{ caller('z') }}){% endmacro %}{% call(q) m() %}{{ q }}{{ a }}{% endcall %}",
    "{% with b = unit.name %}{{ b }}{% endwith %}",
    "{{ list|join(', ') }}{{ unit.list|map(attribute='a')|sum }}{{ unit.list|length }}",
    "{{ a.upper() }}{{ a.replace('A', unit.name) }}{{ unit.deep.get('x') }}",
    "{{ dict(a=1, b=n) }}{{ range(n)|list }}{{ [a, n] }}{{ {'k': a}['k'] }}{{ 'abc'['x']|d('-') }}",
    "{{ n + 1 }}{{ n - 1 }}{{ n * 2 }}{{ n / 2 }}{{ n // 2 }}{{ n % 2 }}{{ -n }}",
    "{{ n is odd and a is string or not n }}{{ 1 < n <= 3 }}{{ 'x' in list }}",
]  # fmt: skip


@pytest.mark.parametrize("generator", BOTH, ids=["fast", "careful"])
@pytest.mark.parametrize("text", SOURCES)
def test_code_prints_what_jinja_prints(text, generator):
    part = a_part(text)
    text_, _ = printed(part, coded(part, generator), NAMES)
    # Keys come before methods here; values are escaped once, when all else is done with them.
    environment = jinja2.Environment()
    asked = text.replace("unit.items ", "unit['items'] ")
    assert unescape(text_) == environment.from_string(asked).render(NAMES)


def test_what_is_no_dictionary_fails_the_fast_way_and_is_printed_with_care():
    part = a_part("{% set ns = namespace(t=1) %}{% set ns.t = ns.t + 1 %}{{ ns.t }}{{ a.start }}")
    names = {"a": range(7, 9)}
    with pytest.raises(TypeError):
        printed(part, coded(part, FastCodeGenerator), names)
    assert printed(part, coded(part, WordCodeGenerator), names)[0] == "27"


def generated(text: str, generator=FastCodeGenerator) -> str:
    """Return the code of a part as text."""
    part, environment = a_part(text), environment_of()
    tree = parse_source(part, environment, {})
    environment.written_by, environment.code_generator_class = part.writers, generator
    return generate(tree, environment, part.name, part.name, optimized=False)


@pytest.mark.parametrize(
    ("text", "fast"),
    [
        pytest.param("{{ unit.name }}", "['name']", id="a key"),
        pytest.param("{{ unit['name'] }}", "['name']", id="a key in brackets"),
        pytest.param("{{ unit.a.b }}", "['a']['b']", id="a chain"),
    ],
)
def test_the_fast_way_subscripts_and_the_careful_one_asks(text, fast):
    assert fast in generated(text)
    assert fast not in generated(text, WordCodeGenerator)
    assert "environment.get" in generated(text, WordCodeGenerator)
    assert "environment.get" not in generated(text).replace("environment.getattr)", "")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("{% for x in y %}{{ loop.index }}{% endfor %}", id="what a loop tells"),
        pytest.param("{{ unit.name|default('x') }}", id="below default"),
        pytest.param("{{ unit.name is defined }}", id="below defined"),
        pytest.param("{{ unit.upper() }}", id="a method"),
        pytest.param("{{ f(unit.name) }}", id="what is given to a call"),
        pytest.param("{{ {'a': 1}.a }}", id="a value as it stands"),
        pytest.param("{{ 'abc'['a'] }}", id="a text as it stands"),
        pytest.param("{{ unit[name] }}", id="a key that is a value"),
        pytest.param("{{ unit[0] }}", id="a number"),
    ],
)
def test_what_may_be_something_else_is_asked_with_care(text):
    assert "environment.get" in generated(text)


def test_care_ends_where_it_is_no_longer_needed():
    code = generated(
        "{{ a.b|default('x') }}{{ c.d }}{{ e.f is defined }}{{ g.h }}{{ i.j() }}{{ k.l }}"
    )
    for key in "dhl":
        assert f"['{key}']" in code
    for key in "bfj":
        assert f"['{key}']" not in code


def test_a_writer_is_called_by_its_name_and_the_path_of_a_record_without_a_call():
    code = generated("{{ _dg_attr: a }}")
    assert "_dg_attr(" in code
    assert "environment.filters['_dg_attr']" not in code


@pytest.mark.parametrize(
    ("name", "is_one"),
    [("_dg_text", True), ("_dg_s0", True), ("_dg_s12", True), ("_dg_s", False), ("upper", False),
     ("_dg_s1x", False), ("_dg_nope", False), ("", False)],
)  # fmt: skip
def test_writers_are_known_by_their_whole_names(name, is_one):
    assert is_writer(name) is is_one


def test_all_our_functions_are_writers():
    assert all(map(is_writer, WRITERS))


def test_letters_are_changed_one_by_one_only_by_filters_that_do_so():
    environment = environment_of()
    assert set(LETTERWISE) <= set(environment.filters)
    assert "True" in generated("{% filter upper %}a{% endfilter %}").split("_dg_changed")[1]
    assert "False" in generated("{% filter trim %}a{% endfilter %}").split("_dg_changed")[1]
    chain = "{% filter upper|trim %}a{% endfilter %}"
    assert "False" in generated(chain).split("_dg_changed")[1]


def test_a_guard_is_called_with_what_its_block_wrote():
    environment = environment_of()
    environment.code_generator_class = WordCodeGenerator
    source = as_source("{% filter _dg_keep_rows %}<w:tbl/>{% endfilter %}")
    code = generate(environment.parse(source), environment, "p", "p")
    assert "_dg_keep_rows(concat(" in code
    assert set(GUARDS) & set(WRITERS)


def test_a_filter_that_is_none_is_no_code():
    environment = environment_of()
    environment.code_generator_class = WordCodeGenerator
    tree = environment.parse(as_source("{{ a|nope }}"))
    with pytest.raises(TemplateAssertionError, match="no filter 'nope'"):
        generate(tree, environment, "p", "p")


@pytest.mark.parametrize("generator", BOTH, ids=["fast", "careful"])
def test_what_has_no_writer_of_its_own_is_written_as_text(generator):
    environment = environment_of()
    environment.code_generator_class = generator
    code = generate(environment.parse(as_source("{{ a|upper }}")), environment, "p", "p")
    assert code.count("_dg_text(") == 1


@pytest.mark.parametrize("generator", BOTH, ids=["fast", "careful"])
def test_a_record_is_asked_for_its_path(generator):
    slot = Slot(
        form="inline", kind="line", ppr="", more="", bullet="", mark="", rpr="", keep=False,
        in_run=False, opens=False, closes=False, key="k", place=1, path="reviewers.*.name",
        tail=".name", label="", asked_in_form=False, choices=(), form_path="", short=False,
        told=False,
    )  # fmt: skip
    part = a_part("{% for r in rs %}{{ _dg_s0: r.name }}{% endfor %}", {"_dg_s0": slot})
    records = [{"_p": f"reviewers[{n}]", "name": f"N{n}"} for n in range(2)]
    _, state = printed(part, coded(part, generator), {"rs": records})
    assert state.printed == {"reviewers[0].name": "N0", "reviewers[1].name": "N1"}


def test_literal_text_is_written_as_it_stands_and_constants_once():
    part = a_part("<w:t>{ } % {{ 'a & b' }} \"'\\</w:t>")
    tree = parse_source(part, environment_of(), {})
    (output,) = tree.find_all(nodes.Output)
    assert len(output.nodes) == 3
    assert printed(part, coded(part, FastCodeGenerator), {})[0] == (
        "<w:t>{ } % a &amp; b \"'\\</w:t>"
    )


VALUES = st.recursive(
    st.one_of(st.integers(-9, 9), st.text("aæ<&'\"", max_size=4), st.booleans()),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from("abc"), inner, max_size=3)
    ),
    max_leaves=6,
)


ANY = a_part("{{ a }}{{ b ~ c }}{% if a %}{{ c|string|upper }}{% endif %}{{ [a, b]|length }}")


@pytest.fixture(scope="module")
def codes():
    return [coded(ANY, generator) for generator in BOTH]


@settings(max_examples=10)
@given(st.dictionaries(st.sampled_from("abc"), VALUES, min_size=3))
def test_both_ways_print_the_same_of_any_values(codes, names):
    fast, careful = (printed(ANY, code, names)[0] for code in codes)
    assert fast == careful
