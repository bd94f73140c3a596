"""The page of tags: each picture is of a template that prints what the page says."""

from __future__ import annotations

import re
import sys

import pytest
from builders import ROOT, swept
from ooxml.minimal import a_report, text
from ooxml.reading import part, texts_of

import docgen
from docgen.document.context import build_context
from docgen.document.filters import make_filters
from docgen.packs.load import load_pack
from docgen.review.build import build_review
from docgen.scoring.score import score_review

sys.path.insert(0, str(ROOT / "tools"))
from tag_examples import EXAMPLES, report, template

PAGE = (ROOT / "docs" / "tags.md").read_text(encoding="utf-8")
PRINTED = {
    "values": ["Northtown Service, Northtown", "Sent to: The service, The county"],
    "places": [
        *("Comment:", "The team meets weekly.", "with the nurses", "with the employers"),
        *("All come.", "Purpose: To see how the service follows the model."),
    ],
    "conditions": ["Good fidelity: 101 points"],
    "loops": [
        *("1 of 2: Reviewer One, adviser", "2 of 2: Reviewer Two"),
        "Reviewer One and Reviewer Two",
    ],
    "choosing": ["Zero exclusion: 2", "Rapid search: 3"],
    "rows": [
        "Criterion",
        "Score",
        "Caseload size",
        "5",
        "Zero exclusion",
        "2",
        "Rapid search",
        "3",
    ],
    "cells": ["Staffing: 12", "Organisation: 31", "Services: 58"],
    "colours": [
        *("Criterion", "Score", "Caseload size", "5"),
        *("Zero exclusion", "2", "Rapid search", "3"),
    ],
    "boxes": ["The total stands in a box:", "101 of 125 points"],
    "notes": ["Caseload size: 5", "Zero exclusion: 2", "Rapid search: 3"],
    "pictures": ["Reviewer One", "Reviewer Two"],
    "contents": [
        *("Right-click to update", "Caseload size", "20 clients each."),
        *("Zero exclusion", "Some are turned away.", "Rapid search", "After 40 days."),
    ],
    "charts": [],
}


def test_each_example_has_its_pictures_and_its_words():
    shown = re.findall(r"\(img/tag-([a-z]+)-typed\.png\) \| .*\(img/tag-\1-made\.png\)", PAGE)
    assert sorted(shown) == sorted(EXAMPLES) == sorted(PRINTED)
    for name in EXAMPLES:
        for kind in ("typed", "made"):
            assert (ROOT / "docs/img" / f"tag-{name}-{kind}.png").is_file()


@pytest.mark.slow
@pytest.mark.parametrize("name", swept(EXAMPLES, 4))
def test_an_example_prints_what_its_picture_shows(name):
    errors = [one for one in docgen.lint_template(template(name)) if one.severity == "error"]
    assert [str(one) for one in errors] == []
    printed = [" ".join(one.split()) for one in texts_of(report(name))]
    if name == "boxes":  # its paragraph stands in another one
        printed = list(dict.fromkeys(printed))
    assert [one for one in printed if one] == PRINTED[name]


def test_notes_and_charts_are_filled():
    notes = "".join(part("word/footnotes.xml", report("notes")).itertext())
    assert notes.split(" ", 1)[1] == "20 clients each. Some are turned away. After 40 days."
    chart = " ".join(part("word/charts/chart1.xml", report("charts")).itertext())
    assert chart.split() == ["Staffing", "Organisation", "Services", "12", "31", "58"]


EXACT = (
    *("{{ review.report_date \\| date }}", "{{ review.dates \\| dates }}"),
    *("{{ recipients \\| joined }}", "{{ (result.total / result.count) \\| number }}"),
)
"""Tags of the table whose result stands beside them."""


def test_each_filter_prints_what_the_table_says():
    pack = load_pack("dk")
    data = {
        "unit": {"name": "A"},
        "recipients": ["A", "B"],
        "review": {"report_date": "2026-03-10", "dates": ["2026-03-10", "2026-03-11"]},
        "criteria": {one.id: {"score": 4} for one in pack.criteria},
    }
    data["criteria"]["disclosure"] = {"score": 5}
    review = build_review(data, pack, ROOT / "a.yaml")
    result = score_review(review, pack)
    names = build_context(review, pack, result, document=pack.documents["report"])
    table = PAGE.partition("## Filters")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `(\{\{ .*?\}\})`.* \| (.*) \|$", table, re.MULTILINE)
    assert len(rows) > 6
    for tag, told in rows:
        made = docgen.load_template(
            a_report(text(tag.replace("\\|", "|"))), filters=make_filters(pack.formats)
        )
        printed = " ".join(texts_of(made.render(names))).replace("\u00a0", " ")
        assert printed == told if tag in EXACT else printed, tag
