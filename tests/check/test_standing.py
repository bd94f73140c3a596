"""How an edited report stands to its review: edited, behind, both, or there is no telling."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.check.standing import Edit, Standing, Standings, _compared, _edits, told
from docgen.intake.origin import Origins
from docgen.packs.library import find_library
from docgen.packs.load import load_pack
from docgen.word.readback.fields import open_edited
from tests.twosides import printed, store_of, two_sides
from tests.wordedits import document, paragraph

DK = load_pack("dk")
PURPOSE, GENERAL = DK.labels["purpose"], DK.labels["general_comments"]


def standing(folder: Path, was: str, ours: str, theirs: str) -> Standing:
    """Return how a report of one text stands, as it was printed, in the review, and in Word."""
    text = {"purpose": [was]}
    sides = two_sides(
        folder,
        printed("purpose", theirs),
        was=text,
        now={"purpose": [ours]},
        fixed=["x"],
        purpose=ours,
    )
    return _compared(sides, DK)


@pytest.mark.parametrize(
    ("ours", "theirs", "edited", "both", "behind"),
    [
        pytest.param("A", "A", [], [], [], id="nobody"),
        pytest.param("A", "B", [PURPOSE], [], [], id="in Word"),
        pytest.param("B", "A", [], [], [PURPOSE], id="in the review"),
        pytest.param("B", "C", [], [PURPOSE], [], id="in both"),
        pytest.param("B", "B", [], [], [], id="in both the same: it was taken"),
    ],
)
def test_what_was_changed_and_where(tmp_path, ours, theirs, edited, both, behind):
    found = standing(tmp_path, "A", ours, theirs)
    texts = [one.label for one in found.edited if one.label]
    assert (texts, [one.label for one in found.both], [*found.behind]) == (edited, both, behind)
    assert (found.review, found.why) == (tmp_path / "a.yaml", "")


def test_an_edit_has_words_and_a_place(tmp_path):
    found = standing(tmp_path, "A", "A", "B")
    assert found.edited[0] == Edit(PURPOSE, "was changed in Word", "paragraph 1")


def test_text_outside_the_fields_is_told_as_text(tmp_path):
    sides = two_sides(
        tmp_path,
        printed("purpose", "A"),
        paragraph("Nyt"),
        was={"purpose": ["A"]},
        fixed=["Gammelt", "Mere"],
        purpose="A",
    )
    found = _compared(sides, DK)
    assert [(one.label, one.what) for one in found.edited] == [
        ("", "text outside the fields was changed: 'Nyt'")
    ]


def test_what_the_review_prints_newly_puts_a_report_behind(tmp_path):
    now = {"purpose": ["A"], "general_comments": ["B"]}
    sides = two_sides(
        tmp_path, printed("purpose", "A"), was={"purpose": ["A"]}, now=now, fixed=["x"], purpose="A"
    )
    assert _compared(sides, DK).behind == (GENERAL,)
    first = sides.with_store(sides.store._replace(outside=()))
    assert _compared(first, DK).behind == ()


def test_an_empty_value_that_is_new_puts_nothing_behind(tmp_path):
    now = {"purpose": ["A"], "general_comments": []}
    sides = two_sides(
        tmp_path, printed("purpose", "A"), was={"purpose": ["A"]}, now=now, fixed=["x"], purpose="A"
    )
    assert _compared(sides, DK).behind == ()


# --- without a review ---------------------------------------------------------------------------


def edits(*body: str) -> list[Edit]:
    kept = store_of({"purpose": ["A"], "general_comments": ["B"], "response": []})
    return [*_edits(open_edited(document("".join(body)), "a.docx"), kept, DK)]


def test_for_want_of_a_review_what_was_printed_is_all_that_is_known():
    whole = printed("purpose", "A"), printed("general_comments", "B")
    assert edits(*whole) == []
    assert edits(printed("purpose", "X"), whole[1]) == [
        Edit(PURPOSE, "was changed in Word", "paragraph 1")
    ]
    assert edits(whole[0]) == [Edit(GENERAL, "is not found any more", "")]


def test_a_file_without_a_store_has_no_standing(tmp_path):
    edited = open_edited(document(paragraph("A")), "a.docx")
    standings = Standings(find_library(), Origins([tmp_path]))
    assert standings.of(tmp_path / "a.docx", edited, DK) is None


# --- what is said -------------------------------------------------------------------------------

REVIEW = Path("a.yaml")


@pytest.mark.parametrize(
    ("found", "rule", "severity", "words", "where"),
    [
        pytest.param(Standing(None, "its review a is not found"), "unmatched", "note",
                     "its review a is not found", "", id="no review"),
        pytest.param(Standing(REVIEW, edited=(Edit("Formål", "was changed in Word", "table 1"),)),
                     "edited", "note", "Formål was changed in Word", "table 1", id="in Word"),
        pytest.param(Standing(REVIEW, edited=(Edit("", "text is gone", ""),)), "edited", "note",
                     "text is gone", "", id="text outside"),
        pytest.param(Standing(REVIEW, both=(Edit("Formål", "x", "table 1"),)), "both-changed",
                     "warning", "Formål was changed in Word, and otherwise in a.yaml", "table 1",
                     id="in both"),
        pytest.param(Standing(REVIEW, behind=("Formål",)), "behind", "warning",
                     "Formål is another in a.yaml by now", "", id="in the review"),
    ],
)  # fmt: skip
def test_what_check_says(found, rule, severity, words, where):
    (one,) = told(found, "a.docx")
    assert (one.rule, one.severity, one.message) == (rule, severity, words)
    assert (one.where, one.file) == (where, "a.docx")


def test_a_report_that_is_up_to_date_has_nothing_to_say():
    assert [*told(Standing(REVIEW), "a.docx")] == []
