"""Reports land whole, under safe names, and never over somebody's edits."""

from __future__ import annotations

import errno
import io
import os
import unicodedata
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.errors import FileOpenError, KeptFileError, SaveError
from docgen.output import anywhere, save, stamps
from docgen.output.manifest import Fingerprint, Manifest, open_manifest
from docgen.output.save import parts_digest, safe_name, same_file_key, save_report
from docgen.output.whole import temporary_name


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "færdige rapporter"


@pytest.fixture
def manifest(out: Path) -> Iterator[Manifest]:
    with open_manifest(out) as opened:
        yield opened


def files_of(folder: Path) -> list[str]:
    """Return every file below `folder` but those of docgen's own folder."""
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return sorted(path.as_posix() for path in found if path.parts[0] != ".docgen")


def a_package(text: str, level: int) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as package:
        package.writestr(zipfile.ZipInfo("word/document.xml"), text, zipfile.ZIP_DEFLATED, level)
    return data.getvalue()


# --- names -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("enhet-a-2026", "enhet-a-2026", id="a plain id stays"),
        pytest.param("Blåbærø ÄÖ", "Blåbærø ÄÖ", id="Nordic letters and blanks stay"),
        pytest.param(unicodedata.normalize("NFD", "Åsö"), "Åsö", id="letters are composed"),
        pytest.param("a/b\\c:d", "a-b-c-d", id="separators become dashes"),
        pytest.param('a*b?c"d<e>f|g', "a-b-c-d-e-f-g", id="what Windows forbids becomes dashes"),
        pytest.param("../../etc/passwd", "-.-etc-passwd", id="no way up the folders is left"),
        pytest.param("..", "review", id="two dots alone are no name"),
        pytest.param("", "review", id="an empty id is no name"),
        pytest.param("enhet. . ", "enhet", id="no dot or blank at the end"),
        pytest.param(".docgen", "docgen", id="no dot in front"),
        pytest.param("CON", "CON_", id="a device of Windows is no file"),
        pytest.param("com1", "com1_", id="device names count in lower case"),
        pytest.param("nul.2026", "nul.2026_", id="a device with a suffix is a device"),
        pytest.param("console", "console", id="a longer word is no device"),
        pytest.param("a\nb\x00c", "a-b-c", id="control characters become dashes"),
        pytest.param("a\u202eb", "a-b", id="marks that turn the writing around become dashes"),
    ],
)
def test_safe_name(text: str, name: str) -> None:
    assert safe_name(text) == name


@pytest.mark.parametrize("letter", ["a", "ø", "漢", "😀"])
def test_a_long_id_is_cut_and_stays_unlike_others(letter: str) -> None:
    one, other = safe_name(letter * 300 + "1"), safe_name(letter * 300 + "2")
    assert one != other
    assert len(one) <= 120
    assert len(f".{one}-quarterly-meeting.docx.part".encode()) <= 255


@settings(derandomize=True)
@given(st.text())
def test_a_name_is_safe_whatever_the_id(text: str) -> None:
    name = safe_name(text)
    assert name
    assert name == safe_name(name)
    assert not set(name) & set('/\\:*?"<>|')
    assert ".." not in name
    assert not name.endswith((".", " "))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param("Enhet-A", "enhet-a", True, id="names in other case are one file on Windows"),
        pytest.param("Å", "A\u030a", True, id="composed and decomposed are one file on a Mac"),
        pytest.param("enhet-a", "enhet-b", False, id="other names are other files"),
    ],
)
def test_same_file_key(one: str, other: str, same: bool) -> None:
    assert (same_file_key(one) == same_file_key(other)) is same


# --- saving ----------------------------------------------------------------------------------


def test_a_new_report_is_written_with_its_folder(out: Path, manifest: Manifest) -> None:
    assert save_report(b"report", out / "dk" / "a.docx", manifest) == "written"
    assert (out / "dk" / "a.docx").read_bytes() == b"report"
    assert files_of(out) == ["dk/a.docx"]


