"""Criteria written out one below the other, and the list of their scores."""

from __future__ import annotations

from dataclasses import dataclass

from layout.blocks import NUMBER_AND_NAME, NUMBER_AND_SHORT_NAME, branches
from layout.styles import (
    BAND,
    BOLD,
    KEEP_LINES,
    KEEP_NEXT,
    PLAIN,
    Style,
    size,
    spacing,
)
from layout.wml import (
    TEXT_WIDTH,
    Row,
    Xml,
    block,
    cell,
    label,
    paragraph,
    row_block,
    run,
    table,
)

STYLES = (
    Style("Field", spacing(0, 5)),
    Style("Field Lead", KEEP_NEXT + spacing(0, 4)),
    Style("Component", KEEP_NEXT + KEEP_LINES + spacing(0, 3)),
    Style("Component Bullet", KEEP_LINES + spacing(0, 2), based="ListBullet"),
    Style("Component Bullet Last", KEEP_NEXT, based="ComponentBullet"),
    Style("Score Line", KEEP_NEXT + KEEP_LINES + BAND + spacing(2, 3, 240), BOLD),
    Style("Source Line", KEEP_NEXT + KEEP_LINES + spacing(0, 2)),
    Style("Need Name", KEEP_NEXT + KEEP_LINES + spacing(8, 2), BOLD),
    Style("Need Score", KEEP_NEXT + KEEP_LINES + spacing(0, 2)),
    Style("Criterion Text", run=PLAIN + '<w:color w:val="1A1A1A" w:themeColor="text1"/>'
          + size(10.5), based="DefaultParagraphFont", kind="character"),
)  # fmt: skip
"""Styles of documents that write the criteria out."""


@dataclass(frozen=True, slots=True)
class Labels:
    """What the four values of a criterion are called, each with its colon."""

    score: str
    sources: str
    comment: str
    recommendation: str


def field(name: str, text: str, style: str = "Field") -> Xml:
    """Return a bold label with its value beside it; further paragraphs stand below."""
    return paragraph(style, label(text), f" {{{{ {name} }}}}")


def optional_field(name: str, text: str, style: str = "Field") -> Xml:
    """Return a label with its value, both absent when the value is empty."""
    return block(f"if {name}", field(name, text, style))


def written_out(labels: Labels, *, optional: bool) -> Xml:
    """Return all criteria by section; `optional` leaves out labels of empty values."""
    pick = optional_field if optional else field
    criterion = block(
        "for c in s.criteria",
        _heading(),
        field("c.score", labels.score, "ScoreLine"),
        _sources(labels.sources, optional=optional),
        pick("c.comment", labels.comment),
        pick("c.recommendation", labels.recommendation),
    )
    return block("for s in sections", paragraph("Heading2", "{{ s.label }}"), criterion)


def _heading() -> Xml:
    """Return number and name with the description behind them, and the list of components."""
    name = NUMBER_AND_NAME + "{% if c.description %}:{% endif %}"
    # The last one stays with the score line below it; the others may part.
    bullet = branches(
        ("if loop.last", (paragraph("ComponentBulletLast", "{{ component }}"),)),
        ("else", (paragraph("ComponentBullet", "{{ component }}"),)),
    )
    components = block(
        "if c.components",
        paragraph("Component", "{{ c.components_intro }}"),
        block("for component in c.components", bullet),
    )
    return Xml(
        paragraph("Heading3", name, run(" {{ c.description }}", "CriterionText")) + components
    )


def _sources(text: str, *, optional: bool) -> Xml:
    # The tags around the sources keep them in the line: joined, never bullets.
    line = paragraph("SourceLine", label(text), " {% if c.sources %}{{ c.sources }}{% endif %}")
    return block("if c.sources", line) if optional else line


def score_rows(score: str, section: str = "s.label", room: int = 1588) -> Xml:
    """Return a line for each criterion, its name left and its score right, kept on one page.

    A blank form has a table instead, with `room` for its fields: beside them long names wrap.
    """
    label_and_score = f"{score} {{{{ c.points }}}}"
    rows = row_block(
        "for c in s.criteria",
        2,
        Row((cell("ScoreCell", NUMBER_AND_SHORT_NAME), cell("ScoreCell", label_and_score))),
    )
    fields = table(
        "IPSFields",
        (TEXT_WIDTH - room, room),
        rows,
        title="{{ s.label }}",
        description="{{ texts.column_score }}",
    )
    line = paragraph("ScoreRow", f"{NUMBER_AND_SHORT_NAME}\t{label_and_score}")
    return block(
        "for s in sections",
        paragraph("Heading2", f"{{{{ {section} }}}}"),
        branches(("if document.form", (fields,)), ("else", (block("for c in s.criteria", line),))),
    )


def level_lines() -> Xml:
    """Return the legend as it is printed, a line for each level, kept together."""
    line = "{{ level.legend }}"
    lines = branches(
        ("if loop.last", (paragraph("LevelLineLast", line),)),
        ("else", (paragraph("LevelLine", line),)),
    )
    return block("for level in levels", lines)
