"""Correct templates of other people's programs have no finding, saved by Word or LibreOffice."""

from __future__ import annotations

import io

import docx
import pytest
from builders import swept
from docx.oxml.ns import qn
from ooxml.libreoffice import Office
from templatekinds import KINDS, made

import docgen


def test_there_are_twenty_kinds():
    assert len(KINDS) >= 20


@pytest.mark.parametrize("name", swept(KINDS, 6))
def test_a_correct_template_has_no_finding(name):
    found = docgen.lint_template(made(name))
    assert [str(one) for one in found] == []


@pytest.mark.slow
@pytest.mark.parametrize("name", swept(KINDS, 6))
def test_a_brace_that_is_gone_is_one_error_in_each(name):
    """The same file with a brace of its first printed value gone."""
    word = docx.Document(io.BytesIO(made(name)))
    texts = [text for text in word.element.body.iter(qn("w:t")) if "}}" in (text.text or "")]
    texts[0].text = texts[0].text.replace("}}", "}", 1)
    held = io.BytesIO()
    word.save(held)
    errors = [one for one in docgen.lint_template(held.getvalue()) if one.severity == "error"]
    assert len(errors) == 1, [str(one) for one in errors]
    assert errors[0].where


def test_what_libreoffice_saved_is_correct_too(office: Office, tmp_path):
    files = []
    for name in KINDS:
        file = tmp_path / f"{name}.docx"
        file.write_bytes(made(name))
        files.append(file)
    for file in office.convert(files, tmp_path / "saved", "docx"):
        errors = [one for one in docgen.lint_template(file) if one.severity == "error"]
        assert [str(one) for one in errors] == []
