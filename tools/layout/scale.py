"""The whole instrument: each criterion with its sources and anchors, the chosen one marked."""

from __future__ import annotations

from dataclasses import dataclass

from layout.blocks import NUMBER_AND_NAME, branches
from layout.package import Layout, Page
from layout.styles import BOLD, KEEP_LINES, KEEP_NEXT, Style, indent, rule, size, spacing, tab
from layout.wml import (
    Cell,
    Row,
    Xml,
    block,
    cell,
    head_row,
    label,
    paragraph,
    row_block,
    run,
    table,
)

PAGE = Page(width=16838, height=11906, landscape=True, top=1304, bottom=1134)
WIDTH = PAGE.width - 2 * PAGE.side
WIDTHS = (4820, 1757, WIDTH - 4820 - 1757)
STYLES = (
    Style("header", rule("bottom") + tab(WIDTH, "right") + spacing(0, 8, 240), size(9)),
    Style("footer", tab(WIDTH, "right") + spacing(0, 0, 240), size(9)),
    Style("Anchor", KEEP_LINES + tab(284) + spacing(0, 0, 252) + indent(596, 312), size(9.5)),
    Style("Anchor Chosen", KEEP_LINES
          + '<w:shd w:val="clear" w:color="auto" w:fill="E6EFF1" w:themeFill="background2"/>'
          + tab(284) + spacing(0, 0, 252) + indent(596, 596), BOLD, based="Anchor"),
    Style("Anchor Score", KEEP_NEXT + KEEP_LINES + spacing(2, 2, 252) + indent(284), size(9.5)),
    Style("Anchor Lead", KEEP_NEXT + spacing(3, 2, 252) + indent(284), size(9.5)),
    Style("Anchor Bullet", KEEP_LINES + spacing(0, 1, 252) + indent(482, 198),
          based="CellTextBullet"),
    Style("Instruction", KEEP_NEXT + spacing(8, 4)),
    Style("Note", spacing(0, 6), size(9)),
    Style("History", KEEP_LINES + spacing(12, 0), size(9)),
    Style("Source", KEEP_NEXT + KEEP_LINES + tab(851) + spacing(0, 2) + indent(851, 851)),
    Style("Ring", run='<w:bdr w:val="single" w:sz="8" w:space="0" w:color="1F4E5F" '
          'w:themeColor="accent1"/>', based="DefaultParagraphFont", kind="character"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wording:
    """What only one country's scale prints."""

    heads: tuple[tuple[str, str], tuple[str, str], tuple[str, str], tuple[str, str]]
    """The four head fields in their order: label and value."""
    sources: tuple[tuple[str, str], ...]
    """The legend of sources: the source, and what follows it."""
    sources_head: str
    sources_cell: tuple[Xml, ...]
    after_name: tuple[Xml | str, ...] = ()
    """What stands behind a name: the mark of a note."""
    note: tuple[Xml, ...] = ()
    """Between the instruction and the table."""
    closing: tuple[Xml, ...] = ()
    """Below the legend of the sources."""
    version: str = ""


def scale(language: str, words: Wording) -> Layout:
    """Return the layout of a scale."""
    return Layout(
        language=language,
        body=(*_head(words), _anchors(words), *_sources(words), *words.closing),
        header=("{{ unit.printed }}", "\t{{ texts.scale_title }}"),
        page_words=("{{ texts.page }}", "{{ texts.of }}"),
        styles=STYLES,
        page=PAGE,
    )


def _head(words: Wording) -> tuple[Xml, ...]:
    pairs = [
        piece
        for name, value in words.heads
        for piece in (cell("HeadLabel", name), cell("HeadValue", value))
    ]
    fields = table(
        "IPSFields",
        (1985, 5017, 1985, WIDTH - 8987),
        (Row(tuple(pairs[:4])), Row(tuple(pairs[4:]))),
        title="{{ texts.scale_title }}",
        description="{{ pack.scale_name }}",
    )
    version = (paragraph("Subtitle", words.version),) if words.version else ()
    return (
        paragraph("Title", "{{ texts.scale_title }}"),
        *version,
        fields,
        paragraph("Instruction", "{{ texts.scale_instruction }}"),
        *words.note,
    )


def _anchors(words: Wording) -> Xml:
    name = (label(NUMBER_AND_NAME), *words.after_name, label(":"))
    # A form asks for the score; in a report the anchor is marked.
    score = label("{{ texts.column_score }}:"), " {{ c.score }}"
    asked = block("if document.form", paragraph("AnchorScore", *score))
    first = (
        Cell((paragraph("CellText", *name, " {{ c.description }}"),), part="first", merged=True),
        Cell(words.sources_cell, part="first", merged=True),
    )
    more = Cell((paragraph("CellText"),), part="more", merged=True)
    anchor = _anchor_line()
    # A row for each anchor, so that pages break between anchors only.
    lowest = Row((*first, Cell((asked, anchor), part="first")), whole=True)
    higher = Row((more, more, Cell((anchor,), part="more")), whole=True)
    components = Row((more, more, Cell((_components(),), part="more")), whole=True)
    criterion = (
        *row_block("for a in c.anchors if a.score == 1", 3, lowest),
        *row_block("for a in c.anchors if a.score > 1", 3, higher),
        *row_block("if c.components", 3, components),
    )
    section = Row((cell("SectionRow", "{{ s.label }}", span=3, tint=True),), whole=True)
    heads = (f"{{{{ texts.column_{name} }}}}" for name in ("item", "sources", "anchors"))
    rows = (
        head_row("CellHead", *heads),
        *row_block(
            "for s in sections", 3, section, *row_block("for c in s.criteria", 3, *criterion)
        ),
    )
    return table(
        "IPSTable",
        WIDTHS,
        rows,
        title="{{ texts.scale_title }}",
        description="{{ texts.scale_instruction }}",
    )


def _anchor_line() -> Xml:
    chosen = paragraph("AnchorChosen", "✓\t", run("{{ a.score }}", "Ring"), " = {{ a.text }}")
    plain = paragraph("Anchor", "{{ a.score }} = {{ a.text }}")
    return branches(("if a.chosen", (chosen,)), ("else", (plain,)))


def _components() -> Xml:
    return Xml(
        block("if c.components_intro", paragraph("AnchorLead", "{{ c.components_intro }}"))
        + block("for component in c.components", paragraph("AnchorBullet", "{{ component }}"))
    )


def _sources(words: Wording) -> tuple[Xml, ...]:
    lines = (paragraph("Source", label(source), rest) for source, rest in words.sources)
    return (paragraph("Heading2", words.sources_head), *lines)
