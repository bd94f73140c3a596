"""Paragraph styles that put their paragraphs into a list (List Number), as Word reads them."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from docgen.word.audit.order import ORDER
from docgen.word.compile.xml import Element, W, fragment

_ORDER = {f"{W}{name}": at for at, name in enumerate(ORDER["pPr"])}
_TRUE = ("1", "true", "on")
_DEEPEST = 50
"""Styles that one may be based on in a row; more is no style sheet, or a circle."""


class Styled(NamedTuple):
    """What a style says of the list of its paragraphs."""

    number: str
    level: str
    indent: Element | None
    """The indentation of the style, which a paragraph's own number would take over."""


def styled_lists(root: Element | None, headings: frozenset[str]) -> dict[str, Styled]:
    """Return by style what it says of a list; headings, and what outlines have, are none."""
    if root is None:
        return {}
    styles = _paragraph_styles(root)
    found: dict[str, Styled] = {}
    for name, style in styles.items():
        chain = list(_chain(name, styles))
        own = _first(chain, "numPr/numId")
        number = "" if own is None else str(own.get(f"{W}val"))
        if name in headings or number in ("", "0") or _first(chain, "outlineLvl") is not None:
            continue
        level = _first(chain, "numPr/ilvl")
        found[name] = Styled(
            number, "0" if level is None else str(level.get(f"{W}val")), _first(chain, "ind")
        )
        if style.get(f"{W}default") in _TRUE:
            found[""] = found[name]
    return found


def listed_styles(root: Element | None) -> frozenset[str]:
    """Return the styles that, or whose bases, put paragraphs into a list; "" is the default one."""
    styles = {} if root is None else _paragraph_styles(root)
    listed = {n for n in styles if _first(list(_chain(n, styles)), "numPr") is not None}
    default = (name for name, one in styles.items() if one.get(f"{W}default") in _TRUE)
    return frozenset({*listed, ""} if next(default, "") in listed else listed)


def _paragraph_styles(root: Element) -> dict[str, Element]:
    return {
        str(style.get(f"{W}styleId")): style
        for style in root.iter(f"{W}style")
        if style.get(f"{W}type") == "paragraph"
    }


def _chain(name: str, styles: dict[str, Element]) -> Iterator[Element]:
    """Yield a style and those that it is based on."""
    for _ in range(_DEEPEST):
        if name not in styles:
            return
        yield styles[name]
        base = styles[name].find(f"{W}basedOn")
        name = "" if base is None else str(base.get(f"{W}val"))


def _first(chain: list[Element], path: str) -> Element | None:
    """Return the first of these properties that a chain of styles has."""
    steps = "/".join(f"{W}{step}" for step in ("pPr", *path.split("/")))
    return next((one for style in chain if (one := style.find(steps)) is not None), None)


def number_directly(paragraph: Element, styled: Styled, number: str) -> None:
    """Give a paragraph a list number of its own, and look as its style has it look."""
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        properties = etree.Element(f"{W}pPr")
        paragraph.insert(0, properties)
    _number(properties, styled, number)


def with_number(properties: str, styled: Styled) -> str:
    """Return the properties of a value's paragraphs with the number of their style's list."""
    root = etree.fromstring(f'<x xmlns:w="{W[1:-1]}">{properties}</x>'.encode())
    found = root.find(f"{W}pPr")
    if found is None:
        found = etree.SubElement(root, f"{W}pPr")
    _number(found, styled, styled.number)
    return fragment(found)


def _number(properties: Element, styled: Styled, number: str) -> None:
    made = etree.Element(f"{W}numPr")
    etree.SubElement(made, f"{W}ilvl").set(f"{W}val", styled.level)
    etree.SubElement(made, f"{W}numId").set(f"{W}val", number)
    added = [made]
    if styled.indent is not None and properties.find(f"{W}ind") is None:
        added.append(copy.deepcopy(styled.indent))
    for one in added:
        before = [c for c in properties if _ORDER.get(str(c.tag), 0) < _ORDER[str(one.tag)]]
        properties.insert(properties.index(before[-1]) + 1 if before else 0, one)
