"""What a report prints is held against what it should print: the first difference has its place."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.word.compile.stream import Token
from docgen.word.compile.streamdiff import difference, missing
from docgen.word.compile.tags import Tag

TAGS = [Tag(0, "var", "", "a", "paragraph 1", typed="{{ a }}")]


def words(text: str, place: str = "", number: int = -1) -> Token:
    return Token("words", text, number, place)


def mark(name: str, place: str = "") -> Token:
    return Token("mark", name, place=place)


def told(wanted: list[Token], got: list[Token]) -> tuple[str, str] | None:
    return difference(wanted, got, TAGS)


# Words.


@pytest.mark.parametrize(
    ("wanted", "got"),
    [
        pytest.param([], [], id="nothing"),
        pytest.param([words("a b")], [words("a b")], id="the same"),
        pytest.param([words("a b")], [words("a"), words(" b")], id="in other pieces"),
        pytest.param([words("a b ")], [words("ab")], id="with other blanks"),
        pytest.param([words("a"), Token("tag", "", 0)], [words("a")], id="tags are no words"),
    ],
)
def test_what_says_the_same_is_no_difference(wanted, got):
    assert told(wanted, got) is None


WANTED = [words("one ", "paragraph 1"), words("two ", "paragraph 2"), words("three", "paragraph 3")]


@pytest.mark.parametrize(
    ("got", "place", "shown"),
    [
        pytest.param("two three", "paragraph 1", "'one'", id="the first is lost"),
        pytest.param("one three", "paragraph 2", "'two'", id="the second is lost"),
        pytest.param("one two", "paragraph 3", "'three'", id="the last is lost"),
        pytest.param("one two two three", "paragraph 3", "'three'", id="one is twice there"),
        pytest.param("one three two", "paragraph 2", "'two'", id="two have changed places"),
        pytest.param("one two three four", "paragraph 3", "'three'", id="there is more"),
        pytest.param("", "paragraph 1", "'one'", id="all is lost"),
    ],
)
def test_the_first_words_that_differ_have_their_place(got, place, shown):
    found = told(WANTED, [words(got)])
    assert found is not None
    where, message = found
    assert where == place
    assert message.startswith(f"{shown} would be lost, moved or printed twice in a report; give")


def test_the_value_of_a_tag_is_shown_as_the_tag():
    found = told([words("Prb0x1", "paragraph 1", 0)], [])
    assert found is not None
    assert found[1].startswith("'{{ a }}' would be lost")


def test_long_words_are_cut():
    found = told([words("word " * 60)], [])
    assert found is not None
    assert len(found[1]) < 200


def test_words_of_a_report_that_should_say_nothing_are_told():
    assert told([], [words("a")]) is not None


# Marks.


@pytest.mark.parametrize(
    ("wanted", "got", "place", "message"),
    [
        pytest.param([mark("a picture", "paragraph 1")], [], "paragraph 1",
                     "a picture would be printed 0 times instead of 1", id="lost"),
        pytest.param([mark("a break", "paragraph 1")], ["a break", "a break"], "paragraph 1",
                     "a break would be printed 2 times instead of 1", id="twice"),
        pytest.param([mark("a break", "p 1"), mark("a picture", "p 2")], ["a break"], "p 2",
                     "a picture would be printed 0 times instead of 1", id="the second is lost"),
        pytest.param([mark("a break", "p 1"), mark("a break", "p 2")], ["a break"], "p 2",
                     "a break would be printed 1 times instead of 2", id="one of two alike"),
        pytest.param([mark("a break", "p 1"), mark("a picture", "p 2")], ["a picture", "a break"],
                     "p 1", "a break would be moved in a report", id="moved"),
        pytest.param([], ["a break"], "", "a break would be printed 1 times instead of 0",
                     id="out of nothing"),
    ],
)  # fmt: skip
def test_marks_that_differ_are_told_with_their_number(wanted, got, place, message):
    found = told(wanted, [mark(name) for name in got])
    assert found is not None
    assert found[0] == place
    assert found[1].startswith(message)
    assert found[1].endswith("give it a paragraph of its own, away from tags")


def test_words_are_told_before_marks():
    found = told([words("a", "p 1"), mark("a break", "p 2")], [])
    assert found is not None
    assert found[0] == "p 1"


def test_marks_and_words_are_held_against_each_other_apart():
    assert told([mark("a break"), words("a")], [words("a"), mark("a break")]) is None


# Notes.


@pytest.mark.parametrize(
    ("wanted", "got", "lost"),
    [
        pytest.param(["a b"], ["x a b y"], None, id="among others"),
        pytest.param(["b", "a"], ["a", "b"], None, id="in another order"),
        pytest.param(["a"], [], "a", id="lost"),
        pytest.param(["a", "c"], ["a"], "c", id="one of two"),
        pytest.param([], ["a"], None, id="more than there should be"),
        pytest.param(["a b"], ["ab"], None, id="with other blanks"),
    ],
)
def test_words_of_notes_may_stand_in_any_order_but_all_must_be_there(wanted, got, lost):
    found = missing([words(one, "footnotes") for one in wanted], [words(one) for one in got])
    if lost is None:
        assert found is None
    else:
        assert found == ("footnotes", f"'{lost}' would be lost in a note of a report")


def test_words_that_are_printed_again_must_be_there_as_often():
    assert missing([words("a", "p"), words("a", "p")], [words("a")]) is not None
    assert missing([words("a", "p"), words("a", "p")], [words("a"), words("a")]) is None


PIECES = st.lists(st.text("abc ", min_size=1, max_size=4), max_size=5)


@settings(max_examples=20)
@given(PIECES, PIECES)
def test_there_is_a_difference_exactly_where_the_words_differ(ours, theirs):
    found = told([words(one) for one in ours], [words(one) for one in theirs])
    same = "".join(ours).replace(" ", "") == "".join(theirs).replace(" ", "")
    assert (found is None) == same
