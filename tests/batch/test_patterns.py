"""Patterns match what Python's own glob matches, but follow no link to a folder below `**`."""

from __future__ import annotations

import glob
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from docgen.batch.patterns import matches
from tests.builders import examples

TREE = ("a.yaml", "d/b.yaml", "d/e/c.yaml", "d/e/f/a.yaml", "x/d/a.yaml", ".h/a.yaml", "d/.i.yaml")
PARTS = st.sampled_from(["**", "*", "d", "e", "x", "?", "*.yaml", "a.yaml", "[ab].yaml"])


@pytest.fixture(scope="module")
def tree(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tree")
    for name in TREE:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")
    return folder


@given(parts=st.lists(PARTS, min_size=1, max_size=5), prefix=st.sampled_from(["", "./", "d/../"]))
@settings(max_examples=examples(300), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_pattern_matches_what_glob_matches(tree, parts, prefix):
    pattern = prefix + "/".join(parts)
    before = Path.cwd()
    os.chdir(tree)
    try:
        ours = {os.path.normpath(path) for path in matches(pattern)}
        found = glob.iglob(pattern, recursive=True)  # noqa: PTH207 - the reference
        # glob takes `x.yaml/` for a folder with nothing in it
        theirs = {os.path.normpath(path) for path in found if _is_path(path)}
    finally:
        os.chdir(before)
    if parts[-1] == "**":  # the folder stands for all below it
        ours |= {one for one in theirs if any(_inside(one, folder) for folder in ours)}
    assert ours - {"."} == theirs - {"."}


def _is_path(path: str) -> bool:
    return not path.endswith("/") or Path(path).is_dir()


def _inside(path: str, folder: str) -> bool:
    return folder == "." or Path(path).is_relative_to(folder)


def test_a_match_begins_as_it_was_typed(tree, monkeypatch):
    monkeypatch.chdir(tree / "d")
    assert list(matches("./**/c.yaml")) == ["./e/c.yaml"]
    assert list(matches("../d/**/c.yaml")) == ["../d/e/c.yaml"]
    assert list(matches(f"{tree}/**/c.yaml")) == [f"{tree}/d/e/c.yaml"]
    assert list(matches("**/c.yaml")) == ["e/c.yaml"]


def test_folders_that_link_to_each_other_end(tmp_path):
    (tmp_path / "a.yaml").write_text("x", encoding="utf-8")
    for name in ("one", "two", "three"):
        (tmp_path / name).symlink_to(".")
    assert list(matches(f"{tmp_path}/**/*.yaml")) == [f"{tmp_path}/a.yaml"]
