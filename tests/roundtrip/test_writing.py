"""A plan is written into the files it was made of, whole and in an order that moves no place."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from docgen.errors import InvalidDataError, SaveError
from docgen.packs.library import find_library
from docgen.roundtrip.plan import Change, Edit, Plan
from docgen.roundtrip.writing import apply, done, new_files
from docgen.yamlfile.parse import parse_yaml
from tests.builders import files_of

REVIEW = """\
# remark
pack: dk
id: a
unit: {name: Enhed A}   # name
review:
  status: draft
recipients: [A, B, C]
development:
  - {recommendation: En}
  - {recommendation: To}
  - {recommendation: Tre}
"""
SHARED = "# all\nunit:\n  geography: Syd\npurpose: Fælles\nmethod:\n  meetings: [M, N]\n"


@pytest.fixture
def make(tmp_path: Path) -> Callable[..., Plan]:
    """Return a function that makes a plan of edits of a review with defaults above it."""
    (tmp_path / "_shared.yaml").write_text(SHARED, encoding="utf-8")
    (tmp_path / "a.yaml").write_text(REVIEW, encoding="utf-8")
    (tmp_path / "a.docx").write_bytes(b"report")

    def digest(name: str) -> str:
        return hashlib.sha256((tmp_path / name).read_bytes()).hexdigest()

    def made(*edits: Edit) -> Plan:
        files = dict.fromkeys(edit.file for edit in edits if edit.file)
        changes = tuple(Change("", "", "", "", "edit", edits=(edit,)) for edit in edits)
        names = tuple((str(file), digest(file.name)) for file in files)
        report, review = tmp_path / "a.docx", tmp_path / "a.yaml"
        return Plan(report, review, changes, digest("a.docx"), digest("a.yaml"), names)

    return made


def data_of(plan: Plan) -> dict:
    """Return the review as a plan makes it."""
    return parse_yaml(new_files(plan, find_library())[plan.review], plan.review)


NEEDS = ("development",)


def need(text: str) -> dict[str, str]:
    return {"recommendation": text}


@pytest.mark.parametrize(
    ("edits", "path", "value"),
    [
        pytest.param([Edit("set", ("purpose",), "Nyt")], "purpose", "Nyt", id="a value"),
        pytest.param([Edit("set", ("unit", "name"), "B")], "unit", {"name": "B"}, id="in a group"),
        pytest.param([Edit("set", ("recipients", 1), "X")], "recipients", ["A", "X", "C"],
                     id="an entry"),
        pytest.param([Edit("insert", ("recipients",), "X", 1)], "recipients", ["A", "X", "B", "C"],
                     id="one more"),
        pytest.param([Edit("remove", ("recipients",), None, 0)], "recipients", ["B", "C"],
                     id="one less"),
        pytest.param(
            [Edit("remove", NEEDS, None, 0), Edit("remove", NEEDS, None, 2)],
            "development", [need("To")], id="two needs less, whatever their order"),
        pytest.param(
            [Edit("insert", NEEDS, need("X"), 0), Edit("insert", NEEDS, need("Y"), 0)],
            "development", [need(t) for t in ("X", "Y", "En", "To", "Tre")],
            id="two more in one place keep their order"),
        pytest.param(
            [Edit("remove", NEEDS, None, 1), Edit("insert", NEEDS, need("X"), 1),
             Edit("set", ("development", 2, "recommendation"), "Fire")],
            "development", [need("En"), need("X"), need("Fire")],
            id="a text is set before entries go and come"),
    ],
)  # fmt: skip
def test_edits_are_done(make, edits, path, value):
    assert data_of(make(*edits))[path] == value


def test_every_other_byte_stays(make):
    plan = make(Edit("set", ("unit", "name"), "Enhed Ø"))
    new = new_files(plan, find_library())
    assert new == {plan.review: REVIEW.replace("Enhed A", "Enhed Ø").encode()}


def test_an_inherited_list_is_written_out_before_one_of_its_entries_changes(make):
    meetings = ("method", "meetings")
    for edit, now in (
        (Edit("set", (*meetings, 1), "X"), ["M", "X"]),
        (Edit("insert", meetings, "X", 0), ["X", "M", "N"]),
        (Edit("remove", meetings, None, 0), ["N"]),
    ):
        assert data_of(make(edit))["method"]["meetings"] == now


def test_a_value_goes_where_it_came_from_and_the_review_stays(make, tmp_path):
    shared = tmp_path / "_shared.yaml"
    plan = make(Edit("set", ("purpose",), "Nyt", file=shared))
    new = new_files(plan, find_library())
    assert new == {shared: SHARED.replace("Fælles", "Nyt").encode()}


def test_both_files_may_change(make, tmp_path):
    shared = tmp_path / "_shared.yaml"
    plan = make(Edit("set", ("purpose",), "Nyt", file=shared), Edit("set", ("unit", "name"), "B"))
    apply(plan, find_library())
    assert "Nyt" in shared.read_text("utf-8")
    assert "{name: B}   # name" in plan.review.read_text("utf-8")
    assert files_of(tmp_path) == ["_shared.yaml", "a.docx", "a.yaml"]


def test_a_plan_without_edits_touches_nothing(make):
    plan = make()._replace(report=Path("none.docx"), review=Path("none.yaml"))
    apply(plan, find_library())


@pytest.mark.parametrize("name", ["a.yaml", "a.docx", "_shared.yaml"])
def test_a_file_that_moved_since_the_plan_is_refused_and_nothing_is_written(make, tmp_path, name):
    plan = make(
        Edit("set", ("purpose",), "Nyt", file=tmp_path / "_shared.yaml"),
        Edit("set", ("unit", "name"), "B"),
    )
    file = tmp_path / name
    file.write_bytes(file.read_bytes() + b"\n")
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(
        SaveError, match="was changed since the plan was made; pull again"
    ) as caught:
        apply(plan, find_library())
    assert str(file) in str(caught.value)
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_review_that_would_have_a_fault_is_not_written(make):
    plan = make(Edit("set", ("unit", "name"), None))
    before = plan.review.read_bytes()
    with pytest.raises(InvalidDataError):
        apply(plan, find_library())
    assert plan.review.read_bytes() == before


def test_a_link_to_a_review_stays_one(make, tmp_path):
    plan = make(Edit("set", ("purpose",), "Nyt"))
    whole = tmp_path / "real" / "a.yaml"
    whole.parent.mkdir()
    (tmp_path / "real" / "_shared.yaml").write_text(SHARED, encoding="utf-8")
    plan.review.rename(whole)
    try:
        plan.review.symlink_to(whole)
    except OSError:
        pytest.skip("this system makes no links")
    apply(plan, find_library())
    assert plan.review.is_symlink()
    assert "Nyt" in whole.read_text("utf-8")


@pytest.mark.parametrize(
    ("edit", "text"),
    [
        (Edit("set", ("recipients", 0), "X"), "recipients: [X, B]\n"),
        (Edit("insert", ("recipients",), "X", 2), "recipients: [A, B, X]\n"),
        (Edit("remove", ("recipients",), None, 1), "recipients: [A]\n"),
        (Edit("set", ("purpose",), "X"), "recipients: [A, B]\npurpose: X\n"),
    ],
)
def test_one_edit_of_a_file(edit, text):
    assert done(b"recipients: [A, B]\n", edit, Path("a.yaml")).decode() == text
