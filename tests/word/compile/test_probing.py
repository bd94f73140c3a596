"""Probes in the tree of a part: branches and loops go as a plan says, and values are known."""

from __future__ import annotations

import re

import pytest
from jinja2 import nodes
from ooxml.coded import a_part, environment_of, printed

from docgen.word.compile.codegen import FastCodeGenerator
from docgen.word.compile.probing import RECORD, Plan, can_foretell, names_for, put_probes
from docgen.word.compile.syntax import compile_tree, parse_source
from docgen.word.compile.tags import Tag


def order_of(text: str) -> list[Tag]:
    """Return the tags of a text by line."""
    found = re.findall(r"\{([{%])-?\s*(.*?)\s*[}%]\}", text)
    kinds = {"{": "var", "%": "block"}
    return [Tag(n, kinds[sign], "", body, f"tag {n}") for n, (sign, body) in enumerate(found)]


def probed(text: str, plan: Plan, **values: str) -> str:
    """Return what a text prints under a plan; a value prints `N.T`: its tag and round."""
    part, order = a_part(text), order_of(text)
    tree = parse_source(part, environment_of(), {})
    asked = put_probes(tree, order)
    known = {(n, turn): f"{n}.{turn}" for n in range(len(order)) for turn in range(3)}
    names = names_for(plan, asked, known)
    code = compile_tree(tree, part, environment_of(), FastCodeGenerator)
    return printed(part, code, {**names, **values})[0]


ONCE, TWICE, NEVER, FALSE = map(Plan, range(4))


@pytest.mark.parametrize(
    ("text", "plan", "written"),
    [
        pytest.param("{{ a.b }}-{{ c }}", ONCE, "0.0-1.0", id="values"),
        pytest.param("{{ a|upper ~ b }}", ONCE, "0.0", id="whatever is made of them"),
        pytest.param("{% if a > 3 %}y{% else %}n{% endif %}", ONCE, "y", id="a condition holds"),
        pytest.param("{% if a %}y{% else %}n{% endif %}", FALSE, "n", id="and does not"),
        pytest.param("{% if a %}x{% elif b %}y{% else %}n{% endif %}", FALSE, "n",
                     id="nor another"),
        pytest.param("{% for x in y %}({{ x.z }}){% endfor %}", ONCE, "(1.0)", id="a loop once"),
        pytest.param("{% for x in y %}({{ x.z }}){% endfor %}", TWICE, "(1.0)(1.1)", id="twice"),
        pytest.param("{% for x in y %}x{% else %}none{% endfor %}", NEVER, "none", id="never"),
        pytest.param("{% for x in y %}x{% else %}{{ a }}{% endfor %}", NEVER, "2.0",
                     id="with a value instead"),
        pytest.param("{% for x in y if x.a %}({{ x }}){% endfor %}", TWICE, "(1.0)(1.1)",
                     id="whatever it chooses by"),
        pytest.param("{% for a, b in y.items() %}({{ a }}){% endfor %}", TWICE, "(1.0)(1.1)",
                     id="taken apart"),
        pytest.param("{% for x in y %}{% for z in x %}({{ z }}){% endfor %}|{% endfor %}", TWICE,
                     "(2.0)(2.1)|(2.0)(2.1)|", id="one in another"),
        pytest.param("{% set a = b.c %}x{{ a }}", ONCE, "x1.0", id="a name that is set"),
        pytest.param("{% with a = b %}{{ a }}{% endwith %}", ONCE, "1.0", id="with a name"),
        pytest.param("{% for x in y %}{% if x.a %}y{% else %}n{% endif %}{% endfor %}", TWICE, "yy",
                     id="conditions in a loop"),
    ],
)  # fmt: skip
def test_a_part_prints_what_the_plan_says(text, plan, written):
    assert probed(text, plan) == written


