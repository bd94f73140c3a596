"""Reviews to look at pages with: each text says which value it is."""

from __future__ import annotations

import pytest

from docgen.packs.load import load_pack, pack_codes
from docgen.review.build import build_review
from docgen.review.shape import label_key, value_at
from docgen.review.specimen import LENGTHS, specimen_data

CODES = pack_codes()


def texts(node, path=()):
    """Yield path and text of each text in the data."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield from texts(value, (*path, key))
    elif isinstance(node, list):
        for number, value in enumerate(node):
            yield from texts(value, (*path, number))
    elif isinstance(node, str):
        yield path, node


def labelled(code: str, length: str):
    """Yield value and text of each free text that the specimen says in the pack's words."""
    pack = load_pack(code)
    for path, text in texts(specimen_data(pack, length)):
        value = value_at(path, pack)
        if value and value.kind in ("line", "text", "list") and value.use == "printed":
            yield pack.labels.get(label_key(value.path)) or str(path[-1]), value, text


@pytest.mark.parametrize("code", CODES)
def test_a_short_one_has_its_label_in_each_text(code):
    found = list(labelled(code, "short"))
    assert len(found) > 20
    assert all(text == f"[{label}]" for label, _, text in found)


@pytest.mark.parametrize("code", CODES)
def test_a_long_one_has_pages_of_it_and_lists_of_three(code):
    for label, value, text in labelled(code, "long"):
        assert text.startswith(f"[{label}] ")
        if value.kind == "text" and not value.short:
            assert text.count("\n- ") == 2
            assert len(text.split()) > 300
        else:
            assert "\n" not in text
            assert 14 < len(text.split()) < 60
    data = specimen_data(load_pack(code), "long")
    assert len(data["reviewers"]) == len(data["recipients"]) == 3


@pytest.mark.parametrize("code", CODES)
def test_an_empty_one_holds_what_must_be(code):
    data = specimen_data(load_pack(code), "empty")
    assert data["review"] == {"status": "draft"}
    assert set(data) == {"pack", "unit", "review"}


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("code", CODES)
def test_each_is_a_review_of_its_pack(code, length):
    pack = load_pack(code)
    data = specimen_data(pack, length)
    review = build_review(data, pack, pack.folder)
    assert review.pack == code
    assert review.draft is (length == "empty")


def test_what_names_files_stays_short():
    data = specimen_data(load_pack("dk"), "long")
    assert (data["id"], data["unit"]["id"]) == ("id-1", "unit-1")
    assert specimen_data(load_pack("dk"), "long") == data, "the same each time"
