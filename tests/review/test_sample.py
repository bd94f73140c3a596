"""Made-up reviews hold every value that a review may have, by the schema of any pack."""

import pytest

from docgen.document.fields import fields_of
from docgen.document.sample import sample_names
from docgen.model import leaves
from docgen.packs.load import load_pack, pack_codes
from docgen.review.sample import sample_data
from docgen.review.schemas import schema_and_validator

every_pack = pytest.mark.parametrize("code", pack_codes())


def at(data, path):
    """Return the values at a path of the review, `*` for all records."""
    found = [data]
    for key in path.split("."):
        if key == "*":
            found = [e for one in found for e in (one.values() if isinstance(one, dict) else one)]
        else:
            found = [one.get(key) for one in found]
    return found


@every_pack
def test_they_are_sound_reviews_of_their_pack(code):
    pack = load_pack(code)
    validator = schema_and_validator(pack)[1]
    samples = list(sample_data(pack))
    assert len(samples) == 4
    assert all(validator.is_valid(data) for data in samples)
    assert samples == list(sample_data(pack))


@every_pack
def test_every_value_that_a_document_may_print_is_there(code):
    pack = load_pack(code)
    paths = {field.path for _, field in leaves(fields_of(pack)) if field.path}
    *full, bare = sample_data(pack)
    for data in full:
        assert [path for path in paths if None in at(data, path) or not at(data, path)] == []
    assert bare.keys() == {"pack", "unit", "review"}


@every_pack
def test_they_differ_in_scores_choices_and_the_length_of_lists(code):
    pack = load_pack(code)
    full = list(sample_data(pack))[:3]
    assert [len(data["reviewers"]) for data in full] == [1, 2, 3]
    assert len({data["review"]["kind"] for data in full}) == 3
    assert {data["review"]["status"] for data in full} == {"draft", "final"}
    for data in full:
        assert len({one["score"] for one in data["criteria"].values()}) > 3


@every_pack
def test_what_is_internal_is_left_out(code):
    for data in sample_data(load_pack(code)):
        for one in data.get("criteria", {}).values():
            assert one.keys().isdisjoint({"evidence", "reason", "ratings", "notes"})


@every_pack
def test_documents_are_filled_with_them(code):
    pack = load_pack(code)
    for document in pack.documents.values():
        drafts = [bool(names["document"]["draft_mark"]) for names in sample_names(pack, document)]
        assert set(drafts) == {True, False}
