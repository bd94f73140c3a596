"""Tags, bookmarks and ids: they follow from path and place, and Word takes them all."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from docgen.word.render.anchors import (
    HIGHEST,
    MOST_TAG,
    bookmark_end,
    bookmark_start,
    id_of,
    number_of,
    tag_of,
)

PATHS = st.text(max_size=100)


@given(PATHS)
def test_a_tag_is_never_longer_than_word_takes(path):
    assert len(tag_of(path)) <= MOST_TAG
    assert (tag_of(path) == path) == (len(path) <= MOST_TAG)


@given(PATHS, st.integers(0, 10_000))
def test_ids_lie_in_the_range_that_word_takes(path, place):
    assert 1 <= number_of(path) <= HIGHEST
    assert 1 <= id_of(path, place) <= HIGHEST


@given(PATHS, st.integers(0, 5000))
def test_the_places_of_a_path_have_ids_of_their_own(path, place):
    assert id_of(path, place) != id_of(path, place + 1)


def test_the_same_path_has_the_same_names_today_as_ever():
    assert number_of("unit.name") == number_of("unit.name")
    assert tag_of("a" * 65) == tag_of("a" * 65) != tag_of("a" * 66)


@given(PATHS, st.integers(1, 99), st.integers(0, 99))
def test_a_bookmark_begins_and_ends_with_one_id(path, number, place):
    start, end = bookmark_start(path, number, place), bookmark_end(number)
    assert re.search(r'w:id="(\d+)"', start)[1] == re.search(r'w:id="(\d+)"', end)[1]
    name = re.search(r'w:name="([^"]*)"', start)[1]
    assert name == f"dg_{number_of(path)}_{place}"
    assert len(name) <= 40, "Word cuts longer names"
