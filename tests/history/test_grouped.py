"""Where a key stands in a list, found without going through it."""

from __future__ import annotations

from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.history.grouped import Grouped

ALIKE = ("plumless", "buckeroo")
"""Two words of one checksum."""
KEYS = ["a", "b", "ab", "æ", "\udc80", "", *ALIKE]


def grouped(keys: list[str]) -> Grouped[str]:
    return Grouped(keys, str)


@given(st.lists(st.sampled_from(KEYS), max_size=30), st.sampled_from([*KEYS, "c"]))
def test_all_places_of_a_key_are_found_in_their_order(keys, key):
    assert list(grouped(keys).of(key)) == [n for n, one in enumerate(keys) if one == key]


def test_keys_of_one_checksum_are_kept_apart():
    one, other = ALIKE
    assert crc32(one.encode()) == crc32(other.encode())
    found = grouped([one, other, one])
    assert (list(found.of(one)), list(found.of(other))) == ([0, 2], [1])


def test_an_empty_list_has_no_places():
    assert list(grouped([]).of("a")) == []


def test_the_key_is_read_from_an_entry():
    assert list(Grouped([("a", 1), ("b", 2)], lambda entry: entry[0]).of("b")) == [1]


@pytest.mark.parametrize("count", [10, 1_000])
def test_few_entries_are_read_for_a_key(count):
    """However many there are: a hundred thousand reviews are looked up a hundred thousand times."""
    read = []
    entries = [str(number) for number in range(count)]
    found = Grouped(entries, lambda entry: read.append(entry) or entry)
    read.clear()
    assert list(found.of("7")) == [7]
    assert read == ["7"]


@given(st.lists(st.sampled_from(KEYS), max_size=30))
def test_keys_that_stand_more_than_once_are_found_with_all_their_places(keys):
    found = sorted(grouped(keys).repeated())
    places = [[n for n, one in enumerate(keys) if one == key] for key in sorted(set(keys))]
    assert found == sorted(many for many in places if len(many) > 1)


def test_two_keys_of_one_checksum_are_no_repetition():
    assert list(grouped(list(ALIKE)).repeated()) == []
