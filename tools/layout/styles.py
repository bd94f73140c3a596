"""The styles all templates share; a country team changes them in Word, not here."""

from __future__ import annotations

from dataclasses import dataclass

from layout.wml import TEXT_WIDTH, THIN, attribute

ACCENT = '<w:color w:val="1F4E5F" w:themeColor="accent1"/>'
TINT = '<w:shd w:val="clear" w:color="auto" w:fill="E6EFF1" w:themeFill="background2"/>'
BOLD = "<w:b/><w:bCs/>"
PLAIN = '<w:b w:val="0"/><w:bCs w:val="0"/>'
KEEP_NEXT = "<w:keepNext/>"
KEEP_LINES = "<w:keepLines/>"
UNBROKEN = "<w:suppressAutoHyphens/>"
MAJOR = (
    '<w:rFonts w:asciiTheme="majorHAnsi" w:hAnsiTheme="majorHAnsi" '
    'w:eastAsiaTheme="majorEastAsia" w:cstheme="majorBidi"/>'
)


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style (or a character style): what differs from the one it is based on."""

    name: str
    paragraph: str = ""
    """Inner XML of w:pPr, in the order the schema wants."""
    run: str = ""
    """Inner XML of w:rPr."""
    based: str = "Normal"
    next: str = ""
    kind: str = "paragraph"

    @property
    def id(self) -> str:
        """The name without blanks, as Word makes ids."""
        return "".join(word[:1].upper() + word[1:] for word in self.name.split())


def size(points: float) -> str:
    """Return the run property of a type size."""
    return f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2)}"/>'


def spacing(before: int = 0, after: int = 0, line: int = 0) -> str:
    """Return the space before and after in points and the line height in 240ths."""
    height = f' w:line="{line}" w:lineRule="auto"' if line else ""
    return f'<w:spacing w:before="{before * 20}" w:after="{after * 20}"{height}/>'


def indent(left: int = 0, hanging: int = 0, right: int = 0) -> str:
    """Return an indent in twentieths of a point."""
    return f'<w:ind w:left="{left}" w:right="{right}" w:hanging="{hanging}"/>'


def tab(position: int, kind: str = "left", leader: str = "none") -> str:
    """Return the paragraph property of one tab stop."""
    return f'<w:tabs><w:tab w:val="{kind}" w:leader="{leader}" w:pos="{position}"/></w:tabs>'


def rule(side: str, width: int = 4, gap: int = 4) -> str:
    """Return a border in the accent colour; width in eighths of a point."""
    return (
        f'<w:pBdr><w:{side} w:val="single" w:sz="{width}" w:space="{gap}" '
        'w:color="1F4E5F" w:themeColor="accent1"/></w:pBdr>'
    )


PADDED = (
    '<w:pBdr><w:top w:val="single" w:sz="12" w:space="1" w:color="E6EFF1" '
    'w:themeColor="background2"/>'
    '{left}<w:bottom w:val="single" w:sz="12" w:space="1" w:color="E6EFF1" '
    'w:themeColor="background2"/></w:pBdr>' + TINT
)
"""A tinted band with some air above and below its text."""
BAND = PADDED.format(left="")
BAND_WITH_RULE = PADDED.format(
    left='<w:left w:val="single" w:sz="24" w:space="8" w:color="1F4E5F" w:themeColor="accent1"/>'
)


def numbered(number: int) -> str:
    """Return the link to a list of numbering.xml."""
    return f'<w:numPr><w:numId w:val="{number}"/></w:numPr>'


def heading(level: int, points: float, *, before: int, after: int) -> Style:
    """Return one of Word's own heading styles."""
    # The third level holds the criteria: a name and a sentence or more, which may be hyphenated.
    whole_words = UNBROKEN if level < 3 else ""
    look = KEEP_NEXT + KEEP_LINES + whole_words + spacing(before, after, 252)
    outline = f'<w:outlineLvl w:val="{level - 1}"/>'
    return Style(
        f"heading {level}", look + outline, MAJOR + BOLD + ACCENT + size(points), next="Normal"
    )


