"""A pack's document filled with specimens: pages to look at, no review needed."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.document.context import build_context
from docgen.document.renderer import renderer
from docgen.model import Data, Document, Pack
from docgen.packs.library import Library
from docgen.review.build import build_review
from docgen.review.specimen import LENGTHS, Length, specimen_data
from docgen.scoring.score import score_review


def specimen_names(
    pack: Pack, document: Document, length: Length, *, library: Library | None = None
) -> Data:
    """Return the names of a made-up review of that length; raises ReadError, InvalidDataError."""
    review = build_review(specimen_data(pack, length, library=library), pack, document.path)
    result = score_review(review, pack)
    return build_context(review, pack, result, document=document, number=1, draft=length == "empty")


def previews(
    pack: Pack, document: Document, *, library: Library | None = None
) -> Iterator[tuple[Length, bytes]]:
    """Yield the length of each specimen and the Word file made of it.

    Raises TemplateError, ReadError, InvalidDataError.
    """
    made = renderer(pack, document)
    for length in LENGTHS:
        yield length, made.render(specimen_names(pack, document, length, library=library))
