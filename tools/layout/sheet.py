"""Write pieces into a Word file with python-docx; looks come from its styles alone."""

from __future__ import annotations

from docx.blkcntnr import BlockItemContainer
from docx.document import Document
from docx.text.paragraph import Paragraph as WordParagraph

from layout.footnotes import write_footnote
from layout.looks import style_id
from layout.pieces import Content, Footnote, NumberField, Paragraph, Piece, Run, Table
from layout.tables import Grid
from layout.wordxml import element

_DEFAULT = "Normal"
"""The style of paragraphs that name none."""


def write(document: Document, story: BlockItemContainer, content: Content) -> None:
    """Append `content` to a story of `document`: its body, a header, a footer or a cell.

    Raises LayoutError when a style is missing.
    """
    if isinstance(content, Paragraph):
        _write_paragraph(document, story, content)
    elif isinstance(content, Table):
        _write_table(document, story, content)
    else:
        for piece in content:
            write(document, story, piece)


def clear(story: BlockItemContainer) -> None:
    """Remove what a new header or cell begins with: python-docx gives it an empty paragraph."""
    for paragraph in story.paragraphs:
        paragraph._p.getparent().remove(paragraph._p)


def _write_paragraph(document: Document, story: BlockItemContainer, content: Paragraph) -> None:
    paragraph = story.add_paragraph()
    if content.style != _DEFAULT:
        paragraph._p.style = style_id(document, content.style)
    for piece in content.pieces:
        _write_piece(document, paragraph, piece)


def _write_piece(document: Document, paragraph: WordParagraph, piece: Piece) -> None:
    if isinstance(piece, NumberField):
        _write_field(paragraph, piece.instruction)
    elif isinstance(piece, Footnote):
        write_footnote(document, paragraph, piece)
    elif isinstance(piece, Run):
        paragraph.add_run(piece.text)._r.style = style_id(document, piece.style)
    else:
        paragraph.add_run(piece)


def _write_field(paragraph: WordParagraph, instruction: str) -> None:
    """Append a field, which shows 1 until Word has counted."""
    paragraph.add_run()._r.append(element("w:fldChar", fldCharType="begin"))
    code = element("w:instrText")
    code.text = instruction
    paragraph.add_run()._r.append(code)
    paragraph.add_run()._r.append(element("w:fldChar", fldCharType="separate"))
    paragraph.add_run("1")
    paragraph.add_run()._r.append(element("w:fldChar", fldCharType="end"))


def _write_table(document: Document, story: BlockItemContainer, content: Table) -> None:
    for place, cell in Grid(document, story, content).cells():
        clear(place)
        write(document, place, cell.content)
        for paragraph in place.paragraphs if cell.held else ():
            paragraph.paragraph_format.keep_with_next = True
