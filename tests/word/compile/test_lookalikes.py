"""Text that only looks like a tag is printed as it stands, with a warning; broken tags stop."""

from __future__ import annotations

import pytest
from ooxml.minimal import text
from ooxml.rendered import a_template, paragraphs

from docgen.errors import TemplateError
from docgen.model import Field

TYPED = {"unit": {"name": Field("line", "unit.name")}}


@pytest.mark.parametrize("fields", [None, TYPED], ids=["any names", "known names"])
@pytest.mark.parametrize(
    "words",
    [
        pytest.param("{ x }", id="single braces"),
        pytest.param("{ unit.name }", id="single braces around a name"),
        pytest.param("{ unit.name | upper }", id="single braces and a filter"),
        pytest.param("{ { unit.name } }", id="braces with a blank between"),
        pytest.param("[[unit.name]]", id="square brackets"),
        pytest.param("\uff5b\uff5bunit.name\uff5d\uff5d", id="wide braces"),
        pytest.param("Skriv {{ foran navnet", id="opening braces in prose"),
        pytest.param("5%} of it", id="a percent sign and a brace"),
        pytest.param("{% af alle", id="a brace and a percent sign"),
        pytest.param("a }} b", id="closing braces"),
        pytest.param("{# not closed", id="half a comment"),
    ],
)
def test_it_stays_with_a_warning(words, fields):
    template = a_template(text(words) + text("{{ unit.name }}"), fields=fields)
    assert paragraphs(template.render({"unit": {"name": "A"}})) == [words, "A"]
    assert [(n.rule, n.where, n.severity) for n in template.warnings] == [
        ("looks-like-tag", "paragraph 1", "warning")
    ]


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("{1, 2} {} [x] a}b", id="braces without a name"),
        pytest.param("{_{ unit.name }_}", id="escaped braces"),
    ],
)
def test_what_looks_like_no_tag_is_not_told(words):
    template = a_template(text(words))
    assert template.warnings == ()
    assert paragraphs(template.render({})) == [words.replace("{_{", "{{").replace("}_}", "}}")]


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("{{ unit.name", id="no end"),
        pytest.param("{{ unit.name }", id="half an end"),
        pytest.param("{{ unit.name er her", id="no end in a sentence"),
        pytest.param("{ unit.name }}", id="half a beginning"),
        pytest.param("unit.name }}", id="no beginning"),
        pytest.param("{% if unit.name", id="a statement without end"),
        pytest.param("{ if unit.name %}", id="a statement with half a beginning"),
        pytest.param("{%p endif", id="the end of a block without end"),
    ],
)
def test_what_is_left_of_a_tag_stops(words):
    with pytest.raises(TemplateError) as caught:
        a_template(text("a") + text(words), fields=TYPED)
    assert [(p.rule, p.where) for p in caught.value.problems] == [("broken-tag", "paragraph 2")]


def test_braces_before_a_tag_leave_the_tag_alone():
    template = a_template(text("Skriv {{ foran {{ unit.name }}"))
    assert paragraphs(template.render({"unit": {"name": "A"}})) == ["Skriv {{ foran A"]
    assert [n.rule for n in template.warnings] == ["looks-like-tag"]


def test_a_text_in_quotes_may_hold_braces():
    template = a_template(text("{{ unit or '{{ x }}' }}"))
    assert paragraphs(template.render({"unit": ""})) == ["{{ x }}"]
