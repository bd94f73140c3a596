"""A review that stands in no file becomes the same report, with nothing from around it."""

from __future__ import annotations

from datetime import date
from types import MappingProxyType

import pytest
from builders import review_text, write_review

from docgen.errors import InvalidDataError, ReadError
from docgen.report import make_report, render_bytes
from docgen.review.alone import load_text
from docgen.yamlfile.parse import parse_yaml


def test_the_report_is_that_of_a_file(tmp_path):
    file = write_review(tmp_path / "a.yaml", head="id: a")
    made = make_report(file, tmp_path / "out").read_bytes()
    text = file.read_text("utf-8")
    values = parse_yaml(text, "a.yaml")
    assert render_bytes(text) == render_bytes(text.encode()) == render_bytes(values) == made
    assert render_bytes(text, plain=True) != made


def test_nothing_around_it_is_read(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write_review(tmp_path / "before.yaml", head="id: before")
    (tmp_path / "_shared.yaml").write_text("recipients: [Kommunen]\n", "utf-8")
    there = render_bytes(review_text(head="id: a"))
    monkeypatch.chdir("/")
    assert render_bytes(review_text(head="id: a")) == there


def test_what_is_wrong_names_its_place():
    with pytest.raises(InvalidDataError, match=r"^review\.yaml:\d+:\d+: criteria"):
        render_bytes(review_text().replace("score: 4", "score: 44", 1))
    with pytest.raises(InvalidDataError, match="missing-score"):
        render_bytes(review_text(without=("caseload_size",)))
    assert render_bytes(review_text(without=("caseload_size",)), draft=True)
    with pytest.raises(ReadError, match="longer than 10 MB"):
        load_text("x" * 10_000_001)
    with pytest.raises(InvalidDataError, match="mapping"):
        render_bytes("[1]")


def test_values_are_those_of_json_and_dates():
    values = parse_yaml(review_text(head="id: a"), "a.yaml")
    values["review"]["dates"] = ["2026-03-02"]
    made = render_bytes(values)
    values["review"] = MappingProxyType({**values["review"], "dates": (date(2026, 3, 2),)})
    assert render_bytes(values) == made


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (b"abc", r"purpose: a value of the type bytes cannot stand"),
        ({"a"}, r"purpose: a value of the type set cannot stand"),
        ([{1: "a"}], r"purpose\[0\]: a key is of the type int"),
        (10**400, r"purpose: the number is too long"),
        (["x"] * 20_000, r"purpose: the file holds more than 20000 values"),
    ],
)
def test_a_value_that_is_none_of_a_review_names_its_place(value, told):
    with pytest.raises(InvalidDataError, match=f"^review: {told}"):
        load_text({"pack": "dk", "purpose": value})


def test_values_that_hold_each_other():
    values: dict[str, object] = {"pack": "dk"}
    values["purpose"] = values
    with pytest.raises(InvalidDataError, match=r"^review: purpose: .* 100 deep"):
        load_text(values)
    twice: object = "x"
    for _ in range(60):
        twice = [twice, twice]
    with pytest.raises(InvalidDataError, match=r"^review: purpose: .* 20000 values"):
        load_text({"pack": "dk", "purpose": twice})


@pytest.mark.parametrize("review", [None, 5, [{"pack": "dk"}]])
def test_what_is_no_review(review):
    with pytest.raises(ReadError, match="give a mapping"):
        load_text(review)
