"""A review that stands in no file becomes the same report, with nothing from around it."""

from __future__ import annotations

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
