"""The text outside fields: what the store says of it is what a reader finds."""

from __future__ import annotations

import pytest

from docgen.packs.load import load_pack
from docgen.review.load import load_review
from docgen.word.readback.fields import open_edited
from docgen.word.readback.outside import changes_around, text_around
from docgen.word.readback.store import read_store
from tests.builders import SAMPLES
from tests.wordedits import edited, report, run

DOCUMENTS = [
    pytest.param(path, name, id=f"{path.stem} {name}")
    for path in SAMPLES
    for name in load_pack(load_review(path).pack).documents
]


def _changes(data):
    found = open_edited(data, "x.docx")
    store = read_store(found.package, "x.docx")
    pieces = text_around(found, store.values)
    return store, pieces, changes_around(store, pieces)


@pytest.mark.parametrize(("sample", "name"), DOCUMENTS)
def test_the_text_of_a_document_is_what_its_store_says(sample, name):
    store, pieces, changes = _changes(report(sample, name))
    assert changes == []
    assert len(store.outside) == len(pieces)


def test_a_heading_that_was_changed_and_one_that_is_new_are_told_with_their_place():
    data = report(SAMPLES[1])
    heading = "Generelle kommentarer:"
    changed = edited(data, lambda xml: xml.replace(f">{heading}<", ">Kommentarer<", 1))
    _, _, changes = _changes(changed)
    assert [(one.text, one.gone) for one in changes] == [("Kommentarer", 1)]
    assert "paragraph" in changes[0].place
    added = edited(data, lambda xml: xml.replace("<w:tbl>", f"<w:p>{run('Ny')}</w:p><w:tbl>", 1))
    assert [(one.text, one.gone) for one in _changes(added)[2]] == [("Ny", 0)]


def test_a_paragraph_that_is_gone_is_told():
    data = report(SAMPLES[1])
    gone = edited(data, lambda xml: xml.replace(">Generelle kommentarer:<", "><", 1))
    assert [(one.text, one.gone) for one in _changes(gone)[2]] == [("", 1)]
