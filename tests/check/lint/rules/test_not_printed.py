"""A document prints the values of a review, or names those that it leaves out."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.check.lint.rules import not_printed
from docgen.check.lint.rules.not_printed import missing_values
from docgen.packs.load import load_pack
from docgen.review.shape import VALUES, label_key
from tests.lintsubjects import a_subject, found

PACK = load_pack("dk")
REPORT = PACK.documents["report"]._replace(leaves_out=(), prints=())
SCALE = REPORT._replace(needs_review=False)
ALL = [label_key(v.path) for v in VALUES if v.use == "printed" and not v.later]


def told(prints: set[str] | None, document=REPORT) -> list[str]:
    subject = a_subject(pack=PACK, document=document)
    subject.prints = None if prints is None else frozenset(prints)
    return [message for message, _ in found(not_printed, subject)]


def test_what_is_printed_nowhere_is_one_finding_with_all_names():
    (message,) = told(set())
    assert message.startswith("prints these values of the review nowhere: ")
    assert message.endswith("print them, or name them under `leaves_out` in pack.yaml")
    assert all(key in message for key in ALL)


def test_one_alone_is_told_in_the_singular():
    document = REPORT._replace(prints=("unit.name",))
    (message,) = told(set(), document)
    assert message.startswith("prints a value of the review nowhere: unit.name; print it, or name")


def test_a_document_that_prints_all_has_no_finding():
    paths = {value.path for value in VALUES}
    assert told(paths) == []


@pytest.mark.parametrize(
    ("prints", "document"),
    [
        pytest.param(None, REPORT, id="a template with a fault"),
        pytest.param(set(), None, id="a file of no document"),
        pytest.param(set(), SCALE, id="a document without a review"),
    ],
)
def test_where_nobody_knows_nothing_is_told(prints, document):
    assert told(prints, document) == []


@pytest.mark.parametrize(
    ("name", "covers"),
    [
        pytest.param("unit.printed", {"unit.name", "unit.place"}, id="a name and its place"),
        pytest.param("reviewers[].printed", {"reviewers", "reviewers.name", "reviewers.title"},
                     id="a reviewer"),
        pytest.param("criteria.caseload_size.comment", {"criteria.comment"}, id="of one criterion"),
        pytest.param("purpose", {"purpose"}, id="a value"),
    ],
)  # fmt: skip
def test_a_derived_name_prints_what_it_is_made_of(name, covers):
    missing = set(missing_values(REPORT, [name]))
    assert set(ALL) - missing <= covers
    assert set(ALL) - missing


def test_a_document_of_a_few_values_is_asked_for_these_alone():
    few = REPORT._replace(prints=("unit", "purpose"))
    missing = missing_values(few, ["unit.name"])
    assert "purpose" in missing
    assert "unit.name" not in missing
    assert all(key == "purpose" or key.startswith("unit.") for key in missing)


@given(st.sets(st.sampled_from(ALL)), st.sets(st.sampled_from(ALL)))
@settings(max_examples=20)
def test_what_is_neither_printed_nor_left_out_is_missing_in_its_order(printed, left_out):
    document = REPORT._replace(leaves_out=tuple(left_out))
    wanted = [
        key
        for key in ALL
        if key not in printed
        and not any(key == name or key.startswith(f"{name}.") for name in left_out)
    ]
    names = {key.replace("criteria.", "criteria.caseload_size.") for key in printed}
    assert missing_values(document, names) == wanted


def test_a_group_is_left_out_by_its_name():
    document = REPORT._replace(leaves_out=("meeting",))
    assert not [key for key in missing_values(document, []) if key.startswith("meeting")]
