"""What one rendering collects; ids that are taken step aside."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from docgen.word.render.state import State

IDS = st.lists(st.integers(1, 9), max_size=15)


@given(IDS)
def test_the_first_pass_takes_ids_as_they_are_wanted(wanted):
    state = State()
    assert [state.own_id(number) for number in wanted] == wanted
    assert state.ids == wanted


@given(IDS, st.sets(st.integers(1, 9)))
def test_the_second_pass_has_each_id_once_and_none_that_is_taken(wanted, taken):
    state = State(set(taken))
    found = [state.own_id(number) for number in wanted]
    assert len(set(found)) == len(found)
    assert not taken.intersection(found)


def test_the_highest_id_is_followed_by_the_lowest():
    state = State({0x7FFFFFFE})
    assert state.own_id(0x7FFFFFFE) == 1


def test_a_rendering_that_failed_leaves_nothing_behind():
    state = State()
    state.own_id(1)
    state.printed["a"] = "b"
    state.outside.append("c")
    state.records[1, "a"] = 2
    state.content = object()
    state.forget()
    assert (state.ids, state.printed, state.outside, state.records) == ([], {}, [], {})
    assert state.content is None
