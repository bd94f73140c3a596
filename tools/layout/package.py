"""A Word file from its body: the parts around it, and a zip that is the same every time."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

from layout.styles import Style, styles_xml
from layout.theme import THEME
from layout.wml import Xml, attribute, block, number_field, paragraph

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
CONTENT = "application/vnd.openxmlformats-officedocument."
PART_TYPES = {
    "word/document.xml": f"{CONTENT}wordprocessingml.document.main+xml",
    "word/styles.xml": f"{CONTENT}wordprocessingml.styles+xml",
    "word/settings.xml": f"{CONTENT}wordprocessingml.settings+xml",
    "word/fontTable.xml": f"{CONTENT}wordprocessingml.fontTable+xml",
    "word/numbering.xml": f"{CONTENT}wordprocessingml.numbering+xml",
    "word/theme/theme1.xml": f"{CONTENT}theme+xml",
    "word/header1.xml": f"{CONTENT}wordprocessingml.header+xml",
    "word/header2.xml": f"{CONTENT}wordprocessingml.header+xml",
    "word/footer1.xml": f"{CONTENT}wordprocessingml.footer+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
}
LINKS = {"styles": "styles", "settings": "settings", "fontTable": "fontTable",
         "numbering": "numbering", "theme": "theme/theme1", "header1": "header1",
         "header2": "header2", "footer1": "footer1"}  # fmt: skip
"""Id of each relationship of the document, and the part it names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Size and margins of the pages, in twentieths of a point."""

    width: int = 11906
    height: int = 16838
    side: int = 1417
    top: int = 1247
    bottom: int = 1247
    landscape: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """One template: what its pages show."""

    language: str
    """A language tag, or the tag that prints the pack's."""
    body: tuple[Xml, ...]
    header: tuple[str, ...]
    """Pieces of the line on top of every page but the first; a tab sets what follows right."""
    page_words: tuple[str, str]
    """What stands before the page number and between it and the number of pages."""
    styles: tuple[Style, ...] = ()
    page: Page = Page()


