"""Bookmarks by path: of every value, in reports and forms; around all that a record prints."""

from __future__ import annotations

import pytest

from docgen.document.blankform import make_form
from docgen.packs.load import load_pack, pack_codes
from docgen.word.readback.fields import open_edited
from docgen.word.readback.store import read_store
from docgen.word.render.anchors import number_of, tag_of
from tests.builders import ONE_EACH, SAMPLES
from tests.wordedits import report

FORMS = [(code, name) for code in pack_codes() for name in load_pack(code).documents]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_bookmark_names_the_path_of_its_value(sample):
    fields = open_edited(report(sample), "x.docx").fields()
    tagged = [one for one in fields if one.tag]
    assert [one.number for one in tagged] == [number_of(one.tag) for one in tagged]
    assert len({one.bookmark for one in fields}) == len(fields)


@pytest.mark.parametrize(("code", "name"), FORMS)
def test_a_form_has_them_too(code, name):
    data = make_form(load_pack(code), name)
    for found in open_edited(data, "x.docx").fields():
        assert tag_of(found.tag) == found.tag
        assert found.number == number_of(found.tag)


@pytest.mark.parametrize("sample", ONE_EACH, ids=lambda path: path.stem)
def test_what_is_derived_has_bookmarks_without_controls(sample):
    edited = open_edited(report(sample), "x.docx")
    store = read_store(edited.package, "x.docx")
    paths = {number_of(path): path for path in store.values}
    derived = {paths[one.number]: one.text for one in edited.fields() if not one.tag}
    assert {"result.total", "result.level.label"} <= set(derived)
    assert all(store.is_of(path, [text]) for path, text in derived.items())


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_bookmark_stands_around_all_that_a_record_prints(sample):
    edited = open_edited(report(sample), "x.docx")
    fields = edited.fields()
    for record in edited.records():
        inside = [
            one.tag
            for one in fields
            if one.tag and record.span[0] <= one.span[0] and one.span[1] <= record.span[1]
        ]
        outside = [one.tag for one in fields if one.tag and one.tag not in inside]
        assert {number_of(tag.rpartition(".")[0]) for tag in inside} <= {record.number}
        own = [tag for tag in outside if number_of(tag.rpartition(".")[0]) == record.number]
        assert all("reviewers" in tag for tag in own), own
    records = {record.number for record in edited.records()}
    lists = [one.tag for one in fields if one.tag.startswith(("reviewers.", "development."))]
    assert {number_of(tag.rpartition(".")[0]) for tag in lists} <= records
