"""What follows from the scores: provisional as long as one of them is missing."""

from __future__ import annotations

import pytest

from docgen.model.result import Result, SectionResult

SECTION = SectionResult("staff", "Personale", 10, 15, 1)
KNOWN = Result(90, 125, 25, (), 90, 90, 3.6, None, (SECTION,))


@pytest.mark.parametrize(
    ("missing", "provisional"), [((), False), (("caseload_size",), True), (("a", "b"), True)]
)
def test_a_result_is_provisional_while_a_score_is_missing(missing, provisional):
    assert KNOWN._replace(missing=missing).provisional is provisional


def test_equal_results_are_equal_and_any_other_figure_makes_another():
    assert KNOWN._replace(total=90) == KNOWN
    others = {
        KNOWN._replace(**{name: -1}) for name in ("total", "highest", "scored", "low", "mean")
    }
    assert len(others | {KNOWN}) == 6
