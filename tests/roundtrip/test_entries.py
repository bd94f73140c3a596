"""Needs and reviewers that were deleted in Word go, and only those; needs that were typed come."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from docgen.roundtrip.compare import Wishes
from docgen.roundtrip.entries import changed_entries, is_gone
from docgen.roundtrip.pairing import record_of
from docgen.roundtrip.plan import Change
from docgen.roundtrip.sides import Sides
from tests.twosides import inline, record, two_sides
from tests.wordedits import inserted, paragraph

HEADING = '<w:pStyle w:val="Heading1"/>'
STYLE = '<w:pStyle w:val="Need"/>'


def path(number: int) -> str:
    return f"development.k{number}.recommendation"


def printed(number: int) -> str:
    """Return what a report prints of a need."""
    text = inline(path(number), f"Nr. {number}").replace("<w:p>", f"<w:p><w:pPr>{STYLE}</w:pPr>", 1)
    return record(f"development.k{number}", text)


def typed(text: str) -> str:
    return paragraph(text, properties=STYLE)


def sides_of(folder: Path, *body: str, ours: list[str] | None = None, shared: Any = None) -> Sides:
    """Return a report that printed three needs under a heading, and holds that body now.

    `ours` are the needs of the review now.
    """
    was = {path(n): [f"Nr. {n}"] for n in (1, 2, 3)}
    texts = [f"Nr. {n}" for n in (1, 2, 3)] if ours is None else ours
    now = {path(n): [text] for n, text in enumerate(texts, 1)}
    needs = {"development": [{"recommendation": text} for text in texts]}
    return two_sides(
        folder,
        paragraph("Behov", properties=HEADING),
        *body,
        paragraph("Slut", properties=HEADING),
        was=was,
        now=now,
        fixed=["Behov", "Slut"],
        shared=shared,
        **({} if shared else needs),
    )


def changes(sides: Sides, **wishes: Any) -> list[Change]:
    records = dict.fromkeys(map(record_of, sides.store.values))
    gone = sorted(record for record in records if is_gone(record, sides))
    return list(changed_entries(sides, gone, Wishes(**wishes)))


def told(found: list[Change]) -> list[tuple[str, str, str]]:
    return [(one.kind, one.was, one.now) for one in found]


def edits(found: list[Change]) -> list[tuple[str, int, Any]]:
    return [(edit.action, edit.entry, edit.value) for one in found for edit in one.edits]


ALL = [printed(n) for n in (1, 2, 3)]


def test_needs_that_are_all_there_are_not_gone(tmp_path):
    sides = sides_of(tmp_path, *ALL)
    assert [is_gone(f"development.k{n}", sides) for n in (1, 2, 3)] == [False] * 3
    assert not is_gone("", sides)
    assert changes(sides) == []


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_need_that_was_deleted_goes(tmp_path, number):
    found = changes(sides_of(tmp_path, *(printed(n) for n in (1, 2, 3) if n != number)))
    assert told(found) == [("removed", f"Nr. {number}", "")]
    assert edits(found) == [("remove", number - 1, None)]
    assert (found[0].path, found[0].edits[0].where) == (f"development.k{number}", ("development",))


def test_two_that_were_deleted_go(tmp_path):
    found = changes(sides_of(tmp_path, printed(2)))
    assert edits(found) == [("remove", 0, None), ("remove", 2, None)]


@pytest.mark.parametrize(
    ("body", "gone"),
    [
        pytest.param(["heading", "end"], True, id="the heading stays: all needs were deleted"),
        pytest.param(["end"], False, id="the heading went too: the list was taken out"),
        pytest.param(["heading", "Nr. 2", "end"], False, id="a text of theirs stands elsewhere"),
        pytest.param(["heading", "Noget andet", "end"], True, id="other words stand there"),
    ],
)
def test_of_a_list_that_is_gone_the_heading_tells(tmp_path, body, gone):
    heads = {
        "heading": paragraph("Behov", properties=HEADING),
        "end": paragraph("Slut", properties=HEADING),
    }
    whole = sides_of(tmp_path, *ALL)
    sides = two_sides(
        tmp_path,
        *(heads.get(one, paragraph(one)) for one in body),
        was={path(n): [f"Nr. {n}"] for n in (1, 2, 3)},
        fixed=["Behov", "Slut"],
        development=[{"recommendation": f"Nr. {n}"} for n in (1, 2, 3)],
    )
    sides._fresh = whole.edited
    assert [is_gone(f"development.k{n}", sides) for n in (1, 2, 3)] == [gone] * 3


def test_a_bookmark_without_text_is_all_that_is_left_of_a_deleted_need(tmp_path):
    empty = record("development.k2", paragraph())
    assert told(changes(sides_of(tmp_path, printed(1), empty, printed(3)))) == [
        ("removed", "Nr. 2", "")
    ]


def test_a_need_that_lost_its_bookmark_but_not_its_text_is_there(tmp_path):
    bare = inline(path(2), "Nr. 2")
    assert changes(sides_of(tmp_path, printed(1), bare, printed(3))) == []


def test_a_need_that_was_changed_in_the_review_meanwhile_is_a_conflict(tmp_path):
    sides = sides_of(tmp_path, printed(1), printed(3), ours=["Nr. 1", "Nyere", "Nr. 3"])
    (found,) = changes(sides)
    assert (found.kind, found.was, found.edits) == ("conflict", "Nyere", ())
    assert found.note == "deleted in Word, changed in the review; --ours or --theirs decides"
    assert changes(sides, side="ours") == []
    assert edits(changes(sides, side="theirs")) == [("remove", 1, None)]


def test_a_need_that_both_deleted_is_not_told(tmp_path):
    assert changes(sides_of(tmp_path, printed(1), printed(3), ours=["Nr. 1", "Nr. 3"])) == []


def test_a_need_that_the_review_deleted_is_not_gone_from_the_report(tmp_path):
    sides = sides_of(tmp_path, *ALL, ours=["Nr. 1", "Nr. 3"])
    assert not any(is_gone(f"development.k{n}", sides) for n in (1, 2, 3))
    assert changes(sides) == []


@pytest.mark.parametrize(
    ("body", "edit"),
    [
        pytest.param([typed("Nyt"), *ALL], 0, id="above"),
        pytest.param([*ALL[:1], typed("Nyt"), *ALL[1:]], 1, id="between"),
        pytest.param([*ALL, typed("Nyt")], 3, id="below"),
    ],
)
def test_a_need_that_was_typed_comes_where_it_stands(tmp_path, body, edit):
    found = changes(sides_of(tmp_path, *body))
    assert told(found) == [("added", "", "Nyt")]
    assert edits(found) == [("insert", edit, {"recommendation": "Nyt"})]
    assert found[0].place


def test_a_need_that_replaces_a_deleted_one_takes_its_place(tmp_path):
    found = changes(sides_of(tmp_path, printed(1), typed("Nyt"), printed(3)))
    assert told(found) == [("removed", "Nr. 2", ""), ("added", "", "Nyt")]
    assert edits(found) == [("remove", 1, None), ("insert", 1, {"recommendation": "Nyt"})]


def test_a_need_behind_one_that_the_review_deleted_comes_where_it_stands(tmp_path):
    sides = sides_of(tmp_path, *ALL[:1], typed("Nyt"), *ALL[1:], ours=["Nr. 2", "Nr. 3"])
    assert edits(changes(sides)) == [("insert", 0, {"recommendation": "Nyt"})]
    sides = sides_of(tmp_path, *ALL, typed("Nyt"), ours=["Nr. 1", "Nr. 2"])
    assert edits(changes(sides)) == [("insert", 2, {"recommendation": "Nyt"})]


def test_needs_of_the_defaults_are_told_where_they_go(tmp_path):
    shared = {"development": [{"recommendation": f"Nr. {n}"} for n in (1, 2, 3)]}
    sides = sides_of(tmp_path, printed(1), printed(3), shared=shared)
    (found,) = changes(sides)
    assert found.edits[0].file is None
    assert "it goes into the review" in found.note
    (found,) = changes(sides, shared=True)
    assert found.edits[0].file == tmp_path / "_shared.yaml"


def test_a_need_that_nobody_has_decided_on_is_told_with_its_author(tmp_path):
    mark = '<w:rPr><w:ins w:id="905" w:author="Reviewer 9"/></w:rPr>'
    new = paragraph(inserted("Nyt"), properties=STYLE + mark)
    sides = sides_of(tmp_path, *ALL[:1], new, *ALL[1:]).seen("reject")
    (found,) = changes(sides)
    assert (found.kind, found.now, found.by) == ("tracked", "Nyt", ("Reviewer 9",))
    assert "--tracked accept or reject" in found.note
    assert changes(sides, tracked="reject") == []
    assert told(changes(sides.seen("accept"), tracked="accept")) == [("added", "", "Nyt")]


def test_a_reviewer_that_was_deleted_goes(tmp_path):
    names = [f"reviewers.k{n}.name" for n in (1, 2)]
    sides = two_sides(
        tmp_path,
        record("reviewers.k1", inline(names[0], "A")),
        was={name: [text] for name, text in zip(names, "AB", strict=True)},
        reviewers=[{"name": "A"}, {"name": "B"}],
    )
    found = changes(sides)
    assert told(found) == [("removed", "B", "")]
    assert [edit.where for one in found for edit in one.edits] == [("reviewers",)]
    assert edits(found) == [("remove", 1, None)]
