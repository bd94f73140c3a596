"""Texts of Word files compared without case, signs and line breaks; prompts told from answers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.intake.folded import Prompts, bare_letters, folded, squeezed
from docgen.packs.load import load_pack, pack_codes

PACKS = [load_pack(code) for code in pack_codes()]
TEXTS = st.text(st.characters(codec="utf-8"), max_size=30)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("  Samlet  VURDERING: ", "samlet vurdering"),
        ("A & B / 50 %", "a & b / 50 %"),
        ("“Godt”, ja!", "godt ja"),
        ("", ""),
    ],
)
def test_words_are_parted_by_one_blank(text, plain):
    assert folded(text) == plain


@pytest.mark.parametrize(
    ("text", "plain"),
    [("Beskæf-\ntigelse", "beskæftigelse"), ("job_search", "jobsearch"), ("A – B", "ab")],
)
def test_a_name_that_is_broken_over_lines_is_one(text, plain):
    assert squeezed(text) == plain


@pytest.mark.parametrize(("text", "letters"), [("Poäng!", "poang"), ("Ｎr. 5", "nr5"), ("é", "e")])
def test_letters_have_neither_case_nor_accents(text, letters):
    assert bare_letters(text) == letters


@given(TEXTS)
def test_folding_twice_changes_nothing(text):
    assert folded(folded(text)) == folded(text)
    assert squeezed(squeezed(text)) == squeezed(text)
    assert " " not in squeezed(text)


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.code)
def test_a_prompt_says_nothing_in_any_language(pack):
    prompts = Prompts(PACKS)
    for key in ("placeholder", "placeholder_short"):
        text = pack.texts.get(key, "")
        assert prompts.is_empty(text)
        assert prompts.is_empty(f"  {text.upper()}\n")
        assert prompts.without(f"{text}\nord\n{text}") == "ord"


def test_a_prompt_beside_words_is_seen():
    prompts, prompt = Prompts(PACKS), PACKS[0].texts["placeholder"]
    assert prompts.stands_in(f"Ja. {prompt}")
    assert not prompts.stands_in(prompt)
    assert not prompts.stands_in("Ja.")


@pytest.mark.parametrize("text", ["5", "–", "ja", "0"])
def test_an_answer_is_none(text):
    assert Prompts(PACKS).is_empty(text) == (
        text in {p.texts.get("placeholder_short") for p in PACKS}
    )
