"""Write a plan: the files that it changes are read again and compared before they are kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from docgen.bounds.reading import read_bytes
from docgen.errors import SaveError
from docgen.model.place import Where
from docgen.model.tongue import say
from docgen.output.whole import write_whole
from docgen.packs.library import Library
from docgen.review.file import ReadFile, with_defaults
from docgen.review.load import review_of
from docgen.roundtrip.plan import Edit, Plan
from docgen.yamlfile.parse import parse_yaml
from docgen.yamlfile.splice import with_entry, with_value, without_entry


def apply(plan: Plan, library: Library) -> None:
    """Write a plan into its review; raises DocgenError when something moved since it was made."""
    if not plan.edits:
        return
    digests = ((plan.review, plan.review_digest), (plan.report, plan.report_digest))
    for file, digest in (*digests, *((Path(name), digest) for name, digest in plan.defaults)):
        if hashlib.sha256(read_bytes(file)).hexdigest() != digest:
            raise SaveError(file, say("was changed since the plan was made; pull again"))
    for file, data in sorted(
        new_files(plan, library).items(), key=lambda one: one[0] == plan.review
    ):
        whole = file.resolve()  # a link to a review stays one
        write_whole(whole, data, like=whole)


def new_files(plan: Plan, library: Library) -> dict[Path, bytes]:
    """Return the files that a plan changes, as they will be; raises DocgenError."""
    own = read_bytes(plan.review)
    inherited = with_defaults(_read_again(plan.review, own)).data
    edits = plan.edits
    defaults = {file: read_bytes(file) for file in dict.fromkeys(e.file for e in edits) if file}
    files = {
        file: _changed(content, (e for e in edits if e.file == file), file, {})
        for file, content in defaults.items()
    }
    mine = [edit for edit in edits if edit.file is None]
    new = _changed(own, mine, plan.review, inherited)
    changed = {file: _read_again(file, content) for file, content in files.items()}
    review_of(with_defaults(_read_again(plan.review, new), changed), library=library)
    return {**files, **({plan.review: new} if mine else {})}


def _read_again(file: Path, content: bytes) -> ReadFile:
    return ReadFile(file, content, parse_yaml(content, file))


def _changed(source: bytes, edits: Iterable[Edit], file: Path, inherited: Any) -> bytes:
    """Return a file with edits; a list that is inherited so far is written out first."""
    for edit in _in_order([*edits]):
        where = _list_of(edit)
        own = _at(parse_yaml(source, file), where) if where else None
        if where and own is None and isinstance(whole := _at(inherited, where), list):
            source = with_value(source, where, whole, file)
        source = done(source, edit, file)
    return source


def _list_of(edit: Edit) -> Where:
    """Return where the list stands that an edit is within; empty for none."""
    if edit.action != "set":
        return edit.where
    numbers = (n for n, step in enumerate(edit.where) if isinstance(step, int))
    return edit.where[: next(numbers, 0)]


def _at(data: Any, where: Where) -> Any:
    for step in where:
        data = data.get(step) if isinstance(data, dict) else None
    return data


def _in_order(edits: list[Edit]) -> list[Edit]:
    """Return edits so that none moves the place of a later one.

    Entries of records come last, from the end: first those that go, then those that come.
    """
    records = [one for one in edits if one.action != "set" and len(one.where) == 1]
    gone = [one for one in records if one.action == "remove"]
    come = [one for one in records if one.action == "insert"]
    gone.sort(key=lambda one: one.entry)
    come.sort(key=lambda one: one.entry)
    return [*(one for one in edits if one not in records), *reversed(gone), *reversed(come)]


def done(source: bytes, edit: Edit, file: Path) -> bytes:
    """Return a file with one edit; raises SpliceError."""
    if edit.action == "insert":
        return with_entry(source, edit.where, edit.entry, edit.value, file)
    if edit.action == "remove":
        return without_entry(source, edit.where, edit.entry, file)
    return with_value(source, edit.where, edit.value, file)
