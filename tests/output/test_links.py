"""Prepared links in an output folder that several people write to: no file of the user changes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import write_review

from docgen.batch.run import make_reports
from docgen.errors import KeptFileError, SaveError, UsageError
from docgen.output import folder as folder_module
from docgen.output import whole
from docgen.output.manifest import open_manifest, read_manifest
from docgen.output.save import save_report

VICTIM = b"what the user would miss"


@pytest.fixture(params=[True, False], ids=["by handle", "by path, as on Windows"], autouse=True)
def _held(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder_module, "HELD", request.param)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    (tmp_path / "out" / ".docgen").mkdir(parents=True)
    return tmp_path / "out"


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Path]:
    """A folder of the user's own, with a file; both are as before when the test is over."""
    place = tmp_path / "elsewhere"
    place.mkdir()
    (place / "victim").write_bytes(VICTIM)
    (place / "empty").write_bytes(b"")
    yield place
    found = {path.name: path.read_bytes() for path in place.iterdir()}
    assert found == {"victim": VICTIM, "empty": b""}


def test_the_name_of_old_is_a_name_like_any_other(out: Path, elsewhere: Path) -> None:
    """Temporary files once had names that could be foreseen."""
    (out / ".a.docx.part").symlink_to(elsewhere / "victim")
    (out / ".b.docx.part").symlink_to(elsewhere / "new")
    with open_manifest(out) as manifest:
        for name in ("a.docx", "b.docx"):
            assert save_report(b"report", out / name, manifest) == "written"
            assert not (out / name).is_symlink()


def test_a_link_under_the_name_of_the_moment_is_not_followed(
    out: Path, elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_manifest(out) as manifest:
        monkeypatch.setattr(os, "urandom", lambda count: b"\0" * count)
        (out / whole.temporary_name("run")).symlink_to(elsewhere / "victim")
        with pytest.raises(SaveError):
            save_report(b"report", out / "a.docx", manifest)


@pytest.mark.parametrize("target", ["victim", "nothing"])
def test_a_link_in_the_place_of_a_report_is_kept_or_replaced_itself(
    out: Path, elsewhere: Path, target: str
) -> None:
    report = out / "a.docx"
    report.symlink_to(elsewhere / target)
    with open_manifest(out) as manifest:
        if target == "victim":
            with pytest.raises(KeptFileError):
                save_report(b"report", report, manifest)
            assert report.is_symlink()
        assert save_report(b"report", report, manifest, force=True) == "written"
    assert not report.is_symlink()
    assert report.read_bytes() == b"report"


@pytest.mark.parametrize("name", ["manifest.jsonl", "manifest.w-host-1.jsonl", "lock"])
@pytest.mark.parametrize("target", ["victim", "empty", "nothing"])
def test_a_link_among_the_files_of_docgen_is_refused(
    out: Path, elsewhere: Path, name: str, target: str
) -> None:
    (out / ".docgen" / name).symlink_to(elsewhere / target)
    with (
        pytest.raises(UsageError, match=rf"\.docgen/{name}: is a link to .*{target}; remove it"),
        open_manifest(out),
    ):
        pass


@pytest.mark.parametrize("name", ["manifest.new", "manifest.jsonl.new"])
def test_the_manifest_is_written_under_no_foreseeable_name(
    out: Path, elsewhere: Path, name: str
) -> None:
    (out / ".docgen" / name).symlink_to(elsewhere / "victim")
    for data in (b"one", b"two", b"three"):
        with open_manifest(out) as manifest:
            save_report(data, out / "a.docx", manifest)


def test_a_second_name_of_the_manifest_is_given_up(out: Path, elsewhere: Path) -> None:
    """A hard link looks like an ordinary file: nothing may be added to it."""
    (out / ".docgen" / "manifest.jsonl").hardlink_to(elsewhere / "empty")
    with open_manifest(out) as manifest:
        save_report(b"report", out / "a.docx", manifest)
    with open_manifest(out) as manifest:
        assert manifest.entry("a.docx")


def test_a_second_name_that_appears_later_gets_no_line(out: Path, elsewhere: Path) -> None:
    with open_manifest(out) as manifest:
        (out / ".docgen" / "manifest.jsonl").hardlink_to(elsewhere / "empty")
        with pytest.raises(SaveError, match="has another name, too; remove this one"):
            save_report(b"report", out / "a.docx", manifest)
    assert not (out / "a.docx").exists()


@pytest.mark.parametrize("look", [open_manifest, read_manifest])
def test_the_folder_of_docgen_may_be_no_link(out: Path, elsewhere: Path, look: object) -> None:
    (out / ".docgen").rmdir()
    (out / ".docgen").symlink_to(elsewhere)
    with pytest.raises(UsageError, match=r"out/\.docgen: is a link to .*elsewhere; remove it, or"):
        look(out).__enter__()  # type: ignore[operator]


def test_a_subfolder_that_leads_out_costs_its_reports_alone(
    tmp_path: Path, out: Path, elsewhere: Path
) -> None:
    for folder in ("dk", "se"):
        write_review(tmp_path / "data" / folder / "a.yaml", unit=f"Enhed {folder}")
    (out / "dk").symlink_to(elsewhere)
    outcomes = list(make_reports([tmp_path / "data"], out, force=True))
    assert [one.state for one in outcomes] == ["failed", "done"]
    assert str(outcomes[0].error) == (
        f"{out / 'dk'}: is a link to {elsewhere}, outside of {out}; "
        "remove it, or choose another folder to write to"
    )


def test_an_output_folder_that_is_a_link_itself_was_chosen(tmp_path: Path, out: Path) -> None:
    (tmp_path / "shortcut").symlink_to(out)
    with open_manifest(tmp_path / "shortcut") as manifest:
        save_report(b"report", tmp_path / "shortcut" / "dk" / "a.docx", manifest)
    assert (out / "dk" / "a.docx").read_bytes() == b"report"


@pytest.mark.parametrize("kind", ["pipe", "link to a device"])
def test_what_is_no_file_in_the_place_of_a_report_makes_nobody_wait(out: Path, kind: str) -> None:
    if kind == "pipe":
        os.mkfifo(out / "a.docx")
    else:
        (out / "a.docx").symlink_to("/dev/zero")
    with (
        open_manifest(out) as manifest,
        pytest.raises(SaveError, match=r"a\.docx: is no ordinary file; remove it"),
    ):
        save_report(b"report", out / "a.docx", manifest)


@pytest.mark.parametrize("name", ["lock", "manifest.jsonl"])
def test_a_pipe_among_the_files_of_docgen_is_refused(out: Path, name: str) -> None:
    os.mkfifo(out / ".docgen" / name)
    with pytest.raises(UsageError, match=rf"{name}: is no ordinary file; remove it"):
        open_manifest(out, patience=0).__enter__()
