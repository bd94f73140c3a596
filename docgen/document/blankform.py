"""Blank forms: a pack's document with an empty field for every value of a review."""

from __future__ import annotations

from docgen.document.context import NO_DATE, build_context
from docgen.document.renderer import renderer
from docgen.model import (
    Area,
    Assessment,
    Data,
    Document,
    Meeting,
    Method,
    Need,
    Pack,
    Previous,
    Review,
    Reviewer,
    Summary,
    Unit,
    Visit,
)
from docgen.packs.load import pack_document
from docgen.scoring.score import score_review

BLANK = "\u2060"
"""A character without width: the value is there, so that its label prints, but shows nothing."""

RECIPIENTS, REVIEWERS, NEEDS = 3, 2, 3
"""How many entries the Finland-Swedish form offers; the other packs' forms follow it."""


def make_form(pack: Pack, document: str) -> bytes:
    """Return the Word file of the blank form; of a document without a review, the document.

    Raises UsageError for a document the pack does not offer, ReadError, TemplateError.
    """
    found = pack_document(pack, document)
    template = renderer(pack, found)
    return template.render_form(blank_context(pack, found))


def blank_context(pack: Pack, document: Document) -> Data:
    """Return the names of a form: every value of the review blank, nothing derived from scores."""
    review = _blank_review(pack)
    result = score_review(review, pack)
    names = build_context(
        review,
        pack,
        result,
        document=document,
        previous=Previous(date=BLANK, level=BLANK),
        number=1,
    )
    names["unit"].update(id="", printed="")
    names["review"].update(kind=BLANK, number=BLANK, dates=[BLANK], draft=False)
    names["previous"].update(total=BLANK)
    names["result"].update(
        total=BLANK, mean=None, provisional=False, missing=0, level={"id": "", "label": ""}
    )
    for record in names["criteria"].values():
        record.update(score=BLANK, points=BLANK, previous_score=None)
        for anchor in record["anchors"]:
            anchor["chosen"] = False
    for need in names["development"]:
        need.update(name=BLANK, score=BLANK, printed="", recommendation=BLANK)
    made = names["document"]
    made.update(form=True, title=_bare(made["title"]), author="", date=NO_DATE)
    return names


def _bare(title: str) -> str:
    """Return the title without the unit that is not known yet."""
    return title.replace(BLANK, "").strip(" :–-,")


def _blank_review(pack: Pack) -> Review:
    """Return a review in which every value is blank."""
    entries = (BLANK,)
    return Review(
        id="",
        pack=pack.code,
        file=pack.folder,
        unit=Unit(id="", name=BLANK, partners=entries, client_groups=BLANK, geography=BLANK),
        area=Area(client_groups=BLANK, ips_team=BLANK),
        visit=Visit(report_date=BLANK, mode=BLANK, participants=BLANK),
        reviewers=tuple(Reviewer(name=BLANK) for _ in range(REVIEWERS)),
        recipients=entries * RECIPIENTS,
        method=Method(
            interviews=entries, employer_meetings=entries, meetings=entries, documents=entries
        ),
        purpose=BLANK,
        general_comments=BLANK,
        summary=Summary(description=BLANK, strengths=BLANK, conclusion=BLANK),
        development=tuple(Need(recommendation=BLANK) for _ in range(NEEDS)),
        criteria={
            c.id: Assessment(
                criterion=c.id, sources=entries, comment=BLANK, recommendation=BLANK
            )
            for c in pack.criteria
        },
        meeting=Meeting(
            team=BLANK, date=BLANK, time=BLANK, place=BLANK, participants=entries, items=entries,
            previous_minutes=BLANK,
        ),
    )  # fmt: skip