TOGETHER = KEEP_NEXT + KEEP_LINES
CENTRED = '<w:jc w:val="center"/>'


def character(name: str, run: str) -> Style:
    """Return a character style."""
    return Style(name, run=run, based="DefaultParagraphFont", kind="character")


# fmt: off
TEXTS = (
    Style("Title", TOGETHER + UNBROKEN + spacing(0, 8, 240), MAJOR + BOLD + ACCENT + size(20)),
    Style("Subtitle", TOGETHER + spacing(0, 12, 252), MAJOR + size(13)),
    heading(1, 15, before=16, after=5),
    heading(2, 12.5, before=12, after=3),
    heading(3, 11, before=10, after=2),
    Style("List Bullet", numbered(1) + spacing(0, 4)),
    Style("List Number", numbered(3) + spacing(0, 3)),
    Style("List Continue", spacing(0, 4) + indent(340)),
    Style("Form Help", KEEP_LINES + spacing(0, 6, 252), size(9)),
    Style("Lead", TOGETHER + spacing(0, 3)),
    Style("Key Result", TOGETHER + BAND_WITH_RULE + spacing(8, 12, 252) + indent(198), BOLD),
    Style("Score Row", TOGETHER + tab(TEXT_WIDTH, "right", "dot") + spacing(0, 1, 252)
          + indent(425, 425)),
    Style("Score Cell", TOGETHER + spacing(0, 1, 252) + indent(425, 425)),
    Style("Score Total", TOGETHER + rule("top", 8) + tab(TEXT_WIDTH, "right")
          + spacing(8, 0, 252), BOLD + size(12)),
    Style("Level Line", TOGETHER + spacing(0, 0, 252), size(9.5)),
    Style("Level Line Last", KEEP_LINES + spacing(0, 0, 252), size(9.5)),
    Style("Legend Head", TOGETHER + spacing(14, 3), BOLD + ACCENT + size(9.5)),
    Style("Legend", TOGETHER + tab(964) + spacing(0, 1) + indent(964, 964), size(9.5)),
    Style("Signature", TOGETHER + tab(4820, "left", "underscore") + spacing(24, 12, 288)),
    Style("Signature Last", KEEP_LINES + tab(4820, "left", "underscore") + spacing(24, 18, 288)),
)
CELLS = (
    Style("Cell Text", spacing(2, 3, 252), size(9.5)),
    Style("Cell Text Bullet", numbered(2) + spacing(0, 2), based="CellText"),
    Style("Cell Head", TOGETHER + UNBROKEN + spacing(3, 3),
          BOLD + ACCENT + size(9), based="CellText"),
    Style("Cell Head Centred", CENTRED, based="CellHead"),
    Style("Cell Name", run=BOLD, based="CellText"),
    Style("Cell Score", CENTRED, BOLD + size(10.5), based="CellText"),
    Style("Cell Score Before", CENTRED, based="CellText"),
    Style("Section Row", TOGETHER + spacing(3, 3), BOLD + ACCENT, based="CellText"),
    Style("Total Row", TOGETHER + spacing(4, 4), BOLD + size(10.5), based="CellText"),
    Style("Total Score", CENTRED, based="TotalRow"),
    Style("Total Score Before", CENTRED, PLAIN, based="TotalRow"),
    Style("Head Label", KEEP_LINES + spacing(1, 2), BOLD),
    Style("Head Value", spacing(1, 2)),
    Style("Head Value Bullet", numbered(2) + spacing(1, 2), based="HeadValue"),
)
EDGES = (
    Style("header", rule("bottom") + tab(TEXT_WIDTH, "right") + spacing(0, 8, 240), size(9)),
    Style("Header First", spacing(0, 0, 240), size(9)),
    Style("footer", tab(TEXT_WIDTH, "right") + spacing(0, 0, 240), size(9)),
    Style("Draft Mark", BAND + spacing(0, 5, 240) + CENTRED,
          BOLD + ACCENT + '<w:spacing w:val="40"/>' + size(10)),
)
CHARACTERS = (
    character("Field Label", BOLD),
    character("Quiet", PLAIN),
    character("Strong", BOLD),
    character("Emphasis", "<w:i/><w:iCs/>"),
    character("Note Mark", '<w:vertAlign w:val="superscript"/>'),
    character("Placeholder Text", '<w:color w:val="666666"/>'),
)
# fmt: on
EVERYWHERE = (*TEXTS, *CELLS, *EDGES, *CHARACTERS)
"""Styles of every template."""

