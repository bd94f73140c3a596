"""A pack that is kept is the pack that was read, and is read anew when anything of it changes."""

from __future__ import annotations

import os
import shutil

import pytest

from docgen import cache
from docgen.errors import InvalidDataError
from docgen.packs import file
from docgen.packs.library import Library, bundled
from docgen.packs.load import load_pack, pack_codes
from docgen.packs.plain import as_plain, from_plain, sound_pack

LONG_AGO = 1_000_000_000


@pytest.fixture
def read(tmp_path, monkeypatch):
    """The codes of the packs that are read from their files, in a cache of the test's own."""
    tmp_path.chmod(0o755)
    monkeypatch.setenv(cache.ENVIRONMENT, str(tmp_path / "cache"))
    cache._place.cache_clear()
    codes = []
    real = file.read_pack
    monkeypatch.setattr(
        file, "read_pack", lambda code, *files: codes.append(code) or real(code, *files)
    )
    yield codes
    cache._place.cache_clear()


@pytest.fixture
def packs(tmp_path):
    """A folder of packs of one's own, written long ago."""
    folder = tmp_path / "packs"
    for name in ("dk", "ips-25"):
        shutil.copytree(bundled() / "templates" / name, folder / name)
    written_long_ago(folder)
    return folder


def written_long_ago(folder):
    for one in folder.rglob("*.yaml"):
        os.utime(one, (LONG_AGO, LONG_AGO))


def found(packs):
    pack_file, criteria_file = (packs / "dk" / name for name in ("pack.yaml", "criteria.yaml"))
    return sound_pack("dk", pack_file, criteria_file, Library((packs,)))


@pytest.mark.parametrize("code", pack_codes())
def test_a_pack_comes_back_as_it_was(code):
    pack = load_pack(code)
    documents = {name: d._replace(path=pack.folder / d.file) for name, d in pack.documents.items()}
    pack = pack._replace(documents=documents)
    back = from_plain(as_plain(pack), pack.folder)
    assert back == pack
    assert repr(back) == repr(pack), "the same kinds of values, all the way down"


def test_a_pack_is_read_once(read, packs):
    first, second = found(packs), found(packs)
    assert read == ["dk"]
    assert repr(first) == repr(second)
    assert second[0].folder == packs / "dk"
    assert second[1] == packs / "ips-25" / "scale.yaml"


def test_a_copy_elsewhere_has_its_own_places(read, packs, tmp_path):
    found(packs)
    other = tmp_path / "moved"
    shutil.copytree(packs, other)
    pack, scale = found(other)
    assert read == ["dk"]
    assert (pack.folder, scale) == (other / "dk", other / "ips-25" / "scale.yaml")
    assert pack.documents["report"].path == other / "dk" / "report.docx"


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("dk/pack.yaml", "Danmark", "Danmarks"),
        ("dk/criteria.yaml", "# ", "#  "),
        ("ips-25/scale.yaml", "# ", "#  "),
    ],
)
def test_what_changes_is_read_anew(read, packs, name, old, new):
    found(packs)
    changed = packs / name
    text = changed.read_text("utf-8")
    assert old in text
    changed.write_text(text.replace(old, new, 1), "utf-8")
    written_long_ago(packs)
    found(packs)
    assert read == ["dk", "dk"]


def test_what_was_written_just_now_is_not_kept(read, packs):
    """It may be in the middle of being written."""
    (packs / "ips-25" / "scale.yaml").touch()
    found(packs)
    found(packs)
    assert read == ["dk", "dk"]


def test_a_pack_with_faults_is_not_kept(read, packs):
    pack_file = packs / "dk" / "pack.yaml"
    pack_file.write_text(pack_file.read_text("utf-8") + "new: 1\n", "utf-8")
    written_long_ago(packs)
    for _ in range(2):
        with pytest.raises(InvalidDataError, match="unknown-key"):
            found(packs)
    assert read == ["dk", "dk"]


@pytest.mark.parametrize(
    "value", [["ips-25", "none", ()], ["ips-25", 1, ()], "text", ["", "none", (1,)]]
)
def test_what_is_no_pack_is_not_believed(read, packs, monkeypatch, value):
    monkeypatch.setattr(cache, "_read", lambda *_: (value,))
    assert found(packs)[0].code == "dk"
    assert read == ["dk"]


def test_a_pack_without_a_scale_of_others_is_kept(read, packs):
    pack_file, criteria = packs / "dk" / "pack.yaml", packs / "dk" / "criteria.yaml"
    pack_file.write_text(pack_file.read_text("utf-8").replace("  id: ips-25\n", "", 1), "utf-8")
    criteria.write_text("scores: {from: 1, to: 5}\n" + criteria.read_text("utf-8"), "utf-8")
    written_long_ago(packs)
    pack, scale = found(packs)
    assert (pack.scale_id, scale) == ("", None)
    assert repr(found(packs)[0]) == repr(pack)
    assert read == ["dk"]
