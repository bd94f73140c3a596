"""What is kept is believed only when nobody else can have written it, and when it fits."""

from __future__ import annotations

import hashlib
import marshal
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import CodeType
from typing import Any

import pytest
from builders import ROOT, write_review

from docgen import cache
from docgen.cache import cache_folder, cache_key, cache_note, remember
from docgen.document.renderer import renderer
from docgen.output import private
from docgen.packs.languages import month_names
from docgen.packs.load import load_pack
from docgen.word.render.compiled import CompiledTemplate, Part, is_plain

OLD = marshal.dumps("old")


def is_text(value: Any) -> bool:
    return type(value) is str


def again() -> None:
    """Look at the folder anew, as another process would."""
    cache._place.cache_clear()


def keep(own_cache: Path, key: str, value: Any) -> Path:
    """Write an entry as somebody would who knows how."""
    body = marshal.dumps(value)
    file = own_cache / f"{key}.bin"
    file.write_bytes(cache._HEADER + hashlib.sha256(body).digest() + body)
    return file


def made() -> str:
    return "made anew"


def never() -> str:
    raise AssertionError("it is kept already")


# --- what is kept ----------------------------------------------------------------------------


def test_what_is_made_once_is_kept(own_cache: Path) -> None:
    assert remember("k", made, is_text) == "made anew"
    again()
    assert remember("k", never, is_text) == "made anew"
    assert stat.S_IMODE((own_cache / "k.bin").stat().st_mode) == 0o600
    assert stat.S_IMODE(own_cache.stat().st_mode) == 0o700


def test_the_folder_is_made_closed_and_so_are_those_above_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, own_cache: Path
) -> None:
    monkeypatch.setenv(cache.ENVIRONMENT, str(tmp_path / "a" / "b" / "c"))
    before = os.umask(0)
    try:
        remember("k", made, is_text)
    finally:
        os.umask(before)
    for place in ("a", "a/b", "a/b/c"):
        assert stat.S_IMODE((tmp_path / place).stat().st_mode) == 0o700
    assert not own_cache.exists()


def test_only_the_latest_are_kept(own_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "MOST_FILES", 3)
    for number in range(6):
        remember(f"k{number}", made, is_text)
        os.utime(own_cache / f"k{number}.bin", (number, number))
    assert sorted(path.name for path in own_cache.iterdir()) == ["k3.bin", "k4.bin", "k5.bin"]


def test_off_is_off(own_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(cache.ENVIRONMENT, "off")
    assert remember("k", made, is_text) == "made anew"
    assert cache_folder() is None
    assert cache_note() == ""
    assert not own_cache.exists()


# --- what is not believed --------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"x" * 300, id="anything"),
        pytest.param(b"docgen cache 3\n" + bytes(32) + marshal.dumps("mine"), id="a wrong sum"),
        pytest.param(
            b"docgen cache 3\n" + hashlib.sha256(b"\xff").digest() + b"\xff", id="no marshal"
        ),
        pytest.param(
            b"docgen cache 2\n"
            + hashlib.sha256(marshal.dumps("old")).digest()
            + marshal.dumps("old"),
            id="of an older docgen",
        ),
    ],
)
def test_a_damaged_entry_is_made_anew(own_cache: Path, content: bytes) -> None:
    remember("k", made, is_text)
    (own_cache / "k.bin").write_bytes(content)
    assert remember("k", lambda: "mended", is_text) == "mended"
    assert remember("k", never, is_text) == "mended"


@pytest.mark.parametrize("value", [5, None, [], {}, (), b"text", {"a": 1}, ...])
def test_an_entry_of_another_shape_is_made_anew(own_cache: Path, value: Any) -> None:
    remember("k", made, is_text)
    keep(own_cache, "k", value)
    assert remember("k", made, is_text) == "made anew"
    assert remember("k", never, is_text) == "made anew"


def test_what_does_not_fit_itself_is_not_kept(own_cache: Path) -> None:
    assert remember("k", lambda: 5, is_text) == 5
    assert list(own_cache.iterdir()) == []


@pytest.mark.parametrize("mode", [0o620, 0o602, 0o666])
def test_an_entry_that_others_can_write_to_is_not_read(own_cache: Path, mode: int) -> None:
    remember("k", made, is_text)
    keep(own_cache, "k", "planted").chmod(mode)
    assert remember("k", made, is_text) == "made anew"


