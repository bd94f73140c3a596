"""Edited reports go back into their reviews one after another; one fault stops no other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docgen.batch.pulling import Pulled, Pulling
from docgen.errors import FileOpenError, UsageError
from docgen.output.manifest import FOLDER
from docgen.packs.library import find_library
from docgen.roundtrip.compare import Wishes
from tests.desks import DK, Desk, inside, typed
from tests.wordedits import without_store

DATE = "review.report_date"
CHANGED = inside(DATE, typed("6. oktober", "9. oktober"))


def pulling(**wishes) -> Pulling:
    return Pulling(find_library(), Wishes(**wishes))


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A review with its report in an output folder, somebody stands elsewhere."""
    made = Desk(tmp_path / "work", DK)
    out = tmp_path / "work" / "out"
    (out / FOLDER).mkdir(parents=True)
    made.report = made.report.rename(out / "report.docx")
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    return made


def test_a_report_finds_its_review_and_what_was_changed_is_planned(desk):
    desk.edit(CHANGED)
    plan = pulling().plan(desk.report)
    assert plan is not None
    assert plan.review == desk.review
    assert [(one.kind, one.path) for one in plan.changes] == [("edit", DATE)]
    assert pulling().files(plan)[desk.review] != desk.before
    assert desk.review.read_bytes() == desk.before


def test_a_report_that_is_open_in_word_is_refused(desk):
    (desk.report.parent / "~$report.docx").write_bytes(b"")
    with pytest.raises(FileOpenError):
        pulling().plan(desk.report)


def test_a_report_that_was_taken_is_not_taken_again_unless_it_is_asked_for(desk):
    desk.edit(CHANGED)
    first = pulling()
    (done,) = first.all([desk.report], write=True)
    assert done.plan is not None
    assert not done.taken_before
    assert "2023-10-09" in desk.review.read_text("utf-8")
    (again,) = first.all([desk.report], write=True)
    assert again == Pulled(desk.report)
    assert again.taken_before
    looked = first.plan(desk.report, again=True)
    assert looked is not None
    assert looked.changes == ()


def test_without_write_nothing_is_written(desk):
    desk.edit(CHANGED)
    (found,) = pulling().all([desk.report], write=False)
    assert found.plan is not None
    assert len(found.plan.edits) == 1
    assert desk.review.read_bytes() == desk.before


def test_a_yes_to_what_is_asked_writes_it(desk):
    desk.report.write_bytes(without_store(desk.report.read_bytes()))
    desk.edit(CHANGED)
    told = pulling().plan(desk.report, desk.review)
    assert told is not None
    assert [one.kind for one in told.changes] == ["asked"]
    agreed = told.agreed(told.asked)
    pulling().write(agreed)
    assert "2023-10-09" in desk.review.read_text("utf-8")


def test_what_cannot_be_pulled_is_told_and_stops_no_other(desk):
    desk.edit(CHANGED)
    bad = desk.report.with_name("bad.docx")
    bad.write_bytes(b"no zip")
    found = [*pulling().all([bad, desk.report.with_name("none.docx"), desk.report], write=True)]
    assert [one.error is None for one in found] == [False, False, True]
    assert not any(one.taken_before for one in found)
    assert "2023-10-09" in desk.review.read_text("utf-8")


def test_wrong_usage_ends_it_all(desk, monkeypatch):
    def wrong(*_: object, **__: object) -> None:
        raise UsageError("wrong")

    monkeypatch.setattr(Pulling, "plan", wrong)
    with pytest.raises(UsageError):
        [*pulling().all([desk.report], write=False)]


def test_what_others_know_of_a_review_is_read_anew_after_it_was_written(desk):
    desk.edit(CHANGED)
    mine = pulling()
    before = mine._history
    plan = mine.plan(desk.report)
    assert plan is not None
    mine.write(plan)
    assert mine._history is not before
    desk.edit(inside("purpose", lambda xml: xml.replace("</w:t>", " Nyt.</w:t>", 1)))
    plan = mine.plan(desk.report)
    assert plan is not None
    assert {one.path for one in plan.changes if one.edits} == {"purpose"}
    kept = mine._history
    mine.write(plan)
    assert mine._history is kept


def test_a_report_that_is_given_up_counts_as_taken(desk):
    desk.edit(inside("criteria.disclosure.score", lambda xml: re.sub(r">\d<", ">1<", xml)))
    mine = pulling()
    plan = mine.plan(desk.report)
    assert plan is not None
    mine.write(plan, drop=True)
    assert mine.plan(desk.report) is None
