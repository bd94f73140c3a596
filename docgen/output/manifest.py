"""What docgen wrote into an output folder: OUT/.docgen/manifest.jsonl, one line per report."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import FileIO
from pathlib import Path
from typing import NamedTuple

from docgen.errors import SaveError, UsageError
from docgen.model.tongue import say
from docgen.output.folder import Folder
from docgen.output.journal import (
    Lines,
    compact,
    journals_of,
    line_of,
    open_journal,
    read_journals,
    values_of,
)
from docgen.output.lock import only_one
from docgen.output.lockfile import unusable
from docgen.output.machine import this_host
from docgen.output.whole import plain_reason, remove_leftovers

FOLDER = ".docgen"
"""The folder below OUT that holds the manifest and the lock."""
MAIN = "manifest"


class Fingerprint(NamedTuple):
    """What a report was made from: with an equal fingerprint the report would be the same."""

    context: str = ""
    """Hash of the names the template printed."""
    template: str = ""
    """Hash of template, pack and engine."""
    options: str = ""
    version: str = ""


class ManifestEntry(NamedTuple):
    """What is known of one report."""

    name: str
    """Its path below OUT, with `/`."""
    digest: str
    """SHA-256 of the file."""
    before: str = ""
    """SHA-256 of the file it was to replace: what stands there if the run was killed just then."""
    parts: str = ""
    """Hash of the uncompressed parts: equal where only the compressor differs."""
    fingerprint: Fingerprint = Fingerprint()
    origin: str = ""
    """Hash of all that it follows from, told before any of it is read; empty where nothing is."""
    stamp: str = ""
    """The file as the system knew it when it was written; empty where that tells nothing."""
    tag: str = ""
    """The store's word for the object that was written; empty for a file of this machine."""

    def line(self, run: int) -> bytes:
        """Return the entry as a line of the manifest, written by that run."""
        made = self.fingerprint
        values = {
            "name": self.name,
            "digest": self.digest,
            "before": self.before,
            "parts": self.parts,
            "context": made.context,
            "template": made.template,
            "options": made.options,
            "version": made.version,
            "origin": self.origin,
            "stamp": self.stamp,
            "tag": self.tag,
        }
        return line_of(values, run)


def _entry(line: bytes) -> ManifestEntry | None:
    """Return the entry of a line, None for a line that is torn or no entry."""
    data = values_of(line)
    if data is None:
        return None
    own = {key: data.get(key, "") for key in ("name", "digest", "before", "parts")}
    made = {key: data.get(key, "") for key in ("context", "template", "options", "version")}
    rest = {key: data.get(key, "") for key in ("origin", "stamp", "tag")}
    return ManifestEntry(**own, fingerprint=Fingerprint(**made), **rest)


class Manifest:
    """The manifest of one folder: look entries up, add entries; a line is written at once."""

    def __init__(
        self,
        out: Path,
        lines: Lines,
        journal: Path | None,
        *,
        share: str = "",
        run: int = 0,
    ) -> None:
        self.out = out
        self.share = share
        self.run = run
        """The number of this run; its lines count before those of lower numbers."""
        self._lines = lines
        self._journal = journal
        self._file: FileIO | None = None
        self._torn = False

    @property
    def looks_only(self) -> bool:
        """True when nothing may be written: the manifest of a dry run."""
        return self._journal is None

    def entry(self, name: str) -> ManifestEntry | None:
        """Return what is known of the report of that name."""
        line = self._lines.get(name)
        return None if line is None else _entry(line)

    def lines(self, names: list[str]) -> dict[str, bytes]:
        """Return the lines of those names, to hand them to a worker."""
        return {name: self._lines[name] for name in names if name in self._lines}

    def know(self, lines: Mapping[str, bytes]) -> None:
        """Know these lines and no others: a worker's share of the manifest."""
        self._lines = Lines()
        for name, line in lines.items():
            self._lines[name] = line

    def add(self, entry: ManifestEntry) -> None:
        """Write the entry's line; it counts from now on, also after a crash; raises SaveError."""
        if self._journal is None:
            return
        try:
            if self._file is None:
                self._file = open_journal(self._journal)
            # After half a line (a full disk) the next one starts on a line of its own.
            line = b"\n" * self._torn + entry.line(self.run)
            self._torn = True
            if self._file.write(line) < len(line):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            self._torn = False
        except OSError as error:
            raise SaveError(self._journal, plain_reason(error)) from error
        # A batch meets each name once: remembering new ones would only fill the memory.
        if entry.name in self._lines:
            self._lines[entry.name] = entry.line(self.run)

    def hand_over(self) -> dict[str, bytes]:
        """Return the lines that somebody else is to write down: none, where each has its file."""
        return {}

    def take_in(self, lines: Mapping[str, bytes]) -> None:
        """Write down the lines that a worker handed over."""

    def close(self) -> None:
        """Close the file; adding opens it again."""
        if self._file is not None:
            self._file.close()
            self._file = None


@contextmanager
def open_manifest(
    out: Path, share: str = "", *, patience: float | None = None
) -> Iterator[Manifest]:
    """Lock `out` for this process and yield its manifest; `share` (`1-of-4`) is one of many.

    Raises UsageError when OUT is a file, cannot be written or is in use.
    """
    with _own_folder(out) as folder, only_one(folder.path, share, patience=patience):
        try:
            remove_leftovers(folder)
            known = compact(folder, _stem(share))
            if share:  # other shares may know this one's reports from runs of another shape
                known = read_journals(folder, journals_of(folder, MAIN))
        except SaveError as error:
            raise UsageError(str(error)) from error
        journal = folder.path / f"{_stem(share)}.jsonl"
        manifest = Manifest(out, known.lines, journal, share=share, run=known.next_run)
        try:
            yield manifest
        finally:
            manifest.close()


def read_manifest(out: Path) -> Manifest:
    """Return the manifest of `out` to look at only: no lock, and adding to it does nothing.

    Raises UsageError when it cannot be read.
    """
    try:
        with Folder.at(out) as above, above.own(FOLDER) as folder:
            lines = read_journals(folder, journals_of(folder, MAIN)).lines
    except (FileNotFoundError, NotADirectoryError):
        lines = Lines()
    except SaveError as error:
        raise UsageError(str(error)) from error
    return Manifest(out, lines, None)


def worker_manifest(out: Path, share: str = "", run: int = 0) -> Manifest:
    """Return a manifest for this worker process: its lines go into a journal of its own.

    The next run takes the journals in; the process that started the workers holds the lock.
    """
    # Workers of many machines; and nobody can prepare a link under a name that he cannot foresee.
    who = f"{re.sub('[^A-Za-z0-9-]', '-', this_host())}-{os.getpid()}-{os.urandom(4).hex()}"
    journal = out / FOLDER / f"{_stem(share)}.w-{who}.jsonl"
    return Manifest(out, Lines(), journal, share=share, run=run)


def _stem(share: str) -> str:
    return f"{MAIN}.{share}" if share else MAIN


def _own_folder(out: Path) -> Folder:
    """Create OUT/.docgen and open it; raises UsageError."""
    try:
        with Folder.at(out, make=True) as above:
            return above.own(FOLDER, make=True)
    except (FileExistsError, NotADirectoryError):
        file = next((path for path in (out, *out.parents) if path.is_file()), out / FOLDER)
        raise UsageError(
            say("{file}: is a file, not a folder; choose another -o", file=file)
        ) from None
    except SaveError as error:
        raise UsageError(str(error)) from error
    except OSError as error:
        raise unusable(out / FOLDER, error) from error
