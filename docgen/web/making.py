"""Reports made from the page: put where `docgen render` puts them, or handed out."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from docgen.errors import DocgenError, UsageError
from docgen.model import Pack
from docgen.model.tongue import marked, say
from docgen.output.manifest import open_manifest
from docgen.output.pdf import Office, find_office, temporary_folder
from docgen.output.save import WRITTEN, save_report
from docgen.report import Options, PlannedReport, prepare_report
from docgen.review.load import load_review
from docgen.web.folder import Reviews

_CALLED = {
    "report": marked("Report"),
    "overview": marked("Overview"),
    "scoresheet": marked("Score sheet"),
    "scale": marked("Scale with the scores"),
    "consensus": marked("Consensus sheet (internal)"),
    "minutes": marked("Minutes"),
}
"""Documents that packs of ours have; others are called by their names."""
_PATIENCE = 5.0
"""Seconds to wait for another run that writes reports into the folder."""


class Made(NamedTuple):
    """A report that stands."""

    path: Path
    new: bool
    draft: bool


def planned(
    reviews: Reviews, file: Path, document: str, *, plain: bool = False
) -> tuple[PlannedReport, bool]:
    """Return a report ready to be written, and whether it is a draft: scores are missing.

    Raises DocgenError.
    """
    review = load_review(file, library=reviews.library)
    options, histories = Options(document, plain=plain), reviews.indexes.histories()
    try:
        return prepare_report(review, options, reviews.library, histories), review.draft
    except DocgenError as error:
        problems = getattr(error, "problems", ())
        if not problems or any(one.rule != "missing-score" for one in problems):
            raise
        draft = options._replace(draft=True)
        return prepare_report(review, draft, reviews.library, histories), True


def make(reviews: Reviews, name: str, file: Path, document: str) -> Made:
    """Put a document of a review into its place; raises DocgenError."""
    report, draft = planned(reviews, file, document)
    path = reviews.out / Path(name).parent / report.file_name
    data = report.render()
    with open_manifest(reviews.out, patience=_PATIENCE) as manifest:
        new = save_report(data, path, manifest, fingerprint=report.fingerprint) == WRITTEN
    return Made(path, new, draft)


def rendered(reviews: Reviews, file: Path, document: str, *, plain: bool) -> tuple[bytes, str]:
    """Return a document of a review without putting it anywhere, and its name."""
    report, _ = planned(reviews, file, document, plain=plain)
    return report.render(), report.file_name


def as_pdf(data: bytes) -> bytes:
    """Return a Word file as a PDF; raises DocgenError where LibreOffice is missing or fails."""
    office = find_office()
    with temporary_folder() as work:
        source = work / "report.docx"
        source.write_bytes(data)
        found = office.make_pdfs([source])[0]
    if isinstance(found, str):
        raise DocgenError(found)
    return found


def office_or_none() -> Office | None:
    """Return LibreOffice; None where there is none."""
    try:
        return find_office()
    except UsageError:
        return None


def documents_of(pack: Pack) -> list[tuple[str, str]]:
    """Return the documents of a pack that are made of a review, with what they are called."""
    names = [one.name for one in pack.documents.values() if one.needs_review]
    return [(name, say(_CALLED[name]) if name in _CALLED else name) for name in names]


def open_in_word(path: Path) -> None:
    """Open a report in the program that the system opens Word files with; raises DocgenError."""
    if not path.is_file():
        raise UsageError(say("{path}: is not made yet", path=path))
    try:
        if sys.platform == "win32":
            import os

            os.startfile(path)
            return
        program = "open" if sys.platform == "darwin" else "xdg-open"
        subprocess.Popen(
            [program, str(path)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise UsageError(
            say("{path}: nothing opens it here; open it in Word yourself", path=path)
        ) from error
