"""The names of made-up reviews: what a document of a pack is tried out with."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.document.context import build_context
from docgen.model import Data, Document, Pack
from docgen.review.build import build_review
from docgen.review.sample import sample_data
from docgen.scoring.score import score_review


def sample_names(pack: Pack, document: Document) -> Iterator[Data]:
    """Yield the names of made-up reviews of the pack: with every value, and a draft with none.

    Raises ReadError when the rules of the pack cannot be read, InvalidDataError for a title that
    names what does not exist.
    """
    for data in sample_data(pack):
        review = build_review(data, pack, document.path)
        yield build_context(review, pack, score_review(review, pack), document=document, number=1)
