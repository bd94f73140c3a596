"""Texts that are word for word those of the unit's earlier review: taken over, or left over."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from docgen.bounds.unforeseen import faults_of
from docgen.errors import DocgenError
from docgen.history.index import Index
from docgen.history.previous import earlier_reviews
from docgen.model import Pack, Review
from docgen.model.pack import named
from docgen.model.place import Where
from docgen.model.problem import Finding, warning
from docgen.model.tongue import marked, say
from docgen.packs.library import Library
from docgen.review.load import load_review

FEWEST_LETTERS = 25
"""Shorter texts ("See above.") may well be the same twice."""
_OF_CRITERION = {
    "comment": marked("{name}: the comment is word for word that of the earlier review ({review})"),
    "recommendation": marked(
        "{name}: the recommendation is word for word that of the earlier review ({review})"
    ),
}
_HEAD = ("general_comments", "response")


def same_texts(
    review: Review, pack: Pack, index: Index, library: Library | None
) -> Iterator[Finding]:
    """Yield a warning for each text of the review that its unit's earlier review has as well."""
    before = _earlier(review, index, library)
    if before is None:
        return
    for key, sentence in _OF_CRITERION.items():
        for criterion in pack.criteria:
            own, old = (one.criteria.get(criterion.id) for one in (review, before))
            if own and old and _same(getattr(own, key), getattr(old, key)):
                message = say(sentence, name=named(criterion), review=before.id)
                yield warning(f"same-{key}", message, ("criteria", criterion.id, key))
    for path, text in _texts(review).items():
        if _same(text, _texts(before)[path]):
            message = say(
                "is word for word that of the earlier review ({review})", review=before.id
            )
            yield warning("same-text", message, path)


def _earlier(review: Review, index: Index, library: Library | None) -> Review | None:
    """Return the unit's review before this one; None without one that can be read."""
    for entry in earlier_reviews(review, index)[-1:]:
        with suppress(DocgenError), faults_of(entry.file):  # its own check tells what is wrong
            return load_review(entry.file, library=library, line=entry.line)
    return None


def _texts(review: Review) -> dict[Where, str]:
    """Return the texts on the whole that each review has of its own."""
    found: dict[Where, str] = {(key,): getattr(review, key) for key in _HEAD}
    found |= {("summary", key): text for key, text in review.summary._asdict().items()}
    return found


def _same(one: str, other: str) -> bool:
    """Return whether two texts have the same words, however they are broken into lines."""
    words = one.split()
    return words == other.split() and len(" ".join(words)) >= FEWEST_LETTERS
