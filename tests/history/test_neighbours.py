"""What stands beside a review: names of units, and reports that would have one name."""

from __future__ import annotations

from docgen.history.entry import IndexedReview
from docgen.history.neighbours import neighbours_of


def an_entry(path: str, review: str, unit: str = "u1", line: object = None) -> IndexedReview:
    return IndexedReview(
        path, review, "dk", unit, unit.upper(), "", draft=False, date="", line=line
    )


def test_two_reviews_of_a_folder_with_one_report_are_told_of_the_first():
    found = neighbours_of([an_entry("d/a.yaml", "x"), an_entry("d/b.yaml", "X")])
    assert found.same_report == {"d/b.yaml": "a.yaml"}


def test_reports_of_different_folders_and_names_are_apart():
    entries = [an_entry("d/a.yaml", "x"), an_entry("e/b.yaml", "x"), an_entry("d/c.yaml", "y")]
    assert neighbours_of(entries).same_report == {}


def test_lines_of_a_file_have_no_report_beside_it():
    entries = [an_entry("d/a.jsonl", "x", line=object()), an_entry("d/a.yaml", "x")]
    assert neighbours_of(entries).same_report == {}
