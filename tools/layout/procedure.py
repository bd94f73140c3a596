"""The Norwegian procedure; its wording stands in the pack, under `lists` and `texts`."""

from __future__ import annotations

from layout.meeting import MINUTES, PURPOSE
from layout.pieces import Content, Run, block, paragraph
from layout.template import Layout

TITLE = "{{ texts.procedure_title }}"
PIECE = "{{ piece.text }}"


def procedure(language: str) -> Layout:
    """Return the layout of the procedure."""
    return Layout(
        language=language,
        body=(*_principles(), *_dimensions(), *_meetings(), *_closing()),
        header=(TITLE,),
        page_words=("{{ texts.page }}", "{{ texts.of }}"),
    )


def _entries(style: str, key: str) -> Content:
    """Return a paragraph for each text of a list, its marked pieces set off."""
    one = paragraph(
        style,
        "{% for piece in entry | marked %}{% if piece.look == 'strong' %}",
        Run(PIECE, "Strong"),
        "{% elif piece.look == 'title' %}",
        Run(PIECE, "Emphasis"),
        "{% elif piece.look == 'note' %}",
        Run(PIECE, "Note Mark"),
        f"{{% else %}}{PIECE}{{% endif %}}{{% endfor %}}",
    )
    return block(f"for entry in lists.{key}", one)


def _heading(key: str) -> Content:
    return paragraph("Heading 1", f"{{{{ texts.procedure_{key} }}}}")


def _principles() -> tuple[Content, ...]:
    return (
        paragraph("Title", TITLE),
        _heading("background"),
        _entries("Normal", "procedure_background"),
        _heading("principles"),
        _entries("List Number", "procedure_principles"),
        _entries("Normal", "procedure_reviews"),
        _entries("Note Text", "procedure_notes"),
    )


def _dimensions() -> tuple[Content, ...]:
    return (_heading("dimensions"), _entries("Dimension", "procedure_dimensions"))


def _meetings() -> tuple[Content, ...]:
    return (
        _heading("meetings"),
        paragraph("Lead", PURPOSE),
        _entries("List Bullet", "meeting_agenda"),
        paragraph("Normal", MINUTES),
    )


def _closing() -> tuple[Content, ...]:
    return (
        _heading("references"),
        _entries("Reference Entry", "procedure_references"),
        _heading("control"),
        paragraph("Lead", "{{ texts.procedure_authors }}"),
        _entries("List Bullet", "procedure_authors"),
        paragraph("Normal", "{{ texts.procedure_approval }}"),
    )
