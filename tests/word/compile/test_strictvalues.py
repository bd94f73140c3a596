"""Values of Word's strict format become what every program reads."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from docgen.word.compile.strictvalues import A, C, M, settle_values
from docgen.word.compile.xml import W

NS = f'xmlns:w="{W[1:-1]}" xmlns:m="{M[1:-1]}" xmlns:a="{A[1:-1]}" xmlns:c="{C[1:-1]}"'


def settled(inside: str) -> str:
    root = etree.fromstring(f"<w:x {NS}>{inside}</w:x>")
    settle_values(root)
    text = "".join(etree.tostring(node, encoding="unicode") for node in root)
    return re.sub(r' xmlns:\w="[^"]*"', "", text)


@pytest.mark.parametrize(
    ("strict", "plain"),
    [
        pytest.param('<w:sz w:val="12pt"/>', '<w:sz w:val="24"/>', id="half points"),
        pytest.param('<w:spacing w:before="6pt"/>', '<w:spacing w:before="120"/>', id="twips"),
        pytest.param('<w:pgSz w:w="21cm"/>', '<w:pgSz w:w="11906"/>', id="centimetres"),
        pytest.param('<w:pgSz w:h="1in"/>', '<w:pgSz w:h="1440"/>', id="inches"),
        pytest.param('<w:tblW w:w="50%"/>', '<w:tblW w:w="2500"/>', id="a share of the width"),
        pytest.param('<w:zoom w:percent="90%"/>', '<w:zoom w:percent="90"/>', id="a share"),
        pytest.param('<w:jc w:val="start"/>', '<w:jc w:val="left"/>', id="a side"),
        pytest.param('<w:tab w:val="end"/>', '<w:tab w:val="right"/>', id="a side of a tab"),
        pytest.param('<w:ind w:start="1cm"/>', '<w:ind w:left="567"/>', id="an indent"),
        pytest.param('<w:ind w:endChars="1"/>', '<w:ind w:rightChars="1"/>', id="in letters"),
        pytest.param(
            "<w:tcMar><w:start/></w:tcMar>", "<w:tcMar><w:left/></w:tcMar>", id="a side of a cell"
        ),
        pytest.param(
            '<w:textDirection w:val="tb"/>', '<w:textDirection w:val="lrTb"/>', id="a direction"
        ),
        pytest.param('<m:lMargin m:val="1pt"/>', '<m:lMargin m:val="20"/>', id="a formula"),
        pytest.param('<a:lumMod val="75%"/>', '<a:lumMod val="75000"/>', id="a drawing"),
        pytest.param('<c:gapWidth val="150%"/>', '<c:gapWidth val="150"/>', id="a chart"),
    ],
)
def test_values_are_written_as_all_read_them(strict, plain):
    assert settled(strict) == plain


@pytest.mark.parametrize(
    "same",
    [
        '<w:sz w:val="24"/>',
        '<w:t w:val="12pt"/>',
        "<w:start/>",
        '<w:sz w:val="large"/>',
        pytest.param('<a:x name="50%"/>', id="a person's words"),
        pytest.param('<w:sz w:val="99999999999999pt"/>', id="a number that nobody means"),
    ],
)
def test_anything_else_stays(same):
    assert settled(same) == same


@given(st.integers(0, 1000), st.sampled_from([("pt", 20), ("in", 1440), ("pc", 240), ("pi", 240)]))
def test_a_length_is_the_same_length(count, unit):
    name, twips = unit
    assert settled(f'<w:pgMar w:top="{count}{name}"/>') == f'<w:pgMar w:top="{count * twips}"/>'


def test_the_root_says_no_more_that_it_is_strict():
    root = etree.fromstring(f'<w:document {NS} w:conformance="strict"/>')
    settle_values(root)
    assert dict(root.attrib) == {}
