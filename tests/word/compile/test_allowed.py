"""Every node and every name of a tag is held against what is known."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import Environment, nodes
from ooxml.tagged import sandbox

from docgen.bounds.templates import MOST_DEPTH, MOST_DIGITS
from docgen.word.compile.allowed import COPIES, below, in_order, refusals, too_deep, walk
from docgen.word.compile.environment import BLOCK, VARIABLE
from docgen.word.compile.guarded import INSTEAD
from docgen.word.render.writers import COPIES as ASKED

ENVIRONMENT = sandbox(money=str)


def parsed(source: str) -> nodes.Template:
    """Return the tree of a source that is written with the usual braces."""
    for usual, ours in zip(("{%", "%}", "{{", "}}"), (*BLOCK, *VARIABLE), strict=True):
        source = source.replace(usual, ours)
    return ENVIRONMENT.parse(source)


def refused(source: str, *, ours: bool = False) -> list[tuple[int, str, str]]:
    return [tuple(one) for one in refusals(parsed(source), ENVIRONMENT, ours=ours)]


def rules(source: str, *, ours: bool = False) -> list[str]:
    return [rule for _, rule, _ in refused(source, ours=ours)]


@pytest.mark.parametrize(
    "source",
    [
        "{{ a.b['c'][0][1:2] }}",
        "{{ [1, (2, 3), {'a': b}] }}",
        "{{ a + b - c * d / e // f % g ** h ~ i }}",
        "{{ -a and not +b or c in d and 1 < 2 <= 3 }}",
        "{{ a if b else c }}",
        "{{ a|money|default('x')|replace('a', 'b') }}",
        "{{ a is defined and b is not none and c is divisibleby(2) }}",
        "{{ a.upper() }}{{ range(3) }}{{ dict(a=1, **b) }}{{ f(*a) }}",
        "{% for a, b in c if d recursive %}{{ loop.index }}{{ loop(a) }}{% else %}x{% endfor %}",
        "{% set ns = namespace(a=1) %}{% set ns.a = 2 %}",
        "{% set a | upper %}x{% endset %}",
        "{% macro m(a, b=1) %}{{ caller() }}{{ varargs }}{{ kwargs }}{% endmacro %}",
        "{% call(x) m() %}{{ x }}{% endcall %}",
        "{% filter upper %}x{% endfilter %}{% with a = 1 %}{{ a }}{% endwith %}",
        "{{ a|map('upper')|map(attribute='x')|select('odd')|rejectattr('y', 'none')|list }}",
        "{{ _private }}{{ a._b }}",
    ],
)
def test_what_templates_say_is_known(source):
    assert refused(source) == []


@pytest.mark.parametrize(
    ("source", "told"),
    [
        pytest.param("{{ a|uper }}", "there is no filter 'uper'; did you mean 'upper'?",
                     id="a filter's name mistyped"),
        pytest.param("{{ a|qqqqq }}",
                     "there is no filter 'qqqqq'; docs/templates.md names those there are",
                     id="like no other"),
        pytest.param("{{ a|mony }}", "there is no filter 'mony'; did you mean 'money'?",
                     id="one of the pack's"),
        pytest.param("{{ a is defind }}", "there is no test 'defind'; did you mean 'defined'?",
                     id="a test's name mistyped"),
        pytest.param("{{ a is qqqqq }}",
                     "there is no test 'qqqqq'; docs/templates.md names those there are",
                     id="a test like no other"),
        pytest.param("{{ a|map('uper') }}", "there is no filter 'uper'; did you mean 'upper'?",
                     id="named for map"),
        pytest.param("{{ a|select('od') }}", "there is no test 'od'; did you mean 'odd'?",
                     id="named for select"),
        pytest.param("{{ a|rejectattr('x', 'od') }}", "there is no test 'od'; did you mean 'odd'?",
                     id="named for an attribute"),
        pytest.param("{{ self }}", "the name 'self' is not for templates; choose another",
                     id="the template"),
        pytest.param("{{ _dg_text }}", "the name '_dg_text' is not for templates; choose another",
                     id="ours"),
        pytest.param("{{ __import__ }}",
                     "the name '__import__' is not for templates; choose another", id="Python's"),
        pytest.param("{% set loop = 1 %}",
                     "'loop' is what a loop tells of its rounds; choose another name", id="loop"),
        pytest.param("{{ a.__class__ }}",
                     "'__class__' belongs to Python; print a value of the review",
                     id="an attribute of Python's"),
        pytest.param("{{ f(_x=1) }}", "'_x' cannot be given; leave it out", id="an argument"),
        pytest.param("{{ f(a=1, a=2) }}", "'a' is given twice; leave one out", id="twice"),
        pytest.param("{{ a|replace(old=1, old=2) }}", "'old' is given twice; leave one out",
                     id="twice to a filter"),
        pytest.param("{{ a is sameas(other=1, other=2) }}",
                     "'other' is given twice; leave one out", id="twice to a test"),
        pytest.param("{% macro m(a, a) %}{% endmacro %}", "'a' is given twice; leave one out",
                     id="twice in a macro"),
        pytest.param("{{ 1e999 }}",
                     f"a number has at most {MOST_DIGITS} digits; write a smaller one",
                     id="without end"),
        pytest.param(f"{{{{ {'9' * 310} }}}}",
                     f"a number has at most {MOST_DIGITS} digits; write a smaller one", id="long"),
        pytest.param("{{ '\\x07' }}",
                     "prints a character that no Word file may hold; take it out",
                     id="a control character"),
        pytest.param("{% include 'a' %}", "this is nothing a tag can say", id="another file"),
    ],
)  # fmt: skip
def test_what_is_not_known_is_told_with_the_way_out(source, told):
    ((_, _, message),) = refused(source)
    assert message == told


@pytest.mark.parametrize("name", INSTEAD)
def test_what_makes_markup_is_no_filter_and_says_what_to_write(name):
    ((_, rule, message),) = refused(f"{{{{ a|{name} }}}}")
    assert rule == "unsafe-filter"
    assert message.startswith(f"docgen has no filter '{name}': ")
    assert ";" in message


def test_a_refusal_has_the_line_of_its_tag():
    source = "{{ a }}\n{{ b|nope }}\n{{ c }}\n{{ d.__e__ }}"
    assert sorted((line, rule) for line, rule, _ in refused(source)) == [
        (2, "unknown-filter"),
        (4, "reserved-name"),
    ]


def test_long_names_are_cut_in_messages():
    for source in (f"{{{{ {'_dg_' + 'a' * 200} }}}}", f"{{{{ a|{'q' * 200} }}}}"):
        ((_, _, message),) = refused(source)
        assert len(message) < 160


def test_a_filter_by_its_name_may_be_known_only_when_the_report_is_made():
    assert refused("{{ a|map(b)|list }}{{ a|map(1)|list }}{{ a|map() }}") == []


@pytest.mark.parametrize("number", ["9" * 300, "1.5e300", "0"])
def test_numbers_up_to_the_limit_are_numbers(number):
    assert refused(f"{{{{ {number} }}}}") == []


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [("ﬁ", "fi", True), ("a", "b", False), ("å", "a\u030a", True), ("x", "x", False)],
)
def test_names_that_are_one_to_python_may_not_both_be_given(first, second, same):
    told = refused(f"{{% set {first} = 1 %}}{{% macro {second}() %}}{{% endmacro %}}")
    assert [rule for _, rule, _ in told] == ["broken-tag"] * same
    if same:
        assert "are one name to Python; choose another" in told[0][2]


# Names of our own.

OWN = [
    "{{ _dg_state }}",
    f"{{{{ {COPIES} }}}}",
    "{{ _dg_round12 }}",
    "{% for _dg_list3 in [] %}{% endfor %}",
    f"{{{{ {COPIES}|{min(ASKED)}(1) }}}}",
    "{% filter _dg_keep_rows %}x{% endfilter %}",
]


@pytest.mark.parametrize("source", OWN)
def test_names_of_ours_are_known_in_the_whole_part_and_in_no_authors_tag(source):
    assert rules(source, ours=False)
    assert set(rules(source, ours=False)) <= {"reserved-name", "unknown-filter"}


@pytest.mark.parametrize("source", OWN)
def test_names_of_ours_stand_where_our_tags_have_them(source):
    assert rules(source, ours=True) == []


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("{{ _dg_stat }}", id="a name that is none of ours"),
        pytest.param("{{ _dg_round }}", id="without its number"),
        pytest.param("{{ a|_dg_text }}", id="a writer, which no tag calls"),
        pytest.param("{{ a|_dg_keep_rows }}", id="a guard of a value"),
        pytest.param(f"{{{{ {COPIES}|_dg_text }}}}", id="a writer of our ids"),
        pytest.param(f"{{{{ a|{min(ASKED)}(1) }}}}", id="an id of a value"),
        pytest.param("{% filter _dg_text %}x{% endfilter %}", id="a writer of a block"),
    ],
)
def test_what_is_no_name_of_ours_is_refused_in_our_tags_too(source):
    assert rules(source, ours=True)


# Trees.

EXPRESSIONS = st.recursive(
    st.sampled_from(["a", "1", "'x'", "b.c"]),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda two: f"({two[0]} + {two[1]})"),
        inner.map(lambda one: f"[{one}]"),
        inner.map(lambda one: f"({one}|upper)"),
        st.tuples(inner, inner).map(lambda two: f"({two[0]} if {two[1]})"),
    ),
    max_leaves=8,
)


@settings(max_examples=20)
@given(EXPRESSIONS)
def test_a_walk_meets_each_node_once_and_the_right_ones_below(expression):
    tree = Environment().parse(f"{{{{ {expression} }}}}")
    walked, ordered = list(walk(tree)), list(in_order(tree))
    assert len({id(node) for node in walked}) == len(walked)
    assert {id(node) for node in walked} == {id(node) for node in ordered}
    assert {id(node) for node in ordered[1:]} == {id(n) for n in tree.find_all(nodes.Node)}
    for node in walked:
        assert below(node) == list(node.iter_child_nodes())


def test_nodes_come_in_the_order_in_which_they_are_written():
    tree = parsed("{{ a }}{% for b in c %}{{ d }}{% else %}{{ e }}{% endfor %}{{ f }}")
    names = [node.name for node in in_order(tree) if isinstance(node, nodes.Name)]
    assert names == ["a", "b", "c", "d", "e", "f"]


def test_each_node_comes_before_what_is_in_it():
    seen: set[int] = set()
    for node in in_order(parsed("{{ (a + [b])|upper }}")):
        assert all(id(child) not in seen for child in below(node))
        seen.add(id(node))


@pytest.mark.parametrize(("more", "deep"), [(0, False), (1, True)])
def test_only_so_deep_is_a_tag_nested(more, deep):
    tree = parsed("{{ " + "not " * (MOST_DEPTH - 2 + more) + "a }}")
    assert too_deep(tree) is deep


def test_what_is_wide_is_not_deep():
    assert not too_deep(parsed("{{ [" + "a, " * 500 + "] }}"))
