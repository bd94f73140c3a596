"""Decide how each printed value stands in its paragraph, and make room for it."""

from __future__ import annotations

from collections.abc import Mapping

from docgen.model import Field
from docgen.word.compile.beside import frame, put_at_end, surroundings, take_behind
from docgen.word.compile.marks import cut, head, instruction
from docgen.word.compile.sections import free_section
from docgen.word.compile.styles import (
    Styles,
    bullet_properties,
    further_properties,
    kept_properties,
)
from docgen.word.compile.tags import Tag, TagList
from docgen.word.compile.xml import Element, W, fragment
from docgen.word.render.sites import LONG, Placement, Slot

_PLAIN = ("value", "bool")
"""Kinds that print as they are; they need a site only where they own their paragraph."""
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


def place_values(found: TagList, printed: Mapping[int, Field], styles: Styles) -> None:
    """Give each tag that prints a field its site: alone, behind a label or in its sentence."""
    for tag in list(found.tags):
        field = printed.get(tag.number)
        text = tag.element
        if field is None or text is None or tag.location != "text":
            continue
        paragraph = next(text.iterancestors(f"{W}p"))
        around = surroundings(paragraph, tag)
        if field.kind in LONG and around.last:
            free_section(paragraph)
        section = paragraph.find(f"{W}pPr/{W}sectPr") is not None
        if around.alone and not section and (field.kind in LONG or not around.content):
            tag.site = _slot("alone", field, tag, paragraph, styles, found)
            if around.content:
                frame(paragraph, tag, found)
            else:
                _replace_paragraph(paragraph, tag)
        elif field.kind in LONG and around.last:
            tag.site = _slot("tail", field, tag, paragraph, styles, found)
            behind = take_behind(tag) if around.content else []
            _cut_paragraph(paragraph, tag, found)
            if behind:
                put_at_end(paragraph, behind, found)
        elif field.kind not in _PLAIN or field.path or field.form or field.form_path:
            tag.site = _slot("inline", field, tag, paragraph, styles, found)


def _slot(
    form: Placement, field: Field, tag: Tag, paragraph: Element, styles: Styles, found: TagList
) -> Slot:
    run = None if tag.element is None else tag.element.getparent()
    bullet = bullet_properties(paragraph, styles)
    further = further_properties(paragraph, styles)
    fits = _may_hold_control(tag.element)
    path = field.path if fits else ""
    return Slot(
        form=form,
        kind=field.kind,
        ppr=fragment(paragraph.find(f"{W}pPr")),
        more=further,
        bullet=bullet or further,
        mark="" if bullet else "• ",
        rpr="" if run is None else fragment(run.find(f"{W}rPr")),
        keep=_ends_its_container(paragraph),
        in_run=False,
        opens=False,
        closes=False,
        key=f"{found.part} {tag.number}",
        place=found.before + tag.number,
        path=path,
        tail=(path or field.form_path).partition("*")[2],
        label=field.label,
        asked_in_form=field.form,
        form_path=field.form_path if fits or field.form else "",
        told=False,
        short=field.short,
        choices=tuple(map(str, field.choices)) if field.kind == "choice" else (),
    )


def _may_hold_control(text: Element | None) -> bool:
    """Return whether a control fits here: not inside another, in a field or in a fallback copy."""
    if text is None:
        return False
    outside = {f"{W}sdt", f"{W}fldSimple", f"{W}ruby", f"{_COMPATIBILITY}Fallback"}
    if any(ancestor.tag in outside for ancestor in text.iterancestors()):
        return False
    return not _in_field(text)


def _in_field(text: Element) -> bool:
    """Return whether a text stands in a field of its paragraph, or beside a part of one."""
    depth, inside = 0, False
    for node in next(text.iterancestors(f"{W}p")).iter(f"{W}fldChar", f"{W}t"):
        if node is text:
            inside = depth > 0
        elif node.tag == f"{W}fldChar":
            depth += {"begin": 1, "end": -1}.get(str(node.get(f"{W}fldCharType")), 0)
            if depth < 0:
                return True
    return inside or depth != 0


def _ends_its_container(paragraph: Element) -> bool:
    """Return whether the container would be left without the paragraph Word wants at its end."""
    container = paragraph.getparent()
    if container is None or container.tag == f"{W}body":
        return False
    before, behind = paragraph.getprevious(), paragraph.getnext()
    return behind is None and (before is None or before.tag == f"{W}tcPr")


def _replace_paragraph(paragraph: Element, tag: Tag) -> None:
    node = instruction(tag.number)
    node.tail = None
    paragraph.addprevious(node)
    parent = paragraph.getparent()
    if parent is not None:
        parent.remove(paragraph)
    tag.element = None


def _cut_paragraph(paragraph: Element, tag: Tag, found: TagList) -> None:
    """Let the tag write the end of its paragraph: what the value starts with and `</w:p>`.

    A second tag with the same value writes the beginning, so that the label stays with a value
    that stands below it.
    """
    text = tag.element
    if text is None or tag.site is None:
        return
    text.text = (text.text or "").partition(tag.marker)[0]
    run = text.getparent()
    for node in [*text.itersiblings(), *(run.itersiblings() if run is not None else ())]:
        parent = node.getparent()
        if parent is not None:
            parent.remove(node)
    if not text.text and run is not None:
        run.remove(text)
        if all(child.tag == f"{W}rPr" for child in run):
            paragraph.remove(run)
    cut(paragraph, tag.number)
    tag.element = None
    kept = kept_properties(paragraph)
    if kept != tag.site["ppr"]:
        second = found.add("var", tag.body, tag.place)
        second.site = {**tag.site, "form": "head", "more": kept}
        properties = paragraph.find(f"{W}pPr")
        if properties is not None:
            paragraph.remove(properties)
        paragraph.attrib.clear()
        head(paragraph, second.number)
