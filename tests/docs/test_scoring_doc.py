"""docs/scoring.md is what the packs' rules say."""

from __future__ import annotations

import runpy
from functools import cache

import pytest

from docgen.packs.library import Library, bundled
from tests.builders import CRITERION_IDS

ROOT = bundled()


@cache
def made():
    """Return the document as the packs make it now."""
    tool = runpy.run_path(str(ROOT / "tools" / "write_scoring_doc.py"))
    return tool["scoring_doc"](Library((ROOT / "templates",)))


def test_the_committed_document_is_up_to_date():
    committed = (ROOT / "docs" / "scoring.md").read_text(encoding="utf-8")
    assert committed == made(), "run: python tools/write_scoring_doc.py"


def test_every_criterion_has_its_chapter_in_order():
    places = [made().index(f"`criteria.{criterion}`:") for criterion in CRITERION_IDS]
    assert places == sorted(places)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(
            "| 5 | 20 or fewer ° | 20 or fewer | 20 or fewer | 20 or fewer |", id="assumed"
        ),
        pytest.param("- Gaps: between 20 and 21 is 4; between 25 and 26 is 3;", id="gaps"),
        pytest.param("- Gaps: from 64 to below 65 is 1;", id="an open end"),
        pytest.param("- In two anchors: 30 is 1", id="a limit in two anchors"),
        pytest.param("- In two anchors (se): 1 is 5; 2 is 4; 5 is 3; 9 is 2", id="months"),
        pytest.param("| 5 | 20 eller færre deltakere per jobbspesialist. |", id="printed anchors"),
        pytest.param("“fewer than ten jobs earn 1, whatever the share”", id="warnings"),
    ],
)
def test_what_a_reader_looks_for(line):
    assert line in made()
