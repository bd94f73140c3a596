"""The findings of one template as Word comments in a copy of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from docgen.bounds.reading import LARGEST_TEMPLATE, read_bytes
from docgen.bounds.unforeseen import faults_of
from docgen.check.lint.run import Judge, Opened, judged
from docgen.check.lint.subject import Subject
from docgen.errors import UsageError
from docgen.model import Problem
from docgen.model.tongue import say
from docgen.output.whole import write_whole
from docgen.word.annotate import Note, annotated
from docgen.word.audit.package import W

_BODY = "word/document.xml"


def write_commented(path: Path, problems: Sequence[Problem], out: Path) -> None:
    """Write a copy of `path` with a comment at each finding; what is there already stays.

    Raises UsageError for a file that is none to write into, SaveError.
    """
    if out.suffix.lower() != ".docx":
        raise UsageError(say("{out}: the name of the copy ends in .docx", out=out))
    data = read_bytes(path, LARGEST_TEMPLATE)
    subject, _ = judged(Opened(data, path), Judge())
    if subject is None:
        raise UsageError(
            say("{path}: takes no comments, as it is no Word file that docgen takes", path=path)
        )
    own = [one for one in problems if Path(one.file) == path]
    with faults_of(path):
        copy = annotated(data, [_note(one, subject) for one in own])
    try:
        write_whole(out, copy, new=True)
    except FileExistsError:
        raise UsageError(
            say("{out}: is there already and stays; choose another name", out=out)
        ) from None


def _note(problem: Problem, subject: Subject) -> Note:
    """Return the comment of a finding, at the paragraph that its place names."""
    places = subject.paragraphs_by_place()
    named = max((p for p in places if problem.where.startswith(p)), key=len, default="")
    part, paragraph = places.get(named, ("", None))
    text = f"{problem.message} [{problem.rule}]"
    if part != _BODY or paragraph is None:
        return Note(-1, f"{problem.where}: {text}" if problem.where else text)
    body = subject.package.trees[_BODY]
    number = next(n for n, one in enumerate(body.iter(f"{W}p")) if one is paragraph)
    return Note(number, text)
