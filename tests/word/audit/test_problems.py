"""Rules held against a file: each finding has its rule, part and place, and the file's name."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from ooxml.minimal import a_report, table, text

from docgen.word.audit.package import W
from docgen.word.audit.problems import problems_of

DATA = a_report(text("a") + text("b"))


def a_rule(*breaches):
    """Return a rule that finds these: part, element by number among paragraphs or None, message."""

    def check(package):
        paragraphs = list(package.trees["word/document.xml"].iter(f"{W}p", f"{W}body"))
        for part, number, message in breaches:
            yield part, None if number is None else paragraphs[number], message

    return check


@pytest.mark.parametrize(
    ("breach", "where"),
    [
        pytest.param(("word/document.xml", 2, "m"), "word/document.xml, paragraph 2", id="place"),
        pytest.param(("word/document.xml", 0, "m"), "word/document.xml", id="no place in words"),
        pytest.param(("word/styles.xml", None, "m"), "word/styles.xml", id="a part alone"),
        pytest.param(("", None, "m"), "", id="the package"),
    ],
)
def test_a_finding_says_where_it_is(breach, where):
    (problem,) = problems_of(DATA, {"own": a_rule(breach)}, "Rapport ø.docx")
    assert (problem.rule, problem.where, problem.message) == ("own", where, "m")
    assert (problem.severity, problem.file) == ("error", "Rapport ø.docx")


def test_findings_stand_in_the_order_of_the_rules_and_within_one_in_its_own():
    rules = {
        "b": a_rule(("p", None, "1"), ("p", None, "2")),
        "a": a_rule(("p", None, "3")),
        "none": a_rule(),
    }
    found = [(one.rule, one.message) for one in problems_of(DATA, rules, Path("a.docx"))]
    assert found == [("b", "1"), ("b", "2"), ("a", "3")]


def test_all_rules_look_at_one_reading_of_the_file():
    seen = []

    def look(package):
        seen.append(package)
        return iter(())

    assert problems_of(a_report(table()), {"a": look, "b": look}, "x") == []
    assert seen[0] is seen[1]


def test_what_is_no_archive_is_for_the_caller_to_tell():
    with pytest.raises(zipfile.BadZipFile):
        problems_of(b"no archive", {}, "x.docx")
