"""The whole instrument: each criterion with its sources and anchors, the chosen one marked."""

from __future__ import annotations

from dataclasses import dataclass

from layout.blocks import HEAD, NUMBER_AND_NAME
from layout.pieces import (
    Cell,
    Content,
    Piece,
    Row,
    Run,
    block,
    branches,
    cell,
    head_row,
    label,
    paragraph,
    row_block,
    table,
)
from layout.template import Layout

WIDTH = 14004
WIDTHS = (4820, 1757, WIDTH - 4820 - 1757)
"""Criterion, sources, anchors: 8.5, 3.1 and 13.1 cm of a page on its side."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What only one country's scale prints."""

    heads: tuple[tuple[str, str], tuple[str, str], tuple[str, str], tuple[str, str]]
    """The four head fields in their order: label and value."""
    sources: tuple[tuple[str, str], ...]
    """The legend of sources: the source, and what follows it."""
    sources_head: str
    sources_cell: Content
    after_name: tuple[Piece, ...] = ()
    """What stands behind a name: the mark of a note."""
    before_description: str = " "
    """Between the name and its description."""
    note: tuple[Content, ...] = ()
    """Above the title."""
    closing: tuple[Content, ...] = ()
    """Below the legend of the sources."""
    version: str = ""


def scale(language: str, words: Wording) -> Layout:
    """Return the layout of a scale."""
    return Layout(
        language=language,
        body=(*_head(words), _anchors(words), *_sources(words), *words.closing),
        header=("{{ unit.printed }}", "\t{{ texts.scale_title }}"),
        page_words=("{{ texts.page }}", "{{ texts.of }}"),
        landscape=True,
        looks={"Note Text": "Note Text Scale"},
    )


def _head(words: Wording) -> tuple[Content, ...]:
    fields = tuple(paragraph(HEAD, label(name), f"\t{value}") for name, value in words.heads)
    version = (paragraph("Subtitle", words.version),) if words.version else ()
    return (
        *words.note,
        paragraph("Title", "{{ texts.scale_title }}"),
        *version,
        *fields,
        paragraph("Instruction", "{{ texts.scale_instruction }}"),
    )


def _anchors(words: Wording) -> Content:
    name = (label(NUMBER_AND_NAME), *words.after_name, label("{{ c.name_sign }}"))
    description = f"{words.before_description}{{{{ c.description }}}}"
    # A form asks for the score; in a report the anchor is marked.
    score = label("{{ texts.column_score }}:"), " {{ c.score }}"
    asked = block("if document.form", paragraph("Anchor Score", *score))
    anchors = block("for a in c.anchors", _anchor_line())
    # Whole, so that no anchor is parted from its criterion.
    criterion = Row(
        (
            Cell(paragraph("Cell Text", *name, description)),
            Cell(words.sources_cell),
            Cell((asked, anchors, _components())),
        ),
        whole=True,
    )
    section = Row((cell("Section Row", "{{ s.label }}", span=3, tint=True),), whole=True)
    heads = (f"{{{{ texts.column_{name} }}}}" for name in ("item", "sources", "anchors"))
    rows = (
        head_row("Cell Head", *heads),
        *row_block(
            "for s in sections", 3, section, *row_block("for c in s.criteria", 3, criterion)
        ),
    )
    return table(
        "IPS Table",
        WIDTHS,
        rows,
        title="{{ texts.scale_title }}",
        description="{{ texts.scale_instruction }}",
    )


def _anchor_line() -> Content:
    chosen = paragraph("Anchor Chosen", "✓\t", Run("{{ a.score }}", "Ring"), " = {{ a.text }}")
    plain = paragraph("Anchor", "{{ a.score }} = {{ a.text }}")
    return branches(("if a.chosen", (chosen,)), ("else", (plain,)))


def _components() -> Content:
    return block(
        "if c.components and not c.components_in_anchors",
        block("if c.components_intro", paragraph("Anchor Lead", "{{ c.components_intro }}")),
        block("for component in c.components", paragraph("Anchor Bullet", "{{ component }}")),
    )


def _sources(words: Wording) -> tuple[Content, ...]:
    lines = (paragraph("Source", label(source), rest) for source, rest in words.sources)
    return (paragraph("Heading 1", words.sources_head), *lines)
