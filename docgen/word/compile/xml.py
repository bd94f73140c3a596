"""Names and parsing of WordprocessingML, shared by what reads template parts."""

from __future__ import annotations

import re

from lxml import etree

from docgen.errors import TemplateError
from docgen.model import Problem

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

_DECLARATION = re.compile(r' xmlns(?::\w+)?="[^"]*"')

Element = etree._Element


def parse_part(data: bytes, file: str, part: str) -> Element:
    """Return the root of an XML part, with all its namespaces declared on the root.

    Raises TemplateError when the part is not well-formed: nothing is repaired silently.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        message = f"{part} is broken XML ({error.msg}); open the file in Word and save it again"
        raise TemplateError([Problem("broken-xml", message, file)]) from error
    prefixes = {p: u for node in root.iter(etree.Element) for p, u in node.nsmap.items() if p}
    etree.cleanup_namespaces(root, top_nsmap=prefixes, keep_ns_prefixes=list(prefixes))
    return root


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
