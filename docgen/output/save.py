"""Putting a report into its place: safe names, whole files or none, and nobody's edits lost."""

from __future__ import annotations

import hashlib
import os
import re
import struct
import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final, Literal

from docgen.errors import FileOpenError, KeptFileError, SaveError
from docgen.model.tongue import marked, say
from docgen.output.folder import Folder, open_ordinary
from docgen.output.manifest import Fingerprint, Manifest, ManifestEntry
from docgen.output.stamps import stamp_at, stamp_of
from docgen.output.whole import put, remove_leftovers, run_name, unwritable

SaveState = Literal["written", "unchanged"]
WRITTEN: Final = "written"
UNCHANGED: Final = "unchanged"

_MOST_CHARACTERS = 120
_MOST_BYTES = 200
"""Of UTF-8, so that suffix and temporary name fit into the 255 bytes of most file systems."""
_FORBIDDEN = str.maketrans(dict.fromkeys('/\\:*?"<>|', "-"))
_DEVICES = {"con", "prn", "aux", "nul", "conin$", "conout$"} | {
    f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³"
}
"""Names that mean a device on Windows, with any suffix."""

_PLAIN = re.compile(r"[a-z0-9][a-z0-9-]{0,99}")
"""A name that is safe as it is, as nearly all are."""

MOST = 256 * 1024 * 1024
"""Bytes of an existing file that are looked at; a longer one is none of ours."""
TAKEN_AWAY = marked("was taken away while docgen wrote there; run it again to go on")

_UNKNOWN = Fingerprint()


def safe_name(text: str) -> str:
    """Return `text` as a file name without suffix that every system takes, letters as they are."""
    if _PLAIN.fullmatch(text) and text not in _DEVICES:
        return text
    name = unicodedata.normalize("NFC", text)
    name = "".join("-" if unicodedata.category(char).startswith("C") else char for char in name)
    name = name.translate(_FORBIDDEN)
    while ".." in name:
        name = name.replace("..", ".")
    name = name.strip(". ")
    if name.partition(".")[0].rstrip().lower() in _DEVICES:
        name = f"{name}_"
    if len(name) > _MOST_CHARACTERS or len(name.encode()) > _MOST_BYTES:
        tail = "-" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
        short = name[: _MOST_CHARACTERS - len(tail)].encode()[: _MOST_BYTES - len(tail)]
        name = short.decode(errors="ignore").rstrip(". ") + tail
    return name or "review"


