"""Making the reports of one review, in whichever process this runs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from docgen.batch.origins import Common, Key, Own, origin_of, own_of
from docgen.batch.outcome import DONE, UNCHANGED, Outcome, failure
from docgen.batch.plan import Task
from docgen.bounds.templates import MOST_SECONDS
from docgen.bounds.unforeseen import faults_of
from docgen.errors import DocgenError, ReadError
from docgen.history.cache import HistoryCache
from docgen.model import Problem, Review
from docgen.model.tongue import marked, say, speaking
from docgen.output.anywhere import is_current, save_report
from docgen.output.manifest import Manifest
from docgen.output.save import WRITTEN
from docgen.packs.library import Library
from docgen.report import Options, PlannedReport, prepare_report
from docgen.review.file import load_data
from docgen.review.found import is_word
from docgen.review.load import review_of

_MOVED = marked("its id changed meanwhile, or _shared.yaml sets one; run it again")
_ANOTHER_TEMPLATE = marked("its template or pack changed while the batch ran; run it again")


class Job(NamedTuple):
    """What holds for all reports of a run; it travels to the workers."""

    out: Path
    library: Library
    templates: Mapping[Key, str]
    """Digest of the template of each pack and document when the run began."""
    share: str = ""
    """`1-of-4` for the first of four machines, empty for a whole run."""
    options: Options = Options()
    lock: str = ""
    """What the lock of OUT says while this run holds it; empty where nobody need look."""
    run: int = 0
    """The number of this run in the manifest of OUT."""
    common: Mapping[Key, Common] = {}
    """What the reports of each pack and document have in common."""


class Worker(NamedTuple):
    """What a process needs at hand to make reports."""

    job: Job
    manifest: Manifest
    histories: HistoryCache


def make_task(task: Task, worker: Worker) -> list[Outcome]:
    """Return what came of each report of the task; a fault is an outcome, not an exception."""
    with speaking(task.language):
        return _of_task(task, worker)


def _of_task(task: Task, worker: Worker) -> list[Outcome]:
    try:
        with faults_of(task.file, task.line and task.line.number):
            review, own, notes = _read_review(task, worker.job.library)
    except DocgenError as error:
        return [failure(task.source, error, worker.job.out / name) for _, name in task.reports]
    made = [_make(review, own, task.source, *report, worker) for report in task.reports]
    return [one._replace(notes=(*notes, *one.notes)) for one in made] if notes else made


def _read_review(task: Task, library: Library) -> tuple[Review, Own | None, tuple[Problem, ...]]:
    """Return the review of a task, what it is made of, and what there is to know of a Word form."""
    file = Path(task.file)
    if is_word(file):
        from docgen.intake.load import load_noted

        review, notes = load_noted(file, library=library, to_print=True)
        return review, None, notes
    if task.line is None:
        loaded = load_data(file)
    else:
        from docgen.review.lines import load_line

        loaded = load_line(file, task.line)
    return review_of(loaded, library=library), own_of(loaded), ()


def _make(
    review: Review, own: Own | None, source: str, document: str, name: str, worker: Worker
) -> Outcome:
    """Return what came of one document of the review."""
    path = worker.job.out / name
    try:
        with faults_of(review.file, review.line):
            return _made(review, own, source, document, name, worker)
    except DocgenError as error:
        return failure(source, error, path)


def _made(
    review: Review, own: Own | None, source: str, document: str, name: str, worker: Worker
) -> Outcome:
    """Make one document of the review; raises DocgenError."""
    job, manifest = worker.job, worker.manifest
    path = job.out / name
    options = job.options._replace(document=document)
    report = prepare_report(review, options, job.library, worker.histories)
    digest = job.templates.get((review.pack, document), report.fingerprint.template)
    _refuse_changed(report, source, path, digest)
    origin = _origin(review, own, document, worker)
    entry = manifest.entry(name)
    if is_current(path, entry, report.fingerprint):
        if entry and entry.origin != origin:
            manifest.add(entry._replace(origin=origin))
        return Outcome(source=source, state=UNCHANGED, report=path)
    notes: list[Problem] = []
    data = report.render(warn=notes.append, seconds=MOST_SECONDS)
    state = save_report(
        data,
        path,
        manifest,
        force=job.options.force,
        fingerprint=report.fingerprint,
        origin=origin,
    )
    return Outcome(
        source=source,
        state=DONE if state == WRITTEN else UNCHANGED,
        report=path,
        notes=tuple(
            note._replace(file=review.file, line=review.line)
            for note in notes
            if not note.where.startswith("sections[")  # they repeat the criteria
        ),
    )


def _origin(review: Review, own: Own | None, document: str, worker: Worker) -> str:
    """Return the origin of a report; empty where it cannot be told without reading the review."""
    common = worker.job.common.get((review.pack, document))
    if common is None or own is None:
        return ""
    index = worker.histories.for_review(review) if common.history else None
    return origin_of(common, own, index, review.unit.id)


def _refuse_changed(report: PlannedReport, source: str, path: Path, template: str) -> None:
    """Raise ReadError when review or template are no longer what the run was planned with."""
    if report.file_name != path.name:
        raise ReadError(
            source,
            say(
                "makes {file_name}, not {name} as planned; {moved}",
                file_name=report.file_name,
                name=path.name,
                moved=say(_MOVED),
            ),
        )
    if report.fingerprint.template != template:
        raise ReadError(source, say("not made: {reason}", reason=say(_ANOTHER_TEMPLATE)))