def test_what_is_literal_stays_as_it_is():
    assert probed("<w:p>{{ a }} &amp; b</w:p>", ONCE) == "<w:p>0.0 &amp; b</w:p>"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{{ a }}{% if b %}{% for x in y %}{{ loop.index }}{% endfor %}{% endif %}", True),
        ("{% with a = 1 %}{% set b = 2 %}{% endwith %}", True),
        ("{% macro m() %}{% endmacro %}", False),
        ("{% set a %}x{% endset %}", False),
        ("{% macro m() %}{% endmacro %}{% call m() %}{% endcall %}", False),
        ("{% for x in y recursive %}{% endfor %}", False),
        ("{% filter upper %}x{% endfilter %}", False),
        ("{% set ns = namespace() %}{% set ns.a = 1 %}", False),
    ],
)
def test_what_prints_elsewhere_cannot_be_foretold(text, told):
    tree = parse_source(a_part(text), environment_of(), {})
    assert can_foretell(tree, order_of(text)) is told


def test_a_filter_of_our_own_can_be_foretold():
    order = [Tag(0, "block", "", "filter _dg_keep_rows", "", ours=True)]
    assert can_foretell(nodes.Template([]), order)
    order[0].ours = False
    assert not can_foretell(nodes.Template([]), order)


def test_what_tags_of_ours_ask_stays():
    part = a_part("{{ a }}")
    tree = parse_source(part, environment_of(), {})
    tag = Tag(0, "var", "", "a", "", ours=True)
    assert put_probes(tree, [tag]) == {-1: []}
    assert next(tree.find_all(nodes.Name)).name == "a"


def test_each_loop_says_what_its_items_give():
    text = "{{ a }}{% for x in y %}{{ x }}{% if x %}{{ b }}{% endif %}{% endfor %}{{ c }}"
    tree = parse_source(a_part(text), environment_of(), {})
    assert put_probes(tree, order_of(text)) == {-1: [0, 7], 1: [2, 3, 4]}


# Plans.


def test_the_first_plans_are_once_twice_never_and_all_false():
    assert [plan.rounds(7) for plan in (ONCE, TWICE, NEVER, FALSE)] == [1, 2, 0, 2]
    assert [plan.takes(7, 0) for plan in (ONCE, TWICE, NEVER, FALSE)] == [True, True, True, False]
    assert [plan.size(7) for plan in (ONCE, TWICE, NEVER, FALSE)] == [1, 2, 1, 0]


@pytest.mark.parametrize(
    ("gone", "rounds"),
    [([], 2), ([2], 1), ([1, 2], 0), ([0, 1], 2), ([0, 1, 2], 2)],
)
def test_what_no_plan_did_before_comes_first(gone, rounds):
    plan = Plan(9, frozenset((7, times) for times in gone) | {(8, 0)})
    assert plan.rounds(7) == rounds


@pytest.mark.parametrize(("gone", "takes"), [([0], True), ([1], False)])
def test_a_way_that_was_not_gone_is_gone_next(gone, takes):
    assert Plan(9, frozenset((7, way) for way in gone)).takes(7, 0) is takes


def test_later_plans_differ_but_are_the_same_each_time():
    ways = [[Plan(n).takes(tag, turn) for tag in range(20) for turn in (0, 1)] for n in range(4, 8)]
    assert len({tuple(way) for way in ways}) == 4
    assert all(way.count(True) > way.count(False) > 0 for way in ways)
    assert ways[0] == [Plan(4).takes(tag, turn) for tag in range(20) for turn in (0, 1)]
    assert {Plan(5).size(tag) for tag in range(30)} == {0, 1, 2}


# Names.


def test_names_that_the_tree_asks_for():
    names = names_for(TWICE, {-1: [0], 4: [5]}, {(0, 0): "a", (5, 0): "b", (5, 1): "c"})
    assert names["_dgr"] == RECORD
    assert (names["_dgt0"], names["_dgi0"]) == ("a", True)
    assert names["_dgf4"] == [
        {"_p": "probe4.0", "t5": "b", "i5": True},
        {"_p": "probe4.1", "t5": "c", "i5": True},
    ]


def test_a_value_that_is_not_given_is_empty():
    assert names_for(ONCE, {-1: [3], 1: [2]}, {})["_dgt3"] == ""
    assert names_for(NEVER, {1: [2]}, {})["_dgf1"] == []
