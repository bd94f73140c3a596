"""A review made of sound data: each value as its kind is kept, what is absent by its default."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.packs.load import load_pack
from docgen.review.build import build_review, plain_text, slug

PACK = load_pack("dk")
FIRST = PACK.criteria[0].id


def built(**data: object):
    return build_review({"unit": {"name": "Enhed Å"}, **data}, PACK, Path("d/fjordby.yaml"))


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Enhet Å", "enhet-a"),
        ("Æble Ø", "aeble-o"),
        (" A--B ", "a-b"),
        ("…", "unit"),
        ("É", "e"),
    ],
)
def test_a_name_becomes_an_id(name, short):
    assert slug(name) == short


@given(st.text(max_size=30))
def test_an_id_is_of_letters_digits_and_hyphens_whatever_the_name(name):
    found = slug(name)
    assert found
    assert set(found) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert slug(found) == found


@given(st.text(st.sampled_from("ab \t\r\n\u00a0"), max_size=20))
def test_a_text_has_one_kind_of_line_break_and_no_blank_around(text):
    plain = plain_text(text)
    assert "\r" not in plain
    assert plain == plain.strip() == plain_text(plain)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        pytest.param("a_x000D_\nb", "a\nb", id="pasted from Excel"),
        pytest.param("a\n \u00a0\nb", "a\n\nb", id="a line of blanks"),
        pytest.param("a\n \n \nb", "a\n\n\nb", id="two lines of blanks"),
        pytest.param("a\r\nb\r", "a\nb", id="from Windows"),
    ],
)
def test_what_programs_leave_in_a_text_goes(typed, text):
    assert plain_text(typed) == text


def test_what_is_absent_follows_from_the_file_and_the_unit():
    review = built()
    assert (review.id, review.unit.id, review.pack) == ("fjordby", "enhed-a", "dk")
    assert (review.previous, review.criteria) == (None, {})


@pytest.mark.parametrize(
    ("typed", "texts"),
    [
        pytest.param("leder", ("leder",), id="one text"),
        pytest.param(["leder", None, " ", "team "], ("leder", "team"), id="empty entries"),
        pytest.param("• leder • team", ("leder", "team"), id="bullets pasted from Word"),
        pytest.param([], (), id="none"),
    ],
)
def test_a_list_of_texts(typed, texts):
    assert built(recipients=typed).recipients == texts


def test_values_that_are_nothing_are_absent():
    review = built(review={"number": None}, criteria={FIRST: {"score": None, "comment": " a\n"}})
    assert review.visit.number is None
    assert review.criteria[FIRST].score is None
    assert review.criteria[FIRST].comment == "a"


def test_criteria_stand_in_the_order_of_the_pack_and_no_others():
    second = PACK.criteria[1].id
    review = built(criteria={second: {"score": 2.0}, FIRST: {"score": 1}})
    assert list(review.criteria) == [FIRST, second]
    assert review.criteria[second].score == 2


@pytest.mark.parametrize(
    ("typed", "known"),
    [(None, False), ({}, False), ({"total": None}, False), ({"total": 80}, True)],
)
def test_an_earlier_review_is_typed_when_anything_of_it_is(typed, known):
    assert (built(previous=typed).previous is not None) is known


def test_reviewers_own_scores_and_words_are_kept_by_initials():
    own = {"ratings": {"kn": 4, "ov": None}, "notes": {"kn": " a ", "ov": ""}}
    found = built(criteria={FIRST: own}).criteria[FIRST]
    assert (found.ratings, found.notes) == ({"kn": 4}, {"kn": "a"})


def test_evidence_that_is_not_known_is_not_there():
    found = built(criteria={FIRST: {"evidence": {"clients": 19, "specialists": None}}})
    assert found.criteria[FIRST].evidence == {"clients": 19}
