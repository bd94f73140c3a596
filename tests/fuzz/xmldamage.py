"""Ways to damage the XML of a Word part: elements, attributes, namespaces gone wrong."""

from __future__ import annotations

import random
from copy import deepcopy
from typing import Any

from lxml import etree

from docgen.word.compile.xml import Element, W

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MAIN = W.strip("{}")
_VALUES = (
    *(
        "",
        "0",
        "-1",
        "1",
        "2",
        "63",
        "64",
        "1000000000",
        "x",
        "1.5",
        "true",
        "٣",
        "²",
        " 3 ",
        "0x2",
    ),
    *("{{ 1 }}", "{{ x }}", "{{ unit.name }}", "{% if 1 %}1{% endif %}", "{% else %}", "{{", "}}"),
    *("\ufdd0" + "0\ufdd1", "\ufdd2 set x = 1 \ufdd3", "\ufdd6", "<w:p>", "&", "'\"", "restart"),
    *("continue", "rId1", "rId999", "é" * 300, "\u2028", "\x85", "{{ '\\x00' }}", "{{ 1 / 0 }}"),
)
_BLOCKS = ("p", "r", "t", "tr", "tc", "tbl", "sdt", "sdtContent", "ins", "del", "hyperlink")
_ELEMENTS = (
    *("p", "r", "t", "tr", "tc", "tbl", "br", "tab", "sdt", "sdtContent", "tblGrid", "gridCol"),
    *("gridSpan", "vMerge", "hMerge", "tcPr", "trPr", "pPr", "rPr", "sectPr", "ins", "del"),
    *("bookmarkStart", "bookmarkEnd", "fldSimple", "instrText", "fldChar", "hyperlink", "proofErr"),
    *("smartTag", "customXml", "txbxContent", "footnoteReference", "commentReference", "moveFrom"),
    *("tblPr", "tblPrEx", "gridBefore", "gridAfter", "sym", "ptab", "ruby", "nope", "numPr"),
)
_INSTRUCTIONS = ("dg", "dgcut", "dghead", "x", "mso-application")


def xml_damage(root: Element, rng: random.Random) -> None:
    """Change the part's tree in one place."""
    nodes = [node for node in root.iter() if isinstance(node.tag, str) and node is not root]
    if nodes:
        rng.choices(*zip(*_WAYS, strict=True))[0](rng.choice(_likely(nodes, rng)), nodes, rng)


def _likely(nodes: list[Element], rng: random.Random) -> list[Element]:
    """Return the elements to choose from: all, those that hold others, or those of tables."""
    names = rng.choice((None, _BLOCKS, ("tr", "tc", "tbl"), ("gridSpan", "vMerge", "tcPr")))
    some = [node for node in nodes if names and etree.QName(node).localname in names]
    return some or nodes


def _remove(node: Element, _: list[Element], rng: random.Random) -> None:
    parent = node.getparent()
    if parent is None:
        return
    if rng.random() < 0.5:  # what it holds stays in its place
        for child in node:
            node.addprevious(child)
    parent.remove(node)


def _double(node: Element, _: list[Element], rng: random.Random) -> None:
    for _ in range(rng.choice((1, 1, 2, 70))):
        node.addnext(deepcopy(node))


def _move(node: Element, nodes: list[Element], rng: random.Random) -> None:
    other = rng.choice(nodes)
    if node in other.iterancestors() or other is node:
        return
    rng.choice((other.addnext, other.addprevious, other.append))(node)


def _wrap(node: Element, _: list[Element], rng: random.Random) -> None:
    around = node.makeelement(f"{W}{rng.choice(_ELEMENTS)}", {})
    for _ in range(rng.choice((0, 0, 0, 5, 200))):
        around.append(around.makeelement(around.tag, {}))
        around = around[0]
    top = around
    while (above := top.getparent()) is not None:
        top = above
    node.addprevious(top)
    around.append(node)


def _add(node: Element, _: list[Element], rng: random.Random) -> None:
    new = node.makeelement(f"{W}{rng.choice(_ELEMENTS)}", {})
    if rng.random() < 0.6:
        new.set(f"{W}val", _clean(rng.choice(_VALUES)))
    if rng.random() < 0.3:
        new.text = _clean(rng.choice(_VALUES))
    rng.choice((node.addnext, node.addprevious, node.append))(new)


def _attribute(node: Element, _: list[Element], rng: random.Random) -> None:
    keys = [*node.attrib, f"{W}val"]
    key = rng.choice(keys)
    if rng.random() < 0.2 and key in node.attrib:
        del node.attrib[key]
    else:
        node.set(key, _clean(rng.choice(_VALUES)))


def _text(node: Element, _: list[Element], rng: random.Random) -> None:
    if rng.random() < 0.5:
        node.text = _clean(rng.choice(_VALUES))
    else:
        node.tail = _clean(rng.choice(_VALUES))


def _spans(node: Element, nodes: list[Element], rng: random.Random) -> None:
    """Give a cell a span, a merge, or a table no grid."""
    cells = [one for one in nodes if one.tag == f"{W}tc"] or [node]
    cell = rng.choice(cells)
    properties = cell.find(f"{W}tcPr")
    if properties is None:
        properties = cell.makeelement(f"{W}tcPr", {})
        cell.insert(0, properties)
    kind = rng.choice(("gridSpan", "vMerge", "hMerge", "tcW", "shd"))
    new = properties.makeelement(f"{W}{kind}", {})
    if rng.random() < 0.8:
        new.set(f"{W}val", _clean(rng.choice(_VALUES)))
    properties.append(new)
    if rng.random() < 0.3:
        grid = next((one for one in nodes if one.tag == f"{W}tblGrid"), None)
        if grid is not None and grid.getparent() is not None:
            grid.getparent().remove(grid)


def _space(node: Element, _: list[Element], rng: random.Random) -> None:
    """Put an element into another namespace, or its like into Word's alternatives."""
    way = rng.randrange(4)
    name = etree.QName(node).localname
    if way == 0:
        node.tag = rng.choice((name, f"{{urn:x}}{name}", f"{MC}{name}", f"{W}{name}x"))
    elif way == 1:
        node.set(f"{MC}Ignorable", rng.choice(("w", "nope", "w14", "")))
    elif way == 2:
        choice = etree.fromstring(
            f'<mc:AlternateContent xmlns:mc="{MC.strip("{}")}"><mc:Choice Requires="w14"/>'
            f"<mc:Fallback/></mc:AlternateContent>"
        )
        node.addprevious(choice)
        choice[0].append(deepcopy(node))
        choice[1].append(node)
    else:
        wrapped = etree.fromstring(f'<q:{name} xmlns:q="{_MAIN}" q:val="{{{{ 1 }}}}"/>')
        node.addnext(wrapped)


def _aside(node: Element, _: list[Element], rng: random.Random) -> None:
    words = rng.choice(("0", "99999", "x", "{{ 1 }}", "{% if %}", "\ufdd00\ufdd1"))
    instruction = etree.ProcessingInstruction(rng.choice(_INSTRUCTIONS), words)
    new = etree.Comment(words) if rng.random() < 0.4 else instruction
    rng.choice((node.addnext, node.addprevious, node.append))(new)


def _clean(value: str) -> str:
    return "".join(sign for sign in value if sign >= " ")


_WAYS: tuple[tuple[Any, int], ...] = (
    *((_remove, 12), (_double, 12), (_move, 15), (_wrap, 10), (_add, 10), (_attribute, 14)),
    *((_text, 6), (_spans, 12), (_space, 8), (_aside, 5)),
)
