"""The table of `docgen score`: what changed, what is missing, numbers as the form counts."""

from __future__ import annotations

from pathlib import Path

import pytest
from scored import score_reviews

from docgen.batch.scores import Scored
from docgen.cli.scoretable import table_of
from docgen.packs.library import bundled, find_library

DATA = bundled() / "data"


def table(path: Path, width: int = 100) -> list[str]:
    (scored,) = score_reviews([path], find_library())
    assert isinstance(scored, Scored)
    return table_of(scored, width).splitlines()


def test_the_change_stands_beside_each_score_section_and_total():
    lines = table(DATA / "dk" / "fjordby-2023.yaml")
    assert any(line.startswith("   1  Case load") and "   4  ↓ −1 (5)  " in line for line in lines)
    assert "ORGANISATION  30 of 40  ↑ +7 (23)" in lines
    assert "Change        ↑ +13 (88)" in lines


def test_a_first_review_has_no_room_for_changes():
    lines = table(DATA / "no" / "fjellvik-2025.yaml")
    assert "BEMANNING  14 of 15" in lines
    assert not [line for line in lines if line.startswith("Change") or "↑" in line]


def test_the_next_level_names_the_next_anchor_as_it_is_printed():
    lines = table(DATA / "no" / "fjellvik-2025.yaml", 120)
    assert "Next level    God kvalitet: 1 point missing (from 100)" in lines
    place = lines.index("  Organisasjon 7, 10  Organisasjonen har fokus på ordinært arbeid  2 → 3")
    assert lines[place + 1] == "      Tre elementer er til stede."


def test_where_no_anchor_is_printed_the_hint_stands_in_and_says_so():
    lines = table(DATA / "dk" / "fjordby-2023.yaml")
    place = lines.index("  11  Den øverste ledelses støtte til IPS  4 → 5")
    assert lines[place + 1] == "      alle fem delpunkter (*)"


@pytest.mark.parametrize(
    ("path", "number"),
    [
        pytest.param("no/fjellvik-2025.yaml", "   2, 13  Åpenhet", id="by sections"),
        pytest.param("fi-sv/ekvik-2026.yaml", "  13  Delgivning", id="through all sections"),
        pytest.param("dk/fjordby-2023.yaml", "  13  Åbenhed om sygdom", id="no numbers at all"),
    ],
)
def test_criteria_are_numbered_as_the_form_counts(path, number):
    assert any(line.startswith(number) for line in table(DATA / path))
