"""Nothing of how a Word file came about is in its copy."""

from __future__ import annotations

from docgen.intake.paths import is_own_bookmark, is_own_tag
from docgen.word.audit.rules import check_package
from docgen.word.readback.fields import open_edited
from docgen.word.render.archive import write_archive
from docgen.word.sending.copy import make_copy
from tests.builders import SAMPLES
from tests.wordedits import MAIN, edited, parts_of, report

_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail"


def _copy(data: bytes) -> bytes:
    found = open_edited(data, "x.docx")
    return make_copy(
        found.package, found.roots, "x.docx", our_tag=is_own_tag, our_bookmark=is_own_bookmark
    )


def test_a_picture_of_the_first_page_and_marks_of_sittings_go():
    data = edited(
        report(SAMPLES[0]),
        lambda xml: xml.replace("</w:settings>",
            '<w:rsids><w:rsidRoot w:val="00AB12CD"/></w:rsids>'
            '<w15:docId xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" '
            'w15:val="{00AB12CD-0000-0000-0000-000000000000}"/></w:settings>'),
        "word/settings.xml",
    )  # fmt: skip
    data = edited(data, lambda xml: xml.replace("<w:p>", '<w:p w:rsidR="00AB12CD">'))
    parts = parts_of(data)
    tie = f'<Relationship Id="rIdT" Type="{_PACKAGE}" Target="docProps/thumbnail.jpeg"/>'
    ties = parts["_rels/.rels"].decode().replace("</Relationships>", f"{tie}</Relationships>")
    kinds = parts["[Content_Types].xml"].decode()
    kind = '<Default Extension="jpeg" ContentType="image/jpeg"/><Override'
    parts["[Content_Types].xml"] = kinds.replace("<Override", kind, 1).encode()
    parts |= {"_rels/.rels": ties.encode(), "docProps/thumbnail.jpeg": b"\xff\xd8\xff"}
    copy = _copy(write_archive(parts))
    made = parts_of(copy)
    assert "docProps/thumbnail.jpeg" not in made
    assert [name for name, content in made.items() if b"00AB12CD" in content] == []
    assert [str(one) for one in check_package(copy)] == []


def test_the_copy_of_a_copy_is_the_copy():
    first = _copy(report(SAMPLES[0]))
    assert _copy(first) == first
    assert b"<w:sdt>" not in parts_of(first)[MAIN]
