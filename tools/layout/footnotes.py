"""Footnotes with python-docx, which has no words for them: the mark, the note, and their part."""

from __future__ import annotations

from typing import cast

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml.ns import nsmap, qn
from docx.oxml.parser import parse_xml
from docx.oxml.text.paragraph import CT_P
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph

from layout.looks import style_id
from layout.pieces import Footnote
from layout.wordxml import element

_LINES = {"-1": "separator", "0": "continuationSeparator"}
"""The notes that hold no text but the line above the notes of a page."""


def write_footnote(document: Document, paragraph: Paragraph, note: Footnote) -> None:
    """Append the mark of a note to `paragraph` and the note to the notes of `document`.

    The mark is the form's own, whatever number Word would give the note.
    Raises LayoutError when a style is missing.
    """
    notes = _notes_of(document)
    number = str(len(notes) - len(_LINES) + 1)
    look = style_id(document, "Note Mark")
    run = paragraph.add_run()
    run._r.style = look
    run._r.append(element("w:footnoteReference", customMarkFollows="1", id=number))
    run.add_text(note.mark)
    added = element("w:footnote", id=number)
    notes.append(added)
    holder = cast("CT_P", element("w:p"))
    added.append(holder)
    text = Paragraph(holder, paragraph._parent)
    text._p.style = style_id(document, "Note Text")
    text.add_run(note.mark)._r.style = look
    text.add_run(f" {note.text}")


def _notes_of(document: Document) -> BaseOxmlElement:
    """Return the root of the notes' part, which is made with the first note."""
    for relation in document.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.FOOTNOTES:
            return cast("BaseOxmlElement", cast("XmlPart", relation.target_part).element)
    root = parse_xml(f'<w:footnotes xmlns:w="{nsmap["w"]}" xmlns:r="{nsmap["r"]}"/>')
    settings = element("w:footnotePr")
    for number, kind in _LINES.items():
        root.append(_line(number, kind))
        settings.append(element("w:footnote", id=number))
    part = XmlPart(
        PackURI("/word/footnotes.xml"),
        CONTENT_TYPE.WML_FOOTNOTES,
        root,
        document.part.package,
    )
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    # The schema wants it before the settings that say how old a Word is meant.
    document.settings.element.find(qn("w:compat")).addprevious(settings)
    return root


def _line(number: str, kind: str) -> BaseOxmlElement:
    note = element("w:footnote", id=number, type=kind)
    paragraph, run = element("w:p"), element("w:r")
    run.append(element(f"w:{kind}"))
    paragraph.append(run)
    note.append(paragraph)
    return note
