"""Addresses that shapes, drawings and fields hold by themselves, without a relation."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator

from docgen.errors import TemplateError
from docgen.model.tongue import marked
from docgen.word.compile.policy import LINK_ELSEWHERE, Rule
from docgen.word.compile.relations import read_relations, source_of
from docgen.word.compile.rulebook import find_rule, rule_for
from docgen.word.compile.strictxml import PartError, read_xml
from docgen.word.compile.unzip import read_entries
from docgen.word.compile.vocabulary import attributes, named, tags
from docgen.word.compile.xml import Element
from docgen.word.render.links import may_lead_to

LINKED = rule_for("outside", "image")
COPIED = LINKED._replace(action="out", why=marked("its copy in the file stays"))
_HOLDERS = ("v:*", "svg:*", "a:hlinkClick", "a:hlinkHover", "a:hlinkMouseOver")
_JUMPS = "ppaction://hlink"
_LOCAL = ("#", "data:")
_STYLED = re.compile(r"url\((?!\s*[\"']?\s*(?:#|data:))|@import", re.IGNORECASE)
_LINK_CLASS = bytes.fromhex("d0c9ea79f9bace118c8200aa004ba90b")
"""How Windows begins a link that it stores in bytes (StdHlink)."""
_MONIKER = 0x1
_LARGEST_LIST = 2**13
"""Bytes of all relations of a packed drawing: there are as many of these as there are shapes."""


def addresses(root: Element) -> Iterator[tuple[Element, str, Rule]]:
    """Yield each attribute with an address that may not stay, with its rule."""
    for element in root.iter(*tags(*_HOLDERS)):
        name = named(element)
        for key, short, value in attributes(element):
            rule = _rule(element, f"{name}@{short}", value) if short and value.strip() else None
            if rule is not None:
                yield element, key, rule


def fetches_by_style(element: Element) -> bool:
    """Return whether the style sheet of a drawing names what lies outside it."""
    return bool(_STYLED.search(str(element.xpath("string()"))))


def leads_elsewhere(stored: str | None) -> bool:
    """Return whether a field's stored data holds a link with a target of its own."""
    try:
        data = base64.b64decode("".join((stored or "").split()), validate=True)
    except (ValueError, binascii.Error):
        return True
    at = data.find(_LINK_CLASS)
    flags = data[at + len(_LINK_CLASS) + 4 :][:4]
    return at >= 0 and (len(flags) < 4 or bool(flags[0] & _MONIKER))


def _rule(element: Element, name: str, value: str) -> Rule | None:
    rule = find_rule("attributes", name)
    if name.startswith("svg:") and _STYLED.search(value):
        return LINKED
    if rule is LINK_ELSEWHERE:
        stays = value.startswith(_JUMPS) if name.endswith("@action") else may_lead_to(value)
        return None if stays else rule
    if rule is LINKED:
        if name.startswith("svg:"):
            return None if value.startswith(_LOCAL) else rule
        return COPIED if _has_copy(element) else rule
    if name.endswith("gfxdata"):
        return rule if _leads_outside(value) else None
    return rule


def _has_copy(element: Element) -> bool:
    """Return whether a shape's picture lies in the file too."""
    keys = (str(key).rpartition("}") for key in element.attrib)
    return any(space and local in ("id", "relid", "pict") for space, _, local in keys)


def _leads_outside(packed: str) -> bool:
    """Return whether a packed drawing (a small archive) points outside, or cannot be read."""
    try:
        data = base64.b64decode("".join(packed.split()), validate=True)
        lists = read_entries(data, "", wanted=_is_list, most=_LARGEST_LIST)
        roots = [read_xml(content)[0] for content in lists.values()]
        return any(relation.outside for root in roots for relation in read_relations(root, ""))
    except (ValueError, TemplateError, PartError):
        return True


def _is_list(name: str) -> bool:
    return source_of(name) is not None
