"""Rows that have fewer cells than their table has columns."""

from __future__ import annotations

from lxml import etree

from docgen.word.compile.xml import Element, W

_BEFORE = ("cnfStyle", "divId", "gridBefore")
"""What stands before `gridAfter` among the properties of a row."""


def skip_columns(row: Element, cell: Element) -> None:
    """Let a row end as many columns earlier as one of its cells spans, which goes."""
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    columns = _number(span)
    properties = row.find(f"{W}trPr")
    if properties is None:
        properties = etree.Element(f"{W}trPr")
        exceptions = row.find(f"{W}tblPrEx")
        row.insert(0 if exceptions is None else 1, properties)
    after = properties.find(f"{W}gridAfter")
    if after is None:
        after = etree.Element(f"{W}gridAfter")
        after.set(f"{W}val", "0")
        before = [child for child in properties if etree.QName(child).localname in _BEFORE]
        properties.insert(len(before), after)
    after.set(f"{W}val", str(_number(after) + columns))


def _number(element: Element | None) -> int:
    text = "1" if element is None else element.get(f"{W}val", "1")
    return int(text) if text.isdecimal() else 1
