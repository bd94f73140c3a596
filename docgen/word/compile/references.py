"""Let go of relations that go: what in a part names one is changed so that it can."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from docgen.word.compile.relations import Reference
from docgen.word.compile.vocabulary import named, take_out
from docgen.word.compile.xml import Element

_WITHOUT = {
    *("o:OLEObject", "c:externalData", "a:hlinkClick", "a:hlinkHover", "a:hlinkMouseOver"),
    *("w:attachedTemplate", "w:saveThroughXslt"),
}
"""Elements that are nothing without their relation; what they stand in stays."""


def can_let_go(references: Iterable[Reference]) -> bool:
    """Return whether everything that names a relation can do without it."""
    return all(_release(reference) is not None for reference in references)


def let_go(references: Iterable[Reference]) -> None:
    """Change what names a relation so that it does no more; call it where `can_let_go`."""
    for reference in references:
        if release := _release(reference):
            release()


def are_copies(references: list[Reference]) -> bool:
    """Return whether all that names a linked picture holds the picture itself as well."""
    return bool(references) and all(map(_is_copy, references))


def _release(reference: Reference) -> Callable[[], None] | None:
    element, name = reference.element, named(reference.element)
    if name in _WITHOUT:
        return lambda: take_out(element)
    if name == "w:hyperlink" or _is_copy(reference):
        return lambda: _clear(element, reference.attribute)
    return None


def _is_copy(reference: Reference) -> bool:
    element, name = reference.element, named(reference.element)
    space, _, local = reference.attribute.rpartition("}")
    if name == "a:blip":
        return local == "link" and bool(element.get(f"{space}}}embed"))
    return name.startswith("v:") and local == "href" and bool(element.get(f"{space}}}id"))


def _clear(element: Element, attribute: str) -> None:
    if attribute in element.attrib:
        del element.attrib[attribute]
