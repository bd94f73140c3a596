"""What leads to a bookmark: links inside the document, and fields that name one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from docgen.word.compile.blocks import Blocks
from docgen.word.compile.marks import numbers_in
from docgen.word.compile.xml import XML_SPACE, Element, W
from docgen.word.render.copies import MOST_NAME

_NAMES_ONE = re.compile(
    r"\s*(?:(?:REF|PAGEREF|NOTEREF|FTNREF|GOTOBUTTON)\s+\"?([^\s\"\\]+)"
    r"|HYPERLINK\b.*?\\l\s+\"?([^\s\"\\]+))",
    re.IGNORECASE | re.DOTALL,
)


_COPY = re.compile(r"_\d+$")
_MOST_ALIKE = MOST_NAME - 8
"""Letters that the names of all copies share."""


@dataclass(slots=True)
class Pointer:
    """One place that names a bookmark."""

    name: str
    blocks: Blocks
    element: Element
    attribute: str
    """The attribute that holds the name; empty where the element's text does."""

    def lead_to(self, marker: str) -> None:
        """Put a marker in the place of the name, the first time that it stands as a word."""
        whole = self.element.get(self.attribute) if self.attribute else self.element.text
        changed = re.sub(rf"(?<!\w){re.escape(self.name)}(?!\w)", marker, whole or "", count=1)
        if self.attribute:
            self.element.set(self.attribute, changed)
        else:
            self.element.text = changed


def find_pointers(placed: Iterable[tuple[Element, Blocks]]) -> list[Pointer]:
    """Return everything in a part that leads to a bookmark; codes are in one piece each."""
    pointers: list[Pointer] = []
    for element, blocks in placed:
        attribute, code = "", ""
        if element.tag == f"{W}hyperlink":
            attribute = f"{W}anchor"
            if name := str(element.get(attribute) or ""):
                pointers.append(Pointer(name, blocks, element, attribute))
            continue
        if element.tag == f"{W}fldSimple":
            attribute = f"{W}instr"
            code = str(element.get(attribute) or "")
        elif element.tag == f"{W}instrText":
            code = element.text or ""
        if name := named_in(code):
            pointers.append(Pointer(name, blocks, element, attribute))
    return pointers


def join_codes(root: Element) -> None:
    """Put the code of each field that names a bookmark into one piece.

    A code that another field is part of is left as it is.
    """
    fields: list[list[Element]] = []
    for element in root.iter(f"{W}fldChar", f"{W}instrText"):
        kind = element.get(f"{W}fldCharType")
        if element.tag == f"{W}instrText":
            if fields:
                fields[-1].append(element)
        elif kind == "begin":
            if fields:
                fields[-1] = []
            fields.append([])
        elif fields and kind in ("separate", "end"):
            _join(fields.pop())
            fields += [[]] if kind == "separate" else []


def _join(pieces: list[Element]) -> None:
    code = "".join(piece.text or "" for piece in pieces)
    if len(pieces) > 1 and named_in(code):
        pieces[0].text = code
        pieces[0].set(XML_SPACE, "preserve")
        for piece in pieces[1:]:
            piece.text = ""


def as_first(code: str) -> str:
    """Return the code of a field as if each copy of a bookmark were the first of them."""
    name = named_in(code)
    if not name or numbers_in(name):
        return code
    return code.replace(name, _COPY.sub("", name)[:_MOST_ALIKE], 1)


def named_in(code: str) -> str:
    """Return the bookmark that the code of a field leads to; empty without one."""
    found = _NAMES_ONE.match(code)
    return "" if found is None else str(found[1] or found[2])
