"""A document is made from a Word file of its pack or of base, wherever a pack.yaml points."""

from __future__ import annotations

import re
import shutil

import pytest
from builders import ROOT, files_of, write_review
from commands import docgen

from docgen.packs.wordfile import below_root, name_fault

OUTSIDE = [
    "../../outside.docx",
    "../outside.docx",
    "base/../../outside.docx",
    "sub/../../outside.docx",
    "/etc/outside.docx",
    "//host/share/outside.docx",
    "\\\\host\\share\\outside.docx",
    "C:/outside.docx",
    "C:outside.docx",
    "C:\\outside.docx",
    "\\outside.docx",
    "..\\outside.docx",
    "file:outside.docx",
    "a\0b.docx",
]
INSIDE = {
    "report.docx": "dk/report.docx",
    "base/report.docx": "base/report.docx",
    "dk/report.docx": "dk/report.docx",
    "sub/report.docx": "dk/sub/report.docx",
    "fi-sv/report.docx": "dk/fi-sv/report.docx",
    "rapport fra år.docx": "dk/rapport fra år.docx",
}


@pytest.fixture
def packs(tmp_path):
    """Return a folder of packs with dk in it, beside a review and a Word file outside."""
    shutil.copytree(ROOT / "templates" / "dk", tmp_path / "packs" / "dk")
    shutil.copy(ROOT / "templates" / "base" / "report.docx", tmp_path / "outside.docx")
    write_review(tmp_path / "a.yaml")
    return tmp_path / "packs"


def _named(packs, file):
    path = packs / "dk" / "pack.yaml"
    text = path.read_text(encoding="utf-8")
    quoted = '"' + file.replace("\\", "\\\\").replace("\0", "\\0") + '"'
    path.write_text(text.replace("file: report.docx", f"file: {quoted}", 1), encoding="utf-8")
    return next(n for n, row in enumerate(path.read_text("utf-8").split("\n"), 1) if quoted in row)


@pytest.mark.parametrize("file", OUTSIDE)
def test_a_file_outside_is_refused_with_its_place(packs, file):
    line = _named(packs, file)
    checked = docgen(packs.parent, "check", "packs/dk", "--packs", "packs")
    made = docgen(packs.parent, "render", "a.yaml", "--packs", "packs")
    for told in (checked.stdout, made.stderr):
        assert f"pack.yaml:{line}:" in told
        assert re.search("outside the pack; name a Word file|the control character", told)
    assert (checked.returncode, made.returncode) == (1, 1)
    assert not (packs.parent / "out").exists() or files_of(packs.parent / "out") == []


@pytest.mark.parametrize(("file", "found"), INSIDE.items())
def test_a_file_inside_stands_below_the_folder_of_packs(file, found):
    assert name_fault(file) == ""
    assert below_root(file, "dk") == found


def test_a_link_that_leads_out_is_refused(packs):
    report = packs / "dk" / "report.docx"
    report.unlink()
    report.symlink_to(packs.parent / "outside.docx")
    checked = docgen(packs.parent, "check", "packs/dk", "--packs", "packs")
    made = docgen(packs.parent, "render", "a.yaml", "--packs", "packs")
    form = docgen(packs.parent, "form", "dk", "-o", "f.docx", "--packs", "packs")
    for told in (checked.stdout, made.stderr, form.stderr):
        assert "is a link that leads outside the pack" in told
    assert (checked.returncode, made.returncode, form.returncode) == (1, 1, 1)


def test_a_link_that_stays_inside_is_a_file_of_the_pack(packs):
    (packs / "dk" / "report.docx").rename(packs / "dk" / "real.docx")
    (packs / "dk" / "report.docx").symlink_to("real.docx")
    assert docgen(packs.parent, "render", "a.yaml", "--packs", "packs").returncode == 0


def test_a_folder_of_packs_may_be_a_link(packs):
    (packs.parent / "linked").symlink_to("packs")
    assert docgen(packs.parent, "render", "a.yaml", "--packs", "linked").returncode == 0


def test_a_file_of_a_folder_in_the_pack_is_found(packs):
    (packs / "dk" / "word").mkdir()
    (packs / "dk" / "report.docx").rename(packs / "dk" / "word" / "report.docx")
    _named(packs, "word/report.docx")
    assert docgen(packs.parent, "render", "a.yaml", "--packs", "packs").returncode == 0
