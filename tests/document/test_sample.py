"""Made-up reviews try out a document: one with every value, a draft with none."""

from __future__ import annotations

import pytest

from docgen.document.sample import sample_names
from docgen.errors import InvalidDataError
from docgen.packs.load import load_pack, pack_codes


@pytest.mark.parametrize("code", pack_codes())
def test_one_has_every_score_and_the_other_none(code):
    pack = load_pack(code)
    full, *_, empty = sample_names(pack, pack.documents["report"])
    assert full["result"]["missing"] == 0
    assert not full["result"]["provisional"]
    assert full["result"]["level"]["id"]
    assert (empty["result"]["scored"], empty["review"]["draft"]) == (0, True)
    assert full.keys() == empty.keys()


@pytest.mark.parametrize("code", pack_codes())
def test_every_text_and_list_is_filled_in_one_and_empty_in_the_other(code):
    pack = load_pack(code)
    full, *_, empty = sample_names(pack, pack.documents["report"])
    for group in ("summary", "method"):
        assert all(full[group].values()), group
        assert not any(empty[group].values()), group
    assert full["reviewers"]
    assert full["development"]
    assert not empty["development"]
    assert all(c["comment"] and c["recommendation"] for c in full["criteria"].values())


def test_both_are_of_the_document_that_is_asked_for():
    pack = load_pack("dk")
    for document in pack.documents.values():
        for names in sample_names(pack, document):
            assert names["document"]["name"] == document.name
            assert names["review"]["number"] is not None


def test_a_title_that_names_what_is_not_there_is_told():
    pack = load_pack("dk")
    document = pack.documents["report"]._replace(title="{{ unit.nmae }}")
    with pytest.raises(InvalidDataError, match=r"there is no text 'unit\.nmae'"):
        list(sample_names(pack, document))