def same_file_key(name: str) -> str:
    """Return what two names share that are one file on some system: case and Unicode form."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def save_report(
    data: bytes,
    path: Path,
    manifest: Manifest,
    *,
    force: bool = False,
    fingerprint: Fingerprint = _UNKNOWN,
    origin: str = "",
) -> SaveState:
    """Put `data` at `path`, whole or not at all; return "written" or "unchanged".

    With a manifest that looks only nothing is written: the answer is what would happen.
    Raises KeptFileError, FileOpenError or SaveError.
    """
    name = report_key(path, manifest)
    old = _content(path)
    entry = manifest.entry(name)
    fresh = ManifestEntry(
        name=name,
        digest=digest_of(data),
        before="" if old is None else digest_of(old),
        parts=parts_digest(data),
        fingerprint=fingerprint,
        origin=origin,
    )
    if old is not None:
        if old == data or _holds_the_same(fresh, entry):
            _note(fresh._replace(digest=fresh.before), entry, manifest)
            return UNCHANGED
        kept = not (force or is_ours(fresh.before, entry) or _is_cut_off(old, data))
        if kept and not _was_taken(manifest, fresh.before):
            raise KeptFileError(path, why_kept(entry))
        refuse_open(path)
        if kept and not manifest.looks_only:
            from docgen.output.taken import keep_edited

            keep_edited(path, old, manifest.out, fresh.before)
    if not manifest.looks_only:
        _write(data, path, fresh, manifest)
    return WRITTEN


def tidy(manifest: Manifest, reports: Iterable[str]) -> None:
    """Remove what killed runs left in the folders of these reports (their paths below OUT).

    For the process that holds the lock.
    """
    with suppress(OSError), Folder.at(manifest.out) as top:
        for names in {tuple(report.split("/")[:-1]) for report in reports}:
            with suppress(OSError, SaveError), top.below(names) as folder:
                remove_leftovers(folder, run_name(manifest.share))


def digest_of(data: bytes) -> str:
    """Return the digest by which the manifest knows a file."""
    return hashlib.sha256(data).hexdigest()


def is_ours(digest: str, entry: ManifestEntry | None) -> bool:
    """Return true when docgen wrote the file of that digest."""
    return entry is not None and digest in (entry.digest, entry.before)


def is_untouched(path: Path | str, entry: ManifestEntry) -> bool:
    """Return true when the file at `path` is the one that the manifest knows.

    One that looks as it did when it was written is not read. Raises SaveError when it cannot be.
    """
    if entry.stamp and stamp_at(path) == entry.stamp:
        return True
    old = _content(path)
    return old is not None and digest_of(old) == entry.digest


def was_edited(path: Path, manifest: Manifest) -> bool:
    """Return true when docgen made the file at `path` and somebody changed it since.

    Raises SaveError when it cannot be read.
    """
    entry = manifest.entry(report_key(path, manifest))
    old = None if entry is None else _content(path)
    return old is not None and not is_ours(digest_of(old), entry)


def parts_digest(package: bytes) -> str:
    """Return a hash of what a ZIP holds, whoever compressed it; empty for bytes that are no ZIP.

    It reads the table at the end (names, check sums, lengths) and unpacks nothing.
    """
    end = package.rfind(b"PK\x05\x06")
    if end < 0 or len(package) < end + 22:
        return ""
    count, _, place = struct.unpack_from("<HLL", package, end + 10)
    hashed = hashlib.sha256()
    for _ in range(count):
        if package[place : place + 4] != b"PK\x01\x02" or len(package) < place + 46:
            return ""
        checksum, _, length, name, extra, comment = struct.unpack_from(
            "<LLLHHH", package, place + 16
        )
        hashed.update(package[place + 46 : place + 46 + name])
        hashed.update(struct.pack("<LL", checksum, length))
        place += 46 + name + extra + comment
    return hashed.hexdigest()


def report_key(path: Path, manifest: Manifest) -> str:
    """Return the path below the output folder, with `/`; SaveError for one that lies elsewhere."""
    try:
        return path.relative_to(manifest.out).as_posix()
    except ValueError:
        raise SaveError(
            path, say("lies outside the output folder {out}", out=manifest.out)
        ) from None


def _content(path: Path | str) -> bytes | None:
    """Return the bytes at `path`, None when there is no file."""
    try:
        descriptor = open_ordinary(path)
        with os.fdopen(descriptor, "rb") as file:
            return file.read(MOST)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except IsADirectoryError:
        raise SaveError(path, say("is a folder; rename or remove it")) from None
    except PermissionError as error:
        if Path(path).is_dir():  # what Windows says of a folder
            raise SaveError(path, say("is a folder; rename or remove it")) from None
        raise unwritable(Path(path), error) from error
    except OSError as error:
        raise SaveError(path, say("cannot be read: {reason}", reason=error.strerror)) from error


def _is_cut_off(old: bytes, data: bytes) -> bool:
    """Return true for what a power cut leaves of a new file: its beginning, or nothing but zeros.

    Reports are not waited for until the disk has them. Such a file holds nothing of anybody.
    """
    return len(old) <= len(data) and data.startswith(old.rstrip(b"\0"))


def _holds_the_same(fresh: ManifestEntry, entry: ManifestEntry | None) -> bool:
    """Return true when the untouched file differs from the new one by its compressor alone."""
    known = entry is not None and entry.digest == fresh.before
    return known and fresh.parts != "" and entry is not None and entry.parts == fresh.parts


def _note(fresh: ManifestEntry, entry: ManifestEntry | None, manifest: Manifest) -> None:
    """Remember a file that is right already but that the manifest does not know so."""
    known = entry and (entry.digest, entry.fingerprint, entry.origin)
    if known != (fresh.digest, fresh.fingerprint, fresh.origin):
        manifest.add(fresh)


def _was_taken(manifest: Manifest, digest: str) -> bool:
    """Return whether all edits of an edited report are in its review."""
    from docgen.output.taken import was_taken  # few reports are edited

    return was_taken(manifest.out, digest)


def why_kept(entry: ManifestEntry | None, *, far: bool = False) -> str:
    """Return why an existing file stays, and the ways out; `far`: it stands in a store."""
    if entry is None:
        why = say("was not made by docgen")
        return say("{why}, so it stays; --force replaces it, or rename it to keep both", why=why)
    why = say("was edited since docgen made it")
    if far:
        return say(
            "{why}, so it stays; copy it and its review to this machine, where docgen pull takes "
            "its edits; --force replaces it, or rename it to keep both",
            why=why,
        )
    return say(
        "{why}, so it stays; docgen pull takes its edits first; "
        "--force replaces it, or rename it to keep both",
        why=why,
    )


def refuse_open(path: Path) -> None:
    """Raise FileOpenError when an office program has left its mark beside `path`."""
    if mark := open_mark(path):
        message = say(
            "is open: close it in Word (if it is not open, delete {mark} beside it)", mark=mark
        )
        raise FileOpenError(path, message)


def open_mark(path: Path) -> str:
    """Return the name of the file by which an office program marks `path` as open, else ""."""
    name = path.name
    marks = (f"~${name}", f"~${name[1:]}", f"~${name[2:]}", f".~lock.{name}#")
    return next((mark for mark in marks if path.with_name(mark).exists()), "")


def _write(data: bytes, path: Path, entry: ManifestEntry, manifest: Manifest) -> None:
    """Write to a temporary name and rename; the manifest hears of it first.

    Killed at any point, the file at `path` is the old or the new one, and the manifest knows both.
    """
    try:
        out = Folder.at(manifest.out)
    except FileNotFoundError as error:
        raise SaveError(path, f"{manifest.out} {say(TAKEN_AWAY)}") from error
    except OSError as error:
        raise unwritable(path, error) from error

    def note(status: os.stat_result) -> None:
        manifest.add(entry._replace(stamp=stamp_of(status)))

    try:
        with out, out.below(Path(entry.name).parent.parts, make=True) as folder:
            run = run_name(manifest.share)
            put(folder, path.name, data, before=note, run=run)
    except OSError as error:
        raise unwritable(path, error) from error
