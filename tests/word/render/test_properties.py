"""What the properties of a file tell of its makers can be left out."""

from __future__ import annotations

import io
import shutil
import zipfile

import pytest
from builders import ROOT, write_review
from commands import docgen
from lxml import etree

from docgen.report import make_report
from docgen.word.render.archive import write_archive
from docgen.word.render.properties import without_properties

REVIEWER = "Gunhild Prøvesen"
UNIT = "Enhed Hemmelig"
TEMPLATE_MAKER = "Skabelonmager"


@pytest.fixture
def folder(tmp_path):
    head = f"reviewers: [{{name: {REVIEWER}}}]"
    write_review(tmp_path / "a.yaml", unit=UNIT, head=head)
    return tmp_path


def _parts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _told(path):
    """Return what the properties of a file say."""
    parts = _parts(path.read_bytes())
    return "".join(content.decode() for name, content in parts.items() if "docProps" in name)


def test_a_report_names_its_makers_unless_told_not_to(folder):
    docgen(folder, "render", "a.yaml", "-o", "named")
    named = _told(folder / "named" / "a.docx")
    assert REVIEWER in named
    assert UNIT in named
    assert "2026-03-27" in named


@pytest.mark.parametrize("plain", [(), ("--plain",)], ids=["controls", "plain"])
def test_without_properties_they_name_nobody(folder, assert_sound, plain):
    assert docgen(folder, "render", "a.yaml", "--no-properties", *plain).returncode == 0
    told = _told(folder / "out" / "a.docx")
    assert not any(word in told for word in (REVIEWER, UNIT, "2026", "2023", "dc:title"))
    assert_sound(folder / "out" / "a.docx")


def test_nothing_else_changes(folder):
    one = make_report(folder / "a.yaml", folder / "one").read_bytes()
    other = make_report(folder / "a.yaml", folder / "two", properties=False).read_bytes()
    changed = {n for n in _parts(one) if _parts(one)[n] != _parts(other)[n]}
    assert changed == {"docProps/core.xml"}
    assert [*_parts(one)] == [*_parts(other)]


def test_the_same_wish_makes_the_same_bytes_and_another_wish_another_report(folder):
    for _ in range(2):
        docgen(folder, "render", "a.yaml", "--no-properties")
    first = (folder / "out" / "a.docx").read_bytes()
    assert "unchanged  1" not in docgen(folder, "render", "a.yaml").stderr
    assert REVIEWER in _told(folder / "out" / "a.docx")
    docgen(folder, "render", "a.yaml", "--no-properties")
    assert (folder / "out" / "a.docx").read_bytes() == first


def test_a_pack_can_say_so_for_all_its_documents(folder):
    shutil.copytree(ROOT / "templates" / "dk", folder / "packs" / "dk")
    pack = folder / "packs" / "dk" / "pack.yaml"
    pack.write_text(pack.read_text(encoding="utf-8") + "\nproperties: false\n", encoding="utf-8")
    assert docgen(folder, "check", "packs/dk", "--packs", "packs").returncode == 0
    docgen(folder, "render", "a.yaml", "-d", "all", "--packs", "packs")
    docgen(folder, "form", "dk", "-o", "form.docx", "--packs", "packs")
    for path in (*(folder / "out").glob("*.docx"), folder / "form.docx"):
        assert "dc:title" not in _told(path), path.name


CORE = "application/vnd.openxmlformats-package.core-properties+xml"
APP = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
CUSTOM = "application/vnd.openxmlformats-officedocument.custom-properties+xml"


def test_properties_are_found_by_what_they_are_not_by_their_name():
    kinds = {"a/b.xml": CORE, "docProps/App.XML": APP, "other/custom.psmdcp": CUSTOM}
    types = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in kinds.items()
    )
    namespace = "http://schemas.openxmlformats.org/package/2006/content-types"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{namespace}">{types}</Types>'.encode(),
        "word/document.xml": b"<d/>",
        **{name: f"<p>{TEMPLATE_MAKER}</p>".encode() for name in kinds},
    }
    found = _parts(without_properties(write_archive(parts)))
    assert found["word/document.xml"] == b"<d/>"
    assert TEMPLATE_MAKER.encode() not in b"".join(found.values())
    for name in kinds:
        assert len(etree.fromstring(found[name])) == 0
