"""A review with what follows from it: worked out when asked for, and once."""

from __future__ import annotations

import shutil

import pytest
from builders import write_review

from docgen.errors import InvalidDataError
from docgen.history import index
from docgen.history.assess import Assessed
from docgen.history.cache import HistoryCache
from docgen.packs.library import Library, bundled, find_library
from docgen.review.load import load_review


@pytest.fixture
def asked(monkeypatch):
    """The folders whose reviews are read."""
    folders = []
    read = index.index_of

    def counted(folder):
        folders.append(folder)
        return read(folder)

    monkeypatch.setattr(index, "index_of", counted)
    return folders


def two_of_a_unit(tmp_path):
    earlier = write_review(tmp_path / "a.yaml")
    earlier.write_text(earlier.read_text("utf-8").replace("2026-03-27", "2025-03-27"), "utf-8")
    return load_review(write_review(tmp_path / "b.yaml"))


def test_scores_and_proposals_read_no_other_review(tmp_path, asked):
    found = Assessed(two_of_a_unit(tmp_path), find_library(), HistoryCache())
    assert found.result.total == 100
    assert set(found.proposals) == set(found.review.criteria)
    assert found.next_due == "2027-03-27"
    assert asked == []


def test_all_of_a_run_read_the_reviews_of_a_folder_once(tmp_path, asked):
    review, histories = two_of_a_unit(tmp_path), HistoryCache()
    for _ in range(3):
        found = Assessed(review, find_library(), histories)
        assert (found.previous.review, found.number, found.notes) == ("a", 2, ())
        assert found.warnings == ()
    assert asked == [tmp_path]


def test_rules_that_cannot_be_read_are_told_where_they_are_asked_for(tmp_path):
    shutil.copytree(bundled() / "templates" / "dk", tmp_path / "packs" / "dk")
    (tmp_path / "packs" / "dk" / "rules.yaml").write_text("caseload_size: [", encoding="utf-8")
    shelf = Library((tmp_path / "packs", bundled() / "templates"))
    found = Assessed(two_of_a_unit(tmp_path), shelf, HistoryCache())
    assert found.result.total == 100
    for ask in (lambda: found.proposals, found.read_others):
        with pytest.raises(InvalidDataError):
            ask()


@pytest.mark.parametrize(
    ("rules", "source"),
    [
        pytest.param("assumed: {source: the handbook}\n", "the handbook", id="as the rules say"),
        pytest.param("{}\n", "", id="nothing is assumed"),
    ],
)
def test_where_limits_are_taken_from_is_said_by_the_rules(rules, source, tmp_path):
    shutil.copytree(bundled() / "templates" / "dk", tmp_path / "packs" / "dk")
    (tmp_path / "packs" / "dk" / "rules.yaml").write_text(rules, encoding="utf-8")
    shelf = Library((tmp_path / "packs", bundled() / "templates"))
    assert Assessed(two_of_a_unit(tmp_path), shelf, HistoryCache()).assumed_from == source
