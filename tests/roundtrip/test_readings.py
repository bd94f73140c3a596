"""What each place of an edited report says of a value, in the words of the review."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from docgen.roundtrip.readings import (
    BOTH,
    Reading,
    authors_in,
    copied_entries,
    is_base,
    read_values,
)
from docgen.roundtrip.unnamed import Labelled
from docgen.word.readback.fields import Edited, open_edited
from docgen.word.readback.store import Store
from docgen.word.render.anchors import number_of, tag_of
from tests.twosides import NUMBERING, STYLES, counted, inline, point, printed, store_of
from tests.wordedits import bookmark, control, deleted, document, inserted, paragraph
from tests.wordlines import a_line

PATH = "purpose"
NO_STORE = Store(2, {}, {})


def opened(*body: str) -> Edited:
    return open_edited(document("".join(body), styles=STYLES, numbering=NUMBERING), "a.docx")


def read(*body: str, paths: Iterable[str] = (PATH,), kept: Store | None = None, view="accept"):
    return read_values(opened(*body), kept, paths, view)


def only(found: dict[str, list[Reading]], path: str = PATH) -> Reading:
    (reading,) = found[path]
    return reading


@pytest.mark.parametrize(
    ("inner", "paragraphs"),
    [
        pytest.param(["A"], ("A",), id="a paragraph"),
        pytest.param(["A", "B"], ("A", "B"), id="two"),
        pytest.param(["A", paragraph(), "B"], ("A", "B"), id="an empty one between"),
        pytest.param([point("A"), point("B")], ("- A", "- B"), id="bullets"),
        pytest.param([point("A"), point("B", 1)], ("- A", "- B"), id="of a deeper level"),
        pytest.param([counted("A"), counted("B")], ("1. A", "2. B"), id="numbers"),
        pytest.param(["- A"], ("- A",), id="a bullet that somebody typed"),
        pytest.param([paragraph()], (), id="nothing"),
        pytest.param([f"<w:p>{inserted('B')}</w:p>"], ("B",), id="what was put in"),
        pytest.param([f"<w:p>{deleted('B')}</w:p>"], (), id="what was taken out"),
    ],
)
def test_paragraphs_are_those_of_a_review(inner, paragraphs):
    assert only(read(printed(PATH, *inner))).paragraphs == paragraphs


def test_a_place_says_where_it_is_and_where_each_paragraph_begins():
    found = only(read(paragraph("Label"), printed(PATH, "A", paragraph(), "B")))
    assert found.place == "paragraph 2"
    assert found.at == (0, 2)
    assert (found.part, len(found.lines)) == ("word/document.xml", 3)
    start, end = found.span
    assert start < end


def test_a_value_that_is_printed_twice_is_read_twice():
    found = read(printed(PATH, "A"), printed(PATH, "B", place=2))
    assert [one.paragraphs for one in found[PATH]] == [("A",), ("B",)]


@pytest.mark.parametrize(
    "field",
    [
        pytest.param(control("A", PATH), id="by its tag"),
        pytest.param(bookmark(control("A", ""), f"dg_{number_of(PATH)}_1"), id="by its bookmark"),
        pytest.param(bookmark("<w:r><w:t>A</w:t></w:r>", f"dg_{number_of(PATH)}_1"),
                     id="by a bookmark alone"),
        pytest.param(bookmark(control("A", "x.y"), f"dg_{number_of(PATH)}_1"),
                     id="by the bookmark around another tag"),
    ],
)  # fmt: skip
def test_a_field_is_known_by_tag_or_bookmark(field):
    assert only(read(paragraph(field))).paragraphs == ("A",)


def test_a_long_path_is_known_by_its_hash():
    path = "extra." + "x" * 80
    assert tag_of(path) != path
    assert only(read(paragraph(control("A", tag_of(path))), paths=[path]), path).lines


def test_what_is_none_of_the_paths_is_not_read():
    assert read(printed("unit.name", "A"), paragraph(control("B", "Customer"))) == {}


def test_a_list_in_one_line_is_the_list():
    assert list(read(printed("recipients", "A"), paths=["=recipients"])) == ["recipients"]


def test_a_field_that_shows_its_prompt_says_nothing():
    flag = "<w:showingPlcHdr/>"
    found = only(read(paragraph(control("Skriv her", PATH, more=flag))))
    assert (found.paragraphs, found.lines) == ((), ())


def test_a_field_without_a_name_is_known_by_its_label_where_the_order_is_known():
    body = [paragraph(control("A", "", "Formål")), paragraph(control("B", "", "Andet"))]
    order = [Labelled(PATH, "Formål"), Labelled("unit.x", "Andet")]
    edited = opened(*body)
    assert read_values(edited, None, [PATH], "accept") == {}
    found = read_values(edited, None, [PATH], "accept", order)
    assert {path: one[0].paragraphs for path, one in found.items()} == {PATH: ("A",)}


# --- what a review cannot hold, and who changed it -----------------------------------------------


def test_pictures_and_deeper_bullets_are_told():
    picture = "<w:p><w:r><w:t>A</w:t></w:r><w:r><w:drawing/></w:r></w:p>"
    found = only(read(printed(PATH, picture, point("B", 1))))
    assert found.extras == ("a picture", "a bullet of a deeper level")
    assert only(read(printed(PATH, counted("B", 1)))).extras == ("a bullet of a deeper level",)
    assert only(read(printed(PATH, point("B")))).extras == ()


def test_undecided_changes_are_read_both_ways_with_their_authors():
    body = printed(PATH, f"<w:p>{deleted('Før')}{inserted('Nu')}</w:p>")
    now, then = only(read(body)), only(read(body, view="reject"))
    assert (now.paragraphs, then.paragraphs) == (("Nu",), ("Før",))
    assert now.authors == then.authors == ("Reviewer 9",)
    assert not now.shows_both
    assert only(read(printed(PATH, "A"))).authors == ()


def test_changes_beside_a_field_are_not_its_own():
    body = [f"<w:p>{inserted('Nu')}</w:p>", printed(PATH, "A")]
    assert only(read(*body)).authors == ()


def test_a_copy_that_shows_both_versions_is_known():
    change = inserted("Nu").replace("2026-04-01T10:00:00Z", BOTH)
    assert only(read(printed(PATH, f"<w:p>{change}</w:p>"))).shows_both


def test_authors_are_named_once_each():
    edited = opened(f"<w:p>{inserted('A')}{deleted('B')}</w:p>", paragraph("C"))
    elements = [one.element for one in edited.stories("accept")[0].paragraphs]
    assert authors_in(elements) == ("Reviewer 9",)
    assert authors_in(elements[1:]) == ()


# --- labels and copies ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "fixed", "paragraphs"),
    [
        pytest.param("Formål: A", ["Formål:"], ("A",), id="a label that was printed"),
        pytest.param("Formål: A: B", ["Formål:"], ("A: B",), id="and another colon"),
        pytest.param("Formål: A", ["Mål:"], ("Formål: A",), id="a text with a colon"),
        pytest.param("Formål: A", [], ("Formål: A",), id="nothing is known"),
        pytest.param(": A", [":"], (": A",), id="a colon alone"),
        pytest.param("Formål:", ["Formål:"], (), id="the label alone"),
    ],
)
def test_a_label_that_a_control_has_swallowed_is_left_out(text, fixed, paragraphs):
    kept = store_of({PATH: ["X"]}, fixed)
    assert only(read(printed(PATH, text), kept=kept)).paragraphs == paragraphs


def test_a_label_within_a_printed_text_stays():
    kept = store_of({PATH: ["Formål: A"]}, ["Formål:"])
    assert only(read(printed(PATH, "Formål: A"), kept=kept)).paragraphs == ("Formål: A",)


def test_only_the_first_line_can_hold_a_label_and_only_a_whole_one():
    kept = store_of({PATH: ["X"]}, ["Formål:"])
    found = only(read(printed(PATH, "Nyt", "Formål: A"), kept=kept))
    assert found.paragraphs == ("Nyt", "Formål: A")
    assert only(read(inline(PATH, "Formål: A", "x "), kept=kept)).paragraphs == ("Formål: A",)


def test_copied_needs_and_reviewers_are_known_by_the_bookmark_that_is_not_copied():
    path, name = "development.k1.recommendation", "reviewers.k1.name"
    body = [printed(path, "A"), paragraph(control("B", path))]
    body += [printed(name, "N"), paragraph(control("M", name))]
    body += [printed(PATH, "C"), paragraph(control("D", PATH))]
    edited = opened(*body)
    assert len(copied_entries(edited, "accept")) == 2
    found = read_values(edited, None, [path, name, PATH], "accept")
    assert {p: [one.paragraphs for one in ones] for p, ones in found.items()} == {
        path: [("A",)],
        name: [("N",)],
        PATH: [("C",), ("D",)],
    }


def test_a_need_that_lost_its_bookmark_is_no_copy():
    path = "development.k1.recommendation"
    edited = opened(paragraph(control("B", path)))
    assert copied_entries(edited, "accept") == set()
    assert only(read_values(edited, None, [path], "accept"), path).paragraphs == ("B",)


# --- unchanged or not ----------------------------------------------------------------------------


def reading(*texts: str, paragraphs: tuple[str, ...] | None = None) -> Reading:
    return Reading(texts if paragraphs is None else paragraphs, tuple(map(a_line, texts)), "")


@pytest.mark.parametrize(
    ("values", "now", "same"),
    [
        pytest.param({PATH: ["A"]}, reading("A"), True, id="the same"),
        pytest.param({PATH: ["A"]}, reading("B"), False, id="another text"),
        pytest.param({PATH: ["A", "B"]}, reading("A", "B"), True, id="two paragraphs"),
        pytest.param({PATH: ["A", "B"]}, reading("A B"), False, id="joined"),
        pytest.param({PATH: ["A B"]}, reading("A", "B"), True, id="a line that Word has broken"),
        pytest.param({PATH: ["A"]}, reading("A", paragraphs=("- A",)), True,
                     id="a bullet of the template's"),
        pytest.param({f"={PATH}": ["A, B"]}, reading("A, B"), True, id="a list in one line"),
        pytest.param({PATH: []}, reading(), True, id="nothing was printed"),
        pytest.param({PATH: [""]}, reading(), True, id="an empty text was"),
        pytest.param({PATH: []}, reading("A"), False, id="typed where nothing was"),
        pytest.param({"other": ["A"]}, reading("A"), False, id="a value that was not printed"),
    ],
)  # fmt: skip
def test_a_place_that_shows_what_was_printed_is_unchanged(values, now, same):
    assert is_base(now, PATH, store_of(values)) is same
