"""Blank forms: a pack's document with an empty field for every value of a review."""

from __future__ import annotations

from collections.abc import Iterable

from docgen.document.context import NO_DATE, build_context
from docgen.document.renderer import renderer
from docgen.model import Data, Document, Pack
from docgen.packs.load import pack_document
from docgen.review.build import build_review
from docgen.review.shape import named_of
from docgen.scoring.score import score_review
from docgen.word.render.properties import without_properties

BLANK = "\u2060"
"""A character without width: the value is there, so that its label prints, but shows nothing."""

_ENTRIES = {"recipients": 3, "reviewers.*": 2, "development.*": 3}
"""How many entries the Finland-Swedish form offers; the other packs' forms follow it."""
_AS_DATA = {"line", "text", "list", "date", "dates", "choice"}
"""Kinds that can be blank in a review's data; numbers become blank when they are names."""


def make_form(pack: Pack, document: str) -> bytes:
    """Return the Word file of the blank form; of a document without a review, the document.

    Raises UsageError for a document the pack does not offer, ReadError, TemplateError.
    """
    found = pack_document(pack, document)
    template = renderer(pack, found)
    data = template.render_form(blank_context(pack, found))
    return data if pack.properties else without_properties(data)


def blank_context(pack: Pack, document: Document) -> Data:
    """Return the names of a form: every value of the review blank, nothing derived from scores."""
    review = build_review(_blank_data(pack), pack, pack.folder)._replace(id="")
    names = build_context(review, pack, score_review(review, pack), document=document)
    for group, values in named_of(pack).items():
        asked = [value for value in values if not value.later]
        numbers = [value.key for value in asked if value.kind in ("number", "score")]
        for record in _records(names, group):
            record.update(dict.fromkeys(numbers, BLANK))
    names["unit"].update(id="", printed="")
    names["result"].update(
        total=BLANK, mean=None, provisional=False, missing=0, level={"id": "", "label": ""}
    )
    for record in names["criteria"].values():
        record.update(points=BLANK, previous_score=None)
        for anchor in record["anchors"]:
            anchor["chosen"] = False
    for need in names["development"]:
        need.update(name=BLANK, score=BLANK, printed="")
    made = names["document"]
    made.update(form=True, title=_bare(made["title"]), author="", date=NO_DATE)
    return names


def _bare(title: str) -> str:
    """Return the title without the unit that is not known yet."""
    return title.replace(BLANK, "").strip(" :–-,")


def _records(names: Data, group: str) -> Iterable[Data]:
    """Return the mappings of the names that hold the values of a group."""
    found = names[group.removesuffix(".*")] if group else names
    if not group.endswith(".*"):
        return [found]
    return found if isinstance(found, list) else found.values()


def _blank_data(pack: Pack) -> Data:
    """Return the data of a review in which every value is blank."""
    data: Data = {}
    for group, values in named_of(pack).items():
        blank = {
            v.key: [BLANK] * _ENTRIES.get(v.path, 1) if v.kind == "list" else BLANK
            for v in values
            if v.kind in _AS_DATA and v.in_form and not v.later
        }
        name = group.removesuffix(".*")
        if not name:
            data |= blank
        elif name == group:
            data[name] = blank
        elif name == "criteria":
            data[name] = {criterion.id: blank for criterion in pack.criteria}
        else:
            data[name] = [blank] * _ENTRIES[group]
    return data
