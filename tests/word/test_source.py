"""What a template may be read from: a path, bytes, an open file."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from docgen.word.source import opened


class Named(io.BytesIO):
    name = "form.docx"


class Numbered(io.BytesIO):
    name = 7


@pytest.mark.parametrize(
    ("source", "content", "name"),
    [
        pytest.param("a.docx", Path("a.docx"), "a.docx", id="a path as text"),
        pytest.param(Path("d/a.docx"), Path("d/a.docx"), str(Path("d/a.docx")), id="a path"),
        pytest.param(b"PK", b"PK", "template", id="bytes"),
        pytest.param(bytearray(b"PK"), b"PK", "template", id="bytes that may change"),
        pytest.param(memoryview(b"PK"), b"PK", "template", id="a view of bytes"),
        pytest.param(io.BytesIO(b"PK"), b"PK", "template", id="an open file without a name"),
        pytest.param(Named(b"PK"), b"PK", "form.docx", id="an open file"),
        pytest.param(Numbered(b"PK"), b"PK", "template", id="an open file with a number"),
    ],
)
def test_a_template_is_read_and_messages_have_its_name(source, content, name):
    assert opened(source) == (content, name)
