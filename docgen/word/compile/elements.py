"""Judge what elements and attributes of a part ask of Word, whatever their prefixes."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from functools import partial

from docgen.word.compile.findings import Findings
from docgen.word.compile.links import may_lead_to
from docgen.word.compile.policy import FAMILIES, LINK_ELSEWHERE, OFFICE_CLASSES, Rule
from docgen.word.compile.rulebook import rule_for, rules_of
from docgen.word.compile.xml import Element, remove

Place = Callable[[Element], str]
"""Says where an element stands, in words a person can follow."""

_OBJECTS = ("o:OLEObject", "w:objectEmbed")
_CLICKS = ("a:hlinkClick", "a:hlinkHover", "a:hlinkMouseOver")
_SVG_PICTURES = ("svg:image", "svg:feImage", "svg:use")
_OWN = ("", "{urn:schemas-microsoft-com:office:office")
"""The namespaces of a shape's own attributes, as far as they hold addresses."""
_JUMPS = "ppaction://hlink"
_PICTURE = rule_for("outside", "image")
_COPIED = _PICTURE._replace(action="out", why="its copy in the file stays")


def judge_elements(root: Element, findings: Findings, place: Place, kept: Container[str]) -> bool:
    """Judge the elements of a part, and take out those that go; return whether one was.

    `kept` holds the ids of the part's relations to embedded files of Office.
    """
    changed = False
    for element in [*root.iter(*_tags(*rules_of("elements")))]:
        name = named(element)
        if _stays(element, name, kept):
            continue
        rule = rules_of("elements")[name]
        findings.apply(rule, partial(place, element), name.partition(":")[2])
        if rule.action == "out":
            remove(_holder(element))
            changed = True
    for element, attribute, rule in [*_addresses(root)]:
        findings.apply(rule, partial(place, element), str(element.get(attribute)))
        if rule.action == "out":
            del element.attrib[attribute]
            changed = True
    return changed


def named(element: Element) -> str:
    """Return the element's name with the prefix that the table has for it; empty for others."""
    namespace, _, local = str(element.tag).rpartition("}")
    family = FAMILIES.get(namespace[1:], "")
    return f"{family}:{local}" if family else ""


def _tags(*names: str) -> Iterator[str]:
    """Yield the tags of names that are written with the prefixes of the table."""
    for name in names:
        family, _, local = name.partition(":")
        yield from (f"{{{space}}}{local}" for space, known in FAMILIES.items() if known == family)


def _stays(element: Element, name: str, kept: Container[str]) -> bool:
    if name == "ep:HyperlinkBase":
        return not element.text or may_lead_to(element.text)
    if name not in _OBJECTS:
        return False
    values = {key.rpartition("}")[2].lower(): value for key, value in attributes(element)}
    program = values.get("progid", "").rstrip("0123456789").rstrip(".")
    linked = values.get("type", "embed").lower() != "embed"
    return not linked and program in OFFICE_CLASSES and values.get("id") in kept


def _holder(element: Element) -> Element:
    """Return what goes with the element: an extension around it says nothing without it."""
    above = element.getparent()
    extension = above is not None and str(above.tag).endswith("}ext") and len(above) == 1
    return above if extension and above is not None else element


def _addresses(root: Element) -> Iterator[tuple[Element, str, Rule]]:
    """Yield each attribute that holds an address by itself and may not, with its rule."""
    for element in root.iter(*_tags("v:*", *_SVG_PICTURES, *_CLICKS)):
        for key, value in attributes(element):
            rule = _rule_of_address(element, key, value) if value.strip() else None
            if rule is not None:
                yield element, key, rule


def _rule_of_address(element: Element, key: str, value: str) -> Rule | None:
    name = named(element)
    space, _, local = key.rpartition("}")
    if name.startswith("svg:"):
        inside = local != "href" or value.startswith(("#", "data:"))
        return None if inside else _PICTURE
    if name in _CLICKS:
        return None if local != "action" or value.startswith(_JUMPS) else LINK_ELSEWHERE
    if local == "href" and not space and name != "v:imagedata":
        return None if may_lead_to(value) else LINK_ELSEWHERE
    if local in ("src", "href", "althref") and space in _OWN:
        return _COPIED if _has_copy(element) else _PICTURE
    return None


def attributes(element: Element) -> list[tuple[str, str]]:
    """Return the attributes as pairs of texts."""
    return [(str(key), str(value)) for key, value in element.attrib.items()]


def _has_copy(element: Element) -> bool:
    """Return whether a shape's picture lies in the file too."""
    named_by_id = (key.rpartition("}") for key, _ in attributes(element))
    return any(space and local in ("id", "relid", "pict") for space, _, local in named_by_id)
