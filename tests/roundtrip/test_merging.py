"""Three versions of a text: nothing is lost, and a merge is what an oracle says it is."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.roundtrip.merging import merge
from docgen.roundtrip.texts import paragraphs_of, retyped
from docgen.word.render.text import blocks_of, canonical
from tests.builders import examples

CASES = {
    "only the first side": ("abc", "aXc", "abc", "aXc", 0),
    "only the second side": ("abc", "abc", "abY", "abY", 0),
    "other paragraphs": ("abc", "Xbc", "abY", "XbY", 0),
    "neighbours": ("abc", "Xbc", "aYc", "XYc", 0),
    "the same change": ("abc", "aXc", "aXc", "aXc", 0),
    "the same paragraph": ("abc", "aXc", "aYc", "aXc", 1),
    "one edits, one deletes": ("abc", "aXc", "ac", "aXc", 1),
    "one adds before what the other edits": ("abc", "aXc", "aYbc", "aYXc", 0),
    "both add at one place": ("ab", "aXb", "aYb", "aXb", 1),
    "both delete": ("abc", "ac", "ac", "ac", 0),
    "one deletes all": ("abc", "", "abc", "", 0),
    "from nothing": ("", "X", "", "X", 0),
}


@pytest.mark.parametrize("name", CASES)
def test_merges(name):
    base, first, second, result, conflicts = CASES[name]
    merged = merge(base, first, second)
    assert ("".join(merged.result), len(merged.conflicts)) == (result, conflicts)


def _edited(text: list[str], rng: random.Random, mark: str) -> tuple[list[str], int]:
    """Return a text with one edit, and the paragraph it is of."""
    at = rng.randrange(len(text))
    how = rng.choice(["change", "change", "delete", "add"])
    new = list(text)
    if how == "change":
        new[at] = f"{mark}{at}"
    elif how == "delete":
        del new[at]
    else:
        new.insert(at, f"{mark}new")
    return new, at


def _pair(seed: int) -> None:
    """Hold two edits of one text against an oracle: who changed what is known from the start."""
    rng = random.Random(seed)
    base = [f"p{n}" for n in range(rng.randint(2, 6))]
    (first, one), (second, two) = _edited(base, rng, "A"), _edited(base, rng, "B")
    merged = merge(base, first, second)
    said = {
        *merged.result,
        *(text for pair in merged.conflicts for side in pair[:2] for text in side),
    }
    typed = {text for text in (*first, *second) if text[0] in "AB"}
    assert typed <= said, "a text is lost"
    kept = [text for text in base if text in first and text in second]
    assert [text for text in merged.result if text in kept] == kept
    if abs(one - two) > 1:
        assert merged.conflicts == []
        assert {text for text in merged.result if text[0] in "AB"} == typed
    if merged.conflicts == []:
        gone = {text for text in base if text not in first or text not in second}
        assert not gone & set(merged.result)


@pytest.mark.parametrize("seed", range(60))
def test_two_edits_against_an_oracle(seed):
    _pair(seed)


@pytest.mark.slow
def test_a_thousand_pairs_of_edits():
    for seed in range(1_000, 11_000):
        _pair(seed)


TEXTS = st.lists(
    st.sampled_from(["", "ord", "- punkt", "- to", "  indrykket", "linje", "• tegn", "a b"]),
    max_size=9,
).map("\n".join)


@settings(derandomize=True, deadline=None, max_examples=examples(200))
@given(TEXTS, TEXTS)
def test_a_retyped_text_says_what_it_should(before, after):
    wanted = paragraphs_of(after)
    found = retyped(before, wanted)
    assert [canonical([one]) for one in blocks_of(found)] == wanted


@settings(derandomize=True, deadline=None, max_examples=examples(200))
@given(TEXTS)
def test_a_text_that_stays_is_typed_as_it_was(text):
    found = retyped(text, paragraphs_of(text))
    lines = [line.rstrip() for line in text.strip().split("\n")]
    assert found.split("\n") == lines
