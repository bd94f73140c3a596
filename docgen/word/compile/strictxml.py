"""One strict look at an XML part: well-formed, without a DOCTYPE, in an encoding Word reads."""

from __future__ import annotations

from typing import Any

from lxml import etree

from docgen.model.tongue import say
from docgen.word.compile.xml import Element

DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_UTF8 = {"", "UTF-8", "UTF8"}
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_IGNORABLE = f"{{{_COMPATIBILITY}}}Ignorable"


class PartError(ValueError):
    """A part that no Word file may hold; the text says what is in it."""

    problem = "broken-xml"
    """The id of the problem."""


class DoctypeError(PartError):
    """A part with a DOCTYPE, which no Word file needs."""

    problem = "doctype"


def read_xml(data: bytes, *, foreign: bool = False) -> tuple[Element, bool]:
    """Return the root of a part, without comments, and whether its bytes can stay as they are.

    No entity is resolved, nothing is fetched, nothing is repaired. A part in another encoding than
    UTF-8 has to be written anew; so has a `foreign` one (a drawing that another program made) with
    a DOCTYPE, unless that declares entities. Raises PartError.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise PartError(_why(error)) from error
    about = root.getroottree().docinfo
    doctype: Any = about.internalDTD
    if doctype is not None and (not foreign or doctype.entities()):
        raise DoctypeError(say("a DOCTYPE, which no Word file needs"))
    plain = about.xml_version in (None, "1.0") and (about.encoding or "").upper() in _UTF8
    return root, plain and doctype is None and _is_utf8(data)


def name_only_declared(root: Element) -> bool:
    """Leave out prefixes that are to be ignored and are not declared; return whether one was.

    Word takes such a part for damaged; some programs write it.
    """
    changed = False
    found: Any = root.xpath("//*[@mc:Ignorable]", namespaces={"mc": _COMPATIBILITY})
    for node in found:
        named = node.get(_IGNORABLE, "").split()
        known = [prefix for prefix in named if prefix in node.nsmap]
        if known != named:
            changed = True
            node.set(_IGNORABLE, " ".join(known))
            if not known:
                del node.attrib[_IGNORABLE]
    return changed


def _why(error: Exception) -> str:
    """Return what is wrong in plain words: the parser's own say little to a person."""
    if "depth" in str(error):
        return say("elements nested too deeply for any Word file")
    line, column = error.position if isinstance(error, etree.XMLSyntaxError) else (1, 1)
    return say("broken XML (line {line}, column {column})", line=line, column=column)


def write_xml(root: Element) -> bytes:
    """Return the part as UTF-8."""
    return DECLARATION + etree.tostring(root, encoding="UTF-8", with_tail=False)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return b"\0" not in data


def kept_or_written(data: bytes, root: Element, written: bytes) -> bytes:
    """Return the list `data` (with that root) as its author wrote it where `written` says the same.

    A list has no text and nothing nested; the order of its entries says nothing. What hides
    something, or is spelled in an uncommon way, is written anew.
    """
    new = etree.fromstring(written)
    plain = data.endswith(etree.tostring(root)) and root.nsmap == new.nsmap
    return data if plain and _entries(root) == _entries(new) else written


def _entries(root: Element) -> list[tuple[str, list[tuple[str, str]]]]:
    return sorted(
        (str(entry.tag), sorted((str(key), str(value)) for key, value in entry.attrib.items()))
        for entry in list(root.iter())[1:]
    )
