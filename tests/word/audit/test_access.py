"""Files that everybody can read: each rule finds its defect, and our documents have none."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import ROOT, swept
from ooxml.minimal import NAMESPACES, PARTS, a_report, cell, control, drawing, row, table, text

from docgen.document.blankform import make_form
from docgen.document.renderer import renderer
from docgen.document.sample import sample_names
from docgen.packs.load import load_pack, pack_codes
from docgen.report import make_report
from docgen.word.audit.access import RULES, check_access

MAIN = NAMESPACES.split('"')[1]
STYLES = f"""<w:styles xmlns:w="{MAIN}"><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="da-DK"/>
</w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="Overskrift"/><w:basedOn w:val="Normal"/>
<w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="H3"><w:name w:val="heading 3"/></w:style>
<w:style w:type="paragraph" w:styleId="Bullet"><w:name w:val="Bullet"/><w:pPr><w:numPr>
<w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Tint"><w:name w:val="Tint"/><w:pPr>
<w:shd w:val="clear" w:fill="1F4E5F"/></w:pPr><w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Grey"><w:name w:val="Grey"/><w:rPr><w:color w:val="666666"/>
</w:rPr></w:style>
<w:style w:type="table" w:styleId="Grid"><w:name w:val="Grid"/><w:tblStylePr w:type="firstRow">
<w:tcPr><w:shd w:val="clear" w:fill="1F4E5F"/></w:tcPr></w:tblStylePr></w:style>
</w:styles>"""
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{}</dc:title>'
    "</cp:coreProperties>"
)
EMPTY = "<w:p/>"
HEAD = "<w:tr><w:trPr><w:tblHeader/></w:trPr>{}</w:tr>"
PICTURE = drawing(1).replace('name="Line"', 'name="Line" descr="Samlet score 101"')
DECORATION = drawing(1).replace(
    '<wp:docPr id="1" name="Line"/>',
    '<wp:docPr id="1" name="Line"><a:extLst><a:ext uri="x"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'
    "</a:ext></a:extLst></wp:docPr>",
)
VML = (
    '<w:p><w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:shape{}><v:imagedata/></v:shape>'
    "</w:pict></w:r></w:p>"
)
LATER = EMPTY.replace("/>", "><w:pPr><w:sectPr/></w:pPr></w:p>")
ACCESSIBLE = "".join(
    (
        '<w:p><w:pPr><w:pStyle w:val="H1"/></w:pPr><w:r><w:t>Fidelity review</w:t></w:r></w:p>',
        '<w:p><w:pPr><w:pStyle w:val="H2"/></w:pPr><w:r><w:t>Formål</w:t></w:r></w:p>',
        '<w:p><w:pPr><w:pStyle w:val="H1"/></w:pPr><w:r><w:t>Resumé</w:t></w:r></w:p>',
        '<w:p><w:pPr><w:pStyle w:val="Tint"/></w:pPr><w:r><w:t>101</w:t></w:r></w:p>',
        '<w:p><w:pPr><w:pStyle w:val="Bullet"/></w:pPr><w:r><w:t>- et punkt</w:t></w:r></w:p>',
        '<w:p><w:r><w:rPr><w:rStyle w:val="Grey"/></w:rPr><w:t>Udfyld</w:t></w:r></w:p>',
        table(HEAD.format(cell(text())), row(cell(EMPTY)), row(cell(control(text()) + EMPTY))),
        EMPTY,
        table(HEAD.format(cell(text()))),
        text("3 - 2 er en"),
        "<w:p><w:r><w:br w:type='page'/></w:r></w:p>",
        PICTURE,
        DECORATION,
        VML.format(' alt="Et kort"'),
        LATER,
    )
)


def a_file(body: str = text(), *, title: str = "Fidelity review", styles: str = STYLES) -> bytes:
    """Return a Word file with a title and styles of a language."""
    changed = {"word/styles.xml": styles}
    return a_report(body, changed=changed, added=[("docProps/core.xml", CORE.format(title))])


def found(data: bytes) -> list[tuple[str, str]]:
    """Return rule and place of each finding."""
    return [(one.rule, one.where.rpartition("xml, ")[2]) for one in check_access(data)]


def styled(style: str, words: str = "x") -> str:
    """Return a paragraph in a style."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>'


def coloured(properties: str, behind: str = "") -> str:
    """Return a paragraph with a run of those properties, and its own tint."""
    shade = f'<w:pPr><w:shd w:val="clear" w:fill="{behind}"/></w:pPr>' if behind else ""
    return f"<w:p>{shade}<w:r><w:rPr>{properties}</w:rPr><w:t>x</w:t></w:r></w:p>"


GREY = '<w:color w:val="949494"/>'
DARK_ROW = table(HEAD.format(cell(coloured('<w:color w:val="1F4E5F"/>')))).replace(
    "<w:tblPr>", '<w:tblPr><w:tblStyle w:val="Grid"/>', 1
)
DARK_ROW = DARK_ROW.replace("</w:tblPr>", '<w:tblLook w:firstRow="1"/></w:tblPr>', 1)


def test_a_file_that_everybody_can_read_has_no_findings():
    assert found(a_file(ACCESSIBLE)) == []


