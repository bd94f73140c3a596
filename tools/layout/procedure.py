"""The Norwegian procedure; its wording stands in the pack, under `lists` and `texts`."""

from __future__ import annotations

from layout.meeting import MINUTES, PURPOSE
from layout.package import Layout
from layout.styles import KEEP_LINES, Style, numbered, size, spacing
from layout.wml import Xml, block, paragraph, run

STYLES = (
    Style("Note", KEEP_LINES + spacing(0, 4), size(9)),
    Style("Dimension", numbered(4), based="ListNumber"),
    Style("Reference", numbered(5), based="ListNumber"),
)
TITLE = "{{ texts.procedure_title }}"
PIECE = "{{ piece.text }}"


def procedure(language: str) -> Layout:
    """Return the layout of the procedure."""
    return Layout(
        language=language,
        body=(*_principles(), *_dimensions(), *_meetings(), *_closing()),
        header=(TITLE,),
        page_words=("{{ texts.page }}", "{{ texts.of }}"),
        styles=STYLES,
    )


def _entries(style: str, key: str) -> Xml:
    """Return a paragraph for each text of a list, its marked pieces set off."""
    one = paragraph(
        style,
        run("{% for piece in entry | marked %}{% if piece.look == 'strong' %}"),
        run(PIECE, "Strong"),
        run("{% elif piece.look == 'title' %}"),
        run(PIECE, "Emphasis"),
        run("{% elif piece.look == 'note' %}"),
        run(PIECE, "NoteMark"),
        run(f"{{% else %}}{PIECE}{{% endif %}}{{% endfor %}}"),
    )
    return block(f"for entry in lists.{key}", one)


def _heading(key: str) -> Xml:
    return paragraph("Heading1", f"{{{{ texts.procedure_{key} }}}}")


def _principles() -> tuple[Xml, ...]:
    return (
        paragraph("Title", TITLE),
        _heading("background"),
        _entries("Normal", "procedure_background"),
        _heading("principles"),
        _entries("ListNumber", "procedure_principles"),
        _entries("Normal", "procedure_reviews"),
        _entries("Note", "procedure_notes"),
    )


def _dimensions() -> tuple[Xml, ...]:
    return (_heading("dimensions"), _entries("Dimension", "procedure_dimensions"))


def _meetings() -> tuple[Xml, ...]:
    return (
        _heading("meetings"),
        paragraph("Lead", PURPOSE),
        _entries("ListBullet", "meeting_agenda"),
        paragraph("Normal", MINUTES),
    )


def _closing() -> tuple[Xml, ...]:
    return (
        _heading("references"),
        _entries("Reference", "procedure_references"),
        _heading("control"),
        paragraph("Lead", "{{ texts.procedure_authors }}"),
        _entries("ListBullet", "procedure_authors"),
        paragraph("Normal", "{{ texts.procedure_approval }}"),
    )
