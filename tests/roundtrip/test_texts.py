"""A text as it was typed, with the paragraphs that Word has now: what is the same stays."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.roundtrip.texts import paragraphs_of, retyped

PIECE = st.sampled_from(["Et afsnit.", "Noget helt andet.", "Ø.", "- punkt", "- et til", "- x"])


@st.composite
def typed(draw) -> str:
    """A text of paragraphs and bullets, with one blank line or more between."""
    pieces = draw(st.lists(PIECE, min_size=1, max_size=5))
    text = pieces[0]
    for before, piece in pairwise(pieces):
        bullets = before.startswith("- ") and piece.startswith("- ")
        gap = draw(st.sampled_from(["\n", "\n\n"] if bullets else ["\n\n", "\n\n\n"]))
        text += gap + piece
    return text


@settings(max_examples=50)
@given(typed())
def test_a_text_that_nobody_changed_stays_letter_by_letter(text):
    assert retyped(text, paragraphs_of(text)) == text


@settings(max_examples=50)
@given(typed(), typed())
def test_the_new_text_says_what_word_has(old, new):
    assert paragraphs_of(retyped(old, paragraphs_of(new))) == paragraphs_of(new)


@settings(max_examples=50)
@given(typed())
def test_a_paragraph_that_is_added_changes_no_other(text):
    new = [*paragraphs_of(text), "Tilføjet."]
    assert retyped(text, new) == f"{text}\n\nTilføjet."


@pytest.mark.parametrize(
    ("old", "new", "text"),
    [
        ("a", [], ""),
        ("", ["a"], "a"),
        ("a\n\n\nb", ["a", "b"], "a\n\n\nb"),
        ("a\n\nb", ["b"], "b"),
        ("- a\n- b", ["- a", "- x", "- b"], "- a\n- x\n- b"),
        pytest.param("- a", ["- a\nmore"], "- a\n  more", id="a bullet of two lines"),
    ],
)
def test_texts_by_example(old, new, text):
    assert retyped(old, new) == text
