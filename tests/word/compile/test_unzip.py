"""Archives from anyone: limits, names on a white list, plain files in two packings."""

from __future__ import annotations

import io
import random
import stat
import struct
import zipfile

import pytest
from ooxml.gated import opened, refusals
from ooxml.packages import a_package, zipped

from docgen.errors import TemplateError
from docgen.word.compile import unzip


def archived(*entries: zipfile.ZipInfo | str, content: bytes = b"<x/>") -> bytes:
    """Return a sound Word file with these entries besides."""
    stream = io.BytesIO(a_package())
    with zipfile.ZipFile(stream, "a") as archive:
        for entry in entries:
            archive.writestr(entry, content)
    return stream.getvalue()


def an_entry(name: str = "word/x.xml", **changes: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    for key, value in changes.items():
        setattr(entry, key, value)
    return entry


ODD_NAMES = [
    "/word/x.xml", "../x.xml", "word/../x.xml", "word/./x.xml", "./x.xml", "word//x.xml",
    "word\\x.xml", "C:/x.xml", "C:x.xml", "//host/x.xml", "word/x\n.xml", "word/x\x00.xml",
    "word/x\x7f.xml", "word/%2e%2e/x.xml", "word/%2Fx.xml", "word/x%5Cy.xml", "word/x%00.xml",
    "word/%zz.xml", "word/x.", "word/.../x.xml", "word/x|y.xml", "word/x?.xml", "word/<x>.xml",
    'word/"x".xml', "word/x*.xml", "word/" + "x" * 300, "word/x\u202ey.xml", "word/x\u200b.xml",
    "word/document.xml/x.xml", "WORD/DOCUMENT.XML", "word/docume%6Et.xml", "word/ｄocument.xml",
]  # fmt: skip
GOOD_NAMES = [
    "word/x.xml", "word/a b.xml", "word/media/bild å 1.xml", "word/x-1_(2)~.xml", "x%20y.xml",
    "[trash]/0000.xml", "customXml/item1.xml", "word/" + "x" * 200 + ".xml", "docs/",
]  # fmt: skip


@pytest.mark.parametrize("name", ODD_NAMES)
def test_a_part_with_an_odd_name_is_refused(name):
    [fault] = refusals(_named(name))
    assert "[zip-names]" in fault


@pytest.mark.parametrize("name", GOOD_NAMES)
def test_a_part_with_a_plain_name_passes(name):
    assert opened(_named(name)).notes == ()


def _named(name: str) -> bytes:
    """Return an archive with a part of that name; Python writes no odd ones by itself."""
    raw = name.encode()
    entry = an_entry("\u00e9" * (len(raw) // 2) + "y" * (len(raw) % 2))  # marks it as UTF-8
    return archived(entry).replace(entry.filename.encode(), raw)


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFSOCK])
def test_a_link_or_device_in_the_archive_is_refused(kind):
    fault = refusals(archived(an_entry(external_attr=(kind | 0o777) << 16, create_system=3)))[0]
    assert "is a link or a device" in fault


@pytest.mark.parametrize("kind", [stat.S_IFREG, 0])
def test_a_plain_file_in_the_archive_passes(kind):
    assert opened(archived(an_entry(external_attr=(kind | 0o644) << 16, create_system=3)))


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_only_two_packings_are_read(method):
    assert "[zip-kinds]" in refusals(archived(an_entry(compress_type=method)))[0]


@pytest.mark.parametrize("flag", [0x1, 0x40, 0x2000])
def test_an_encrypted_archive_is_refused(flag):
    data = bytearray(a_package())
    central = data.index(b"PK\x01\x02")
    struct.pack_into("<H", data, central + 8, flag)
    assert "save it without a password" in refusals(bytes(data))[0]


@pytest.mark.parametrize("before", [b"PK", b"#!/bin/sh\n", b"PK\x03\x04" + bytes(40), b"MZ" * 99])
def test_bytes_before_the_archive_are_refused(before):
    assert refusals(before + a_package())


@pytest.mark.parametrize(("data", "words"), [
    (b"", "no zip archive"),
    (b"%PDF-1.7", "no zip archive"),
    (b"{\\rtf1}", "no zip archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old .doc file"),
    (b"PK", "broken zip archive"),
    (b"PK\x05\x06" + bytes(18), "save it as .docx"),
    (a_package()[:-30], "broken zip archive"),
    (zipped({"a.txt": b"x"}), "save it as .docx"),
])  # fmt: skip
def test_what_is_no_word_file_is_told_so(data, words):
    assert words in refusals(data)[0]


@pytest.mark.parametrize(("limit", "words"), [("BYTES", "unpacks to"), ("ENTRIES", "8 at most")])
def test_limits_hold_before_anything_is_unpacked(limit, words, monkeypatch):
    data = a_package()
    monkeypatch.setattr(unzip, f"MOST_{limit}", 8)
    monkeypatch.setattr(zipfile.ZipFile, "open", None)
    assert words in refusals(data)[0]


def test_too_many_entries_are_refused_before_they_are_read(monkeypatch):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for number in range(2_001):
            archive.writestr(f"{number}", b"")
    monkeypatch.setattr(zipfile, "ZipFile", None)
    assert "has 2001 parts; 2000 at most" in refusals(stream.getvalue())[0]


def test_a_bomb_is_refused():
    bomb = a_package({"word/x.xml": ("application/xml", b"<x>" + bytes(3 * 2**20))})
    assert "is it a bomb?" in refusals(bomb)[0]


def test_a_part_that_is_longer_than_its_entry_says_is_refused():
    data = bytearray(archived(an_entry(), content=b"<x>" + b"y" * 50 + b"</x>"))
    central = data.rindex(b"PK\x01\x02")
    struct.pack_into("<I", data, central + 24, 10)
    assert refusals(bytes(data))


def test_a_changed_byte_makes_a_fault_or_nothing():
    """Bytes of the archive's own records and of its streams, each changed alone."""
    data = a_package()
    rng = random.Random(1)
    outcomes = set()
    for position in rng.sample(range(len(data)), 300):
        changed = bytearray(data)
        changed[position] ^= 1 << rng.randrange(8)
        try:
            opened(bytes(changed))
            outcomes.add("passes")
        except TemplateError as error:
            outcomes.add(error.problems[0].rule)
    assert outcomes >= {"passes", "broken-zip"}


@pytest.mark.parametrize("position", [30, 31, 40])
def test_a_broken_deflate_stream_is_a_fault(position):
    data = bytearray(a_package())
    start = data.index(b"word/document.xml") - 30
    data[start + position + len("word/document.xml")] = 0xFF
    assert "broken zip archive" in refusals(bytes(data))[0]


def test_a_record_that_points_before_the_file_is_a_fault():
    data = bytearray(a_package())
    end = data.rindex(b"PK\x05\x06")
    size = struct.unpack_from("<I", data, end + 12)[0]
    struct.pack_into("<I", data, end + 12, size + 9)  # then zipfile looks before the first byte
    struct.pack_into("<I", data, data.rindex(b"PK\x01\x02") + 42, 0)
    assert "[broken-zip]" in refusals(bytes(data))[0]
