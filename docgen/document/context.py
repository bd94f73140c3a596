"""Build the names that templates may print, from a review, its pack and its result."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from docgen.document.extra import extra_names
from docgen.document.runs import runs_of
from docgen.errors import InvalidDataError
from docgen.model import (
    Assessment,
    Criterion,
    Data,
    Document,
    Field,
    Level,
    Pack,
    Previous,
    Problem,
    Result,
    Review,
)
from docgen.model.pack import EXTRA
from docgen.model.tongue import say
from docgen.review.shape import LABEL_KEYS, LATER_KEYS, NAMED, label_keys

_TAG = re.compile(r"\{\{\s*([\w.]+)\s*\}\}")
_NAME = "{{ unit.printed }}"
_BRACES = r"\{\{|\}\}|\{%|%\}"
NO_DATE = "1980-01-01"
"""A file's date must be one: this stands for none."""
_UNASSESSED = Assessment(criterion="")
_NEVER = dict.fromkeys(sorted(LABEL_KEYS), False)
_NO_LABELS = dict.fromkeys(LATER_KEYS, "")
_KEYS = {group: tuple(value.key for value in values) for group, values in NAMED.items()}


def build_context(
    review: Review,
    pack: Pack,
    result: Result,
    *,
    document: Document,
    previous: Previous | None = None,
    number: int | None = None,
    draft: bool = False,
    compared: bool = True,
) -> Data:
    """Return the names of ARCHITECTURE.md: plain dicts, lists and values, freshly made.

    `previous` and `number` are what is known of earlier reviews, typed or looked up; without them
    what the review itself says. Without `compared` the names of changes and of the next level are
    left out, for templates that do not print them. Raises InvalidDataError when the document's
    title names what does not exist.
    """
    previous = previous or review.previous
    criteria = {c.id: _criterion(c, review, previous) for c in pack.criteria}
    names: Data = {
        **_own("", review),
        "unit": {**_own("unit", review.unit), "printed": review.unit.printed},
        "area": _own("area", review.area),
        "review": _visit(review, number, draft),
        "reviewers": list(_reviewers(review)),
        "method": _own("method", review.method),
        "summary": _own("summary", review.summary),
        "development": list(_needs(review, criteria)),
        "previous": _previous(previous),
        "criteria": criteria,
        "sections": [_section(s, criteria, pack) for s in result.sections],
        "levels": list(_levels(pack, result.level)),
        "result": _result(result),
        "meeting": _own("meeting", review.meeting),
        EXTRA: extra_names(review, pack),
        **constants_of(pack),
    }
    names["document"] = _document(review, pack, document, names, draft=draft)
    if compared:
        _compare(names, pack, result, previous)
    names["runs"] = list(runs_of(names["sections"]))
    return names


def _compare(names: Data, pack: Pack, result: Result, previous: Previous | None) -> None:
    """Add the names of changes since the earlier review and of the next level."""
    # Most reports print none of them, and each import is time at every start.
    from docgen.document.comparison import criterion_names, result_names, section_names

    best = pack.scores.high
    for criterion in pack.criteria:
        own = names["criteria"][criterion.id]
        own |= criterion_names(criterion, own["score"], previous, best)
    for section, own in zip(pack.sections, names["sections"], strict=True):
        points = None if own["missing"] else own["points"]
        own |= section_names(section, points, previous)
    names["result"] |= result_names(pack, result, previous)


def _own(group: str, record: tuple[Any, ...]) -> Data:
    """Return the values of a part of the review as templates print them."""
    own = {}
    for key in _KEYS[group]:
        value = getattr(record, key)
        own[key] = list(value) if type(value) is tuple else value
    return own


def _reviewers(review: Review) -> Iterator[Data]:
    for number, reviewer in enumerate(review.reviewers, 1):
        own = _own("reviewers.*", reviewer)
        yield {"_p": f"reviewers.k{number}", **own, "printed": reviewer.printed}


def constants_of(pack: Pack) -> Data:
    """Return the names that depend on the pack alone: fixed when a template is compiled."""
    never = dict.fromkeys(sorted(label_keys(pack)), False) if pack.own_values else _NEVER
    always = never | dict.fromkeys(pack.always_printed, True)
    return {
        "pack": {
            "code": pack.code,
            "name": pack.name,
            "language": pack.language,
            "scale_name": pack.scale_name,
            "scale_version": pack.scale_version,
        },
        "texts": pack.texts,
        "lists": pack.lists,
        "labels": {**_NO_LABELS, **pack.labels},
        "always_printed": always,
    }


def _visit(review: Review, number: int | None, draft: bool) -> Data:
    own = _own("review", review.visit)
    if own["number"] is None:
        own["number"] = number
    return {**own, "id": review.id, "draft": draft or review.draft}


