"""Tags in a text: where each begins and ends, with quotes, comments and raw blocks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.bounds.templates import MOST_LETTERS_IN_TAG, MOST_TAGS_IN_PARAGRAPH
from docgen.word.compile.scan import GAP, beyond, scan

TAGS = st.sampled_from(["{{ a }}", "{% if a %}", "{%p endif %}", "{# note #}", "{{ '}}' }}"])
WORDS = st.sampled_from(["ord", " ", "{", "}", "it’s", "%", "#", "{ a }", ""])


@given(st.lists(st.tuples(WORDS, TAGS), max_size=5), WORDS)
def test_tags_are_found_and_the_text_between_is_kept(pieces, end):
    text = "".join(words + tag for words, tag in pieces) + end
    found = scan(text)
    if any(words == "{" for words, _ in pieces):  # which makes another sign of the next one
        return
    assert [text[span.start : span.end] for span in found.spans] == [tag for _, tag in pieces]
    assert [span.typed for span in found.spans] == [tag for _, tag in pieces]
    assert found.between == GAP.join([*(words for words, _ in pieces), end])


@given(st.text(st.sampled_from("{}%#'\"“” ab\\"), max_size=25))
def test_spans_lie_in_the_text_and_beside_each_other(text):
    end = 0
    for span in scan(text).spans:
        assert end <= span.start < span.end <= len(text)
        assert text[span.start : span.end] == span.typed
        end = span.end


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        pytest.param("{{ a", [], id="no end"),
        pytest.param("{{ a {{ b }}", [" b "], id="one that ends, behind one that does not"),
        pytest.param("{{ '}}' }}", [" '}}' "], id="braces in quotes"),
        pytest.param("{{ “}}” }}", [" “}}” "], id="in Word's quotes"),
        pytest.param("{{ it’s }}", [" it’s "], id="an apostrophe"),
        pytest.param("{{{ a }}}", [" a "], id="a brace before"),
        pytest.param("{# {{ a }} #}", [" {{ a }} "], id="a tag in a comment"),
        pytest.param("{# a", [], id="a comment without end"),
        pytest.param(
            "{% raw %}{{ a }}{% endraw %}", [" raw ", " endraw "], id="what is meant as it is"
        ),
    ],
)
def test_tags_by_example(text, bodies):
    assert [span.body for span in scan(text).spans] == bodies


def test_a_raw_block_without_end_and_an_end_without_a_block_are_told():
    assert scan("{% raw %}a").open_raw
    assert scan("a{% endraw %}").lone_end
    assert not scan("{% raw %}a{% endraw %}").lone_end


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{{ a }}", ""),
        ("{{ a }}" * (MOST_TAGS_IN_PARAGRAPH + 1), "at most"),
        ("{{ " + "a" * MOST_LETTERS_IN_TAG + " }}", "a tag has at most"),
    ],
    ids=["a tag", "many", "long"],
)
def test_what_is_too_much_is_told(text, told):
    said = beyond(text, scan(text))
    assert (told in said) if told else said == ""
