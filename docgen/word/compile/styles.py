"""The paragraph styles of a template, as far as printing values needs them."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field

from lxml import etree

from docgen.word.compile.strictxml import write_xml
from docgen.word.compile.xml import Element, W, fragment, parse_part
from docgen.word.render.blanks import GREY, STYLE, STYLE_NAME
from docgen.word.render.text import escape_attribute

STYLES = "word/styles.xml"
_NOT_REPEATED = ("keepNext", "pageBreakBefore", "numPr")


@dataclass(frozen=True, slots=True)
class Styles:
    """Style ids by name (in small letters, as Word compares them) and the default style."""

    ids: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    default: str = ""

    @property
    def headings(self) -> frozenset[str]:
        """The ids of headings and titles."""
        return frozenset(i for name, i in self.ids.items() if name.startswith(("heading", "title")))

    def bullet(self, style: str) -> str:
        """Return the style of bullets below a paragraph of that style; empty without one."""
        name = self.names.get(style or self.default, "")
        if "bullet" in name or name.startswith("list "):
            return style
        return self.ids.get(f"{name} bullet") or self.ids.get("list bullet", "")

    def further(self, style: str) -> str:
        """Return the style of the second paragraph of a value that began in that style."""
        name = self.names.get(style, "")
        own = self.ids.get(f"{name.removesuffix(' bullet')} continue", "")
        if own or not ("bullet" in name or name.startswith("list ")):
            return own or style
        return self.ids.get("list continue", style)


def read_styles(data: bytes | None, file: str) -> Styles:
    """Return the paragraph styles of a styles part; none when there is no part."""
    if data is None:
        return Styles()
    ids: dict[str, str] = {}
    default = ""
    for style in parse_part(data, file, STYLES).iter(f"{W}style"):
        name = style.find(f"{W}name")
        identifier = str(style.get(f"{W}styleId") or "")
        if style.get(f"{W}type") != "paragraph" or name is None:
            continue
        ids[str(name.get(f"{W}val")).casefold()] = identifier
        if style.get(f"{W}default") in ("1", "true", "on"):
            default = identifier
    return Styles(ids, {identifier: name for name, identifier in ids.items()}, default)


def with_prompts(data: bytes | None, file: str) -> bytes | None:
    """Return a styles part with the style of a form's prompts; None when it has one."""
    root = etree.Element(f"{W}styles", nsmap={"w": W[1:-1]})
    if data is not None:
        root = parse_part(data, file, STYLES)
    if any(style.get(f"{W}styleId") == STYLE for style in root.iter(f"{W}style")):
        return None
    names = {str(name.get(f"{W}val")).casefold() for name in root.iter(f"{W}name")}
    name = "Form Prompt" if STYLE_NAME.casefold() in names else STYLE_NAME
    style = etree.SubElement(root, f"{W}style")
    style.set(f"{W}type", "character")
    style.set(f"{W}styleId", STYLE)
    etree.SubElement(style, f"{W}name").set(f"{W}val", name)
    etree.SubElement(style, f"{W}uiPriority").set(f"{W}val", "99")
    look = etree.SubElement(style, f"{W}rPr")
    etree.SubElement(look, f"{W}color").set(f"{W}val", GREY)
    return write_xml(root)


def style_of(paragraph: Element) -> str:
    """Return the id of the paragraph's style; empty for the default one."""
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else str(style.get(f"{W}val"))


def further_properties(paragraph: Element, styles: Styles) -> str:
    """Return the properties of the second and following paragraphs of a value, as XML."""
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        return ""
    properties = copy.deepcopy(properties)
    for name in _NOT_REPEATED:
        for child in properties.findall(f"{W}{name}"):
            properties.remove(child)
    style = properties.find(f"{W}pStyle")
    if style is not None:
        style.set(f"{W}val", styles.further(str(style.get(f"{W}val"))))
    return fragment(properties)


def kept_properties(paragraph: Element) -> str:
    """Return the paragraph's properties with keepNext, as XML."""
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        properties = etree.Element(f"{W}pPr", nsmap={"w": W[1:-1]})
    properties = copy.deepcopy(properties)
    if properties.find(f"{W}keepNext") is None:
        has_style = properties.find(f"{W}pStyle") is not None
        properties.insert(1 if has_style else 0, etree.Element(f"{W}keepNext"))
    return fragment(properties)


def bullet_properties(paragraph: Element, styles: Styles) -> str:
    """Return the properties of a bullet of a value, as XML; empty without a bullet style."""
    style = styles.bullet(style_of(paragraph))
    return f'<w:pPr><w:pStyle w:val="{escape_attribute(style)}"/></w:pPr>' if style else ""
