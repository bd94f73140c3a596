"""Line and column of many characters of one text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.yamlfile.places import Places
from docgen.yamlfile.text import place

LINES = st.text(st.sampled_from("ab æ\r\n"), max_size=40)


@given(LINES, st.data())
def test_the_places_of_a_text_are_found_at_once(text, data):
    index = data.draw(st.integers(0, len(text)))
    if text[index - 1 : index + 1] != "\r\n":
        assert Places(text).at(index) == place(text, index)


@pytest.mark.parametrize(
    ("text", "index", "at"),
    [
        ("", 0, (1, 1)),
        ("ab", 1, (1, 2)),
        ("ab", 2, (1, 3)),
        ("a\nb", 2, (2, 1)),
        ("a\r\nb", 3, (2, 1)),
        ("a\rb", 2, (2, 1)),
        ("a\n\nb", 2, (2, 1)),
        ("a\n", 2, (2, 1)),
        ("a\u2028b", 2, (1, 3)),
    ],
)
def test_lines_end_where_yaml_ends_them(text, index, at):
    assert Places(text).at(index) == at
