"""Weighted kappa: against worked examples, its bounds, and where it is not defined."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.scoring.kappa import agreement_of_pairs, pairs_of, weighted_kappa

PAIRS = st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), max_size=40)


@pytest.mark.parametrize(
    ("pairs", "kappa"),
    [
        pytest.param([(1, 1), (5, 5)], 1.0, id="all the same"),
        pytest.param([(1, 5), (5, 1)], -1.0, id="all upside down"),
        pytest.param([(1, 1), (1, 2), (2, 1), (2, 2)], 0.0, id="by chance alone"),
        # 20 and 15 of 50 agree, 5 and 10 do not: Cohen's kappa 0.4 (two grades: no weights).
        pytest.param([(1, 1)] * 20 + [(1, 2)] * 5 + [(2, 1)] * 10 + [(2, 2)] * 15, 0.4, id="known"),
        # The squares of 5 pairs add up to 6; those of each first with each second to 120.
        pytest.param([(1, 2), (2, 2), (3, 5), (4, 5), (5, 5)], 0.75, id="by hand"),
        pytest.param([(4, 4), (4, 4)], None, id="one score throughout"),
        pytest.param([], None, id="no pair"),
    ],
)
def test_kappa(pairs, kappa):
    found = weighted_kappa(pairs)
    assert found == (kappa if kappa is None else pytest.approx(kappa))


@settings(derandomize=True, deadline=None)
@given(PAIRS)
def test_it_lies_within_its_bounds_and_does_not_know_who_is_first(pairs):
    found = agreement_of_pairs(pairs)
    assert found.kappa is None or -1 <= found.kappa <= 1
    assert found.exact <= found.within_one <= found.pairs == len(pairs)
    assert weighted_kappa([(b, a) for a, b in pairs]) == found.kappa


def test_three_reviewers_are_three_pairs_in_their_order():
    found = [*pairs_of([{"C": 3, "A": 1, "B": 2}, {"A": 4}], ["B", "A"])]
    assert found == [(("B", "A"), (2, 1)), (("B", "C"), (2, 3)), (("A", "C"), (1, 3))]
