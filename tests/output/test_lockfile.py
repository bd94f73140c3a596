"""Lock files: one holder each, whatever stands in them, and no message that they could write."""

from __future__ import annotations

import errno
import json
import os
import time
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.errors import UsageError
from docgen.output import lockfile, oslock
from docgen.output.folder import Folder
from docgen.output.lockfile import Holder, cleared, is_own, let_go, lock_name, look, take, touch
from docgen.output.machine import this_host, this_system
from docgen.output.whole import NO_ROOM

TOLD = {
    "pid": 4711, "host": "other", "since": "2026-03-10 09:00:00", "system": "other boot",
    "locked": True,
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Folder]:
    """Yield docgen's own folder in an output folder."""
    (tmp_path / "out" / ".docgen").mkdir(parents=True)
    with Folder.at(tmp_path / "out" / ".docgen") as opened:
        yield opened


def write(folder: Folder, content: str | bytes | dict[str, Any], name: str = "lock") -> Path:
    """Write a lock file as somebody else would."""
    data = json.dumps(content) if isinstance(content, dict) else content
    path = folder.path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def names(folder: Folder) -> list[str]:
    return sorted(path.name for path in folder.path.iterdir())


@pytest.mark.parametrize(("share", "name"), [("", "lock"), ("1-of-4", "lock.1-of-4")])
def test_each_share_has_a_lock_of_its_own(share: str, name: str) -> None:
    assert lock_name(share) == name


# --- taking and letting go -------------------------------------------------------------------


def test_who_takes_a_lock_stands_in_it(folder: Folder) -> None:
    taken = take(folder, "lock")
    assert taken is not None
    descriptor, text = taken
    seen = look(folder, "lock")
    assert seen is not None
    assert seen.holder is not None
    assert (seen.text, seen.holder.pid) == (text, os.getpid())
    assert (seen.holder.host, seen.holder.system) == (this_host(), this_system())
    assert abs(time.mktime(time.strptime(seen.holder.since, "%Y-%m-%d %H:%M:%S")) - time.time()) < 9
    assert seen.holder.locked
    assert seen.locked
    assert is_own(seen)
    let_go(folder, "lock", descriptor, text)
    assert look(folder, "lock") is None
    assert not is_own(seen)
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(descriptor)


def test_a_second_one_gets_none(folder: Folder) -> None:
    first = take(folder, "lock")
    assert first is not None
    assert take(folder, "lock") is None
    other = take(folder, "lock.1-of-2")
    assert other is not None
    for name, (descriptor, text) in (("lock", first), ("lock.1-of-2", other)):
        let_go(folder, name, descriptor, text)
    assert names(folder) == []


def test_a_lock_that_somebody_took_over_is_not_removed(folder: Folder) -> None:
    taken = take(folder, "lock")
    assert taken is not None
    write(folder, TOLD)
    let_go(folder, "lock", *taken)
    assert names(folder) == ["lock"]


def test_a_lock_that_is_gone_already_is_let_go_of(folder: Folder) -> None:
    taken = take(folder, "lock")
    assert taken is not None
    folder.remove("lock")
    let_go(folder, "lock", *taken)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        pytest.param(errno.EACCES, r"out: cannot write there \(.+\); choose another -o", id="no"),
        pytest.param(NO_ROOM[0], "out: the disk is full; make room and run it again", id="full"),
    ],
)
@pytest.mark.parametrize("step", ["new_file", "write"])
def test_where_nothing_can_be_written_the_output_folder_is_named(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, number: int, words: str, step: str
) -> None:
    def refuse(*_: object) -> int:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr(*((folder, "new_file") if step == "new_file" else (os, "write")), refuse)
        with pytest.raises(UsageError, match=words) as raised:
            take(folder, "lock")
    assert str(raised.value).startswith(str(folder.path.parent))
    assert names(folder) == []


def test_what_the_system_gives_no_words_for_is_told_as_it_is(folder: Folder) -> None:
    assert "(odd)" in str(lockfile.unusable(folder.path, OSError("odd")))


@pytest.mark.parametrize("by_descriptor", [True, False], ids=["held", "by name, as on Windows"])
def test_a_sign_of_life_is_the_time_of_the_file(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, by_descriptor: bool
) -> None:
    file = write(folder, TOLD)
    os.utime(file, (5, 5))
    if not by_descriptor:
        monkeypatch.setattr(os, "supports_fd", set())
    with file.open("rb+") as opened:
        touch(opened.fileno(), file)
    seen = look(folder, "lock")
    assert seen is not None
    assert abs(seen.touched - time.time()) < 60


# --- what stands in one ----------------------------------------------------------------------


def test_what_another_docgen_wrote_is_told(folder: Folder) -> None:
    write(folder, TOLD)
    seen = look(folder, "lock")
    assert seen is not None
    assert seen.holder is not None
    told = (seen.holder.pid, seen.holder.host, seen.holder.since, seen.holder.system)
    assert told == (4711, "other", "2026-03-10 09:00:00", "other boot")
    assert seen.holder.locked
    assert not seen.locked  # nobody has it open
    assert not is_own(seen)


