"""Where a review's defaults are looked for: upwards, to the top of a project, not for ever."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.review.shared import HIGHEST, SHARED, shared_files


def shared_in(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / SHARED).write_text("area: {}\n", encoding="utf-8")
    return folder / SHARED


def test_the_nearest_comes_first(tmp_path):
    upper, lower = shared_in(tmp_path), shared_in(tmp_path / "a" / "b")
    assert list(shared_files(tmp_path / "a" / "b" / "r.yaml")) == [lower, upper]


def test_beside_it_lie_others_defaults(tmp_path):
    shared_in(tmp_path / "other")
    assert list(shared_files(tmp_path / "a" / "r.yaml")) == []


@pytest.mark.parametrize("top", ["pyproject.toml", ".git"])
def test_the_top_of_a_project_is_the_last(tmp_path, top):
    shared_in(tmp_path)
    own = shared_in(tmp_path / "project")
    (tmp_path / "project" / top).touch()
    (tmp_path / "project" / "a").mkdir()
    assert list(shared_files(tmp_path / "project" / "a" / "r.yaml")) == [own]


def test_only_so_many_folders_are_searched(tmp_path):
    shared_in(tmp_path)
    deep = tmp_path.joinpath(*"x" * HIGHEST)
    assert list(shared_files(deep.parent / "r.yaml")) == [tmp_path / SHARED]
    assert list(shared_files(deep / "r.yaml")) == []


def test_they_are_named_as_the_review_is(tmp_path, monkeypatch):
    shared_in(tmp_path / "a")
    monkeypatch.chdir(tmp_path)
    assert list(shared_files(Path("a/r.yaml"))) == [Path("a") / SHARED]
