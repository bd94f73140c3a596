"""The properties of a run stand in the order that Word wants, each once."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.word.render.runlooks import in_order

NAMES = ("rStyle", "b", "i", "color", "sz", "u", "lang")
"""In their order."""


@given(st.lists(st.sampled_from(NAMES), min_size=1, max_size=8))
def test_properties_are_sorted_and_the_last_of_a_name_counts(names):
    inside = "".join(f'<w:{name} w:val="{n}"/>' for n, name in enumerate(names))
    found = re.findall(r'<w:(\w+) w:val="(\d+)"/>', in_order(f"<w:rPr>{inside}</w:rPr>"))
    last = {name: str(n) for n, name in enumerate(names)}
    assert found == [(name, last[name]) for name in NAMES if name in last]


@pytest.mark.parametrize(
    "xml",
    [
        pytest.param("<w:r><w:t>a</w:t></w:r>", id="no properties"),
        pytest.param("<w:rPr><w:sz w:val='1'/>x<w:b/></w:rPr>", id="a text between them"),
        pytest.param("<w:rPr><w:sz w:val='1'/><w14:glow/><w:b/></w:rPr>", id="another namespace"),
        pytest.param("<w:rPr><w:unknown/><w:b/></w:rPr>", id="a name that Word does not know"),
    ],
)
def test_what_is_not_understood_stays(xml):
    assert in_order(xml) == xml


def test_a_shade_without_a_pattern_gets_one():
    assert in_order('<w:rPr><w:shd w:fill="FF0000"/><w:b/></w:rPr>') == (
        '<w:rPr><w:b/><w:shd w:val="clear" w:fill="FF0000"/></w:rPr>'
    )
