"""What docgen wrote into an output folder: OUT/.docgen/manifest.jsonl, one line per report."""

from __future__ import annotations

import errno
import json
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from io import FileIO
from pathlib import Path
from typing import NamedTuple

from docgen.errors import SaveError, UsageError
from docgen.output.lock import only_one, this_host

FOLDER = ".docgen"
"""The folder below OUT that holds the manifest and the lock."""
MAIN = "manifest"


class Recipe(NamedTuple):
    """What a report was made from: with an equal recipe the report would be the same."""

    context: str = ""
    """Hash of the names the template printed."""
    template: str = ""
    """Hash of template, pack and engine."""
    options: str = ""
    version: str = ""


class Entry(NamedTuple):
    """What is known of one report."""

    name: str
    """Its path below OUT, with `/`."""
    digest: str
    """SHA-256 of the file."""
    before: str = ""
    """SHA-256 of the file it was to replace: what stands there if the run was killed just then."""
    parts: str = ""
    """Hash of the uncompressed parts: equal where only the compressor differs."""
    recipe: Recipe = Recipe()

    @property
    def line(self) -> bytes:
        """The entry as a line of the manifest."""
        recipe = self.recipe
        flat = {
            "name": self.name,
            "digest": self.digest,
            "before": self.before,
            "parts": self.parts,
            "context": recipe.context,
            "template": recipe.template,
            "options": recipe.options,
            "version": recipe.version,
        }
        told = {key: value for key, value in flat.items() if value}
        return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _entry(line: bytes) -> Entry | None:
    """Return the entry of a line, None for a line that is torn or no entry."""
    try:
        data = json.loads(line)
    except ValueError:
        return None
    if not isinstance(data, dict) or not all(isinstance(v, str) for v in data.values()):
        return None
    if "name" not in data or "digest" not in data:
        return None
    own = {key: data.get(key, "") for key in ("name", "digest", "before", "parts")}
    made = {key: data.get(key, "") for key in ("context", "template", "options", "version")}
    return Entry(**own, recipe=Recipe(**made))


class Manifest:
    """The manifest of one folder: look entries up, add entries; a line is written at once."""

    def __init__(self, out: Path, lines: Mapping[str, bytes], journal: Path | None) -> None:
        self.out = out
        self._lines = dict(lines)
        self._journal = journal
        self._file: FileIO | None = None
        self._torn = False

    @property
    def looks_only(self) -> bool:
        """True when nothing may be written: the manifest of a dry run."""
        return self._journal is None

    def entry(self, name: str) -> Entry | None:
        """Return what is known of the report of that name."""
        line = self._lines.get(name)
        return None if line is None else _entry(line)

    def lines(self, names: list[str]) -> dict[str, bytes]:
        """Return the lines of those names, to hand them to a worker."""
        return {name: self._lines[name] for name in names if name in self._lines}

    def know(self, lines: Mapping[str, bytes]) -> None:
        """Know these lines and no others: a worker's share of the manifest."""
        self._lines = dict(lines)

    def add(self, entry: Entry) -> None:
        """Write the entry's line; it counts from now on, here and after a crash."""
        if self._journal is None:
            return
        try:
            if self._file is None:
                self._file = self._journal.open("ab", buffering=0)
            # After half a line (a full disk) the next one starts on a line of its own.
            line = b"\n" + entry.line if self._torn else entry.line
            self._torn = True
            if self._file.write(line) < len(line):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            self._torn = False
        except OSError as error:
            raise SaveError(self._journal, plain_reason(error)) from error
        # A batch meets each name once: remembering new ones would only fill the memory.
        if entry.name in self._lines:
            self._lines[entry.name] = entry.line

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
    folder = _own_folder(out)
    with only_one(folder, share, patience=patience):
        lines = _compact(folder, share)
        if share:  # other shares may know this one's reports from runs of another shape
            lines = _read(_journals(folder))[0]
        manifest = Manifest(out, lines, folder / f"{_stem(share)}.jsonl")
        try:
            yield manifest
        finally:
            manifest.close()


def read_manifest(out: Path) -> Manifest:
    """Return the manifest of `out` to look at only: no lock, and adding to it does nothing."""
    return Manifest(out, _read(_journals(out / FOLDER))[0], None)


def worker_manifest(out: Path, share: str = "") -> Manifest:
    """Return a manifest for this worker process: its lines go into a journal of its own.

    The next run takes the journals in; the process that started the workers holds the lock.
    """
    who = f"{re.sub('[^A-Za-z0-9-]', '-', this_host())}-{os.getpid()}"  # workers of many machines
    return Manifest(out, {}, out / FOLDER / f"{_stem(share)}.w-{who}.jsonl")


def _stem(share: str) -> str:
    return f"{MAIN}.{share}" if share else MAIN


def _own_folder(out: Path) -> Path:
    """Create OUT/.docgen and return it."""
    folder = out / FOLDER
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        file = next((path for path in (out, *out.parents) if path.is_file()), folder)
        raise UsageError(f"{file}: is a file, not a folder; choose another -o") from None
    except OSError as error:
        message = f"cannot write there ({error.strerror}); choose another -o"
        raise UsageError(f"{out}: {message}") from error
    return folder


def _journals(folder: Path, share: str = "") -> list[Path]:
    """Return the journals of a share, or of all, the oldest first."""
    found = [path for path in folder.glob(f"{_stem(share)}.*jsonl") if path.is_file()]
    return sorted(found, key=lambda path: (path.stat().st_mtime_ns, path.name))


def _read(journals: list[Path]) -> tuple[dict[str, bytes], int]:
    """Return the last line of each name, and how many lines, whole or torn, there were."""
    lines: dict[str, bytes] = {}
    count = 0
    for journal in journals:
        with suppress(FileNotFoundError), journal.open("rb") as file:
            for line in file:
                count += 1
                entry = _entry(line) if line.endswith(b"\n") else None
                if entry is not None:
                    lines[entry.name] = line
    return lines, count


def _compact(folder: Path, share: str) -> dict[str, bytes]:
    """Put the journals of this share into one file that names each report once; return its lines.

    The file is replaced in one step, and journals go only after it: a kill loses nothing.
    """
    target = folder / f"{_stem(share)}.jsonl"
    journals = _journals(folder, share)
    lines, count = _read(journals)
    if count == len(lines) and journals in ([], [target]):
        return lines
    fresh = target.with_suffix(".new")
    try:
        fresh.write_bytes(b"".join(lines.values()))
        fresh.replace(target)
        for journal in journals:
            if journal != target:
                journal.unlink(missing_ok=True)
    except OSError as error:
        raise UsageError(f"{folder}: {plain_reason(error)}") from error
    return lines


def plain_reason(error: OSError) -> str:
    """Return why nothing could be written, in words."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return "the disk is full; make room and run it again"
    return f"cannot be written: {error.strerror}"
