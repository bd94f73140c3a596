"""The bookmark around a record: it begins and ends where the record does, under one id."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ooxml.rendered import a_slot

from docgen.word.render.anchors import HIGHEST, id_of, number_of
from docgen.word.render.borders import make_border
from docgen.word.render.state import State

RPR = "<w:rPr><w:i/></w:rPr>"


def a_pair(place: int = 7, **spec: object):
    """Return the functions that write the start and the end of a record's bookmark."""
    slots = [a_slot(form="record", mark=mark, place=place, **spec) for mark in ("start", "end")]
    return [make_border(slot, wanted=True) for slot in slots]


def ids(xml: str) -> list[int]:
    return [int(number) for number in re.findall(r'w:id="(\d+)"', xml)]


def test_start_and_end_have_the_id_of_the_records_place():
    start, end = a_pair()
    state = State()
    written = start(None, "reviewers.k1", state), end(None, "reviewers.k1", state)
    number = id_of("reviewers.k1", 7)
    name = f"dg_{number_of('reviewers.k1')}_r7"
    assert written == (
        f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>', f'<w:bookmarkEnd w:id="{number}"/>'
    )  # fmt: skip
    assert state.ids == [number]


def test_in_a_run_the_run_ends_before_it_and_begins_again_behind_it():
    for write in a_pair(in_run=True, rpr=RPR):
        written = write(None, "a", State())
        assert written.startswith("</w:t></w:r><w:bookmark")
        assert written.endswith(f'/><w:r>{RPR}<w:t xml:space="preserve">')


def test_a_report_without_controls_has_none():
    write = make_border(a_slot(form="record", mark="start"), wanted=False)
    state = State()
    assert write(None, "a", state) == ""
    assert state.ids == []


@pytest.mark.parametrize("path", ["reviewers.k1", "criteria.disclosure", "extra.ø"])
def test_the_same_record_has_the_same_bookmark_each_time(path):
    (start, _), (again, _) = a_pair(), a_pair()
    assert start(None, path, State()) == start(None, path, State()) == again(None, path, State())


def test_another_record_and_another_place_have_other_names_and_ids():
    written = {
        write(None, path, State())
        for place in (1, 2)
        for path in ("a", "b")
        for write in a_pair(place)[:1]
    }
    assert len(written) == 4
    assert len({tuple(ids(one)) for one in written}) == 4


def test_a_record_that_is_printed_twice_steps_aside_and_ends_under_the_id_it_took():
    start, end = a_pair(in_run=True, rpr=RPR)
    state = State(set())
    first = start(None, "a", state), end(None, "a", state)
    second = start(None, "a", state), end(None, "a", state)
    number = id_of("a", 7)
    assert ids(first[0]) == ids(first[1]) == [number]
    (other,) = ids(second[0])
    assert other == number % HIGHEST + 1
    assert ids(second[1]) == [other]
    assert second[0].count(f"_r7_{other}") == 1
    assert all(one.endswith('<w:t xml:space="preserve">') for one in second)


@given(st.lists(st.sampled_from("abc"), max_size=8))
@settings(max_examples=40)
def test_however_often_records_are_printed_every_start_has_its_end_and_no_name_comes_twice(paths):
    start, end = a_pair()
    state = State(set())
    written = "".join(start(None, path, state) + end(None, path, state) for path in paths)
    found = ids(written)
    assert found[::2] == found[1::2]
    assert len(set(found)) == len(paths)
    names = re.findall(r'w:name="([^"]*)"', written)
    assert len(set(names)) == len(names)
    assert all(len(name) <= 40 for name in names), "Word takes no longer ones"
    assert state.records == {}
