"""Half a tag in a property or an alternative text is found, where few people look."""

from __future__ import annotations

import pytest
from ooxml.minimal import text

from docgen.check.lint.rules import half_tag
from tests.lintsubjects import a_subject, found

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"


def described(words: str) -> str:
    return f'<w:p><w:r><w:drawing w:descr="{words}"/></w:r></w:p>'


def titled(words: str) -> tuple[str, str]:
    title = f'<d:title xmlns:d="http://purl.org/dc/elements/1.1/">{words}</d:title>'
    return "docProps/core.xml", f'<c:coreProperties xmlns:c="{CORE}">{title}</c:coreProperties>'


HALVES = ["{{ unit.name }", "unit.name }}", "{% if x", "a %}", "{{ a }} {{ b"]
WHOLE = ["", "a", "{{ unit.name }}", "{{ a }}{% if b %}{% endif %}", "{ a }", "50 %"]


@pytest.mark.parametrize("words", HALVES)
def test_half_a_tag_is_told(words):
    (told,) = found(half_tag, a_subject(text("x") + described(words)))
    assert told == (f"half a tag in '{words}'; close it", "paragraph 2")
    ((message, where),) = found(half_tag, a_subject(added=(titled(words),)))
    assert message == f"half a tag in '{words}'; close it"
    assert where


@pytest.mark.parametrize("words", WHOLE)
def test_a_whole_tag_or_none_is_no_fault(words):
    assert found(half_tag, a_subject(described(words), added=(titled(words),))) == []


def test_half_a_tag_in_the_text_is_another_rules():
    assert found(half_tag, a_subject(text("{{ unit.name }"))) == []


def test_a_header_is_looked_at_and_what_prints_nothing_is_not():
    head = f'<w:hdr xmlns:w="{MAIN}">{described("{{ a }")}</w:hdr>'
    assert len(found(half_tag, a_subject(added=(("word/header1.xml", head),)))) == 1
    other = f'<w:comments xmlns:w="{MAIN}">{described("{{ a }")}</w:comments>'
    assert found(half_tag, a_subject(added=(("word/comments.xml", other),))) == []
