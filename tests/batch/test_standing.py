"""A report that stands as it would be made is told without reading its review."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from docgen.batch import standing
from docgen.batch.plan import Task
from docgen.batch.run import make_reports, prepare_run
from docgen.batch.shares import Shares
from docgen.batch.standing import Standing
from docgen.batch.work import Job
from docgen.errors import DocgenError
from docgen.output.manifest import open_manifest, read_manifest
from tests.builders import write_review


@pytest.fixture
def made(tmp_path: Path) -> tuple[Path, Path]:
    """A review and its report, made."""
    review = write_review(tmp_path / "data" / "a.yaml")
    assert [one.good for one in make_reports([review], tmp_path / "out")] == [True]
    return review, tmp_path / "out" / "a.docx"


def look(review: Path, out: Path, **changed) -> bool:
    """Return whether the report of a review holds, by what its run knows."""
    run = prepare_run([review], out)
    with open_manifest(out) as manifest:
        (task,) = run.plan.tasks
        mine = Standing(run.job._replace(**changed), manifest, Shares())
        return mine.holds(task)


def test_a_report_that_nobody_touched_holds_and_says_so(made):
    review, report = made
    run = prepare_run([review], report.parent)
    with open_manifest(report.parent) as manifest:
        mine = Standing(run.job, manifest, Shares())
        (task,) = run.plan.tasks
        assert mine.holds(task)
        (outcome,) = mine.outcomes(task)
    assert (outcome.state, outcome.report, outcome.source) == ("unchanged", report, str(review))


@pytest.mark.parametrize("what", ["review", "defaults", "report", "gone"])
def test_a_report_whose_review_or_file_changed_does_not_hold(made, what):
    review, report = made
    if what == "review":
        review.write_text(review.read_text("utf-8").replace("Enhed A", "Enhed Ø"), "utf-8")
    elif what == "defaults":
        (review.parent / "_shared.yaml").write_text("purpose: Nyt\n", encoding="utf-8")
    elif what == "report":
        report.write_bytes(report.read_bytes() + b"x")
    else:
        report.unlink()
    assert not look(review, report.parent)


def test_a_report_that_nobody_made_does_not_hold(made, tmp_path):
    review, _ = made
    assert not look(review, tmp_path / "other")


def test_a_run_that_knows_nothing_of_a_document_holds_nothing(made):
    review, report = made
    assert not look(review, report.parent, common={})


def test_a_folder_that_was_taken_away_ends_it(made):
    review, report = made
    with pytest.raises(DocgenError, match="its run does not hold it any more"):
        look(review, report.parent, lock="another")


def test_the_lock_is_looked_at_now_and_then(made, monkeypatch):
    review, report = made
    looked: list[Job] = []
    monkeypatch.setattr(standing, "refuse_lost_lock", looked.append)
    run = prepare_run([review], report.parent)
    with open_manifest(report.parent) as manifest:
        mine = Standing(run.job, manifest, Shares())
        none = Task("x.yaml", ())
        for _ in range(standing._LOOK * 2 + 1):
            assert mine.holds(none)
    assert len(looked) == 3


def test_of_two_reports_both_must_stand(made):
    review, report = made
    run = prepare_run([review], report.parent)
    (task,) = run.plan.tasks
    both = task._replace(reports=(*task.reports, ("report", "b.docx")))
    with open_manifest(report.parent) as manifest:
        mine = Standing(run.job, manifest, Shares())
        assert not mine.holds(both)
        assert [one.report for one in mine.outcomes(both)] == [
            report,
            report.with_name("b.docx"),
        ]


def test_a_report_that_was_written_anew_with_the_same_bytes_holds_and_is_noted(made):
    review, report = made

    def stamp() -> str:
        entry = read_manifest(report.parent).entry("a.docx")
        assert entry is not None
        return str(entry.stamp)

    assert look(review, report.parent)
    before = stamp()
    assert look(review, report.parent)
    assert stamp() == before
    report.write_bytes(report.read_bytes())
    os.utime(report, (1_700_000_000, 1_700_000_000))
    assert look(review, report.parent)
    assert stamp() != before
