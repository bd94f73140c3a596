"""Fields of a blank form: grey placeholders that Word shows again when a field is emptied.

What may take several paragraphs stands in a block control, in a paragraph of its own: Enter then
makes a paragraph inside the field. LibreOffice moves line breaks out of inline controls.
"""

from __future__ import annotations

from typing import Any

from docgen.word.render.anchors import MOST_TAG, bookmark_end, bookmark_start, tag_of
from docgen.word.render.controls import LAST_IN_CELL, Wording, control_kind
from docgen.word.render.sites import LONG, Site, Slot
from docgen.word.render.state import State
from docgen.word.render.text import escape_attribute, escape_text

PLACEHOLDER = "DocgenPlaceholder"
"""Name of the glossary entry that holds the placeholder's text."""
SHORT = "DocgenPlaceholderShort"
"""Name of the entry for narrow columns."""
NARROW = ("score", "total")
"""Kinds of fields that take it."""
STYLE, STYLE_NAME = "PlaceholderText", "Placeholder Text"
GREY = "666666"
"""Its colour: readable, unlike Word's own light grey."""


def make_blank(slot: Slot, wording: Wording) -> Site:
    """Return the function that writes an empty field at the site of `slot`."""
    form = slot["form"]
    ppr = slot["ppr"]
    is_long = slot["kind"] in LONG and not slot["short"]

    def control(path: str, state: State, *, properties: str | None = None) -> str:
        number = state.own_id(len(state.ids) + 1)
        field = blank_control(slot, path, number, wording, properties=properties)
        return f"{bookmark_start(path, number, number)}{field}{bookmark_end(number)}"

    def write(value: Any, record: str, state: State) -> str:
        path = record + slot["tail"] if record else slot["form_path"]
        if form == "head":
            return f"<w:p>{slot['more'] if is_long else ppr}"
        if form == "inline":
            run = f'<w:r>{slot["rpr"]}<w:t xml:space="preserve">'
            before = "" if slot["opens"] else "</w:t></w:r>"
            return f"{before}{control(path, state)}{'' if slot['closes'] else run}"
        count = len(value) if slot["kind"] == "list" and isinstance(value, list) else 1
        if is_long and count == 1:
            own = ppr if form == "alone" else slot["more"]
            ends = "" if form == "alone" else "</w:p>"
            last = LAST_IN_CELL if slot["keep"] else ""
            return f"{ends}{control(path, state, properties=own)}{last}"
        fields = [
            control(path if count == 1 else f"{path}.k{n + 1}", state) for n in range(max(count, 1))
        ]
        if form == "tail":
            first = f"{fields[0]}</w:p>" if count == 1 else "</w:p>"
            rest = fields[1:] if count == 1 else fields
            return first + "".join(f"<w:p>{slot['more']}{field}</w:p>" for field in rest)
        return "".join(f"<w:p>{ppr}{field}</w:p>" for field in fields)

    return write


def blank_control(
    slot: Slot, path: str, number: int, wording: Wording, *, properties: str | None = None
) -> str:
    """Return a control that shows its placeholder: in a line, or a paragraph with `properties`."""
    grey = f'<w:rPr><w:rStyle w:val="{STYLE}"/></w:rPr>'
    alias = escape_attribute((slot["label"] or path)[:MOST_TAG])
    entry, text = PLACEHOLDER, wording.placeholder
    if wording.short and slot["kind"] in NARROW:
        entry, text = SHORT, wording.short
    run = f'<w:r>{grey}<w:t xml:space="preserve">{escape_text(text)}</w:t></w:r>'
    kind = "" if properties is not None else control_kind(slot["kind"], wording, slot["choices"])
    return (
        f'<w:sdt><w:sdtPr>{slot["rpr"]}<w:alias w:val="{alias}"/>'
        f'<w:tag w:val="{escape_attribute(tag_of(path))}"/><w:id w:val="{number}"/>'
        f'<w:placeholder><w:docPart w:val="{entry}"/></w:placeholder><w:showingPlcHdr/>'
        f"{kind}</w:sdtPr><w:sdtContent>"
        f"{run if properties is None else f'<w:p>{properties}{run}</w:p>'}"
        "</w:sdtContent></w:sdt>"
    )
