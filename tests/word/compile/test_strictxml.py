"""One strict look at an XML part: well-formed, without a DOCTYPE, in an encoding Word reads."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from docgen.word.compile.strictxml import (
    DECLARATION,
    DoctypeError,
    PartError,
    kept_or_written,
    name_only_declared,
    read_xml,
    write_xml,
)

MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"


@pytest.mark.parametrize(
    ("data", "stays"),
    [
        pytest.param(b"<a/>", True, id="without a declaration"),
        pytest.param(DECLARATION + b"<a/>", True, id="with ours"),
        pytest.param(b'<?xml version="1.0" encoding="utf8"?><a/>', True, id="by another name"),
        pytest.param("<a>æ</a>".encode(), True, id="letters"),
        pytest.param(b"\xef\xbb\xbf<a/>", True, id="with a mark before it"),
        pytest.param('<?xml version="1.0" encoding="UTF-16"?><a>æ</a>'.encode("utf-16"), False,
                     id="UTF-16"),
        pytest.param('<?xml version="1.0" encoding="ISO-8859-1"?><a>æ</a>'.encode("latin-1"), False,
                     id="Latin letters"),
        pytest.param(b'<?xml version="1.0" encoding="US-ASCII"?><a/>', False, id="ASCII"),
        pytest.param(b'<?xml version="1.1"?><a/>', False, id="another version of XML"),
    ],
)  # fmt: skip
def test_a_part_in_another_encoding_has_to_be_written_anew(data, stays):
    root, kept = read_xml(data)
    assert (root.tag, kept) == ("a", stays)
    assert root.text in (None, "æ")


def test_comments_are_left_out():
    assert len(read_xml(b"<a><!-- x --><b/></a>")[0]) == 1


@pytest.mark.parametrize(
    ("data", "told"),
    [
        pytest.param(b"<a>", "broken XML (line 1, column 4)", id="cut off"),
        pytest.param(b"<a>\n<b></a>", "broken XML (line 2, column 8)", id="crossed"),
        pytest.param(b"", "broken XML", id="nothing"),
        pytest.param(b"words", "broken XML (line 1, column 1)", id="no XML"),
        pytest.param(b"<a>\xff</a>", "broken XML", id="no UTF-8"),
        pytest.param(b'<?xml version="1.0" encoding="none-such"?><a/>', "broken XML",
                     id="an encoding of nobody"),
        pytest.param(b"<a>\x00</a>", "broken XML", id="a zero"),
        pytest.param(b"<a>&x;</a>", "broken XML", id="an entity that is not declared"),
        pytest.param(b"<a>" * 3_000 + b"</a>" * 3_000,
                     "elements nested too deeply for any Word file", id="deep"),
    ],
)  # fmt: skip
def test_what_is_broken_is_told_in_plain_words_and_not_repaired(data, told):
    with pytest.raises(PartError) as caught:
        read_xml(data)
    assert str(caught.value).startswith(told)
    assert caught.value.problem == "broken-xml"


DOCTYPE = b'<!DOCTYPE a PUBLIC "-//W3C//DTD" "http://host/x.dtd"><a/>'
ENTITY = b'<!DOCTYPE a [<!ENTITY e "y">]><a>&e;</a>'


@pytest.mark.parametrize("data", [b"<!DOCTYPE a><a/>", DOCTYPE, ENTITY])
def test_a_doctype_is_refused_by_its_own_name(data):
    with pytest.raises(DoctypeError) as caught:
        read_xml(data)
    assert caught.value.problem == "doctype"
    assert str(caught.value) == "a DOCTYPE, which no Word file needs"


def test_a_drawing_of_another_program_may_have_a_doctype_that_declares_nothing():
    root, kept = read_xml(DOCTYPE, foreign=True)
    assert not kept, "it is written without"
    assert b"DOCTYPE" not in write_xml(root)
    with pytest.raises(DoctypeError):
        read_xml(ENTITY, foreign=True)


# Prefixes to be ignored.


@pytest.mark.parametrize(
    ("named", "left"),
    [("w14", "w14"), ("w14 w15", "w14"), ("w15 w14 w16", "w14"), ("w15", None), ("", "")],
)
def test_prefixes_that_are_not_declared_are_not_to_be_ignored(named, left):
    root = etree.fromstring(f'<a xmlns:mc="{MC}" xmlns:w14="urn:x" mc:Ignorable="{named}"/>')
    assert name_only_declared(root) is (left != named)
    assert root.get(f"{{{MC}}}Ignorable") == left


def test_prefixes_that_are_declared_further_out_count():
    root = etree.fromstring(f'<a xmlns:mc="{MC}" xmlns:x="urn:x"><b mc:Ignorable="x y"/></a>')
    assert name_only_declared(root)
    assert root[0].get(f"{{{MC}}}Ignorable") == "x"
    assert not name_only_declared(etree.fromstring("<a/>"))


# What is written.


@settings(max_examples=20)
@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), max_size=20))
def test_what_is_written_is_read_again(text):
    root = etree.Element("a", k=text)
    root.text = text
    data = write_xml(root)
    assert data.startswith(DECLARATION)
    again, stays = read_xml(data)
    assert (again.text or "", again.get("k"), stays) == (text, text, True)


def test_what_stands_behind_the_root_is_not_written():
    root = etree.fromstring("<a><b/>tail</a>")
    assert write_xml(root[0]) == DECLARATION + b"<b/>"


LIST = b'<l xmlns="urn:l"><e n="1" k="2"/><e n="2"/></l>'


@pytest.mark.parametrize(
    ("data", "written", "kept"),
    [
        pytest.param(LIST, LIST, True, id="the same"),
        pytest.param(DECLARATION + LIST, LIST, True, id="with a declaration"),
        pytest.param(LIST, b'<l xmlns="urn:l"><e n="2"/><e k="2" n="1"/></l>', True,
                     id="in another order"),
        pytest.param(LIST, b'<l xmlns="urn:l"><e n="2"/></l>', False, id="an entry less"),
        pytest.param(LIST, b'<l xmlns="urn:l"><e n="1" k="3"/><e n="2"/></l>', False,
                     id="another value"),
        pytest.param(b'<l xmlns="urn:l" xmlns:x="urn:x"><e n="2"/></l>',
                     b'<l xmlns="urn:l"><e n="2"/></l>', False, id="another namespace"),
        pytest.param(b"<l xmlns='urn:l'><e n='2'/></l>", b'<l xmlns="urn:l"><e n="2"/></l>', False,
                     id="spelled in an uncommon way"),
    ],
)  # fmt: skip
def test_a_list_stays_as_its_author_wrote_it_where_it_says_the_same(data, written, kept):
    found = kept_or_written(data, etree.fromstring(data), written)
    assert found is (data if kept else written)
