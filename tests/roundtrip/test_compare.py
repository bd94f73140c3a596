"""Base, review and report compared value by value: taken, left, told, or a conflict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from docgen.review.shape import value_at
from docgen.roundtrip.compare import Value3, Wishes, compared, read_typed
from docgen.roundtrip.plan import Change, Edit, Shown
from docgen.roundtrip.readings import Reading, read_values
from docgen.roundtrip.sides import Sides
from tests.builders import CRITERION_IDS
from tests.twosides import point, printed, record, two_sides
from tests.wordlines import a_line

Texts = Iterable[str]
CRITERION = CRITERION_IDS[0]
SCORE = f"criteria.{CRITERION}.score"


def changes(sides: Sides, path: str, **wishes: Any) -> list[Change]:
    found = read_values(sides.edited, sides.store, sides.store.values, "accept")
    return list(compared(path, found.get(path.removeprefix("="), []), sides, Wishes(**wishes)))


def of(folder: Path, was: Texts, ours: Texts, theirs: Texts, **wishes: Any) -> list[Change]:
    """Return what comes of a text: as printed, in the review now, in the report now."""
    ours = tuple(ours)
    review = {"purpose": "\n\n".join(ours)} if ours else {}
    body = [printed("purpose", *theirs)]
    sides = two_sides(folder, *body, was={"purpose": was}, now={"purpose": ours}, **review)
    return changes(sides, "purpose", **wishes)


def told(found: Iterable[Change]) -> list[tuple[str, str, str]]:
    return [(one.kind, one.was, one.now) for one in found]


def set_to(found: Iterable[Change]) -> list[Any]:
    """Return the values that the edits set."""
    return [edit.value for one in found for edit in one.edits]


# --- texts ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("was", "ours", "theirs", "what", "value"),
    [
        pytest.param(["A"], ["A"], ["A"], [], [], id="nobody changed it"),
        pytest.param(["A"], ["B"], ["A"], [], [], id="the review alone"),
        pytest.param(["A"], ["A"], ["B"], [("edit", "A", "B")], ["B"], id="the report alone"),
        pytest.param(["A"], ["B"], ["B"], [], [], id="both the same"),
        pytest.param(["A", "B"], ["A", "B"], ["A", point("C")], [("edit", "B", "- C")],
                     ["A\n\n- C"], id="a bullet"),
        pytest.param(["A", "B"], ["A", "B"], ["A"], [("edit", "B", "")], ["A"], id="one less"),
        pytest.param(["A"], ["A"], ["A", "B"], [("edit", "", "B")], ["A\n\nB"], id="one more"),
        pytest.param(["A", "B"], ["X", "B"], ["A", "Y"], [("edit", "B", "Y")], ["X\n\nY"],
                     id="each another paragraph"),
        pytest.param(["A"], ["A"], ["<w:p/>"], [("edit", "A", "")], [None], id="all is gone"),
        pytest.param([], [], ["A"], [("edit", "", "A")], ["A"], id="typed where nothing was"),
        pytest.param(["A"], ["X"], ["Y"], [("conflict", "X", "Y")], [], id="both the same place"),
    ],
)  # fmt: skip
def test_a_text_is_merged_by_paragraph(tmp_path, was, ours, theirs, what, value):
    found = of(tmp_path, was, ours, theirs)
    assert told(found) == what
    assert set_to(found) == value
    assert all(one.path == "purpose" and one.label and one.place for one in found)


@pytest.mark.parametrize(
    ("side", "what"),
    [
        ("", [("edit", "B", "Y"), ("conflict", "X", "Z")]),
        ("ours", [("edit", "B", "Y")]),
        ("theirs", [("edit", "X\nB", "Z\nY")]),
    ],
)
def test_a_conflict_is_left_or_decided_and_the_rest_is_taken(tmp_path, side, what):
    found = of(tmp_path, ["A", "B"], ["X", "B"], ["Z", "Y"], side=side)
    assert told(found) == what


def test_a_conflict_shows_where_it_lies_and_what_the_review_says(tmp_path):
    (conflict,) = of(tmp_path, ["A", "B"], ["A", "X"], ["A", "Y", "C"])
    assert conflict.kind == "conflict"
    shown = conflict.shown
    assert isinstance(shown, Shown)
    assert shown.part == "word/document.xml"
    assert (shown.first, shown.ours) == (1, ("X",))
    assert conflict.note == "changed in the review and in Word; --ours or --theirs decides"
    assert conflict.edits == ()


def test_a_text_keeps_the_way_it_was_typed_where_it_stays(tmp_path):
    review = {"purpose": "En  linje\nsom er brudt\n\nB"}
    sides = two_sides(
        tmp_path,
        printed("purpose", "En linje\nsom er brudt".replace("\n", " "), "Nyt"),
        was={"purpose": ["En linje som er brudt", "B"]},
        now={"purpose": ["En linje som er brudt", "B"]},
        **review,
    )
    (value,) = set_to(changes(sides, "purpose"))
    assert value.endswith("\n\nNyt")


def test_what_a_text_cannot_hold_is_told_beside_the_edit(tmp_path):
    body = "<w:p><w:r><w:t>B</w:t></w:r><w:r><w:drawing/></w:r></w:p>"
    found = of(tmp_path, ["A"], ["A"], [body])
    assert [one.kind for one in found] == ["not-carried", "edit"]
    assert (found[0].now, found[0].note) == ("a picture", "its text alone is taken")


def test_two_places_that_say_other_things_are_both_merged(tmp_path):
    def sides_of(first: str, second: str) -> Sides:
        body = printed("purpose", first, "B"), printed("purpose", "A", second, place=2)
        text = {"purpose": ["A", "B"]}
        return two_sides(tmp_path, *body, was=text, purpose="A\n\nB")

    assert set_to(changes(sides_of("X", "Y"), "purpose")) == ["X\n\nY"]
    assert set_to(changes(sides_of("A", "Y"), "purpose")) == ["A\n\nY"]
    assert changes(sides_of("A", "B"), "purpose") == []


def test_of_two_places_that_changed_one_paragraph_the_first_is_taken_and_the_other_told(tmp_path):
    body = printed("purpose", "X"), printed("purpose", "Y", place=2)
    sides = two_sides(tmp_path, *body, was={"purpose": ["A"]}, purpose="A")
    assert told(changes(sides, "purpose")) == [("edit", "A", "X"), ("conflict", "X", "Y")]


WORD = st.sampled_from(["ord", "to", "æble"])


@given(st.lists(WORD, max_size=3), st.lists(WORD, max_size=3), st.lists(WORD, max_size=3))
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_an_unedited_report_changes_nothing_and_what_was_typed_is_not_lost(
    tmp_path, was, ours, theirs
):
    assert of(tmp_path, was, ours, was) == []
    if theirs != was:
        edits = [edit for one in of(tmp_path, was, was, theirs) for edit in one.edits]
        assert [edit.value or "" for edit in edits] == ["\n\n".join(theirs)]


# --- lists ---------------------------------------------------------------------------------------


def entries(
    folder: Path, was: list[str], ours: list[str], theirs: list[str], *, shared: Any = None
) -> list[Change]:
    """Return what comes of a list of recipients."""
    bullets = [f"- {one}" for one in was]
    review: Mapping[str, Any] = {} if shared is not None else {"recipients": ours}
    sides = two_sides(
        folder,
        printed("recipients", *map(point, theirs)),
        was={"recipients": bullets},
        now={"recipients": [f"- {one}" for one in ours]},
        shared=shared,
        **review,
    )
    return changes(sides, "recipients")


LIST = ("recipients",)


@pytest.mark.parametrize(
    ("was", "ours", "theirs", "edits"),
    [
        pytest.param("ABC", "ABC", "ABC", [], id="nothing"),
        pytest.param("ABC", "ABC", "AXC", [Edit("set", ("recipients", 1), "X")], id="an entry"),
        pytest.param("ABC", "ABC", "AC", [Edit("remove", LIST, None, 1)], id="one less"),
        pytest.param("ABC", "ABC", "ABXC", [Edit("insert", LIST, "X", 2)], id="one more"),
        pytest.param("AB", "AB", "XYAB",
                     [Edit("insert", LIST, "Y", 0), Edit("insert", LIST, "X", 0)],
                     id="two more, from the end"),
        pytest.param("ABC", "ABC", "C",
                     [Edit("remove", LIST, None, 1), Edit("remove", LIST, None, 0)],
                     id="two less, from the end"),
        pytest.param("AB", "ZAB", "AX", [Edit("set", ("recipients", 2), "X")],
                     id="beside one that the review has more"),
        pytest.param("A", "", "AB", [Edit("set", LIST, ["B"])], id="into an empty list"),
    ],
)  # fmt: skip
def test_a_list_is_changed_entry_by_entry(tmp_path, was, ours, theirs, edits):
    found = entries(tmp_path, [*was], [*ours], [*theirs])
    assert [edit for one in found for edit in one.edits] == edits


def test_a_list_of_the_defaults_is_written_out_or_changed_where_it_stands(tmp_path):
    shared = {"recipients": ["A", "B"]}
    (found,) = entries(tmp_path, ["A", "B"], ["A", "B"], ["A", "X"], shared=shared)
    assert found.edits == (Edit("set", LIST, ["A", "X"]),)
    assert "_shared.yaml until now; it goes into the review" in found.note


# --- values of one line --------------------------------------------------------------------------


def atomic(
    folder: Path, path: str, was: str, now: str, theirs: str, review: dict[str, Any], **wishes: Any
) -> list[Change]:
    sides = two_sides(folder, printed(path, theirs), was={path: [was]}, now={path: [now]}, **review)
    return changes(sides, path, **wishes)


def dated(date: str) -> dict[str, Any]:
    return {"review": {"status": "draft", "report_date": date}}


DATE = "review.report_date"
OLD, NEW, OTHER = "6. oktober 2023", "9. oktober 2023", "12. oktober 2023"


@pytest.mark.parametrize(
    ("now", "theirs", "side", "what", "value"),
    [
        pytest.param(OLD, NEW, "", [("edit", OLD, NEW)], ["2023-10-09"], id="the report alone"),
        pytest.param(NEW, OLD, "", [], [], id="the review alone"),
        pytest.param(NEW, NEW, "", [], [], id="both the same"),
        pytest.param(NEW, "9.10.2023", "", [], [], id="both the same in other words"),
        pytest.param(NEW, OTHER, "", [("conflict", NEW, OTHER)], ["2023-10-12"], id="both"),
        pytest.param(NEW, OTHER, "ours", [], [], id="ours"),
        pytest.param(NEW, OTHER, "theirs", [("edit", NEW, OTHER)], ["2023-10-12"], id="theirs"),
        pytest.param(OLD, "i oktober", "", [("unread", OLD, "i oktober")], [], id="no date"),
    ],
)
def test_a_date_is_compared_as_a_whole(tmp_path, now, theirs, side, what, value):
    review = dated("2023-10-06" if now == OLD else "2023-10-09")
    found = atomic(tmp_path, DATE, OLD, now, theirs, review, side=side)
    assert told(found) == what
    assert set_to(found) == value
    if what and what[0][0] == "conflict":
        assert found[0].shown is not None
        assert found[0].shown.ours == (NEW,)


def test_a_value_that_was_emptied_in_word_is_emptied(tmp_path):
    sides = two_sides(tmp_path, printed(DATE, "<w:p/>"), was={DATE: [OLD]}, **dated("2023-10-06"))
    assert set_to(changes(sides, DATE)) == [None]


def test_a_score_waits_until_it_is_asked_for(tmp_path):
    review = {"criteria": {CRITERION: {"score": 4}}}
    (found,) = atomic(tmp_path, SCORE, "4", "4", "5", review)
    assert (found.kind, found.note) == ("score", "scores are taken with --scores")
    (found,) = atomic(tmp_path, SCORE, "4", "4", "5", review, scores=True)
    assert (found.kind, set_to([found])) == ("edit", [5])


def test_a_new_name_keeps_the_id_that_ties_the_units_reviews(tmp_path):
    review = {"unit": {"name": "Enhed Ø"}}
    (found,) = atomic(tmp_path, "unit.name", "Enhed Ø", "Enhed Ø", "Enhed Å", review)
    assert [edit.where for edit in found.edits] == [("unit", "name"), ("unit", "id")]
    assert found.edits[1].value
    assert "unit.id keeps the old name's" in found.note
    (found,) = atomic(
        tmp_path,
        "unit.name",
        "Enhed Ø",
        "Enhed Ø",
        "Enhed Å",
        {"unit": {"name": "Enhed Ø", "id": "x"}},
    )
    assert [edit.where for edit in found.edits] == [("unit", "name")]


def test_a_value_that_the_review_does_not_have_is_new_in_it(tmp_path):
    sides = two_sides(tmp_path, printed(DATE, NEW), was={DATE: [OLD]}, now={DATE: [OLD]})
    (found,) = changes(sides, DATE)
    assert found.note == "new in the review"


def test_two_places_that_say_other_things_are_a_conflict_of_values(tmp_path):
    body = printed(DATE, NEW), printed(DATE, OTHER, place=2)
    sides = two_sides(tmp_path, *body, was={DATE: [OLD]}, **dated("2023-10-06"))
    (found,) = changes(sides, DATE)
    assert (found.kind, found.was, found.now) == ("conflict", OLD, f"{NEW} / {OTHER}")
    assert found.note == "the places where it is printed say different things"
    assert set_to(changes(sides, DATE, side="theirs")) == ["2023-10-09"]


def test_a_value_goes_where_it_came_from_when_that_is_wished(tmp_path):
    shared = {"review": {"report_date": "2023-10-06"}}
    sides = two_sides(tmp_path, printed(DATE, NEW), was={DATE: [OLD]}, shared=shared)
    (found,) = changes(sides, DATE)
    assert found.edits[0].file is None
    (found,) = changes(sides, DATE, shared=True)
    assert found.edits[0].file == tmp_path / "_shared.yaml"
    assert "for all its reviews" in found.note


def test_a_list_that_is_printed_in_one_line_is_read_by_its_commas(tmp_path):
    path = f"criteria.{CRITERION}.sources"
    review = {"criteria": {CRITERION: {"sources": ["INT", "DOK"]}}}
    sides = two_sides(tmp_path, printed(path, "INT, OBS"), was={f"={path}": ["INT, DOK"]}, **review)
    (found,) = changes(sides, path)
    assert (found.kind, set_to([found])) == ("edit", [["INT", "OBS"]])


# --- what is no value of its own -----------------------------------------------------------------


@pytest.mark.parametrize("path", ["result.total", "previous.total"])
def test_what_is_worked_out_is_told_and_not_taken(tmp_path, path):
    sides = two_sides(tmp_path, printed(path, "90"), was={path: ["88"]})
    (found,) = changes(sides, path)
    assert (found.kind, found.was, found.now, found.edits) == ("derived", "88", "90", ())
    assert found.note == "it is worked out from the review, so it is not taken"


def test_what_is_worked_out_anew_as_the_report_says_is_not_told(tmp_path):
    path = "result.total"
    sides = two_sides(tmp_path, printed(path, "90"), was={path: ["88"]}, now={path: ["90"]})
    assert changes(sides, path) == []


def test_a_value_of_an_entry_that_is_gone_from_the_review_is_a_conflict(tmp_path):
    path = "development.k1.recommendation"
    sides = two_sides(
        tmp_path, record("development.k1", printed(path, "Nyt")), was={path: ["Gammelt"]}, now={}
    )
    (found,) = changes(sides, path)
    assert (found.kind, found.now) == ("conflict", "Nyt")
    assert found.note == "the entry it belongs to is no longer in the review"


def test_a_need_that_moved_in_the_review_is_changed_where_it_stands_now(tmp_path):
    path = "development.{}.recommendation"
    sides = two_sides(
        tmp_path,
        record("development.k1", printed(path.format("k1"), "En", "Mere")),
        was={path.format("k1"): ["En"]},
        now={path.format("k1"): ["Ny"], path.format("k2"): ["En"]},
        development=[{"recommendation": "Ny"}, {"recommendation": "En"}],
    )
    (found,) = changes(sides, path.format("k1"))
    assert [edit.where for edit in found.edits] == [("development", 1, "recommendation")]
    assert set_to([found]) == ["En\n\nMere"]


def test_nothing_is_said_of_a_value_without_a_place(tmp_path):
    sides = two_sides(tmp_path, printed("purpose", "A"), was={"purpose": ["A"]}, purpose="A")
    assert list(compared("purpose", [], sides, Wishes())) == []


@pytest.mark.parametrize(
    ("path", "text", "value", "fault"),
    [
        ("review.number", "3.", 3, ""),
        ("review.number", "tre", None, "a whole number belongs here; found 'tre'"),
        (SCORE, "4", 4, ""),
        ("recipients", "A, B", ["A", "B"], ""),
        ("review.number", "", None, ""),
    ],
)
def test_what_was_typed_is_read_or_told(tmp_path, path, text, value, fault):
    sides = two_sides(tmp_path, printed(path, "x"), was={path: ["x"]})
    lines = (a_line(text),) if text else ()
    reading = Reading((text,) if text else (), lines, "paragraph 1")
    shape = value_at(path.split("."))
    assert shape is not None
    assert read_typed(Value3(path, path, shape, (reading,)), sides) == (value, fault)