def _criterion(criterion: Criterion, review: Review, previous: Previous | None) -> Data:
    found = review.criteria.get(criterion.id, _UNASSESSED)
    return {
        "_p": f"criteria.{criterion.id}",
        "id": criterion.id,
        "section": criterion.section,
        "number": criterion.number,
        "printed": criterion.printed,
        "name": criterion.name,
        "short_name": criterion.short_name,
        "description": criterion.description,
        "components_intro": criterion.components_intro,
        "components": criterion.components,
        "components_in_anchors": criterion.components_in_anchors,
        "name_sign": criterion.name_sign,
        "data_sources": criterion.sources,
        "anchors": [
            {"score": score, "text": text, "chosen": score == found.score}
            for score, text in sorted(criterion.anchors.items())
        ],
        **_own("criteria.*", found),
        "points": found.score,
        "previous_score": previous.scores.get(criterion.id) if previous else None,
    }


def _needs(review: Review, criteria: Data) -> Iterator[Data]:
    """Yield the development needs."""
    for need, key in zip(review.development, need_keys(review), strict=True):
        record = criteria.get(need.criterion or "", {})
        own = need.recommendation
        yield {
            "_p": f"development.{key}",
            "criterion": record.get("id", ""),
            "number": record.get("number"),
            "printed": record.get("printed", ""),
            "name": record.get("name", ""),
            "short_name": record.get("short_name", ""),
            "score": record.get("score"),
            "scored": record.get("score") is not None,
            "recommendation": own or record.get("recommendation", ""),
        }


def need_keys(review: Review) -> list[str]:
    """Return what names each need in paths: its criterion or, for a second one, its number."""
    keys: list[str] = []
    for number, need in enumerate(review.development, 1):
        fresh = need.criterion is not None and need.criterion not in keys
        keys.append(str(need.criterion) if fresh else f"k{number}")
    return keys


def _previous(previous: Previous | None) -> Data:
    found = previous or Previous()
    known = bool(found.date or found.level or found.scores or found.total is not None)
    return {**_own("previous", found), "known": known, "statement": ""}


def _section(section: Any, criteria: Data, pack: Pack) -> Data:
    defined = next(s for s in pack.sections if s.id == section.id)
    return {
        "_p": f"sections.{section.id}",
        "id": section.id,
        "label": defined.label,
        "sheet_label": defined.sheet_label,
        "points": section.points,
        "max": section.highest,
        "missing": section.missing,
        "criteria": [criteria[c.id] for c in defined.criteria],
    }


def _levels(pack: Pack, reached: Level | None) -> Iterator[Data]:
    for level in pack.levels:
        yield {
            "id": level.id,
            "label": level.label,
            "legend": level.legend,
            "points": level.points,
            "reached": reached is not None and level.id == reached.id,
        }


def _result(result: Result) -> Data:
    level = result.level
    return {
        "total": result.total,
        "statement": "",
        "max": result.highest,
        "mean": result.mean,
        "count": result.scored + len(result.missing),
        "scored": result.scored,
        "missing": len(result.missing),
        "low": result.low,
        "high": result.high,
        "provisional": result.provisional,
        "level": {"id": level.id if level else "", "label": level.label if level else ""},
    }


def _document(review: Review, pack: Pack, document: Document, names: Data, *, draft: bool) -> Data:
    is_draft = draft or review.draft
    mark = pack.texts.get("draft_mark", "") if is_draft else ""
    title = _title(document, pack, names)
    return {
        "name": document.name,
        "title": f"{mark}: {title}" if mark else title,
        "draft_mark": mark,
        "form": False,
        "change": document.change,
        "author": "; ".join(reviewer.name for reviewer in review.reviewers),
        "date": _known_date((review.visit.report_date, *reversed(review.visit.dates))),
    }


def _known_date(dates: Iterable[str]) -> str:
    return next((date for date in dates if date), NO_DATE)


def _title(document: Document, pack: Pack, names: Data) -> str:
    if fault := title_fault(document.title, names):
        file, where = pack.folder / "pack.yaml", f"documents.{document.name}.title"
        raise InvalidDataError([Problem("title", fault, file, where=where)])
    return _TAG.sub(lambda match: _or_empty(_find(match[1], names)), document.title)


def _or_empty(value: Any) -> str:
    return "" if value is None else str(value)


def title_fault(title: str, names: Mapping[str, Any]) -> str:
    """Return what is wrong with a document's title; "" when it prints `names`, or their fields."""
    for path in _TAG.findall(title):
        found = _find(path, names)
        if isinstance(found, Field):
            several = found.kind in {"list", "dates"}
        else:
            several = isinstance(found, Mapping | list | tuple)
        if several:
            return say(
                "there is no text {path!r}; a title prints names like {name}", path=path, name=_NAME
            )
    return (
        say("a tag in it is no plain name; a title prints names like {name}", name=_NAME)
        if re.search(_BRACES, _TAG.sub("", title))
        else ""
    )


def _find(path: str, names: Mapping[str, Any]) -> Any:
    """Return what a dotted name means, all `names` when it means nothing."""
    node: Any = names
    for key in path.split("."):
        if not isinstance(node, Mapping) or key not in node:
            return names
        node = node[key]
    return node
