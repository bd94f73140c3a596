"""Addresses that shapes, drawings and fields hold by themselves, without a relation."""

from __future__ import annotations

import base64

import pytest
from lxml import etree
from ooxml.packages import zipped

from docgen.word.compile.addresses import (
    COPIED,
    LINKED,
    addresses,
    fetches_by_style,
    leads_elsewhere,
)
from docgen.word.compile.policy import LINK_ELSEWHERE

V = "urn:schemas-microsoft-com:vml"
OFFICE = "urn:schemas-microsoft-com:office:office"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
PREFIXES = {"v": V, "o": OFFICE, "a": A, "r": R, "s": SVG, "x": XLINK}
NS = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in PREFIXES.items())


def found(xml: str) -> list[tuple[str, str]]:
    """Return the attributes of an element that may not stay, with what becomes of them."""
    root = etree.fromstring(f"<root {NS}>{xml}</root>")
    names = {LINKED: "linked", COPIED: "copied", LINK_ELSEWHERE: "elsewhere"}
    return [
        (key.rpartition("}")[2], names.get(rule, rule.what)) for _, key, rule in addresses(root)
    ]


@pytest.mark.parametrize(
    ("xml", "told"),
    [
        pytest.param('<v:imagedata src="http://host/a.png"/>', [("src", "linked")], id="a picture"),
        pytest.param('<v:imagedata o:href="http://host/a"/>', [("href", "linked")], id="of Office"),
        pytest.param('<v:imagedata o:althref="a.gif"/>', [("althref", "linked")], id="another one"),
        pytest.param('<v:fill src="a.png"/>', [("src", "linked")], id="what fills a shape"),
        pytest.param('<v:imagedata src="a.png" r:id="r1"/>', [("src", "copied")],
                     id="a picture that lies in the file too"),
        pytest.param('<v:imagedata src="a.png" id="r1"/>', [("src", "linked")],
                     id="a name is no copy"),
        pytest.param('<v:imagedata src=""/>', [], id="no address"),
        pytest.param('<v:imagedata src="  "/>', [], id="blanks"),
        pytest.param('<v:shape style="width:1pt" id="a"/>', [], id="what is no address"),
        pytest.param('<v:shape href="https://example.org"/>', [], id="a link that may stay"),
        pytest.param('<v:shape href="#here"/>', [], id="a link within"),
        pytest.param('<v:shape href="file:///c:/a.exe"/>', [("href", "elsewhere")],
                     id="a link to a file"),
        pytest.param('<v:shape href="\\\\host\\share"/>', [("href", "elsewhere")],
                     id="a link to a share"),
    ],
)  # fmt: skip
def test_addresses_of_old_shapes(xml, told):
    assert found(xml) == told


@pytest.mark.parametrize(
    ("xml", "told"),
    [
        pytest.param('<a:hlinkClick action="ppaction://hlinkshowjump?jump=next"/>', [],
                     id="another slide"),
        pytest.param('<a:hlinkClick action="ppaction://program?c:/a.exe"/>',
                     [("action", "elsewhere")], id="a program"),
        pytest.param('<a:hlinkHover action="ppaction://macro?name=x"/>', [("action", "elsewhere")],
                     id="a macro"),
        pytest.param('<a:hlinkMouseOver action="ppaction://customshow"/>',
                     [("action", "elsewhere")], id="something else"),
        pytest.param('<a:hlinkClick action=""/>', [], id="nothing"),
        pytest.param('<a:hlinkClick tooltip="file://x"/>', [], id="what is only shown"),
    ],
)  # fmt: skip
def test_actions_of_drawings(xml, told):
    assert found(xml) == told


