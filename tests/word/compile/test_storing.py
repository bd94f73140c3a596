"""A compiled template as it is kept: parts deflated once, mappings that can be stored."""

from __future__ import annotations

from types import MappingProxyType

from hypothesis import given
from hypothesis import strategies as st

from docgen.word.compile.storing import entries, plain_value, reserved_fault


@given(st.dictionaries(st.text("abc/", min_size=1, max_size=6), st.binary(max_size=50), max_size=4))
def test_parts_are_kept_in_the_order_of_their_names(parts):
    assert [name for name, _ in entries(parts)] == sorted(parts)


def test_mappings_of_any_kind_are_plain_ones():
    kept = plain_value(MappingProxyType({"a": MappingProxyType({"b": [1]}), "c": "d"}))
    assert kept == {"a": {"b": [1]}, "c": "d"}
    assert (type(kept), type(kept["a"])) == (dict, dict)


def test_a_part_with_reserved_characters_is_told_with_the_way_out():
    fault = reserved_fault("f.docx", "word/header1.xml")
    assert (fault.file, fault.where) == ("f.docx", "word/header1.xml")
    assert "copy its text into a new file in Word" in fault.message
