"""What values Word's strict format writes otherwise than the transitional one (ISO/IEC 29500-4).

Units in words (`12pt`), shares of a hundred (`50%`), sides that turn with the script (`start`), and
the names of text directions become what all programs read: numbers, left and right.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from docgen.word.compile.xml import Element, W

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"

_POINTS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "pc": 12.0, "pi": 12.0}
_LENGTH = re.compile(r"\s*(-?[0-9]{1,9}(?:\.[0-9]{1,9})?)(mm|cm|in|pt|pc|pi)\s*")
_SHARE = re.compile(r"\s*(-?[0-9]{1,9}(?:\.[0-9]{1,9})?)%\s*")
_TWIPS, _HALVES = 20, 2

_SIDES = {"start": "left", "end": "right"}
_ELEMENTS = {f"{W}{strict}": f"{W}{plain}" for strict, plain in _SIDES.items()}
_SIDED = {f"{W}{name}" for name in ("tblBorders", "tcBorders", "tblCellMar", "tcMar")}
_TURNED = {f"{W}{name}" for name in ("jc", "lvlJc", "tab")}
_INDENTS = {
    f"{W}{strict}{more}": f"{W}{plain}{more}"
    for strict, plain in _SIDES.items()
    for more in ("", "Chars")
}
_DIRECTIONS = {
    "tb": "lrTb", "rl": "tbRl", "lr": "btLr", "tbV": "lrTbV", "rlV": "tbRlV", "lrV": "tbLrV",
}  # fmt: skip
_HALF_POINTS = ("sz", "szCs", "kern", "position", "hps", "hpsRaise", "hpsBaseText")
_LENGTHS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(_HALF_POINTS, ("val",)),
    **dict.fromkeys(("tblW", "tcW", "tblInd", "tblCellSpacing", "wBefore", "wAfter"), ("w",)),
    **dict.fromkeys(("top", "left", "bottom", "right", "gridCol"), ("w",)),
    **dict.fromkeys(("trHeight", "fitText", "defaultTabStop", "hyphenationZone"), ("val",)),
    **dict.fromkeys(("summaryLength", "characterSpacing"), ("val",)),
    "ind": ("left", "right", "hanging", "firstLine"),
    "spacing": ("before", "after", "line", "val"),
    "tab": ("pos",),
    "pgSz": ("w", "h"),
    "pgMar": ("top", "bottom", "left", "right", "header", "footer", "gutter"),
    "cols": ("space",),
    "col": ("w", "space"),
    "lnNumType": ("distance",),
    "framePr": ("w", "h", "hSpace", "vSpace", "x", "y"),
    "tblpPr": (
        *("leftFromText", "rightFromText", "topFromText", "bottomFromText", "tblpX", "tblpY"),
    ),
    "drawingGridHorizontalSpacing": ("val",),
    "drawingGridVerticalSpacing": ("val",),
    "drawingGridHorizontalOrigin": ("val",),
    "drawingGridVerticalOrigin": ("val",),
}
"""Elements of WordprocessingML and their attributes that hold a length."""
_WIDTHS = ("tblW", "tcW", "tblInd", "tblCellSpacing", "wBefore", "wAfter")
_MATH = ("lMargin", "rMargin", "preSp", "postSp", "interSp", "intraSp", "wrapIndent")
_NAMES = ("name", "descr", "title", "id")
"""Attributes of drawings that hold a person's words."""


def settle_values(root: Element) -> None:
    """Write the values of a strict part, its namespaces already transitional, as all read them."""
    root.attrib.pop(f"{W}conformance", "")
    for node in root.iter(f"{W}*", f"{M}*", f"{A}*", f"{C}*"):
        space, _, name = str(node.tag).rpartition("}")
        _CHANGES[f"{space}}}"](node, name)


def _settle_word(node: Element, name: str) -> None:
    parent = node.getparent()
    if node.tag in _ELEMENTS and parent is not None and parent.tag in _SIDED:
        node.tag = _ELEMENTS[str(node.tag)]
        name = _SIDES[name]
    value = node.get(f"{W}val", "")
    if node.tag in _TURNED and value in _SIDES:
        node.set(f"{W}val", _SIDES[value])
    elif name == "textDirection" and value in _DIRECTIONS:
        node.set(f"{W}val", _DIRECTIONS[value])
    elif name in ("zoom", "w"):
        _change(node, f"{W}percent" if name == "zoom" else f"{W}val", _without_sign)
    elif name == "ind":
        for strict in [key for key in node.attrib if key in _INDENTS]:
            node.set(_INDENTS[str(strict)], str(node.attrib.pop(strict)))
    if name in _WIDTHS:
        _change(node, f"{W}w", lambda text: _of_share(text, 50))
    for attribute in _LENGTHS.get(name, ()):
        unit = _HALVES if name in _HALF_POINTS else _TWIPS
        _change(node, f"{W}{attribute}", partial(_of_length, parts_of_a_point=unit))


def _settle_math(node: Element, name: str) -> None:
    if name in _MATH:
        _change(node, f"{M}val", lambda text: _of_length(text, _TWIPS))


def _settle_drawing(node: Element, _name: str) -> None:
    for attribute in node.attrib:
        if attribute not in _NAMES:
            _change(node, str(attribute), lambda text: _of_share(text, 1000))


def _settle_chart(node: Element, _name: str) -> None:
    _change(node, "val", _without_sign)


_CHANGES: dict[str, Callable[[Element, str], None]] = {
    W: _settle_word,
    M: _settle_math,
    A: _settle_drawing,
    C: _settle_chart,
}


def _change(node: Element, attribute: str, change: Callable[[str], str]) -> None:
    text = node.get(attribute)
    if text is not None and (changed := change(text)) != text:
        node.set(attribute, changed)


def _of_length(text: str, parts_of_a_point: int) -> str:
    found = _LENGTH.fullmatch(text)
    points = float(found[1]) * _POINTS[found[2]] if found else 0.0
    return str(round(points * parts_of_a_point)) if found else text


def _of_share(text: str, parts_of_a_percent: int) -> str:
    found = _SHARE.fullmatch(text)
    return str(round(float(found[1]) * parts_of_a_percent)) if found else text


def _without_sign(text: str) -> str:
    return _of_share(text, 1)
