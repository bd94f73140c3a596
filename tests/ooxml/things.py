"""What a paragraph can hold besides words, with the parts it needs, and how it is counted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ooxml.minimal import NAMESPACES, PARTS, run

_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MORE = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)


class Thing(NamedTuple):
    """Something that is no text, as it stands in a paragraph."""

    xml: str
    counted: str
    """What its number is known by, in the text of the part."""


def _inline(identity: int, data: str = "") -> str:
    uri = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
    return (
        '<w:drawing><wp:inline><wp:extent cx="9525" cy="9525"/>'
        f'<wp:docPr id="{identity}" name="Line"/><a:graphic><a:graphicData uri="{uri}">{data}'
        "</a:graphicData></a:graphic></wp:inline></w:drawing>"
    )


def _r(xml: str) -> str:
    return f"<w:r>{xml}</w:r>"


def mark(kind: str) -> str:
    """Return the run of a mark of a complex field."""
    return _r(f'<w:fldChar w:fldCharType="{kind}"/>')


_BOX = "<wps:wsp><wps:txbx><w:txbxContent><w:p/></w:txbxContent></wps:txbx></wps:wsp>"
_OLD = (
    '<w:pict><v:shapetype id="_x0000_t75"/><v:shape id="s1" o:spid="_x0000_s1"'
    ' type="#_x0000_t75"/></w:pict>'
)
THINGS: Mapping[str, Thing] = {
    "a picture": Thing(_r(_inline(7)), "<wp:docPr "),
    "a text box": Thing(
        _r(
            f'<mc:AlternateContent><mc:Choice Requires="wps">{_inline(8, _BOX)}</mc:Choice>'
            f"<mc:Fallback>{_OLD}</mc:Fallback></mc:AlternateContent>"
        ),
        "<mc:AlternateContent>",
    ),
    "an old shape": Thing(_r(_OLD), "<v:shape "),
    "a footnote": Thing(_r('<w:footnoteReference w:id="2"/>'), "<w:footnoteReference "),
    "an endnote": Thing(_r('<w:endnoteReference w:id="2"/>'), "<w:endnoteReference "),
    "a page break": Thing(_r('<w:br w:type="page"/>'), 'w:type="page"'),
    "a column break": Thing(_r('<w:br w:type="column"/>'), 'w:type="column"'),
    "a line break": Thing(_r("<w:br/>"), "<w:br/>"),
    "a tab": Thing(_r("<w:tab/>"), "<w:tab/>"),
    "a symbol": Thing(_r('<w:sym w:font="Wingdings" w:char="F0FC"/>'), "<w:sym "),
    "a formula": Thing("<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>", "<m:oMath>"),
    "a bookmark": Thing(
        '<w:bookmarkStart w:id="3" w:name="here"/><w:bookmarkEnd w:id="3"/>', 'w:name="here'
    ),
    "a permission": Thing(
        '<w:permStart w:id="4" w:edGrp="everyone"/><w:permEnd w:id="4"/>', "<w:permStart "
    ),
    "a field": Thing(
        mark("begin") + _r("<w:instrText> PAGE </w:instrText>") + mark("end"), "<w:instrText"
    ),
    "a simple field": Thing('<w:fldSimple w:instr=" PAGE "/>', "<w:fldSimple "),
    "a control": Thing(
        '<w:sdt><w:sdtPr><w:alias w:val="own"/><w:id w:val="55"/></w:sdtPr>'
        f"<w:sdtContent>{_r(_inline(9))}</w:sdtContent></w:sdt>",
        'w:val="own"',
    ),
}
"""By what a person calls them."""


def _part(name: str, kind: str, content: str) -> tuple[str, str]:
    return name, f"<w:{kind} {NAMESPACES} {_MORE}>{content}</w:{kind}>"


def _notes(one: str, words: str) -> str:
    apart = "".join(
        f'<w:{one} w:type="{sort}" w:id="{number}"><w:p><w:r><w:{sort}/></w:r></w:p></w:{one}>'
        for number, sort in enumerate(("separator", "continuationSeparator"))
    )
    return f'{apart}<w:{one} w:id="2"><w:p>{run(words)}</w:p></w:{one}>'


def _list(number: int, form: str) -> str:
    return (
        f'<w:abstractNum w:abstractNumId="{number}"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        f'<w:numFmt w:val="{form}"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
    )


def parts_with(
    body: str, *, footnote: str = "Note.", endnote: str = "Note.", comment: str = "Why?"
) -> dict[str, str]:
    """Return the parts of a Word file with that body, a note of each sort, a comment and lists.

    List 1 has bullets, lists 2 and 3 count.
    """
    section = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
    names = ("footnotes", "endnotes", "comments")
    types = "".join(
        f'<Override PartName="/word/{n}.xml" ContentType="{_KIND}.{n}+xml"/>' for n in names
    )
    ties = "".join(
        f'<Relationship Id="rIdN{i}" Type="{_OFFICE}/{n}" Target="{n}.xml"/>'
        for i, n in enumerate(names)
    )
    relations = "word/_rels/document.xml.rels"
    numbering = "".join(
        f'<w:num w:numId="{n + 1}"><w:abstractNumId w:val="{n}"/></w:num>' for n in range(3)
    )
    kinds = ("bullet", "decimal", "lowerLetter")
    said = f'<w:comment w:id="0" w:author="A"><w:p>{run(comment)}</w:p></w:comment>'
    return dict(
        (
            ("[Content_Types].xml", PARTS["[Content_Types].xml"].replace("</T", f"{types}</T")),
            (relations, PARTS[relations].replace("</R", f"{ties}</R")),
            _part("word/document.xml", "document", f"<w:body>{body}{section}</w:body>"),
            _part("word/footnotes.xml", "footnotes", _notes("footnote", footnote)),
            _part("word/endnotes.xml", "endnotes", _notes("endnote", endnote)),
            _part("word/comments.xml", "comments", said),
            _part(
                "word/numbering.xml",
                "numbering",
                "".join(_list(n, form) for n, form in enumerate(kinds)) + numbering,
            ),
        )
    )
