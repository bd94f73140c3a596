"""Read the entries of a zip archive that may come from anyone: few, small, plainly named.

What is no Word file at all, is broken or is more than it says stops here, before any part of it is
looked at. `zipfile` reads; this says what it may be asked to read.
"""

from __future__ import annotations

import io
import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Callable
from pathlib import PurePosixPath
from urllib.parse import unquote

from docgen.errors import TemplateError
from docgen.model import Problem
from docgen.model.tongue import say

MOST_ENTRIES = 2_000
MOST_BYTES = 100 * 2**20
"""Uncompressed, all parts together: a report with photographs stays far below."""
MOST_RATIO = 250
"""A part this much larger than its compressed bytes is no text and no picture."""
RATIO_FLOOR = 2**20
"""Below this size a high ratio is harmless (styles compress well)."""
LONGEST_NAME = 255
CONTENT_TYPES = "[Content_Types].xml"

_LOCAL, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_END, _END64 = b"PK\x05\x06", b"PK\x06\x06"
_END_SIZE, _LOCATOR_SIZE, _END64_SIZE = 22, 20, 56
_LONGEST_COMMENT = 0xFFFF
_DIRECTORY_ENTRY = 1_000
"""Bytes that an entry may take in the directory: a name, and what systems add."""
_SEGMENT = re.compile(r"(?:[\w\-.~!$&'()+,;=@#\[\] ]|%[0-9A-Fa-f]{2})+")
_HIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f/\\:]|^\.*$|\.$")
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_CIPHERS = 0x1 | 0x40 | 0x2000
"""Flags of the three ways a zip archive is encrypted."""
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError),
    *(ValueError, OverflowError, NotImplementedError, RuntimeError),
)
"""What `zipfile` raises for archives that are none."""


def read_entries(
    data: bytes, file: str, *, wanted: Callable[[str], bool] = bool, most: int = 0
) -> dict[str, bytes]:
    """Return the content of each file in the archive by name; folders are left out.

    Of files that are not `wanted` nothing is unpacked; the others have `most` bytes together (else
    MOST_BYTES).
    Raises TemplateError for an archive that is broken, too large, encrypted or oddly named.
    """
    if data.startswith(_OLE):
        message = say(
            "is an old .doc file, or protected by a password; save it as .docx without one"
        )
        raise refusal(file, "no-zip", message)
    if not data.startswith(b"PK"):
        raise refusal(
            file, "no-zip", say("is no Word file (no zip archive); save it as .docx in Word")
        )
    try:
        _refuse_long_directory(data, file)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _contents(archive, data, file, wanted, most or MOST_BYTES)
    except _BROKEN as error:
        message = say(
            "is a broken zip archive ({error}); open it in Word and save it again",
            error=_why(error),
        )
        raise refusal(file, "broken-zip", message) from error


def _why(error: Exception) -> str:
    """Return what is wrong with an archive, in words for those who did not make it."""
    words = str(error)
    if "CRC" in words or isinstance(error, zlib.error):
        return say("a part of it is damaged")
    if "compress" in words or isinstance(error, NotImplementedError):
        return say("it is packed in a way that Word does not use")
    if "password" in words or "encrypted" in words:
        return say("it is protected by a password")
    return say("it is not whole")


def refusal(file: str, rule: str, message: str) -> TemplateError:
    """Return the error that refuses a whole file."""
    return TemplateError([Problem(rule, message, file)])


def _refuse_long_directory(data: bytes, file: str) -> None:
    """Refuse too many entries before `zipfile` makes an object of each."""
    end = data.rfind(_END, max(0, len(data) - _LONGEST_COMMENT - _END_SIZE))
    if end < 0 or end + _END_SIZE > len(data):
        return  # which `zipfile` says
    count, size = struct.unpack_from("<HI", data, end + 10)
    large = end - _LOCATOR_SIZE - _END64_SIZE
    if large >= 0 and data.startswith(_END64, large):
        count, size = struct.unpack_from("<QQ", data, large + 32)
    if count > MOST_ENTRIES or size > MOST_ENTRIES * _DIRECTORY_ENTRY:
        raise _too_many(count, file)


