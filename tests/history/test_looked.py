"""A server's indexes stand as their files do: what stayed the same is not read again."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from docgen.history import looked
from docgen.history.entry import IndexedReview
from docgen.history.index import Reader
from docgen.history.looked import Indexes
from docgen.review.load import load_review
from tests.builders import write_review


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "_shared.yaml").write_text("purpose: A\n", encoding="utf-8")
    for name in "ab":
        write_review(tmp_path / name / "r.yaml", unit=f"Enhed {name}", head=f"id: {name}")
    return tmp_path


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the folders whose reviews were read."""
    names: list[str] = []
    real = Reader.entries

    def entries(self: Reader, file: Path) -> Iterator[IndexedReview]:
        names.append(file.parent.name)
        yield from real(self, file)

    monkeypatch.setattr(looked.Reader, "entries", entries)
    return names


def ids(indexes: Indexes, folder: Path) -> list[str]:
    return [one.id for one in indexes.of(folder).entries]


def test_what_stands_as_it_did_is_read_once_and_is_the_same_index(data, read):
    indexes = Indexes()
    first = indexes.of(data / "a")
    assert [one.id for one in first.entries] == ["a", "b"]
    assert indexes.of(data / "b") is first
    assert read == ["a", "b"]


def test_a_review_that_changed_is_read_alone(data, read):
    indexes = Indexes()
    first = indexes.of(data / "a")
    read.clear()
    write_review(data / "b" / "r.yaml", unit="Enhed Ny", head="id: longer")
    again = indexes.of(data / "a")
    assert again is not first
    assert [one.id for one in again.entries] == ["a", "longer"]
    assert read == ["b"]


def test_a_review_that_came_and_one_that_went_are_seen(data):
    indexes = Indexes()
    assert ids(indexes, data) == ["a", "b"]
    write_review(data / "c" / "r.yaml", head="id: c")
    assert ids(indexes, data) == ["a", "b", "c"]
    (data / "a" / "r.yaml").unlink()
    assert ids(indexes, data) == ["b", "c"]


def test_defaults_that_changed_make_all_below_them_anew(data, read):
    indexes = Indexes()
    indexes.of(data)
    read.clear()
    (data / "a" / "_shared.yaml").write_text("recipients: [X]\n", encoding="utf-8")
    indexes.of(data)
    assert read == ["a"]
    read.clear()
    (data / "_shared.yaml").write_text("purpose: Another\n", encoding="utf-8")
    indexes.of(data)
    assert read == ["a", "b"]


def test_a_file_that_cannot_be_read_is_left_out(data):
    (data / "a" / "r.yaml").write_text("pack: [", encoding="utf-8")
    (data / "b" / "_shared.yaml").write_text("a: [", encoding="utf-8")
    assert ids(Indexes(), data) == []


def test_a_file_that_is_gone_while_it_is_looked_at_is_left_out(data, monkeypatch):
    gone = data / "a" / "r.yaml"
    found = [gone, data / "b" / "r.yaml"]
    monkeypatch.setattr(looked, "find_reviews", lambda _: found)
    gone.unlink()
    assert ids(Indexes(), data) == ["b"]


def test_each_tree_is_looked_at_by_itself(data, tmp_path_factory, read):
    other = tmp_path_factory.mktemp("other")
    write_review(other / "r.yaml", head="id: z")
    indexes = Indexes()
    assert ids(indexes, data / "a") == ["a", "b"]
    assert ids(indexes, other) == ["z"]
    assert indexes.of(data).folder == data
    assert read == ["a", "b", os.path.basename(other)]  # noqa: PTH119


def test_a_request_is_told_what_stands_now(data):
    indexes = Indexes()
    review = load_review(data / "a" / "r.yaml")
    assert len(indexes.histories().for_review(review).entries) == 2
    (data / "b" / "r.yaml").unlink()
    assert len(indexes.histories().for_review(review).entries) == 1
