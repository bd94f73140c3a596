"""Text of another language than the pack's is told once a language, in the pack's own files."""

from __future__ import annotations

import pytest
from ooxml.minimal import text

from docgen.check.lint.rules import other_language
from docgen.packs.load import load_pack
from docgen.packs.wordfile import BASE
from tests.lintsubjects import a_subject, found

PACK = load_pack("se")
OWN = PACK.documents["report"]._replace(file="report.docx")


def marked(tag: str, name: str = "val") -> str:
    look = f'<w:rPr><w:lang w:{name}="{tag}"/></w:rPr>'
    return f"<w:p><w:r>{look}<w:t>x</w:t></w:r></w:p>"


def told(body: str, *, language: str = "", **more) -> list[str]:
    pack = PACK._replace(formats=PACK.formats._replace(language=language)) if language else PACK
    subject = a_subject(body, **{"pack": pack, "document": OWN} | more)
    return [where for _, where in found(other_language, subject)]


def test_another_language_is_told_with_its_place_and_both_names():
    subject = a_subject(text("a") + marked("de-DE"), pack=PACK, document=OWN)
    ((message, where),) = found(other_language, subject)
    assert message.startswith(f"is marked as de-DE, and the pack is {PACK.language}; set the")
    assert where == "paragraph 2"


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("sv-SE", "sv-SE"),
        ("sv-FI", "sv-SE"),
        ("SV", "sv-SE"),
        ("nb-NO", "no"),
        ("nn-NO", "nb-NO"),
        ("", "sv-SE"),
        ("x-none", "sv-SE"),
    ],
)
def test_the_same_language_of_another_country_or_none_is_no_fault(tag, language):
    assert told(marked(tag), language=language) == []


def test_each_other_language_is_told_once():
    body = marked("de-DE") + marked("de-AT") + marked("fr-FR")
    assert told(body) == ["paragraph 1", "paragraph 3"]


def test_marks_of_other_scripts_do_not_count():
    assert told(marked("ja-JP", "eastAsia")) == []


@pytest.mark.parametrize(
    "more",
    [
        pytest.param({"pack": None}, id="no pack"),
        pytest.param({"document": None}, id="no document"),
        pytest.param({"document": OWN._replace(file=f"{BASE}/report.docx")}, id="a shared file"),
    ],
)
def test_a_file_that_takes_the_packs_language_is_not_looked_at(more):
    assert told(marked("de-DE"), **more) == []


def test_styles_are_looked_at_too():
    style = (
        '<w:style w:styleId="X"><w:name w:val="Note"/>'
        '<w:rPr><w:lang w:val="de-DE"/></w:rPr></w:style>'
    )
    assert told(text("a"), styles=style) == ["style Note"]
