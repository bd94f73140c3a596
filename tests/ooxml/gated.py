"""Bring packages to the gate, and say what it did with them."""

from __future__ import annotations

import pytest

from docgen.errors import TemplateError
from docgen.word.compile.gate import Package, read_package
from ooxml.packages import part_of
from ooxml.rendered import a_template, paragraphs


def opened(data: bytes) -> Package:
    """Return the package that passes."""
    return read_package(data, "t.docx")


def refusals(data: bytes) -> list[str]:
    """Return the faults for which a package is refused; fails when it is not."""
    with pytest.raises(TemplateError) as caught:
        opened(data)
    assert all("\n" not in str(problem) for problem in caught.value.problems)
    return [str(problem) for problem in caught.value.problems]


def taken_out(data: bytes) -> list[str]:
    """Return the notes on a package that passes."""
    notes = opened(data).notes
    assert {note.severity for note in notes} <= {"note"}
    return [str(note) for note in notes]


def words(data: bytes, story: str = "text") -> list[str]:
    """Return the paragraphs of a story in the rendered report."""
    return [p for p in paragraphs(a_template(data).render({}), part_of(story)) if p]
