"""Addresses of files in stores among paths: the same way in and out, on each system."""

from __future__ import annotations

from pathlib import Path, PureWindowsPath

import pytest

from docgen.errors import ReadError
from docgen.model import Problem
from docgen.model.address import (
    as_path,
    as_posix,
    as_typed,
    is_address,
    is_sound,
    is_step,
    other_scheme,
    parts_of,
)


@pytest.mark.parametrize(
    "typed", ["s3://bucket/a/b.yaml", "s3:/bucket/a/b.yaml", "S3://bucket//a/b.yaml"]
)
def test_an_address_is_a_path_that_stays_what_it_is(typed):
    path = Path(as_path(typed))
    assert is_address(path)
    assert path.is_absolute()
    assert as_typed(path) == as_posix(path) == "s3://bucket/a/b.yaml"
    assert as_path(str(path)) == str(path)
    assert parts_of(path) == ("bucket", "a/b.yaml")
    assert as_typed(path.parent / "c.yaml") == "s3://bucket/a/c.yaml"


def test_windows_writes_it_with_other_strokes():
    path = str(PureWindowsPath(as_path("s3://bucket/a/b.yaml")))
    assert is_address(path)
    assert as_typed(path) == "s3://bucket/a/b.yaml"


@pytest.mark.parametrize("path", ["data/s3/a.yaml", "s3", "s3:a", "/s3:/x", "C:\\s3\\a", ""])
def test_a_path_of_this_machine_is_none(path):
    assert as_path(path) == as_typed(path) == path
    assert not is_address(as_path(path))


@pytest.mark.parametrize(
    ("typed", "scheme"), [("gs://b/x", "gs"), ("http:/b/x", "http"), ("s3://b", ""), ("C:\\x", "")]
)
def test_other_stores_are_known_as_such(typed, scheme):
    assert other_scheme(typed) == scheme


def test_messages_name_it_as_it_was_typed():
    path = Path(as_path("s3://bucket/a.yaml"))
    assert str(ReadError(path, "is none")) == "s3://bucket/a.yaml: is none"
    assert str(Problem("yaml", "is none", path, 3)) == "s3://bucket/a.yaml:3: is none [yaml]"


@pytest.mark.parametrize(
    "typed", ["s3://b", "s3:/b/x", "S3:\\\\b\\x", "//s3:/b/x", "x/../y", "s3:x", "s3://b/a..b"]
)
def test_sound_ones(typed):
    assert is_sound(typed)


@pytest.mark.parametrize(
    "typed", ["s3:", "s3://", "s3:///x", "s3:\\\\", "s3://b/..", "s3://b/../x", "//s3:/b/../x"]
)
def test_ones_without_a_bucket_or_that_climb(typed):
    assert not is_sound(typed)


def test_a_dot_is_no_step():
    assert as_path("s3://b/./x/.") == "//s3:/b/x"
    assert [name for name in ("x", "", ".", "..", "...", "a\\b") if is_step(name)] == ["x", "..."]
