"""Reports in a folder and in a store: one set of questions, and each side answers for its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fakestore import FakeStore

from docgen.bounds import store
from docgen.errors import KeptFileError, SaveError, UsageError
from docgen.output import anywhere
from docgen.output.anywhere import (
    is_current,
    is_untouched,
    open_manifest,
    read_manifest,
    save_report,
    worker_manifest,
)
from docgen.output.manifest import Fingerprint, Manifest, ManifestEntry
from docgen.output.objects import ObjectManifest
from docgen.output.save import UNCHANGED, WRITTEN

MADE = Fingerprint("context", "template", "", "0.1")


class Place:
    """An output folder, here or in a store, and how somebody else writes into it."""

    def __init__(self, out: Path, far: FakeStore | None = None) -> None:
        self.out, self.far = out, far
        self.report = out / "a.docx"

    def write(self, data: bytes) -> None:
        if self.far is None:
            self.report.write_bytes(data)
        else:
            self.far.put("bucket/out/a.docx", data)

    def read(self) -> bytes:
        return self.report.read_bytes() if self.far is None else self.far.get("bucket/out/a.docx")

    def save(self, data: bytes, manifest: Manifest, **how: object) -> str:
        return save_report(data, self.report, manifest, **how)  # type: ignore[arg-type]


@pytest.fixture(params=["here", "in a store"])
def place(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Place]:
    """Yield an empty folder to write to, of each kind."""
    if request.param == "here":
        yield Place(tmp_path / "out")
        return
    pytest.importorskip("s3fs", reason="s3fs is missing: pip install -e .[s3]")
    far = FakeStore()
    monkeypatch.setattr(store, "_store", lambda: far)
    yield Place(Path("//s3:/bucket/out"), far)


def entry_of(place: Place) -> ManifestEntry:
    entry = read_manifest(place.out).entry("a.docx")
    assert entry is not None
    return entry


def test_each_place_has_a_manifest_of_its_kind(place: Place) -> None:
    with open_manifest(place.out) as manifest:
        assert isinstance(manifest, ObjectManifest) is (place.far is not None)
    assert isinstance(read_manifest(place.out), ObjectManifest) is (place.far is not None)
    worker = worker_manifest(place.out, "1-of-2", 3)
    assert isinstance(worker, ObjectManifest) is (place.far is not None)


def test_a_report_is_written_once_and_told_unchanged_then(place: Place) -> None:
    with open_manifest(place.out) as manifest:
        assert place.save(b"one", manifest, fingerprint=MADE, origin="o") == WRITTEN
        assert place.save(b"one", manifest, fingerprint=MADE, origin="o") == UNCHANGED
    assert place.read() == b"one"
    entry = entry_of(place)
    assert (entry.fingerprint, entry.origin) == (MADE, "o")


def test_a_report_is_current_as_long_as_nothing_else_stands_there(place: Place) -> None:
    with open_manifest(place.out) as manifest:
        place.save(b"one", manifest, fingerprint=MADE)
    entry = entry_of(place)
    assert is_untouched(place.report, entry)
    assert is_current(place.report, entry, MADE)
    assert not is_current(place.report, entry, MADE._replace(options="draft"))
    assert not is_current(place.report, None, MADE)
    place.write(b"edited in Word")
    assert not is_untouched(place.report, entry)
    assert not is_current(place.report, entry, MADE)


def test_what_somebody_edited_stays_unless_it_is_forced(place: Place) -> None:
    with open_manifest(place.out) as manifest:
        place.save(b"one", manifest)
        place.write(b"edited in Word")
        with pytest.raises(KeptFileError, match=r"a\.docx"):
            place.save(b"two", manifest)
        assert place.read() == b"edited in Word"
        assert place.save(b"two", manifest, force=True) == WRITTEN
    assert place.read() == b"two"


def test_what_docgen_never_wrote_stays(place: Place) -> None:
    with open_manifest(place.out) as manifest:
        place.write(b"mine")
        with pytest.raises(KeptFileError, match=r"a\.docx"):
            place.save(b"two", manifest)
    assert place.read() == b"mine"


def test_looking_makes_nothing(place: Place) -> None:
    assert read_manifest(place.out).entry("a.docx") is None
    if place.far is None:
        assert not place.out.exists()
    else:
        assert place.far.objects == {}


def test_a_file_is_no_folder_to_write_to(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"")
    with pytest.raises(UsageError, match="out: is a file"), open_manifest(tmp_path / "out"):
        pass


def test_what_cannot_be_read_is_not_called_untouched(tmp_path: Path) -> None:
    (tmp_path / "a.docx").mkdir()
    with pytest.raises(SaveError, match=r"a\.docx"):
        is_untouched(tmp_path / "a.docx", ManifestEntry("a.docx", "digest"))


def test_without_a_fingerprint_a_report_is_of_an_unknown_one() -> None:
    assert Fingerprint("", "", "", "") == anywhere._UNKNOWN