@pytest.mark.parametrize(
    ("xml", "told"),
    [
        pytest.param('<s:image href="#a"/>', [], id="a piece of itself"),
        pytest.param('<s:image x:href="data:image/png;base64,AA"/>', [], id="a picture in it"),
        pytest.param('<s:image x:href="http://host/a"/>', [("href", "linked")], id="elsewhere"),
        pytest.param('<s:use href="other.svg#a"/>', [("href", "linked")], id="another file"),
        pytest.param('<s:a href="https://example.org"/>', [], id="a link that may stay"),
        pytest.param('<s:a href="javascript:x()"/>', [("href", "elsewhere")], id="a program"),
        pytest.param('<s:rect onclick="x()"/>', [("onclick", "a program in a drawing")],
                     id="an event"),
        pytest.param('<s:rect fill="url(#a)"/>', [], id="a filling of its own"),
        pytest.param("<s:rect fill=\"url('#a')\"/>", [], id="in quotes"),
        pytest.param('<s:rect fill="url( \'http://host/a\' )"/>', [("fill", "linked")],
                     id="a filling from elsewhere"),
        pytest.param('<s:rect style="fill:URL(a.svg#b)"/>', [("style", "linked")],
                     id="in its style"),
        pytest.param('<s:rect x="1" width="2"/>', [], id="its size"),
    ],
)  # fmt: skip
def test_addresses_of_drawings_of_other_programs(xml, told):
    assert found(xml) == told


@pytest.mark.parametrize(
    ("css", "fetches"),
    [
        ("a { fill: red }", False),
        ("a { fill: url(#a) }", False),
        ("a { fill: url('data:image/png') }", False),
        ("@import 'http://host/a.css';", True),
        ("a { fill: url(http://host/a) }", True),
        ('a { fill: URL( "b.svg" ) }', True),
        ("", False),
    ],
)
def test_a_style_sheet_that_names_what_lies_outside(css, fetches):
    style = etree.fromstring("<style><b/></style>")
    style[0].text = css
    assert fetches_by_style(style) is fetches


# Packed drawings.


def packed(*relations: str) -> str:
    rels = "http://schemas.openxmlformats.org/package/2006/relationships"
    entries = "".join(
        f'<Relationship Id="r{n}" Type="x/image" Target="{target}"{mode}/>'
        for n, (target, _, mode) in enumerate(r.partition("|") for r in relations)
    )
    data = zipped({"_rels/.rels": f'<Relationships xmlns="{rels}">{entries}</Relationships>'})
    return base64.encodebytes(data).decode()


OUTSIDE = ' TargetMode="External"'


@pytest.mark.parametrize(
    ("data", "refused"),
    [
        pytest.param(packed("a.png"), False, id="with all it needs"),
        pytest.param(packed(), False, id="with nothing"),
        pytest.param(packed("http://host/a|" + OUTSIDE), True, id="that leads outside"),
        pytest.param(packed("a.png", "b|" + OUTSIDE), True, id="with one of two"),
        pytest.param("no base64!", True, id="that nobody can read"),
        pytest.param(base64.b64encode(b"words").decode(), True, id="that is no archive"),
        pytest.param(base64.b64encode(zipped({"_rels/.rels": "<a>"})).decode(), True,
                     id="with broken relations"),
        pytest.param(base64.b64encode(zipped({"a.xml": "<a>"})).decode(), False,
                     id="without relations"),
    ],
)  # fmt: skip
def test_a_packed_drawing_that_leads_outside(data, refused):
    what = "a packed drawing that leads outside the file"
    assert found(f'<v:shape o:gfxdata="{data}"/>') == [("gfxdata", what)] * refused


# Data of fields.

CLASS = bytes.fromhex("d0c9ea79f9bace118c8200aa004ba90b")


@pytest.mark.parametrize(
    ("data", "elsewhere"),
    [
        pytest.param(b"", False, id="nothing"),
        pytest.param(b"words", False, id="no link"),
        pytest.param(b"xx" + CLASS + b"\2\0\0\0" + b"\1\0\0\0", True, id="a target of its own"),
        pytest.param(CLASS + b"\2\0\0\0" + b"\3\0\0\0", True, id="and something more"),
        pytest.param(CLASS + b"\2\0\0\0" + b"\x08\0\0\0", False, id="a place in the document"),
        pytest.param(CLASS + b"\2\0\0\0" + b"\x08\0", True, id="cut off"),
    ],
)
def test_the_stored_data_of_a_field_may_hold_a_link(data, elsewhere):
    stored = base64.b64encode(data).decode()
    assert leads_elsewhere(stored) is elsewhere
    assert leads_elsewhere("\n ".join(stored)) is elsewhere, "Word breaks it into lines"


def test_data_that_nobody_can_read_counts_as_a_link():
    assert leads_elsewhere("?!")
    assert leads_elsewhere("abc")
    assert not leads_elsewhere(None)
