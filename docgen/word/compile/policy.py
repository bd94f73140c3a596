"""What a Word file may ask of Word: the one table of what is refused, taken out or kept, and why.

Nothing else in the gate names fields, kinds of parts, relations or elements that Word acts on.
Names are compared without regard to case, as Word compares them; `*` stands for all that no other
rule names. `docs/templates.md` prints the table.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

Action = Literal["refuse", "out", "keep"]
"""The template is refused, the thing is taken out with a note, or it stays."""
Sort = Literal["fields", "kinds", "relations", "outside", "elements", "attributes"]
"""The lists of names that a rule has."""

_REMOVE = "remove it in Word"
_FIELD = "remove it in Word (Alt+F9 shows the fields)"
_PASTE = "paste its text in Word"


class Rule(NamedTuple):
    """What happens to things of one sort, by the names that the file has for them."""

    what: str
    """As a person calls it."""
    action: Action
    why: str
    way: str = _REMOVE
    """The way out, where the template is refused."""
    problem: str = "external"
    """The id of the problem, where the template is refused."""
    fields: str = ""
    """First words of field codes."""
    kinds: str = ""
    """Content types of parts, in short (see `PREFIXES`)."""
    relations: str = ""
    """Relations inside the file, by the last word of their type."""
    outside: str = ""
    """Relations to what lies outside the file, likewise."""
    elements: str = ""
    """Elements, with the prefixes of `FAMILIES`."""
    attributes: str = ""
    """Attributes that hold an address by themselves, behind their element."""


ASSEMBLED = Rule(
    *("a field whose name other fields or tracked changes make", "refuse"),
    *("nobody can say what it will do", "write its name as plain text and accept the changes"),
)
LINK_ELSEWHERE = Rule(
    *("a link elsewhere", "out", "a click may open a file or start a program; its words stay"),
    elements="ep:HyperlinkBase w:fldData",
    attributes="v:*@href svg:a@href a:hlinkClick@action a:hlinkHover@action "
    "a:hlinkMouseOver@action",
)

RULES = (
    Rule(
        *("macros", "refuse", "they are a program", "save it as .docx without macros", "macros"),
        kinds="*macroEnabled* *macrosheet+xml ms-word:vbaData+xml ms-office:vbaProject*",
        relations="vbaProject vbaProjectSignature vbaProjectSignatureAgile wordVbaData",
    ),
    Rule(
        *("a macro button", "refuse", "it runs a macro, and its words stand in the field's code"),
        *("write its words as plain text", "macros"),
        fields="MACROBUTTON",
    ),
    Rule(
        *("an ActiveX control", "refuse", "it is a program"),
        fields="CONTROL HTMLACTIVEX HTMLCONTROL OCX",
        kinds="ms-office:activeX ms-office:activeX+xml",
        relations="control activeXControl activeXControlBinary",
        elements="w:control",
    ),
    Rule(
        *("a field fed by another program", "refuse", "opening the report starts that program"),
        _FIELD,
        fields="DDE DDEAUTO",
    ),
    ASSEMBLED,
    Rule(
        *("another document to be built in (altChunk)", "refuse"),
        *("Word reads it when the report is opened", _PASTE),
        relations="aFChunk",
        elements="w:altChunk",
    ),
    Rule(
        *("a subdocument", "refuse", "Word reads it when the report is opened", _PASTE),
        relations="subDocument",
        outside="subDocument",
        elements="w:subDoc",
    ),
    Rule(
        *("a linked picture, sound or film", "refuse", "Word fetches it when the report is opened"),
        "put it into the file (in Word: File > Info > Edit Links to Files > Break Link)",
        outside="image video audio media hdphoto",
        elements="w:movie",
        attributes="v:*@src v:*@althref v:*@o:href v:*@o:althref v:imagedata@href svg:*@href",
    ),
    Rule(
        *("what lies outside the file", "refuse", "Word may fetch it when the report is opened"),
        "embed it or remove the link",
        outside="*",
    ),
    Rule(
        *("an OLE object or a linked workbook", "out"),
        "a double click starts a program; the picture or the drawn chart stays",
        kinds="office:oleObject",
        relations="oleObject",
        outside="oleObject package",
        elements="o:OLEObject w:objectLink w:objectEmbed",
    ),
    Rule(
        *("a link to http, https, mailto or a place in the document", "keep"),
        "the reader sees where it leads and clicks or does not",
        fields="HYPERLINK",
        outside="hyperlink",
    ),
    LINK_ELSEWHERE,
    Rule(
        *("a field that fetches a file", "out"),
        "Word fetches it when fields are updated; what the field shows now stays",
        fields="IMPORT INCLUDE INCLUDEPICTURE INCLUDETEXT LINK RD",
    ),
    Rule(
        *("a field that asks a database", "out"),
        "Word asks it when fields are updated; what the field shows now stays",
        fields="DATABASE",
    ),
    Rule("a field of printer codes", "out", "they run in the printer", fields="PRINT"),
    Rule(
        *("a field for the reader's building blocks", "out"),
        "it prints what the reader's own Word has under a name; what the field shows now stays",
        fields="AUTOTEXT AUTOTEXTLIST GLOSSARY",
    ),
    Rule(
        *("an unknown field", "out"),
        "nobody can say what Word does with it; what the field shows now stays",
        fields="*",
    ),
    Rule(
        *("an attached template", "out", "Word fetches it when the report is opened"),
        relations="attachedTemplate",
        outside="attachedTemplate",
        elements="w:attachedTemplate w:linkStyles",
    ),
    Rule(
        *("a mail merge", "out", "Word asks its source when the report is opened"),
        kinds="word:mailMergeRecipientData+xml ms-word:mailMergeRecipientData+xml",
        relations="mailMergeSource mailMergeHeaderSource mailMergeRecipientData recipientData",
        outside="mailMergeSource mailMergeHeaderSource recipientData",
        elements="w:mailMerge",
    ),
    Rule(
        *("frames", "out", "Word fetches what they show"),
        relations="frame",
        outside="frame",
        elements="w:frameset",
    ),
    Rule(
        *("a transformation on saving", "out", "Word fetches it and runs it"),
        relations="transform",
        outside="transform",
        elements="w:saveThroughXslt",
    ),
    Rule(
        *("an address to fetch schemas or smart tags from", "out", "Word offers to fetch them"),
        elements="w:smartTagType sl:schemaLibrary",
    ),
    Rule(
        *("a film from the net", "out", "Word shows a page of the net; its picture stays"),
        elements="wp15:webVideoPr",
    ),
    Rule(
        *("a program in a drawing", "out", "a report runs no programs"),
        elements="svg:script",
        attributes="svg:*@on*",
    ),
    Rule(
        *("a packed drawing that leads outside the file", "out", "the shape itself stays"),
        attributes="v:*@o:gfxdata",
    ),
    Rule(
        *("a text that is bound to data of the file", "out"),
        "Word shows what it reads there, fields and links too; what stands here now stays",
        elements="w15:dataBinding w:dataBinding",
    ),
    Rule(
        *("a tag as the prompt of a control", "out"),
        "Word would take the value for a prompt; the tag stays",
        elements="w:showingPlcHdr",
    ),
    Rule(
        *("a macro of a form field", "out", "a report holds no macros"),
        elements="w:entryMacro w:exitMacro",
    ),
    Rule(
        *("an Office add-in", "out", "it is a program that Word fetches from the net"),
        kinds="ms-office:webextension+xml ms-office:webextensiontaskpanes+xml",
        relations="webextension webextensiontaskpanes",
    ),
    Rule(
        *("ribbon, keys and toolbars of the template", "out", "they start macros"),
        kinds="ms-word:attachedToolbars ms-word:keyMapCustomizations+xml",
        relations="extensibility userCustomization attachedToolbars keyMapCustomizations",
    ),
    Rule(
        *("a digital signature", "out", "a report is not what was signed"),
        kinds="package:digital-signature-origin package:digital-signature-xmlsignature+xml "
        "package:digital-signature-certificate",
        relations="origin signature certificate",
    ),
    Rule(
        *("a part of an unknown kind", "out", "nobody can say what Word does with it"),
        problem="part-kind",
        kinds="*",
        relations="*",
    ),
    Rule(
        *("a field of the document", "keep"),
        "it shows what the document holds, or what its reader types",
        fields="= ADDIN ADDRESSBLOCK ADVANCE ASK AUTHOR AUTONUM AUTONUMLGL AUTONUMOUT BARCODE "
        "BIBLIOGRAPHY BIDIOUTLINE CITATION COMMENTS COMPARE CREATEDATE DATE DISPLAYBARCODE "
        "DOCPROPERTY DOCVARIABLE EDITTIME EMBED EQ FILENAME FILESIZE FILLIN FORMCHECKBOX "
        "FORMDROPDOWN FORMTEXT FTNREF GOTOBUTTON GREETINGLINE IF INDEX INFO KEYWORDS LASTSAVEDBY "
        "LISTNUM MERGEBARCODE MERGEFIELD MERGEREC MERGESEQ NEXT NEXTIF NOTEREF NUMCHARS NUMPAGES "
        "NUMWORDS PAGE PAGEREF PRINTDATE PRIVATE QUOTE REF REVNUM SAVEDATE SECTION SECTIONPAGES "
        "SEQ SET SHAPE SKIPIF STYLEREF SUBJECT SYMBOL TA TC TEMPLATE TIME TITLE TOA TOC "
        "USERADDRESS USERINITIALS USERNAME XE",
    ),
    Rule(
        *("an embedded document, workbook or slide", "keep"),
        "charts need it; it stays as it is, but with macros in it the template is refused",
        kinds="word:document word:template office:spreadsheetml.sheet "
        "office:spreadsheetml.template office:presentationml.presentation "
        "office:presentationml.slide office:presentationml.slideshow "
        "office:presentationml.template",
        relations="package",
    ),
    Rule(
        *("texts, looks, settings, drawings and data", "keep"),
        "what they ask of Word is judged by the rules above",
        kinds="word:document.main+xml word:template.main+xml word:document.glossary+xml "
        "word:header+xml word:footer+xml word:footnotes+xml word:endnotes+xml word:comments+xml "
        "word:commentsExtended+xml word:commentsIds+xml word:commentsExtensible+xml "
        "word:people+xml word:styles+xml word:numbering+xml word:fontTable+xml word:settings+xml "
        "word:webSettings+xml word:printerSettings ms-word:stylesWithEffects+xml office:theme+xml "
        "office:themeOverride+xml office:obfuscatedFont application/x-fontdata "
        "application/x-font-ttf package:core-properties+xml office:extended-properties+xml "
        "office:custom-properties+xml office:customXmlProperties+xml application/xml text/xml "
        "package:relationships+xml ms-office:classificationlabels+xml ms-office:intelligence2+xml "
        "ms-office:documenttasks+xml office:drawingml.chart+xml office:drawingml.chartshapes+xml "
        "office:drawingml.diagramData+xml office:drawingml.diagramLayout+xml "
        "office:drawingml.diagramStyle+xml office:drawingml.diagramColors+xml "
        "ms-office:drawingml.diagramDrawing+xml ms-office:chartex+xml ms-office:chartstyle+xml "
        "ms-office:chartcolorstyle+xml office:vmlDrawing application/inkml+xml "
        "model/gltf.binary image/* audio/* video/*",
        relations="officeDocument core-properties extended-properties custom-properties thumbnail "
        "styles stylesWithEffects settings webSettings fontTable numbering theme themeOverride "
        "header footer footnotes endnotes comments commentsExtended commentsIds "
        "commentsExtensible people glossaryDocument customXml customXmlProps "
        "classificationlabels intelligence documenttasks hyperlink chart chartEx chartStyle "
        "chartColorStyle chartUserShapes diagramData diagramLayout diagramQuickStyle "
        "diagramColors diagramDrawing vmlDrawing ink image hdphoto model3d font printerSettings "
        "media video audio",
    ),
)
"""The table."""

PREFIXES = {
    "word:": "application/vnd.openxmlformats-officedocument.wordprocessingml.",
    "office:": "application/vnd.openxmlformats-officedocument.",
    "package:": "application/vnd.openxmlformats-package.",
    "ms-word:": "application/vnd.ms-word.",
    "ms-office:": "application/vnd.ms-office.",
}
"""Short for the beginnings of content types."""

FAMILIES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "urn:schemas-microsoft-com:vml": "v",
    "urn:schemas-microsoft-com:office:office": "o",
    "http://schemas.openxmlformats.org/schemaLibrary/2006/main": "sl",
    "http://purl.oclc.org/ooxml/schemaLibrary/main": "sl",
    "http://schemas.microsoft.com/office/word/2012/wordprocessingDrawing": "wp15",
    "http://schemas.microsoft.com/office/word/2012/wordml": "w15",
    "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties": "ep",
    "http://purl.oclc.org/ooxml/officeDocument/extendedProperties": "ep",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
    "http://purl.oclc.org/ooxml/drawingml/main": "a",
    "http://schemas.openxmlformats.org/drawingml/2006/chart": "c",
    "http://purl.oclc.org/ooxml/drawingml/chart": "c",
    "http://www.w3.org/2000/svg": "svg",
}
"""Prefixes that the table writes for namespaces, whatever a file calls them."""
