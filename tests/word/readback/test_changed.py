"""An untouched report has no changed values; an edited one has the edited ones."""

from __future__ import annotations

import re

import pytest

from docgen.packs.load import load_pack
from docgen.review.load import load_review
from docgen.word.readback.changed import changed_values
from docgen.word.readback.fields import open_edited
from docgen.word.readback.store import read_store
from tests.builders import SAMPLES
from tests.wordedits import edited, report

DOCUMENTS = [
    pytest.param(path, name, id=f"{path.stem} {name}")
    for path in SAMPLES
    for name, document in load_pack(load_review(path).pack).documents.items()
    if document.needs_review
]


def _changed(data: bytes) -> dict[str, bool]:
    """Return the paths that changed, and whether a place of each is left."""
    found = open_edited(data, "x.docx")
    store = read_store(found.package, "x.docx")
    assert store is not None
    return {one.path: one.field is not None for one in changed_values(found, store)}


@pytest.mark.parametrize(("sample", "name"), DOCUMENTS)
def test_an_untouched_document_has_no_changed_values(sample, name):
    assert _changed(report(sample, name)) == {}


def test_a_changed_text_a_changed_total_and_a_lost_value_are_told():
    data = report(SAMPLES[1])
    one = edited(data, lambda xml: xml.replace("Rapporten", "Notatet", 1))
    assert _changed(one) == {"purpose": True}
    field = re.compile(
        r'<w:bookmarkStart [^>]*/><w:sdt><w:sdtPr><w:alias [^>]*/><w:tag w:val="unit\.name"/>'
        r".*?</w:sdt><w:bookmarkEnd [^>]*/>", re.DOTALL)  # fmt: skip
    assert _changed(edited(data, lambda xml: field.sub("", xml))) == {"unit.name": False}
