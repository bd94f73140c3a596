"""Make the Word file of a template: the pages of a layout in the looks of styles.docx."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from docx.document import Document
from docx.enum.section import WD_HEADER_FOOTER
from docx.oxml.ns import qn
from docx.section import _BaseHeaderFooter as Edge

from docgen.word.compile.gate import read_package
from docgen.word.render.archive import SMALL, write_archive
from layout.base import BASE, open_base, plain
from layout.looks import name_styles, set_language, swap_looks
from layout.pieces import Content, NumberField, block, branches, paragraph
from layout.sheet import clear, write

HEADER_ROOM = 92
"""Letters of a unit's name and a document's that have room beside each other in the header."""
LONGEST_TITLE = 46
"""Letters of the longest name of a document that a pack gives to a shared template."""
_DAY = "{{ document.date }}T00:00:00Z"


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """One template: what its pages show."""

    language: str
    """A language tag, or the tag that prints the pack's."""
    body: tuple[Content, ...]
    header: tuple[str, ...]
    """Pieces of the line on top of every page but the first; a tab sets what follows right."""
    page_words: tuple[str, str]
    """What stands before the page number and between it and the number of pages."""
    landscape: bool = False
    looks: Mapping[str, str] = field(default_factory=dict)
    """Styles that look like another style of the base file here: `{"Title": "Title Sheet"}`."""


def build(layout: Layout, base: Path = BASE) -> bytes:
    """Return the Word file of `layout`; the same layout and base file give the same bytes.

    Raises TemplateError for a base file that is no Word file, LayoutError for one that lacks
    a style or a page.
    """
    document = open_base(base, landscape=layout.landscape)
    swap_looks(document, layout.looks)
    name_styles(document)
    set_language(document, layout.language)
    write(document, document._body, layout.body)
    _write_edges(document, layout)
    _write_properties(document, layout.language)
    buffer = io.BytesIO()
    document.save(buffer)
    return write_archive(read_package(buffer.getvalue()).parts, SMALL)


def _write_edges(document: Document, layout: Layout) -> None:
    """Write the headers of the first page and of all others, and the one footer."""
    mark = paragraph("Draft Mark", "{{ document.draft_mark }}")
    draft = block("if document.draft_mark", mark)
    # Word wants a paragraph in every header.
    first = branches(("if document.draft_mark", (mark,)), ("else", (paragraph("Header First"),)))
    before, between = layout.page_words
    pages = NumberField("PAGE"), f" {between} ", NumberField("NUMPAGES")
    section = document.sections[0]
    section.different_first_page_header_footer = True
    _write_edge(document, section.first_page_header, first)
    _write_edge(document, section.header, (draft, *_header(layout.header)))
    _write_edge(document, section.footer, paragraph("Footer", f"\t{before} ", *pages))
    page = section._sectPr
    footer = page.get_footerReference(WD_HEADER_FOOTER.PRIMARY)
    if footer is not None:  # the first page has the same
        page.add_footerReference(WD_HEADER_FOOTER.FIRST_PAGE, footer.rId)


def _header(pieces: tuple[str, ...]) -> tuple[Content, ...]:
    """Return the line on top of a page; a unit's long name has a line, or two, of its own."""
    if len(pieces) == 1:
        return (paragraph("Header", *pieces),)
    name = pieces[1].strip("\t")
    # A sum of lengths would bring Jinja along at each start.
    room = HEADER_ROOM - (LONGEST_TITLE if "{{" in name else len(name))
    long = (paragraph("Header Above", pieces[0]), paragraph("Header", *pieces[1:]))
    return (
        branches(
            (f"if unit.printed | length > {room}", long),
            ("else", (paragraph("Header", *pieces),)),
        ),
    )


def _write_edge(document: Document, edge: Edge, content: Content) -> None:
    edge.is_linked_to_previous = False
    clear(edge)
    write(document, edge, content)
    plain(edge._element)


def _write_properties(document: Document, language: str) -> None:
    properties = document.core_properties
    for old in list(properties._element):
        properties._element.remove(old)
    properties.title = "{{ document.title }}"
    properties.author = "{{ document.author }}"
    properties.language = language
    properties.created = properties.modified = dt.datetime(1980, 1, 1, tzinfo=dt.UTC)
    for name in ("created", "modified"):  # python-docx takes days, not the tag that prints one
        properties._element.find(qn(f"dcterms:{name}")).text = _DAY
