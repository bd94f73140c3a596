"""Entries that are kept in few bytes come out as they went in, in order, by number and slice."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.history.entry import KNOWN, IndexedReview
from docgen.history.packed import Chosen, Packed
from docgen.review.lines import Line

TEXT = st.text(st.characters(blacklist_categories=()), max_size=8)
PLACE = st.builds(
    Line,
    number=st.integers(1, 10**9),
    start=st.integers(0, 2**60),
    length=st.integers(1, 2**31),
    digest=st.binary(min_size=32, max_size=32),
)
ENTRY = st.builds(
    IndexedReview,
    path=st.sampled_from(["a.yaml", "Ørsted b.jsonl", "\udc80.yaml"]),
    id=TEXT,
    pack=st.sampled_from(["dk", "se"]),
    unit_id=TEXT,
    unit_name=TEXT,
    unit_place=TEXT,
    draft=st.booleans(),
    date=st.sampled_from(["", "2024-05-01"]),
    line=st.none() | PLACE,
    content=st.binary(max_size=16),
)
ENTRIES = st.lists(ENTRY, max_size=6)


def an_entry(number: int) -> IndexedReview:
    line = Line(number, 13_000 * number, 13_000, bytes([number % 256]) * 32)
    unit = f"by-{number:06}"
    digest = bytes([number % 256]) * 16
    path = "reviews.jsonl"
    return IndexedReview(path, unit, "dk", unit, f"By {number:06}", "", False, "", line, digest)


@given(ENTRIES)
def test_what_is_packed_comes_out_as_it_went_in(entries):
    packed = Packed(iter(entries))
    assert list(packed) == entries
    assert len(packed) == len(entries)
    assert packed == tuple(entries)


@given(ENTRIES, st.integers(-8, 8), st.integers(-8, 8))
def test_numbers_and_slices_are_those_of_a_list(entries, first, second):
    packed = Packed(entries)
    assert list(packed[first:second]) == entries[first:second]
    assert list(packed[::-1]) == entries[::-1]
    if -len(entries) <= first < len(entries):
        assert packed[first] == entries[first]
    else:
        with pytest.raises(IndexError):
            packed[first]


@given(st.lists(ENTRY, min_size=1, max_size=6), st.data())
def test_chosen_entries_are_those_of_the_numbers_in_their_order(entries, data):
    numbers = data.draw(st.lists(st.integers(0, len(entries) - 1), max_size=8))
    chosen = Chosen(Packed(entries), numbers)
    assert list(chosen) == [entries[number] for number in numbers]
    assert len(chosen) == len(numbers)
    assert Chosen(chosen, range(len(numbers))) == chosen


def test_the_same_entries_are_equal_and_hash_alike():
    entries = [an_entry(1), an_entry(2)]
    assert Packed(entries) == Packed(tuple(entries))
    assert hash(Packed(entries)) == hash(Chosen(entries, range(2)))
    assert Packed(entries) != Packed(entries[:1])
    assert Packed(entries) != 2


def test_a_hundred_reviews_take_a_quarter_of_a_kilobyte_each_at_most():
    packed = Packed(map(an_entry, range(100)))
    assert sum(map(sys.getsizeof, vars(packed).values())) < 100 * 256


def test_a_file_of_many_reviews_is_named_once():
    packed = Packed(map(an_entry, range(100)))
    assert {id(entry.path) for entry in packed} == {id(packed[0].path)}


def test_what_is_known_is_in_the_order_of_its_names():
    entry = an_entry(3)
    assert entry.known == tuple(getattr(entry, name) for name in KNOWN)
