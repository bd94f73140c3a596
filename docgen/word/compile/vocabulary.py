"""Elements and attributes by the prefixes that the table has for their namespaces."""

from __future__ import annotations

from functools import cache

from docgen.word.compile.policy import FAMILIES
from docgen.word.compile.xml import Element


def named(element: Element) -> str:
    """Return the element's name with the table's prefix; empty for one of another namespace."""
    return _short(str(element.tag)) if str(element.tag).startswith("{") else ""


def attributes(element: Element) -> list[tuple[str, str, str]]:
    """Return each attribute as key, name with the table's prefix, and value.

    Links have a namespace in some drawings and none in others: either way they are `href`.
    """
    return [(str(key), _attribute(str(key)), str(value)) for key, value in element.attrib.items()]


@cache
def tags(*names: str) -> tuple[str, ...]:
    """Return the tags of names that are written with the prefixes of the table."""
    pairs = [name.split(":") for name in names]
    return tuple(
        f"{{{space}}}{local}"
        for family, local in pairs
        for space, known in FAMILIES.items()
        if known == family
    )


def take_out(element: Element) -> None:
    """Remove an element, and the bare text behind it, which no program shows; at any size fast."""
    above = element.getparent()
    if above is not None:
        above.remove(element)


def _attribute(key: str) -> str:
    if not key.startswith("{"):
        return key
    return "href" if key == "{http://www.w3.org/1999/xlink}href" else _short(key)


def _short(tag: str) -> str:
    namespace, _, local = tag[1:].rpartition("}")
    family = FAMILIES.get(namespace, "")
    return f"{family}:{local}" if family else ""
