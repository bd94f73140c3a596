"""What a worker must know of earlier reviews: those of its units and of units of their names."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from docgen.batch.plan import Task
from docgen.batch.shares import Shares
from docgen.history import ofunit
from docgen.history.cache import HistoryCache
from docgen.review.lines import lines_of
from tests.builders import write_review


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Two reviews of a unit, one of another, and one of a third that has the first one's name."""
    for name, head in (
        ("a-2024", "id: a1"),
        ("a-2025", "id: a2"),
    ):
        write_review(tmp_path / f"{name}.yaml", head=head)
    write_review(tmp_path / "b.yaml", unit="Enhed B")
    text = write_review(tmp_path / "c.yaml").read_text("utf-8")
    text = text.replace("unit:\n", "unit:\n  id: other\n")
    (tmp_path / "c.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def task(file: Path) -> Task:
    return Task(str(file), (("report", "x.docx"),))


def ids(shares: Shares, *files: Path) -> dict[str, set[str]]:
    """Return the ids of the reviews that go along, by unit."""
    found = shares.of([task(file) for file in files])
    return {unit: {one.id for one in index.entries} for (_, unit), index in found.items()}


def test_the_reviews_of_a_unit_go_along_and_those_of_its_name(data):
    shares = Shares()
    assert ids(shares, data / "b.yaml") == {"enhed-b": {"b"}}
    assert ids(shares, data / "a-2024.yaml") == {"enhed-a": {"a1", "a2", "c"}}
    assert ids(shares, data / "c.yaml") == {"other": {"a1", "a2", "c"}}


def test_each_unit_goes_along_once_and_all_that_are_asked_for_do(data):
    found = ids(Shares(), data / "a-2024.yaml", data / "a-2025.yaml", data / "b.yaml")
    assert set(found) == {"enhed-a", "enhed-b"}
    assert ids(Shares()) == {}


def test_the_index_that_goes_along_is_of_the_same_tree(data):
    (((folder, _), index),) = Shares().of([task(data / "b.yaml")]).items()
    assert folder == index.folder == data


def test_a_path_with_dots_in_it_is_the_same_file(data, monkeypatch):
    (data / "x").mkdir()
    monkeypatch.chdir(data / "x")
    index, unit = Shares().unit_of("../b.yaml", None)
    assert (index.folder, unit) == (data, "enhed-b")


def test_a_file_that_the_index_does_not_hold_has_no_unit(data):
    (data / "bad.yaml").write_text("a: [", encoding="utf-8")
    shares = Shares()
    assert shares.unit_of(str(data / "none.yaml"), None)[1] == ""
    assert shares.of([task(data / "none.yaml")]) == {}


def test_a_unit_of_very_many_reviews_is_read_by_the_worker(data, monkeypatch):
    monkeypatch.setattr(ofunit, "MOST_NEAR", 1)
    assert ids(Shares(), data / "a-2024.yaml", data / "b.yaml") == {"enhed-b": {"b"}}


def test_what_was_read_elsewhere_is_not_read_again(data, monkeypatch):
    histories = HistoryCache()
    histories.for_folder(data)
    monkeypatch.setattr("docgen.history.index.index_of", None)
    assert set(ids(Shares(histories), data / "b.yaml")) == {"enhed-b"}


def test_lines_of_a_file_of_many_have_each_their_unit(tmp_path):
    file = tmp_path / "a.jsonl"
    rows = [
        json.dumps({"id": "x", "pack": "dk", "unit": {"id": f"u{n}", "name": f"Enhed {n}"}})
        for n in (1, 2)
    ]
    file.write_text("\n".join(rows) + "\n", encoding="utf-8")
    shares = Shares()
    units = [shares.unit_of(str(file), line)[1] for line, _ in lines_of(file)]
    assert units == ["u1", "u2"]
