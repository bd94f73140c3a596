"""The findings of a template stand as Word comments in a copy of it."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from docx import Document
from lxml import etree
from ooxml.minimal import a_report, cell, row, table, text
from ooxml.reading import W

from docgen.check.lint.comments import write_commented
from docgen.check.lint.run import Judge, lint
from docgen.errors import ReadError, UsageError
from docgen.model import Problem
from docgen.word.annotate import Note, annotated
from tests.lintsubjects import PACK


def test_comments_stand_where_the_finding_is_and_stop_no_template(tmp_path):
    path = tmp_path / "a.docx"
    path.write_bytes(a_report(text("first") + table(row(cell(text("{{ unit.name }}"))))))
    copy = annotated(path.read_bytes(), [Note(1, "here"), Note(-1, "all")])
    assert [one.text for one in Document(io.BytesIO(copy)).comments] == ["here", "all"]
    with zipfile.ZipFile(io.BytesIO(copy)) as archive:
        body = archive.read("word/document.xml").decode()
    assert body.index("first") < body.index('w:commentReference w:id="0"')
    assert not [p for p in lint(copy, path, Judge(PACK)).problems if p.severity == "error"]


@pytest.fixture
def template(tmp_path: Path) -> Path:
    file = tmp_path / "a.docx"
    file.write_bytes(a_report(text("first") + text("second") + table(row(cell(text("in it"))))))
    return file


def commented(template: Path, *problems: Problem) -> dict[str, str]:
    """Return each comment of the copy, with the text that it stands at."""
    out = template.with_name("copy.docx")
    write_commented(template, problems, out)
    with zipfile.ZipFile(out) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
    marks = {}
    for mark in body.iter(f"{W}commentReference"):
        paragraph = next(mark.iterancestors(f"{W}p"))
        marks[mark.get(f"{W}id")] = "".join(t.text for t in paragraph.iter(f"{W}t"))
    return {one.text: marks[str(one.comment_id)] for one in Document(str(out)).comments}


def problem(template: Path, where: str, message: str = "wrong") -> Problem:
    return Problem("bare-name", message, template, where=where)


@pytest.mark.parametrize(
    ("where", "at"),
    [
        ("paragraph 2", "second"),
        ("paragraph 1, behind it", "first"),
        ("table 1, row 1, cell 1", "in it"),
    ],
)
def test_a_comment_stands_at_the_paragraph_of_its_finding(template, where, at):
    assert commented(template, problem(template, where)) == {"wrong [bare-name]": at}


@pytest.mark.parametrize("where", ["header", "style Normal", "core properties"])
def test_what_stands_elsewhere_is_told_with_its_place_at_the_beginning(template, where):
    assert commented(template, problem(template, where)) == {f"{where}: wrong [bare-name]": "first"}


def test_what_has_no_place_is_told_without_one(template):
    assert [*commented(template, problem(template, ""))] == ["wrong [bare-name]"]


def test_findings_of_other_files_are_not_told_here(template):
    other = problem(template.with_name("b.docx"), "paragraph 1", "other")
    found = commented(template, other, problem(template, "paragraph 1"))
    assert [*found] == ["wrong [bare-name]"]


def test_the_template_stays_and_so_does_what_is_there_already(template):
    before = template.read_bytes()
    commented(template)
    assert template.read_bytes() == before
    out = template.with_name("copy.docx")
    kept = out.read_bytes()
    with pytest.raises(UsageError, match="is there already and stays; choose another name"):
        write_commented(template, [], out)
    assert out.read_bytes() == kept


def test_a_copy_is_a_word_file_by_its_name(template):
    with pytest.raises(UsageError, match=r"the name of the copy ends in \.docx"):
        write_commented(template, [], template.with_name("copy.txt"))
    write_commented(template, [], template.with_name("copy.DOCX"))


def test_what_is_no_word_file_takes_no_comments(template):
    template.write_bytes(b"no zip")
    with pytest.raises(UsageError, match="takes no comments, as it is no Word file"):
        write_commented(template, [], template.with_name("copy.docx"))
    assert not template.with_name("copy.docx").exists()
    template.unlink()
    with pytest.raises(ReadError):
        write_commented(template, [], template.with_name("copy.docx"))
