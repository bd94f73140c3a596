"""What a report prints outside fields: checksums of its paragraphs, salted by the review."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from docgen.word.render.outside import (
    END,
    fixed_sum,
    outside_sums,
    plain_text,
    salt_of,
    salted_sum,
    tellers,
    wide_sum,
)
from docgen.word.render.state import State
from docgen.word.render.text import escape_text

WORDS = st.text(st.characters(categories=["L", "N", "P", "Zs"]), max_size=12)


def sums_of(paragraphs: list[str], review: str = "r") -> bytes:
    told = [one for text in paragraphs for one in (text, END)]
    return outside_sums(told, review)


@given(WORDS)
def test_blanks_count_as_one(text):
    assert wide_sum(text) == wide_sum(f"  {text.replace(' ', '   ')}  ")
    assert (wide_sum(text) == 0) == (not text.split())


@given(st.lists(WORDS, max_size=5), st.sampled_from(["a", "b"]))
def test_each_paragraph_with_text_has_four_bytes(paragraphs, review):
    sums = sums_of(paragraphs, review)
    salt = salt_of(review)
    assert sums == b"".join(salted_sum(wide_sum(text), salt) for text in paragraphs if text.split())


def test_the_same_text_of_two_reviews_has_two_sums_that_of_the_template_one():
    assert sums_of(["a"], "one") != sums_of(["a"], "two")
    assert fixed_sum(wide_sum("a")) == fixed_sum(wide_sum(" a "))
    assert salt_of("one") % 2 == 1


@given(WORDS, WORDS)
def test_a_paragraph_may_be_told_in_pieces(one, other):
    assert outside_sums([one, other, END], "r") == sums_of([one + other])


def test_what_the_template_says_stands_between_what_the_review_does():
    told = ["a", ("b", b"1234", "c"), "d"]
    assert outside_sums(told, "r") == sums_of(["ab"]) + b"1234" + sums_of(["cd"])


@given(WORDS)
def test_the_text_of_what_was_written_is_the_text(text):
    assert plain_text(escape_text(text)) == text
    assert plain_text(f"<w:r><w:t>{escape_text(text)}</w:t><w:br/></w:r>") == f"{text} "


@given(WORDS)
def test_what_is_told_is_written_and_remembered(text):
    state = State()
    tell = tellers(escape_text, tells=True)
    assert tell["_dg_told_text"](text, state, END) == escape_text(text)
    assert state.outside == [text, END]


def test_an_absent_value_of_a_typed_template_tells_where_its_paragraph_ends():
    state = State()
    tell = tellers(escape_text, tells=True)
    assert tell["_dg_told_soft_text"](None, state, END) == ""
    assert tell["_dg_then"]("x", state, "y") == "x"
    tell["_dg_said"]("z", state)
    assert state.outside == [END, "y", "z"]


def test_paragraphs_that_a_value_brings_are_told_one_by_one():
    state = State()
    xml = "<w:p><w:t>a</w:t></w:p><w:p><w:t>b</w:t></w:p>"
    assert tellers(escape_text, tells=True)["_dg_told_xml"](xml, state, END) == xml
    assert [one for one in state.outside if one not in ("", END)] == ["a", "b"]


def test_a_report_without_a_store_tells_nobody():
    tell = tellers(escape_text, tells=False)
    assert tell["_dg_told_text"]("a & b", None, END) == "a &amp; b"
    assert tell["_dg_told_soft_text"](None) == ""
