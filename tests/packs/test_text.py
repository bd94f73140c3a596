"""Texts as files of a pack hold them: what is absent is empty, a number counts as typed."""

from __future__ import annotations

import pytest

from docgen.packs.text import text, texts, texts_by_key


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("a", "a"),
        ("en\nto\n\n", "en\nto"),
        (" a ", " a "),
        (12, "12"),
        (0, "0"),
        (None, ""),
        ("", ""),
    ],
)
def test_a_text_ends_without_its_line_break(value, said):
    assert text(value) == said
    assert texts([value, "b"]) == (said, "b")
    assert texts_by_key({"x": value}) == {"x": said}


def test_what_is_absent_is_empty():
    assert texts(None) == texts([]) == ()
    assert texts_by_key(None) == texts_by_key({}) == {}
