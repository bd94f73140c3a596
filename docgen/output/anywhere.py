"""Reports in a folder or in a store: the same is asked of both, and each answers for its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from docgen.model.address import is_address
from docgen.output import manifest as near
from docgen.output import save
from docgen.output.journal import Lines
from docgen.output.manifest import Fingerprint, Manifest, ManifestEntry

_UNKNOWN = Fingerprint()


@contextmanager
def open_manifest(out: Path, share: str = "") -> Iterator[Manifest]:
    """Lock `out` for this process and yield its manifest; in a store there are no locks.

    Raises UsageError when OUT is a file, cannot be written or is in use; StoreError.
    """
    if is_address(out):
        from docgen.output.objects import ObjectManifest

        with ObjectManifest.of(out, share) as far:
            yield far
        return
    with near.open_manifest(out, share) as manifest:
        yield manifest


def read_manifest(out: Path) -> Manifest:
    """Return the manifest of `out` to look at only; raises UsageError, StoreError."""
    if is_address(out):
        from docgen.output.objects import ObjectManifest

        return ObjectManifest.of(out, looks_only=True)
    return near.read_manifest(out)


def worker_manifest(out: Path, share: str = "", run: int = 0) -> Manifest:
    """Return a manifest for this worker process; one of a store hands its lines over."""
    if is_address(out):
        from docgen.output.objects import ObjectManifest

        return ObjectManifest(out, Lines(), share=share, run=run)
    return near.worker_manifest(out, share, run)


def save_report(
    data: bytes,
    path: Path,
    manifest: Manifest,
    *,
    force: bool = False,
    fingerprint: Fingerprint = _UNKNOWN,
    origin: str = "",
) -> save.SaveState:
    """Put `data` at `path`, whole or not at all; return "written" or "unchanged".

    Raises KeptFileError, FileOpenError, SaveError or StoreError.
    """
    if is_address(path):
        from docgen.output.objects import save_object

        return save_object(data, path, manifest, force, fingerprint, origin)
    return save.save_report(
        data, path, manifest, force=force, fingerprint=fingerprint, origin=origin
    )


def is_current(path: Path, entry: ManifestEntry | None, fingerprint: Fingerprint) -> bool:
    """Return true when the file at `path` is the report of that fingerprint, untouched since.

    Raises SaveError or StoreError when it cannot be read.
    """
    return entry is not None and entry.fingerprint == fingerprint and is_untouched(path, entry)


def is_untouched(path: Path | str, entry: ManifestEntry) -> bool:
    """Return true when the file at `path` is the one that the manifest knows.

    Raises SaveError or StoreError when it cannot be read.
    """
    if is_address(path):
        from docgen.output.objects import is_untouched_object

        return is_untouched_object(path, entry)
    return save.is_untouched(path, entry)