DEFAULTS = (
    "<w:docDefaults><w:rPrDefault><w:rPr>"
    '<w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi" '
    'w:eastAsiaTheme="minorEastAsia" w:cstheme="minorBidi"/>{size}'
    '<w:lang w:val={language} w:eastAsia="en-US" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
    "<w:pPrDefault><w:pPr>{spacing}</w:pPr></w:pPrDefault></w:docDefaults>"
)
OWN_KINDS = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
    "<w:qFormat/><w:pPr><w:widowControl/></w:pPr></w:style>"
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
    '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
    '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
    '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    "</w:style>"
)
STRONG = 'w:val="single" w:sz="8" w:space="0" w:color="1F4E5F" w:themeColor="accent1"'
TABLES = (
    '<w:style w:type="table" w:customStyle="1" w:styleId="IPSTable"><w:name w:val="IPS Table"/>'
    '<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/><w:qFormat/>'
    f"<w:tblPr><w:tblBorders><w:top {STRONG}/><w:bottom {STRONG}/><w:insideH {THIN}/>"
    '</w:tblBorders><w:tblCellMar><w:top w:w="28" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>'
    '<w:bottom w:w="28" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    f'<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders><w:bottom {STRONG}/></w:tcBorders>'
    f'{TINT}<w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>'
    f'<w:tblStylePr w:type="lastRow"><w:tcPr><w:tcBorders><w:top {STRONG}/></w:tcBorders>'
    f'{TINT}<w:vAlign w:val="center"/></w:tcPr></w:tblStylePr></w:style>'
    '<w:style w:type="table" w:customStyle="1" w:styleId="IPSFields"><w:name w:val="IPS Fields"/>'
    '<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/><w:qFormat/>'
    '<w:tblPr><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>'
    '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="170" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    "</w:style>"
)


def styles_xml(language: str, extra: tuple[Style, ...] = ()) -> str:
    """Return styles.xml for a language; `extra` adds styles and replaces those of the same name."""
    styles = {style.id: style for style in (*EVERYWHERE, *extra)}
    defaults = DEFAULTS.format(
        size=size(10.5), language=attribute(language), spacing=spacing(0, 6, 264)
    )
    return (
        '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"{defaults}{OWN_KINDS}{''.join(map(_style, styles.values()))}{TABLES}"
        "</w:styles>"
    )


BUILT_IN = {
    *(
        "Title",
        "Subtitle",
        "caption",
        "header",
        "footer",
        "Placeholder Text",
        "Signature",
        "Strong",
    ),
    *("List Bullet", "List Number", "List Continue", "heading 1", "heading 2", "heading 3"),
}


def _style(style: Style) -> str:
    custom = "" if style.name in BUILT_IN else ' w:customStyle="1"'
    following = f'<w:next w:val="{style.next}"/>' if style.next else ""
    paragraph = f"<w:pPr>{style.paragraph}</w:pPr>" if style.paragraph else ""
    look = f"<w:rPr>{style.run}</w:rPr>" if style.run else ""
    return (
        f'<w:style w:type="{style.kind}"{custom} w:styleId="{style.id}"><w:name '
        f'w:val="{style.name}"/><w:basedOn w:val="{style.based}"/>{following}<w:qFormat/>'
        f"{paragraph}{look}</w:style>"
    )
