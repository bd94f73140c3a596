"""Open styles.docx, where the looks of all templates are edited in Word, as an empty document."""

from __future__ import annotations

import copy
import io
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENTATION
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.rel import Relationships
from docx.oxml.ns import nsmap, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Length, Twips
from lxml import etree

from docgen.errors import DocgenError
from docgen.word.compile.gate import read_package
from docgen.word.render.archive import FAST, write_archive

BASE = Path(__file__).with_name("styles.docx")
_OF_THE_DOCUMENT = ("STYLES", "SETTINGS", "FONT_TABLE", "NUMBERING", "THEME")
_OF_THE_PACKAGE = ("OFFICE_DOCUMENT",)
_SETTINGS = (
    "zoom", "defaultTabStop", "autoHyphenation", "consecutiveHyphenLimit", "hyphenationZone",
    "doNotHyphenateCaps", "characterSpacingControl", "compat", "themeFontLang", "clrSchemeMapping",
)  # fmt: skip
"""What a template takes over; all else is Word's own household."""
_DIALECT = "http://schemas.openxmlformats.org/"
"""How the names of WordprocessingML begin, as against what newer programs add to it."""


class LayoutError(DocgenError):
    """styles.docx lacks what a template needs."""

    def __init__(self, message: str) -> None:
        super().__init__(f"tools/layout/{BASE.name}: {message}")


def open_base(file: Path, *, landscape: bool) -> Document:
    """Return the base file without its text and what Word keeps for itself.

    Raises TemplateError for a file that is no Word file, LayoutError for one without such a page.
    """
    document = docx.Document(io.BytesIO(write_archive(read_package(file).parts, FAST)))
    _keep_parts(document.part.package.rels, _OF_THE_PACKAGE)
    _keep_parts(document.part.rels, _OF_THE_DOCUMENT)
    _keep_settings(document.settings.element)
    upright = _page(document, WD_ORIENTATION.PORTRAIT)
    page = _page(document, WD_ORIENTATION.LANDSCAPE) if landscape else upright
    width = text_width(upright)
    _empty(document, page)
    _stretch_tabs(document, width)
    plain(document.element, "w", "r")
    for part in (document.settings, document.styles, document.part.numbering_part):
        plain(part.element)
    return document


def text_width(page: Section) -> Length:
    """Return the width between the margins of a page. Raises LayoutError when it has none."""
    width, left, right = page.page_width, page.left_margin, page.right_margin
    if width is None or left is None or right is None:
        raise LayoutError("a page has no width or no margins; set them in Word")
    return Twips(width.twips - left.twips - right.twips)


def plain(element: BaseOxmlElement, *prefixes: str) -> None:
    """Remove traces of editing, words of newer dialects, and namespaces but those of `prefixes`.

    A namespace that something uses stays.
    """
    for node in list(element.iter()):
        if _is_foreign(str(node.tag)) or _is_trace(str(node.tag)):
            parent = node.getparent()
            if parent is not None:
                parent.remove(node)
            continue
        for name in list(node.attrib):
            if _is_foreign(str(name)) or _is_trace(str(name)):
                del node.attrib[name]
    etree.cleanup_namespaces(element, keep_ns_prefixes=list(prefixes))


def _is_foreign(name: str) -> bool:
    return name.startswith("{") and not name.startswith(("{" + _DIALECT, "{" + nsmap["xml"]))


def _is_trace(name: str) -> bool:
    word = name.rpartition("}")[2]
    return word.startswith("rsid") or word in ("latentStyles", "Ignorable")


def _keep_parts(relations: Relationships, kinds: tuple[str, ...]) -> None:
    """Keep the parts of those kinds, numbered in that order."""
    parts = {relation.reltype: relation.target_part for relation in relations.values()
             if not relation.is_external}  # fmt: skip
    relations.clear()
    for kind in kinds:
        name = getattr(RELATIONSHIP_TYPE, kind)
        if name not in parts:
            raise LayoutError(f"has no part for its {kind.lower()}; save it in Word again")
        relations.get_or_add(name, parts[name])


def _keep_settings(settings: BaseOxmlElement) -> None:
    """Keep what says how pages look, in the order the schema wants."""
    kept = [child for name in _SETTINGS for child in settings.findall(qn(f"w:{name}"))]
    settings[:] = kept


def _page(document: Document, orientation: WD_ORIENTATION) -> Section:
    for section in document.sections:
        if section.orientation == orientation:
            return section
    name = orientation.name.lower()
    raise LayoutError(f"no section has pages in {name}; add one in Word")


def _empty(document: Document, page: Section) -> None:
    """Leave nothing but an empty page like `page`, without its headers and footers."""
    kept = copy.deepcopy(page._sectPr)
    for child in list(kept):
        if child.tag in (qn("w:headerReference"), qn("w:footerReference"), qn("w:type")):
            kept.remove(child)
    body = document.element.body
    for child in list(body):
        body.remove(child)
    body.append(kept)


def _stretch_tabs(document: Document, old: Length) -> None:
    """Move right tabs at the right margin of an upright page, or beyond it, to that of the page."""
    width = text_width(document.sections[0])
    for tab in document.styles.element.xpath(f"//w:tab[@w:val='right'][@w:pos>={old.twips}]"):
        tab.set(qn("w:pos"), str(width.twips))
