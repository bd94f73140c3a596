"""What is asked of a folder happens in that folder: no link leads out, no pipe makes wait."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from docgen.errors import SaveError
from docgen.output import folder as module
from docgen.output.folder import Folder


@pytest.fixture(params=["by handle", "by path, as on Windows"])
def held(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Both halves of the module: what POSIX systems do, and what is left where they have none."""
    by_handle = bool(request.param == "by handle")
    monkeypatch.setattr(module, "HELD", by_handle)
    return by_handle


@pytest.fixture
def out(tmp_path: Path) -> Path:
    place = tmp_path / "færdige rapporter"
    place.mkdir()
    return place


def write(folder: Folder, name: str, data: bytes) -> None:
    descriptor = folder.new_file(name)
    os.write(descriptor, data)
    os.close(descriptor)


@pytest.mark.usefixtures("held")
def test_folders_are_made_on_the_way(out: Path) -> None:
    with Folder.at(out) as folder, folder.below(["dk", "ø"], make=True) as inner:
        write(inner, "a", b"text")
    assert (out / "dk" / "ø" / "a").read_bytes() == b"text"


@pytest.mark.usefixtures("held")
def test_a_missing_folder_is_not_made_unasked(out: Path) -> None:
    with Folder.at(out) as folder, pytest.raises(FileNotFoundError):
        folder.below(["dk"])
    with pytest.raises(FileNotFoundError):
        Folder.at(out / "dk")


@pytest.mark.usefixtures("held")
@pytest.mark.parametrize(
    ("links", "way"),
    [
        pytest.param({"dk": "elsewhere"}, ["dk"], id="the folder itself"),
        pytest.param({"dk": "elsewhere"}, ["dk", "a"], id="a folder above it"),
        pytest.param({"dk": "out/b", "out/b": "elsewhere"}, ["dk"], id="a link to a link out"),
        pytest.param({"dk": "elsewhere/missing"}, ["dk"], id="a link to what is not there"),
    ],
)
def test_a_link_out_of_the_folder_is_refused(
    tmp_path: Path, out: Path, links: dict[str, str], way: list[str]
) -> None:
    (tmp_path / "elsewhere").mkdir()
    for link, target in links.items():
        place = out / link.removeprefix("out/")
        place.symlink_to(out / target[4:] if target.startswith("out/") else tmp_path / target)
    with Folder.at(out) as folder, pytest.raises(SaveError) as refused:
        folder.below(way, make=True)
    assert str(refused.value).startswith(f"{out / 'dk'}: is a link to ")
    assert "remove it, or choose another folder" in str(refused.value)
    assert list((tmp_path / "elsewhere").iterdir()) == []


@pytest.mark.usefixtures("held")
def test_a_link_that_stays_within_the_folder_is_followed(out: Path) -> None:
    (out / "danmark").mkdir()
    (out / "dk").symlink_to("danmark")
    with Folder.at(out) as folder, folder.below(["dk", "a"], make=True) as inner:
        write(inner, "f", b"text")
    assert (out / "danmark" / "a" / "f").read_bytes() == b"text"


@pytest.mark.usefixtures("held")
def test_a_folder_of_docgen_may_be_no_link_at_all(out: Path) -> None:
    (out / "other").mkdir()
    (out / ".docgen").symlink_to("other")
    with (
        Folder.at(out) as folder,
        pytest.raises(SaveError, match=r"\.docgen: is a link to other; remove it"),
    ):
        folder.own(".docgen", make=True)


def test_a_folder_that_becomes_a_link_afterwards_is_still_the_old_one(
    tmp_path: Path, out: Path
) -> None:
    """What the handle is for: no moment is left between the look and the writing."""
    (out / "dk").mkdir()
    (tmp_path / "elsewhere").mkdir()
    with Folder.at(out) as folder, folder.below(["dk"]) as inner:
        (out / "dk").rename(out / "moved")
        (out / "dk").symlink_to(tmp_path / "elsewhere")
        write(inner, "part", b"text")
        inner.rename("part", "a")
        inner.publish("a", "b")
    assert (out / "moved" / "b").read_bytes() == b"text"
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_link_that_appears_between_look_and_opening_is_not_followed(
    tmp_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "victim").write_bytes(b"mine")
    (out / "a").symlink_to(tmp_path / "victim")
    monkeypatch.setattr(Folder, "refuse_link", lambda *_: None)
    with Folder.at(out) as folder, pytest.raises(OSError, match="symbolic"):
        folder.open_file("a", os.O_WRONLY | os.O_APPEND | os.O_CREAT)


