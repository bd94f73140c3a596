"""Braces that are text: what stands for them is taken back, and never left behind."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.word.compile.escapes import unescaped, without_escapes

PAIRS = {"{_{": "{{", "}_}": "}}", "{_%": "{%", "%_}": "%}"}


@pytest.mark.parametrize(("escape", "braces"), PAIRS.items())
def test_each_stands_for_its_braces(escape, braces):
    assert unescaped(f"a {escape} b") == f"a {braces} b"
    assert without_escapes(f"a {escape} b") == "a  b"


@given(st.text(st.characters(exclude_characters="{}%"), max_size=30))
def test_a_text_without_braces_stays(text):
    assert unescaped(text) == without_escapes(text) == text


@given(st.lists(st.sampled_from([*PAIRS, " ", "a"]), max_size=8))
def test_what_is_left_without_them_has_no_braces(pieces):
    left = without_escapes("".join(pieces))
    assert left == "".join(piece for piece in pieces if piece not in PAIRS)
