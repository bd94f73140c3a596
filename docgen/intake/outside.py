"""What was typed in a form outside its fields: lines that no blank form of the pack has."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from docgen.bounds.reading import stamp_of
from docgen.bounds.recent import FileMemo
from docgen.document.blankform import make_form
from docgen.errors import DocgenError
from docgen.intake.folded import squeezed
from docgen.model import Pack
from docgen.packs.load import pack_document
from docgen.word.readback.fields import Edited, Field, open_edited
from docgen.word.readback.story import Story


def strange_lines(edited: Edited, pack: Pack) -> Iterator[tuple[str, str]]:
    """Yield text and place of each paragraph outside the fields that the form does not have."""
    found = list(_outside(edited))
    for document in pack.documents.values():
        if not found:
            break
        if document.needs_review:
            known = _fixed(pack, document.name)
            found = [one for one in found if squeezed(one[0]) not in known]
    if found:
        pieces = _pieces(pack)
        yield from (one for one in found if _rest(squeezed(one[0]), pieces))


def _pieces(pack: Pack) -> list[str]:
    """Return all that a pack can print in a form, the longest first."""
    texts = [*pack.texts.values(), *pack.labels.values(), *(one.legend for one in pack.levels)]
    for section in pack.sections:
        texts += [section.label, section.sheet_label]
        for c in section.criteria:
            texts += [c.name, c.short_name, c.description, c.components_intro, *c.components]
    pieces = {squeezed(text) for text in texts}
    return sorted((one for one in pieces if len(one) >= _LEAST), key=len, reverse=True)


def _rest(text: str, pieces: list[str]) -> str:
    """Return what a line says besides the pack's texts and numbers: a form of an older layout."""
    for piece in pieces:
        text = text.replace(piece, "")
    return text.strip("0123456789")


def _outside(edited: Edited) -> Iterator[tuple[str, str]]:
    fields = edited.fields()
    for story in edited.stories():
        inside = _covered(story, fields)
        texts: dict[int, str] = {}
        for at, (number, text) in enumerate(story.atoms):
            if text and at not in inside and at not in story.computed:
                texts[number] = texts.get(number, "") + text
        notes = "notes" in story.part
        for number, text in texts.items():
            # LibreOffice writes the number of a note into its text, again at each save.
            words = " ".join((text.lstrip("0123456789 ") if notes else text).split())
            if squeezed(words):
                yield words, edited.place(story, story.paragraphs[number])


def _covered(story: Story, fields: list[Field]) -> set[int]:
    own = (field.span for field in fields if field.part == story.part)
    return {at for start, end in own for at in range(start, end)}


_LEAST = 4
"""Letters of a text of the pack that is looked for within a line."""
_known: FileMemo[tuple[Path, str], frozenset[str]] = FileMemo(64)
"""By Word file and pack."""


def _lines_of(pack: Pack, name: str) -> frozenset[str]:
    form = open_edited(make_form(pack, name), name)
    return frozenset(squeezed(text) for text, _ in _outside(form))


def _fixed(pack: Pack, name: str) -> frozenset[str]:
    """Return the squeezed fixed lines of a blank form; none where its template is broken."""
    try:
        path = pack_document(pack, name).path
        state = stamp_of(path), pack
        return _known.of((path, pack.code), state, lambda: _lines_of(pack, name))
    except (DocgenError, OSError):
        return frozenset()
