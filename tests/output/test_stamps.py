"""Stamps: another one when a file is written anew, none where no start can be told from another."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from docgen.output import stamps
from docgen.output.stamps import stamp_at, stamp_of


@pytest.fixture(autouse=True)
def _a_system(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every machine that runs these tests has started once, as Linux tells it."""
    system(monkeypatch, "boot-1")
    yield
    stamps._beginning.cache_clear()


def system(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(stamps, "this_system", lambda: name)
    monkeypatch.setattr(stamps, "this_host", lambda: "machine")
    stamps._beginning.cache_clear()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "rapport ø.docx"
    path.write_bytes(b"one")
    return path


def test_a_file_that_nobody_touched_keeps_its_stamp(file: Path) -> None:
    first = stamp_at(file)
    assert first
    assert first.isascii()
    assert stamp_at(str(file)) == first
    assert stamp_of(file.stat()) == first


def test_another_length_another_stamp(file: Path) -> None:
    first, before = stamp_at(file), file.stat().st_mtime_ns
    file.write_bytes(b"other")
    os.utime(file, ns=(before, before))
    assert stamp_at(file) != first


def test_another_time_another_stamp(file: Path) -> None:
    first, before = stamp_at(file), file.stat().st_mtime_ns
    os.utime(file, ns=(before, before + 1_000_000))
    assert stamp_at(file) != first
    os.utime(file, ns=(before, before))
    assert stamp_at(file) == first


def test_another_file_in_its_place_another_stamp(file: Path, tmp_path: Path) -> None:
    first, status = stamp_at(file), file.stat()
    other = tmp_path / "other"
    other.write_bytes(b"two")
    os.utime(other, ns=(status.st_mtime_ns, status.st_mtime_ns))
    other.replace(file)
    assert file.stat().st_size == status.st_size
    assert stamp_at(file) != first


def test_after_a_restart_all_stamps_are_others(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = stamp_at(file)
    system(monkeypatch, "boot-2")
    assert stamp_at(file) not in ("", first)
    system(monkeypatch, "boot-1")
    assert stamp_at(file) == first


def test_the_name_of_the_system_stands_in_no_stamp(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A manifest is sent around; what names a machine is none of its business."""
    system(monkeypatch, "boot-secret")
    assert "boot" not in stamp_at(file)


def test_where_no_start_is_told_from_another_there_are_no_stamps(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    system(monkeypatch, "machine")
    assert stamp_at(file) == ""
    assert stamp_of(file.stat()) == ""


def test_a_folder_and_nothing_have_none(tmp_path: Path) -> None:
    assert stamp_at(tmp_path) == ""
    assert stamp_at(tmp_path / "nothing") == ""


@pytest.mark.skipif(os.name == "nt", reason="links take rights there")
def test_a_link_has_the_stamp_of_what_it_leads_to(file: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(file)
    assert stamp_at(tmp_path / "link") == stamp_at(file)
