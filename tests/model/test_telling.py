"""What is told has a length, one line and a page of each kind."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.model import Problem
from docgen.model.telling import MOST_LETTERS, Page, one_line, page_of, quoted, shortened
from docgen.model.tongue import chosen


@pytest.mark.parametrize("length", [0, 1, 99, 100])
def test_a_text_that_is_short_enough_stays(length):
    text = "ø" * length
    assert shortened(text, 100) == text


def test_a_longer_one_keeps_its_beginning_and_its_end():
    text = "".join(chr(0x100 + number) for number in range(150))
    short = shortened(text, 100)
    assert len(short) == 100
    begins, ends = short.split(" ... ")
    assert text.startswith(begins)
    assert text.endswith(ends)
    assert (len(begins), len(ends)) == (75, 20)
    assert len(shortened("a" * 5_000)) == MOST_LETTERS


@given(st.text("ab", max_size=60), st.integers(10, 50))
def test_no_text_is_longer_than_it_may_be(text, most):
    assert len(shortened(text, most)) == min(len(text), most)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param("a\nb\x1b[1m", "a\\nb\\x1b[1m", id="a line break, a terminal's code"),
        pytest.param("a\r\tb", "a\\r\\tb", id="what moves the cursor"),
        pytest.param("a\x7f\x85\u2028\u2029", "a\\x7f\\x85\\u2028\\u2029", id="other line ends"),
        pytest.param("a\u202eb\u2066", "a\\u202eb\\u2066", id="what turns the direction"),
        pytest.param("a\ud800", "a\\ud800", id="half a sign"),
        pytest.param("blå\u00a0æble – 5 %", "blå\u00a0æble – 5 %", id="what can be seen"),
        pytest.param("a\\nb", "a\\nb", id="a backslash that was typed"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_what_would_leave_its_line_is_written_out(text, line):
    assert one_line(text) == line


@given(st.text("aø\n\x1b\u202e\ud800\x85\\", max_size=12))
def test_a_line_is_one_and_prints_anywhere(text):
    line = one_line(text)
    assert len(line.splitlines()) <= 1
    assert one_line(line) == line
    line.encode()


@pytest.mark.parametrize(
    ("value", "said"),
    [
        pytest.param("it's", '"it\'s"', id="a text"),
        pytest.param("a\nb", "'a\\nb'", id="two lines"),
        pytest.param(4, "4", id="a number"),
        pytest.param(None, "None", id="nothing"),
        pytest.param([1, "a"], "[1, 'a']", id="a list"),
        pytest.param((1,), "[1]", id="a tuple as a list"),
        pytest.param({"a": [1, 2]}, "{'a'}", id="the keys of a mapping"),
        pytest.param([1, 2, 3, 4, 5], "[1, 2, 3, 4, 5]", id="five entries"),
        pytest.param([1, 2, 3, 4, 5, 6], "[1, 2, 3, 4, 5, ...]", id="and more"),
        pytest.param([[1, [2]]], "[[1, [2]]]", id="lists in a list"),
        pytest.param([], "[]", id="an empty list"),
        pytest.param(10**60, "1" + "0" * 42 + " ... " + "0" * 12, id="a long number"),
        pytest.param(10**5_000, "a very long number", id="one that would take long to write"),
    ],
)
def test_a_value_is_told_as_it_would_be_typed(value, said):
    assert quoted(value) == said


def test_however_long_a_value_is_it_is_told_in_few_letters():
    assert len(quoted("x" * 10_000)) <= 62, "with its quotes"
    assert len(quoted(["x" * 10_000] * 10_000)) <= 60
    assert len(quoted({"k" * 900: 1}, 20)) <= 20


def problems(*kinds: str) -> list[Problem]:
    return [Problem(kind, f"{number}", "f") for number, kind in enumerate(kinds)]


def test_a_page_counts_each_kind_apart():
    page = Page(2)
    room = [page.has_room(one.rule) for one in problems(*"aaaaab")]
    assert room == [True, True, False, False, False, True]
    assert [*page.rest()] == ["... and 3 more of this kind [a]"]
    assert [*page.rest("see the file")] == ["... and 3 more of this kind [a]; see the file"]


def test_a_page_with_room_has_no_rest():
    page = Page(2)
    assert page.has_room("a")
    assert page.has_room("a")
    assert [*page.rest()] == [*Page().rest()] == []


def test_the_lines_of_findings_stand_in_their_order_and_the_rest_behind():
    found = problems(*"ab" * 70)
    lines = [*page_of(found, "see the file")]
    assert lines[:120] == [str(one) for one in found[:120]]
    assert lines[120:] == [
        "... and 10 more of this kind [a]; see the file",
        "... and 10 more of this kind [b]; see the file",
    ]
    assert [*page_of([])] == []


def test_how_many_more_is_said_in_the_readers_language():
    page = Page(0)
    page.has_room("a")
    with chosen("da"):
        assert [*page.rest()] != ["... and 1 more of this kind [a]"]
