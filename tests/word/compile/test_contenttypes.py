"""The kinds of a package's parts, as [Content_Types].xml gives them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from docgen.word.compile.contenttypes import (
    DOCUMENT,
    NAMESPACE,
    TEMPLATE,
    ContentTypes,
    is_xml,
    read_types,
    write_types,
)
from docgen.word.compile.strictxml import PartError

RELATIONS = "application/vnd.openxmlformats-package.relationships+xml"
HEADER = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"


def default(extension: str, kind: str) -> str:
    return f'<Default Extension="{extension}" ContentType="{kind}"/>'


def override(part: str, kind: str) -> str:
    return f'<Override PartName="{part}" ContentType="{kind}"/>'


def read(*entries: str, root: str = "Types") -> ContentTypes:
    return read_types(etree.fromstring(f'<{root} xmlns="{NAMESPACE}">{"".join(entries)}</{root}>'))


@pytest.mark.parametrize(
    ("part", "kind"),
    [
        pytest.param("word/header1.xml", HEADER, id="named"),
        pytest.param("WORD/Header1.XML", HEADER, id="named in other letters"),
        pytest.param("word/a.png", "image/png", id="by its extension"),
        pytest.param("word/a.PNG", "image/png", id="by its extension in other letters"),
        pytest.param("word/b.xml", "application/xml", id="XML, of which nothing is said"),
        pytest.param("_rels/.rels", RELATIONS, id="relations, of which nothing is said"),
        pytest.param("word/c.bin", "", id="of no kind"),
        pytest.param("noextension", "", id="without an extension"),
    ],
)
def test_a_part_has_the_kind_that_the_list_gives_it(part, kind):
    types = read(override("/word/header1.xml", HEADER), default("PNG", "image/png"))
    assert types.spelled(part) == kind
    assert types.of(part) == kind.lower()


def test_a_kind_is_compared_in_small_letters_and_kept_as_it_is_spelled():
    types = read(default("png", " Image/PNG "))
    assert types.spelled("a.png") == "Image/PNG"
    assert types.of("a.png") == "image/png"


def test_what_the_list_says_of_xml_comes_before_what_is_usual():
    assert read(default("xml", "text/xml")).of("a.xml") == "text/xml"


@pytest.mark.parametrize(
    ("entries", "told"),
    [
        ([default("png", "image/png"), default("PNG", "image/jpeg")], "two kinds for 'png'"),
        ([override("/a.xml", "a/b"), override("/A.xml", "c/d")], "two kinds for 'a.xml'"),
    ],
)
def test_two_kinds_of_one_part_are_told(entries, told):
    with pytest.raises(PartError) as caught:
        read(*entries)
    assert str(caught.value) == told


def test_the_same_kind_twice_is_no_fault():
    assert read(default("png", "image/png"), default("png", "image/png")).defaults == {
        "png": "image/png"
    }


def test_another_file_is_no_list():
    with pytest.raises(PartError, match="no content types"):
        read(root="Other")


# What is written.


def written(types: ContentTypes, *parts: str) -> ContentTypes:
    return read_types(etree.fromstring(write_types(types, parts)))


def test_only_parts_that_are_there_are_listed():
    types = ContentTypes({}, {"word/a.xml": HEADER, "word/gone.xml": HEADER})
    assert written(types, "word/a.xml").overrides == {"word/a.xml": HEADER}


def test_a_template_becomes_a_document():
    types = ContentTypes({}, {"word/document.xml": TEMPLATE.upper()})
    assert written(types, "word/document.xml").of("word/document.xml") == DOCUMENT


def test_a_part_is_listed_by_its_own_letters():
    data = write_types(ContentTypes({}, {"word/a.xml": HEADER}), ["Word/A.xml"])
    assert b'PartName="/Word/A.xml"' in data


@pytest.mark.parametrize(
    ("parts", "extensions"),
    [
        pytest.param(["a.xml", "_rels/.rels"], {"xml", "rels"}, id="both"),
        pytest.param(["a.png"], set(), id="neither"),
        pytest.param(["a.xml"], {"xml"}, id="one"),
    ],
)
def test_what_is_usual_is_said_where_there_are_such_parts(parts, extensions):
    assert set(written(ContentTypes({}, {}), *parts).defaults) == extensions


def test_the_list_is_the_same_whatever_the_order_of_parts():
    types = ContentTypes({"png": "image/png", "gif": "image/gif"}, {"b.xml": "x/y", "a.xml": "x/z"})
    assert write_types(types, ["a.xml", "b.xml"]) == write_types(types, ["b.xml", "a.xml"])


NAMES = st.sampled_from(["word/a.xml", "word/b.bin", "c.png", "d"])


@settings(max_examples=10)
@given(st.dictionaries(NAMES, st.sampled_from(["a/b", "image/png", HEADER])), st.lists(NAMES))
def test_kinds_stay_what_they_were(overrides, parts):
    types = ContentTypes({"png": "image/png"}, overrides)
    again = written(types, *parts)
    for part in parts:
        assert again.of(part) == types.of(part)


@pytest.mark.parametrize(
    ("part", "kind", "xml"),
    [
        ("a.xml", "", True),
        ("a.XML", "image/png", True),
        ("_rels/.rels", "", True),
        ("a.vml", "", True),
        ("a.foo", HEADER, True),
        ("a.foo", "application/xml", True),
        ("a.foo", "text/xml", True),
        ("a.foo", "application/vnd.openxmlformats-officedocument.vmldrawing", True),
        ("a.png", "image/png", False),
        ("a.xmlx", "", False),
        ("a.bin", "application/octet-stream", False),
    ],
)
def test_what_has_to_be_xml(part, kind, xml):
    assert is_xml(part, kind) is xml
