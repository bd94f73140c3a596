"""Files are read up to a limit, and files alone: no pipe, device or socket keeps us waiting."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest
from builders import files_of, review_text, swept, write_review
from commands import docgen

from docgen.bounds import reading
from docgen.bounds.reading import LARGEST, read_bytes, walk
from docgen.errors import ReadError

needs_pipes = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")


def _sparse(path: Path, size: int) -> Path:
    """Return a file of that size that takes no room and no time to make."""
    with path.open("wb") as stream:
        stream.truncate(size)
    return path


def test_a_file_of_the_largest_size_is_read_and_one_more_byte_is_not(tmp_path):
    assert len(read_bytes(_sparse(tmp_path / "a", 1000), 1000)) == 1000
    with pytest.raises(ReadError, match="larger than"):
        read_bytes(_sparse(tmp_path / "b", 1001), 1000)


def test_a_larger_file_is_refused_before_any_of_it_is_read(tmp_path, monkeypatch):
    read = []
    sound = open

    class Watched:
        def __init__(self, stream):
            self.stream = stream

        def __enter__(self):
            return self

        def __exit__(self, *_):
            self.stream.close()

        def fileno(self):
            return self.stream.fileno()

        def read(self, size):
            read.append(size)
            return self.stream.read(size)

    monkeypatch.setattr(reading, "open", lambda *a, **k: Watched(sound(*a, **k)), raising=False)
    with pytest.raises(ReadError, match="larger than 10 MB"):
        read_bytes(_sparse(tmp_path / "a", 6_000_000_000))
    assert read == []
    assert len(read_bytes(_sparse(tmp_path / "b", LARGEST))) == LARGEST
    assert read == [LARGEST + 1]


def _make_pipe(path: Path) -> None:
    os.mkfifo(path)


def _make_socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the names of sockets are short
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(here)


def _link_to_a_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def _link_to_nothing(path: Path) -> None:
    path.symlink_to("nowhere")


def _link_to_itself(path: Path) -> None:
    path.symlink_to(path.name)


NO_FILES = {
    "a pipe": _make_pipe,
    "a socket": _make_socket,
    "a device": _link_to_a_device,
    "a dead link": _link_to_nothing,
    "a link in a circle": _link_to_itself,
}
PLACES = {
    "a review": "in/x.yaml",
    "a review in JSON": "in/x.json",
    "a file of many": "in/x.jsonl",
    "defaults": "in/_shared.yaml",
    "a misnamed file of defaults": "in/_shared.yml",
    "a pack": "packs/xx/pack.yaml",
    "rules": "packs/dk/rules.yaml",
    "a template": "packs/dk/extra.docx",
}


@pytest.mark.slow
@needs_pipes
@pytest.mark.parametrize("make", swept(NO_FILES.values(), 2), ids=NO_FILES)
def test_what_is_no_file_is_passed_over_in_folders(tmp_path, make):
    import shutil

    bundled = Path(reading.__file__).parents[2] / "templates"
    shutil.copytree(bundled / "dk", tmp_path / "packs" / "dk")
    write_review(tmp_path / "in" / "good.yaml")
    for place in PLACES.values():
        path = tmp_path / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        make(path)
    packs = ("--packs", "packs")
    assert docgen(tmp_path, "check", "in", "packs/dk", *packs).returncode == 0
    assert docgen(tmp_path, "score", "in", *packs).returncode == 0
    assert docgen(tmp_path, "render", "in", "-o", "out", *packs).returncode == 0
    assert files_of(tmp_path / "out") == ["good.docx"]
    assert docgen(tmp_path, "packs", *packs).returncode == 0


@needs_pipes
@pytest.mark.parametrize("command", ["check", "score", "render"])
@pytest.mark.parametrize("name", ["x.yaml", "x.json", "x.jsonl"])
def test_one_that_is_named_is_one_clear_line(tmp_path, command, name):
    os.mkfifo(tmp_path / name)
    write_review(tmp_path / "good.yaml")
    run = docgen(tmp_path, command, name, "good.yaml")
    told = [row for row in (run.stdout + run.stderr).splitlines() if name in row]
    assert run.returncode == 1
    assert f"{name}: is a pipe, no file" in told[0]


SIZES = {"a review": "x.yaml", "JSON": "x.json", "many in a file": "x.jsonl"}


@pytest.mark.parametrize("command", ["check", "score", "render"])
@pytest.mark.parametrize("name", SIZES.values(), ids=SIZES)
def test_six_gigabytes_are_refused_at_once(tmp_path, command, name):
    _sparse(tmp_path / name, 6_000_000_000)
    write_review(tmp_path / "good.yaml")
    run = docgen(tmp_path, command, name, "good.yaml")
    assert run.returncode == 1
    assert "10 MB" in run.stdout + run.stderr
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize("name", ["pack.yaml", "criteria.yaml", "rules.yaml", "report.docx"])
def test_six_gigabytes_in_a_pack_are_refused_at_once(tmp_path, name):
    import shutil

    bundled = Path(reading.__file__).parents[2] / "templates"
    shutil.copytree(bundled / "dk", tmp_path / "packs" / "dk")
    _sparse(tmp_path / "packs" / "dk" / name, 6_000_000_000)
    run = docgen(tmp_path, "check", "packs/dk", "--packs", "packs")
    assert run.returncode == 1
    assert "is larger than" in run.stdout


def test_defaults_of_six_gigabytes_are_refused_at_once(tmp_path):
    _sparse(tmp_path / "_shared.yaml", 6_000_000_000)
    write_review(tmp_path / "good.yaml")
    run = docgen(tmp_path, "render", "good.yaml")
    assert run.returncode == 1
    assert "_shared.yaml: is larger than 10 MB" in run.stderr


def _tangled(folder: Path) -> None:
    """Make folders whose links lead round in circles, two at each level."""
    write_review(folder / "a" / "b" / "x.yaml", head="id: x")
    for place in (folder, folder / "a", folder / "a" / "b"):
        (place / "loop").symlink_to(".")
        (place / "up").symlink_to("..")
        (place / "top").symlink_to(folder)


@pytest.mark.parametrize("path", ["in", "in/**", "in/**/*.yaml", "in/**/b/**/x.yaml", "**/x.yaml"])
@pytest.mark.parametrize("command", ["check", "score", "render"])
def test_links_in_circles_end(tmp_path, command, path):
    _tangled(tmp_path / "in")
    assert docgen(tmp_path, command, path).returncode == 0


def test_folders_within_folders_without_end_are_walked(tmp_path):
    place = tmp_path
    for _ in range(300):
        place = place / "d"
    place.mkdir(parents=True)
    write_review(place / "x.yaml")
    assert sum(len(files) for _, _, files in walk(tmp_path)) == 1


def test_walking_leaves_out_what_the_caller_takes_out(tmp_path):
    write_review(tmp_path / "a" / "x.yaml")
    write_review(tmp_path / "b" / "y.yaml")
    seen = []
    for _, folders, files in walk(tmp_path):
        folders[:] = [name for name in folders if name != "a"]
        seen += files
    assert seen == ["y.yaml"]


def test_a_review_text_is_a_review(tmp_path):
    assert read_bytes(write_review(tmp_path / "x.yaml")) == review_text().encode()
