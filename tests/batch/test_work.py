"""The reports of one review: each made or told why not, whatever changed since the plan."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from docgen.batch import work
from docgen.batch.outcome import Outcome
from docgen.batch.plan import Task
from docgen.batch.run import prepare_run
from docgen.batch.work import Worker, make_task
from docgen.document.blankform import make_form
from docgen.errors import ReadError, SaveError
from docgen.history.cache import HistoryCache
from docgen.output.manifest import open_manifest, read_manifest
from docgen.packs.load import load_pack
from tests.builders import files_of, review_text, write_review
from tests.wordforms import fill


@pytest.fixture
def review(tmp_path: Path) -> Path:
    return write_review(tmp_path / "data" / "a.yaml")


@pytest.fixture
def plan(review: Path, tmp_path: Path) -> Iterator[tuple[Task, Worker]]:
    """The task of a review and who does it."""
    run = prepare_run([review], tmp_path / "out")
    with open_manifest(tmp_path / "out") as manifest:
        yield run.plan.tasks[0], Worker(run.job, manifest, HistoryCache())


def of(task: Task, worker: Worker) -> Outcome:
    (outcome,) = make_task(task, worker)
    return outcome


def other(worker: Worker, **changes) -> Worker:
    return worker._replace(job=worker.job._replace(**changes))


def test_a_report_is_made_once_and_then_stands(plan, tmp_path):
    task, worker = plan
    first = of(task, worker)
    assert (first.state, first.report) == ("done", tmp_path / "out" / "a.docx")
    assert (first.source, first.error, first.notes) == (task.source, None, ())
    made = first.report.read_bytes()
    assert of(task, worker).state == "unchanged"
    assert first.report.read_bytes() == made
    assert files_of(tmp_path / "out") == ["a.docx"]


def origin_of(worker: Worker, name: str = "a.docx") -> str:
    """Return what the manifest says that a report was made of."""
    entry = read_manifest(worker.job.out).entry(name)
    assert entry is not None
    return entry.origin


def test_a_report_knows_what_it_was_made_of(plan):
    task, worker = plan
    of(task, worker)
    made_of = origin_of(worker)
    assert made_of
    entry = read_manifest(worker.job.out).entry("a.docx")
    assert entry is not None
    worker.manifest.know({"a.docx": entry._replace(origin="older").line(1)})
    assert of(task, worker).state == "unchanged"
    assert origin_of(worker) == made_of


def test_without_what_reports_have_in_common_the_origin_is_not_known(plan):
    task, worker = plan
    of(task, other(worker, common={}))
    assert origin_of(worker) == ""


def test_a_review_that_is_gone_fails_each_of_its_reports(plan, review, tmp_path):
    task, worker = plan
    review.unlink()
    both = task._replace(reports=(*task.reports, ("overview", "a-overview.docx")))
    outcomes = make_task(both, worker)
    assert [one.state for one in outcomes] == ["failed", "failed"]
    assert [one.report for one in outcomes] == [
        tmp_path / "out" / "a.docx",
        tmp_path / "out" / "a-overview.docx",
    ]
    assert len({str(one.error) for one in outcomes}) == 1


def test_a_review_whose_id_changed_meanwhile_makes_no_report_of_another_name(plan, review):
    task, worker = plan
    review.write_text(f"id: other\n{review_text()}", encoding="utf-8")
    outcome = of(task, worker)
    assert outcome.state == "failed"
    assert isinstance(outcome.error, ReadError)
    assert "makes other.docx, not a.docx as planned" in str(outcome.error)
    assert "run it again" in str(outcome.error)


def test_a_template_that_changed_meanwhile_makes_no_report(plan):
    task, worker = plan
    outcome = of(task, other(worker, templates={("dk", "report"): "older"}))
    assert "its template or pack changed while the batch ran; run it again" in str(outcome.error)
    assert of(task, other(worker, templates={})).state == "done"


def test_one_report_that_cannot_be_saved_costs_no_other(plan, monkeypatch):
    task, worker = plan
    real = work.save_report

    def save(data: bytes, path: Path, *given: object, **more: object) -> object:
        if path.name == "a.docx":
            raise SaveError(path, "no room")
        return real(data, path, *given, **more)

    monkeypatch.setattr(work, "save_report", save)
    both = task._replace(reports=(*task.reports, ("overview", "a-overview.docx")))
    assert [one.state for one in make_task(both, worker)] == ["failed", "done"]


def test_an_edited_report_is_kept_and_made_anew_where_that_is_wished(plan):
    task, worker = plan
    report = of(task, worker).report
    assert report is not None
    report.write_bytes(b"edited in Word")
    outcome = of(task, worker)
    assert (outcome.state, report.read_bytes()) == ("kept", b"edited in Word")
    forced = other(worker, options=worker.job.options._replace(force=True))
    assert of(task, forced).state == "done"
    assert report.read_bytes() != b"edited in Word"


def test_what_was_left_out_of_a_report_is_told_with_the_review(plan, review):
    task, worker = plan
    review.write_text(review_text().replace("Set.", '"Set\\u0007."', 1), encoding="utf-8")
    outcome = of(task, worker)
    assert outcome.state == "done"
    assert [(note.rule, note.file) for note in outcome.notes] == [("control-character", review)]


def test_a_word_form_is_made_into_a_report_with_its_notes(tmp_path):
    form = tmp_path / "form.docx"
    form.write_bytes(fill(make_form(load_pack("dk"), "report"), {"unit.name": "Enhed A"}))
    run = prepare_run([form], tmp_path / "out")
    with open_manifest(tmp_path / "out") as manifest:
        worker = Worker(run.job, manifest, HistoryCache())
        outcome = of(run.plan.tasks[0], worker)
    assert outcome.state == "done"
    assert [note.rule for note in outcome.notes] == ["draft"]
    assert origin_of(worker, "form.docx") == ""


def test_a_line_of_a_file_of_many_is_read_by_itself(tmp_path):
    file = tmp_path / "a.jsonl"
    row = '{"id": "%s", "pack": "dk", "unit": {"name": "A"}, "review": {"status": "draft"}}\n'
    file.write_text("".join(row.replace("%s", name) for name in ("x", "y")), encoding="utf-8")
    run = prepare_run([file], tmp_path / "out")
    with open_manifest(tmp_path / "out") as manifest:
        worker = Worker(run.job, manifest, HistoryCache())
        outcome = of(run.plan.tasks[1], worker)
    assert (outcome.state, outcome.source) == ("done", f"{file}:2")
    assert files_of(tmp_path / "out") == ["y.docx"]
