"""A copy of a Word file with a comment at each place that somebody should look at."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from docx.document import Document

AUTHOR, INITIALS = "docgen", "dg"


class Note(NamedTuple):
    """One comment."""

    paragraph: int
    """Its number in the body, from 0, text boxes and cells counted; -1 for the file as a whole."""
    text: str


def annotated(data: bytes, notes: Iterable[Note]) -> bytes:
    """Return the Word file with the comments; those for no paragraph stand at the first text.

    A paragraph in a text box is told where the box is anchored. A file without any text is
    returned as it is.
    """
    import docx

    document = docx.Document(io.BytesIO(data))
    paragraphs = list(document.element.body.iter(_w("p")))
    first = next((p for p in paragraphs if _runs(p)), None)
    if first is None:
        return data
    for note in notes:
        inside = paragraphs[note.paragraph] if 0 <= note.paragraph < len(paragraphs) else first
        holder = _outermost(inside)
        _comment(document, holder if _runs(holder) else _beside(holder, first), note.text)
    _drop_unknown_styles(document)
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def _drop_unknown_styles(document: Document) -> None:
    """Take out the styles of comments that python-docx takes for granted."""
    known = {style.style_id for style in document.styles}
    marks = document.element.body.iter(_w("commentReference"))
    runs = [mark.getparent() for mark in marks]
    for holder in (document.part._comments_part.element, *runs):
        for mark in list(holder.iter(_w("rStyle"), _w("pStyle"))):
            if mark.get(_w("val")) not in known:
                mark.getparent().remove(mark)


def _w(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(f"w:{name}"))


def _runs(paragraph: Any) -> list[Any]:
    """Return the runs that stand in the paragraph itself: a comment goes around them."""
    return list(paragraph.findall(_w("r")))


def _outermost(paragraph: Any) -> Any:
    """Return the paragraph that a text box is anchored in; the paragraph itself outside of one."""
    around = list(paragraph.iterancestors(_w("p")))
    return around[-1] if around else paragraph


def _beside(paragraph: Any, first: Any) -> Any:
    """Return the next paragraph with text in the same cell or row, else the first of all."""
    for kind in ("tc", "tr"):
        holder = next(paragraph.iterancestors(_w(kind)), None)
        inside = () if holder is None else holder.iter(_w("p"))
        found = next((p for p in inside if _runs(p) and _outermost(p) is p), None)
        if found is not None:
            return found
    return first


def _comment(document: Document, paragraph: Any, text: str) -> None:
    from docx.text.run import Run

    runs = [Run(run, document) for run in _runs(paragraph)]
    document.add_comment([runs[0], runs[-1]], text=text, author=AUTHOR, initials=INITIALS)
