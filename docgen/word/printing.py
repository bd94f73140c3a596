"""Decide how each printed value stands in its paragraph, and make room for it."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from docgen.model import Field
from docgen.word.levels import alone, instruction, last
from docgen.word.sites import Form, Spec
from docgen.word.styles import Styles, bullet_properties, further_properties
from docgen.word.tags import Tag
from docgen.word.xml import Element, W, fragment

_PLAIN = ("value", "bool")
"""Kinds that print as they are; they need a site only where they own their paragraph."""
_LONG = ("text", "list")
"""Kinds that may hold several paragraphs."""


def give_forms(tags: list[Tag], printed: Mapping[int, Field], styles: Styles) -> None:
    """Give each tag that prints a field its site: alone, behind a label or in its sentence."""
    for tag in list(tags):
        field = printed.get(tag.number)
        text = tag.element
        if field is None or text is None or tag.location != "text":
            continue
        paragraph = next(text.iterancestors(f"{W}p"))
        if alone(paragraph, tag):
            tag.site = dict(_spec("alone", field, paragraph, text, styles))
            _replace_paragraph(paragraph, tag)
        elif field.kind in _LONG and last(paragraph, tag):
            tag.site = dict(_spec("tail", field, paragraph, text, styles))
            _cut_paragraph(paragraph, tag)
        elif field.kind not in _PLAIN:
            tag.site = dict(_spec("inline", field, paragraph, text, styles))


def _spec(form: Form, field: Field, paragraph: Element, text: Element, styles: Styles) -> Spec:
    run = text.getparent()
    inline = form == "inline"
    bullet = "" if inline else bullet_properties(paragraph, styles)
    further = "" if inline else further_properties(paragraph, styles)
    return Spec(
        form=form,
        kind=field.kind,
        ppr="" if inline else fragment(paragraph.find(f"{W}pPr")),
        more=further,
        bullet=bullet or further,
        mark="" if bullet else "• ",
        rpr="" if inline or run is None else fragment(run.find(f"{W}rPr")),
        keep=_ends_its_container(paragraph),
    )


def _ends_its_container(paragraph: Element) -> bool:
    """Return whether the container would be left without the paragraph Word wants at its end."""
    container = paragraph.getparent()
    if container is None or container.tag == f"{W}body":
        return False
    others = [child for child in container if child.tag != f"{W}tcPr"]
    return others == [paragraph]


def _replace_paragraph(paragraph: Element, tag: Tag) -> None:
    node = instruction(tag)
    node.tail = None
    paragraph.addprevious(node)
    parent = paragraph.getparent()
    if parent is not None:
        parent.remove(paragraph)
    tag.element = None


def _cut_paragraph(paragraph: Element, tag: Tag) -> None:
    """Let the tag write the end of its paragraph: what the value starts with and `</w:p>`."""
    text = tag.element
    if text is None:
        return
    text.text = (text.text or "").replace(tag.marker, "").rstrip() + " "
    run = text.getparent()
    for node in [*text.itersiblings(), *(run.itersiblings() if run is not None else ())]:
        parent = node.getparent()
        if parent is not None:
            parent.remove(node)
    paragraph.append(etree.ProcessingInstruction("dgcut", str(tag.number)))
    tag.element = None
