"""What is safe to mend in tags is mended in a copy that loses nothing; the rest is left alone."""

from __future__ import annotations

import io
import zipfile
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ooxml.minimal import a_report, text

from docgen.check.lint.mend import edits_of, mend
from docgen.check.lint.run import Judge, lint
from docgen.errors import ReadError
from tests.lintsubjects import PACK

MENDED = [
    ("{{ unit.name }", "{{ unit.name }}"),
    ("{ unit.name }}", "{{ unit.name }}"),
    ("{ unit.name }", "{{ unit.name }}"),
    ("{ { unit.name } }", "{{ unit.name }}"),
    ("[[unit.name]]", "{{unit.name}}"),
    ("｛｛ unit.name ｝｝", "{{ unit.name }}"),
    ("{{ unit.na\u00adme }}", "{{ unit.name }}"),
    ("{% if unit.place = 'x' %}a{% endif %}", "{% if unit.place == 'x' %}a{% endif %}"),
    ("{% if unit.place %}a{% endif }", "{% if unit.place %}a{% endif %}"),
]


@pytest.mark.parametrize(("before", "after"), MENDED)
def test_what_is_safe_is_mended_in_a_copy(tmp_path, before, after):
    path = tmp_path / "a.docx"
    path.write_bytes(a_report(text("{{ purpose }}") + text(before)))
    made = mend(path, Judge(PACK))
    assert made.changes == (("paragraph 2", before, after),)
    assert made.copy is not None
    with zipfile.ZipFile(io.BytesIO(made.copy)) as copy:
        assert after.replace("'", "'") in copy.read("word/document.xml").decode()
    assert lint(made.copy, path, Judge(PACK)).subject.prints is not None


@pytest.mark.parametrize("body", ["{ set theory }", "[[note]]", "{{ unit.name }}", "{x.y}"])
def test_what_may_be_meant_is_left_alone(tmp_path, body):
    path = tmp_path / "a.docx"
    path.write_bytes(a_report(text(body)))
    assert mend(path, Judge(PACK)).changes == ()


def test_a_copy_is_kept_only_where_nothing_else_is_wrong(tmp_path):
    path = tmp_path / "a.docx"
    path.write_bytes(a_report(text("{{ unit.name }") + text("{{ unit.nmae }}")))
    made = mend(path, Judge(PACK))
    assert made.changes
    assert made.copy is None
    assert made.faults == 1


KNOWN = {"unit", "purpose", "endif", "endfor", "else"}


def mended(before: str, *, any_name: bool = False) -> str:
    for start, end, new in edits_of(before, KNOWN, any_name=any_name):
        before = before[:start] + new + before[end:]
    return before


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", ""),
        ("{% p if purpose %}", "{%p if purpose %}"),
        ("{%  tr endfor %}", "{%tr endfor %}"),
        ("{% r if purpose %}", "{%r if purpose %}"),
        ("{% pupil %}", "{% pupil %}"),
        ("{% if unit.place = 'x' and purpose %}", "{% if unit.place == 'x' and purpose %}"),
        ("{% if purpose == 'x' %}", "{% if purpose == 'x' %}"),
        ("{% elif purpose = 1 %}", "{% elif purpose == 1 %}"),
        ("a = b", "a = b"),
        ("{{ unit.name } og { purpose }}", "{{ unit.name }} og {{ purpose }}"),
        ("{ nobody.name }}", "{ nobody.name }}"),
        ("{{ nobody.name }", "{{ nobody.name }"),
        ("{{ pur\u200bpose }}", "{{ purpose }}"),
        ("{%\ufeff if purpose %}", "{% if purpose %}"),
        ("pur\u200bpose", "pur\u200bpose"),
        ("{%p endif }", "{%p endif %}"),
        ("{% else }", "{% else %}"),
        ("{{ unit.name | upper }", "{{ unit.name | upper }}"),
        ("{{ labels['unit.name'] }", "{{ labels['unit.name'] }"),
    ],
)
def test_a_text_is_changed_where_it_is_safe(before, after):
    assert mended(before) == after


def test_where_any_name_may_stand_only_what_begins_as_a_tag_is_one():
    assert mended("{{ invoice.total }", any_name=True) == "{{ invoice.total }}"
    assert mended("{ invoice.total }", any_name=True) == "{ invoice.total }"


@given(st.text("{}%= pu\u00ad[]'", max_size=24))
@settings(max_examples=25)
def test_edits_stand_apart_from_the_end_to_the_beginning(before):
    edits = [*edits_of(before, KNOWN, any_name=True)]
    assert all(one.start >= other.end for one, other in pairwise(edits))
    assert all(0 <= one.start < one.end <= len(before) for one in edits)


def test_a_tag_that_word_has_split_over_runs_is_mended_in_them(tmp_path):
    path = tmp_path / "a.docx"
    runs = "".join(f"<w:r><w:t>{one}</w:t></w:r>" for one in ("{{ un", "it.na", "me }", " og"))
    path.write_bytes(a_report(f"<w:p>{runs}</w:p>"))
    made = mend(path, Judge(PACK))
    assert made.changes == (("paragraph 1", "{{ unit.name } og", "{{ unit.name }} og"),)
    assert made.copy is not None
    subject = lint(made.copy, path, Judge(PACK)).subject
    assert subject is not None
    assert [one.text for one in subject.tagged] == ["{{ unit.name }} og"]


def test_every_other_part_of_the_copy_stays(tmp_path):
    path = tmp_path / "a.docx"
    path.write_bytes(a_report(text("{{ unit.name }")))
    made = mend(path, Judge(PACK))
    assert made.copy is not None
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(io.BytesIO(made.copy)) as new:
        assert old.namelist() == new.namelist()
        changed = [name for name in old.namelist() if old.read(name) != new.read(name)]
    assert changed == ["word/document.xml"]
    assert path.read_bytes() == a_report(text("{{ unit.name }"))


def test_a_variable_of_a_loop_is_a_name(tmp_path):
    path = tmp_path / "a.docx"
    body = text("{%p for r in reviewers %}") + text("{{ r.name }") + text("{%p endfor %}")
    path.write_bytes(a_report(body))
    assert mend(path, Judge(PACK)).changes == (("paragraph 2", "{{ r.name }", "{{ r.name }}"),)


def test_what_is_no_word_file_is_one_fault_and_no_copy(tmp_path):
    path = tmp_path / "a.docx"
    path.write_bytes(b"no zip")
    assert mend(path, Judge(PACK)) == ((), None, 1)
    with pytest.raises(ReadError):
        mend(tmp_path / "none.docx", Judge(PACK))
