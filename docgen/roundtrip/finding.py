"""Which reports a pull is of, and which review each of them belongs to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from docgen.bounds.reading import read_bytes
from docgen.errors import FileOpenError, InvalidDataError, ReadError, UsageError
from docgen.model import Problem
from docgen.review.file import find_reviews
from docgen.review.head import plain_head
from docgen.word.compile.gate import read_package
from docgen.word.readback.store import read_store

_TOPS = ("pyproject.toml", ".git")
_REVIEWS = (".yaml", ".yml", ".json", ".jsonl")


def reports_and_review(files: Sequence[Path]) -> tuple[list[Path], Path | None]:
    """Return the reports that are named, those of folders too, and the review behind them.

    Raises UsageError.
    """
    *rest, last = files
    review = last if last.suffix.lower() in _REVIEWS else None
    named = rest if review else [*files]
    reports = [report for path in named for report in _reports(path)]
    if not reports:
        raise UsageError("no report is named; docgen pull REPORT.docx [REVIEW.yaml]")
    if review and len(reports) > 1:
        raise UsageError("one review is that of one report; leave it out")
    return reports, review


def _reports(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        if not path.name.startswith("~$"):
            yield path
        return
    for file in sorted(path.rglob("*.docx")):
        parts = file.relative_to(path).parts
        if not any(part.startswith((".", "~$")) for part in parts):
            yield file


def refuse_open(report: Path) -> None:
    """Raise FileOpenError when Word has the report open: its unsaved text would be missed."""
    name = report.name
    marks = [f"~${name}", f"~${name[1:]}", f"~${name[2:]}", f".~lock.{name}#"]
    if any(report.with_name(mark).exists() for mark in marks):
        message = "is open in Word; unsaved text is not taken: save and close it, then pull again"
        raise FileOpenError(report, message)


def find_review(report: Path) -> Path:
    """Return the review that a report was made of, by the id in its store.

    It is looked for from the current folder down, then from the folders above the report. Raises
    InvalidDataError when there is none, or several.
    """
    if not report.is_file():
        raise ReadError(report, "is not there")
    store = read_store(read_package(report), str(report))
    if store is None or not store.review:
        message = "has no store that names its review; name it: docgen pull REPORT.docx REVIEW.yaml"
        raise InvalidDataError([Problem("no-store", message, report)])
    for folder in _folders(report):
        found = [path for path in find_reviews(folder) if _id_of(path) == store.review]
        if len(found) > 1:
            names = ", ".join(map(str, found))
            message = f"several reviews are called {store.review}: {names}; name the one it is of"
            raise InvalidDataError([Problem("no-review", message, report)])
        if found:
            return found[0]
    message = f"its review {store.review} is not found; docgen pull {report.name} REVIEW.yaml"
    raise InvalidDataError([Problem("no-review", message, report)])


def _folders(report: Path) -> Iterator[Path]:
    yield Path()
    folder = report.absolute().parent
    for _ in range(4):
        yield folder
        if any((folder / top).exists() for top in _TOPS) or folder.parent == folder:
            return
        folder = folder.parent


def _id_of(path: Path) -> str:
    if path.suffix.lower() not in (".yaml", ".yml"):
        return ""
    found = plain_head(read_bytes(path))
    return found[0] or path.stem if found else path.stem