@pytest.mark.parametrize(
    ("body", "rule", "place"),
    [
        pytest.param(styled("H2"), "heading-order", "paragraph 1", id="no first heading"),
        pytest.param(
            styled("H1") + styled("H3"), "heading-order", "paragraph 2", id="a level left out"
        ),
        pytest.param(
            styled("H1", "Case load: " + "x" * 250), "heading-text", "paragraph 1", id="a long one"
        ),
        pytest.param(styled("H1", " "), "heading-text", "paragraph 1", id="an empty heading"),
        pytest.param(table(row(cell(text()))), "table-head", "table 1", id="no head"),
        pytest.param(
            table(HEAD.replace("<w:tblHeader/>", '<w:tblHeader w:val="0"/>').format(cell(text()))),
            "table-head", "table 1", id="a head switched off",
        ),
        pytest.param(text() + EMPTY + text(), "empty-paragraph", "paragraph 2", id="a gap"),
        pytest.param(
            table(HEAD.format(cell(text()))) + EMPTY + text(), "empty-paragraph",
            "paragraph 2", id="a gap below a table",
        ),
        pytest.param(
            table(HEAD.format(cell(text() + EMPTY))), "empty-paragraph",
            "table 1, row 1, cell 1", id="a gap in a cell",
        ),
        pytest.param(
            text("Dato    12. marts"), "empty-paragraph", "paragraph 1", id="a row of blanks"
        ),
        pytest.param(coloured(GREY), "contrast", "paragraph 1", id="grey on white"),
        pytest.param(
            coloured('<w:color w:val="767676"/>', "E6EFF1"), "contrast", "paragraph 1",
            id="grey on a tint",
        ),
        pytest.param(
            coloured('<w:color w:val="FFFF00"/><w:sz w:val="40"/>'), "contrast", "paragraph 1",
            id="yellow on white, however large",
        ),
        pytest.param(
            coloured('<w:highlight w:val="darkBlue"/><w:color w:val="1F4E5F"/>'), "contrast",
            "paragraph 1", id="dark on a dark marker",
        ),
        pytest.param(DARK_ROW, "contrast", "table 1, row 1, cell 1", id="dark on a dark head"),
        pytest.param(drawing(1), "no-alternative", "paragraph 1", id="a picture"),
        pytest.param(VML.format(""), "no-alternative", "paragraph 1", id="a picture of old"),
        pytest.param(text("• et punkt"), "typed-list", "paragraph 1", id="a typed bullet"),
        pytest.param(text("- et punkt"), "typed-list", "paragraph 1", id="a hyphen for one"),
    ],
)  # fmt: skip
def test_a_defect_is_found_in_its_place(body, rule, place):
    assert found(a_file(body)) == [(rule, place)]


@pytest.mark.parametrize("title", ["", "  "])
def test_a_file_without_a_title_is_told(title):
    assert found(a_file(title=title)) == [("no-title", "docProps/core.xml")]


@pytest.mark.parametrize(
    "styles", [PARTS["word/styles.xml"], STYLES.replace('"da-DK"', '"x-none"')]
)
def test_a_text_without_a_language_is_told_once(styles):
    assert found(a_file(text() + text("y"), styles=styles)) == [("no-language", "paragraph 1")]


def test_a_language_of_its_own_is_one():
    own = coloured('<w:lang w:val="da-DK"/>')
    assert found(a_file(own, styles=PARTS["word/styles.xml"])) == []


@pytest.mark.parametrize("properties", ['<w:b/><w:sz w:val="28"/>', '<w:sz w:val="36"/>'])
def test_large_text_may_be_lighter(properties):
    assert found(a_file(coloured(GREY + properties))) == []


def test_every_rule_has_a_test_that_it_bites():
    bitten = {mark.args[1] for mark in test_a_defect_is_found_in_its_place.pytestmark[0].args[1]
              for mark in [type("Case", (), {"args": mark.values})]}  # fmt: skip
    assert bitten | {"no-title", "no-language"} == set(RULES)


def test_findings_are_warnings():
    assert {one.severity for one in check_access(a_report())} == {"warning"}


# --- our own documents ---------------------------------------------------------------------------

DOCUMENTS = [(code, name) for code in pack_codes() for name in load_pack(code).documents]
SAMPLES = sorted((ROOT / "data").glob("[!_]*/[!_]*.yaml"))


@pytest.mark.slow
@pytest.mark.parametrize(("code", "name"), swept(DOCUMENTS, 6))
def test_everybody_can_read_each_form_and_document(code, name):
    pack = load_pack(code)
    document = pack.documents[name]
    made = [renderer(pack, document).render(names) for names in sample_names(pack, document)]
    for report in (make_form(pack, name), *made):
        assert [str(one) for one in check_access(report)] == []


@pytest.mark.parametrize("sample", swept(SAMPLES, 3), ids=lambda path: path.stem)
@pytest.mark.parametrize("plain", [True, False], ids=["plain", "with controls"])
def test_everybody_can_read_each_sample(sample: Path, plain, tmp_path):
    report = make_report(sample, tmp_path, plain=plain)
    assert [str(one) for one in check_access(report.read_bytes())] == []
