"""Tags in formulas, smart tags, deleted and moved text, and in parts that are no text."""

from __future__ import annotations

import pytest
from ooxml.minimal import PARTS, a_report, run, text
from ooxml.rendered import a_template, paragraphs, parts_of
from ooxml.things import parts_with

from docgen.errors import TemplateError
from docgen.model import Field

TYPED = {"unit": {"name": Field("line", "unit.name")}, "long": Field("text", "purpose")}
NAMES = {"unit": {"name": "A & B"}, "long": "One.\n\nTwo."}


def made(body: str):
    return a_template(a_report(changed=parts_with(body)), fields=TYPED)


def formula(*texts: str) -> str:
    runs = "".join(f"<m:r><m:t>{t}</m:t></m:r>" for t in texts)
    return f"<w:p><m:oMath>{runs}</m:oMath></w:p>"


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param(["x={{ unit.name }}+1"], id="whole"),
        pytest.param(["x={", "{ unit", ".name }}", "+1"], id="in several pieces"),
        pytest.param(["x={% if unit.name %}{{ unit.name }}{% endif %}+1"], id="with a condition"),
    ],
)
def test_a_tag_in_a_formula_prints(texts):
    for mode in ("plain", "controls", "form"):
        xml = parts_of(made(formula(*texts)).render(NAMES, mode=mode))["word/document.xml"].decode()
        assert "".join(xml.split("<m:t")[1:]).count("A &amp; B") == 1
        assert "{" not in xml


def test_a_tag_for_a_paragraph_has_no_place_in_a_formula():
    with pytest.raises(TemplateError) as caught:
        made(formula("{%p if unit.name %}{%p endif %}"))
    assert {p.rule for p in caught.value.problems} == {"tag-level"}


@pytest.mark.parametrize(
    "gone",
    [
        pytest.param('<w:moveFrom w:id="1" w:author="A">{}</w:moveFrom>', id="moved away"),
        pytest.param('<w:del w:id="1" w:author="A">{}</w:del>', id="deleted"),
    ],
)
def test_deleted_text_with_a_tag_goes_with_a_warning(gone):
    template = made(f"<w:p>{run('stays')}{gone.format(run('{{ unit.name }}'))}</w:p>")
    report = template.render(NAMES)
    assert paragraphs(report) == ["stays"]
    assert b"unit.name" not in parts_of(report)["word/document.xml"]
    assert [(n.rule, n.where) for n in template.warnings] == [("tracked-change", "paragraph 1")]


def test_deleted_text_without_a_tag_stays_as_it_is():
    template = made(f'<w:p><w:del w:id="1" w:author="A">{run("old")}</w:del>{run("new")}</w:p>')
    assert b">old<" in parts_of(template.render(NAMES))["word/document.xml"]
    assert template.warnings == ()


def test_a_smart_tag_leaves_what_it_holds():
    wrapped = f'<w:smartTag w:element="place"><w:smartTagPr/>{run("{{ long }}")}</w:smartTag>'
    assert paragraphs(made(f"<w:p>{wrapped}</w:p>").render(NAMES)) == ["One.", "Two."]


@pytest.mark.parametrize("mode", ["plain", "controls", "form"])
def test_a_value_in_the_base_of_a_reading_is_in_its_sentence(mode):
    ruby = (
        "<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>r</w:t></w:r></w:rt>"
        "<w:rubyBase><w:r><w:t>{{ unit.name }}</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    )
    xml = parts_of(made(f"<w:p>{ruby}</w:p>").render(NAMES, mode=mode))["word/document.xml"]
    assert b"A &amp; B" in xml
    assert b"<w:sdt>" not in xml


def test_data_of_the_file_is_no_text():
    item = ("customXml/item1.xml", "<a>{{ guid }}</a>")
    types = PARTS["[Content_Types].xml"].replace(
        "</Types>", '<Default Extension="xml" ContentType="application/xml"/></Types>'
    )
    tie = (
        '<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/customXml" Target="../customXml/item1.xml"/></Relationships>'
    )
    relations = PARTS["word/_rels/document.xml.rels"].replace("</Relationships>", tie)
    changed = {"[Content_Types].xml": types, "word/_rels/document.xml.rels": relations}
    report = a_template(a_report(text("x"), changed=changed, added=[item])).render({})
    assert b"{{ guid }}" in parts_of(report)["customXml/item1.xml"]


def test_escaped_braces_are_braces_in_a_part_without_tags():
    assert paragraphs(a_template(text("{_{ x }_}")).render({})) == ["{{ x }}"]
