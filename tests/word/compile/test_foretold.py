"""What a part prints under a plan is told from the stream of its template."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ooxml.minimal import text
from ooxml.tagged import tagged

from docgen.word.compile.foretold import Block, Foretold, UnforetoldError, parse
from docgen.word.compile.probing import Plan
from docgen.word.compile.stream import Token, read_tokens
from docgen.word.compile.tags import Tag


def the_stream(words: str) -> tuple[list[Token], list[Tag]]:
    part = tagged(text(words))
    return read_tokens(part.root), part.found.tags


def foretold(words: str, number: int = 0) -> tuple[str, set[tuple[int, int]]]:
    tokens, tags = the_stream(words)
    run = Foretold(Plan(number), tags, lambda tag, turn: f"({tag.body}{turn})")
    told = "".join(token.text for token in run.run(parse(tokens, tags)))
    return told, run.gone


# Blocks.


def test_a_stream_is_parted_by_blocks():
    tokens, tags = the_stream("a{% if b %}c{% elif d %}e{% else %}f{% endif %}g")
    first, block, last = parse(tokens, tags)
    assert (first.text, last.text) == ("a", "g")
    assert isinstance(block, Block)
    assert [tag.body for tag, _ in block.branches] == ["if b", "elif d", "else"]
    assert [[one.text for one in inner] for _, inner in block.branches] == [["c"], ["e"], ["f"]]


def test_blocks_stand_in_each_other():
    tokens, tags = the_stream("{% for x in y %}{% if x %}a{% endif %}{% endfor %}")
    (outer,) = parse(tokens, tags)
    ((inner,),) = (body for _, body in outer.branches)
    assert (outer.tag.keyword, inner.tag.keyword) == ("for", "if")


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("{% macro m() %}a{% endmacro %}", id="a macro"),
        pytest.param("{% call m() %}a{% endcall %}", id="a call"),
        pytest.param("{% filter upper %}a{% endfilter %}", id="a filter"),
        pytest.param("{% set a %}b{% endset %}", id="a kept block"),
        pytest.param("{% vm %}", id="merged cells"),
        pytest.param("{% hm %}", id="cells merged across"),
        pytest.param("{% if a %}b", id="no end"),
        pytest.param("b{% endif %}", id="no beginning"),
        pytest.param("{% else %}", id="an else alone"),
        pytest.param("{% elif a %}b", id="an elif alone"),
        pytest.param("b{% endfor %}", id="the end of no loop"),
        pytest.param("{% for a in b %}c", id="a loop without end"),
    ],
)
def test_what_cannot_be_told_is_known(words):
    with pytest.raises(UnforetoldError):
        parse(*the_stream(words))


@pytest.mark.parametrize("words", ["{% set a = 1 %}b", "{% with a = 1 %}b{% endwith %}", "", "b"])
def test_what_prints_where_it_stands_is_no_block(words):
    assert foretold(words)[0] in ("b", "")


# What is printed.


@pytest.mark.parametrize(
    ("words", "plan", "told"),
    [
        pytest.param("a {{ b }} c", 0, "a (b0) c", id="a value"),
        pytest.param("{% if a %}y{% else %}n{% endif %}", 0, "y", id="a condition holds"),
        pytest.param("{% if a %}y{% else %}n{% endif %}", 3, "n", id="and does not"),
        pytest.param("{% if a %}y{% endif %}", 3, "", id="and there is no other"),
        pytest.param("{% if a %}x{% elif b %}y{% else %}n{% endif %}", 3, "n", id="nor another"),
        pytest.param("{% for x in y %}{{ x }}{% endfor %}", 0, "(x0)", id="a loop once"),
        pytest.param("{% for x in y %}{{ x }}{% endfor %}", 1, "(x0)(x1)", id="twice"),
        pytest.param("{% for x in y %}{{ x }}{% else %}none{% endfor %}", 2, "none", id="never"),
        pytest.param("{% for x in y %}a{% endfor %}", 2, "", id="never, and no else"),
        pytest.param("{% for x in y %}{% for z in x %}{{ z }}{% endfor %}{{ x }}|{% endfor %}", 1,
                     "(z0)(z1)(x0)|(z0)(z1)(x1)|", id="one in another"),
        pytest.param("{% for x in y %}{% if x %}{{ x }}{% endif %}{% endfor %}", 1, "(x0)(x1)",
                     id="a condition in a loop"),
    ],
)  # fmt: skip
def test_the_words_of_a_report_under_a_plan(words, plan, told):
    assert foretold(words, plan)[0] == told


@pytest.mark.parametrize(
    ("words", "plan", "gone"),
    [
        ("{% if a %}b{% endif %}", 0, {(0, 1)}),
        ("{% if a %}b{% endif %}", 3, {(0, 0)}),
        ("{% if a %}b{% elif c %}d{% endif %}", 3, {(0, 0), (1, 0)}),
        ("{% if a %}b{% elif c %}d{% endif %}", 0, {(0, 1)}),
        ("{% for x in y %}{% endfor %}", 1, {(0, 2)}),
        ("{% for x in y %}{% endfor %}", 2, {(0, 0)}),
        ("{% if a %}b{% else %}c{% endif %}", 3, {(0, 0), (1, 1)}),
        ("a", 0, set()),
    ],
)
def test_the_ways_that_were_gone_are_kept(words, plan, gone):
    assert foretold(words, plan)[1] == gone


def test_a_value_has_the_place_and_number_of_its_tag():
    tokens, tags = the_stream("a {{ b }}")
    tags[0].place = ""
    run = Foretold(Plan(0), tags, lambda *_: "said")
    words, value = run.run(parse([t._replace(place="here") for t in tokens], tags))
    assert (value.text, value.number, value.place) == ("said", 0, "here")
    assert (words.number, words.place) == (-1, "here")


def test_a_value_that_prints_nothing_is_no_piece():
    tokens, tags = the_stream("{{ b }}")
    assert list(Foretold(Plan(0), tags, lambda *_: "").run(parse(tokens, tags))) == []


PIECES = st.recursive(
    st.sampled_from(["a", "{{ b }}"]),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map("".join),
        inner.map(lambda one: f"{{% if c %}}{one}{{% endif %}}"),
        inner.map(lambda one: f"{{% for x in y %}}{one}{{% endfor %}}"),
    ),
    max_leaves=6,
)


@settings(max_examples=30)
@given(PIECES, st.integers(0, 6))
def test_any_sound_stream_is_told_without_losing_words(words, number):
    tokens, tags = the_stream(words)
    items = parse(tokens, tags)

    def flat(some):
        for one in some:
            if isinstance(one, Block):
                for _, body in one.branches:
                    yield from flat(body)
            else:
                yield one

    kept = [token for token in tokens if token.kind == "words" or tags[token.number].kind == "var"]
    assert list(flat(items)) == kept
    assert set(foretold(words, number)[0]) <= set("ab()0123456789")
