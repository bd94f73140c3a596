"""Elements of WordprocessingML that python-docx has no calls for."""

from __future__ import annotations

from typing import cast

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement


def element(tag: str, **attributes: str) -> BaseOxmlElement:
    """Return an empty element like `w:tblLook` with attributes of its own namespace."""
    values = {qn(f"w:{name}"): value for name, value in attributes.items()}
    return cast("BaseOxmlElement", OxmlElement(tag, values))
