"""The glossary of a blank form: the placeholder that Word shows again in an emptied field."""

from __future__ import annotations

from collections.abc import Mapping

from docgen.word.render.blanks import GREY, PLACEHOLDER, SHORT, STYLE, STYLE_NAME
from docgen.word.render.package import (
    DECLARATION,
    OFFICE,
    RELATIONS,
    WORDML,
    W,
    with_relation,
    with_types,
)
from docgen.word.render.text import escape_text

_ENTRY_ID = "{0F7A1D52-8E1B-4C53-A6B1-5C2E8D0B9A41}"


_SHORT_ID = "{0F7A1D52-8E1B-4C53-A6B1-5C2E8D0B9A42}"


def glossary_parts(
    parts: Mapping[str, bytes], placeholder: str, short: str = ""
) -> dict[str, bytes]:
    """Return the parts that make Word show placeholders in emptied fields, new or changed."""
    if "word/glossary/document.xml" in parts or not placeholder:
        return {}
    style = (
        f'<w:style w:type="character" w:styleId="{STYLE}"><w:name w:val="{STYLE_NAME}"/>'
        f'<w:uiPriority w:val="99"/><w:rPr><w:color w:val="{GREY}"/></w:rPr></w:style>'
    )
    entries = _glossary_entry(PLACEHOLDER, _ENTRY_ID, placeholder)
    entries += _glossary_entry(SHORT, _SHORT_ID, short) if short else ""
    types = {
        "word/glossary/document.xml": f"{WORDML}.document.glossary+xml",
        "word/glossary/styles.xml": f"{WORDML}.styles+xml",
    }
    relation = f"{OFFICE}/relationships/glossaryDocument"
    return {
        "[Content_Types].xml": with_types(parts, types),
        "word/_rels/document.xml.rels": with_relation(parts, relation, "glossary/document.xml"),
        "word/glossary/document.xml": (
            f'{DECLARATION}<w:glossaryDocument xmlns:w="{W}"><w:docParts>{entries}</w:docParts>'
            "</w:glossaryDocument>"
        ).encode(),
        "word/glossary/styles.xml": (
            f'{DECLARATION}<w:styles xmlns:w="{W}">{style}</w:styles>'
        ).encode(),
        "word/glossary/_rels/document.xml.rels": (
            f'{DECLARATION}<Relationships xmlns="{RELATIONS}"><Relationship Id="rId1" '
            f'Type="{OFFICE}/relationships/styles" Target="styles.xml"/></Relationships>'
        ).encode(),
    }


def _glossary_entry(name: str, number: str, text: str) -> str:
    """Return the entry of a glossary that holds a placeholder."""
    return (
        f'<w:docPart><w:docPartPr><w:name w:val="{name}"/><w:category>'
        '<w:name w:val="General"/><w:gallery w:val="placeholder"/></w:category><w:types>'
        '<w:type w:val="bbPlcHdr"/></w:types><w:behaviors><w:behavior w:val="content"/>'
        f'</w:behaviors><w:guid w:val="{number}"/></w:docPartPr><w:docPartBody><w:p><w:r>'
        f'<w:rPr><w:rStyle w:val="{STYLE}"/></w:rPr><w:t>{escape_text(text)}</w:t>'
        "</w:r></w:p></w:docPartBody></w:docPart>"
    )
