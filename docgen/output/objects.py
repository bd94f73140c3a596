"""Reports in a store: written only over what was looked at, with one manifest object a share.

A store has no locks and adds nothing to what stands there. So each report is written on the
condition that the object is still the one that was looked at; where a store does not heed it, a
moment lies between. The object tells a hash of its address and of what docgen wrote; whoever puts
another file in its place tells none, or that of another place. The manifest is written whole, each
time it has grown by a quarter and at the end; two runs that meet put their lines together.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from pathlib import Path

from docgen.bounds import store
from docgen.bounds.kept import of_run
from docgen.errors import KeptFileError, SaveError, UsageError
from docgen.model.address import as_typed
from docgen.model.tongue import marked, say
from docgen.output.journal import MOST as MOST_LINES
from docgen.output.journal import JournalLines, Lines
from docgen.output.manifest import FOLDER, MAIN, Fingerprint, Manifest, ManifestEntry
from docgen.output.save import (
    MOST,
    UNCHANGED,
    WRITTEN,
    SaveState,
    digest_of,
    is_ours,
    parts_digest,
    report_key,
    why_kept,
)

_TRIES = 5
"""How often something is written that others write to at the same time."""
_FEW = 200
"""Lines from which on the manifest is written before the end."""
_MOVING = marked("changes while docgen writes there; run it again")


class ObjectManifest(Manifest):
    """The manifest of an output folder in a store."""

    def __init__(self, out: Path, lines: Lines, *, share: str = "", run: int = 0) -> None:
        super().__init__(out, lines, None, share=share, run=run)
        self._fresh: dict[str, bytes] = {}
        self._written = 0
        self._object: Path | None = None
        """Where it is written; None for a worker's, which hands its lines over."""
        self._looks_only = False

    @classmethod
    def of(cls, out: Path, share: str = "", *, looks_only: bool = False) -> ObjectManifest:
        """Read what is known of the reports below an address; raises UsageError, StoreError."""
        tags = store.tags_below(out)
        known = JournalLines()
        for name in sorted(tags):
            if name.startswith(f"{FOLDER}/{MAIN}.") and name.endswith(".jsonl"):
                known.take_in(io.BytesIO(_content_of(out / name)))
        found = cls(out, known.lines, share=share, run=known.next_run)
        found._looks_only = looks_only
        found._object = out / FOLDER / (f"{MAIN}.{share}.jsonl" if share else f"{MAIN}.jsonl")
        of_run("tags")[str(out)] = tags
        return found

    def __enter__(self) -> ObjectManifest:
        return self

    def __exit__(self, *_: object) -> None:
        self._write()

    @property
    def looks_only(self) -> bool:
        """True when nothing may be written."""
        return self._looks_only

    def add(self, entry: ManifestEntry) -> None:
        """Remember the entry's line."""
        self.take_in({entry.name: entry.line(self.run)})

    def hand_over(self) -> dict[str, bytes]:
        """Return the lines that are new, for the one who writes them down."""
        fresh, self._fresh = self._fresh, {}
        return fresh

    def take_in(self, lines: Mapping[str, bytes]) -> None:
        """Remember lines, and write them down now and then; raises SaveError."""
        if self._looks_only:
            return
        self._fresh.update(lines)
        if self._object is not None and len(self._fresh) > max(_FEW, self._written // 4):
            self._write()

    def _write(self) -> None:
        """Put what stands in the object and what is new together; raises SaveError."""
        if self._object is None or not self._fresh:
            return
        for _ in range(_TRIES):
            seen = store.look(self._object)
            known = JournalLines()
            if seen is not None:
                known.take_in(io.BytesIO(_content_of(self._object)))
            lines = {**dict(known.lines.items()), **self._fresh}
            try:
                store.write(self._object, b"".join(lines.values()), seen)
            except store.Changed:
                continue
            self._written = len(lines)
            self._fresh.clear()
            return
        raise SaveError(self._object, say(_MOVING))


def save_object(
    data: bytes,
    path: Path,
    manifest: Manifest,
    force: bool,
    fingerprint: Fingerprint,
    origin: str,
) -> SaveState:
    """Do what `save_report` does in a store; raises KeptFileError, SaveError, StoreError."""
    name = report_key(path, manifest)
    known = manifest.entry(name)
    fresh = ManifestEntry(name, digest_of(data), "", parts_digest(data), fingerprint, origin)
    mark = _mark_of(path, fresh.digest)
    for _ in range(_TRIES):
        # Also one that nobody knows of: not every store heeds the condition that it is not there.
        seen = store.look(path)
        try:
            if seen is not None and _stands(path, seen, fresh, known, force):
                manifest.add(fresh._replace(tag=seen.tag))
                return UNCHANGED
            if manifest.looks_only:
                return WRITTEN
            tag = store.write(path, data, seen, mark)
        except store.Changed:
            continue
        manifest.add(fresh._replace(tag=tag))
        return WRITTEN
    raise SaveError(path, say(_MOVING))


def _stands(
    path: Path, seen: store.Seen, fresh: ManifestEntry, known: ManifestEntry | None, force: bool
) -> bool:
    """Return whether the object is the report already.

    Raises KeptFileError for another's, Changed for one that is gone.
    """
    if known is not None and known.tag == seen.tag:
        return fresh.digest == known.digest or "" != fresh.parts == known.parts
    try:
        digest = digest_of(store.read(path, MOST) or b"")
    except FileNotFoundError:
        raise store.Changed from None
    if digest == fresh.digest:
        return True
    if not (force or _mark_of(path, digest) == seen.mark or is_ours(digest, known)):
        raise KeptFileError(path, why_kept(known, far=True))
    return False


def _mark_of(path: Path, digest: str) -> str:
    """Return what an object tells that docgen wrote there; a copy elsewhere takes it along."""
    return hashlib.sha256(f"{as_typed(path)}\n{digest}".encode()).hexdigest()


def is_untouched_object(path: Path | str, entry: ManifestEntry) -> bool:
    """Return whether the object is the one that the manifest knows; a run lists them all once."""
    for out, tags in of_run("tags").items():
        if as_typed(path) == f"{as_typed(out)}/{entry.name}":
            return bool(entry.tag) and tags.get(entry.name) == entry.tag
    seen = store.look(path)
    return seen is not None and entry.tag == seen.tag


def _content_of(file: Path) -> bytes:
    """Return what stands in a manifest; raises UsageError for what is too much."""
    try:
        content = store.read(file, MOST_LINES)
    except FileNotFoundError:
        return b""
    if content is None:
        raise UsageError(str(SaveError(file, say("holds more than 512 MB, which no docgen wrote"))))
    return content
