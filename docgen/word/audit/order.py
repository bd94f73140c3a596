"""The order in which Word wants the children of its property elements."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

_MARK = "ins del moveFrom moveTo"
_BORDERS = "top start left bottom end right insideH insideV tl2br tr2bl"
_MARGINS = "top start left bottom end right"
_RUN = """
    rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof
    snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd
    fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath
"""
_SETTINGS = """
    writeProtection view zoom removePersonalInformation removeDateAndTime
    doNotDisplayPageBoundaries displayBackgroundShape printPostScriptOverText
    printFractionalCharacterWidth printFormsData embedTrueTypeFonts embedSystemFonts
    saveSubsetFonts saveFormsData mirrorMargins alignBordersAndEdges
    bordersDoNotSurroundHeader bordersDoNotSurroundFooter gutterAtTop hideSpellingErrors
    hideGrammaticalErrors activeWritingStyle proofState formsDesign attachedTemplate linkStyles
    stylePaneFormatFilter stylePaneSortMethod documentType mailMerge revisionView trackRevisions
    doNotTrackMoves doNotTrackFormatting documentProtection autoFormatOverride styleLockTheme
    styleLockQFSet defaultTabStop autoHyphenation consecutiveHyphenLimit hyphenationZone
    doNotHyphenateCaps showEnvelope summaryLength clickAndTypeStyle defaultTableStyle
    evenAndOddHeaders bookFoldRevPrinting bookFoldPrinting bookFoldPrintingSheets
    drawingGridHorizontalSpacing drawingGridVerticalSpacing displayHorizontalDrawingGridEvery
    displayVerticalDrawingGridEvery doNotUseMarginsForDrawingGridOrigin
    drawingGridHorizontalOrigin drawingGridVerticalOrigin doNotShadeFormData noPunctuationKerning
    characterSpacingControl printTwoOnOne strictFirstAndLastChars noLineBreaksAfter
    noLineBreaksBefore savePreviewPicture doNotValidateAgainstSchema saveInvalidXml
    ignoreMixedContent alwaysShowPlaceholderText doNotDemarcateInvalidXml saveXmlDataOnly
    useXSLTWhenSaving saveThroughXslt showXMLTags alwaysMergeEmptyNamespace updateFields
    hdrShapeDefaults footnotePr endnotePr compat docVars rsids mathPr attachedSchema
    themeFontLang clrSchemeMapping doNotIncludeSubdocsInStats
    doNotAutoCompressPictures forceUpgrade captions readModeInkLockDown smartTagType
    schemaLibrary shapeDefaults doNotEmbedSmartTags decimalSymbol listSeparator
"""

ORDER: dict[str, tuple[str, ...]] = {
    name: tuple(children.split())
    for name, children in {
        "pPr": """
            pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers
            pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct
            autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing
            mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap
            outlineLvl divId cnfStyle rPr sectPr pPrChange
        """,
        "rPr": f"{_MARK} {_RUN} rPrChange",
        "tblPr": """
            tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc
            tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption
            tblDescription tblPrChange
        """,
        "trPr": """
            cnfStyle divId gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader
            tblCellSpacing jc hidden ins del trPrChange
        """,
        "tcPr": """
            cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText
            vAlign hideMark headers cellIns cellDel cellMerge tcPrChange
        """,
        "sectPr": """
            headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders
            lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter
            docGrid printerSettings sectPrChange
        """,
        "settings": _SETTINGS,
        "tblBorders": _BORDERS,
        "tcBorders": _BORDERS,
        "pBdr": "top left bottom right between bar",
        "tblCellMar": _MARGINS,
        "tcMar": _MARGINS,
        "tbl": "tblPr tblGrid tr",
        "tr": "tblPrEx trPr tc",
    }.items()
}
"""Local name of an element: the local names of its children, in their order.

Children that are not named here (bookmarks, controls, extensions) may stand anywhere.
"""
_RANKS = {
    parent: {name: place for place, name in enumerate(children)}
    for parent, children in ORDER.items()
}


def misplaced(parent: str, children: Sequence[str]) -> tuple[str, str] | None:
    """Return the first child that stands too late and the one it must stand before."""
    if len(children) > _FEW:
        return _first_late(parent, children)
    return _known(parent, tuple(children))


def _first_late(parent: str, children: Sequence[str]) -> tuple[str, str] | None:
    rank = _RANKS[parent]
    highest, holder = -1, ""
    for name in children:
        place = rank.get(name, highest)
        if place < highest and not _may_mix(parent, name, holder):
            return name, holder
        if place > highest:
            highest, holder = place, name
    return None


_FEW = 16
"""Children of most properties; there are few kinds of them, and thousands in a file."""
_known = lru_cache(maxsize=1024)(_first_late)


def _may_mix(parent: str, name: str, other: str) -> bool:
    """Return whether the two may stand in any order."""
    references = {"headerReference", "footerReference"}
    return parent == "sectPr" and {name, other} <= references