def test_the_same_report_again_is_not_touched(out: Path, manifest: Manifest) -> None:
    save_report(b"report", out / "a.docx", manifest)
    stamp = (out / "a.docx").stat().st_mtime_ns
    assert save_report(b"report", out / "a.docx", manifest) == "unchanged"
    assert (out / "a.docx").stat().st_mtime_ns == stamp


def test_a_report_that_docgen_wrote_is_replaced(out: Path) -> None:
    for data in (b"one", b"two"):
        with open_manifest(out) as manifest:
            assert save_report(data, out / "a.docx", manifest) == "written"
    assert (out / "a.docx").read_bytes() == b"two"


@pytest.mark.parametrize(
    ("made", "why"),
    [
        pytest.param(False, "was not made by docgen", id="somebody else's file"),
        pytest.param(True, "was edited since", id="a report edited in Word"),
    ],
)
def test_a_foreign_or_edited_file_is_kept(out: Path, made: bool, why: str) -> None:
    path = out / "a.docx"
    with open_manifest(out) as manifest:
        if made:
            save_report(b"made", path, manifest)
        path.write_bytes(b"mine")
    with open_manifest(out) as manifest:
        with pytest.raises(KeptFileError, match=rf"a\.docx: {why}.*--force.*rename"):
            save_report(b"new", path, manifest)
        assert path.read_bytes() == b"mine"
        assert save_report(b"new", path, manifest, force=True) == "written"
    assert path.read_bytes() == b"new"
    with open_manifest(out) as manifest:
        assert save_report(b"newer", path, manifest) == "written"


def test_an_equal_file_is_taken_over(out: Path) -> None:
    out.mkdir()
    (out / "a.docx").write_bytes(b"same")
    with open_manifest(out) as manifest:
        assert save_report(b"same", out / "a.docx", manifest) == "unchanged"
    with open_manifest(out) as manifest:
        assert save_report(b"next", out / "a.docx", manifest) == "written"


def test_another_compressor_is_no_change(out: Path) -> None:
    thin, thick = a_package("text " * 500, 9), a_package("text " * 500, 1)
    assert thin != thick
    with open_manifest(out) as manifest:
        save_report(thin, out / "a.docx", manifest)
    with open_manifest(out) as manifest:
        assert save_report(thick, out / "a.docx", manifest) == "unchanged"
    assert (out / "a.docx").read_bytes() == thin


def test_parts_digest_sees_the_text_and_not_the_compressor() -> None:
    assert parts_digest(a_package("a" * 99, 1)) == parts_digest(a_package("a" * 99, 9))
    assert parts_digest(a_package("a", 1)) != parts_digest(a_package("b", 1))
    assert parts_digest(b"no zip") == parts_digest(b"PK\x05\x06") == ""


@pytest.mark.parametrize("mark", ["~$fjordby.docx", "~$ordby.docx", ".~lock.fjordby.docx#"])
def test_a_report_open_in_an_office_program_stays(out: Path, mark: str) -> None:
    path = out / "fjordby.docx"
    with open_manifest(out) as manifest:
        save_report(b"old", path, manifest)
        path.with_name(mark).write_bytes(b"")
    with open_manifest(out) as manifest:
        with pytest.raises(FileOpenError, match="close it in Word"):
            save_report(b"new", path, manifest)
        path.with_name(mark).unlink()
        assert save_report(b"new", path, manifest) == "written"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        pytest.param("a.docx", "close it in Word", id="a report"),
        pytest.param("a.pdf", "close it in the program that shows it", id="a PDF"),
    ],
)
def test_windows_refuses_to_replace_an_open_file(
    out: Path, manifest: Manifest, monkeypatch: pytest.MonkeyPatch, name: str, message: str
) -> None:
    path = out / name
    path.write_bytes(b"new")
    save_report(b"new", path, manifest)

    def refuse(*_: object, **__: object) -> None:
        error = PermissionError(errno.EACCES, "Access is denied")
        error.winerror = 5  # type: ignore[attr-defined]
        raise error

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(FileOpenError, match=message):
        save_report(b"newer", path, manifest, force=True)
    assert files_of(out) == [name]
    assert path.read_bytes() == b"new"


