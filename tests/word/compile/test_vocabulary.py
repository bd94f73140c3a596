"""Names of elements with the prefixes of the gate's table, whatever the file calls them."""

from __future__ import annotations

import pytest
from lxml import etree

from docgen.word.compile.policy import FAMILIES
from docgen.word.compile.vocabulary import attributes, named, tags, take_out

XLINK = "http://www.w3.org/1999/xlink"


@pytest.mark.parametrize(("space", "family"), FAMILIES.items())
def test_an_element_is_named_by_its_family(space, family):
    assert named(etree.Element(f"{{{space}}}thing")) == f"{family}:thing"
    assert f"{{{space}}}thing" in tags(f"{family}:thing")


@pytest.mark.parametrize(
    "node",
    [
        pytest.param(etree.Element("plain"), id="without a namespace"),
        pytest.param(etree.Element("{other}thing"), id="of another namespace"),
        pytest.param(etree.Comment("c"), id="a comment"),
    ],
)
def test_anything_else_has_no_name(node):
    assert named(node) == ""


def test_a_link_is_href_with_and_without_a_namespace():
    node = etree.Element("x", {"href": "a", f"{{{XLINK}}}href": "b", "{other}href": "c"})
    assert [(name, value) for _, name, value in attributes(node)] == [
        ("href", "a"),
        ("href", "b"),
        ("", "c"),
    ]


def test_tags_are_those_of_all_namespaces_of_a_family():
    families = list(FAMILIES.values())
    for family in set(families):
        assert len(tags(f"{family}:x")) == families.count(family)


def test_what_is_taken_out_takes_the_bare_text_behind_it():
    root = etree.fromstring("<a>x<b/>y<c/></a>")
    take_out(root[0])
    assert etree.tostring(root) == b"<a>x<c/></a>"
    take_out(root)  # which has nothing above it
    assert root.tag == "a"
