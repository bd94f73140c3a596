"""Text that stands in no field and comments are told with their place, and never taken."""

from __future__ import annotations

import pytest

from docgen.roundtrip.around import said_around
from docgen.roundtrip.plan import Change
from docgen.roundtrip.sides import Sides
from docgen.word.readback.fields import open_edited
from tests.twosides import inline, printed, record, two_sides
from tests.wordedits import commented, document, paragraph

PATH = "purpose"
NEED = "development.k1.recommendation"


def around(folder, *body: str, fixed: list[str], removed: bool = False) -> list[Change]:
    """Return what is said around a report's only field, which nobody changed."""
    sides = two_sides(folder, *body, was={PATH: ["A"]}, fixed=fixed, purpose="A")
    return list(said_around(sides, removed=removed))


FIELD = printed(PATH, "A")


def test_a_report_that_says_what_was_printed_has_nothing_around(tmp_path):
    body = [paragraph("Formål"), FIELD, paragraph("Slut")]
    assert around(tmp_path, *body, fixed=["Formål", "Slut"]) == []


@pytest.mark.parametrize(
    ("body", "was", "now", "place"),
    [
        pytest.param([paragraph("Formål"), paragraph("Nyt"), FIELD], "", "Nyt", "paragraph 2",
                     id="typed"),
        pytest.param([paragraph("Målet"), FIELD], "1 paragraph(s)", "Målet", "paragraph 1",
                     id="retyped"),
        pytest.param([FIELD], "1 paragraph(s)", "", "", id="deleted, and nothing is left"),
    ],
)  # fmt: skip
def test_text_that_was_changed_is_told_with_its_place(tmp_path, body, was, now, place):
    (found,) = around(tmp_path, *body, fixed=["Formål"])
    assert (found.kind, found.was, found.now) == ("outside", was, now)
    assert place in found.place
    assert found.note == "stands in no field, so it is not taken"
    assert (found.path, found.edits) == ("", ())


def test_a_deleted_line_is_told_before_the_one_that_follows(tmp_path):
    (found,) = around(tmp_path, FIELD, paragraph("Slut"), fixed=["Formål", "Slut"])
    assert found.place == "before paragraph 2"


def test_where_entries_were_removed_what_is_gone_around_them_is_not_told(tmp_path):
    body = [FIELD, paragraph("Slut"), paragraph("Nyt")]
    found = around(tmp_path, *body, fixed=["Behov", "Slut"], removed=True)
    assert [(one.was, one.now) for one in found] == [("", "Nyt")]


def test_a_typed_need_is_told_as_a_need_alone(tmp_path):
    need = record("development.k1", inline(NEED, "Nr. 1"))
    sides = two_sides(
        tmp_path,
        paragraph("Behov"),
        paragraph("Nyt behov"),
        need,
        was={NEED: ["Nr. 1"]},
        fixed=["Behov"],
        development=[{"recommendation": "Nr. 1"}],
    )
    assert list(said_around(sides, removed=False)) == []


def test_of_a_store_without_checksums_of_the_text_around_nothing_is_told(tmp_path):
    assert around(tmp_path, paragraph("Nyt"), FIELD, fixed=[]) == []


def with_comment(sides: Sides, body: str, near: str) -> Sides:
    sides.edited = open_edited(commented(document(body), near, "Stemmer\tdet  her?"), "a.docx")
    return sides


def test_a_comment_is_told_with_its_author_and_place(tmp_path):
    body = paragraph("Formål") + FIELD
    sides = two_sides(tmp_path, body, was={PATH: ["A"]}, fixed=["Formål"], purpose="A")
    (found,) = said_around(with_comment(sides, body, "A"), removed=False)
    assert (found.kind, found.now) == ("comment", "Stemmer\tdet her?".replace("\t", " "))
    assert found.by == ("Reviewer 9",)
    assert found.place == "paragraph 2"
    assert (found.was, found.note, found.edits) == ("", "", ())


def test_comments_stand_behind_the_text_around(tmp_path):
    body = paragraph("Formål") + paragraph("Nyt") + FIELD
    sides = two_sides(tmp_path, body, was={PATH: ["A"]}, fixed=["Formål"], purpose="A")
    found = said_around(with_comment(sides, body, "Formål"), removed=False)
    assert [(one.kind, one.place) for one in found] == [
        ("outside", "paragraph 2"),
        ("comment", "paragraph 1"),
    ]


def test_a_comment_whose_mark_was_deleted_has_no_place(tmp_path):
    body = FIELD
    sides = two_sides(tmp_path, body, was={PATH: ["A"]}, purpose="A")
    sides = with_comment(sides, body, "A")
    (story,) = sides.edited.stories()
    for mark in [*story.root.iter("{*}commentReference")]:
        mark.getparent().remove(mark)
    (found,) = said_around(sides, removed=False)
    assert (found.kind, found.place) == ("comment", "")