@pytest.mark.parametrize(
    ("number", "message"),
    [
        pytest.param(errno.ENOSPC, "the disk is full", id="a full disk"),
        pytest.param(errno.EDQUOT, "the disk is full", id="a used-up quota"),
        pytest.param(errno.EIO, "cannot be written: Input/output error", id="a broken disk"),
        pytest.param(errno.EACCES, "cannot be written: Permission denied", id="missing rights"),
    ],
)
def test_a_failed_write_leaves_the_old_file_and_nothing_else(
    out: Path, number: int, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = out / "a.docx"
    with open_manifest(out) as manifest:
        save_report(b"old", path, manifest)

    true_write = os.write

    def half(descriptor: int, data: memoryview) -> int:
        true_write(descriptor, data[: len(data) // 2])
        raise OSError(number, errno_text(number))

    with open_manifest(out) as manifest:
        monkeypatch.setattr(os, "write", half)
        with pytest.raises(SaveError, match=message):
            save_report(b"brand new", path, manifest)
        monkeypatch.undo()
    assert files_of(out) == ["a.docx"]
    assert path.read_bytes() == b"old"


def errno_text(number: int) -> str:
    return {errno.EIO: "Input/output error", errno.EACCES: "Permission denied"}.get(number, "full")


def test_an_interrupted_run_is_known_on_both_sides_of_the_rename(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The manifest hears of a file before it is in place, so either file is docgen's own."""
    path = out / "a.docx"
    with open_manifest(out) as manifest:
        save_report(b"old", path, manifest)

    def kill(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with open_manifest(out) as manifest, monkeypatch.context() as patch:
        patch.setattr(os, "replace", kill)
        with pytest.raises(KeyboardInterrupt):
            save_report(b"new", path, manifest)
    assert files_of(out) == ["a.docx"]
    assert path.read_bytes() == b"old"
    with open_manifest(out) as manifest:
        assert save_report(b"newest", path, manifest) == "written"
    assert path.read_bytes() == b"newest"
    assert files_of(out) == ["a.docx"]


def test_a_folder_in_the_way_is_one_line(out: Path, manifest: Manifest) -> None:
    (out / "a.docx").mkdir()
    with pytest.raises(SaveError, match=r"a\.docx: is a folder"):
        save_report(b"report", out / "a.docx", manifest)


def test_nothing_is_written_outside_the_output_folder(out: Path, manifest: Manifest) -> None:
    with pytest.raises(SaveError, match="outside"):
        save_report(b"report", out.parent / "a.docx", manifest)
    assert not (out.parent / "a.docx").exists()


def test_the_manifest_tells_what_a_report_was_made_from(out: Path) -> None:
    fingerprint = Fingerprint(context="c", template="t", options="draft", version="1")
    path = out / "a.docx"
    with open_manifest(out) as manifest:
        save_report(b"report", path, manifest, fingerprint=fingerprint)
    with open_manifest(out) as manifest:
        entry = manifest.entry("a.docx")
        assert anywhere.is_current(path, entry, fingerprint)
        assert not anywhere.is_current(path, entry, Fingerprint(context="other"))
        path.write_bytes(b"edited")
        assert not anywhere.is_current(path, entry, fingerprint)
        path.unlink()
        assert not anywhere.is_current(path, entry, fingerprint)


def test_a_file_that_looks_as_it_was_written_is_not_read(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = out / "a.docx"
    with open_manifest(out) as manifest:
        save_report(b"report", path, manifest)
    with open_manifest(out) as manifest:
        entry = manifest.entry("a.docx")
        assert entry is not None
        assert entry.stamp == stamps.stamp_at(path) != "", "the file had its look before its name"
        with monkeypatch.context() as patched:
            patched.setattr(save, "open_ordinary", pytest.fail)
            assert save.is_untouched(path, entry)
        os.utime(path, ns=(1, 1))
        assert save.is_untouched(path, entry), "it looks another way, so it was read"
        path.write_bytes(b"edited")
        assert not save.is_untouched(path, entry)


def test_no_look_is_believed_after_a_start_of_the_system(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = out / "a.docx"
    with open_manifest(out) as manifest:
        save_report(b"report", path, manifest)
        look = path.stat()
        path.write_bytes(b"\0" * look.st_size)  # as a power cut leaves it
        os.utime(path, ns=(look.st_mtime_ns, look.st_mtime_ns))
    with open_manifest(out) as manifest:
        entry = manifest.entry("a.docx")
        assert entry is not None
        monkeypatch.setattr(stamps, "_beginning", lambda: "another")
        assert not save.is_untouched(path, entry)
        monkeypatch.setattr(stamps, "_beginning", lambda: "")
        assert stamps.stamp_at(path) == "", "where nothing tells of starts there are none"


# --- what killed runs and power cuts leave ---------------------------------------------------


@pytest.mark.parametrize(
    "left",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"\0" * 6, id="zeros"),
        pytest.param(b"rep", id="its beginning"),
        pytest.param(b"rep\0\0\0", id="its beginning and zeros"),
    ],
)
@pytest.mark.parametrize("known", [True, False], ids=["known", "lost from the manifest, too"])
def test_what_a_power_cut_leaves_of_a_report_is_written_again(
    out: Path, left: bytes, known: bool
) -> None:
    path = out / "a.docx"
    with open_manifest(out) as manifest:
        save_report(b"report", path, manifest)
    if not known:
        (out / ".docgen" / "manifest.jsonl").unlink()
    path.write_bytes(left)
    with open_manifest(out) as manifest:
        assert save_report(b"report", path, manifest) == "written"
    assert path.read_bytes() == b"report"


@pytest.mark.parametrize("mine", [b"reporter", b"mine", b"\0mine", b"\0" * 7])
def test_what_holds_anything_else_is_kept(out: Path, mine: bytes) -> None:
    out.mkdir()
    (out / "a.docx").write_bytes(mine)
    with open_manifest(out) as manifest, pytest.raises(KeptFileError):
        save_report(b"report", out / "a.docx", manifest)


def test_a_file_larger_than_any_report_is_none_of_ours(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only so much of it is read."""
    monkeypatch.setattr(save, "MOST", 100)
    with open_manifest(out) as manifest:
        (out / "a.docx").write_bytes(b"x" * 1_000)
        with pytest.raises(KeptFileError):
            save_report(b"report", out / "a.docx", manifest)


@pytest.mark.parametrize(
    ("holder", "gone"),
    [
        pytest.param("", ["run", "1-of-2", "2-of-2"], id="the whole run: all, it is alone"),
        pytest.param("1-of-2", ["1-of-2"], id="a share: its own, others may be writing"),
    ],
)
def test_the_holder_of_the_lock_removes_what_its_killed_runs_left(
    out: Path, holder: str, gone: list[str]
) -> None:
    left = {run: temporary_name(run) for run in ("run", "1-of-2", "2-of-2", "")}
    (out / "dk").mkdir(parents=True)
    for name in left.values():
        (out / "dk" / name).write_bytes(b"half")
    with open_manifest(out, holder) as manifest:
        save.tidy(manifest, ["a.docx", "dk/a.docx", "se/a.docx"])
    stay = {name for run, name in left.items() if run not in gone}
    assert {path.name for path in (out / "dk").iterdir()} == stay


def test_tidying_follows_no_link_out(tmp_path: Path, out: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    mine = tmp_path / "elsewhere" / temporary_name("run")
    mine.write_bytes(b"mine")
    out.mkdir()
    (out / "dk").symlink_to(tmp_path / "elsewhere")
    with open_manifest(out) as manifest:
        save.tidy(manifest, ["dk/a.docx"])
    assert mine.exists()
