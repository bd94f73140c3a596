"""Give a section break a paragraph of its own, where a value stands in the paragraph it ends.

Word keeps a section's page in the properties of its last paragraph. A value may print several
paragraphs or none; the break is printed once all the same.
"""

from __future__ import annotations

from lxml import etree

from docgen.word.compile.xml import Element, W
from docgen.word.render.controls import LAST_IN_CELL


def free_section(paragraph: Element) -> None:
    """Put the section break in a paragraph, if there is one, into a low paragraph behind it."""
    properties = paragraph.find(f"{W}pPr")
    section = None if properties is None else properties.find(f"{W}sectPr")
    if properties is None or section is None:
        return
    low = etree.fromstring(LAST_IN_CELL.replace("<w:p>", f'<w:p xmlns:w="{W[1:-1]}">', 1))
    behind = low.find(f"{W}pPr")
    assert behind is not None  # it has the line's height
    behind.append(section)
    paragraph.addnext(low)
    if not len(properties):
        paragraph.remove(properties)