def _too_many(count: int, file: str) -> TemplateError:
    return refusal(
        file, "zip-limits", say("has {count} parts; {most} at most", count=count, most=MOST_ENTRIES)
    )


def _contents(
    archive: zipfile.ZipFile, data: bytes, file: str, wanted: Callable[[str], bool], most: int
) -> dict[str, bytes]:
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES:
        raise _too_many(len(entries), file)
    first = min((entry.header_offset for entry in entries), default=0)
    if entries and (first or not data.startswith(_LOCAL)):
        message = say("has bytes before the zip archive; open it in Word and save it again")
        raise refusal(file, "broken-zip", message)
    _check_names(entries, file)
    for entry in entries:
        _check_entry(entry, file)
    chosen = [entry for entry in entries if not entry.is_dir() and wanted(entry.filename)]
    _check_sizes(chosen, most, file)
    return {entry.filename: _content(archive, entry, file) for entry in chosen}


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, file: str) -> bytes:
    with archive.open(entry) as stream:
        content = stream.read(entry.file_size + 1)
    if len(content) != entry.file_size:
        message = say(
            "{entry} is longer than the archive says; save it again in Word", entry=entry.filename
        )
        raise refusal(file, "broken-zip", message)
    return content


def _check_sizes(entries: list[zipfile.ZipInfo], most: int, file: str) -> None:
    total = sum(entry.file_size for entry in entries)
    if total > most:
        message = say(
            "unpacks to {total:.1f} MiB; {most:.1f} MiB at most",
            total=total / 2**20,
            most=most / 2**20,
        )
        raise refusal(file, "zip-limits", message)
    for entry in entries:
        large = entry.file_size > RATIO_FLOOR
        if large and entry.file_size > MOST_RATIO * max(entry.compress_size, 1):
            message = say("{entry} inflates too much; is it a bomb?", entry=_shown(entry))
            raise refusal(file, "zip-limits", message)


def _check_entry(entry: zipfile.ZipInfo, file: str) -> None:
    if entry.flag_bits & _CIPHERS:
        raise refusal(file, "encrypted", say("is encrypted; save it without a password"))
    if entry.compress_type not in _METHODS:
        message = say(
            "{entry} is packed in a way Word does not know; save it again in Word",
            entry=_shown(entry),
        )
        raise refusal(file, "zip-kinds", message)
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        message = say(
            "{entry} is a link or a device, no part; save it again in Word", entry=_shown(entry)
        )
        raise refusal(file, "zip-kinds", message)


def _check_names(entries: list[zipfile.ZipInfo], file: str) -> None:
    for entry in entries:
        if not _is_plain(entry.orig_filename):
            message = say(
                "has a part with the odd name {entry}; save it again in Word", entry=_shown(entry)
            )
            raise refusal(file, "zip-names", message)
    seen: set[str] = set()
    parts = {folded(entry.filename) for entry in entries if not entry.is_dir()}
    for entry in entries:
        name = folded(entry.filename)
        if name in seen:
            raise refusal(file, "zip-names", say("has the part {entry} twice", entry=_shown(entry)))
        if not parts.isdisjoint(str(above) for above in PurePosixPath(name).parents):
            message = say("{entry} lies in a part as if that were a folder", entry=_shown(entry))
            raise refusal(file, "zip-names", message)
        seen.add(name)


def folded(name: str) -> str:
    """Return a part's name as parts are compared: case, accents and escapes aside."""
    return unicodedata.normalize("NFKC", unquote(name)).casefold().rstrip("/")


def _is_plain(name: str) -> bool:
    """Return whether `name` is on the white list: segments of letters, digits and plain signs."""
    segments = name.removesuffix("/").split("/")
    return len(name) <= LONGEST_NAME and all(
        _SEGMENT.fullmatch(segment) and not _HIDDEN.search(unquote(segment)) for segment in segments
    )


def _shown(entry: zipfile.ZipInfo) -> str:
    name = entry.orig_filename
    return repr(name if len(name) <= LONGEST_NAME else f"{name[:60]}...")
