"""The code of a template tells what it prints outside fields, in the order of the text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import nodes
from ooxml.coded import a_part, coded, environment_of, printed
from ooxml.minimal import run, text

from docgen.word.compile.codegen import FastCodeGenerator, WordCodeGenerator
from docgen.word.compile.outside import MAIN, tell_outside
from docgen.word.compile.syntax import parse_source
from docgen.word.render.markup import Captured
from docgen.word.render.outside import END, outside_sums
from docgen.word.render.sites import Slot

REVIEW = "a review"


def a_site(**changes: object) -> Slot:
    slot = Slot(
        form="inline", kind="line", ppr="", more="", bullet="", mark="", rpr="", keep=False,
        in_run=True, opens=False, closes=False, key="k", place=1, path="unit.name", tail="",
        label="", asked_in_form=False, choices=(), form_path="", short=False, told=False,
    )  # fmt: skip
    return Slot(**{**slot, **changes})


FIELD = {"_dg_s0": a_site()}
"""A value of the review that stands in a sentence: it is in a field, so it is not told."""


def told(body: str, sites=FIELD, **names: object) -> bytes:
    """Return the checksums of what a body tells, the same both ways."""
    part = a_part(f"<w:document><w:body>{body}</w:body></w:document>", sites)
    sums = set()
    for generator in (FastCodeGenerator, WordCodeGenerator):
        _, state = printed(part, coded(part, generator), names)
        sums.add(outside_sums(state.outside, REVIEW))
    assert len(sums) == 1
    return sums.pop()


def whole(*paragraphs: str) -> bytes:
    """Return the checksums of paragraphs that the template says as they stand."""
    return told("".join(map(text, paragraphs)))


def mixed(*paragraphs: str) -> bytes:
    """Return the checksums of paragraphs that the data have a part in."""
    return outside_sums([one for paragraph in paragraphs for one in (paragraph, END)], REVIEW)


# What is told.


def test_each_paragraph_of_the_template_with_words_is_told_once():
    assert len(whole("One", "Two", "Three")) == 12
    assert whole("One", "Two") == whole("One") + whole("Two")
    assert whole("One") != whole("Two")


def test_a_paragraph_without_words_is_not_told():
    assert told("<w:p/>" + text(" ") + "<w:p><w:r><w:drawing/></w:r></w:p>") == b""
    assert told(text("") + text("a")) == whole("a")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        pytest.param(f"<w:p>{run('One ')}{run('two')}</w:p>", "One two", id="of several runs"),
        pytest.param("<w:p><w:r><w:t>a</w:t><w:br/><w:t>b</w:t></w:r></w:p>", "a b",
                     id="a break is a blank"),
        pytest.param("<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t></w:r></w:p>", "a b", id="a tab"),
        pytest.param('<w:p><w:r><w:t>a</w:t><w:br w:type="textWrapping"/><w:t>b</w:t></w:r></w:p>',
                     "a b", id="a break beside a picture"),
        pytest.param("<w:p><w:r><w:t>a</w:t><w:br w:type=\"page\"/><w:t>b</w:t></w:r></w:p>", "ab",
                     id="the end of a page is none"),
        pytest.param("<w:p><w:pPr><w:tabs><w:tab w:val=\"left\"/></w:tabs></w:pPr>"
                     "<w:r><w:t>ab</w:t></w:r></w:p>", "ab", id="a tab stop is none"),
        pytest.param("<w:p><w:r><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t></w:r></w:p>",
                     "a\u2011b", id="a hyphen of Word"),
        pytest.param("<w:p><w:r><w:t>a</w:t><w:softHyphen/><w:t>b</w:t></w:r></w:p>", "a\u00adb",
                     id="a soft hyphen"),
        pytest.param(text("R &amp; D &lt;1&gt;"), "R &amp; D &lt;1&gt;", id="signs of XML"),
        pytest.param(f"<w:p><w:fldSimple>{run('7')}</w:fldSimple>{run('a')}</w:p>",
                     "a", id="not what Word works out"),
        pytest.param(f"<w:p>{run('a')}<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>{run('7')}"
                     f"<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>{run('b')}</w:p>", "ab",
                     id="nor in a field of three parts"),
        pytest.param(f"<w:p>{run('a')}<mc:Fallback>{run('again')}</mc:Fallback></w:p>", "a",
                     id="not the copy for old programs"),
        pytest.param("<w:p><w:r><w:t>a</w:t></w:r><m:oMath><m:r><m:t>x</m:t></m:r></m:oMath></w:p>",
                     "ax", id="a formula"),
        pytest.param("<w:p><w:r><w:instrText>DATE</w:instrText><w:t>a</w:t></w:r></w:p>", "a",
                     id="no code of a field"),
        pytest.param("<w:tbl><w:tr><w:tc>" + text("a") + "</w:tc></w:tr></w:tbl>", "a",
                     id="in a table"),
        pytest.param("<w:p><w:r><w:t/><w:t>a</w:t></w:r></w:p>", "a", id="behind an empty text"),
    ],
)  # fmt: skip
def test_what_a_reader_sees_is_told(body, said):
    assert told(body) == whole(said)


@pytest.mark.parametrize(
    ("body", "paragraphs"),
    [
        pytest.param(text("Dear {{ x }},"), ["Dear R & D,"], id="a value in a sentence"),
        pytest.param(text("{{ x }}"), ["R & D"], id="alone"),
        pytest.param(text("a") + text("b {{ x }}") + text("c"), ["b R & D"], id="between others"),
        pytest.param(text("{{ x }}{{ x }}"), ["R & DR & D"], id="twice"),
        pytest.param(text("{{ _dg_soft_text: absent }}x"), ["x"], id="nothing"),
    ],
)
def test_a_printed_value_is_told_in_its_paragraph(body, paragraphs):
    sums = told(body, x="R & D", absent=None)
    others = b"".join(whole(word) for word in "abc" if text(word) in body)
    assert sorted(re.findall(rb"(?s).{4}", sums)) == sorted(
        re.findall(rb"(?s).{4}", mixed(*paragraphs) + others)
    )


def test_a_value_of_the_review_is_in_its_field_and_not_told():
    assert told(text("Unit: {{ _dg_s0: x }} (here)"), x="A") == told(text("Unit: (here)"))
    assert told(text("Unit: {{ _dg_s0: x }} (here)"), x="A") == told(
        text("Unit: {{ _dg_s0: x }} (here)"), x="B"
    )


@pytest.mark.parametrize("form", ["alone", "tail"])
def test_a_value_that_owns_its_paragraph_parts_the_text(form):
    sites = {"_dg_s0": a_site(form=form)}
    body = f"{text('a')}{{{{ _dg_s0: x }}}}{text('b')}"
    assert told(body, sites, x="said") == whole("a", "b")


@pytest.mark.parametrize(
    ("form", "body", "paragraphs"),
    [
        ("inline", text("Sum: {{ _dg_s0: x }}."), ["Sum: 12."]),
        ("alone", f"<w:p>{run('Sum')}</w:p>{{{{ _dg_s0: x }}}}", ["Sum", "12"]),
    ],
)
def test_a_derived_value_is_told_for_the_review_has_no_field_for_it(form, body, paragraphs):
    sites = {"_dg_s0": a_site(path="", form=form)}
    expected = mixed(*paragraphs) if form == "inline" else whole("Sum") + mixed("12")
    assert told(body, sites, x="12") == expected
    assert told(body, sites, x="13") != expected
    assert sites["_dg_s0"]["told"]


def test_a_constant_is_told_as_the_template_says_it():
    assert told(text("of {{ 'a & b' }} here")) == whole("of a &amp; b here")


def test_what_brings_paragraphs_along_is_told_paragraph_by_paragraph():
    value = Captured(text("one") + text("two &amp; three"))
    body = text("a") + "{{ _dg_p: x }}" + text("b")
    assert told(body, x=value) == whole("a") + mixed("one", "two & three") + whole("b")
    inside = f"<w:p>{run('a ')}{{{{ _dg_r: x }}}}{run(' b')}</w:p>"
    assert told(inside, x=Captured(run("one"))) == mixed("a one b")


def test_a_record_makes_no_border():
    sites = {"_dg_s0": a_site(form="record")}
    assert told("<w:p><w:r><w:t>a{{ _dg_s0: x }}b</w:t></w:r></w:p>", sites, x={}) == whole("ab")


# Statements.

LOOP = "{% for y in ys %}" + text("said {{ y }}") + "{% endfor %}"


@pytest.mark.parametrize("ys", [[], ["a"], ["a", "b", "a"]])
def test_each_round_of_a_loop_is_told_in_its_order(ys):
    expected = whole("first") + mixed(*[f"said {y}" for y in ys]) + whole("last")
    assert told(text("first") + LOOP + text("last"), ys=ys) == expected


@pytest.mark.parametrize(("yes", "paragraphs"), [(True, ["yes"]), (False, ["no"])])
def test_the_branch_that_is_taken_is_told(yes, paragraphs):
    body = "{% if yes %}" + text("yes") + "{% else %}" + text("no") + "{% endif %}"
    assert told(text("a") + body + text("b"), yes=yes) == whole("a", *paragraphs, "b")


@pytest.mark.parametrize("ys", [[], ["a"], ["a", "b"]])
def test_a_loop_in_a_sentence_stays_in_its_paragraph(ys):
    body = text("of {% for y in ys %}{{ y }}, {% endfor %}end") + text("b")
    said = "of " + "".join(f"{y}, " for y in ys) + "end"
    assert told(body, ys=ys) == mixed(said) + whole("b")


@pytest.mark.parametrize("yes", [True, False])
def test_a_condition_in_a_sentence_stays_in_its_paragraph(yes):
    body = text("a {% if yes %}and b{% elif no %}c{% endif %}") + text("d")
    assert told(body, yes=yes, no=False) == mixed("a and b" if yes else "a") + whole("d")


@pytest.mark.parametrize(
    "statement",
    [
        "{% set k %}x{% endset %}",
        "{% macro m() %}x{% endmacro %}",
        "{% macro m() %}{{ caller() }}{% endmacro %}{% call m() %}x{% endcall %}",
        "{% filter upper %}x{% endfilter %}",
    ],
)
def test_where_text_is_printed_elsewhere_or_changed_nothing_is_told(statement):
    assert told(text("a") + text(statement)) == b""


def told_statements(body: str, name: str = MAIN) -> list[nodes.ExprStmt]:
    part = a_part(body, FIELD, name)
    tree = parse_source(part, environment_of(), {})
    before = len(list(tree.find_all(nodes.ExprStmt)))
    tell_outside(tree, FIELD)
    return list(tree.find_all(nodes.ExprStmt))[before:]


def test_a_guard_changes_nothing_and_hides_nothing():
    environment = environment_of()
    source = a_part("{% filter _dg_keep_rows %}<w:p><w:t>a</w:t></w:p>{% endfilter %}").source
    tree = environment.parse(source)
    tell_outside(tree, {})
    assert len(list(tree.find_all(nodes.ExprStmt))) == 1
    tree = environment.parse(source.replace("_dg_keep_rows", "_dg_elsewhere"))
    tell_outside(tree, {})
    assert list(tree.find_all(nodes.ExprStmt)) == [], "whole elements for another part"


def test_a_part_that_says_nothing_of_its_own_tells_nothing():
    assert told_statements("<w:p><w:pPr/></w:p>") == []
    assert len(told_statements("<w:p><w:t>a</w:t></w:p>")) == 1


def test_a_tag_whose_attribute_holds_a_value_is_read_as_one():
    body = '<w:p><w:hyperlink r:id="{{ _dg_attr: x }}"><w:r><w:t>a</w:t></w:r></w:hyperlink></w:p>'
    assert told(body, x="rId1") == whole("a")
    body = (
        '<w:p><w:pPr><w:jc w:val="{% if x %}left{% endif %}"/></w:pPr><w:r><w:t>a</w:t></w:r></w:p>'
    )
    assert told(body, x="1") == mixed("a")


WORDS = st.sampled_from(["One", "to & tre", "fire.", "", " "])
VALUES = st.sampled_from(["", "æ", "a b", "x < y"])


@settings(max_examples=6)
@given(st.lists(st.tuples(WORDS, st.booleans()), min_size=1, max_size=5), VALUES)
def test_the_sums_are_those_of_the_paragraphs_as_they_are_read(paragraphs, value):
    bodies, sums = [], b""
    for words, printed_too in paragraphs:
        escaped = words.replace("&", "&amp;")
        bodies.append(text(f"{escaped}{{{{ x }}}}" if printed_too else escaped))
        sums += mixed(words + value) if printed_too else whole(escaped)
    assert told("".join(bodies), x=value) == sums
