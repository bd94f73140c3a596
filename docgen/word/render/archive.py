"""Write a zip archive whose bytes depend on its content alone: sorted names, fixed dates."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress

_deflate: Callable[[bytes, int], bytes | bytearray] | None = None
_crc32: Callable[[bytes], int] = zlib.crc32
with suppress(ImportError):  # no wheel for this system: slower, the same texts
    from deflate import crc32 as _crc32
    from deflate import deflate_compress as _deflate

_LOCAL = struct.Struct("<IHHHHHIIIHH")
_CENTRAL = struct.Struct("<IHHHHHHIIIHHHHHII")
_END = struct.Struct("<IHHHHIIH")
_VERSION = 20
_DATE = 0x21  # 1980-01-01, the earliest a zip archive can say
_UTF8 = 0x800
_STORED, _DEFLATED = 0, 8

FAST, GOOD, SMALL = 1, 8, 9
"""For what is made each time, for what is kept, and for the project's own templates: the last 2 %
take twenty times as long."""

ZipEntry = tuple[bytes, bytes]
"""A finished local record and the head of its central record (without the offset)."""


def pack_entry(name: str, data: bytes, level: int = FAST) -> ZipEntry:
    """Return `data` deflated as an entry of that name, ready to be joined."""
    packed = deflate(data, level)
    method = _DEFLATED
    if len(packed) >= len(data):
        packed, method = data, _STORED
    raw = name.encode()
    flags = 0 if raw.isascii() else _UTF8
    sizes = (_crc32(data), len(packed), len(data))
    local = _LOCAL.pack(0x04034B50, _VERSION, flags, method, 0, _DATE, *sizes, len(raw), 0)
    central = _CENTRAL.pack(
        0x02014B50, _VERSION, _VERSION, flags, method, 0, _DATE, *sizes, len(raw), 0, 0, 0, 0, 0, 0
    )
    return local + raw + packed, central[:-4] + raw


def deflate(data: bytes, level: int) -> bytes:
    """Return `data` as a raw deflate stream; libdeflate where there is one, else zlib."""
    if _deflate is not None:
        return bytes(_deflate(data, level if level != SMALL else 12))
    packer = zlib.compressobj(level, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def join_entries(entries: Iterable[ZipEntry]) -> bytes:
    """Return the archive of `entries`, in their order."""
    chunks: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for local, central in entries:
        chunks.append(local)
        directory.append(central[:42] + offset.to_bytes(4, "little") + central[42:])
        offset += len(local)
    size = sum(map(len, directory))
    end = _END.pack(0x06054B50, 0, 0, len(directory), len(directory), size, offset, 0)
    return b"".join((*chunks, *directory, end))


def sort_key(name: str) -> tuple[int, str]:
    """Return the place of a part: content types and root relations first, the rest by name."""
    first = ("[Content_Types].xml", "_rels/.rels")
    return (first.index(name) if name in first else len(first), name)


def write_archive(parts: Mapping[str, bytes], level: int = GOOD) -> bytes:
    """Return a canonical archive of `parts` (bytes by name)."""
    return join_entries(
        pack_entry(name, parts[name], level) for name in sorted(parts, key=sort_key)
    )
