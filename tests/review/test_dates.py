"""Dates as people type them: the pack's own pattern read backwards, numbers, names, ranges."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.document.filters import make_filters
from docgen.model import Formats
from docgen.packs.load import load_pack, pack_codes
from docgen.review.dates import read_date, read_dates

PACKS = {code: load_pack(code) for code in pack_codes()}

TYPED = [
    ("12/9-23", ["2023-09-12"]),
    ("12-09-2023", ["2023-09-12"]),
    ("12.9.2023", ["2023-09-12"]),
    ("12. 9. 2023.", ["2023-09-12"]),
    ("2023-9-2", ["2023-09-02"]),
    ("2026-03-10, 2026-03-12", ["2026-03-10", "2026-03-12"]),
    ("12. september 2023", ["2023-09-12"]),
    ("tirsdag den 12. sept. 2023", ["2023-09-12"]),
    ("12.-13. september 2023", ["2023-09-12", "2023-09-13"]),
    ("10.-11.3.2026", ["2026-03-10", "2026-03-11"]),
    ("10-11.2.2026", ["2026-02-10", "2026-02-11"]),
    ("10 – 12.3.2026", ["2026-03-10", "2026-03-11", "2026-03-12"]),
    ("30. august - 1. september 2023", ["2023-08-30", "2023-08-31", "2023-09-01"]),
    ("31.12.2025–1.1.2026", ["2025-12-31", "2026-01-01"]),
    ("10., 12. og 13.3.2026", ["2026-03-10", "2026-03-12", "2026-03-13"]),
    ("10. og 11. marts 2026", ["2026-03-10", "2026-03-11"]),
    ("10.3.2026\n12.3.2026", ["2026-03-10", "2026-03-12"]),
    ("10.-11.3.2026 og 2.4.2026", ["2026-03-10", "2026-03-11", "2026-04-02"]),
]


@pytest.mark.parametrize(("text", "days"), TYPED, ids=[text for text, _ in TYPED])
def test_a_date_is_read_as_it_is_typed(text, days):
    assert list(read_dates(text, PACKS["dk"].formats)) == days


@pytest.mark.parametrize(
    "text",
    [
        *("", "uge 12", "marts 2026", "12", "12.3.", "12.13.2023", "31.2.2026", "0.1.2026"),
        *("13.-12.9.2023", "1.1.2026-1.3.2026", "12.9.2023 kl. 10", "12.9.123", "1899-01-01"),
        *("12 september", "1.2.3.2026", "12.9.2023-", "²", "1" * 300, "9999999999999-1-1"),
    ],
)
def test_anything_else_is_no_date_and_never_guessed(text):
    assert read_dates(text, PACKS["dk"].formats) == ()


def test_the_order_of_day_and_month_is_that_of_the_pattern():
    american = Formats("en-US", "MMMM d, y", "; ", "–")
    assert read_date("March 4, 2026", american) == "2026-03-04"
    assert read_date("3/4/2026", american) == "2026-03-04"
    assert read_dates("March 4, 2026; March 6, 2026", american) == ("2026-03-04", "2026-03-06")
    assert read_date("3/4/2026", PACKS["se"].formats) == "2026-04-03"


def test_several_dates_are_not_one():
    assert read_date("10.-11.3.2026", PACKS["dk"].formats) == ""


@pytest.mark.parametrize("code", PACKS)
@given(days=st.lists(st.dates(min_value=date(1950, 1, 1)), min_size=1, max_size=4, unique=True))
def test_what_a_pack_prints_is_read_again(code, days):
    formats = PACKS[code].formats
    wanted = [day.isoformat() for day in sorted(days)]
    assert list(read_dates(make_filters(formats)["dates"](wanted), formats)) == wanted