def test_one_that_is_held_is_told_from_one_that_was_left(folder: Folder) -> None:
    file = write(folder, TOLD)
    descriptor = os.open(file, os.O_RDWR)
    assert oslock.take(descriptor)
    seen = look(folder, "lock")
    assert seen is not None
    assert seen.locked
    os.close(descriptor)
    seen = look(folder, "lock")
    assert seen is not None
    assert not seen.locked


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"\xff\xfe\x00", id="no text"),
        pytest.param("[1]", id="a list"),
        pytest.param("7", id="a number"),
        pytest.param("{", id="half of one"),
        pytest.param("[" * 4000, id="as deep as it is long"),
        pytest.param({}, id="without a process"),
        pytest.param({**TOLD, "pid": 0}, id="process 0"),
        pytest.param({**TOLD, "pid": -1}, id="a process below 0"),
        pytest.param({**TOLD, "pid": 1 << 31}, id="a process beyond all"),
        pytest.param({**TOLD, "pid": True}, id="a process that is yes"),
        pytest.param({**TOLD, "pid": "1"}, id="a process in words"),
        pytest.param({**TOLD, "system": 5}, id="a system that is a number"),
    ],
)
def test_what_no_docgen_wrote_has_no_holder(
    folder: Folder, content: str | bytes | dict[str, Any]
) -> None:
    write(folder, content)
    seen = look(folder, "lock")
    assert seen is not None
    assert seen.holder is None
    assert not seen.locked


@pytest.mark.parametrize(("pid", "fits"), [(1, True), ((1 << 31) - 1, True), (1 << 31, False)])
def test_a_process_has_a_number_that_a_system_gives(pid: int, fits: bool) -> None:
    with nullcontext() if fits else pytest.raises(ValueError, match=r"^$"):
        assert Holder({"pid": pid}).pid == pid


def test_an_older_docgen_names_no_system_and_locks_nothing() -> None:
    holder = Holder({"pid": 5, "host": "h", "since": "then"})
    assert (holder.system, holder.locked) == ("", False)
    assert not Holder({"pid": 5, "locked": "yes"}).locked


@settings(max_examples=40)
@given(host=st.text(max_size=90), since=st.one_of(st.none(), st.text(), st.integers()))
def test_a_word_of_a_lock_is_short_and_moves_no_cursor(host: str, since: object) -> None:
    holder = Holder({"pid": 1, "host": host, "since": since})
    for word in (holder.host, holder.since):
        assert len(word) <= 64
        assert word.isprintable()
    assert holder.host == "".join(c for c in host[:64] if c.isprintable())


def test_only_as_much_is_read_as_a_docgen_writes(folder: Folder) -> None:
    write(folder, "x" * 100_000)
    seen = look(folder, "lock")
    assert seen is not None
    assert seen.text == "x" * 4096


def test_a_folder_in_its_place_is_told(folder: Folder) -> None:
    (folder.path / "lock").mkdir()
    with pytest.raises(UsageError, match="lock: is a folder; remove it"):
        look(folder, "lock")


@pytest.mark.skipif(os.name == "nt", reason="links take rights there")
def test_a_link_in_its_place_is_told_and_not_followed(folder: Folder, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_text(json.dumps(TOLD), encoding="utf-8")
    (folder.path / "lock").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UsageError, match=r"lock: .*remove it"):
        look(folder, "lock")
    assert take(folder, "lock") is None


@pytest.mark.parametrize("there", [True, False])
def test_one_that_windows_is_deleting_is_there_without_words(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, there: bool
) -> None:
    if there:
        os.utime(write(folder, TOLD), (50, 50))

    def refuse(*_: object) -> int:
        raise PermissionError(errno.EACCES, "being deleted")

    monkeypatch.setattr(folder, "open_file", refuse)
    seen = look(folder, "lock")
    assert (seen and (seen.text, seen.touched)) == (("", 50) if there else None)


# --- moved out of the way --------------------------------------------------------------------


def test_the_lock_of_a_process_that_is_gone_is_cleared(folder: Folder) -> None:
    write(folder, TOLD)
    seen = look(folder, "lock")
    assert seen is not None
    assert cleared(folder, "lock", seen)
    assert names(folder) == []
    assert not cleared(folder, "lock", seen)  # somebody was quicker


def test_one_that_was_taken_over_meanwhile_is_put_back(folder: Folder) -> None:
    write(folder, TOLD)
    stale = look(folder, "lock")
    assert stale is not None
    file = write(folder, {**TOLD, "host": "a second"})
    before = file.read_bytes()
    assert not cleared(folder, "lock", stale)
    assert (names(folder), file.read_bytes()) == (["lock"], before)


def test_a_lock_that_cannot_be_put_back_costs_nobody_anothers(folder: Folder) -> None:
    """While a stale lock is moved aside, a third docgen may have made its own."""
    write(folder, TOLD)
    stale = look(folder, "lock")
    assert stale is not None
    write(folder, {**TOLD, "host": "a second"})
    true_rename = folder.rename

    def rename(name: str, new: str) -> None:
        true_rename(name, new)
        write(folder, {**TOLD, "host": "a third"})

    folder.rename = rename  # type: ignore[method-assign]
    assert not cleared(folder, "lock", stale)
    assert "a third" in (folder.path / "lock").read_text(encoding="utf-8")
