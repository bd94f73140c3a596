"""The manifest remembers reports over crashes; its lock lets one docgen at a time into a folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from docgen.errors import SaveError, UsageError
from docgen.output import lock as lock_module
from docgen.output.lock import only_one
from docgen.output.machine import is_running, this_host
from docgen.output.manifest import (
    Fingerprint,
    ManifestEntry,
    open_manifest,
    read_manifest,
    worker_manifest,
)


def an_entry(name: str = "dk/a.docx", digest: str = "d1") -> ManifestEntry:
    return ManifestEntry(
        name=name, digest=digest, fingerprint=Fingerprint(context="c", version="1")
    )


def journal_of(out: Path) -> Path:
    return out / ".docgen" / "manifest.jsonl"


@contextmanager
def added(out: Path, *entries: ManifestEntry, share: str = "") -> Iterator[None]:
    with open_manifest(out, share) as manifest:
        for entry in entries:
            manifest.add(entry)
    yield


# --- entries ---------------------------------------------------------------------------------


def test_an_entry_comes_back_as_it_was(tmp_path: Path) -> None:
    entry = ManifestEntry(
        name="dk/Blåbær 1.docx",
        digest="d",
        before="b",
        parts="p",
        fingerprint=Fingerprint(context="c", template="t", options="draft", version="1"),
    )
    with open_manifest(tmp_path) as manifest:
        manifest.add(entry)
    with open_manifest(tmp_path) as manifest:
        assert manifest.entry("dk/Blåbær 1.docx") == entry
        assert manifest.entry("dk/other.docx") is None


def test_a_line_is_on_disk_before_the_run_ends(tmp_path: Path) -> None:
    with open_manifest(tmp_path) as manifest:
        manifest.add(an_entry())
        assert json.loads(journal_of(tmp_path).read_text(encoding="utf-8"))["name"] == "dk/a.docx"


@pytest.mark.parametrize(
    ("tail", "digest"),
    [
        pytest.param(b'{"name":"a.docx","dig', "d1", id="a torn last line is ignored"),
        pytest.param(b"\n\nnonsense\n", "d1", id="lines that say nothing are ignored"),
        pytest.param(b'["name"]\n', "d1", id="a line that is no mapping is ignored"),
        pytest.param(b'{"name":"a.docx","digest":7}\n', "d1", id="a wrong kind is ignored"),
        pytest.param(b'{"name":"a.docx","digest":"d2"}\n', "d2", id="the last line wins"),
        pytest.param(b'{"name":"a.docx","digest":"d2"}', "d1", id="a line without end is torn"),
    ],
)
def test_reading_after_a_crash(tmp_path: Path, tail: bytes, digest: str) -> None:
    with added(tmp_path, an_entry("a.docx")), journal_of(tmp_path).open("ab") as file:
        file.write(tail)
    with open_manifest(tmp_path) as manifest:
        entry = manifest.entry("a.docx")
        manifest.add(an_entry("b.docx"))
    assert entry is not None
    assert entry.digest == digest
    lines = journal_of(tmp_path).read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["name"] for line in lines] == ["a.docx", "b.docx"]


def test_after_half_a_line_the_next_one_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk may take the first half of a line."""
    with open_manifest(tmp_path) as manifest:
        manifest.add(an_entry("a.docx"))
        file = manifest._file
        assert file is not None

        class Full:
            def write(self, data: bytes) -> int:
                return file.write(data[: len(data) // 2])

            def close(self) -> None:
                file.close()

        monkeypatch.setattr(manifest, "_file", Full())
        with pytest.raises(SaveError, match="the disk is full"):
            manifest.add(an_entry("b.docx"))
        monkeypatch.setattr(manifest, "_file", file)
        manifest.add(an_entry("c.docx"))
    with open_manifest(tmp_path) as manifest:
        found = [manifest.entry(name) is not None for name in ("a.docx", "b.docx", "c.docx")]
    assert found == [True, False, True]


def test_workers_write_journals_that_the_next_run_takes_in(tmp_path: Path) -> None:
    with open_manifest(tmp_path) as manifest:
        manifest.add(an_entry("a.docx"))
        worker = worker_manifest(tmp_path)
        worker.add(an_entry("b.docx"))
        worker.close()
    assert len(list((tmp_path / ".docgen").glob("*.jsonl"))) == 2
    with open_manifest(tmp_path) as manifest:
        assert manifest.entry("a.docx")
        assert manifest.entry("b.docx")
    assert list((tmp_path / ".docgen").iterdir()) == [journal_of(tmp_path)]


def test_a_worker_knows_the_lines_it_was_given(tmp_path: Path) -> None:
    with open_manifest(tmp_path) as manifest, added(tmp_path / "x"):
        manifest.add(an_entry("a.docx"))
    with open_manifest(tmp_path) as manifest:
        worker = worker_manifest(tmp_path)
        worker.know(manifest.lines(["a.docx", "b.docx"]))
        assert worker.entry("a.docx") == an_entry("a.docx")
        assert worker.entry("b.docx") is None


def test_shares_keep_their_own_books_and_know_each_other(tmp_path: Path) -> None:
    with (
        open_manifest(tmp_path, "1-of-2") as one,
        open_manifest(tmp_path, "2-of-2", patience=0) as two,
    ):
        one.add(an_entry("a.docx"))
        two.add(an_entry("b.docx"))
    with open_manifest(tmp_path, "2-of-2") as two:
        assert two.entry("a.docx")
        assert two.entry("b.docx")
    with open_manifest(tmp_path) as whole:
        assert whole.entry("a.docx")
    assert list((tmp_path / ".docgen").iterdir()) == [journal_of(tmp_path)]


def test_looking_only_writes_nothing(tmp_path: Path) -> None:
    manifest = read_manifest(tmp_path / "out")
    manifest.add(an_entry())
    assert manifest.entry("dk/a.docx") is None
    assert not (tmp_path / "out").exists()


def test_an_output_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file", encoding="utf-8")
    for out in (tmp_path / "out", tmp_path / "out" / "below"):
        with pytest.raises(UsageError, match=r"out: is a file, not a folder"), open_manifest(out):
            pass


@pytest.mark.parametrize("call", ["mkdir", "open"])
def test_an_output_folder_without_rights_is_refused(
    tmp_path: Path, call: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, call, refuse)
    with pytest.raises(UsageError, match="cannot write there"), open_manifest(tmp_path / "out"):
        pass


# --- the lock --------------------------------------------------------------------------------


def write_lock(folder: Path, pid: int, host: str, name: str = "lock") -> Path:
    lock = folder / ".docgen" / name
    lock.parent.mkdir(exist_ok=True)
    text = json.dumps({"pid": pid, "host": host, "since": "2026-03-10 09:00:00"})
    lock.write_text(text, encoding="utf-8")
    return lock


@pytest.fixture
def gone() -> int:
    """The id of a process that has ended."""
    process = subprocess.Popen([sys.executable, "-S", "-c", ""])
    process.wait()
    return process.pid


@pytest.mark.parametrize(
    ("outer", "inner"),
    [
        pytest.param("", "", id="two whole runs"),
        pytest.param("", "1-of-2", id="a share beside a whole run"),
        pytest.param("1-of-2", "", id="a whole run beside a share"),
        pytest.param("1-of-2", "1-of-2", id="the same share twice"),
    ],
)
def test_a_second_docgen_is_refused_and_told_why(tmp_path: Path, outer: str, inner: str) -> None:
    with open_manifest(tmp_path, outer):
        message = rf"another docgen writes there \(process {os.getpid()} on .*choose another -o"
        with pytest.raises(UsageError, match=message), open_manifest(tmp_path, inner, patience=0):
            pass
    with open_manifest(tmp_path, inner, patience=0):
        pass
    assert not list((tmp_path / ".docgen").glob("lock*"))


def test_a_short_wait_lets_the_other_finish(tmp_path: Path) -> None:
    folder = tmp_path / ".docgen"
    lock = write_lock(tmp_path, os.getppid(), this_host())
    waits: list[float] = []

    def pause(seconds: float) -> None:
        waits.append(seconds)
        if len(waits) == 3:
            lock.unlink()

    with only_one(folder, pause=pause, clock=lambda: sum(waits)):
        assert lock.exists()
    assert len(waits) == 3


def test_the_lock_of_a_dead_process_is_taken_over(tmp_path: Path, gone: int) -> None:
    write_lock(tmp_path, gone, this_host())
    write_lock(tmp_path, gone, this_host(), "lock.1-of-2")
    with open_manifest(tmp_path, patience=0):
        assert [path.name for path in (tmp_path / ".docgen").glob("*lock*")] == ["lock"]
    assert not list((tmp_path / ".docgen").iterdir())


def test_a_lock_with_this_process_id_that_this_process_does_not_hold_is_stale(
    tmp_path: Path,
) -> None:
    write_lock(tmp_path, os.getpid(), this_host())
    with open_manifest(tmp_path, patience=0):
        pass


@pytest.mark.parametrize(
    ("host", "text"),
    [
        pytest.param("elsewhere", "process 1 on elsewhere, since 2026", id="another machine"),
        pytest.param("", "unknown", id="a lock being written"),
    ],
)
def test_a_lock_that_cannot_be_judged_stays(tmp_path: Path, host: str, text: str) -> None:
    lock = write_lock(tmp_path, 1, host)
    if not host:
        lock.write_text("", encoding="utf-8")
    with pytest.raises(UsageError, match=text), open_manifest(tmp_path, patience=0):
        pass
    assert lock.exists()


def test_a_stale_lock_is_not_taken_from_a_quicker_docgen(
    tmp_path: Path, gone: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the look at a stale lock and its removal another docgen may have taken it."""
    host = this_host()
    lock = write_lock(tmp_path, gone, host)
    looks: list[bool] = []
    true_gone = lock_module._has_ended

    def overtaken(holder: lock_module.Holder) -> bool:
        stale = true_gone(holder)
        if stale and not looks:
            write_lock(tmp_path, os.getppid(), host)
        looks.append(stale)
        return stale

    monkeypatch.setattr(lock_module, "_has_ended", overtaken)
    with pytest.raises(UsageError, match="another docgen"), open_manifest(tmp_path, patience=0):
        pass
    assert json.loads(lock.read_text(encoding="utf-8"))["pid"] == os.getppid()


def test_is_running(gone: int) -> None:
    assert is_running(os.getpid())
    assert not is_running(gone)
