"""The styles of a template: those of the base file, called alike in every language of Word."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import cast

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.styles import CT_Style
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.styles import BabelFish

from layout.base import LayoutError

_LINKS = ("basedOn", "next", "link", "pStyle")
"""Elements that name a style by its id."""


def swap_looks(document: Document, looks: Mapping[str, str]) -> None:
    """Have styles look like others of the base file: `{"Title": "Title Sheet"}`, by their names.

    What is based on the one stays so: the two change names.
    """
    for name, other in looks.items():
        first, second = _style(document, name), _style(document, other)
        first.name_val, second.name_val = second.name_val, first.name_val
        first.customStyle, second.customStyle = second.customStyle, first.customStyle


def name_styles(document: Document) -> None:
    """Give each style the id that follows from its name, and sort them.

    Word makes ids in its own language: `heading 1` has the id `Overskrift1` in a Danish one.
    """
    styles = document.styles.element
    for style in styles.style_lst:
        style.name_val = BabelFish.ui2internal(style.name_val)
    ids = {style.styleId: _id_of(style.name_val) for style in styles.style_lst}
    for part in (styles, document.part.numbering_part.element):
        for node in part.iter(*(qn(f"w:{name}") for name in _LINKS)):
            node.set(qn("w:val"), ids.get(node.get(qn("w:val")), node.get(qn("w:val"))))
    for style in sorted(styles.style_lst, key=_sort_key):
        style.styleId = ids[style.styleId]
        styles.append(style)


def _id_of(name: str) -> str:
    if name == "Normal Table":
        return "TableNormal"  # Word's own exception
    return "".join(word[:1].upper() + word[1:] for word in name.split())


def _sort_key(style: CT_Style) -> tuple[bool, str]:
    """Return what styles are sorted by: the defaults first, then by name."""
    return style.get(qn("w:default")) is None, str(style.name_val).casefold()


def set_language(document: Document, language: str) -> None:
    """Have all texts checked and read in a language: a tag like `da-DK`, or a tag that prints one.

    Raises LayoutError when the base file has none.
    """
    places = (
        document.styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr/w:lang"),
        document.settings.element.xpath("w:themeFontLang"),
    )
    for found in places:
        if not found:
            raise LayoutError("no default language; set it in Word under Review")
        found[0].set(qn("w:val"), language)


def style_id(document: Document, name: str) -> str:
    """Return the id of the style of that name. Raises LayoutError when there is none."""
    return str(_style(document, name).styleId)


def from_table_style(document: Document, name: str, path: str) -> BaseOxmlElement:
    """Return a copy of what a table style says at `path`. Raises LayoutError when it does not."""
    found = _style(document, name).xpath(path)
    if not found:
        raise LayoutError(f"the table style {name!r} has no {path}; set it in Word")
    return cast("BaseOxmlElement", copy.deepcopy(found[0]))


def _style(document: Document, name: str) -> CT_Style:
    style = document.styles.element.get_by_name(BabelFish.ui2internal(name))
    if style is None:
        raise LayoutError(f"there is no style {name!r}; make it in Word")
    return cast("CT_Style", style)
