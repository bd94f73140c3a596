"""Which record of the review an entry of the report is, after entries were moved and changed."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from docgen.roundtrip.pairing import pair_records, record_of, records_in


@pytest.mark.parametrize(
    ("path", "record"),
    [
        ("reviewers.k1.name", "reviewers.k1"),
        ("development.job_search.recommendation", "development.job_search"),
        ("=reviewers.k1.title", "reviewers.k1"),
        ("reviewers.k1", ""),
        ("unit.name", ""),
        ("criteria.job_search.comment", ""),
    ],
)
def test_the_record_of_a_value(path, record):
    assert record_of(path) == record


def test_records_stand_in_their_order_once():
    paths = dict.fromkeys(["reviewers.k2.name", "unit.name", "reviewers.k1.name", "reviewers.k2.x"])
    assert records_in(paths) == ["reviewers.k2", "reviewers.k1"]


def pairs(before: dict[str, str], now: dict[str, str]) -> dict[str, str | None]:
    values = {path: ((text.encode(),),) for path, text in before.items()}
    store = SimpleNamespace(values=values, sums=lambda texts: ((texts[0].encode(),),))
    return pair_records(store, {path: (text,) for path, text in now.items()})


K1, K2, K3 = (f"reviewers.k{n}.name" for n in (1, 2, 3))


@pytest.mark.parametrize(
    ("before", "now", "paired"),
    [
        pytest.param({K1: "A", K2: "B"}, {K1: "A", K2: "B"}, {"k1": "k1", "k2": "k2"}, id="same"),
        pytest.param({K1: "A", K2: "B"}, {K1: "B", K2: "A"}, {"k1": "k2", "k2": "k1"}, id="moved"),
        pytest.param({K1: "A", K2: "B"}, {K1: "B"}, {"k1": None, "k2": "k1"}, id="one is gone"),
        pytest.param({K1: "A"}, {K1: "X"}, {"k1": "k1"}, id="another text under the same key"),
        pytest.param({K1: "A"}, {K1: "X", K2: "Y", K3: "A"}, {"k1": "k3"}, id="two more before it"),
        pytest.param({K1: "A"}, {}, {"k1": None}, id="all are gone"),
    ],
)
def test_entries_are_paired_by_what_they_say_then_by_their_key(before, now, paired):
    wanted = {f"reviewers.{one}": other and f"reviewers.{other}" for one, other in paired.items()}
    assert pairs(before, now) == wanted


def test_of_two_that_share_a_value_the_one_that_shares_more_is_it():
    before = {"reviewers.k1.name": "A", "reviewers.k1.title": "T"}
    now = {
        "reviewers.k1.name": "B",
        "reviewers.k1.title": "T",
        "reviewers.k2.name": "A",
        "reviewers.k2.title": "T",
    }
    assert pairs(before, now) == {"reviewers.k1": "reviewers.k2"}
