"""Where a key stands in a list, found without going through it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from docgen.history.grouped import Grouped

KEYS = st.lists(st.sampled_from(["a", "b", "ab", "æ", ""]), max_size=30)


@given(KEYS, st.sampled_from(["a", "b", "ab", "æ", "", "c"]))
def test_all_places_of_a_key_are_found_in_their_order(keys, key):
    assert list(Grouped(keys).of(key)) == [n for n, one in enumerate(keys) if one == key]
