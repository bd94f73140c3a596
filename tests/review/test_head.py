"""The head of a review, read without the rest: what is sure is what the parser says too."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.errors import InvalidDataError
from docgen.review.file import load_data
from docgen.review.head import HEAD, load_head, plain_head
from docgen.yamlfile.parse import parse_yaml

VALUES = st.sampled_from(
    ["dk", "fjordby-2023", "'dk'", '"dk"', "7", "true", "null", "~", "", "a b", "a  b", "a: b",
     "# none", "dk # a remark", "[dk]", "{a: b}", "&a dk", "*a", "|", "- dk", "æ", "2023-01-01"]
)  # fmt: skip
LINES = st.lists(
    st.one_of(
        VALUES.map("pack: {}".format),
        VALUES.map("id: {}".format),
        st.sampled_from(
            ["unit:", "  name: A", "review:", "  status: draft", "criteria:", "  a:", "    b: 4",
             "# remark", "", "purpose: |", "  pack: se", "  more", "purpose: 'a", "  b'", "- x",
             '"pack": no', "? id", "pack : se"]
        ),
    ),
    min_size=1,
    max_size=9,
)  # fmt: skip


def parsed(text: str):
    try:
        data = parse_yaml(text, "a.yaml")
    except InvalidDataError:
        return None
    return data if isinstance(data, dict) else None


@settings(max_examples=60)
@given(LINES)
def test_what_is_read_without_a_parser_is_what_the_parser_reads(lines):
    text = "\n".join(lines) + "\n"
    found, data = plain_head(text.encode()), parsed(text)
    if found is not None and data is not None:
        whole = str(data.get("id") or ""), str(data.get("pack") or "")
        assert tuple(map(str.casefold, found)) == tuple(map(str.casefold, whole)), "true is True"


@settings(max_examples=60)
@given(lines=LINES)
def test_the_head_of_a_file_is_that_of_the_whole(lines, tmp_path_factory):
    file = tmp_path_factory.getbasetemp() / "head.yaml"
    text = "\n".join(lines) + "\n"
    data = parsed(text)
    if data is None:
        return
    file.write_text(text, encoding="utf-8")
    head, whole = load_head(file), load_data(file).data
    for key in (one.decode() for one in HEAD):
        assert head.get(key) == whole.get(key)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("pack: dk\nunit:\n  name: A\n", ("", "dk"), id="without an id"),
        pytest.param("id: a-1\npack: dk\n", ("a-1", "dk"), id="with one"),
        pytest.param("pack: 'dk'\nunit:\n", None, id="quotes take a parser"),
        pytest.param("pack: dk\n  more\n", None, id="so does a text of two lines"),
        pytest.param("purpose: a\n", None, id="a file that may be anything"),
    ],
)
def test_a_plain_head(text, found):
    assert plain_head(text.encode()) == found
