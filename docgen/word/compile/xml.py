"""Names and parsing of WordprocessingML, shared by what reads template parts."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from docgen.errors import TemplateError
from docgen.model import Problem
from docgen.model.tongue import say

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MAIN = W[1:-1]
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

_DECLARATION = re.compile(r' xmlns(?::\w+)?="[^"]*"')

Element = etree._Element


def parse_part(data: bytes, file: str, part: str) -> Element:
    """Return the root of an XML part, with all its namespaces declared on the root.

    Comments and processing instructions, which no Word file shows, are left out; WordprocessingML
    has the prefix w. Raises TemplateError when the part is not well-formed (nothing is repaired
    silently) or holds a DOCTYPE.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        where = say("line {line}, column {column}", line=line, column=column)
        message = say(
            "{part} is broken XML ({where}); open the file in Word and save it again",
            part=part,
            where=where,
        )
        raise TemplateError([Problem("broken-xml", message, file)]) from error
    if root.getroottree().docinfo.internalDTD is not None:
        message = say(
            "{part} holds a DOCTYPE, which no Word file needs; save it again in Word", part=part
        )
        raise TemplateError([Problem("doctype", message, file)])
    declared = _declared(root, data)
    prefixes = {prefix: uri for prefix, uri in declared if prefix}
    if any(uri == _MAIN and prefix != "w" for prefix, uri in declared):
        root, prefixes = _with_own_prefix(root, prefixes)
    etree.cleanup_namespaces(root, top_nsmap=prefixes, keep_ns_prefixes=list(prefixes))
    return root


def _declared(root: Element, data: bytes) -> set[tuple[str | None, str]]:
    """Return all namespaces that are declared in a part; most often the root declares them."""
    if data.count(b"xmlns") == len(root.nsmap):
        return set(root.nsmap.items())
    return {pair for node in root.iter(etree.Element) for pair in node.nsmap.items()}


def _with_own_prefix(root: Element, prefixes: Mapping[str, str]) -> tuple[Element, dict[str, str]]:
    """Return the part with the prefix w for WordprocessingML, whatever its writer called it."""
    kept = {prefix: uri for prefix, uri in prefixes.items() if prefix != "w" and uri != _MAIN}
    kept["w"] = _MAIN
    own = etree.Element(root.tag, nsmap=kept)
    own.attrib.update(root.attrib)
    own.text = root.text
    own.extend(list(root))
    return own, kept


def serialise(element: Element) -> str:
    """Return the element as XML text on one line, without its tail."""
    return etree.tostring(element, encoding="unicode", with_tail=False)


def fragment(element: Element | None) -> str:
    """Return the element as XML text without namespace declarations (the root has them)."""
    return "" if element is None else _DECLARATION.sub("", serialise(element))


def is_blank(text: str | None) -> bool:
    """Return whether `text` is absent or white space."""
    return not text or text.isspace()


def remove(element: Element) -> None:
    """Take `element` out of its parent; the text behind it stays."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)
