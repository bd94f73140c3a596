"""The two sides of a pull: a report whose store or names are gone, and where its values stand."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docgen.document.context import need_keys
from docgen.errors import InvalidDataError, ReadError
from docgen.history.cache import HistoryCache
from docgen.model import Problem
from docgen.packs.library import find_library
from docgen.report import Options, prepare_report
from docgen.review.load import load_review
from docgen.roundtrip.sides import read_sides
from docgen.roundtrip.unnamed import Labelled
from docgen.word.render.anchors import number_of
from docgen.word.render.archive import write_archive
from tests.builders import CRITERION_IDS, SAMPLES, swept, write_review
from tests.desks import DK, FI, Desk, inside, typed
from tests.twosides import printed, two_sides
from tests.wordedits import control, document, paragraph, parts_of, without_store

CRITERION = CRITERION_IDS[0]


@pytest.mark.parametrize("sample", swept(SAMPLES, 3), ids=lambda path: path.stem)
def test_without_a_store_nothing_is_changed(sample, tmp_path):
    desk = Desk(tmp_path, sample)
    desk.report.write_bytes(without_store(desk.report.read_bytes()))
    assert desk.plan().changes == ()


def test_without_a_store_each_difference_is_asked(tmp_path):
    desk = Desk(tmp_path, FI)
    desk.report.write_bytes(without_store(desk.report.read_bytes()))
    desk.edit(inside("unit.client_groups", typed("18–65", "18–64")))
    desk.edit(inside("summary.strengths", typed("har halverats.", "har minskat.")))
    plan = desk.plan()
    assert [(one.kind, one.path) for one in plan.changes] == [
        ("asked", "unit.client_groups"),
        ("asked", "summary.strengths"),
    ]
    assert all("no store" in one.note for one in plan.changes)
    assert desk.pull() == []
    some = plan.agreed(plan.asked[:1])
    assert [one.kind for one in some.changes] == ["edit", "asked"]


def test_another_document_without_a_store_is_known_by_its_fields(tmp_path):
    desk = Desk(tmp_path, FI, "overview")
    desk.report.write_bytes(without_store(desk.report.read_bytes()))
    assert desk.plan().changes == ()


def test_a_report_of_another_review_without_a_store_prints_differences_or_nothing(tmp_path):
    desk = Desk(tmp_path, FI)
    plain = Options(plain=True)
    copy = prepare_report(load_review(FI), plain, find_library(), HistoryCache()).render()
    desk.report.write_bytes(copy)
    with pytest.raises(InvalidDataError, match="holds nothing of docgen's"):
        desk.plan()


# --- labels and places ---------------------------------------------------------------------------


def _nameless(xml: str, *tags: str) -> str:
    """Return a part in which the fields of some tags keep their label alone."""
    for tag in tags:
        xml = xml.replace(f'<w:tag w:val="{tag}"/>', "")
        xml = re.sub(rf'<w:bookmarkStart w:id="\d+" w:name="dg_{number_of(tag)}_\w+"/>', "", xml)
    return xml


@pytest.mark.parametrize("with_store", [True, False])
def test_fields_that_keep_their_label_alone_are_known_by_their_place(with_store, tmp_path):
    desk = Desk(tmp_path, DK)
    if not with_store:
        desk.report.write_bytes(without_store(desk.report.read_bytes()))
    tags = ["review.report_date", "criteria.disclosure.comment", "reviewers.k2.title"]
    desk.edit(inside(tags[0], typed("6. oktober", "9. oktober")))
    desk.edit(lambda xml: _nameless(xml, *tags))
    kind = "edit" if with_store else "asked"
    assert desk.kinds() == [(kind, "review.report_date")]


def test_labels_that_could_mean_two_values_are_lost_not_guessed(tmp_path):
    desk = Desk(tmp_path, DK)
    first, second = "criteria.disclosure.comment", "criteria.competitive_jobs.comment"

    def change(xml: str) -> str:
        xml = _nameless(xml, first, second)
        at = xml.index(f'w:tag w:val="{"criteria.disclosure.recommendation"}"')
        start = xml.rindex("<w:sdt>", 0, xml.rindex("</w:sdt>", 0, at))
        end = xml.index("</w:sdt>", start) + len("</w:sdt>")
        return xml[:start] + "<w:r><w:t>x</w:t></w:r>" + xml[end:]

    desk.edit(change)
    assert ("lost", first) in desk.kinds()
    assert not {kind for kind, _ in desk.kinds()} & {"edit", "conflict"}


def test_what_one_store_told_is_not_told_of_another(tmp_path):
    desk = Desk(tmp_path, FI)
    sides = read_sides(desk.report, desk.review, find_library())
    assert sides.once("x", lambda: 1) == sides.once("x", lambda: 2) == 1
    assert sides.with_store(sides.store).once("x", lambda: 3) == 3
    assert sides.seen("reject").once("x", lambda: 4) == 1  # nothing is tracked: the views are one


# --- places of values, in a small report ---------------------------------------------------------

NEEDS = [{"criterion": CRITERION, "recommendation": "Nr. 1"}, {"criterion": CRITERION}]


@pytest.mark.parametrize(
    ("path", "where"),
    [
        pytest.param("purpose", ("purpose",), id="at the margin"),
        pytest.param("unit.name", ("unit", "name"), id="in a group"),
        pytest.param(f"criteria.{CRITERION}.score", ("criteria", CRITERION, "score"), id="a score"),
        pytest.param("reviewers.k2.name", ("reviewers", 1, "name"), id="of a reviewer"),
        pytest.param("reviewers.k3.name", ("reviewers", 2), id="of one that is a text alone"),
        pytest.param(f"development.{CRITERION}.recommendation",
                     ("development", 0, "recommendation"), id="of a need by its criterion"),
        pytest.param(f"development.{CRITERION}-2.recommendation",
                     ("criteria", CRITERION, "recommendation"),
                     id="of a need that says what its criterion says"),
    ],
)  # fmt: skip
def test_a_value_has_its_place_in_the_data(tmp_path, path, where):
    people = [{"name": "A"}, {"name": "B"}, "C"]
    sides = two_sides(
        tmp_path, printed("purpose", "A"), was={}, reviewers=people, development=NEEDS
    )
    if "-2." in path:
        keys = need_keys(sides.review)
        path = f"development.{keys[1]}.recommendation"
    assert sides.where(path) == where


def test_a_value_of_a_record_is_found_where_the_record_is_now(tmp_path):
    path = "reviewers.{}.name".format
    sides = two_sides(
        tmp_path,
        printed(path("k1"), "A"),
        was={path("k1"): ["A"], path("k2"): ["B"]},
        now={path("k1"): ["X"], path("k2"): ["A"]},
        reviewers=["X", "A"],
    )
    assert sides.now("purpose") == "purpose"
    assert sides.now(path("k1")) == path("k2")
    assert sides.now(path("k2")) is None


def test_a_value_stands_in_the_file_that_says_it(tmp_path):
    shared = {"purpose": "A", "recipients": ["R"], "unit": {"geography": "Syd"}}
    sides = two_sides(tmp_path, was={}, shared=shared, general_comments="B")
    assert sides.home(("general_comments",)) == 0
    assert sides.home(("purpose",)) == 1
    assert sides.home(("recipients", 0)) == 1
    assert sides.home(("unit", "geography")) == 1
    assert sides.home(("response",)) is None
    assert sides.target(("general_comments",), shared=True) == (None, "")
    assert sides.target(("response",), shared=True) == (None, "")
    file, note = sides.target(("purpose",), shared=True)
    assert (file, "and it goes there, for all its reviews" in note) == (
        tmp_path / "_shared.yaml",
        True,
    )
    file, note = sides.target(("purpose",), shared=False)
    assert (file, "until now; it goes into the review" in note) == (None, True)


def test_fields_in_order_are_asked_for_only_where_one_lost_its_name(tmp_path):
    sides = two_sides(tmp_path, printed("purpose", "A"), was={"purpose": ["A"]})
    assert sides.order() == ()
    assert [one.text for one in sides.around()] == []
    bare = two_sides(tmp_path, paragraph(control("A", "", "Formål")), was={"purpose": ["A"]})
    bare._fresh = sides.edited
    assert bare.order() == (Labelled("purpose", "purpose"),)


def test_text_around_holds_what_stands_in_no_field_and_the_copies_of_needs(tmp_path):
    path = "development.k1.recommendation"
    sides = two_sides(
        tmp_path,
        paragraph("Behov"),
        printed(path, "Nr. 1"),
        paragraph(control("Kopi", path)),
        was={path: ["Nr. 1"]},
        development=[{"recommendation": "Nr. 1"}],
    )
    assert [one.text for one in sides.around()] == ["Behov", "Kopi"]
    assert sides.around() is sides.around()


# --- what is no report of that review ------------------------------------------------------------


def refused(report_: Path, review: Path) -> Problem:
    with pytest.raises(InvalidDataError) as caught:
        read_sides(report_, review, find_library())
    (problem,) = caught.value.problems
    return problem


def test_a_review_that_is_no_yaml_is_not_written_to(tmp_path):
    with pytest.raises(ReadError, match="is no YAML; pull writes into YAML files alone"):
        read_sides(tmp_path / "a.docx", tmp_path / "a.json", find_library())


def test_a_file_that_holds_nothing_of_docgens_is_told(tmp_path):
    file = tmp_path / "a.docx"
    file.write_bytes(document(paragraph("Kære alle")))
    problem = refused(file, write_review(tmp_path / "a.yaml"))
    assert (problem.rule, problem.file) == ("no-store", file)
    assert "holds nothing of docgen's" in problem.message


def test_a_report_of_another_review_is_told(tmp_path):
    desk = Desk(tmp_path, DK)
    desk.rewrite("id: fjordby-2023", "id: another")
    problem = refused(desk.report, desk.review)
    assert (problem.rule, problem.file) == ("other-review", desk.report)
    assert "is a report of the review fjordby-2023, not of another" in problem.message


@pytest.mark.parametrize(
    ("change", "words"),
    [
        pytest.param((b'document="report"', b'document="gone"'),
                     "was made as the document gone, which the pack dk does not have",
                     id="a document that is gone"),
        pytest.param((b'pack="dk"', b'pack="no"'), "was made with the pack no; the review has dk",
                     id="another pack"),
    ],
)  # fmt: skip
def test_a_report_that_the_packs_would_not_make_is_told(tmp_path, change, words):
    desk = Desk(tmp_path, DK)
    parts = parts_of(desk.report.read_bytes())
    name = next(n for n, c in parts.items() if n.startswith("customXml/item") and b"docgen" in c)
    parts[name] = parts[name].replace(*change)
    desk.report.write_bytes(write_archive(parts))
    problem = refused(desk.report, desk.review)
    assert problem.rule == "other-pack"
    assert words in problem.message


def test_fields_of_nothing_that_the_review_prints_are_told(tmp_path):
    file = tmp_path / "a.docx"
    file.write_bytes(document(paragraph(control("A", "extra.nothing"))))
    problem = refused(file, write_review(tmp_path / "a.yaml"))
    assert problem.rule == "other-review"
    assert "prints nothing of" in problem.message
    assert "name the review it was made of" in problem.message
