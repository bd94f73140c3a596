"""The PDF beside each report of a run: of its plain form, by LibreOffices kept alive."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from docgen.batch.engines import Chunk, InProcess, refuse_lost_lock
from docgen.batch.outcome import DONE, UNCHANGED, Outcome, State, failure
from docgen.batch.plan import Task
from docgen.batch.run import Run
from docgen.bounds.unforeseen import faults_of
from docgen.errors import DocgenError, SaveError
from docgen.model.tongue import say
from docgen.output.anywhere import is_current
from docgen.output.journal import Lines
from docgen.output.lock import lock_text
from docgen.output.manifest import FOLDER, Fingerprint, Manifest, open_manifest, read_manifest
from docgen.output.offices import WORTH_KEEPING, Offices, offices_for
from docgen.output.pdf import Office, temporary_folder
from docgen.output.save import WRITTEN, save_report

AT_ONCE = 50
"""Reports that are rendered and converted together."""
Convert = Callable[[Sequence[Path]], list[bytes | str]]
"""Returns for each Word file its PDF, or why there is none."""


class PdfRun(NamedTuple):
    """A batch of PDFs that is ready to start."""

    run: Run
    reports: Mapping[Path, State]
    """The reports of the run that stand as docgen made them: done or unchanged."""
    office: Office

    @property
    def total(self) -> int:
        """How many outcomes there will be."""
        return len(self.reports)

    def outcomes(self) -> Generator[Outcome, None, None]:
        """Make the PDFs and yield one outcome for each.

        Raises DocgenError: OUT cannot be used, or there is no room for temporary files.
        """
        out, share = self.run.job.out, self.run.job.share
        if self.run.effort.dry_run:
            manifest = read_manifest(out)
            for piece in _pieces(self):
                state = self.reports[out / piece.report]
                if state == UNCHANGED and not _stands(piece, manifest, out):
                    state = DONE
                yield Outcome(piece.task.source, state, out / piece.name)
        elif self.reports:
            with open_manifest(out, share) as manifest:
                for outcome in _outcomes(self, manifest):
                    yield outcome
                    if self.run.effort.fail_fast and not outcome.good:
                        return


class _Piece(NamedTuple):
    """A report whose PDF is wanted."""

    task: Task
    report: str
    """Its path below OUT, with `/`."""

    @property
    def name(self) -> str:
        """The PDF's path below OUT, with `/`."""
        return f"{self.report.removesuffix('.docx')}.pdf"

    def fingerprint(self, manifest: Manifest) -> Fingerprint:
        """Return what the PDF is made of: what its report was made of."""
        entry = manifest.entry(self.report)
        return (entry.fingerprint if entry else Fingerprint())._replace(options="pdf")


def _pieces(pdfs: PdfRun) -> Iterator[_Piece]:
    for task in pdfs.run.plan.tasks:
        for document, name in task.reports:
            if pdfs.run.job.out / name in pdfs.reports:
                yield _Piece(task._replace(reports=((document, name),)), name)


def _stands(piece: _Piece, manifest: Manifest, out: Path) -> bool:
    """Return true when the PDF of this very report is there, untouched since."""
    return is_current(out / piece.name, manifest.entry(piece.name), piece.fingerprint(manifest))


def _outcomes(pdfs: PdfRun, manifest: Manifest) -> Iterator[Outcome]:
    """Yield what comes of each PDF, in the order of the plan."""
    job = pdfs.run.job
    held = job._replace(lock=lock_text(job.out / FOLDER, job.share))
    with temporary_folder() as folder:
        options = job.options._replace(plain=True, force=True)
        plain = job._replace(out=folder, options=options, share="")
        with (
            closing(Manifest(folder, Lines(), folder / "manifest.jsonl")) as journal,
            _converter(pdfs) as convert,
        ):
            engine = InProcess(plain, journal)
            pieces = _pieces(pdfs)
            while some := list(islice(pieces, AT_ONCE)):
                refuse_lost_lock(held)
                wanted = [piece for piece in some if not _stands(piece, manifest, job.out)]
                made = _converted(wanted, engine, convert) if wanted else {}
                for piece in some:
                    yield _saved(piece, made.get(piece.name), pdfs.run, manifest)


@contextmanager
def _converter(pdfs: PdfRun) -> Iterator[Convert]:
    """Yield what makes PDFs: LibreOffices kept alive where there are many, else one call."""
    wanted = len(pdfs.reports)
    if wanted < WORTH_KEEPING:
        yield pdfs.office.make_pdfs
        return
    with Offices(pdfs.office, offices_for(wanted, pdfs.run.effort.jobs)) as offices:
        yield offices.make_pdfs


def _converted(
    pieces: Sequence[_Piece], engine: InProcess, convert: Convert
) -> dict[str, bytes | str | DocgenError]:
    """Return by name the PDFs of the plain forms, or why there is none."""
    chunk = Chunk(tuple(piece.task for piece in pieces), {})
    outcomes = dict(zip((piece.name for piece in pieces), engine.run([chunk]), strict=True))
    reports = {name: o.report for name, o in outcomes.items() if o.report and o.error is None}
    pdfs = dict(zip(reports, convert(list(reports.values())), strict=True))
    for report in reports.values():
        report.unlink()
    return {name: pdfs.get(name) or o.error or "" for name, o in outcomes.items()}


def _saved(
    piece: _Piece, made: bytes | str | DocgenError | None, run: Run, manifest: Manifest
) -> Outcome:
    """Put a PDF into its place; None is one that stands there already."""
    path = run.job.out / piece.name
    if made is None:
        return Outcome(piece.task.source, UNCHANGED, path)
    if isinstance(made, DocgenError):
        return failure(piece.task.source, made, path)
    if isinstance(made, str):
        message = say(
            "LibreOffice made no PDF ({made}); the .docx beside it stands, open it there", made=made
        )
        return failure(piece.task.source, SaveError(path, message), path)
    fingerprint = piece.fingerprint(manifest)
    try:
        with faults_of(path):
            state = save_report(
                made, path, manifest, force=run.job.options.force, fingerprint=fingerprint
            )
    except DocgenError as error:
        return failure(piece.task.source, error, path)
    return Outcome(piece.task.source, DONE if state == WRITTEN else UNCHANGED, path)
