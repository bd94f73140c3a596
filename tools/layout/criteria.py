"""Criteria written out one below the other, and the list of their scores."""

from __future__ import annotations

from dataclasses import dataclass

from layout.blocks import NUMBER_AND_NAME, NUMBER_AND_SHORT_NAME, wanted
from layout.pieces import Content, block, branches, label, paragraph

NAME_ROOM = 78
"""Letters of a name that has room for dots and a score behind it in the line."""
LINE = 98
"""Letters of a line; a longer name breaks by itself, and its end leaves room again."""


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
    """Return a bold label with its value beside it: for values of a few words."""
    return paragraph(style, label(text), f" {{{{ {name} }}}}")


def optional_field(path: str, text: str, style: str = "Field") -> Content:
    """Return a label with its value, both absent when the value is empty."""
    return block(f"if {wanted(path)}", field(path, text, style))


def text_field(path: str, text: str, name: str = "") -> Content:
    """Return a label above its text: one way for all texts, of one paragraph or several.

    `name` is what templates call the text where that is not its path.
    """
    return block(
        f"if {wanted(path, name)}",
        paragraph("Field Head", text),
        paragraph("Field", f"{{{{ {name or path} }}}}"),
    )


def written_out(labels: Labels, *, change: bool = False) -> Content:
    """Return all criteria by section; labels of empty values are left out.

    With `change` the change since last time stands behind the score, where the pack wants it.
    """
    since = changed("c") if change else ""
    # The tags around the sources keep them in the line: joined, never bullets.
    sources = paragraph(
        "Source Line", label(labels.sources), " {% if c.sources %}{{ c.sources }}{% endif %}"
    )
    criterion = block(
        "for c in s.criteria",
        _heading(),
        paragraph("Score Line", label(labels.score), f" {{{{ c.score }}}}{since}"),
        block(f"if {wanted('criteria.sources', 'c.sources')}", sources),
        text_field("criteria.comment", labels.comment, "c.comment"),
        text_field("criteria.recommendation", labels.recommendation, "c.recommendation"),
    )
    return block("for s in sections", paragraph("Heading 2", "{{ s.label }}"), criterion)


def _heading() -> Content:
    """Return number and name, the description below them, and the list of components."""
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
    description = block("if c.description", paragraph("Description", "{{ c.description }}"))
    return (paragraph("Heading 3", name), description, components)


def score_rows(
    score: str,
    section: str = "s.label",
    *,
    heading: str = "Heading 2",
    field_room: int = NAME_ROOM,
    change: bool = False,
) -> Content:
    """Return a line for each criterion, its name left and its score right, kept on one page.

    The score has a line of its own below a name of more letters than fit beside it: `field_room`
    where the prompt of a form's field stands for the score.
    With `change` the sections say their points and the change, where the pack wants it.
    """
    points = (
        f"{{% if document.change and s.change %}}: {{{{ s.points }}}}{changed('s')}{{% endif %}}"
    )
    room = f"({field_room} if document.form else {NAME_ROOM})"
    line = paragraph(
        "Score Row",
        NUMBER_AND_SHORT_NAME,
        f"{{% if {room} < c.short_name | length <= {LINE} %}}",
        "\n",
        "{% endif %}",
        f"\t{score} {{{{ c.points }}}}",
    )
    return block(
        "for s in sections",
        paragraph(heading, f"{{{{ {section} }}}}{points if change else ''}"),
        block("for c in s.criteria", line),
    )


def level_lines() -> Content:
    """Return the legend as it is printed, a line for each level, kept together."""
    line = "{{ level.legend }}"
    lines = branches(
        ("if loop.last", (paragraph("Level Line Last", line),)),
        ("else", (paragraph("Level Line", line),)),
    )
    return block("for level in levels", lines)
