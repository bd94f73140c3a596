"""The code of a template counts what it does: loops, macros, long comparisons, many values."""

from __future__ import annotations

import pytest
from jinja2 import nodes
from ooxml.coded import a_part, as_source, coded, environment_of, printed

from docgen.bounds import templates as limits
from docgen.word.compile.codegen import SETTLE, FastCodeGenerator, WordCodeGenerator
from docgen.word.compile.steps import count_steps
from docgen.word.render.budget import PIECES, Budget, LimitError, spending


def steps_of(text: str, **names: object) -> int:
    """Return the steps that a part takes, the same in both ways of running it."""
    part, taken = a_part(text), set()
    for generator in (FastCodeGenerator, WordCodeGenerator):
        budget = Budget()
        with spending(budget):
            printed(part, coded(part, generator), names)
        taken.add(limits.MOST_STEPS - budget.steps)
    assert len(taken) == 1, "the same on every way"
    return taken.pop()


def tree_of(text: str) -> nodes.Template:
    tree = environment_of().parse(as_source(text))
    count_steps(tree)
    return tree


def filters_in(text: str) -> list[str]:
    return [node.name for node in tree_of(text).find_all(nodes.Filter)]


@pytest.mark.parametrize("rounds", [0, 1, 7])
def test_each_round_of_a_loop_takes_the_same(rounds):
    body = "{% for a in v %}{{ a }}{% endfor %}"
    empty, one = steps_of(body, v=[]), steps_of(body, v=["x"])
    assert one > empty
    assert steps_of(body, v=["x"] * rounds) == empty + rounds * (one - empty)


def test_a_loop_in_a_loop_takes_steps_for_each_of_its_rounds():
    one = "{% for a in v %}{% for b in v %}{{ b }}{% endfor %}{% endfor %}"
    assert steps_of(one, v=[1] * 20) > 15 * steps_of(one, v=[1] * 5) / 4


def test_a_longer_body_takes_more_steps_and_long_words_count():
    short = "{% for a in v %}{{ a }}{% endfor %}"
    more = "{% for a in v %}{{ a }}{{ a }}{% endfor %}"
    words = "{% for a in v %}{{ a }}" + "x" * limits.LETTERS_A_STEP * 10 + "{% endfor %}"
    v = [1] * 3
    assert steps_of(more, v=v) > steps_of(short, v=v)
    # the rounds, and one more for the end
    assert steps_of(words, v=v) - steps_of(short, v=v) in range(30, 50)


def test_what_is_asked_of_each_entry_counts():
    plain = steps_of("{% for a in v %}{% endfor %}", v=[1, 2])
    assert steps_of("{% for a in v if a and a and a %}{% endfor %}", v=[1, 2]) > plain


def test_each_call_of_a_macro_takes_steps():
    macro = "{% macro m() %}x{% endmacro %}"
    none, two = steps_of(macro), steps_of(macro + "{{ m() }}{{ m() }}")
    assert two - none >= 2 * limits.STEPS_OF_A_CALL


def test_the_block_of_a_call_takes_steps_when_it_is_called():
    source = "{% macro m(n) %}{% for a in n %}{{ caller() }}{% endfor %}{% endmacro %}"
    call = "{% call m(v) %}x{% endcall %}"
    assert steps_of(source + call, v=[1] * 9) - steps_of(source + call, v=[1]) >= 8 * 20


def test_a_loop_that_calls_itself_counts_its_rounds():
    tree = "{% for a in v recursive %}x{{ loop(a) }}{% endfor %}"
    flat, deep = [[], []], [[[], []], [[], []]]
    assert steps_of(tree, v=deep) > steps_of(tree, v=flat)


@pytest.mark.parametrize(
    ("text", "weighed"),
    [
        pytest.param("{{ a == b }}", 2, id="two values"),
        pytest.param("{{ a == 1 }}", 0, id="a value and a constant"),
        pytest.param("{{ 1 == a }}", 0, id="a constant and a value"),
        pytest.param("{{ a in b }}", 2, id="one in another"),
        pytest.param("{{ 'a' in b }}", 1, id="a constant in a value"),
        pytest.param("{{ a not in 'abc' }}", 0, id="not in a constant"),
        pytest.param("{{ a < b < c }}", 3, id="a chain"),
        pytest.param("{{ a[1:2] }}", 1, id="a piece of a value"),
        pytest.param("{{ a[1] }}", 0, id="an entry"),
        pytest.param("{{ {a: 1} }}", 1, id="a key that is a value"),
        pytest.param("{{ {'a': b} }}", 0, id="a constant key"),
    ],
)
def test_what_compares_long_values_weighs_them(text, weighed):
    assert filters_in(text).count("_dg_weighed") == weighed


def test_comparing_long_values_takes_more_steps():
    long, short = [["a"] * 50] * 50, [["a"]]
    assert steps_of("{{ a == b }}", a=long, b=[*long]) > steps_of("{{ a == b }}", a=short, b=short)


@pytest.mark.parametrize(
    ("body", "settles"),
    [
        pytest.param("{{ a }}", 1, id="a loop that prints"),
        pytest.param("{% if a %}x{% endif %}", 1, id="deep within"),
        pytest.param("{% set b = a %}", 0, id="a loop that prints nothing"),
    ],
)
def test_a_loop_that_prints_settles_at_each_round(body, settles):
    assert filters_in("{% for a in v %}" + body + "{% endfor %}").count(SETTLE) == settles


@pytest.mark.parametrize("count", [PIECES // 2, PIECES, 2 * PIECES])
def test_very_many_values_in_a_row_are_parted_and_all_printed_in_order(count):
    part = a_part("{{ a }}," * count)
    text, _ = printed(part, coded(part, FastCodeGenerator), {"a": "x"})
    assert text == "x," * count
    outputs = list(tree_of("{{ a }}," * count).find_all(nodes.Output))
    assert max(len(output.nodes) for output in outputs) <= PIECES
    assert len(outputs) == -(-2 * count // PIECES)


def test_parts_in_branches_are_parted_too():
    many = "{{ a }}," * PIECES
    tree = tree_of("{% if a %}x{% else %}" + many + "{% endif %}")
    assert max(len(output.nodes) for output in tree.find_all(nodes.Output)) <= PIECES


def test_a_template_without_end_stops():
    part = a_part("{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}")
    budget = Budget()
    budget.steps = 100_000
    with spending(budget), pytest.raises(LimitError, match="let its loops go over less"):
        printed(part, coded(part, FastCodeGenerator), {})
