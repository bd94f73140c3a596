"""Faults that people make in a whole template: each is one finding, at its place."""

from __future__ import annotations

import io
import shutil
import zipfile

import pytest
from builders import ROOT
from lxml import etree
from ooxml.reading import W
from templatekinds import DOCUMENTS

from docgen.check.lint.run import Judge
from docgen.check.lint.session import lint_target
from docgen.check.lint.targets import Target, targets_of
from docgen.check.wordfiles import check_word_file
from docgen.packs.library import Library
from docgen.packs.load import load_pack

PLANTED = [
    ("dk", "{{ unit.name }}", "{{ unit.name }", "broken-tag"),
    ("fi", "{% endif %}", "{% endif }", "broken-tag"),
    ("dk", "{{ unit.name }}", "{{ unit.nmae }}", "unknown-name"),
    ("base", "{%p if general_comments %}", "{%p if general_comment %}", "unknown-name"),
    ("fi", "{% endif %}", "", "block"),
    ("dk", "{%p endif %}", "", "block"),
    ("table", "{%tr endfor %}", "", "block"),
    ("table", "{%tr endfor %}", "{%p endfor %}", "block"),
    ("scale", "{% endif %}{% endfor %}", "{% endfor %}{% endif %}", "block"),
    ("dk", "{%p if purpose %}", "{% p if purpose %}", "unknown-statement"),
    ("dk", "{%p if general_comments %}", "Husk: {%p if general_comments %}", "text-beside-tag"),
    ("dk", "{%p if purpose %}", "{%tr if purpose %}", "tag-level"),
    ("dk", "{{ c.comment }}", "{{ c.comments }}", "unknown-name"),
    ("dk", "{{ unit.name }}", "{{ unit.name.first }}", "unknown-name"),
    ("dk", "{{ c.comment }}", "{{ c.comment | stor }}", "unknown-filter"),
    ("base", "{{ unit.name }}", "{{ unit.name | round(1) }}", "filter-kind"),
    ("dk", "{{ unit.name }}", "{{ unit.name.__class__.__mro__ }}", "reserved-name"),
    ("dk", "{{ unit.name }}", "{% include 'x' %}{{ unit.name }}", "unknown-statement"),
    ("dk", "{{ unit.name }}", "{ unit.name }", "looks-like-tag"),
    ("dk", "{{ unit.name }}", "[[unit.name]]", "looks-like-tag"),
    ("dk", "{%p if purpose %}", "{%p if review.kind == 'Extern' %}", "never-true"),
    ("dk", "{%tr for c in s.criteria %}", "{%tr for s in s.criteria %}", "unknown-name"),
    ("table", "{{ s.label }}", "{{ s.label }} {{ c.name }}", "unknown-name"),
    ("dk", "{{ unit.name }}", "{{ unit.na\u00adme }}", "broken-tag"),
    ("dk", "{{ unit.name }}", "{{ unit.na\u200bme }}", "broken-tag"),
]


def planted(data: bytes, old: str, new: str) -> bytes:
    """Return a Word file with a tag of its first paragraph that has it typed otherwise."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    root = etree.fromstring(parts["word/document.xml"])
    for paragraph in root.iter(f"{W}p"):
        texts = list(paragraph.iter(f"{W}t"))
        whole = "".join(text.text or "" for text in texts)
        if old in whole:
            texts[0].text = whole.replace(old, new, 1)
            for text in texts[1:]:
                text.text = ""
            break
    else:
        raise AssertionError(f"no paragraph holds {old}")
    parts["word/document.xml"] = etree.tostring(root, encoding="UTF-8", standalone=True)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return held.getvalue()


@pytest.mark.parametrize(("where", "old", "new", "rule"), PLANTED)
def test_a_planted_fault_is_one_finding_with_its_place(tmp_path, where, old, new, rule):
    code, name = DOCUMENTS[where]
    pack = load_pack(code)
    document = pack.documents[name]
    file = tmp_path / "t.docx"
    file.write_bytes(planted(document.path.read_bytes(), old, new))
    told = lint_target(Target(file, (Judge(pack, document),)), None, None)
    assert [one.rule for one in told] == [rule], [str(one) for one in told]
    assert told[0].where


def test_the_sheet_of_two_reviewers_is_judged_by_its_own_names(tmp_path):
    folder = tmp_path / "packs"
    shutil.copytree(ROOT / "templates" / "base", folder / "base")
    for name in ("dk", "ips-25"):
        shutil.copytree(ROOT / "templates" / name, folder / name)
    sheet = folder / "base" / "consensus.docx"
    shelf = Library((folder,))
    assert check_word_file(sheet, library=shelf) == []
    sheet.write_bytes(planted(sheet.read_bytes(), "{{ c.first.score }}", "{{ c.first.scor }}"))
    (told,) = check_word_file(sheet, library=shelf)
    assert (told.rule, bool(told.where)) == ("unknown-name", True)
    (target,) = targets_of([str(sheet)], shelf).files
    assert [one.rule for one in lint_target(target, None, None)] == ["unknown-name"]
