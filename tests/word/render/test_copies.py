"""What is printed again has an id, a name and a number of its own, the first its template's."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.word.render.copies import MOST_NAME, Copies, TakenNumbers, kept_elsewhere, renumbered
from docgen.word.render.state import State

ROUNDS = st.lists(st.tuples(st.sampled_from(["a", "_Toc1"]), st.lists(st.integers(0, 3),
                  max_size=3)), max_size=12)  # fmt: skip


def the_copies(taken: set[int] | None = None, **known: object) -> Copies:
    return Copies(TakenNumbers(**known), State(taken).own_id)  # type: ignore[arg-type]


def test_numbers_begin_where_those_of_the_template_end():
    copies = the_copies(first_id=40)
    assert [copies.new(), copies.new()] == [40, 41]


def test_a_number_that_something_else_has_is_passed_over():
    copies = the_copies({1_001}, first_id=1_000)
    assert [copies.new() for _ in range(3)] == [1_000, 1_002, 1_003]


def test_a_thing_has_one_id_in_a_round_and_another_in_the_next():
    copies = the_copies()
    first = copies.number("picture", 1)
    assert copies.number("picture", 1) == first
    others = {copies.number("picture", 2), copies.number("note", 1), copies.number("picture", 1, 1)}
    assert len(others | {first, copies.number("picture")}) == 5


def test_the_first_copy_of_a_bookmark_has_its_name_and_the_next_ones_a_free_one():
    copies = the_copies(bookmarks=("a", "a_2"))
    assert [copies.anchor("a", number) for number in (7, 8, 9)] == ["a", "a_3", "a_4"]
    assert copies.anchor("a", 8) == "a_3", "the same when asked again"


def test_outside_any_loop_a_bookmark_has_its_own_name():
    assert the_copies().anchor("a") == "a"


def test_in_a_loop_within_a_loop_the_first_of_each_round_has_the_name_of_that_round():
    copies = the_copies()
    names = [copies.anchor("a", *at) for at in [(1, 1), (1, 2), (2, 1), (2, 2)]]
    assert names[0] == "a"
    assert len(set(names)) == 4
    assert copies.anchor("a", 2) == names[2], "a link from the outer loop leads to its first"


def test_a_link_that_is_printed_first_leads_where_the_bookmark_will_be():
    copies = the_copies()
    assert copies.anchor("a", 2) == copies.marked("a", 2)


@given(ROUNDS)
@settings(max_examples=30)
def test_no_two_rounds_share_a_name(asked):
    copies = the_copies(bookmarks=("a", "_Toc1"))
    innermost = {(name, (*rounds, 9)) for name, rounds in asked if len(rounds) == 2}
    names = {key: copies.anchor(key[0], *key[1]) for key in innermost}
    assert len(set(names.values())) == len(names)
    assert {key: copies.anchor(key[0], *key[1]) for key in innermost} == names


@pytest.mark.parametrize("length", [1, 37, 38, 39, 40])
def test_a_name_stays_within_what_word_takes(length):
    copies, name = the_copies(), "b" * length
    names = [copies.anchor(name, number) for number in range(1, 13)]
    assert len(set(names)) == 12
    assert max(map(len, names)) <= MOST_NAME
    assert names[11].endswith("_12")


def test_a_bookmark_that_something_leads_to_and_that_was_not_printed_stands_empty():
    copies = the_copies(first_id=5, wanted=("here", "gone & away"))
    copies.marked("here")
    assert copies.missing() == (
        '<w:bookmarkStart w:id="5" w:name="gone &amp; away"/><w:bookmarkEnd w:id="5"/>'
    )


def test_nothing_is_missing_where_nothing_is_wanted_or_all_was_printed():
    assert the_copies().missing() == ""
    copies = the_copies(wanted=("a",))
    copies.marked("a", 1)
    assert copies.missing() == ""


def test_a_bookmark_whose_later_copy_alone_was_printed_is_missing_itself():
    copies = the_copies(wanted=("a",))
    copies.anchor("a", 1)
    copies.marked("a", 2)
    assert 'w:name="a"' in copies.missing()


def test_a_list_begins_anew_in_each_round_with_the_templates_number_in_the_first():
    copies = the_copies(first_list=30)
    assert [copies.list_number("3", at) for at in (1, 2, 1, 5)] == ["3", "30", "3", "31"]
    assert [copies.list_number("4", at) for at in (2, 1)] == ["4", "32"]
    assert copies.further_lists("3") == ["30", "31"]
    assert copies.further_lists("4") == ["32"]
    assert copies.further_lists("5") == []


def test_paragraphs_get_the_number_of_their_round_and_other_lists_keep_theirs():
    copies = the_copies(first_list=30)
    xml = '<w:numId w:val="3"/><w:numId w:val="33"/><w:ilvl w:val="3"/>'
    assert renumbered(xml, copies, "3", 1) == xml
    again = renumbered(xml, copies, "3", 2)
    assert re.findall(r'"(\d+)"', again) == ["30", "33", "3"]


def test_what_is_kept_for_another_part_stands_there_in_its_order_and_nothing_here():
    copies = the_copies()
    assert kept_elsewhere("<a/>", copies, "word/footnotes.xml") == ""
    assert copies.keep("word/endnotes.xml", "<x/>") == ""
    assert copies.keep("word/footnotes.xml", "<b/>") == ""
    assert copies.kept("word/footnotes.xml") == "<a/><b/>"
    assert copies.kept("word/endnotes.xml") == "<x/>"
    assert copies.kept("word/comments.xml") == ""
