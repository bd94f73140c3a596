"""Criteria written out one below the other, and the list of their scores."""

from __future__ import annotations

from dataclasses import dataclass

from layout.blocks import NUMBER_AND_NAME, NUMBER_AND_SHORT_NAME
from layout.pieces import (
    TEXT_WIDTH,
    Content,
    Row,
    Run,
    block,
    branches,
    cell,
    label,
    paragraph,
    row_block,
    table,
)


@dataclass(frozen=True, slots=True)
class Labels:
    """What the four values of a criterion are called, each with its colon."""

    score: str
    sources: str
    comment: str
    recommendation: str


def changed(name: str) -> str:
    """Return the change since last time in brackets, where the pack wants it: ` (↑ +1)`."""
    change = f"{{{{ {name}.arrow }}}}\N{NO-BREAK SPACE}{{{{ {name}.change }}}}"
    return f"{{% if document.change and {name}.change %}} ({change}){{% endif %}}"


def field(name: str, text: str, style: str = "Field") -> Content:
    """Return a bold label with its value beside it; further paragraphs stand below."""
    return paragraph(style, label(text), f" {{{{ {name} }}}}")


def optional_field(name: str, text: str, style: str = "Field") -> Content:
    """Return a label with its value, both absent when the value is empty."""
    return block(f"if {name}", field(name, text, style))


def written_out(labels: Labels, *, optional: bool, change: bool = False) -> Content:
    """Return all criteria by section; `optional` leaves out labels of empty values.

    With `change` the change since last time stands behind the score, where the pack wants it.
    """
    pick = optional_field if optional else field
    since = changed("c") if change else ""
    criterion = block(
        "for c in s.criteria",
        _heading(),
        paragraph("Score Line", label(labels.score), f" {{{{ c.score }}}}{since}"),
        _sources(labels.sources, optional=optional),
        pick("c.comment", labels.comment),
        pick("c.recommendation", labels.recommendation),
    )
    return block("for s in sections", paragraph("Heading 2", "{{ s.label }}"), criterion)


def _heading() -> Content:
    """Return number and name with the description behind them, and the list of components."""
    name = NUMBER_AND_NAME + "{% if c.description %}:{% endif %}"
    # The last one stays with the score line below it; the others may part.
    bullet = branches(
        ("if loop.last", (paragraph("Component Bullet Last", "{{ component }}"),)),
        ("else", (paragraph("Component Bullet", "{{ component }}"),)),
    )
    components = block(
        "if c.components",
        paragraph("Component", "{{ c.components_intro }}"),
        block("for component in c.components", bullet),
    )
    return (
        paragraph("Heading 3", name, Run(" {{ c.description }}", "Criterion Text")),
        components,
    )


def _sources(text: str, *, optional: bool) -> Content:
    # The tags around the sources keep them in the line: joined, never bullets.
    line = paragraph("Source Line", label(text), " {% if c.sources %}{{ c.sources }}{% endif %}")
    return block("if c.sources", line) if optional else line


def score_rows(
    score: str, section: str = "s.label", room: int = 1588, *, change: bool = False
) -> Content:
    """Return a line for each criterion, its name left and its score right, kept on one page.

    A blank form has a table instead, with `room` for its fields: beside them long names wrap.
    With `change` the sections say their points and the change, where the pack wants it.
    """
    points = (
        f"{{% if document.change and s.change %}}: {{{{ s.points }}}}{changed('s')}{{% endif %}}"
    )
    label_and_score = f"{score} {{{{ c.points }}}}"
    rows = row_block(
        "for c in s.criteria",
        2,
        Row((cell("Score Cell", NUMBER_AND_SHORT_NAME), cell("Score Cell", label_and_score))),
    )
    fields = table(
        "IPS Fields",
        (TEXT_WIDTH - room, room),
        rows,
        title="{{ s.label }}",
        description="{{ texts.column_score }}",
    )
    line = paragraph("Score Row", f"{NUMBER_AND_SHORT_NAME}\t{label_and_score}")
    return block(
        "for s in sections",
        paragraph("Heading 2", f"{{{{ {section} }}}}{points if change else ''}"),
        branches(("if document.form", (fields,)), ("else", (block("for c in s.criteria", line),))),
    )


def level_lines() -> Content:
    """Return the legend as it is printed, a line for each level, kept together."""
    line = "{{ level.legend }}"
    lines = branches(
        ("if loop.last", (paragraph("Level Line Last", line),)),
        ("else", (paragraph("Level Line", line),)),
    )
    return block("for level in levels", lines)
