"""Relations that go: what names one is changed so that it can do without."""

from __future__ import annotations

import pytest
from lxml import etree

from docgen.word.compile.references import are_copies, can_let_go, let_go
from docgen.word.compile.relations import references_in

R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NS = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
        "r": R,
    }.items()
)


def a_part(xml: str) -> etree._Element:
    return etree.fromstring(f"<w:p {NS}>{xml}</w:p>")


def left(xml: str) -> str:
    """Return a part after all its relations went."""
    root = a_part(xml)
    references = references_in(root)
    assert can_let_go(references)
    let_go(references)
    inside = etree.tostring(root, encoding="unicode").partition(">")[2]
    return inside.removesuffix("</w:p>")


@pytest.mark.parametrize(
    "element",
    [
        "<a:hlinkClick r:id='r1'/>", "<a:hlinkHover r:id='r1'/>", "<a:hlinkMouseOver r:id='r1'/>",
        "<o:OLEObject r:id='r1'/>", "<c:externalData r:id='r1'/>",
        "<w:attachedTemplate r:id='r1'/>",
        "<w:saveThroughXslt r:id='r1'/>",
    ],
)  # fmt: skip
def test_what_is_nothing_without_its_relation_goes_and_its_holder_stays(element):
    assert left(f"<w:r>{element}</w:r>") == "<w:r/>"


def test_a_link_loses_its_target_and_keeps_its_words():
    assert left('<w:hyperlink r:id="r1" w:history="1"><w:r/></w:hyperlink>') == (
        '<w:hyperlink w:history="1"><w:r/></w:hyperlink>'
    )


@pytest.mark.parametrize(
    ("xml", "copy", "written"),
    [
        pytest.param('<a:blip r:embed="r1" r:link="r2"/>', "r2", '<a:blip r:embed="r1"/>',
                     id="a picture of drawings"),
        pytest.param('<v:imagedata r:id="r1" r:href="r2"/>', "r2", '<v:imagedata r:id="r1"/>',
                     id="a picture of old shapes"),
    ],
)  # fmt: skip
def test_a_link_to_a_picture_goes_where_the_picture_is_in_the_file(xml, copy, written):
    root = a_part(xml)
    references = [one for one in references_in(root) if one.id == copy]
    assert are_copies(references)
    assert can_let_go(references)
    let_go(references)
    assert written in etree.tostring(root, encoding="unicode")


@pytest.mark.parametrize(
    "xml",
    [
        pytest.param('<a:blip r:link="r1"/>', id="a linked picture alone"),
        pytest.param('<a:blip r:embed="" r:link="r1"/>', id="with an empty copy"),
        pytest.param('<v:imagedata r:href="r1"/>', id="of old shapes"),
        pytest.param('<w:headerReference r:id="r1"/>', id="a header"),
        pytest.param('<c:chart r:id="r1"/>', id="a chart"),
        pytest.param('<x xmlns="urn:x" r:id="r1"/>', id="something unknown"),
    ],
)
def test_what_cannot_do_without_its_relation_stays(xml):
    root = a_part(xml)
    references = references_in(root)
    assert len([one for one in references if one.id]) == 1
    assert not can_let_go([one for one in references if one.id])
    assert not are_copies([one for one in references if one.id])
    before = etree.tostring(root)
    let_go([one for one in references if one.id])
    assert etree.tostring(root) == before


def test_all_have_to_do_without_it():
    root = a_part('<w:hyperlink r:id="r1"/><c:chart r:id="r1"/>')
    assert not can_let_go(references_in(root))
    assert can_let_go(references_in(root)[:1])


def test_where_nothing_names_it_it_can_go_and_is_no_copy():
    assert can_let_go([])
    assert not are_copies([])


def test_letting_go_twice_does_no_harm():
    root = a_part('<w:hyperlink r:id="r1"/>')
    references = references_in(root)
    let_go([*references, *references])
    assert references_in(root) == []