def test_an_entry_of_another_user_is_not_read(
    own_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    remember("k", made, is_text)
    keep(own_cache, "k", "planted")
    us = os.getuid()
    monkeypatch.setattr(private.os, "getuid", lambda: us + 1)
    assert remember("k", made, is_text) == "made anew"


@pytest.mark.parametrize("kind", ["link", "pipe", "folder"])
def test_an_entry_that_is_no_file_is_not_read(tmp_path: Path, own_cache: Path, kind: str) -> None:
    remember("k", made, is_text)
    (own_cache / "k.bin").unlink()
    planted = keep(tmp_path, "planted", "planted")
    if kind == "link":
        (own_cache / "k.bin").symlink_to(planted)
    elif kind == "pipe":
        os.mkfifo(own_cache / "k.bin")
    else:
        (own_cache / "k.bin").mkdir()
    assert remember("k", made, is_text) == "made anew"
    assert planted.read_bytes().endswith(b"planted")


# --- folders that are not used ---------------------------------------------------------------


@pytest.mark.parametrize("mode", [0o770, 0o777, 0o750])
def test_nothing_is_unmarshalled_from_a_folder_that_is_open_to_others(
    own_cache: Path, mode: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    remember("k", made, is_text)
    keep(own_cache, "k", "planted")
    own_cache.chmod(mode)
    again()
    monkeypatch.setattr(cache.marshal, "loads", never)
    assert remember("k", made, is_text) == "made anew"
    assert cache_folder() is None
    assert cache_note() == (
        f"note: each start is slower without its cache: {own_cache} is open to others "
        f"(chmod go-rwx {own_cache}); or name a folder of your own in DOCGEN_CACHE (off: none)"
    )


def test_nothing_is_unmarshalled_from_below_a_folder_that_others_can_write_to(
    own_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    remember("k", made, is_text)
    keep(own_cache, "k", "planted")
    own_cache.parent.chmod(0o777)
    again()
    monkeypatch.setattr(cache.marshal, "loads", never)
    assert remember("k", made, is_text) == "made anew"
    assert f"others can write to {own_cache.parent}" in cache_note()


def test_a_folder_that_is_exchanged_afterwards_is_not_looked_at(
    tmp_path: Path, own_cache: Path
) -> None:
    remember("k", made, is_text)
    own_cache.rename(tmp_path / "moved")
    own_cache.mkdir(mode=0o700)
    keep(own_cache, "k", "planted")
    assert remember("k", never, is_text) == "made anew"


@pytest.mark.parametrize("place", ["/dev/null", "/dev/null/docgen", "/proc/docgen"])
def test_a_place_where_no_folder_can_be_is_no_fault(
    own_cache: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    monkeypatch.setenv(cache.ENVIRONMENT, place)
    assert remember("k", made, is_text) == "made anew"
    assert cache_note() == ""
    assert not own_cache.exists()


def test_who_asks_for_nothing_is_told_nothing(own_cache: Path) -> None:
    own_cache.mkdir(mode=0o777)
    own_cache.chmod(0o777)
    assert cache_note() == ""
    remember("k", made, is_text)
    assert "is open to others" in cache_note()


def test_the_note_is_said_once_by_the_command_line(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o777)
    for name in ("a", "b", "c"):
        write_review(tmp_path / "data" / f"{name}.yaml", unit=f"Enhed {name}")
    run = subprocess.run(
        [sys.executable, "-m", "docgen", "render", str(tmp_path / "data"), "-o", "out"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "DOCGEN_CACHE": str(shared)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 0
    assert run.stderr.count("each start is slower without its cache") == 1
    assert list(shared.iterdir()) == []


# --- the shapes of what docgen keeps ---------------------------------------------------------


REST = [()] * (len(CompiledTemplate._fields) - 2)


@pytest.mark.parametrize(
    "value",
    [5, "", None, [], {}, (), b"", ["f", (), *REST[1:]], ["f", 7, *REST], ["f", (5,), *REST]],
    ids=repr,
)
def test_reports_are_made_whatever_stands_in_the_cache(
    own_cache: Path, monkeypatch: pytest.MonkeyPatch, value: Any
) -> None:
    """Every entry that the making of a report asks for says the same."""
    monkeypatch.setattr(cache, "_read", lambda *_: (value,))
    month_names.cache_clear()
    pack = load_pack("dk")
    found = renderer(pack, pack.documents["report"])
    assert found.digest
    assert len(month_names("da-DK")["MMMM"]) == 12
    assert own_cache.exists()


def test_a_compiled_template_fits_and_a_part_of_other_kinds_does_not() -> None:
    part: dict[str, Any] = dict(
        zip(Part._fields, ("n", "s", compile("", "", "exec"), (), (), (), {}, False), strict=True)
    )
    assert is_plain(_whole(part))
    for name, kind in (("code", CodeType), ("source", str), ("sites", dict), ("light", bool)):
        assert type(part[name]) is kind
        assert not is_plain(_whole({**part, name: 5}))


def _whole(part: dict[str, Any]) -> list[Any]:
    return ["f", (tuple(part.values()),), *REST]


def test_the_key_names_program_and_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    keys = {cache_key([b"a", b"b"]), cache_key([b"ab"]), cache_key([b"a", b"c"])}
    program: Callable[[], bytes] = lambda: b"another"  # noqa: E731
    monkeypatch.setattr(cache, "program_state", program)
    assert len(keys | {cache_key([b"a", b"b"])}) == 4
