"""The fault of a tag while a report is made: which tag it was, and what is said of it."""

from __future__ import annotations

import pytest

from docgen.word.render import sites
from docgen.word.render.budget import LimitError
from docgen.word.render.compiled import Part
from docgen.word.render.faults import (
    current_line,
    fault_at,
    file_name,
    is_of_tag,
    limit_fault,
    raised_line,
)


def a_part() -> Part:
    known = dict.fromkeys(Part._fields, "")
    known |= {"name": "word/document.xml", "places": ("table 1", "page 2"), "tags": ("{{ a }}", "")}
    return Part(**known)


def caught(code: str, part: str = "word/document.xml", **names: object) -> Exception:
    """Return what the code of a part raises."""
    try:
        exec(compile(code, file_name(part), "exec"), dict(names))
    except Exception as error:  # noqa: BLE001 - whatever it is
        return error
    raise AssertionError


@pytest.mark.parametrize(
    ("line", "message", "where"),
    [
        pytest.param(1, "{{ a }}: is wrong", "table 1", id="a tag that somebody typed"),
        pytest.param(2, "is wrong", "page 2", id="one of our own"),
        pytest.param(0, "is wrong", "word/document.xml", id="no tag"),
        pytest.param(9, "is wrong", "word/document.xml", id="a number beyond the last"),
    ],
)
def test_a_fault_names_its_tag_and_place(line, message, where):
    fault = fault_at(a_part(), line, "rule", "is wrong", "f.docx")
    assert (fault.message, fault.where, fault.rule) == (message, where, "rule")


def test_the_line_is_that_of_the_part_in_which_it_was_raised():
    error = caught("\n\n1 / 0")
    assert raised_line(error, "word/document.xml") == 3
    assert raised_line(error, "word/header1.xml") == 0
    assert raised_line(None, "word/document.xml") == 0


def test_what_goes_beyond_the_budget_is_told_at_its_tag():
    def beyond() -> None:
        raise LimitError("too much; use less")

    fault = limit_fault(a_part(), caught("beyond()", beyond=beyond), "f.docx")
    assert (fault.rule, fault.where) == ("limit", "table 1")
    assert "too much; use less" in fault.message


def test_what_a_tag_says_is_told_from_what_docgen_does():
    assert is_of_tag(caught("1 / 0"), "word/document.xml")
    assert not is_of_tag(ValueError("elsewhere"), "word/document.xml")
    ours = caught("block_maker(1, 2)([])", block_maker=sites.block_maker)
    assert not is_of_tag(ours, "word/document.xml")


def test_the_tag_that_runs_now_is_known_from_within():
    seen = []
    caught("\nlook()\n1 / 0", look=lambda: seen.append(current_line("word/document.xml")))
    assert seen == [2]
    assert current_line("word/document.xml") == 0
