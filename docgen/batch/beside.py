"""Warn where a plain copy or a PDF is made of a review whose report was edited in Word."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple

from docgen.batch.outcome import KEPT, Outcome
from docgen.batch.run import Run
from docgen.errors import DocgenError, KeptFileError
from docgen.model import Problem
from docgen.model.tongue import marked, say
from docgen.output.manifest import FOLDER, Manifest, read_manifest
from docgen.output.save import was_edited

_USUAL = Path("out")
"""Where reports go unless another folder is named."""
_WAYS = marked(
    "docgen export makes the copy to send of it, docgen pull takes its edits into the review"
)


class Warned(NamedTuple):
    """A run of plain copies or PDFs; each beside an edited report is told."""

    run: Run

    @property
    def total(self) -> int:
        """How many outcomes there will be."""
        return self.run.total

    def outcomes(self) -> Generator[Outcome, None, None]:
        """Yield the outcomes of the run, those beside an edited report with a warning."""
        out = self.run.job.out
        others = [read_manifest(folder) for folder in _folders(out)]
        with closing(self.run.outcomes()) as outcomes:
            for outcome in outcomes:
                yield outcome._replace(notes=(*outcome.notes, *_notes(outcome, out, others)))


def _folders(out: Path) -> Iterator[Path]:
    """Yield the output folders beside `out`: the usual one, and those in the same folder."""
    known = {out.resolve()}
    beside: list[Path] = []
    with suppress(OSError):
        beside = sorted(path.parent for path in out.parent.glob(f"*/{FOLDER}"))
    for folder in (_USUAL, *beside):
        if folder.resolve() not in known and (folder / FOLDER).is_dir():
            known.add(folder.resolve())
            yield folder


def _notes(outcome: Outcome, out: Path, others: list[Manifest]) -> Iterator[Problem]:
    if outcome.report is None or not outcome.report.is_relative_to(out):
        return
    if outcome.state == KEPT and isinstance(outcome.error, KeptFileError):
        message = say(
            "has edits that no plain copy or PDF of its review has; {ways}", ways=say(_WAYS)
        )
        yield Problem("edited-beside", message, outcome.report, severity="warning")
    name = outcome.report.relative_to(out).as_posix()
    for manifest in others if outcome.good else ():
        file = manifest.out / name
        with suppress(DocgenError):
            if was_edited(file, manifest):
                message = say(
                    "was edited in Word, and {report} has none of it; {ways}",
                    report=outcome.report,
                    ways=say(_WAYS),
                )
                yield Problem("edited-beside", message, file, severity="warning")
