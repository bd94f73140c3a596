"""The store of a report: of what it was made, and checksums of what it prints; no text of it."""

from __future__ import annotations

import base64
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from ooxml.minimal import DECLARATION, PARTS, a_report

from docgen.word.compile.gate import Package, read_package
from docgen.word.readback.store import read_store
from docgen.word.render.outside import END
from docgen.word.render.state import State
from docgen.word.render.store import (
    NAMESPACE,
    SIZE,
    first_sum,
    paragraphs_of,
    store_name,
    store_parts,
    store_text,
    value_sums,
)
from docgen.word.render.text import Block

PACKAGE = {name: (DECLARATION + text).encode() for name, text in PARTS.items()}
REPORT = read_package(a_report(), "x.docx")
WORDS = st.text("aøÅ &<\n", min_size=1, max_size=8)
BLOCKS = st.lists(st.tuples(st.booleans(), WORDS), min_size=1, max_size=4)
PATHS = st.sampled_from(["unit.name", "purpose", "criteria.a.comment", "extra.x&y", "=recipients"])


def a_state(printed: dict[str, str | list[Block]], *outside: str) -> State:
    state = State()
    state.printed.update(printed)
    state.outside += [one for text in outside for one in (text, END)]
    return state


def read(text: str):
    """Return the store as the way back reads it."""
    return read_store(Package({"customXml/item1.xml": text.encode()}, *REPORT[1:]), "x.docx")


@pytest.mark.parametrize(
    ("there", "name"),
    [
        pytest.param([], "customXml/item1.xml", id="none yet"),
        pytest.param(["customXml/item1.xml"], "customXml/item2.xml", id="somebody's own"),
        pytest.param(["customXml/itemProps1.xml"], "customXml/item2.xml", id="its properties"),
        pytest.param(["customXml/item2.xml"], "customXml/item1.xml", id="another number"),
        pytest.param([f"customXml/item{n}.xml" for n in range(1, 10)], "customXml/item10.xml",
                     id="nine of them"),
    ],
)  # fmt: skip
def test_the_store_takes_the_first_name_that_nobody_has(there, name):
    assert store_name(dict.fromkeys(there, b"")) == name


@pytest.mark.parametrize("number", [1, 12])
def test_the_store_is_tied_into_the_package(number):
    name = f"customXml/item{number}.xml"
    tied = store_parts(PACKAGE, name)
    assert sorted(tied) == [
        "[Content_Types].xml",
        f"customXml/_rels/item{number}.xml.rels",
        f"customXml/itemProps{number}.xml",
        "word/_rels/document.xml.rels",
    ]
    roots = {part: etree.fromstring(data) for part, data in tied.items()}
    kinds = {one.get("PartName"): one.get("ContentType") for one in roots["[Content_Types].xml"]}
    assert kinds[f"/customXml/itemProps{number}.xml"].endswith(".customXmlProperties+xml")
    leads = [one.get("Target") for one in roots["word/_rels/document.xml.rels"]]
    assert leads[-1] == f"../{name}"
    assert leads[:-1] == re.findall(r'Target="([^"]*)"', PARTS["word/_rels/document.xml.rels"])
    (own,) = roots[f"customXml/_rels/item{number}.xml.rels"]
    assert own.get("Target") == f"itemProps{number}.xml"
    assert f'uri="{NAMESPACE}"'.encode() in tied[f"customXml/itemProps{number}.xml"]


@given(printed=st.dictionaries(PATHS, WORDS | BLOCKS), review=st.sampled_from(["", "a-1"]))
@settings(max_examples=25)
def test_what_was_printed_is_known_again_and_what_was_changed_is_not(printed, review):
    store = read(store_text({"review": review}, a_state(printed)))
    assert set(store.values) == set(printed)
    for path, value in printed.items():
        paragraphs = paragraphs_of(value)
        assert store.is_of(path, paragraphs)
        assert not store.is_of(path, (*paragraphs, "more"))
        assert not store.is_of(path, (*paragraphs[:-1], paragraphs[-1] + "!"))


def test_what_the_report_was_made_of_stands_beside_it():
    about = {"review": "a-1", "template": 'Bilag "A" & <B>'}
    store = read(store_text(about, a_state({})))
    assert store.about == about
    assert (store.values, store.outside) == ({}, ())


def test_no_word_of_the_review_is_in_it():
    text = store_text({"review": "a"}, a_state({"unit.name": "Hemmelig"}, "Enhed Hemmelig"))
    letters = re.findall(r">([A-Za-z0-9+/=]+)<", text)
    assert "Hemmelig" not in text
    assert all(b"Hemmelig" not in base64.b64decode(one) for one in letters if one != "unit.name")


def test_the_text_outside_fields_is_known_by_its_paragraphs():
    store = read(store_text({"review": "a"}, a_state({}, "Rapport", "", "Enhed A")))
    assert len(store.outside) == 2
    assert store.outside[1] in (store.outside_sums("Enhed  A") or ())
    assert store.outside[1] not in (store.outside_sums("Enhed B") or ())


@pytest.mark.parametrize(
    ("printed", "paragraphs"),
    [
        pytest.param("a\nb", ("a\nb",), id="a text of one paragraph"),
        pytest.param("", ("",), id="nothing"),
        pytest.param([(False, "a"), (True, "b")], ("a", "- b"), id="a paragraph and a bullet"),
        pytest.param([], (), id="no paragraph"),
    ],
)
def test_a_printed_value_has_its_canonical_paragraphs(printed, paragraphs):
    assert paragraphs_of(printed) == paragraphs


def test_an_empty_value_has_no_checksum_and_is_known():
    store = read(store_text({}, a_state({"purpose": [], "unit.name": "A"})))
    assert store.values["purpose"] == ()
    assert store.is_of("purpose", ())
    assert store.is_of("unit.name", ("A",))


def test_a_checksum_depends_on_the_review():
    assert value_sums(["a"], "one") != value_sums(["a"], "two")
    assert value_sums(["a", "b"], "one") == value_sums(["a"], "one") + value_sums(["b"], "one")
    assert len(value_sums("abc", "one")) == 3 * SIZE
    assert value_sums([], "one") == b""


@pytest.mark.parametrize("text", ["a\nb", "\nab", "ab\n\n", "ab"])
def test_where_a_line_breaks_makes_no_difference(text):
    assert value_sums([text], "r") == value_sums(["ab"], "r")
    assert value_sums(["a b"], "r") != value_sums(["ab"], "r")


def test_the_checksum_of_the_first_version_takes_any_text():
    assert len({first_sum(text) for text in ("a", "a\n", "\ud800", "")}) == 4
    assert first_sum("a").hex() == "ca978112ca1bbdca"
