"""The Word sheet for two reviewers' talk: the one document that prints ratings and notes.

It is internal: marked so on each page, without controls and store, and no document of a pack.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path

from docgen.authoring.agreement import NO_OTHER, NOT_ONE
from docgen.authoring.ownwords import words_of
from docgen.errors import InvalidDataError, UsageError
from docgen.intake.load import load_noted
from docgen.model import Assessment, Criterion, Data, Field, Fields, Items, Pack, Problem, Review
from docgen.model.tongue import say
from docgen.packs.library import Library
from docgen.review.build import slug
from docgen.word.template import load_template

TEMPLATE = "base/consensus.docx"
_TEXTS = ("consensus_title", "consensus_internal", "consensus_apart", "consensus_agreed")
_NO_DATE = "1980-01-01"
_VALUE, _LINE = Field("value"), Field("line")
_LINES = Items({"text": _LINE, "bullet": Field("bool")})


def consensus_name(first: Path, second: Path) -> str:
    """Return the name of the sheet's file: what the names of both files begin with."""
    pairs = zip(first.stem, second.stem, strict=False)
    common = "".join(one for one, _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    whole = re.sub(r"[-_ ][^-_ ]*$", "", common)  # not half of the initials
    return f"{(whole or common or first.stem).strip('_- ') or 'review'}-consensus.docx"


def consensus_sheet(pack: Pack, first: Path, second: Path, *, library: Library) -> bytes:
    """Return the Word file of the sheet for the reviews in two files, YAML or filled forms.

    Raises ReadError, InvalidDataError, TemplateError; UsageError where the files do not belong
    together or do not say whose they are.
    """
    file = library.find(TEMPLATE)
    if lacking := [key for key in _TEXTS if not pack.texts.get(key)]:
        message = say("the sheet needs these texts: {keys}; add them", keys=", ".join(lacking))
        raise InvalidDataError(
            [Problem("missing", message, pack.folder / "pack.yaml", where="texts")]
        )
    if file is None:
        raise UsageError(
            say("{file}: is not there; init makes a folder that has it", file=TEMPLATE)
        )
    reviews = [load_noted(source, library=library)[0] for source in (first, second)]
    _refuse_strangers(pack, reviews)
    return load_template(file).render(_names(pack, *reviews))


def sheet_fields(pack: Pack) -> Fields:
    """Return the names that the sheet's Word file may print, by kind; empty for a pack without it.

    They are those of `_names`.
    """
    if not all(pack.texts.get(key) for key in _TEXTS):
        return {}
    side = {"score": _VALUE, "words": _LINES}
    anchor = {"score": _VALUE, "text": _LINE, "who": _LINE}
    criterion = {
        "printed": _VALUE, "name": _VALUE, "apart": Field("bool"), "texts": _LINES,
        "anchors": Items(anchor), "first": side, "second": side,
    }  # fmt: skip
    reviewer = {"initials": _LINE}
    return {
        "pack": {"language": _VALUE, "scale_name": _VALUE},
        "texts": dict.fromkeys(pack.texts, _VALUE),
        "unit": {"name": _LINE, "place": _LINE, "printed": _LINE},
        "first": reviewer,
        "second": reviewer,
        "apart": _LINE,
        "sections": Items({"label": _VALUE, "criteria": Items(criterion)}),
        "document": dict.fromkeys(("draft_mark", "title", "author", "date"), _VALUE),
    }


def _refuse_strangers(pack: Pack, reviews: list[Review]) -> None:
    """Raise UsageError for reviews of another pack or of two units, or by one reviewer."""
    one, other = reviews
    for review in reviews:
        if review.pack != pack.code:
            raise UsageError(
                say(
                    "{source}: is of the pack {own}, not {pack}",
                    source=review.file,
                    own=review.pack,
                    pack=pack.code,
                )
            )
    if slug(one.unit.name) != slug(other.unit.name) and one.unit.id != other.unit.id:
        raise UsageError(
            say(
                NOT_ONE,
                file=one.file,
                unit=one.unit.name,
                other=other.file,
                another=other.unit.name,
            )
        )
    if _initials(one) == _initials(other):
        message = say("both files have the reviewer {initials}", initials=_initials(one))
        raise UsageError(message)


def _initials(review: Review) -> str:
    """Return the initials of the one reviewer of a file; raises UsageError."""
    found = [one.initials for one in review.reviewers if one.initials]
    if len(found) != 1:
        raise UsageError(say(NO_OTHER, file=review.file, count=len(found)))
    return found[0]


def _names(pack: Pack, one: Review, other: Review) -> Data:
    """Return all that the sheet may print."""
    criteria = {c.id: _criterion(c, pack, one, other) for c in pack.criteria}
    apart = [
        c.reference if c.printed else c.short_name for c in pack.criteria if criteria[c.id]["apart"]
    ]
    return {
        "pack": {"language": pack.language, "scale_name": pack.scale_name},
        "texts": pack.texts,
        "unit": {"name": one.unit.name, "place": one.unit.place, "printed": one.unit.printed},
        "first": {"initials": _initials(one)},
        "second": {"initials": _initials(other)},
        "apart": ", ".join(apart) if all(map(str.isdigit, apart)) else "; ".join(apart),
        "sections": [
            {"label": section.label, "criteria": [criteria[c.id] for c in section.criteria]}
            for section in pack.sections
        ],
        "document": {
            "draft_mark": pack.texts["consensus_internal"],
            "title": f"{pack.texts['consensus_title']}: {one.unit.printed}",
            "author": "",
            "date": _NO_DATE,
        },
    }


def _criterion(criterion: Criterion, pack: Pack, one: Review, other: Review) -> Data:
    sides = {}
    who: dict[int | None, list[str]] = {}
    for side, review in (("first", one), ("second", other)):
        found = review.criteria.get(criterion.id, Assessment(criterion.id))
        label = pack.labels.get("criteria.recommendation", "")
        words = words_of(found.comment, found.recommendation, label)
        score = "" if found.score is None else str(found.score)
        sides[side] = {"score": score, "words": [*_lines(words)]}
        who.setdefault(found.score, []).append(_initials(review))
    return {
        "printed": criterion.printed,
        "name": criterion.name,
        "apart": len(who) > 1 and None not in who,
        "texts": [*_scale(criterion)],
        "anchors": [
            {"score": score, "text": text, "who": ", ".join(who.get(score, ()))}
            for score, text in sorted(criterion.anchors.items())[::-1]
        ],
        **sides,
    }


def _scale(criterion: Criterion) -> Iterator[Data]:
    """Yield what helps to choose a score beside the anchors, or where the form has none."""
    if not criterion.anchors:
        yield from _lines(criterion.description)
    yield from _lines("\n".join(f"- {component}" for component in criterion.components))
    yield from _lines(criterion.help)


def _lines(text: str) -> Iterator[Data]:
    """Yield the paragraphs and bullets of a text."""
    for line in filter(None, map(str.strip, text.splitlines())):
        yield {"text": line.removeprefix("- "), "bullet": line.startswith("- ")}
