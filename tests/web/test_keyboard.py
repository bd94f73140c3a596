"""A whole Danish review, from nothing to the report, by keys alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from docx import Document
from served import ROOT, served

from docgen.packs.library import find_library
from docgen.packs.load import load_pack
from docgen.review.load import load_review

pytestmark = [pytest.mark.chromium, pytest.mark.slow]
SAMPLE = ROOT / "data" / "dk" / "fjordby-2023.yaml"
MOST = 700
"""Keys to the farthest place of the page."""


def go_to(page: Any, wanted: str) -> None:
    """Press Tab until the focus is where a selector says."""
    for _ in range(MOST):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return
    pytest.fail(f"no key leads to {wanted}")


def type_into(page: Any, name: str, text: str) -> None:
    go_to(page, f'[name="{name}"]')
    page.keyboard.type(text)


def until_all_is_saved(page: Any) -> None:
    """Wait until nothing that was typed waits in the browser; a policy keeps tests from polling."""
    for _ in range(200):
        if page.evaluate("() => Object.keys(localStorage).length === 0"):
            return
        page.wait_for_timeout(100)
    pytest.fail("something typed was not saved")


def test_a_review_is_filled_in_and_its_report_made_by_keys_alone(browser, tmp_path: Path):
    shelf = find_library(None)
    pack, sample = load_pack("dk", library=shelf), load_review(SAMPLE, library=shelf)
    file = tmp_path / "fjordby-kommune-2023.yaml"
    with served(tmp_path) as site:
        context = browser.new_context()
        page = context.new_page()
        page.goto(site.at("/"))
        type_into(page, "unit", "Fjordby Kommune")
        go_to(page, "#pack")
        page.keyboard.type("Danmark")
        type_into(page, "year", "2023")
        page.keyboard.press("Enter")
        page.wait_for_url("**/review/fjordby-kommune-2023.yaml")
        type_into(page, "review.report_date", "6. oktober 2023")
        for criterion in pack.criteria:
            found = sample.criteria[criterion.id]
            go_to(page, f'[name="criteria.{criterion.id}.score"]')
            for _ in range(found.score or 0):  # from "not assessed yet" upwards
                page.keyboard.press("ArrowUp")
            if criterion.number % 8 == 1:
                type_into(page, f"criteria.{criterion.id}.comment", found.comment.split("\n")[0])
        page.locator("#bar .figure").get_by_text("101", exact=True).wait_for()
        until_all_is_saved(page)
        go_to(page, 'a[href^="/report/"]')
        page.keyboard.press("Enter")
        page.wait_for_url("**/report/**")
        go_to(page, '[data-make="report"]')
        page.keyboard.press("Enter")
        page.get_by_text("out/fjordby-kommune-2023.docx").last.wait_for()
        page.locator("#told").get_by_text("out/").wait_for()
        context.close()
    made = load_review(file, library=shelf)
    scores = {name: one.score for name, one in made.criteria.items()}
    assert scores == {name: one.score for name, one in sample.criteria.items()}
    report = Document(str(tmp_path / "out" / "fjordby-kommune-2023.docx"))
    cells = [cell.text for table in report.tables for row in table.rows for cell in row.cells]
    assert "101" in cells
