"""A check that cannot go to its end says why, as a finding of the file at hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.check.guarded import findings
from docgen.errors import InvalidDataError, ReadError, SaveError, TemplateError, UsageError
from docgen.model import Problem

FILE = Path("a.yaml")
FOUND = Problem("rule", "is wrong; mend it", FILE, 3)


def raised(error: Exception) -> list[Problem]:
    def check() -> list[Problem]:
        raise error

    return findings(FILE, check, 7)


def test_what_is_found_is_returned():
    assert findings(FILE, lambda: iter([FOUND])) == [FOUND]


def test_what_was_found_before_the_end_is_kept_where_it_is_a_list():
    assert findings(FILE, list) == []


@pytest.mark.parametrize("kind", [InvalidDataError, TemplateError])
def test_findings_that_are_raised_are_findings(kind):
    assert raised(kind([FOUND, FOUND])) == [FOUND, FOUND]


@pytest.mark.parametrize("kind", [ReadError, SaveError])
def test_a_file_that_cannot_be_read_is_one(kind):
    (problem,) = raised(kind("b.docx", "is locked; close it"))
    assert (problem.rule, problem.file, problem.message) == (
        "unreadable",
        "b.docx",
        "is locked; close it",
    )


def test_anything_else_of_ours_is_a_fault_of_the_file():
    (problem,) = raised(UsageError("no such pack; there are dk, se"))
    assert (problem.rule, problem.file, problem.line) == ("fault", FILE, 7)


def test_what_nobody_foresaw_is_a_finding_too():
    (problem,) = raised(ZeroDivisionError("division by zero"))
    assert problem.file in (FILE, str(FILE))
    assert problem.severity == "error"
