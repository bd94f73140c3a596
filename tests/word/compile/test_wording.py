"""What Jinja's parser says, in words that the author of a template knows."""

from __future__ import annotations

import jinja2
import pytest

from docgen.bounds.sandbox import make_environment
from docgen.word.compile.wording import in_words


def said_of(template: str) -> str:
    with pytest.raises(jinja2.TemplateSyntaxError) as caught:
        make_environment().from_string(template)
    return in_words(str(caught.value.message))


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("{{ a b }}", "'b' is not expected here; take it out"),
        ("{{ (a }}", "is missing"),
        ("{{ a | }}", ""),
        ("{{ }}", "a value is missing"),
        ("{{ a ? b }}", "the sign '?' cannot stand there"),
        ("{{ a + }}", "it is not whole; close its brackets"),
        ("{% for in list %}{% endfor %}", ""),
        ("{% for x of list %}{% endfor %}", "'in' is missing before 'of'; put it there"),
        ("{% if a %}", "its block is not whole; give it its end tag"),
        ("{% foo %}", "its block is not whole"),
        ("{% for loop in list %}{% endfor %}", "'loop' is what a loop tells of its rounds"),
        ("{% macro x(a=1, b) %}{% endmacro %}", "arguments with a default stand behind"),
        ("{% set 1 = 2 %}", ""),
        (r"{{ '\N{x}' }}", ""),
    ],
)
def test_a_mistake_in_a_tag_is_told_with_the_way_out(template, words):

    found = said_of(template)
    assert words in found
    assert ";" in found


def test_a_message_that_nobody_knows_has_a_way_out_too():
    assert in_words("something new") == (
        "it cannot be read; compare it with the tags in docs/templates.md"
    )


def test_what_stands_for_our_own_delimiters_is_not_told():
    assert "\ufdd2" not in in_words("unexpected char '\ufdd2' at 3")
