"""Which reports a pull is of, and which review each of them belongs to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from docgen.errors import FileOpenError, InvalidDataError, ReadError, UsageError
from docgen.intake.load import find_reports
from docgen.intake.origin import Origins
from docgen.model import Problem
from docgen.model.address import as_argument
from docgen.model.tongue import say
from docgen.output.save import open_mark
from docgen.word.compile.gate import read_package
from docgen.word.readback.fields import Field, open_edited
from docgen.word.readback.store import Store, read_store

_ENOUGH = 3
"""So many fields that only a form has make a file without a store one."""
_ASKED = (".points", ".statement", "result.total")
"""How the tags of fields end that only a form has."""
_REVIEWS = (".yaml", ".yml", ".json", ".jsonl")


def reports_and_review(files: Sequence[Path]) -> tuple[list[Path], Path | None]:
    """Return the reports that are named, those of folders too, and the review behind them.

    Raises UsageError.
    """
    *rest, last = files
    review = last if last.suffix.lower() in _REVIEWS else None
    named = rest if review else [*files]
    reports = [report for path in named for report in _reports(path)]
    if not reports and named and named[0].is_dir():
        message = say("{path}: holds no report (.docx) that docgen made", path=named[0])
        raise UsageError(message)
    if not reports:
        raise UsageError(say("no report is named; docgen pull REPORT.docx [REVIEW.yaml]"))
    if review and len(reports) > 1:
        raise UsageError(say("one review is that of one report; leave it out"))
    return reports, review


def _reports(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        if not path.name.startswith("~$"):
            yield path
        return
    yield from find_reports(path)


def refuse_open(report: Path) -> None:
    """Raise FileOpenError when Word has the report open: its unsaved text would be missed."""
    if open_mark(report):
        message = say(
            "is open in Word; unsaved text is not taken: save and close it, then pull again"
        )
        raise FileOpenError(report, message)


def refuse_form(form: Path, fields: Sequence[Field], store: Store | None) -> None:
    """Raise InvalidDataError for a form, filled or not: no value was printed there."""
    asked = sum(one.prompt or one.tag.endswith(_ASKED) for one in fields)
    if (store is None and asked >= _ENOUGH) or (store is not None and not store.values):
        file = as_argument(form)
        message = say("is a form, no report: docgen new --from {file} -o REVIEW.yaml", file=file)
        raise InvalidDataError([Problem("no-store", message, form)])


def find_review(report: Path, origins: Origins | None = None) -> Path:
    """Return the review that a report was made of, by the id in its store.

    `origins` knows the reviews around, where many reports are looked at. Raises InvalidDataError
    when there is none, or several.
    """
    if not report.is_file():
        raise ReadError(report, say("is not there"))
    store = read_store(read_package(report), str(report))
    if store is None or not store.values:
        refuse_form(report, open_edited(report).fields(), store)
    if store is None or not store.review:
        message = say(
            "has no store that names its review; name it: docgen pull REPORT.docx REVIEW.yaml"
        )
        raise InvalidDataError([Problem("no-store", message, report)])
    found = (origins or Origins()).of(report, store.review)
    if isinstance(found, str):
        raise InvalidDataError([Problem("no-review", found, report)])
    return found
