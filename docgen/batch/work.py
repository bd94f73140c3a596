"""Making the reports of one review, in whichever process this runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from docgen.batch.outcome import DONE, UNCHANGED, Outcome, failure
from docgen.batch.plan import Task
from docgen.errors import DocgenError, ReadError
from docgen.load import load_review
from docgen.manifest import Manifest
from docgen.model import Problem, Review
from docgen.report import Histories, Prepared, Wish, prepare_report
from docgen.resources import Library
from docgen.save import WRITTEN, is_current, save_report

_MOVED = "its id changed meanwhile, or _shared.yaml sets one; run it again"
_ANOTHER_TEMPLATE = "its template or pack changed while the batch ran; run it again"


class Job(NamedTuple):
    """What holds for all reports of a run; it travels to the workers."""

    out: Path
    library: Library
    templates: Mapping[tuple[str, str], str]
    """Digest of the template of each pack and document when the run began."""
    share: str = ""
    """`1-of-4` for the first of four machines, empty for a whole run."""
    draft: bool = False
    plain: bool = False
    force: bool = False


class Bench(NamedTuple):
    """What a process needs at hand to make reports."""

    job: Job
    manifest: Manifest
    histories: Histories


def make_task(task: Task, bench: Bench) -> list[Outcome]:
    """Return what came of each report of the task; a fault is an outcome, not an exception."""
    try:
        review = load_review(Path(task.source), library=bench.job.library)
    except DocgenError as error:
        return [failure(task.source, error, bench.job.out / name) for _, name in task.reports]
    return [_make(review, document, name, bench) for document, name in task.reports]


def _make(review: Review, document: str, name: str, bench: Bench) -> Outcome:
    """Return what came of one document of the review."""
    job, manifest = bench.job, bench.manifest
    path = job.out / name
    try:
        wish = Wish(document, job.draft, job.plain)
        report = prepare_report(review, wish, job.library, bench.histories)
        _refuse_changed(report, review, document, path, job)
        if is_current(path, manifest.entry(name), report.recipe):
            return Outcome(source=str(review.file), state=UNCHANGED, report=path)
        notes: list[Problem] = []
        data = report.render(warn=notes.append)
        state = save_report(data, path, manifest, force=job.force, recipe=report.recipe)
    except DocgenError as error:
        return failure(str(review.file), error, path)
    return Outcome(
        source=str(review.file),
        state=DONE if state == WRITTEN else UNCHANGED,
        report=path,
        notes=tuple(
            replace(note, file=review.file)
            for note in notes
            if not note.where.startswith("sections[")  # they repeat the criteria
        ),
    )


def _refuse_changed(report: Prepared, review: Review, document: str, path: Path, job: Job) -> None:
    """Raise ReadError when review or template are no longer what the run was planned with."""
    if report.name != path.name:
        raise ReadError(review.file, f"makes {report.name}, not {path.name} as planned; {_MOVED}")
    digest = report.recipe.template
    if job.templates.get((review.pack, document), digest) != digest:
        raise ReadError(review.file, f"not made: {_ANOTHER_TEMPLATE}")
