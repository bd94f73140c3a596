"""An archive is its content: the same parts give the same bytes, and every reader takes them."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.word.render import archive as module
from docgen.word.render.archive import (
    FAST,
    GOOD,
    SMALL,
    deflate,
    join_entries,
    pack_entry,
    sort_key,
    write_archive,
)

TEXT = b"<w:p/>" * 500
NAMES = st.text("abcø/.", min_size=1, max_size=12)


def opened(data: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(data))


@given(st.dictionaries(NAMES, st.binary(max_size=80), max_size=6))
@settings(max_examples=40)
def test_every_part_comes_out_as_it_went_in(parts):
    with opened(write_archive(parts)) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == parts


@given(st.permutations(["b.xml", "a.xml", "_rels/.rels", "[Content_Types].xml", "Z.xml"]))
@settings(max_examples=20)
def test_the_order_in_which_parts_are_given_makes_no_difference(names):
    data = write_archive(dict.fromkeys(names, TEXT))
    assert data == write_archive(dict.fromkeys(sorted(names), TEXT))
    with opened(data) as archive:
        assert archive.namelist() == [
            "[Content_Types].xml", "_rels/.rels", "Z.xml", "a.xml", "b.xml",
        ]  # fmt: skip


def test_names_that_come_first_are_these_two_alone():
    assert sort_key("[Content_Types].xml") < sort_key("_rels/.rels") < sort_key("A")
    assert sort_key("word/_rels/.rels")[0] == sort_key("a")[0]


def test_no_day_and_no_machine_is_in_it():
    with opened(write_archive({"a": TEXT, "b": b""})) as archive:
        for entry in archive.infolist():
            assert entry.date_time == (1980, 1, 1, 0, 0, 0)
            assert (entry.create_system, entry.external_attr, entry.extra) == (0, 0, b"")
            assert entry.extract_version == 20
            assert entry.comment == b""
        assert archive.comment == b""


@pytest.mark.parametrize(
    ("content", "method"),
    [
        pytest.param(b"", zipfile.ZIP_STORED, id="nothing"),
        pytest.param(b"a", zipfile.ZIP_STORED, id="what grows when it is packed"),
        pytest.param(bytes(range(256)), zipfile.ZIP_STORED, id="what cannot be packed"),
        pytest.param(TEXT, zipfile.ZIP_DEFLATED, id="XML"),
    ],
)
def test_what_grows_is_stored_as_it_is(content, method):
    with opened(write_archive({"a": content})) as archive:
        entry = archive.getinfo("a")
        assert entry.compress_type == method
        assert zlib.crc32(content) == entry.CRC
        assert entry.file_size == len(content)
        assert entry.compress_size <= len(content)


@pytest.mark.parametrize(("name", "flags"), [("word/a.xml", 0), ("word/Ø.xml", 0x800)])
def test_a_name_beyond_ascii_says_that_it_is_utf8(name, flags):
    with opened(write_archive({name: b"x"})) as archive:
        (entry,) = archive.infolist()
        assert (entry.filename, entry.flag_bits) == (name, flags)


@pytest.mark.parametrize("level", [FAST, GOOD, SMALL])
def test_each_level_gives_the_same_text_back(level):
    packed = deflate(TEXT, level)
    assert zlib.decompress(packed, -15) == TEXT
    assert type(packed) is bytes
    with opened(write_archive({"a": TEXT}, level)) as archive:
        assert archive.read("a") == TEXT


def test_what_is_kept_for_long_is_packed_smaller():
    words = Path(module.__file__).read_bytes()
    small, good, fast = (len(deflate(words, level)) for level in (SMALL, GOOD, FAST))
    assert small < good < fast


@pytest.mark.parametrize("level", [FAST, GOOD, SMALL])
def test_where_there_is_no_libdeflate_zlib_packs_the_same_texts(level, monkeypatch):
    monkeypatch.setattr(module, "_deflate", None)
    assert zlib.decompress(deflate(TEXT, level), -15) == TEXT
    with opened(write_archive({"a": TEXT, "b": b"x"}, level)) as archive:
        assert archive.testzip() is None


def test_entries_are_joined_in_the_order_they_are_given_and_each_is_found():
    entries = [pack_entry(name, name.encode() * 100) for name in ("b", "a", "c")]
    data = join_entries(entries)
    with opened(data) as archive:
        assert archive.namelist() == ["b", "a", "c"]
        assert [archive.read(name)[:1] for name in "abc"] == [b"a", b"b", b"c"]
        assert [entry.header_offset for entry in archive.infolist()] == [
            0, len(entries[0][0]), len(entries[0][0]) + len(entries[1][0]),
        ]  # fmt: skip


def test_an_entry_may_be_joined_into_many_archives():
    entry = pack_entry("a", TEXT)
    alone, second = join_entries([entry]), join_entries([pack_entry("b", b"x"), entry])
    assert opened(alone).read("a") == opened(second).read("a") == TEXT


def test_an_archive_of_nothing_is_one():
    assert opened(join_entries([])).namelist() == []
