"""Files appear whole, under names that nobody foresees; what killed runs left goes in time."""

from __future__ import annotations

import os
import re
import stat
import time
from pathlib import Path

import pytest

from docgen.errors import SaveError
from docgen.output import folder as folder_module
from docgen.output import whole
from docgen.output.folder import Folder
from docgen.output.whole import OLD, TEMPORARY, remove_leftovers, temporary_name, write_whole


@pytest.fixture(params=[True, False], ids=["by handle", "by path, as on Windows"], autouse=True)
def _held(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder_module, "HELD", request.param)
    monkeypatch.setattr(whole, "_tidied", set())


def test_a_file_is_made_with_its_folder(tmp_path: Path) -> None:
    write_whole(tmp_path / "ny mappe" / "a.yaml", "ø".encode())
    assert (tmp_path / "ny mappe" / "a.yaml").read_text(encoding="utf-8") == "ø"
    assert [path.name for path in (tmp_path / "ny mappe").iterdir()] == ["a.yaml"]


def test_no_two_temporary_names_are_alike() -> None:
    names = {temporary_name() for _ in range(1000)}
    assert len(names) == 1000
    assert all(re.fullmatch(TEMPORARY, name) for name in names)


@pytest.mark.parametrize("target", ["victim", "nothing"])
def test_a_link_under_the_temporary_name_is_not_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, target: str
) -> None:
    """Were the name foreseen, the file would still be opened as a new one."""
    (tmp_path / "victim").write_bytes(b"mine")
    monkeypatch.setattr(os, "urandom", lambda count: b"\0" * count)
    (tmp_path / temporary_name()).symlink_to(tmp_path / target)
    with pytest.raises(SaveError):
        write_whole(tmp_path / "a.yaml", b"new")
    assert (tmp_path / "victim").read_bytes() == b"mine"
    assert not (tmp_path / "nothing").exists()
    assert not (tmp_path / "a.yaml").exists()


def test_a_link_in_the_place_of_the_file_is_replaced_itself(tmp_path: Path) -> None:
    (tmp_path / "victim").write_bytes(b"mine")
    (tmp_path / "a.yaml").symlink_to(tmp_path / "victim")
    write_whole(tmp_path / "a.yaml", b"new")
    assert (tmp_path / "victim").read_bytes() == b"mine"
    assert not (tmp_path / "a.yaml").is_symlink()
    assert (tmp_path / "a.yaml").read_bytes() == b"new"


def test_another_name_of_the_same_file_keeps_the_old_content(tmp_path: Path) -> None:
    (tmp_path / "victim").write_bytes(b"mine")
    (tmp_path / "a.yaml").hardlink_to(tmp_path / "victim")
    write_whole(tmp_path / "a.yaml", b"new")
    assert (tmp_path / "victim").read_bytes() == b"mine"


@pytest.mark.parametrize("there", ["a file", "a link to nothing"])
def test_new_replaces_nothing(tmp_path: Path, there: str) -> None:
    if there == "a file":
        (tmp_path / "a.yaml").write_bytes(b"mine")
    else:
        (tmp_path / "a.yaml").symlink_to(tmp_path / "nothing")
    with pytest.raises(FileExistsError):
        write_whole(tmp_path / "a.yaml", b"new", new=True)
    assert [path.name for path in tmp_path.iterdir()] == ["a.yaml"]
    assert there != "a file" or (tmp_path / "a.yaml").read_bytes() == b"mine"


def test_within_a_folder_no_link_leads_out(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "place").mkdir()
    (tmp_path / "place" / "data").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(SaveError, match=r"data: is a link to .*elsewhere, outside of"):
        write_whole(tmp_path / "place" / "data" / "a", b"new", within=tmp_path / "place")
    assert list((tmp_path / "elsewhere").iterdir()) == []


@pytest.mark.parametrize(
    ("umask", "like", "mode"),
    [
        pytest.param(0o022, None, 0o644, id="what is usual"),
        pytest.param(0o077, None, 0o600, id="closed where the user closes all"),
        pytest.param(0o022, 0o600, 0o600, id="as closed as the file it replaces"),
    ],
)
def test_the_mode_of_a_new_file(tmp_path: Path, umask: int, like: int | None, mode: int) -> None:
    file = tmp_path / "a.yaml"
    if like is not None:
        file.touch(like)
    before = os.umask(umask)
    try:
        write_whole(file, b"new", like=file if like else None)
    finally:
        os.umask(before)
    assert stat.S_IMODE(file.stat().st_mode) == mode


@pytest.mark.parametrize("place", ["a", "a/b"])
def test_a_file_in_the_place_of_the_folder_is_one_line(tmp_path: Path, place: str) -> None:
    (tmp_path / "a").write_bytes(b"mine")
    with pytest.raises(SaveError, match=r"b\.yaml: cannot be written: .*a is a file$|a/b is a"):
        write_whole(tmp_path / place / "b.yaml", b"new")


def test_an_interrupted_write_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", stop)
    with pytest.raises(KeyboardInterrupt):
        write_whole(tmp_path / "a", b"new")
    assert list(tmp_path.iterdir()) == []


# --- what killed runs left -------------------------------------------------------------------


def aged(path: Path, seconds: float) -> Path:
    then = time.time() - seconds
    os.utime(path, (then, then), follow_symlinks=False)
    return path


def test_what_a_killed_run_left_goes_when_it_is_old(tmp_path: Path) -> None:
    aged_name, young_name = temporary_name(), temporary_name()
    (tmp_path / aged_name).write_bytes(b"half")
    aged(tmp_path / aged_name, OLD + 60)
    (tmp_path / young_name).write_bytes(b"being written")
    write_whole(tmp_path / "a.yaml", b"new")
    assert {path.name for path in tmp_path.iterdir()} == {"a.yaml", young_name}


def test_nothing_else_goes(tmp_path: Path) -> None:
    (tmp_path / "victim").write_bytes(b"mine")
    link = tmp_path / temporary_name()
    link.symlink_to(tmp_path / "victim")
    folder = tmp_path / temporary_name()
    folder.mkdir()
    others = [".docgen-1.part", ".docgen-0123456789abcdef.docx", "x.docgen-0123456789abcdef.part"]
    for name in others:
        (tmp_path / name).write_bytes(b"mine")
    there = sorted(aged(path, 2 * OLD) for path in tmp_path.iterdir())
    with Folder.at(tmp_path) as opened:
        remove_leftovers(opened)
    assert sorted(tmp_path.iterdir()) == there


def test_a_folder_is_looked_through_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[Path] = []
    monkeypatch.setattr(whole, "remove_leftovers", lambda folder: looks.append(folder.path))
    for name in "abc":
        write_whole(tmp_path / name, b"new")
    assert looks == [tmp_path]
