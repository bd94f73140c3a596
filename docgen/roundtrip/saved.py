"""What is kept of a pull: a plan in a file, which is done exactly or not at all; what was taken."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from docgen.bounds.reading import read_bytes
from docgen.errors import ReadError, SaveError
from docgen.model.tongue import say
from docgen.output.taken import output_folder, remember_taken, was_taken
from docgen.output.whole import write_whole
from docgen.roundtrip.plan import Plan


def save_plan(plan: Plan, file: Path) -> None:
    """Write a plan as JSON; raises SaveError."""
    text = json.dumps(_as_data(plan), ensure_ascii=False, indent=2) + "\n"
    write_whole(file, text.encode())


def refuse_other(plan: Plan, file: Path) -> None:
    """Raise ReadError for a file that is no plan, SaveError when `plan` is no longer that one."""
    try:
        saved = json.loads(read_bytes(file))
    except ValueError as error:
        raise ReadError(
            file, say("is no plan; docgen pull REPORT.docx --plan FILE makes one")
        ) from error
    if saved != json.loads(json.dumps(_as_data(plan))):
        message = say(
            "is no longer what would be done: report, review or options changed; plan again"
        )
        raise SaveError(file, message)


def _as_data(plan: Plan) -> dict[str, object]:
    digests: dict[str, object] = {
        "report_digest": plan.report_digest,
        "review_digest": plan.review_digest,
    }
    if plan.defaults:
        digests["defaults"] = dict(plan.defaults)
    return {**plan.told(), **digests}


def is_taken(report: Path) -> bool:
    """Return whether all edits of exactly this file were taken before."""
    out = output_folder(report)
    if out is None or not report.is_file():
        return False
    return was_taken(out, hashlib.sha256(read_bytes(report)).hexdigest())


def note_taken(plan: Plan, *, drop: bool) -> None:
    """Note that a report may be rendered anew: nothing of it is lost, or it is given up."""
    out = output_folder(plan.report)
    if out is not None and (drop or not plan.lost):
        remember_taken(out, plan.report_digest)
