"""The indexes that a run needs are each read once, and only when somebody asks."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.history.cache import HistoryCache
from docgen.history.index import Index, index_of
from docgen.model import Review
from docgen.review.load import load_review
from tests.builders import write_review


@pytest.fixture
def review(tmp_path: Path) -> Review:
    """A review in a tree of two folders, beside one of another unit."""
    (tmp_path / "_shared.yaml").write_text("purpose: A\n", encoding="utf-8")
    write_review(tmp_path / "y" / "b.yaml", unit="Enhed B")
    return load_review(write_review(tmp_path / "x" / "a.yaml"))


@pytest.fixture
def read() -> list[Path]:
    """The folders of which an index was read."""
    return []


@pytest.fixture
def cache(read: list[Path]) -> HistoryCache:
    def noting(folder: Path) -> Index:
        read.append(folder)
        return index_of(folder)

    return HistoryCache(read=noting)


def test_nothing_is_read_before_it_is_asked_for(cache, read, review):
    assert cache.tree(review.file.parent) == review.file.parents[1]
    assert read == []


def test_a_tree_is_read_once_for_all_its_folders(cache, read, review):
    top = review.file.parents[1]
    first = cache.for_folder(top / "x")
    assert cache.for_folder(top / "y") is first
    assert cache.for_review(review) is first
    assert read == [top / "x"]
    assert first.folder == top
    assert {one.unit_id for one in first.entries} == {"enhed-a", "enhed-b"}


def test_two_trees_have_each_their_index(cache, read, tmp_path):
    for name in "pq":
        write_review(tmp_path / name / "a.yaml")
    assert cache.for_folder(tmp_path / "p") is not cache.for_folder(tmp_path / "q")
    assert read == [tmp_path / "p", tmp_path / "q"]


def test_units_that_were_read_elsewhere_are_not_read_here(cache, read, review):
    top = review.file.parents[1]
    known = Index(top)
    cache.preload({(top, "enhed-a"): known})
    assert cache.for_review(review) is known
    assert read == []
    cache.preload({(top, "enhed-b"): known})
    assert cache.for_review(review) is not known
    assert read == [top / "x"]


def test_of_a_review_that_stands_in_no_file_nothing_is_known(cache, read, review):
    cache.know_nothing(review)
    found = cache.for_review(review)
    assert (tuple(found.entries), found.folder) == ((), review.file.parents[1])
    assert read == []


def test_the_names_of_a_tree_are_read_once_with_its_index(cache, read, review):
    top = review.file.parents[1]
    names = cache.neighbours(top / "x")
    assert cache.neighbours(top / "y") is names
    assert names.names.others_in("Hos Enhed B", "enhed-a", "Enhed A") == [(4, "Enhed B")]
    assert read == [top / "x"]


def test_names_that_were_read_elsewhere_need_no_index(read, review, cache):
    top = review.file.parents[1]
    names = cache.neighbours(top / "x")
    read.clear()
    other = HistoryCache({top: names}, read=lambda _: pytest.fail("an index was read"))
    assert other.neighbours(top / "y") is names
    assert read == []


def test_without_a_reader_of_its_own_it_reads_the_folder(review):
    assert len(HistoryCache().for_review(review).entries) == 2
