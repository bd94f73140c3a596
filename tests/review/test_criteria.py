"""Which criterion a text means: its id, its name, its number as the form or the scale counts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.packs.load import load_pack, pack_codes
from docgen.review.criteria import criteria_meant

PACKS = {code: load_pack(code) for code in pack_codes()}
ANY = st.sampled_from([(pack, one) for pack in PACKS.values() for one in pack.criteria])


@given(ANY, st.sampled_from(["id", "name", "short_name", "reference"]))
def test_a_criterion_is_known_by_each_of_its_names(found, key):
    pack, criterion = found
    assert criterion in criteria_meant(getattr(criterion, key), pack)


@given(ANY)
def test_case_blanks_and_signs_at_the_ends_do_not_matter(found):
    pack, criterion = found
    typed = f"  {criterion.name.upper().replace(' ', '  ')}: "
    assert criterion in criteria_meant(typed, pack) or "ß" in criterion.name


@given(ANY, st.sampled_from(["{}", "{}.", "{})", " {} : "]))
def test_a_number_is_that_of_the_form_or_of_the_scale(found, written):
    pack, criterion = found
    assert criterion in criteria_meant(written.format(criterion.number), pack)


@given(ANY)
def test_a_number_before_a_name_must_be_its_own(found):
    pack, criterion = found
    assert criterion in criteria_meant(f"{criterion.number}. {criterion.name}", pack)
    assert criteria_meant(f"99. {criterion.name}", pack) == []


def test_a_letter_and_a_number_are_those_of_a_section():
    pack = PACKS["no"]
    (section, *_) = pack.sections
    assert section.criteria[0] in criteria_meant(f"{section.label[0]}1", pack)
    assert section.criteria[0] in criteria_meant(f"{section.label} 1", pack)


@pytest.mark.parametrize("text", ["", "nothing of the kind", "0", "99", "Q7", "12.5"])
def test_anything_else_means_none(text):
    assert criteria_meant(text, PACKS["dk"]) == []
