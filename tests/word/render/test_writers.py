"""How values are written where no type is known: as text, attribute, address, number of columns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from docgen.bounds.templates import MOST_COLUMNS
from docgen.word.render.writers import (
    GUARDS,
    WRITERS,
    record_path,
    write_address,
    write_attribute,
    write_code,
    write_columns,
    write_plain,
    write_text,
)

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=20)


@given(TEXTS)
def test_a_text_is_the_text_it_was(text):
    root = etree.fromstring(f"<x xmlns:w='w'><w:t>{write_text(text)}</w:t></x>")
    assert "".join(root.itertext()) == text


@given(TEXTS)
def test_an_attribute_is_the_text_it_was(text):
    found = etree.fromstring(f'<x a="{write_attribute(text)}"/>').get("a")
    assert found == text


@given(TEXTS)
def test_an_element_outside_paragraphs_holds_the_text_it_was(text):
    assert (etree.fromstring(f"<x>{write_plain(text)}</x>").text or "") == text


@given(TEXTS)
def test_the_code_of_a_field_ends_no_argument(text):
    code = etree.fromstring(f"<x>{write_code(text)}</x>").text or ""
    assert '"' not in code.replace("\\\\", "").replace('\\"', "")


@pytest.mark.parametrize(
    ("value", "address"),
    [("https://a.org", "https://a.org"), ("", "#"), (" #a ", "#a"), ("mailto:a@b", "mailto:a@b")],
)
def test_an_address_leads_where_links_may(value, address):
    assert write_address(value) == address


@pytest.mark.parametrize("value", ["file:///x", "a.docx", "javascript:x"])
def test_any_other_address_is_refused_with_a_way_out(value):
    with pytest.raises(ValueError, match="write a whole address"):
        write_address(value)


@given(st.integers(1, MOST_COLUMNS))
def test_a_cell_spans_as_many_columns_as_it_is_told(count):
    assert write_columns(count) == write_columns(f" {count} ") == str(count)


@pytest.mark.parametrize("value", [0, -1, MOST_COLUMNS + 1, "two", "", None, 10**12])
def test_any_other_number_of_columns_is_refused_with_a_way_out(value):
    with pytest.raises(ValueError, match="give it such a number"):
        write_columns(value)


@pytest.mark.parametrize(
    ("record", "path"),
    [({"_p": "reviewers.k1"}, "reviewers.k1"), ({}, ""), ("text", ""), (None, "")],
)
def test_the_path_of_a_record_is_its_own(record, path):
    assert record_path(record) == path


@pytest.mark.parametrize("place", ["p", "r", "tr", "tc"])
def test_what_stands_for_an_element_must_bring_one(place):
    with pytest.raises(TypeError, match=f"write the tag without its {place}"):
        WRITERS[f"_dg_{place}"]("a text")


@pytest.mark.parametrize("name", ["text", "plain", "attr", "code", "address"])
def test_an_absent_value_of_a_typed_template_prints_nothing(name):
    assert WRITERS[f"_dg_soft_{name}"](None) == ""


@pytest.mark.parametrize(
    ("guard", "given", "kept"),
    [
        ("keep_paragraph", "<w:p>a</w:p>", "<w:p>a</w:p>"),
        ("keep_paragraph", "", "<w:p/>"),
        ("keep_paragraph", "<w:tbl></w:tbl>", "<w:tbl></w:tbl><w:p/>"),
        (
            "keep_paragraph",
            '<w:p>a</w:p><w:bookmarkEnd w:id="1"/>',
            '<w:p>a<w:bookmarkEnd w:id="1"/></w:p>',
        ),
        ("keep_rows", "<w:tbl><w:tr></w:tr></w:tbl>", "<w:tbl><w:tr></w:tr></w:tbl>"),
        ("keep_rows", "<w:tbl><w:trPr></w:trPr></w:tbl>", ""),
        ("keep_cells", "<w:tr><w:tc></w:tc></w:tr>", "<w:tr><w:tc></w:tc></w:tr>"),
        ("keep_cells", "<w:tr><w:tcPr/></w:tr>", ""),
        ("keep_control", "<w:sdt><w:sdtContent><w:r/>", "<w:sdt><w:sdtContent><w:r/>"),
        ("keep_control", "<w:sdt><w:sdtContent></w:sdtContent></w:sdt>", ""),
    ],
)
def test_what_word_calls_broken_without_its_content_is_completed_or_left_out(guard, given, kept):
    assert GUARDS[f"_dg_{guard}"](given) == kept