@pytest.mark.usefixtures("held")
@pytest.mark.parametrize("target", ["victim", "not there"])
def test_a_new_file_is_never_a_link(tmp_path: Path, out: Path, target: str) -> None:
    (tmp_path / "victim").write_bytes(b"mine")
    (out / "a").symlink_to(tmp_path / target)
    with Folder.at(out) as folder, pytest.raises(FileExistsError):
        folder.new_file("a")
    assert not (tmp_path / "not there").exists()


@pytest.mark.usefixtures("held")
def test_a_link_is_opened_when_it_is_to_be_followed_only(tmp_path: Path, out: Path) -> None:
    (tmp_path / "victim").write_bytes(b"mine")
    (out / "a").symlink_to(tmp_path / "victim")
    with Folder.at(out) as folder:
        with pytest.raises(SaveError, match="is a link to"):
            folder.open_file("a", os.O_RDONLY)
        descriptor = folder.open_file("a", os.O_RDONLY, follow=True)
    assert os.read(descriptor, 9) == b"mine"
    os.close(descriptor)


@pytest.mark.usefixtures("held")
@pytest.mark.parametrize("follow", [False, True])
def test_a_pipe_makes_nobody_wait(out: Path, follow: bool) -> None:
    os.mkfifo(out / "pipe")
    with Folder.at(out) as folder, pytest.raises(SaveError, match="is no ordinary file; remove it"):
        folder.open_file("pipe", os.O_RDONLY, follow=follow)


@pytest.mark.usefixtures("held")
def test_a_device_is_no_file(out: Path) -> None:
    (out / "a").symlink_to("/dev/zero")
    with Folder.at(out) as folder, pytest.raises(SaveError, match="is no ordinary file"):
        folder.open_file("a", os.O_RDONLY, follow=True)


@pytest.mark.usefixtures("held")
@pytest.mark.parametrize("kind", ["file", "link", "link to nothing"])
def test_publishing_replaces_nothing(tmp_path: Path, out: Path, kind: str) -> None:
    (tmp_path / "victim").write_bytes(b"mine")
    if kind == "file":
        (out / "b").write_bytes(b"mine")
    else:
        (out / "b").symlink_to(tmp_path / ("victim" if kind == "link" else "nothing"))
    with Folder.at(out) as folder:
        write(folder, "a", b"new")
        with pytest.raises(FileExistsError):
            folder.publish("a", "b")
    assert (out / "a").read_bytes() == b"new"
    assert (tmp_path / "victim").read_bytes() == b"mine"
    assert not (tmp_path / "nothing").exists()


def test_a_disk_without_hard_links_publishes_too(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    with Folder.at(out) as folder:
        write(folder, "a", b"new")
        folder.publish("a", "b")
        write(folder, "a", b"newer")
        with pytest.raises(FileExistsError):
            folder.publish("a", "b")
    assert (out / "b").read_bytes() == b"new"


def open_files() -> int:
    return len(list(Path("/dev/fd").iterdir()))


def test_no_handle_is_left_open(tmp_path: Path, out: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (out / "se").symlink_to(tmp_path / "elsewhere")
    before = open_files()
    for _ in range(3):
        with Folder.at(out) as folder, folder.below(["dk", "a"], make=True):
            pass
        with Folder.at(out) as folder, pytest.raises(SaveError):
            folder.below(["se"])
        with Folder.at(out) as folder, pytest.raises(FileNotFoundError):
            folder.below(["dk", "b"])
    assert open_files() == before