def build(layout: Layout) -> bytes:
    """Return the Word file of `layout`; the same layout gives the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in sorted(_parts(layout).items(), key=_canonical):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, (DECLARATION + text).encode("utf-8"), compresslevel=9)
    return buffer.getvalue()


def _canonical(part: tuple[str, str]) -> tuple[int, str]:
    first = ("[Content_Types].xml", "_rels/.rels")
    name = part[0]
    return (first.index(name) if name in first else len(first), name)


def _parts(layout: Layout) -> dict[str, str]:
    draft = block("if document.draft_mark", paragraph("DraftMark", "{{ document.draft_mark }}"))
    language = layout.language
    return {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(
            {"document": ("officeDocument", "word/document.xml")},
            core="docProps/core.xml",
        ),
        "word/_rels/document.xml.rels": _relations(
            {key: (key.rstrip("12"), f"{part}.xml") for key, part in LINKS.items()}
        ),
        "word/document.xml": _root("document", f"<w:body>{_body(layout)}</w:body>"),
        "word/styles.xml": styles_xml(language, layout.styles),
        "word/settings.xml": _root("settings", SETTINGS.format(language=attribute(language))),
        "word/fontTable.xml": _root("fonts", FONTS),
        "word/numbering.xml": _root("numbering", _numbering()),
        "word/theme/theme1.xml": THEME,
        "word/header1.xml": _root("hdr", draft + paragraph("HeaderFirst")),
        "word/header2.xml": _root("hdr", draft + paragraph("Header", *layout.header)),
        "word/footer1.xml": _root("ftr", _footer(*layout.page_words)),
        "docProps/core.xml": CORE.format(language=language),
    }


def _body(layout: Layout) -> str:
    page = layout.page
    turned = ' w:orient="landscape"' if page.landscape else ""
    return (
        f"{''.join(layout.body)}<w:sectPr>"
        '<w:headerReference w:type="default" r:id="header2"/>'
        '<w:headerReference w:type="first" r:id="header1"/>'
        '<w:footerReference w:type="default" r:id="footer1"/>'
        '<w:footerReference w:type="first" r:id="footer1"/>'
        f'<w:pgSz w:w="{page.width}" w:h="{page.height}"{turned}/>'
        f'<w:pgMar w:top="{page.top}" w:right="{page.side}" w:bottom="{page.bottom}" '
        f'w:left="{page.side}" w:header="567" w:footer="567" w:gutter="0"/><w:titlePg/>'
        "</w:sectPr>"
    )


def _footer(before: str, between: str) -> Xml:
    pages = number_field("PAGE"), f" {between} ", number_field("NUMPAGES")
    return paragraph("Footer", f"\t{before} ", *pages)


def _root(name: str, inner: str) -> str:
    return f'<w:{name} xmlns:w="{W}" xmlns:r="{R}">{inner}</w:{name}>'


def _content_types() -> str:
    kinds = "".join(
        f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, kind in PART_TYPES.items()
    )
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f"{kinds}</Types>"
    )


def _relations(links: dict[str, tuple[str, str]], core: str = "") -> str:
    rows = [
        f'<Relationship Id="{key}" Type="{R}/{kind}" Target="{target}"/>'
        for key, (kind, target) in links.items()
    ]
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    if core:
        kind = f"{package}/metadata/core-properties"
        rows.append(f'<Relationship Id="core" Type="{kind}" Target="{core}"/>')
    return f'<Relationships xmlns="{package}">{"".join(rows)}</Relationships>'


LISTS = (
    (1, "bullet", "•", 340, 284),
    (2, "bullet", "•", 198, 198),
    *((number, "decimal", "%1.", 425, 425) for number in (3, 4, 5)),
)
"""Number, kind, sign, indent and hanging of each list; each decimal list counts by itself."""


def _numbering() -> str:
    shapes = "".join(
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/>'
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="{sign}"/><w:lvlJc w:val="left"/><w:pPr>'
        f'<w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr></w:lvl></w:abstractNum>'
        for number, kind, sign, left, hanging in LISTS
    )
    numbers = (
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
        for number, *_ in LISTS
    )
    return shapes + "".join(numbers)


SETTINGS = (
    '<w:zoom w:percent="100"/><w:defaultTabStop w:val="709"/><w:autoHyphenation/>'
    '<w:consecutiveHyphenLimit w:val="3"/><w:hyphenationZone w:val="284"/><w:doNotHyphenateCaps/>'
    '<w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
    'w:val="15"/><w:compatSetting w:name="overrideTableStyleFontSizeAndJustification" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="1"/></w:compat>'
    '<w:themeFontLang w:val={language}/><w:clrSchemeMapping w:bg1="light1" w:t1="dark1" '
    'w:bg2="light2" w:t2="dark2" w:accent1="accent1" w:accent2="accent2" w:accent3="accent3" '
    'w:accent4="accent4" w:accent5="accent5" w:accent6="accent6" w:hyperlink="hyperlink" '
    'w:followedHyperlink="followedHyperlink"/>'
)
FONTS = (
    '<w:font w:name="Calibri"><w:altName w:val="Carlito"/><w:panose1 w:val="020F0502020204030204"/>'
    '<w:charset w:val="00"/><w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font>'
)
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    "<dc:title>{{{{ document.title }}}}</dc:title><dc:creator>{{{{ document.author }}}}"
    '</dc:creator><dc:language>{language}</dc:language><dcterms:created xsi:type="dcterms:W3CDTF">'
    "{{{{ document.date }}}}T00:00:00Z</dcterms:created><dcterms:modified "
    'xsi:type="dcterms:W3CDTF">{{{{ document.date }}}}T00:00:00Z</dcterms:modified>'
    "</cp:coreProperties>"
)
