"""The digest of a pack: another whenever scores, levels or faults of reviews may be others."""

from __future__ import annotations

import shutil

import pytest

from docgen.bounds import kept
from docgen.errors import DocgenError
from docgen.packs import digest as module
from docgen.packs.digest import pack_digest
from docgen.packs.library import Library, bundled
from docgen.packs.load import load_pack


@pytest.fixture(autouse=True)
def looked_up_each_time(monkeypatch):
    """Ask each time: what is seldom looked up again is another test's."""
    monkeypatch.setattr(module, "seldom", lambda _name, _key, make: make())


@pytest.fixture
def shelf(tmp_path) -> Library:
    """Return a library with a copy of the Danish pack."""
    shutil.copytree(bundled() / "templates" / "dk", tmp_path / "dk")
    return Library((tmp_path, bundled() / "templates"))


def digest(shelf: Library) -> bytes:
    return pack_digest(load_pack("dk", library=shelf), shelf)


def change(shelf: Library, name: str, old: str, new: str) -> None:
    file = shelf.roots[0] / "dk" / name
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_it_is_the_same_as_long_as_nothing_changes(shelf):
    assert digest(shelf) == digest(shelf)
    assert len(digest(shelf)) == 32


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("pack.yaml", "name: Danmark", "name: Danmark og mere"),
        ("pack.yaml", "from: 115", "from: 116"),
        ("criteria.yaml", "name: ", "name: X "),
    ],
)
def test_other_wording_or_limits_make_another(shelf, name, old, new):
    before = digest(shelf)
    change(shelf, name, old, new)
    assert digest(shelf) != before


def test_rules_of_ones_own_make_another(shelf):
    before = digest(shelf)
    file = shelf.roots[0] / "dk" / "rules.yaml"
    text = file.read_text("utf-8") if file.exists() else ""
    file.write_text(text + "# looked at\n", encoding="utf-8")
    assert digest(shelf) != before


def test_a_word_file_and_the_place_of_the_pack_are_not_in_it(shelf, tmp_path):
    before = digest(shelf)
    for file in (shelf.roots[0] / "dk").glob("*.docx"):
        file.write_bytes(b"other")
    assert digest(shelf) == before
    moved = tmp_path / "elsewhere"
    shutil.copytree(shelf.roots[0] / "dk", moved / "dk")
    assert digest(Library((moved, bundled() / "templates"))) == before


def test_two_packs_have_two(shelf):
    assert digest(shelf) != pack_digest(load_pack("se", library=shelf), shelf)


def test_a_file_that_is_gone_is_told(shelf, monkeypatch):
    pack = load_pack("dk", library=shelf)
    monkeypatch.setattr(
        Library, "rules_of", lambda self, code: [self.roots[0] / code / "gone.yaml"]
    )
    with pytest.raises((OSError, DocgenError)):
        pack_digest(pack, shelf)


def test_within_a_run_it_is_looked_up_seldom(shelf, monkeypatch):
    monkeypatch.setattr(module, "seldom", kept.seldom)
    assert digest(shelf) == digest(shelf)
